/** The legal clock of a dossier: days used, days left, and who holds the pen (cri.md §1.4). */

import {
  addDelay,
  countedDays,
  delayEnd,
  mergePauses,
  type DelayUnit,
  type Holidays,
  type Pause,
  type SkippedDay,
} from "./calendar.ts";
import { compareDates } from "./dates.ts";

/** Where a delay stands. `proche`: due within the days that the rule's row says. */
export type ClockStatus = "a_temps" | "proche" | "en_retard" | "suspendu" | "termine";

/** What a delay is counted from and by. */
export interface ClockInput {
  /** First day, not counted: deposit, validation, notification. */
  from: string;
  days: number;
  unit: DelayUnit;
  holidays: Holidays;
  pauses?: readonly Pause[];
  /** The user's date. */
  today: string;
  /** Day on which what the delay waits for was done; null while it waits. */
  endedLe?: string | null;
  /** Days left from which the delay is near. */
  alerteJours: number;
  /**
   * A state or phase that stops the count: `suspendu` though it will go on, `termine` when nothing more
   * is awaited.
   */
  arret?: "suspendu" | "termine" | null;
}

/** A delay counted on a day, without the list of what was not counted. */
export type ClockCount = Omit<ClockReading, "skipped">;

/** A delay counted on a day. */
export interface ClockReading {
  /** Last day; null while an open pause holds the delay back. */
  due: string | null;
  /** Days of the delay consumed, never more than its length. */
  used: number;
  /** Days that remain; negative once late. `used + left` is the delay's length until then. */
  left: number;
  status: ClockStatus;
  skipped: SkippedDay[];
  /** The pauses, those that overlap made one. */
  pauses: Pause[];
}

/**
 * Counts a delay on a day: the first day is not counted, the days of a pause neither (both ends
 * included). What ended is read on the day it ended. A delay that had run out before a request stays
 * late; one stopped by a state that no request explains has no last day.
 * @throws RangeError on a bad date
 */
export function countClock(input: ClockInput): ClockCount {
  const { from, days, unit, holidays, alerteJours } = input;
  const pauses = mergePauses(input.pauses ?? []);
  const ended = input.endedLe ?? null;
  const stop = ended === null ? (input.arret ?? null) : null;
  const end = delayEnd(from, days, unit, holidays, pauses);
  const open = pauses.at(-1)?.to === null;
  const due = stop === "termine" || (stop === "suspendu" && !open) ? null : end;
  const at = ended ?? input.today;
  const late = due !== null && compareDates(due, at) < 0;
  const used = late ? days : Math.min(days, countedDays(from, at, unit, holidays, pauses));
  const left = late ? 0 - countedDays(due, at, unit, holidays, pauses) : days - used;
  const held = pauses.some((each) => each.from <= at && (each.to === null || at <= each.to));
  const status: ClockStatus =
    ended !== null || stop === "termine"
      ? "termine"
      : late
        ? "en_retard"
        : held || due === null
          ? "suspendu"
          : left <= alerteJours
            ? "proche"
            : "a_temps";
  return { due, used, left, status, pauses };
}

/**
 * The same, with every day that was not counted and why.
 * @throws RangeError on a bad date or length
 */
export function readClock(input: ClockInput): ClockReading {
  const count = countClock(input);
  const { skipped } = addDelay(input.from, input.days, input.unit, input.holidays, count.pauses);
  return { ...count, skipped };
}

/** Who is expected to act next on a dossier. */
export type Plume = "porteur" | "administration" | "commission" | "cri" | "autorite" | "personne";

/** What decides who holds the pen. */
export interface PlumeFacts {
  /** The dossier is closed, refused, or its act delivered. */
  ended: boolean;
  /** Documents are missing: a request is open. */
  complementOpen: boolean;
  /** The latest decision approves. */
  approved: boolean;
  /** An administration was asked and has not answered. */
  consultationOpen: boolean;
  /** On the agenda of a sitting still to come. */
  listed: boolean;
}

/** Who holds the pen: the holder first, since nothing moves while documents are missing. */
export function plumeOf(facts: PlumeFacts): Plume {
  if (facts.ended) return "personne";
  if (facts.complementOpen) return "porteur";
  if (facts.approved) return "autorite";
  if (facts.consultationOpen) return "administration";
  if (facts.listed) return "commission";
  return "cri";
}
