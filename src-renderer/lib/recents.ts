import { useSyncExternalStore } from "react";

/** A record that was read in this window. */
export interface Recent {
  path: string;
  reference: string | null;
  title: string;
}

const KEY = "daftar.recents";
const KEPT = 12;

function read(): readonly Recent[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? (value as Recent[]).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

let recents = read();
const listeners = new Set<() => void>();

/** Puts a record first among those read lately. Kept with the window, never on the machine. */
export function remember(recent: Recent): void {
  const [first] = recents;
  if (first?.path === recent.path && first.title === recent.title) return;
  recents = [recent, ...recents.filter(({ path }) => path !== recent.path)].slice(0, KEPT);
  sessionStorage.setItem(KEY, JSON.stringify(recents));
  for (const listener of listeners) listener();
}

/** Records read lately, the latest first. */
export const recentRecords = (): readonly Recent[] => recents;

export const useRecents = (): readonly Recent[] =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, recentRecords);
