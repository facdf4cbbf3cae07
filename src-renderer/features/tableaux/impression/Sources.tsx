import { Auto, Iso } from "../../../lib/bidi.tsx";
import { formatDate } from "../../../lib/format.ts";
import table from "../CardTable.module.css";
import { useTableau } from "../contexte.tsx";
import { sourceUrl } from "../../../../src-main/contract/sources.ts";
import type { UsedSource } from "../sources.ts";
import classes from "./impression.module.css";

/** Each source once: its name and address, its dates, how sure it is, what it serves. */
export function Sources({ sources }: { sources: readonly UsedSource[] }) {
  const { t, text, sourceName } = useTableau();
  const marks = [...new Set(sources.flatMap(({ confidences }) => confidences))].toSorted();
  return (
    <>
      <table className={`${table.table} ${classes.sources}`} aria-label={t("impression.sources")}>
        <thead>
          <tr>
            <th scope="col">{t("impression.source")}</th>
            <th scope="col">{t("edition")}</th>
            <th scope="col">{t("impression.confiance")}</th>
            <th scope="col">{t("impression.utilisee")}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((used) => {
            const url = sourceUrl(used.source);
            return (
              <tr key={used.source}>
                <td>
                  <Auto>{sourceName(used.source)}</Auto>
                  {url !== null && (
                    <span className={classes.url}>
                      <Iso>{url}</Iso>
                    </span>
                  )}
                </td>
                <td className={classes.dates}>
                  {used.dates.map(({ asOf, assumed }) => (
                    <span key={asOf}>
                      <Iso>
                        {formatDate(asOf)}
                        {assumed ? "°" : ""}
                      </Iso>
                    </span>
                  ))}
                </td>
                <td>
                  <Iso>{used.confidences.toSorted().join(", ")}</Iso>
                </td>
                <td>{used.cards.map(text).join(t("virgule"))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <dl className={classes.marks}>
        {marks.map((mark) => (
          <div key={mark}>
            <dt>{mark}</dt>
            <dd>{t(`confiances.${mark}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
