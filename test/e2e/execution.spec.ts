import { AxeBuilder } from "@axe-core/playwright";
import { addDays } from "../../src-main/domain/dates.ts";
import { executed } from "../support/execution.ts";
import { expect, frenchDate, go, setLangue, startsWith, test, tr } from "./support.ts";

test.use({ register: "vide" });

const today = new Date().toISOString().slice(0, 10);
const screen = (conventionId: string, onglet: string) =>
  `/conventions/${conventionId}?onglet=${onglet}`;

test("a commitment done, added or undone that its tab does not show", async ({ desk }) => {
  const { conventionId, rapport } = executed(desk.db, today);
  const { page } = await desk.open();
  await go(page, screen(conventionId, "engagements"), "convention");
  const row = page.getByRole("row", { name: /Rapport semestriel/ });
  const late = tr("execution:retard", { etat: tr("execution:etat.defaillant"), jours: "54" });
  await expect(row).toContainText(late);
  await row.getByRole("button", { name: tr("execution:realiser") }).click();
  const form = page.getByRole("dialog", { name: tr("execution:realisation") });
  // The due day that it serves is proposed.
  await expect(
    form.getByRole("textbox", { name: startsWith(tr("champs:realisation.pourLe")) }),
  ).toHaveValue(frenchDate(addDays(today, -54)));
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  await expect(form).toBeHidden();
  await expect(row).toContainText(tr("execution:etat.en_cours"));
  expect(desk.value("SELECT pour_le FROM realisation WHERE engagement_id = ?", rapport)).toBe(
    addDays(today, -54),
  );
  await page.keyboard.press("Control+z");
  await expect(row).toContainText(late);

  const quick = page.getByRole("textbox", { name: tr("execution:saisieEngagement") });
  await quick.fill("Trois campagnes accompagnées");
  await quick.press("Enter");
  await expect(page.getByRole("row", { name: /Trois campagnes accompagnées/ })).toBeVisible();
  await expect(quick).toHaveValue("");
  // As of a day before, the report was not late yet.
  const day = page.getByRole("textbox", { name: tr("conventions:telleQuAu") });
  await day.fill(frenchDate(addDays(today, -60)));
  await day.press("Enter");
  await day.blur();
  await expect(row).not.toContainText(tr("execution:etat.defaillant"));
  // Nothing is edited on another day than today.
  await expect(quick).toBeHidden();
  await expect(row.getByRole("button")).toHaveCount(0);
});

test("a payment taken although its condition is not met, without a question", async ({ desk }) => {
  const { conventionId } = executed(desk.db, today);
  const { page } = await desk.open();
  await go(page, screen(conventionId, "versements"), "convention");
  const row = page.getByRole("row", { name: /Solde/ });
  await expect(row).toContainText(tr("execution:condition.engagement_non_tenu"));
  await row.getByRole("button", { name: tr("execution:verser") }).click();
  const form = page.getByRole("dialog", {
    name: startsWith(tr("execution:versement", { tranche: "" }).trim()),
  });
  await form.getByRole("button", { name: tr("execution:verser") }).click();
  const question = page.getByText(
    tr("erreurs:faute.condition_unmet_engagement_non_tenu", { date: frenchDate(today) }),
  );
  await expect(question.first()).toBeVisible();
  const paid = "SELECT count(*) FROM versement WHERE convention_id = ?";
  expect(desk.value(`${paid} AND verse_le IS NOT NULL`, conventionId)).toBe(1);
  await page.getByRole("button", { name: tr("commun:saisie.confirmer.garder") }).click();
  await expect(row).toContainText(tr("execution:etatVersement.verse"));
  expect(
    desk.value("SELECT sum(montant_verse) FROM versement WHERE convention_id = ?", conventionId),
  ).toBe(60_000_000);
});

test("a deliverable accepted or a measure taken that the tab loses", async ({ desk }) => {
  const { conventionId } = executed(desk.db, today);
  const { page } = await desk.open();
  await go(page, screen(conventionId, "livrables"), "convention");
  const row = page.getByRole("row", { name: /Étude des besoins/ });
  await row.getByRole("button", { name: tr("execution:accepter") }).click();
  await expect(row).toContainText(tr("execution:etatLivrable.accepte"));
  await expect(row).toContainText("Salma Essai");
  const indicator = page.getByRole("row", { name: /Porteurs financés/ });
  await expect(indicator).toContainText("40");
  await indicator.getByRole("button", { name: tr("execution:mesurer") }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: startsWith(tr("champs:mesure.valeur")) }).fill("10");
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  await expect(indicator).toContainText(tr("execution:cibleAtteinte"));
});

test("a meeting without its attendance, or a decision without its task", async ({ desk }) => {
  const { conventionId, reunionId } = executed(desk.db, today);
  const { page } = await desk.open();
  await go(page, screen(conventionId, "comites"), "convention");
  await page
    .getByRole("button", { name: tr("execution:reunion", { numero: "1" }), exact: true })
    .click();
  const sheet = page.getByRole("dialog");
  await sheet
    .getByRole("row", { name: /Amina Exemple/ })
    .getByText(tr("execution:presence.present"), { exact: true })
    .click();
  await expect.poll(() => desk.value("SELECT count(*) FROM presence WHERE present = 1")).toBe(1);
  const quick = sheet.getByRole("textbox", { name: tr("execution:saisieDecision") });
  await quick.fill("Relancer le laboratoire");
  await quick.press("Enter");
  const decision = sheet.getByRole("row", { name: /Relancer le laboratoire/ });
  await expect(decision).toContainText(tr("execution:sansTache"));
  await decision.getByRole("button").nth(2).click();
  await page.keyboard.type(frenchDate(addDays(today, 10)));
  await page.keyboard.press("Enter");
  await expect(decision).toContainText(tr("execution:tacheOuverte"));
  expect(
    desk.value(
      "SELECT t.echeance_le FROM tache t JOIN decision_reunion d ON d.tache_id = t.id WHERE d.reunion_id = ?",
      reunionId,
    ),
  ).toBe(addDays(today, 10));
});

test("an overdue commitment that does not reach the head of its pôle", async ({ desk }) => {
  executed(desk.db, today);
  const { page } = await desk.open();
  const line = page
    .getByRole("list", { name: tr("journee:remontees.titre") })
    .getByRole("listitem")
    .filter({ hasText: "Rapport semestriel" });
  await go(page, "/journee", "journee");
  await expect(line).toContainText(tr("journee:remontees.sans_chef"));
  await go(page, "/reglages", "reglages");
  const card = page.getByRole("region", { name: tr("reglages:chefs.titre") });
  await card.getByRole("combobox", { name: /Impulsion/ }).click();
  await page.getByRole("option", { name: "Salma Essai" }).click();
  await expect
    .poll(() => desk.value("SELECT count(*) FROM reglage WHERE key = 'pole.chef.impulsion'"))
    .toBe(1);
  await go(page, "/journee", "journee");
  await expect(line).toContainText(tr("journee:remontees.chef_pole"));
  await line.getByRole("link").click();
  await expect(page.getByRole("row", { name: /Rapport semestriel/ })).toContainText("Salma Essai");
});

for (const langue of ["fr", "ar"] as const) {
  test(`a serious barrier or a text left in another language in ${langue}`, async ({ desk }) => {
    const { conventionId } = executed(desk.db, today);
    const { page } = await desk.open();
    await page.emulateMedia({ reducedMotion: "reduce" });
    await go(page, "/journee", "journee");
    if (langue === "ar") await setLangue(page, langue);
    const faults: string[] = [];
    for (const onglet of ["engagements", "versements", "livrables", "comites"]) {
      await go(page, screen(conventionId, onglet), "convention");
      await expect(
        page.getByRole("tab", { name: tr(`conventions:onglet.${onglet}`, {}, langue) }),
      ).toHaveAttribute("aria-selected", "true");
      await expect(page.getByRole("table").first()).toBeVisible();
      // A key shown raw is a text that no catalogue holds.
      expect(await page.locator("main, [role=tabpanel]").first().innerText()).not.toMatch(
        /\b[a-z]+\.[a-z]+/i,
      );
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== "serious" && impact !== "critical") continue;
        faults.push(`${onglet}: ${id} × ${nodes.length}, ${nodes[0]?.html.slice(0, 200)}`);
      }
    }
    expect(faults).toEqual([]);
  });
}
