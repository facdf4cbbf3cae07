import { uniteTexte } from "../../../src-main/contract/tableaux-mots.ts";
import { useTableau } from "./contexte.tsx";

/** The unit of a figure in words, agreeing with it when it is given. */
export function useUnite(): (unite: string, value?: number | null) => string {
  const { t, text } = useTableau();
  return (unite, value) => {
    const words = text(uniteTexte(unite));
    return value == null
      ? words
      : t(`unites.${unite}`, { count: Math.round(Math.abs(value)), defaultValue: words });
  };
}
