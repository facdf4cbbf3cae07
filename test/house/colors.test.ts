import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Triple = [number, number, number];

const css = readFileSync(new URL("../../src-renderer/ui/theme.css", import.meta.url), "utf8");

/** Values of a token in the order of the sheet: light, then dark. */
function token(name: string): [string, string] {
  const found = [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, "g"))];
  expect(found, name).toHaveLength(2);
  return [found[0]![1]!, found[1]![1]!];
}

/** Linear light of a colour. */
const linear = (hex: string): Triple =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Triple;

const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** CIE lightness, 0 to 100: the grey that a print gives. */
function lightness(color: Triple): number {
  const y = luminance(color);
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

function lab([r, g, b]: Triple): Triple {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Machado, Oliveira and Fernandes (2009), full severity. */
const SIGHTS: Readonly<Record<string, Triple[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seen = (matrix: Triple[], [r, g, b]: Triple): Triple =>
  matrix.map((row) => Math.max(0, row[0] * r + row[1] * g + row[2] * b)) as Triple;

const contrast = (a: number, b: number): number =>
  (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

describe.each([
  { theme: "light", at: 0 as const },
  { theme: "dark", at: 1 as const },
])("colours of charts, $theme", ({ at }) => {
  const colors = Array.from({ length: 8 }, (_, place) => linear(token(`chart-${place + 1}`)[at]));
  const tints = Array.from({ length: 5 }, (_, place) =>
    linear(token(`chart-seq-${place + 1}`)[at]),
  );
  const card = luminance(linear(css.match(/--card: (#[0-9a-f]{6})/g)![at]!.slice(-7)));

  it("two of the first four series, or of the last four, have one grey in print", () => {
    for (const four of [colors.slice(0, 4), colors.slice(4)]) {
      const greys = four.map(lightness).sort((a, b) => a - b);
      greys.slice(1).forEach((grey, place) => expect(grey - greys[place]!).toBeGreaterThan(8.5));
    }
  });

  it.each(Object.keys(SIGHTS))("two series are one colour for an eye with %s", (sight) => {
    const seenAs = colors.map((color) => lab(seen(SIGHTS[sight]!, color)));
    seenAs.forEach((a, i) => {
      for (const b of seenAs.slice(i + 1)) {
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(15);
      }
    });
  });

  it("a series is too pale to be seen on its card", () => {
    for (const color of colors) expect(contrast(luminance(color), card)).toBeGreaterThanOrEqual(3);
  });

  it("two classes of the map have one grey in print, or do not follow one another", () => {
    const greys = tints.map(lightness);
    const steps = greys.slice(1).map((grey, place) => grey - greys[place]!);
    const way = at === 0 ? -1 : 1;
    for (const step of steps) expect(step * way).toBeGreaterThan(12);
  });

  it("a figure is unreadable in black and in white on a tint or a series", () => {
    for (const color of [...tints, ...colors]) {
      const ground = luminance(color);
      expect(Math.max(contrast(ground, 0), contrast(ground, 1))).toBeGreaterThan(4.5);
    }
  });
});
