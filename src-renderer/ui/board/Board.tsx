import {
  closestCenter,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import type {
  Announcements,
  CollisionDetection,
  DragEndEvent,
  DragMoveEvent,
  KeyboardCoordinateGetter,
} from "@dnd-kit/core";
import { IconGripVertical } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { CSSProperties, KeyboardEvent, ReactNode } from "react";
import styles from "./board.module.css";

/** Height of a card with its gap, in pixels: one height, so that long columns stay cheap. */
const CARD_HEIGHT = 122;
const GAP = 8;
/** In milliseconds. */
const FOCUS_DELAY = 120;

export interface BoardColumn<T> {
  key: string;
  /** Name of the column for assistive technology and announcements. */
  label: string;
  header: ReactNode;
  cards: readonly T[];
  /** Cards of the column in the register, loaded or not. */
  count: number;
}

export interface BoardMove {
  id: string;
  column: string;
  /** The cards it now stands between; null at an end. */
  afterId: string | null;
  beforeId: string | null;
}

export interface BoardLabels {
  board: string;
  /** What a card is, after its name: « dossier déplaçable ». */
  role: string;
  /** Name of the handle of a card. */
  handle: (card: string) => string;
  /** How to drag with the keyboard, read on the handle. */
  instructions: string;
  picked: (card: string) => string;
  over: (card: string, column: string, place: number) => string;
  dropped: (card: string, column: string) => string;
  cancelled: (card: string) => string;
  emptyColumn: string;
}

export interface BoardProps<T extends { id: string }> {
  columns: readonly BoardColumn<T>[];
  labels: BoardLabels;
  /** Short name of a card, for announcements. */
  nameOf: (card: T) => string;
  /** Content of a card. The grip is drawn beside it. */
  renderCard: (card: T, column: string) => ReactNode;
  onMove: (move: BoardMove) => void;
  /** The end of what is loaded of a column is near. */
  onMore: (column: string) => void;
  /** Keys pressed on a card that the board does not take. */
  onCardKey?: (event: KeyboardEvent, card: T) => void;
  /** Card to focus once it is drawn, after a move; a new object asks again. */
  focus?: { id: string } | null;
}

/** Where a dragged card would land. */
interface Target {
  column: string;
  /** The card it would stand before; null at the end of the column. */
  beforeId: string | null;
}

type Over = { column: string; cardId: string | null };

// The card under the pointer first, else the column; with the keyboard, the nearest centre.
const detect: CollisionDetection = (args) => {
  const within = args.pointerCoordinates ? pointerWithin(args) : closestCenter(args);
  const card = within.find(({ id }) => String(id).startsWith("card:"));
  return card ? [card] : within.slice(0, 1);
};

/** Arrows go to the nearest card or column on that side of the screen, whatever the direction of writing. */
const nearestOnSide: KeyboardCoordinateGetter = (event, { context }) => {
  const { collisionRect, droppableRects, droppableContainers } = context;
  if (!collisionRect) return undefined;
  const sides = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const side = sides[event.code as keyof typeof sides];
  if (!side) return undefined;
  event.preventDefault();
  const [dx = 0, dy = 0] = side;
  const x = collisionRect.left + collisionRect.width / 2;
  const y = collisionRect.top + collisionRect.height / 2;
  let best: { left: number; top: number; distance: number } | null = null;
  for (const container of droppableContainers.getEnabled()) {
    const rect = droppableRects.get(container.id);
    if (!rect) continue;
    const isColumn = String(container.id).startsWith("col:");
    // A column is aimed at by its top, where its first card would stand.
    const cx = rect.left + rect.width / 2;
    const cy = isColumn ? rect.top + collisionRect.height / 2 : rect.top + rect.height / 2;
    const along = (cx - x) * dx + (cy - y) * dy;
    const across = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx);
    if (along < 12 || (dy !== 0 && across > rect.width / 2)) continue;
    const distance = along + across * (dx === 0 ? 4 : 0.5);
    if (!best || distance < best.distance)
      best = { left: cx - collisionRect.width / 2, top: cy - collisionRect.height / 2, distance };
  }
  return best ? { x: best.left, y: best.top } : undefined;
};

/**
 * Columns of cards that are dragged with the pointer or the keyboard. It draws and tells; the
 * owner of the cards decides what a move means and puts the card where it belongs.
 */
export function Board<T extends { id: string }>(props: BoardProps<T>) {
  const { columns, labels, nameOf, renderCard, onMove, onMore, onCardKey } = props;
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const cards = useMemo(
    () =>
      new Map(
        columns.flatMap((column) =>
          column.cards.map((card) => [card.id, { card, column }] as const),
        ),
      ),
    [columns],
  );
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: nearestOnSide,
      keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] },
    }),
  );

  const targetOf = (event: DragMoveEvent | DragEndEvent): Target | null => {
    const over = event.over?.data.current as Over | undefined;
    if (!over) return null;
    const column = columns.find(({ key }) => key === over.column);
    if (!column) return null;
    const ids = column.cards.map(({ id }) => id).filter((id) => id !== event.active.id);
    if (over.cardId === null) {
      const rect = event.active.rect.current.translated;
      const first = event.over && rect && rect.top <= event.over.rect.top + CARD_HEIGHT / 2;
      return { column: over.column, beforeId: first ? (ids[0] ?? null) : null };
    }
    if (over.cardId === event.active.id) {
      const all = column.cards.map(({ id }) => id);
      return { column: over.column, beforeId: all[all.indexOf(over.cardId) + 1] ?? null };
    }
    const dragged = event.active.rect.current.translated;
    const rect = event.over?.rect;
    const below = dragged && rect && dragged.top + dragged.height / 2 > rect.top + rect.height / 2;
    const at = ids.indexOf(over.cardId);
    return { column: over.column, beforeId: (below ? ids[at + 1] : ids[at]) ?? null };
  };

  const finish = (event: DragEndEvent): void => {
    const landed = targetOf(event);
    const id = String(event.active.id);
    const from = cards.get(id);
    setDraggedId(null);
    setTarget(null);
    if (!landed || !from) return;
    const all = columns.find(({ key }) => key === landed.column)?.cards ?? [];
    const ids = all.map((card) => card.id).filter((other) => other !== id);
    const at = landed.beforeId === null ? ids.length : ids.indexOf(landed.beforeId);
    const afterId = ids[at - 1] ?? null;
    const beforeId = ids[at] ?? null;
    const own = from.column.cards.map((card) => card.id);
    const place = own.indexOf(id);
    const unmoved =
      from.column.key === landed.column &&
      (own[place - 1] ?? null) === afterId &&
      (own[place + 1] ?? null) === beforeId;
    if (!unmoved) onMove({ id, column: landed.column, afterId, beforeId });
  };

  const said = (id: string | number): string => {
    const found = cards.get(String(id));
    return found ? nameOf(found.card) : "";
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => labels.picked(said(active.id)),
    onDragOver: ({ active, over }) => {
      const data = over?.data.current as Over | undefined;
      const column = columns.find(({ key }) => key === data?.column);
      if (!data || !column) return undefined;
      const place = column.cards.findIndex(({ id }) => id === data.cardId) + 1;
      return labels.over(said(active.id), column.label, Math.max(1, place));
    },
    onDragEnd: ({ active, over }) => {
      const data = over?.data.current as Over | undefined;
      const column = columns.find(({ key }) => key === data?.column);
      return column
        ? labels.dropped(said(active.id), column.label)
        : labels.cancelled(said(active.id));
    },
    onDragCancel: ({ active }) => labels.cancelled(said(active.id)),
  };

  const { focus: wanted } = props;
  useEffect(() => {
    if (!wanted) return undefined;
    // A menu that closes gives the focus back to its button, which has gone with the card.
    const timer = setTimeout(() => {
      root.current?.querySelector<HTMLElement>(`[data-card="${wanted.id}"] [data-main]`)?.focus();
    }, FOCUS_DELAY);
    return () => clearTimeout(timer);
  }, [wanted]);

  /** Arrows on a card's main button walk through the board. */
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
    if (!at || draggedId || !(event.target as HTMLElement).matches("[data-main]")) return;
    const found = cards.get(at.dataset.card ?? "");
    if (!found) return;
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const index = found.column.cards.findIndex(({ id }) => id === found.card.id);
    const place = columns.findIndex(({ key }) => key === found.column.key);
    const sideways = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    let next: T | undefined;
    if (event.key === "ArrowDown") next = found.column.cards[index + 1];
    else if (event.key === "ArrowUp") next = found.column.cards[index - 1];
    else if (sideways !== 0) {
      const step = rtl ? -sideways : sideways;
      let to = place + step;
      while (columns[to] && columns[to]?.cards.length === 0) to += step;
      const there = columns[to]?.cards ?? [];
      next = there[Math.min(index, there.length - 1)];
    } else {
      onCardKey?.(event, found.card);
      return;
    }
    event.preventDefault();
    if (!next) return;
    const id = next.id;
    const focus = (): boolean => {
      const main = root.current?.querySelector<HTMLElement>(`[data-card="${id}"] [data-main]`);
      main?.focus();
      main?.closest("[data-card]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
      return Boolean(main);
    };
    if (!focus()) requestAnimationFrame(focus);
  };

  const dragged = draggedId ? cards.get(draggedId) : undefined;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={detect}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: labels.instructions },
      }}
      onDragStart={({ active }) => setDraggedId(String(active.id))}
      onDragMove={(event) => {
        const next = targetOf(event);
        setTarget((old) =>
          old?.column === next?.column && old?.beforeId === next?.beforeId ? old : next,
        );
      }}
      onDragEnd={finish}
      onDragCancel={() => {
        setDraggedId(null);
        setTarget(null);
      }}
    >
      <div
        ref={root}
        className={styles.board}
        role="group"
        aria-label={labels.board}
        onKeyDown={onKeyDown}
        style={{ "--card-height": `${CARD_HEIGHT - GAP}px` } as CSSProperties}
      >
        {columns.map((column) => (
          <Column
            key={column.key}
            column={column}
            labels={labels}
            nameOf={nameOf}
            renderCard={renderCard}
            onMore={onMore}
            draggedId={draggedId}
            targetId={target?.column === column.key ? (target.beforeId ?? END) : null}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className={styles.card} data-lifted>
            <span className={styles.grip}>
              <IconGripVertical size={14} aria-hidden="true" />
            </span>
            <div className={styles.content}>{renderCard(dragged.card, dragged.column.key)}</div>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/** Marks the end of a column as the place a card would land. */
const END = "\u0000";

interface ColumnProps<T> extends Pick<
  BoardProps<T & { id: string }>,
  "labels" | "nameOf" | "renderCard" | "onMore"
> {
  column: BoardColumn<T>;
  draggedId: string | null;
  /** Card before which the dragged one would land, `END`, or null elsewhere. */
  targetId: string | null;
}

function Column<T extends { id: string }>(props: ColumnProps<T>) {
  const { column, labels, nameOf, renderCard, onMore, draggedId, targetId } = props;
  const list = useRef<HTMLDivElement>(null);
  const { setNodeRef } = useDroppable({
    id: `col:${column.key}`,
    data: { column: column.key, cardId: null } satisfies Over,
  });
  const { cards, count, key } = column;
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises this component
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => list.current,
    estimateSize: () => CARD_HEIGHT,
    overscan: 5,
    paddingEnd: 24,
    getItemKey: (index) => cards[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (cards.length < count && lastDrawn >= cards.length - 8) onMore(key);
  }, [cards.length, count, lastDrawn, key, onMore]);

  return (
    <section className={styles.column} aria-label={column.label} data-column={key} ref={setNodeRef}>
      <div className={styles.columnHead}>{column.header}</div>
      <div ref={list} className={styles.list} data-target={targetId !== null || undefined}>
        {cards.length === 0 && <p className={styles.emptyColumn}>{labels.emptyColumn}</p>}
        <ul style={{ blockSize: virtual.getTotalSize() }}>
          {items.map((item) => {
            const card = cards[item.index];
            return (
              card && (
                <li
                  key={card.id}
                  style={{ insetBlockStart: item.start }}
                  aria-setsize={count}
                  aria-posinset={item.index + 1}
                >
                  <Card
                    id={card.id}
                    column={key}
                    label={labels.handle(nameOf(card))}
                    role={labels.role}
                    lifted={card.id === draggedId}
                    landing={
                      targetId === card.id
                        ? "before"
                        : targetId === END && item.index === cards.length - 1
                          ? "after"
                          : undefined
                    }
                  >
                    <Content card={card} column={key} render={renderCard} />
                  </Card>
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

// A card's content does not change while another one is dragged over it.
const Content = memo(function Content<T>(props: {
  card: T;
  column: string;
  render: (card: T, column: string) => ReactNode;
}) {
  return props.render(props.card, props.column);
}) as <T>(props: {
  card: T;
  column: string;
  render: (card: T, column: string) => ReactNode;
}) => ReactNode;

interface CardProps {
  id: string;
  column: string;
  label: string;
  role: string;
  lifted: boolean;
  landing: "before" | "after" | undefined;
  children: ReactNode;
}

function Card({ id, column, label, role, lifted, landing, children }: CardProps) {
  const { setNodeRef: dropRef } = useDroppable({
    id: `card:${id}`,
    data: { column, cardId: id } satisfies Over,
  });
  const { attributes, listeners, setNodeRef, setActivatorNodeRef } = useDraggable({
    id,
    attributes: { roleDescription: role },
  });
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    setNodeRef(element.current);
    dropRef(element.current);
  }, [setNodeRef, dropRef]);
  return (
    <div
      ref={element}
      className={styles.card}
      data-card={id}
      data-lifted-from={lifted || undefined}
      data-landing={landing}
      onPointerDown={listeners?.onPointerDown as (() => void) | undefined}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={styles.grip}
        aria-label={label}
        aria-describedby={attributes["aria-describedby"]}
        aria-roledescription={attributes["aria-roledescription"]}
        onKeyDown={listeners?.onKeyDown as (() => void) | undefined}
      >
        <IconGripVertical size={14} aria-hidden="true" />
      </button>
      <div className={styles.content}>{children}</div>
    </div>
  );
}
