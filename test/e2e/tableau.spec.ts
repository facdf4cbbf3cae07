import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { titres } from "../../src-main/services/tableaux/titres.ts";
import {
  answerDialogs,
  expect,
  french,
  frenchDate,
  go,
  holdsWords,
  printedText,
  test,
  tr,
  withoutPdftotext,
} from "./support.ts";
import type { Langue } from "./support.ts";

const screen = "tableaux-regional";
const card = (page: Page, key: keyof typeof titres) =>
  page.getByRole("region", { name: new RegExp(`^${titres[key].fr}(?: \\S+)?$`) }).first();

/** Turns the drawing of a card into its table, and reads it by the first cell of each line. */
async function tableOf(page: Page, key: keyof typeof titres): Promise<Record<string, string>> {
  const table = card(page, key).getByRole("table");
  if ((await table.count()) === 0) {
    await card(page, key)
      .getByRole("button", { name: tr("tableaux:actionsDe", { titre: titres[key].fr }) })
      .click();
    await page.getByRole("menuitem", { name: tr("tableaux:voirTableau") }).click();
    await expect(table).toBeVisible();
  }
  return table.locator("tbody tr").evaluateAll((rows) =>
    Object.fromEntries(
      rows.map((row) => {
        const [head, value] = row.children;
        return [
          (head?.textContent ?? "").replace("*", "").trim(),
          (value?.textContent ?? "").trim(),
        ];
      }),
    ),
  );
}

test("a dashboard whose first numbers or years are not the published ones", async ({
  page,
  desk,
}) => {
  await go(page, "/tableaux/regional", screen);
  await expect(card(page, "approbations_total")).toContainText(french(1031));
  await expect(card(page, "investissement_total")).toContainText(french(95_034));
  const years = await tableOf(page, "approbations_annees");
  const published = desk.sql<{ annee: number; valeur: number }>(
    `SELECT o.year AS annee, o.value AS valeur FROM observation o JOIN serie s ON s.id = o.serie_id
     WHERE s.key = 'crui_projects_approved' AND o.period = CAST(o.year AS TEXT) AND o.year >= 2019 ORDER BY o.as_of`,
  );
  expect(published.length).toBeGreaterThan(3);
  for (const [annee, valeur] of new Map(published.map((row) => [row.annee, row.valeur]))) {
    expect(years[String(annee)], String(annee)).toBe(french(valeur));
  }
});

test("an earlier edition that keeps the figures of a later one", async ({ page }) => {
  await go(page, "/tableaux/regional", screen);
  const newest = (await tableOf(page, "approbations_annees"))["2021"];
  expect(newest).not.toBe("196");
  await page.getByRole("combobox", { name: tr("tableaux:edition") }).click();
  await page
    .getByRole("option", { name: tr("tableaux:auJour", { date: frenchDate("2024-03-13") }) })
    .click();
  await expect.poll(async () => (await tableOf(page, "approbations_annees"))["2021"]).toBe("196");
  expect(page.url()).toContain("edition=2024-03-13");
});

test("census and survey on one card, or a card without its source", async ({ page }) => {
  await go(page, "/tableaux/regional", screen);
  await expect(card(page, "chomage_recensement")).toBeVisible();
  await expect(card(page, "chomage_enquete")).toBeVisible();
  const sections = page.locator("main section section").filter({ has: page.locator("h2") });
  const cards = await sections.evaluateAll((all) =>
    all
      .filter((one) => !one.querySelector("section"))
      .map((one) => ({
        title: one.querySelector("h2")?.textContent ?? "",
        text: one.textContent ?? "",
      })),
  );
  expect(cards.length).toBeGreaterThan(12);
  for (const { title, text } of cards) {
    expect(text, title).toMatch(/\d{2}\/\d{2}\/\d{4}|20\d\d|Calculé de nos dossiers/);
    const foot = text.slice(text.indexOf(title) + title.length);
    expect(foot, title).toMatch(/[A-Za-zÉé]{4,}.*\d{2}\/\d{2}\/\d{4}|Calculé de nos dossiers/s);
  }
});

test("a figure that does not open the dossiers it was computed from", async ({ page, desk }) => {
  await go(page, "/tableaux/regional", screen);
  const section = page.getByRole("region", { name: tr("tableaux:sections.calcul"), exact: true });
  await section.getByText(tr("tableaux:tableau"), { exact: true }).click();
  const figure = section
    .getByRole("table")
    .last()
    .getByRole("button", { name: /ouvrir les dossiers/ })
    .first();
  await figure.click();
  await page.waitForFunction(() => document.documentElement.dataset["ready"] === "dossiers");
  const [, query = ""] = page.url().split("?");
  expect(query).not.toBe("");
  const count = Number((await page.locator("footer b").first().textContent())?.replace(/\D/g, ""));
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(desk.value<number>("SELECT count(*) FROM dossier_ligne"));
});

for (const langue of ["fr", "ar"] as const satisfies Langue[]) {
  test(`a report in ${langue} that is empty, cut to one page, or whose text is scrambled`, async ({
    page,
    app,
    desk,
  }) => {
    test.skip(withoutPdftotext, "pdftotext (poppler-utils) is not installed");
    const file = join(desk.folder, `rapport-${langue}.pdf`);
    await answerDialogs(app, { save: file });
    await go(page, "/tableaux/regional", screen);
    await page.getByRole("button", { name: tr("tableaux:imprimer"), exact: true }).click();
    const names = { fr: "Français", ar: "العربية" };
    await page.getByRole("menuitem", { name: names[langue] }).click();
    await expect(
      page.getByText(/rapport-.*\.pdf\u2069? enregistré, \d+ pages/).first(),
    ).toBeVisible({ timeout: 30_000 });
    const pdf = readFileSync(file);
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    const info = spawnSync("pdfinfo", [file], { encoding: "utf8" }).stdout;
    expect(Number(/^Pages:\s+(\d+)/m.exec(info)?.[1])).toBeGreaterThanOrEqual(2);
    const text = printedText(file);
    for (const key of [
      "approbations_total",
      "approbations_annees",
      "investissement_annees",
      "chomage_recensement",
    ] as const) {
      expect(holdsWords(text, titres[key][langue]), titres[key][langue]).toBe(true);
    }
    expect(text).toContain("1 031");
    expect(text).toContain("95 034");
  });
}
