import { widthOf, wrap } from "../text.ts";
import { drawHtml } from "./html.ts";
import { make, makeLine } from "./node.ts";

/** What stands around a drawing that leaves the application. */
export interface SvgFrame {
  title: string;
  unit: string;
  /** Sources, filters, remarks: one line each, broken where they are long. */
  notes: readonly string[];
  dir: "ltr" | "rtl";
}

const EDGE = 16;
const FAMILY = "'IBM Plex Sans', 'IBM Plex Sans Arabic', Arial, sans-serif";
const TITLE = { size: 15, weight: 600, line: 20, color: "--ink" };
const UNIT = { size: 12, weight: 400, line: 17, color: "--mut" };
const NOTE = { size: 10.5, weight: 400, line: 14, color: "--mut" };

interface Block {
  lines: string[];
  style: typeof TITLE;
}

/** Bold letters are wider than those measured. */
const BOLD = 1.06;

function block(texts: readonly string[], style: typeof TITLE, width: number): Block {
  const measure = (text: string): number =>
    widthOf(text, style.size) * (style.weight > 400 ? BOLD : 1);
  const lines = texts.filter(Boolean).flatMap((text) => wrap(text, width, measure));
  return { lines, style };
}

/**
 * A chart as a picture of its own: the light tokens whatever the theme, colours and fonts written on each mark,
 * the title and the unit above, the notes below.
 * @param element the figure, `[data-chart]`, on the page and painted
 */
export function chartToSvg(element: HTMLElement, { title, unit, notes, dir }: SvgFrame): string {
  const kept = element.dataset["paper"];
  element.dataset["paper"] = "";
  try {
    const style = getComputedStyle(element);
    const { marks, box } = drawHtml(element);
    const width = Math.ceil(Math.max(box.right - box.left, 240));
    const head = [block([title], TITLE, width), block([unit], UNIT, width)];
    const foot = [block(notes, NOTE, width)];
    const whole = width + 2 * EDGE;
    const svg = make("svg", { direction: "ltr", "font-family": FAMILY });
    svg.append(make("title", {}, title));
    const paper = make("rect", { x: 0, y: 0, width: whole, fill: "#ffffff" });
    svg.append(paper);
    let y = EDGE;
    const write = ({ lines, style: font }: Block) => {
      for (const line of lines) {
        y += font.line;
        svg.append(
          makeLine(
            line,
            dir,
            { x: dir === "rtl" ? whole - EDGE : EDGE, y: y - 5 },
            {
              "font-size": font.size,
              "font-weight": font.weight,
              fill: style.getPropertyValue(font.color).trim(),
            },
          ),
        );
      }
    };
    head.forEach(write);
    y += 8;
    const drawing = make("g", {
      transform: `translate(${EDGE - box.left} ${y - box.top})`,
    });
    drawing.append(...marks);
    svg.append(drawing);
    y += box.bottom - box.top + 8;
    foot.forEach(write);
    const height = Math.ceil(y + EDGE);
    paper.setAttribute("height", String(height));
    svg.setAttribute("width", String(whole));
    svg.setAttribute("height", String(height));
    svg.setAttribute("viewBox", `0 0 ${whole} ${height}`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
  } finally {
    if (kept === undefined) delete element.dataset["paper"];
    else element.dataset["paper"] = kept;
  }
}
