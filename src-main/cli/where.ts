import { parseDecimal, scaleDecimal } from "../contract/decimal.ts";
import { isIsoDate } from "../domain/dates.ts";
import { foldText } from "../domain/search-text.ts";
import type { Context } from "../services/context.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { Usage, type Call } from "./call.ts";

/** One `--where`: a field, how it compares, a value as typed. */
export interface Condition {
  field: string;
  operator: "=" | ">=" | "<=";
  value: string;
}

/** The conditions of a call. @throws Usage for one that is none. */
export function conditionsOf(call: Call): Condition[] {
  return ((call.values["where"] as string[] | undefined) ?? []).map((condition) => {
    const match = /^([\p{L}_]+)\s*(>=|<=|=)\s*(.*)$/su.exec(condition);
    if (!match) throw new Usage(`--where attend champ=valeur, pas « ${condition} ».`);
    const [, field, operator, value] = match as unknown as [string, string, string, string];
    return { field, operator: operator as Condition["operator"], value };
  });
}

/** Code of a list by its key or one of its labels, folded. @throws Usage when the list has none. */
export function codeOf(ctx: Context, list: string, { field, value }: Condition): string {
  const row = referenceRows(ctx.store.db, list).find((each) =>
    [each.key, each.label.fr, each.label.ar, each.label.en].some(
      (label) => foldText(label) === foldText(value),
    ),
  );
  if (!row) throw new Usage(`${field} ne connaît pas « ${value} ».`);
  return row.key;
}

/** An organisation by its id or its name, folded. @throws Usage when none or several bear it. */
export function organisationOf(ctx: Context, { field, value }: Condition): string {
  const found = ctx.store.db
    .prepare("SELECT id FROM organisation WHERE (id = ? OR nom_plie = ?) AND deleted_at IS NULL")
    .pluck()
    .all(value, foldText(value)) as string[];
  if (found.length === 0) throw new Usage(`${field} ne connaît pas « ${value} ».`);
  if (found.length > 1) throw new Usage(`Plusieurs organisations se nomment « ${value} ».`);
  return found[0]!;
}

/** Both ends of what several conditions on one field keep. */
export interface Bounds<T> {
  least?: T | undefined;
  most?: T | undefined;
}

function narrowed<T extends string | number>(
  bounds: Bounds<T>,
  operator: Condition["operator"],
  value: T,
): Bounds<T> {
  const { least, most } = bounds;
  return {
    least: operator === "<=" || (least !== undefined && least > value) ? least : value,
    most: operator === ">=" || (most !== undefined && most < value) ? most : value,
  };
}

/** Bounds of an amount typed in MDH, in centimes. @throws Usage when it is no number. */
export function amountBounds(bounds: Bounds<number>, condition: Condition): Bounds<number> {
  const { field, operator, value } = condition;
  const parsed = parseDecimal(value);
  const centimes = parsed.ok ? scaleDecimal(parsed.text, 8) : null;
  if (centimes === null) throw new Usage(`${field} attend un nombre en MDH, pas « ${value} ».`);
  return narrowed(bounds, operator, centimes);
}

/** Bounds of a date. @throws Usage when it is none. */
export function dateBounds(bounds: Bounds<string>, condition: Condition): Bounds<string> {
  const { field, operator, value } = condition;
  if (!isIsoDate(value)) throw new Usage(`${field} attend une date AAAA-MM-JJ, pas « ${value} ».`);
  return narrowed(bounds, operator, value);
}

/** A list field that takes no comparison. @throws Usage for `>=` and `<=`. */
export function onlyEqual({ operator }: Condition, comparable: string): void {
  if (operator !== "=") throw new Usage(`« ${operator} » ne va qu'avec ${comparable}.`);
}
