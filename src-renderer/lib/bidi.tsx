import type { ReactNode } from "react";

/** Keeps a reference, phone, amount or code left-to-right inside Arabic text. */
export function Iso({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <bdi dir="ltr" className={className}>
      {children}
    </bdi>
  );
}

/** A text of unknown script: it takes the direction of its own first letter. */
export function Auto({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <bdi dir="auto" className={className}>
      {children}
    </bdi>
  );
}

/** Keeps a date, a number or a name in its own order inside a sentence of the other script. */
export const apart = (text: string): string => (text === "" ? "" : `\u2068${text}\u2069`);

/** The same for a figure with its unit, which has no letter to tell its direction. */
export const ltr = (text: string): string => `\u2066${text}\u2069`;
