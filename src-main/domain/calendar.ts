/** Working days, delays and what is left of them. The holidays come from reference data. */

import { addDays, compareDates, dayNumber, fromDayNumber, isIsoDate, weekday } from "./dates.ts";

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
  return compareDates(due, today) < 0
    ? 0 - countedDays(due, today, unit, holidays)
    : countedDays(today, due, unit, holidays);
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

/** A holiday that follows the moon: its first day, as announced or computed, and its length. */
export type ReligiousHoliday = { date: string; days: number; name: string };

/** A row of a holiday list, as the reference data holds it; `name` in the language wanted. */
export type HolidayRow = {
  name: string;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  attrs: Readonly<Record<string, unknown>>;
};

/**
 * The calendar of a range of years, from the rows of the fixed and religious holidays. A religious
 * row counts wherever its date says, so that a feast may move over a year's end.
 */
export function holidayCalendar(
  rows: readonly HolidayRow[],
  fromYear: number,
  toYear: number,
): Map<string, string> {
  const fixed: FixedHoliday[] = [];
  const religious: ReligiousHoliday[] = [];
  for (const { name, effectiveFrom, effectiveTo, attrs } of rows) {
    const { monthDay, date, days } = attrs;
    if (typeof monthDay === "string") fixed.push({ monthDay, name, effectiveFrom, effectiveTo });
    else if (typeof date === "string" && isIsoDate(date)) {
      religious.push({ date, days: Number(days ?? 1), name });
    }
  }
  const holidays = expandFixedHolidays(fixed, fromYear, toYear);
  for (const { date, days, name } of religious) {
    for (let n = 0; n < days; n++) {
      const day = addDays(date, n);
      const other = holidays.get(day);
      if (other === undefined) holidays.set(day, name);
      else if (!other.split(" ; ").includes(name)) holidays.set(day, `${other} ; ${name}`);
    }
  }
  return holidays;
}

/**
 * Pauses in order, those that overlap or touch made one. A pause that ends before it begins stops
 * nothing and is left out.
 */
export function mergePauses(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = [];
  const sorted = pauses
    .filter(({ from, to }) => to === null || from <= to)
    .toSorted((a, b) => compareDates(a.from, b.from));
  for (const pause of sorted) {
    const last = merged.at(-1);
    if (last && (last.to === null || pause.from <= addDays(last.to, 1))) {
      if (last.to !== null && (pause.to === null || pause.to > last.to)) last.to = pause.to;
    } else merged.push({ ...pause });
  }
  return merged;
}

const numbered = new WeakMap<Holidays, Set<number>>();

/** Holidays as day numbers, made once per calendar: a rebuild asks for a hundred thousand delays. */
function holidayNumbers(holidays: Holidays): Set<number> {
  let numbers = numbered.get(holidays);
  if (!numbers) {
    numbers = new Set([...holidays.keys()].map(dayNumber));
    numbered.set(holidays, numbers);
  }
  return numbers;
}

/**
 * Last day of a delay, as `addDelay` gives it but without the list of what was skipped.
 * @returns null while an open pause holds the delay back
 */
export function delayEnd(
  from: string,
  days: number,
  unit: DelayUnit,
  holidays: Holidays,
  pauses: readonly Pause[] = [],
): string | null {
  if (pauses.length === 0 && unit === "calendar") return addDays(from, days);
  const stops = pauses.map((pause) => ({
    from: dayNumber(pause.from),
    to: pause.to === null ? Infinity : dayNumber(pause.to),
  }));
  const closed = holidayNumbers(holidays);
  let day = dayNumber(from);
  for (let left = days; left > 0;) {
    day++;
    const stop = stops.find((each) => each.from <= day && day <= each.to);
    if (stop?.to === Infinity) return null;
    if (stop) day = stop.to;
    // Day 0 was a Thursday: Saturday and Sunday are 2 and 3 days later.
    else if (unit === "calendar" || ((((day + 5) % 7) + 7) % 7 > 1 && !closed.has(day))) left--;
  }
  return fromDayNumber(day);
}

/** Holidays that fall from Monday to Friday, as day numbers in order: a count looks them up by halves. */
const closedDays = new WeakMap<Holidays, Float64Array>();

function closedDaysOf(holidays: Holidays): Float64Array {
  let closed = closedDays.get(holidays);
  if (!closed) {
    const days = [...holidays.keys()].filter((date) => !isWeekend(date)).map(dayNumber);
    closedDays.set(holidays, (closed = Float64Array.from(days).sort()));
  }
  return closed;
}

/** How many of some sorted days are not after a day. */
function upTo(days: Float64Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mondays to Fridays up to a day number, from a Monday long ago: only differences mean something. */
function weekdaysUpTo(day: number): number {
  const sinceMonday = day + 3;
  const weeks = Math.floor(sinceMonday / 7);
  return weeks * 5 + Math.min(5, sinceMonday - weeks * 7 + 1);
}

/** Days of a delay that were counted after `from`, up to `to` included; in a time that no length of it prolongs. */
export function countedDays(
  from: string,
  to: string,
  unit: DelayUnit,
  holidays: Holidays,
  pauses: readonly Pause[] = [],
): number {
  if (to <= from) return 0;
  const closed = unit === "working" ? closedDaysOf(holidays) : null;
  const between = (after: number, last: number): number => {
    if (last <= after) return 0;
    if (!closed) return last - after;
    return weekdaysUpTo(last) - weekdaysUpTo(after) - (upTo(closed, last) - upTo(closed, after));
  };
  const first = dayNumber(from);
  const last = dayNumber(to);
  let count = between(first, last);
  for (const pause of mergePauses(pauses)) {
    const start = Math.max(first, dayNumber(pause.from) - 1);
    const end = pause.to === null ? last : Math.min(last, dayNumber(pause.to));
    count -= between(start, end);
  }
  return count;
}
