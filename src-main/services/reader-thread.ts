import { parentPort, workerData } from "node:worker_threads";
import { openReader } from "../store/database.ts";
import { reads, type ReadName } from "./reads.ts";

/** One question to a reader thread, and its answer. */
export interface ReadQuestion {
  n: number;
  name: ReadName;
  input: unknown;
}
export type ReadAnswer =
  | { n: number; ok: true; value: unknown }
  | { n: number; ok: false; error: string };

const db = openReader((workerData as { path: string }).path);

parentPort?.on("message", (question: ReadQuestion) => {
  let answer: ReadAnswer;
  try {
    const read = reads[question.name] as (connection: typeof db, input: unknown) => unknown;
    answer = { n: question.n, ok: true, value: read(db, question.input) };
  } catch (error) {
    answer = { n: question.n, ok: false, error: (error as Error).message };
  }
  parentPort?.postMessage(answer);
});
