import type { Locator, Page } from "@playwright/test";
import { expect, frenchDate, go, ready, setLangue, startsWith, test, tr } from "./support.ts";

const field = (scope: Page | Locator, key: string): Locator =>
  scope.getByRole("textbox", { name: startsWith(tr(`champs:${key}`)) });

/** Adds a party from the page of a convention. */
async function addParty(page: Page, nom: string, role: string, signeLe: string): Promise<void> {
  await page.getByRole("button", { name: tr("conventions:ajouterPartie") }).click();
  const form = page.getByRole("dialog", { name: tr("conventions:partie"), exact: true });
  await form.getByRole("combobox", { name: tr("champs:partie.organisationId") }).fill(nom);
  await form.getByRole("option", { name: nom }).first().click();
  await form.getByRole("combobox", { name: startsWith(tr("champs:partie.role")) }).click();
  await page.getByRole("option", { name: role, exact: true }).click();
  await field(form, "partie.signeLe").fill(signeLe);
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  await expect(form).toBeHidden();
}

test("the agreement of July 2021 that cannot be entered, read as of a day, or changed but by an avenant", async ({
  page,
  desk,
}) => {
  test.setTimeout(120_000);
  const [first, second] = desk.sql<{ nom_fr: string }>(
    "SELECT nom_fr FROM organisation WHERE deleted_at IS NULL GROUP BY nom_fr HAVING count(*) = 1 ORDER BY nom_fr LIMIT 2",
  );
  const before = desk.value<number>("SELECT count(*) FROM convention");
  await go(page, "/conventions", "conventions");
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: tr("conventions:nouvelle") });
  await field(form, "convention.intituleFr").fill("Accompagnement des porteurs innovants");
  await field(form, "convention.intituleAr").fill("مواكبة حاملي المشاريع المبتكرة");
  await field(form, "convention.effetLe").fill("15/07/2021");
  await field(form, "convention.finLe").fill("14/07/2020");
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  // The sentence names the two dates, and nothing was written.
  await expect(form.getByText(/15\/07\/2021.*14\/07\/2020/)).toBeVisible();
  expect(desk.value("SELECT count(*) FROM convention")).toBe(before);
  await field(form, "convention.finLe").fill("14/07/2022");
  await form
    .getByRole("combobox", { name: startsWith(tr("champs:convention.reconductionTacite")) })
    .click();
  await page.getByRole("option", { name: tr("commun:oui"), exact: true }).click();
  await field(form, "convention.reconductionMois").fill("12");
  await field(form, "convention.preavisMois").fill("3");
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  await ready(page, "convention");
  const id = desk.value<string>(
    "SELECT id FROM convention WHERE intitule_fr = 'Accompagnement des porteurs innovants'",
  );
  await expect(page.getByText(tr("conventions:pourquoi.sans_signature"))).toBeVisible();

  await page.getByRole("tab", { name: tr("conventions:onglet.texte") }).click();
  await addParty(page, first!.nom_fr, "Porteur", "15/07/2021");
  await expect(page.getByText(tr("conventions:pourquoi.une_seule_partie"))).toBeVisible();
  await addParty(page, second!.nom_fr, "Partenaire", "15/07/2021");
  await expect(page.getByText(tr("conventions:texteSigne"))).toBeVisible();
  await expect(page.getByRole("button", { name: tr("conventions:ajouterPartie") })).toBeHidden();

  const day = page.getByRole("textbox", { name: tr("conventions:telleQuAu") });
  for (const [iso, statut] of [
    ["2021-07-14", "projet"],
    ["2022-01-10", "en_vigueur"],
    ["2022-05-02", "preavis_ouvert"],
    ["2022-07-15", "reconduite"],
  ] as const) {
    await day.fill(frenchDate(iso));
    await day.blur();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(
      tr(`conventions:statut.${statut}`),
    );
  }
  await page.getByRole("button", { name: tr("conventions:revenir") }).click();

  await page.getByRole("button", { name: tr("conventions:avenant.nouveau") }).click();
  const avenant = page.getByRole("dialog", { name: tr("conventions:avenant.nouveau") });
  await field(avenant, "convention.intituleFr").fill("Prorogation");
  await avenant
    .getByRole("combobox", { name: tr("conventions:avenant.choisirChamp") })
    .fill(tr("champs:convention.finLe"));
  await page.getByRole("option", { name: tr("champs:convention.finLe"), exact: true }).click();
  await field(avenant, "convention.finLe").fill("31/12/2027");
  await avenant.getByRole("button", { name: tr("conventions:avenant.ouvrir") }).click();
  await expect
    .poll(() => desk.value("SELECT count(*) FROM convention WHERE parent_id = ?", id))
    .toBe(1);
  await expect(
    page.getByRole("row", { name: new RegExp(tr("champs:convention.finLe")) }),
  ).toContainText("31/12/2027");
  // Signed by its parties, it changes the convention.
  for (const nom of [first!.nom_fr, second!.nom_fr]) {
    await page.getByRole("button", { name: nom, exact: true }).click();
    const sheet = page.getByRole("dialog", { name: tr("conventions:partie"), exact: true });
    await sheet.getByRole("button", { name: startsWith(tr("champs:partie.signeLe")) }).click();
    await page.keyboard.type("10/01/2022");
    await page.keyboard.press("Enter");
    await expect(sheet.getByText("10/01/2022")).toBeVisible();
    await sheet
      .getByRole("button", { name: tr("commun:fermer") })
      .last()
      .click();
  }
  await setLangue(page, "ar");
  await go(page, `/conventions/${id}`, "convention");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    "مواكبة حاملي المشاريع المبتكرة",
  );
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    tr("conventions:statut.en_vigueur", {}, "ar"),
  );
  await page
    .getByRole("tab", { name: startsWith(tr("conventions:onglet.avenants", {}, "ar")) })
    .click();
  await expect(page.getByRole("row", { name: /31\/12\/2027/ })).toContainText("14/07/2022");
  if (process.env["SHOTS"]) {
    for (const langue of ["ar", "fr"] as const) {
      await setLangue(page, langue);
      for (const tab of ["synthese", "texte", "avenants", "engagements"]) {
        await page
          .getByRole("tab", { name: startsWith(tr(`conventions:onglet.${tab}`, {}, langue)) })
          .click();
        await page.waitForTimeout(300);
        await page.screenshot({ path: `${process.env["SHOTS"]}/conv-${tab}-${langue}.png` });
      }
      await go(page, "/conventions", "conventions");
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${process.env["SHOTS"]}/conv-liste-${langue}.png` });
      await go(page, `/conventions/${id}`, "convention");
    }
  }
});
