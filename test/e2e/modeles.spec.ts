import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document, Packer, Paragraph, TextRun } from "docx";
import { executed } from "../support/execution.ts";
import { answerDialogs, expect, go, setLangue, test, tr } from "./support.ts";

test.use({ register: "vide" });

test("a model refused that is kept, a good one that is lost, or a document without its version and data", async ({
  desk,
}) => {
  const today = new Date().toISOString().slice(0, 10);
  const { conventionId } = executed(desk.db, today);
  const { app, page } = await desk.open();
  const wordFile = async (name: string, texts: readonly string[]): Promise<string> => {
    const children = texts.map((text) => new Paragraph({ children: [new TextRun(text)] }));
    const path = join(desk.folder, name);
    writeFileSync(path, await Packer.toBuffer(new Document({ sections: [{ children }] })));
    return path;
  };
  const bad = await wordFile("mauvais.docx", ["{Numéro}", "{#engagements}"]);
  const good = await wordFile("suivi.docx", [
    "{numero} {intitule}",
    "{#engagements}",
    "{partie} : {libelle}",
    "{/engagements}",
    "{objet}",
  ]);

  await go(page, "/modeles", "modeles");
  const add = async (file: string): Promise<void> => {
    await answerDialogs(app, { open: file });
    await page.getByRole("button", { name: tr("modeles:choisir") }).click();
    await expect(page.getByRole("dialog").getByText(file.split("/").at(-1)!)).toBeVisible();
    await page.getByRole("button", { name: tr("modeles:enregistrer") }).click();
  };
  await page.getByRole("button", { name: tr("modeles:ajouter") }).click();
  await add(bad);
  // The repetition that does not end is told, and nothing is written.
  await expect(page.getByRole("alert")).toContainText("engagements");
  expect(desk.value("SELECT count(*) FROM modele")).toBe(0);
  await add(good);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("row", { name: /mauvais/ })).toContainText(tr("modeles:duCentre"));

  await go(page, `/conventions/${conventionId}?onglet=chronologie`, "convention");
  await page.getByRole("button", { name: tr("modeles:produire") }).click();
  const dialog = page.getByRole("dialog", { name: tr("modeles:produire") });
  // The purpose has no value: it is said before the document is made.
  await expect(dialog.getByRole("status")).toContainText(/1/);
  await expect(dialog.getByText(tr("modeles:vide"), { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: tr("modeles:generer"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole("button", { name: /convention-.*-v1-fr\.docx/ }).first(),
  ).toBeVisible();
  const [made] = desk.sql<{ version: number; donnees: string }>(
    "SELECT version, donnees FROM document_genere",
  );
  expect(made?.version).toBe(1);
  expect(
    (JSON.parse(made!.donnees) as { engagements: unknown[] }).engagements.length,
  ).toBeGreaterThan(0);

  await setLangue(page, "ar");
  await go(page, "/modeles", "modeles");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    tr("modeles:titre", {}, "ar"),
  );
  await expect(page.getByText(tr("modeles:champ.consistance", {}, "ar"))).toBeVisible();
  if (process.env["SHOTS"]) {
    await page.screenshot({ path: `${process.env["SHOTS"]}/modeles-ar.png` });
    await setLangue(page, "fr");
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${process.env["SHOTS"]}/modeles-fr.png` });
  }
});
