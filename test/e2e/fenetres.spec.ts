import type { Page } from "@playwright/test";
import { edit, expect, fieldOf, go, test as base, tr } from "./support.ts";

/** Every test begins on the list, whatever screen the application opens on. */
const test = base.extend({
  page: async ({ opened }, use) => {
    await opened.page.waitForFunction(() => document.documentElement.dataset["ready"]);
    await go(opened.page, "/dossiers", "dossiers");
    await use(opened.page);
  },
});

const undo = (page: Page) =>
  page.getByRole("button", { name: tr("commun:defaireCourt"), exact: true });

test("a second window that does not open, or that announces what the first one did", async ({
  page,
  app,
  desk,
}) => {
  const id = (await page.locator("[role=grid] [data-id]").first().getAttribute("data-id"))!;
  await go(page, `/dossiers/${id}`, "dossier");
  const [other] = await Promise.all([
    app.waitForEvent("window"),
    page.keyboard.press("Control+Shift+N"),
  ]);
  await other.waitForFunction(() => document.documentElement.dataset["ready"]);
  expect(app.windows()).toHaveLength(2);
  await go(other, `/dossiers/${id}`, "dossier");

  const editor = await edit(page, "projet.intituleFr");
  await editor.fill("Titre d’essai des deux fenêtres");
  await editor.press("Enter");
  await expect(fieldOf(other, "projet.intituleFr")).toContainText(
    "Titre d’essai des deux fenêtres",
  );
  await expect(undo(page)).toBeVisible();
  await expect(undo(other)).toHaveCount(0);

  // A record deleted in the other window leaves a clear state, and comes back with an undo.
  await other.getByRole("button", { name: tr("dossiers:supprimer") }).click();
  await expect(page.getByText(tr("dossiers:introuvable.dossier"))).toBeVisible();
  await expect(
    page.getByRole("button", { name: tr("dossiers:introuvable.corbeille") }),
  ).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(fieldOf(page, "projet.intituleFr")).toContainText("Titre d’essai des deux fenêtres");

  // A second start brings the window used last forward, and opens none.
  await other.close();
  const { code } = await desk.runToEnd();
  expect(code).toBe(0);
  expect(app.windows()).toHaveLength(1);
});

test("a second save that overwrites the first one, or that loses what was typed", async ({
  page,
  app,
  desk,
}) => {
  const id = (await page.locator("[role=grid] [data-id]").first().getAttribute("data-id"))!;
  const stored = () =>
    desk.value<string>(
      "SELECT p.intitule_fr FROM projet p JOIN dossier d ON d.projet_id = p.id WHERE d.id = ?",
      id,
    );
  await go(page, `/dossiers/${id}`, "dossier");
  const [other] = await Promise.all([
    app.waitForEvent("window"),
    page.keyboard.press("Control+Shift+N"),
  ]);
  await other.waitForFunction(() => document.documentElement.dataset["ready"]);
  await go(other, `/dossiers/${id}`, "dossier");

  const mine = await edit(page, "projet.intituleFr");
  await mine.fill("Titre de la première fenêtre");
  const theirs = await edit(other, "projet.intituleFr");
  await theirs.fill("Titre de la seconde fenêtre");
  await theirs.press("Enter");
  await expect.poll(stored).toBe("Titre de la seconde fenêtre");
  await mine.press("Enter");
  const dialog = page.getByRole("dialog", { name: tr("commun:saisie.conflit.titre") });
  await expect(dialog).toContainText("Titre de la première fenêtre");
  await expect(dialog).toContainText("Titre de la seconde fenêtre");
  await expect(dialog).toContainText("Salma Essai");
  expect(stored()).toBe("Titre de la seconde fenêtre");
  await dialog.getByText(tr("commun:saisie.conflit.mienne"), { exact: true }).click();
  await dialog.getByRole("button", { name: tr("commun:saisie.conflit.valider") }).click();
  await expect.poll(stored).toBe("Titre de la première fenêtre");
  await expect(fieldOf(other, "projet.intituleFr")).toContainText("Titre de la première fenêtre");
});
