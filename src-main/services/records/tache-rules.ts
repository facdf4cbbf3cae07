import { nextDue, type Repetition } from "../../domain/repetition.ts";
import { addDays, diffDays } from "../../domain/dates.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { inForceOn, referenceRows } from "../../store/queries/reference.ts";
import { ledgerTables } from "../../store/tables.ts";
import { recordKeys } from "../../contract/fields.ts";
import { currentUser, type Context } from "../context.ts";
import { refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";
import { isLive } from "./values.ts";

const asText = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Refuses a reminder that comes after the due day, and a repetition that starts from no day. */
function assertTask(row: Row): void {
  const due = asText(row["echeance_le"]);
  const reminder = asText(row["rappel_le"]);
  if (due !== null && reminder !== null && reminder > due) {
    refuse("rappelLe", "reminder_after_due", { date: due });
  }
  if (asText(row["repetition"]) !== null && due === null) {
    refuse("echeanceLe", "repetition_without_due");
  }
}

/** Refuses a task on a record that is not there. */
function assertRecord(ctx: Context, values: Values): void {
  const table = asText(values["recordTable"]);
  const recordId = asText(values["recordId"]);
  if (table === null && recordId === null) return;
  const known = recordKeys.some((key) => ledgerTables[key].name === table);
  const there = known && table !== null && recordId !== null && isLive(ctx, table, recordId);
  if (!there) refuse("recordId", "unknown_value", { value: recordId ?? "" });
}

/** The repetition a task's key stands for; null when the lists know it no more. */
function repetitionOf(ctx: Context, key: string | null): Repetition | null {
  if (key === null) return null;
  const rows = inForceOn(referenceRows(ctx.store.db, "repetition"), ctx.today());
  const attrs = rows.find((row) => row.key === key)?.attrs;
  const { unite, pas } = attrs ?? {};
  if (unite !== "jour" && unite !== "semaine" && unite !== "mois") return null;
  return typeof pas === "number" && Number.isInteger(pas) && pas > 0 ? { unite, pas } : null;
}

/** One task has one next task: done, taken back and done again, it is the same one. */
const nextId = (id: string) => deterministicId("tache", id, "suite");

/** Puts the next task of a series beside the one just done. */
function follow(ctx: Context, writer: Writer, id: string, row: Row): void {
  const due = asText(row["echeance_le"]);
  const done = asText(row["faite_le"]);
  const every = repetitionOf(ctx, asText(row["repetition"]));
  if (due === null || done === null || every === null) return;
  const next = nextDue(due, every, done);
  const reminder = asText(row["rappel_le"]);
  const values: Values = {
    recordTable: asText(row["record_table"]),
    recordId: asText(row["record_id"]),
    titre: asText(row["titre"]),
    note: asText(row["note"]),
    echeanceLe: next,
    heure: asText(row["heure"]),
    rappelLe: reminder === null ? null : addDays(next, diffDays(due, reminder)),
    assigneId: asText(row["assigne_id"]),
    repetition: asText(row["repetition"]),
    faiteLe: null,
  };
  const there = writer.get("tache", nextId(id));
  if (!there) writer.insert("tache", { ...values, id: nextId(id) });
  else if (there["deleted_at"] !== null) {
    writer.restore("tache", nextId(id));
    writer.update("tache", nextId(id), values);
  }
}

/** A task no longer done takes its next one back, unless that one was done too. */
function unfollow(writer: Writer, id: string): void {
  const next = writer.get("tache", nextId(id));
  if (next && next["deleted_at"] === null && next["faite_le"] === null) {
    writer.remove("tache", nextId(id));
  }
}

/** Rules of a task: whose it is, its reminder, and the next one when it comes again. */
export const tacheRules: { tache: RecordRule } = {
  tache: {
    complete: (ctx, values) =>
      "assigneId" in values
        ? values
        : { ...values, assigneId: currentUser(ctx.store.db)?.id ?? null },
    created(ctx, writer, id, values) {
      assertRecord(ctx, values);
      const row = writer.get("tache", id)!;
      assertTask(row);
      follow(ctx, writer, id, row);
    },
    changed(ctx, writer, id, patch, before) {
      const row = writer.get("tache", id)!;
      assertTask(row);
      if (!("faiteLe" in patch)) return;
      if (before["faite_le"] === null && row["faite_le"] !== null) follow(ctx, writer, id, row);
      else if (before["faite_le"] !== null && row["faite_le"] === null) unfollow(writer, id);
    },
  },
};
