import type { RapportDocument, RapportFormat } from "../../contract/rapports.ts";
import { writeWhole } from "../../exchange/write-whole.ts";
import { rapportCsv } from "./csv.ts";
import { rapportDocx, type Dessins } from "./docx.ts";
import { rapportPptx } from "./pptx.ts";
import { rapportXlsx } from "./xlsx.ts";

/** Formats made without a window; PDF is printed by one. */
export type FormatSansFenetre = Exclude<RapportFormat, "pdf">;

/**
 * Writes a report to a file, whole or not at all.
 * @param dessins drawings of the cards, for the format that cannot draw
 * @throws NotWritten with its reason: full, read-only, held by another program, no such folder
 */
export async function writeRapport(
  document: RapportDocument,
  format: FormatSansFenetre,
  path: string,
  dessins?: Dessins,
): Promise<void> {
  await writeWhole(path, await writers[format](document, dessins));
}

const writers: Record<
  FormatSansFenetre,
  (document: RapportDocument, dessins?: Dessins) => Uint8Array | Promise<Uint8Array>
> = { csv: rapportCsv, xlsx: rapportXlsx, pptx: rapportPptx, docx: rapportDocx };
