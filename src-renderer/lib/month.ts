/** Days of a month as a calendar shows them. Dates are `YYYY-MM-DD` text; no time zone. */

const DAY = 86_400_000;
const toDay = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;
const fromDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** A date some days later. @param days may be negative. */
export const addDays = (iso: string, days: number): string => fromDay(toDay(iso) + days);

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (iso: string): number => new Date(`${iso}T00:00:00Z`).getUTCDay() || 7;

/** The same day some months later; the last day of a shorter month. */
export function addMonths(iso: string, months: number): string {
  const index = Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1 + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
  const next = index + 1;
  const nextFirst = `${String(Math.floor(next / 12)).padStart(4, "0")}-${String((next % 12) + 1).padStart(2, "0")}-01`;
  const last = addDays(nextFirst, -1);
  const wanted = `${first.slice(0, 8)}${iso.slice(8)}`;
  return wanted < last ? wanted : last;
}

/** Six weeks that hold a month, from a Monday: the same height whatever the month. */
export function weeksOf(iso: string): string[][] {
  const first = `${iso.slice(0, 8)}01`;
  const start = addDays(first, 1 - weekdayOf(first));
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => addDays(start, week * 7 + day)),
  );
}
