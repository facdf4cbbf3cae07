import { fold } from "./fold.ts";

/** Number of letters to change, add or drop to go from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The names nearest to what was typed, in either script.
 * @returns at most `count` labels; none when nothing comes near.
 */
export function nearest(typed: string, labels: readonly string[], count = 3): string[] {
  const wanted = fold(typed);
  if (wanted.length < 3) return [];
  return labels
    .map((label) => {
      // « Afourer (Azilal) » is compared by its own name, without its province.
      const name = fold(label.replace(/\s*\(.*$/, ""));
      return { label, far: distance(wanted, name) };
    })
    .filter(({ far }) => far <= Math.max(2, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ label }) => label);
}
