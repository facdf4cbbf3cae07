/** Matching of the headers of a file with the fields of an import. */

import { foldText } from "./search-text.ts";

/** A field that a column may fill; `names` are the headers it goes by in any language. */
export type HeaderField = { key: string; names: readonly string[] };

/**
 * Columns found. `mapping` gives the column index of each field; `duplicated` are columns naming a
 * field that an earlier column fills; `unknown` name no field; `missing` are keys of fields without
 * column.
 */
export type HeaderMatch = {
  mapping: Record<string, number>;
  unknown: { index: number; header: string }[];
  duplicated: { index: number; header: string; key: string }[];
  missing: string[];
};

const headerKey = (header: string): string => foldText(header).replaceAll(" ", "");

/**
 * Matches headers with fields whatever their accents, case and separators (`Montant (MDH)`,
 * `montant_mdh`). The first column that names a field wins.
 * @throws Error when two fields claim one name
 */
export function matchHeaders(
  headers: readonly string[],
  fields: readonly HeaderField[],
): HeaderMatch {
  const byName = new Map<string, string>();
  for (const field of fields) {
    for (const name of [field.key, ...field.names]) {
      const key = headerKey(name);
      const owner = byName.get(key);
      if (owner !== undefined && owner !== field.key) {
        throw new Error(`The header "${name}" is claimed by ${owner} and ${field.key}`);
      }
      byName.set(key, field.key);
    }
  }
  const found = new Map<string, number>();
  const unknown: HeaderMatch["unknown"] = [];
  const duplicated: HeaderMatch["duplicated"] = [];
  for (const [index, header] of headers.entries()) {
    const key = byName.get(headerKey(header));
    if (key === undefined || headerKey(header) === "") unknown.push({ index, header });
    else if (found.has(key)) duplicated.push({ index, header, key });
    else found.set(key, index);
  }
  const missing = fields.map((field) => field.key).filter((key) => !found.has(key));
  return { mapping: Object.fromEntries(found), unknown, duplicated, missing };
}
