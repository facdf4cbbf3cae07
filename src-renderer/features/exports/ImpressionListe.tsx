import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { printedAsked } from "../../../src-main/contract/exports.ts";
import type { PrintedAsked } from "../../../src-main/contract/exports.ts";
import { orpc, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { useHashSearch } from "../../lib/location.ts";
import { usePaperFonts } from "../../lib/paper.ts";
import { useReady } from "../../lib/ready.ts";
import { ErrorState } from "../../ui/index.ts";
import styles from "./exports.module.css";

/** A list laid out for A4, with the rows and the columns of its screen. */
export function ImpressionListe() {
  const search = useHashSearch();
  const asked = printedAsked.parse(JSON.parse(new URLSearchParams(search).get("liste") ?? "{}"));
  return <Paper asked={asked} />;
}

function Paper({ asked }: { asked: PrintedAsked }) {
  const { t } = useTranslation("exports");
  const { today } = useSession();
  const { data, error } = useQuery(orpc.exports.page.queryOptions({ input: asked }));
  const fonts = usePaperFonts(data !== undefined);
  useReady("impression", error !== null || fonts);
  if (error) return <ErrorState error={error} />;
  if (!data) return null;
  const cell = (value: string | number | null, kind: string) => {
    if (value === null) return null;
    if (typeof value === "number") {
      return <Iso>{formatNumber(value, kind === "decimal" ? 2 : 0)}</Iso>;
    }
    return kind === "date" ? <Iso>{formatDate(value)}</Iso> : <Auto>{value}</Auto>;
  };
  return (
    <main className={styles.paper}>
      <header className={styles.head}>
        <h1>{data.name}</h1>
        <p>
          {t("lignes", { count: data.count })}
          {" · "}
          <Iso>{formatDate(today)}</Iso>
        </p>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            {data.columns.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((cells, line) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows of paper have no other name
            <tr key={line}>
              {data.columns.map(({ key, kind }, at) => (
                <td key={key} data-kind={kind}>
                  {cell(cells[at] ?? null, kind)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
