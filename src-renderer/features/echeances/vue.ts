import type { EcheancesFilter } from "../../../src-main/contract/echeances.ts";

/** What the three views are three ways to look at. */
export type Filtre = EcheancesFilter & { du: string; au: string };

export type Vue = "tableau" | "calendrier" | "frise";

/** What every view is given. */
export interface VueProps {
  filtre: Filtre;
  today: string;
  /** Something narrows the view. */
  filtered: boolean;
  onClear: () => void;
  /** How many there are, for the top of the screen. */
  onCount: (count: number | undefined) => void;
}
