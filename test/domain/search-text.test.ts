import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText, ftsQuery, indexText, searchTokens } from "../../src-main/domain/search-text.ts";

const sign = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."éÉœßİΣﬁ½ŉـأإآٱىةؤئًّ٣۴'’ʼʿ`-/.\u200f\u00a0 aZ09ﷺ한𝐀") }),
);

describe("foldText", () => {
  test.each([
    ["Œuvre d’Azilal", "oeuvre d azilal"],
    ["Béni  Mellal–Khénifra", "beni mellal khenifra"],
    ["أَحْمَد إبراهيم آيت ٱلله", "احمد ابراهيم ايت الله"],
    ["جماعـــة خنيفرة مصطفى", "جماعه خنيفره مصطفي"],
    ["مؤسسة بئر", "موسسه بير"],
    ["٠٥٢٣ ۴۵۶", "0523 456"],
    ["Straße æther", "strasse aether"],
    ["M'Rirt Mʼrirt Mʿrirt M`rirt", "m rirt m rirt m rirt m rirt"],
    ["BMK-2026-0406/C3", "bmk 2026 0406 c3"],
    ["ⴰⵥⵉⵍⴰⵍ", "ⴰⵥⵉⵍⴰⵍ"],
    ["½ ŉ", "1 2 n"],
    [" ·—! ", ""],
  ])("a spelling would not be found from its variant: %s", (text, expected) => {
    expect(foldText(text)).toBe(expected);
  });

  test("folding twice would change an indexed word", () => {
    fc.assert(fc.property(sign, (text) => foldText(foldText(text)) === foldText(text)));
  });

  test("some sign of the basic plane folds to something that folds again", () => {
    const moving: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      const once = foldText(`a${String.fromCharCode(code)}b`);
      if (foldText(once) !== once || !/^[\p{L}\p{N} ]+$/u.test(once))
        moving.push(code.toString(16));
    }
    expect(moving).toEqual([]);
  });

  test("composed and decomposed text would be two different words", () => {
    const latin = fc.string({ unit: fc.constantFrom(..."éàçñÉÖأإآؤئabc ") });
    fc.assert(fc.property(latin, (text) => foldText(text) === foldText(text.normalize("NFD"))));
  });

  test("the fast path for ASCII would fold otherwise than the table", () => {
    const ascii = fc.string({ unit: "binary-ascii" });
    fc.assert(fc.property(ascii, (text) => foldText(`${text} é`) === `${foldText(text)} e`.trim()));
  });
});

describe("search in FTS5", () => {
  const search = (rows: string[], query: string): string[] => {
    const db = new Database(":memory:");
    db.exec(`CREATE VIRTUAL TABLE f USING fts5(t, tokenize = "unicode61 remove_diacritics 0")`);
    const insert = db.prepare("INSERT INTO f(rowid, t) VALUES (?, ?)");
    for (const [index, row] of rows.entries()) insert.run(index + 1, indexText(row));
    const fts = ftsQuery(query);
    const found =
      fts === null
        ? []
        : db.prepare("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid").pluck().all(fts);
    db.close();
    return (found as number[]).map((rowid) => rows[rowid - 1]!);
  };
  const rows = [
    "BMK-2026-0406/C3 Ferme d'Œuvre",
    "BMK-2026-0407/C3 جماعة أحمد",
    "Tél. 06 61 23 45 67",
    "0661999999",
    "+212 523 48 12 34",
  ];

  test.each([
    ["BMK-2026-0406/C3", [0]],
    ["0406/c3", [0]],
    ["bmk-2026-04", [0, 1]],
    ["d'oeuv", [0]],
    ["احمد جماعه", [1]],
    ["0661234567", [2]],
    ["06 61 23", [2]],
    ["06 61", [2, 3]],
    ["+212 661", [2, 3]],
    ["+212 6 61 99 99 99", [3]],
    ["0523 48", [4]],
    ["05 23 48 12 34", [4]],
    ["ferme 2026", [0]],
    ["inconnu", []],
  ])("a reference or a telephone number would not be found: %s", (query, expected) => {
    expect(search(rows, query)).toEqual(expected.map((index) => rows[index]));
  });

  test("an operator typed by the user would reach FTS5", () => {
    expect(ftsQuery('a" OR t:b* NEAR(c) -d ^e {f}')).toBe(
      '"a"* AND "or"* AND "t"* AND "b"* AND "near"* AND "c"* AND "d"* AND "e"* AND "f"*',
    );
    expect(ftsQuery('"*-:()')).toBeNull();
    const typed = fc.string({ unit: fc.constantFrom(...'"*-:()^{}+ AND OR NOT NEAR 0612é\0') });
    fc.assert(
      fc.property(fc.oneof(typed, sign), (text) => {
        expect(() => search(["x"], text)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  test("a text would not be found by its own words", () => {
    const text = fc.string({ unit: fc.constantFrom(..."abé0123456789 -/+أة") });
    fc.assert(
      fc.property(text, (row) => {
        fc.pre(searchTokens(row).length > 0 && searchTokens(row).length <= 16);
        expect(search([row], row)).toEqual([row]);
      }),
      { numRuns: 150 },
    );
  });
});
