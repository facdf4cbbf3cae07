export { Board } from "./Board.tsx";
export type { BoardColumn, BoardMove } from "./Board.tsx";
