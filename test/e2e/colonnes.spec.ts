import type { Page } from "@playwright/test";
import { expect, french, go, startsWith, test, tr } from "./support.ts";
import type { Desk } from "./support.ts";

const screen = "dossiers-tableau";
const column = (page: Page, key: string) => page.locator(`section[data-column=${key}]`);
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`).first();
const etatOf = (desk: Desk, id: string): string =>
  desk.value<string>("SELECT etat FROM dossier WHERE id = ?", id);

/** The first card of a column and its reference. */
async function firstCard(
  page: Page,
  desk: Desk,
  key: string,
): Promise<{ id: string; reference: string }> {
  const id = await column(page, key).locator("[data-card]").first().getAttribute("data-card");
  return { id: id!, reference: desk.value("SELECT reference FROM dossier WHERE id = ?", id) };
}

/** The money and the jobs of a project count once in a column, however many acts it asks for. */
async function expectCounts(page: Page, desk: Desk, by: "etat" | "phase"): Promise<void> {
  const sums = desk.sql<{ cle: string; nombre: number; montant: number; emplois: number }>(
    `SELECT d.cle AS cle, sum(d.n) AS nombre, sum(ifnull(p.montant, 0)) AS montant, sum(ifnull(p.emplois_prevus, 0)) AS emplois
     FROM (SELECT ${by} AS cle, projet_id, count(*) AS n FROM dossier WHERE deleted_at IS NULL GROUP BY 1, 2) d
     JOIN projet p ON p.id = d.projet_id GROUP BY 1`,
  );
  for (const { cle, nombre, montant, emplois } of sums) {
    const head = column(page, cle).locator("h2");
    await expect(head).toContainText(french(nombre));
    await expect(column(page, cle).locator("p").first()).toHaveAttribute(
      "title",
      new RegExp(`^${french(montant / 1e8, 1)} MDH, ${french(emplois)} `),
    );
  }
}

test("a column whose count, amount or jobs differ from the register", async ({ page, desk }) => {
  await go(page, "/dossiers/tableau", screen);
  await expectCounts(page, desk, "etat");
  await go(page, "/dossiers/tableau?colonnes=phase", screen);
  await expect(column(page, "pre_crui")).toBeVisible();
  await expectCounts(page, desk, "phase");
});

test("a move from the menu, or its undo, that does not reach the register", async ({
  page,
  desk,
}) => {
  await go(page, "/dossiers/tableau", screen);
  const { id, reference } = await firstCard(page, desk, "programmee");
  const name = tr("dossiers:deplacement.carte", { dossier: reference });
  await page.getByRole("button", { name }).click();
  const target = desk.value<string>(
    "SELECT label_fr FROM reference WHERE list = 'etat_procedure' AND key = 'complement'",
  );
  await page.getByRole("menuitem", { name: target, exact: true }).click();
  await expect(column(page, "complement").locator(`[data-card="${id}"]`)).toBeVisible();
  await expect.poll(() => etatOf(desk, id)).toBe("complement");
  await expectCounts(page, desk, "etat");

  await expect(page.getByRole("button", { name: startsWith("Annuler : ") }).first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(() => etatOf(desk, id)).toBe("programmee");
  await expect(column(page, "programmee").locator(`[data-card="${id}"]`)).toBeVisible();
  await page.keyboard.press("Control+y");
  await expect.poll(() => etatOf(desk, id)).toBe("complement");
});

test("a card that the keyboard can lift but not put down in another column", async ({
  page,
  desk,
}) => {
  await go(page, "/dossiers/tableau", screen);
  const { id, reference } = await firstCard(page, desk, "programmee");
  const said = page.locator("[id^=DndLiveRegion]");
  const home = desk.value<string>(
    "SELECT label_fr FROM reference WHERE list = 'etat_procedure' AND key = 'programmee'",
  );
  /** Lifts the card and takes it over the next column. */
  const lift = async (): Promise<void> => {
    const handle = tr("dossiers:tableau.poignee", { dossier: reference });
    await page.getByRole("button", { name: handle }).focus();
    await page.keyboard.press("Space");
    await expect(said).toContainText(new RegExp(`${reference} (?:saisi|au-dessus de ${home})`));
    await page.keyboard.press("ArrowRight");
    await expect(said).toContainText(new RegExp(`${reference} au-dessus de (?!${home})`));
  };
  await lift();
  await page.keyboard.press("Space");
  await expect.poll(() => etatOf(desk, id)).not.toBe("programmee");
  const to = etatOf(desk, id);
  await expect(column(page, to).locator(`[data-card="${id}"]`)).toBeVisible();
  // The focus goes along with the card.
  await expect(card(page, id).locator("[data-main]")).toBeFocused();

  await page.keyboard.press("Control+z");
  await expect.poll(() => etatOf(desk, id)).toBe("programmee");
  await expect(column(page, "programmee").locator(`[data-card="${id}"]`)).toBeVisible();

  // Escape gives up: nothing is written.
  const actions = desk.value<number>("SELECT count(*) FROM action");
  await lift();
  await page.keyboard.press("Escape");
  await expect(said).toContainText(tr("dossiers:tableau.annulee", { dossier: reference }));
  expect(etatOf(desk, id)).toBe("programmee");
  expect(desk.value<number>("SELECT count(*) FROM action")).toBe(actions);
});

test("a card dragged with the mouse that lands elsewhere, or not at all", async ({
  page,
  desk,
}) => {
  await go(page, "/dossiers/tableau", screen);
  const { id } = await firstCard(page, desk, "en_attente_administration");
  const target = column(page, "programmee");
  const before = await firstCard(page, desk, "programmee");
  const from = (await card(page, id).boundingBox())!;
  const to = (await target.locator("[data-card]").first().boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height - 12);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 10, from.y + from.height - 8, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 8 });
  await expect(target.locator("[data-landing]")).toBeVisible();
  await page.mouse.up();
  await expect.poll(() => etatOf(desk, id)).toBe("programmee");
  await expect(target.locator(`[data-card="${id}"]`)).toBeVisible();
  // It stands where it was dropped: above the card that came first.
  const order = desk.sql<{ id: string }>(
    "SELECT id FROM dossier WHERE etat = 'programmee' AND deleted_at IS NULL ORDER BY ordre, id LIMIT 2",
  );
  expect(order.map((row) => row.id)).toEqual([id, before.id]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => etatOf(desk, id)).toBe("en_attente_administration");
});
