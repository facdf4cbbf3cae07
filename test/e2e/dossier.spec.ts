import type { Page } from "@playwright/test";
import {
  edit,
  expect,
  fieldOf,
  french,
  frenchDate,
  go,
  ready,
  startsWith,
  test,
  tr,
} from "./support.ts";
import type { Desk } from "./support.ts";

interface Line {
  id: string;
  projet: string;
  reference: string;
  deposeLe: string;
  valideLe: string;
}

/** A dossier that waits for its diffusion, and was never examined. */
function waiting(desk: Desk): Line {
  const [line] = desk.sql<Line>(
    `SELECT d.id AS id, d.projet_id AS projet, d.reference AS reference, d.depose_le AS deposeLe, d.valide_le AS valideLe
     FROM dossier d WHERE d.valide_le IS NOT NULL AND d.diffuse_le IS NULL AND d.deleted_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.dossier_id = d.id) ORDER BY d.valide_le LIMIT 1`,
  );
  return line!;
}

const addDays = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);

async function openDossier(page: Page, desk: Desk): Promise<Line> {
  const line = waiting(desk);
  await go(page, `/dossiers/${line.id}`, "dossier");
  return line;
}

const undoButton = (page: Page) =>
  page.locator("header").getByRole("button", { name: startsWith("Annuler : ") });
const redoButton = (page: Page) =>
  page.locator("header").getByRole("button", { name: startsWith("Rétablir : ") });

test("a title or an amount edited in place that is not what the register keeps", async ({
  page,
  desk,
}) => {
  const { projet } = await openDossier(page, desk);
  const titre = "Huilerie moderne « Aïn Asserdoun » – 2e tranche";
  const former = desk.value<string>("SELECT intitule_fr FROM projet WHERE id = ?", projet);
  const title = await edit(page, "projet.intituleFr");
  await title.fill(titre);
  await title.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(titre);
  await expect(fieldOf(page, "projet.intituleFr")).toBeFocused();
  expect(desk.value("SELECT intitule_fr FROM projet WHERE id = ?", projet)).toBe(titre);

  const amount = await edit(page, "projet.montant");
  await amount.fill("12 345 678,90");
  await amount.press("Enter");
  await expect(fieldOf(page, "projet.montant")).toContainText(french(12_345_678.9, 2));
  expect(desk.value("SELECT montant FROM projet WHERE id = ?", projet)).toBe(1_234_567_890);

  // A text that is no number is neither written nor lost.
  const wrong = await edit(page, "projet.montant");
  await wrong.fill("douze millions");
  await wrong.press("Enter");
  await expect(page.getByText(tr("erreurs:faute.not_a_number"))).toBeVisible();
  await expect(wrong).toHaveValue("douze millions");
  await wrong.press("Escape");
  expect(desk.value("SELECT montant FROM projet WHERE id = ?", projet)).toBe(1_234_567_890);

  // The buttons undo and redo; then the keys.
  await undoButton(page).click();
  await expect(fieldOf(page, "projet.montant")).not.toContainText(french(12_345_678.9, 2));
  await redoButton(page).click();
  await expect(fieldOf(page, "projet.montant")).toContainText(french(12_345_678.9, 2));
  await page.keyboard.press("Control+z");
  await expect(fieldOf(page, "projet.montant")).not.toContainText(french(12_345_678.9, 2));
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(former);
  expect(desk.value("SELECT intitule_fr FROM projet WHERE id = ?", projet)).toBe(former);
  await page.keyboard.press("Control+Shift+z");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(titre);
});

test("an order of dates refused without naming both, or that loses what was typed", async ({
  page,
  desk,
}) => {
  const { id, valideLe } = await openDossier(page, desk);
  const early = addDays(valideLe, -400);
  const diffusion = await edit(page, "dossier.diffuseLe");
  await diffusion.fill(frenchDate(early));
  await diffusion.press("Enter");
  const sentence = tr("erreurs:faute.date_order", {
    first: tr("champs:dossier.valideLe"),
    firstDate: frenchDate(valideLe),
    second: tr("champs:dossier.diffuseLe"),
    secondDate: frenchDate(early),
  });
  await expect(page.getByText(sentence).first()).toBeVisible();
  await expect(diffusion).toHaveValue(frenchDate(early));
  expect(desk.value("SELECT diffuse_le FROM dossier WHERE id = ?", id)).toBeNull();

  // Corrected where it stands, without opening the field again.
  await diffusion.fill(frenchDate(valideLe));
  await diffusion.press("Enter");
  await expect(fieldOf(page, "dossier.diffuseLe")).toContainText(frenchDate(valideLe));
  expect(desk.value("SELECT diffuse_le FROM dossier WHERE id = ?", id)).toBe(valideLe);
});

test("a passage accepted before the diffusion, or absent from the history", async ({
  page,
  desk,
}) => {
  const { id, reference, valideLe } = await openDossier(page, desk);
  const observation = "Réserve de l’agence du bassin hydraulique";
  const today = await page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
  });
  await page.keyboard.press("p");
  const form = page.getByRole("form", { name: tr("dossiers:passages.ajouter") });
  await form.getByRole("textbox", { name: tr("champs:passage.observation") }).fill(observation);
  await form.getByRole("button", { name: tr("dossiers:passages.enregistrer") }).click();
  await expect(form.getByRole("alert")).toContainText(
    tr("erreurs:faute.passage_without_diffusion"),
  );
  await expect(form.getByRole("textbox", { name: tr("champs:passage.observation") })).toHaveValue(
    observation,
  );
  expect(desk.value("SELECT count(*) FROM passage WHERE dossier_id = ?", id)).toBe(0);
  await form.getByRole("button", { name: tr("dossiers:annuler") }).click();

  const diffusion = await edit(page, "dossier.diffuseLe");
  await diffusion.fill(frenchDate(valideLe));
  await diffusion.press("Enter");
  await expect(fieldOf(page, "dossier.diffuseLe")).toContainText(frenchDate(valideLe));

  await page.getByRole("button", { name: tr("dossiers:passages.ajouter") }).click();
  await form.getByRole("combobox", { name: tr("champs:passage.decision") }).click();
  const favourable = desk.value<string>(
    "SELECT label_fr FROM reference WHERE list = 'decision' AND key = 'favorable'",
  );
  await page.getByRole("option", { name: favourable, exact: true }).click();
  await form.getByRole("textbox", { name: tr("champs:passage.observation") }).fill(observation);
  await form.getByRole("button", { name: tr("dossiers:passages.enregistrer") }).click();
  await expect(form).toHaveCount(0);
  const table = page.getByRole("table", { name: tr("dossiers:passages.titre") });
  await expect(table).toContainText(frenchDate(today));
  await expect(table).toContainText(observation);
  expect(
    desk.sql("SELECT tenu_le, decision, observation FROM passage WHERE dossier_id = ?", id),
  ).toEqual([{ tenu_le: today, decision: "favorable", observation }]);

  const history = page.getByRole("region", { name: tr("chronologie:titre") });
  await expect(history).toContainText(tr("journal:kind.passage.creation", { reference }));
  await expect(history).toContainText(
    tr("journal:kind.dossier.modification", { champ: tr("champs:dossier.diffuseLe"), reference }),
  );
  await expect(history).toContainText("Salma Essai");
});

test("a dossier deleted for good, or restored without its acts and passages", async ({
  page,
  desk,
}) => {
  const [line] = desk.sql<{ id: string; reference: string }>(
    `SELECT d.id AS id, d.reference AS reference FROM dossier d
     WHERE (SELECT count(*) FROM passage p WHERE p.dossier_id = d.id AND p.deleted_at IS NULL) = 2 LIMIT 1`,
  );
  const { id, reference } = line!;
  const whole = desk.sql("SELECT * FROM dossier_ligne WHERE id = ?", id)[0]!;
  await go(page, `/dossiers/${id}`, "dossier");
  await page.getByRole("button", { name: tr("dossiers:supprimer") }).click();
  await ready(page, "dossiers");
  await expect
    .poll(() => desk.value("SELECT count(*) FROM dossier_ligne WHERE id = ?", id))
    .toBe(0);

  await page.evaluate((to) => {
    location.hash = to;
  }, `/dossiers/${id}`);
  await page.getByRole("button", { name: tr("dossiers:introuvable.corbeille") }).click();
  await ready(page, "corbeille");
  const row = page.getByRole("row").filter({ hasText: reference });
  await expect(row).toContainText("Salma Essai");
  await row.getByRole("button", { name: new RegExp(tr("journal:restaurer")) }).click();
  await expect(row).toHaveCount(0);
  const back = desk.sql("SELECT * FROM dossier_ligne WHERE id = ?", id)[0]!;
  const { n: _n, updated_at: _at, ...former } = whole;
  expect(back).toMatchObject(former);
  await go(page, `/dossiers/${id}`, "dossier");
  await expect(
    page.getByRole("table", { name: tr("dossiers:passages.titre") }).locator("tbody tr"),
  ).toHaveCount(2);
});

test("a new dossier that lacks what was typed, or that is created without its act", async ({
  page,
  desk,
}) => {
  const count = desk.value<number>("SELECT count(*) FROM dossier");
  await page.locator("[role=grid]").focus();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: tr("dossiers:nouveau.titre") });
  const titre = "Ferme aquacole d’essai";
  await dialog
    .getByRole("textbox", { name: startsWith(tr("champs:projet.intituleFr")) })
    .fill(titre);
  await dialog.getByRole("button", { name: tr("dossiers:nouveau.creer") }).click();
  await expect(dialog.getByText(tr("erreurs:faute.required"))).toBeVisible();
  expect(desk.value<number>("SELECT count(*) FROM dossier")).toBe(count);

  await dialog.getByRole("combobox", { name: startsWith(tr("champs:dossier.acte")) }).click();
  await page.getByRole("option").first().click();
  await dialog.getByRole("textbox", { name: startsWith(tr("champs:projet.montant")) }).fill("3,25");
  await dialog.getByRole("button", { name: tr("dossiers:nouveau.creer") }).click();
  await ready(page, "dossier");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(titre);
  expect(
    desk.sql("SELECT montant FROM projet WHERE intitule_fr = ? AND deleted_at IS NULL", titre),
  ).toEqual([{ montant: 325_000_000 }]);
});
