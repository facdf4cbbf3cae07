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
