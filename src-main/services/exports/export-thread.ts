import { parentPort, workerData } from "node:worker_threads";
import type { ExportAsked } from "../../contract/exports.ts";
import { NotWritten, type WriteFailure } from "../../exchange/write-whole.ts";
import { openReaderStore } from "../../store/database.ts";
import { Cancelled } from "../imports/run.ts";
import { readInPlace } from "../readers.ts";
import { writeExport, type ExportStep } from "./write.ts";

/** What the thread is started with. */
export interface ExportOrder {
  register: string;
  resources: string;
  today: string;
  asked: ExportAsked;
  path: string;
}

/** What the thread says: steps, then its end. */
export type ExportWord =
  | ExportStep
  | { type: "ended" }
  | { type: "failed"; reason: WriteFailure | null; error: string };

const { register, resources, today, asked, path } = workerData as ExportOrder;
const tell = (word: ExportWord) => parentPort?.postMessage(word);
let stopped = false;
parentPort?.on("message", () => (stopped = true));

const store = openReaderStore(register);
const ctx = { store, resources, today: () => today, read: readInPlace(store.db) };
try {
  for await (const step of writeExport(ctx, asked, path, () => stopped)) tell(step);
  tell({ type: "ended" });
} catch (error) {
  if (error instanceof Cancelled) tell({ type: "ended" });
  else {
    const reason = error instanceof NotWritten ? error.reason : null;
    tell({ type: "failed", reason, error: (error as Error).stack ?? String(error) });
  }
} finally {
  store.close();
  parentPort?.close();
}
