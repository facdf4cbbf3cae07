import { useEffect, useState } from "react";
import classes from "./announce.module.css";

let tell: ((text: string) => void) | null = null;

/** Says a text to the user of a screen reader, without moving the focus. */
export function announce(text: string): void {
  tell?.(text);
}

/** The one live region of the page. */
export function LiveRegion() {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  useEffect(() => {
    tell = (text) => setSaid((old) => ({ text, turn: old.turn + 1 }));
    return () => {
      tell = null;
    };
  }, []);
  // The trailing space makes the same text count as a new one.
  return (
    <div className={classes.hidden} role="status" aria-live="polite" data-announce="">
      {said.text + (said.turn % 2 ? "\u00a0" : "")}
    </div>
  );
}
