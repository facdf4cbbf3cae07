/** Financing of a project: its plan, the result of a campaign and the ceilings that bound an amount (cri.md §3.4, §4). */

import type {
  codesPlafond,
  etatsCampagne,
  etatsPlan,
  PartPlan,
  raisonsStatut,
} from "../contract/financements.ts";
import type { ReferenceRow } from "../contract/references.ts";
import { diffDays } from "./dates.ts";

/** One line of a plan. Amounts in centimes; the three marks come from the lists of types and states. */
export interface LignePlan {
  /** False for what covers a credit and brings no money: a guarantee. */
  finance: boolean;
  /** False once refused, failed or given up. */
  compte: boolean;
  obtenu: boolean;
  demande: number;
  accorde: number | null;
  verse: number | null;
}

export interface BilanPlan {
  etat: (typeof etatsPlan)[number];
  /** Centimes; null while it is not known. */
  cout: number | null;
  demande: number;
  accorde: number;
  verse: number;
  /** What the plan counts: the amount granted once obtained, else the amount asked. */
  retenu: number;
  sur: number;
  espere: number;
  /** Centimes over the cost (positive) or under it (negative); null without a cost. */
  ecart: number | null;
  /** The same in basis points of the cost. */
  ecartBp: number | null;
  /** Centimes that what is sure does not yet cover; null without a cost. */
  resteASecuriser: number | null;
}

/** What a line is worth in its plan, and how sure it is. */
export function partOf(ligne: LignePlan): { part: PartPlan; retenu: number } {
  if (!ligne.compte) return { part: "ecarte", retenu: 0 };
  if (!ligne.finance) return { part: "couvre", retenu: 0 };
  return ligne.obtenu
    ? { part: "sur", retenu: ligne.accorde ?? ligne.demande }
    : { part: "espere", retenu: ligne.demande };
}

/**
 * A plan against the cost it must meet. It is balanced only when both are equal, to the centime.
 * @param cout centimes; null or zero when it is not known.
 */
export function bilanPlan(cout: number | null, lignes: readonly LignePlan[]): BilanPlan {
  const sums = { demande: 0, accorde: 0, verse: 0, sur: 0, espere: 0 };
  for (const ligne of lignes) {
    const { part, retenu } = partOf(ligne);
    if (part !== "sur" && part !== "espere") continue;
    sums.demande += ligne.demande;
    sums.accorde += ligne.accorde ?? 0;
    sums.verse += ligne.verse ?? 0;
    sums[part] += retenu;
  }
  const retenu = sums.sur + sums.espere;
  if (cout === null || cout <= 0) {
    const unknown = { ecart: null, ecartBp: null, resteASecuriser: null };
    return { etat: "sans_cout", cout: null, ...sums, retenu, ...unknown };
  }
  const ecart = retenu - cout;
  return {
    etat: ecart === 0 ? "equilibre" : ecart < 0 ? "manque" : "excedent",
    cout,
    ...sums,
    retenu,
    ecart,
    ecartBp: Math.round((ecart / cout) * 10_000),
    resteASecuriser: Math.max(0, cout - sums.sur),
  };
}

/** Money collected up to a day, in centimes: a running total. */
export interface Releve {
  le: string;
  montant: number;
  contributeurs: number | null;
}

export interface BilanCampagne {
  etat: (typeof etatsCampagne)[number];
  objectif: number;
  /** Latest total, in centimes; 0 before the first. */
  collecte: number;
  contributeurs: number | null;
  /** Basis points of the target. */
  atteintBp: number;
  atteint: boolean;
  /** First day a total reached the target. */
  atteintLe: string | null;
  /** Days to its last day, that day included in the campaign; null once closed or without a last day. */
  joursRestants: number | null;
}

/**
 * Result of a campaign on a day; what was collected later does not count.
 * @param releves totals by day, the first first.
 */
export function bilanCampagne(
  campagne: { objectif: number; ouvertLe: string | null; clotLe: string | null },
  releves: readonly Releve[],
  day: string,
): BilanCampagne {
  const { objectif, ouvertLe, clotLe } = campagne;
  const known = releves.filter(({ le }) => le <= day);
  const last = known.at(-1);
  const collecte = last?.montant ?? 0;
  const etat =
    clotLe !== null && clotLe < day
      ? "close"
      : ouvertLe === null
        ? "sans_dates"
        : ouvertLe > day
          ? "a_ouvrir"
          : "en_cours";
  return {
    etat,
    objectif,
    collecte,
    contributeurs: known.findLast((each) => each.contributeurs !== null)?.contributeurs ?? null,
    // Rounded down: 99,99 % reached is not 100 %.
    atteintBp: objectif > 0 ? Math.floor((collecte / objectif) * 10_000) : 0,
    atteint: objectif > 0 && collecte >= objectif,
    atteintLe: objectif > 0 ? (known.find(({ montant }) => montant >= objectif)?.le ?? null) : null,
    joursRestants: etat === "close" || clotLe === null ? null : diffDays(day, clotLe),
  };
}

/** A ceiling that bounds the amount of a financing. */
export interface Plafond {
  code: (typeof codesPlafond)[number];
  /** Centimes. */
  montant: number;
  /** True when passing it is asked about; the others are only told. */
  bloque: boolean;
  regle: ReferenceRow;
}

const amountIn = (row: ReferenceRow, key: string): number | null => {
  const value = row.attrs[key];
  return typeof value === "number" ? value : null;
};

/** Rows of a key in force on a day. */
const rowOn = (
  rows: readonly ReferenceRow[],
  key: string | null,
  day: string,
): ReferenceRow | undefined =>
  rows.findLast(
    (row) =>
      row.key === key &&
      row.effectiveFrom <= day &&
      (row.effectiveTo === null || day <= row.effectiveTo),
  );

/**
 * Ceilings of a crowdfunding category in force on a day: the one of a project, and the amount beyond which a
 * donation is published as needing an authorisation.
 * @param rows every version of the list `plafond_collaboratif`.
 */
export function plafondsCollaboratifs(
  rows: readonly ReferenceRow[],
  categorie: string,
  day: string,
): Plafond[] {
  const found: Plafond[] = [];
  const push = (code: Plafond["code"], key: string, bloque: boolean): void => {
    const regle = rowOn(rows, key, day);
    const montant = regle && amountIn(regle, "amountCentimes");
    if (regle && montant !== null && montant !== undefined) {
      found.push({ code, montant, bloque, regle });
    }
  };
  push("projet", categorie, true);
  push("autorisation", `${categorie}_autorisation`, false);
  return found;
}

/** Types of financing that a programme's rules bound, and how. */
const creditTypes = new Set(["credit", "pret_honneur"]);

/**
 * Ceilings that a programme sets to a type of financing. Where a programme has one ceiling by kind of holder,
 * only the highest is asked about: the register does not know the kind.
 * @param rows every version of the list `programme`.
 * @param cout cost to finance, in centimes; null when not known.
 */
export function plafondsProgramme(
  rows: readonly ReferenceRow[],
  financement: { programme: string | null; type: string; cout: number | null },
  day: string,
): Plafond[] {
  const regle = rowOn(rows, financement.programme, day);
  if (!regle) return [];
  const at = (code: Plafond["code"], montant: number | null): Plafond[] =>
    montant === null ? [] : [{ code, montant, bloque: false, regle }];
  if (creditTypes.has(financement.type)) {
    return at("credit", amountIn(regle, "creditMaxCentimes")).map(asked);
  }
  if (financement.type !== "subvention") return [];
  const fixed = [
    ...at("subvention", amountIn(regle, "grantCentimes")),
    ...at("subvention_jeunes", amountIn(regle, "maxYouthFirmCentimes")),
    ...at("subvention_ess", amountIn(regle, "maxEssCentimes")),
  ];
  const highest = Math.max(...fixed.map(({ montant }) => montant));
  const share = amountIn(regle, "grantBp");
  const ofCost =
    share === null || financement.cout === null
      ? []
      : at("subvention_part", Math.floor((financement.cout / 10_000) * share)).map(asked);
  return [...fixed.map((each) => (each.montant === highest ? asked(each) : each)), ...ofCost];
}

const asked = (plafond: Plafond): Plafond => ({ ...plafond, bloque: true });

/** A state that the facts suggest, with why and since when. */
export interface Suggestion {
  statut: string;
  raison: (typeof raisonsStatut)[number];
  le: string | null;
}

/**
 * What the state of a financing could be by its facts; null when nothing suggests another. It is never written
 * by itself: a campaign may be prolonged, a lower amount accepted.
 * @param statut its state, with the marks of the list.
 * @param campagne null for what is no campaign.
 */
export function suggestStatut(
  financement: {
    statut: string;
    compte: boolean;
    obtenu: boolean;
    terminal: boolean;
    accorde: number | null;
    verse: number | null;
    clotLe: string | null;
    ouvertLe: string | null;
  },
  campagne: BilanCampagne | null,
): Suggestion | null {
  const { compte, obtenu, terminal, accorde, verse } = financement;
  if (terminal || !compte) return null;
  if (obtenu) {
    const paid = accorde !== null && accorde > 0 && verse === accorde;
    return paid ? { statut: "verse", raison: "verse_en_entier", le: null } : null;
  }
  if (!campagne) return null;
  if (campagne.atteint) {
    return { statut: "accorde", raison: "objectif_atteint", le: campagne.atteintLe };
  }
  if (campagne.etat === "close") {
    return { statut: "echoue", raison: "sous_objectif", le: financement.clotLe };
  }
  return campagne.etat === "en_cours" && financement.statut !== "collecte"
    ? { statut: "collecte", raison: "campagne_ouverte", le: financement.ouvertLe }
    : null;
}
