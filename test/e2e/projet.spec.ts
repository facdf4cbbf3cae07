import type { Page } from "@playwright/test";
import { expect, french, go, ready, setLangue, startsWith, test, tr } from "./support.ts";
import type { Desk } from "./support.ts";

interface Chosen {
  id: string;
  reference: string;
  titre: string;
  porteur: string;
  dossier: string;
}

/** A project with several acts, one of them refused and another approved. */
function several(desk: Desk): Chosen {
  const [found] = desk.sql<Chosen>(
    `SELECT p.id, p.reference, p.intitule_fr AS titre, p.porteur_id AS porteur, min(l.id) AS dossier
     FROM projet p JOIN dossier_ligne l ON l.projet_id = p.id
     WHERE p.porteur_id IS NOT NULL AND p.intitule_ar IS NOT NULL GROUP BY p.id
     HAVING count(DISTINCT ifnull(nullif(l.decision, ''), '-')) > 1 ORDER BY p.reference LIMIT 1`,
  );
  return found!;
}

const acts = (page: Page) => page.locator("[data-acts] > li");

test("a project that hides an act or the worst decision, or that nothing leads to", async ({
  page,
  desk,
}) => {
  const { id, reference, titre, porteur, dossier } = several(desk);
  const lines = desk.sql<{ reference: string; officier: string | null; decision: string | null }>(
    "SELECT reference, officier, decision FROM dossier_ligne WHERE projet_id = ? ORDER BY reference, id",
    id,
  );
  // From the page of a dossier.
  await go(page, `/dossiers/${dossier}`, "dossier");
  await page.getByRole("link", { name: tr("dossiers:projet.ouvrir") }).click();
  await ready(page, "projet");
  expect(page.url()).toContain(`#/projets/${id}`);
  await expect(acts(page)).toHaveCount(lines.length);
  for (const [at, line] of lines.entries()) {
    await expect(acts(page).nth(at)).toContainText(line.reference);
    if (line.officier) await expect(acts(page).nth(at)).toContainText(line.officier);
  }
  const worst = desk.value<string>(
    `SELECT r.label_fr FROM dossier_ligne l JOIN reference r ON r.key = l.decision AND r.list = 'decision'
     WHERE l.projet_id = ? ORDER BY json_extract(r.attrs, '$.rank') DESC LIMIT 1`,
    id,
  );
  await expect(page.getByText(tr("dossiers:actes.regle"))).toBeVisible();
  await expect(page.locator("h1 ~ *, header ~ *").filter({ hasText: worst }).first()).toBeVisible();

  // From the search, the directory, the palette.
  const leave = () => go(page, "/annuaire", "annuaire");
  await leave();
  await page.keyboard.press("/");
  await page.keyboard.type(reference);
  await page
    .getByRole("option", { name: new RegExp(`${reference} `) })
    .last()
    .click();
  await ready(page, "projet");
  expect(page.url()).toContain(`#/projets/${id}`);
  await go(page, `/annuaire/organisation/${porteur}`, "organisation");
  await page.getByRole("link", { name: titre }).first().click();
  await ready(page, "projet");
  await leave();
  await page.keyboard.press("Control+k");
  await page
    .getByRole("dialog")
    .getByRole("option", { name: startsWith(reference) })
    .first()
    .click();
  await ready(page, "projet");

  // One more act asked from here opens its dossier; the project then counts it.
  await page
    .getByRole("button", { name: tr("dossiers:actes.ajouter") })
    .first()
    .click();
  const form = page.getByRole("dialog", { name: tr("dossiers:actes.ajouterTitre") });
  await form.getByRole("combobox").click();
  await page.getByRole("option").last().click();
  await form.getByRole("button", { name: tr("dossiers:actes.ajouter") }).click();
  await ready(page, "dossier");
  await go(page, `/projets/${id}`, "projet");
  await expect(acts(page)).toHaveCount(lines.length + 1);

  // Side by side with one of its acts.
  await acts(page).first().getByRole("button").first().click();
  await expect(page.locator("[data-pane=first]").locator("[data-acts] > li")).toHaveCount(
    lines.length + 1,
  );
  await expect(page.locator("[data-pane=second] h1")).toContainText(titre);
  await page.keyboard.press("Escape");
  await setLangue(page, "ar");
  const arabic = desk.value<string>("SELECT intitule_ar FROM projet WHERE id = ?", id);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(arabic);
});

test("a visit that the project does not show, a note on the wrong record, or a deleted project left on screen", async ({
  page,
  desk,
}) => {
  const { id } = several(desk);
  await go(page, `/projets/${id}`, "projet");
  await page.getByRole("button", { name: tr("dossiers:realisation.ajouter") }).click();
  const visit = page.getByRole("form", { name: tr("dossiers:realisation.ajouter") });
  await visit.getByRole("combobox", { name: tr("champs:visite.suivi") }).click();
  await page.getByRole("option").first().click();
  await visit.getByRole("textbox", { name: tr("champs:visite.emploisRealises") }).fill("1234");
  await visit.getByRole("button", { name: tr("dossiers:realisation.enregistrer") }).click();
  await expect(page.getByRole("table", { name: tr("dossiers:realisation.visites") })).toContainText(
    french(1234),
  );
  await expect(page.getByRole("table", { name: tr("dossiers:realisation.titre") })).toContainText(
    french(1234),
  );
  const task = page.getByRole("textbox", { name: tr("commun:taches.nouvelle"), exact: true });
  await task.fill("Appeler le porteur");
  await task.press("Enter");
  await expect
    .poll(() =>
      desk.value("SELECT record_table || record_id FROM tache WHERE titre = 'Appeler le porteur'"),
    )
    .toBe(`projet${id}`);

  await page.getByRole("button", { name: tr("dossiers:projet.supprimer") }).click();
  await ready(page, "dossiers");
  expect(
    desk.value("SELECT count(*) FROM dossier WHERE projet_id = ? AND deleted_at IS NULL", id),
  ).toBe(0);
  await go(page, `/projets/${id}`, "projet");
  await expect(page.getByText(tr("dossiers:introuvable.projet"))).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(acts(page).first()).toBeVisible();
});
