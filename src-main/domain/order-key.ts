/** Text keys that keep a free order in a list: moving one row writes one row. */

import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/**
 * A key that sorts (by code point, as SQLite's BINARY) after `before` and before `after`.
 * @param before key of the row above, null at the top
 * @param after key of the row below, null at the bottom
 * @throws Error when the two are not in order or not keys
 */
export function keyBetween(before: string | null, after: string | null): string {
  assertOrder(before, after);
  return generateKeyBetween(before, after);
}

/** `count` keys in ascending order between two keys; same conditions as {@link keyBetween}. */
export function keysBetween(before: string | null, after: string | null, count: number): string[] {
  assertOrder(before, after);
  return generateNKeysBetween(before, after, count);
}

function assertOrder(before: string | null, after: string | null): void {
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`Order keys are not in order: ${before}, ${after}`);
  }
}
