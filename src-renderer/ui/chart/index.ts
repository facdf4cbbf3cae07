export { ColumnChart } from "./ColumnChart.tsx";
export { LineChart } from "./LineChart.tsx";
export type { ChartDatum, ChartSeries } from "./model.ts";
export { RowChart } from "./RowChart.tsx";
