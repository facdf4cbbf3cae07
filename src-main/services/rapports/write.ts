import type { RapportDocument, RapportFormat } from "../../contract/rapports.ts";
import { writeWhole } from "../../exchange/write-whole.ts";
import { rapportCsv } from "./csv.ts";
import { rapportPptx } from "./pptx.ts";
import { rapportXlsx } from "./xlsx.ts";

/** Formats made without a window. */
export type FormatSansFenetre = Exclude<RapportFormat, "pdf" | "docx">;

/**
 * Writes a report to a file, whole or not at all.
 * @throws NotWritten with its reason: full, read-only, held by another program, no such folder
 */
export async function writeRapport(
  document: RapportDocument,
  format: FormatSansFenetre,
  path: string,
): Promise<void> {
  await writeWhole(path, await writers[format](document));
}

const writers: Record<
  FormatSansFenetre,
  (document: RapportDocument) => Uint8Array | Promise<Uint8Array>
> = { csv: rapportCsv, xlsx: rapportXlsx, pptx: rapportPptx };
