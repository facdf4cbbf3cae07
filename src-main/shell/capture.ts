import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BrowserWindow } from "electron";
import { printRapport, whenReady } from "./print.ts";
import type { Langue } from "../contract/primitives.ts";
import type { StoreHost } from "./store-host.ts";
import { pagePreferences, screenAddress } from "./windows.ts";

/** The main screens: name of the picture, address, key the page announces. */
const screens = [
  { name: "ma-journee", hash: "/journee", ready: "journee" },
  { name: "calendrier", hash: "/calendrier", ready: "calendrier" },
  { name: "dossiers-liste", hash: "/dossiers", ready: "dossiers" },
  { name: "dossiers-colonnes", hash: "/dossiers/tableau", ready: "dossiers-tableau" },
  { name: "seances", hash: "/seances", ready: "seances" },
  { name: "annuaire", hash: "/annuaire", ready: "annuaire" },
  { name: "demandes", hash: "/demandes", ready: "demandes" },
  { name: "accompagnements", hash: "/accompagnements", ready: "accompagnements" },
  { name: "conventions", hash: "/conventions", ready: "conventions" },
  { name: "echeances", hash: "/echeances", ready: "echeances" },
  { name: "programmes", hash: "/programmes", ready: "programmes" },
  { name: "financements", hash: "/financements", ready: "financements" },
  { name: "primes", hash: "/primes", ready: "primes" },
  { name: "modeles", hash: "/modeles", ready: "modeles" },
  { name: "barometre", hash: "/tableaux/barometre", ready: "tableau-barometre" },
  { name: "references", hash: "/references", ready: "references" },
  { name: "importer", hash: "/importer", ready: "import" },
  { name: "journal", hash: "/journal", ready: "journal" },
] as const;

/** The report of the barometer, on paper. */
async function barometre(host: StoreHost, langue: Langue): Promise<Buffer> {
  const { client, close } = await host.client();
  try {
    const document = await client.rapports.document({
      demande: { key: "barometre" },
      options: { langues: [langue], orientation: "portrait", couverture: {}, sommaire: true },
    });
    return (await printRapport(document)).pdf;
  } finally {
    close();
  }
}

/** Leaves in a folder a picture of each main screen and the regional report, in French and in Arabic. */
export async function captureScreens(host: StoreHost, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  const keep = (name: string, data: Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, data);
    files.push(file);
  };
  // One window stays open until the next is there: the application ends with its last window.
  let last: BrowserWindow | null = null;
  for (const langue of ["fr", "ar"] as const) {
    await host.setLangue(langue);
    const window = new BrowserWindow({
      width: 1366,
      height: 768,
      useContentSize: true,
      frame: false,
      show: true,
      webPreferences: pagePreferences(),
    });
    const { webContents } = window;
    const take = async (name: string, ready: string) => {
      await whenReady(webContents, ready);
      // Two frames later what is ready is also on the glass.
      await webContents.executeJavaScript(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
      );
      keep(`${name}-${langue}.png`, (await webContents.capturePage()).toPNG());
    };
    await window.loadURL(screenAddress("/"));
    for (const screen of screens) {
      await webContents.executeJavaScript(`location.hash = ${JSON.stringify(screen.hash)}`);
      await take(screen.name, screen.ready);
    }
    await webContents.executeJavaScript(`location.hash = "/dossiers"`);
    await whenReady(webContents, "dossiers");
    const id = (await webContents.executeJavaScript(
      `document.querySelector('[role="grid"] [data-id]')?.dataset.id ?? ""`,
    )) as string;
    if (id === "") throw new Error("the list shows no dossier");
    await webContents.executeJavaScript(`location.hash = ${JSON.stringify(`/dossiers/${id}`)}`);
    await take("dossier", "dossier");
    keep(`rapport-regional-${langue}.pdf`, await barometre(host, langue));
    last?.destroy();
    last = window;
  }
  last?.destroy();
  return files;
}
