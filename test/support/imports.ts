import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportEvent, ImportKind } from "../../src-main/contract/imports.ts";
import type { Context } from "../../src-main/services/context.ts";
import { importFile } from "../../src-main/services/imports/run.ts";
import { tempFolder } from "./register.ts";

type Done = Extract<ImportEvent, { type: "done" }>;

/** Writes bytes in a file of their own. */
export function fileOf(bytes: string | Uint8Array, name = "fichier.csv"): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

/** Imports some bytes and returns how it ended. */
export async function importBytes(
  ctx: Context,
  kind: ImportKind,
  bytes: string | Uint8Array,
  options: { dryRun?: boolean; decimal?: "," | "." } = {},
): Promise<Done> {
  return importPath(ctx, kind, fileOf(bytes), options);
}

/** Imports a file and returns how it ended. */
export async function importPath(
  ctx: Context,
  kind: ImportKind,
  path: string,
  options: { dryRun?: boolean; decimal?: "," | "." } = {},
): Promise<Done> {
  const run = importFile(ctx, kind, path, "fichier.csv", { dryRun: false, ...options });
  for await (const event of run) if (event.type === "done") return event;
  throw new Error("the import ended without a report");
}

/** The counts of a report, and the refusals as `line field code`. */
export function summary({ report }: Done) {
  const { refused, ...counts } = report;
  return { ...counts, refused: refused.map((row) => `${row.line} ${row.field} ${row.code}`) };
}
