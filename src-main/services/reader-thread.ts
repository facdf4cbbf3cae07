import { parentPort, workerData } from "node:worker_threads";
import { openReader } from "../store/database.ts";
import { BadCursor } from "../store/queries/dossiers.ts";
import { reads, type ReadName } from "./reads.ts";

/** One question to a reader thread, and its answer. */
export interface ReadQuestion {
  n: number;
  name: ReadName;
  input: unknown;
}
export type ReadAnswer =
  | { n: number; ok: true; value: unknown }
  | { n: number; ok: false; error: string; badCursor: boolean };

const db = openReader((workerData as { path: string }).path);

parentPort?.on("message", (question: ReadQuestion) => {
  let answer: ReadAnswer;
  try {
    const read = reads[question.name] as (connection: typeof db, input: unknown) => unknown;
    answer = { n: question.n, ok: true, value: read(db, question.input) };
  } catch (error) {
    const { message } = error as Error;
    answer = { n: question.n, ok: false, error: message, badCursor: error instanceof BadCursor };
  }
  parentPort?.postMessage(answer);
});
