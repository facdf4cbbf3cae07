import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import {
  answerDialogs,
  expect,
  french,
  go,
  ready,
  root,
  setLangue,
  startsWith,
  test,
  tr,
} from "./support.ts";

const field = (name: string, of = "observation"): RegExp => startsWith(tr(`champs:${of}.${name}`));

/** Opens the list and searches it. */
async function search(page: Page, text: string): Promise<void> {
  await go(page, "/indicateurs", "indicateurs");
  await page.getByRole("searchbox", { name: tr("indicateurs:recherche") }).fill(text);
}

const figures = (page: Page): Locator =>
  page.getByRole("table", { name: tr("indicateurs:tableau") });

const row = (page: Page, period: string): Locator =>
  figures(page).getByRole("row").filter({ hasText: period });

test("a series cannot be found, read as of a past day, or its publications opened", async ({
  page,
}) => {
  await search(page, "projets approuves");
  await page.getByRole("gridcell", { name: "Projets approuvés par la CRUI", exact: true }).click();
  await page.keyboard.press("Enter");
  await ready(page, "serie");
  await expect(row(page, "2021")).toContainText("197");
  // What was known on a day that is no publication's own.
  await page.getByRole("textbox", { name: tr("indicateurs:auJour") }).fill("31/03/2024");
  await expect(row(page, "2021")).toContainText("196");
  await page.getByRole("textbox", { name: tr("indicateurs:auJour") }).fill("");
  await expect(row(page, "2021")).toContainText("197");
  await expect(row(page, "02/08/2024")).toContainText("140*");
  await row(page, "2021").getByRole("button").click();
  const drawer = page.getByRole("dialog", { name: /2021/ });
  await expect(drawer.getByRole("listitem")).toHaveCount(4);
  await expect(drawer).toContainText("193");
  await expect(drawer.getByText(tr("tableaux:enVigueur"), { exact: true })).toHaveCount(1);
});

test("an observation typed by keyboard is lost, 20204 is taken, or the undo leaves it there", async ({
  page,
  desk,
}) => {
  const id = desk.value<string>("SELECT id FROM serie WHERE key = 'crui_meetings_held'");
  const count = (): number =>
    desk.value("SELECT count(*) FROM observation WHERE serie_id = ? AND deleted_at IS NULL", id);
  const before = count();
  await go(page, `/indicateurs/${id}`, "serie");
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: tr("indicateurs:ajouter") });
  await form.getByRole("combobox", { name: field("territoire") }).fill("Béni Mellal-Khénifra");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await form.getByRole("textbox", { name: field("period") }).fill("20204");
  await form.getByRole("textbox", { name: field("value") }).fill("42");
  await form.getByRole("textbox", { name: field("source") }).fill("Rapport fictif");
  await form.getByRole("combobox", { name: field("confidence") }).press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await form.getByRole("textbox", { name: field("period") }).press("Enter");
  await expect(form.getByText(tr("erreurs:faute.figure_year", { annee: "20204" }))).toBeVisible();
  expect(count()).toBe(before);
  await form.getByRole("textbox", { name: field("period") }).fill("2023");
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
  await expect(row(page, "2023")).toContainText("42");
  expect(count()).toBe(before + 1);

  // A second value of the same publication is refused with both.
  await page.keyboard.press("n");
  await form.getByRole("combobox", { name: field("territoire") }).fill("Béni Mellal-Khénifra");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await form.getByRole("textbox", { name: field("period") }).fill("2023");
  await form.getByRole("textbox", { name: field("value") }).fill("43");
  await form.getByRole("textbox", { name: field("source") }).fill("Rapport fictif");
  await form.getByRole("combobox", { name: field("confidence") }).press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await form.getByRole("textbox", { name: field("value") }).press("Enter");
  await expect(form.getByText(/42.*2023/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();

  await row(page, "2023").getByRole("button").click();
  const drawer = page.getByRole("dialog", { name: /2023/ });
  await drawer.getByRole("button", { name: tr("indicateurs:modifier") }).click();
  const sheet = page.getByRole("dialog", { name: tr("indicateurs:observation") });
  await sheet.getByRole("button", { name: field("value") }).click();
  await sheet.getByRole("textbox", { name: tr("champs:observation.value") }).fill("45");
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("button", { name: field("value") })).toContainText("45");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(row(page, "2023")).toContainText("45");
  await page.keyboard.press("Control+z");
  await expect(row(page, "2023")).toContainText("42");
  await page.keyboard.press("Control+z");
  await expect.poll(count).toBe(before);
});

test("a derived series hides its formula, its parts, or why a period has no figure", async ({
  page,
  desk,
}) => {
  await go(page, "/indicateurs?nouveau=1", "indicateurs");
  const form = page.getByRole("dialog", { name: tr("indicateurs:nouvelle") });
  const make = async (key: string, formule: string): Promise<void> => {
    const text = (name: string): Locator =>
      form.getByRole("textbox", { name: field(name, "serie") });
    await text("labelFr").fill("PIB par habitant");
    await text("key").fill(key);
    await text("unit").fill("DH");
    await form.getByRole("combobox", { name: field("theme", "serie") }).click();
    await page.getByRole("option", { name: "Économie" }).click();
    await text("formule").fill(formule);
    await expect(form.getByRole("combobox", { name: field("method", "serie") })).toBeHidden();
    await form.getByRole("button", { name: tr("indicateurs:creer") }).click();
  };
  await make("pib_habitant", "pib_habitant + 1");
  await expect(form.getByText(/pib_habitant → pib_habitant/)).toBeVisible();
  await make("pib_habitant", "gdp_current_estimate / population_total * 1000000000");
  await ready(page, "serie");
  const value = desk.value<number>(
    "SELECT o.value / 2520776 * 1e9 FROM observation o JOIN serie s ON s.id = o.serie_id WHERE s.key = 'gdp_current_estimate' AND o.year = 2023",
  );
  await expect(row(page, "2023")).toContainText(french(value, 2));
  await expect(
    page.getByText("gdp_current_estimate / population_total * 1000000000").first(),
  ).toBeVisible();
  await row(page, "2023").getByRole("button").click();
  const drawer = page.getByRole("dialog", { name: /2023/ });
  await expect(drawer).toContainText("RGPH 2014");
  await expect(drawer).toContainText(tr("tableaux:calculDe.role.census"));
  await page.keyboard.press("Escape");

  const formula = page.getByRole("button", { name: field("formule", "serie") });
  await formula.click();
  const editor = page.getByRole("textbox", { name: tr("champs:serie.formule") });
  await editor.fill("gdp_current_estimate / 0");
  await editor.press("Enter");
  const absent = page.getByRole("table", { name: tr("indicateurs:sansChiffreListe") });
  await expect(absent.getByRole("row")).toHaveCount(4);
  await expect(absent).toContainText(tr("indicateurs:absence.zero_division"));
  await expect(figures(page)).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(row(page, "2023")).toBeVisible();
});

test("an import changes a figure without showing it first, or writes before it is asked", async ({
  page,
  app,
  desk,
}) => {
  const file = join(desk.folder, "chiffres.csv");
  const published = readFileSync(join(root, "resources/demo/indicateurs.csv"), "utf8");
  const changed = published.replace(",2014,554001,", ",2014,554009,");
  const bad = "crui_meetings_held,Béni Mellal-Khénifra,20204,3,réunions,Essai,05,,B,";
  writeFileSync(file, `${changed.trimEnd()}\r\n${bad}\r\n`);
  await answerDialogs(app, { open: file });
  await go(page, "/indicateurs", "indicateurs");
  await page.getByRole("button", { name: tr("indicateurs:importer") }).click();
  await ready(page, "import");
  await expect(page.getByRole("radio", { name: tr("import:indicateurs") })).toBeChecked();
  await page.getByRole("button", { name: tr("import:choisir") }).click();
  const differences = page.getByRole("table", { name: tr("import:differences") });
  await expect(differences.getByRole("row")).toHaveCount(2);
  await expect(differences).toContainText(french(554_001));
  await expect(differences).toContainText(french(554_009));
  await expect(page.getByRole("table", { name: tr("import:refuseesTitre") })).toContainText(
    "20204",
  );
  const value = (): number =>
    desk.value(
      "SELECT o.value FROM observation o JOIN serie s ON s.id = o.serie_id WHERE s.key = 'population_total' AND o.territoire = '05.081' AND o.year = 2014",
    );
  expect(value()).toBe(554_001);
  await page.getByRole("button", { name: /^Importer 1 ligne$/ }).click();
  await expect.poll(value).toBe(554_009);
  await page.keyboard.press("Control+z");
  await expect.poll(value).toBe(554_001);
});

for (const langue of ["fr", "ar"] as const) {
  test(`the list or the page of a series is barred to a screen reader in ${langue}`, async ({
    page,
    desk,
  }) => {
    await setLangue(page, langue);
    await go(page, "/indicateurs", "indicateurs");
    const scan = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      const heavy = violations.filter(
        ({ impact }) => impact === "serious" || impact === "critical",
      );
      expect(heavy.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    };
    await scan();
    const id = desk.value<string>("SELECT id FROM serie WHERE key = 'business_creations_ompic'");
    await go(page, `/indicateurs/${id}`, "serie");
    await scan();
    await page
      .getByRole("button", { name: tr("indicateurs:voirObservations", {}, langue) })
      .click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await scan();
  });
}
