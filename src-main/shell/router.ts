import { randomUUID } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { implement, ORPCError } from "@orpc/server";
import { app, type BrowserWindow, dialog, shell } from "electron";
import { landscapeKinds, type DocumentFormat } from "../contract/documents.ts";
import { writeReasons } from "../contract/errors.ts";
import { errors as contractErrors } from "../contract/errors.ts";
import type { ExportFormat, ExportList } from "../contract/exports.ts";
import { shellContract } from "../contract/index.ts";
import type { Langue } from "../contract/primitives.ts";
import { NotWritten, writeWhole } from "../exchange/write-whole.ts";
import { localToday } from "../services/paths.ts";
import { type AgendaMemory, notifyDesk } from "./agenda.ts";
import { log } from "./log.ts";
import {
  documentLayout,
  listLayout,
  primesLayout,
  printLayout,
  printRapport,
  rapportBehind,
} from "./print.ts";
import { fileName, type RapportMemory } from "./rapports.ts";
import { openExternal } from "./security.ts";
import type { StoreHost } from "./store-host.ts";

export interface ShellContext {
  window: BrowserWindow;
  host: StoreHost;
  agenda: AgendaMemory;
  rapports: RapportMemory;
  /** Makes the recurrent reports that are due, at once. */
  makeRapports: () => void;
  /** Opens one more window at a screen. */
  openWindow: (hash: string) => void;
}

/** Texts of the system's dialogs, which the page cannot translate. */
const texts: Record<Langue, { indicateurs: string; dossiers: string; tables: string }> = {
  fr: {
    indicateurs: "Importer des indicateurs",
    dossiers: "Importer des dossiers",
    tables: "Tableaux (CSV, texte)",
  },
  ar: {
    indicateurs: "استيراد المؤشرات",
    dossiers: "استيراد الملفات",
    tables: "جداول (CSV، نص)",
  },
  en: {
    indicateurs: "Import indicators",
    dossiers: "Import files",
    tables: "Tables (CSV, text)",
  },
};

const saveTitles: Record<Langue, string> = {
  fr: "Enregistrer le document",
  ar: "حفظ الوثيقة",
  en: "Save the document",
};
const formatNames: Record<DocumentFormat, string> = { pdf: "PDF", docx: "Word", xlsx: "Excel" };

/** The reason of a refusal as the contract knows it. */
const readReason = (code: string) => writeReasons.find((each) => each === code) ?? "unknown";

const calendarTitles: Record<Langue, { save: string; follow: string; kind: string }> = {
  fr: {
    save: "Exporter l'agenda",
    follow: "Choisir le fichier d'agenda à tenir à jour",
    kind: "Agenda (iCalendar)",
  },
  ar: {
    save: "تصدير المفكرة",
    follow: "اختيار ملف المفكرة المراد تحيينه",
    kind: "مفكرة (iCalendar)",
  },
  en: {
    save: "Export the calendar",
    follow: "Choose the calendar file to keep up to date",
    kind: "Calendar (iCalendar)",
  },
};

/** Asks for a calendar file; null when the user gave up. */
async function calendarPath(
  window: BrowserWindow,
  langue: Langue,
  what: "save" | "follow",
): Promise<string | null> {
  const chosen = await dialog.showSaveDialog(window, {
    title: calendarTitles[langue][what],
    defaultPath: "daftar.ics",
    filters: [{ name: calendarTitles[langue].kind, extensions: ["ics"] }],
  });
  return chosen.canceled || chosen.filePath === "" ? null : chosen.filePath;
}

const exportTexts: Record<Langue, Record<"title" | ExportList, string>> = {
  fr: {
    title: "Exporter la liste",
    dossiers: "dossiers",
    annuaire: "annuaire",
    conventions: "conventions",
    financements: "financements",
    demandes: "demandes",
    accompagnements: "accompagnements",
  },
  ar: {
    title: "تصدير القائمة",
    dossiers: "الملفات",
    annuaire: "الدليل",
    conventions: "الاتفاقيات",
    financements: "التمويلات",
    demandes: "الطلبات",
    accompagnements: "المواكبات",
  },
  en: {
    title: "Export the list",
    dossiers: "files",
    annuaire: "directory",
    conventions: "agreements",
    financements: "financings",
    demandes: "enquiries",
    accompagnements: "accompaniments",
  },
};
const exportNames: Record<ExportFormat, string> = { xlsx: "Excel", csv: "CSV", json: "JSON" };

/** Where the lists of this session were written, by token: the page never knows a path. */
const exported = new Map<string, string>();

const rapportTexts: Record<Langue, { file: string; folder: string }> = {
  fr: { file: "Enregistrer le rapport", folder: "Dossier où faire ce rapport" },
  ar: { file: "حفظ التقرير", folder: "المجلد الذي يوضع فيه هذا التقرير" },
  en: { file: "Save the report", folder: "Folder for this report" },
};
const rapportNames = { pdf: "PDF", xlsx: "Excel", csv: "CSV", pptx: "PowerPoint", docx: "Word" };

const attachTexts: Record<Langue, { title: string; accepted: string; all: string }> = {
  fr: { title: "Joindre des fichiers", accepted: "Fichiers acceptés", all: "Tous" },
  ar: { title: "إرفاق ملفات", accepted: "الملفات المقبولة", all: "الكل" },
  en: { title: "Attach files", accepted: "Accepted files", all: "All" },
};

const openFaults = contractErrors.FILE_UNREADABLE.data.shape.reason;

/** Prints a layout to a PDF that the user names; null when the user gave up. */
async function printNamed(
  window: BrowserWindow,
  layout: string,
  { title, name }: { title: string; name: string },
): Promise<{ name: string; pages: number } | null> {
  const day = new Date().toISOString().slice(0, 10);
  const chosen = await dialog.showSaveDialog(window, {
    title,
    defaultPath: `${name}-${day}.pdf`,
    filters: [{ name: "PDF", extensions: ["pdf"] }],
  });
  if (chosen.canceled || chosen.filePath === "") return null;
  const { pdf, pages } = await printLayout(layout);
  await writeFile(chosen.filePath, pdf);
  return { name: basename(chosen.filePath), pages };
}

/** What a print layout asks that has neither a register nor a window behind it. */
export const paperRouter = {
  rapport: implement(shellContract).rapport.handler(({ input, errors }) => {
    const document = rapportBehind(input.jeton);
    if (!document) throw errors.NOT_FOUND({ data: { record: "rapport", id: input.jeton } });
    return document;
  }),
};

const os = implement(shellContract).$context<ShellContext>();

/** Any failure gets a support id that is also in the log. */
const base = os.use(async ({ next, errors }) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ORPCError) throw error;
    const supportId = randomUUID().slice(0, 8);
    log(`shell: ${supportId} ${(error as Error).stack ?? String(error)}`);
    throw errors.UNEXPECTED({ data: { supportId } });
  }
});

/** The implementation of the contract's `shell` routes. */
export const shellRouter = os.router({
  ...paperRouter,
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
  printPrimes: base.printPrimes.handler(({ input, context }) =>
    printNamed(context.window, primesLayout(input), {
      title: saveTitles[input.langue],
      name: `simulation-primes-${input.langue}`,
    }),
  ),
  chooseRapportFile: base.chooseRapportFile.handler(async ({ input, context }) => {
    const { format, langue, nom } = input;
    const chosen = await dialog.showSaveDialog(context.window, {
      title: rapportTexts[langue].file,
      defaultPath: `${fileName(nom)} ${localToday()}.${format}`,
      filters: [{ name: rapportNames[format], extensions: [format] }],
    });
    if (chosen.canceled || chosen.filePath === "") return null;
    const named = chosen.filePath.toLowerCase().endsWith(`.${format}`);
    const path = named ? chosen.filePath : `${chosen.filePath}.${format}`;
    const token = randomUUID();
    exported.set(token, path);
    const name = basename(path);
    context.host.send({ type: "file", token, path, name });
    return { token, name };
  }),
  printRapport: base.printRapport.handler(async ({ input, errors, signal }) => {
    const path = input.token === null ? null : exported.get(input.token);
    if (path === undefined)
      throw errors.NOT_FOUND({ data: { record: "fichier", id: input.token ?? "" } });
    const { pdf, pages } = await printRapport(input.document);
    if (signal?.aborted) throw errors.CANCELLED({ data: {} });
    if (path === null) return { pages };
    try {
      await writeWhole(path, pdf);
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      throw errors.FILE_NOT_WRITTEN({ data: { reason: error.reason } });
    }
    return { pages };
  }),
  chooseRapportFolder: base.chooseRapportFolder.handler(async ({ input, context }) => {
    const chosen = await dialog.showOpenDialog(context.window, {
      title: rapportTexts[input.langue].folder,
      properties: ["openDirectory", "createDirectory"],
    });
    const [folder] = chosen.filePaths;
    if (chosen.canceled || folder === undefined) return null;
    context.rapports.save(input.rapportId, folder);
    context.makeRapports();
    return { name: basename(folder) };
  }),
  rapportFolders: base.rapportFolders.handler(({ input, context }) => ({
    dossiers: Object.fromEntries(
      input.rapports.flatMap((rapportId) => {
        const folder = context.rapports.folder(rapportId);
        return folder === null ? [] : [[rapportId, basename(folder)]];
      }),
    ),
  })),
  saveDocument: base.saveDocument.handler(async ({ input, context, errors }) => {
    const { window, host } = context;
    const refuse = (code: string) =>
      code === "not_found"
        ? errors.NOT_FOUND({ data: { record: input.kind, id: input.id } })
        : errors.FILE_NOT_WRITTEN({ data: { reason: readReason(code) } });
    const named = await host.document(input);
    if (!named.ok) throw refuse(named.code);
    const chosen = await dialog.showSaveDialog(window, {
      title: saveTitles[input.langue],
      defaultPath: named.name,
      filters: [{ name: formatNames[input.format], extensions: [input.format] }],
    });
    if (chosen.canceled || chosen.filePath === "") return null;
    const path = chosen.filePath;
    if (input.format === "pdf") {
      const landscape = landscapeKinds.has(input.kind);
      const { pdf } = await printLayout(documentLayout(input), { landscape });
      try {
        await writeWhole(path, pdf);
      } catch (error) {
        throw error instanceof NotWritten ? refuse(error.reason) : error;
      }
    } else {
      const made = await host.document({ ...input, path });
      if (!made.ok) throw refuse(made.code);
    }
    return { name: basename(path) };
  }),
  chooseExportFile: base.chooseExportFile.handler(async ({ input, context }) => {
    const { list, format, langue } = input;
    const chosen = await dialog.showSaveDialog(context.window, {
      title: exportTexts[langue].title,
      defaultPath: `${exportTexts[langue][list]}-${localToday()}.${format}`,
      filters: [{ name: exportNames[format], extensions: [format] }],
    });
    if (chosen.canceled || chosen.filePath === "") return null;
    const token = randomUUID();
    // A list written as one format under the name of another would open as neither.
    const named = chosen.filePath.toLowerCase().endsWith(`.${format}`);
    const path = named ? chosen.filePath : `${chosen.filePath}.${format}`;
    exported.set(token, path);
    const name = basename(path);
    context.host.send({ type: "file", token, path, name });
    return { token, name };
  }),
  printList: base.printList.handler(async ({ input, context, errors }) => {
    const { langue, view } = input;
    const chosen = await dialog.showSaveDialog(context.window, {
      title: exportTexts[langue].title,
      defaultPath: `${exportTexts[langue][view.list]}-${localToday()}.pdf`,
      filters: [{ name: "PDF", extensions: ["pdf"] }],
    });
    if (chosen.canceled || chosen.filePath === "") return null;
    const { pdf, pages } = await printLayout(listLayout(input), { landscape: true });
    try {
      await writeWhole(chosen.filePath, pdf);
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      throw errors.FILE_NOT_WRITTEN({ data: { reason: error.reason } });
    }
    const token = randomUUID();
    exported.set(token, chosen.filePath);
    return { token, name: basename(chosen.filePath), pages };
  }),
  showExported: base.showExported.handler(({ input, errors }) => {
    const path = exported.get(input.token);
    if (path === undefined)
      throw errors.NOT_FOUND({ data: { record: "fichier", id: input.token } });
    shell.showItemInFolder(path);
    return {};
  }),
  chooseCalendarFile: base.chooseCalendarFile.handler(async ({ input, context }) => {
    const path = await calendarPath(context.window, input.langue, "save");
    if (path === null) return null;
    const token = randomUUID();
    const name = basename(path);
    context.host.send({ type: "file", token, path, name });
    return { token, name };
  }),
  followCalendar: base.followCalendar.handler(async ({ input, context }) => {
    const path = await calendarPath(context.window, input.langue, "follow");
    if (path === null) return null;
    context.agenda.save(path);
    context.host.follow(path);
    return { name: basename(path) };
  }),
  stopCalendar: base.stopCalendar.handler(({ context }) => {
    context.agenda.save(null);
    context.host.follow(null);
    return {};
  }),
  notify: base.notify.handler(({ input, context }) => ({
    shown: notifyDesk(context.window, input),
  })),
  chooseFiles: base.chooseFiles.handler(async ({ input, context }) => {
    const names = attachTexts[input.langue];
    const chosen = await dialog.showOpenDialog(context.window, {
      title: names.title,
      properties: input.single ? ["openFile"] : ["openFile", "multiSelections"],
      filters: [
        { name: names.accepted, extensions: input.extensions },
        { name: names.all, extensions: ["*"] },
      ],
    });
    if (chosen.canceled) return [];
    return Promise.all(
      chosen.filePaths.map(async (path) => {
        const token = randomUUID();
        const name = basename(path);
        context.host.send({ type: "file", token, path, name });
        // A file that left since is refused by the store, with its reason.
        const bytes = await stat(path).then(
          (found) => found.size,
          () => 0,
        );
        return { token, name, bytes };
      }),
    );
  }),
  openAttachment: base.openAttachment.handler(async ({ input, context, errors }) => {
    const answer = await context.host.copyOf(input.id, join(app.getPath("temp"), "daftar-pieces"));
    if (answer.type === "not-copied") {
      const reason = openFaults.safeParse(answer.reason);
      if (!reason.success) throw new Error("no copy");
      throw errors.FILE_UNREADABLE({
        data: { reason: reason.data, ...(answer.detail ? { detail: answer.detail } : {}) },
      });
    }
    const problem = await shell.openPath(answer.path);
    if (problem !== "") throw new Error(problem);
    return {};
  }),
  newWindow: base.newWindow.handler(({ input, context }) => {
    context.openWindow(input.hash ?? "/");
    return {};
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
