import { px, make, seen } from "./node.ts";
import { copySvg } from "./shapes.ts";
import { writeText } from "./words.ts";

/** Edges of what was drawn, in pixels of the window. */
export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const SIDES = ["Top", "Right", "Bottom", "Left"] as const;

/** What the page adds for the pointer, and is no part of the figure. */
const PASSING = "[data-tip], .recharts-tooltip-wrapper";

function ground(style: CSSStyleDeclaration, at: DOMRect): SVGElement[] {
  const marks: SVGElement[] = [];
  if (seen(style.backgroundColor)) {
    marks.push(
      make("rect", {
        x: px(at.left),
        y: px(at.top),
        width: px(at.width),
        height: px(at.height),
        rx: Number.parseFloat(style.borderTopLeftRadius) || 0,
        fill: style.backgroundColor,
      }),
    );
  }
  for (const side of SIDES) {
    const width = Number.parseFloat(style[`border${side}Width`]);
    const color = style[`border${side}Color`];
    if (!width || style[`border${side}Style`] === "none" || !seen(color)) continue;
    const flat = side === "Top" || side === "Bottom";
    marks.push(
      make("rect", {
        x: px(side === "Right" ? at.right - width : at.left),
        y: px(side === "Bottom" ? at.bottom - width : at.top),
        width: px(flat ? at.width : width),
        height: px(flat ? width : at.height),
        fill: color,
      }),
    );
  }
  return marks;
}

/** The painted content of an element as marks of a picture, in pixels of the window. */
export function drawHtml(root: HTMLElement): { marks: SVGElement[]; box: Edges } {
  const marks: SVGElement[] = [];
  const { left, top, right, bottom } = root.getBoundingClientRect();
  const box: Edges = { left, top, right, bottom };
  const reach = (at: Edges) => {
    box.left = Math.min(box.left, at.left);
    box.right = Math.max(box.right, at.right);
    box.bottom = Math.max(box.bottom, at.bottom);
  };
  const visit = (node: Node) => {
    if (node instanceof Text) {
      const lines = writeText(node);
      for (const line of lines) reach(line.at);
      marks.push(...lines.map(({ mark }) => mark));
      return;
    }
    if (!(node instanceof Element) || node.matches(PASSING)) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return;
    const at = node.getBoundingClientRect();
    // A text for screen readers only is one pixel wide.
    if (at.width <= 1 && at.height <= 1) return;
    if (node instanceof SVGSVGElement) {
      marks.push(copySvg(node, at));
      reach(at);
      return;
    }
    marks.push(...ground(style, at));
    node.childNodes.forEach(visit);
  };
  visit(root);
  return { marks, box };
}
