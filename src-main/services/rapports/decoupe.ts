/** Inches that an average letter of a plain typeface takes, for each point of its size. */
const letter = 0.53 / 72;

/** Lines that a text takes in a box. @param width inches. @param size points. */
export function lignesDe(text: string, width: number, size: number): number {
  const most = Math.max(1, Math.floor(width / (letter * size)));
  return text.split("\n").reduce((lines, line) => lines + wrapped(line, most).length, 0);
}

/** A line as it wraps: between words, inside those that are longer than a line. */
function wrapped(line: string, most: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    const next = current === "" ? word : `${current} ${word}`;
    if (next.length <= most) {
      current = next;
      continue;
    }
    if (current !== "") lines.push(current);
    let rest = word;
    while (rest.length > most) {
      lines.push(rest.slice(0, most));
      rest = rest.slice(most);
    }
    current = rest;
  }
  return [...lines, current];
}

/** Inches between two lines. @param size points. */
export const interligne = (size: number): number => (size * 1.22) / 72;

/** The largest size, in points, at which a text holds in a box of inches; the smallest when none does. */
export function taille(
  text: string,
  box: { w: number; h: number },
  { most, least }: { most: number; least: number },
): number {
  for (let size = most; size > least; size -= 1) {
    if (lignesDe(text, box.w, size) * interligne(size) <= box.h) return size;
  }
  return least;
}

/** A text cut where it leaves a box, with an ellipsis; the rest is said elsewhere. */
export function abrege(text: string, box: { w: number; h: number }, size: number): string {
  const most = Math.max(1, Math.floor(box.w / (letter * size)));
  const lines = text.split("\n").flatMap((line) => wrapped(line, most));
  const held = Math.max(1, Math.floor(box.h / interligne(size)));
  if (lines.length <= held) return text;
  return `${lines.slice(0, held).join(" ").slice(0, -1).trimEnd()}…`;
}

/** A text by parts that each hold in a box. */
export function morceaux(text: string, box: { w: number; h: number }, size: number): string[] {
  const most = Math.max(1, Math.floor(box.w / (letter * size)));
  const held = Math.max(1, Math.floor(box.h / interligne(size)));
  const parts: string[] = [];
  let part: string[] = [];
  let used = 0;
  for (const line of text.split("\n")) {
    let words = "";
    for (const piece of wrapped(line, most)) {
      if (used === held) {
        parts.push([...part, words].join("\n").trim());
        part = [];
        words = "";
        used = 0;
      }
      words = words === "" ? piece : `${words} ${piece}`;
      used += 1;
    }
    part.push(words);
  }
  parts.push(part.join("\n").trim());
  return parts.filter(Boolean);
}

/** Things by groups whose sizes together hold; one that is too large alone has a group of its own. */
export function groupes<T>(things: readonly T[], size: (thing: T) => number, held: number): T[][] {
  const groups: T[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const wanted = size(thing);
    if (used + wanted > held) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)!.push(thing);
    used += wanted;
  }
  return groups;
}
