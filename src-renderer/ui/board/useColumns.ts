import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { BoardMove } from "./Board.tsx";
import { withWaiting } from "./moves.ts";
import type { MovableColumn, WaitingMove, Weigh } from "./moves.ts";

/** Tells the cards read on in a column; null when it is read on no more. */
type OnRows<T> = (column: string, rows: readonly T[] | null) => void;

interface Columns<T, C> {
  /** The columns as they are drawn: what was read on in each, and the moves that wait. */
  columns: readonly C[];
  /** The cards of the column a card stands in; the function is the same whatever moves. */
  cardsWith: (row: T) => readonly T[];
  /** Columns whose end came in sight, each with the number of its cards then. */
  reach: Readonly<Record<string, number>>;
  onRows: OnRows<T>;
  onMore: (column: string) => void;
  focus: { id: string } | null;
  setFocus: (focus: { id: string }) => void;
  move: (to: BoardMove) => Promise<void>;
}

const weightless = <C>(column: C): C => column;

/**
 * What a board keeps between two answers of the store: the cards read on in each column, and the moves
 * that are being written.
 * @param found the columns as the store gave them, with their first cards.
 * @param identity what the columns are of: another one forgets what was read on.
 * @param write writes a move and refreshes what it made untrue.
 * @param onError told of a move that was refused; the card is put back.
 * @param weigh what a column sums of its cards; nothing when left out. Must keep its identity, as `write` and `onError`.
 */
export function useColumns<T extends { id: string }, C extends MovableColumn<T>>({
  found,
  identity,
  write,
  onError,
  weigh = weightless,
}: {
  found: readonly C[] | undefined;
  identity: string;
  write: (move: BoardMove) => Promise<void>;
  onError: (error: unknown) => void;
  weigh?: Weigh<T, C>;
}): Columns<T, C> {
  const [moves, setMoves] = useState<readonly WaitingMove<T>[]>([]);
  const [focus, setFocus] = useState<{ id: string } | null>(null);
  const [deep, setDeep] = useState<Readonly<Record<string, readonly T[]>>>({});
  const [reach, setReach] = useState<Readonly<Record<string, number>>>({});

  // Other columns altogether: what was read on in the former ones means nothing.
  const [read, setRead] = useState(identity);
  if (read !== identity) {
    setRead(identity);
    setReach({});
    setDeep({});
  }

  const onRows = useCallback<OnRows<T>>((column, rows) => {
    setDeep(({ [column]: _former, ...rest }) => (rows ? { ...rest, [column]: rows } : rest));
  }, []);

  const columns = useMemo(() => {
    const plain = (found ?? []).map((column) => {
      const further = deep[column.key];
      return further && further.length >= column.rows.length
        ? { ...column, rows: further }
        : column;
    });
    return withWaiting(plain, moves, weigh);
  }, [found, deep, moves, weigh]);

  const latest = useRef(columns);
  useLayoutEffect(() => {
    latest.current = columns;
  }, [columns]);

  const cardsWith = useCallback(
    (row: T) => latest.current.find(({ rows }) => rows.includes(row))?.rows ?? [row],
    [],
  );
  const move = useCallback(
    async (to: BoardMove): Promise<void> => {
      const row = latest.current.flatMap(({ rows }) => rows).find((one) => one.id === to.id);
      if (!row) return;
      const { column, afterId, beforeId } = to;
      const waiting: WaitingMove<T> = { row, column, afterId, beforeId };
      setMoves((old) => [...old.filter((one) => one.row.id !== to.id), waiting]);
      setFocus({ id: to.id });
      try {
        await write(to);
      } catch (error) {
        onError(error);
      } finally {
        setMoves((old) => old.filter((one) => one !== waiting));
      }
    },
    [write, onError],
  );

  const onMore = useCallback(
    (key: string) =>
      setReach((old) => {
        const loaded = columns.find((column) => column.key === key)?.rows.length ?? 0;
        return old[key] === loaded ? old : { ...old, [key]: loaded };
      }),
    [columns],
  );
  return { columns, cardsWith, reach, onRows, onMore, focus, setFocus, move };
}

interface Pages<T> {
  data: { pages: readonly { rows: readonly T[] }[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/**
 * Reads on in one column until the cards the user has come to the end of are passed.
 * @param pages the column's cards, page by page.
 * @param reach how many cards the user has come to the end of.
 */
export function useReadOn<T>(
  { data, hasNextPage, isFetching, fetchNextPage }: Pages<T>,
  { column, reach, onRows }: { column: string; reach: number; onRows: OnRows<T> },
): void {
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? null, [data]);
  useEffect(() => onRows(column, rows), [column, rows, onRows]);
  useEffect(() => () => onRows(column, null), [column, onRows]);
  useEffect(() => {
    if (rows && rows.length <= reach && hasNextPage && !isFetching) void fetchNextPage();
  }, [rows, reach, hasNextPage, isFetching, fetchNextPage]);
}
