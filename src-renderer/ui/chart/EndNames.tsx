import { apart } from "../../lib/bidi.tsx";
import classes from "./chart.module.css";
import type { EndName } from "./lines.ts";
import { Marker } from "./Marker.tsx";
import { paintOf } from "./paint.ts";

/** The series by name at the end of their lines, each with its mark and its last figure. */
export function EndNames({ ends, x }: { ends: EndName[]; x: number }) {
  return ends.map(({ series, lines, y }, place) => {
    const top = y - ((lines.length - 1) * 12) / 2;
    return (
      <g key={series.key}>
        <Marker paint={paintOf(series, place)} x={x - 1} y={top} />
        <text dominantBaseline="central" className={classes.endName}>
          {lines.map((line, row) => (
            <tspan
              key={row}
              x={x + 9}
              y={top + row * 12}
              className={row === lines.length - 1 ? classes.endFigure : undefined}
            >
              {apart(line)}
            </tspan>
          ))}
        </text>
      </g>
    );
  });
}
