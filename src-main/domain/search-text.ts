/** Folding of text for search, the same before indexing and before querying (design.md §6). */

const ASCII = /^\p{ASCII}*$/u;
const CLEAN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
const INVISIBLE = /^[\p{M}\p{Cf}\u0640]$/u;
const WORD = /^[\p{L}\p{N}]$/u;
const MAX_QUERY_TOKENS = 16;
const PHONE_LENGTH = 10;

const LETTERS = new Map<string, string>([
  ["œ", "oe"],
  ["æ", "ae"],
  ["ß", "ss"],
  ["ø", "o"],
  ["ł", "l"],
  ["ٱ", "ا"],
  ["ى", "ي"],
  ["ة", "ه"],
  // Unicode counts these apostrophes and half-rings as letters.
  ["ʹ", " "],
  ["ʺ", " "],
  ["ʻ", " "],
  ["ʼ", " "],
  ["ʽ", " "],
  ["ʾ", " "],
  ["ʿ", " "],
]);
for (let digit = 0; digit < 10; digit++) {
  LETTERS.set(String.fromCharCode(0x0660 + digit), String(digit));
  LETTERS.set(String.fromCharCode(0x06f0 + digit), String(digit));
}

/** Folded form of each code unit below U+2100, filled when first met. */
const folded: (string | undefined)[] = Array.from({ length: 0x2100 });

function foldOnce(text: string): string {
  let out = "";
  for (const char of text.normalize("NFKD").toLowerCase()) {
    if (INVISIBLE.test(char)) continue;
    out += LETTERS.get(char) ?? (WORD.test(char) ? char : " ");
  }
  return out;
}

function foldChar(char: string): string {
  // Lower case can bring a new composed letter (İ), so fold until nothing moves.
  let before = char;
  let after = foldOnce(before);
  while (after !== before) {
    before = after;
    after = foldOnce(before);
  }
  return after;
}

/**
 * Folds text so that spellings a reader takes for the same compare equal: compatibility forms
 * decomposed, marks and tatweel removed, alef forms to ا, ى to ي, ة to ه, ؤ to و, ئ to ي, œ æ ß
 * opened, Arabic digits to Latin, lower case, every other sign a single space. Idempotent.
 * @returns letters and digits separated by single spaces, possibly empty
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) {
    const lower = text.toLowerCase();
    if (CLEAN.test(lower)) return lower;
    return lower.replace(/[^a-z0-9]+/g, " ").trim();
  }
  let out = "";
  let gap = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let piece: string;
    if (code < 0x2100) {
      piece = folded[code] ??= foldChar(text[i]!);
    } else {
      const char = String.fromCodePoint(text.codePointAt(i)!);
      i += char.length - 1;
      piece = foldChar(char);
    }
    if (piece === "") continue;
    if (piece === " ") {
      gap = true;
      continue;
    }
    if (gap && out !== "") out += " ";
    gap = false;
    out += piece;
  }
  // One sign may fold to several words (½, ligatures), with spaces of its own.
  return out.includes("  ") || out.startsWith(" ") || out.endsWith(" ")
    ? out.replace(/ +/g, " ").trim()
    : out;
}

/**
 * The words of a text, folded, in order. `BMK-2026-0406/C3` gives `bmk`, `2026`, `0406`, `c3`, so
 * that a reference is found whole or by any of its parts.
 */
export function searchTokens(text: string): string[] {
  const fold = foldText(text);
  return fold === "" ? [] : fold.split(" ");
}

const DIGITS = /^[0-9]+$/;

/**
 * National digits of a Moroccan number or of its beginning; null when it cannot be one (ANRT plan).
 */
function nationalDigits(digits: string): string | null {
  const national = digits.replace(/^(?:00)?2120?/, "0");
  return /^0[5-8][0-9]*$/.test(national) && national.length <= PHONE_LENGTH ? national : null;
}

/**
 * Text to store in the search index: the folded words, then the national form of each telephone
 * number that is written in groups or with +212, so that `0661234567` and `06 61 23` both find it.
 */
export function indexText(text: string): string {
  const fold = foldText(text);
  if (!/[0-9] ?[0-9]/.test(fold)) return fold;
  const tokens = fold.split(" ");
  const phones: string[] = [];
  for (let start = 0; start < tokens.length; start++) {
    let joined = "";
    for (let end = start; end < tokens.length && joined.length < 15; end++) {
      if (!DIGITS.test(tokens[end]!)) break;
      joined += tokens[end];
      const national = nationalDigits(joined);
      if (national?.length === PHONE_LENGTH && !tokens.includes(national)) phones.push(national);
    }
  }
  return phones.length === 0 ? fold : `${fold} ${[...new Set(phones)].join(" ")}`;
}

const prefix = (token: string): string => `"${token}"*`;

/**
 * FTS5 query finding the rows that hold every word of the text as the beginning of a word. Only
 * letters and digits survive the folding, so no FTS5 operator can come from the user. Beyond
 * sixteen words the rest is not searched.
 * @returns null when the text holds nothing searchable
 */
export function ftsQuery(text: string): string | null {
  const tokens = searchTokens(text).slice(0, MAX_QUERY_TOKENS);
  if (tokens.length === 0) return null;
  const clauses: string[] = [];
  for (let start = 0; start < tokens.length;) {
    let end = start;
    while (end < tokens.length && DIGITS.test(tokens[end]!)) end++;
    const run = tokens.slice(start, Math.max(end, start + 1));
    const words = run.map(prefix).join(" AND ");
    const national = end > start ? nationalDigits(run.join("")) : null;
    // Numbers may be the beginning of a telephone number stored without spaces.
    clauses.push(
      national !== null && national.length > 2 && national !== run[0]
        ? `(${prefix(national)} OR (${words}))`
        : words,
    );
    start += run.length;
  }
  return [...new Set(clauses)].join(" AND ");
}
