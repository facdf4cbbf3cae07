import type { KeyboardEvent } from "react";
import classes from "./chart.module.css";
import type { ChartDatum, ChartProps, ChartSeries } from "./model.ts";

/** A mark's place on the screen. */
export interface Box {
  x: number;
  y: number;
}

const WAYS: Readonly<Record<string, Box>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The mark an arrow leads to: the nearest one that way, a sideways pixel counting double.
 * @param boxes middles of all marks
 * @returns its place, undefined when there is none that way
 */
export function neighbour(boxes: readonly Box[], from: number, key: string): number | undefined {
  const way = WAYS[key];
  const here = boxes[from];
  if (!way || !here) return undefined;
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  boxes.forEach((box, place) => {
    const along = (box.x - here.x) * way.x + (box.y - here.y) * way.y;
    const aside = Math.abs((box.x - here.x) * way.y) + Math.abs((box.y - here.y) * way.x);
    if (place !== from && along > 1 && along + 2 * aside < least) {
      best = place;
      least = along + 2 * aside;
    }
  });
  return best;
}

/** Arrows walk from mark to mark; from the figure itself any arrow enters at the first one. */
export function walkMarks(event: KeyboardEvent<HTMLElement>): void {
  const figure = event.currentTarget;
  if (event.key === "Escape" && event.target !== figure) {
    event.stopPropagation();
    figure.focus();
    return;
  }
  if (!(event.key in WAYS)) return;
  const marks = [...figure.querySelectorAll<HTMLElement>("[data-mark]")];
  const from = marks.findIndex((mark) => mark === event.target);
  const to =
    from < 0
      ? 0
      : neighbour(
          marks.map((mark) => {
            const { left, top, width, height } = mark.getBoundingClientRect();
            return { x: left + width / 2, y: top + height / 2 };
          }),
          from,
          event.key,
        );
  const mark = to === undefined ? undefined : marks[to];
  if (!mark) return;
  event.preventDefault();
  mark.focus();
}

/** A figure in words: name, series, figure with its unit. */
export function sayMark(chart: ChartProps, datum: ChartDatum, series: ChartSeries): string {
  const entry = datum.values[series.key];
  const figure =
    entry?.value == null ? chart.unpublished : `${chart.format(entry.value)} ${chart.unit}`;
  const names = chart.series.length > 1 ? [datum.label, series.label] : [datum.label];
  return [...names, `${figure}${entry?.partial ? "*" : ""}`].join(", ");
}

/** What makes a drawn figure answer to a click and to Enter; nothing when there is nothing to open. */
export function markProps(chart: ChartProps, datum: ChartDatum, series: ChartSeries) {
  const select = chart.onSelect;
  if (!select || datum.values[series.key]?.value == null) return {};
  const open = () => select(datum.key, series.key);
  return {
    role: "button",
    tabIndex: -1,
    "data-mark": "",
    "aria-label": sayMark(chart, datum, series),
    className: classes.clickable,
    onClick: open,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    },
  };
}
