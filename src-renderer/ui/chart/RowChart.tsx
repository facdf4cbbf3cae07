import { Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { YAxisTickContentProps } from "recharts";
import { apart } from "../../lib/bidi.tsx";
import { barShape, FIGURE, pieceShape, totalShape } from "./bars.tsx";
import type { BarOptions } from "./bars.tsx";
import classes from "./chart.module.css";
import { figuresOf, starred, totalsOf } from "./columns.ts";
import { ChartFigure } from "./Figure.tsx";
import { extent, rowsOf, stackedExtent } from "./model.ts";
import type { ChartProps, ChartRow } from "./model.ts";
import { Patterns, usePatternId } from "./Patterns.tsx";
import { axisDomain } from "./scale.ts";
import { layoutNames, widest } from "./text.ts";
import { tooltipOf } from "./Tip.tsx";

/** Horizontal bars by category, from zero, mirrored in a right-to-left page. */
export function RowChart({ stacked = false, ...chart }: ChartProps & { stacked?: boolean }) {
  return (
    <ChartFigure chart={chart}>
      {(width) => <RowDrawing chart={chart} stacked={stacked} width={width} />}
    </ChartFigure>
  );
}

/**
 * Names beside bars: their lines, the pixels from one bar to the next, and those that the outer names need
 * beyond their bars. A long name borrows the room of a short neighbour.
 */
export function rowNames(chart: ChartProps, width: number, bars: number) {
  const names = layoutNames(starred(chart), Math.min(chart.nameWidth ?? 140, width * 0.42));
  const heights = names.lines.map(({ length }) => length * 12);
  const pairs = heights.slice(1).map((height, place) => (height + heights[place]!) / 2 + 8);
  const step = Math.max(bars > 1 ? 12 + bars * 14 : 25, ...pairs);
  const edge = Math.max(0, (Math.max(heights[0] ?? 0, heights.at(-1) ?? 0) - step) / 2);
  return { ...names, step, edge: Math.ceil(edge) };
}

interface DrawingProps {
  chart: ChartProps;
  stacked: boolean;
  width: number;
}

/** The bars of a row chart alone. */
export function RowDrawing({ chart, stacked, width }: DrawingProps) {
  const { data, series } = chart;
  const patternId = usePatternId();
  const bars = stacked ? 1 : series.length;
  const names = rowNames(chart, width, bars);
  const mirrored = chart.dir === "rtl";
  const reach = stacked ? stackedExtent(data, series) : extent(data, series);
  const totals = stacked && chart.additive !== false;
  const written = stacked ? (totals ? totalsOf(chart) : []) : figuresOf(chart);
  // Room beyond the longest bar for its figure.
  const room = widest(written, stacked ? FIGURE + 1 : FIGURE) + 10;
  const domain = axisDomain(reach, width - names.width, {
    before: reach.min < 0 && !stacked ? room : 0,
    after: room,
  });
  const options: Omit<BarOptions, "series" | "place"> = {
    chart,
    patternId,
    layout: "rows",
    figures: "flat",
  };
  return (
    <BarChart
      width={width}
      layout="vertical"
      height={data.length * names.step + 2 * names.edge + 4}
      data={rowsOf(data, series)}
      margin={{ top: names.edge, right: 0, bottom: names.edge, left: 0 }}
      barCategoryGap={bars > 1 ? "18%" : "20%"}
      barGap={1}
      stackOffset="sign"
      accessibilityLayer={false}
    >
      <Patterns id={patternId} series={series} />
      <CartesianGrid horizontal={false} style={{ stroke: "var(--chart-grid)" }} />
      <XAxis
        type="number"
        hide
        reversed={mirrored}
        domain={domain}
        tickCount={4}
        niceTicks="none"
      />
      <YAxis
        type="category"
        dataKey={(row: ChartRow) => row.datum.key}
        orientation={mirrored ? "right" : "left"}
        width={names.width}
        interval={0}
        tickLine={false}
        axisLine={reach.min < 0 ? false : { style: { stroke: "var(--chart-base)" } }}
        tick={(props: YAxisTickContentProps) => (
          <RowName {...props} lines={names.lines[props.index] ?? []} mirrored={mirrored} />
        )}
      />
      {chart.width === undefined && (
        <Tooltip
          cursor={{ style: { fill: "var(--hover)" } }}
          isAnimationActive={false}
          content={tooltipOf(chart)}
        />
      )}
      {reach.min < 0 && <ReferenceLine x={0} style={{ stroke: "var(--chart-base)" }} />}
      {series.map((one, place) => (
        <Bar
          key={one.key}
          dataKey={one.key}
          {...(stacked ? { stackId: "stack" } : {})}
          maxBarSize={17}
          isAnimationActive={false}
          shape={(stacked ? pieceShape : barShape)({ ...options, series: one, place })}
        />
      ))}
      {totals && series[0] && (
        <Bar
          dataKey={() => 0}
          stackId="stack"
          maxBarSize={17}
          isAnimationActive={false}
          shape={totalShape({ ...options, series: series[0], place: 0 })}
        />
      )}
    </BarChart>
  );
}

/** A name beside its bar, on as many lines as it needs. */
export function RowName({
  x,
  y,
  lines,
  mirrored,
}: YAxisTickContentProps & { lines: string[]; mirrored: boolean }) {
  return (
    <text
      textAnchor={mirrored ? "start" : "end"}
      dominantBaseline="central"
      className={lines.length > 1 ? classes.longName : classes.name}
    >
      {lines.map((line, row) => (
        <tspan key={row} x={x} y={Number(y) + (row - (lines.length - 1) / 2) * 12}>
          {apart(line)}
        </tspan>
      ))}
    </text>
  );
}
