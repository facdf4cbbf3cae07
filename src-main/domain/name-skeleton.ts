import { foldText } from "./search-text.ts";

/** Words that say what kind of body a name is about, not which one. */
const common = new Set(
  "sarl sarlau sa sas au ste societe entreprise cooperative association groupe et de du des la le les l d شركه تعاونيه جمعيه مجموعه".split(
    " ",
  ),
);

/** Transliterations of the same Arabic sound, longest first. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/qu|ck|q|k|c(?=[aou]|$)/g, "k"],
  [/sh|sch/g, "ch"],
  [/ph/g, "f"],
  [/dj/g, "j"],
  [/gh/g, "r"],
  [/ss|c(?=[eiy])|z/g, "s"],
];

/**
 * What remains of a word whose Latin spelling varies: `Fkih` and `Fquih` give `fkh`, `Mohamed` and
 * `Mohammed` `mhmd`. An Arabic word loses its article.
 */
export function skeletonOf(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word.length > 4 ? word.replace(/^ال/, "") : word;
  let sounded = word;
  for (const [spelling, sound] of sounds) sounded = sounded.replace(spelling, sound);
  const bones = sounded
    .slice(1)
    .replace(/[aeiouyw]/g, "")
    .replace(/(.)\1+/g, "$1");
  const first = sounded[0]!;
  const head = /[aeiouyw]/.test(first) ? "a" : first;
  return bones === "" ? word : `${head}${bones}`.replace(/^(.)\1/, "$1");
}

/** Skeletons of the words that tell one name from another, in order, each once. */
export function nameBones(...names: (string | null | undefined)[]): string[] {
  const words = foldText(names.filter(Boolean).join(" ")).split(" ").filter(Boolean);
  const telling = words.filter((word) => !common.has(word));
  return [...new Set((telling.length > 0 ? telling : words).map(skeletonOf))];
}

/** Before a skeleton in the index: folding turns this letter into another, so that nobody types it. */
export const boneMark = "ø";
