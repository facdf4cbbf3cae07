import { useCallback, useMemo, useState } from "react";

/** How a user arranged the columns of one list; kept on this machine, and in saved views. */
export interface Arrangement {
  order: string[];
  hidden: string[];
  sizes: Record<string, number>;
}

interface ArrangeableColumn {
  key: string;
  shown: boolean;
}

export interface GridView {
  /** Every column, in the user's order. */
  order: string[];
  hidden: ReadonlySet<string>;
  /** Widths the user gave, in pixels. */
  sizes: Readonly<Record<string, number>>;
  setOrder: (order: string[]) => void;
  toggle: (key: string) => void;
  setSizes: (sizes: Record<string, number>) => void;
  reset: () => void;
  /** The whole arrangement, to be kept under a name. */
  arrangement: Arrangement;
  /** Takes an arrangement that was kept; null for the first one. */
  apply: (arrangement: Arrangement | null) => void;
}

/** Keys of the columns shown, in the user's order. */
export const visibleColumns = ({ order, hidden }: GridView): string[] =>
  order.filter((key) => !hidden.has(key));

const storageKey = (name: string): string => `daftar.grid.${name}`;

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

/** The arrangement that fits `columns`: unknown columns leave, new ones come in at their place. */
function fit(
  found: Partial<Arrangement> | null,
  columns: readonly ArrangeableColumn[],
): Arrangement {
  const keys = columns.map((column) => column.key);
  if (!found)
    return {
      order: keys,
      hidden: columns.filter((column) => !column.shown).map((column) => column.key),
      sizes: {},
    };
  const kept = strings(found.order).filter((key) => keys.includes(key));
  const fresh = columns.filter((column) => !kept.includes(column.key));
  const hidden = new Set(strings(found.hidden).filter((key) => keys.includes(key)));
  for (const column of fresh) if (!column.shown) hidden.add(column.key);
  const sizes = Object.fromEntries(
    Object.entries(found.sizes ?? {}).filter(
      ([key, size]) => keys.includes(key) && Number.isFinite(size),
    ),
  );
  return { order: [...kept, ...fresh.map((column) => column.key)], hidden: [...hidden], sizes };
}

function read(name: string): Partial<Arrangement> | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey(name)) ?? "null");
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/**
 * Order, visibility and widths of the columns of one list, kept between sessions.
 * @param name of the list, unique in the application.
 */
export function useGridView(name: string, columns: readonly ArrangeableColumn[]): GridView {
  const [kept, setKept] = useState<Partial<Arrangement> | null>(() => read(name));
  const arrangement = useMemo(() => fit(kept, columns), [kept, columns]);

  const change = useCallback(
    (edit: (old: Arrangement) => Arrangement | null) =>
      setKept((old) => {
        const next = edit(fit(old, columns));
        if (next) localStorage.setItem(storageKey(name), JSON.stringify(next));
        else localStorage.removeItem(storageKey(name));
        return next;
      }),
    [columns, name],
  );

  return useMemo(
    () => ({
      order: arrangement.order,
      hidden: new Set(arrangement.hidden),
      sizes: arrangement.sizes,
      setOrder: (order) => change((old) => ({ ...old, order })),
      toggle: (key) =>
        change((old) => {
          const hidden = old.hidden.includes(key)
            ? old.hidden.filter((item) => item !== key)
            : [...old.hidden, key];
          // A list without columns could not be brought back from its own header.
          return hidden.length < old.order.length ? { ...old, hidden } : old;
        }),
      setSizes: (sizes) => change((old) => ({ ...old, sizes })),
      reset: () => change(() => null),
      arrangement,
      apply: (next) => change(() => next && fit(next, columns)),
    }),
    [arrangement, change, columns],
  );
}
