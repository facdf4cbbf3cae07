import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { EditionVue } from "../../../src-main/contract/editions.ts";
import { data, errorSentence, hasCode, orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatInstant, pick } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  IconButton,
  notify,
  PageHeader,
  RecordField,
  Skeleton,
  TabsBar,
} from "../../ui/index.ts";
import { Comparaison } from "./Comparaison.tsx";
import { Etat } from "./Editions.tsx";
import { Figee } from "./Figee.tsx";
import styles from "./editions.module.css";

/** Characters of the fingerprint that are shown: enough to read it out. */
const SHOWN = 12;

/** A published edition: the figures it froze, and what became of them since. */
export function EditionPage({ id }: { id: string }) {
  const { t } = useTranslation("editions");
  const query = useQuery(orpc.editions.get.queryOptions({ input: { id } }));
  useReady("edition", query.isSuccess);
  if (hasCode(query.error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable")}
        hint={t("introuvableAide")}
        action={<Button onClick={() => navigate("/editions")}>{t("titre")}</Button>}
      />
    );
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={8} height={22} />;
  return <Page edition={query.data} />;
}

function Page({ edition }: { edition: EditionVue }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  const params = new URLSearchParams(useHashSearch());
  const tab = params.get("onglet") === "comparer" ? "comparer" : "figee";
  useVisited({ table: "edition", id: edition.id, reference: null, title: edition.titre });
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "edition", id: edition.id }),
    onSuccess: () =>
      navigate(`/editions?tableau=${encodeURIComponent(edition.tableau)}`, { replace: true }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const { contenu } = edition;
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <a
            className={styles.link}
            href={`#/editions?tableau=${encodeURIComponent(edition.tableau)}`}
          >
            {t("titre")}
            {edition.tableauTitre && ` · ${pick(edition.tableauTitre, langue)}`}
          </a>
        }
        title={<Auto>{edition.titre}</Auto>}
        actions={
          <IconButton
            variant="default"
            label={t("supprimer")}
            icon={<IconTrash size={16} />}
            onClick={() => remove.mutate()}
            disabled={remove.isPending}
          />
        }
      >
        <div className={styles.meta}>
          <Etat intacte={edition.intacte} />
          <span>
            {t("publieeLe")} <Iso>{formatDate(edition.publieLe)}</Iso>
            {edition.publiePar && (
              <>
                {" "}
                · <Auto>{edition.publiePar}</Auto>
              </>
            )}
          </span>
          {contenu && (
            <span>
              {t("calculeeLe")} <Iso>{formatInstant(contenu.computedAt)}</Iso>
            </span>
          )}
          <span>
            {t("filtre")}{" "}
            {(edition.filtreTexte && pick(edition.filtreTexte, langue)) || t("sansFiltre")}
          </span>
          <span title={edition.sha256}>
            {t("empreinte")} <Iso>{edition.sha256.slice(0, SHOWN)}</Iso>
          </span>
        </div>
        <TabsBar
          label={t("parties")}
          tabs={(["figee", "comparer"] as const).map((key) => ({ key, label: t(`onglet.${key}`) }))}
          value={tab}
          onChange={(key) =>
            navigate(`/editions/${edition.id}${key === "comparer" ? "?onglet=comparer" : ""}`, {
              replace: true,
            })
          }
        />
      </PageHeader>
      <div className={styles.body}>
        {!edition.intacte && (
          <p role="alert" className={styles.alert}>
            {t("altereeAide")}
          </p>
        )}
        {tab === "comparer" ? (
          <Comparaison edition={edition} avec={params.get("avec")} />
        ) : (
          <>
            <Card>
              <div className={styles.fields}>
                {(["titre", "observation"] as const).map((name) => (
                  <RecordField
                    key={name}
                    record="edition"
                    name={name}
                    view={{
                      id: edition.id,
                      values: { titre: edition.titre, observation: edition.observation },
                    }}
                  />
                ))}
              </div>
            </Card>
            {contenu ? <Figee contenu={contenu} /> : <EmptyState title={t("illisible")} />}
          </>
        )}
      </div>
    </div>
  );
}
