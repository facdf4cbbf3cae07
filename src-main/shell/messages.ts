import type { DocumentFormat, DocumentRef } from "../contract/documents.ts";

/** What the main process tells the store process. */
export type ToStore =
  | { type: "connect" }
  | { type: "file"; token: string; path: string; name: string }
  | { type: "langue"; langue: "fr" | "ar" | "en" }
  /** Asks for the name of a document, or for its file when a path is given. */
  | ({ type: "document"; request: string; format: DocumentFormat; path?: string } & DocumentRef)
  /** The calendar file to keep up to date; null to stop. */
  | { type: "agenda"; path: string | null }
  /** Asks for a copy of a kept file that the system may open. */
  | { type: "copy"; request: string; id: string; folder: string }
  | { type: "close" };

/** What the store process tells the main process. */
export type FromStore =
  | { type: "ready"; langue: "fr" | "ar" | "en" }
  | { type: "failed"; code: string; message: string }
  | { type: "langue"; langue: "fr" | "ar" | "en" }
  /** The file name of a document, once made; a code when it could not be. */
  | { type: "document"; request: string; ok: true; name: string }
  | { type: "document"; request: string; ok: false; code: string }
  /** Answer to `copy`: where the copy is, or why there is none. */
  | { type: "copied"; request: string; path: string }
  | { type: "not-copied"; request: string; reason: string | null; detail: string | null }
  | { type: "log"; line: string };

/** How the store process opens the register: its only argument, as JSON. */
export interface StoreArguments {
  path: string;
  /** Create the register when it is not there: the first start only. */
  create: boolean;
  migrations: string;
  resources: string;
  deviceId: string;
  version: string;
  /** The calendar file to keep up to date. */
  agenda?: string | null;
}
