import { randomUUID } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { implement } from "@orpc/server";
import { dialog, type BrowserWindow } from "electron";
import { shellContract } from "../contract/index.ts";
import type { Langue } from "../contract/primitives.ts";
import { log } from "./log.ts";
import { printLayout, regionalLayout } from "./print.ts";
import { openExternal } from "./security.ts";
import type { StoreHost } from "./store-host.ts";

export interface ShellContext {
  window: BrowserWindow;
  host: StoreHost;
}

/** Texts of the system's dialogs, which the page cannot translate. */
const texts: Record<
  Langue,
  { indicateurs: string; dossiers: string; tables: string; report: string }
> = {
  fr: {
    indicateurs: "Importer des indicateurs",
    dossiers: "Importer des dossiers",
    tables: "Tableaux (CSV, texte)",
    report: "Enregistrer le tableau de bord régional",
  },
  ar: {
    indicateurs: "استيراد المؤشرات",
    dossiers: "استيراد الملفات",
    tables: "جداول (CSV، نص)",
    report: "حفظ لوحة القيادة الجهوية",
  },
  en: {
    indicateurs: "Import indicators",
    dossiers: "Import files",
    tables: "Tables (CSV, text)",
    report: "Save the regional dashboard",
  },
};

const os = implement(shellContract).$context<ShellContext>();

/** Any failure gets a support id that is also in the log. */
const base = os.use(async ({ next, errors }) => {
  try {
    return await next();
  } catch (error) {
    const supportId = randomUUID().slice(0, 8);
    log(`shell: ${supportId} ${(error as Error).stack ?? String(error)}`);
    throw errors.UNEXPECTED({ data: { supportId } });
  }
});

/** The implementation of the contract's `shell` routes. */
export const shellRouter = os.router({
  chooseImportFile: base.chooseImportFile.handler(async ({ input, context }) => {
    const chosen = await dialog.showOpenDialog(context.window, {
      title: texts[input.langue][input.kind],
      properties: ["openFile"],
      filters: [{ name: texts[input.langue].tables, extensions: ["csv", "tsv", "txt"] }],
    });
    const [path] = chosen.filePaths;
    if (chosen.canceled || path === undefined) return null;
    const token = randomUUID();
    const name = basename(path);
    context.host.send({ type: "file", token, path, name });
    return { token, name, bytes: (await stat(path)).size };
  }),
  printRegional: base.printRegional.handler(async ({ input, context }) => {
    const day = new Date().toISOString().slice(0, 10);
    const chosen = await dialog.showSaveDialog(context.window, {
      title: texts[input.langue].report,
      defaultPath: `tableau-de-bord-regional-${input.langue}-${day}.pdf`,
      filters: [{ name: "PDF", extensions: ["pdf"] }],
    });
    if (chosen.canceled || chosen.filePath === "") return null;
    const { pdf, pages } = await printLayout(regionalLayout(input));
    await writeFile(chosen.filePath, pdf);
    return { name: basename(chosen.filePath), pages };
  }),
  openExternal: base.openExternal.handler(async ({ input, errors }) => {
    if (!(await openExternal(input.url))) {
      throw errors.VALIDATION({ data: { faults: [{ field: "url", code: "unknown_value" }] } });
    }
    return {};
  }),
  setLangue: base.setLangue.handler(({ input, context }) => {
    context.host.langue = input.langue;
    return {};
  }),
});
