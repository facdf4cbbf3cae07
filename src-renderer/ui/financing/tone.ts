import type { ReferenceRow } from "../../../src-main/contract/references.ts";
import type { Tone } from "../surfaces.tsx";

/** Colour of a state of financing, by the marks of its row in the list. */
export function financingTone(rows: readonly ReferenceRow[], statut: string): Tone {
  const attrs = rows.findLast(({ key }) => key === statut)?.attrs;
  if (!attrs) return "neutral";
  if (attrs["compte"] !== true) return "late";
  if (attrs["obtenu"] === true) return "ok";
  return statut === "montage" ? "neutral" : "info";
}
