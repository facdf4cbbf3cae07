import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { execFile, spawn, spawnSync } from "node:child_process";
import { constants, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { _electron, expect, test as base } from "@playwright/test";
import type { ElectronApplication, Locator, Page } from "@playwright/test";
import Database from "better-sqlite3";
import { prepareElectron } from "../../src-main/launch/index.ts";
import type { PreparedElectron } from "../../src-main/launch/index.ts";
import { electronLoader } from "../support/electron-loader.ts";

/** The root of the checkout. */
export const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

export type Langue = "fr" | "ar" | "en";

/** The screens: their address and the key each announces once painted. */
export const screens = [
  { hash: "/journee", ready: "journee" },
  { hash: "/calendrier", ready: "calendrier" },
  { hash: "/dossiers", ready: "dossiers" },
  { hash: "/dossiers/tableau", ready: "dossiers-tableau" },
  { hash: "/tableaux", ready: "tableaux" },
  { hash: "/tableaux/barometre", ready: "tableau-barometre" },
  { hash: "/tableaux/performance", ready: "tableau-performance" },
  { hash: "/tableaux/provinces", ready: "tableau-provinces" },
  { hash: "/indicateurs", ready: "indicateurs" },
  { hash: "/rapports", ready: "rapports" },
  { hash: "/seances", ready: "seances" },
  { hash: "/annuaire", ready: "annuaire" },
  { hash: "/demandes", ready: "demandes" },
  { hash: "/accompagnements", ready: "accompagnements" },
  { hash: "/conventions", ready: "conventions" },
  { hash: "/echeances", ready: "echeances" },
  { hash: "/programmes", ready: "programmes" },
  { hash: "/programmes/izdihar", ready: "programme" },
  { hash: "/financements", ready: "financements" },
  { hash: "/primes", ready: "primes" },
  { hash: "/modeles", ready: "modeles" },
  { hash: "/importer", ready: "import" },
  { hash: "/references", ready: "references" },
  { hash: "/journal", ready: "journal" },
  { hash: "/journal/corbeille", ready: "corbeille" },
  { hash: "/reglages", ready: "reglages" },
] as const;

/** Runs the command line of the application and returns what it wrote. */
export async function cli(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["src-main/cli/index.ts", ...args], { cwd: root });
  return stdout;
}

type Catalogue = { [key: string]: string | Catalogue };
const catalogues = new Map<string, Catalogue>();

/** A catalogue of the interface. */
export function catalogue(langue: Langue, namespace: string): Catalogue {
  const name = `${langue}/${namespace}`;
  let found = catalogues.get(name);
  if (!found) {
    const file = join(root, "src-renderer/i18n", `${name}.json`);
    catalogues.set(name, (found = JSON.parse(readFileSync(file, "utf8")) as Catalogue));
  }
  return found;
}

/**
 * A text of the interface.
 * @param key `namespace:path.in.the.catalogue`
 * @throws when the catalogue has no such text
 */
export function tr(
  key: string,
  params: Record<string, string> = {},
  langue: Langue = "fr",
): string {
  const [namespace = "", path = ""] = key.split(":");
  let at: string | Catalogue | undefined = catalogue(langue, namespace);
  for (const part of path.split(".")) at = typeof at === "object" ? at[part] : undefined;
  if (typeof at !== "string") throw new Error(`no text ${langue} ${key}`);
  return at.replace(/\{\{(\w+)[^}]*\}\}/g, (whole, name: string) => params[name] ?? whole);
}

/** A whole text as a pattern, for names that begin with it. */
export const startsWith = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);

/** A number as the interface writes it: `1 234,5`, narrow no-break spaces. */
export function french(value: number, decimals = 0): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${value < 0 ? "\u2212" : ""}${grouped}${fraction ? `,${fraction}` : ""}`;
}

/** `dd/mm/yyyy` of an ISO date. */
export const frenchDate = (iso: string): string => iso.split("-").toReversed().join("/");

export interface Opened {
  app: ElectronApplication;
  page: Page;
}

export interface OpenOptions {
  /** Register passed with `--daftar-db`; null for none, as a desk that starts by itself. */
  db?: string | null;
  userData?: string;
}

/** A desk of its own: a profile, a register copied from a template, the windows opened on it. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "daftar-e2e-"));
  readonly userData = join(this.folder, "profil");
  readonly db = join(this.folder, "region.db");
  /** Errors on the console of any page, refused styles and scripts among them. */
  readonly problems: string[] = [];
  /** Problems that a test provokes on purpose. */
  readonly provoked: RegExp[] = [];
  private readonly electron: PreparedElectron;
  private readonly opened = new Set<ElectronApplication>();

  constructor(electron: PreparedElectron) {
    this.electron = electron;
    mkdirSync(this.userData);
  }

  private arguments({ db = this.db, userData = this.userData }: OpenOptions): string[] {
    const own = db === null ? [] : [`--daftar-db=${db}`];
    return [...this.electron.args, `--user-data-dir=${userData}`, ...own];
  }

  /** Starts the application and waits for its window. */
  async open(options: OpenOptions = {}): Promise<Opened> {
    const app = await _electron.launch({
      executablePath: this.electron.executablePath,
      env: { ...this.electron.env, DAFTAR_QUIET_FAILURE: "1" },
      args: ["-r", electronLoader, ...this.arguments(options)],
      timeout: 20_000,
    });
    this.opened.add(app);
    app.once("close", () => this.opened.delete(app));
    app.context().on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    app.context().on("weberror", (error) => {
      this.problems.push(error.error().stack ?? error.error().message);
    });
    const page = await app.firstWindow({ timeout: 20_000 });
    return { app, page };
  }

  /** Starts the application without driving it, and waits for its end. */
  async runToEnd(options: OpenOptions = {}): Promise<{ code: number | null; stderr: string }> {
    const child = spawn(this.electron.executablePath, this.arguments(options), {
      env: { ...this.electron.env, DAFTAR_QUIET_FAILURE: "1" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    const code = await new Promise<number | null>((done) => child.once("close", done));
    return { code, stderr };
  }

  /** Ends the application at once, as a power cut would. */
  async cut({ app }: Opened): Promise<void> {
    const child = app.process();
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
    this.opened.delete(app);
  }

  /** Reads the register beside the application. */
  sql<Row = Record<string, unknown>>(query: string, ...params: unknown[]): Row[] {
    const db = new Database(this.db, { readonly: true });
    try {
      return db.prepare<unknown[], Row>(query).all(...params);
    } finally {
      db.close();
    }
  }

  /** The only value of a query, as the type that the test knows it has. */
  // oxlint-disable-next-line no-unnecessary-type-parameters -- as `sql`
  value<Value = unknown>(query: string, ...params: unknown[]): Value {
    const [row] = this.sql<Record<string, Value>>(query, ...params);
    return Object.values(row ?? {})[0] as Value;
  }

  async end(): Promise<void> {
    for (const app of this.opened) await app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Templates {
  /** The region of demonstration: published figures and 1 000 projects. */
  demonstration: string;
  /** References only. */
  vide: string;
}

interface TestFixtures {
  /** What the register of the desk holds. */
  register: keyof Templates | "none";
  desk: Desk;
  opened: Opened;
  app: ElectronApplication;
  page: Page;
}

interface WorkerFixtures {
  electronRuntime: PreparedElectron;
  templates: Templates;
}

/** Tests in the real window. Each fails when a page wrote an error on its console. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  electronRuntime: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures asked from here
    async ({}, use) => {
      const build = process.env["DAFTAR_BUILD"];
      const prepared = await prepareElectron(
        build === undefined ? undefined : join(root, "out", build, "main/index.js"),
      );
      await use(prepared);
      prepared.stop();
    },
    { scope: "worker" },
  ],
  templates: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures asked from here
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "daftar-e2e-modeles-"));
      const demonstration = join(folder, "demonstration.db");
      const vide = join(folder, "vide.db");
      await cli("init", "--demo", "--nom", "Salma Essai", "--db", demonstration);
      await cli("init", "--nom", "Salma Essai", "--db", vide);
      await use({ demonstration, vide });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
  register: ["demonstration", { option: true }],
  desk: async ({ electronRuntime, templates, register }, use) => {
    const desk = new Desk(electronRuntime);
    if (register !== "none") {
      copyFileSync(templates[register], desk.db, constants.COPYFILE_FICLONE);
    }
    await use(desk);
    await desk.end();
    const unexpected = desk.problems.filter(
      (problem) => !desk.provoked.some((pattern) => pattern.test(problem)),
    );
    expect(unexpected, "errors on the console").toEqual([]);
  },
  opened: async ({ desk }, use) => use(await desk.open()),
  app: async ({ opened }, use) => use(opened.app),
  page: async ({ opened }, use) => {
    await openList(opened.page);
    await use(opened.page);
  },
});

export { expect };

/** Waits until a screen says that what it shows is real and painted. */
export async function ready(page: Page, screen: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.documentElement.dataset["ready"] === wanted,
    screen,
    { timeout: 20_000 },
  );
}

/** Goes to a screen by its address. */
export async function go(page: Page, hash: string, screen: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await ready(page, screen);
}

/** Waits for the start screen, then goes to the list of dossiers, where most tests begin. */
export async function openList(page: Page): Promise<void> {
  await ready(page, "journee");
  await go(page, "/dossiers", "dossiers");
}

/** Changes the language from the menu of the header. */
export async function setLangue(page: Page, langue: Langue): Promise<void> {
  const names = { fr: "Français", ar: "العربية", en: "English" };
  await page.locator("header [data-langue]").click();
  await page.getByRole("menuitem", { name: names[langue] }).click();
  await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), langue);
  await expect(page.locator(`header [data-langue=${langue}]`)).toBeVisible();
}

/** The button that holds a field of a record and its value. */
export const fieldOf = (page: Page, key: string): Locator =>
  page.getByRole("button", { name: startsWith(`${tr(`champs:${key}`)} :`) }).first();

/** Opens a field for editing and returns its editor. */
export async function edit(page: Page, key: string): Promise<Locator> {
  await fieldOf(page, key).click();
  const editor = page.getByRole("textbox", { name: tr(`champs:${key}`), exact: true });
  await expect(editor).toBeFocused();
  return editor;
}

/** Ids of the rows of the list from the top, as drawn. */
export const rowIds = (page: Page, count: number): Promise<string[]> =>
  page.locator("[role=grid] [data-index]").evaluateAll(
    (rows, most) =>
      rows
        .map((row) => (row as HTMLElement).dataset)
        .toSorted((a, b) => Number(a["index"]) - Number(b["index"]))
        .slice(0, most)
        .map((row) => row["id"] ?? ""),
    count,
  );

/** Answers the system's dialogs in the place of the user. */
export async function answerDialogs(
  app: ElectronApplication,
  answer: { open?: string; save?: string },
): Promise<void> {
  await app.evaluate(({ dialog }, { open, save }) => {
    if (open) dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [open] });
    if (save) dialog.showSaveDialog = async () => ({ canceled: false, filePath: save });
  }, answer);
}

/** The text of a PDF, as a reader selects it. */
export async function readPdf(file: string): Promise<string> {
  const paper = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 })
    .promise;
  let text = "";
  for (let number = 1; number <= paper.numPages; number += 1) {
    const page = await paper.getPage(number);
    for (const item of (await page.getTextContent()).items) if ("str" in item) text += item.str;
  }
  return text.replace(/[\u2066-\u2069]/g, "");
}

/** An image of one pixel. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A PDF of one page that says `text`. */
export function pdf(text: string): Buffer {
  const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = body.length;
  const table = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.from(
    `${body}xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
}

/** Drops files on the page as the system would. */
export async function drop(
  page: Page,
  target: string | Locator,
  files: { name: string; type: string; bytes: Buffer }[],
): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      return data;
    },
    files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString("base64") })),
  );
  const zone = typeof target === "string" ? page.locator(target) : target;
  await zone.dispatchEvent("dragover", { dataTransfer: transfer });
  await zone.dispatchEvent("drop", { dataTransfer: transfer });
}

/** Whether a printed paper cannot be read back here. */
export const withoutPdftotext = spawnSync("pdftotext", ["-v"]).error !== undefined;

/** The lines of a PDF as pdftotext reads them, without direction marks, the letters as they come. */
export function pdfLines(file: string): string[] {
  const { stdout } = spawnSync("pdftotext", ["-enc", "UTF-8", file, "-"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return stdout
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
    .split(/[\n\f]+/)
    .filter((line) => line.trim() !== "");
}

/** Text of a PDF as a reader copies it, without direction marks and with the usual Arabic letters. */
export function printedText(file: string): string {
  const { stdout } = spawnSync("pdftotext", ["-enc", "UTF-8", file, "-"], { encoding: "utf8" });
  return stdout
    .normalize("NFKC")
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ");
}

/** The letters and digits of a text: where words part is not told alike on paper in both directions. */
const lettersOf = (text: string): string => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

/** Whether these words follow one another on the paper, in this order. */
export const holdsWords = (text: string, title: string): boolean =>
  lettersOf(text).includes(lettersOf(title));
