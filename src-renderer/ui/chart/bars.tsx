import type { BarShapeProps } from "recharts";
import { apart } from "../../lib/bidi.tsx";
import classes from "./chart.module.css";
import { markProps } from "./marks.ts";
import { totalOf } from "./model.ts";
import type { ChartDatum, ChartProps, ChartRow, ChartSeries } from "./model.ts";
import { paintOf } from "./paint.ts";
import { fillOf } from "./Patterns.tsx";
import { widthOf } from "./text.ts";
import { totalText, useWords } from "./words.ts";

/** Size of the figures beside bars, in pixels. */
export const FIGURE = 11;

export interface BarOptions {
  chart: ChartProps;
  series: ChartSeries;
  place: number;
  patternId: string;
  layout: "columns" | "rows";
  /** Figures of columns: across, upright when columns are narrow, or none when they are thinner than a line. */
  figures: "flat" | "upright" | "none";
}

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

const boundsOf = (props: BarShapeProps): Bounds => ({
  x: Math.min(props.x, props.x + props.width),
  y: Math.min(props.y, props.y + props.height),
  width: Math.abs(props.width),
  height: Math.abs(props.height),
});

/** Where the figure of a bar stands: beyond its end, on the side it grows to. */
function endOf(options: BarOptions, { x, y, width, height }: Bounds, negative: boolean) {
  if (options.layout === "rows") {
    // Growing rightwards: a gain in a left-to-right page, a loss in a mirrored one.
    const right = (options.chart.dir === "rtl") === negative;
    return {
      x: right ? x + width + 5 : x - 5,
      y: y + height / 2,
      textAnchor: right ? ("start" as const) : ("end" as const),
      dominantBaseline: "central" as const,
    };
  }
  const end = negative ? y + height + 4 : y - 4;
  if (options.figures === "flat") {
    const base = negative ? ("hanging" as const) : ("auto" as const);
    return { x: x + width / 2, y: end, textAnchor: "middle" as const, dominantBaseline: base };
  }
  return {
    textAnchor: negative ? ("end" as const) : ("start" as const),
    dominantBaseline: "central" as const,
    transform: `translate(${x + width / 2} ${end}) rotate(-90)`,
  };
}

/** Fill of a bar, with an outline when it is hatched. */
function barStyle({ series, place, patternId }: BarOptions, partial: boolean) {
  const paint = paintOf(series, place);
  const fill = fillOf(paint, patternId, place, partial);
  return partial ? { fill, stroke: paint.color } : { fill };
}

/** A bar and the figure at its end; the words « not published » where there is no figure. */
export function barShape(options: BarOptions) {
  const { chart, series } = options;
  return function Shape(props: BarShapeProps) {
    const { datum } = props.payload as ChartRow;
    const entry = datum.values[series.key];
    if (entry === undefined) return <g />;
    const bounds = boundsOf(props);
    const { value } = entry;
    const end = endOf(options, bounds, value !== null && value < 0);
    return (
      <g {...markProps(chart, datum, series)}>
        {value !== null && <rect {...bounds} style={barStyle(options, entry.partial)} />}
        {(value === null || options.figures !== "none") && (
          <text {...end} className={value === null ? classes.unpublished : classes.value}>
            {value === null ? apart(chart.unpublished) : chart.format(value)}
          </text>
        )}
      </g>
    );
  };
}

/** Whether a figure holds inside a piece of a bar. */
const holds = (figure: string, { width, height }: Bounds): boolean =>
  height >= 13 && width >= widthOf(figure, FIGURE) + 5;

/** A piece of a stacked bar, with its figure inside when it holds. */
export function pieceShape(options: BarOptions) {
  const { chart, series, place } = options;
  const { color } = paintOf(series, place);
  return function Piece(props: BarShapeProps) {
    const { datum } = props.payload as ChartRow;
    const entry = datum.values[series.key];
    const value = entry?.value ?? null;
    if (value === null || value === 0) return <g />;
    const bounds = boundsOf(props);
    const figure = chart.format(value);
    return (
      <g {...markProps(chart, datum, series)}>
        <rect {...bounds} style={barStyle(options, entry?.partial ?? false)} />
        <rect {...bounds} className={classes.seam} />
        {holds(figure, bounds) && (
          <text
            x={bounds.x + bounds.width / 2}
            y={bounds.y + bounds.height / 2}
            textAnchor="middle"
            dominantBaseline="central"
            className={entry?.partial ? classes.value : classes.inside}
            style={entry?.partial ? {} : { fill: `contrast-color(${color})`, stroke: color }}
          >
            {figure}
          </text>
        )}
      </g>
    );
  };
}

/** The total beyond the end of a stack, or the words « not published ». */
export function StackTotal({
  options,
  datum,
  bounds,
}: {
  options: BarOptions;
  datum: ChartDatum;
  bounds: Bounds;
}) {
  const { chart } = options;
  const t = useWords(chart.langue);
  const total = totalOf(datum, chart.series);
  if (total.value !== null && options.figures === "none") return null;
  return (
    <text
      {...endOf(options, bounds, false)}
      className={total.value === null ? classes.unpublished : classes.total}
    >
      {totalText(t, chart, total)}
    </text>
  );
}

/** A bar without ink from zero to the end of the stack: it carries the total. */
export function totalShape(options: BarOptions) {
  return function Total(props: BarShapeProps) {
    const { datum } = props.payload as ChartRow;
    return <StackTotal options={options} datum={datum} bounds={boundsOf(props)} />;
  };
}
