import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { annuaireFilter, annuaireSort } from "./annuaire.ts";
import { route } from "./base.ts";
import { conventionFilter, conventionSort } from "./conventions.ts";
import { dossierFilter, dossierSort } from "./dossiers.ts";
import { filiereFilter } from "./filieres.ts";
import { financementFilter, financementSort } from "./financements.ts";
import { id, isoDate, langue, progress } from "./primitives.ts";

/** Lists that can be exported, by the name of their screen. */
export const exportLists = [
  "dossiers",
  "annuaire",
  "conventions",
  "financements",
  "demandes",
  "accompagnements",
] as const;
export type ExportList = (typeof exportLists)[number];

export const exportFormats = ["xlsx", "csv", "json"] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormat>;

const filiereView = {
  filter: filiereFilter,
  sort: z.enum(["ordre", "recent", "ancien"]),
};

/** What the list shows: its rows and their order. */
export const exportView = z.discriminatedUnion("list", [
  z.object({ list: z.literal("dossiers"), filter: dossierFilter, sort: dossierSort }),
  z.object({ list: z.literal("annuaire"), filter: annuaireFilter, sort: annuaireSort }),
  z.object({
    list: z.literal("conventions"),
    filter: conventionFilter,
    sort: conventionSort,
    asOf: isoDate.optional(),
  }),
  z.object({ list: z.literal("financements"), filter: financementFilter, sort: financementSort }),
  z.object({ list: z.literal("demandes"), ...filiereView }),
  z.object({ list: z.literal("accompagnements"), ...filiereView }),
]);
export type ExportView = z.infer<typeof exportView>;

/** How a text file of rows is written; left out, by the habits of the language. */
export const csvChoice = z.object({
  separator: z.enum([";", ",", "tab"]),
  bom: z.boolean(),
});
export type CsvChoice = z.infer<typeof csvChoice>;

/** A list as it is shown, in the language of its reader. */
export const exportAsked = z.object({
  view: exportView,
  /** Keys of the columns, in their order. */
  columns: z.array(z.string().max(40)).min(1).max(60),
  format: exportFormat,
  langue,
  /** Personal data is written: the user asked for it and said so twice. */
  personal: z.boolean(),
  csv: csvChoice.optional(),
});
export type ExportAsked = z.infer<typeof exportAsked>;

/** Rows that a printed list holds at most: some sixty pages; beyond, nobody reads paper. */
export const printedRows = 2000;

/** A list to be printed, as it is shown. */
export const printedAsked = exportAsked.omit({ format: true, csv: true });
export type PrintedAsked = z.infer<typeof printedAsked>;

export const exportEvent = z.discriminatedUnion("type", [
  progress,
  z.object({
    type: z.literal("done"),
    /** Rows of the file, counted in it after it was written. */
    rows: z.number().int(),
    bytes: z.number().int(),
    name: z.string(),
    actionId: id.nullable(),
  }),
]);
export type ExportEvent = z.infer<typeof exportEvent>;

/** A column that a list can give. */
const exportColumn = z.object({
  key: z.string(),
  /** Heading with its unit, in the language asked. */
  label: z.string(),
  kind: z.enum(["text", "integer", "decimal", "date"]),
  /** Some of its rows hold personal data. */
  personal: z.boolean(),
});

export const exports = {
  /** Every column of a list, in its own order, and how many rows the view keeps. */
  describe: route
    .input(z.object({ view: exportView, langue }))
    .output(z.object({ columns: z.array(exportColumn), count: z.number().int() })),
  /** The rows of a list ready to be laid out on paper, `printedRows` at most, and how many there are. */
  page: route.input(printedAsked).output(
    z.object({
      name: z.string(),
      columns: z.array(exportColumn),
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
      count: z.number().int(),
    }),
  ),
  /** Records in the journal that a list was printed to a file. */
  printed: route
    .input(printedAsked.extend({ rows: z.number().int(), name: z.string().max(300) }))
    .output(z.object({ actionId: id.nullable() })),
  /** Writes a list to the file that the shell's dialog named, whole or not at all. */
  run: route
    .input(exportAsked.extend({ token: z.string().max(64) }))
    .output(eventIterator(exportEvent)),
};
