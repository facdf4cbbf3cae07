import type { Card, ObservationView } from "../../../src-main/contract/indicateurs.ts";
import type { Confidence, Libelle } from "../../../src-main/contract/primitives.ts";
import type { SourceName } from "../../../src-main/contract/sources.ts";
import { formatDate } from "../../lib/format.ts";

/** A source of some figures, with the dates at which it stated them. */
export interface UsedSource {
  source: string;
  /** As-of dates, newest first; one is assumed when only the end of the period is known. */
  dates: { asOf: string; assumed: boolean }[];
  confidences: Confidence[];
  /** Titles of the cards that use it, in order. */
  cards: Libelle[];
}

/** Observations behind a card's points, each once. */
export const observationsOf = (card: Card): ObservationView[] =>
  card.points.flatMap((point) => point.observation ?? []);

/** Name and date of a source; an assumed date bears a `°`. */
export function sourceText(
  {
    source,
    asOf,
    asOfBasis,
  }: { source: string; asOf: string | null; asOfBasis: ObservationView["asOfBasis"] | null },
  nameOf: SourceName,
): string {
  const name = nameOf(source);
  if (asOf === null) return name;
  const day = formatDate(asOf);
  return name.includes(day) ? name : `${name},\u00a0${day}${asOfBasis === "period_end" ? "°" : ""}`;
}

/** Sources of a card as their texts, each once, the most recent first. */
export function sourceTexts(card: Card, nameOf: SourceName): string[] {
  const observations = observationsOf(card).toSorted((a, b) => b.asOf.localeCompare(a.asOf));
  return [...new Set(observations.map((observation) => sourceText(observation, nameOf)))];
}

/** The sources of some cards, each once, those most recent first. */
export function usedSources(cards: readonly Card[]): UsedSource[] {
  const found = new Map<string, UsedSource>();
  for (const card of cards) {
    for (const { source, asOf, asOfBasis, confidence } of observationsOf(card)) {
      const used = found.get(source) ?? { source, dates: [], confidences: [], cards: [] };
      found.set(source, used);
      if (!used.dates.some((date) => date.asOf === asOf))
        used.dates.push({ asOf, assumed: asOfBasis === "period_end" });
      if (!used.confidences.includes(confidence)) used.confidences.push(confidence);
      if (!used.cards.includes(card.title)) used.cards.push(card.title);
    }
  }
  for (const used of found.values()) used.dates.sort((a, b) => b.asOf.localeCompare(a.asOf));
  const newest = ({ dates }: UsedSource): string => dates[0]?.asOf ?? "";
  return [...found.values()].toSorted((a, b) => newest(b).localeCompare(newest(a)));
}
