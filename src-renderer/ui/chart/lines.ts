import { starred } from "./columns.ts";
import { extent, rowsOf, stackedExtent } from "./model.ts";
import type { ChartDatum, ChartProps, ChartRow, ChartSeries, Extent } from "./model.ts";
import { ticksOf } from "./scale.ts";
import { spread, thinned, widest, widthOf, wrap } from "./text.ts";

const NAME = 11;
const LINE = 12;

const measure = (text: string): number => widthOf(text, NAME);

/** The name of a series at the end of its line: its words, and its last figure. */
export interface EndName {
  series: ChartSeries;
  lines: string[];
  /** Its middle, in pixels from the top of the drawing. */
  y: number;
}

export interface LinesPlan {
  rows: ChartRow[];
  height: number;
  /** Pixels above the plot, right of it, of the names below it and of the scale left of it. */
  top: number;
  right: number;
  axis: number;
  scale: number;
  /** Pixels from the scale to the first moment. */
  padding: number;
  ticks: number[];
  /** Which moments are named, and which points carry their figure. */
  shown: boolean[];
  figures: boolean[];
  /** Each moment has room for the words « not published ». */
  roomy: boolean;
  /** Names at the end of lines; null when the series are named above instead. */
  ends: Omit<EndName, "y">[] | null;
}

/** The last figure of a series that is published, and the moment it belongs to. */
function lastOf(chart: ChartProps, key: string): { value: number; datum: ChartDatum } | null {
  const datum = chart.data.findLast(({ values }) => values[key]?.value != null);
  const value = datum?.values[key]?.value;
  return datum === undefined || value == null ? null : { value, datum };
}

/** The last figure as it is written; with its moment when later ones are not published. */
function lastFigure(chart: ChartProps, key: string): string {
  const last = lastOf(chart, key);
  if (last === null) return chart.unpublished;
  const figure = chart.format(last.value);
  return last.datum === chart.data.at(-1) ? figure : `${figure} (${last.datum.label})`;
}

/** Names of several series at the end of their lines, when they take no more than a third of the width. */
function endNames(chart: ChartProps, width: number, plot: number): LinesPlan["ends"] {
  if (chart.series.length < 2) return null;
  const names = chart.series.map((series) => {
    const lines = wrap(series.label, width * 0.27, measure);
    return { series, lines: [...lines, lastFigure(chart, series.key)] };
  });
  const tall = names.reduce((sum, { lines }) => sum + lines.length * LINE + 2, 0);
  const wide = widest(
    names.flatMap(({ lines }) => lines),
    NAME,
  );
  return tall <= plot && wide <= width * 0.3 ? names : null;
}

/** Rows of stacked surfaces: where a piece is not published no surface is drawn at all. */
function wholeRows(chart: ChartProps): ChartRow[] {
  return chart.data.map((datum) => {
    const lacks = chart.series.some(({ key }) => datum.values[key]?.value == null);
    const [row] = rowsOf([datum], chart.series, null);
    return lacks
      ? { ...row!, ...Object.fromEntries(chart.series.map(({ key }) => [key, null])) }
      : row!;
  });
}

/** Points that carry their figure: those of a single line, all or only its last and its highest. */
function figuresShown(chart: ChartProps, step: number): boolean[] {
  const [only] = chart.series;
  if (chart.series.length !== 1 || !only) return [];
  const values = chart.data.map(({ values }) => values[only.key]?.value ?? null);
  const figures = values.map((value) => (value === null ? "" : chart.format(value)));
  if (widest(figures, NAME) <= step - 4) return values.map(() => true);
  const last = values.findLastIndex((value) => value !== null);
  const top = values.indexOf(Math.max(...values.flatMap((value) => value ?? [])));
  const apart = Math.abs(last - top) * step > widest(figures, NAME) + 6;
  return values.map((_, place) => place === last || (place === top && apart));
}

/**
 * Everything a chart of lines needs to know before it is drawn.
 * @param width pixels
 */
export function planLines(chart: ChartProps, areas: boolean, width: number): LinesPlan {
  const { data, series, height = 190 } = chart;
  const lacking = data.some(({ values }) => series.some(({ key }) => values[key]?.value === null));
  const axis = lacking ? 32 : 20;
  const top = 16;
  const reach: Extent = areas ? stackedExtent(data, series) : extent(data, series);
  const ticks = ticksOf(reach);
  const scale = Math.ceil(widest(ticks.map(chart.format), NAME)) + 10;
  const ends = endNames(chart, width, height - axis - top);
  const right = ends
    ? Math.ceil(
        widest(
          ends.flatMap(({ lines }) => lines),
          NAME,
        ),
      ) + 24
    : 0;
  const names = starred(chart);
  // Half the name of either end, so that none leaves the drawing.
  const padding =
    Math.ceil(Math.max(widest(names.slice(-1), NAME), widest(names.slice(0, 1), NAME)) / 2) + 4;
  const step = (width - scale - right - 2 * padding) / Math.max(data.length - 1, 1);
  const shownNames = lacking ? [...names, chart.unpublished] : names;
  return {
    rows: areas ? wholeRows(chart) : rowsOf(data, series, null),
    height,
    top,
    right,
    axis,
    scale,
    padding,
    ticks,
    shown: thinned(names, step, () => widest(shownNames, NAME)),
    figures: areas ? [] : figuresShown(chart, step),
    roomy: step > widthOf(chart.unpublished, NAME) + 4,
    ends,
  };
}

/** Names at the end of lines, moved apart: beside the last point, or the middle of the last surface. */
export function placeEnds(chart: ChartProps, areas: boolean, plan: LinesPlan): EndName[] {
  const [low, high] = [plan.ticks[0]!, plan.ticks.at(-1)!];
  const plot = plan.height - plan.axis - plan.top;
  const yOf = (value: number): number => plan.top + plot * (1 - (value - low) / (high - low));
  const whole = plan.rows.findLast((row) => chart.series.every(({ key }) => row[key] != null));
  let below = 0;
  const wanted = chart.series.map(({ key }) => {
    if (!areas) return yOf(lastOf(chart, key)?.value ?? 0);
    const value = Number(whole?.[key] ?? 0);
    below += value;
    return yOf(below - value / 2);
  });
  const ends = plan.ends ?? [];
  const middles = spread(
    wanted,
    ends.map(({ lines }) => lines.length * LINE + 2),
    2,
    plan.height - plan.axis + 6,
  );
  return ends.map((end, place) => ({ ...end, y: middles[place]! }));
}
