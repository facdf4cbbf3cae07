import { useId } from "react";
import type { ChartSeries } from "./model.ts";
import { paintOf } from "./paint.ts";
import type { Paint } from "./paint.ts";

/** Id for the patterns of one chart, safe inside `url(#…)`. */
export const usePatternId = (): string => `h${useId().replace(/[^a-zA-Z0-9]/g, "")}`;

/** Textures and hatches of the series of one chart. */
export function Patterns({ id, series }: { id: string; series: readonly ChartSeries[] }) {
  return (
    <defs>
      {series.map((one, place) => {
        const paint = paintOf(one, place);
        return [
          <Hatch key={`${one.key} partial`} id={`${id}-${place}`} color={paint.color} />,
          paint.texture !== "plain" && (
            <Texture key={`${one.key} texture`} id={`${id}-t${place}`} paint={paint} />
          ),
        ];
      })}
    </defs>
  );
}

/** Hatching of what covers part of a period. */
function Hatch({ id, color }: { id: string; color: string }) {
  return (
    <pattern
      id={id}
      width={5}
      height={5}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width={5} height={5} style={{ fill: color }} fillOpacity={0.18} />
      <rect width={2} height={5} style={{ fill: color }} fillOpacity={0.75} />
    </pattern>
  );
}

const DRAWN: Readonly<Record<Paint["texture"], { size: number; path: string }>> = {
  plain: { size: 6, path: "" },
  dots: { size: 6, path: "M1 1h2v2h-2zM4 4h2v2h-2z" },
  lines: { size: 5, path: "M0 0h5v1.5h-5z" },
  checks: { size: 6, path: "M0 0h6v1.2h-6zM0 0v6h1.2v-6z" },
  bars: { size: 5, path: "M0 0v5h1.5v-5z" },
};

function Texture({ id, paint }: { id: string; paint: Paint }) {
  const { size, path } = DRAWN[paint.texture];
  return (
    <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse">
      <rect width={size} height={size} style={{ fill: paint.color }} />
      <path d={path} style={{ fill: "var(--card)" }} fillOpacity={0.55} />
    </pattern>
  );
}

/** What fills the mark of a series: its colour, its texture, or its hatching for part of a period. */
export function fillOf(paint: Paint, id: string, place: number, partial = false): string {
  if (partial) return `url(#${id}-${place})`;
  return paint.texture === "plain" ? paint.color : `url(#${id}-t${place})`;
}
