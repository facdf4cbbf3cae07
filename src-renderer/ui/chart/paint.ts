import type { ChartSeries } from "./model.ts";

/** How a series is drawn, in colour and without. */
export interface Paint {
  /** A colour token. */
  color: string;
  /** Texture over the colour: those of equal lightness stay apart in greyscale. */
  texture: "plain" | "dots" | "lines" | "checks" | "bars";
  /** Dashes of its line, as SVG writes them. */
  dash: string | undefined;
  marker: "circle" | "square" | "triangle" | "diamond";
}

const COLORS = 8;
const TEXTURES = ["dots", "lines", "checks", "bars"] as const;
const DASHES = [undefined, "7 4", "2 3", "9 3 2 3", "14 4", "4 2 1 2", "1 4", "9 3 2 3 2 3"];
const MARKERS = ["circle", "square", "triangle", "diamond"] as const;

/** Colour, texture, dash and mark of a series by its rank; a colour of its own is plain. */
export function paintOf({ color }: ChartSeries, place: number): Paint {
  const rank = place % COLORS;
  return {
    color: color ?? `var(--chart-${rank + 1})`,
    texture: color === undefined && rank >= 4 ? TEXTURES[rank - 4]! : "plain",
    dash: DASHES[rank],
    marker: MARKERS[rank % 4]!,
  };
}
