import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import type { TableauResult } from "../../src-main/contract/tableaux.ts";
import {
  answerDialogs,
  catalogue,
  cli,
  expect,
  go,
  pdfLines,
  root,
  test,
  tr,
  withoutPdftotext,
} from "./support.ts";

/** Two letters at least, those of Amazigh names among them: one alone is an abbreviation or a particle. */
const WORD = /[\u0621-\u064a\u066e-\u06d3\u0750-\u077f]{2,}/g;
/** Vowel marks stay with their letter: a text made for paper has none. */
const VOWELLED =
  /[\u0621-\u064a\u066e-\u06d3\u0750-\u077f]*[\u064b-\u0652][\u0621-\u06d3\u0750-\u077f]*/g;
const PER_LINE = 5;

const wordsOf = (text: string): string[] =>
  text
    .replace(/\{\{.*?\}\}/g, " ")
    .replace(VOWELLED, " ")
    .match(WORD) ?? [];

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** Every Arabic word of the interface and of the references, each once. */
function knownWords(): string[] {
  const json = (folder: string) =>
    readdirSync(join(root, folder)).filter((name) => name.endsWith(".json"));
  const interfaceTexts = json("src-renderer/i18n/ar").map((name) =>
    catalogue("ar", name.slice(0, -".json".length)),
  );
  const references = json("resources/reference").map((name): unknown =>
    JSON.parse(readFileSync(join(root, "resources/reference", name), "utf8")),
  );
  return [...new Set(textsOf([...interfaceTexts, ...references]).flatMap(wordsOf))];
}

/** A paper of the application, in Arabic, whose lines are replaced. */
async function openPaper(page: Page): Promise<void> {
  await go(page, "/impression/primes?langue=ar&asOf=2026-01-01", "impression");
  await page.evaluate(() =>
    Promise.all(
      [400, 600].map((weight) => document.fonts.load(`${weight} 13px "Daftar Paper"`, "اب")),
    ),
  );
}

/** Puts lines on the paper that is open, in its own style, and prints it. */
async function printLines(
  { app, page }: { app: ElectronApplication; page: Page },
  { lines, tag, file }: { lines: string[]; tag: "p" | "h2"; file: string },
): Promise<void> {
  await page.evaluate(
    ([name, texts]) => {
      const paper = document.querySelector("main")!;
      paper.replaceChildren(
        ...texts.map((text) => {
          const line = document.createElement(name);
          line.textContent = text;
          return line;
        }),
      );
    },
    [tag, lines] as const,
  );
  const base64 = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const pdf = await window!.webContents.printToPDF({ pageSize: "A4", generateTaggedPDF: true });
    return pdf.toString("base64");
  });
  writeFileSync(file, Buffer.from(base64, "base64"));
}

/** The lines of a right-to-left PDF as pdfjs reads them, the right end of a line first. */
async function pdfjsLines(file: string): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const lines: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const rows = new Map<number, { at: number; text: string }[]>();
    for (const item of items) {
      if (!("str" in item)) continue;
      const [, , , , at, height] = item.transform as number[];
      const row = Math.round(height!);
      rows.set(row, [...(rows.get(row) ?? []), { at: at!, text: item.str }]);
    }
    for (const row of rows.values()) {
      const text = row.toSorted((left, right) => right.at - left.at).map((part) => part.text);
      lines.push(text.join(" "));
    }
  }
  return lines;
}

/** The share of wanted words, line by line and in order, that a reader does not give back. */
function wrong(wanted: string[], read: string[]): { share: number; words: string[] } {
  const found = new Set(read.map((line) => wordsOf(line).join(" ")));
  const lost = wanted.filter((line) => !found.has(line));
  const kept = new Set(read.flatMap(wordsOf));
  const words = lost.flatMap((line) => {
    const missing = line.split(" ").filter((word) => !kept.has(word));
    return missing.length > 0 ? missing : line.split(" ");
  });
  return { share: words.length / wanted.join(" ").split(" ").length, words: words.slice(0, 20) };
}

for (const tag of ["p", "h2"] as const) {
  test(`Arabic words of paper that come out of a PDF swapped, cut or turned around, ${tag}`, async ({
    app,
    page,
    desk,
  }) => {
    test.skip(withoutPdftotext, "pdftotext (poppler-utils) is not installed");
    await openPaper(page);
    const words = knownWords();
    expect(words.length).toBeGreaterThan(2500);
    const lines = Array.from({ length: Math.ceil(words.length / PER_LINE) }, (_, at) =>
      words.slice(at * PER_LINE, (at + 1) * PER_LINE).join(" "),
    );
    const file = join(desk.folder, "mots.pdf");
    await printLines({ app, page }, { lines, tag, file });
    for (const read of [pdfLines(file), await pdfjsLines(file)]) {
      const { share, words: lost } = wrong(lines, read);
      expect(share, lost.join(" ")).toBeLessThan(0.01);
    }
  });
}

test("an Arabic line whose figures, dates or Latin names are lost on paper", async ({
  app,
  page,
  desk,
}) => {
  test.skip(withoutPdftotext, "pdftotext (poppler-utils) is not installed");
  await openPaper(page);
  const file = join(desk.folder, "ligne.pdf");
  const line =
    "دراسة مشروع شركة ATLAS AGRO بتاريخ 12/03/2024 بمبلغ 95\u202f034 مليون درهم لإنجاز الآجال";
  await printLines({ app, page }, { lines: [line], tag: "p", file });
  const read = pdfLines(file).join(" ").normalize("NFKC");
  expect(wordsOf(read)).toEqual(wordsOf(line));
  for (const part of ["12/03/2024", "95 034", "ATLAS AGRO"]) expect(read).toContain(part);
});

test("the Arabic regional report whose words cannot be found in its PDF", async ({
  app,
  page,
  desk,
}) => {
  test.skip(withoutPdftotext, "pdftotext (poppler-utils) is not installed");
  const file = join(desk.folder, "rapport.pdf");
  await answerDialogs(app, { save: file });
  await go(page, "/tableaux/barometre", "tableau-barometre");
  await page.getByRole("button", { name: tr("tableaux:imprimer"), exact: true }).click();
  await page.getByRole("menuitem", { name: "العربية" }).click();
  await expect(page.getByText(/rapport\.pdf\u2069? enregistré/).first()).toBeVisible({
    timeout: 30_000,
  });
  const { cartes } = JSON.parse(
    await cli("dashboard", "barometre", "--db", desk.db, "--json"),
  ) as TableauResult;
  const texts = cartes.flatMap(({ titre, calcul, remarques, categories, series }) =>
    [titre, calcul, ...remarques, ...[...categories, ...series].map(({ label }) => label)].map(
      ({ ar }) => ar,
    ),
  );
  const wanted = [...new Set(texts.flatMap(wordsOf))];
  expect(wanted.length).toBeGreaterThan(100);
  for (const lines of [pdfLines(file), await pdfjsLines(file)]) {
    const read = new Set(lines.flatMap(wordsOf));
    const lost = wanted.filter((word) => !read.has(word));
    expect(lost.length / wanted.length, lost.slice(0, 20).join(" ")).toBeLessThan(0.01);
  }
});
