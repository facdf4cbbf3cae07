import {
  CartesianGrid,
  Line,
  LineChart as Lines,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { TooltipContentProps } from "recharts";
import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";

/** One point: its day as a number of days, and its figure. */
export interface LinePoint {
  day: number;
  /** The day as it reads. */
  label: string;
  value: number;
}

export interface LineChartProps {
  /** Name of the figure for screen readers. */
  label: string;
  points: readonly LinePoint[];
  /** A level to reach: a dashed line, with its name. */
  target?: { value: number; label: string } | undefined;
  /** First and last day of the axis, when they are not those of the points. */
  span?: { from: LinePoint["day"] | null; to: LinePoint["day"] | null };
  dir: "ltr" | "rtl";
  format: (value: number) => string;
  formatDay: (day: number) => string;
  /** A colour token. */
  color?: string;
  /** Pixels. */
  height?: number;
}

/** A figure that accumulates along time, from zero; time always runs from left to right. */
export function LineChart(props: LineChartProps) {
  const { points, target, span, dir, format, formatDay, height = 150 } = props;
  const { color = "var(--chart-projets)" } = props;
  const days = points.map(({ day }) => day);
  const from = Math.min(...days, span?.from ?? Number.POSITIVE_INFINITY);
  const to = Math.max(...days, span?.to ?? Number.NEGATIVE_INFINITY);
  const top = Math.max(...points.map(({ value }) => value), target?.value ?? 0) * 1.12 || 1;
  const tooltip = ({ active, payload }: TooltipContentProps) => {
    const point = payload[0]?.payload as LinePoint | undefined;
    if (!active || !point) return null;
    return (
      <div className={classes.tooltip} dir={dir}>
        <b>{point.label}</b>
        <dl>
          <dd>
            <bdi dir="ltr">{format(point.value)}</bdi>
          </dd>
        </dl>
      </div>
    );
  };
  return (
    <ChartFigure chart={{ label: props.label, dir, series: [] }}>
      {(width) => (
        <Lines
          width={width}
          height={height}
          data={[...points]}
          margin={{ top: 14, right: 34, bottom: 0, left: 34 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} style={{ stroke: "var(--chart-grid)" }} />
          <XAxis
            dataKey="day"
            type="number"
            domain={[from, to]}
            ticks={from === to ? [from] : [from, to]}
            tickFormatter={formatDay}
            tick={{ className: classes.tick }}
            height={20}
            tickLine={false}
            axisLine={{ style: { stroke: "var(--chart-base)" } }}
          />
          <YAxis hide domain={[0, top]} />
          <Tooltip isAnimationActive={false} content={tooltip} />
          {target && (
            <ReferenceLine
              y={target.value}
              strokeDasharray="5 4"
              style={{ stroke: "var(--chart-montant)" }}
              label={{
                value: target.label,
                position: "insideBottomLeft",
                className: classes.tick,
              }}
            />
          )}
          <Line
            dataKey="value"
            type="linear"
            isAnimationActive={false}
            strokeWidth={2}
            style={{ stroke: color }}
            dot={{ r: 3, style: { fill: color, stroke: color } }}
            activeDot={{ r: 5, style: { fill: color, stroke: color } }}
          />
        </Lines>
      )}
    </ChartFigure>
  );
}
