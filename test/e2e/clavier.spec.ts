import { expect, go, ready, startsWith, test, tr } from "./support.ts";

test("a command palette that does not open a place, a record or a command", async ({
  page,
  desk,
}) => {
  const palette = page.getByRole("dialog", { name: tr("commun:palette.titre") });
  const field = palette.getByRole("combobox");
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("tableau de bord r");
  await expect(palette.getByRole("option").first()).toContainText(tr("commun:nav.tableaux"));
  await page.keyboard.press("Enter");
  await ready(page, "tableaux");
  await expect(palette).toHaveCount(0);

  const reference = desk.value<string>(
    "SELECT reference FROM dossier_ligne ORDER BY reference DESC LIMIT 1",
  );
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type(reference);
  await expect(palette.getByRole("option").first()).toContainText(reference);
  await page.keyboard.press("Enter");
  await ready(page, "dossier");
  await expect(page.locator("main")).toContainText(reference);

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("afficher en العربية");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a global search that misses a dossier, opens another, or is silent when it finds none", async ({
  page,
  desk,
}) => {
  const [line] = desk.sql<{ id: string; reference: string }>(
    "SELECT id, reference FROM dossier_ligne ORDER BY id LIMIT 1 OFFSET 300",
  );
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: tr("commun:recherche.nom") });
  await expect(field).toBeFocused();
  await page.keyboard.type(line!.reference);
  const options = page.getByRole("search").getByRole("option");
  await expect(options.first()).toContainText(line!.reference);
  await page.keyboard.press("Enter");
  await ready(page, "dossier");
  expect(page.url()).toContain(line!.id);

  await field.fill("zzqqxx");
  await expect(page.getByText(tr("commun:recherche.rien", { texte: "zzqqxx" }))).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(field).not.toBeFocused();
});

test("a search that swallows the keys of the dossier it has opened", async ({ page, desk }) => {
  const reference = desk.value<string>(
    "SELECT reference FROM dossier_ligne ORDER BY id LIMIT 1 OFFSET 300",
  );
  const field = page.getByRole("combobox", { name: tr("commun:recherche.nom") });
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  await page.keyboard.type(reference);
  await expect(page.getByRole("search").getByRole("option").first()).toContainText(reference);
  await page.keyboard.press("Enter");
  await ready(page, "dossier");
  await expect(field).not.toBeFocused();
  await page.keyboard.press("p");
  await expect(page.getByRole("form", { name: tr("dossiers:passages.ajouter") })).toBeVisible();
});

test("a global search that never shows a holder", async ({ page, desk }) => {
  const porteur = desk.value<string>(
    "SELECT porteur_fr FROM dossier_ligne ORDER BY id LIMIT 1 OFFSET 300",
  );
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: tr("commun:recherche.nom") })).toBeFocused();
  await page.keyboard.type(porteur);
  const holders = page.getByRole("group", { name: tr("commun:recherche.organisations") });
  await expect(holders.getByRole("option").first()).toContainText(porteur);
});

test("a screen that the keyboard alone cannot reach", async ({ page }) => {
  const places = [
    ["m", "journee"],
    ["l", "calendrier"],
    ["t", "tableaux"],
    ["i", "import"],
    ["r", "references"],
    ["j", "journal"],
    ["s", "reglages"],
    ["d", "dossiers"],
  ] as const;
  for (const [letter, screen] of places) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await ready(page, screen);
  }
  // The first stop of Tab is the way past the navigation.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: tr("commun:nav.allerContenu") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#contenu")).toBeFocused();
  expect(page.url()).toContain("#/dossiers");

  // By Tab alone: the board through its switch.
  const board = page.getByRole("radio", { name: tr("dossiers:mode.colonnes") });
  const liste = page.getByRole("radio", { name: tr("dossiers:mode.liste") });
  for (
    let press = 0;
    press < 12 && !(await liste.evaluate((one) => one === document.activeElement));
    press += 1
  ) {
    await page.keyboard.press("Tab");
  }
  await expect(liste).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await ready(page, "dossiers-tableau");
  await expect(board).toBeChecked();
});

test("a focus that goes nowhere visible while Tab walks the page", async ({ page, desk }) => {
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY id LIMIT 1");
  await go(page, `/dossiers/${id}`, "dossier");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const faults: string[] = [];
  const seen = new Set<string>();
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      // A field in a box has the ring around the box.
      const around = getComputedStyle(element.parentElement ?? element);
      const ring =
        (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) ||
        style.boxShadow !== "none" ||
        around.boxShadow !== "none";
      return {
        name: `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40)}`,
        body: element === document.body,
        visible: box.width > 0 && box.height > 0,
        ring,
      };
    });
    if (stop.body) continue;
    seen.add(stop.name);
    if (!stop.visible || !stop.ring) faults.push(stop.name);
  }
  expect(seen.size).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});

test("a help that forgets a shortcut, or keys that act under it", async ({ page }) => {
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: tr("commun:raccourcis.titre") });
  await expect(help).toBeVisible();
  for (const key of [
    "journee",
    "calendrier",
    "dossiers",
    "tableaux",
    "importer",
    "references",
    "journal",
    "reglages",
  ]) {
    await expect(help).toContainText(tr(`commun:nav.${key}`));
  }
  await expect(help).toContainText(tr("commun:palette.titre"));
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  expect(page.url()).toContain("#/dossiers");
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await expect(
    page.getByRole("heading", { name: startsWith(tr("dossiers:titre")) }).first(),
  ).toBeVisible();
});

test("a step between the start window and a recorded decision that only a mouse can take", async ({
  opened: { page },
  desk,
}) => {
  await ready(page, "journee");
  await page.evaluate(() => {
    addEventListener("pointerdown", () => (document.body.dataset["pointed"] = "oui"), true);
  });
  const [seance] = desk.sql<{ id: string; numero: string }>(
    `SELECT s.id, s.numero FROM seance s WHERE s.statut IN ('prevue', 'en_cours') AND s.deleted_at IS NULL AND s.tenue_le <= date('now', 'localtime')
     AND EXISTS (SELECT 1 FROM inscription i WHERE i.seance_id = s.id AND i.statut = 'inscrit' AND i.passage_id IS NULL AND i.deleted_at IS NULL)
     ORDER BY s.tenue_le LIMIT 1`,
  );
  const { id, numero } = seance!;
  /** Presses a key until the focus is on what bears this name. */
  const reach = async (key: string, name: string): Promise<void> => {
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press(key);
      const at = await page.evaluate(() => document.activeElement?.textContent ?? "");
      if (at.includes(name)) return;
    }
    throw new Error(`${key} never reaches ${name}`);
  };
  await reach("ArrowDown", numero);
  await page.keyboard.press("Enter");
  await ready(page, "seance");
  await reach("Tab", tr("seances:mode.ouvrir"));
  await page.keyboard.press("Enter");
  await ready(page, "seance-mode");

  const decided = () =>
    desk.sql<{ decision: string | null; observation: string | null; etat: string }>(
      `SELECT p.decision, p.observation, d.etat FROM inscription i JOIN dossier d ON d.id = i.dossier_id
       LEFT JOIN passage p ON p.id = i.passage_id AND p.deleted_at IS NULL
       WHERE i.seance_id = ? AND i.deleted_at IS NULL ORDER BY i.ordre`,
      id,
    );
  expect(decided().map(({ decision }) => decision)).not.toContain("favorable");
  await page.keyboard.press("o");
  await page.keyboard.type("Dossier complet");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("f");
  await expect
    .poll(() => decided()[0])
    .toEqual({
      decision: "favorable",
      observation: "Dossier complet",
      etat: "actions_a_realiser",
    });
  // The reserve is written while the decision is still on its way: it is kept all the same.
  await page.keyboard.press("j");
  await page.keyboard.press("r");
  const reserves = page.getByRole("textbox", { name: tr("seances:mode.reserves") });
  await expect(reserves).toBeFocused();
  await page.keyboard.type("Fournir le bornage");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => decided()[1]?.decision).toBe("favorable_sous_reserve");
  await expect
    .poll(() =>
      desk.value<number>(
        "SELECT count(*) FROM reserve WHERE texte = 'Fournir le bornage' AND deleted_at IS NULL",
      ),
    )
    .toBe(1);
  await page.keyboard.press("Escape");
  await ready(page, "seance");
  await expect(page.getByRole("table", { name: tr("seances:ordreDuJour") })).toContainText(
    "Dossier complet",
  );
  expect(await page.evaluate(() => document.body.dataset["pointed"])).toBeUndefined();
});
