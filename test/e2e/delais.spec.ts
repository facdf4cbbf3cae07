import { addDays } from "../../src-main/domain/dates.ts";
import { edit, expect, fieldOf, frenchDate, go, ready, setLangue, test, tr } from "./support.ts";

interface Line {
  id: string;
  due: string;
}

test("a clock that does not say its days, its rule, or that it runs", async ({ page, desk }) => {
  const [line] = desk.sql<Line>(
    "SELECT id, echeance_le AS due FROM dossier_ligne WHERE echeance_le < '9999' AND suspendu_le = '' ORDER BY echeance_le DESC LIMIT 1",
  );
  await go(page, `/dossiers/${line!.id}`, "dossier");
  const card = page.getByRole("region", { name: tr("delais:titre"), exact: true });
  await expect(card).toContainText(frenchDate(line!.due));
  await expect(card).toContainText(tr("delais:plume.titre"));
  await expect(card.locator("[data-genre=decision]")).toHaveAttribute(
    "data-status",
    /a_temps|proche|en_retard/,
  );
  await expect(card).toContainText(tr("delais:unite.calendar"));
  await setLangue(page, "ar");
  await expect(page.getByRole("region", { name: tr("delais:titre", {}, "ar") })).toContainText(
    frenchDate(line!.due),
  );
});

test("an appeal lodged too early is kept, or one lodged too late is not told", async ({
  page,
  desk,
}) => {
  const [line] = desk.sql<{ id: string; tenuLe: string }>(
    `SELECT l.id AS id, l.passe_le AS tenuLe FROM dossier_ligne l JOIN dossier d ON d.id = l.id
     WHERE l.decision = 'defavorable' AND l.passages = 1 AND d.notifie_le IS NULL ORDER BY l.passe_le LIMIT 1`,
  );
  const { id, tenuLe } = line!;
  await go(page, `/dossiers/${id}`, "dossier");
  const notified = await edit(page, "dossier.notifieLe");
  await notified.fill(frenchDate(tenuLe));
  await notified.press("Enter");
  await expect(fieldOf(page, "dossier.notifieLe")).toContainText(frenchDate(tenuLe));
  const last = addDays(tenuLe, 10);
  const card = page.getByRole("region", { name: tr("delais:titre"), exact: true });
  await expect(card.locator("[data-genre=recours_depot]")).toContainText(frenchDate(last));

  await card.getByRole("button", { name: tr("delais:recours.ajouter") }).press("Enter");
  const date = card.getByRole("textbox", { name: tr("champs:recours.deposeLe") });
  await expect(date).toBeFocused();
  await date.fill(frenchDate(addDays(tenuLe, -1)));
  await page.keyboard.press("Enter");
  await expect(card.getByRole("alert")).toContainText(frenchDate(tenuLe));
  await expect(date).toHaveValue(frenchDate(addDays(tenuLe, -1)));
  await date.fill(frenchDate(addDays(last, 1)));
  await expect(card.getByRole("status")).toContainText(frenchDate(last));
  await page.keyboard.press("Enter");
  await expect(card.locator("article")).toContainText(
    tr("delais:recours.horsDelai", { date: frenchDate(last) }),
  );
  await expect(card.locator("[data-genre=recours_reponse]")).toContainText(
    frenchDate(addDays(last, 11)),
  );
  expect(desk.value("SELECT depose_le FROM recours WHERE dossier_id = ?", id)).toBe(
    addDays(last, 1),
  );
});

test("a feast announced a day later cannot be moved, or its year confirmed and taken back", async ({
  page,
  desk,
}) => {
  await go(page, "/reglages", "reglages");
  const card = page.getByRole("region", { name: tr("reglages:feries.titre") });
  const year = Number(/\d{4}/.exec(await card.locator("b").innerText())![0]);
  for (let at = year; at > 2026; at--) {
    await card.getByRole("button", { name: tr("reglages:feries.precedente") }).click();
  }
  const name = tr("reglages:feries.dateDe", { fete: "Aïd Al Fitr 2026" });
  const field = card.getByRole("textbox", { name });
  await expect(field).toHaveValue("20/03/2026");
  await field.fill("21/03/2026");
  await card.getByRole("button", { name: tr("reglages:feries.confirmer") }).press("Enter");
  await expect(card).toContainText(tr("reglages:feries.confirmee"));
  const attrs = () =>
    desk.value<string>("SELECT attrs FROM reference WHERE key = 'aid_al_fitr_2026'");
  expect(JSON.parse(attrs())).toMatchObject({ date: "2026-03-21", confirme: true });
  await page.keyboard.press("Control+z");
  await expect(field).toHaveValue("20/03/2026");
  expect(JSON.parse(attrs())).toMatchObject({ date: "2026-03-20", confirme: false });
  await setLangue(page, "ar");
  await expect(card.or(page.getByText(tr("reglages:feries.aide", {}, "ar")))).toBeVisible();
  await ready(page, "reglages");
});
