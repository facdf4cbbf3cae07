import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { catalogue, expect, go, ready, root, screens, setLangue, test } from "./support.ts";
import type { Desk, Langue } from "./support.ts";

/** Every text of the interface by its key, plural forms included. */
function texts(langue: Langue): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (prefix: string, value: unknown): void => {
    if (typeof value === "string") found.set(prefix, value);
    else if (value !== null && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) walk(`${prefix}.${key}`, inner);
    }
  };
  for (const file of readdirSync(join(root, "src-renderer/i18n", langue))) {
    const namespace = file.replace(".json", "");
    walk(namespace, catalogue(langue, namespace));
  }
  return found;
}

/** French texts that Arabic says otherwise, as patterns of a whole text. */
function frenchPatterns(desk: Desk): string[] {
  const arabic = texts("ar");
  const patterns: string[] = [];
  // Invented people bear names such as « Porteur », which are data.
  const people = desk.sql<{ nom: string }>("SELECT DISTINCT prenom_fr AS nom FROM personne");
  const names = new Set(people.map(({ nom }) => nom));
  const add = (text: string): void => {
    const words = text.replace(/\{\{[^}]*\}\}/g, "");
    if (!/[A-Za-zÀ-ÿ]{4,}/.test(words) || names.has(text)) return;
    const escaped = text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    patterns.push(`^${escaped.replace(/\{\{[^}]*\}\}/g, ".*")}$`);
  };
  for (const [key, text] of texts("fr")) {
    if (arabic.get(key) !== text) add(text);
  }
  const labels = desk.sql<{ texte: string }>(
    `SELECT label_fr AS texte FROM reference WHERE label_ar <> label_fr AND label_ar <> ''
     UNION SELECT nom_fr FROM territoire WHERE nom_ar <> nom_fr AND nom_ar <> ''`,
  );
  for (const { texte } of labels) add(texte);
  return patterns;
}

/** Texts and names on the page, without what users wrote (marked as another language or isolated). */
const said = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.textContent ?? "").trim();
      if (!text || !element || element.closest("script, style, [lang=fr]")) continue;
      found.add(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) {
        const text = element.getAttribute(name)?.trim();
        if (text) found.add(text);
      }
    }
    return [...found];
  });

// The name of the register's file has the shape of a key.
const rawKey = /^(?!.*\.db$)(?:[a-z]+:)?[a-z][A-Za-z]+(?:\.[A-Za-z_]+)+$|\{\{/;

/** The screens and one dossier. */
async function everyScreen(
  page: Page,
  desk: Desk,
  each: (name: string) => Promise<void>,
): Promise<void> {
  const id = desk.value<string>(
    "SELECT id FROM dossier_ligne WHERE passages = 2 ORDER BY id LIMIT 1",
  );
  for (const { hash, ready: key } of [...screens, { hash: `/dossiers/${id}`, ready: "dossier" }]) {
    await go(page, hash, key);
    await each(hash);
  }
}

test("a screen that keeps French words or shows a raw key in Arabic", async ({ page, desk }) => {
  await setLangue(page, "ar");
  const patterns = frenchPatterns(desk).map((pattern) => new RegExp(pattern, "s"));
  const faults: string[] = [];
  await everyScreen(page, desk, async (name) => {
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    for (const text of await said(page)) {
      if (rawKey.test(text)) faults.push(`${name}: key ${text}`);
      const french = patterns.find((pattern) => pattern.test(text));
      if (french && french.source !== "^.*$") faults.push(`${name}: ${text}`);
    }
  });
  expect(faults).toEqual([]);
});

test("a screen that shows a raw key in French or in English", async ({ page, desk }) => {
  const faults: string[] = [];
  for (const langue of ["fr", "en"] as const) {
    await setLangue(page, langue);
    await everyScreen(page, desk, async (name) => {
      for (const text of await said(page)) {
        if (rawKey.test(text)) faults.push(`${langue} ${name}: ${text}`);
      }
    });
  }
  expect(faults).toEqual([]);
});

test("a language that needs a restart, or a direction that does not turn", async ({ desk }) => {
  const opened = await desk.open();
  const { page } = opened;
  await ready(page, "journee");
  for (const langue of ["ar", "en", "fr", "ar"] as const) {
    await setLangue(page, langue);
    await expect(page.locator("html")).toHaveAttribute("dir", langue === "ar" ? "rtl" : "ltr");
    const nav = (await page.locator("nav").first().boundingBox())!;
    const main = (await page.locator("main").boundingBox())!;
    expect(nav.x > main.x, `navigation on the right in ${langue}`).toBe(langue === "ar");
  }
  await expect
    .poll(() => desk.value("SELECT langue FROM utilisateur WHERE nom = 'Salma Essai'"))
    .toBe("ar");
  await opened.app.close();
  const again = await desk.open();
  await ready(again.page, "journee");
  await expect(again.page.locator("html")).toHaveAttribute("dir", "rtl");
});

test("a reference, a signed number or an amount turned around in Arabic", async ({
  page,
  desk,
}) => {
  await setLangue(page, "ar");
  const faults: string[] = [];
  await everyScreen(page, desk, async (name) => {
    const found = await page.evaluate(() => {
      const wrong: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = (node.textContent ?? "").trim();
        const element = node.parentElement;
        if (!element || element.closest("svg, [hidden], [aria-hidden=true]")) continue;
        const fragile =
          /^[A-Z]{2,4}-\d{4}-\d+/.test(text) ||
          /^[−+<>≈]\s?\d/.test(text) ||
          /^\d[\d\u202f]*,\d+$/.test(text);
        if (fragile && getComputedStyle(element).direction !== "ltr") wrong.push(text);
      }
      return wrong;
    });
    faults.push(...found.slice(0, 5).map((text) => `${name}: ${text}`));
  });
  expect(faults).toEqual([]);
});

test("a theme that does not change, or is forgotten", async ({ desk }) => {
  const opened = await desk.open();
  const { page } = opened;
  await ready(page, "journee");
  const background = (on: Page): Promise<number> =>
    on.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (
        getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
      ).map(Number);
      return red + green + blue;
    });
  const pick = async (name: string): Promise<void> => {
    await page
      .locator("header")
      .getByRole("button", { name: /^Thème : / })
      .click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await pick("Clair");
  await expect.poll(() => background(page)).toBeGreaterThan(600);
  await pick("Sombre");
  await expect.poll(() => background(page)).toBeLessThan(200);
  await opened.app.close();
  const again = await desk.open();
  await ready(again.page, "journee");
  expect(await background(again.page)).toBeLessThan(200);
});
