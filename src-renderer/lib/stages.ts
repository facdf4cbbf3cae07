type Attrs = Record<string, unknown>;

/** Colours a stage may take in the reference tables, as tokens of the theme. */
const TOKENS: Record<string, string> = {
  info: "var(--info)",
  soon: "var(--warn)",
  ok: "var(--acc)",
  late: "var(--late)",
  mut: "var(--mut)",
};

/** Colour of a stage, as CSS; grey when its row gives none. */
export function stageColour(attrs: Attrs | undefined): string {
  const colour = attrs?.["couleur"];
  return (typeof colour === "string" ? TOKENS[colour] : undefined) ?? "var(--mut)";
}

/** Most cards a column should hold; null when the centre set no limit. */
export function stageLimit(attrs: Attrs | undefined): number | null {
  const limit = attrs?.["limite"];
  return typeof limit === "number" && limit > 0 ? limit : null;
}

const DAY = 86_400_000;

/** Whole days from an ISO date to another; never below zero. */
export function daysSince(from: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(from)) / DAY));
}

/**
 * Days a card has stood in its stage, once they reach what its stage allows.
 * @param since ISO date it entered its stage, null when not known.
 * @returns null while there is nothing to say.
 */
export function daysStill(
  since: string | null,
  today: string,
  attrs: Attrs | undefined,
): number | null {
  const allowed = attrs?.["sansMouvementJours"];
  if (since === null || typeof allowed !== "number") return null;
  const days = daysSince(since, today);
  return days >= allowed && days > 0 ? days : null;
}
