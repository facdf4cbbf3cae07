import type { RapportTable } from "./rapports.ts";

/**
 * A table too wide for its page as several, each with the first column: no column is cut.
 * @param most columns that a page holds, the first one included.
 */
export function tranches(table: RapportTable, most: number): RapportTable[] {
  const { colonnes, lignes, total } = table;
  if (colonnes.length <= most) return [table];
  const others = colonnes.length - 1;
  const parts = Math.ceil(others / (most - 1));
  const each = Math.ceil(others / parts);
  return Array.from({ length: parts }, (_, part) => {
    const of = <T>(cells: readonly T[]): T[] => [
      cells[0]!,
      ...cells.slice(1 + part * each, 1 + (part + 1) * each),
    ];
    return { colonnes: of(colonnes), lignes: lignes.map(of), total: total && of(total) };
  });
}
