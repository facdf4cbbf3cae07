import {
  memo,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type {
  ComponentType,
  CSSProperties,
  KeyboardEvent,
  MouseEvent,
  PointerEvent,
  ReactNode,
  Ref,
} from "react";
import { flushSync } from "react-dom";
import { columnTracks, MAX_WIDTH, MIN_WIDTH, useColumnModel } from "./columns.ts";
import type { GridColumn, GridSort, ShownColumn } from "./columns.ts";
import styles from "./grid.module.css";
import { useGridRows } from "./pages.ts";
import type { GridSource } from "./pages.ts";
import { offsetToShow, rowsAt, scrollScale } from "./scroll.ts";
import type { GridView } from "./view.ts";

const ROW_HEIGHT = 34;
const HEAD_HEIGHT = 34;
/** Rows the window advances by: between two steps, scrolling only moves what is drawn. */
const STEP = 8;
/** Skeleton rows before anything is known. */
const FIRST_SKELETON = 40;
const RESIZE_STEP = 16;

export interface GridLabels {
  /** Name of the grid for assistive technology. */
  grid: string;
  /** How to use the keyboard, read when the grid gets the focus. */
  help: string;
}

export interface GridHandle {
  focus: () => void;
}

export interface GridStatus {
  /** Rows of the current filter and sort are on screen, or it is known that there are none. */
  ready: boolean;
  count: number;
  error: Error | null;
}

/** Rows marked for a command on many, one by one or all that the filter keeps. */
export interface GridMarks<T> {
  state: "none" | "some" | "all";
  has: (id: string) => boolean;
  set: (rows: readonly T[], on: boolean) => void;
  all: (on: boolean) => void;
  labels: { all: string; row: (row: T) => string };
}

export interface GridProps<T extends { id: string }> {
  /** Name of the list: the place in it is kept while the user reads a record. */
  name: string;
  columns: readonly GridColumn<T>[];
  view: GridView;
  source: GridSource<T>;
  sort: GridSort;
  onSort: (sort: GridSort) => void;
  selectedId: string | null;
  onSelect: (row: T | null) => void;
  /** Enter or double click. `around` holds the loaded rows near this one, in list order. */
  onOpen: (row: T, around: T[]) => void;
  /** Shift + Enter. */
  onOpenBeside?: (row: T) => void;
  marks?: GridMarks<T>;
  onStatus?: (status: GridStatus) => void;
  /** Keys the grid does not take, with the row under the cursor. */
  onRowKey?: (event: KeyboardEvent, row: T) => void;
  labels: GridLabels;
  empty: ReactNode;
  /** What stands in the place of rows that could not be read. */
  Failed: ComponentType<{ error: Error; onRetry: () => void }>;
  ref?: Ref<GridHandle>;
}

interface Place {
  identity: string;
  scrollTop: number;
  active: Cell;
}

interface Cell {
  /** -1 is the header. */
  row: number;
  col: number;
}

const places = new Map<string, Place>();
const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), Math.max(low, high));

/**
 * A virtualised list of records of any length: sorted by the server, read page by page at any
 * place, with the ARIA grid keyboard model. Columns are chosen, ordered and resized by the user.
 */
export function Grid<T extends { id: string }>(props: GridProps<T>) {
  const { name, columns, view, source, sort, onSort, selectedId, onSelect, onOpen, labels } = props;
  const { onStatus, onRowKey, onOpenBeside, marks, empty, Failed, ref } = props;
  const gridId = useId();
  const element = useRef<HTMLDivElement>(null);
  const rowsElement = useRef<HTMLDivElement>(null);
  const [remembered] = useState(() => {
    const place = places.get(name);
    return place?.identity === source.identity ? place : null;
  });

  const [viewport, setViewport] = useState(600);
  const [anchor, setAnchor] = useState(
    remembered ? Math.floor(remembered.scrollTop / ROW_HEIGHT / STEP) * STEP : 0,
  );
  const [active, setActive] = useState<Cell>(remembered?.active ?? { row: 0, col: 0 });
  const [byKeys, setByKeys] = useState(false);
  const follow = useRef(false);
  /** Row a range of marks is drawn from; null when the next one begins it. */
  const markFrom = useRef<number | null>(null);
  const toRestore = useRef(remembered);
  const { identity } = source;

  const shown = useColumnModel(columns, view, sort, onSort);
  const { tracks, least } = columnTracks(shown);
  const perView = Math.ceil(viewport / ROW_HEIGHT);
  const data = useGridRows(source, anchor, anchor + STEP + perView);
  const { count, error, retry } = data;
  const drawn = data.loading ? FIRST_SKELETON : count;
  const scale = useMemo(() => scrollScale(drawn, ROW_HEIGHT, viewport), [drawn, viewport]);

  const range = rowsAt(anchor * ROW_HEIGHT, viewport + STEP * ROW_HEIGHT, drawn, ROW_HEIGHT);
  const activeCell: Cell = {
    row: clamp(active.row, -1, drawn - 1),
    col: clamp(active.col, 0, shown.length - 1),
  };

  /** Puts the drawn rows where the scroll bar says, without a render. */
  const placeRows = useCallback(() => {
    const scroller = element.current;
    const rows = rowsElement.current;
    if (!scroller || !rows) return;
    const shift = range.first * ROW_HEIGHT - scale.toOffset(scroller.scrollTop);
    rows.style.transform = `translateY(${Math.round(shift)}px)`;
    if (!toRestore.current) places.set(name, { identity, scrollTop: scroller.scrollTop, active });
  }, [range.first, scale, name, identity, active]);
  useLayoutEffect(placeRows);

  useEffect(() => {
    const scroller = element.current;
    if (!scroller) return undefined;
    const onScroll = (): void => {
      const offset = scale.toOffset(scroller.scrollTop);
      const next = Math.floor(offset / ROW_HEIGHT / STEP) * STEP;
      // Synchronous, so that the frame that scrolled is the frame that shows the rows.
      if (next !== anchor) flushSync(() => setAnchor(next));
      else placeRows();
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    return () => scroller.removeEventListener("scroll", onScroll);
  }, [anchor, placeRows, scale]);

  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller) return undefined;
    const measure = (): void => setViewport(Math.max(0, scroller.clientHeight - HEAD_HEIGHT));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, []);

  // A list that is opened again is where it was left; another filter or sort starts at the top.
  const shownIdentity = useRef(identity);
  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller || shownIdentity.current === identity) return;
    shownIdentity.current = identity;
    scroller.scrollTop = 0;
    setAnchor(0);
    setActive((old) => ({ row: Math.min(old.row, 0), col: old.col }));
  }, [identity]);
  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller || !toRestore.current || data.loading) return;
    scroller.scrollTop = toRestore.current.scrollTop;
    toRestore.current = null;
  }, [data.loading]);
  const ready = !data.loading && !data.stale;
  useEffect(() => {
    onStatus?.({ ready: ready || error !== null, count, error: error });
  }, [onStatus, ready, count, error]);

  // With the panel open, the cursor takes the selection along, once its row has come.
  const activeRow = activeCell.row >= 0 ? data.row(activeCell.row) : undefined;
  useEffect(() => {
    if (!follow.current || !activeRow) return;
    follow.current = false;
    if (selectedId !== null && activeRow.id !== selectedId) onSelect(activeRow);
  }, [activeRow, selectedId, onSelect]);

  useImperativeHandle(ref, () => ({ focus: () => element.current?.focus() }), []);

  const reveal = (cell: Cell): void => {
    const scroller = element.current;
    if (!scroller) return;
    if (cell.row >= 0) {
      const offset = scale.toOffset(scroller.scrollTop);
      const next = offsetToShow(cell.row, offset, viewport, ROW_HEIGHT);
      if (next !== offset) {
        scroller.scrollTop = scale.toScroll(next);
        // Now rather than at the scroll event: the active cell is drawn with the key that chose it.
        setAnchor(Math.floor(next / ROW_HEIGHT / STEP) * STEP);
      }
    }
    const head = scroller.querySelectorAll<HTMLElement>("[role=columnheader]")[cell.col];
    if (!head) return;
    const box = scroller.getBoundingClientRect();
    const at = head.getBoundingClientRect();
    if (at.left < box.left) scroller.scrollLeft -= box.left - at.left;
    else if (at.right > box.right) scroller.scrollLeft += at.right - box.right;
  };

  const moveTo = (row: number, col: number): void => {
    const cell = { row: clamp(row, -1, count - 1), col: clamp(col, 0, shown.length - 1) };
    setByKeys(true);
    setActive(cell);
    if (cell.row !== activeCell.row && cell.row >= 0) follow.current = true;
    reveal(cell);
  };

  const toggleMark = (row: T): void => marks?.set([row], !marks.has(row.id));

  /** Shift and an arrow: marks on the way out, takes the marks off on the way back. */
  const stretch = (by: 1 | -1): void => {
    const from = activeCell.row;
    const next = clamp(from + by, 0, count - 1);
    const [here, there] = [data.row(from), data.row(next)];
    if (!marks || next === from || !here || !there) return;
    const start = (markFrom.current ??= from);
    if (Math.abs(next - start) < Math.abs(from - start)) marks.set([here], false);
    else marks.set([here, there], true);
    moveTo(next, activeCell.col);
    markFrom.current = start;
  };

  /** Marks every row from the one marked last; only when all of them have been read. */
  const markTo = (index: number): void => {
    const start = markFrom.current ?? activeCell.row;
    const rows: T[] = [];
    for (let at = Math.min(start, index); at <= Math.max(start, index); at += 1) {
      const row = data.row(at);
      if (!row) return;
      rows.push(row);
    }
    marks?.set(rows, true);
  };

  const around = (index: number): T[] => {
    const rows: T[] = [];
    for (let at = Math.max(0, index - source.pageSize); at <= index + source.pageSize; at += 1) {
      const row = data.row(at);
      if (row) rows.push(row);
    }
    return rows;
  };

  const resize = (index: number, width: number): void => {
    const column = shown[index]?.column;
    if (!column) return;
    const size = Math.round(clamp(width, column.minWidth ?? MIN_WIDTH, MAX_WIDTH));
    view.setSizes({ ...view.sizes, [column.key]: size });
  };

  const headWidth = (index: number): number =>
    element.current?.querySelectorAll<HTMLElement>("[role=columnheader]")[index]?.offsetWidth ??
    MIN_WIDTH;

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const { row, col } = activeCell;
    const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
    const sideways = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const forward = rtl ? -sideways : sideways;
    const control = event.ctrlKey || event.metaKey;
    const { shiftKey: shift } = event;

    if (marks && shift && row >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      stretch(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      return;
    }
    if (!shift && event.key !== "Shift") markFrom.current = null;
    if (marks && control && (event.code === "KeyA" || event.key === "a")) marks.all(true);
    else if (marks && (control || shift) && event.key === " ") {
      if (activeRow) toggleMark(activeRow);
    } else if (marks && event.key === "Escape" && marks.state !== "none") marks.all(false);
    else if (shift && event.key === "Enter" && activeRow && onOpenBeside) onOpenBeside(activeRow);
    else if (sideways !== 0 && event.altKey && row === -1)
      resize(col, headWidth(col) + forward * RESIZE_STEP);
    else if (event.altKey) return;
    else if (sideways !== 0) moveTo(row, col + forward);
    else if (event.key === "ArrowDown") moveTo(row + 1, col);
    else if (event.key === "ArrowUp") moveTo(row - 1, col);
    else if (event.key === "PageDown") moveTo(row + page, col);
    else if (event.key === "PageUp") moveTo(Math.max(0, row - page), col);
    else if (event.key === "Home") moveTo(control ? 0 : row, 0);
    else if (event.key === "End") moveTo(control ? count - 1 : row, shown.length - 1);
    else if (event.key === "Escape" && selectedId !== null) onSelect(null);
    else if (event.key === "Enter" || event.key === " ") {
      const head = row === -1 ? shown[col] : undefined;
      if (head?.column.sortable) head.toggleSort();
      else if (activeRow && event.key === "Enter") onOpen(activeRow, around(row));
      else if (activeRow) onSelect(activeRow.id === selectedId ? null : activeRow);
    } else {
      if (activeRow && !control) onRowKey?.(event, activeRow);
      return;
    }
    event.preventDefault();
  };

  const rowOf = (event: MouseEvent): { row: T; index: number } | null => {
    const line = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    const index = Number(line?.dataset.index ?? -1);
    const row = line ? data.row(index) : undefined;
    return row ? { row, index } : null;
  };
  const onRowClick = (event: MouseEvent): void => {
    const hit = rowOf(event);
    if (!hit) return;
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[role=gridcell]");
    setByKeys(false);
    setActive({ row: hit.index, col: Number(cell?.ariaColIndex ?? 1) - 1 });
    const box = (event.target as HTMLElement).closest("[data-mark]") !== null;
    if (marks && (box || event.ctrlKey || event.metaKey || event.shiftKey)) {
      if (event.shiftKey) markTo(hit.index);
      else toggleMark(hit.row);
      markFrom.current = hit.index;
      element.current?.focus();
      return;
    }
    onSelect(hit.row);
  };
  const onRowDoubleClick = (event: MouseEvent): void => {
    const hit = rowOf(event);
    if ((event.target as HTMLElement).closest("[data-mark]")) return;
    if (hit) onOpen(hit.row, around(hit.index));
  };

  const cellId = (cell: Cell): string => `${gridId}-${cell.row}-${cell.col}`;
  const isEmpty = ready && data.counted && count === 0 && !error;
  const lines: ReactNode[] = [];
  if (!isEmpty && !(error && data.loading))
    for (let index = range.first; index <= range.last; index += 1) {
      const row = data.row(index);
      lines.push(
        <Line
          key={index}
          row={row}
          index={index}
          columns={shown.length}
          shown={shown}
          selected={row !== undefined && row.id === selectedId}
          marked={marks && row ? marks.has(row.id) : undefined}
          markLabel={marks?.labels.row}
          activeCol={activeCell.row === index ? activeCell.col : -1}
          activeId={activeCell.row === index ? cellId(activeCell) : undefined}
        />,
      );
    }
  const activeDrawn =
    activeCell.row === -1 || (activeCell.row >= range.first && activeCell.row <= range.last);

  return (
    <div className={styles.frame}>
      <div
        ref={element}
        className={styles.grid}
        role="grid"
        tabIndex={0}
        aria-label={labels.grid}
        aria-describedby={`${gridId}-help`}
        aria-rowcount={data.counted ? count + 1 : -1}
        aria-colcount={shown.length}
        aria-multiselectable={marks ? true : undefined}
        aria-busy={data.loading || data.stale}
        aria-activedescendant={activeDrawn && lines.length > 0 ? cellId(activeCell) : undefined}
        data-keys={byKeys || undefined}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) setByKeys(true);
        }}
        style={{ "--tracks": tracks, "--row": `${ROW_HEIGHT}px` } as CSSProperties}
      >
        <div
          role="presentation"
          className={styles.inner}
          style={{ blockSize: scale.physical + HEAD_HEIGHT, minInlineSize: least }}
        >
          <div role="rowgroup" className={styles.head}>
            <div role="row" aria-rowindex={1} className={styles.headRow}>
              {shown.map((item, col) => (
                <Head
                  key={item.column.key}
                  item={item}
                  col={col}
                  id={cellId({ row: -1, col })}
                  active={activeCell.row === -1 && activeCell.col === col}
                  marks={col === 0 ? marks : undefined}
                  onPick={() => setActive({ row: -1, col })}
                  onResize={(width) => resize(col, width)}
                  onFit={() => {
                    const { [item.column.key]: _, ...rest } = view.sizes;
                    view.setSizes(rest);
                  }}
                />
              ))}
            </div>
          </div>
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid takes the keys */}
          <div
            role="rowgroup"
            className={styles.layer}
            style={{ blockSize: viewport }}
            data-stale={data.stale || undefined}
            onClick={onRowClick}
            onDoubleClick={onRowDoubleClick}
          >
            <div role="presentation" ref={rowsElement} className={styles.rows}>
              {lines}
            </div>
          </div>
        </div>
      </div>
      {isEmpty && <div className={styles.message}>{empty}</div>}
      {error && data.loading && (
        <div className={styles.message}>
          <Failed error={error} onRetry={retry} />
        </div>
      )}
      <span id={`${gridId}-help`} hidden>
        {labels.help}
      </span>
    </div>
  );
}

interface HeadProps<T> {
  item: ShownColumn<T>;
  col: number;
  id: string;
  active: boolean;
  /** Of the first column: the box that marks everything. */
  marks: Pick<GridMarks<T>, "state" | "all" | "labels"> | undefined;
  onPick: () => void;
  onResize: (width: number) => void;
  onFit: () => void;
}

function Head<T>({ item, col, id, active, marks, onPick, onResize, onFit }: HeadProps<T>) {
  const { column, sorted } = item;
  const dragging = useRef<{ x: number; width: number; rtl: boolean } | null>(null);

  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    const head = event.currentTarget.parentElement;
    if (!head || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const rtl = getComputedStyle(head).direction === "rtl";
    dragging.current = { x: event.clientX, width: head.offsetWidth, rtl };
  };
  const move = (event: PointerEvent<HTMLSpanElement>): void => {
    const from = dragging.current;
    if (from) onResize(from.width + (event.clientX - from.x) * (from.rtl ? -1 : 1));
  };
  const stop = (): void => {
    dragging.current = null;
  };

  return (
    // The focus stays on the grid, which names its active cell and takes the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="columnheader"
      id={id}
      aria-colindex={col + 1}
      aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined}
      className={styles.headCell}
      data-align={column.align}
      data-active={active || undefined}
      data-sortable={column.sortable || undefined}
      data-key={column.key}
      onClick={() => {
        onPick();
        if (column.sortable) item.toggleSort();
      }}
    >
      {marks && (
        <input
          type="checkbox"
          data-mark
          className={styles.mark}
          tabIndex={-1}
          aria-label={marks.labels.all}
          checked={marks.state === "all"}
          ref={(box) => {
            if (box) box.indeterminate = marks.state === "some";
          }}
          onChange={() => marks.all(marks.state === "none")}
          onClick={(event) => event.stopPropagation()}
        />
      )}
      <span className={styles.headLabel} title={column.label}>
        {column.label}
        {column.unit && <span className={styles.unit}> {column.unit}</span>}
      </span>
      {sorted && (
        <span aria-hidden className={styles.arrow}>
          {sorted === "asc" ? "↑" : "↓"}
        </span>
      )}
      <span
        aria-hidden
        className={styles.handle}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={stop}
        onPointerCancel={stop}
        onDoubleClick={onFit}
        onClick={(event) => event.stopPropagation()}
      />
    </div>
  );
}

interface LineProps<T> {
  row: T | undefined;
  index: number;
  /** Number of columns: with `shown` compared by column, tells when a line must be drawn again. */
  columns: number;
  shown: readonly ShownColumn<T>[];
  selected: boolean;
  /** Undefined where rows are not marked. */
  marked: boolean | undefined;
  markLabel: ((row: T) => string) | undefined;
  activeCol: number;
  activeId: string | undefined;
}

const sameLine = <T,>(a: LineProps<T>, b: LineProps<T>): boolean =>
  a.row === b.row &&
  a.index === b.index &&
  a.columns === b.columns &&
  a.selected === b.selected &&
  a.marked === b.marked &&
  a.activeCol === b.activeCol &&
  a.activeId === b.activeId &&
  a.shown.every((item, col) => item.column === b.shown[col]?.column);

function PlainLine<T extends { id: string }>(props: LineProps<T>) {
  const { row, index, shown, selected, marked, markLabel, activeCol, activeId } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-id={row?.id}
      data-marked={marked || undefined}
      className={styles.line}
    >
      {shown.map(({ column }, col) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={col + 1}
          id={col === activeCol ? activeId : undefined}
          data-active={col === activeCol || undefined}
          data-align={column.align}
          data-key={column.key}
          className={styles.cell}
          title={(row && column.text?.(row)) ?? undefined}
        >
          {col === 0 && row && marked !== undefined && (
            <input
              type="checkbox"
              data-mark
              className={styles.mark}
              tabIndex={-1}
              readOnly
              checked={marked}
              aria-label={markLabel?.(row)}
            />
          )}
          {row ? (
            column.render(row)
          ) : (
            <span
              className={styles.bone}
              style={{ inlineSize: `${40 + ((index * 7 + col * 13) % 5) * 10}%` }}
            />
          )}
        </div>
      ))}
    </div>
  );
}

const Line = memo(PlainLine, sameLine) as typeof PlainLine;
