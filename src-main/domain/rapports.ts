/** Days on which a recurrent report is due. */

import { isWorkingDay, type Holidays } from "./calendar.ts";
import { addDays, addMonths, isIsoDate, weekday } from "./dates.ts";

/** Which day of which period: the first or the last, of all days or of those on which administrations work. */
export interface Cadence {
  periode: "semaine" | "mois" | "trimestre" | "annee";
  place: "premier" | "dernier";
  ouvre: boolean;
}

const months = { mois: 1, trimestre: 3, annee: 12 } as const;

/** First day of the period that holds a day; a week begins on Monday. */
function startOf(date: string, periode: Cadence["periode"]): string {
  if (periode === "semaine") return addDays(date, 1 - weekday(date));
  const length = months[periode];
  const month = Number(date.slice(5, 7));
  const first = month - ((month - 1) % length);
  return `${date.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
}

/** The day of a period; null when administrations do not work on any of its days. */
function dayOf(first: string, last: string, { place, ouvre }: Cadence, holidays: Holidays) {
  const step = place === "premier" ? 1 : -1;
  let day = place === "premier" ? first : last;
  while (ouvre && !isWorkingDay(day, holidays)) {
    day = addDays(day, step);
    if (day < first || day > last) return null;
  }
  return day;
}

/**
 * Days on which a report is due, in order.
 * @param from first day looked at, included
 * @param to last day looked at, included
 * @throws RangeError on a bad date
 */
export function dueDays(cadence: Cadence, from: string, to: string, holidays: Holidays): string[] {
  for (const date of [from, to]) {
    if (!isIsoDate(date)) throw new RangeError(`Not a calendar date: ${date}`);
  }
  const { periode } = cadence;
  const days: string[] = [];
  let first = startOf(from, periode);
  while (first <= to) {
    const next = periode === "semaine" ? addDays(first, 7) : addMonths(first, months[periode]);
    const day = dayOf(first, addDays(next, -1), cadence, holidays);
    if (day !== null && day >= from && day <= to) days.push(day);
    first = next;
  }
  return days;
}
