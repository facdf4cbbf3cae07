import { extent, isPartial, stackedExtent, totalOf } from "./model.ts";
import type { ChartProps, Extent } from "./model.ts";
import { FIGURE } from "./bars.tsx";
import { axisDomain } from "./scale.ts";
import { thinned, widest, widthOf, wrap } from "./text.ts";

/** Names of at most so many letters are moments: some may be left out, the others tell where one is. */
const MOMENT = 8;
const NAME = 11;

/** The name of a moment, starred when a figure of it covers part of its period. */
export const starred = (chart: ChartProps): string[] =>
  chart.data.map((datum) => `${datum.label}${isPartial(datum) ? "*" : ""}`);

/**
 * Names under columns.
 * @param step pixels from one to the next
 * @returns the lines of each, none for those left out; null when they do not fit and none may be left out
 */
export function columnNames(names: readonly string[], step: number): string[][] | null {
  const measure = (text: string): number => widthOf(text, NAME);
  const lines = names.map((name) => wrap(name, step - 6, measure));
  const fits = lines.every((one) => one.length <= 2 && widest(one, NAME) <= step - 6);
  if (fits) return lines;
  if (names.some((name) => name.length > MOMENT)) return null;
  const shown = thinned(names, step, measure);
  return names.map((name, place) => (shown[place] ? [name] : []));
}

export interface ColumnPlan {
  figures: "flat" | "upright" | "none";
  domain: [number, number];
  extent: Extent;
}

/**
 * How figures stand over columns, and the axis that leaves room for them.
 * @param step pixels from one name to the next
 * @param plot pixels of the axis
 */
export function planColumns(
  chart: ChartProps,
  stacked: boolean,
  step: number,
  plot: number,
): ColumnPlan {
  const { data, series } = chart;
  const reach = stacked ? stackedExtent(data, series) : extent(data, series);
  const side = stacked ? 1 : series.length;
  const slot = Math.min((step * 0.76) / side, 44);
  const width = stacked ? widest(totalsOf(chart), FIGURE + 1) : widest(figuresOf(chart), FIGURE);
  const flat = side === 1 ? width <= step - 3 : width <= slot + 2;
  const figures = flat ? "flat" : slot >= FIGURE - 1 ? "upright" : "none";
  const room = figures === "flat" ? FIGURE + 5 : figures === "upright" ? width + 6 : 4;
  const domain = axisDomain(reach, plot, { before: reach.min < 0 ? room : 0, after: room });
  return { figures, domain, extent: reach };
}

/** The figures of a chart as they are written. */
export const figuresOf = (chart: ChartProps): string[] =>
  chart.data.flatMap((datum) =>
    chart.series.flatMap(({ key }) => {
      const entry = datum.values[key];
      if (entry === undefined) return [];
      return entry.value === null ? chart.unpublished : chart.format(entry.value);
    }),
  );

/** The totals of a chart of stacks as they are written, at their longest. */
export const totalsOf = (chart: ChartProps): string[] =>
  chart.data.map((datum) => {
    const { value, incomplete } = totalOf(datum, chart.series);
    if (value === null) return chart.unpublished;
    return `${chart.format(value)}${incomplete ? ` + ${chart.unpublished}` : ""}`;
  });
