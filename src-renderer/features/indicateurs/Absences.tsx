import { useTranslation } from "react-i18next";
import type { AbsenceView } from "../../../src-main/contract/indicateurs.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { pick } from "../../lib/format.ts";
import { Card, PeriodText, Table } from "../../ui/index.ts";
import styles from "./indicateurs.module.css";

/** Periods of a derived series without a figure, with the reason. */
export function Absences({ rows }: { rows: readonly AbsenceView[] }) {
  const { t, i18n } = useTranslation("indicateurs");
  if (rows.length === 0) return null;
  return (
    <Card title={t("sansChiffre", { count: rows.length })}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t("sansChiffreListe")}>
        <Table
          label={t("sansChiffreListe")}
          rows={rows}
          rowKey={(row) => `${row.territoire}/${row.period}`}
          dense
          columns={[
            {
              key: "territoire",
              header: t("champs:observation.territoire"),
              cell: (row) => pick(row.territoireLabel, i18n.language as Langue),
            },
            {
              key: "period",
              header: t("champs:observation.period"),
              cell: (row) => <PeriodText period={row.period} />,
            },
            {
              key: "raison",
              header: t("raison"),
              cell: (row) => t(`absence.${row.code}`, row.params),
            },
          ]}
        />
      </div>
    </Card>
  );
}
