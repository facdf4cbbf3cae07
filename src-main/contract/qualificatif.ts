/** How a figure was published when it is no exact one: « more than », « under », « nearly ». */
export type Qualificatif = "plus" | "moins" | "environ";

/**
 * Reads how a figure was published from the note that goes with it.
 * @param note of the observation; only its beginning speaks of the figure itself
 * @returns null for an exact figure
 */
export function qualificatifDe(note: string | null | undefined): Qualificatif | null {
  const start = (note ?? "").toLowerCase().replace(/^["«“\s]+/, "");
  if (/^(?:more than|over|plus de)\b/.test(start)) return "plus";
  if (/^(?:under|less than|moins de)\b/.test(start)) return "moins";
  return /^(?:nearly|approximate|about|rounded|près de|environ|arrondi)/.test(start)
    ? "environ"
    : null;
}
