import type { ElectronApplication, Page } from "@playwright/test";
import { cli, edit, expect, fieldOf, french, go, ready, test, tr, openList } from "./support.ts";

/** Pid of the process that owns the register; undefined while there is none. */
const storePid = (app: ElectronApplication): Promise<number | undefined> =>
  app.evaluate(
    ({ app: main }) =>
      main.getAppMetrics().find((one) => [one.serviceName, one.name].includes("daftar-store"))?.pid,
  );

async function setAmount(page: Page, millions: number): Promise<void> {
  const editor = await edit(page, "projet.montant");
  await editor.fill(`${millions}000000`);
  await editor.press("Enter");
}

test("a store process that dies and leaves the screens dead or the user untold", async ({
  page,
  app,
  desk,
}) => {
  const [line] = desk.sql<{ id: string; projet: string }>(
    "SELECT id, projet_id AS projet FROM dossier_ligne ORDER BY id LIMIT 1",
  );
  await go(page, `/dossiers/${line!.id}`, "dossier");
  const pid = await storePid(app);
  expect(pid).toBeDefined();
  process.kill(pid!, "SIGKILL");
  await expect(page.getByText(tr("commun:registre.revenu")).first()).toBeVisible();
  await expect.poll(() => storePid(app)).not.toBe(pid);

  await setAmount(page, 41);
  await expect(fieldOf(page, "projet.montant")).toContainText(french(41_000_000, 2));
  expect(desk.value("SELECT montant FROM projet WHERE id = ?", line!.projet)).toBe(4_100_000_000);
  await go(page, "/dossiers", "dossiers");
  await expect(page.locator("[role=grid] [data-id]").first()).toBeVisible();
  // The screens hear of changes again.
  await page.keyboard.press("Control+z");
  await expect
    .poll(() => desk.value("SELECT montant FROM projet WHERE id = ?", line!.projet))
    .not.toBe(4_100_000_000);
});

test("a change confirmed on the screen that a power cut takes away", async ({ desk }) => {
  const [line] = desk.sql<{ id: string; projet: string }>(
    "SELECT id, projet_id AS projet FROM dossier_ligne ORDER BY id LIMIT 1 OFFSET 5",
  );
  const opened = await desk.open();
  const { page } = opened;
  await openList(page);
  await go(page, `/dossiers/${line!.id}`, "dossier");
  for (const millions of [51, 52, 53]) {
    await setAmount(page, millions);
    await expect(fieldOf(page, "projet.montant")).toContainText(french(millions * 1e6, 2));
  }
  await setAmount(page, 54);
  await desk.cut(opened);

  const again = await desk.open();
  await openList(again.page);
  await go(again.page, `/dossiers/${line!.id}`, "dossier");
  // The last one was under way: either whole or absent.
  const kept = desk.value<number>("SELECT montant FROM projet WHERE id = ?", line!.projet);
  expect([5_300_000_000, 5_400_000_000]).toContain(kept);
  await expect(fieldOf(again.page, "projet.montant")).toContainText(french(kept / 100, 2));
  const actions = desk.value<number>(
    "SELECT count(*) FROM change WHERE row_id = ? AND column_name = 'montant'",
    line!.projet,
  );
  expect(actions).toBe(kept / 1e8 - 50);
  await again.app.close();
  const report = JSON.parse(await cli("check", "--json", "--db", desk.db)) as { ok: boolean };
  expect(report.ok).toBe(true);
});

test("two applications on one profile, or a first window left hidden", async ({
  page,
  app,
  desk,
}) => {
  const visible = (): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  expect(await visible()).toBe(false);
  const { code } = await desk.runToEnd();
  expect(code).toBe(0);
  await expect.poll(visible).toBe(true);
  await expect(page.locator("[role=grid]")).toBeVisible();
  expect(app.windows()).toHaveLength(1);
});

test("a window that forgets its place, or opens out of sight", async ({ desk }) => {
  const wanted = { x: 60, y: 40, width: 1180, height: 702 };
  const bounds = (app: ElectronApplication) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
  const first = await desk.open();
  await openList(first.page);
  await first.app.evaluate(
    ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]!.setBounds(place),
    wanted,
  );
  await expect.poll(() => bounds(first.app)).toEqual(wanted);
  await first.app.close();

  const second = await desk.open();
  await openList(second.page);
  expect(await bounds(second.app)).toEqual(wanted);
  await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 9000, y: 9000 }),
  );
  await second.app.close();

  const third = await desk.open();
  await openList(third.page);
  const seen = await third.app.evaluate(({ BrowserWindow, screen }) => {
    const { x, y } = BrowserWindow.getAllWindows()[0]!.getBounds();
    const { workArea } = screen.getPrimaryDisplay();
    return x < workArea.x + workArea.width && y < workArea.y + workArea.height;
  });
  expect(seen).toBe(true);
});

test("a change made in another window that the open list does not show", async ({
  page,
  app,
  desk,
}) => {
  const first = page.locator("[role=grid] [data-id]").first();
  const id = (await first.getAttribute("data-id"))!;
  const [other] = await Promise.all([
    app.waitForEvent("window"),
    app.evaluate(({ app: main, BrowserWindow }, hash) => {
      const preload = `${main.getAppPath()}/out/app/preload/index.cjs`;
      const window = new BrowserWindow({
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      void window.loadURL(`app://daftar/index.html#${hash}`);
    }, `/dossiers/${id}`),
  ]);
  await ready(other, "dossier");
  const titre = "Titre changé dans l’autre fenêtre";
  const editor = await edit(other, "projet.intituleFr");
  await editor.fill(titre);
  await editor.press("Enter");
  await expect(other.getByRole("heading", { level: 1 })).toContainText(titre);
  await expect(page.locator(`[role=grid] [data-id="${id}"]`)).toContainText(titre);
  // And the other way round, undo included.
  await page.keyboard.press("Control+z");
  await expect(other.getByRole("heading", { level: 1 })).not.toContainText(titre);
  expect(desk.value("SELECT count(*) FROM dossier_ligne WHERE intitule_fr = ?", titre)).toBe(0);
});
