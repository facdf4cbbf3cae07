import { ColumnChart } from "./ColumnChart.tsx";
import { FunnelChart } from "./FunnelChart.tsx";
import { HeatTable } from "./HeatTable.tsx";
import { LinesChart } from "./LinesChart.tsx";
import { MapChart } from "./MapChart.tsx";
import type { ChartProps } from "./model.ts";
import { ParetoChart } from "./ParetoChart.tsx";
import { RankingChart } from "./RankingChart.tsx";
import { RowChart } from "./RowChart.tsx";

/** The kinds of drawing of a card. */
export type ChartKind =
  | "barres"
  | "barres_empilees"
  | "lignes"
  | "aires"
  | "pareto"
  | "entonnoir"
  | "chaleur"
  | "classement"
  | "carte";

export interface KindProps extends ChartProps {
  kind: ChartKind;
  /** Bars upright along time, or lying by category. */
  layout?: "columns" | "rows" | undefined;
}

/** The drawing of a card, whatever its kind. */
export function Chart({ kind, layout = "columns", ...chart }: KindProps) {
  switch (kind) {
    case "barres":
      return layout === "rows" ? <RowChart {...chart} /> : <ColumnChart {...chart} />;
    case "barres_empilees":
      return layout === "rows" ? (
        <RowChart {...chart} stacked />
      ) : (
        <ColumnChart {...chart} stacked />
      );
    case "lignes":
      return <LinesChart {...chart} />;
    case "aires":
      return <LinesChart {...chart} areas />;
    case "pareto":
      return <ParetoChart {...chart} />;
    case "entonnoir":
      return <FunnelChart {...chart} />;
    case "chaleur":
      return <HeatTable {...chart} />;
    case "classement":
      return <RankingChart {...chart} />;
    case "carte":
      return <MapChart {...chart} />;
  }
}
