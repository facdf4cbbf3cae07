import fc from "fast-check";
import { expect, test } from "vitest";
import { keyBetween, keysBetween } from "../../src-main/domain/order-key.ts";

test("a row moved anywhere in a list would not stay where it was dropped", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), (places) => {
      const keys: string[] = [];
      for (const place of places) {
        const at = place % (keys.length + 1);
        keys.splice(at, 0, keyBetween(keys[at - 1] ?? null, keys[at] ?? null));
      }
      expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("rows dropped together would mix or leave their gap", () => {
  fc.assert(
    fc.property(fc.nat(50), (count) => {
      const [low, high] = keysBetween(null, null, 2) as [string, string];
      const keys = [low, ...keysBetween(low, high, count), high];
      expect(keys.length).toBe(count + 2);
      expect(keys.every((key, index) => index === 0 || keys[index - 1]! < key)).toBe(true);
    }),
  );
});

test("neighbours given upside down would yield a key out of place", () => {
  const [low, high] = keysBetween(null, null, 2) as [string, string];
  expect(() => keyBetween(high, low)).toThrow(RangeError);
  expect(() => keysBetween(low, low, 1)).toThrow(RangeError);
});
