import { useSyncExternalStore } from "react";
import type { BaseLocationHook, BaseSearchHook } from "wouter";

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
  if (options.replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export const useHashLocation: BaseLocationHook & { hrefs: (href: string) => string } =
  Object.assign(
    (): [string, typeof navigate] => [useSyncExternalStore(subscribe, path), navigate],
    { hrefs: (href: string) => `#${href}` },
  );

export const useHashSearch: BaseSearchHook = () => useSyncExternalStore(subscribe, query);
