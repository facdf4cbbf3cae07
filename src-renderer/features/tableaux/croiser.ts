import { filtrables, temporelles, timeSpan } from "../../../src-main/contract/tableaux.ts";
import type { CarteResult, TableauFiltre } from "../../../src-main/contract/tableaux.ts";
import type { Filtrable } from "./demande.ts";
import { entre } from "./demande.ts";

/** What a category narrows the dashboard to: one value of a filter, or a span of days. */
export type Croix = { cle: Filtrable; valeur: string } | { du: string; au: string };

const isFiltrable = (axe: string): axe is Filtrable =>
  (filtrables as readonly string[]).includes(axe);
const isTemps = (axe: string): boolean => (temporelles as readonly string[]).includes(axe);

/** Provinces and what lies between them, by their HCP codes. */
const PROVINCE = /^\d{2}\.(?:\d{3}|inter)$/;
const TEMPS = /^\d{4}(?:-T[1-4]|-\d{2})?$/;

/** What choosing a category of a card narrows; null when no filter says it. */
export function croixDe({ axe }: Pick<CarteResult, "axe">, categorie: string): Croix | null {
  if (axe === null || categorie === "autres") return null;
  if (isTemps(axe) || axe === "periode") return TEMPS.test(categorie) ? timeSpan(categorie) : null;
  if (axe === "territoire" || axe === "province")
    return PROVINCE.test(categorie) || (axe === "province" && categorie === "")
      ? { cle: "province", valeur: categorie }
      : null;
  return isFiltrable(axe) ? { cle: axe, valeur: categorie } : null;
}

/** True when the filter is narrowed to that alone. */
export function estCroisee(filtre: TableauFiltre, croix: Croix): boolean {
  if ("du" in croix) return filtre.du === croix.du && filtre.au === croix.au;
  const values = filtre[croix.cle];
  return values?.length === 1 && values[0] === croix.valeur;
}

/** Narrows the filter to a category; opens it again when it is narrowed to it already. */
export function croiser(filtre: TableauFiltre, croix: Croix): TableauFiltre {
  const on = estCroisee(filtre, croix);
  if ("du" in croix) return entre(filtre, on ? {} : croix);
  const { [croix.cle]: _, ...rest } = filtre;
  return on ? rest : { ...rest, [croix.cle]: [croix.valeur] };
}
