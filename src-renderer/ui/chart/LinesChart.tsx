import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { XAxisTickContentProps } from "recharts";
import { apart } from "../../lib/bidi.tsx";
import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { EndNames } from "./EndNames.tsx";
import { placeEnds, planLines } from "./lines.ts";
import { Marker } from "./Marker.tsx";
import { markProps } from "./marks.ts";
import { isPartial } from "./model.ts";
import type { ChartProps, ChartRow, ChartSeries } from "./model.ts";
import { paintOf } from "./paint.ts";
import { fillOf, Patterns, usePatternId } from "./Patterns.tsx";
import { tooltipOf } from "./Tip.tsx";

interface LinesChartProps extends ChartProps {
  /** Surfaces on top of one another instead of lines. */
  areas?: boolean;
}

/** Figures along time, one line a series, or their stacked surfaces; time runs from left to right. */
export function LinesChart({ areas = false, ...chart }: LinesChartProps) {
  return (
    <ChartFigure
      chart={chart}
      lines={!areas}
      legend={(width) => planLines(chart, areas, width).ends === null}
    >
      {(width) => <LinesDrawing chart={chart} areas={areas} width={width} />}
    </ChartFigure>
  );
}

interface DrawingProps {
  chart: ChartProps;
  areas: boolean;
  width: number;
}

function LinesDrawing({ chart, areas, width }: DrawingProps) {
  const { data, series } = chart;
  const patternId = usePatternId();
  const plan = planLines(chart, areas, width);
  const ends = plan.ends && placeEnds(chart, areas, plan);
  return (
    <ComposedChart
      width={width}
      height={plan.height}
      data={plan.rows}
      margin={{ top: plan.top, right: plan.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <Patterns id={patternId} series={series} />
      <CartesianGrid vertical={false} style={{ stroke: "var(--chart-grid)" }} />
      <XAxis
        dataKey={(row: ChartRow) => row.datum.key}
        height={plan.axis}
        interval={0}
        padding={{ left: plan.padding, right: plan.padding }}
        tickLine={false}
        axisLine={plan.ticks[0]! < 0 ? false : { style: { stroke: "var(--chart-base)" } }}
        tick={(props: XAxisTickContentProps) => (
          <Moment
            {...props}
            chart={chart}
            shown={plan.shown[props.index] ?? false}
            roomy={plan.roomy}
          />
        )}
      />
      <YAxis
        width={plan.scale}
        domain={[plan.ticks[0]!, plan.ticks.at(-1)!]}
        ticks={plan.ticks}
        tickFormatter={chart.format}
        tick={{ className: classes.tick }}
        tickLine={false}
        axisLine={false}
      />
      {chart.width === undefined && (
        <Tooltip
          cursor={{ style: { stroke: "var(--chart-base)" } }}
          isAnimationActive={false}
          content={tooltipOf(chart)}
        />
      )}
      {plan.ticks[0]! < 0 && <ReferenceLine y={0} style={{ stroke: "var(--chart-base)" }} />}
      {series.map((one, place) => {
        const { color, dash } = paintOf(one, place);
        const dot = (props: DotProps) => (
          <Point
            key={props.index}
            {...props}
            chart={chart}
            series={one}
            place={place}
            plain={areas || data.length > 24}
            figure={plan.figures[props.index] ?? false}
          />
        );
        const shared = {
          dataKey: one.key,
          type: "linear" as const,
          isAnimationActive: false,
          connectNulls: false,
          dot,
          activeDot: false,
        };
        return areas ? (
          <Area
            key={one.key}
            {...shared}
            stackId="stack"
            fillOpacity={0.9}
            strokeWidth={1}
            // As attributes: a style would also fill the line above the surface.
            fill={fillOf(paintOf(one, place), patternId, place)}
            stroke="var(--card)"
          />
        ) : (
          <Line
            key={one.key}
            {...shared}
            strokeWidth={2}
            {...(dash && series.length > 1 ? { strokeDasharray: dash } : {})}
            style={{ stroke: color }}
          />
        );
      })}
      {ends && <EndNames ends={ends} x={width - plan.right + 8} />}
    </ComposedChart>
  );
}

interface DotProps {
  index: number;
  cx?: number | undefined;
  cy?: number | undefined;
  payload?: unknown;
}

interface PointProps extends DotProps {
  chart: ChartProps;
  series: ChartSeries;
  place: number;
  /** Without a mark of its own, unless it stands alone or covers part of its period. */
  plain: boolean;
  figure: boolean;
}

/** A point that opens its figure; hollow when it covers part of its period. */
function Point({ chart, series, place, plain, figure, index, cx, cy, payload }: PointProps) {
  const { datum } = payload as ChartRow;
  const entry = datum.values[series.key];
  if (entry?.value == null || cx === undefined || cy === undefined) return <g />;
  const beside = [chart.data[index - 1], chart.data[index + 1]];
  const alone = beside.every((other) => other?.values[series.key]?.value == null);
  return (
    <g {...markProps(chart, datum, series)}>
      <circle cx={cx} cy={cy} r={9} className={classes.target} />
      {(!plain || alone || entry.partial) && (
        <Marker paint={paintOf(series, place)} x={cx} y={cy} hollow={entry.partial} />
      )}
      {figure && (
        <text x={cx} y={cy - 9} textAnchor="middle" className={classes.value}>
          {chart.format(entry.value)}
        </text>
      )}
    </g>
  );
}

interface MomentProps extends XAxisTickContentProps {
  chart: ChartProps;
  shown: boolean;
  /** There is room for « not published » under every moment. */
  roomy: boolean;
}

/** The name of a moment, with the words « not published » under one that lacks a figure. */
function Moment({ x, y, index, chart, shown, roomy }: MomentProps) {
  const datum = chart.data[index];
  if (!datum) return <g />;
  const lacks = chart.series.some(({ key }) => datum.values[key]?.value === null);
  return (
    <text x={x} textAnchor="middle" className={classes.tick}>
      {shown && (
        <tspan x={x} y={Number(y) + 10}>
          {apart(`${datum.label}${isPartial(datum) ? "*" : ""}`)}
        </tspan>
      )}
      {lacks && (shown || roomy) && (
        <tspan x={x} y={Number(y) + 23}>
          {apart(chart.unpublished)}
        </tspan>
      )}
    </text>
  );
}
