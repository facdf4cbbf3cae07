/** Widths of words and how names break into lines. */

const FAMILY = '"IBM Plex Sans", "IBM Plex Sans Arabic", sans-serif';
const GAP = 12;

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();

/** Width of a text in the font of the charts, in pixels. */
export function widthOf(text: string, size = 12): number {
  const key = `${size} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??=
    typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.58;
  context.font = `${size}px ${FAMILY}`;
  const width = context.measureText(text).width;
  // Widths taken before the font is there would stay wrong.
  if (document.fonts.status === "loaded") widths.set(key, width);
  return width;
}

/** Widest of several texts, in pixels. */
export const widest = (texts: readonly string[], size = 12): number =>
  Math.max(0, ...texts.map((text) => widthOf(text, size)));

type Measure = (text: string) => number;

function greedy(words: readonly string[], most: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Lines of a name, as few as the width allows and as even as they can be. A word is never cut: one that is
 * wider than the width stands alone on its line.
 * @param most pixels
 */
export function wrap(name: string, most: number, measure: Measure = widthOf): string[] {
  if (measure(name) <= most) return [name];
  const words = name.split(" ").filter(Boolean);
  const { length } = greedy(words, most, measure);
  let even = greedy(words, most, measure);
  for (let width = most; width > most / 2; width -= 4) {
    const tried = greedy(words, width, measure);
    if (tried.length > length) break;
    even = tried;
  }
  return even;
}

/**
 * Lines of each name and the width they need, in pixels.
 * @param most names longer than this break into lines
 */
export function layoutNames(
  names: readonly string[],
  most: number,
): { lines: string[][]; width: number } {
  const lines = names.map((name) => wrap(name, most));
  return { lines, width: Math.ceil(widest(lines.flat())) + GAP };
}

/**
 * Which names of an axis of time are written: all when they fit, else every second, third…, the last always.
 * @param step pixels from one name to the next
 */
export function thinned(names: readonly string[], step: number, measure: Measure): boolean[] {
  const every = Math.max(1, Math.ceil((Math.max(0, ...names.map(measure)) + 6) / step));
  return names.map((_, place) => (names.length - 1 - place) % every === 0);
}

/**
 * Moves labels apart so that none covers another, each as near to its place as can be.
 * @param wanted middle of each label, in pixels, in any order
 * @param heights pixels of each
 * @returns the middles, between `from` and `to` when there is room for all
 */
export function spread(
  wanted: readonly number[],
  heights: readonly number[],
  from: number,
  to: number,
): number[] {
  const order = wanted.map((_, place) => place).sort((a, b) => wanted[a]! - wanted[b]!);
  const middles = [...wanted];
  let edge = from;
  for (const place of order) {
    middles[place] = Math.max(wanted[place]!, edge + heights[place]! / 2);
    edge = middles[place]! + heights[place]! / 2;
  }
  edge = to;
  for (const place of order.toReversed()) {
    middles[place] = Math.min(middles[place]!, edge - heights[place]! / 2);
    edge = middles[place]! - heights[place]! / 2;
  }
  return middles;
}
