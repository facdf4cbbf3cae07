/** Status of a convention on a day, and its reading with the avenants then in force (cri.md §3). */

import { addDays, addMonths, diffDays } from "./dates.ts";

export const conventionStatuts = [
  "projet",
  "en_signature",
  "en_vigueur",
  "preavis_ouvert",
  "reconduite",
  "suspendue",
  "echue",
  "resiliee",
] as const;
export type ConventionStatut = (typeof conventionStatuts)[number];

/** What a status is derived from. Dates are `YYYY-MM-DD`, both ends of a span included. */
export interface ConventionFacts {
  /** Day it takes effect; the last signature when null. */
  effetLe: string | null;
  /** Last day of the first term; null for an open-ended convention. */
  finLe: string | null;
  reconductionTacite: boolean;
  reconductionMois: number | null;
  /** How many renewals at most; null without limit. */
  reconductionMax: number | null;
  preavisMois: number | null;
  /** Calendar days, added to the months. */
  preavisJours: number | null;
  denonceeLe: string | null;
  resilieeLe: string | null;
}

/** One term of a convention: the first, then a renewal each. */
export interface Terme {
  /** 0 for the first term, then the number of the renewal. */
  n: number;
  du: string;
  au: string;
  /** First day of the notice window; null without tacit renewal or notice. */
  preavisDu: string | null;
}

/** Why a convention has its status: a code that the interface puts into words. */
export interface Pourquoi {
  code:
    | "sans_signature"
    | "une_seule_partie"
    | "signatures"
    | "effet_a_venir"
    | "duree_indeterminee"
    | "jusqu_au"
    | "preavis"
    | "denoncee"
    | "reconduite"
    | "suspendue"
    | "fin_passee"
    | "fin_denoncee"
    | "fin_reconductions"
    | "resiliee";
  params: Record<string, string | number>;
}

export interface StatutOn {
  statut: ConventionStatut;
  pourquoi: Pourquoi[];
  /** Effective day; null while it is not signed by all. */
  effetLe: string | null;
  /** The term that holds the day; null before effect, after the end and without an end. */
  terme: Terme | null;
  /** Last day of all, renewals that are not certain left out; null without end. */
  finLe: string | null;
  /** How many renewals took place until that day. */
  reconductions: number;
}

/** A convention is renewed month by month at the shortest: terms beyond this are not walked. */
const mostTerms = 2400;

/**
 * First day of the notice window before the end of a term.
 * @param au last day of the term
 */
export function noticeFrom(
  facts: Pick<ConventionFacts, "preavisMois" | "preavisJours" | "reconductionTacite">,
  au: string,
): string | null {
  const months = facts.preavisMois ?? 0;
  const days = facts.preavisJours ?? 0;
  if (!facts.reconductionTacite || months + days === 0) return null;
  return addDays(addMonths(au, -months), -days);
}

const renews = (facts: ConventionFacts): boolean =>
  facts.reconductionTacite && (facts.reconductionMois ?? 0) > 0;

/** Last day of the term after `n` renewals: renewed terms begin the day after the one before. */
const endOf = (facts: ConventionFacts, finLe: string, n: number): string =>
  n === 0 ? finLe : addDays(addMonths(addDays(finLe, 1), n * (facts.reconductionMois ?? 0)), -1);

/**
 * The terms of a convention until the one that holds a day, or its last one. A notice given during a term
 * (or before the first) ends the convention with that term.
 * @param effetLe day it took effect
 */
export function terms(facts: ConventionFacts, effetLe: string, day: string): Terme[] {
  if (facts.finLe === null) return [];
  const { finLe, denonceeLe } = facts;
  const most = renews(facts) ? (facts.reconductionMax ?? mostTerms) : 0;
  const found: Terme[] = [];
  for (let n = 0; n <= Math.min(most, mostTerms); n += 1) {
    const au = endOf(facts, finLe, n);
    const du = n === 0 ? effetLe : addDays(endOf(facts, finLe, n - 1), 1);
    found.push({ n, du, au, preavisDu: n < most ? noticeFrom(facts, au) : null });
    if (day <= au || (denonceeLe !== null && denonceeLe <= au)) break;
  }
  return found;
}

/** The day a convention takes effect: the one it says, else the last signature. */
export const effectOf = (
  facts: Pick<ConventionFacts, "effetLe">,
  signatures: readonly (string | null)[],
): string | null => {
  const signed = signatures.filter((each) => each !== null);
  if (signatures.length < 2 || signed.length < signatures.length) return null;
  return facts.effetLe ?? signed.toSorted().at(-1) ?? null;
};

/**
 * The status of a convention on a day, with why. Nothing that happened after the day counts.
 * @param signatures day each party signed, null for one that has not
 * @param suspensions spans, open when `auLe` is null
 */
export function statutOn(
  facts: ConventionFacts,
  signatures: readonly (string | null)[],
  suspensions: readonly { duLe: string; auLe: string | null; motif?: string | null }[],
  day: string,
): StatutOn {
  const known = signatures.map((each) => (each !== null && each <= day ? each : null));
  const signed = known.filter((each) => each !== null).length;
  const seen: ConventionFacts = {
    ...facts,
    denonceeLe: facts.denonceeLe !== null && facts.denonceeLe <= day ? facts.denonceeLe : null,
  };
  const none = { effetLe: null, terme: null, finLe: seen.finLe, reconductions: 0 };
  if (facts.resilieeLe !== null && facts.resilieeLe <= day) {
    return {
      ...none,
      statut: "resiliee",
      pourquoi: [{ code: "resiliee", params: { date: facts.resilieeLe } }],
    };
  }
  if (signed === 0) {
    return { ...none, statut: "projet", pourquoi: [{ code: "sans_signature", params: {} }] };
  }
  if (signed < known.length || known.length < 2) {
    const why: Pourquoi =
      known.length < 2
        ? { code: "une_seule_partie", params: {} }
        : { code: "signatures", params: { signees: signed, parties: known.length } };
    return { ...none, statut: "en_signature", pourquoi: [why] };
  }
  const effetLe = effectOf(seen, known)!;
  if (effetLe > day) {
    return {
      ...none,
      effetLe,
      statut: "en_signature",
      pourquoi: [{ code: "effet_a_venir", params: { date: effetLe } }],
    };
  }
  return inForce(seen, suspensions, effetLe, day);
}

/** The status of a convention that all have signed and that has taken effect. */
function inForce(
  facts: ConventionFacts,
  suspensions: readonly { duLe: string; auLe: string | null; motif?: string | null }[],
  effetLe: string,
  day: string,
): StatutOn {
  const walked = terms(facts, effetLe, day);
  const last = walked.at(-1) ?? null;
  const base = { effetLe, terme: last, finLe: last?.au ?? null, reconductions: last?.n ?? 0 };
  if (last && day > last.au) {
    return { ...base, terme: null, statut: "echue", pourquoi: [ended(facts, last)] };
  }
  const renewed: Pourquoi[] =
    last && last.n > 0
      ? [{ code: "reconduite", params: { n: last.n, du: last.du, au: last.au } }]
      : [];
  const pause = suspensions.find(({ duLe, auLe }) => duLe <= day && (auLe === null || day <= auLe));
  if (pause) {
    const params = { date: pause.duLe, ...(pause.motif ? { motif: pause.motif } : {}) };
    return { ...base, statut: "suspendue", pourquoi: [{ code: "suspendue", params }, ...renewed] };
  }
  const refused: Pourquoi[] =
    last && facts.denonceeLe !== null
      ? [{ code: "denoncee", params: { date: facts.denonceeLe, au: last.au } }]
      : [];
  if (last?.preavisDu && last.preavisDu <= day && refused.length === 0) {
    const params = { du: last.preavisDu, au: last.au, jours: diffDays(day, last.au) };
    return {
      ...base,
      statut: "preavis_ouvert",
      pourquoi: [{ code: "preavis", params }, ...renewed],
    };
  }
  const until: Pourquoi = last
    ? { code: "jusqu_au", params: { du: effetLe, au: last.au } }
    : { code: "duree_indeterminee", params: { du: effetLe } };
  return {
    ...base,
    statut: renewed.length > 0 ? "reconduite" : "en_vigueur",
    pourquoi: [...(renewed.length > 0 ? renewed : [until]), ...refused],
  };
}

/** Why a convention is over after its last term. */
function ended(facts: ConventionFacts, last: Terme): Pourquoi {
  if (facts.denonceeLe !== null && facts.denonceeLe <= last.au) {
    return { code: "fin_denoncee", params: { date: facts.denonceeLe, au: last.au } };
  }
  return last.n > 0
    ? { code: "fin_reconductions", params: { n: last.n, au: last.au } }
    : { code: "fin_passee", params: { au: last.au } };
}

/** An avenant as it changes its parent. */
export interface AvenantFacts {
  id: string;
  numero: string;
  effetLe: string | null;
  signatures: readonly (string | null)[];
  /** New value of each field it changes, by key. */
  modifications: Readonly<Record<string, unknown>>;
}

/** The avenants in force on a day, in the order they take effect. */
export function avenantsOn(avenants: readonly AvenantFacts[], day: string): AvenantFacts[] {
  return avenants
    .map((avenant) => ({ avenant, du: effectOf(avenant, avenant.signatures) }))
    .filter((each): each is { avenant: AvenantFacts; du: string } => {
      const signed = each.avenant.signatures.every((day_) => day_ !== null && day_ <= day);
      return signed && each.du !== null && each.du <= day;
    })
    .toSorted((a, b) =>
      a.du < b.du ? -1 : a.du > b.du ? 1 : a.avenant.numero < b.avenant.numero ? -1 : 1,
    )
    .map(({ avenant }) => avenant);
}

/**
 * The values of a convention as they stood on a day: those it was signed with, then what each avenant in
 * force changed, the latest last.
 */
export function valuesOn<T extends Record<string, unknown>>(
  values: T,
  avenants: readonly AvenantFacts[],
  day: string,
): T {
  return Object.assign({}, values, ...avenantsOn(avenants, day).map((each) => each.modifications));
}

/** Whether a row that avenants bring in or take out is part of the convention on a day. */
export function rowOn(
  row: { ajouteParId: string | null; retireParId: string | null },
  inForceIds: ReadonlySet<string>,
): boolean {
  if (row.ajouteParId !== null && !inForceIds.has(row.ajouteParId)) return false;
  return row.retireParId === null || !inForceIds.has(row.retireParId);
}
