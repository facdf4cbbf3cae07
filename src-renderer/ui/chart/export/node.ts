const SVG = "http://www.w3.org/2000/svg";

/** A node of a picture with its attributes and, for a text, its words. */
export function make(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SVGElement {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * A line of text from where its reading begins. Few readers of SVG honour `direction`: a line read from the right ends
 * at its place, and keeps its order by isolation.
 * @param at its first edge and its baseline, in pixels
 */
export function makeLine(
  text: string,
  dir: string,
  at: { x: number; y: number },
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const rtl = dir === "rtl";
  const place = { x: px(at.x), y: px(at.y), "text-anchor": rtl ? "end" : "start" };
  return make("text", { ...place, ...attributes }, rtl ? `\u2067${text}\u2069` : text);
}

/** A colour that is seen. */
export const seen = (color: string): boolean =>
  color !== "none" && color !== "transparent" && !/,\s*0\)$|\/\s*0\)$/.test(color);

/** Pixels with two decimals at most. */
export const px = (value: number): number => Math.round(value * 100) / 100;
