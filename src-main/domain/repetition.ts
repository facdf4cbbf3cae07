/** Dates of what comes again: a task every week, a report every quarter. */

import { addDays, addMonths, diffDays, isIsoDate } from "./dates.ts";

/** How often something comes again: every `pas` days, weeks or months. */
export type Repetition = { unite: "jour" | "semaine" | "mois"; pas: number };

/**
 * The date `times` repetitions after a first one. A month too short gives its last day, and the
 * following ones find the first day again: 31 January, 28 February, 31 March.
 * @param times number of repetitions, zero or more
 * @throws RangeError on a bad date or a step that is not a whole number above zero
 */
export function occurrence(first: string, every: Repetition, times: number): string {
  if (!isIsoDate(first)) throw new RangeError(`Not a calendar date: ${first}`);
  if (!Number.isInteger(every.pas) || every.pas < 1)
    throw new RangeError(`Not a step: ${every.pas}`);
  if (!Number.isInteger(times) || times < 0) throw new RangeError(`Not a number: ${times}`);
  const step = every.pas * times;
  if (every.unite === "jour") return addDays(first, step);
  if (every.unite === "semaine") return addDays(first, 7 * step);
  return addMonths(first, step);
}

/**
 * When something done comes again: the first date of its series after the one it was due on that is not
 * already past on the day it was done.
 * @param due the day it was due
 * @param done the day it was done
 */
export function nextDue(due: string, every: Repetition, done: string): string {
  let times = 1;
  // A jump near the day, then step by step: a daily task done years later costs no more.
  if (done > due) {
    const longest = { jour: 1, semaine: 7, mois: 31 }[every.unite] * every.pas;
    times = Math.max(1, Math.floor(diffDays(due, done) / longest) - 1);
  }
  let next = occurrence(due, every, times);
  while (next < done) next = occurrence(due, every, ++times);
  return next;
}
