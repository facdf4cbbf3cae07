import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import type { Announcements, DragEndEvent } from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { IconGripVertical } from "@tabler/icons-react";
import { Fragment, useEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { TableColumn } from "../surfaces.tsx";
import surfaces from "../surfaces.module.css";
import classes from "./SortableTable.module.css";

/** What the table says to who does not see it. */
export interface SortableLabels {
  instructions: string;
  handleHeader: string;
  handle: (name: string) => string;
  picked: (name: string) => string;
  over: (name: string, place: number) => string;
  dropped: (name: string, place: number) => string;
  cancelled: (name: string) => string;
}

export interface SortableMove {
  id: string;
  /** Row above and row below the new place; null at an end. */
  afterId: string | null;
  beforeId: string | null;
}

export interface SortableTableProps<Row extends { id: string }> {
  /** Name of the table for screen readers. */
  label: string;
  labels: SortableLabels;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  nameOf: (row: Row) => string;
  /** Heading above a row; null when it continues the group of the row before. */
  heading?: (row: Row, before: Row | undefined) => ReactNode;
  /** A row that no longer counts is drawn pale. */
  pale?: (row: Row) => boolean;
  /** False: the order is only read. */
  movable: boolean;
  onMove: (move: SortableMove) => void;
}

/** A table whose rows are put in order by dragging, or with Alt and the arrows. */
export function SortableTable<Row extends { id: string }>(props: SortableTableProps<Row>) {
  const { label, labels, columns, rows, nameOf, heading, pale, movable, onMove } = props;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] },
    }),
  );
  const ids = rows.map(({ id }) => id);
  const body = useRef<HTMLTableSectionElement>(null);
  const moved = useRef<string | null>(null);
  const order = ids.join();
  // A row that moved keeps the focus of the keyboard.
  useEffect(() => {
    if (moved.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${moved.current}"]`);
    moved.current = null;
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- runs once the new order is drawn
  }, [order]);

  const place = (id: string, to: number): void => {
    const others = ids.filter((each) => each !== id);
    onMove({ id, afterId: others[to - 1] ?? null, beforeId: others[to] ?? null });
  };
  const finish = ({ active, over }: DragEndEvent): void => {
    const to = over ? ids.indexOf(String(over.id)) : -1;
    if (to >= 0 && over?.id !== active.id) place(String(active.id), to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const there = ids[index + step];
    const here = ids[index];
    if (step === 0 || here === undefined) return;
    if (event.altKey) {
      event.preventDefault();
      if (!movable || there === undefined) return;
      moved.current = here;
      place(here, index + step);
    } else if (event.target === event.currentTarget && there !== undefined) {
      event.preventDefault();
      body.current?.querySelector<HTMLElement>(`[data-row="${there}"]`)?.focus();
    }
  };
  const said = (id: string | number): string => {
    const row = rows.find((each) => each.id === id);
    return row ? nameOf(row) : "";
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => labels.picked(said(active.id)),
    onDragOver: ({ active, over }) =>
      over ? labels.over(said(active.id), ids.indexOf(String(over.id)) + 1) : undefined,
    onDragEnd: ({ active, over }) =>
      over
        ? labels.dropped(said(active.id), ids.indexOf(String(over.id)) + 1)
        : labels.cancelled(said(active.id)),
    onDragCancel: ({ active }) => labels.cancelled(said(active.id)),
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: labels.instructions },
      }}
      onDragEnd={finish}
    >
      <table className={`${surfaces.table} ${classes.table}`} aria-label={label}>
        <thead>
          <tr>
            {movable && (
              <th scope="col" className={classes.handleCell}>
                <span className={classes.hidden}>{labels.handleHeader}</span>
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric ? surfaces.numeric : undefined}
                style={column.width ? { inlineSize: column.width } : undefined}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          <SortableContext items={ids} strategy={verticalListSortingStrategy}>
            {rows.map((row, index) => {
              const title = heading?.(row, rows[index - 1]);
              return (
                <Fragment key={row.id}>
                  {title && (
                    <tr className={classes.heading}>
                      <th scope="colgroup" colSpan={columns.length + (movable ? 1 : 0)}>
                        {title}
                      </th>
                    </tr>
                  )}
                  <SortableRow
                    row={row}
                    columns={columns}
                    movable={movable}
                    pale={pale?.(row) ?? false}
                    handle={labels.handle(nameOf(row))}
                    onKeyDown={(event) => onKeyDown(event, index)}
                  />
                </Fragment>
              );
            })}
          </SortableContext>
        </tbody>
      </table>
    </DndContext>
  );
}

interface SortableRowProps<Row> {
  row: Row;
  columns: readonly TableColumn<Row>[];
  movable: boolean;
  pale: boolean;
  handle: string;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function SortableRow<Row extends { id: string }>(props: SortableRowProps<Row>) {
  const { row, columns, movable, pale, handle, onKeyDown } = props;
  const {
    setNodeRef,
    setActivatorNodeRef,
    attributes,
    listeners,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: row.id, disabled: !movable });
  return (
    <tr
      ref={setNodeRef}
      data-row={row.id}
      data-pale={pale || undefined}
      data-lifted={isDragging || undefined}
      tabIndex={0}
      className={classes.row}
      style={{
        transform: transform ? `translateY(${transform.y}px)` : undefined,
        transition: transition ?? undefined,
      }}
      onKeyDown={onKeyDown}
    >
      {movable && (
        <td className={classes.handleCell}>
          <button
            type="button"
            ref={setActivatorNodeRef}
            className={classes.handle}
            aria-label={handle}
            aria-describedby={attributes["aria-describedby"]}
            {...listeners}
          >
            <IconGripVertical size={14} aria-hidden="true" />
          </button>
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} className={column.numeric ? surfaces.numeric : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
