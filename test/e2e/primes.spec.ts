import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { answerDialogs, expect, french, go, setLangue, test, tr } from "./support.ts";
import type { Langue } from "./support.ts";

test.use({ register: "vide" });

const label = (key: string, langue: Langue) => tr(`primes:champ.${key}`, {}, langue);

async function type(page: Page, key: string, value: string, langue: Langue = "fr") {
  await page.getByRole("textbox", { name: label(key, langue) }).fill(value);
}

async function choose(page: Page, key: string, option: string, langue: Langue = "fr") {
  await page.getByRole("combobox", { name: label(key, langue) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** Declares the activity a priority one. */
async function declarePriority(page: Page, name: string, langue: Langue = "fr") {
  await page
    .getByRole("radiogroup", { name })
    .getByText(tr("commun:oui", {}, langue), { exact: true })
    .click();
}

const PRIORITY = {
  fr: "Prime activités prioritaires",
  ar: "منحة الأنشطة ذات الأولوية",
  en: "Priority activities bonus",
};

/** What the TPME regime gives, as its card says at once. */
const headline = (page: Page) => page.locator("[data-regime=tpme]");

const dirhams = (amount: number) => `${french(amount)}\u00a0DH`;

for (const langue of ["fr", "ar"] as const) {
  test(`the worked examples do not come out in the window, ${langue}`, async ({ page }) => {
    if (langue !== "fr") await setLangue(page, langue);
    await go(page, "/primes", "primes");
    await type(page, "montant", "20 000 000", langue);
    await expect(page.getByText("20 MDH")).toBeVisible();
    await type(page, "emplois", "60", langue);
    await choose(page, "territoire", langue === "ar" ? "أزيلال" : "Azilal", langue);
    await declarePriority(page, PRIORITY[langue], langue);
    await expect(headline(page)).toContainText(dirhams(6_000_000));
    await expect(headline(page)).toContainText("30\u00a0%");
    await choose(page, "territoire", langue === "ar" ? "بني ملال" : "Béni Mellal", langue);
    await expect(headline(page)).toContainText(dirhams(5_000_000));
    await expect(headline(page)).toContainText("25\u00a0%");
  });
}

test("what lacks is not told, or what is not known passes for met", async ({ page }) => {
  await go(page, "/primes", "primes");
  await type(page, "montant", "47 500 000");
  await type(page, "emplois", "44");
  const main = page.getByRole("region", { name: /Régime principal/ });
  await expect(main).toContainText(`il manque \u2066${dirhams(2_500_000)}\u2069`);
  await expect(main).toContainText("il manque 6 emplois");
  await type(page, "montant", "10 000 000");
  await type(page, "emplois", "18");
  const tpme = page.getByRole("region", { name: /Régime TPME/ });
  await expect(tpme).toContainText("il manque 2 emplois");
  await expect(tpme.getByText(tr("primes:remarques.conflit"), { exact: true })).toBeVisible();
  await expect(tpme).toContainText("ouvre le régime sans donner droit à la prime");
  const jobs = tpme.getByRole("row", { name: /emplois stables/ });
  await expect(jobs).toContainText(tr("primes:etat.non"));
  const place = tpme.getByRole("row", { name: /territoriale/ });
  await expect(place).toContainText(tr("primes:etat.inconnu"));
});

test("variants do not stand side by side, or are lost on the way", async ({ page }) => {
  await go(page, "/primes", "primes");
  await type(page, "montant", "20000000");
  await type(page, "emplois", "60");
  await choose(page, "territoire", "Azilal");
  await page.getByRole("button", { name: tr("primes:variantes.dupliquer") }).click();
  await page.getByRole("textbox", { name: tr("primes:variantes.renommer") }).fill("Au chef-lieu");
  await choose(page, "territoire", "Béni Mellal");
  const table = page.getByRole("table", { name: tr("primes:comparaison.titre") });
  await expect(table.getByRole("columnheader", { name: "Au chef-lieu" })).toBeVisible();
  const place = table.getByRole("row", { name: startsLike("champ.territoire") });
  await expect(place).toContainText(tr("primes:comparaison.differe"));
  await expect(place).toContainText("Azilal");
  await expect(place).toContainText("Béni Mellal");
  const amount = table.getByRole("row", { name: startsLike("champ.montant") });
  await expect(amount).not.toContainText(tr("primes:comparaison.differe"));
  await go(page, "/journal", "journal");
  await go(page, "/primes", "primes");
  await expect(page.getByRole("tab", { name: "Au chef-lieu" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.getByRole("button", { name: tr("primes:variantes.retirer") }).click();
  await expect(page.getByRole("tab")).toHaveCount(1);
  await expect(table).toBeHidden();
  await expect(page.getByRole("textbox", { name: label("emplois", "fr") })).toHaveValue("60");
});

const startsLike = (key: string) => new RegExp(`^${tr(`primes:${key}`)}`);

test.describe("on a project", () => {
  test.use({ register: "demonstration" });

  test("a simulation is not kept on its project, or does not open as it was", async ({
    page,
    desk,
  }) => {
    const [dossier] = desk.sql<{ id: string; projet: string }>(
      "SELECT id, projet_id AS projet FROM dossier WHERE deleted_at IS NULL LIMIT 1",
    );
    await go(page, `/primes?projet=${dossier!.projet}`, "primes");
    await type(page, "montant", "20000000");
    await type(page, "emplois", "60");
    await choose(page, "territoire", "Azilal");
    await page.getByRole("button", { name: tr("primes:garde.enregistrer") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: tr("primes:garde.nom") }).fill("Avant travaux");
    await dialog.getByRole("button", { name: tr("primes:garde.enregistrer") }).click();
    await expect(dialog).toBeHidden();
    expect(desk.sql("SELECT titre, projet_id AS projet FROM simulation")).toEqual([
      { titre: "Avant travaux", projet: dossier!.projet },
    ]);
    await page.getByRole("button", { name: tr("primes:effacer") }).click();
    await expect(page.getByRole("textbox", { name: label("emplois", "fr") })).toHaveValue("");
    await go(page, `/dossiers/${dossier!.id}`, "dossier");
    await page.getByRole("link", { name: "Avant travaux" }).click();
    await expect(page.getByRole("textbox", { name: label("emplois", "fr") })).toHaveValue("60");
    await expect(headline(page)).toContainText(dirhams(4_000_000));
  });
});

test("a share above a hundred, or half a job, is counted with", async ({ page }) => {
  await go(page, "/primes", "primes");
  await type(page, "partFemmes", "130");
  await expect(page.getByText(tr("primes:faute.pourcent"))).toBeVisible();
  await type(page, "partFemmes", "30");
  await expect(page.getByText(tr("primes:faute.pourcent"))).toBeHidden();
  await type(page, "emplois", "6,5");
  await expect(page.getByText(tr("primes:faute.entier"))).toBeVisible();
});

const noPdftotext = !["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"].some(existsSync);

for (const langue of ["fr", "ar"] as const) {
  test(`the paper does not say what the screen says, ${langue}`, async ({ page, app, desk }) => {
    test.skip(noPdftotext, "poppler-utils is not installed");
    await go(page, "/primes", "primes");
    await type(page, "montant", "20000000");
    await type(page, "emplois", "60");
    await choose(page, "territoire", "Azilal");
    await declarePriority(page, PRIORITY.fr);
    await expect(headline(page)).toContainText(dirhams(6_000_000));
    const file = join(desk.folder, "simulation.pdf");
    await answerDialogs(app, { save: file });
    await page.getByRole("button", { name: tr("primes:imprimer"), exact: true }).click();
    await page.getByRole("menuitem", { name: langue === "ar" ? "العربية" : "Français" }).click();
    await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true);
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    const plain = text.normalize("NFKC").replace(/[\s\u202a-\u202e\u2066-\u2069]+/g, " ");
    expect(plain).toContain("6 000 000 DH");
    expect(plain).toContain("30 %");
    expect(plain).toContain("2-25-342");
    if (langue === "fr") {
      expect(plain).toContain(tr("primes:papier.titre"));
      expect(plain).toContain(tr("primes:remarques.titre"));
    }
  });
}
