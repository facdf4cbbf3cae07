import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Why a file could not be written; nothing of it is left. */
export type WriteFailure =
  | "read_only"
  | "full"
  | "in_use"
  | "missing_folder"
  | "too_many_rows"
  | "not_checked"
  | "unknown";

/** A file that could not be written. What was at its place is untouched. */
export class NotWritten extends Error {
  readonly reason: WriteFailure;
  constructor(reason: WriteFailure, cause: unknown) {
    super(`not written: ${reason}`, { cause });
    this.name = "NotWritten";
    this.reason = reason;
  }
}

const reasons: Record<string, WriteFailure> = {
  EACCES: "read_only",
  EPERM: "read_only",
  EROFS: "read_only",
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  ENOENT: "missing_folder",
  ENOTDIR: "missing_folder",
  EBUSY: "in_use",
};

/** Refusals of the system that, once the content is beside, mean that another program holds the file. */
const held = new Set(["EACCES", "EPERM", "EBUSY", "ETXTBSY"]);

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "";

/** A file being written beside its place, and put there once it is whole. */
export interface WholeFile {
  /** Where it is written meanwhile. */
  beside: string;
  /** Adds bytes at the end. Throws NotWritten. */
  write(content: Uint8Array): Promise<void>;
  /** Puts the file in its place, over what was there. Throws NotWritten. @returns its length in bytes. */
  keep(): Promise<number>;
  /** Leaves nothing of it; harmless once kept. */
  drop(): Promise<void>;
}

/**
 * Opens a file that is written by parts, whole or not at all.
 * @throws NotWritten
 */
export async function openWhole(path: string): Promise<WholeFile> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
  const file = await open(beside, "wx").catch((error: unknown) => {
    throw new NotWritten(reasons[codeOf(error)] ?? "unknown", error);
  });
  let bytes = 0;
  let ended = false;
  const drop = async () => {
    if (ended) return;
    ended = true;
    await file.close().catch(() => {});
    await rm(beside, { force: true }).catch(() => {});
  };
  const failed = async (reason: WriteFailure, error: unknown): Promise<never> => {
    await drop();
    throw new NotWritten(reason, error);
  };
  return {
    beside,
    async write(content) {
      try {
        await file.writeFile(content);
        bytes += content.byteLength;
      } catch (error) {
        await failed(reasons[codeOf(error)] ?? "unknown", error);
      }
    },
    async keep() {
      try {
        await file.sync();
        await file.close();
      } catch (error) {
        await failed(reasons[codeOf(error)] ?? "unknown", error);
      }
      try {
        await rename(beside, path);
        ended = true;
      } catch (error) {
        const code = codeOf(error);
        await failed(held.has(code) ? "in_use" : (reasons[code] ?? "unknown"), error);
      }
      return bytes;
    },
    drop,
  };
}

/**
 * Writes a file whole or not at all: beside it first, then in its place.
 * @throws NotWritten
 */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const file = await openWhole(path);
  await file.write(content);
  await file.keep();
}
