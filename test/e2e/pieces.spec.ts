import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import {
  answerDialogs,
  drop,
  edit,
  expect,
  frenchDate,
  go,
  pdf,
  png,
  readPdf,
  setLangue,
  startsWith,
  test,
  tr,
} from "./support.ts";
import type { Desk } from "./support.ts";

/** A dossier that waits, deposited long enough ago. */
const waitingDossier = (desk: Desk): string =>
  desk.value<string>(
    "SELECT d.id FROM dossier d JOIN projet p ON p.id = d.projet_id WHERE d.etat = 'en_attente_administration' AND d.acte = 'permis_de_construire' AND d.depose_le IS NOT NULL AND d.deleted_at IS NULL AND p.intitule_ar IS NOT NULL ORDER BY d.reference LIMIT 1",
  );

test("documents asked for by keyboard do not stop the clock, or the letter says something else", async ({
  app,
  page,
  desk,
}) => {
  const id = waitingDossier(desk);
  await go(page, `/dossiers/${id}`, "dossier");
  const i = (key: string) => tr(`instruction:${key}`);
  // The demonstration's dossiers were made without a list.
  await page.getByRole("button", { name: /pièces de la liste/ }).click();
  const list = page.getByRole("grid", { name: i("pieces.titre") });
  const rows = list.getByRole("row");
  await expect(rows).toHaveCount(4);

  await rows.first().focus();
  await page.keyboard.press("r");
  await expect(rows.first()).toContainText("Reçue");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("f");
  await page.keyboard.type("Échelle absente");
  await page.keyboard.press("Control+Enter");
  await expect(rows.nth(1)).toContainText("Échelle absente");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press(" ");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await page.keyboard.press("i");
  const form = page.getByRole("form", { name: i("demande.titre") });
  await expect(form).toContainText("Plan de masse");
  await form.getByRole("textbox", { name: tr("champs:complement.demandeLe") }).press("Enter");
  const requests = page.getByRole("table", { name: i("complements.titre") });
  await expect(requests).toContainText(i("complements.ouvert"));
  const reference = desk.value<string>("SELECT reference FROM dossier WHERE id = ?", id);
  const numero = `${reference}/CP1`;
  await expect(requests).toContainText(numero);
  expect(desk.value("SELECT etat FROM dossier WHERE id = ?", id)).toBe("complement");

  const day = frenchDate(
    desk.value<string>("SELECT demande_le FROM complement WHERE dossier_id = ?", id),
  );
  const save = async (choice: string, file: string) => {
    await answerDialogs(app, { save: file });
    await page.getByRole("button", { name: new RegExp(numero) }).click();
    await page.getByRole("menuitem", { name: i(`lettre.choix.${choice}`) }).click();
    await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
  };
  const word = join(desk.folder, "lettre.docx");
  await save("fr_docx", word);
  const xml = new PizZip(readFileSync(word)).file("word/document.xml")!.asText();
  for (const said of [numero, day, "Plan de masse", "Échelle absente", "Plan de situation"])
    expect(xml).toContain(said);
  expect(xml).not.toContain("Fiche du projet");

  const pdf = join(desk.folder, "lettre.pdf");
  await save("fr_pdf", pdf);
  const paper = await readPdf(pdf);
  for (const said of [numero, day, "Plan de masse", "Échelle absente", "Plan de situation"])
    expect(paper).toContain(said);
  expect(paper).not.toContain("Fiche du projet");

  const arabic = join(desk.folder, "lettre-ar.pdf");
  await save("ar_pdf", arabic);
  const arabicPaper = await readPdf(arabic);
  expect(arabicPaper).toContain(numero);
  expect(arabicPaper).toContain(day);
  expect(arabicPaper).toMatch(/\p{Script=Arabic}/u);

  // The last documents come in: the clock starts again.
  await rows.nth(1).focus();
  await page.keyboard.press("r");
  await expect(rows.nth(1)).toContainText("Reçue");
  await rows.nth(2).focus();
  await page.keyboard.press("r");
  await expect(requests).not.toContainText(i("complements.ouvert"));
  expect(desk.value("SELECT etat FROM dossier WHERE id = ?", id)).toBe("en_attente_administration");
});

test("a letter that cannot be written says nothing, or leaves half a file", async ({
  app,
  page,
  desk,
}) => {
  const id = waitingDossier(desk);
  await go(page, `/dossiers/${id}`, "dossier");
  await page.getByRole("button", { name: /pièces de la liste/ }).click();
  await page.getByRole("button", { name: startsWith(tr("instruction:pieces.demander")) }).click();
  await page.keyboard.press("Enter");
  const folder = join(desk.folder, "parti");
  mkdirSync(folder);
  const file = join(folder, "lettre.docx");
  await answerDialogs(app, { save: file });
  rmSync(folder, { recursive: true });
  for (const choice of ["fr_docx", "fr_pdf"]) {
    await page.getByRole("button", { name: /CP1/ }).click();
    await page.getByRole("menuitem", { name: tr(`instruction:lettre.choix.${choice}`) }).click();
    await expect(
      page.getByText(tr("erreurs:FILE_NOT_WRITTEN_missing_folder")).first(),
    ).toBeVisible();
  }
  expect(existsSync(folder)).toBe(false);
});

test("an opinion with reserve leaves nothing to lift", async ({ page, desk }) => {
  const id = waitingDossier(desk);
  await go(page, `/dossiers/${id}`, "dossier");
  const i = (key: string) => tr(`instruction:${key}`);
  await page.getByRole("button", { name: i("avis.demander") }).click();
  const consult = page.getByRole("form", { name: i("avis.demander") });
  await consult.getByRole("combobox").click();
  await page.getByRole("option", { name: i("avis.nouvelle") }).click();
  await consult.getByRole("textbox", { name: i("avis.nom") }).fill("Agence fictive de l’eau");
  await page.keyboard.press("Enter");
  const opinions = page.getByRole("table", { name: i("avis.titre") });
  const opinion = opinions.getByRole("row", { name: /Agence fictive de l’eau/ });
  const remind = opinion.getByRole("button", { name: i("avis.relancerAujourdhui") });
  await remind.click();
  await expect(remind).toBeHidden();
  await opinion.getByRole("button", { name: i("avis.repondre") }).click();
  const answer = page.getByRole("form", { name: i("avis.de") });
  await answer.getByRole("combobox", { name: tr("champs:consultation.avis") }).click();
  await page.getByRole("option", { name: "Favorable avec réserve" }).click();
  await answer
    .getByRole("textbox", { name: tr("champs:reserve.texte") })
    .fill("Forage à autoriser");
  await answer.getByRole("button", { name: i("avis.enregistrerReponse") }).click();
  await page.getByRole("button", { name: i("reserves.lever") }).click();
  const lift = page.getByRole("form", { name: i("reserves.lever") });
  await lift.getByRole("button", { name: i("reserves.lever") }).click();
  await expect(lift.getByRole("alert")).toContainText(tr("erreurs:faute.levee_sans_justification"));
  await lift
    .getByRole("textbox", { name: tr("champs:reserve.justification") })
    .fill("Autorisation jointe");
  await lift.getByRole("button", { name: i("reserves.lever") }).click();
  await expect(page.getByText(i("reserves.toutesLevees"))).toBeVisible();

  await setLangue(page, "ar");
  await expect(page.getByText(tr("instruction:reserves.toutesLevees", {}, "ar"))).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
});

test("a file dropped on a document is lost, leaves it waiting, or the undo takes back half of it", async ({
  app,
  page,
  desk,
}) => {
  const id = waitingDossier(desk);
  await go(page, `/dossiers/${id}`, "dossier");
  const i = (key: string, params: Record<string, string> = {}) => tr(`instruction:${key}`, params);
  await page.getByRole("button", { name: /pièces de la liste/ }).click();
  const rows = page.getByRole("grid", { name: i("pieces.titre") }).getByRole("row");
  await expect(rows).toHaveCount(4);
  const piece = rows.first();
  const opened = (nom: string) =>
    piece.getByRole("button", { name: tr("fichiers:ouvrir", { nom }) });
  const held = () =>
    desk.value<number>("SELECT count(*) FROM piece_jointe WHERE deleted_at IS NULL");

  const plan = { name: "fiche.pdf", type: "application/pdf", bytes: pdf("Fiche du projet") };
  const photo = { name: "fiche.png", type: "image/png", bytes: png };
  // Two at once: which one is meant is not guessed.
  await drop(page, piece, [plan, photo]);
  await expect(
    page.getByText(i("pieces.unSeul", { piece: "Fiche du projet" })).last(),
  ).toBeVisible();
  expect(held()).toBe(0);
  await drop(page, piece, [
    { name: "fiche.pdf", type: "application/pdf", bytes: Buffer.from("MZ programme") },
  ]);
  await expect(piece.getByRole("alert")).toHaveText(tr("erreurs:FILE_UNREADABLE_piece_executable"));
  await expect(piece).toContainText("Attendue");

  await drop(page, piece, [plan]);
  await expect(opened("fiche.pdf")).toBeVisible();
  await expect(piece).toContainText("Reçue");
  expect(held()).toBe(1);
  await page.keyboard.press("Control+z");
  await expect(opened("fiche.pdf")).toBeHidden();
  await expect(piece).toContainText("Attendue");
  expect(held()).toBe(0);
  await page.keyboard.press("Control+y");
  await opened("fiche.pdf").click();
  const preview = page.getByRole("dialog");
  await expect(preview.locator("canvas[data-drawn]")).toBeVisible();
  await preview.locator("[data-preview]").click();
  await page.keyboard.press("Escape");
  // Reading it did not choose the line.
  await expect(piece).toHaveAttribute("aria-selected", "false");

  // The day of reception by itself, then another file: the day stays, and the first file too.
  const day = desk.value<string>("SELECT depose_le FROM dossier WHERE id = ?", id);
  const editor = await edit(page, "piece.recueLe");
  await editor.fill(frenchDate(day));
  await editor.press("Enter");
  await expect(piece).toContainText(frenchDate(day));
  const file = join(desk.folder, "fiche signée.png");
  writeFileSync(file, png);
  await answerDialogs(app, { open: file });
  await piece
    .getByRole("button", { name: startsWith(i("pieces.remplacer", { piece: "" })) })
    .click();
  await expect(opened("fiche signée.png")).toBeVisible();
  await expect(piece).toContainText(frenchDate(day));
  await expect(page.locator("[data-attachments]").first()).toContainText("fiche.pdf");
  expect(held()).toBe(2);

  await piece.focus();
  await page.keyboard.press("f");
  await page.keyboard.type("Sans cachet");
  await page.keyboard.press("Control+Enter");
  await expect(piece).toContainText("Sans cachet");
  await expect(opened("fiche signée.png")).toBeVisible();
});
