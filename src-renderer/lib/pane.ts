import { createContext, use } from "react";
import { navigate } from "./location.ts";

/** One of the records shown side by side; the whole screen when there is one. */
export interface Pane {
  /** Goes to another record in this pane; anything that is no record takes the whole window. */
  navigate: typeof navigate;
  /** Keys without a focus of their own belong to it. */
  active: boolean;
}

export const PaneContext = createContext<Pane>({ navigate, active: true });

/** The pane a component stands in. */
export const usePane = (): Pane => use(PaneContext);

const record = /^\/[a-z-]+(?:\/[a-z-]+)?\/[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** True for the address of one record, which can stand beside another. */
export const isRecord = (path: string): boolean => record.test(path);

const address = (): { path: string; search: URLSearchParams } => {
  const [path = "/", search = ""] = location.hash.replace(/^#?\/?/, "/").split("?");
  return { path, search: new URLSearchParams(search) };
};

/** The record shown beside the main one; null when there is none. @param search query of the address */
export function besideOf(search: string): string | null {
  const beside = new URLSearchParams(search).get("cote");
  return beside !== null && isRecord(beside) ? beside : null;
}

/** The address of two records side by side. */
export const sideBySide = (first: string, second: string): string => `${first}?cote=${second}`;

/**
 * Opens a record beside the one that is open, else beside the latest one read.
 * @param latest path of the record read last, if any.
 */
export function openBeside(path: string, latest?: string): void {
  const here = address().path;
  const first = isRecord(here) ? here : latest;
  navigate(first && first !== path ? sideBySide(first, path) : path);
}
