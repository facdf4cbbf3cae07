import type { ChartDatum } from "./model.ts";

/** A name with its published figure. */
export interface Ranked {
  datum: ChartDatum;
  value: number;
  /** 1 for the highest; equal figures share a rank. Null for what is no category of its own. */
  rank: number | null;
  /** In percent of the sum of all; null when they do not add up to something above zero. */
  share: number | null;
  /** Shares added from the first to this one, in percent. */
  cumulated: number | null;
}

/** Keys of what is no category of its own, the others together and what is not stated: they come last. */
const rest = new Set(["", "autres"]);

/**
 * Names from the highest figure to the lowest, with rank, share and cumulated share.
 * A negative figure leaves shares without meaning: they are null.
 * @returns the ranked names, and those whose figure is not published
 */
export function rank(
  data: readonly ChartDatum[],
  series: string,
): { ranked: Ranked[]; unpublished: ChartDatum[] } {
  const known = data
    .flatMap((datum) => {
      const value = datum.values[series]?.value;
      return value == null ? [] : { datum, value };
    })
    .sort(
      (a, b) => Number(rest.has(a.datum.key)) - Number(rest.has(b.datum.key)) || b.value - a.value,
    );
  const sum = known.reduce((total, { value }) => total + value, 0);
  const shares = sum > 0 && known.every(({ value }) => value >= 0);
  let before = 0;
  const ranked = known.map(({ datum, value }) => {
    before += value;
    return {
      datum,
      value,
      rank: rest.has(datum.key) ? null : known.findIndex((other) => other.value === value) + 1,
      share: shares ? (value / sum) * 100 : null,
      cumulated: shares ? (before / sum) * 100 : null,
    };
  });
  return { ranked, unpublished: data.filter((datum) => datum.values[series]?.value === null) };
}

/** A step of a funnel. */
export interface Step {
  datum: ChartDatum;
  value: number | null;
  /** In percent of the step before that has a figure; null for the first one, or after a zero. */
  ofPrevious: number | null;
  /** In percent of the first step that has a figure. */
  ofFirst: number | null;
}

/** Steps of a funnel with what is left of the step before and of the first one. */
export function stepsOf(data: readonly ChartDatum[], series: string): Step[] {
  let first: number | null = null;
  let previous: number | null = null;
  return data.map((datum) => {
    const value = datum.values[series]?.value ?? null;
    const of = (base: number | null): number | null =>
      value === null || base === null || base <= 0 ? null : (value / base) * 100;
    const step: Step = { datum, value, ofPrevious: of(previous), ofFirst: of(first) };
    if (value !== null) {
      first ??= value;
      previous = value;
    }
    return step;
  });
}

/** How a figure moved since another. */
export interface Move {
  way: "hausse" | "baisse" | "stable";
  difference: number;
  /** In percent of the former figure; null when that is zero or below. */
  rate: number | null;
}

/** From a former figure to the present one. */
export function moveOf(value: number, former: number): Move {
  const difference = value - former;
  const way = difference > 0 ? "hausse" : difference < 0 ? "baisse" : "stable";
  return { way, difference, rate: former > 0 ? (difference / former) * 100 : null };
}
