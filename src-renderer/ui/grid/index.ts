export { ColumnsMenu } from "./ColumnsMenu.tsx";
export type { GridColumn } from "./columns.ts";
export { Grid } from "./Grid.tsx";
export type { GridHandle, GridMarks, GridStatus } from "./Grid.tsx";
export type { GridSource } from "./pages.ts";
export { useGridView, visibleColumns } from "./view.ts";
export type { Arrangement, GridView } from "./view.ts";
