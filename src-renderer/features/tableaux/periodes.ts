import { timeSpan } from "../../../src-main/contract/tableaux.ts";
import type { Days } from "../../ui/filters/index.ts";

/** Periods chosen by one press, in their order. */
export const raccourcis = ["annee", "anneeDerniere", "trimestre", "douzeMois"] as const;
export type Raccourci = (typeof raccourcis)[number];

/** The day after the same day a year ago; a 29 February becomes a 1 March. */
function anAvant(jour: string): string {
  const date = new Date(`${jour}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  date.setUTCDate(date.getUTCDate() + (jour.endsWith("02-29") ? 0 : 1));
  return date.toISOString().slice(0, 10);
}

/**
 * The days of a period. One that is not over stops today, so that what it is compared with is as long.
 * @param jour the user's day, ISO
 */
export function periodeDe(raccourci: Raccourci, jour: string): Required<Days> {
  const year = Number(jour.slice(0, 4));
  switch (raccourci) {
    case "annee":
      return { du: `${year}-01-01`, au: jour };
    case "anneeDerniere":
      return timeSpan(String(year - 1));
    case "trimestre": {
      const quarter = Math.ceil(Number(jour.slice(5, 7)) / 3);
      return { du: timeSpan(`${year}-T${quarter}`).du, au: jour };
    }
    case "douzeMois":
      return { du: anAvant(jour), au: jour };
  }
}
