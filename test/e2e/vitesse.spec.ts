import type { Locator, Page } from "@playwright/test";
import { expect, fieldOf, go, ready, rowIds, setLangue, test as base, tr } from "./support.ts";
import type { Langue } from "./support.ts";

/** Every test begins on the list, whatever screen the application opens on. */
const test = base.extend({
  page: async ({ opened }, use) => {
    await opened.page.waitForFunction(() => document.documentElement.dataset["ready"]);
    await go(opened.page, "/dossiers", "dossiers");
    await use(opened.page);
  },
});

const viewButton = (page: Page, name: string): Locator =>
  page.getByRole("button", { name, exact: false }).first();

/** Opens the menu of views and takes a command. */
async function inViews(page: Page, command: string, langue: Langue = "fr"): Promise<void> {
  await page
    .getByRole("group", { name: tr("dossiers:filtres.titre", {}, langue) })
    .locator("button[aria-haspopup=menu]")
    .filter({ has: page.locator("svg.tabler-icon-bookmark") })
    .click();
  await page.getByRole("menuitem", { name: command }).click();
}

async function saveAs(page: Page, nom: string, first = false): Promise<void> {
  await inViews(page, tr("vitesse:vues.enregistrerSous"));
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(nom);
  if (first) await dialog.getByRole("checkbox", { name: tr("vitesse:vues.parDefaut") }).check();
  await dialog.getByRole("button", { name: tr("vitesse:vues.garder") }).click();
  await expect(dialog).toHaveCount(0);
}

const counted = (page: Page): Promise<number> =>
  page
    .locator("[role=grid]")
    .evaluate((grid) =>
      grid.ariaBusy === "true" ? -1 : Number(grid.getAttribute("aria-rowcount")) - 1,
    );

test("a view that is overwritten unasked, does not open first, or forgets its columns", async ({
  desk,
}) => {
  const closed = desk.value<number>("SELECT count(*) FROM dossier_ligne WHERE etat = 'cloturee'");
  const opened = await desk.open();
  const { page } = opened;
  await page.waitForFunction(() => document.documentElement.dataset["ready"]);
  await go(page, "/dossiers?etat=cloturee&tri=-montant", "dossiers");
  await page.getByRole("button", { name: tr("dossiers:colonnes.ouvrir") }).click();
  await page.getByRole("checkbox", { name: tr("champs:colonnes.officier") }).check();
  await page.keyboard.press("Escape");
  await saveAs(page, "Clôturés d’essai", true);
  await expect(viewButton(page, "Clôturés d’essai")).toBeVisible();

  // A change is marked, and kept only when asked.
  await page.locator("[role=columnheader][data-key=reference]").click();
  await expect(viewButton(page, tr("vitesse:vues.modifiee"))).toBeVisible();
  const kept = () =>
    JSON.parse(desk.value<string>("SELECT contenu FROM vue WHERE deleted_at IS NULL")) as {
      adresse: string;
    };
  expect(kept().adresse).toBe("etat=cloturee&tri=-montant");
  await inViews(page, tr("vitesse:vues.enregistrer"));
  await expect.poll(() => kept().adresse).toBe("etat=cloturee&tri=reference");
  await expect(page.getByText(tr("vitesse:vues.modifiee"))).toHaveCount(0);
  await opened.app.close();

  const again = await desk.open();
  await again.page.waitForFunction(() => document.documentElement.dataset["ready"]);
  await go(again.page, "/dossiers", "dossiers");
  await expect(viewButton(again.page, "Clôturés d’essai")).toBeVisible();
  await expect.poll(() => counted(again.page)).toBe(closed);
  await expect(again.page.locator("[role=columnheader][data-key=officier]")).toBeVisible();
  // Without a view, although one opens first.
  await inViews(again.page, tr("vitesse:vues.aucune"));
  await expect.poll(() => counted(again.page)).toBeGreaterThan(closed);
  await again.app.close();
});

test("a view that asks for a value that is gone, and opens empty without a word", async ({
  page,
}) => {
  await go(page, "/dossiers?etat=disparu", "dossiers");
  await expect(page.getByRole("status").filter({ hasText: "disparu" })).toBeVisible();
  await page.getByRole("button", { name: tr("vitesse:vues.retirer") }).click();
  await expect.poll(() => counted(page)).toBeGreaterThan(10);
});

test("a bulk change that writes what the preview did not say, or that one key does not take back", async ({
  page,
  desk,
}) => {
  await go(page, "/dossiers?etat=programmee", "dossiers");
  const grid = page.getByRole("grid", { name: tr("dossiers:liste.nom") });
  const ids = await rowIds(page, 3);
  const states = () =>
    ids.map((id) => desk.value<string>("SELECT etat FROM dossier WHERE id = ?", id));
  const before = states();
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.locator("[data-selection]")).toContainText("3");
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog");
  const choose = async (label: string, option: string): Promise<void> => {
    await dialog.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  // A date before the deposit is refused, dossier by dossier, with the two dates.
  await choose(tr("vitesse:masse.champ"), tr("champs:dossier.valideLe"));
  const value = dialog.getByRole("textbox", { name: tr("vitesse:masse.valeur") });
  await value.fill("01/01/2001");
  await value.press("Enter");
  await expect(dialog.locator("[data-apercu] li")).toHaveCount(3);
  await expect(dialog.locator("[data-apercu]")).toContainText("01/01/2001");

  await choose(tr("vitesse:masse.champ"), tr("champs:dossier.etat"));
  await choose(tr("vitesse:masse.valeur"), "Complément");
  await dialog.getByRole("button", { name: tr("vitesse:masse.apercu") }).click();
  await expect(dialog.locator("[data-apercu] dd").first()).toHaveText("3");
  expect(states()).toEqual(before);
  await dialog.getByRole("button", { name: /3/ }).last().click();
  await expect.poll(states).toEqual(["complement", "complement", "complement"]);
  await dialog
    .getByRole("button", { name: tr("commun:fermer") })
    .last()
    .click();
  await grid.focus();
  await page.keyboard.press("Control+z");
  await expect.poll(states).toEqual(before);
});

test("two records that cannot be read side by side by keyboard, or are lost by a reload", async ({
  page,
}) => {
  const grid = page.getByRole("grid", { name: tr("dossiers:liste.nom") });
  const [first, second] = await rowIds(page, 2);
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  await ready(page, "dossier");
  // Alt and the arrow that points back; forward again; then the other one beside.
  await page.keyboard.press("Alt+ArrowLeft");
  await ready(page, "dossiers");
  await page.keyboard.press("Alt+ArrowRight");
  await ready(page, "dossier");
  expect(page.url()).toContain(`#/dossiers/${first}`);
  await page.keyboard.press("Alt+ArrowLeft");
  await ready(page, "dossiers");
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Enter");
  const pane = (side: string): Locator => page.locator(`[data-pane=${side}]`);
  await expect(pane("second").getByRole("heading", { level: 1 })).toBeVisible();
  expect(page.url()).toContain(`#/dossiers/${first}?cote=/dossiers/${second}`);
  await page.reload();
  await expect(pane("second").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(pane("first").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(pane("second")).toHaveAttribute("data-active", "true");
  await page.keyboard.press("F6");
  await expect(pane("first")).toHaveAttribute("data-active", "true");
  await expect(pane("first")).toBeFocused();
  // The key of a page is heard by its pane alone.
  await page.keyboard.press("f");
  await expect(pane("first").locator("[data-favori]")).toHaveAttribute("aria-pressed", "true");
  await expect(pane("second").locator("[data-favori]")).toHaveAttribute("aria-pressed", "false");
  await expect(
    page.getByRole("navigation").getByRole("heading", { name: tr("vitesse:favoris.titre") }),
  ).toBeVisible();
  // The separator widens the first pane, and follows the direction of the language.
  const separator = page.getByRole("separator");
  const width = async (): Promise<number> => (await pane("first").boundingBox())!.width;
  const before = await width();
  await separator.focus();
  await page.keyboard.press("ArrowRight");
  expect(await width()).toBeGreaterThan(before);
  await setLangue(page, "ar");
  await separator.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => Math.abs((await width()) - before)).toBeLessThan(2);
  const [one, two] = [await pane("first").boundingBox(), await pane("second").boundingBox()];
  expect(one!.x).toBeGreaterThan(two!.x);
  await page.keyboard.press("Escape");
  await expect(pane("second")).toHaveCount(0);
  expect(page.url()).not.toContain("cote");
  // In Arabic, back is to the right.
  await page.keyboard.press("Alt+ArrowRight");
  await expect(pane("second")).toBeVisible();
});

test("a palette that does not create, or forgets what was read and kept", async ({ page }) => {
  const palette = page.getByRole("dialog", { name: tr("commun:palette.titre") });
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill(tr("vitesse:palette.nouveauDossier"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: tr("dossiers:nouveau.titre") })).toBeVisible();
  await page.keyboard.press("Escape");
  for (const [command, place] of [
    ["nouvelleSeance", "/seances"],
    ["nouvelleOrganisation", "/annuaire"],
    ["nouvelleDemande", "/demandes"],
  ] as const) {
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(tr(`vitesse:palette.${command}`));
    await page.keyboard.press("Enter");
    await expect(palette).toHaveCount(0);
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(page.url()).toMatch(new RegExp(`#${place}$`));
  }
  await go(page, "/dossiers", "dossiers");
  const [id] = await rowIds(page, 1);
  await go(page, `/dossiers/${id}`, "dossier");
  await expect(fieldOf(page, "projet.intituleFr")).toBeVisible();
  await page.keyboard.press("Alt+ArrowLeft");
  await ready(page, "dossiers");
  await page.keyboard.press("Control+k");
  await expect(palette.getByText(tr("vitesse:palette.recents"))).toBeVisible();
});

test("a record that cannot be kept at hand, or that the palette forgets or opens elsewhere", async ({
  page,
  desk,
}) => {
  const one = (table: string) =>
    desk.value<string>(`SELECT id FROM ${table} WHERE deleted_at IS NULL ORDER BY id LIMIT 1`);
  const records = [
    ["/projets", "projet", "projet"],
    ["/dossiers", "dossier", "dossier"],
    ["/seances", "seance", "seance"],
    ["/annuaire/organisation", "organisation", "organisation"],
    ["/annuaire/personne", "personne", "personne"],
    ["/demandes", "demande", "demande"],
    ["/accompagnements", "accompagnement", "accompagnement"],
  ].map(([path, table, screen]) => ({ path: `${path}/${one(table!)}`, screen: screen! }));
  for (const { path, screen } of records) {
    await go(page, path, screen);
    await expect(page.locator("[data-favori]")).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.press("f");
    await expect(page.locator("[data-favori]")).toHaveAttribute("aria-pressed", "true");
  }
  await go(page, "/dossiers", "dossiers");
  const kept = page
    .getByRole("navigation")
    .locator("ul")
    .filter({ has: page.locator(`a[href="#${records[0]!.path}"]`) })
    .getByRole("link");
  await expect(kept.first()).toBeVisible();
  const shown = await kept.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  // The navigation shows the first ones, the palette all of them.
  expect(shown).toEqual(records.slice(0, shown.length).map(({ path }) => `#${path}`));
  const recents = await page.evaluate(
    () =>
      JSON.parse(sessionStorage.getItem("daftar.recents") ?? "[]") as {
        path: string;
        title: string;
      }[],
  );
  expect(recents.map(({ path }) => path)).toEqual(records.map(({ path }) => path).toReversed());
  for (const { title } of recents) expect(title).not.toBe("");
  const palette = page.getByRole("dialog", { name: tr("commun:palette.titre") });
  for (const { path, screen } of records.slice(-2)) {
    await page.keyboard.press("Control+k");
    const title = recents.find((recent) => recent.path === path)!.title;
    await palette.getByRole("combobox").fill(title);
    const group = palette.getByRole("group", { name: tr("vitesse:palette.favoris") });
    await group.getByRole("option").first().click();
    await ready(page, screen);
    expect(page.url()).toContain(`#${path}`);
  }
});
