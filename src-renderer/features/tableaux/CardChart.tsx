import { useMemo } from "react";
import type { Card, CardPoint } from "../../../src-main/contract/indicateurs.ts";
import { ColumnChart, RowChart } from "../../ui/chart/index.ts";
import type { ChartDatum } from "../../ui/chart/index.ts";
import { useSeriesLabel } from "./CardTable.tsx";
import { useTableau } from "./contexte.tsx";
import { sourceText } from "./sources.ts";
import { chartData, chartSeries, countedUnit, formatLabel, readCard } from "./lecture.ts";

export interface CardChartProps {
  card: Card;
  onSelect?: ((point: CardPoint) => void) | undefined;
  /** Pixels, for paper; without it the drawing fills its container. */
  width?: number | undefined;
  height?: number | undefined;
  nameWidth?: number | undefined;
}

/** The drawing of a card. The region's own line stays in the table: it would flatten its provinces. */
export function CardChart({ card, onSelect, width, height, nameWidth }: CardChartProps) {
  const { dir, t, text, sourceName } = useTableau();
  const labelOf = useSeriesLabel(card);
  const { reading, data } = useMemo(() => {
    const whole = readCard(card);
    const lines =
      card.key === "population"
        ? whole.lines.filter((line) => line.key.includes("."))
        : whole.lines;
    const shown = { ...whole, lines };
    return { reading: shown, data: chartData(shown, text) };
  }, [card, text]);
  const series = chartSeries(card, reading, labelOf);
  const pointOf = (line: string, serie: string): CardPoint | undefined =>
    reading.lines.find(({ key }) => key === line)?.points.get(serie);

  const hint = (datum: ChartDatum): string =>
    [
      ...new Set(
        reading.series.flatMap((serie) => {
          const point = pointOf(datum.key, serie);
          if (point?.records != null)
            return t(`derriere.${countedUnit(card)}`, { count: point.records });
          const seen = point?.observation;
          return seen ? sourceText(seen, sourceName) : [];
        }),
      ),
    ].join(" · ");

  const shared = {
    label: text(card.title),
    data,
    series,
    dir,
    format: (value: number) => formatLabel(value, card.unit),
    unit: t(`unites.${card.unit}`, { defaultValue: card.unit }),
    unpublished: t("nonPublieCourt"),
    width,
    hint,
    onSelect:
      onSelect &&
      ((line: string, serie: string) => {
        const point = pointOf(line, serie);
        if (point) onSelect(point);
      }),
  };
  return card.shape === "annees" ? (
    <ColumnChart {...shared} {...(height === undefined ? {} : { height })} />
  ) : (
    <RowChart {...shared} {...(nameWidth === undefined ? {} : { nameWidth })} />
  );
}
