import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import { models, modelsFolder } from "../support/models/index.ts";

const body = (docx: Uint8Array) => new PizZip(docx).file("word/document.xml")!.asText();

test("a shipped model is made by no script, or a script's model is not shipped", () => {
  const made = Object.keys(models).flatMap((name) => [`${name}.ar.docx`, `${name}.fr.docx`]);
  const shipped = readdirSync(modelsFolder).filter((name) => name.endsWith(".docx"));
  expect(shipped.sort()).toEqual(made.sort());
});

describe.each(Object.entries(models))("model %s", (name, model) => {
  test.each(["fr", "ar"] as const)(
    "the shipped file in %s is older than its script",
    async (langue) => {
      const shipped = readFileSync(join(modelsFolder, `${name}.${langue}.docx`));
      expect(body(new Uint8Array(shipped))).toBe(body(await model(langue)));
    },
  );

  test("the Arabic model lacks a mark of the French one", async () => {
    const marks = async (langue: "fr" | "ar") =>
      [...body(await model(langue)).matchAll(/\{[#^/]?\w+\}/g)].map(([mark]) => mark).sort();
    expect(await marks("ar")).toEqual(await marks("fr"));
  });
});
