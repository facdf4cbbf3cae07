import { z } from "zod";
import { apart, Auto, Iso } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";

/** An amount with its unit in Arabic reads from right to left. */
const ARABIC = /\p{Script=Arabic}/u;

const rows = z.array(z.record(z.string(), z.string()));
const head = z.object({
  region: z.string(),
  sujet: z.string(),
  numero: z.string(),
  titre: z.string(),
  jour: z.string(),
  note: z.string(),
  entetes: z.array(
    z.object({
      part: z.string(),
      titre: z.string(),
      colonnes: z.array(z.object({ key: z.string(), titre: z.string(), chiffre: z.boolean() })),
    }),
  ),
});

/** The execution statement on paper: a table a part, heads repeated on each page. */
export function EtatExecution({ data, t }: LayoutProps) {
  const { entetes, ...statement } = head.parse(data);
  const line = { ...statement, numero: apart(statement.numero), jour: apart(statement.jour) };
  return (
    <>
      <title>{`${t("etat.titre")} ${statement.numero || statement.titre}`}</title>
      <p>
        <b>{t("seance.royaume")}</b>
        <br />
        <b>{t("seance.centre")}</b>
        <br />
        {t("seance.region", line)}
      </p>
      <header className={styles.sittingHead}>
        <h1>{t("etat.titre")}</h1>
        <p>
          {t("etat.sujet", line)}
          <br />
          {t("etat.jour", line)}
        </p>
      </header>
      {entetes.map(({ part, titre, colonnes }) => {
        const found = rows.parse(data[part]);
        return (
          <section key={part}>
            <h2 className={styles.heading}>{titre}</h2>
            {found.length === 0 ? (
              <p>{t("etat.rien")}</p>
            ) : (
              <table className={styles.table}>
                <thead>
                  <tr>
                    {colonnes.map((column) => (
                      <th key={column.key} scope="col">
                        {column.titre}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {found.map((row, place) => (
                    // oxlint-disable-next-line react/no-array-index-key -- rows of a paper never move
                    <tr key={place}>
                      {colonnes.map(({ key, chiffre }) => (
                        <td key={key}>
                          {chiffre && !ARABIC.test(row[key] ?? "") ? (
                            <Iso>{row[key] ?? ""}</Iso>
                          ) : (
                            <Auto>{row[key] ?? ""}</Auto>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        );
      })}
      {statement.note && <p>{statement.note}</p>}
      <p>{t("etat.source")}</p>
    </>
  );
}
