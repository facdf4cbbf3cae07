import type { TFunction } from "i18next";
import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Langue, Libelle } from "../../../src-main/contract/primitives.ts";
import { useCatalogue } from "../../data/index.ts";
import { pick } from "../../lib/format.ts";
import { sourceNames, type SourceName } from "../../../src-main/contract/sources.ts";

export interface Tableau {
  langue: Langue;
  dir: "ltr" | "rtl";
  t: TFunction<"tableaux">;
  /** A label in the language of the page. */
  text: (label: Libelle) => string;
  /** Name of a source in the language of the page. */
  sourceName: SourceName;
  /** Name of a territory by its code, in the language of the page; undefined when there is none. */
  placeName: (code: string) => string | undefined;
}

const Contexte = createContext<Tableau | null>(null);

/** Language and names for everything inside: the session's, or that of the paper. */
export function TableauProvider({ langue, children }: { langue: Langue; children: ReactNode }) {
  const { i18n } = useTranslation();
  const catalogue = useCatalogue();
  const value = useMemo<Tableau>(() => {
    const text = (label: Libelle): string => pick(label, langue);
    return {
      langue,
      dir: langue === "ar" ? "rtl" : "ltr",
      t: i18n.getFixedT(langue, "tableaux"),
      text,
      sourceName: sourceNames(catalogue.rows("source"), text),
      placeName: (code) => {
        const place = catalogue.territoireRow(code);
        return place && text(place.label);
      },
    };
  }, [langue, i18n, catalogue]);
  return <Contexte value={value}>{children}</Contexte>;
}

/** Language and names of the dashboard around the component. */
export function useTableau(): Tableau {
  const value = useContext(Contexte);
  if (value === null) throw new Error("useTableau outside of TableauProvider");
  return value;
}
