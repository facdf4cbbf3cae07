import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCatalogue } from "../../data/index.ts";
import type { CatalogueView } from "../../data/index.ts";
import { sansCode } from "../../../src-main/contract/primitives.ts";
import type { Option } from "../inputs.tsx";

/** Lists of the catalogue that do not bear the name of their filter. */
const LISTS: Readonly<Record<string, string>> = {
  secteur: "secteur_barometre",
  etat: "etat_procedure",
};

const PLACES: Readonly<Record<string, readonly string[]>> = {
  province: ["province", "interprovincial"],
  commune: ["commune"],
};

/** Codes and labels one can filter by. @param provinces those that communes are kept from */
export function useFilterOptions(name: string, provinces?: readonly string[]): Option[] {
  const catalogue = useCatalogue();
  return useMemo(() => {
    if (name === "officier")
      return catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }));
    const levels = PLACES[name];
    if (levels === undefined) return catalogue.options(LISTS[name] ?? name);
    return catalogue.territoires
      .filter((row) => levels.includes(row.level))
      .filter((row) => name === "province" || !provinces || provinces.includes(row.province ?? ""))
      .map((row) => ({ value: row.code, label: catalogue.territoire(row.code) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [name, provinces, catalogue]);
}

const labelOf = (catalogue: CatalogueView, name: string, value: string): string => {
  if (name === "officier") return catalogue.utilisateur(value);
  if (PLACES[name]) return catalogue.territoire(value);
  return catalogue.label(LISTS[name] ?? name, value);
};

/** The values of a filter as its chip tells them: two names, and how many more. */
export function useFilterText(): (name: string, values: readonly string[]) => string | null {
  const { t } = useTranslation("filtres");
  const catalogue = useCatalogue();
  return (name, values) => {
    if (values.length === 0) return null;
    const first = values
      .slice(0, 2)
      .map((value) =>
        value === sansCode || value === "" ? t("nonRenseigne") : labelOf(catalogue, name, value),
      )
      .join(t("separateur"));
    return values.length > 2 ? `${first} +${values.length - 2}` : first;
  };
}
