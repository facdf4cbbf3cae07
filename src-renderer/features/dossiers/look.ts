import type { Tone } from "../../ui/index.ts";

// Colour only repeats what a word says; an unknown code, added to the lists later, is grey.
const TONES: Record<string, Tone> = {
  favorable: "ok",
  favorable_sous_reserve: "info",
  complement: "soon",
  reprogrammer: "neutral",
  defavorable: "late",
};

/** Tone of a decision. */
export const toneOf = (decision: string): Tone => TONES[decision] ?? "neutral";
