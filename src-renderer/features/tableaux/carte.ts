import { temporelles } from "../../../src-main/contract/tableaux.ts";
import type { CartePoint, CarteResult } from "../../../src-main/contract/tableaux.ts";
import type { Libelle } from "../../../src-main/contract/primitives.ts";
import type { ChartDatum, ChartSeries } from "../../ui/chart/index.ts";

/** Points of a card by category, then by series. */
export type Points = ReadonlyMap<string, ReadonlyMap<string, CartePoint>>;

/** The points of a card by category and series. */
export function pointsDe(carte: CarteResult): Points {
  const points = new Map<string, Map<string, CartePoint>>();
  for (const point of carte.points) {
    const line = points.get(point.categorie) ?? new Map<string, CartePoint>();
    points.set(point.categorie, line.set(point.serie, point));
  }
  return points;
}

/** True when a card has no figure at all, or would draw nothing but zeros of no record. */
export function estVide({ forme, total, points }: CarteResult): boolean {
  if (forme !== "nombre" && total?.fiches === 0) return points.every(({ valeur }) => !valeur);
  return (total?.valeur ?? null) === null && points.every(({ valeur }) => valeur === null);
}

/** True for categories along time: they stand upright, in their order. */
export const estTemps = ({ axe }: CarteResult): boolean =>
  axe === "periode" || temporelles.some((one) => one === axe);

/** What is not one total cut into parts, by its unit alone. */
const TAUX = /^(?:%|jours|enfants)/;

/** False for rates, means and medians, whose sum and shares mean nothing. */
export function estAdditive({ unite, total, points }: CarteResult): boolean {
  if (TAUX.test(unite)) return false;
  if (total?.valeur == null) return true;
  const sum = points.reduce((all, { valeur }) => all + (valeur ?? 0), 0);
  return sum <= total.valeur * 1.005 + 0.5;
}

/** The figure of the whole, null where the last period would pass for one. */
export function ensembleDe(carte: CarteResult): CartePoint | null {
  const { axe, famille, points, total } = carte;
  if (total?.valeur == null) return null;
  if (famille === "calcule" || axe !== "periode") return total;
  const sum = points.reduce((all, { valeur }) => all + (valeur ?? 0), 0);
  return Math.abs(sum - total.valeur) < 0.5 && points.length > 1 ? total : null;
}

/** Colour of a measure that stands alone: the same on all its cards. */
const COULEURS: Readonly<Record<string, string>> = {
  MDH: "var(--chart-montant)",
  emplois: "var(--chart-emplois)",
};

/** Series of a card for its drawing; several take the colours of their ranks. */
export function seriesDe(carte: CarteResult, text: (label: Libelle) => string): ChartSeries[] {
  const color =
    carte.series.length === 1 ? (COULEURS[carte.unite] ?? "var(--chart-projets)") : undefined;
  return carte.series.map(({ key, label }) => ({
    key,
    label: text(label),
    ...(color === undefined ? {} : { color }),
  }));
}

/** Categories of a card for its drawing. */
export function donneesDe(
  carte: CarteResult,
  points: Points,
  text: (label: Libelle) => string,
): ChartDatum[] {
  return carte.categories.map(({ key, label }) => ({
    key,
    label: text(label),
    values: Object.fromEntries(
      [...(points.get(key) ?? [])].map(([serie, { valeur, partiel }]) => [
        serie,
        { value: valeur, partial: partiel },
      ]),
    ),
  }));
}

/** True when something is behind a figure: records, or an observation. */
export const ouvrable = (point: CartePoint | undefined): point is CartePoint =>
  point !== undefined && (point.lien !== null || point.observation !== null);
