import { Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { XAxisTickContentProps } from "recharts";
import { apart } from "../../lib/bidi.tsx";
import { barShape, pieceShape, totalShape } from "./bars.tsx";
import type { BarOptions } from "./bars.tsx";
import classes from "./chart.module.css";
import { columnNames, planColumns, starred } from "./columns.ts";
import { ChartFigure } from "./Figure.tsx";
import { rowsOf } from "./model.ts";
import type { ChartProps, ChartRow } from "./model.ts";
import { Patterns, usePatternId } from "./Patterns.tsx";
import { RowDrawing } from "./RowChart.tsx";
import { ticksOf } from "./scale.ts";
import { widest } from "./text.ts";
import { tooltipOf } from "./Tip.tsx";

/** Vertical bars along time, from zero, each with its figure; rows when their names do not fit below. */
export function ColumnChart({ stacked = false, ...chart }: ChartProps & { stacked?: boolean }) {
  return (
    <ChartFigure chart={chart}>
      {(width) => {
        const names = columnNames(starred(chart), width / Math.max(chart.data.length, 1));
        return names === null ? (
          <RowDrawing chart={chart} stacked={stacked} width={width} />
        ) : (
          <ColumnDrawing chart={chart} stacked={stacked} width={width} names={names} />
        );
      }}
    </ChartFigure>
  );
}

interface DrawingProps {
  chart: ChartProps;
  stacked: boolean;
  width: number;
  names: string[][];
}

function ColumnDrawing({ chart, stacked, width, names }: DrawingProps) {
  const { data, series, height = 168 } = chart;
  const patternId = usePatternId();
  const deep = names.some((lines) => lines.length > 1);
  const axis = deep ? 34 : 20;
  const step = width / Math.max(data.length, 1);
  const plan = planColumns(chart, stacked, step, height - axis - 6);
  const marks = plan.figures === "none" ? ticksOf(plan.extent) : [];
  const options: Omit<BarOptions, "series" | "place"> = {
    chart,
    patternId,
    layout: "columns",
    figures: plan.figures,
  };
  return (
    <BarChart
      width={width}
      height={height}
      data={rowsOf(data, series)}
      margin={{ top: 6, right: 0, bottom: 0, left: 0 }}
      barCategoryGap={!stacked && series.length > 1 ? "14%" : "24%"}
      barGap={2}
      stackOffset="sign"
      accessibilityLayer={false}
    >
      <Patterns id={patternId} series={series} />
      <CartesianGrid vertical={false} style={{ stroke: "var(--chart-grid)" }} />
      <XAxis
        dataKey={(row: ChartRow) => row.datum.key}
        height={axis}
        interval={0}
        tickLine={false}
        axisLine={plan.extent.min < 0 ? false : { style: { stroke: "var(--chart-base)" } }}
        tick={(props: XAxisTickContentProps) => (
          <Name {...props} lines={names[props.index] ?? []} />
        )}
      />
      <YAxis
        hide={marks.length === 0}
        width={widest(marks.map(chart.format), 11) + 8}
        domain={plan.domain}
        {...(marks.length > 0 ? { ticks: marks } : { tickCount: 4 })}
        niceTicks="none"
        tickFormatter={chart.format}
        tick={{ className: classes.tick }}
        tickLine={false}
        axisLine={false}
      />
      {chart.width === undefined && (
        <Tooltip
          cursor={{ style: { fill: "var(--hover)" } }}
          isAnimationActive={false}
          content={tooltipOf(chart)}
        />
      )}
      {plan.extent.min < 0 && <ReferenceLine y={0} style={{ stroke: "var(--chart-base)" }} />}
      {series.map((one, place) => (
        <Bar
          key={one.key}
          dataKey={one.key}
          {...(stacked ? { stackId: "stack" } : {})}
          maxBarSize={44}
          isAnimationActive={false}
          shape={(stacked ? pieceShape : barShape)({ ...options, series: one, place })}
        />
      ))}
      {stacked && chart.additive !== false && series[0] && (
        <Bar
          dataKey={() => 0}
          stackId="stack"
          maxBarSize={44}
          isAnimationActive={false}
          shape={totalShape({ ...options, series: series[0], place: 0 })}
        />
      )}
    </BarChart>
  );
}

function Name({ x, y, lines }: XAxisTickContentProps & { lines: string[] }) {
  return (
    <text textAnchor="middle" className={classes.tick}>
      {lines.map((line, row) => (
        <tspan key={row} x={x} y={Number(y) + 10 + row * 13}>
          {apart(line)}
        </tspan>
      ))}
    </text>
  );
}
