import { expect, go, ready, setLangue, startsWith, test, tr } from "./support.ts";

test("a cohort, a session or the survival of a firm that the screens lose or count wrong", async ({
  page,
  desk,
}) => {
  await go(page, "/programmes/izdihar", "programme");
  await page.getByRole("button", { name: tr("programmes:nouvelleCohorte") }).click();
  const form = page.getByRole("dialog", { name: tr("programmes:nouvelleCohorte") });
  const opened = form.getByRole("textbox", { name: startsWith(tr("champs:cohorte.ouverteLe")) });
  await form.getByRole("textbox", { name: startsWith(tr("champs:cohorte.nom")) }).fill("Cohorte A");
  await opened.fill("15/09/2021");
  await form
    .getByRole("textbox", { name: startsWith(tr("champs:cohorte.closeLe")) })
    .fill("01/09/2021");
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  // The sentence names both dates, and what was typed stays.
  await expect(form.getByText(/15\/09\/2021.*01\/09\/2021/)).toBeVisible();
  await form
    .getByRole("textbox", { name: startsWith(tr("champs:cohorte.closeLe")) })
    .fill("01/09/2022");
  await form.getByRole("button", { name: tr("commun:ajouter") }).click();
  await expect(form).toBeHidden();
  const cohorteId = desk.value<string>("SELECT id FROM cohorte WHERE nom = 'Cohorte A'");
  await expect(page.getByRole("button", { name: "Cohorte A", exact: true })).toBeVisible();

  const id = desk.value<string>(
    "SELECT id FROM accompagnement WHERE convention_id IS NULL ORDER BY reference LIMIT 1",
  );
  await go(page, `/accompagnements/${id}`, "accompagnement");
  await page.getByRole("button", { name: tr("filieres:entretiens.ajouter") }).click();
  const session = page.getByRole("dialog", { name: tr("filieres:entretiens.ajouter") });
  await session
    .getByRole("textbox", { name: startsWith(tr("champs:entretien.objet")) })
    .fill("Plan d’affaires fictif");
  await session
    .getByRole("textbox", { name: startsWith(tr("champs:entretien.dureeMinutes")) })
    .fill("75");
  await session.getByRole("button", { name: tr("commun:ajouter") }).click();
  await expect(session).toBeHidden();
  await expect(
    page.getByRole("button", { name: "Plan d’affaires fictif", exact: true }),
  ).toBeVisible();
  expect(desk.value("SELECT duree_minutes FROM entretien WHERE accompagnement_id = ?", id)).toBe(
    75,
  );
  await page.keyboard.press("Control+z");
  await expect(
    page.getByRole("button", { name: "Plan d’affaires fictif", exact: true }),
  ).toBeHidden();

  await page
    .getByRole("button", { name: startsWith(tr("champs:accompagnement.cohorteId")) })
    .click();
  await page.keyboard.type("Cohorte A");
  await page.getByRole("option", { name: "Cohorte A" }).click();
  await expect
    .poll(() => desk.value("SELECT cohorte_id FROM accompagnement WHERE id = ?", id))
    .toBe(cohorteId);

  await setLangue(page, "ar");
  await go(page, "/programmes/izdihar", "programme");
  await ready(page, "programme");
  await expect(page.getByText(tr("programmes:survie", {}, "ar"))).toBeVisible();
  await expect(page.getByRole("row", { name: /Cohorte A/ })).toContainText("1");
});
