import type { Extent } from "./model.ts";

/** The round step (1, 2, 2.5 or 5 × a power of ten) that is at least the one given. */
export function roundStep(step: number): number {
  if (!(step > 0) || !Number.isFinite(step)) return 1;
  const power = 10 ** Math.floor(Math.log10(step));
  const ratio = step / power;
  const round = [1, 2, 2.5, 5, 10].find((one) => one >= ratio - 1e-9) ?? 10;
  return round * power;
}

/** A multiple of a step without the dust of binary fractions. */
const multiple = (count: number, step: number): number => Number((count * step).toPrecision(12));

/** Round marks of an axis that holds an extent, zero among them. @param count marks wished */
export function ticksOf({ min, max }: Extent, count = 4): number[] {
  const step = roundStep((max - min) / count);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.max(Math.ceil(max / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, place) => multiple(first + place, step));
}

/** A class of a scale of tints: from its lower bound, included, to its upper one. */
export interface TintClass {
  from: number;
  to: number;
}

/** Classes a scale of tints may have: as many as `--chart-seq-*`. */
export const MOST_CLASSES = 5;

/**
 * Classes of equal width between round bounds, so that a tint says a quantity and not a rank.
 * @param values figures to class, at least one for a class to be made
 * @returns at most five classes from the lowest; one alone when all figures are equal
 */
export function classesOf(values: readonly number[]): TintClass[] {
  if (values.length === 0) return [];
  const max = Math.max(0, ...values);
  const min = Math.min(0, ...values);
  if (max === min) return [{ from: min, to: max }];
  const bounds =
    [5, 4, 3, 2].map((count) => ticksOf({ min, max }, count)).find(({ length }) => length <= 6) ??
    [];
  return bounds.slice(1).map((to, place) => ({ from: bounds[place]!, to }));
}

/** Place of the class that holds a figure; a bound belongs to the class above it, the last bound to the last. */
export function classOf(value: number, classes: readonly TintClass[]): number {
  const found = classes.findLastIndex(({ from }) => value >= from);
  return Math.max(0, found);
}

/** Rank among the five tints, spread when there are fewer classes. */
export const tintOf = (place: number, count: number): number =>
  count <= 1 ? 2 : 1 + Math.round((place * (MOST_CLASSES - 1)) / (count - 1));

/**
 * Ends of an axis that leaves room beyond its bars for their figures.
 * @param length pixels of the axis
 * @param room pixels kept before the lowest and after the highest end
 */
export function axisDomain(
  { min, max }: Extent,
  length: number,
  room: { before: number; after: number },
): [number, number] {
  if (max === min) return [min, max + 1];
  const perPixel = (max - min) / Math.max(length - room.before - room.after, length * 0.2, 1);
  return [min - room.before * perPixel, max + room.after * perPixel];
}
