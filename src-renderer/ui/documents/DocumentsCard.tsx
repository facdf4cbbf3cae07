import { IconDownload, IconFileText } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChampValeur, ModeleFiche, ModeleView } from "../../../src-main/contract/modeles.ts";
import { useCatalogue } from "../../data/catalogue.ts";
import { data, orpc } from "../../data/client.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { download } from "../../lib/download.ts";
import { errorSentence } from "../../lib/errors.ts";
import { formatNumber } from "../../lib/format.ts";
import { FileList } from "../attachments/index.ts";
import { Button, IconButton } from "../Button.tsx";
import { Select } from "../inputs.tsx";
import { notify } from "../notify.tsx";
import { Modal } from "../overlay.tsx";
import { Card, ErrorState, Pill, Skeleton, Table } from "../surfaces.tsx";
import classes from "./documents.module.css";

interface DocumentsProps {
  recordTable: ModeleFiche;
  recordId: string;
}

/** Documents made from models about a record: made here, kept with their version and data. */
export function DocumentsCard({ recordTable, recordId }: DocumentsProps) {
  const { t } = useTranslation("modeles");
  const catalogue = useCatalogue();
  const [making, setMaking] = useState(false);
  const about = { recordTable, recordId };
  const made = useQuery(orpc.modeles.generes.queryOptions({ input: about }));
  const save = useMutation({
    mutationFn: async ({ id, nom }: { id: string; nom: string }) => {
      const { json } = await data.modeles.donnees({ id });
      download(`${nom.replace(/\.docx$/, "")}.json`, json, "application/json");
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Card
      title={t("documents")}
      actions={
        <Button size="sm" leftIcon={<IconFileText size={14} />} onClick={() => setMaking(true)}>
          {t("produire")}
        </Button>
      }
    >
      {made.error && <ErrorState error={made.error} onRetry={() => void made.refetch()} />}
      {made.isPending && <Skeleton lines={2} />}
      {made.data?.documents.length === 0 && <p className={classes.mut}>{t("aucunDocument")}</p>}
      <ul className={classes.list}>
        {made.data?.documents.map((row) => (
          <li key={row.id} className={classes.row}>
            <FileList files={[row.fichier]} />
            <IconButton
              size="sm"
              label={`${t("donnees")} : ${row.fichier.nom}`}
              icon={<IconDownload size={14} />}
              onClick={() => save.mutate({ id: row.id, nom: row.fichier.nom })}
            />
            <span className={classes.mut}>
              {catalogue.label("genre_modele", row.genre)}{" "}
              <Pill tone="info">{t("version", { n: formatNumber(row.version, 0) })}</Pill>{" "}
              {row.modele && <Auto>{row.modele}</Auto>}
            </span>
          </li>
        ))}
      </ul>
      {making && <MakeDocument {...about} onClose={() => setMaking(false)} />}
    </Card>
  );
}

const keyOf = (modele: ModeleView): string => `${modele.id ?? ""}/${modele.genre}/${modele.langue}`;

/** Chooses a model, shows what it would write and leave empty, then makes the document. */
function MakeDocument({
  recordTable,
  recordId,
  onClose,
}: DocumentsProps & { onClose: () => void }) {
  const { t } = useTranslation("modeles");
  const catalogue = useCatalogue();
  const langue = useLangue();
  const list = useQuery(orpc.modeles.list.queryOptions({ input: { fiche: recordTable } }));
  const models = list.data?.modeles ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const first = models.find((one) => one.langue === langue) ?? models[0];
  const chosen = models.find((one) => keyOf(one) === picked) ?? first;
  const input = chosen && {
    recordTable,
    recordId,
    modeleId: chosen.id,
    genre: chosen.genre,
    langue: chosen.langue,
  };
  const preview = useQuery({
    ...orpc.modeles.apercu.queryOptions({ input: input! }),
    enabled: input !== undefined,
  });
  const make = useMutation({
    mutationFn: () => data.modeles.generer(input!),
    onSuccess: onClose,
  });
  const used = preview.data?.champs.filter((one) => one.utilise) ?? [];
  const empty = used.reduce((sum, one) => sum + one.vides, 0);
  const error = make.error ?? preview.error;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("produire")}>
      <div className={classes.form}>
        {list.data && models.length === 0 && <p className={classes.mut}>{t("aucunModele")}</p>}
        {chosen && (
          <Select
            label={t("modele")}
            value={keyOf(chosen)}
            onChange={setPicked}
            options={models.map((one) => ({
              value: keyOf(one),
              label: [
                one.nom,
                catalogue.label("genre_modele", one.genre),
                catalogue.label("langue_document", one.langue),
                ...(one.id === null ? [t("livre")] : []),
              ].join(" · "),
            }))}
            autoFocus
          />
        )}
        {preview.isPending && chosen && <Skeleton lines={4} />}
        {preview.data && (
          <>
            <p className={empty > 0 ? classes.fault : classes.mut} role="status">
              {empty > 0 ? t("manquants", { count: empty }) : t("complet")}
            </p>
            <div className={classes.fields}>
              <FieldValues champs={used} label={t("utilises")} />
            </div>
          </>
        )}
        {error && (
          <p role="alert" className={classes.fault}>
            {errorSentence(error, t)}
          </p>
        )}
        <div className={classes.foot}>
          <Button onClick={onClose}>{t("commun:annuler")}</Button>
          <Button
            variant="primary"
            disabled={!preview.data || make.isPending}
            onClick={() => make.mutate()}
          >
            {t("generer")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** Values as a model would write them, those it would leave empty first. */
function FieldValues({ champs, label }: { champs: readonly ChampValeur[]; label: string }) {
  const { t } = useTranslation("modeles");
  return (
    <Table
      label={label}
      rows={champs.toSorted((a, b) => b.vides - a.vides)}
      rowKey={(row) => row.chemin}
      dense
      columns={[
        {
          key: "libelle",
          header: t("libelle"),
          cell: (row) =>
            row.chemin
              .split(".")
              .map((key) => t(`champ.${key}`))
              .join(" › "),
        },
        {
          key: "valeur",
          header: t("valeur"),
          cell: (row) =>
            row.vides > 0 ? (
              <Pill tone="soon">{t("vide")}</Pill>
            ) : row.kind === "liste" ? (
              t("lignes", { count: Number(row.valeur) })
            ) : row.kind === "condition" ? (
              t(row.valeur === "1" ? "commun:oui" : "commun:non")
            ) : (
              <Auto>{row.valeur.slice(0, 160)}</Auto>
            ),
        },
        {
          key: "marque",
          header: t("marque"),
          cell: (row) => <Iso>{`{${row.chemin.split(".").at(-1) ?? ""}}`}</Iso>,
        },
      ]}
    />
  );
}
