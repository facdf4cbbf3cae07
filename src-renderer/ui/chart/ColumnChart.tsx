import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { XAxisTickContentProps } from "recharts";
import "./chart.css";
import classes from "./chart.module.css";
import { largest, rowsOf } from "./model.ts";
import type { ChartProps } from "./model.ts";
import { barShape, ChartFigure, Hatches, tooltipOf, useHatchId } from "./parts.tsx";

export interface ColumnChartProps extends ChartProps {
  /** Pixels. */
  height?: number;
}

/** Vertical bars along time, from zero, each with its figure. */
export function ColumnChart({ height = 168, ...chart }: ColumnChartProps) {
  const { data, series, width } = chart;
  const hatchId = useHatchId();
  const rows = rowsOf(data, series);
  const top = largest(data) * 1.14;

  const twoLines = data.some((datum) => datum.label.length > 8);
  const tick = ({ x, y, index }: XAxisTickContentProps) => {
    const datum = data[index];
    const partial = Object.values(datum?.values ?? {}).some((value) => value.partial);
    const label = `${datum?.label ?? ""}${partial ? "*" : ""}`;
    const cut = twoLines ? label.lastIndexOf(" ") : -1;
    return (
      <text textAnchor="middle" className={classes.tick}>
        {(cut < 0 ? [label] : [label.slice(0, cut), label.slice(cut + 1)]).map((line, row) => (
          <tspan key={row} x={x} y={Number(y) + 10 + row * 13}>
            {line}
          </tspan>
        ))}
      </text>
    );
  };

  const drawing = (size: { width?: number }) => (
    <BarChart
      {...size}
      height={height}
      data={rows}
      margin={{ top: 6, right: 2, bottom: 0, left: 2 }}
      barCategoryGap={series.length > 1 ? "18%" : "26%"}
      barGap={2}
      accessibilityLayer={false}
    >
      <Hatches id={hatchId} series={series} />
      <CartesianGrid vertical={false} style={{ stroke: "var(--chart-grid)" }} />
      <XAxis
        dataKey={(row: (typeof rows)[number]) => row.datum.key}
        height={twoLines ? 34 : 20}
        interval={0}
        tickLine={false}
        axisLine={{ style: { stroke: "var(--chart-base)" } }}
        tick={tick}
      />
      <YAxis hide domain={[0, top]} tickCount={4} niceTicks="none" />
      {width === undefined && (
        <Tooltip
          cursor={{ style: { fill: "var(--hover)" } }}
          isAnimationActive={false}
          content={tooltipOf(chart)}
        />
      )}
      {series.map((one, index) => (
        <Bar
          key={one.key}
          dataKey={one.key}
          maxBarSize={44}
          isAnimationActive={false}
          shape={barShape({ chart, series: one, index, hatchId, layout: "columns" })}
        />
      ))}
    </BarChart>
  );

  return (
    <ChartFigure chart={chart}>
      {width === undefined ? (
        <ResponsiveContainer width="100%" height={height}>
          {drawing({})}
        </ResponsiveContainer>
      ) : (
        drawing({ width })
      )}
    </ChartFigure>
  );
}
