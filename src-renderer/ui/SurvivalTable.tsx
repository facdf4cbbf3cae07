import { useTranslation } from "react-i18next";
import type { Survie } from "../../src-main/contract/programmes.ts";
import { Iso } from "../lib/bidi.tsx";
import { formatNumber, formatPercent } from "../lib/format.ts";
import { Table } from "./surfaces.tsx";

/** Survival of firms after a number of years; those that nobody looked at stand in a column of their own. */
export function SurvivalTable({ rows }: { rows: readonly Survie[] }) {
  const { t } = useTranslation();
  return (
    <Table
      label={t("survie.titre")}
      rows={rows}
      rowKey={(row) => row.years}
      dense
      columns={[
        {
          key: "years",
          header: t("survie.titre"),
          cell: (row) => t("survie.apres", { count: row.years }),
        },
        ...(["agees", "vivantes", "fermees", "inconnues"] as const).map((key) => ({
          key,
          header: t(`survie.${key}`),
          numeric: true,
          cell: (row: Survie) => <Iso>{formatNumber(row[key], 0)}</Iso>,
        })),
        {
          key: "taux",
          header: t("survie.taux"),
          numeric: true,
          cell: (row) =>
            row.tauxBp === null ? "–" : <Iso>{formatPercent(row.tauxBp / 100, 1)}</Iso>,
        },
      ]}
    />
  );
}
