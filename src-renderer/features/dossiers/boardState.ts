import type { DossierRow } from "../../../src-main/contract/dossiers.ts";

/** A column of the board as it is shown. Amounts in centimes. */
export interface ColumnState {
  key: string;
  count: number;
  montant: number;
  emplois: number;
  rows: readonly DossierRow[];
}

/** A move the store has not answered yet. */
export interface PendingMove {
  row: DossierRow;
  column: string;
  afterId: string | null;
  beforeId: string | null;
}

/**
 * The columns as they will be once the pending moves are written. A move that is already in the
 * columns changes nothing, so that the answer of the store and the guess may overlap.
 */
export function withMoves(
  columns: readonly ColumnState[],
  moves: readonly PendingMove[],
): readonly ColumnState[] {
  return moves.reduce<readonly ColumnState[]>((now, { row, column, afterId, beforeId }) => {
    const from = now.find(({ rows }) => rows.some(({ id }) => id === row.id));
    if (!now.some(({ key }) => key === column)) return now;
    return now.map((state) => {
      const rows = state.rows.filter(({ id }) => id !== row.id);
      const leaves = state.key === from?.key ? 1 : 0;
      const comes = state.key === column ? 1 : 0;
      if (leaves === 0 && comes === 0) return state;
      if (comes === 1) {
        const after = rows.findIndex(({ id }) => id === afterId);
        const before = rows.findIndex(({ id }) => id === beforeId);
        const at =
          after >= 0 ? after + 1 : before >= 0 ? before : afterId === null ? 0 : rows.length;
        rows.splice(at, 0, row);
      }
      const change = comes - leaves;
      return {
        ...state,
        rows,
        count: state.count + change,
        montant: state.montant + change * (row.montant ?? 0),
        emplois: state.emplois + change * (row.emplois ?? 0),
      };
    });
  }, columns);
}
