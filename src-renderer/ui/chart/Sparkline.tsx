import classes from "./chart.module.css";
import type { ChartValue } from "./model.ts";
import { paintOf } from "./paint.ts";
import { Marker } from "./Marker.tsx";

const HEIGHT = 34;
const EDGE = 5;

interface Spot {
  x: number;
  y: number;
}

/** The pieces of a course of figures, broken where one is not published. */
export function sparkPieces(points: readonly ChartValue[], width: number): Spot[][] {
  const values = points.flatMap(({ value }) => value ?? []);
  const min = Math.min(0, ...values);
  const max = Math.max(0, ...values);
  const step = (width - 2 * EDGE) / Math.max(points.length - 1, 1);
  const pieces: Spot[][] = [[]];
  points.forEach(({ value }, place) => {
    if (value === null) {
      pieces.push([]);
      return;
    }
    const high = (value - min) / (max - min || 1);
    pieces.at(-1)!.push({ x: EDGE + place * step, y: HEIGHT - EDGE - high * (HEIGHT - 2 * EDGE) });
  });
  return pieces.filter(({ length }) => length > 0);
}

/** The course of a figure without axis, from zero; its last point is marked. Time runs from left to right. */
export function Sparkline({ points, width }: { points: readonly ChartValue[]; width: number }) {
  const pieces = sparkPieces(points, width);
  const end = pieces.at(-1)?.at(-1);
  const paint = paintOf({ key: "", label: "" }, 0);
  return (
    <svg className={classes.spark} width={width} height={HEIGHT} aria-hidden="true">
      {pieces.map((spots) =>
        spots.length === 1 ? (
          <Marker key={spots[0]!.x} paint={paint} x={spots[0]!.x} y={spots[0]!.y} />
        ) : (
          <path
            key={spots[0]!.x}
            d={`M${spots.map(({ x, y }) => `${x} ${y}`).join("L")}`}
            strokeWidth={1.8}
            style={{ stroke: paint.color }}
          />
        ),
      )}
      {end && <Marker paint={paint} x={end.x} y={end.y} hollow={points.at(-1)?.partial ?? false} />}
    </svg>
  );
}
