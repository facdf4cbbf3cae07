import { z } from "zod";
import { route } from "./base.ts";
import { importKind } from "./imports.ts";
import { isoDate, langue } from "./primitives.ts";

/** Routes of the main process: what needs the system, never the data. */
export const shell = {
  /** Asks the user for a file. The page gets a token and a name, never a path. */
  chooseImportFile: route
    .input(z.object({ kind: importKind, langue }))
    .output(z.object({ token: z.string(), name: z.string(), bytes: z.number().int() }).nullable()),
  /** Prints the regional dashboard to a PDF the user names; null when the user gave up. */
  printRegional: route
    .input(
      z.object({
        langue,
        asOf: isoDate.nullish(),
        cards: z.record(z.string(), isoDate).optional(),
      }),
    )
    .output(z.object({ name: z.string(), pages: z.number().int() }).nullable()),
  /** Opens an `https:` or `mailto:` address in the system's browser. */
  openExternal: route.input(z.object({ url: z.string().max(2000) })).output(z.object({})),
  /** Tells the main process the language of its menus and dialogs. */
  setLangue: route.input(z.object({ langue })).output(z.object({})),
};
