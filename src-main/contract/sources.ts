import type { Libelle } from "./primitives.ts";
import type { ReferenceRow } from "./references.ts";

/** Reads a source as published and gives the name of the publication. */
export type SourceName = (source: string) => string;

const URL_IN_TEXT = /https?:\/\/\S+/;

/** Address of a source, null when it has none. */
export function sourceUrl(source: string): string | null {
  return URL_IN_TEXT.exec(source)?.[0].replace(/[),;]+$/, "") ?? null;
}

/**
 * Names sources after the known publications (the longest text found in the source wins), else after
 * the site.
 * @param publications rows of the reference list `source`
 */
export function sourceNames(
  publications: readonly Pick<ReferenceRow, "label" | "attrs">[],
  text: (label: Libelle) => string,
): SourceName {
  const known = publications.flatMap((row) =>
    Array.isArray(row.attrs["match"])
      ? row.attrs["match"]
          .filter((match) => typeof match === "string")
          .map((match) => ({ match: match.toLowerCase(), label: row.label }))
      : [],
  );
  return (source) => {
    const folded = source.toLowerCase();
    const found = known
      .filter(({ match }) => folded.includes(match))
      .toSorted((a, b) => b.match.length - a.match.length)[0];
    if (found !== undefined) return text(found.label);
    const url = sourceUrl(source);
    if (url === null) return source;
    try {
      return new URL(url).hostname.replace(/^www\./, "");
    } catch {
      return source;
    }
  };
}
