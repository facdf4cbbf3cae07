/** Points of the picture for one pixel of the page. */
const SCALE = 2;

/** A text of a picture, its place, and how it is written. */
interface Word {
  text: string;
  at: DOMMatrix;
  x: number;
  y: number;
  font: string;
  fill: string;
  align: CanvasTextAlign;
  direction: CanvasDirection;
  /** Its halo; null without one. */
  halo: { color: string; width: number } | null;
}

const ALIGN: Readonly<Record<string, CanvasTextAlign>> = {
  start: "start",
  middle: "center",
  end: "end",
};

/** An attribute in pixels, the `em` of its font included. */
function pixels(text: string | null, style: CSSStyleDeclaration): number {
  const value = Number.parseFloat(text ?? "0");
  return text?.endsWith("em") ? value * Number.parseFloat(style.fontSize) : value;
}

/** The texts of a picture that is on the page. */
function wordsOf(svg: SVGSVGElement): Word[] {
  const base = svg.getScreenCTM()?.inverse();
  return [...svg.querySelectorAll<SVGTextContentElement>("text, tspan")].flatMap((node) => {
    const text = Array.from(node.childNodes, (child) =>
      child instanceof Text ? child.data : "",
    ).join("");
    const own = node.getScreenCTM();
    if (text.trim() === "" || !base || !own) return [];
    const style = getComputedStyle(node);
    const place = (name: string): number =>
      pixels(node.getAttribute(name) ?? node.parentElement?.getAttribute(name) ?? null, style);
    return {
      text,
      at: DOMMatrix.fromMatrix(base.multiply(own)),
      x: place("x"),
      y: place("y") + pixels(node.getAttribute("dy"), style),
      font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
      fill: style.fill,
      align: ALIGN[style.textAnchor] ?? "start",
      direction: style.direction === "rtl" ? "rtl" : "ltr",
      halo:
        style.stroke === "none"
          ? null
          : { color: style.stroke, width: Number.parseFloat(style.strokeWidth) },
    };
  });
}

function write(canvas: CanvasRenderingContext2D, word: Word): void {
  canvas.setTransform(new DOMMatrix().scale(SCALE).multiply(word.at));
  canvas.font = word.font;
  canvas.textAlign = word.align;
  canvas.direction = word.direction;
  if (word.halo) {
    canvas.lineJoin = "round";
    canvas.lineWidth = word.halo.width;
    canvas.strokeStyle = word.halo.color;
    canvas.strokeText(word.text, word.x, word.y);
  }
  canvas.fillStyle = word.fill;
  canvas.fillText(word.text, word.x, word.y);
}

/** Takes the texts out of a picture, which stays as shapes alone. */
function takeWords(svg: SVGSVGElement): Word[] {
  svg.style.position = "fixed";
  svg.style.insetInlineStart = "-10000px";
  document.body.append(svg);
  try {
    return wordsOf(svg);
  } finally {
    svg.remove();
    svg.removeAttribute("style");
    for (const text of svg.querySelectorAll("text")) text.remove();
  }
}

/**
 * A picture of `chartToSvg` as PNG, at twice its size. A picture drawn on a canvas sees no font of the page: its
 * texts are written on the canvas, which does.
 * @throws when the picture cannot be drawn
 */
export async function svgToPng(svg: string): Promise<Blob> {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const drawing = document.importNode(parsed, true) as Element as SVGSVGElement;
  const words = takeWords(drawing);
  await Promise.all(words.map(({ font, text }) => document.fonts.load(font, text)));
  const shapes = new XMLSerializer().serializeToString(drawing);
  const address = URL.createObjectURL(new Blob([shapes], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas to draw on");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const word of words) write(context, word);
    return await new Promise<Blob>((done, failed) => {
      canvas.toBlob(
        (blob) => (blob ? done(blob) : failed(new Error("canvas without a picture"))),
        "image/png",
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
