import type { FinancementFilter } from "../../../src-main/contract/financements.ts";
import type { ListParams } from "../../lib/listParams.ts";

/** Parameters of choices, by their field of the filter. */
const CHOIX = {
  type: "type",
  statut: "statut",
  categorie: "categorie",
  programme: "programme",
  organismeId: "organisme",
} as const;
const JOURS = { demandeDu: "du", demandeAu: "au" } as const;

/** Parameters of the address of the list. */
export const parametres: readonly string[] = [
  "texte",
  ...Object.values(CHOIX),
  ...Object.values(JOURS),
];

/** What the address of the list narrows, its words apart. */
export function filtreDe({ codes, day }: ListParams): FinancementFilter {
  return Object.fromEntries([
    ...Object.entries(CHOIX).flatMap(([field, name]) =>
      codes(name).length > 0 ? [[field, codes(name)]] : [],
    ),
    ...Object.entries(JOURS).flatMap(([field, name]) =>
      day(name) === undefined ? [] : [[field, day(name)]],
    ),
  ]) as FinancementFilter;
}
