import { useTranslation } from "react-i18next";
import { apart, ltr } from "../../lib/bidi.tsx";
import { formatPercent } from "../../lib/format.ts";
import type { ChartProps, Total } from "./model.ts";

/** The chart's own words, in the language of the page or of the paper. */
export const useWords = (langue: ChartProps["langue"]) =>
  useTranslation("graphiques", langue ? { lng: langue } : {}).t;

type Words = ReturnType<typeof useWords>;

/** A total; with the words « not published » beside it when a piece is missing; null without any. */
export function totalText(t: Words, chart: ChartProps, { value, incomplete }: Total): string {
  if (value === null) return apart(chart.unpublished);
  const sum = chart.format(value);
  return incomplete ? t("incomplet", { somme: sum, manque: apart(chart.unpublished) }) : sum;
}

/** A share, kept left-to-right: without decimals from 10 % on. @param share percent */
export const percent = (share: number): string =>
  ltr(formatPercent(share, Math.abs(share) >= 10 || share === 0 ? 0 : 1));
