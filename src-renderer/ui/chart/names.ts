/** Width of names on the axis of a row chart, and their lines. */

const FONT = '12px "IBM Plex Sans", "IBM Plex Sans Arabic", sans-serif';
const GAP = 12;

let context: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 7;
  context.font = FONT;
  return context.measureText(text).width;
}

/** The name cut in two at the space nearest to its middle. */
function halves(name: string): string[] {
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const middle = name.length / 2;
  const [cut] = spaces.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return cut === undefined ? [name] : [name.slice(0, cut), name.slice(cut + 1)];
}

/**
 * Lines of each name and the width they need, in pixels.
 * @param most names longer than this stand on two lines
 */
export function layoutNames(
  names: readonly string[],
  most: number,
): { lines: string[][]; width: number } {
  const lines = names.map((name) => (widthOf(name) > most ? halves(name) : [name]));
  return { lines, width: Math.ceil(Math.max(0, ...lines.flat().map(widthOf))) + GAP };
}
