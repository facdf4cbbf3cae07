import { px } from "./node.ts";

/** What of the page's styles a mark keeps, each written as an attribute. */
const KEPT = [
  "fill",
  "fill-opacity",
  "opacity",
  "stroke",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "stroke-width",
] as const;
const KEPT_TEXT = ["font-size", "font-weight", "text-anchor"] as const;

/** Attributes of the page that mean nothing outside of it. */
const DROPPED = /^(?:class|style|role|tabindex|aria-.*|data-.*|dominant-baseline|focusable)$/;

/** How far below its place a text is written, in its own size: many readers ignore `dominant-baseline`. */
const LOWERED: Readonly<Record<string, number>> = { central: 0.35, middle: 0.3, hanging: 0.75 };

function lower(from: Element, to: Element, style: CSSStyleDeclaration): void {
  const by = (LOWERED[style.dominantBaseline] ?? 0) * Number.parseFloat(style.fontSize);
  if (by === 0) return;
  // A text of several lines has the place of each on its lines.
  const placed = from.hasAttribute("y") || from.querySelector("[y]") === null;
  if (placed && (from.tagName === "text" || from.hasAttribute("y"))) {
    to.setAttribute("y", String(px(Number(from.getAttribute("y") ?? 0) + by)));
  }
}

/** Writes what of a style differs from the mark around, which hands it over; opacity is never handed over. */
function copyStyle(
  names: readonly string[],
  style: CSSStyleDeclaration,
  around: CSSStyleDeclaration | null,
  to: Element,
): void {
  for (const name of names) {
    const value = style.getPropertyValue(name);
    const taken = name === "opacity" ? "1" : around?.getPropertyValue(name);
    to.removeAttribute(name);
    if (value === "" || value === taken) continue;
    to.setAttribute(name, value.replace(/url\("(#[^"]+)"\)/, "url($1)"));
  }
}

function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const around = from instanceof SVGSVGElement ? null : getComputedStyle(from.parentElement!);
  const text = from.tagName === "text" || from.tagName === "tspan";
  copyStyle(KEPT, style, around, to);
  // Only texts carry a font: that of the group around them is not written.
  if (text) copyStyle(KEPT_TEXT, style, from.tagName === "tspan" ? around : null, to);
  const names = Array.from(to.attributes, ({ name }) => name);
  for (const name of names) if (DROPPED.test(name)) to.removeAttribute(name);
  if (text) lower(from, to, style);
  [...from.children].forEach((child, place) => copyStyles(child, to.children[place]!));
}

/** Halos as texts of their own under the letters: many readers paint a stroke over what it surrounds. */
function layHalos(copy: SVGSVGElement): void {
  for (const text of copy.querySelectorAll("text[stroke]")) {
    const color = text.getAttribute("stroke")!;
    if (color === "none") continue;
    const halo = text.cloneNode(true) as SVGTextElement;
    for (const part of [halo, ...halo.querySelectorAll("tspan")]) part.setAttribute("fill", color);
    text.before(halo);
    for (const name of ["stroke", "stroke-width", "stroke-linejoin"]) text.removeAttribute(name);
  }
}

/** A drawing of the page with the styles it was painted with, at its place. */
export function copySvg(svg: SVGSVGElement, at: DOMRect): SVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copyStyles(svg, copy);
  copy.setAttribute("x", String(px(at.left)));
  copy.setAttribute("y", String(px(at.top)));
  copy.setAttribute("width", String(px(at.width)));
  copy.setAttribute("height", String(px(at.height)));
  copy.setAttribute("overflow", "visible");
  layHalos(copy);
  for (const node of copy.querySelectorAll("desc, title")) node.remove();
  return copy;
}
