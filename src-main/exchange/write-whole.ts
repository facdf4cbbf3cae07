import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Why a file could not be written; nothing of it is left. */
export type WriteFailure = "read_only" | "full" | "in_use" | "missing_folder" | "unknown";

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

/**
 * Writes a file whole or not at all: beside it first, then in its place.
 * @throws NotWritten
 */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
  try {
    const file = await open(beside, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw new NotWritten(reasons[codeOf(error)] ?? "unknown", error);
  }
  try {
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    const code = codeOf(error);
    throw new NotWritten(held.has(code) ? "in_use" : (reasons[code] ?? "unknown"), error);
  }
}
