/**
 * Tolerant reading of decimal numbers as people and spreadsheets write them, without float error.
 */

/** How a column writes numbers. Spaces and apostrophes are always accepted between groups. */
export type DecimalFormat = { decimal: "," | "."; group: "," | "." | " " };

/**
 * Outcome of reading one number. `text` is exact and canonical (`-1234.5`). `ambiguous` is true
 * when the sign could as well separate thousands (`95.034`); it was then read as the decimal sign.
 */
export type ParsedDecimal =
  | { ok: true; value: number; text: string; ambiguous: boolean }
  | { ok: false };

/** Format of a whole column. `conflicts` are indexes of the samples that contradict it. */
export type InferredDecimalFormat = DecimalFormat & { ambiguous: boolean; conflicts: number[] };

const BIDI_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const SPACES = /[\s\u00a0\u2007\u2009\u202f'’]/g;
const ONE_GROUP = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/;

function clean(text: string): string {
  return text
    .replace(BIDI_MARKS, "")
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/\u066b/g, ",")
    .replace(/\u066c/g, " ")
    .replace(SPACES, " ")
    .replace(/^([+-]) /, "$1");
}

/** Digits of an integer part whose groups, when there are any, are of three; null otherwise. */
function ungroup(integer: string, group: string): string | null {
  if (/^[0-9]*$/.test(integer)) return integer;
  for (const sign of new Set([group, " "])) {
    const parts = integer.split(sign);
    const first = parts[0]!;
    if (!/^[1-9][0-9]{0,2}$/.test(first)) continue;
    if (parts.slice(1).every((part) => /^[0-9]{3}$/.test(part))) return parts.join("");
  }
  return null;
}

function read(unsigned: string, format: DecimalFormat): string | null {
  const parts = unsigned.split(format.decimal);
  if (parts.length > 2) return null;
  const integer = ungroup(parts[0]!, format.group);
  const fraction = parts[1] ?? "";
  if (integer === null || !/^[0-9]*$/.test(fraction)) return null;
  if (parts.length === 2 && fraction === "") return null;
  if (integer === "" && fraction === "") return null;
  const whole = integer.replace(/^0+(?=[0-9])/, "") || "0";
  const rest = fraction.replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}

const DOT: DecimalFormat = { decimal: ".", group: "," };
const COMMA: DecimalFormat = { decimal: ",", group: "." };

/** The one format a number proves, `either` when it proves none, null when no format reads it. */
function proves(unsigned: string): DecimalFormat | "either" | null {
  const dot = read(unsigned, DOT);
  const comma = read(unsigned, COMMA);
  if (dot === null) return comma === null ? null : COMMA;
  if (comma === null) return DOT;
  return "either";
}

const unsign = (text: string): string => text.replace(/^[+-]/, "");

/**
 * Reads one number: `1 234,5`, `1.234,5`, `1,234.50`, `1234.5`, `−5`, Arabic digits, any kind of
 * space. Units, parentheses and a sign after the number are refused.
 * @param format the column's format; without it a lone sign before three digits is ambiguous
 */
export function parseDecimal(text: string, format?: DecimalFormat): ParsedDecimal {
  const cleaned = clean(text);
  const unsigned = unsign(cleaned);
  let canonical: string | null;
  let ambiguous = false;
  if (format === undefined) {
    const proof = proves(unsigned);
    ambiguous = ONE_GROUP.test(unsigned);
    const natural = unsigned.includes(".") ? DOT : COMMA;
    canonical = proof === null ? null : read(unsigned, proof === "either" ? natural : proof);
  } else {
    canonical = read(unsigned, format);
  }
  if (canonical === null) return { ok: false };
  const negative = cleaned.startsWith("-") && canonical !== "0";
  const signed = negative ? `-${canonical}` : canonical;
  return { ok: true, value: Number(signed), text: signed, ambiguous };
}

/**
 * Infers from a whole column which sign is the decimal one: a cell alone cannot tell `95.034`. The
 * majority of the cells that prove a format decides. `ambiguous` is true when none proves one and
 * some could be read both ways, or when the proofs are equal in number: ask the user.
 * @param samples the column's cells; empty and unreadable ones are passed over
 */
export function inferDecimalFormat(samples: readonly string[]): InferredDecimalFormat {
  const cells = samples.map((sample) => unsign(clean(sample)));
  const dots: number[] = [];
  const commas: number[] = [];
  const either: number[] = [];
  for (const [index, cell] of cells.entries()) {
    const proof = proves(cell);
    if (proof === DOT) dots.push(index);
    else if (proof === COMMA) commas.push(index);
    else if (proof === "either" && ONE_GROUP.test(cell)) either.push(index);
  }
  const proofs = dots.length + commas.length;
  const decimal = proofs === 0 || commas.length >= dots.length ? "," : ".";
  const other = decimal === "," ? "." : ",";
  const conflicts = decimal === "," ? dots : commas;
  const ambiguous = proofs === 0 ? either.length > 0 : dots.length === commas.length;
  const grouped = cells.some(
    (cell) => cell.includes(other) && read(cell, { decimal, group: other }),
  );
  return { decimal, group: grouped ? other : " ", ambiguous, conflicts };
}

/**
 * Exact product of a canonical decimal by a power of ten, such as MDH to centimes with 8 digits.
 * @param canonical the `text` of a parsed decimal
 * @param digits the power of ten, zero or more
 * @returns null when a non-zero digit would be lost or the result is not a safe integer
 */
export function scaleDecimal(canonical: string, digits: number): number | null {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(canonical);
  if (match === null) return null;
  const fraction = (match[3] ?? "").padEnd(digits, "0");
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const scaled = BigInt(match[2]! + fraction.slice(0, digits));
  if (scaled > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return scaled === 0n ? 0 : Number(match[1] === "-" ? -scaled : scaled);
}
