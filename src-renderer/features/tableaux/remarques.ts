import { formatDate, formatNumber } from "../../lib/format.ts";
import type { Tableau } from "./contexte.tsx";

/** Parameters that are figures; years are not, they have no thousands. */
const FIGURES = new Set(["part", "reste", "total", "somme", "jours", "nombre"]);

/** Remarks that a caption under a chart needs no words for: they are told elsewhere on the card. */
const SILENT = new Set(["parts_add_up", "computed_files"]);

export interface Remark {
  code: string;
  params: ReadonlyMap<string, string>;
}

/** Reads a remark: its code and its parameters. */
export function readRemark(remark: string): Remark {
  const cut = remark.indexOf("?");
  return cut < 0
    ? { code: remark, params: new Map() }
    : { code: remark.slice(0, cut), params: new Map(new URLSearchParams(remark.slice(cut + 1))) };
}

const formatParam = (key: string, value: string): string =>
  FIGURES.has(key) ? formatNumber(Number(value)) : value.split(",").map(formatDate).join(", ");

/** The sentence of a remark in the language of the page. */
export function remarkSentence({ code, params }: Remark, { t }: Pick<Tableau, "t">): string {
  const values = Object.fromEntries(
    [...params].map(([key, value]) => [key, formatParam(key, value)]),
  );
  const suffix = params.get("unite") ?? (params.get("du") === "" ? "open" : undefined);
  return t(suffix === undefined ? `remarques.${code}` : `remarques.${code}_${suffix}`, {
    ...values,
    defaultValue: code,
  });
}

/**
 * Sentences to write under a card.
 * @param leave codes that the card already tells in another way
 */
export function remarkSentences(
  remarks: readonly string[],
  tableau: Pick<Tableau, "t">,
  leave: readonly string[] = [],
): string[] {
  return remarks
    .map(readRemark)
    .filter(({ code }) => !SILENT.has(code) && !leave.includes(code))
    .map((remark) => remarkSentence(remark, tableau));
}
