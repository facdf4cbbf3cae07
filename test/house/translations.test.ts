import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { errors } from "../../src-main/contract/errors.ts";
import { dossierColumnKeys, fields } from "../../src-main/contract/fields.ts";
import { confidence } from "../../src-main/contract/primitives.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "src-renderer/i18n");
const langues = ["fr", "ar", "en"] as const;
type Langue = (typeof langues)[number];

type Tree = { [key: string]: string | Tree };
const namespaces = readdirSync(join(folder, "fr")).map((name) => name.replace(/\.json$/, ""));

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flat(value, `${prefix}${key}.`),
  );
}

const catalogue = (langue: Langue, namespace: string) =>
  new Map(
    flat(JSON.parse(readFileSync(join(folder, langue, `${namespace}.json`), "utf8")) as Tree),
  );

const plural = /_(?:zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(plural, "");
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]!).sort();

const sources = readdirSync(join(root, "src-renderer"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:ts|tsx)$/.test(name) && !name.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(join(root, "src-renderer", name), "utf8") }));
const allSource = sources.map((source) => source.text).join("\n");

describe.each(namespaces)("catalogue %s", (namespace) => {
  const fr = catalogue("fr", namespace);

  test.each(["ar", "en"] as const)("a key of French is missing in %s, or the reverse", (langue) => {
    const keys = new Set([...fr.keys()].map(base));
    const others = new Set([...catalogue(langue, namespace).keys()].map(base));
    expect([...keys].filter((key) => !others.has(key))).toEqual([]);
    expect([...others].filter((key) => !keys.has(key))).toEqual([]);
  });

  test.each(langues)("a plural of %s lacks a form its grammar needs", (langue) => {
    const entries = catalogue(langue, namespace);
    const needed = new Intl.PluralRules(langue).resolvedOptions().pluralCategories;
    const counted = new Set([...entries.keys()].filter((key) => plural.test(key)).map(base));
    const lacking = [...counted].flatMap((key) =>
      needed
        // French "many" is for millions written out: i18next falls back to "other".
        .filter((form) => !(langue === "fr" && form === "many"))
        .filter((form) => !entries.has(`${key}_${form}`))
        .map((form) => `${key}_${form}`),
    );
    expect(lacking).toEqual([]);
  });

  test.each(langues)("a text of %s is empty, or names a value French does not give", (langue) => {
    for (const [key, text] of catalogue(langue, namespace)) {
      expect(text.trim(), key).not.toBe("");
      const french = fr.get(key) ?? fr.get(`${base(key)}_other`) ?? "";
      const unknown = placeholders(text).filter((name) => !placeholders(french).includes(name));
      expect(unknown, key).toEqual([]);
    }
  });

  test("an Arabic text was left in French or English", () => {
    const left = [...catalogue("ar", namespace)].filter(
      ([, text]) =>
        /[A-Za-zÀ-ÿ]{4,}/.test(text.replace(/\{\{.*?\}\}|<.*?>/g, "")) &&
        !/\p{Script=Arabic}/u.test(text) &&
        !/^(?:Daftar|English|Français|Shift|Ctrl.*)$/.test(text),
    );
    expect(left).toEqual([]);
  });

  test("a text that no screen uses is kept, or its key is misspelt where it is used", () => {
    const dynamic = [...allSource.matchAll(/`([\w:.-]*)\$\{/g)]
      .map((match) => match[1]!.replace(/^\w+:/, ""))
      .filter((prefix) => prefix.length > 2);
    const endings = [...allSource.matchAll(/\bt\(`\$\{\w+\}(\w{3,})`/g)].map((match) => match[1]!);
    const unused = [...new Set([...fr.keys()].map(base))].filter((key) => {
      const quoted = [`"${key}"`, `"${namespace}:${key}"`, `\`${key}\``];
      if (quoted.some((text) => allSource.includes(text))) return false;
      // Catalogues indexed by codes of the contract are used through their key alone.
      if (["champs", "erreurs", "journal"].includes(namespace)) return false;
      return (
        !dynamic.some((prefix) => key.startsWith(prefix)) &&
        !endings.some((ending) => key.endsWith(ending))
      );
    });
    expect(unused).toEqual([]);
  });
});

test("a screen asks for a text that no catalogue holds", () => {
  const known = new Set(
    namespaces.flatMap((namespace) =>
      [...catalogue("fr", namespace).keys()].flatMap((key) => [
        `${namespace}:${base(key)}`,
        base(key),
      ]),
    ),
  );
  const asked = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/\bt\(\s*"([\w:.-]+)"/g)].map((match) => ({ name, key: match[1]! })),
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter(({ key }) => !known.has(key))).toEqual([]);
});

test("a field or a column has no label", () => {
  const champs = catalogue("fr", "champs");
  const names = [
    ...Object.entries(fields).flatMap(([record, list]) =>
      list.map((field) => `${record}.${field.key}`),
    ),
    ...dossierColumnKeys.map((key) => `colonnes.${key}`),
  ];
  expect(names.filter((name) => !champs.has(name))).toEqual([]);
});

test("an error of the contract, or one of its reasons, has no sentence", () => {
  const erreurs = catalogue("fr", "erreurs");
  const codes = [
    ...Object.keys(errors),
    ...errors.UNDO_REFUSED.data.shape.reason.options.map((reason) => `UNDO_REFUSED_${reason}`),
    ...errors.FILE_UNREADABLE.data.shape.reason.options.map(
      (reason) => `FILE_UNREADABLE_${reason}`,
    ),
  ];
  expect(codes.filter((code) => !erreurs.has(code))).toEqual([]);
});

test("a fault that the services raise has no sentence", () => {
  const services = readdirSync(join(root, "src-main/services"), {
    recursive: true,
    encoding: "utf8",
  })
    // Imports have their own sentences.
    .filter((name) => name.endsWith(".ts") && !/^(?:imports|seed)/.test(name))
    .map((name) => readFileSync(join(root, "src-main/services", name), "utf8"))
    .join("\n");
  const raised = new Set([
    ...[...services.matchAll(/bad\("(\w+)"/g)].map((match) => match[1]!),
    ...[...services.matchAll(/code: "([a-z]+_\w+)"/g)].map((match) => match[1]!),
    ...[...services.matchAll(/\b(?:no|refuse)\(\s*"\w+",\s*"(\w+)"/g)].map((match) => match[1]!),
    "ice_length",
    "ice_key",
    "date_order",
    "passage_without_diffusion",
  ]);
  expect(raised.size).toBeGreaterThan(8);
  const erreurs = catalogue("fr", "erreurs");
  expect([...raised].filter((code) => !erreurs.has(`faute.${code}`))).toEqual([]);
});

test("a confidence mark has no meaning", () => {
  const commun = catalogue("fr", "commun");
  expect(confidence.options.filter((mark) => !commun.has(`confiance.${mark}`))).toEqual([]);
});

test("a refused row of an import has no sentence", () => {
  const messages = readFileSync(join(root, "src-main/services/imports/messages.ts"), "utf8");
  const codes = [...messages.matchAll(/^ {2}(\w+): \(p/gm)].map((match) => match[1]!);
  expect(codes.length).toBeGreaterThan(15);
  const known = namespaces.flatMap((namespace) => [...catalogue("fr", namespace).keys()].map(base));
  expect(
    codes.filter((code) => !known.some((key) => key === code || key.endsWith(`.${code}`))),
  ).toEqual([]);
});

test("an action of the ledger has no name", () => {
  const text = readdirSync(join(root, "src-main/services"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, "src-main/services", name), "utf8"))
    .join("\n");
  const kinds = new Set(
    [...text.matchAll(/(?:kind|actionKind): "([a-z]+\.[a-z]+)"/g)].map((match) => match[1]!),
  );
  expect(kinds.size).toBeGreaterThan(5);
  const known = [...catalogue("fr", "journal").keys()].map(base);
  expect(
    [...kinds].filter((kind) => !known.some((key) => key === kind || key.endsWith(`.${kind}`))),
  ).toEqual([]);
});
