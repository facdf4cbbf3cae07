import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { uniteTexte } from "../../../src-main/contract/tableaux-mots.ts";
import { pick } from "../../lib/format.ts";

/** The name of a unit in the language of the session; a unit we do not know as it was typed. */
export function useUnit(): (unit: string) => string {
  const { i18n } = useTranslation();
  const langue = i18n.language as Langue;
  return useCallback((unit) => pick(uniteTexte(unit), langue), [langue]);
}
