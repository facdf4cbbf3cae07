import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RefusedRow } from "../../../src-main/contract/imports.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { download, toCsv } from "../../lib/download.ts";
import { formatNumber } from "../../lib/format.ts";
import { Button, Card, Table } from "../../ui/index.ts";
import classes from "./Importer.module.css";

/** Rows drawn; the file holds them all. */
const SHOWN = 200;

/** The value at fault, which the French sentence of the store quotes. */
const quoted = (message: string): string | null => /« (.+?) »/.exec(message)?.[1] ?? null;

/** Every refused line with its number and reason, to read here or to download. */
export function Refused({ rows, file }: { rows: readonly RefusedRow[]; file: string }) {
  const { t, i18n } = useTranslation("import");
  const fieldName = (row: RefusedRow): string =>
    t(`champs.${row.field}`, { defaultValue: row.field });
  const reason = (row: RefusedRow): string =>
    i18n.language === "fr" ? row.message : t(`motif.${row.code}`, { defaultValue: row.message });
  const save = (): void => {
    const head = [t("ligne"), t("champ"), t("code"), t("motif_titre")];
    const lines = rows.map((row) => [row.line, fieldName(row), row.code, row.message]);
    const stem = file.replace(/\.[^.]*$/, "");
    download(`${stem}-${t("fichierRefusees")}.csv`, toCsv([head, ...lines]));
  };
  return (
    <Card
      title={
        <>
          {t("refuseesTitre")} <Iso className={classes.hint}>{formatNumber(rows.length, 0)}</Iso>
        </>
      }
      actions={
        <Button size="sm" leftIcon={<IconDownload size={15} aria-hidden="true" />} onClick={save}>
          {t("telecharger")}
        </Button>
      }
      footer={t("refuseesAide")}
    >
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("refuseesTitre")}>
        <Table
          dense
          label={t("refuseesTitre")}
          rows={rows.slice(0, SHOWN).map((row, index) => ({ ...row, index }))}
          rowKey={(row) => row.index}
          columns={[
            {
              key: "line",
              header: t("ligne"),
              width: "90px",
              cell: (row) => <Iso>{formatNumber(row.line, 0)}</Iso>,
            },
            { key: "field", header: t("champ"), width: "180px", cell: fieldName },
            {
              key: "reason",
              header: t("motif_titre"),
              cell: (row) => {
                const value = i18n.language === "fr" ? null : quoted(row.message);
                return (
                  <>
                    {reason(row)}
                    {value && (
                      <span className={classes.hint}>
                        {" "}
                        <Auto>{value}</Auto>
                      </span>
                    )}
                  </>
                );
              },
            },
          ]}
        />
      </div>
    </Card>
  );
}
