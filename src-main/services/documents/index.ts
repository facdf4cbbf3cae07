import { readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  DocumentFormat,
  DocumentKind,
  DocumentLangue,
  DocumentRef,
} from "../../contract/documents.ts";
import { BadModel, fillModel } from "../../exchange/docx.ts";
import { NotWritten, writeWhole } from "../../exchange/write-whole.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../records/errors.ts";
import { etatExecutionMaker } from "./etat-execution.ts";
import { lettreComplement } from "./lettre.ts";
import { ordreDuJour } from "./ordre-du-jour.ts";
import { pvComite } from "./pv-comite.ts";
import { pv } from "./pv.ts";

/** How one kind of document is made. `id` is the record it is about. */
export interface DocumentMaker {
  /** Name without extension, free of signs that a file name refuses. */
  fileName: (ctx: Context, id: string, langue: DocumentLangue) => string;
  /** What the Word model and the print layout say. Throws NotFound. */
  data: (ctx: Context, id: string, langue: DocumentLangue) => Record<string, unknown>;
  /** Replaces the filling of the shipped Word model. */
  docx?: (ctx: Context, id: string, langue: DocumentLangue) => Uint8Array;
  xlsx?: (ctx: Context, id: string, langue: DocumentLangue) => Promise<Uint8Array>;
}

/** The documents of the register. */
export const documents: Partial<Record<DocumentKind, DocumentMaker>> = {
  lettre_complement: lettreComplement,
  ordre_du_jour: ordreDuJour,
  pv,
  pv_comite: pvComite,
  etat_execution: etatExecutionMaker,
};

class NoSuchFormat extends Error {}

function makerOf(kind: DocumentKind): DocumentMaker {
  const maker = documents[kind];
  if (!maker) throw new NoSuchFormat(kind);
  return maker;
}

/**
 * What a document says, as the print layout shows it.
 * @throws NotFound
 */
export function documentData(ctx: Context, ref: DocumentRef): Record<string, unknown> {
  return makerOf(ref.kind).data(ctx, ref.id, ref.langue);
}

/** A document as a Word or an Excel file. */
async function makeDocument(
  ctx: Context,
  { kind, id, langue, format }: DocumentRef & { format: DocumentFormat },
): Promise<Uint8Array> {
  const maker = makerOf(kind);
  if (format === "xlsx" && maker.xlsx) return maker.xlsx(ctx, id, langue);
  if (format !== "docx") throw new NoSuchFormat(format);
  if (maker.docx) return maker.docx(ctx, id, langue);
  const model = readFileSync(join(ctx.resources, "modeles", `${kind}.${langue}.docx`));
  return fillModel(model, maker.data(ctx, id, langue));
}

/**
 * The file name of a document; writes the file there when a path is given.
 * @throws NotFound, BadModel, NotWritten
 */
export async function saveDocument(
  ctx: Context,
  asked: DocumentRef & { format: DocumentFormat },
  path?: string,
): Promise<string> {
  if (path !== undefined) await writeWhole(path, await makeDocument(ctx, asked));
  return `${makerOf(asked.kind).fileName(ctx, asked.id, asked.langue)}.${asked.format}`;
}

/** The code that says why a document was refused. */
export function refusalOf(error: unknown): string {
  if (error instanceof NotFound) return "not_found";
  if (error instanceof BadModel) return "model";
  if (error instanceof NotWritten) return error.reason;
  if (error instanceof NoSuchFormat) return "no_such_format";
  return "unknown";
}
