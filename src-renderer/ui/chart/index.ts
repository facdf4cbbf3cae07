export { Chart } from "./Chart.tsx";
export type { ChartKind, KindProps } from "./Chart.tsx";
export { ColumnChart } from "./ColumnChart.tsx";
export { chartToSvg, svgToPng } from "./export/index.ts";
export { LineChart } from "./LineChart.tsx";
export type { ChartDatum, ChartSeries } from "./model.ts";
export { NumberFigure } from "./NumberFigure.tsx";
