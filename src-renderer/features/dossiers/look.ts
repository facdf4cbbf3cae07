import type { Tone } from "../../ui/index.ts";

// Colour only repeats what a word says; an unknown code, added to the lists later, is grey.
const COLOURS: Record<string, string> = {
  en_cours_de_depot: "#8a9490",
  en_attente_administration: "#3a6ea5",
  programmee: "#7a5ea8",
  complement: "#b87a14",
  actions_a_realiser: "#2a8c8c",
  cloturee: "#0b6e4f",
  pre_crui: "#3a6ea5",
  crui: "#7a5ea8",
  post_crui: "#2a8c8c",
  suivi: "#0b6e4f",
};

const TONES: Record<string, Tone> = {
  favorable: "ok",
  favorable_sous_reserve: "info",
  complement: "soon",
  reprogrammer: "neutral",
  defavorable: "late",
};

/** Colour of the dot of a state or a phase. */
export const colourOf = (key: string): string => COLOURS[key] ?? "#8a9490";

/** Tone of a decision. */
export const toneOf = (decision: string): Tone => TONES[decision] ?? "neutral";
