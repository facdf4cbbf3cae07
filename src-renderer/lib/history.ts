import { useSyncExternalStore } from "react";

/** What the window went through, so that « back » and « forward » can say where they lead. */
interface Trail {
  /** Place of the address in force, from 0. */
  at: number;
  /** Place of the last address one can go forward to. */
  last: number;
  names: Record<number, { hash: string; name: string }>;
}

/** Names beyond this many steps are forgotten. */
const KEPT = 60;
const KEY = "daftar.parcours";

export interface Steps {
  /** Where back leads; null when nowhere, empty when it has no name. */
  back: string | null;
  forward: string | null;
}

const placeOf = (state: unknown): number | null => {
  const n = (state as { n?: unknown } | null)?.n;
  return typeof n === "number" ? n : null;
};

function restore(): Trail {
  const at = placeOf(history.state);
  if (at !== null) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "") as Trail;
      if (typeof kept.last === "number" && kept.names) return { ...kept, at };
    } catch {
      // Nothing was kept: the way forward is not known.
    }
  }
  return { at: at ?? 0, last: at ?? 0, names: {} };
}

const trail = restore();
if (placeOf(history.state) === null) history.replaceState({ n: trail.at }, "");
const listeners = new Set<() => void>();
let steps: Steps = { back: null, forward: null };

function tell(): void {
  const nameAt = (place: number): string => trail.names[place]?.name ?? "";
  const next: Steps = {
    back: trail.at > 0 ? nameAt(trail.at - 1) : null,
    forward: trail.at < trail.last ? nameAt(trail.at + 1) : null,
  };
  sessionStorage.setItem(KEY, JSON.stringify(trail));
  if (next.back === steps.back && next.forward === steps.forward) return;
  steps = next;
  for (const listener of listeners) listener();
}

/** Notes that a new address comes after the present one. @returns the state to keep with it. */
export function step(): { n: number } {
  trail.at += 1;
  trail.last = trail.at;
  for (const place of Object.keys(trail.names).map(Number))
    if (place >= trail.at || place < trail.at - KEPT) delete trail.names[place];
  return { n: trail.at };
}

addEventListener("hashchange", () => {
  const place = placeOf(history.state);
  // A link was followed: its entry is new and has no place yet.
  if (place === null) history.replaceState(step(), "");
  else trail.at = place;
  tell();
});

/**
 * Names the address in force.
 * @param address of the screen, whose record may have named it already: that name is then kept.
 */
export function nameHere(name: string, address?: string): void {
  const { hash } = location;
  if (address !== undefined && trail.names[trail.at]?.hash === hash) return;
  trail.names[trail.at] = { hash, name };
  tell();
}

/** Where back and forward lead. */
export const useSteps = (): Steps =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => steps,
  );

/** Goes back to the address before, if there is one. */
export function goBack(): void {
  if (trail.at > 0) history.back();
}

/** Goes forward to the address one came back from. */
export function goForward(): void {
  if (trail.at < trail.last) history.forward();
}
