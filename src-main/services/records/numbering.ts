import { prepared } from "../../store/database.ts";
import { ledgerTables, type LedgerTableKey } from "../../store/tables.ts";
import type { Context } from "../context.ts";

/**
 * The next free number of a record at this desk: `F-2026-0001` for the prefix `F-2026-`. The trash counts: a
 * number is never given twice.
 * @param column SQL name of the column that holds the number.
 * @param digits how many at least.
 */
export function nextNumber(
  ctx: Context,
  table: LedgerTableKey,
  column: "reference" | "numero",
  prefix: string,
  digits = 4,
): string {
  const last = prepared(
    ctx.store,
    `SELECT max(CAST(substr(${column}, ?) AS INTEGER)) FROM "${ledgerTables[table].name}" WHERE ${column} >= ? AND ${column} < ?`,
  )
    .pluck()
    .get(prefix.length + 1, prefix, `${prefix}~`) as number | null;
  return `${prefix}${String((last ?? 0) + 1).padStart(digits, "0")}`;
}
