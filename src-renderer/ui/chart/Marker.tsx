import type { Paint } from "./paint.ts";

const SHAPES: Readonly<Record<Paint["marker"], string>> = {
  circle: "M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z",
  square: "M-2.9 -2.9h5.8v5.8h-5.8z",
  triangle: "M0 -3.8L3.7 2.9H-3.7z",
  diamond: "M0 -4L4 0L0 4L-4 0z",
};

/** The mark of a line at one point; hollow when the figure covers part of its period. */
export function Marker({
  paint,
  x,
  y,
  hollow = false,
}: {
  paint: Paint;
  x: number;
  y: number;
  hollow?: boolean;
}) {
  return (
    <path
      d={SHAPES[paint.marker]}
      transform={`translate(${x} ${y})`}
      strokeWidth={1.6}
      style={{ fill: hollow ? "var(--card)" : paint.color, stroke: paint.color }}
    />
  );
}
