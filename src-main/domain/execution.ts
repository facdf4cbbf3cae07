/** What a day says of the payments, deliverables, indicators and committees of a convention (cri.md §3.3). */

import type {
  ConditionOn,
  LivrableEtat,
  ProchaineReunion,
  VersementEtat,
} from "../contract/execution.ts";
import { addMonths, diffDays } from "./dates.ts";
import type { EngagementOn } from "./engagements.ts";

export interface LivrableFacts {
  echeanceLe: string | null;
  recuLe: string | null;
  accepteLe: string | null;
  refuseLe: string | null;
}

const by = (date: string | null, day: string): boolean => date !== null && date <= day;

/**
 * The state of a deliverable on a day; what happened later was not known.
 * @returns the state, and the calendar days of delay: until it came, or until the day asked
 */
export function livrableOn(
  facts: LivrableFacts,
  day: string,
): { etat: LivrableEtat; retardJours: number } {
  const came = by(facts.recuLe, day) ? facts.recuLe! : null;
  const until = came ?? day;
  const late = facts.echeanceLe !== null && until > facts.echeanceLe;
  const retardJours = late ? diffDays(facts.echeanceLe!, until) : 0;
  if (by(facts.accepteLe, day)) return { etat: "accepte", retardJours };
  if (by(facts.refuseLe, day)) return { etat: "refuse", retardJours };
  if (came !== null) return { etat: "recu", retardJours };
  return { etat: late ? "en_retard" : "attendu", retardJours };
}

export interface IndicateurFacts {
  reference: number | null;
  cible: number | null;
}

export interface MesureFacts {
  le: string;
  valeur: number;
}

/** The last measure taken on a day or before; null when there is none. */
export function measureOn<T extends MesureFacts>(mesures: readonly T[], day: string): T | null {
  let last: T | null = null;
  for (const each of mesures) if (each.le <= day && (!last || each.le >= last.le)) last = each;
  return last;
}

/** Whether a value reaches the target, which lies below the baseline when the indicator must fall. */
export function reaches({ reference, cible }: IndicateurFacts, valeur: number): boolean {
  if (cible === null) return false;
  return reference !== null && cible < reference ? valeur <= cible : valeur >= cible;
}

/**
 * Way made from the baseline to the target, in per cent rounded to a whole: below 0 when it goes the wrong
 * way, above 100 beyond the target; null when the two are not known or are equal. No baseline is zero.
 */
export function progressOf({ reference, cible }: IndicateurFacts, valeur: number): number | null {
  const from = reference ?? 0;
  if (cible === null || cible === from) return null;
  return Math.round(((valeur - from) / (cible - from)) * 100);
}

/** Kept when every due day until the day was met, and one at least. */
export function engagementCondition(on: EngagementOn, day: string): ConditionOn {
  if (on.etat === "sans_objet") {
    return { remplie: false, code: "engagement_sans_objet", le: null };
  }
  const due = on.occurrences.filter(
    ({ echeanceLe, tenuLe }) => tenuLe !== null || (echeanceLe !== null && echeanceLe < day),
  );
  const missed = due.find(({ tenuLe }) => tenuLe === null);
  if (due.length === 0 || missed) {
    const le = missed?.echeanceLe ?? on.echeanceLe;
    return { remplie: false, code: "engagement_non_tenu", le };
  }
  return { remplie: true, code: "engagement_tenu", le: due.at(-1)!.tenuLe };
}

export function livrableCondition(facts: LivrableFacts, day: string): ConditionOn {
  const { etat } = livrableOn(facts, day);
  if (etat === "accepte") return { remplie: true, code: "livrable_accepte", le: facts.accepteLe };
  if (etat === "refuse") return { remplie: false, code: "livrable_refuse", le: facts.refuseLe };
  if (etat === "recu") return { remplie: false, code: "livrable_recu", le: facts.recuLe };
  return { remplie: false, code: "livrable_non_recu", le: facts.echeanceLe };
}

/** Met once the minutes of the meeting are signed. */
export function reunionCondition(
  facts: { tenueLe: string; annulee: boolean; pvLe: string | null },
  day: string,
): ConditionOn {
  if (by(facts.pvLe, day)) return { remplie: true, code: "pv_signe", le: facts.pvLe };
  const code = facts.annulee ? "reunion_annulee" : "pv_non_signe";
  return { remplie: false, code, le: facts.tenueLe };
}

export function indicateurCondition(
  facts: IndicateurFacts,
  mesures: readonly MesureFacts[],
  day: string,
): ConditionOn {
  const last = measureOn(mesures, day);
  if (!last) return { remplie: false, code: "sans_mesure", le: null };
  const remplie = reaches(facts, last.valeur);
  return { remplie, code: remplie ? "cible_atteinte" : "cible_non_atteinte", le: last.le };
}

export interface VersementFacts {
  prevuLe: string | null;
  /** Centimes, as the two below. */
  montantPrevu: number;
  verseLe: string | null;
  montantVerse: number | null;
}

/**
 * The state of an instalment on a day.
 * @returns the state, the centimes paid until that day, and the calendar days it is overdue by
 */
export function versementOn(
  facts: VersementFacts,
  day: string,
): { etat: VersementEtat; verse: number; retardJours: number } {
  if (by(facts.verseLe, day)) {
    const verse = facts.montantVerse ?? 0;
    const late = facts.prevuLe !== null && facts.verseLe! > facts.prevuLe;
    const retardJours = late ? diffDays(facts.prevuLe!, facts.verseLe!) : 0;
    return { etat: verse < facts.montantPrevu ? "verse_en_partie" : "verse", verse, retardJours };
  }
  if (facts.prevuLe !== null && facts.prevuLe < day) {
    return { etat: "en_retard", verse: 0, retardJours: diffDays(facts.prevuLe, day) };
  }
  return { etat: "prevu", verse: 0, retardJours: 0 };
}

/**
 * The next meeting of a committee: the one planned, else one period after the last one held, else one
 * period after the convention takes effect.
 * @param mois months between two meetings; null when none is asked
 * @param effetLe day the convention takes effect
 */
export function nextMeeting(
  reunions: readonly { tenueLe: string; etat: "prevue" | "tenue" | "annulee" }[],
  mois: number | null,
  effetLe: string | null,
  day: string,
): ProchaineReunion | null {
  const days = (etat: "prevue" | "tenue") =>
    reunions
      .filter((each) => each.etat === etat)
      .map(({ tenueLe }) => tenueLe)
      .toSorted();
  const planned = days("prevue")[0];
  if (planned !== undefined) return { le: planned, selon: "prevue", depassee: planned < day };
  const last = days("tenue").findLast((each) => each <= day);
  const from = last ?? effetLe;
  if (mois === null || from === null) return null;
  const le = addMonths(from, mois);
  return { le, selon: last === undefined ? "effet" : "derniere", depassee: le < day };
}

/** How far an overdue commitment climbs: the step of the list with the most days that the delay reaches. */
export function escalation<K extends string>(
  steps: readonly { key: K; retardJours: number }[],
  retardJours: number,
): K | null {
  const reached = steps.filter((step) => retardJours >= step.retardJours);
  return reached.toSorted((a, b) => b.retardJours - a.retardJours)[0]?.key ?? null;
}
