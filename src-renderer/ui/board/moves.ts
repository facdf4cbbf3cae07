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

/**
 * The columns as they will be once the waiting moves are written. A move already in the columns changes
 * nothing, so that the answer of the store and the guess may overlap.
 */
export function withWaiting<T extends { id: string }>(
  columns: readonly MovableColumn<T>[],
  moves: readonly WaitingMove<T>[],
): readonly MovableColumn<T>[] {
  return moves.reduce((now, { row, column, afterId, beforeId }) => {
    if (!now.some(({ key }) => key === column)) return now;
    return now.map((state) => {
      const rows = state.rows.filter(({ id }) => id !== row.id);
      const left = rows.length < state.rows.length ? 1 : 0;
      if (state.key !== column) return left ? { ...state, rows, count: state.count - 1 } : state;
      const after = rows.findIndex(({ id }) => id === afterId);
      const before = rows.findIndex(({ id }) => id === beforeId);
      const at = after >= 0 ? after + 1 : before >= 0 ? before : afterId === null ? 0 : rows.length;
      rows.splice(at, 0, row);
      return { ...state, rows, count: state.count + 1 - left };
    });
  }, columns);
}
