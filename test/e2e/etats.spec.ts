import { AxeBuilder } from "@axe-core/playwright";
import { executed } from "../support/execution.ts";
import { expect, go, setLangue, test, tr } from "./support.ts";

test.use({ register: "vide" });

for (const langue of ["fr", "ar"] as const) {
  test(`an execution statement in ${langue} that leads nowhere, or bars somebody`, async ({
    desk,
  }) => {
    const today = new Date().toISOString().slice(0, 10);
    const { conventionId } = executed(desk.db, today);
    const { page } = await desk.open();
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
    await page.keyboard.press("Escape");
    await page.goBack();
    await go(page, "/etats/programme/izdihar", "etat");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(
      tr("etats:titre", {}, langue),
    );
  });
}
