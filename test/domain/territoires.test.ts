import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  buildTerritoireIndex,
  type TerritoireLevel,
  type TerritoireMatch,
  type TerritoireRow,
} from "../../src-main/domain/territoires.ts";

type ReferenceRow = {
  key: string;
  label: { fr: string; ar: string | null };
  attrs: { level: TerritoireLevel; parent: string | null; aliases: string[] };
};
const file = new URL("../../resources/reference/territoire.json", import.meta.url);
const rows = (JSON.parse(readFileSync(file, "utf8")) as { rows: ReferenceRow[] }).rows.map(
  ({ key, label, attrs }): TerritoireRow => ({
    code: key,
    level: attrs.level,
    nameFr: label.fr,
    nameAr: label.ar,
    aliases: attrs.aliases,
    parentCode: attrs.parent,
  }),
);
const index = buildTerritoireIndex(rows);
const code = (match: TerritoireMatch<TerritoireRow>): string =>
  match.kind === "found" ? match.territoire.code : match.kind;

test.each([
  ["Fkih Ben Salah", "05.255.01.05"],
  ["Fquih Bensaleh", "05.255.01.05"],
  ["C.U. Beni-Mellal", "05.091.01.01"],
  ["Commune urbaine de Béni Mellal", "05.091.01.01"],
  ["BENI MELLAL", "05.091.01.01"],
  ["Province d’Azilal", "05.081"],
  ["province de Fkih Ben Salah", "05.255"],
  ["Oulad Mbarek", "05.091.03.05"],
  ["CR Aït M'hamed", "05.081.03.07"],
  ["Afourar (Azilal)", "05.081.11.01"],
  ["Azilal - Afourar", "05.081.11.01"],
  ["Afourar, province d'Azilal", "05.081.11.01"],
  ["إقليم بني ملال", "05.091"],
  ["جماعة أفورار", "05.081.11.01"],
  ["الجماعة الترابية بني ملال", "05.091.01.01"],
  ["ايت امحمد", "05.081.03.07"],
  ["الفقيه بن صالح", "05.255.01.05"],
  ["جهة بني ملال خنيفرة", "05"],
  ["Beni Mellal - Khenifra", "05"],
  ["05.091.01.01", "05.091.01.01"],
  ["5.091", "05.091"],
  ["Tanger", "unknown"],
  ["", "unknown"],
  ["Afourar (Khouribga)", "unknown"],
])("a place written %j would not be recognised", (name, expected) => {
  expect(code(index.find(name, "localisation"))).toBe(expected);
});

test("an indicator of a province would go to its chief town, or a project to the province", () => {
  for (const [name, province, commune] of [
    ["Azilal", "05.081", "05.081.01.01"],
    ["خريبكة", "05.311", "05.311.01.07"],
  ] as const) {
    expect(code(index.find(name))).toBe(province);
    expect(code(index.find(name, "localisation"))).toBe(commune);
  }
});

test.each([
  "Interprovincial",
  "inter-provinciale",
  "INTERPROVINCES",
  "بين الأقاليم",
  "مشترك بين الأقاليم",
])("%s would fall out of the sums by province", (name) => {
  for (const context of ["area", "localisation"] as const) {
    expect(index.find(name, context)).toMatchObject({
      kind: "found",
      territoire: { level: "interprovincial" },
    });
  }
});

test.each([
  ["Tribunal/centre Fkih Ben Salah", "Fkih Ben Salah", "05.255"],
  ["Tribunal/centre Kasba Tadla", "Kasba Tadla", "05.091"],
  ["Tribunal/centre Oued Zem", "Oued Zem", "05.311"],
  ["Tribunal / centre Boujaad", "Boujaad", "05.311"],
])("the registry place %s would be taken for a territory", (name, place, province) => {
  expect(index.find(name)).toMatchObject({
    kind: "registry",
    place,
    territoire: { code: province },
  });
});

test("a commune of the reference data would be hidden by the spelling of another", () => {
  for (const row of rows.filter(({ level }) => level === "commune")) {
    for (const name of [row.code, row.nameFr, row.nameAr ?? row.nameFr]) {
      expect([name, code(index.find(name, "localisation"))]).toEqual([name, row.code]);
    }
  }
});

describe("two communes of one name", () => {
  const province = (key: string, nameFr: string): TerritoireRow => ({
    code: key,
    level: "province",
    nameFr,
    nameAr: null,
    aliases: [],
    parentCode: null,
  });
  const commune = (key: string, parentCode: string): TerritoireRow => ({
    code: key,
    level: "commune",
    nameFr: "Sidi Aïssa",
    nameAr: null,
    aliases: [],
    parentCode,
  });
  const homonyms = buildTerritoireIndex([
    province("1", "Nord"),
    province("2", "Sud"),
    commune("1.1", "1"),
    commune("2.1", "2"),
  ]);

  test("one would be chosen at random", () => {
    const match = homonyms.find("sidi aissa", "localisation");
    expect(match.kind === "ambiguous" && match.candidates.map((row) => row.code)).toEqual([
      "1.1",
      "2.1",
    ]);
  });

  test("the province written beside the name would not settle it", () => {
    expect(code(homonyms.find("Sidi Aissa (Sud)", "localisation"))).toBe("2.1");
    expect(code(homonyms.find("Province de Nord, commune de Sidi Aissa"))).toBe("1.1");
  });
});
