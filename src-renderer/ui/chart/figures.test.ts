import { describe, expect, it } from "vitest";
import { columnNames } from "./columns.ts";
import { drawMap, PROVINCES } from "./map.ts";
import { neighbour } from "./marks.ts";
import { extent, rowsOf, stackedExtent, totalOf } from "./model.ts";
import type { ChartDatum } from "./model.ts";
import { moveOf, rank, stepsOf } from "./rates.ts";
import { axisDomain, classesOf, classOf, ticksOf, tintOf } from "./scale.ts";
import { sparkPieces } from "./Sparkline.tsx";
import { spread, thinned, wrap } from "./text.ts";

const datum = (key: string, ...values: (number | null)[]): ChartDatum => ({
  key,
  label: key,
  values: Object.fromEntries(
    values.map((value, place) => [`s${place}`, { value, partial: false }]),
  ),
});
const one = [{ key: "s0", label: "s0" }];
const two = [...one, { key: "s1", label: "s1" }];
/** Ten pixels a letter. */
const measure = (text: string): number => text.length * 10;

describe("scales", () => {
  it("a growth rate of −1,3 is drawn upwards, or bars do not start at zero", () => {
    expect(extent([datum("a", 4.1), datum("b", -1.3)], one)).toEqual({ min: -1.3, max: 4.1 });
    expect(extent([datum("a", 79), datum("b", 239)], one)).toEqual({ min: 0, max: 239 });
    expect(extent([datum("a", null)], one)).toEqual({ min: 0, max: 0 });
  });

  it("a stack with a loss is as high as its net sum", () => {
    expect(stackedExtent([datum("a", 20, -8), datum("b", 5, 6)], two)).toEqual({
      min: -8,
      max: 20,
    });
  });

  it("a figure that is not published stands as zero on a line", () => {
    const [row] = rowsOf([datum("a", null, 3)], two, null);
    expect([row!["s0"], row!["s1"]]).toEqual([null, 3]);
  });

  it("the figure of the longest bar leaves the drawing", () => {
    const [low, high] = axisDomain({ min: -2, max: 8 }, 200, { before: 30, after: 40 });
    const perPixel = (high - low) / 200;
    expect((high - 8) / perPixel).toBeCloseTo(40);
    expect((-2 - low) / perPixel).toBeCloseTo(30);
  });

  it("a chart of zeros has an axis without length", () => {
    const [low, high] = axisDomain({ min: 0, max: 0 }, 100, { before: 0, after: 20 });
    expect(high).toBeGreaterThan(low);
    expect(ticksOf({ min: 0, max: 0 }).length).toBeGreaterThan(1);
  });

  it("marks of an axis carry the dust of binary fractions", () => {
    expect(ticksOf({ min: -0.4, max: 0.6 }, 5)).toEqual([-0.4, -0.2, 0, 0.2, 0.4, 0.6]);
    expect(ticksOf({ min: 0, max: 33_351.3 })).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
  });
});

describe("classes of tints", () => {
  const reach = (values: number[]) => classesOf(values).flatMap(({ from, to }) => [from, to]);

  it("bounds are not round, leave a figure out, or are more than five", () => {
    for (const values of [[2590, 32_975, 33_351.3], [417, 205], [-4.25, 6], [-3, -1], [0.02]]) {
      const classes = classesOf(values);
      expect(classes.length).toBeLessThanOrEqual(5);
      expect(Math.min(...reach(values))).toBeLessThanOrEqual(Math.min(...values));
      expect(Math.max(...reach(values))).toBeGreaterThanOrEqual(Math.max(...values));
      classes.slice(1).forEach(({ from }, place) => expect(from).toBe(classes[place]!.to));
    }
    expect(classesOf([2590, 33_351.3]).map(({ to }) => to)).toEqual([
      10_000, 20_000, 30_000, 40_000,
    ]);
  });

  it("a figure on a bound, or the highest, has the wrong tint", () => {
    const classes = classesOf([0, 40_000]);
    expect(classOf(10_000, classes)).toBe(classOf(12_000, classes));
    expect(classOf(40_000, classes)).toBe(classes.length - 1);
  });

  it("zeros alone, or nothing published, break the legend", () => {
    expect(classesOf([0, 0])).toEqual([{ from: 0, to: 0 }]);
    expect(classesOf([])).toEqual([]);
    expect(tintOf(0, 1)).toBe(2);
    expect([0, 1, 2].map((place) => tintOf(place, 3))).toEqual([1, 3, 5]);
  });
});

describe("shares and rates", () => {
  it("the cumulated share does not end at 100, or follows the order given", () => {
    const { ranked, unpublished } = rank(
      [datum("b", 30), datum("n", null), datum("a", 60), datum("c", 10)],
      "s0",
    );
    expect(ranked.map((row) => [row.datum.key, row.share, row.cumulated])).toEqual([
      ["a", 60, 60],
      ["b", 30, 90],
      ["c", 10, 100],
    ]);
    expect(unpublished.map(({ key }) => key)).toEqual(["n"]);
  });

  it("equal figures have different ranks", () => {
    const { ranked } = rank([datum("a", 5), datum("b", 9), datum("c", 5), datum("d", 1)], "s0");
    const rests = rank([datum("autres", 50), datum("", 60), datum("a", 5)], "s0").ranked;
    expect(rests.map((row) => [row.datum.key, row.rank])).toEqual([
      ["a", 1],
      ["", null],
      ["autres", null],
    ]);
    expect(ranked.map((row) => row.rank)).toEqual([1, 2, 2, 4]);
  });

  it("a share is told of zeros or of a sum with losses", () => {
    expect(rank([datum("a", 0)], "s0").ranked[0]!.share).toBeNull();
    expect(rank([datum("a", 9), datum("b", -1)], "s0").ranked[0]!.cumulated).toBeNull();
  });

  it("a rate of a funnel is taken of a step that is not published, or divides by zero", () => {
    const steps = stepsOf(
      [datum("a", 200), datum("b", null), datum("c", 50), datum("d", 0), datum("e", 3)],
      "s0",
    );
    expect(steps.map(({ ofPrevious, ofFirst }) => [ofPrevious, ofFirst])).toEqual([
      [null, null],
      [null, null],
      [25, 25],
      [0, 0],
      [null, 1.5],
    ]);
  });

  it("a move from zero has an infinite rate, a fall is told as a rise", () => {
    expect(moveOf(5, 0)).toEqual({ way: "hausse", difference: 5, rate: null });
    expect(moveOf(12.4, 15.5)).toMatchObject({ way: "baisse", rate: expect.closeTo(-20) });
    expect(moveOf(3, 3).way).toBe("stable");
  });

  it("the total of a stack hides that a piece is not published", () => {
    expect(totalOf(datum("a", 4, null), two)).toEqual({ value: 4, incomplete: true });
    expect(totalOf(datum("a", null, null), two)).toEqual({ value: null, incomplete: false });
    expect(totalOf(datum("a", 4), two)).toEqual({ value: 4, incomplete: false });
  });
});

describe("places of labels", () => {
  it("a name is cut inside a word, or its lines are uneven", () => {
    expect(wrap("court", 60, measure)).toEqual(["court"]);
    expect(wrap("aa bb cc dd", 80, measure)).toEqual(["aa bb", "cc dd"]);
    expect(wrap("interprovincial", 60, measure)).toEqual(["interprovincial"]);
  });

  it("labels of lines that end together cover one another, or leave the drawing", () => {
    const heights = [20, 20, 20];
    const middles = spread([50, 52, 51], heights, 0, 100);
    const sorted = middles.toSorted((a, b) => a - b);
    sorted.slice(1).forEach((middle, place) => expect(middle - sorted[place]!).toBe(20));
    expect(middles[0]).toBeLessThan(middles[2]!);
    expect(middles[2]).toBeLessThan(middles[1]!);
    const low = spread([95, 99], [20, 20], 0, 100);
    expect(Math.max(...low) + 10).toBeLessThanOrEqual(100);
  });

  it("fifteen years overlap in a narrow card, or the last one is left out", () => {
    const years = Array.from({ length: 15 }, (_, place) => String(2010 + place));
    const shown = thinned(years, 20, measure);
    expect(shown.at(-1)).toBe(true);
    expect(shown.filter(Boolean)).toHaveLength(5);
  });

  it("names that may not be left out are thinned as if they were years", () => {
    const long = ["Énergies renouvelables", "Industries agroalimentaires", "Tourisme"];
    expect(columnNames(long, 30)).toBeNull();
    expect(columnNames(["2022", "2023"], 60)).toEqual([["2022"], ["2023"]]);
  });

  it("a line joins two figures over one that is not published", () => {
    const point = (value: number | null) => ({ value, partial: false });
    const pieces = sparkPieces([point(1), point(null), point(2), point(3)], 100);
    expect(pieces.map(({ length }) => length)).toEqual([1, 2]);
  });
});

describe("marks", () => {
  const boxes = [
    { x: 0, y: 0 },
    { x: 50, y: 2 },
    { x: 20, y: 40 },
    { x: 100, y: 0 },
  ];

  it("an arrow jumps over the nearest mark, or turns back at the end", () => {
    expect(neighbour(boxes, 0, "ArrowRight")).toBe(1);
    expect(neighbour(boxes, 1, "ArrowRight")).toBe(3);
    expect(neighbour(boxes, 0, "ArrowDown")).toBe(2);
    expect(neighbour(boxes, 3, "ArrowRight")).toBeUndefined();
  });
});

describe("map", () => {
  it("a province is drawn outside of the drawing, or its name outside of the map", () => {
    expect(PROVINCES.size).toBe(5);
    const { height, provinces } = drawMap(300);
    for (const { path, x, y } of provinces) {
      const numbers = [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
      const xs = numbers.filter((_, place) => place % 2 === 0);
      const ys = numbers.filter((_, place) => place % 2 === 1);
      expect(Math.min(...xs, ...ys)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...xs)).toBeLessThanOrEqual(300);
      expect(Math.max(...ys)).toBeLessThanOrEqual(height);
      expect(x).toBeGreaterThan(Math.min(...xs));
      expect(y).toBeLessThan(Math.max(...ys));
    }
  });
});
