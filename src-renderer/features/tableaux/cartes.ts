import type { Card, Dashboard } from "../../../src-main/contract/indicateurs.ts";

/** The four numbers that answer first. */
export const CHIFFRES = [
  "approbations_total",
  "investissement_total",
  "emplois_total",
  "delai_moyen",
] as const;

/** Published cards on the approvals of the commission: their shape in time, then their detail. */
export const ANNEES = ["approbations_annees", "investissement_annees", "emplois_annees"] as const;
export const DETAILS = [
  "investissement_secteurs",
  "approbations_secteurs",
  "investissement_provinces",
  "approbations_provinces",
] as const;

/** Published cards on the territory. */
export const TERRITOIRE = [
  "population",
  "chomage_recensement",
  "chomage_enquete",
  "pib_part",
  "creations",
  "creations_provinces",
] as const;

/** Groups of computed cards, by what they are split by. */
export const CALCULS = ["calcul_annees", "calcul_provinces", "calcul_secteurs"] as const;
export const MESURES = ["nombre", "montant", "emplois", "mediane"] as const;
export type Mesure = (typeof MESURES)[number];

export const ECARTS = ["ecart_annees", "ecart_annees_montant"] as const;

/** The cards named, those that the dashboard lacks left out. */
export const cardsOf = (dashboard: Dashboard, keys: readonly string[]): Card[] =>
  keys.flatMap((key) => dashboard.cards.find((card) => card.key === key) ?? []);

/** Computed card of a group for one measure. */
export const measureKey = (group: string, mesure: Mesure): string =>
  mesure === "nombre" ? group : `${group}_${mesure}`;

/** Whether anything is published at all, at any date. */
export const hasFigures = (dashboard: Dashboard): boolean =>
  dashboard.cards.some((card) => card.family === "publie" && card.vintages.length > 0);

/** Whether any figure could be computed from our files. */
export const hasRecords = (dashboard: Dashboard): boolean =>
  dashboard.cards.some(
    (card) => card.key.startsWith("calcul_") && card.points.some((point) => point.records),
  );
