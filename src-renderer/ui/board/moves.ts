/** A column as it is drawn while moves are being written. */
export interface MovableColumn<T> {
  key: string;
  count: number;
  rows: readonly T[];
}

/** A move that the store has not answered yet. */
export interface WaitingMove<T> {
  row: T;
  column: string;
  afterId: string | null;
  beforeId: string | null;
}

/** What a column sums of its cards, once a card came (1) or left (-1). */
export type Weigh<T, C> = (column: C, row: T, change: number) => C;

/**
 * The columns as they will be once the waiting moves are written. A move already in the columns changes
 * nothing, so that the answer of the store and the guess may overlap.
 */
export function withWaiting<T extends { id: string }, C extends MovableColumn<T>>(
  columns: readonly C[],
  moves: readonly WaitingMove<T>[],
  weigh: Weigh<T, C>,
): readonly C[] {
  return moves.reduce((now, { row, column, afterId, beforeId }) => {
    if (!now.some(({ key }) => key === column)) return now;
    return now.map((state) => {
      const rows = state.rows.filter(({ id }) => id !== row.id);
      const leaves = rows.length < state.rows.length ? 1 : 0;
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
      return { ...weigh(state, row, change), rows, count: state.count + change };
    });
  }, columns);
}
