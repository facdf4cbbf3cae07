import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { route } from "./base.ts";
import { id, libelle, progress } from "./primitives.ts";

export const importKind = z.enum(["indicateurs", "dossiers"]);
export type ImportKind = z.infer<typeof importKind>;

/** A row that was refused, with its line in the file (the header is line 1) and the reason. */
export const refusedRow = z.object({
  line: z.number().int(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
});
export type RefusedRow = z.infer<typeof refusedRow>;

export const importReport = z.object({
  read: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.array(refusedRow),
});
export type ImportReport = z.infer<typeof importReport>;

/** A figure that an import brings or changes: what stands now, and what will. */
export const importDifference = z.object({
  line: z.number().int(),
  serie: z.string(),
  label: libelle,
  territoire: libelle,
  period: z.string(),
  unit: z.string(),
  asOf: z.string(),
  /** Null for a new figure. */
  before: z.number().nullable(),
  after: z.number(),
  /** Other columns that change, by their key in the file. */
  fields: z.array(z.string()),
});
export type ImportDifference = z.infer<typeof importDifference>;

/** How the file was understood: shown before anything is written. */
export const importReading = z.object({
  encoding: z.string(),
  separator: z.string(),
  decimal: z.string().nullable(),
  dateOrder: z.string().nullable(),
  columns: z.array(z.object({ header: z.string(), field: z.string().nullable() })),
});
export type ImportReading = z.infer<typeof importReading>;

export const importEvent = z.discriminatedUnion("type", [
  progress,
  z.object({
    type: z.literal("done"),
    report: importReport,
    reading: importReading,
    /** Published figures only: the first thousand that are new or change. */
    differences: z.array(importDifference),
    actionId: id.nullable(),
    dryRun: z.boolean(),
  }),
]);
export type ImportEvent = z.infer<typeof importEvent>;

export const imports = {
  /** Reads a file the user picked (by its token) and, unless `dryRun`, writes it as one action. */
  run: route
    .input(z.object({ token: z.string().max(64), kind: importKind, dryRun: z.boolean() }))
    .output(eventIterator(importEvent)),
};
