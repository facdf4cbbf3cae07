import { on } from "node:events";
import { Worker } from "node:worker_threads";
import {
  printedRows,
  type ExportAsked,
  type ExportEvent,
  type ExportFormat,
  type ExportView,
  type PrintedAsked,
} from "../../contract/exports.ts";
import type { Langue } from "../../contract/primitives.ts";
import { NotWritten } from "../../exchange/write-whole.ts";
import { openReaderStore } from "../../store/database.ts";
import { commit, exclusively } from "../../store/ledger.ts";
import { authorOf, type Context } from "../context.ts";
import { Cancelled } from "../imports/run.ts";
import { Invalid } from "../records/errors.ts";
import type { ExportOrder, ExportWord } from "./export-thread.ts";
import { exportTable, headings, NoSuchColumn, type Cell, type Heading } from "./lists.ts";
import { writeExport, type ExportStep } from "./write.ts";

/** Columns of a list with their headings, and how many rows a view keeps. */
export function describeExport(ctx: Context, asked: { view: ExportView; langue: Langue }) {
  const { columns, count } = exportTable(ctx, { ...asked, personal: false });
  return { columns, count };
}

/** Writes in place, on a connection of its own: the command line and the tests. */
async function* inPlace(
  ctx: Context,
  asked: ExportAsked,
  path: string,
  stopped: () => boolean,
): AsyncGenerator<ExportStep, void, void> {
  const store = openReaderStore(ctx.store.path);
  try {
    yield* writeExport({ ...ctx, store }, asked, path, stopped);
  } finally {
    store.close();
  }
}

/** Writes on a thread of its own, so that neither the writer nor a screen waits for it. */
async function* onThread(
  ctx: Context,
  script: URL,
  asked: ExportAsked,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportStep, void, void> {
  const order: ExportOrder = {
    register: ctx.store.path,
    resources: ctx.resources,
    today: ctx.today(),
    asked,
    path,
  };
  const worker = new Worker(script, {
    workerData: order,
    // What is written is garbage at once: a small nursery keeps it from piling up.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const stop = () => worker.postMessage("stop");
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    for await (const [word] of on(worker, "message", { close: ["exit"] }) as AsyncIterable<
      [ExportWord]
    >) {
      if (word.type === "ended") return;
      if (word.type === "failed") {
        throw word.reason ? new NotWritten(word.reason, word.error) : new Error(word.error);
      }
      yield word;
    }
    throw new Error("the export ended without a word");
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
    await gone;
  }
}

/** The headings asked. @throws Invalid */
function columnsAsked({ view, langue, columns }: PrintedAsked): Heading[] {
  try {
    return headings(view.list, langue, columns);
  } catch (error) {
    if (!(error instanceof NoSuchColumn)) throw error;
    throw new Invalid([{ field: "columns", code: "unknown_value" }]);
  }
}

/** What narrows the list, as the journal keeps it: `province=05.091 ; text=moulin`. */
const filterText = ({ filter }: ExportView): string =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${[value as unknown].flat().join("|")}`)
    .join(" ; ");

/** Records who took which list out of the register: an action without change, that undo does not see. */
async function noteExport(
  ctx: Context,
  asked: PrintedAsked,
  { format, rows, name }: { format: ExportFormat | "pdf"; rows: number; name: string },
): Promise<string | null> {
  const columns = columnsAsked(asked);
  const named = columns.flatMap(({ label, personal }) => (personal ? [label] : [])).join(", ");
  const meta = {
    kind: `export.${asked.view.list}`,
    params: {
      fichier: name,
      format,
      lignes: rows,
      colonnes: columns.map(({ label }) => label).join(", "),
      filtre: filterText(asked.view),
      personnelles: asked.personal ? named : "",
    },
    userId: authorOf(ctx.store.db),
    always: true,
  };
  return exclusively(ctx.store, () => commit(ctx.store, meta, () => {}).actionId);
}

/** Rows of a list for paper, the first ones when there are too many. @throws Invalid */
export function printedPage(ctx: Context, asked: PrintedAsked) {
  columnsAsked(asked);
  const { name, columns, count, rows } = exportTable(ctx, asked);
  const cells: Cell[][] = [];
  for (const row of rows()) {
    if (cells.length === printedRows) break;
    cells.push(row);
  }
  return { name, columns, count, rows: cells };
}

/** Records that a list was printed to a file. @throws Invalid */
export async function notePrinted(
  ctx: Context,
  { rows, name, ...asked }: PrintedAsked & { rows: number; name: string },
) {
  return { actionId: await noteExport(ctx, asked, { format: "pdf", rows, name }) };
}

/** Where an export runs, and who may stop it. */
export interface ExportRun {
  signal?: AbortSignal | undefined;
  /** The built thread; in place when left out. */
  thread?: URL | undefined;
}

/**
 * Writes a list to a file, whole or not at all, then records who exported what as an action of the journal: it
 * changes nothing and is not undone.
 * @param ctx of the writer: the journal is written through it.
 * @param name of the file, for the journal.
 * @throws NotWritten, Cancelled, Invalid for a column that the list does not have
 */
export async function* runExport(
  ctx: Context,
  asked: ExportAsked,
  path: string,
  name: string,
  { signal, thread }: ExportRun = {},
): AsyncGenerator<ExportEvent, void, void> {
  columnsAsked(asked);
  let left = false;
  const stopped = () => left || signal?.aborted === true;
  const steps = thread
    ? onThread(ctx, thread, asked, path, signal)
    : inPlace(ctx, asked, path, stopped);
  let written: Extract<ExportStep, { type: "written" }> | null = null;
  try {
    for await (const step of steps) {
      if (step.type === "written") written = step;
      else yield step;
    }
  } finally {
    left = true;
  }
  if (!written) throw new Cancelled();
  const { rows, bytes } = written;
  const actionId = await noteExport(ctx, asked, { format: asked.format, rows, name });
  yield { type: "done", rows, bytes, name, actionId };
}
