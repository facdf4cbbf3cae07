/** Recognising a territory from the way people write its name, in either script. */

import { foldText } from "./search-text.ts";

/** Level of a territory, as in the reference data. */
export type TerritoireLevel =
  | "pays"
  | "region"
  | "province"
  | "interprovincial"
  | "cercle"
  | "commune"
  | "centre";

/** A territory of the reference data; `aliases` are its other spellings in any script. */
export type TerritoireRow = {
  code: string;
  level: TerritoireLevel;
  nameFr: string;
  nameAr: string | null;
  aliases: readonly string[];
  parentCode: string | null;
};

/**
 * What a bare name means when several levels bear it: the place of a project is first a commune, an
 * indicator's area first a region or a province.
 */
export type TerritoireContext = "localisation" | "area";

/**
 * Outcome of a search. `candidates` are all the rows that the name may mean, the preferred ones
 * first. A registry place (`Tribunal/centre X`) is not a territory: `territoire` is the province it
 * is in.
 */
export type TerritoireMatch<T extends TerritoireRow> =
  | { kind: "found"; territoire: T; candidates: T[] }
  | { kind: "ambiguous"; candidates: T[] }
  | { kind: "registry"; place: string; territoire: T | null }
  | { kind: "unknown" };

/** Index of the territories by code and by name. */
export type TerritoireIndex<T extends TerritoireRow> = {
  find(name: string, context?: TerritoireContext): TerritoireMatch<T>;
};

const ORDER: Record<TerritoireContext, readonly TerritoireLevel[]> = {
  localisation: ["interprovincial", "commune", "centre", "province", "cercle", "region", "pays"],
  area: ["pays", "region", "interprovincial", "province", "commune", "centre", "cercle"],
};

/** Words that only say the level; the longest come first. */
const PREFIXES: readonly [RegExp, TerritoireLevel | null][] = [
  [
    /^(?:commune|municipalite|ville|mairie)(?: (?:urbaine|rurale|territoriale))?(?: (?:de|d|du))? (?=.)/,
    "commune",
  ],
  [/^(?:c u|c r|c t|cu|cr|ct|mun) (?:de |d |du )?(?=.)/, "commune"],
  [/^(?:prefecture|province|prov)(?: (?:de|d|du))? (?=.)/, "province"],
  [/^cercle(?: (?:de|d|du))? (?=.)/, "cercle"],
  [/^centre(?: urbain)?(?: (?:de|d|du))? (?=.)/, "centre"],
  [/^region(?: (?:de|d|du))? (?=.)/, "region"],
  [/^(?:اقليم|عماله) (?=.)/, "province"],
  [/^(?:ال)?جماعه (?:(?:الترابيه|الحضريه|القرويه) )?(?:ل)?(?=.)/, "commune"],
  [/^(?:مدينه|بلديه) (?=.)/, "commune"],
  [/^دائره (?=.)/, "cercle"],
  [/^مركز (?=.)/, "centre"],
  [/^جهه (?=.)/, "region"],
];

/** Spellings of the words that compound many Moroccan place names. */
const WORDS = new Map([
  ["fkih", "fquih"],
  ["fqih", "fquih"],
  ["faqih", "fquih"],
  ["oulad", "ouled"],
  ["ouald", "ouled"],
  ["awlad", "ouled"],
  ["aulad", "ouled"],
  ["ould", "ouled"],
  ["ayt", "ait"],
  ["beni", "bni"],
  ["bani", "bni"],
  ["al", "el"],
  ["kasbat", "kasba"],
  ["kasbah", "kasba"],
  ["casbah", "kasba"],
  ["qasba", "kasba"],
  ["zaouiat", "zaouia"],
  ["zaouiet", "zaouia"],
  ["zawiat", "zaouia"],
  ["zawia", "zaouia"],
  ["zawiya", "zaouia"],
  ["saleh", "salah"],
  ["bensaleh", "bensalah"],
  ["wad", "oued"],
  ["ouad", "oued"],
  ["cheick", "cheikh"],
  ["sheikh", "cheikh"],
  ["foume", "foum"],
  ["ولاد", "اولاد"],
  ["ولد", "اولاد"],
]);

const INTERPROVINCIAL =
  /^(?:inter ?provinc(?:e|es|ial|iale|iaux|iales)|(?:مشترك )?(?:ما )?بين (?:ال)?(?:اقاليم|عمالات والاقاليم))$/;
const REGISTRY =
  /^\s*(?:tribunal\s*[/-]\s*centre|tribunal(?:\s+de\s+premi[èe]re\s+instance)?|المحكمة الابتدائية)\s+(?:de\s+|d['’]\s*|du\s+|ب)?(.+)$/i;

function nameKey(folded: string): string {
  const words = folded
    .replace(/[ڭݣگ]/g, "ك")
    .split(" ")
    .map((word) => WORDS.get(word) ?? word)
    .map((word) => (/^ال\p{L}{2}/u.test(word) ? word.slice(2) : word));
  // Without spaces M'Barek is Mbarek; doubled Latin letters are rarely written alike.
  return words.join("").replace(/([a-z])\1+/g, "$1");
}

const codeKey = (code: string): string => code.trim().toUpperCase().replace(/^0+/, "");

/** Name without the words of its level, and that level. */
function withoutLevel(folded: string): { rest: string; level: TerritoireLevel | null } {
  for (const [prefix, level] of PREFIXES) {
    if (prefix.test(folded)) return { rest: folded.replace(prefix, ""), level };
  }
  return { rest: folded, level: null };
}

/**
 * Indexes territories for {@link TerritoireIndex.find}, which accepts a code (its leading zero may
 * be lost), a name or alias in either script whatever its accents, hyphens and usual variants
 * (Fkih/Fquih, Oulad/Ouled, Béni/Bni), with or without the words of its level (`C.U.`, `Province
 * de`, `إقليم`), or a name with its parent (`Afourar (Azilal)`). Two territories of one level and
 * one name are ambiguous.
 */
export function buildTerritoireIndex<T extends TerritoireRow>(
  rows: readonly T[],
): TerritoireIndex<T> {
  const byCode = new Map<string, T>();
  const byName = new Map<string, T[]>();
  const interprovincial = rows.filter((row) => row.level === "interprovincial");
  for (const row of rows) {
    byCode.set(codeKey(row.code), row);
    const names = [row.nameFr, row.nameAr ?? "", ...row.aliases];
    const keys = new Set(
      names.flatMap((name) => {
        const folded = foldText(name);
        return [nameKey(folded), nameKey(withoutLevel(folded).rest)];
      }),
    );
    keys.delete("");
    for (const key of keys) byName.set(key, [...(byName.get(key) ?? []), row]);
  }

  /** Rows bearing the name, at the level that its words ask for when they do. */
  const named = (name: string): T[] => {
    const folded = foldText(name);
    if (INTERPROVINCIAL.test(folded)) return interprovincial;
    const whole = byName.get(nameKey(folded)) ?? [];
    const { rest, level } = withoutLevel(folded);
    if (level === null) return whole;
    const atLevel = (byName.get(nameKey(rest)) ?? []).filter((row) => row.level === level);
    return atLevel.length > 0 ? atLevel : whole.filter((row) => row.level === level);
  };

  const isWithin = (row: T, ancestor: T): boolean => {
    for (let parent = row.parentCode; parent !== null;) {
      if (parent === ancestor.code) return true;
      parent = byCode.get(codeKey(parent))?.parentCode ?? null;
    }
    return false;
  };

  /** Rows meant by `A (B)`, `A, B` or `A - B` when one of the two lies in the other. */
  const placed = (name: string): T[] => {
    const parts = name.split(/[,;/()]|\s[-–—]\s/).filter((part) => part.trim() !== "");
    if (parts.length !== 2) return [];
    const [first, second] = parts.map(named) as [T[], T[]];
    const inside = first.filter((row) => second.some((other) => isWithin(row, other)));
    return inside.length > 0
      ? inside
      : second.filter((row) => first.some((other) => isWithin(row, other)));
  };

  const choose = (found: readonly T[], context: TerritoireContext): TerritoireMatch<T> => {
    const rank = (row: T): number => ORDER[context].indexOf(row.level);
    const candidates = found.toSorted((a, b) => rank(a) - rank(b));
    const [territoire, next] = candidates;
    if (territoire === undefined) return { kind: "unknown" };
    if (next?.level === territoire.level) return { kind: "ambiguous", candidates };
    return { kind: "found", territoire, candidates };
  };

  const provinceOf = (row: T): T | null => {
    for (let each: T | undefined = row; each !== undefined;) {
      if (each.level === "province") return each;
      each = each.parentCode === null ? undefined : byCode.get(codeKey(each.parentCode));
    }
    return null;
  };

  const find = (name: string, context: TerritoireContext = "area"): TerritoireMatch<T> => {
    const coded = byCode.get(codeKey(name));
    if (coded !== undefined) return { kind: "found", territoire: coded, candidates: [coded] };
    const registry = REGISTRY.exec(name);
    if (registry !== null) {
      const place = registry[1]!.trim();
      const match = find(place, "localisation");
      const territoire = match.kind === "found" ? provinceOf(match.territoire) : null;
      return { kind: "registry", place, territoire };
    }
    const found = named(name);
    return choose(found.length > 0 ? found : placed(name), context);
  };
  return { find };
}
