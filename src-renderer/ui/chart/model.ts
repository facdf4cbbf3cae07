import type { ReactNode } from "react";

/** One bar: its figure, null when it is not published. */
export interface ChartValue {
  value: number | null;
  /** Covers part of its period only. */
  partial: boolean;
}

/** One place on the axis of names, with a bar for each series. */
export interface ChartDatum {
  key: string;
  label: string;
  /** By series key; a series without an entry draws nothing. */
  values: Readonly<Record<string, ChartValue>>;
}

export interface ChartSeries {
  key: string;
  label: string;
  /** A colour token, e.g. `var(--chart-projets)`. */
  color: string;
}

export interface ChartProps {
  /** Name of the figure for screen readers. */
  label: string;
  data: readonly ChartDatum[];
  series: readonly ChartSeries[];
  /** Direction of the language: legend and tooltip follow it. */
  dir: "ltr" | "rtl";
  /** The figure beside a bar. */
  format: (value: number) => string;
  /** Unit of every figure, beside them in the tooltip. */
  unit: string;
  /** What stands for a figure that is not published. */
  unpublished: string;
  /** Pixels; without it the chart fills its container. */
  width?: number | undefined;
  /** More about a name, under its figures in the tooltip. */
  hint?: ((datum: ChartDatum) => ReactNode) | undefined;
  onSelect?: ((datum: string, series: string) => void) | undefined;
}

/** A row as recharts reads it: the figures by series key, unpublished ones at zero. */
export type ChartRow = { datum: ChartDatum } & Record<string, number | ChartDatum>;

export const rowsOf = (data: readonly ChartDatum[], series: readonly ChartSeries[]): ChartRow[] =>
  data.map((datum) => ({
    ...Object.fromEntries(series.map(({ key }) => [key, datum.values[key]?.value ?? 0])),
    datum,
  }));

/** The largest figure of a chart, 1 when there is none, so that the axis has a length. */
export function largest(data: readonly ChartDatum[]): number {
  const values = data.flatMap((datum) =>
    Object.values(datum.values).map(({ value }) => value ?? 0),
  );
  return Math.max(...values, 0) || 1;
}
