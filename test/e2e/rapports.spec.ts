import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { titres } from "../../src-main/services/tableaux/titres.ts";
import {
  answerDialogs,
  cli,
  expect,
  go,
  holdsWords,
  pdfLines,
  printedText,
  ready,
  root,
  test,
  tr,
  withoutPdftotext,
} from "./support.ts";

const run = promisify(execFile);

interface Word {
  text: string;
  xMin: number;
  yMin: number;
  xMax: number;
  yMax: number;
}
interface PaperPage {
  width: number;
  height: number;
  words: Word[];
}

/** A word as it is read: a list of places gives the letters of a right-to-left one from the left. */
const readable = (text: string): string =>
  /\p{Script=Arabic}/u.test(text) ? [...text].toReversed().join("") : text;

/** The words of a PDF with their places, page by page, in points from the top left corner. */
function pagesOf(file: string): PaperPage[] {
  const { stdout } = spawnSync("pdftotext", ["-bbox", "-enc", "UTF-8", file, "-"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return stdout
    .split("<page ")
    .slice(1)
    .map((page) => {
      const number = (name: string, text: string) =>
        Number(new RegExp(`${name}="([\\d.-]+)"`).exec(text)?.[1]);
      return {
        width: number("width", page),
        height: number("height", page),
        words: [...page.matchAll(/<word ([^>]*)>([^<]*)<\/word>/g)].map(([, place, text]) => ({
          text: readable(text!),
          xMin: number("xMin", place!),
          yMin: number("yMin", place!),
          xMax: number("xMax", place!),
          yMax: number("yMax", place!),
        })),
      };
    });
}

/** 14 mm of margin less a hair, in points: a letter may lean over its place. */
const margin = 37;

/** Words that leave the printed part of their page: they would be cut. */
const outside = ({ width, height, words }: PaperPage): string[] =>
  words
    .filter(
      ({ xMin, xMax, yMin, yMax }) =>
        xMin < margin || xMax > width - margin || yMin < margin || yMax > height - 12,
    )
    .map(({ text, xMin, yMin }) => `${text} (${xMin}, ${yMin})`);

/** Pairs of words that stand on one another, by more than a third of the smaller one. */
function covered({ words: all }: PaperPage): string[] {
  // An upright figure is read letter by letter, in boxes as wide as they are long.
  const words = all.filter(({ text }) => text.length > 2);
  const area = ({ xMin, xMax, yMin, yMax }: Word) => (xMax - xMin) * (yMax - yMin);
  return words.flatMap((one, at) =>
    words.slice(at + 1).flatMap((other) => {
      const wide = Math.min(one.xMax, other.xMax) - Math.max(one.xMin, other.xMin);
      const high = Math.min(one.yMax, other.yMax) - Math.max(one.yMin, other.yMin);
      if (wide <= 0 || high <= 0) return [];
      const part = (wide * high) / Math.min(area(one), area(other));
      return part > 0.34 ? [`${one.text} / ${other.text}`] : [];
    }),
  );
}

/** `page x / y` on each page, whatever the order in which the two figures are read back. */
function expectFooters(pages: PaperPage[], title: string): void {
  for (const [at, { words, height }] of pages.entries()) {
    const foot = words.filter(({ yMin }) => yMin > height - 48);
    const figures = foot.flatMap(({ text }) => (/^\d+$/.test(text) ? [Number(text)] : []));
    expect(
      figures.toSorted((a, b) => a - b),
      `page ${at + 1}`,
    ).toEqual([at + 1, pages.length]);
    const side = /\p{Script=Arabic}/u.test(title) ? -1 : 1;
    const line = foot.toSorted((a, b) => side * (a.xMin - b.xMin)).map(({ text }) => text);
    expect(holdsWords(line.join(" "), title), line.join(" ")).toBe(true);
  }
}

const cards = [
  "approbations_total",
  "investissement_total",
  "emplois_total",
  "delai_moyen",
  "approbations_annees",
  "investissement_annees",
  "investissement_provinces",
  "approbations_secteurs",
] as const;

test.describe("reports written without a window", () => {
  test.skip(withoutPdftotext, "pdftotext (poppler-utils) is not installed");
  test.setTimeout(90_000);

  for (const langue of ["fr", "ar"] as const) {
    test(`a barometer in ${langue} with a figure lost, a word cut, or a page without its number`, async ({
      desk,
    }) => {
      const out = join(desk.folder, `barometre-${langue}.pdf`);
      const said = JSON.parse(
        await cli("report", "barometre", "--db", desk.db, "--lang", langue, "--out", out, "--json"),
      ) as { pages: number; cartes: number };
      const pages = pagesOf(out);
      expect(pages).toHaveLength(said.pages);
      expect(pages.length).toBeGreaterThan(5);
      for (const page of pages) {
        expect([page.width, page.height].map(Math.round)).toEqual([595, 842]);
        expect(page.words.length).toBeGreaterThan(5);
        expect(outside(page)).toEqual([]);
        if (langue === "fr") expect(covered(page)).toEqual([]);
      }
      expectFooters(pages, langue === "fr" ? "Baromètre de l’investissement" : "بارومتر الاستثمار");
      const text = printedText(out);
      const approved = desk.sql<{ n: number }>(
        "SELECT count(*) AS n FROM dossier_ligne WHERE accord_le <> ''",
      )[0]!.n;
      for (const figure of ["1 031", "95 034", "33 845", String(approved)])
        expect(text).toContain(figure);
      for (const key of cards) {
        expect(holdsWords(text, titres[key][langue]), titres[key][langue]).toBe(true);
      }
      const { stdout } = spawnSync("pdffonts", [out], { encoding: "utf8" });
      const fonts = stdout.trim().split("\n").slice(2);
      expect(fonts.length).toBeGreaterThan(1);
      for (const font of fonts) expect(font).toMatch(/ yes (?:yes|no ) /);
    });
  }

  test("a report in two languages without one of them, or a landscape one that stands upright", async ({
    desk,
  }) => {
    const out = join(desk.folder, "deux.pdf");
    await cli(
      ...`report performance --db ${desk.db} --lang fr+ar --landscape --out ${out}`.split(" "),
      "--cards=delai_provinces,decisions",
      "--title=Conseil du 3 mars",
    );
    const pages = pagesOf(out);
    for (const page of pages) {
      expect([page.width, page.height].map(Math.round)).toEqual([842, 595]);
      expect(outside(page)).toEqual([]);
    }
    const lines = pdfLines(out);
    const first = lines.findIndex((line) => holdsWords(line, "Sommaire"));
    const second = lines.findIndex((line) => holdsWords(line, "الفهرس"));
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(lines.filter((line) => line.includes("Conseil du 3 mars")).length).toBeGreaterThan(1);
  });

  test("a report that waits for the window which has its register open, or that writes in it", async ({
    desk,
    page,
  }) => {
    await expect(page.locator("[role=grid]")).toBeVisible();
    const before = desk.value<number>("SELECT count(*) FROM action");
    const out = join(desk.folder, "ouvert.pdf");
    await cli("report", "emploi", "--db", desk.db, "--out", out);
    expect(pagesOf(out).length).toBeGreaterThan(2);
    expect(desk.value<number>("SELECT count(*) FROM action")).toBe(before);
  });

  test("a PDF refused without a sentence, half written, or in the place of a good one", async ({
    desk,
  }) => {
    const out = join(desk.folder, "absent", "rapport.pdf");
    const failed = await run(
      process.execPath,
      ["src-main/cli/index.ts", "report", "emploi", "--db", desk.db, "--out", out],
      { cwd: root },
    ).catch((error: unknown) => error as { code: number; stderr: string });
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toContain("Ce dossier n'existe pas");
    expect(existsSync(out)).toBe(false);
    // A runtime that cannot start leaves the former report as it was.
    const former = join(desk.folder, "rapport.pdf");
    copyFileSync(join(root, "package.json"), former);
    const broken = await run(
      process.execPath,
      ["src-main/cli/index.ts", "report", "emploi", "--db", desk.db, "--out", former],
      { cwd: root, env: { ...process.env, DAFTAR_ELECTRON_PATH: join(root, "package.json") } },
    ).catch((error: unknown) => error as { code: number; stderr: string });
    expect(broken).toMatchObject({ code: 1 });
    expect(broken.stderr).not.toMatch(/\n\s+at /);
    expect(spawnSync("cmp", [former, join(root, "package.json")]).status).toBe(0);
    expect(readdirSync(desk.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

test.describe("reports kept in the register", () => {
  test("a report that is not kept as it was composed, or that a file and the journal do not follow", async ({
    page,
    app,
    desk,
  }) => {
    await go(page, "/rapports?tableau=emploi", "rapports");
    await page
      .getByRole("button", { name: tr("rapports:nouveau"), exact: true })
      .first()
      .click();
    const form = page.getByRole("dialog");
    await form
      .getByRole("textbox", { name: tr("rapports:champ.titre"), exact: true })
      .fill("Emploi du trimestre");
    await form.getByRole("checkbox", { name: "العربية" }).check();
    const cards = form.getByRole("table");
    await expect(cards.locator("tbody tr").nth(2)).toBeVisible();
    await cards.locator("tbody tr").nth(1).getByRole("checkbox").uncheck();
    await cards.locator("tbody tr").first().getByRole("textbox").first().fill("Voir le détail.");
    await form.getByRole("button", { name: tr("rapports:compter") }).click();
    await expect(form.getByRole("button", { name: /\d+ pages/ })).toBeVisible({ timeout: 30_000 });
    const out = join(desk.folder, "produit.xlsx");
    await answerDialogs(app, { save: out });
    await form.getByRole("button", { name: tr("rapports:produire"), exact: true }).click();
    await page.getByRole("menuitem", { name: "Excel" }).click();
    await expect(page.getByText(/produit\.xlsx.* enregistré/).first()).toBeVisible({
      timeout: 30_000,
    });
    expect(existsSync(out)).toBe(true);
    expect(
      desk.value<number>("SELECT count(*) FROM action WHERE kind = 'rapport.production'"),
    ).toBe(1);
    await form.getByRole("button", { name: tr("rapports:enregistrer") }).click();
    await expect(form).toBeHidden();
    await expect(
      page.getByRole("cell", { name: "Emploi du trimestre", exact: true }),
    ).toBeVisible();
    const contenu = JSON.parse(desk.value<string>("SELECT contenu FROM rapport")) as {
      options: { langues: string[]; cartes: { key: string; commentaire: { fr: string } | null }[] };
    };
    expect(contenu.options.langues).toEqual(["fr", "ar"]);
    expect(contenu.options.cartes[0]?.commentaire?.fr).toBe("Voir le détail.");
    await page.keyboard.press("Control+z");
    await expect(page.getByText(tr("rapports:aucun"))).toBeVisible();
  });

  test("a report missed while the application was closed that is not made at the next start, or not said", async ({
    desk,
  }) => {
    const folder = join(desk.folder, "rapports");
    mkdirSync(folder);
    const first = await desk.open();
    await ready(first.page, "journee");
    await go(first.page, "/rapports", "rapports");
    await first.page
      .getByRole("button", { name: tr("rapports:nouveau"), exact: true })
      .first()
      .click();
    const form = first.page.getByRole("dialog");
    await form.getByRole("combobox", { name: tr("rapports:champ.cadence") }).click();
    await first.page.getByRole("option", { name: "Chaque lundi" }).click();
    const since = form.getByRole("textbox", { name: tr("rapports:champ.regleLe") });
    await since.fill("01/01/2026");
    await since.press("Tab");
    await form.getByRole("checkbox", { name: "Excel" }).check();
    await form.getByRole("button", { name: tr("rapports:enregistrer") }).click();
    await expect(form).toBeHidden();
    await first.app.close();
    // The folder of this desk, as the system's dialog would have given it; it is not there yet.
    const id = desk.value<string>("SELECT id FROM rapport");
    const memory = (to: string) =>
      writeFileSync(
        join(desk.userData, "rapports.json"),
        JSON.stringify({ [desk.db]: { [id]: to } }),
      );
    memory(join(desk.folder, "absent"));
    const second = await desk.open();
    await ready(second.page, "journee");
    await go(second.page, "/rapports", "rapports");
    await expect(second.page.getByText(tr("rapports:echec"))).toBeVisible({ timeout: 30_000 });
    await second.app.close();
    memory(folder);
    const third = await desk.open();
    await ready(third.page, "journee");
    await go(third.page, "/rapports", "rapports");
    const late = new Date().getDay() === 1 ? "rapports:fait" : "rapports:rattrape";
    await expect(third.page.getByText(tr(late), { exact: true })).toBeVisible({ timeout: 40_000 });
    const files = readdirSync(folder).toSorted();
    expect(files).toHaveLength(2);
    expect(files.join(" ")).toMatch(/ \d{4}-\d\d-\d\d fr\.pdf .* \d{4}-\d\d-\d\d fr\.xlsx/);
    expect(desk.value<number>("SELECT count(*) FROM rapport_fait")).toBe(1);
  });
});
