import type { ReactNode } from "react";
import type { Langue } from "../../../src-main/contract/primitives.ts";

/** One figure of a chart, null when it is not published. */
export interface ChartValue {
  value: number | null;
  /** Covers part of its period only. */
  partial: boolean;
}

/** One place on the axis of names, with a figure for each series. */
export interface ChartDatum {
  key: string;
  label: string;
  /** By series key; a series without an entry draws nothing. */
  values: Readonly<Record<string, ChartValue>>;
}

export interface ChartSeries {
  key: string;
  label: string;
  /** A colour token, e.g. `var(--chart-projets)`; without it the colour of its rank in the family. */
  color?: string | undefined;
}

export interface ChartProps {
  /** Name of the figure for screen readers. */
  label: string;
  data: readonly ChartDatum[];
  series: readonly ChartSeries[];
  /** Direction of the language: legend and tooltip follow it. */
  dir: "ltr" | "rtl";
  /** Language of the chart's own words; the session's without it. */
  langue?: Langue | undefined;
  /** The figure beside a bar. */
  format: (value: number) => string;
  /** Unit of every figure, beside them in the tooltip. */
  unit: string;
  /** What stands for a figure that is not published. */
  unpublished: string;
  /** False for rates, indexes and averages, whose sum and shares mean nothing. */
  additive?: boolean | undefined;
  /** Pixels; without it the chart fills its container. */
  width?: number | undefined;
  /** Pixels of a chart drawn along time; the others are as high as their names ask. */
  height?: number | undefined;
  /** Most pixels of a name beside its bar, before it breaks into lines. */
  nameWidth?: number | undefined;
  /** More about a name, under its figures in the tooltip. */
  hint?: ((datum: ChartDatum) => ReactNode) | undefined;
  onSelect?: ((datum: string, series: string) => void) | undefined;
}

/** A row as recharts reads it: the figures by series key, unpublished ones at zero. */
export type ChartRow = { datum: ChartDatum } & Record<string, number | null | ChartDatum>;

/** @param gap what stands for a figure that is not published: zero for bars, null for lines. */
export const rowsOf = (
  data: readonly ChartDatum[],
  series: readonly ChartSeries[],
  gap: 0 | null = 0,
): ChartRow[] =>
  data.map((datum) => ({
    ...Object.fromEntries(series.map(({ key }) => [key, datum.values[key]?.value ?? gap])),
    datum,
  }));

/** Lowest and highest figure, zero among them: bars start there. */
export interface Extent {
  min: number;
  max: number;
}

const extentOf = (values: readonly number[]): Extent => ({
  min: Math.min(0, ...values),
  max: Math.max(0, ...values),
});

/** The figures of a name that are published, in the order of the series. */
const published = (datum: ChartDatum, series: readonly ChartSeries[]): number[] =>
  series.flatMap(({ key }) => datum.values[key]?.value ?? []);

/** From the lowest to the highest figure of bars side by side. */
export const extent = (data: readonly ChartDatum[], series: readonly ChartSeries[]): Extent =>
  extentOf(data.flatMap((datum) => published(datum, series)));

/** From the lowest to the highest end of bars on top of one another, losses below zero. */
export const stackedExtent = (
  data: readonly ChartDatum[],
  series: readonly ChartSeries[],
): Extent =>
  extentOf(
    data.flatMap((datum) => {
      const values = published(datum, series);
      const sum = (of: number[]): number => of.reduce((total, value) => total + value, 0);
      return [sum(values.filter((value) => value > 0)), sum(values.filter((value) => value < 0))];
    }),
  );

/** What the pieces of a bar add up to. */
export interface Total {
  /** Null when no piece is published. */
  value: number | null;
  /** Some pieces are published, others not: the sum is not the whole. */
  incomplete: boolean;
}

/** The sum of the published pieces of a name, and whether one of them is missing. */
export function totalOf(datum: ChartDatum, series: readonly ChartSeries[]): Total {
  const entries = series.flatMap(({ key }) => datum.values[key] ?? []);
  const values = entries.flatMap(({ value }) => value ?? []);
  if (values.length === 0) return { value: null, incomplete: false };
  return {
    value: values.reduce((sum, value) => sum + value, 0),
    incomplete: values.length < entries.length,
  };
}

/** True when a figure of the name covers part of its period only. */
export const isPartial = (datum: ChartDatum): boolean =>
  Object.values(datum.values).some(({ partial }) => partial);
