import { ORPCError } from "@orpc/client";
import { plusGrosMorceau } from "../../src-main/contract/fichiers.ts";
import type { Depot, SuiviTable } from "../../src-main/contract/fichiers.ts";
import { data } from "./client.ts";

/** The record a file is given to. */
export interface FileOwner {
  recordTable: SuiviTable;
  recordId: string;
}

const unreadable = (reason: string) =>
  new ORPCError("FILE_UNREADABLE", { defined: true, data: { reason } });

/** The bytes of a part of a file; a file that left or is held by another program says so. */
async function partOf(file: Blob, from: number): Promise<Blob> {
  try {
    return new Blob([await file.slice(from, from + plusGrosMorceau).arrayBuffer()]);
  } catch (error) {
    const gone = error instanceof DOMException && error.name === "NotFoundError";
    throw unreadable(gone ? "piece_vanished" : "piece_locked");
  }
}

/**
 * Sends a file to the store, piece by piece: the page holds no path, and little of the file at once.
 * @param onProgress bytes received so far.
 * @throws the contract's errors; the store then forgets what it received.
 */
export async function sendFile(
  owner: FileOwner,
  file: { nom: string; content: Blob },
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Depot> {
  const { nom, content } = file;
  const octets = content.size;
  const { envoi } = await data.fichiers.begin({ ...owner, nom, octets });
  try {
    for (let debut = 0; debut < octets; debut += plusGrosMorceau) {
      signal.throwIfAborted();
      const { recu } = await data.fichiers.chunk({
        envoi,
        debut,
        bytes: await partOf(content, debut),
      });
      onProgress(recu);
    }
    signal.throwIfAborted();
  } catch (error) {
    void data.fichiers.abandon({ envoi }).catch(() => {});
    throw error;
  }
  return data.fichiers.finish({ envoi });
}
