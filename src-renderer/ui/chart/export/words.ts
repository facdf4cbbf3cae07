import { makeLine, px } from "./node.ts";

interface Line {
  text: string;
  at: DOMRect;
}

const BREAK = /\s/;

/** The lines a text was broken into, each with its place. */
function linesOf(node: Text): Line[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  const [first] = rects;
  if (!first) return [];
  const text = node.data;
  if (rects.every(({ top }) => Math.abs(top - first.top) < first.height / 2)) {
    return [{ text, at: range.getBoundingClientRect() }];
  }
  const lines: Line[] = [];
  let start = 0;
  let top: number | null = null;
  const close = (end: number) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    lines.push({ text: text.slice(start, end), at: range.getBoundingClientRect() });
    start = end;
  };
  for (let place = 0; place < text.length; place += 1) {
    if (BREAK.test(text[place]!)) continue;
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    const here = range.getBoundingClientRect().top;
    if (top !== null && Math.abs(here - top) > first.height / 2) close(place);
    top = here;
  }
  close(text.length);
  return lines;
}

let context: CanvasRenderingContext2D | null | undefined;

/** Part of a line's height that is above its baseline. */
function ascent(style: CSSStyleDeclaration): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return 0.78;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText("x");
  return above / (above + below);
}

/** A text of the page as texts of a picture, one a line, each in its own direction. */
export function writeText(node: Text): { mark: SVGElement; at: DOMRect }[] {
  const parent = node.parentElement;
  if (!parent || node.data.trim() === "") return [];
  const style = getComputedStyle(parent);
  const rtl = style.direction === "rtl";
  const high = ascent(style);
  return linesOf(node).map(({ text, at }) => ({
    at,
    mark: makeLine(
      text.replace(/[ \t\n]+/g, " ").trim(),
      style.direction,
      { x: rtl ? at.right : at.left, y: at.top + at.height * high },
      {
        "font-size": style.fontSize,
        "font-weight": style.fontWeight,
        fill: style.color,
        // Where the font is missing, another one takes the same room.
        textLength: px(at.width),
        lengthAdjust: "spacingAndGlyphs",
      },
    ),
  }));
}
