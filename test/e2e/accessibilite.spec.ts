import { AxeBuilder } from "@axe-core/playwright";
import { drop, expect, go, png, ready, screens, setLangue, test, tr } from "./support.ts";
import type { Langue } from "./support.ts";

for (const langue of ["fr", "ar"] as const satisfies Langue[]) {
  test(`a serious barrier on a screen in ${langue}, light or dark`, async ({ page, desk }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    if (langue !== "fr") await setLangue(page, langue);
    const id = desk.value<string>(
      "SELECT id FROM dossier_ligne WHERE passages = 2 AND etat <> 'cloturee' ORDER BY id LIMIT 1",
    );
    const projet = desk.value<string>("SELECT projet_id FROM dossier_ligne WHERE id = ?", id);
    const faults: string[] = [];
    const examine = async (name: string): Promise<void> => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator(`html[data-mantine-color-scheme=${colorScheme}]`)).toBeVisible();
        await page.evaluate(async () => {
          await new Promise(requestAnimationFrame);
          // What a closed fold-out holds is not drawn: its transitions never end.
          const drawn = document
            .getAnimations()
            .filter(({ effect }) => (effect as KeyframeEffect).target?.checkVisibility());
          await Promise.all(drawn.map((one) => one.finished.catch(() => one)));
          await new Promise(requestAnimationFrame);
        });
        const axe = new AxeBuilder({ page }).setLegacyMode(true);
        // The theme changes colours only.
        if (colorScheme === "dark") axe.withRules(["color-contrast"]);
        for (const { id: rule, impact, nodes } of (await axe.analyze()).violations) {
          if (impact !== "serious" && impact !== "critical") continue;
          const [first] = nodes;
          faults.push(
            `${name} ${colorScheme}: ${rule} × ${nodes.length}, ${first?.html.slice(0, 200)} ${first?.any[0]?.message ?? ""}`,
          );
        }
      }
    };
    for (const { hash, ready: key } of [
      ...screens,
      { hash: `/dossiers/${id}`, ready: "dossier" },
      { hash: `/projets/${projet}`, ready: "projet" },
    ]) {
      await go(page, hash, key);
      await examine(hash);
    }
    // The documents of an act, with the file one of them took.
    await go(page, `/dossiers/${id}`, "dossier");
    await page
      .getByRole("button", { name: /\d/ })
      .filter({ has: page.locator(".tabler-icon-list-check") })
      .click();
    const piece = page.locator("[data-piece]").first();
    await drop(page, piece, [{ name: "fiche.png", type: "image/png", bytes: png }]);
    await expect(piece.getByRole("listitem")).toBeVisible();
    await examine("pieces");
    // With the panel of a row, then a dialog, over the list.
    await go(page, "/dossiers", "dossiers");
    await page.locator("[role=grid]").focus();
    await page.keyboard.press("Space");
    await expect(page.locator("aside dd").first()).toBeVisible();
    await examine("panel");
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await expect(
      page.getByRole("dialog", { name: tr("dossiers:nouveau.titre", {}, langue) }),
    ).toBeVisible();
    await examine("new dossier");
    expect(faults).toEqual([]);
  });
}

test.describe("first screen", () => {
  test.use({ register: "none" });
  test("a serious barrier on the first screen", async ({ desk }) => {
    const { page } = await desk.open({ db: null });
    await ready(page, "premier");
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const faults = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    expect(faults).toEqual([]);
  });
});
