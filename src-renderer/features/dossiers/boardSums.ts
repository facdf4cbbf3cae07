import type { DossierRow } from "../../../src-main/contract/dossiers.ts";

/** A column of the board as it is shown. Amounts in centimes. */
export interface ColumnState {
  key: string;
  count: number;
  montant: number;
  emplois: number;
  rows: readonly DossierRow[];
}

/** The sums of a column once a card came (1) or left (-1). */
export const weigh = (column: ColumnState, row: DossierRow, change: number): ColumnState => ({
  ...column,
  montant: column.montant + change * (row.montant ?? 0),
  emplois: column.emplois + change * (row.emplois ?? 0),
});
