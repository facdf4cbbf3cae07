import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { openStore } from "../../src-main/store/database.ts";
import { migrations, published } from "../support/edition.ts";
import { expect, french, go, setLangue, test, tr } from "./support.ts";

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

test.describe("editions of an empty register", () => {
  test.use({ register: "vide" });

  for (const langue of ["fr", "ar"] as const) {
    test(`figures changed since in ${langue} told by their colour alone, or not at all`, async ({
      desk,
    }) => {
      const id = await published(desk.db);
      const { page } = await desk.open();
      if (langue !== "fr") await setLangue(page, langue);
      await go(page, "/editions?tableau=performance", "editions");
      await page.getByRole("link", { name: "Bilan de février" }).click();
      await expect(page.locator("html[data-ready=edition]")).toBeVisible();
      await expect(
        page.getByText(tr("editions:intacte", {}, langue), { exact: true }),
      ).toBeVisible();
      await accessible(page);
      await page.getByRole("tab", { name: tr("editions:onglet.comparer", {}, langue) }).click();
      await expect(page.locator("html[data-ready=edition-comparaison]")).toBeVisible();
      const whole = page
        .getByRole("row", { name: startsWithWhole(langue) })
        .filter({ hasText: `+${french(2.5, 1)}` });
      await expect(whole.first()).toContainText(french(10));
      await expect(whole.first()).toContainText(french(12.5, 1));
      await expect(whole.first()).toContainText(`+${french(25, 1)}`);
      await expect(whole.first()).toContainText(tr("editions:statut.hausse", {}, langue));
      await accessible(page);
      expect(page.url()).toContain(`/editions/${id}?onglet=comparer`);
    });
  }

  test("an edition that cannot be published by the keyboard, or that undo leaves behind", async ({
    desk,
  }) => {
    await published(desk.db);
    const { page } = await desk.open();
    await go(page, "/editions?tableau=emploi", "editions");
    await expect(page.getByText(tr("editions:aucune"))).toBeVisible();
    await page
      .getByRole("button", { name: tr("editions:publier.commande") })
      .first()
      .press("Enter");
    const title = page.getByRole("textbox", { name: tr("editions:colonne.titre") });
    await expect(title).toBeFocused();
    await title.fill("");
    await title.press("Enter");
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
    await title.fill("Emploi, mars");
    await title.press("Enter");
    await expect(page.locator("html[data-ready=edition]")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Emploi, mars");
    const kept = "SELECT count(*) FROM edition WHERE tableau = 'emploi' AND deleted_at IS NULL";
    expect(desk.value(kept)).toBe(1);
    await page.getByRole("button", { name: tr("editions:supprimer") }).click();
    await expect(page.getByText(tr("editions:aucune"))).toBeVisible();
    expect(desk.value(kept)).toBe(0);
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("link", { name: "Emploi, mars" })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(page.getByText(tr("editions:aucune"))).toBeVisible();
  });

  test("an edition altered by another program shown as if it had been published so", async ({
    desk,
  }) => {
    const id = await published(desk.db);
    const store = openStore(desk.db, { mode: "existing", migrations });
    store.db.prepare("UPDATE edition SET publie_le = '2020-01-01' WHERE id = ?").run(id);
    store.close();
    const { page } = await desk.open();
    await go(page, `/editions/${id}`, "edition");
    await expect(page.getByRole("alert")).toHaveText(tr("editions:altereeAide"));
    await go(page, `/editions/${id}?onglet=comparer`, "edition-comparaison");
    await expect(page.getByRole("alert").first()).toHaveText(tr("editions:altereeAide"));
  });
});

const startsWithWhole = (langue: "fr" | "ar"): RegExp =>
  new RegExp(`^${tr("editions:ensemble", {}, langue)}`);
