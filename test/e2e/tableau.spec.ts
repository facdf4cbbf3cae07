import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { titres } from "../../src-main/services/tableaux/titres.ts";
import {
  answerDialogs,
  expect,
  french,
  frenchDate,
  go,
  holdsWords,
  printedText,
  ready,
  setLangue,
  startsWith,
  test,
  tr,
  withoutPdftotext,
} from "./support.ts";
import type { Langue } from "./support.ts";

const barometre = (page: Page) => go(page, "/tableaux/barometre", "tableau-barometre");
const card = (page: Page, key: string): Locator => page.locator(`[data-carte="${key}"]`);

/** Opens the menu of a card and chooses one of its commands. */
async function command(page: Page, key: string, name: string): Promise<void> {
  await card(page, key).locator(".tabler-icon-dots").click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

/** Turns the drawing of a card into its table, and reads a column of it by the first cell of each line. */
async function tableOf(page: Page, key: string): Promise<Record<string, string>> {
  const table = card(page, key).locator("table[aria-label] tbody tr");
  if ((await card(page, key).locator("[data-chart]").count()) > 0)
    await command(page, key, tr("tableaux:voirTableau"));
  await expect(table.first()).toBeVisible();
  return table.evaluateAll((rows) =>
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

/** The chip of a filter, whose words end with what it keeps. */
const chip = (page: Page, name: string): Locator =>
  page
    .getByRole("group", { name: tr("tableaux:filtres.titre") })
    .getByRole("button", { name: startsWith(name) });

/** The number of records that the foot of the list of files says. */
async function counted(page: Page): Promise<number> {
  await ready(page, "dossiers");
  return Number((await page.locator("footer b").first().textContent())?.replace(/\D/g, ""));
}

test("a dashboard whose first numbers or years are not the published ones", async ({
  page,
  desk,
}) => {
  await barometre(page);
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

test("an address of the former dashboard that leads nowhere, or loses its edition", async ({
  page,
}) => {
  await go(page, "/tableaux/regional?edition=2024-03-13", "tableau-barometre");
  expect(page.url()).toContain("/tableaux/barometre?edition=2024-03-13");
});

test("an earlier edition that keeps the figures of a later one", async ({ page }) => {
  await barometre(page);
  const newest = (await tableOf(page, "approbations_annees"))["2021"];
  expect(newest).not.toBe("196");
  await chip(page, tr("tableaux:filtres.edition")).click();
  await page.getByRole("combobox", { name: tr("tableaux:filtres.editionAide") }).click();
  await page
    .getByRole("option", { name: tr("tableaux:auJour", { date: frenchDate("2024-03-13") }) })
    .click();
  await expect.poll(async () => (await tableOf(page, "approbations_annees"))["2021"]).toBe("196");
  expect(page.url()).toContain("edition=2024-03-13");
});

test("census and survey on one card, or a card without its source", async ({ page }) => {
  await go(page, "/tableaux/conjoncture", "tableau-conjoncture");
  await expect(card(page, "chomage_recensement")).toBeVisible();
  await expect(card(page, "chomage_enquete")).toBeVisible();
  for (const cle of ["conjoncture", "barometre"]) {
    await go(page, `/tableaux/${cle}`, `tableau-${cle}`);
    const cards = await page.locator("[data-carte]").evaluateAll((all) =>
      all.map((one) => ({
        key: one.getAttribute("data-carte"),
        foot: one.querySelector("section")?.lastElementChild?.textContent ?? "",
      })),
    );
    expect(cards.length).toBeGreaterThan(12);
    for (const { key, foot } of cards) {
      expect(foot, String(key)).toMatch(/\d{2}\/\d{2}\/\d{4}|Calculé de nos dossiers/);
    }
  }
});

test("a figure that does not open the records it was computed from", async ({ page }) => {
  await barometre(page);
  await tableOf(page, "calcul_provinces");
  const line = card(page, "calcul_provinces").locator("tbody tr").nth(1);
  const fiches = Number((await line.locator("td").nth(1).textContent())?.replace(/\D/g, ""));
  expect(fiches).toBeGreaterThan(0);
  await line.getByRole("link").first().click();
  expect(await counted(page)).toBe(fiches);
});

test("a published figure that does not open its observations", async ({ page }) => {
  await barometre(page);
  await card(page, "approbations_total").getByRole("button", { name: /1.031/ }).click();
  const drawer = page.getByRole("dialog", { name: titres.approbations_total.fr });
  await expect(drawer.getByText(tr("tableaux:enVigueur"), { exact: true }).first()).toBeVisible();
});

test("a bar that does not narrow the other cards, or does not widen them again", async ({
  page,
}) => {
  await barometre(page);
  const total = card(page, "calcul_nombre").locator("button bdi").first();
  const whole = await total.textContent();
  const bar = card(page, "calcul_provinces").locator("[data-mark]").first();
  const name = (await bar.getAttribute("aria-label"))?.split(",")[0] ?? "";
  await bar.click();
  await expect(chip(page, "Province")).toContainText(name);
  await expect(total).not.toHaveText(whole ?? "");
  expect(page.url()).toContain("province=");
  await card(page, "calcul_provinces").locator("[data-mark]").first().click();
  await expect(total).toHaveText(whole ?? "");
  expect(page.url()).not.toContain("province=");
});

test("Ctrl and a click on a bar that narrow instead of opening the records", async ({ page }) => {
  await barometre(page);
  const bar = card(page, "calcul_annees").locator("[data-mark]").nth(2);
  await bar.click({ modifiers: ["Control"] });
  expect(await counted(page)).toBeGreaterThan(0);
  expect(page.url()).toContain("accordDu=2021-01-01");
});

test("a mark that the keyboard can neither reach nor choose", async ({ page }) => {
  await barometre(page);
  await card(page, "calcul_provinces").locator("[data-chart] [tabindex='0']").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toContain("province=");
});

test("a period that does not reach the cards, or a comparison without its difference", async ({
  page,
}) => {
  await go(
    page,
    "/tableaux/barometre?du=2024-01-01&au=2024-12-31&comparer=precedente",
    "tableau-barometre",
  );
  await expect(card(page, "calcul_nombre")).toContainText("01/01/2023");
  await expect(card(page, "calcul_nombre")).toContainText("%");
  await page.getByRole("button", { name: tr("tableaux:filtres.reinitialiser") }).click();
  await expect.poll(() => page.url()).not.toContain("?");
});

test("a sheet a province that arrows do not turn", async ({ page }) => {
  await go(page, "/tableaux/provinces", "tableau-provinces");
  const tabs = page.getByRole("tablist", { name: tr("tableaux:feuilles") }).getByRole("tab");
  await expect(tabs).toHaveCount(6);
  await tabs.first().click();
  const first = await card(page, "nombre").locator("button bdi").first().textContent();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(card(page, "nombre").locator("button bdi").first()).not.toHaveText(first ?? "");
});

for (const langue of ["fr", "ar"] as const satisfies Langue[]) {
  test(`a presentation in ${langue} that its arrows do not move, or that Esc does not leave`, async ({
    page,
  }) => {
    if (langue !== "fr") await setLangue(page, langue);
    await barometre(page);
    await page.keyboard.press("p");
    const shown = page.locator("[data-presentation]");
    await expect(shown).toHaveAttribute("data-presentation", "approbations_total");
    await page.keyboard.press(langue === "ar" ? "ArrowLeft" : "ArrowRight");
    await expect(shown).toHaveAttribute("data-presentation", "investissement_total");
    await expect(shown).toContainText(french(95_034));
    await page.keyboard.press("End");
    await expect(shown).toHaveAttribute("data-presentation", "ecart_provinces_montant");
    await page.keyboard.press("Escape");
    await expect(shown).toHaveCount(0);
  });
}

test("how a figure is computed that is not said, or not by the keyboard", async ({ page }) => {
  await barometre(page);
  await card(page, "calcul_montant")
    .getByRole("button", { name: startsWith(tr("tableaux:commentCalculeDe", { titre: "" })) })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Somme des montants prévus/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/Somme des montants prévus/)).toBeHidden();
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
    await barometre(page);
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
      "investissement_provinces",
    ] as const) {
      expect(holdsWords(text, titres[key][langue]), titres[key][langue]).toBe(true);
    }
    expect(text).toContain("1 031");
    expect(text).toContain("95 034");
  });
}
