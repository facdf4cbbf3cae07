import { qualificatifDe, type Qualificatif } from "../../../src-main/contract/qualificatif.ts";
import type { Card, CardPoint } from "../../../src-main/contract/indicateurs.ts";
import type { Libelle } from "../../../src-main/contract/primitives.ts";
import { formatNumber } from "../../lib/format.ts";
import type { ChartDatum, ChartSeries } from "../../ui/chart/index.ts";

/** A line of a card: a year, a place or a sector, with one point per series. */
export interface Line {
  key: string;
  label: Libelle;
  points: Map<string, CardPoint>;
}

export interface Reading {
  /** Series keys in order; the single key `""` when the card has one series. */
  series: string[];
  lines: Line[];
}

/** Splits the points of a card into lines and series by their keys (`line` or `line/series`). */
export function readCard(card: Card): Reading {
  const lines = new Map<string, Line>();
  const series: string[] = [];
  for (const point of card.points) {
    // The series comes last: a period such as 2024-01/11 holds a slash of its own.
    const cut = point.key.lastIndexOf("/");
    const key = cut < 0 ? point.key : point.key.slice(0, cut);
    const serie = cut < 0 ? "" : point.key.slice(cut + 1);
    const line = lines.get(key) ?? { key, label: point.label, points: new Map() };
    lines.set(key, line);
    line.points.set(serie, point);
    if (!series.includes(serie)) series.push(serie);
  }
  return { series, lines: [...lines.values()] };
}

/** Decimals that a unit is read with. */
const DECIMALS: Readonly<Record<string, number>> = { MDH: 1, "%": 1 };

/** A figure as the tables write it. */
export const formatValue = (value: number, unit: string): string =>
  unit === "jours" ? formatNumber(value) : formatNumber(value, DECIMALS[unit] ?? 0);

/** A figure as a drawing writes it: without decimals where room is short. */
export const formatLabel = (value: number, unit: string): string =>
  unit === "MDH" && Math.abs(value) >= 100 ? formatNumber(value, 0) : formatValue(value, unit);

/** How the figure of a point was published when it is no exact one. */
export const qualifier = (point: Pick<CardPoint, "observation">): Qualificatif | null =>
  qualificatifDe(point.observation?.note);

/** What the records behind the computed figures of a card are. */
export function countedUnit(card: Card): "projets" | "dossiers" {
  const told = card.remarks.some((remark) => remark === "computed_files?unite=dossiers");
  return told ? "dossiers" : "projets";
}

/** Colour of a measure: the same in all its charts. */
const COLORS: Readonly<Record<string, string>> = {
  MDH: "var(--chart-montant)",
  emplois: "var(--chart-emplois)",
  habitants: "var(--chart-emplois)",
  "%": "var(--chart-autre)",
};

/** Series of a card with their colours; of two, the one that serves to compare is pale. */
export function chartSeries(
  card: Card,
  reading: Reading,
  labelOf: (serie: string) => string,
): ChartSeries[] {
  const color = COLORS[card.unit] ?? "var(--chart-projets)";
  // Of two censuses the last one is told, of region and country the region.
  const pale = reading.series.length < 2 ? -1 : /^\d{4}$/.test(reading.series[0]!) ? 0 : 1;
  return reading.series.map((key, index) => ({
    key,
    label: labelOf(key),
    color: index === pale ? "var(--chart-pale)" : color,
  }));
}

/** Lines as a chart reads them. */
export function chartData(reading: Reading, text: (label: Libelle) => string): ChartDatum[] {
  return reading.lines.map((line) => ({
    key: line.key,
    label: text(line.label),
    values: Object.fromEntries(
      [...line.points].map(([serie, { value, partial }]) => [serie, { value, partial }]),
    ),
  }));
}
