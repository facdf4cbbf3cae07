import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, go, ready, setLangue, test, tr } from "./support.ts";
import type { Langue } from "./support.ts";

const word = (key: string, params: Record<string, string> = {}, langue: Langue = "fr"): string =>
  tr(`composition:${key}`, params, langue);
const cases = (page: Page): Locator => page.locator("[data-case]");
const keys = (page: Page): Promise<string[]> =>
  cases(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["case"] ?? ""));
const grip = (page: Page, key: string): Locator => page.locator(`[data-case="${key}"] [data-grip]`);
const sizeOf = (page: Page, key: string): Promise<string | null> =>
  page
    .locator(`[data-case="${key}"]`)
    .getByText(/^\d+ × \d$/)
    .textContent();

/** Copies the barometer and opens its composing. @returns the id of the copy */
async function copyBarometer(page: Page): Promise<string> {
  await go(page, "/tableaux/barometre", "tableau-barometre");
  await page.getByRole("button", { name: word("commande.dupliquerPourModifier") }).click();
  await ready(page, "composition");
  await expect(cases(page)).toHaveCount(23);
  return page.evaluate(() => location.hash.split("/")[2] ?? "");
}

/** Walks with Tab to what a locator finds. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each key comes after the last
    await page.keyboard.press(key);
    // oxlint-disable-next-line no-await-in-loop
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("the keyboard never came to it");
}

/** Chooses an option of the focused list by its place from the one in force. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  await tabTo(page, page.getByRole("combobox", { name, exact: true }));
  await page.keyboard.press("Enter");
  const list = page.getByRole("listbox", { name, exact: true });
  const wanted = list.getByRole("option", { name: option, exact: true });
  await expect(wanted).toBeVisible();
  for (let step = 0; step < 30; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each key comes after the last
    if ((await wanted.getAttribute("data-combobox-selected")) === "true") break;
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name, exact: true })).toHaveValue(option);
}

test("a heat table that the keyboard alone cannot add, move, size or take back", async ({
  page,
  desk,
}) => {
  const id = await copyBarometer(page);
  const before = await keys(page);
  await tabTo(page, page.getByRole("button", { name: word("carte.ajouter") }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await choose(page, word("mesure.titre"), "Investissement (MDH)");
  await choose(page, word("axe.titre"), "Province");
  await choose(page, word("axe.serie"), "Secteur");
  const heat = dialog.getByRole("radio", { name: word("formes.chaleur") });
  await expect(heat).toBeEnabled();
  await tabTo(page, dialog.getByRole("radio", { name: word("formes.barres_empilees") }));
  for (let step = 0; step < 8 && !(await heat.isChecked()); step += 1)
    // oxlint-disable-next-line no-await-in-loop -- each key comes after the last
    await page.keyboard.press("ArrowDown");
  await expect(heat).toBeChecked();
  await tabTo(page, dialog.getByRole("textbox", { name: /^Titre en français/ }));
  await page.keyboard.type("Investissement, provinces et secteurs");
  const preview = dialog.getByRole("region", { name: word("apercu.titre") });
  await expect(preview).toContainText("Investissement, provinces et secteurs");
  await expect(preview.getByRole("table").first()).toContainText("Azilal");
  await tabTo(page, dialog.getByRole("button", { name: word("carte.poser"), exact: true }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(cases(page)).toHaveCount(24);
  const added = (await keys(page)).at(-1)!;
  expect(before).not.toContain(added);
  await expect(grip(page, added)).toBeFocused();

  await page.keyboard.press("ArrowUp");
  await expect(grip(page, added)).toBeFocused();
  const moved = await keys(page);
  expect(moved.indexOf(added)).toBeLessThan(23);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await keys(page)).indexOf(added)).toBe(moved.indexOf(added) - 1);
  await expect(grip(page, added)).toBeFocused();
  await page.keyboard.press("Home");
  await expect.poll(async () => (await keys(page))[0]).toBe(added);
  await expect(grip(page, added)).toBeFocused();
  await page.keyboard.press("+");
  await expect.poll(() => sizeOf(page, added)).toBe("7 × 2");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => sizeOf(page, added)).toBe("7 × 3");
  await page.keyboard.press("-");
  await expect.poll(() => sizeOf(page, added)).toBe("6 × 3");
  await page.keyboard.press("Control+z");
  await expect.poll(() => sizeOf(page, added)).toBe("7 × 3");

  const kept = () =>
    desk.sql<{ id: string; forme: string; largeur: number; hauteur: number }>(
      "SELECT id, forme, largeur, hauteur FROM carte WHERE tableau_id = ? AND deleted_at IS NULL ORDER BY ordre, id",
      id,
    );
  expect(kept()[0]).toEqual({ id: added, forme: "chaleur", largeur: 7, hauteur: 3 });
  await page.reload();
  await ready(page, "composition");
  expect((await keys(page))[0]).toBe(added);
  expect(await sizeOf(page, added)).toBe("7 × 3");
  await grip(page, added).focus();
  await page.keyboard.press("Delete");
  await expect(cases(page)).toHaveCount(23);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await keys(page))[0]).toBe(added);
  await page.getByRole("button", { name: word("terminer") }).click();
  await ready(page, `tableau-${id}`);
  await expect(page.locator("[data-carte]").first()).toContainText(
    "Investissement, provinces et secteurs",
  );
});

test("census and survey unemployment drawn on one axis, or refused without the reason", async ({
  page,
}) => {
  await copyBarometer(page);
  await page.getByRole("button", { name: word("carte.ajouter") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(word("famille.publie"), { exact: true }).click();
  await dialog.getByRole("searchbox").fill("chômage");
  const serie = (key: string): Locator => dialog.locator(`input[value="${key}"]`);
  await serie("unemployment_rate_census").check();
  const keep = dialog.getByRole("button", { name: word("carte.poser"), exact: true });
  await expect(keep).toBeEnabled();
  await serie("unemployment_rate_survey").check();
  await expect(dialog.getByRole("alert")).toContainText("Un recensement et une enquête");
  await expect(keep).toBeDisabled();
  await expect(dialog.getByRole("radio", { name: word("formes.lignes") })).toBeDisabled();
  await serie("unemployment_rate_census").uncheck();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await expect(keep).toBeEnabled();
  await keep.click();
  await expect(cases(page)).toHaveCount(24);
});

test("a card that the pointer or the menus cannot move, size, copy or change", async ({ page }) => {
  await copyBarometer(page);
  const [a, b, c, d] = (await keys(page)) as [string, string, string, string];
  const from = (await grip(page, a).boundingBox())!;
  const to = (await page.locator(`[data-case="${c}"]`).boundingBox())!;
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 3 });
  await page.mouse.move(to.x + to.width - 30, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await keys(page)).slice(0, 4)).toEqual([b, c, a, d]);

  const box = (await page.locator(`[data-case="${b}"]`).boundingBox())!;
  await page.mouse.move(box.x + box.width, box.y + box.height - 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 2, box.y + box.height - 40, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => sizeOf(page, b)).toBe("6 × 1");

  const menu = async (key: string, button: number, name: string): Promise<void> => {
    await page.locator(`[data-case="${key}"]`).getByRole("button").nth(button).click();
    await page.getByRole("menuitem", { name: word(name), exact: true }).click();
  };
  await menu(d, 1, "menu.debut");
  await expect.poll(async () => (await keys(page))[0]).toBe(d);
  await menu(d, 1, "menu.hausser");
  await expect.poll(() => sizeOf(page, d)).toBe("3 × 2");
  await menu(d, 2, "menu.dupliquer");
  await expect(cases(page)).toHaveCount(24);
  const copy = (await keys(page))[1]!;
  await menu(copy, 2, "menu.modifier");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^Titre en français/ }).fill("Délai, vu autrement");
  await dialog.getByRole("button", { name: word("carte.enregistrer") }).click();
  await expect(page.locator(`[data-case="${copy}"]`)).toContainText("Délai, vu autrement");
  await menu(copy, 2, "menu.retirer");
  await expect(cases(page)).toHaveCount(23);
});

test("a new dashboard that cannot be named, narrowed, deleted or found again", async ({
  page,
  desk,
}) => {
  await go(page, "/tableaux", "tableaux");
  await page.getByRole("button", { name: word("nouveau.bouton") }).click();
  const dialog = page.getByRole("dialog");
  const make = dialog.getByRole("button", { name: word("nouveau.creer") });
  await expect(make).toBeDisabled();
  await dialog.getByRole("textbox", { name: /^Titre en français/ }).fill("Comité de mars");
  await make.click();
  await ready(page, "composition");
  await expect(page.getByText(word("vide.titre"))).toBeVisible();
  const id = await page.evaluate(() => location.hash.split("/")[2] ?? "");
  const action = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: word("commande.actions") }).click();
    await page.getByRole("menuitem", { name: word(name), exact: true }).click();
  };
  await action("commande.renommer");
  await dialog.getByRole("textbox", { name: /^Titre en arabe/ }).fill("لجنة مارس");
  await dialog.getByRole("textbox", { name: word("proprietes.description") }).fill("Pour le wali");
  await dialog.getByRole("button", { name: word("carte.enregistrer") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Pour le wali")).toBeVisible();
  await go(page, `/tableaux/${id}/composer?secteur=industrie`, "composition");
  await action("commande.filtre");
  await expect
    .poll(() => desk.value<string>("SELECT filtre FROM tableau WHERE id = ?", id))
    .toBe('{"secteur":["industrie"]}');
  await action("commande.supprimer");
  await ready(page, "tableaux");
  const entry = page.getByRole("link", { name: /Comité de mars/ });
  await expect(entry).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(entry).toBeVisible();
});

for (const langue of ["fr", "ar"] as const) {
  test(`a place of the composing that ${langue} leaves untranslated, cut or out of reach`, async ({
    page,
    desk,
  }) => {
    const approved = desk.sql<{ n: number }>(
      "SELECT count(*) AS n FROM dossier_ligne WHERE accord_le <> ''",
    )[0]!.n;
    await copyBarometer(page);
    await setLangue(page, langue);
    const check = async (where: string): Promise<void> => {
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      const { violations } = await axe.analyze();
      const grave = violations.filter(
        ({ impact }) => impact === "serious" || impact === "critical",
      );
      expect(grave.map(({ id, nodes }) => `${where} ${id} ${nodes[0]?.html}`)).toEqual([]);
    };
    await check("grid");
    const overflow = await page
      .locator("[data-case]")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 6).length);
    expect(overflow).toBe(0);
    await page.getByRole("button", { name: word("carte.ajouter", {}, langue) }).click();
    await expect(
      page.getByRole("dialog").getByRole("region", { name: word("apercu.titre", {}, langue) }),
    ).toContainText(String(approved));
    await check("form");
    await page
      .getByRole("dialog")
      .getByText(word("famille.publie", {}, langue), { exact: true })
      .click();
    await expect(page.getByRole("dialog").getByRole("searchbox")).toBeVisible();
    await check("series");
    // In Arabic the first card stands on the right, and the left arrow goes on.
    await page.keyboard.press("Escape");
    const [first] = (await keys(page)) as [string];
    await grip(page, first).focus();
    await page.keyboard.press(langue === "ar" ? "ArrowLeft" : "ArrowRight");
    await expect.poll(async () => (await keys(page))[1]).toBe(first);
  });
}
