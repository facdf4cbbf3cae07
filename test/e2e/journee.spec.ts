import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { answerDialogs, expect, go, ready, setLangue, test, tr } from "./support.ts";

const me = "(SELECT value FROM reglage WHERE key = 'utilisateur')";

/** Writes a task from the keyboard, from anywhere on the day. */
async function quickTask(page: Page, titre: string, due: string): Promise<void> {
  // While a menu closes, letters are still its own.
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.keyboard.press("n");
  const field = page.getByRole("textbox", { name: tr("commun:taches.nouvelle"), exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.type(titre);
  await page.keyboard.press("Tab");
  await page.keyboard.type(due);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: titre, exact: true })).toBeVisible();
  await expect(field).toHaveValue("");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

test("a day that is not the first screen, or whose lines the keyboard cannot open", async ({
  opened,
  desk,
}) => {
  const { page } = opened;
  await ready(page, "journee");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(tr("journee:titre"));
  await quickTask(page, "Préparer la séance", "01/02/2026");
  await expect
    .poll(() => desk.value(`SELECT echeance_le FROM tache WHERE assigne_id = ${me}`))
    .toBe("2026-02-01");
  // From nothing, the arrow reaches the first line; from there, each line in turn.
  await page.keyboard.press("ArrowDown");
  const line = page.locator("[data-line]");
  await expect(line.first()).toBeFocused();
  const count = await line.count();
  await page.keyboard.press("End");
  await expect(line.nth(count - 1)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(line.first()).toBeFocused();
  const title = page.getByRole("button", { name: "Préparer la séance", exact: true });
  await title.focus();
  await page.keyboard.press("Space");
  await expect(title).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(title).toBeVisible();
});

test("a dossier of mine that is late and not on my day, or a line that opens another", async ({
  opened,
  desk,
}) => {
  const { page } = opened;
  await ready(page, "journee");
  const [late] = desk.sql<{ id: string; reference: string }>(
    `SELECT id, reference FROM dossier_ligne WHERE officier_id = ${me} AND min(echeance_le, acte_echeance_le) < date('now')
     ORDER BY min(echeance_le, acte_echeance_le), id LIMIT 1`,
  );
  const { id, reference } = late!;
  const line = page.locator(`a[data-line][href="#/dossiers/${id}"]`).first();
  await expect(line).toContainText(reference);
  await line.focus();
  await page.keyboard.press("Enter");
  await ready(page, "dossier");
  expect(page.url()).toContain(id);
});

test("a repeated task that dies when done, or whose undo leaves its next one", async ({
  page,
  desk,
}) => {
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY id LIMIT 1");
  await go(page, `/dossiers/${id}`, "dossier");
  const field = page.getByRole("textbox", { name: tr("commun:taches.nouvelle"), exact: true });
  await field.fill("Relancer l’administration");
  await page.keyboard.press("Tab");
  await page.keyboard.type("31/01/2026");
  await page.keyboard.press("Enter");
  const title = page.getByRole("button", { name: "Relancer l’administration", exact: true });
  await expect(title).toBeVisible();
  await title.focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", {
    name: tr("commun:taches.modifier", { titre: "Relancer l’administration" }),
  });
  // A reminder after the day is refused with a sentence, and what was typed stays.
  const reminder = form.getByRole("textbox", { name: tr("champs:tache.rappelLe") });
  await reminder.fill("05/02/2026");
  await page.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toHaveText(
    tr("erreurs:faute.reminder_after_due", { date: "31/01/2026" }),
  );
  await expect(reminder).toHaveValue("05/02/2026");
  await reminder.fill("30/01/2026");
  await form.getByRole("combobox", { name: tr("champs:tache.repetition") }).click();
  await page.getByRole("option", { name: "Chaque mois" }).click();
  await form.getByRole("button", { name: tr("commun:taches.enregistrer") }).click();
  await expect(form).toHaveCount(0);
  expect(
    desk.sql("SELECT repetition, rappel_le AS rappel FROM tache WHERE record_id = ?", id),
  ).toEqual([{ repetition: "mensuelle", rappel: "2026-01-30" }]);
  await title.focus();
  await page.keyboard.press("Space");
  await expect(title).toHaveCount(2);
  expect(
    desk.value(
      "SELECT count(*) FROM tache WHERE record_id = ? AND faite_le IS NULL AND repetition = 'mensuelle' AND substr(echeance_le, 9) IN ('28', '29', '30', '31')",
      id,
    ),
  ).toBe(1);
  await page.keyboard.press("Control+z");
  await expect(title).toHaveCount(1);
  expect(
    desk.value("SELECT count(*) FROM tache WHERE record_id = ? AND deleted_at IS NULL", id),
  ).toBe(1);
});

test("a calendar that starts on Sunday, loses a task, or that the arrows walk backwards in Arabic", async ({
  page,
  desk,
}) => {
  await go(page, "/journee", "journee");
  await quickTask(page, "Comité foncier", "14/04/2026");
  await go(page, "/calendrier?jour=2026-04-14", "calendrier");
  const headers = page.getByRole("columnheader");
  await expect(headers.first()).toHaveText(tr("journee:jours.1"));
  const cell = (day: string) => page.locator(`[data-day="${day}"]`);
  await expect(cell("2026-04-14")).toContainText("Comité foncier");
  await expect(cell("2026-05-01")).toHaveAttribute("data-other", "true");
  await expect(cell("2026-05-01")).toHaveAttribute("data-off", "true");
  await cell("2026-04-14").focus();
  await page.keyboard.press("ArrowRight");
  await expect(cell("2026-04-15")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(cell("2026-04-08")).toBeFocused();
  await page.keyboard.press("PageUp");
  await expect(cell("2026-03-08")).toBeFocused();

  await setLangue(page, "ar");
  await ready(page, "calendrier");
  const boxes = [await headers.first().boundingBox(), await headers.nth(1).boundingBox()];
  expect(boxes[0]!.x > boxes[1]!.x, "Monday on the right").toBe(true);
  await cell("2026-03-08").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(cell("2026-03-09")).toBeFocused();
  await go(page, "/journee", "journee");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(tr("journee:titre", {}, "ar"));
  expect(desk.value("SELECT count(*) FROM tache WHERE titre = 'Comité foncier'")).toBe(1);
});

test("a calendar file that shows its path, or that a change does not reach", async ({
  page,
  app,
  desk,
}) => {
  await go(page, "/journee", "journee");
  const once = join(desk.folder, "export.ics");
  const kept = join(desk.folder, "suivi.ics");
  const open = async (): Promise<void> => {
    await page.getByRole("button", { name: tr("journee:agenda.titre"), exact: true }).click();
  };
  await answerDialogs(app, { save: once });
  await open();
  await page.getByRole("menuitem", { name: tr("journee:agenda.exporter") }).click();
  await expect.poll(() => existsSync(once)).toBe(true);
  expect(readFileSync(once, "utf8")).toMatch(/^BEGIN:VCALENDAR\r\n/);

  await answerDialogs(app, { save: kept });
  await open();
  await page.getByRole("menuitem", { name: tr("journee:agenda.suivre") }).click();
  await expect.poll(() => existsSync(kept)).toBe(true);
  await quickTask(page, "Abonnement tenu", "03/12/2099");
  await expect.poll(() => readFileSync(kept, "utf8")).toContain("SUMMARY:Abonnement tenu");
  expect(readFileSync(once, "utf8")).not.toContain("Abonnement tenu");
  expect(await page.locator("body").innerText()).not.toContain(desk.folder);

  await open();
  await page
    .getByRole("menuitem", { name: tr("journee:agenda.arreter", { nom: "suivi.ics" }) })
    .click();
  await quickTask(page, "Après l’arrêt", "04/12/2099");
  await page.waitForTimeout(2500);
  expect(readFileSync(kept, "utf8")).not.toContain("Après l’arrêt");
});

test("a reminder that never comes, comes twice, or whose click opens nothing", async ({
  page,
  app,
  desk,
}) => {
  await app.evaluate(({ Notification }) => {
    const kept: Electron.Notification[] = [];
    Object.assign(globalThis, { kept });
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      kept.push(this);
    };
  });
  const shown = (): Promise<string[]> =>
    app.evaluate(() =>
      (globalThis as unknown as { kept: Electron.Notification[] }).kept.map((one) => one.title),
    );
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY id LIMIT 1");
  await page.evaluate(() => localStorage.setItem("daftar.rappels", "non"));
  await go(page, `/dossiers/${id}`, "dossier");
  const field = page.getByRole("textbox", { name: tr("commun:taches.nouvelle"), exact: true });
  await field.fill("Rappel d’essai");
  await page.keyboard.press("Tab");
  await page.keyboard.type("03/12/2099");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rappel d’essai", exact: true }).click();
  await page.getByRole("textbox", { name: tr("champs:tache.rappelLe") }).fill("01/02/2026");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => desk.value("SELECT rappel_le FROM tache WHERE titre = 'Rappel d’essai'"))
    .toBe("2026-02-01");
  // Turned off, nothing comes; turned on in the settings, it comes once.
  await go(page, "/reglages", "reglages");
  await page.reload();
  await ready(page, "reglages");
  await page.waitForTimeout(5000);
  expect(await shown()).toEqual([]);
  await page
    .getByRole("radiogroup", { name: tr("reglages:rappelsNom") })
    .getByText(tr("commun:oui"), { exact: true })
    .click();
  await page.reload();
  await expect.poll(shown).not.toEqual([]);
  const first = await shown();
  await page.reload();
  await page.waitForTimeout(5000);
  expect(await shown()).toEqual(first);
  await app.evaluate(() => {
    (globalThis as unknown as { kept: Electron.Notification[] }).kept
      .at(-1)!
      .emit("click" as never);
  });
  await expect.poll(() => page.url()).toMatch(/#\/(?:dossiers\/|journee)/);
});
