import type { Page } from "@playwright/test";
import {
  expect,
  french,
  frenchDate,
  go,
  ready,
  rowIds,
  setLangue,
  startsWith,
  test,
  tr,
  openList,
} from "./support.ts";
import type { Desk } from "./support.ts";

/** Column of the projection that decides the order of each column of the list. */
const orders: Record<string, string> = {
  reference: "reference",
  intitule: "intitule_tri",
  porteur: "porteur_tri",
  acte: "acte",
  province: "province",
  commune: "commune",
  secteur: "secteur",
  phase: "phase",
  etat: "etat",
  decision: "decision",
  officier: "officier",
  deposeLe: "depose_le",
  echeanceLe: "echeance_le",
  montant: "montant",
  emplois: "emplois",
};

const header = (page: Page, key: string) => page.locator(`[role=columnheader][data-key=${key}]`);

/** Opens the panel of a filter. */
async function openFilter(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: tr("filtres:filtre"), exact: true }).click();
  await page
    .getByRole("menuitem", { name: tr(`dossiers:filtres.nom.${name}`), exact: true })
    .click();
  await expect(
    page.getByRole("dialog", { name: tr(`dossiers:filtres.nom.${name}`) }),
  ).toBeVisible();
}

/** What the status bar must say of the dossiers that a condition keeps; a project's money counts once. */
function totalsOf(desk: Desk, condition = "1"): string[] {
  const rows = desk.sql<{ dossiers: number; montant: number | null; emplois: number | null }>(
    `SELECT count(*) AS dossiers, p.montant AS montant, p.emplois_prevus AS emplois
     FROM dossier d JOIN projet p ON p.id = d.projet_id
     WHERE d.deleted_at IS NULL AND (${condition}) GROUP BY p.id`,
  );
  const amounts = rows
    .flatMap(({ montant }) => (montant === null ? [] : [montant]))
    .toSorted((a, b) => a - b);
  const sum = amounts.reduce((total, one) => total + one, 0);
  const middle = (amounts.length - 1) / 2;
  const mediane = ((amounts[Math.floor(middle)] ?? 0) + (amounts[Math.ceil(middle)] ?? 0)) / 2;
  return [
    french(rows.reduce((total, { dossiers }) => total + dossiers, 0)),
    `${french(sum / 1e8, 1)} MDH`,
    `(médiane ${french(mediane / 1e8, 1)})`,
    french(rows.reduce((total, { emplois }) => total + (emplois ?? 0), 0)),
  ];
}

async function expectTotals(page: Page, desk: Desk, condition?: string): Promise<void> {
  const footer = page.locator("footer");
  for (const text of totalsOf(desk, condition)) await expect(footer).toContainText(text);
}

test("totals of the status bar that are not those of the register", async ({ page, desk }) => {
  await expect(page.locator("[role=grid] [data-id]").first()).toBeVisible();
  await expectTotals(page, desk);
});

test("a column whose header sorts by something else, in either direction", async ({
  page,
  desk,
}) => {
  await page.getByRole("button", { name: tr("dossiers:colonnes.ouvrir") }).click();
  const boxes = page.getByRole("dialog").getByRole("checkbox");
  await expect(boxes).toHaveCount(Object.keys(orders).length);
  for (const box of await boxes.all()) await box.check();
  await page.keyboard.press("Escape");
  await expect(page.locator("[role=columnheader]")).toHaveCount(Object.keys(orders).length);
  for (const [key, column] of Object.entries(orders)) {
    const seen = new Set<string>();
    for (let turn = 0; turn < 2; turn += 1) {
      // The first header begins with the box that marks every row.
      await header(page, key).click({ position: { x: key === "reference" ? 60 : 12, y: 10 } });
      await expect(header(page, key)).toHaveAttribute("aria-sort", /ascending|descending/);
      const direction = await header(page, key).getAttribute("aria-sort");
      if (seen.has(direction ?? "")) {
        await expect(header(page, key)).not.toHaveAttribute("aria-sort", direction ?? "");
      }
      const now = (await header(page, key).getAttribute("aria-sort")) ?? "";
      seen.add(now);
      const wanted = desk.sql<{ valeur: unknown }>(
        `SELECT ${column} AS valeur FROM dossier_ligne ORDER BY 1 ${now === "descending" ? "DESC" : "ASC"} LIMIT 12`,
      );
      await expect
        .poll(async () => {
          const values = new Map(
            desk
              .sql<{ id: string; valeur: unknown }>(
                `SELECT id, ${column} AS valeur FROM dossier_ligne`,
              )
              .map(({ id, valeur }) => [id, valeur]),
          );
          return (await rowIds(page, 12)).map((id) => values.get(id));
        }, `${key} ${now}`)
        .toEqual(wanted.map(({ valeur }) => valeur));
    }
    expect([...seen].toSorted(), key).toEqual(["ascending", "descending"]);
  }
});

test("a filter by province, act, amount or date that keeps other dossiers", async ({
  page,
  desk,
}) => {
  const [place] = desk.sql<{ code: string; nom: string }>(
    "SELECT t.code AS code, t.nom_fr AS nom FROM dossier_ligne l JOIN territoire t ON t.code = l.province GROUP BY l.province ORDER BY count(*) DESC LIMIT 1",
  );
  await openFilter(page, "province");
  await page.getByRole("checkbox", { name: place!.nom, exact: true }).check();
  await page.keyboard.press("Escape");
  const inProvince = `d.id IN (SELECT id FROM dossier_ligne WHERE province = '${place!.code}')`;
  await expectTotals(page, desk, inProvince);

  const [acte] = desk.sql<{ acte: string; nom: string }>(
    `SELECT l.acte AS acte, r.label_fr AS nom FROM dossier_ligne l JOIN reference r ON r.list = 'acte' AND r.key = l.acte
     WHERE l.province = ? GROUP BY l.acte ORDER BY count(*) DESC LIMIT 1`,
    place!.code,
  );
  await openFilter(page, "acte");
  await page.getByRole("checkbox", { name: acte!.nom, exact: true }).check();
  await page.keyboard.press("Escape");
  const withAct = `${inProvince} AND d.acte = '${acte!.acte}'`;
  await expectTotals(page, desk, withAct);

  await openFilter(page, "montant");
  await page.getByRole("textbox", { name: tr("dossiers:filtres.min") }).fill("2,5");
  await page.getByRole("textbox", { name: tr("dossiers:filtres.max") }).fill("1 000");
  await page.keyboard.press("Escape");
  const withAmount = `${withAct} AND p.montant BETWEEN 250000000 AND 100000000000`;
  await expectTotals(page, desk, withAmount);

  await openFilter(page, "depose");
  await page.getByRole("textbox", { name: tr("filtres:du"), exact: true }).fill("01/01/2022");
  await page.getByRole("textbox", { name: tr("filtres:au"), exact: true }).fill("31/12/2024");
  await page.keyboard.press("Escape");
  await expectTotals(
    page,
    desk,
    `${withAmount} AND d.depose_le BETWEEN '2022-01-01' AND '2024-12-31'`,
  );
  await expect(page.getByText("du 01/01/2022 au 31/12/2024")).toBeVisible();

  await page.getByRole("button", { name: tr("dossiers:filtres.effacer") }).click();
  await expectTotals(page, desk);
});

test("a text search that minds accents, case or Arabic letter forms", async ({ page, desk }) => {
  const field = page.getByRole("searchbox", { name: tr("dossiers:recherche") });
  const found = async (text: string): Promise<number> => {
    await field.fill(text);
    await page.waitForFunction(
      (wanted) =>
        decodeURIComponent(location.hash.replaceAll("+", " ")).includes(`texte=${wanted}`),
      text,
    );
    const counted = (): Promise<number> =>
      page
        .locator("[role=grid]")
        .evaluate((grid) =>
          grid.ariaBusy === "true" ? -1 : Number(grid.getAttribute("aria-rowcount")) - 1,
        );
    await expect.poll(counted).toBeGreaterThan(0);
    return counted();
  };
  const accented = desk.value<number>(
    "SELECT count(*) FROM dossier_ligne WHERE intitule_fr LIKE '%câblage%'",
  );
  expect(await found("CABLAGE")).toBe(accented);
  expect(await found("câblage")).toBe(accented);
  const arabic = await found("للطلبة");
  expect(arabic).toBe(
    desk.value<number>("SELECT count(*) FROM dossier_ligne WHERE intitule_ar LIKE '%للطلبة%'"),
  );
  // ه for ة, as it is often typed.
  expect(await found("للطلبه")).toBe(arabic);
});

test("columns chosen, moved or resized that are forgotten at restart, right to left too", async ({
  desk,
}) => {
  const opened = await desk.open();
  const { page } = opened;
  await openList(page);
  await page.getByRole("button", { name: tr("dossiers:colonnes.ouvrir") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: tr("champs:colonnes.officier") }).check();
  await dialog.getByRole("checkbox", { name: tr("champs:colonnes.commune") }).uncheck();
  const up = tr("dossiers:colonnes.monter", { colonne: tr("champs:colonnes.intitule") });
  await dialog.getByRole("button", { name: up }).click();
  await page.keyboard.press("Escape");
  await expect(header(page, "officier")).toBeVisible();
  await expect(header(page, "commune")).toHaveCount(0);

  const drag = async (key: string, by: number): Promise<{ before: number; after: number }> => {
    const before = (await header(page, key).boundingBox())!;
    const handle = (await header(page, key).locator("[aria-hidden]").last().boundingBox())!;
    const x = handle.x + handle.width / 2;
    const y = handle.y + handle.height / 2;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by / 2, y);
    await page.mouse.move(x + by, y);
    await page.mouse.up();
    const after = (await header(page, key).boundingBox())!;
    return { before: before.width, after: after.width };
  };
  const wider = await drag("reference", 40);
  expect(Math.round(wider.after - wider.before)).toBe(40);
  await setLangue(page, "ar");
  await ready(page, "dossiers");
  // The edge to pull is on the left: pulling left widens.
  const mirrored = await drag("montant", -30);
  expect(Math.round(mirrored.after - mirrored.before)).toBe(30);
  await opened.app.close();

  const again = await desk.open();
  await openList(again.page);
  const keys = await again.page
    .locator("[role=columnheader]")
    .evaluateAll((heads) => heads.map((head) => (head as HTMLElement).dataset["key"]));
  expect(keys.slice(0, 2)).toEqual(["intitule", "reference"]);
  expect(keys).toContain("officier");
  expect(keys).not.toContain("commune");
  const width = async (key: string): Promise<number> =>
    Math.round((await header(again.page, key).boundingBox())!.width);
  expect(await width("reference")).toBe(Math.round(wider.after));
  expect(await width("montant")).toBe(Math.round(mirrored.after));
});

test("a long jump of the scroll bar that leaves the list blank", async ({ page, desk }) => {
  const count = desk.value<number>("SELECT count(*) FROM dossier_ligne");
  const { blank, last } = await page.locator("[role=grid]").evaluate(async (grid) => {
    const drawn = (): HTMLElement[] => {
      const box = grid.getBoundingClientRect();
      return [0.15, 0.5, 0.85].flatMap((part) => {
        const hit = document.elementFromPoint(
          box.left + box.width / 3,
          box.top + box.height * part,
        );
        const row = hit?.closest<HTMLElement>("[data-index][data-id]");
        return row ? [row] : [];
      });
    };
    let longest = 0;
    const travel = async (to: number): Promise<void> => {
      grid.scrollTop = to;
      const from = performance.now();
      let since = from;
      while (performance.now() - from < 600) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        if (drawn().length === 3) since = now;
        longest = Math.max(longest, now - since);
      }
    };
    const most = grid.scrollHeight - grid.clientHeight;
    for (const part of [0.5, 1, 0.25, 0.9, 0, 1]) await travel(most * part);
    const indexes = [...grid.querySelectorAll<HTMLElement>("[data-id]")].map((row) =>
      Number(row.dataset["index"]),
    );
    return { blank: longest, last: Math.max(...indexes) };
  });
  expect(last).toBe(count - 1);
  expect(blank, "longest time without rows, in milliseconds").toBeLessThan(300);
});

test("a list that cannot be walked, read or opened with the keyboard", async ({ page, desk }) => {
  const ids = desk
    .sql<{ id: string }>("SELECT id FROM dossier_ligne ORDER BY depose_le DESC, id DESC")
    .map(({ id }) => id);
  const grid = page.getByRole("grid", { name: tr("dossiers:liste.nom") });
  const active = (): Promise<{ row: number; col: number }> =>
    grid.evaluate((element) => {
      const cell = document.getElementById(element.getAttribute("aria-activedescendant") ?? "");
      const row = cell?.closest("[role=row]");
      return {
        row: Number(row?.getAttribute("aria-rowindex")),
        col: Number(cell?.getAttribute("aria-colindex")),
      };
    });
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await active()).toEqual({ row: 4, col: 2 });
  await page.keyboard.press("Control+End");
  await expect.poll(active).toMatchObject({ row: ids.length + 1 });
  await expect(page.locator(`[data-id="${ids.at(-1)}"]`)).toBeVisible();
  await page.keyboard.press("Control+Home");
  await expect.poll(active).toEqual({ row: 2, col: 1 });
  await page.keyboard.press("PageDown");
  expect((await active()).row).toBeGreaterThan(8);
  await page.keyboard.press("Control+Home");

  // The panel follows the cursor, and gives the focus back when it closes.
  const reference = (id: string): string =>
    desk.value<string>("SELECT reference FROM dossier_ligne WHERE id = ?", id);
  const panel = page.locator("aside");
  await page.keyboard.press("Space");
  await expect(panel).toContainText(reference(ids[0]!));
  await page.keyboard.press("ArrowDown");
  await expect(panel).toContainText(reference(ids[1]!));
  const [row] = desk.sql<{ porteur_fr: string; depose_le: string }>(
    "SELECT porteur_fr, depose_le FROM dossier_ligne WHERE id = ?",
    ids[1],
  );
  await expect(panel).toContainText(row!.porteur_fr);
  await expect(panel).toContainText(frenchDate(row!.depose_le));
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(grid).toBeFocused();

  // A header sorts with Enter.
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(header(page, "reference")).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("ArrowDown");
  const first = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY reference, id LIMIT 1");
  await expect.poll(() => rowIds(page, 1)).toEqual([first]);
  await page.keyboard.press("Enter");
  await ready(page, "dossier");
  expect(page.url()).toContain(`#/dossiers/${first}`);
});

test("a list that loses its place, its filter or its sort when one comes back from a dossier", async ({
  page,
}) => {
  await go(page, "/dossiers?etat=cloturee&tri=-montant", "dossiers");
  const grid = page.locator("[role=grid]");
  await grid.evaluate((element) => {
    element.scrollTop = 9000;
  });
  const line = page.locator("[data-index='275'][data-id]");
  await expect(line).toBeVisible();
  await line.dblclick();
  await ready(page, "dossier");
  await page.goBack();
  await ready(page, "dossiers");
  await expect(
    page.getByRole("button", { name: startsWith(tr("dossiers:filtres.nom.etat")) }).first(),
  ).toBeVisible();
  await expect(line).toBeVisible();
  expect(await grid.evaluate((element) => element.scrollTop)).toBe(9000);
});
