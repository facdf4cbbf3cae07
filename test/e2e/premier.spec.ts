import { existsSync, readFileSync, renameSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, ready, test, tr, openList } from "./support.ts";

test.use({ register: "none" });

const nom = "Nadia Première";

/** Fills the first screen; the region is chosen when there are several. */
async function fill(page: Page, start: "vide" | "demonstration"): Promise<void> {
  await ready(page, "premier");
  const region = page.getByRole("combobox", { name: tr("premier:region") });
  if ((await region.count()) > 0 && (await region.inputValue()) === "") {
    await region.click();
    await page.getByRole("option", { name: /Béni Mellal/ }).click();
  }
  await page.getByRole("textbox", { name: tr("premier:nom") }).fill(nom);
  await page.getByRole("radio", { name: new RegExp(tr(`premier:${start}`)) }).check();
}

test("a first start that lacks a name or forgets what was chosen", async ({ desk }) => {
  const opened = await desk.open({ db: null });
  const { page } = opened;
  await fill(page, "vide");
  await page.getByText("العربية", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.getByText("Français", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");

  await page.getByRole("textbox", { name: tr("premier:nom") }).fill("  ");
  await page.getByRole("button", { name: tr("premier:commencer") }).click();
  await expect(page.getByText(tr("premier:nomManque"))).toBeVisible();

  await page.getByRole("textbox", { name: tr("premier:nom") }).fill(nom);
  await page.getByRole("button", { name: tr("premier:commencer") }).click();
  await openList(page);
  await expect(page.getByText(tr("dossiers:vide.titre"))).toBeVisible();
  await opened.app.close();

  const again = await desk.open({ db: null });
  await openList(again.page);
  await expect(again.page.locator("header")).toContainText(nom);
});

test("a demonstration that shows no progress, lands on an empty list, or is lost at restart", async ({
  desk,
}) => {
  const opened = await desk.open({ db: null });
  const { page } = opened;
  await fill(page, "demonstration");
  await page.getByRole("button", { name: tr("premier:commencer") }).click();
  await expect(page.getByRole("status").getByText(tr("premier:preparation"))).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await openList(page);
  await expect(page.locator("[role=grid] [data-id]").first()).toBeVisible();
  await expect(page.locator("nav")).toContainText(tr("commun:demonstration"));
  const count = await page.locator("footer b").first().textContent();
  await opened.app.close();

  const again = await desk.open({ db: null });
  await openList(again.page);
  await expect(again.page.locator("footer b").first()).toHaveText(count ?? "");
});

test("a register gone from its place replaced by a new empty one", async ({ desk }) => {
  const opened = await desk.open({ db: null });
  await fill(opened.page, "vide");
  await opened.page.getByRole("button", { name: tr("premier:commencer") }).click();
  await openList(opened.page);
  await opened.app.close();

  const memory = JSON.parse(readFileSync(join(desk.userData, "poste.json"), "utf8")) as {
    register: string;
  };
  renameSync(memory.register, join(desk.folder, "ailleurs.db"));
  const { code, stderr } = await desk.runToEnd({ db: null });
  expect(code).toBe(1);
  expect(stderr).toContain("Le registre attendu n'est plus à sa place");
  expect(stderr).toContain("السجل المنتظر لم يعد في مكانه");
  expect(existsSync(memory.register)).toBe(false);
  expect(readdirSync(dirname(memory.register)).filter((name) => name.endsWith(".db"))).toEqual([]);
});

test("a file that is no register opened or altered", async ({ desk }) => {
  const path = join(desk.folder, "autre.db");
  const { code, stderr } = await desk.runToEnd({ db: path });
  expect(code).toBe(1);
  expect(stderr).toContain("Le registre attendu n'est plus à sa place");
  expect(existsSync(path)).toBe(false);

  const text = join(import.meta.dirname, "support.ts");
  const before = readFileSync(text);
  const refused = await desk.runToEnd({ db: text });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("n'est pas un registre Daftar");
  expect(readFileSync(text).equals(before)).toBe(true);
});
