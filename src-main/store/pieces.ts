import { createHash, randomUUID, type Hash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { mkdir, open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Bytes read at once when a file is hashed. */
const slice = 1024 * 1024;

/** Folder of the files of a register, beside it. @param database path of the register. */
export const piecesFolder = (database: string): string => `${database}.pieces`;

/** Where a file is kept: found by its hash alone, so that no row ever holds a path. */
export function piecePath(database: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`pieces: not a hash: ${sha256}`);
  return join(piecesFolder(database), sha256.slice(0, 2), sha256);
}

/** How a kept file stands: as it was given, no longer there, or no longer the same. */
export type PieceState = "intact" | "absent" | "altere";

/** What is known without reading a file: there, and of the size it had. */
export function glanceAt(database: string, sha256: string, octets: number): PieceState {
  const found = statSync(piecePath(database, sha256), { throwIfNoEntry: false });
  if (!found) return "absent";
  return found.size === octets ? "intact" : "altere";
}

/** SHA-256 of a file, in hexadecimal, read slice by slice. @throws what the file system throws. */
export function hashOfFile(path: string): string {
  const file = openSync(path, "r");
  try {
    const hash = createHash("sha256");
    const buffer = Buffer.allocUnsafe(slice);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, read));
    }
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}

/** Reads a kept file whole and proves that it is the one that was given. */
export function stateOfPiece(database: string, sha256: string): PieceState {
  try {
    return hashOfFile(piecePath(database, sha256)) === sha256 ? "intact" : "altere";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
    throw error;
  }
}

/** A file on its way in: written aside, then put in its place at once or not at all. */
export interface Incoming {
  /** Bytes written so far. */
  readonly octets: number;
  /** Where it waits; to be read before it is kept. */
  readonly path: string;
  write(bytes: Uint8Array): Promise<void>;
  /** Puts the file in its place; the same content given twice is kept once. @returns its SHA-256. */
  keep(): Promise<string>;
  /** Forgets it. */
  drop(): Promise<void>;
}

class IncomingFile implements Incoming {
  octets = 0;
  readonly path: string;
  private readonly database: string;
  private readonly file: FileHandle;
  private readonly hash: Hash = createHash("sha256");
  private open = true;

  constructor(database: string, path: string, file: FileHandle) {
    this.database = database;
    this.path = path;
    this.file = file;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.file.writeFile(bytes);
    this.hash.update(bytes);
    this.octets += bytes.length;
  }

  private async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.file.close();
  }

  async keep(): Promise<string> {
    await this.file.sync();
    await this.close();
    const sha256 = this.hash.digest("hex");
    const place = piecePath(this.database, sha256);
    // A file that was altered or lost since is healed by giving it again.
    if (stateOfPiece(this.database, sha256) === "intact") {
      await rm(this.path, { force: true });
      return sha256;
    }
    await mkdir(dirname(place), { recursive: true });
    await rename(this.path, place);
    await syncFolder(dirname(place));
    return sha256;
  }

  async drop(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
  }
}

/** Makes a rename last through a power cut, where the system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync();
    await handle.close();
  } catch {
    // Windows opens no folder: its rename is journalled by the file system.
  }
}

/** Begins to take a file in. @throws what the file system throws: disk full, read-only folder. */
export async function receive(database: string): Promise<Incoming> {
  const folder = join(piecesFolder(database), "tmp");
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  return new IncomingFile(database, path, await open(path, "wx", 0o600));
}

/** Size of a file in bytes. @throws what the file system throws. */
export async function sizeOf(path: string): Promise<{ octets: number; file: boolean }> {
  const found = await stat(path);
  return { octets: found.size, file: found.isFile() };
}
