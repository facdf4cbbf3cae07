import { Worker } from "node:worker_threads";
import type { Connection } from "../store/database.ts";
import { BadCursor } from "../store/queries/dossiers.ts";
import type { ReadRunner } from "./context.ts";
import { reads, type ReadName } from "./reads.ts";
import type { ReadAnswer, ReadQuestion } from "./reader-thread.ts";

/** Runs the reads in place: the command line and the tests. */
export function readInPlace(db: Connection): ReadRunner {
  return async (name, input) => {
    const read = reads[name] as (connection: Connection, input: unknown) => unknown;
    return read(db, input) as never;
  };
}

/** Reads that keep a whole copy of what they count: one thread answers them, so that it is kept once. */
const pinned: ReadonlySet<ReadName> = new Set(["tableau"]);

interface Reader {
  worker: Worker;
  waiting: Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>;
}

/**
 * Reader threads on a register that the writer holds open. A thread that dies is replaced; what it was
 * asked is refused with its error.
 * @param script the built reader thread.
 * @param size number of threads.
 */
export function readerPool(
  script: URL | string,
  path: string,
  size: number,
): { read: ReadRunner; close: () => Promise<void> } {
  let n = 0;
  let closed = false;
  const start = (): Reader => {
    const reader: Reader = {
      worker: new Worker(script, { workerData: { path } }),
      waiting: new Map(),
    };
    reader.worker.on("message", (answer: ReadAnswer) => {
      const waiting = reader.waiting.get(answer.n);
      reader.waiting.delete(answer.n);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(answer.badCursor ? new BadCursor() : new Error(answer.error));
    });
    reader.worker.on("error", (error) => fail(reader, error as Error));
    return reader;
  };
  const fail = (reader: Reader, error: Error) => {
    for (const { reject } of reader.waiting.values()) reject(error);
    reader.waiting.clear();
    const at = readers.indexOf(reader);
    if (!closed && at >= 0) readers[at] = start();
  };
  const readers = Array.from({ length: size }, start);
  const ask = (name: ReadName, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const reader = pinned.has(name)
        ? readers.at(-1)!
        : readers.reduce((least, each) => (each.waiting.size < least.waiting.size ? each : least));
      n += 1;
      reader.waiting.set(n, { resolve, reject });
      reader.worker.postMessage({ n, name, input } satisfies ReadQuestion);
    });
  return {
    read: ask as ReadRunner,
    async close() {
      closed = true;
      await Promise.all(readers.map((reader) => reader.worker.terminate()));
    },
  };
}
