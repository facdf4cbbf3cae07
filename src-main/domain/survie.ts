/** Survival of the firms created under an accompaniment, after a number of years. */

import { addMonths } from "./dates.ts";

/** What was seen of a firm on a day. */
export interface Constat {
  constateLe: string;
  enActivite: boolean;
}

export interface EntrepriseFacts {
  creeeLe: string;
  constats: readonly Constat[];
}

/**
 * Whether a firm lived on its anniversary: true when it was seen in business on that day or later, false when
 * it was seen closed by then, null when nobody looked.
 * @param years whole years after its creation
 * @param day nothing seen later counts
 */
export function aliveAfter(firm: EntrepriseFacts, years: number, day: string): boolean | null {
  const anniversary = addMonths(firm.creeeLe, 12 * years);
  const seen = firm.constats.filter(({ constateLe }) => constateLe <= day);
  if (seen.some((each) => each.enActivite && each.constateLe >= anniversary)) return true;
  return seen.some((each) => !each.enActivite && each.constateLe <= anniversary) ? false : null;
}

export interface Survie {
  years: number;
  /** Firms old enough to be asked about. */
  agees: number;
  vivantes: number;
  fermees: number;
  /** Old enough, but nobody looked: they are in no rate. */
  inconnues: number;
  /** Basis points of those known; null when none is. */
  tauxBp: number | null;
}

/**
 * Survival of firms after each number of years. Firms that nobody looked at are counted apart.
 * @param day firms younger than the years on that day are left out
 */
export function survivalOf(
  firms: readonly EntrepriseFacts[],
  years: readonly number[],
  day: string,
): Survie[] {
  return years.map((each) => {
    const aged = firms.filter(({ creeeLe }) => addMonths(creeeLe, 12 * each) <= day);
    const states = aged.map((firm) => aliveAfter(firm, each, day));
    const vivantes = states.filter((state) => state === true).length;
    const fermees = states.filter((state) => state === false).length;
    const known = vivantes + fermees;
    return {
      years: each,
      agees: aged.length,
      vivantes,
      fermees,
      inconnues: aged.length - known,
      tauxBp: known === 0 ? null : Math.round((vivantes * 10_000) / known),
    };
  });
}
