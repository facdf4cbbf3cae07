export { Board } from "./Board.tsx";
export type { BoardColumn, BoardMove } from "./Board.tsx";
export { withWaiting } from "./moves.ts";
export type { WaitingMove } from "./moves.ts";
