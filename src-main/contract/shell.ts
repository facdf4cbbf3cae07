import { z } from "zod";
import { route } from "./base.ts";
import { savedDocument } from "./documents.ts";
import { exportFormat, exportLists, printedAsked } from "./exports.ts";
import { importKind } from "./imports.ts";
import { contenuSimulation } from "./primes.ts";
import { id, isoDate, langue } from "./primitives.ts";
import { rapportDocument, rapportFormat } from "./rapports.ts";

/** Routes of the main process: what needs the system, never the data. */
export const shell = {
  /** Asks the user for a file. The page gets a token and a name, never a path. */
  chooseImportFile: route
    .input(z.object({ kind: importKind, langue }))
    .output(z.object({ token: z.string(), name: z.string(), bytes: z.number().int() }).nullable()),
  /** Prints variants of the prime simulator to a PDF the user names; null when the user gave up. */
  printPrimes: route
    .input(contenuSimulation.extend({ langue, asOf: isoDate }))
    .output(z.object({ name: z.string(), pages: z.number().int() }).nullable()),
  /** The report being printed, for its print layout. */
  rapport: route.input(z.object({ jeton: z.string().max(64) })).output(rapportDocument),
  /** Asks where to write a report. Null when the user gave up. */
  chooseRapportFile: route
    .input(z.object({ format: rapportFormat, langue, nom: z.string().max(300) }))
    .output(z.object({ token: z.string(), name: z.string() }).nullable()),
  /** Prints a report to the file behind a token; without one, only counts its pages. */
  printRapport: route
    .input(z.object({ document: rapportDocument, token: z.string().max(64).nullable() }))
    .output(z.object({ pages: z.number().int() })),
  /** Asks for the folder of a recurrent report on this desk, and makes what is due. Null when the user gave up. */
  chooseRapportFolder: route
    .input(z.object({ rapportId: id, langue }))
    .output(z.object({ name: z.string() }).nullable()),
  /** Names of the folders of recurrent reports on this desk, by report. */
  rapportFolders: route
    .input(z.object({ rapports: z.array(id).max(500) }))
    .output(z.object({ dossiers: z.record(z.string(), z.string()) })),
  /** Makes a document in a file the user names; null when the user gave up. */
  saveDocument: route.input(savedDocument).output(z.object({ name: z.string() }).nullable()),
  /** Asks where to write a list; `exports.run` then writes it. Null when the user gave up. */
  chooseExportFile: route
    .input(z.object({ list: z.enum(exportLists), format: exportFormat, langue }))
    .output(z.object({ token: z.string(), name: z.string() }).nullable()),
  /** Prints a list to a PDF the user names, on the long side of A4; null when the user gave up. */
  printList: route
    .input(printedAsked)
    .output(z.object({ token: z.string(), name: z.string(), pages: z.number().int() }).nullable()),
  /** Shows a list that was exported in the system's file manager. */
  showExported: route.input(z.object({ token: z.string().max(64) })).output(z.object({})),
  /** Asks where to write the calendar file; `journee.exporter` then writes it. */
  chooseCalendarFile: route
    .input(z.object({ langue }))
    .output(z.object({ token: z.string(), name: z.string() }).nullable()),
  /** Asks for a calendar file, and keeps it up to date from now on; null when the user gave up. */
  followCalendar: route
    .input(z.object({ langue }))
    .output(z.object({ name: z.string() }).nullable()),
  /** Leaves the calendar file as it is from now on. */
  stopCalendar: route.input(z.object({})).output(z.object({})),
  /** Shows a notification of the system; a click brings the window to a screen. */
  notify: route
    .input(
      z.object({
        title: z.string().max(200),
        body: z.string().max(500),
        hash: z.string().regex(/^\/[\w\-/?=&.]{0,300}$/),
      }),
    )
    .output(z.object({ shown: z.boolean() })),
  /** Asks the user for files to keep on a record: a token and a name each, never a path. */
  chooseFiles: route
    .input(
      z.object({
        langue,
        extensions: z.array(z.string().max(16)).max(100),
        /** One file only. */
        single: z.boolean().optional(),
      }),
    )
    .output(z.array(z.object({ token: z.string(), name: z.string(), bytes: z.number().int() }))),
  /** Opens a read-only copy of a kept file with the system's own program. */
  openAttachment: route.input(z.object({ id })).output(z.object({})),
  /** Opens one more window on the register, at a screen of the application. */
  newWindow: route
    .input(
      z.object({
        hash: z
          .string()
          .max(2000)
          .regex(/^\/[^#\s]*$/)
          .optional(),
      }),
    )
    .output(z.object({})),
  /** Opens an `https:` or `mailto:` address in the system's browser. */
  openExternal: route.input(z.object({ url: z.string().max(2000) })).output(z.object({})),
  /** Tells the main process the language of its menus and dialogs. */
  setLangue: route.input(z.object({ langue })).output(z.object({})),
};
