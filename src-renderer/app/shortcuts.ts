import { useEffect, useEffectEvent } from "react";
import { letterOf, typing } from "../lib/keyboard.ts";
import { goBack, goForward } from "../lib/history.ts";
import { navigate } from "../lib/location.ts";
import { PLACES } from "./navigation.ts";

export interface ShortcutHandlers {
  onPalette: () => void;
  onSearch: () => void;
  onHelp: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onNewWindow: () => void;
}

/** How long the second key of `g d` may take, in milliseconds. */
const PAUSE = 1200;

const sideways = (event: KeyboardEvent): -1 | 0 | 1 =>
  event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;

/** True where Alt and an arrow already mean something: the width of a column of a grid. */
function onHeader(target: EventTarget | null): boolean {
  const grid = target instanceof HTMLElement ? target.closest("[role=grid]") : null;
  const active = document.getElementById(grid?.getAttribute("aria-activedescendant") ?? "");
  return active?.role === "columnheader";
}

/** The keys that work everywhere; letters are left alone while the user types. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const call = useEffectEvent((name: keyof ShortcutHandlers) => handlers[name]());
  useEffect(() => {
    let since = 0;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const letter = letterOf(event);
      const command = event.ctrlKey || event.metaKey;
      const run = (action: () => void): void => {
        event.preventDefault();
        since = 0;
        action();
      };
      if (command && !event.altKey && letter === "k") return run(() => call("onPalette"));
      if (command && event.shiftKey && letter === "n") return run(() => call("onNewWindow"));
      if (event.altKey && !command && !event.shiftKey && sideways(event) !== 0) {
        if (typing(event.target) || onHeader(event.target)) return;
        // The arrow that points to where one came from: to the right in Arabic.
        const rtl = document.documentElement.dir === "rtl";
        return run(sideways(event) === (rtl ? 1 : -1) ? goBack : goForward);
      }
      if (typing(event.target)) return;
      if (command && !event.altKey) {
        if (letter === "z") return run(() => call(event.shiftKey ? "onRedo" : "onUndo"));
        if (letter === "y") return run(() => call("onRedo"));
        return;
      }
      if (event.altKey || document.querySelector('[role="dialog"]')) return;
      if (event.key === "?" || event.key === "؟") return run(() => call("onHelp"));
      if (event.key === "/") return run(() => call("onSearch"));
      if (letter === "g" && !event.shiftKey) {
        since = event.timeStamp;
        return;
      }
      const place = PLACES.find((one) => one.letter === letter);
      if (place && since > 0 && event.timeStamp - since < PAUSE) {
        // The second key must not also reach the grid under the focus.
        event.stopPropagation();
        return run(() => navigate(place.path));
      }
      since = 0;
    };
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  }, []);
}
