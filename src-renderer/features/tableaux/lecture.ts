import { qualificatifDe, type Qualificatif } from "../../../src-main/contract/qualificatif.ts";
import type { CardPoint } from "../../../src-main/contract/indicateurs.ts";
import { formatNumber } from "../../lib/format.ts";

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
