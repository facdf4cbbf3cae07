import { useTranslation } from "react-i18next";
import type { ImportReading } from "../../../src-main/contract/imports.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { Card, Table } from "../../ui/index.ts";
import classes from "./Importer.module.css";

const SEPARATORS: Record<string, string> = {
  ";": "pointVirgule",
  ",": "virgule",
  tab: "tabulation",
  "|": "barre",
};
const DECIMALS: Record<string, string> = { ",": "virgule", ".": "point" };

/** How the file was understood: what to check before anything is written. */
export function Reading({ reading }: { reading: ImportReading }) {
  const { t } = useTranslation("import");
  const separator = SEPARATORS[reading.separator];
  const facts = [
    [t("encodage"), <Iso key="e">{reading.encoding.toUpperCase()}</Iso>],
    [t("separateur"), separator ? t(`separateurs.${separator}`) : reading.separator],
    [t("nombres"), t(`decimales.${DECIMALS[reading.decimal ?? ""] ?? "sans"}`)],
    [t("dates"), t(`ordreDates.${reading.dateOrder ?? "sans"}`)],
  ] as const;
  return (
    <Card title={t("compris")}>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.subtitle}>{t("colonnes")}</h3>
      <Table
        dense
        label={t("colonnes")}
        rows={reading.columns.map((column, index) => ({ ...column, index }))}
        rowKey={(column) => column.index}
        columns={[
          { key: "header", header: t("entete"), cell: (column) => <Auto>{column.header}</Auto> },
          {
            key: "field",
            header: t("champ"),
            cell: (column) =>
              column.field ? (
                t(`champs.${column.field}`, { defaultValue: column.field })
              ) : (
                <span className={classes.hint}>{t("colonneIgnoree")}</span>
              ),
          },
        ]}
      />
    </Card>
  );
}
