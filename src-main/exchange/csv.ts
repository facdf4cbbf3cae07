import type { CsvChoice } from "../contract/exports.ts";
import type { Langue } from "../contract/primitives.ts";

/** Separators that a table of text may have. */
export type Separator = ";" | "," | "\t";

/** How a text file of rows is written. */
export interface CsvFormat {
  separator: Separator;
  /** Marks the file as UTF-8, without which a spreadsheet may read its accents wrong. */
  bom: boolean;
  decimal: "," | ".";
}

/** How a text file of rows is written in a language: as its spreadsheets expect, save what was chosen. */
export function csvFormat(langue: Langue, csv?: CsvChoice): CsvFormat {
  const local = langue !== "en";
  const separator = csv?.separator ?? (local ? ";" : ",");
  return {
    separator: separator === "tab" ? "\t" : separator,
    bom: csv?.bom ?? local,
    decimal: local ? "," : ".",
  };
}

/** First signs by which a spreadsheet takes a text for a formula, full-width ones among them. */
const formulaSign = /^\s*[=+\-@＝＋－＠]/;
const quotedSign = /^'+\s*[=+\-@＝＋－＠]/;
/** `-5`, `+1 234,5`, `+212 5 23 48 00 00`: what begins like a formula and is none. */
const harmless = /^\s*[+-][\d\s().,/-]*\d[\d\s().,/-]*%?$/;

/**
 * A text that a spreadsheet will not run: an apostrophe before what begins like a formula, unless it is a number
 * or a phone. `unprotected` takes it off again.
 */
export function protectedText(text: string): string {
  if (quotedSign.test(text)) return `'${text}`;
  return formulaSign.test(text) && !harmless.test(text) ? `'${text}` : text;
}

/** The text that was protected. */
export const unprotected = (text: string): string => (quotedSign.test(text) ? text.slice(1) : text);

/**
 * A number as text. Exactly three decimals would read as thousands: a nought is added.
 * @param decimal sign of the language.
 */
function numberText(value: number, decimal: CsvFormat["decimal"]): string {
  const [whole = "0", part] = plain(value).split(".");
  if (part === undefined) return whole;
  return `${whole}${decimal}${part.length === 3 ? `${part}0` : part}`;
}

/** Without exponent: `1e-8` is no number for a spreadsheet of text. */
const plain = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? value.toFixed(8).replace(/\.?0+$/, "") : text;
};

/** One line of a text file of rows, its end included. */
export function csvLine(
  cells: readonly (string | number | null)[],
  { separator, decimal }: CsvFormat,
): string {
  let line = "";
  for (const [at, cell] of cells.entries()) {
    if (at > 0) line += separator;
    if (cell === null) continue;
    const text = typeof cell === "number" ? numberText(cell, decimal) : protectedText(cell);
    const quoted = text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim();
    line += quoted ? `"${text.replaceAll('"', '""')}"` : text;
  }
  return `${line}\r\n`;
}

/** Counts the records of a text file of rows, given by parts: lines inside quotes are none. */
export function recordCounter(): { add: (bytes: Uint8Array) => void; count: () => number } {
  let records = 0;
  let quoted = false;
  return {
    add(bytes) {
      for (const byte of bytes) {
        if (byte === 0x22) quoted = !quoted;
        else if (byte === 0x0a && !quoted) records += 1;
      }
    },
    count: () => records,
  };
}

/** How the last line of an exported list begins: by it the application knows its own files again. */
const totals: Record<Langue, string> = {
  fr: "Total des lignes : ",
  ar: "مجموع الأسطر : ",
  en: "Total rows: ",
};

/** The last line of an exported list. */
export const totalLine = (langue: Langue, rows: number): string => `${totals[langue]}${rows}`;

/** Whether a record is the last line of an exported list. */
export const isTotalLine = ([first = "", ...rest]: readonly string[]): boolean =>
  rest.every((cell) => cell === "") &&
  Object.values(totals).some(
    (head) => first.startsWith(head) && /^\d+$/.test(first.slice(head.length)),
  );
