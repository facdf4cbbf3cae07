import { AxeBuilder } from "@axe-core/playwright";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { executed } from "../support/execution.ts";
import { answerDialogs, expect, go, readPdf, setLangue, test, tr } from "./support.ts";

test.use({ register: "vide" });

for (const langue of ["fr", "ar"] as const) {
  test(`an execution statement in ${langue} that leads nowhere, or bars somebody`, async ({
    desk,
  }) => {
    const today = new Date().toISOString().slice(0, 10);
    const { conventionId } = executed(desk.db, today);
    const { app, page } = await desk.open();
    if (langue !== "fr") await setLangue(page, langue);
    await go(page, `/conventions/${conventionId}`, "convention");
    await page.getByRole("button", { name: tr("conventions:etatExecution", {}, langue) }).click();
    await expect(page.locator("html[data-ready=etat]")).toBeVisible();
    await expect(page.getByText(tr("etats:etat.defaillant", {}, langue)).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    if (process.env["SHOTS"]) {
      await page.screenshot({ path: `${process.env["SHOTS"]}/etat-${langue}.png` });
      await page.setViewportSize({ width: 1123, height: 794 });
      await page.evaluate(
        (hash) => (location.hash = hash),
        `#/impression/etat_execution/convention:${conventionId}?langue=${langue}`,
      );
      await page.waitForTimeout(1200);
      await page.screenshot({
        path: `${process.env["SHOTS"]}/etat-papier-${langue}.png`,
        fullPage: true,
      });
      return;
    }
    // Before the convention was signed nothing was owed.
    const day = page.getByRole("textbox", { name: tr("etats:au", {}, langue) });
    await day.fill("01/01/2020");
    await day.blur();
    await expect(page.getByText(tr("etats:etat.defaillant", {}, langue))).toHaveCount(0);
    expect(page.url()).toContain("jour=2020-01-01");
    await page
      .getByRole("button", { name: tr("documents:menu.etat_execution", {}, langue) })
      .click();
    await expect(page.getByRole("menuitem")).toHaveCount(6);
    // The paper says what the screen does, not that the record is gone.
    const paper = join(desk.folder, "etat.pdf");
    await answerDialogs(app, { save: paper });
    const choice = `PDF · ${tr(`documents:menu.langue.${langue}`, {}, langue)}`;
    await page.getByRole("menuitem", { name: choice }).click();
    await expect.poll(() => existsSync(paper), { timeout: 20_000 }).toBe(true);
    const numero = desk.value<string>("SELECT numero FROM convention WHERE id = ?", conventionId);
    const said = await readPdf(paper);
    expect(said).toContain(numero);
    // It is of the day that the screen shows, not of today.
    expect(said).toContain("01/01/2020");
    await page.goBack();
    await go(page, "/etats/programme/izdihar", "etat");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(
      tr("etats:titre", {}, langue),
    );
  });
}

test("a long table of a statement that draws every row, or hides how many it leaves out", async ({
  desk,
}) => {
  const today = new Date().toISOString().slice(0, 10);
  const { conventionId } = executed(desk.db, today, 306);
  const { page } = await desk.open();
  await go(page, `/etats/convention/${conventionId}`, "etat");
  await expect(page.getByText(tr("etats:reste_other", { count: "7" }))).toBeVisible();
  const table = page.getByRole("table", { name: tr("etats:part.reunions") });
  await expect(table.locator("tbody tr")).toHaveCount(300);
});
