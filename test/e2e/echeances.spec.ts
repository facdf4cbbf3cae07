import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addDays } from "../../src-main/domain/dates.ts";
import { executed } from "../support/execution.ts";
import type { Opened } from "./support.ts";
import { expect, frenchDate, go, setLangue, test, tr } from "./support.ts";

test.use({ register: "vide" });

const today = new Date().toISOString().slice(0, 10);

const view = (page: Page, vue: string, langue: "fr" | "ar" = "fr") =>
  page
    .getByRole("radiogroup", { name: tr("echeances:vues", {}, langue) })
    .getByText(tr(`echeances:vue.${vue}`, {}, langue), { exact: true });

/** Keeps what the page hands to the user, without the dialog of the system. */
const keepDownloads = ({ app }: Opened, folder: string): Promise<void> =>
  app.evaluate(({ session }, into) => {
    session.defaultSession.on("will-download", (_event, item) => {
      item.setSavePath(`${into}/${item.getFilename()}`);
    });
  }, folder);

/** What a file handed to the user holds. */
async function exported(page: Page, folder: string, item: "csv" | "ics"): Promise<string> {
  await page.getByRole("button", { name: tr("echeances:exporter") }).click();
  await page.getByRole("menuitem", { name: tr(`echeances:${item}`) }).click();
  const path = join(folder, `${tr("echeances:fichier")}.${item}`);
  const read = () => (existsSync(path) ? readFileSync(path, "utf8") : "");
  await expect.poll(read).toContain("\r\n");
  return read();
}

test("a deadline that the table loses, tells wrong, or that does not lead to its convention", async ({
  desk,
}) => {
  const { conventionId } = executed(desk.db, today);
  const opened = await desk.open();
  const { page } = opened;
  await keepDownloads(opened, desk.folder);
  await go(page, "/echeances", "echeances");
  const table = page.getByRole("table", { name: tr("echeances:liste") });
  const payment = table.getByRole("row", { name: /Solde/ });
  await expect(payment).toContainText(tr("echeances:pastille.retard_other", { count: "20" }));
  await expect(payment).toContainText("Laboratoire fictif");
  await expect(table.getByRole("row", { name: /Étude des besoins/ })).toContainText(
    tr("echeances:genre.rapport"),
  );
  // Done: the diagnostic is not asked for again.
  await expect(table.getByRole("row", { name: /Diagnostic/ })).toHaveCount(0);

  // The end of the convention is 400 days away: no quick choice reaches it.
  await page.getByText(tr("echeances:jours", { n: "180" }), { exact: true }).click();
  await expect(page.getByText(tr("echeances:rien"), { exact: true })).toBeVisible();
  await page
    .getByRole("button", { name: tr("echeances:effacer") })
    .first()
    .click();
  await expect(payment).toBeVisible();

  const csv = await exported(page, desk.folder, "csv");
  expect(csv).toContain(`${addDays(today, -20)};`);
  expect(csv).toContain("Solde");
  const ics = await exported(page, desk.folder, "ics");
  expect(ics).toContain("BEGIN:VALARM");
  expect(ics).toContain(addDays(today, -20).replaceAll("-", ""));

  await page.keyboard.press("Escape");
  await payment.getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await expect(
    table.getByRole("row", { name: /Étude des besoins/ }).getByRole("link"),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`conventions/${conventionId}\\?onglet=livrables`));
});

test("a month or a timeline that does not show what the table does", async ({ desk }) => {
  executed(desk.db, today);
  const { page } = await desk.open();
  await go(page, "/echeances", "echeances");
  await page.keyboard.press("2");
  const grid = page.getByRole("grid");
  await expect(grid).toBeVisible();
  const late = addDays(today, -12);
  // The deliverable may be in the month before.
  if (late.slice(0, 7) !== today.slice(0, 7)) {
    await page.getByRole("button", { name: tr("journee:calendrier.precedent") }).click();
  }
  await grid.locator(`[data-day="${late}"]`).click();
  const side = page.getByRole("complementary", { name: tr("echeances:dujour") });
  await expect(side).toContainText("Étude des besoins");
  await expect(side).toContainText(frenchDate(late));
  await view(page, "frise").click();
  const bar = page.getByRole("list", { name: tr("echeances:frise.nom") }).getByRole("link");
  await expect(bar).toHaveCount(1);
  await expect(bar).toHaveAccessibleName(new RegExp(frenchDate(addDays(today, 400))));
});

test("a deadline inside its lead time missing from the officer's day", async ({ desk }) => {
  const { conventionId } = executed(desk.db, today);
  const { page } = await desk.open();
  await go(page, "/journee", "journee");
  const list = page.getByRole("list", { name: tr("echeances:miennes") });
  await expect(list).toContainText("Solde");
  await list.getByRole("link", { name: /Solde/ }).click();
  await expect(page).toHaveURL(new RegExp(`conventions/${conventionId}\\?onglet=versements`));
});

test("a view that Arabic breaks, turns around in time, or a reader cannot read", async ({
  desk,
}) => {
  executed(desk.db, today);
  const { page } = await desk.open();
  for (const langue of ["fr", "ar"] as const) {
    await setLangue(page, langue);
    await go(page, "/echeances", "echeances");
    for (const vue of ["tableau", "calendrier", "frise"]) {
      await view(page, vue, langue).click();
      if (vue === "frise") {
        // Time goes from left to right, whatever the language.
        const [first, last] = await page
          .locator("[class*=tick]")
          .evaluateAll((all) =>
            [all[0]!, all.at(-1)!].map((each) => each.getBoundingClientRect().x),
          );
        expect(first!).toBeLessThan(last!);
      }
      if (vue === "tableau") {
        const name = langue === "ar" ? "دراسة الحاجيات" : "Étude des besoins";
        await expect(page.getByRole("link", { name })).toBeVisible();
      }
      const axe = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(
        axe.violations.map(({ id, nodes }) => `${langue} ${vue} ${id} ${nodes[0]?.html ?? ""}`),
      ).toEqual([]);
    }
  }
});
