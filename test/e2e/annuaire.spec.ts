import type { Page } from "@playwright/test";
import { edit, expect, fieldOf, go, ready, setLangue, startsWith, test, tr } from "./support.ts";

const textbox = (page: Page, key: string) =>
  page
    .getByRole("dialog")
    .getByRole("textbox", { name: startsWith(tr(`champs:${key}`)) })
    .first();

/** Makes an entry from the list, by keyboard from its shortcut on. */
async function create(
  page: Page,
  type: "organisation" | "personne",
  values: Record<string, string>,
) {
  await page.getByRole("button", { name: tr(`annuaire:nouvelle.${type}`), exact: true }).click();
  for (const [key, value] of Object.entries(values)) {
    await textbox(page, `${type}.${key}`).fill(value);
  }
}

test("a duplicate would be made unseen, or could not be opened, or made all the same", async ({
  page,
}) => {
  await go(page, "/annuaire", "annuaire");
  await create(page, "organisation", {
    nomFr: "Coopérative Essai Fquih",
    telephone: "0523 48 12 34",
  });
  await page.keyboard.press("Enter");
  await ready(page, "organisation");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Coopérative Essai Fquih");
  await expect(fieldOf(page, "organisation.telephone")).toContainText(
    "05 23 48 12 34".replace(/ /g, "\u00a0"),
  );

  await go(page, "/annuaire", "annuaire");
  await create(page, "organisation", { nomFr: "cooperative essai fkih" });
  const panel = page.getByRole("region", { name: tr("commun:saisie.doublon.titre") });
  await expect(panel).toContainText("Coopérative Essai Fquih");
  await textbox(page, "organisation.telephone").fill("+212523481234");
  await expect(panel).toContainText(tr("commun:saisie.doublon.raison.telephone"));
  await expect(
    page.getByRole("button", { name: tr("commun:saisie.fiche.quandMeme") }),
  ).toBeEnabled();
  await panel
    .getByRole("button", { name: tr("commun:saisie.doublon.ouvrir") })
    .first()
    .click();
  await ready(page, "organisation");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Coopérative Essai Fquih");
});

test("an unlikely format would be refused for good, or kept without its reason in sight", async ({
  page,
}) => {
  await go(page, "/annuaire", "annuaire");
  await create(page, "organisation", { nomFr: "Essai formats" });
  await page.keyboard.press("Enter");
  await ready(page, "organisation");
  const ice = await edit(page, "organisation.ice");
  await ice.fill("001561191000067");
  await ice.press("Enter");
  await expect(page.getByText(tr("erreurs:faute.ice_key")).first()).toBeVisible();
  await ice.press("Escape");
  const cnss = await edit(page, "organisation.cnss");
  await cnss.fill("12");
  await cnss.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(tr("erreurs:faute.cnss_format"));
  await page.keyboard.type("attestation vue");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText(tr("commun:saisie.motif.garde", { motif: "attestation vue" })),
  ).toBeVisible();
  await expect(fieldOf(page, "organisation.cnss")).toContainText("12");
});

test("a CIN would stand in clear, or be shown without the asking being kept", async ({
  page,
  desk,
}) => {
  await go(page, "/annuaire", "annuaire");
  await create(page, "personne", { prenomFr: "Amina", nomFr: "Exemple", cin: "IB123456" });
  await page.keyboard.press("Enter");
  await ready(page, "personne");
  await expect(page.locator("main")).not.toContainText("IB123456");
  await expect(fieldOf(page, "personne.cin")).toContainText("••••56");
  await page.getByRole("button", { name: tr("annuaire:cin.afficher"), exact: true }).click();
  await expect(fieldOf(page, "personne.cin")).toContainText("IB123456");
  await expect(page.getByRole("region", { name: tr("annuaire:acces.titre") })).toContainText(
    "Salma Essai",
  );
  expect(desk.value<number>("SELECT count(*) FROM acces_donnee")).toBe(1);
  await page.getByRole("button", { name: tr("annuaire:cin.masquer"), exact: true }).click();
  await expect(page.locator("main")).not.toContainText("IB123456");
});

test("an amount typed in MDH in a field of DH would be kept as it is, or need the mouse", async ({
  page,
}) => {
  await page.locator("[role=grid] [data-index='0']").first().dblclick();
  await ready(page, "dossier");
  const amount = await edit(page, "projet.montant");
  await amount.fill("85");
  await amount.press("Enter");
  await expect(page.getByRole("dialog")).toContainText(
    tr("commun:saisie.mdh.question", { n: "85" }),
  );
  await expect(
    page.getByRole("button", { name: tr("commun:saisie.mdh.mdh", { n: "85" }), exact: true }),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(fieldOf(page, "projet.montant")).toContainText("85\u202f000\u202f000");
});

test("an entry could not be found, given a role or read in Arabic", async ({ page }) => {
  await go(page, "/annuaire", "annuaire");
  await create(page, "organisation", { nomFr: "Essai Rivage", nomAr: "تعاونية الضفة" });
  await page.keyboard.press("Enter");
  await ready(page, "organisation");
  await page.getByRole("button", { name: tr("annuaire:roles.ajouter") }).click();
  await page.getByRole("menuitem", { name: "Partenaire" }).click();
  await expect(
    page.getByRole("button", { name: tr("annuaire:roles.retirer", { role: "Partenaire" }) }),
  ).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("essai rivage");
  await expect(page.getByRole("search").getByRole("option").first()).toContainText("Essai Rivage");
  await page.keyboard.press("Escape");
  await setLangue(page, "ar");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("تعاونية الضفة");
  await go(page, "/annuaire", "annuaire");
  await page.getByRole("searchbox", { name: tr("annuaire:recherche", {}, "ar") }).fill("الضفة");
  await expect(page.locator("[role=grid] [data-index='0']")).toContainText("تعاونية الضفة");
  await page.locator("[role=grid]").focus();
  await page.keyboard.press("Enter");
  await ready(page, "organisation");
});
