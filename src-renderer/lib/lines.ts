import type { KeyboardEvent } from "react";
import { typing } from "./keyboard.ts";

/**
 * Moves the focus between the lines of a screen, in the order of the page.
 * @returns true when the key was for it.
 */
export function walk(root: HTMLElement, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return false;
  const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  const move = moves[event.key];
  if (move === undefined && event.key !== "Home" && event.key !== "End") return false;
  const lines = [...root.querySelectorAll<HTMLElement>("[data-line]")];
  const at = lines.indexOf(document.activeElement as HTMLElement);
  const next =
    move === undefined
      ? event.key === "Home"
        ? 0
        : lines.length - 1
      : Math.min(lines.length - 1, Math.max(0, at + move));
  lines[next]?.focus();
  return true;
}
