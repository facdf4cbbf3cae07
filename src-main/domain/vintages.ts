/** When a figure was published, and which of its publications was in force at a date. */

import { endOfMonth, isIsoDate } from "./dates.ts";
import { periodEnd, periodKey, type Period } from "./periods.ts";

/** What an as-of date rests on, the strongest first. */
export type AsOfBasis = "stated" | "publication" | "period_end";

/**
 * A known publication: any of the texts of `match` found in a source designates it. `publishedOn`
 * is a day or a month (then its last day).
 */
export type Publication = { match: readonly string[]; publishedOn: string };

/** Words after which a date is that of the figure itself. */
const STATES_ITSELF =
  /(?<!\p{L})(?:vintage|mill[ée]sime|statement|stated|d[ée]claration|board|conseil|report|rapport|communiqu[ée]|published|publi[ée]e?|as of|as at|arr[êe]t[ée]e? au|situation au|released?)(?!\p{L})/iu;

/** Words by which a clause speaks of another publication. */
const SPEAKS_OF_ANOTHER =
  /(?<!\p{L})(?:says?|said|differs?|unlike|contrary|compared|instead of|versus|vs|later|earlier|previous|former|other|replaces|indique|diff[èe]re|contrairement|pr[ée]c[ée]dent)(?!\p{L})/iu;

const DATE =
  /(?<![\d/.-])(?:(\d{4}-\d{2}-\d{2})|(?:(\d{1,2})[/.])?(0?[1-9]|1[0-2])[/.](\d{4}))(?![\d/])/;
const URL = /https?:\/\/\S+/g;

function monthEnd(year: string, month: string): string {
  return endOfMonth(Number(year), Number(month));
}

function dateIn(clause: string): string | null {
  const match = DATE.exec(clause);
  if (match === null) return null;
  const [, iso, day, month, year] = match;
  if (iso !== undefined) return isIsoDate(iso) ? iso : null;
  if (day === undefined) return monthEnd(year!, month!);
  const date = `${year}-${month!.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isIsoDate(date) ? date : null;
}

/**
 * The date that a note or a source states as its own; remarks on other publications are passed
 * over.
 */
function statedIn(text: string): string | null {
  const clauses = text
    .replace(URL, " ")
    .replace(/\([^)]*\)/g, " ")
    .split(/[;:]/);
  for (const clause of clauses) {
    if (SPEAKS_OF_ANOTHER.test(clause)) continue;
    const date = dateIn(clause);
    if (date === null) continue;
    const [before, after] = clause.split(DATE.exec(clause)![0]) as [string, string];
    // `02/08/2024` alone, or a speaker then the date: `HCP regional director, 26/12/2024`.
    const signs = after.trim() === "" && /^\s*$|,\s*$/.test(before);
    if (signs || STATES_ITSELF.test(clause)) return date;
  }
  return null;
}

/** The date that the address of an article carries: `/yyyy/mm/dd/`, or `stories/yyyymmdd…`. */
function dateInAddress(source: string): string | null {
  for (const [address] of source.matchAll(URL)) {
    const match =
      /\/(\d{4})\/(\d{2})\/(\d{2})\//.exec(address) ??
      /allafrica\.com\/stories\/(\d{4})(\d{2})(\d{2})/.exec(address);
    if (match === null) continue;
    const date = `${match[1]}-${match[2]}-${match[3]}`;
    if (isIsoDate(date)) return date;
  }
  return null;
}

function publicationOf(source: string, publications: readonly Publication[]): string | null {
  const text = source.toLowerCase();
  let longest = 0;
  let publishedOn: string | null = null;
  for (const publication of publications) {
    for (const match of publication.match) {
      if (match.length > longest && text.includes(match.toLowerCase())) {
        longest = match.length;
        publishedOn = publication.publishedOn;
      }
    }
  }
  const month = publishedOn === null ? null : /^(\d{4})-(\d{2})$/.exec(publishedOn);
  return month ? monthEnd(month[1]!, month[2]!) : publishedOn;
}

/**
 * The as-of date of a figure, from the best evidence there is: a date that its note, source or
 * address states as its own; a known publication (the longest match wins); failing both the end of
 * the period. A month is taken at its last day.
 */
export function deriveAsOf(figure: {
  note: string;
  source: string;
  period: Period;
  publications: readonly Publication[];
}): { asOf: string; basis: AsOfBasis } {
  const { note, source, period, publications } = figure;
  const stated = statedIn(note) ?? statedIn(source) ?? dateInAddress(source);
  if (stated !== null) return { asOf: stated, basis: "stated" };
  const published = publicationOf(source, publications);
  if (published !== null) return { asOf: published, basis: "publication" };
  return { asOf: periodEnd(period), basis: "period_end" };
}

/** Confidence marks of cri.md. */
export type Confidence = "A" | "B" | "C" | "D" | "X";

/** One publication of one figure of a series (an indicator of a territory). */
export type Vintage = {
  period: Period;
  value: number;
  asOf: string;
  basis: AsOfBasis;
  confidence: Confidence;
};

/**
 * The figure in force for one period. `alsoPublished` are its other publications not later than the
 * date asked, newest first. `partial` marks a year that is not whole yet.
 */
export type InForce<T extends Vintage> = {
  key: string;
  year: number;
  periodFrom: string | null;
  periodTo: string | null;
  partial: boolean;
  observation: T;
  alsoPublished: T[];
};

const CONFIDENCES: readonly Confidence[] = ["A", "B", "X", "C", "D"];
const BASES: readonly AsOfBasis[] = ["stated", "publication", "period_end"];

/** Significant digits of a value: 30 593.5 says more than 30 600. */
const precision = (value: number): number =>
  String(Math.abs(value)).replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;

/** Whether a period is a calendar year or its beginning, a state of the annual figure. */
const isYearToDate = (period: Period): boolean => period.kind === "year" || period.partial;

function byForce(accumulates: boolean): (a: Vintage, b: Vintage) => number {
  const text = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);
  return (a, b) =>
    // A state that reaches further into the year is later, whenever it was published.
    (accumulates ? text(periodEnd(a.period), periodEnd(b.period)) : 0) ||
    text(a.asOf, b.asOf) ||
    CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
    BASES.indexOf(a.basis) - BASES.indexOf(b.basis) ||
    precision(b.value) - precision(a.value);
}

/**
 * The observations of one series in force at a date: for each period its newest publication not
 * later than the date. For an accumulating flow, the year and its beginnings (`2021-H1`,
 * `2024-01/11`) are successive states of one annual figure: the one reaching furthest is in force,
 * so a whole year is never replaced by a part of it. Equal dates are settled by confidence (A, B,
 * X, C, D), basis, precision, then the last of the list.
 * @param observations publications of one indicator of one territory, in file order
 * @returns one entry per period, by year then end of period
 */
export function inForce<T extends Vintage>(
  observations: readonly T[],
  asOf: string,
  options: { accumulates: boolean },
): InForce<T>[] {
  const groups = new Map<string, { annual: boolean; vintages: T[] }>();
  // Reversed, because the sort below is stable and the last line wins a tie.
  for (const observation of observations.toReversed()) {
    if (observation.asOf > asOf) continue;
    const { period } = observation;
    const annual = options.accumulates && isYearToDate(period);
    const key = annual ? `year:${period.year}` : periodKey(period);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { annual, vintages: [observation] });
    else group.vintages.push(observation);
  }
  const rows = [...groups].map(([key, { annual, vintages }]): InForce<T> => {
    const [observation, ...alsoPublished] = vintages.toSorted(byForce(annual)) as [T, ...T[]];
    const { year, from, to, partial } = observation.period;
    return { key, year, periodFrom: from, periodTo: to, partial, observation, alsoPublished };
  });
  const end = (row: InForce<T>): string => periodEnd(row.observation.period);
  return rows.toSorted(
    (a, b) => a.year - b.year || (end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : 0),
  );
}
