/** The period that a published figure covers, as publications write it. */

import { endOfMonth, isIsoDate, isoDate } from "./dates.ts";

/** What sort of span a figure covers. */
export type PeriodKind =
  | "year"
  | "half"
  | "quarter"
  | "month"
  | "months"
  | "range"
  | "years"
  | "until"
  | "census"
  | "undated";

/**
 * A period. `from` and `to` are its first and last day, null when not known; `year` is the one it
 * ends in; `partial` is true when it runs from 1 January to before the end of that year; `label` is
 * the original.
 */
export type Period = {
  kind: PeriodKind;
  from: string | null;
  to: string | null;
  year: number;
  partial: boolean;
  label: string;
};

type Span = { kind: PeriodKind; from: string | null; to: string | null; year?: number };

const MONTH = "(0[1-9]|1[0-2])";

/** Spans by notation, tried in order; the groups are those of the expression. */
const NOTATIONS: readonly [RegExp, (groups: string[]) => Span | null][] = [
  [/^(\d{4})$/, ([y]) => months("year", y!, 1, 12)],
  [/^(\d{4})-?[QT]([1-4])$/i, ([y, q]) => months("quarter", y!, Number(q) * 3 - 2, Number(q) * 3)],
  [/^(\d{4})-?[HS]([12])$/i, ([y, h]) => months("half", y!, Number(h) * 6 - 5, Number(h) * 6)],
  [
    new RegExp(`^(\\d{4})-${MONTH}/${MONTH}$`),
    ([y, a, b]) => (a! <= b! ? months("months", y!, Number(a), Number(b)) : null),
  ],
  [new RegExp(`^(\\d{4})-${MONTH}$`), ([y, m]) => months("month", y!, Number(m), Number(m))],
  [new RegExp(`^${MONTH}/(\\d{4})$`), ([m, y]) => months("month", y!, Number(m), Number(m))],
  [/^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/, ([a, b]) => days(a!, b!)],
  [
    new RegExp(`^${MONTH}/(\\d{4})-${MONTH}/(\\d{4})$`),
    ([m, y, n, z]) => days(`${y}-${m}-01`, endOfMonth(Number(z), Number(n))),
  ],
  [/^(\d{4})-(\d{4})$/, ([a, b]) => (a! < b! ? span("years", `${a}-01-01`, `${b}-12-31`) : null)],
  [
    new RegExp(`^(?:cumulative |cumul )?(?:to|au|à) ${MONTH}/(\\d{4})$`, "i"),
    ([m, y]) => span("until", null, endOfMonth(Number(y), Number(m))),
  ],
  [/^(?:cumulative |cumul )?(?:to|au|à) (\d{4})$/i, ([y]) => span("until", null, `${y}-12-31`)],
  [/^RGPH (\d{4})$/i, ([y]) => ({ kind: "census", from: null, to: null, year: Number(y) })],
];

const span = (kind: PeriodKind, from: string | null, to: string): Span => ({ kind, from, to });

const months = (kind: PeriodKind, year: string, first: number, last: number): Span =>
  span(kind, isoDate(Number(year), first, 1), endOfMonth(Number(year), last));

const days = (from: string, to: string): Span | null =>
  isIsoDate(from) && isIsoDate(to) && from <= to ? span("range", from, to) : null;

/**
 * Reads a period: `2019`, `2018-Q3`, `2021-H1`, `2019-01/09` (months of one year), `07/2021`,
 * `2019-01-31/2024-08-02`, `10/2022-02/2024`, `2022-2024`, `cumulative to 02/2024`, `to 2022`,
 * `RGPH 2014`. Words alone (`cartographie HCP`) make an undated period of the row's year, as does
 * no text at all for the year itself.
 * @param rowYear year given beside the period, null when there is none
 * @returns null when the text is not a period, or is undated and no year is given
 */
export function parsePeriod(text: string, rowYear: number | null): Period | null {
  const label = text.trim();
  const found = label === "" ? yearSpan(rowYear) : readSpan(label, rowYear);
  if (found === null) return null;
  const { kind, from, to } = found;
  const year = found.year ?? Number(to!.slice(0, 4));
  const partial = from === `${year}-01-01` && to !== null && to < `${year}-12-31`;
  return { kind, from, to, year, partial, label };
}

const yearSpan = (year: number | null): Span | null =>
  year === null ? null : months("year", String(year), 1, 12);

function readSpan(label: string, rowYear: number | null): Span | null {
  for (const [notation, make] of NOTATIONS) {
    const match = notation.exec(label);
    if (match !== null) return make(match.slice(1));
  }
  // Text that begins with a digit was meant as a date and is mistyped: refuse it.
  if (rowYear === null || /^\d/.test(label) || !/\p{L}{3}/u.test(label)) return null;
  return { kind: "undated", from: null, to: null, year: rowYear };
}

/** Last day by which a period is over; the end of its year when its days are not known. */
export function periodEnd(period: Period): string {
  return period.to ?? `${period.year}-12-31`;
}

/** Text that is equal for two notations of one period (`2021-H1` and `2021-01/06`). */
export function periodKey(period: Period): string {
  if (period.to === null) return `${period.kind}:${period.year}`;
  return `${period.from ?? ""}/${period.to}`;
}

/** Whether a year is one that a figure may be of: 1900 to 2200, so that 20204 is asked again. */
export const isFigureYear = (year: number): boolean => year >= 1900 && year <= 2200;
