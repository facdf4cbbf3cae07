import { expect, it } from "vitest";
import type { DossierRow } from "../../../src-main/contract/dossiers.ts";
import { withWaiting } from "../../ui/board/moves.ts";
import type { WaitingMove } from "../../ui/board/moves.ts";
import { weigh } from "./boardSums.ts";
import type { ColumnState } from "./boardSums.ts";

const row = (id: string): DossierRow => ({
  id,
  projetId: `p-${id}`,
  reference: id,
  intituleFr: id,
  intituleAr: null,
  porteurFr: null,
  porteurAr: null,
  acte: "eie",
  etat: "a",
  phase: "crui",
  decision: null,
  province: null,
  commune: null,
  secteur: null,
  officierId: null,
  officier: null,
  deposeLe: "2026-01-01",
  echeanceLe: null,
  montant: 100,
  emplois: 2,
  passages: 0,
  ordre: id,
  etatLe: null,
  suspenduLe: null,
  acteEcheanceLe: null,
  delai: null,
  acteDelai: null,
});
const column = (key: string, ...ids: string[]): ColumnState => ({
  key,
  count: 50 + ids.length,
  montant: 100 * ids.length,
  emplois: 2 * ids.length,
  rows: ids.map(row),
});
const ids = (columns: readonly ColumnState[]): string[] =>
  columns.map(({ key, count, rows }) => `${key}${count}:${rows.map(({ id }) => id).join("")}`);

const withMoves = (columns: readonly ColumnState[], moves: readonly WaitingMove<DossierRow>[]) =>
  withWaiting(columns, moves, weigh);

const board = [column("a", "1", "2", "3"), column("b", "4")];

it("does not show a card in two columns, nor count it twice", () => {
  const moved = withMoves(board, [{ row: row("2"), column: "b", afterId: null, beforeId: "4" }]);
  expect(ids(moved)).toEqual(["a52:13", "b52:24"]);
  expect(moved.map(({ montant, emplois }) => [montant, emplois])).toEqual([
    [200, 4],
    [200, 4],
  ]);
});

it("changes nothing when the store has already answered", () => {
  const move = { row: row("2"), column: "b", afterId: "4", beforeId: null };
  const once = withMoves(board, [move]);
  expect(withMoves(once, [move])).toEqual(once);
});

it("keeps the sums of a column whose own card only changes place", () => {
  const moved = withMoves(board, [{ row: row("3"), column: "a", afterId: null, beforeId: "1" }]);
  expect(ids(moved)).toEqual(["a53:312", "b51:4"]);
});

it("puts a card that was sent by the menu on top, where the user sees it", () => {
  const moved = withMoves(board, [{ row: row("1"), column: "b", afterId: null, beforeId: null }]);
  expect(ids(moved)[1]).toBe("b52:14");
});
