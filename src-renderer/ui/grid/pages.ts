import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryFunction, QueryKey } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface GridPage<T> {
  rows: T[];
  next: string | null;
}

export interface GridAnchors {
  count: number;
  /** `cursors[i]` opens page `i + 1`. */
  cursors: string[];
}

interface Ask<R> {
  queryKey: QueryKey;
  queryFn: QueryFunction<R>;
}

/** Where a grid's rows come from: pages by cursor, and the cursors of all pages. */
export interface GridSource<T> {
  /** Changes with the filter and the sort: the grid then starts again from the top. */
  identity: string;
  /** Rows per page; the same for pages and anchors. */
  pageSize: number;
  page: (cursor: string | null) => Ask<GridPage<T>>;
  anchors: () => Ask<GridAnchors>;
}

/** A jump waits this long for the hand to stop, in milliseconds. */
const SETTLE = 35;
/** A long drag of the scroll bar still fills in this often, in milliseconds. */
const MAX_WAIT = 110;
/** Pages remembered around the visible ones, so that coming back shows rows at once. */
const REMEMBERED = 40;

interface PageRange {
  from: number;
  to: number;
}

/** Pages seen, so that rows stay on screen while newer ones are on their way. */
class PageMemory<T> {
  #identity: string | null = null;
  #pages = new Map<number, GridPage<T>>();

  /** Pages of a list; of another list, only the first two stay, until the new ones come. */
  of(identity: string): { pages: ReadonlyMap<number, GridPage<T>>; former: boolean } {
    if (this.#identity === identity) return { pages: this.#pages, former: false };
    const first = [...this.#pages].filter(([index]) => index <= 1);
    return { pages: new Map(first), former: first.length > 0 };
  }

  keep(identity: string, index: number, page: GridPage<T>): void {
    if (this.#identity !== identity) {
      this.#identity = identity;
      this.#pages = new Map();
    }
    this.#pages.set(index, page);
  }

  /** Forgets pages far from where the user is. */
  trim(around: number): void {
    if (this.#pages.size <= REMEMBERED) return;
    for (const index of this.#pages.keys())
      if (index > 1 && Math.abs(index - around) > REMEMBERED / 2) this.#pages.delete(index);
  }
}

/** Pages worth asking for: at once beside the last ones, after a pause when the bar flies. */
function useSettled(from: number, to: number): PageRange {
  const [settled, setSettled] = useState<PageRange>({ from, to });
  const waitingSince = useRef<number | null>(null);
  const near = Math.abs(from - settled.from) <= 2 && Math.abs(to - settled.to) <= 2;
  if (near && (settled.from !== from || settled.to !== to)) setSettled({ from, to });

  useEffect(() => {
    if (near) {
      waitingSince.current = null;
      return undefined;
    }
    const now = performance.now();
    waitingSince.current ??= now;
    const waited = now - waitingSince.current;
    const timer = setTimeout(
      () => {
        waitingSince.current = null;
        setSettled({ from, to });
      },
      waited >= MAX_WAIT ? 0 : SETTLE,
    );
    return () => clearTimeout(timer);
  }, [from, to, near]);
  return settled;
}

export interface GridRows<T> {
  /** Rows of the list as far as it is known: exact once the anchors have come. */
  count: number;
  /** The exact number of rows is known. */
  counted: boolean;
  /** A row, or undefined while its page is on its way. */
  row: (index: number) => T | undefined;
  /** Nothing of this list has ever been shown yet. */
  loading: boolean;
  /** The rows on screen still belong to the former filter or sort. */
  stale: boolean;
  error: Error | null;
  retry: () => void;
}

/**
 * Random access to a list of any length, page by page.
 * @param from first visible row.
 * @param to last visible row.
 */
export function useGridRows<T>(source: GridSource<T>, from: number, to: number): GridRows<T> {
  const client = useQueryClient();
  const { identity, pageSize } = source;

  const [memory] = useState(() => new PageMemory<T>());
  const known = memory.of(identity);

  // The rows in view first: the anchors of a long list take longer than a page.
  const primed = client.getQueryData(source.page(null).queryKey) !== undefined;
  const anchors = useQuery({
    ...source.anchors(),
    enabled: primed,
    placeholderData: (old) => old,
  });
  const exact = anchors.data && !anchors.isPlaceholderData ? anchors.data : null;

  const settled = useSettled(
    Math.max(0, Math.floor(from / pageSize)),
    Math.max(0, Math.floor(to / pageSize)),
  );

  const cursorOf = (page: number): string | null | undefined => {
    if (page === 0) return null;
    const anchored = exact?.cursors[page - 1];
    if (anchored !== undefined) return anchored;
    const before = cursorOf(page - 1);
    if (before === undefined) return undefined;
    const cached = client.getQueryData<GridPage<T>>(source.page(before).queryKey);
    return cached?.next ?? undefined;
  };

  const lastIndex = exact ? Math.max(0, Math.ceil(exact.count / pageSize) - 1) : settled.to + 1;
  const wanted: { index: number; cursor: string | null }[] = [];
  const visible = [];
  for (let index = settled.from; index <= settled.to; index += 1) visible.push(index);
  for (const index of new Set([0, ...visible, settled.to + 1, settled.from - 1])) {
    if (index < 0 || index > lastIndex) continue;
    const cursor = cursorOf(index);
    if (cursor !== undefined) wanted.push({ index, cursor });
  }

  const results = useQueries({
    queries: wanted.map(({ index, cursor }) => ({
      ...source.page(cursor),
      gcTime: 60_000,
      placeholderData: () => known.pages.get(index),
    })),
  });

  const pages = new Map(known.pages);
  let stale = false;
  let error: Error | null = null;
  for (const [place, { index }] of wanted.entries()) {
    const result = results[place];
    if (result?.data) pages.set(index, result.data);
    if (index === 0 && result?.isPlaceholderData) stale = known.former;
    if (result?.error && !result.data) error = result.error;
  }
  if (anchors.error && !anchors.data) error ??= anchors.error;

  useLayoutEffect(() => {
    for (const [place, { index }] of wanted.entries()) {
      const result = results[place];
      if (result?.data && !result.isPlaceholderData) memory.keep(identity, index, result.data);
    }
    memory.trim(settled.from);
  });

  const first = pages.get(0);
  const firstIsReal = first !== undefined && !stale;
  const whole = firstIsReal && first.next === null ? first.rows.length : null;
  const reach = Math.max(...pages.keys(), 0);
  const end = pages.get(reach);
  const guess = end ? reach * pageSize + end.rows.length + (end.next ? pageSize : 0) : 0;
  const count = whole ?? exact?.count ?? (stale ? (anchors.data?.count ?? guess) : guess);

  const retry = useCallback(() => {
    void client.refetchQueries({ predicate: (query) => query.state.status === "error" });
  }, [client]);

  return {
    count,
    counted: whole !== null || exact !== null,
    row: (index) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    loading: first === undefined,
    stale,
    error,
    retry,
  };
}
