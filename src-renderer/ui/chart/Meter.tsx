import classes from "./chart.module.css";
import type { ChartProps, ChartSeries } from "./model.ts";
import { paintOf } from "./paint.ts";
import { fillOf, Patterns, usePatternId } from "./Patterns.tsx";

interface MeterProps {
  dir: ChartProps["dir"];
  series: ChartSeries;
  /** Where the bar begins and ends, from 0 to 1 along the reading direction. */
  from: number;
  to: number;
  partial?: boolean | undefined;
  /** A level to reach, from 0 to 1: an upright stroke. */
  target?: number | undefined;
}

/** A bar in a line of text, mirrored in a right-to-left page. */
export function Meter({ dir, series, from, to, partial, target }: MeterProps) {
  const id = usePatternId();
  const paint = paintOf(series, 0);
  const side = (place: number): number => (dir === "rtl" ? 1 - place : place) * 100;
  const start = Math.min(side(from), side(to));
  return (
    <svg className={classes.meter} aria-hidden="true">
      {partial && <Patterns id={id} series={[series]} />}
      <rect className={classes.track} width="100%" height="100%" />
      <rect
        x={`${start}%`}
        width={`${Math.abs(to - from) * 100}%`}
        height="100%"
        style={{ fill: fillOf(paint, id, 0, partial) }}
      />
      {target !== undefined && (
        <line
          x1={`${side(target)}%`}
          x2={`${side(target)}%`}
          y1="0"
          y2="100%"
          strokeWidth={2}
          style={{ stroke: "var(--ink)" }}
        />
      )}
    </svg>
  );
}
