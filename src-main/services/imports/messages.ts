import type { RefusedRow } from "../../contract/imports.ts";

/** Sentences of the reasons for which a row is refused, in French for the command line and the files. */
const sentences = {
  required: (p: string) => `La colonne « ${p} » est vide.`,
  not_a_number: (p: string) => `« ${p} » n'est pas un nombre.`,
  ambiguous_number: (p: string) =>
    `« ${p} » peut se lire de deux façons : précisez le signe décimal de la colonne.`,
  number_format: (p: string) => `« ${p} » n'est pas écrit comme les autres nombres de la colonne.`,
  negative: (p: string) => `« ${p} » est négatif.`,
  not_whole: (p: string) => `« ${p} » n'est pas un nombre entier.`,
  amount_precision: (p: string) => `« ${p} » est plus fin que le centime.`,
  amount_unit: (p: string) =>
    `« ${p} » MDH est invraisemblable : le montant s'écrit en millions de dirhams.`,
  unknown_place: (p: string) => `« ${p} » n'est ni une commune ni une province de la région.`,
  ambiguous_place: (p: string) => `« ${p} » désigne plusieurs territoires : ajoutez la province.`,
  place_mismatch: (p: string) => `Le code et le nom du territoire ne s'accordent pas : « ${p} ».`,
  unknown_value: (p: string) => `« ${p} » n'est pas dans la liste de référence.`,
  not_a_date: (p: string) => `« ${p} » n'est pas une date.`,
  future_date: (p: string) => `« ${p} » est dans l'avenir.`,
  ambiguous_date: (p: string) => `« ${p} » peut se lire jour/mois ou mois/jour.`,
  not_a_year: (p: string) => `« ${p} » n'est pas une année.`,
  figure_year: (p: string) =>
    `L'année « ${p} » n'est pas plausible : elle s'écrit avec quatre chiffres, de 1900 à 2200.`,
  as_of_before: (p: string) => `La date d'édition précède le début de la période : « ${p} ».`,
  two_values: (p: string) => `Deux valeurs pour une même édition : « ${p} ». Aucune n'est prise.`,
  unit_midway: (p: string) =>
    `L'unité de la série change en cours de fichier : « ${p} ». Faites une autre série pour l'autre unité.`,
  derived_series: (p: string) =>
    `« ${p} » se calcule par une formule : elle ne reçoit pas de chiffres.`,
  bad_period: (p: string) => `La période « ${p} » n'est pas comprise.`,
  bad_indicator: (p: string) => `« ${p} » n'est pas une clé d'indicateur.`,
  unit_mismatch: (p: string) => `L'unité « ${p} » n'est pas celle de la série.`,
  bad_confidence: (p: string) => `« ${p} » n'est pas une marque de confiance (A, B, C, D, X).`,
  duplicate_line: (p: string) => `Déjà donné à la ligne ${p} de ce fichier.`,
  too_long: (p: string) => `Le texte dépasse ${p} caractères.`,
  too_many_cells: (p: string) => `La ligne a ${p} cellules de plus que l'en-tête.`,
  date_order: (p: string) => `Les dates ne se suivent pas : ${p}.`,
} as const;

export type RefusalCode = keyof typeof sentences;

/** A refused row with its sentence. `shown` is the value at fault, cut short. */
export function refused(line: number, field: string, code: RefusalCode, shown: string): RefusedRow {
  const cut = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
  return { line, field, code, message: sentences[code](cut) };
}
