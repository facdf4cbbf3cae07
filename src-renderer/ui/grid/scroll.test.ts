import fc from "fast-check";
import { expect, it } from "vitest";
import { offsetToShow, rowsAt, scrollScale } from "./scroll.ts";

const ROW = 34;

it("leaves no row out of reach at the end of a list taller than a browser can draw", () => {
  const viewport = 600;
  const scale = scrollScale(1_000_000, ROW, viewport);
  expect(scale.physical).toBeLessThan(2 ** 24);
  const end = scale.toOffset(scale.physical - viewport);
  expect(rowsAt(end, viewport, 1_000_000, ROW).to).toBe(999_999);
  expect(rowsAt(scale.toOffset(0), viewport, 1_000_000, ROW).from).toBe(0);
});

it("does not scale a list that fits: a wheel turn moves by as much", () => {
  const scale = scrollScale(20_000, ROW, 600);
  expect(scale.toOffset(1234)).toBe(1234);
});

it("brings back the place it was given, whatever the length", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rows, part) => {
        const scale = scrollScale(rows, ROW, 600);
        const offset = part * Math.max(0, rows * ROW - 600);
        expect(scale.toOffset(scale.toScroll(offset))).toBeCloseTo(offset, 3);
      },
    ),
  );
});

it("never draws a row that does not exist", () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(200_000), (rows, offset) => {
      const range = rowsAt(offset, 600, rows, ROW);
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeLessThan(Math.max(rows, 1));
    }),
  );
});

it("misses no row in view, at any place of the list", () => {
  fc.assert(
    fc.property(fc.integer({ min: 18, max: 5000 }), fc.nat(1000), (rows, part) => {
      const offset = (part / 1000) * (rows * ROW - 600);
      const range = rowsAt(offset, 600, rows, ROW);
      expect(range.from * ROW).toBeLessThanOrEqual(offset);
      expect((range.to + 1) * ROW).toBeGreaterThanOrEqual(Math.floor(offset + 600));
    }),
  );
});

it("does not move the list when the row is already in view", () => {
  expect(offsetToShow(10, 300, 600, ROW)).toBe(300);
  expect(offsetToShow(2, 300, 600, ROW)).toBe(68);
  expect(offsetToShow(100, 0, 600, ROW)).toBe(101 * ROW - 600);
});
