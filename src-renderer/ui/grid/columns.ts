import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { ReactNode } from "react";
import type { GridView } from "./view.ts";

/** One column of a grid. */
export interface GridColumn<T> {
  key: string;
  label: string;
  /** Unit of every number of the column, shown in the header. */
  unit?: string;
  /** Width before the user resizes, in pixels. */
  width: number;
  /** Takes its share of the space left over, never less than `minWidth`. */
  flexible?: boolean;
  minWidth?: number;
  /** Numbers stand at the end of the line. */
  align?: "start" | "end";
  sortable: boolean;
  shown: boolean;
  render: (row: T) => ReactNode;
  /** Whole text of the cell, for the tooltip of a cut one. */
  text?: (row: T) => string | null;
}

export interface GridSort {
  key: string;
  desc: boolean;
}

export const MIN_WIDTH = 56;
export const MAX_WIDTH = 720;

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  rowSortingFeature,
});

// Rows come from the server by pages: the table model only keeps the columns.
const NO_ROWS: never[] = [];

/** The column model of a grid: order, visibility, widths and sort, on TanStack Table. */
export function useColumnModel<T>(
  columns: readonly GridColumn<T>[],
  view: GridView,
  sort: GridSort,
  onSort: (sort: GridSort) => void,
) {
  const byKey = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns]);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.key,
        accessorFn: () => null,
        header: column.label,
        size: column.width,
        minSize: column.minWidth ?? MIN_WIDTH,
        maxSize: MAX_WIDTH,
        enableSorting: column.sortable,
        sortDescFirst: column.align === "end",
      })),
    [columns],
  );
  const visibility = useMemo(
    () => Object.fromEntries([...view.hidden].map((key) => [key, false])),
    [view.hidden],
  );
  const sorting = useMemo(() => [{ id: sort.key, desc: sort.desc }], [sort.key, sort.desc]);
  const sizing = useMemo(() => ({ ...view.sizes }), [view.sizes]);

  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: {
      columnOrder: view.order,
      columnVisibility: visibility,
      columnSizing: sizing,
      sorting,
    },
    onSortingChange: (updater) => {
      const next = typeof updater === "function" ? updater(sorting) : updater;
      const first = next[0];
      if (first) onSort({ key: first.id, desc: first.desc });
    },
  });

  const shown = table.getVisibleLeafColumns().flatMap((leaf) => {
    const column = byKey.get(leaf.id);
    return column
      ? [
          {
            column,
            width: leaf.getSize(),
            /** The user gave it a width: it no longer stretches. */
            fixed: view.sizes[leaf.id] !== undefined || !column.flexible,
            sorted: leaf.getIsSorted(),
            toggleSort: () => leaf.toggleSorting(),
          },
        ]
      : [];
  });
  return shown;
}

export type ShownColumn<T> = ReturnType<typeof useColumnModel<T>>[number];

/** Track list of the columns and the least width that shows them all, in pixels. */
export function columnTracks<T>(shown: readonly ShownColumn<T>[]): {
  tracks: string;
  least: number;
} {
  let least = 0;
  const tracks = shown.map(({ column, width, fixed }) => {
    const min = fixed ? width : Math.min(column.minWidth ?? MIN_WIDTH, width);
    least += min;
    return fixed ? `${width}px` : `minmax(${min}px, ${width}fr)`;
  });
  return { tracks: tracks.join(" "), least };
}
