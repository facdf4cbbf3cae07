import { useSyncExternalStore } from "react";
import { step } from "./history.ts";
import type { BaseLocationHook, BaseSearchHook, HrefsFormatter } from "wouter";

// wouter's own hash hook keeps the query outside the hash; here `#/x?a=b` holds both,
// so that the whole address of a screen is in one place and survives a reload.
const read = (): string => location.hash.replace(/^#?\/?/, "/");
const subscribe = (listener: () => void): (() => void) => {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
};
const path = (): string => read().split("?")[0] ?? "/";
const query = (): string => read().split("?")[1] ?? "";

/**
 * Goes to a screen.
 * @param to its path, e.g. `/dossiers/42?vue=retard`.
 */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const hash = `#${to.startsWith("/") ? to : `/${to}`}`;
  if (hash === location.hash) return;
  if (options.replace) history.replaceState(history.state, "", hash);
  else history.pushState(step(), "", hash);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The path in the hash, and how to go elsewhere. */
export const useHashLocation = (): [string, typeof navigate] => [
  useSyncExternalStore(subscribe, path),
  navigate,
];

/** The query in the hash at this moment, without its question mark. */
export const hashSearch = query;

/** The query in the hash, without its question mark. */
export const useHashSearch = (): string => useSyncExternalStore(subscribe, query);

/** What the router needs to live on the hash. */
export const hashRouting: {
  hook: BaseLocationHook;
  searchHook: BaseSearchHook;
  hrefs: HrefsFormatter;
} = {
  hook: useHashLocation,
  searchHook: useHashSearch,
  hrefs: (href) => `#${href}`,
};
