import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { answerDialogs, expect, french, go, ready, root, test, tr } from "./support.ts";

test.use({ register: "vide" });

const figures = join(root, "resources/demo/indicateurs.csv");

/** Chooses what the file holds, then the file that the system's dialog gives. */
async function choose(page: Page, kind: "dossiers" | "indicateurs"): Promise<void> {
  await page.getByRole("radio", { name: tr(`import:${kind}`) }).check();
  await page.getByRole("button", { name: tr("import:choisir") }).click();
  await expect(page.getByRole("heading", { name: tr("import:essai") })).toBeVisible();
}

/** The numbers of the report by their names. */
const counts = (page: Page): Promise<Record<string, string>> =>
  page
    .locator("dl")
    .first()
    .evaluate((list) =>
      Object.fromEntries(
        [...list.children].map((one) => [
          one.querySelector("dt")?.textContent ?? "",
          one.querySelector("dd")?.textContent ?? "",
        ]),
      ),
    );

test("indicators written by the trial, counted wrong, doubled, or kept after the undo", async ({
  page,
  app,
  desk,
}) => {
  const observations = (): number =>
    desk.value("SELECT count(*) FROM observation WHERE deleted_at IS NULL");
  await answerDialogs(app, { open: figures });
  await go(page, "/importer", "import");
  await choose(page, "indicateurs");
  const trial = await counts(page);
  expect(trial[tr("import:refusees")]).toBe("0");
  const lines = Number(trial[tr("import:aCreer")]);
  expect(lines).toBeGreaterThan(300);
  expect(observations()).toBe(0);

  await page.getByRole("button", { name: new RegExp(`Importer ${french(lines)} lignes`) }).click();
  await expect(page.getByRole("heading", { name: tr("import:resultat") })).toBeVisible();
  expect((await counts(page))[tr("import:creees")]).toBe(String(lines));
  expect(observations()).toBe(lines);

  // The same file again brings nothing.
  await page.getByRole("button", { name: tr("import:autreFichier") }).click();
  await expect(page.getByText(tr("import:rienAImporter"))).toBeVisible();
  expect((await counts(page))[tr("import:inchangees")]).toBe(String(lines));

  await page.keyboard.press("Control+z");
  await expect.poll(observations).toBe(0);
});

test("a refused line shown without its number and reason, or that stops the good ones", async ({
  page,
  app,
  desk,
}) => {
  const file = join(desk.folder, "agenda.csv");
  writeFileSync(
    file,
    [
      "N°;Identifiant;Référence;Intitulé;Localisation;Porteur de projet;Montant (MDH);Emplois;Surface (m²);Observation",
      "1;;E2E-1;Huilerie d’essai;Azilal;Société Essai Un;12,5;30;5000;",
      "2;;E2E-2;Gîte d’essai;Atlantide;Société Essai Deux;3,2;12;800;",
      "3;;E2E-3;Ferme d’essai;Azilal;Société Essai Trois;beaucoup;8;100;",
      "4;;E2E-4;;Azilal;Société Essai Quatre;1,5;4;;",
    ].join("\r\n"),
    "utf8",
  );
  await answerDialogs(app, { open: file });
  await go(page, "/importer", "import");
  await choose(page, "dossiers");
  const trial = await counts(page);
  expect(trial[tr("import:aCreer")]).toBe("1");
  expect(trial[tr("import:refusees")]).toBe("3");
  const refused = page.getByRole("table", { name: tr("import:refuseesTitre") });
  const lines = await refused
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  expect(lines.map(([line]) => line)).toEqual(["3", "4", "5"]);
  expect(lines[0]?.[2]).toContain("Atlantide");
  expect(lines[1]?.[1]).toBe(tr("import:champs.montant"));
  expect(lines[1]?.[2]).toContain("beaucoup");
  expect(lines[2]?.[1]).toBe(tr("import:champs.intitule"));

  await page.getByRole("button", { name: /^Importer 1 ligne$/ }).click();
  await expect(page.getByRole("heading", { name: tr("import:resultat") })).toBeVisible();
  expect(desk.sql("SELECT reference, montant, emplois FROM dossier_ligne")).toEqual([
    { reference: "E2E-1", montant: 1_250_000_000, emplois: 30 },
  ]);

  await page.getByRole("link", { name: tr("import:voirDossiers") }).click();
  await ready(page, "dossiers");
  await expect(page.getByRole("gridcell", { name: "E2E-1" })).toBeVisible();
  await go(page, "/journal", "journal");
  await page
    .getByRole("button", {
      name: new RegExp(`^${tr("journal:annulerAction")} : Importation de dossiers`),
    })
    .click();
  await expect.poll(() => desk.value("SELECT count(*) FROM dossier_ligne")).toBe(0);
  await go(page, "/dossiers", "dossiers");
  await expect(page.getByText(tr("dossiers:vide.titre"))).toBeVisible();
});

test("an import whose own undo button leaves lines behind", async ({ page, app, desk }) => {
  await answerDialogs(app, { open: figures });
  await go(page, "/importer", "import");
  await choose(page, "indicateurs");
  await page.getByRole("button", { name: /^Importer [\d\u202f]+ lignes$/ }).click();
  await page.getByRole("button", { name: tr("import:defaire") }).click();
  await expect(page.getByText(tr("import:defaite"))).toBeVisible();
  expect(desk.value("SELECT count(*) FROM observation WHERE deleted_at IS NULL")).toBe(0);
});

test("a file that is no table, accepted or refused without a sentence", async ({
  page,
  app,
  desk,
}) => {
  const file = join(desk.folder, "photo.csv");
  writeFileSync(file, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 2, 0]));
  await answerDialogs(app, { open: file });
  await go(page, "/importer", "import");
  await page.getByRole("radio", { name: tr("import:dossiers") }).check();
  await page.getByRole("button", { name: tr("import:choisir") }).click();
  await expect(page.getByRole("alert")).toContainText(tr("erreurs:FILE_UNREADABLE_not_text"));
  expect(desk.value("SELECT count(*) FROM dossier")).toBe(0);
});
