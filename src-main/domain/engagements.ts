/** State of a commitment on a day, derived from what was done for each of its due days (cri.md §3.3). */

import type { EngagementEtat } from "../contract/execution.ts";
import { addDays, addMonths, diffDays } from "./dates.ts";

export interface EngagementFacts {
  debutLe: string | null;
  /** The due day; of a periodic commitment, the first. */
  echeanceLe: string | null;
  /** Months between two due days; null when it is due once. */
  mois: number | null;
  finLe: string | null;
  /** Quantity to reach at each due day; null when it is done or not. */
  cible: number | null;
  sansObjetLe: string | null;
}

export interface RealisationFacts {
  /** The due day it serves; null for a commitment without one. */
  pourLe: string | null;
  faiteLe: string;
  /** Null for the whole. */
  quantite: number | null;
}

/** One due day of a commitment and what was done for it. */
export interface Occurrence {
  echeanceLe: string | null;
  etat: EngagementEtat;
  /** Quantity done; with a target of null, 1 when done. */
  fait: number;
  /** Day it was complete; null while it is not. */
  tenuLe: string | null;
  /** Calendar days of delay: until it was complete, or until the day asked. */
  retardJours: number;
}

export interface EngagementOn {
  etat: EngagementEtat;
  /** The due day that decides: the first one missed, else the next one. */
  echeanceLe: string | null;
  retardJours: number;
  fait: number;
  occurrences: Occurrence[];
}

/** What a commitment stands in: the first and the last day of its convention. */
export interface Span {
  du: string | null;
  au: string | null;
}

/** A due day every month during a century: more are not walked. */
const mostOccurrences = 1200;

/**
 * The due days of a commitment until the first one not before a day.
 * @param span of its convention, whose end closes a periodic commitment that has no last day of its own
 */
export function dueDays(facts: EngagementFacts, span: Span, day: string): string[] {
  const { echeanceLe, mois } = facts;
  if (echeanceLe === null) return [];
  if (mois === null) return [echeanceLe];
  const end = facts.finLe ?? span.au;
  const days: string[] = [];
  for (let n = 0; n < mostOccurrences; n += 1) {
    const due = addMonths(echeanceLe, n * mois);
    if (end !== null && due > end) break;
    days.push(due);
    if (due >= day) break;
  }
  return days;
}

function occurrenceOn(
  facts: EngagementFacts,
  echeanceLe: string | null,
  done: readonly RealisationFacts[],
  started: boolean,
  day: string,
): Occurrence {
  let fait = 0;
  let tenuLe: string | null = null;
  const inOrder =
    done.length < 2 ? done : done.toSorted((a, b) => (a.faiteLe < b.faiteLe ? -1 : 1));
  for (const each of inOrder) {
    const whole = facts.cible === null || each.quantite === null;
    fait = whole ? Math.max(fait, facts.cible ?? 1) : fait + each.quantite!;
    if (tenuLe === null && (facts.cible === null || fait >= facts.cible)) tenuLe = each.faiteLe;
  }
  const late = echeanceLe !== null && (tenuLe ?? day) > echeanceLe;
  const retardJours = late ? diffDays(echeanceLe, tenuLe ?? day) : 0;
  const etat: EngagementEtat =
    tenuLe !== null
      ? late
        ? "tenu_en_retard"
        : "tenu"
      : late
        ? fait > 0
          ? "partiel"
          : "defaillant"
        : started || fait > 0
          ? "en_cours"
          : "a_venir";
  return { echeanceLe, etat, fait, tenuLe, retardJours };
}

/**
 * The due days of a commitment within a window, both days included, each with what was done for it as of a day.
 * @param span of its convention
 */
export function occurrencesBetween(
  facts: EngagementFacts,
  realisations: readonly RealisationFacts[],
  span: Span,
  window: { du: string; au: string },
  day: string,
): Occurrence[] {
  const { echeanceLe: first, mois } = facts;
  if (first === null) return [];
  const end = facts.finLe ?? span.au;
  const started = isStarted(facts, span, day);
  // What names no due day serves the only one there is until the day.
  const only = mois === null || first >= day || (end !== null && addMonths(first, mois) > end);
  const found: Occurrence[] = [];
  let n = mois === null ? 0 : periodsBefore(first, mois, window.du);
  for (const last = n + (mois === null ? 1 : mostOccurrences); n < last; n += 1) {
    const due = mois === null ? first : addMonths(first, n * mois);
    if (due > window.au || (mois !== null && end !== null && due > end)) break;
    if (due < window.du) continue;
    const serves = (each: RealisationFacts): boolean =>
      each.faiteLe <= day &&
      (each.pourLe === due || (each.pourLe === null && only && due === first));
    const done = realisations.length === 0 ? realisations : realisations.filter(serves);
    found.push(occurrenceOn(facts, due, done, started, day));
  }
  return found;
}

/**
 * The state of a commitment on a day. A missed due day decides before a partial one, a partial one before
 * what runs; nothing done after the day counts.
 */
export function engagementOn(
  facts: EngagementFacts,
  realisations: readonly RealisationFacts[],
  span: Span,
  day: string,
): EngagementOn {
  const done = realisations.filter((each) => each.faiteLe <= day);
  const started = isStarted(facts, span, day);
  const dues = dueDays(facts, span, day);
  const occurrences = (dues.length > 0 ? dues : [null]).map((due) =>
    occurrenceOn(
      facts,
      due,
      done.filter((each) => each.pourLe === due || (dues.length <= 1 && each.pourLe === null)),
      started,
      day,
    ),
  );
  const decisive =
    occurrences.find(({ etat }) => etat === "defaillant") ??
    occurrences.find(({ etat }) => etat === "partiel") ??
    occurrences.find(({ etat }) => etat === "en_cours" || etat === "a_venir") ??
    occurrences.find(({ etat }) => etat === "tenu_en_retard") ??
    occurrences.at(-1)!;
  if (isWithout(facts, day)) {
    return { ...decisive, etat: "sans_objet", retardJours: 0, occurrences };
  }
  const { etat, echeanceLe, retardJours, fait } = decisive;
  return { etat, echeanceLe, retardJours, fait, occurrences };
}

export interface EngagementState {
  etat: EngagementEtat;
  echeanceLe: string | null;
  retardJours: number;
  /** First due day from the day on that is not met; null when there is none. */
  prochaineLe: string | null;
}

/** Periods from the first due day that surely end before a day. */
function periodsBefore(first: string, mois: number, day: string): number {
  const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return Math.max(0, Math.floor((months(day) - months(first)) / mois) - 1);
}

/** The first due day of a periodic commitment that does not come before a day; null past its end. */
function nextDue(first: string, mois: number, end: string | null, day: string): string | null {
  let n = periodsBefore(first, mois, day);
  let due = addMonths(first, n * mois);
  while (due < day) due = addMonths(first, (n += 1) * mois);
  return end !== null && due > end ? null : due;
}

const isWithout = ({ sansObjetLe }: EngagementFacts, day: string): boolean =>
  sansObjetLe !== null && sansObjetLe <= day;

const isStarted = ({ debutLe }: EngagementFacts, span: Span, day: string): boolean => {
  const from = debutLe ?? span.du;
  return from !== null && from <= day;
};

/** The state of a commitment due once. */
function onceOn(
  facts: EngagementFacts,
  due: string,
  realisations: readonly RealisationFacts[],
  span: Span,
  day: string,
): EngagementState {
  const serves = (each: RealisationFacts): boolean =>
    each.faiteLe <= day && (each.pourLe === null || each.pourLe === due);
  const done = realisations.every(serves) ? realisations : realisations.filter(serves);
  const on = occurrenceOn(facts, due, done, isStarted(facts, span, day), day);
  if (isWithout(facts, day)) {
    return { etat: "sans_objet", echeanceLe: due, retardJours: 0, prochaineLe: null };
  }
  const prochaineLe = on.tenuLe === null && due >= day ? due : null;
  return { etat: on.etat, echeanceLe: due, retardJours: on.retardJours, prochaineLe };
}

/**
 * What `engagementOn` says, without the occurrences: the walk of a periodic commitment stops at the first
 * missed due day, so that tens of thousands are told at once.
 */
export function engagementStateOn(
  facts: EngagementFacts,
  realisations: readonly RealisationFacts[],
  span: Span,
  day: string,
): EngagementState {
  const { echeanceLe: first, mois } = facts;
  const end = facts.finLe ?? span.au;
  if (first !== null && mois === null) return onceOn(facts, first, realisations, span, day);
  const whole =
    first === null ||
    mois === null ||
    (end !== null && first > end) ||
    realisations.some(({ pourLe }) => pourLe === null);
  if (whole) {
    const { etat, echeanceLe, retardJours, occurrences } = engagementOn(
      facts,
      realisations,
      span,
      day,
    );
    const last = occurrences.at(-1)!;
    const open = etat !== "sans_objet" && last.tenuLe === null && (last.echeanceLe ?? "") >= day;
    return { etat, echeanceLe, retardJours, prochaineLe: open ? last.echeanceLe : null };
  }
  const started = isStarted(facts, span, day);
  const worth: Partial<Record<EngagementEtat, Occurrence>> = {};
  let last: Occurrence | null = null;
  for (let n = 0; n < mostOccurrences; n += 1) {
    const due = addMonths(first, n * mois);
    if (end !== null && due > end) break;
    const done = realisations.filter((each) => each.pourLe === due && each.faiteLe <= day);
    last = occurrenceOn(facts, due, done, started, day);
    worth[last.etat] ??= last;
    if (last.etat === "defaillant" || due >= day) break;
  }
  const running = [worth.en_cours, worth.a_venir].find((each) => each !== undefined);
  const decisive = worth.defaillant ?? worth.partiel ?? running ?? worth.tenu_en_retard ?? last!;
  const { etat, echeanceLe, retardJours } = decisive;
  if (isWithout(facts, day))
    return { etat: "sans_objet", echeanceLe, retardJours: 0, prochaineLe: null };
  const next = last!.echeanceLe! >= day ? last!.echeanceLe : nextDue(first, mois, end, day);
  const met =
    next === null ||
    (last!.echeanceLe === next
      ? last!.tenuLe !== null
      : occurrenceOn(
          facts,
          next,
          realisations.filter((each) => each.pourLe === next && each.faiteLe <= day),
          started,
          day,
        ).tenuLe !== null);
  return { etat, echeanceLe, retardJours, prochaineLe: met ? null : next };
}

/**
 * The earliest due day that nothing met, as of a day: of a periodic commitment met in advance, the one after.
 * @returns null for a commitment without due days, or whose due days are all met
 */
export function firstUnmet(
  facts: EngagementFacts,
  realisations: readonly RealisationFacts[],
  span: Span,
  day: string,
): string | null {
  let until = day;
  for (;;) {
    const { occurrences } = engagementOn(facts, realisations, span, until);
    const open = occurrences.find(({ tenuLe }) => tenuLe === null);
    if (open) return open.echeanceLe;
    const last = occurrences.at(-1)?.echeanceLe ?? null;
    if (last === null || facts.mois === null) return null;
    const next = dueDays(facts, span, addDays(last, 1)).at(-1);
    if (next === undefined || next <= last) return null;
    until = next;
  }
}
