import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { etatParts, etatPartsOf, etatSujets } from "../../../src-main/contract/etats.ts";
import type {
  EtatColonne,
  EtatLigne,
  EtatPart,
  EtatSujet,
  EtatView,
} from "../../../src-main/contract/etats.ts";
import { hasCode, orpc, useSession } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber, formatPercent } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Card,
  DateInput,
  DocumentMenu,
  EmptyState,
  ErrorState,
  PageHeader,
  Pill,
  Skeleton,
  Table,
} from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./etats.module.css";

/** Tab of the convention that shows what a part counts. */
const TABS: Record<EtatPart, string> = {
  figures: "synthese",
  conventions: "synthese",
  engagements: "engagements",
  argent: "versements",
  versements: "versements",
  livrables: "livrables",
  indicateurs: "livrables",
  reunions: "comites",
  cohortes: "synthese",
};

/** Rows of a table on the screen; the papers and the sheets have them all. */
const MOST = 300;

const TONES: Partial<Record<string, Tone>> = {
  tenu: "ok",
  accepte: "ok",
  en_vigueur: "ok",
  reconduite: "ok",
  tenue: "ok",
  verse: "ok",
  tenu_en_retard: "soon",
  partiel: "soon",
  verse_en_partie: "soon",
  preavis_ouvert: "soon",
  defaillant: "late",
  en_retard: "late",
  refuse: "late",
  suspendue: "late",
  resiliee: "late",
};

/** Where the subject has its own page. */
const PATHS: Record<EtatSujet, string> = {
  convention: "/conventions",
  programme: "/programmes",
  partenaire: "/annuaire/organisation",
};

/** Day that the address asks for; null for today's. */
function dayOf(search: string): string | null {
  const jour = new URLSearchParams(search).get("jour");
  return jour !== null && /^\d{4}-\d{2}-\d{2}$/.test(jour) ? jour : null;
}

/** The execution of a convention, a programme or a partner, as of a day; each row opens what is behind it. */
export function Etat({ sur, id }: { sur: string; id: string }) {
  const { t } = useTranslation("etats");
  const known = etatSujets.find((each) => each === sur);
  if (!known) return <EmptyState title={t("introuvable")} />;
  return <Statement sur={known} id={id} />;
}

function Statement({ sur, id }: { sur: EtatSujet; id: string }) {
  const { t } = useTranslation("etats");
  const langue = useLangue();
  const { today } = useSession();
  const asked = dayOf(useHashSearch());
  const jour = asked !== null && asked !== today ? asked : undefined;
  const query = useQuery({
    ...orpc.etats.get.queryOptions({ input: { sur, id, langue, ...(jour ? { jour } : {}) } }),
    placeholderData: keepPreviousData,
  });
  useReady("etat", query.isSuccess);
  if (hasCode(query.error, "NOT_FOUND")) return <EmptyState title={t("introuvable")} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={10} height={18} />;
  const { data: view } = query;
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <a className={styles.link} href={`#${PATHS[sur]}/${id}`}>
            {t(`sujet.${sur}`)} {view.numero && <Iso>{view.numero}</Iso>}
          </a>
        }
        title={
          <>
            {t("titre")} · <Auto>{view.titre}</Auto>
          </>
        }
        actions={
          <>
            <div className={styles.asOf}>
              <DateInput
                size="xs"
                ariaLabel={t("au")}
                placeholder={t("au")}
                value={asked}
                onChange={(date) =>
                  navigate(`/etats/${sur}/${id}${date === null ? "" : `?jour=${date}`}`, {
                    replace: true,
                  })
                }
              />
            </div>
            <DocumentMenu kind="etat_execution" id={`${sur}:${id}${jour ? `@${jour}` : ""}`} />
          </>
        }
      >
        <p className={styles.mut}>{t("arrete", { date: formatDate(view.jour) })}</p>
      </PageHeader>
      <div className={styles.body}>
        <Figures view={view} />
        {etatPartsOf(sur)
          .filter((part) => part !== "figures")
          .map((part) => (
            <Part key={part} part={part} rows={view.parts[part]} />
          ))}
        {sur === "partenaire" && <p className={styles.mut}>{t("partenaire")}</p>}
        <p className={styles.mut}>{t("source")}</p>
      </div>
    </div>
  );
}

function Figures({ view }: { view: EtatView }) {
  const { t } = useTranslation("etats");
  return (
    <Card title={t("part.figures")}>
      <dl className={styles.figures}>
        {view.parts.figures.map((row) => (
          <div key={String(row["figure"])}>
            <dt>{t(`figure.${String(row["figure"])}`)}</dt>
            <dd>
              <Iso>
                {typeof row["montant"] === "number"
                  ? formatDh(row["montant"])
                  : formatNumber(Number(row["nombre"]), 0)}
              </Iso>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Part({ part, rows }: { part: EtatPart; rows: readonly EtatLigne[] }) {
  const { t } = useTranslation("etats");
  return (
    <Card title={t("partCompte", { part: t(`part.${part}`), n: formatNumber(rows.length, 0) })}>
      {rows.length === 0 ? (
        <p className={styles.mut}>{t("rien")}</p>
      ) : (
        <div className={styles.scroll}>
          <Table
            label={t(`part.${part}`)}
            rows={rows.slice(0, MOST).map((row, place) => ({ row, place }))}
            rowKey={({ place }) => place}
            dense
            columns={etatParts[part].map((column) => ({
              key: column.key,
              header: t(`colonne.${column.key}`),
              numeric: ["nombre", "annee", "montant", "pourcent"].includes(column.kind),
              cell: ({ row }: { row: EtatLigne }) => <Cell part={part} column={column} row={row} />,
            }))}
          />
          {rows.length > MOST && (
            <p className={styles.mut}>{t("reste", { count: rows.length - MOST })}</p>
          )}
        </div>
      )}
    </Card>
  );
}

function Cell({ part, column, row }: { part: EtatPart; column: EtatColonne; row: EtatLigne }) {
  const { t } = useTranslation("etats");
  const value = row[column.key] ?? null;
  if (value === null || value === "") return <>–</>;
  switch (column.kind) {
    case "ref": {
      const reference = <Iso>{String(value)}</Iso>;
      return column.key === "numero" && typeof row["conventionId"] === "string" ? (
        <a
          className={styles.link}
          href={`#/conventions/${row["conventionId"]}?onglet=${TABS[part]}`}
        >
          {reference}
        </a>
      ) : (
        reference
      );
    }
    case "annee":
      return <Iso>{String(value)}</Iso>;
    case "montant":
      return <Iso>{formatDh(Number(value))}</Iso>;
    case "nombre":
      return <Iso>{formatNumber(Number(value))}</Iso>;
    case "pourcent":
      return <Iso>{formatPercent(Number(value), 0)}</Iso>;
    case "date":
      return <Iso>{formatDate(String(value))}</Iso>;
    case "etat":
      return <Pill tone={TONES[String(value)] ?? "info"}>{t(`etat.${String(value)}`)}</Pill>;
    default:
      return <Auto>{String(value)}</Auto>;
  }
}
