import { BrowserWindow } from "electron";
import type { DocumentRef } from "../contract/documents.ts";
import type { PrintedAsked } from "../contract/exports.ts";
import type { Variante } from "../contract/primes.ts";
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

function pageCount(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

const footer = `<div style="width:100%;font-size:8px;color:#66706c;padding:0 14mm;display:flex;justify-content:space-between;font-family:sans-serif">
  <span>Daftar</span><span dir="ltr"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/**
 * Prints a print layout to A4, with page numbers.
 * @param hash address of the layout, after `#`.
 * @param options.landscape on the long side of the paper; portrait otherwise.
 */
export async function printLayout(
  hash: string,
  { landscape = false }: { landscape?: boolean } = {},
): Promise<{ pdf: Buffer; pages: number }> {
  const window = new BrowserWindow({
    show: false,
    width: landscape ? 1200 : 900,
    height: landscape ? 900 : 1200,
    webPreferences: pagePreferences(),
  });
  try {
    await window.loadURL(screenAddress(hash));
    await whenReady(window.webContents, "impression");
    const pdf = await window.webContents.printToPDF({
      pageSize: "A4",
      landscape,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate: footer,
      margins: { top: 0.55, bottom: 0.63, left: 0.55, right: 0.55 },
      generateTaggedPDF: true,
    });
    const pages = pageCount(pdf);
    log(`print: ${pages} pages, ${pdf.length} bytes`);
    return { pdf, pages };
  } finally {
    window.destroy();
  }
}

/** The address of the regional report's print layout. */
export function regionalLayout(options: {
  langue: string;
  asOf?: string | null | undefined;
  cards?: Record<string, string> | undefined;
}): string {
  const query = new URLSearchParams({ langue: options.langue });
  if (options.asOf) query.set("asOf", options.asOf);
  if (options.cards) query.set("cards", JSON.stringify(options.cards));
  return `/impression/regional?${query.toString()}`;
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
