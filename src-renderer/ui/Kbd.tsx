import type { ReactNode } from "react";
import classes from "./Kbd.module.css";

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className={classes.kbd} dir="ltr">
      {children}
    </kbd>
  );
}
