import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import { answerDialogs, expect, go, ready, setLangue, startsWith, test, tr } from "./support.ts";
import type { Desk } from "./support.ts";

/** The words of a Word file, in order. */
const wordsOf = (path: string): string =>
  new PizZip(readFileSync(path))
    .file("word/document.xml")!
    .asText()
    .replace(/<[^>]+>/g, " ");

const agenda = (desk: Desk) =>
  desk.sql<{ reference: string; statut: string; decision: string | null; etat: string }>(
    `SELECT d.reference, i.statut, x.decision, d.etat FROM inscription i JOIN dossier d ON d.id = i.dossier_id
     LEFT JOIN passage x ON x.id = i.passage_id AND x.deleted_at IS NULL
     WHERE i.deleted_at IS NULL AND i.seance_id = (SELECT id FROM seance ORDER BY created_at DESC LIMIT 1) ORDER BY i.ordre`,
  );

test("a sitting is planned, put in order, decided by keys and written down", async ({
  desk,
  app,
  page,
}) => {
  test.setTimeout(120_000);
  // Would catch: a step of a sitting that needs the mouse, or a decision that does not reach the dossier.
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await ready(page, "seances");
  await page.keyboard.press("n");
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: tr("champs:seance.lieu") }).fill("Salle fictive");
  await form.getByRole("button", { name: tr("seances:creer") }).click();
  await ready(page, "seance");
  await page
    .getByRole("button", { name: tr("seances:inscrire.ouvrir") })
    .first()
    .click();
  const choice = page.getByRole("dialog");
  const boxes = choice.getByRole("listitem").getByRole("checkbox");
  await expect(boxes.nth(3)).toBeVisible();
  await choice.getByRole("checkbox", { name: tr("seances:inscrire.tous") }).uncheck();
  for (let at = 0; at < 4; at += 1) await boxes.nth(at).check();
  await choice
    .getByRole("button", { name: tr("seances:inscrire.valider_other", { count: "4" }) })
    .click();
  await expect(page.locator("[data-row]")).toHaveCount(4);
  await expect
    .poll(() => agenda(desk).map((each) => each.etat))
    .toEqual(Array.from({ length: 4 }, () => "programmee"));

  const before = agenda(desk).map((each) => each.reference);
  await page.locator("[data-row]").nth(1).focus();
  await page.keyboard.press("Alt+ArrowUp");
  const swapped = [before[1], before[0], before[2], before[3]];
  await expect.poll(() => agenda(desk).map((each) => each.reference)).toEqual(swapped);
  await expect(page.locator("[data-row]").first()).toContainText(before[1]!);

  await page.getByRole("textbox", { name: tr("champs:participant.nom") }).fill("Membre Fictif");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name: "Membre Fictif", exact: true })).toBeVisible();
  await page.getByText(tr("seances:participants.present"), { exact: true }).click();

  await page.getByRole("button", { name: tr("seances:mode.ouvrir") }).click();
  await ready(page, "seance-mode");
  await page.keyboard.press("f");
  await expect.poll(() => agenda(desk)[0]?.decision).toBe("favorable");
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  const reserves = page.getByRole("textbox", { name: tr("seances:mode.reserves") });
  await expect(reserves).toBeFocused();
  await reserves.fill("Fournir le plan fictif\nBorner la parcelle");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(() =>
      desk.value<number>(
        "SELECT count(*) FROM reserve WHERE deleted_at IS NULL AND texte LIKE '%fictif' OR texte LIKE 'Borner%'",
      ),
    )
    .toBe(2);
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await expect.poll(() => agenda(desk)[2]?.etat).toBe("cloturee");
  await page.keyboard.press("Control+z");
  await expect.poll(() => agenda(desk)[2]).toMatchObject({ etat: "programmee", decision: null });
  await page.keyboard.press("c");
  await page.keyboard.press("j");
  await page.keyboard.press("p");
  await expect
    .poll(() => agenda(desk).map((each) => each.decision))
    .toEqual(["favorable", "favorable_sous_reserve", "complement", "reprogrammer"]);
  expect(agenda(desk).map((each) => each.etat)).toEqual([
    "actions_a_realiser",
    "actions_a_realiser",
    "complement",
    "en_attente_administration",
  ]);
  await expect(page.getByText(tr("seances:mode.termine"))).toBeVisible();

  const word = join(desk.folder, "pv.docx");
  await answerDialogs(app, { save: word });
  const save = async (menu: string, format: string) => {
    await page.getByRole("button", { name: tr(`documents:menu.${menu}`) }).click();
    await page
      .getByRole("menuitem", {
        name: tr("documents:menu.choix", {
          format: tr(`documents:menu.format.${format}`),
          langue: tr("documents:menu.langue.fr"),
        }),
      })
      .click();
  };
  await save("pv", "docx");
  await expect.poll(() => existsSync(word)).toBe(true);
  const said = wordsOf(word);
  for (const text of [...before, "Membre Fictif", "Borner la parcelle"])
    expect(said).toContain(text);
  const pdf = join(desk.folder, "pv.pdf");
  await answerDialogs(app, { save: pdf });
  await save("pv", "pdf");
  await expect.poll(() => existsSync(pdf), { timeout: 30_000 }).toBe(true);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
});

test("a sitting deleted elsewhere stays readable and comes back", async ({ desk, page }) => {
  // Would catch: a page that goes blank, or loses what was being typed, when its sitting is removed.
  await go(page, "/seances", "seances");
  await page.keyboard.press("n");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: tr("seances:creer") })
    .click();
  await ready(page, "seance");
  const typed = page.getByRole("textbox", { name: tr("champs:participant.nom") });
  await typed.fill("Saisie en cours");
  const id = desk.value<string>("SELECT id FROM seance ORDER BY created_at DESC LIMIT 1");
  // Undo of its creation from the header removes it under the page, as another window would.
  await page.locator("h1").click();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("alert").getByText(tr("seances:supprimee.titre"))).toBeVisible();
  await expect(typed).toHaveValue("Saisie en cours");
  await page.getByRole("button", { name: tr("seances:supprimee.restaurer") }).click();
  await expect(page.getByText(tr("seances:supprimee.titre"))).toBeHidden();
  expect(desk.value("SELECT deleted_at FROM seance WHERE id = ?", id)).toBeNull();
});

test("the sitting reads in Arabic", async ({ desk, app, page }) => {
  test.setTimeout(90_000);
  // Would catch: a sitting left in French, or a page that scrolls sideways in the other direction.
  await go(page, "/seances", "seances");
  await setLangue(page, "ar");
  await page
    .getByRole("button", { name: startsWith(tr("seances:planifier", {}, "ar")) })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: tr("seances:creer", {}, "ar") })
    .click();
  await ready(page, "seance");
  await page
    .getByRole("button", { name: tr("seances:inscrire.ouvrir", {}, "ar") })
    .first()
    .click();
  const choice = page.getByRole("dialog");
  await expect(choice.getByRole("listitem").getByRole("checkbox").nth(2)).toBeVisible();
  await choice.getByRole("checkbox", { name: tr("seances:inscrire.tous", {}, "ar") }).uncheck();
  for (let at = 0; at < 3; at += 1)
    await choice.getByRole("listitem").getByRole("checkbox").nth(at).check();
  await page.keyboard.press("Tab");
  await choice.getByRole("button", { name: /^إدراج/ }).click();
  await expect(page.locator("[data-row]")).toHaveCount(3);
  await expect(
    page.getByRole("columnheader", { name: tr("seances:colonne.montant", {}, "ar") }),
  ).toBeVisible();
  for (const format of ["xlsx", "pdf"]) {
    const path = join(desk.folder, `ordre-du-jour.${format}`);
    await answerDialogs(app, { save: path });
    await page
      .getByRole("button", { name: tr("documents:menu.ordre_du_jour", {}, "ar"), exact: true })
      .click();
    await page
      .getByRole("menuitem", {
        name: tr(
          "documents:menu.choix",
          {
            format: tr(`documents:menu.format.${format}`, {}, "ar"),
            langue: tr("documents:menu.langue.ar", {}, "ar"),
          },
          "ar",
        ),
      })
      .click();
    await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
  }
  const id = desk.value<string>("SELECT id FROM seance ORDER BY created_at DESC LIMIT 1");
  await go(page, `/seances/${id}/mode`, "seance-mode");
  await expect(page.getByText(tr("seances:mode.nonDecide", {}, "ar"))).toBeVisible();
});
