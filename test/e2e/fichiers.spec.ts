import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Locator, Page } from "@playwright/test";
import {
  answerDialogs,
  drop,
  expect,
  go,
  pdf,
  png,
  ready,
  setLangue,
  startsWith,
  test,
  tr,
} from "./support.ts";

const mail = [
  "From: =?utf-8?B?2LLZitmG2Kg=?= <zineb@exemple.ma>",
  "Subject: =?utf-8?B?2LfZhNioINmF2LnZhNmI2YXYp9iq?=",
  "Date: Mon, 12 Jan 2026 09:30:00 +0100",
  "Message-ID: <e2e-1@exemple.ma>",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "السلام عليكم",
].join("\r\n");

const card = (page: Page): Locator => page.locator("[data-attachments]");
const entries = (page: Page): Locator => page.locator("[data-timeline] > li");

/** Files that the system was asked to open. */
const openings = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as { opened?: string[] }).opened ?? []);

async function openDossier(page: Page, id: string): Promise<void> {
  await go(page, `/dossiers/${id}`, "dossier");
  await expect(card(page)).toBeVisible();
}

test("files dropped on a dossier that are lost, shown wrong, run, or that the undo leaves", async ({
  page,
  app,
  desk,
}) => {
  await app.evaluate(({ shell }) => {
    const box = globalThis as { opened?: string[] };
    box.opened = [];
    shell.openPath = async (path: string) => {
      box.opened?.push(path);
      return "";
    };
  });
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY reference LIMIT 1");
  await openDossier(page, id);
  await expect(page.getByText(tr("fichiers:aucune"))).toBeVisible();

  await drop(page, "[data-attachments]", [
    { name: "plan.pdf", type: "application/pdf", bytes: pdf("Plan de masse") },
    { name: "photo.png", type: "image/png", bytes: png },
    { name: "note.txt", type: "text/plain", bytes: Buffer.from("ملاحظة حول الملف") },
    { name: "facture.pdf", type: "application/pdf", bytes: Buffer.from("MZ programme") },
  ]);
  await expect(card(page).getByRole("alert")).toHaveText(
    tr("erreurs:FILE_UNREADABLE_piece_executable"),
  );
  await expect.poll(() => desk.value("SELECT count(*) FROM piece_jointe")).toBe(3);

  // A drop beside the card is taken too: the page never leaves for the file.
  await drop(page, "h1", [{ name: "autre.txt", type: "text/plain", bytes: Buffer.from("Autre") }]);
  await expect.poll(() => desk.value("SELECT count(*) FROM piece_jointe")).toBe(4);

  const preview = page.getByRole("dialog");
  await page.getByRole("button", { name: tr("fichiers:ouvrir", { nom: "plan.pdf" }) }).click();
  await expect(preview.locator("canvas[data-drawn]")).toBeVisible();
  // Something was drawn: the page is not white.
  const dark = await preview.locator("canvas").evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement)
      .getContext("2d")!
      .getImageData(0, 0, width, height);
    return data.filter((value, i) => i % 4 === 0 && value < 100).length;
  });
  expect(dark).toBeGreaterThan(100);
  await preview.getByRole("button", { name: tr("fichiers:systeme") }).click();
  await expect.poll(() => openings(app)).toHaveLength(1);
  const [copy = ""] = await openings(app);
  expect(copy).toMatch(/plan\.pdf$/);
  expect(readFileSync(copy).subarray(0, 5).toString()).toBe("%PDF-");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: tr("fichiers:ouvrir", { nom: "photo.png" }) }).click();
  await expect(preview.getByRole("img", { name: "photo.png" })).toHaveJSProperty("naturalWidth", 1);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: tr("fichiers:ouvrir", { nom: "note.txt" }) }).click();
  await expect(preview.locator("pre")).toHaveText("ملاحظة حول الملف");
  await page.keyboard.press("Escape");
  await expect(preview).toBeHidden();

  // Bytes changed behind the application's back.
  const sha = desk.value<string>("SELECT sha256 FROM piece_jointe WHERE nom = 'note.txt'");
  writeFileSync(join(`${desk.db}.pieces`, sha.slice(0, 2), sha), "autre chose");
  await page.getByRole("button", { name: tr("fichiers:ouvrir", { nom: "note.txt" }) }).click();
  await expect(preview.getByRole("alert")).toContainText(tr("fichiers:apercu.altere"));
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: tr("fichiers:retirer", { nom: "plan.pdf" }) }).click();
  const open = page.getByRole("button", { name: tr("fichiers:ouvrir", { nom: "plan.pdf" }) });
  await expect(open).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(open).toBeVisible();

  // Later than any undo: the trash names the file and its record, and gives it back.
  await page.getByRole("button", { name: tr("fichiers:retirer", { nom: "plan.pdf" }) }).click();
  await expect(open).toBeHidden();
  const reference = desk.value<string>("SELECT reference FROM dossier WHERE id = ?", id);
  await go(page, "/journal/corbeille", "corbeille");
  const row = page.getByRole("row").filter({ hasText: "plan.pdf" });
  await expect(row).toContainText(tr("champs:tables.piece_jointe"));
  const owner = row.getByRole("link", { name: reference });
  await row.getByRole("button", { name: new RegExp(tr("journal:restaurer")) }).click();
  await expect(row).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await owner.click();
  await ready(page, "dossier");
  await expect(open).toBeHidden();
  await page.keyboard.press("Control+y");
  await expect(open).toBeVisible();
});

test("a file of the disk that is locked out, or a mail kept twice or without its text", async ({
  page,
  app,
  desk,
}) => {
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY reference LIMIT 1");
  await openDossier(page, id);
  const eml = join(desk.folder, "message.eml");
  writeFileSync(eml, mail);
  await answerDialogs(app, { open: eml });
  const join_ = card(page)
    .locator("xpath=ancestor::section")
    .getByRole("button", {
      name: tr("fichiers:joindre"),
    });
  await join_.click();
  await expect(entries(page).filter({ hasText: "طلب معلومات" }).first()).toContainText(
    "السلام عليكم",
  );
  await join_.click();
  await expect(page.getByText(tr("fichiers:fait.dejaCourriel")).first()).toBeVisible();
  expect(desk.value("SELECT count(*) FROM evenement WHERE message_id = 'e2e-1@exemple.ma'")).toBe(
    1,
  );
  await answerDialogs(app, { open: join(desk.folder, "parti.pdf") });
  await join_.click();
  await expect(card(page).getByRole("alert")).toHaveText(
    tr("erreurs:FILE_UNREADABLE_piece_vanished"),
  );
});

test("a note that needs the mouse, is lost when too long, or that no filter finds", async ({
  page,
  desk,
}) => {
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY reference LIMIT 1");
  await openDossier(page, id);
  const box = page.getByRole("textbox", { name: tr("chronologie:saisie") });
  await page.keyboard.press("a");
  await expect(box).toBeFocused();
  await expect(page.getByRole("radio", { name: startsWith("Appel") })).toBeChecked();
  await page.keyboard.type("Rappeler le porteur");
  await page.keyboard.press("Alt+v");
  await expect(page.getByRole("radio", { name: startsWith("Visite") })).toBeChecked();
  await page.keyboard.press("Control+Enter");
  const first = entries(page).first();
  await expect(first).toContainText("Rappeler le porteur");
  await expect(first).toHaveAttribute("data-genre", "visite");
  await expect(box).toHaveValue("");
  await expect(box).toBeFocused();

  const long = `Compte rendu\n${"ligne du compte rendu\n".repeat(95_000)}`;
  await box.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, long);
  const alert = page.getByRole("form", { name: tr("chronologie:saisie") }).getByRole("alert");
  await expect(alert).toContainText("100\u202f000");
  await expect(box).toHaveValue(/^Compte rendu/);
  await alert.getByRole("button", { name: tr("chronologie:joindreTexte") }).click();
  await expect(box).toHaveValue("");
  expect(desk.value("SELECT octets FROM piece_jointe")).toBe(Buffer.byteLength(long));

  // Corrected in place, deleted, brought back.
  await page.getByRole("button", { name: startsWith("Modifier Visite") }).click();
  await page.getByRole("textbox", { name: tr("champs:evenement.objet") }).fill("Porteur rappelé");
  await page.keyboard.press("Control+Enter");
  await expect(entries(page).filter({ hasText: "Porteur rappelé" }).first()).toBeVisible();
  const filters = page.getByRole("group", { name: tr("chronologie:filtre") });
  await filters.getByRole("button", { name: startsWith("Visite") }).click();
  await expect(entries(page)).toHaveCount(1);
  await page.getByRole("button", { name: startsWith("Supprimer Visite") }).click();
  await expect(entries(page)).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(entries(page)).toHaveCount(1);
});

test("in Arabic: a timeline left in French, or a mail that reads the wrong way", async ({
  page,
  desk,
}) => {
  const id = desk.value<string>("SELECT id FROM dossier_ligne ORDER BY reference LIMIT 1");
  await setLangue(page, "ar");
  await openDossier(page, id);
  await expect(
    page.getByRole("heading", { name: tr("chronologie:titre", {}, "ar") }),
  ).toBeVisible();
  await drop(page, "[data-attachments]", [
    { name: "message.eml", type: "message/rfc822", bytes: Buffer.from(mail) },
    { name: "plan.pdf", type: "application/pdf", bytes: pdf("Plan") },
  ]);
  const entry = entries(page).filter({ hasText: "طلب معلومات" }).first();
  await expect(entry).toContainText("السلام عليكم");
  await expect(entry.locator("bdi", { hasText: "12/01/2026" }).first()).toHaveAttribute(
    "dir",
    "ltr",
  );
});
