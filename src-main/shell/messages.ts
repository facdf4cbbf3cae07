/** What the main process tells the store process. */
export type ToStore =
  | { type: "connect" }
  | { type: "file"; token: string; path: string; name: string }
  | { type: "langue"; langue: "fr" | "ar" | "en" }
  | { type: "close" };

/** What the store process tells the main process. */
export type FromStore =
  | { type: "ready"; langue: "fr" | "ar" | "en" }
  | { type: "failed"; code: string; message: string }
  | { type: "langue"; langue: "fr" | "ar" | "en" }
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
}
