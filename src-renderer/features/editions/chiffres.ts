import type { TFunction } from "i18next";
import type { PointCompare } from "../../../src-main/contract/editions.ts";
import { formatNumber, formatPercent } from "../../lib/format.ts";

/** Decimals that show at least one digit of a figure: never a zero for what is none. */
function decimals(value: number, usual: number): number | undefined {
  const size = Math.abs(value);
  return size === 0 || size >= 10 ** -usual ? undefined : Math.min(6, Math.ceil(-Math.log10(size)));
}

const figure = (value: number): string => formatNumber(value, decimals(value, 2));

/** A figure as a table writes it; a dash where there is none. */
export const valeurTexte = (value: number | null | undefined): string =>
  value == null ? "–" : figure(value);

/** A difference with its sign. */
export const signe = (value: number): string => `${value > 0 ? "+" : ""}${figure(value)}`;

/** A difference in percent, with its sign. */
export const pourcentTexte = (value: number): string =>
  `${value > 0 ? "+" : ""}${formatPercent(value, decimals(value, 1))}`;

/** The unit of a card in words. */
export const uniteTexte = (t: TFunction, unite: string): string =>
  unite === "" ? "" : t(`tableaux:unites.${unite}`, { defaultValue: unite });

/** The unit of a difference: that of two percentages is in points. */
export const uniteEcart = (t: TFunction, unite: string): string =>
  unite.startsWith("%") ? t("editions:points") : uniteTexte(t, unite);

/** Whether a figure is not what it was. */
export const differe = ({ statut }: PointCompare): boolean => statut !== "egal";
