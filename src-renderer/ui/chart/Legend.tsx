import classes from "./chart.module.css";
import { Marker } from "./Marker.tsx";
import type { ChartProps } from "./model.ts";
import { paintOf } from "./paint.ts";
import { fillOf, Patterns, usePatternId } from "./Patterns.tsx";

/** The series by name, each with its colour and its texture, or its dashes and mark. */
export function Legend({
  chart,
  lines = false,
}: {
  chart: Pick<ChartProps, "dir" | "series">;
  lines?: boolean;
}) {
  const id = usePatternId();
  return (
    <ul className={classes.legend} dir={chart.dir}>
      {chart.series.map((one, place) => {
        const paint = paintOf(one, place);
        return (
          <li key={one.key}>
            {lines ? (
              <svg className={classes.lineSwatch} aria-hidden="true">
                <path
                  d="M0 5H26"
                  strokeWidth={2}
                  strokeDasharray={paint.dash}
                  style={{ stroke: paint.color }}
                />
                <Marker paint={paint} x={13} y={5} />
              </svg>
            ) : (
              <svg className={classes.swatch} aria-hidden="true">
                {place === 0 && <Patterns id={id} series={chart.series} />}
                <rect width={11} height={11} style={{ fill: fillOf(paint, id, place) }} />
              </svg>
            )}
            <span>{one.label}</span>
          </li>
        );
      })}
    </ul>
  );
}
