import { useEffect, useRef } from "react";
import { letterOf, typing } from "../lib/keyboard.ts";
import { navigate } from "../lib/location.ts";
import { PLACES } from "./navigation.ts";

export interface ShortcutHandlers {
  onPalette: () => void;
  onSearch: () => void;
  onHelp: () => void;
  onUndo: () => void;
  onRedo: () => void;
}

/** How long the second key of `g d` may take, in milliseconds. */
const PAUSE = 1200;

/** The keys that work everywhere; letters are left alone while the user types. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    let since = 0;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const { onPalette, onSearch, onHelp, onUndo, onRedo } = latest.current;
      const letter = letterOf(event);
      const command = event.ctrlKey || event.metaKey;
      const run = (action: () => void): void => {
        event.preventDefault();
        since = 0;
        action();
      };
      if (command && !event.altKey && letter === "k") return run(onPalette);
      if (typing(event.target)) return;
      if (command && !event.altKey) {
        if (letter === "z") return run(event.shiftKey ? onRedo : onUndo);
        if (letter === "y") return run(onRedo);
        return;
      }
      if (event.altKey || document.querySelector('[role="dialog"]')) return;
      if (event.key === "?" || event.key === "؟") return run(onHelp);
      if (event.key === "/") return run(onSearch);
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
