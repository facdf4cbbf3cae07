import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis, CartesianGrid } from "recharts";
import type { YAxisTickContentProps } from "recharts";
import "./chart.css";
import classes from "./chart.module.css";
import { largest, rowsOf } from "./model.ts";
import type { ChartProps } from "./model.ts";
import { layoutNames } from "./names.ts";
import { barShape, ChartFigure, Hatches, tooltipOf, useHatchId } from "./parts.tsx";

export interface RowChartProps extends ChartProps {
  /** Pixels beyond which a name stands on two lines. */
  nameWidth?: number;
  /** Pixels from one name to the next. */
  rowHeight?: number;
}

/** Horizontal bars by category, from zero, mirrored in a right-to-left page. */
export function RowChart({ nameWidth = 140, rowHeight, ...chart }: RowChartProps) {
  const { data, series, width, dir } = chart;
  const hatchId = useHatchId();
  const rows = rowsOf(data, series);
  const step = rowHeight ?? (series.length > 1 ? 12 + series.length * 14 : 25);
  const height = data.length * step + 4;
  const mirrored = dir === "rtl";
  // Room beyond the longest bar for its figure.
  const end = largest(data) * 1.32;

  const names = layoutNames(
    data.map((datum) => datum.label),
    nameWidth,
  );
  const tick = ({ x, y, index }: YAxisTickContentProps) => {
    const lines = names.lines[index] ?? [];
    return (
      <text
        textAnchor={mirrored ? "start" : "end"}
        dominantBaseline="central"
        className={lines.length > 1 ? classes.longName : classes.name}
      >
        {lines.map((line, row) => (
          <tspan key={row} x={x} y={Number(y) + (row - (lines.length - 1) / 2) * 12}>
            {line}
          </tspan>
        ))}
      </text>
    );
  };

  const drawing = (size: { width?: number }) => (
    <BarChart
      {...size}
      layout="vertical"
      height={height}
      data={rows}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      barCategoryGap={series.length > 1 ? "18%" : "20%"}
      barGap={1}
      accessibilityLayer={false}
    >
      <Hatches id={hatchId} series={series} />
      <CartesianGrid horizontal={false} style={{ stroke: "var(--chart-grid)" }} />
      <XAxis
        type="number"
        hide
        reversed={mirrored}
        domain={[0, end]}
        tickCount={4}
        niceTicks="none"
      />
      <YAxis
        type="category"
        dataKey={(row: (typeof rows)[number]) => row.datum.key}
        orientation={mirrored ? "right" : "left"}
        width={names.width}
        interval={0}
        tickLine={false}
        axisLine={{ style: { stroke: "var(--chart-base)" } }}
        tick={tick}
      />
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
          maxBarSize={17}
          isAnimationActive={false}
          shape={barShape({ chart, series: one, index, hatchId, layout: "rows" })}
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
