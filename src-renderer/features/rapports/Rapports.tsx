import { IconFolder, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RapportFait, RapportVue } from "../../../src-main/contract/rapports.ts";
import type { TableauEntree } from "../../../src-main/contract/tableaux.ts";
import { data, errorSentence, orpc, shell, useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, pick } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  Card,
  Drawer,
  EmptyState,
  ErrorState,
  IconButton,
  notify,
  PageHeader,
  Pill,
  Select,
  Skeleton,
  Table,
} from "../../ui/index.ts";
import { Formulaire } from "./Formulaire.tsx";
import styles from "./rapports.module.css";

/** The address of the list, of one dashboard or of all, with the report opened in it. */
function addressOf(tableau: string | null, ouvert: string | null = null): string {
  const query = new URLSearchParams({
    ...(tableau === null ? {} : { tableau }),
    ...(ouvert === null ? {} : { rapport: ouvert }),
  }).toString();
  return `/rapports${query === "" ? "" : `?${query}`}`;
}

const NEW = "nouveau";

/** Kept reports, of one dashboard or of all: composed, made on demand, and made again on their days. */
export function Rapports() {
  const { t } = useTranslation("rapports");
  const langue = useLangue();
  const params = new URLSearchParams(useHashSearch());
  const tableau = params.get("tableau");
  const opened = params.get("rapport");
  const list = useQuery(orpc.rapports.list.queryOptions({ input: { tableau } }));
  const tableaux = useQuery(orpc.tableaux.list.queryOptions({ input: {} }));
  useReady("rapports", list.isSuccess && tableaux.isSuccess);
  const rapports = list.data?.rapports;
  const kept = rapports?.find(({ id }) => id === opened) ?? null;
  const close = (): void => navigate(addressOf(tableau), { replace: true });
  const compose = (): void => navigate(addressOf(tableau, NEW));
  return (
    <div className={styles.page}>
      <PageHeader
        title={t("titre")}
        count={rapports?.length}
        actions={
          <Button
            variant="primary"
            leftIcon={<IconPlus size={16} aria-hidden="true" />}
            onClick={compose}
          >
            {t("nouveau")}
          </Button>
        }
      >
        <Select
          className={styles.filter ?? ""}
          size="xs"
          ariaLabel={t("champ.tableau")}
          placeholder={t("tous")}
          clearable
          value={tableau}
          onChange={(key) => navigate(addressOf(key), { replace: true })}
          options={(tableaux.data?.tableaux ?? []).map((one) => ({
            value: one.key,
            label: pick(one.titre, langue),
          }))}
        />
      </PageHeader>
      <div className={styles.body}>
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} height={22} />}
        {rapports?.length === 0 && (
          <EmptyState
            title={t("aucun")}
            hint={t("aucunAide")}
            action={<Button onClick={compose}>{t("nouveau")}</Button>}
          />
        )}
        {rapports && rapports.length > 0 && tableaux.data && (
          <List rapports={rapports} tableaux={tableaux.data.tableaux} tableau={tableau} />
        )}
      </div>
      <Drawer
        opened={opened === NEW || kept !== null}
        onClose={close}
        title={kept ? t("modifier", { titre: kept.titre }) : t("nouveau")}
        size="xl"
      >
        {tableaux.data && (opened === NEW || kept) && (
          <Formulaire
            rapport={kept}
            tableau={kept?.tableau ?? tableau ?? "barometre"}
            tableaux={tableaux.data.tableaux}
            onDone={close}
          />
        )}
      </Drawer>
    </div>
  );
}

/** Names of the folders of recurrent reports on this desk. */
function useFolders(rapports: readonly RapportVue[]) {
  const ids = rapports.flatMap(({ id, cadence }) => (cadence === null ? [] : [id]));
  return useQuery({
    queryKey: ["rapports", "dossiers", ids],
    queryFn: () => shell.rapportFolders({ rapports: ids }),
    enabled: ids.length > 0,
  });
}

interface ListProps {
  rapports: readonly RapportVue[];
  tableaux: readonly TableauEntree[];
  tableau: string | null;
}

function List({ rapports, tableaux, tableau }: ListProps) {
  const { t } = useTranslation("rapports");
  const langue = useLangue();
  const catalogue = useCatalogue();
  const client = useQueryClient();
  const folders = useFolders(rapports);
  const refuse = (error: unknown): void =>
    notify({ tone: "error", message: errorSentence(error, t) });
  const remove = useMutation({
    mutationFn: (id: string) => data.records.remove({ record: "rapport", id }),
    onError: refuse,
  });
  const choose = useMutation({
    mutationFn: (rapportId: string) => shell.chooseRapportFolder({ rapportId, langue }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["rapports", "dossiers"] }),
    onError: refuse,
  });
  const nameOf = (key: string): string => {
    const found = tableaux.find((one) => one.key === key);
    return found ? pick(found.titre, langue) : key;
  };
  const made = rapports
    .flatMap((rapport) => rapport.faits.map((fait) => ({ rapport, fait })))
    .toSorted((a, b) => b.fait.pourLe.localeCompare(a.fait.pourLe));
  return (
    <>
      <Card>
        <div className={styles.scroll}>
          <Table
            label={t("titre")}
            rows={rapports}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "titre",
                header: t("champ.titre"),
                cell: ({ titre }) => <Auto>{titre}</Auto>,
              },
              {
                key: "tableau",
                header: t("champ.tableau"),
                cell: (one) => <Auto>{nameOf(one.tableau)}</Auto>,
              },
              {
                key: "sortie",
                header: t("sortie"),
                cell: ({ contenu }) =>
                  contenu === null ? (
                    <Pill tone="late">{t("illisible")}</Pill>
                  ) : (
                    <Iso>
                      {[...contenu.formats, ...contenu.options.langues]
                        .map((each) => each.toUpperCase())
                        .join(" · ")}
                    </Iso>
                  ),
              },
              {
                key: "cadence",
                header: t("champ.cadence"),
                cell: ({ cadence, prochainLe }) =>
                  cadence === null ? (
                    <span className={styles.mut}>{t("surDemande")}</span>
                  ) : (
                    <span className={styles.lines}>
                      {catalogue.label("cadence_rapport", cadence)}
                      {prochainLe && (
                        <span className={styles.mut}>
                          {t("prochain")} <Iso>{formatDate(prochainLe)}</Iso>
                        </span>
                      )}
                    </span>
                  ),
              },
              {
                key: "dossier",
                header: t("dossier"),
                cell: ({ id, cadence, titre }) =>
                  cadence !== null && (
                    <Button
                      size="sm"
                      variant="subtle"
                      leftIcon={<IconFolder size={14} aria-hidden="true" />}
                      onClick={() => choose.mutate(id)}
                      aria-label={t("dossierDe", { titre })}
                    >
                      {folders.data?.dossiers[id] ?? t("choisirDossier")}
                    </Button>
                  ),
              },
              {
                key: "actions",
                header: "",
                cell: ({ id, titre }) => (
                  <span className={styles.actions}>
                    <IconButton
                      label={t("modifier", { titre })}
                      icon={<IconPencil size={16} />}
                      onClick={() => navigate(addressOf(tableau, id))}
                    />
                    <IconButton
                      label={t("supprimer", { titre })}
                      icon={<IconTrash size={16} />}
                      onClick={() => remove.mutate(id)}
                    />
                  </span>
                ),
              },
            ]}
          />
        </div>
      </Card>
      {made.length > 0 && (
        <Card title={t("fabrications")}>
          <div className={styles.scroll}>
            <Table
              label={t("fabrications")}
              rows={made}
              rowKey={({ fait }) => fait.id}
              columns={[
                {
                  key: "pourLe",
                  header: t("pourLe"),
                  cell: ({ fait }) => <Iso>{formatDate(fait.pourLe)}</Iso>,
                },
                {
                  key: "titre",
                  header: t("champ.titre"),
                  cell: ({ rapport }) => <Auto>{rapport.titre}</Auto>,
                },
                { key: "etat", header: t("etat"), cell: ({ fait }) => <Etat fait={fait} /> },
                {
                  key: "fichier",
                  header: t("fichiers"),
                  cell: ({ fait }) => fait.fichier && <Auto>{fait.fichier}</Auto>,
                },
              ]}
            />
          </div>
        </Card>
      )}
    </>
  );
}

/** What came of a making: made, caught up, or why not. */
function Etat({ fait }: { fait: RapportFait }) {
  const { t } = useTranslation("rapports");
  const { t: errors } = useTranslation("erreurs");
  if (fait.echec !== null)
    return (
      <span className={styles.lines}>
        <Pill tone="late">{t("echec")}</Pill>
        <span className={styles.mut}>{errors(`FILE_NOT_WRITTEN_${fait.echec}`)}</span>
      </span>
    );
  return (
    <span className={styles.lines}>
      <Pill tone={fait.rattrape ? "soon" : "ok"}>{t(fait.rattrape ? "rattrape" : "fait")}</Pill>
      {fait.rattrape && (
        <span className={styles.mut}>
          {t("faitLe")} <Iso>{formatDate(fait.faitLe)}</Iso>
        </span>
      )}
    </span>
  );
}
