import { useTranslation } from "react-i18next";
import type { ImportDifference } from "../../../src-main/contract/imports.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { uniteTexte } from "../../../src-main/contract/tableaux-mots.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatFigure, formatNumber, pick } from "../../lib/format.ts";
import { Card, PeriodText, Pill, Table } from "../../ui/index.ts";
import classes from "./Importer.module.css";

/** Figures drawn. */
const SHOWN = 200;

/** What an import brings or changes, figure by figure: what stands now, and what will. */
export function Differences({ rows }: { rows: readonly ImportDifference[] }) {
  const { t, i18n } = useTranslation("import");
  const langue = i18n.language as Langue;
  if (rows.length === 0) return null;
  const fieldName = (field: string): string => t(`champs.${field}`, { defaultValue: field });
  return (
    <Card
      title={
        <>
          {t("differences")} <Iso className={classes.hint}>{formatNumber(rows.length, 0)}</Iso>
        </>
      }
      {...(rows.length > SHOWN ? { footer: t("differencesPlus", { count: SHOWN }) } : {})}
    >
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("differences")}>
        <Table
          dense
          label={t("differences")}
          rows={rows.slice(0, SHOWN)}
          rowKey={(row) => row.line}
          columns={[
            {
              key: "line",
              header: t("ligne"),
              width: "64px",
              cell: (row) => <Iso>{formatNumber(row.line, 0)}</Iso>,
            },
            {
              key: "serie",
              header: t("serie"),
              cell: (row) => <Auto>{pick(row.label, langue)}</Auto>,
            },
            {
              key: "territoire",
              header: t("champs.area"),
              cell: (row) => <Auto>{pick(row.territoire, langue)}</Auto>,
            },
            {
              key: "period",
              header: t("periode"),
              cell: (row) => <PeriodText period={row.period} />,
            },
            {
              key: "asOf",
              header: t("edition"),
              width: "96px",
              cell: (row) => <Iso>{formatDate(row.asOf)}</Iso>,
            },
            {
              key: "before",
              header: t("avant"),
              numeric: true,
              cell: (row) =>
                row.before === null ? (
                  <Pill tone="info">{t("nouveauChiffre")}</Pill>
                ) : (
                  <Iso>{formatFigure(row.before)}</Iso>
                ),
            },
            {
              key: "after",
              header: t("apres"),
              numeric: true,
              cell: (row) => (
                <>
                  <b>
                    <Iso>{formatFigure(row.after)}</Iso>&nbsp;{pick(uniteTexte(row.unit), langue)}
                  </b>
                  {row.fields.length > 0 && (
                    <div className={classes.hint}>
                      {t("autresColonnes", { colonnes: row.fields.map(fieldName).join(", ") })}
                    </div>
                  )}
                </>
              ),
            },
          ]}
        />
      </div>
    </Card>
  );
}
