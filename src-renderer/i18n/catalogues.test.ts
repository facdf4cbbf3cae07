import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errors } from "../../src-main/contract/errors.ts";
import { dossierColumnKeys, fields } from "../../src-main/contract/fields.ts";
import { confidence } from "../../src-main/contract/primitives.ts";

type Tree = { [key: string]: string | Tree };
const folder = import.meta.dirname;
const LANGUES = ["fr", "ar", "en"] as const;
const PLURALS = /_(zero|one|two|few|many|other)$/;
const FORMS = {
  fr: ["one", "other"],
  ar: ["zero", "one", "two", "few", "many", "other"],
  en: ["one", "other"],
};

const names = readdirSync(join(folder, "fr")).toSorted();
const read = (langue: string, name: string): Record<string, string> =>
  flatten(JSON.parse(readFileSync(join(folder, langue, name), "utf8")) as Tree);

function flatten(tree: Tree, path = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[path + key, value]]
        : Object.entries(flatten(value, `${path}${key}.`)),
    ),
  );
}
const stems = (catalogue: Record<string, string>): string[] =>
  [...new Set(Object.keys(catalogue).map((key) => key.replace(PLURALS, "")))].toSorted();
const holes = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ""))].toSorted();

describe.each(names)("%s", (name) => {
  const french = read("fr", name);
  it.each(["ar", "en"])("has no key that is missing or left over in %s", (langue) => {
    expect(stems(read(langue, name))).toEqual(stems(french));
  });
  it.each(LANGUES)(
    "has every plural form of %s, so that no count falls back to French",
    (langue) => {
      const catalogue = read(langue, name);
      const plurals = stems(catalogue).filter((stem) => `${stem}_other` in catalogue);
      for (const stem of plurals)
        for (const form of FORMS[langue])
          expect(catalogue, stem).toHaveProperty([`${stem}_${form}`]);
    },
  );
  it.each(["ar", "en"])("names no variable in %s that French does not give", (langue) => {
    const catalogue = read(langue, name);
    for (const stem of stems(catalogue)) {
      const of = (from: Record<string, string>): string[] =>
        holes(
          Object.entries(from)
            .filter(([key]) => key.replace(PLURALS, "") === stem)
            .map(([, text]) => text)
            .join(" "),
        );
      expect(of(catalogue), stem).toEqual(of(french));
    }
  });
  it.each(LANGUES)("has no empty text in %s", (langue) => {
    for (const [key, text] of Object.entries(read(langue, name)))
      expect(text.trim(), key).not.toBe("");
  });
});

describe("what the contract can say", () => {
  it("every error code has its sentence", () => {
    const catalogue = read("fr", "erreurs.json");
    for (const code of Object.keys(errors)) expect(catalogue).toHaveProperty([code]);
    for (const reason of errors.UNDO_REFUSED.data.shape.reason.options)
      expect(catalogue).toHaveProperty([`UNDO_REFUSED_${reason}`]);
    for (const reason of errors.FILE_UNREADABLE.data.shape.reason.options)
      expect(catalogue).toHaveProperty([`FILE_UNREADABLE_${reason}`]);
  });
  it("every field and every column has its label", () => {
    const catalogue = read("fr", "champs.json");
    for (const [record, list] of Object.entries(fields))
      for (const field of list) expect(catalogue).toHaveProperty([`${record}.${field.key}`]);
    for (const key of dossierColumnKeys) expect(catalogue).toHaveProperty([`colonnes.${key}`]);
  });
  it("every confidence mark has its meaning", () => {
    const catalogue = read("fr", "commun.json");
    for (const mark of confidence.options) expect(catalogue).toHaveProperty([`confiance.${mark}`]);
  });
});
