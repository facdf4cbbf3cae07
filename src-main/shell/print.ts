import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BrowserWindow } from "electron";
import type { DocumentRef } from "../contract/documents.ts";
import type { PrintedAsked } from "../contract/exports.ts";
import type { Variante } from "../contract/primes.ts";
import { rapportDocument, type RapportDocument } from "../contract/rapports.ts";
import { pageCount, placesOf } from "../exchange/pdf.ts";
import { log } from "./log.ts";
import { pagePreferences, screenAddress } from "./windows.ts";

/** Key that a print layout announces in place of its own when its data cannot be read. */
const paperFailed = "impression-echec";

/** A page that is not ready by then will never be. */
const longestWait = 60_000;

/**
 * Waits until a page says that what it shows is real and painted.
 * @param screen the screen key the page announces.
 */
export async function whenReady(contents: Electron.WebContents, screen: string): Promise<void> {
  const end = Date.now() + longestWait;
  while (Date.now() < end) {
    if (contents.isDestroyed()) throw new Error("the page was closed");
    const ready = (await contents.executeJavaScript(
      "document.documentElement.dataset.ready ?? ''",
    )) as string;
    if (ready === screen) return;
    if (ready === paperFailed) throw new Error(`screen ${screen} could not read what it prints`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`screen ${screen} was not ready in time`);
}

const footer = `<div style="width:100%;font-size:8px;color:#66706c;padding:0 14mm;display:flex;justify-content:space-between;font-family:sans-serif">
  <span>Daftar</span><span dir="ltr"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/** Shows a print layout on a page without a window, and leaves it with the page. @param hash after `#`. */
async function withLayout<T>(
  hash: string,
  landscape: boolean,
  work: (contents: Electron.WebContents) => Promise<T>,
): Promise<T> {
  const window = new BrowserWindow({
    show: false,
    width: landscape ? 1200 : 900,
    height: landscape ? 900 : 1200,
    webPreferences: pagePreferences(),
  });
  try {
    await window.loadURL(screenAddress(hash));
    await whenReady(window.webContents, "impression");
    return await work(window.webContents);
  } finally {
    window.destroy();
  }
}

interface Printed {
  pdf: Buffer;
  pages: number;
}

function printed(pdf: Buffer): Printed {
  const pages = pageCount(pdf);
  log(`print: ${pages} pages, ${pdf.length} bytes`);
  return { pdf, pages };
}

/**
 * Prints a print layout to A4, with page numbers.
 * @param hash address of the layout, after `#`.
 * @param options.landscape on the long side of the paper; portrait otherwise.
 */
export async function printLayout(
  hash: string,
  { landscape = false }: { landscape?: boolean } = {},
): Promise<Printed> {
  return withLayout(hash, landscape, async (contents) =>
    printed(
      await contents.printToPDF({
        pageSize: "A4",
        landscape,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: "<span></span>",
        footerTemplate: footer,
        margins: { top: 0.55, bottom: 0.63, left: 0.55, right: 0.55 },
        generateTaggedPDF: true,
      }),
    ),
  );
}

/** The address of the prime simulator's print layout, which holds the variants. */
export function primesLayout(options: {
  langue: string;
  asOf: string;
  variantes: readonly Variante[];
}): string {
  const { langue, asOf, variantes } = options;
  const query = new URLSearchParams({ langue, asOf, contenu: JSON.stringify({ variantes }) });
  return `/impression/primes?${query.toString()}`;
}

/** The address of a list's print layout, which holds the view. */
export const listLayout = (asked: PrintedAsked): string =>
  `/impression/liste?${new URLSearchParams({ langue: asked.langue, liste: JSON.stringify(asked) }).toString()}`;

/** The address of a document's print layout. */
export function documentLayout({ kind, id, langue }: DocumentRef): string {
  return `/impression/${kind}/${encodeURIComponent(id)}?langue=${langue}`;
}

/** Reports being printed, by the token that their layout asks them with. */
const rapports = new Map<string, RapportDocument>();

/** The report behind a token of its print layout; undefined once it is printed. */
export const rapportBehind = (jeton: string): RapportDocument | undefined => rapports.get(jeton);

/** Prints on the pages of the layout's own style sheet: their size, their margins, their footers. */
const printOwn = (contents: Electron.WebContents) =>
  contents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });

/**
 * Prints a report, in all its languages. Twice: only the first paper tells on which page each card is, which the
 * table of contents of the second one says.
 */
export async function printRapport(rapport: RapportDocument): Promise<Printed> {
  const jeton = randomUUID();
  rapports.set(jeton, rapport);
  try {
    const landscape = rapport.orientation === "paysage";
    return await withLayout(`/impression/rapport?jeton=${jeton}`, landscape, async (contents) => {
      const first = await printOwn(contents);
      if (!rapport.sommaire) return printed(first);
      const places = Object.fromEntries(placesOf(first));
      await contents.executeJavaScript(
        `dispatchEvent(new CustomEvent("daftar:places", { detail: ${JSON.stringify(places)} })),
         new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`,
      );
      return printed(await printOwn(contents));
    });
  } finally {
    rapports.delete(jeton);
  }
}

/** Prints the report that the command line left in a folder as `rapport.json`, beside it as `rapport.pdf`. */
export async function printJob(folder: string): Promise<void> {
  const asked: unknown = JSON.parse(await readFile(join(folder, "rapport.json"), "utf8"));
  const { pdf } = await printRapport(rapportDocument.parse(asked));
  await writeFile(join(folder, "rapport.pdf"), pdf);
}
