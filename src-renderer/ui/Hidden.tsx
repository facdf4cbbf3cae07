import type { ReactNode } from "react";
import classes from "./announce.module.css";

/** A text for screen readers only. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={classes.hidden}>{children}</span>;
}
