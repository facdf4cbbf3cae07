/** Tallest scroll area, in pixels. Beyond 2^24 the compositor's floats no longer hold every pixel. */
const MAX_HEIGHT = 15_000_000;

/** Rows drawn above and below the visible ones. */
const OVERSCAN = 14;

export interface ScrollScale {
  /** Height given to the scrolled element, in pixels. */
  physical: number;
  /** List position of a scroll position, in pixels of the unscaled list. */
  toOffset: (scrollTop: number) => number;
  /** Scroll position of a list position. */
  toScroll: (offset: number) => number;
}

/**
 * Maps a list of any length on a scroll bar a browser can draw. The rows have one height, and a
 * virtualiser that reads the element would clamp to the scaled height: hence this division.
 * @param rows number of rows.
 * @param rowHeight in pixels.
 * @param viewport height of the visible rows, in pixels.
 * @param max tallest element allowed, in pixels.
 */
export function scrollScale(
  rows: number,
  rowHeight: number,
  viewport: number,
  max: number = MAX_HEIGHT,
): ScrollScale {
  const real = rows * rowHeight;
  const physical = Math.min(real, max);
  const span = Math.max(0, real - viewport);
  const travel = Math.max(0, physical - viewport);
  const factor = travel > 0 ? span / travel : 1;
  const within = (value: number, top: number): number => Math.min(Math.max(value, 0), top);
  return {
    physical,
    toOffset: (scrollTop) => within(scrollTop * factor, span),
    toScroll: (offset) => within(offset, span) / factor,
  };
}

export interface RowRange {
  /** First and last rows drawn, overscan included. */
  first: number;
  last: number;
  /** First and last rows the user sees. */
  from: number;
  to: number;
}

/** Rows to draw at a list position. `last` is -1 when the list is empty. */
export function rowsAt(
  offset: number,
  viewport: number,
  rows: number,
  rowHeight: number,
): RowRange {
  const from = Math.min(Math.max(0, Math.floor(offset / rowHeight)), Math.max(0, rows - 1));
  const to = Math.min(rows - 1, Math.floor((offset + Math.max(viewport - 1, 0)) / rowHeight));
  return {
    from,
    to,
    first: Math.max(0, from - OVERSCAN),
    last: Math.min(rows - 1, to + OVERSCAN),
  };
}

/**
 * List position that brings a row into view with the least movement.
 * @returns the current position when the row is already in view.
 */
export function offsetToShow(
  row: number,
  offset: number,
  viewport: number,
  rowHeight: number,
): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  if (top + rowHeight > offset + viewport) return top + rowHeight - viewport;
  return offset;
}
