export { Board } from "./Board.tsx";
export type { BoardColumn, BoardMove } from "./Board.tsx";
export { useColumns, useReadOn } from "./useColumns.ts";
