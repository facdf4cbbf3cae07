/** Working days, delays and what is left of them. The holidays come from reference data. */

import { addDays, compareDates, diffDays, isIsoDate, weekday } from "./dates.ts";

/** Name of the holiday for each date on which administrations are closed. */
export type Holidays = ReadonlyMap<string, string>;

/** Days between which a delay does not run, both included; `to` null while the pause lasts. */
export type Pause = { from: string; to: string | null };

/** What a delay is counted in. */
export type DelayUnit = "calendar" | "working";

/** A day that was not counted; `name` is the holiday's. */
export type SkippedDay = { date: string; why: "weekend" | "holiday" | "pause"; name?: string };

/**
 * A row of the fixed holidays: `MM-DD`, with the dates between which it is in force (both
 * included).
 */
export type FixedHoliday = {
  monthDay: string;
  name: string;
  effectiveFrom: string | null;
  effectiveTo: string | null;
};

const isWeekend = (date: string): boolean => weekday(date) > 5;

/** Whether administrations work that day: Monday to Friday and no holiday (cri.md §1.4). */
export function isWorkingDay(date: string, holidays: Holidays): boolean {
  return !isWeekend(date) && !holidays.has(date);
}

/**
 * Last day of a delay. The first day (deposit, notification) is not counted, nor are the days of a
 * pause; holidays and week-ends are only left out of working days. The end is not moved when it
 * falls on a day off.
 * @param days length of the delay, in `unit`
 * @returns `due` is null while an open pause holds the delay back; `skipped` explains the count
 * @throws RangeError when `days` is not a whole number, zero or more, or a date is bad
 */
export function addDelay(
  from: string,
  days: number,
  unit: DelayUnit,
  holidays: Holidays,
  pauses: readonly Pause[] = [],
): { due: string | null; skipped: SkippedDay[] } {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of days: ${days}`);
  if (!isIsoDate(from)) throw new RangeError(`Not a calendar date: ${from}`);
  const skipped: SkippedDay[] = [];
  let date = from;
  for (let left = days; left > 0;) {
    date = addDays(date, 1);
    const pause = pauses.find((each) => each.from <= date && (each.to === null || date <= each.to));
    if (pause?.to === null) return { due: null, skipped };
    const holiday = holidays.get(date);
    if (pause !== undefined) skipped.push({ date, why: "pause" });
    else if (unit === "working" && holiday !== undefined) {
      skipped.push({ date, why: "holiday", name: holiday });
    } else if (unit === "working" && isWeekend(date)) skipped.push({ date, why: "weekend" });
    else left--;
  }
  return { due: date, skipped };
}

/**
 * Days from today to the due date, today not counted: 0 on the day itself, negative once late.
 * @returns a number of days in `unit`
 */
export function daysLeft(today: string, due: string, unit: DelayUnit, holidays: Holidays): number {
  if (unit === "calendar") return diffDays(today, due);
  const late = compareDates(due, today) < 0;
  const [first, last] = late ? [due, today] : [today, due];
  let count = 0;
  for (let date = first; date < last;) {
    date = addDays(date, 1);
    if (isWorkingDay(date, holidays)) count++;
  }
  return late ? 0 - count : count;
}

/**
 * Dates of the fixed holidays in a range of years, each year both included. Names of holidays that
 * fall on one day are joined; a 29 February exists only in leap years.
 */
export function expandFixedHolidays(
  rows: readonly FixedHoliday[],
  fromYear: number,
  toYear: number,
): Map<string, string> {
  const holidays = new Map<string, string>();
  for (let year = fromYear; year <= toYear; year++) {
    for (const row of rows) {
      const date = `${year}-${row.monthDay}`;
      if (!isIsoDate(date)) continue;
      if (row.effectiveFrom !== null && date < row.effectiveFrom) continue;
      if (row.effectiveTo !== null && date > row.effectiveTo) continue;
      const other = holidays.get(date);
      holidays.set(date, other === undefined ? row.name : `${other} ; ${row.name}`);
    }
  }
  return holidays;
}
