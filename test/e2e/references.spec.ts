import type { Page } from "@playwright/test";
import { expect, go, startsWith, test, tr } from "./support.ts";

const save = (page: Page) =>
  page
    .getByRole("dialog", { name: tr("references:form.correct") })
    .getByRole("button", { name: tr("references:form.enregistrer") })
    .click();
const box = (page: Page, key: string) =>
  page
    .getByRole("dialog", { name: tr("references:form.correct") })
    .getByRole("textbox", { name: startsWith(tr(key)) });

/** Opens the form that corrects a row. */
async function correct(page: Page, list: string, label: string): Promise<void> {
  await go(page, `/references/${list}`, "references");
  await page.getByRole("textbox", { name: tr("references:chercherLigne") }).fill(label);
  await page
    .getByRole("button", { name: tr("references:menu.nom", { ligne: label }), exact: true })
    .click();
  await page.getByRole("menuitem", { name: tr("references:form.correct") }).press("Enter");
  await expect(box(page, "champs:reference.labelFr")).toBeVisible();
}

test("a delay overwritten by a second window, or what the user typed lost when told of it", async ({
  page,
  app,
  desk,
}) => {
  const stored = () =>
    desk.sql<{ label: string; attrs: string; note: string }>(
      "SELECT label_fr AS label, attrs, note FROM reference WHERE list = 'delai' AND key = 'decision_crui' AND effective_to IS NULL",
    )[0]!;
  const { label } = stored();
  await correct(page, "delai", label);
  const [other] = await Promise.all([
    app.waitForEvent("window"),
    page.keyboard.press("Control+Shift+N"),
  ]);
  await other.waitForFunction(() => document.documentElement.dataset["ready"]);
  await correct(other, "delai", label);
  await box(other, "references:attr.days").fill("41");
  await save(other);
  await expect(other.getByRole("dialog")).toHaveCount(0);

  await box(page, "references:attr.days").fill("42");
  await box(page, "champs:reference.note").fill("Remarque fictive");
  await save(page);
  const told = page.getByRole("dialog", { name: tr("commun:saisie.conflit.titre") });
  await expect(told).toContainText("41");
  await expect(told).toContainText("42");
  expect(JSON.parse(stored().attrs)).toMatchObject({ days: 41 });
  await told.getByText(tr("commun:saisie.conflit.mienne"), { exact: true }).click();
  await told.getByRole("button", { name: tr("commun:saisie.conflit.valider") }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(JSON.parse(stored().attrs)).toMatchObject({ days: 42 });
  expect(stored().note).toBe("Remarque fictive");
  await other.close();
});

test("a new name of a commune that the list keeps under its old one, or that cannot be undone", async ({
  page,
  desk,
}) => {
  const [place] = desk.sql<{ code: string; nom: string; dossier: string }>(
    "SELECT t.code, t.nom_fr AS nom, min(d.id) AS dossier FROM territoire t JOIN projet p ON p.territoire_id = t.id JOIN dossier d ON d.projet_id = p.id WHERE t.level = 'commune' GROUP BY t.id HAVING count(*) > 3 LIMIT 1",
  );
  const { code, nom } = place!;
  await correct(page, "territoire", nom);
  await box(page, "champs:reference.labelFr").fill("Commune Renommée");
  await save(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(desk.value("SELECT nom_fr FROM territoire WHERE code = ?", code)).toBe("Commune Renommée");
  await go(page, `/dossiers/${place!.dossier}`, "dossier");
  await expect(page.getByText("Commune Renommée").first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Commune Renommée")).toHaveCount(0);
  expect(desk.value("SELECT nom_fr FROM territoire WHERE code = ?", code)).toBe(nom);
});
