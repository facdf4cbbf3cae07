import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, go, ready, setLangue, startsWith, test, tr } from "./support.ts";

const field = (name: string, of = "financement"): RegExp => startsWith(tr(`champs:${of}.${name}`));

/** Fills a form: texts by their field, lists by the label of their choice. */
async function fill(
  page: Page,
  form: Locator,
  values: Record<string, string>,
  of = "financement",
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const list = form.getByRole("combobox", { name: field(name, of), exact: true });
    // Fields are filled in turn: one may make another appear.
    // oxlint-disable no-await-in-loop
    if (["type", "categorie", "programme"].includes(name)) {
      await list.click();
      await page.getByRole("option", { name: value, exact: true }).click();
    } else if (name.endsWith("Id")) {
      await list.fill(value);
      await page.getByRole("option").filter({ hasText: value }).first().click();
    } else await form.getByRole("textbox", { name: field(name, of) }).fill(value);
    // oxlint-enable no-await-in-loop
  }
}

/** A whole number as the screens write it. */
const amount = (page: Page, text: string): Locator =>
  page.getByText(text.replaceAll(" ", "\u202f"));

test("a campaign above its ceiling passes unasked, a total goes down, or the plan is out", async ({
  page,
  desk,
}) => {
  const holder = desk.value<string>(
    "SELECT id FROM accompagnement WHERE projet_id IS NULL AND convention_id IS NULL ORDER BY reference LIMIT 1",
  );
  const named = desk.value<string>("SELECT intitule FROM accompagnement WHERE id = ?", holder);
  await go(page, "/financements?nouveau=1", "financements");
  const form = page.getByRole("dialog", { name: tr("financements:nouveau") });
  // What only a campaign has is not asked of anything else.
  await expect(form.getByRole("combobox", { name: field("categorie") })).toBeHidden();
  await fill(page, form, { type: "Financement collaboratif (loi 15-18)" });
  await fill(page, form, {
    categorie: "Prêt",
    accompagnementId: named,
    montantDemande: "4000000",
    ouvertLe: "01/03/2026",
    clotLe: "01/02/2026",
  });
  await form.getByRole("button", { name: tr("financements:creer") }).click();
  await expect(form.getByText(/01\/03\/2026.*01\/02\/2026/)).toBeVisible();
  await fill(page, form, { ouvertLe: "01/02/2026", clotLe: "31/12/2040" });
  await form.getByRole("button", { name: tr("financements:creer") }).click();
  // The sentence says by how much, the ceiling and its source.
  const question = page.getByRole("dialog", {
    name: tr("commun:saisie.confirmer.titre", { champ: tr("champs:financement.montantDemande") }),
  });
  await expect(question).toContainText(/1.000.000,00.DH.*3.000.000,00.DH.*15-18/);
  const mine = "FROM financement WHERE accompagnement_id = ?";
  expect(desk.value(`SELECT count(*) ${mine}`, holder)).toBe(0);
  await question.getByRole("button", { name: tr("commun:saisie.confirmer.garder") }).click();
  await ready(page, "financement");
  await expect(page.getByText(tr("financements:auDessus"))).toBeVisible();
  await expect(page.getByText(/Bank Al-Maghrib/)).toBeVisible();
  const id = desk.value<string>(`SELECT id ${mine}`, holder);

  const total = page.getByRole("dialog", { name: tr("financements:campagne.ajouter") });
  const enter = async (values: Record<string, string>): Promise<void> => {
    if (!(await total.isVisible())) {
      await page.getByRole("button", { name: tr("financements:campagne.ajouter") }).click();
    }
    await fill(page, total, values, "collecte");
    await total.getByRole("button", { name: tr("commun:ajouter") }).click();
  };
  await enter({ le: "10/02/2026", montant: "1000000", contributeurs: "40" });
  await expect(total).toBeHidden();
  await enter({ le: "20/02/2026", montant: "900000" });
  await expect(
    total.getByText(/1.000.000,00.DH.*10\/02\/2026.*900.000,00.DH.*20\/02\/2026/),
  ).toBeVisible();
  await enter({ montant: "1500000,50", contributeurs: "63" });
  await expect(total).toBeHidden();
  const totals = page.getByRole("table", { name: tr("financements:campagne.releves") });
  await expect(totals.getByRole("row")).toHaveCount(3);
  await expect(totals).toContainText(/37,50/);
  await expect(
    page.getByRole("img", { name: tr("financements:campagne.graphique") }),
  ).toBeVisible();
  await page
    .getByRole("region", { name: tr("financements:suggestion.titre") })
    .getByRole("button")
    .click();
  await expect
    .poll(() => desk.value("SELECT statut FROM financement WHERE id = ?", id))
    .toBe("collecte");

  // The plan, on the page of the accompaniment: balanced only at equality.
  await go(page, `/accompagnements/${holder}`, "accompagnement");
  await page.getByRole("button", { name: field("cout", "accompagnement") }).click();
  await page.getByRole("textbox", { name: field("cout", "accompagnement") }).fill("5000000");
  await page.keyboard.press("Enter");
  const plan = page.getByRole("region", { name: startsWith(tr("financements:plan.titre")) });
  await expect(plan).toContainText(tr("financements:plan.etat.manque"));
  await plan.getByRole("button", { name: tr("financements:plan.ajouter") }).click();
  await fill(page, form, { type: "Apport du porteur", montantDemande: "999999,99" });
  await form.getByRole("button", { name: tr("financements:creer") }).click();
  await expect(form).toBeHidden();
  await expect(plan).toContainText(/Il manque 0,01.DH/);
  await plan.getByRole("link", { name: "Apport du porteur" }).click();
  await ready(page, "financement");
  await page.getByRole("button", { name: field("montantDemande") }).click();
  await page.getByRole("textbox", { name: field("montantDemande") }).fill("1000000");
  await page.keyboard.press("Enter");
  await expect(plan).toContainText(tr("financements:plan.etat.equilibre"));

  // Found again by the list with its sums, and by the search.
  await go(page, "/financements", "financements");
  const asked = desk.value<number>("SELECT sum(montant_demande) FROM financement");
  await expect(amount(page, (asked / 100).toLocaleString("fr-FR")).first()).toBeVisible();
  const reference = desk.value<string>("SELECT reference FROM financement WHERE id = ?", id);
  await page.keyboard.press("/");
  await page.keyboard.type(reference);
  await page.getByRole("option", { name: new RegExp(reference) }).click();
  await ready(page, "financement");
  await expect(page).toHaveURL(new RegExp(id));
});

for (const langue of ["fr", "ar"] as const) {
  test(`the page of a campaign is cut or barred in ${langue}`, async ({ page, desk }) => {
    const holder = desk.value<string>("SELECT intitule FROM accompagnement LIMIT 1");
    await go(page, "/financements?nouveau=1", "financements");
    const form = page.getByRole("dialog", { name: tr("financements:nouveau") });
    await fill(page, form, { type: "Financement collaboratif (loi 15-18)" });
    await fill(page, form, {
      categorie: "Don",
      accompagnementId: holder,
      montantDemande: "510000",
      ouvertLe: "01/02/2026",
      clotLe: "30/04/2026",
    });
    await form.getByRole("button", { name: tr("financements:creer") }).click();
    await page.getByRole("button", { name: tr("commun:saisie.confirmer.garder") }).click();
    await ready(page, "financement");
    await page.getByRole("button", { name: tr("financements:campagne.ajouter") }).click();
    const total = page.getByRole("dialog", { name: tr("financements:campagne.ajouter") });
    await fill(page, total, { le: "10/02/2026", montant: "120000" }, "collecte");
    await total.getByRole("button", { name: tr("commun:ajouter") }).click();
    await expect(total).toBeHidden();
    if (langue !== "fr") await setLangue(page, langue);
    await ready(page, "financement");
    await expect(page.getByText(tr("financements:auDessus", {}, langue))).toBeVisible();
    const axe = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(
      axe.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 120)}`),
    ).toEqual([]);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
  });
}
