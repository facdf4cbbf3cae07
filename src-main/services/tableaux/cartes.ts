import type { Card, CardPoint, ObservationView } from "../../contract/indicateurs.ts";
import type { Libelle } from "../../contract/primitives.ts";
import { parsePeriod, type Period } from "../../domain/periods.ts";
import { inForce, type Vintage } from "../../domain/vintages.ts";

/** Later than any publication: the newest vintage of each period. */
const ALWAYS = "9999-12-31";

/** An observation in force, with the observation it was read from. */
type Dated = Vintage & { view: ObservationView };

const dated = (view: ObservationView): Dated => ({
  period: periodOf(view),
  value: view.value,
  asOf: view.asOf,
  basis: view.asOfBasis,
  confidence: view.confidence,
  view,
});

/** The stored period, read again from its own words. */
export function periodOf(view: ObservationView): Period {
  const read = parsePeriod(view.period, view.year);
  return (
    read ?? {
      kind: "undated",
      from: view.periodFrom,
      to: view.periodTo,
      year: view.year,
      partial: view.partial,
      label: view.period,
    }
  );
}

/**
 * Observations in force at a date, territory by territory.
 * @param asOf null for the newest vintage of each period
 */
export function currentViews(
  observations: readonly ObservationView[],
  asOf: string | null,
  accumulates: boolean,
): ObservationView[] {
  const territoires = Map.groupBy(observations, (view) => view.territoire);
  return [...territoires.values()].flatMap((views) =>
    inForce(views.map(dated), asOf ?? ALWAYS, { accumulates }).map((row) => row.observation.view),
  );
}

/** As-of dates, each once, newest first. */
export function vintagesOf(observations: readonly ObservationView[]): string[] {
  return [...new Set(observations.map((view) => view.asOf))].toSorted().toReversed();
}

/** The period that cumulated figures cover. */
export type Fenetre = { from: string | null; to: string };

export const fenetreOf = (view: ObservationView): Fenetre | null =>
  view.periodTo === null ? null : { from: view.periodFrom, to: view.periodTo };

export const covers = (fenetre: Fenetre, view: ObservationView): boolean =>
  view.periodTo === fenetre.to && view.periodFrom === fenetre.from;

/** The window that ends last, the longest when several end that day; null without a dated figure. */
export function newestFenetre(observations: readonly ObservationView[]): Fenetre | null {
  const fenetres = observations.map(fenetreOf).filter((fenetre) => fenetre !== null);
  return (
    fenetres.toSorted(
      (a, b) => b.to.localeCompare(a.to) || (a.from ?? "").localeCompare(b.from ?? ""),
    )[0] ?? null
  );
}

/** For each year its annual figure: the whole year, else what reaches furthest into it. */
export function byYear(observations: readonly ObservationView[]): Map<number, ObservationView> {
  const years = new Map<number, ObservationView>();
  for (const view of observations) {
    const { kind, partial } = periodOf(view);
    if (kind !== "year" && kind !== "census" && !partial) continue;
    const known = years.get(view.year);
    const whole = kind === "year" || kind === "census";
    if (known === undefined || whole || (known.partial && isLater(view, known))) {
      years.set(view.year, view);
    }
  }
  return years;
}

const isLater = (a: ObservationView, b: ObservationView): boolean =>
  (a.periodTo ?? "") > (b.periodTo ?? "");

/** Label that is a number or a code, the same in the three languages. */
export const same = (text: string): Libelle => ({ fr: text, ar: text, en: text });

/** Label of a period: the year, `T3 2018`, `S1 2021`, else as published. */
export function periodLabel(view: ObservationView): Libelle {
  const { kind, year, from } = periodOf(view);
  const month = Number(from?.slice(5, 7));
  if (kind === "quarter") {
    const n = (month + 2) / 3;
    return { fr: `T${n} ${year}`, ar: `الفصل ${n} ${year}`, en: `Q${n} ${year}` };
  }
  if (kind === "half") {
    const n = (month + 5) / 6;
    return { fr: `S${n} ${year}`, ar: `النصف ${n} ${year}`, en: `H${n} ${year}` };
  }
  return same(kind === "year" || kind === "census" ? String(year) : view.period);
}

/** A point of a published card; without an observation the figure is not published. */
export function publishedPoint(
  key: string,
  label: Libelle,
  observation: ObservationView | null,
): CardPoint {
  return {
    key,
    label,
    value: observation?.value ?? null,
    partial: observation?.partial ?? false,
    observation,
    records: null,
  };
}

/** A point of a rate or an average: that of a quarter is whole, no part of an annual sum. */
export function ratePoint(
  key: string,
  label: Libelle,
  observation: ObservationView | null,
): CardPoint {
  return { ...publishedPoint(key, label, observation), partial: false };
}

/**
 * A figure that we add up from published ones: of confidence X, as recent as the oldest of them.
 * @param parts at least one observation, all of one unit
 */
export function addedUp(
  parts: readonly ObservationView[],
  place: { territoire: string; territoireLabel: Libelle },
): ObservationView | null {
  const [first] = parts;
  if (first === undefined) return null;
  if (parts.length === 1 && first.territoire === place.territoire) return first;
  const sameText = (read: (view: ObservationView) => string): string =>
    [...new Set(parts.map(read))].join(" + ");
  const days = (read: (view: ObservationView) => string | null): string[] =>
    parts.map(read).filter((day) => day !== null);
  return {
    ...first,
    ...place,
    id: null,
    period: sameText((view) => view.period),
    periodFrom: days((view) => view.periodFrom).toSorted()[0] ?? null,
    periodTo:
      days((view) => view.periodTo)
        .toSorted()
        .at(-1) ?? null,
    year: Math.max(...parts.map((view) => view.year)),
    partial: parts.some((view) => view.partial),
    value: sum(parts.map((view) => view.value)),
    source: sameText((view) => view.source),
    confidence: "X",
    asOf: parts.map((view) => view.asOf).toSorted()[0] ?? first.asOf,
    note: parts.map((view) => `${view.territoireLabel.fr} ${view.period}`).join(" + "),
  };
}

/** Sum rounded to 1/10 000, so that decimal figures add up as they are written. */
export function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 1e4) / 1e4;
}

/** A remark: its code and its parameters, which the interface formats and translates. */
export function remark(code: string, params: Record<string, string | number> = {}): string {
  const query = new URLSearchParams(
    Object.entries(params).map(([key, value]) => [key, String(value)]),
  ).toString();
  return query === "" ? code : `${code}?${query}`;
}

/** What is said of any published card: partial years, and several vintages side by side. */
export function generalRemarks(points: readonly CardPoint[]): string[] {
  const remarks = points
    .filter((point) => point.partial && point.observation?.periodTo != null)
    .map((point) =>
      remark("partial_year", {
        annee: point.observation!.year,
        au: point.observation!.periodTo!,
      }),
    );
  const observations = points.flatMap((point) => point.observation ?? []);
  const dates = vintagesOf(observations);
  if (dates.length > 1) remarks.push(remark("several_vintages", { dates: dates.join(",") }));
  if (points.every((point) => point.value === null)) remarks.push(remark("nothing_published"));
  return [...new Set(remarks)];
}

/** Total of several points when all are published, in one vintage; null otherwise. */
export function totalOf(points: readonly CardPoint[]): Card["total"] {
  const values = points.map((point) => point.value).filter((value) => value !== null);
  const one = new Set(points.map((point) => point.observation?.asOf)).size === 1;
  return values.length === points.length && values.length > 1 && one ? sum(values) : null;
}
