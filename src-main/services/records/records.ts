import { fields, type Field, type RecordKey } from "../../contract/fields.ts";
import type { FieldValue, RecordView } from "../../contract/records.ts";
import { prepared, type SqlValue } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import { commit, type Row, type Writer } from "../../store/ledger.ts";
import { ledgerTables, type LedgerTableKey } from "../../store/tables.ts";
import { authorOf, type Context } from "../context.ts";
import { NotFound, Stale, type ActionResult } from "./errors.ts";
import { attached, hanging, rules, titleColumns, type Values } from "./rules.ts";
import { liveRow, readValues, shownView, type Answers } from "./values.ts";

/** Name of a record in the sentence of an action. */
const titleOf = (record: RecordKey, row: Record<string, unknown>): string =>
  String((row["reference"] ?? row[titleColumns[record]] ?? "") as SqlValue).slice(0, 200);

/**
 * A record as the page sees it.
 * @throws NotFound
 */
export function getRecord(ctx: Context, record: RecordKey, id: string): RecordView {
  return shownView(record, liveRow(ctx, record, id));
}

/** Columns by TypeScript key turned into SQL names, as a row reads. */
function asRow(record: RecordKey, values: Values): Row {
  const names = new Map(ledgerTables[record].columns.map(({ key, name }) => [key, name]));
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [names.get(key) ?? key, value]),
  );
}

/**
 * Inserts a record of the catalogue inside an action that is already open, with its rules.
 * @returns its id. A linking record that was in the trash comes back with the new values.
 */
export function insertRecord(
  ctx: Context,
  writer: Writer,
  record: RecordKey,
  read: Values,
  answers: Answers = {},
): string {
  const rule = rules[record];
  const values = rule?.complete?.(ctx, read) ?? read;
  const fixed = rule?.idOf?.(values);
  let id = fixed;
  const there = fixed === undefined ? undefined : writer.get(record, fixed);
  if (fixed !== undefined && there) {
    writer.restore(record, fixed);
    writer.update(record, fixed, values);
  } else id = writer.insert(record, fixed === undefined ? values : { ...values, id: fixed });
  rule?.created?.(ctx, writer, id!, values, answers);
  return id!;
}

/** Keeps the reasons given for values whose format looks wrong; a value that needs none loses its own. */
function keepMotifs(
  writer: Writer,
  record: RecordKey,
  recordId: string,
  values: Values,
  answers: Answers,
): void {
  for (const { key, lenient } of fields[record] as readonly Field[]) {
    if (!lenient || !(key in values) || answers.motifs?.[key]) continue;
    const id = deterministicId("justification", record, recordId, key);
    if (writer.get("justification", id)) writer.remove("justification", id);
  }
  for (const [champ, motif] of Object.entries(answers.motifs ?? {})) {
    const valeur = values[champ];
    if (typeof valeur !== "string") continue;
    const id = deterministicId("justification", record, recordId, champ);
    const row = { recordTable: ledgerTables[record].name, recordId, champ, valeur, motif };
    if (writer.get("justification", id)) {
      writer.restore("justification", id);
      writer.update("justification", id, row);
    } else writer.insert("justification", { id, ...row });
  }
}

/**
 * Creates a record.
 * @throws Invalid with every field at fault.
 */
export function createRecord(
  ctx: Context,
  input: { record: RecordKey; values: Record<string, FieldValue> } & Answers,
): ActionResult {
  const { record } = input;
  const declared = fields[record] as readonly Field[];
  // Numbers, orders and states that a rule completes are not asked of the user.
  const drafted = rules[record]?.complete?.(ctx, { ...input.values } as Values) ?? input.values;
  const wanted = Object.fromEntries(
    Object.entries({ ...drafted, ...input.values }).filter(
      ([key]) => key in input.values || declared.some((field) => field.key === key),
    ),
  ) as Record<string, FieldValue>;
  const values = readValues(ctx.store.db, record, wanted, true, input);
  const committed = commit(
    ctx.store,
    {
      kind: `${record}.creation`,
      params: { reference: titleOf(record, asRow(record, values)) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const id = insertRecord(ctx, writer, record, values, input);
      keepMotifs(writer, record, id, values, input);
      return id;
    },
  );
  return { actionId: committed.actionId, id: committed.result };
}

/**
 * Changes a record of the catalogue inside an action that is already open, with its rules.
 * @param row as it was.
 * @returns what was written, with what the rules added.
 */
export function changeWithin(
  ctx: Context,
  writer: Writer,
  record: RecordKey,
  row: Row,
  read: Values,
  answers: Answers = {},
): Values {
  const id = String(row["id"]);
  const patch = rules[record]?.amend?.(ctx, read, row) ?? read;
  writer.update(record, id, patch);
  rules[record]?.changed?.(ctx, writer, id, patch, row, answers);
  return patch;
}

/** Who last changed a column of a row, by their SQL names, and when. */
export function lastChange(ctx: Context, table: string, rowId: string, column: string) {
  const row = prepared(
    ctx.store,
    `SELECT u.nom AS "by", a.at FROM change c JOIN action a ON a.id = c.action_id LEFT JOIN utilisateur u ON u.id = a.user_id
     WHERE c.row_id = ? AND c.table_name = ? AND (c.column_name = ? OR c.column_name IS NULL) ORDER BY a.seq DESC LIMIT 1`,
  ).get(rowId, table, column) as { by: string | null; at: number } | undefined;
  return row ?? { by: null, at: null };
}

/**
 * Changes fields of one record in place.
 * @param input.expected values the user saw; when one of them is no longer so, nothing is written.
 * @throws Invalid, NotFound, Stale
 */
export function updateRecord(
  ctx: Context,
  input: {
    record: RecordKey;
    id: string;
    patch: Record<string, FieldValue>;
    expected?: Record<string, FieldValue> | undefined;
  } & Answers,
): ActionResult {
  const { record, id } = input;
  const row = liveRow(ctx, record, id);
  const seen = shownView(record, row).values;
  const table = ledgerTables[record];
  const nameOf = (key: string) => table.columns.find((column) => column.key === key)?.name ?? key;
  const conflicts = Object.entries(input.expected ?? {})
    .filter(([key, value]) => key in input.patch && (seen[key] ?? null) !== (value ?? null))
    .map(([field]) => ({
      field,
      current: seen[field] ?? null,
      ...lastChange(ctx, table.name, id, nameOf(field)),
    }));
  if (conflicts.length > 0) throw new Stale(conflicts);
  const read = readValues(ctx.store.db, record, input.patch, false, input, row);
  return commit(
    ctx.store,
    {
      kind: `${record}.modification`,
      params: {
        reference: titleOf(record, row),
        champ: Object.keys(input.patch)[0] ?? "",
      },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const patch = changeWithin(ctx, writer, record, row, read, input);
      keepMotifs(writer, record, id, patch, input);
    },
  );
}

/** Ids of the rows that hang on a row: the live ones, or those put in the trash at an instant. */
function hangingIds(
  ctx: Context,
  table: LedgerTableKey,
  where: string,
  params: readonly SqlValue[],
  deletedAt: SqlValue,
): string[] {
  return prepared(
    ctx.store,
    `SELECT id FROM "${ledgerTables[table].name}" WHERE ${where} AND deleted_at IS ?`,
  )
    .pluck()
    .all(...params, deletedAt) as string[];
}

/**
 * Does something to every row that hangs on a row, the deepest first or last.
 * @param except a table whose rows are left alone, with what hangs on them.
 */
function eachHanging(
  ctx: Context,
  table: LedgerTableKey,
  id: string,
  deletedAt: SqlValue,
  work: (table: LedgerTableKey, id: string) => void,
  except?: LedgerTableKey,
): void {
  for (const below of hanging[table] ?? []) {
    if (below.table === except) continue;
    for (const each of hangingIds(ctx, below.table, `${below.column} = ?`, [id], deletedAt)) {
      eachHanging(ctx, below.table, each, deletedAt, work);
      work(below.table, each);
    }
  }
  for (const below of attached) {
    const where = "record_table = ? AND record_id = ?";
    const owner = [ledgerTables[table].name, id];
    for (const each of hangingIds(ctx, below, where, owner, deletedAt)) work(below, each);
  }
}

/** Puts a row in the trash, inside an open action, with what hangs on it. */
export function trashRow(ctx: Context, writer: Writer, table: LedgerTableKey, id: string): void {
  eachHanging(ctx, table, id, null, (below, each) => writer.remove(below, each));
  writer.remove(table, id);
}

/**
 * Takes a row out of the trash, inside an open action, with what went there with it and the row it hangs on.
 * @returns false when it was not in the trash.
 */
export function untrashRow(
  ctx: Context,
  writer: Writer,
  table: LedgerTableKey,
  id: string,
): boolean {
  const row = writer.get(table, id);
  if (!row) throw new NotFound(table, id);
  let changed = false;
  for (const [owner, below] of Object.entries(hanging)) {
    const column = below.find((each) => each.table === table)?.column;
    const ownerId = column === undefined ? null : row[column];
    if (typeof ownerId === "string") {
      const ownerTable = owner as LedgerTableKey;
      const left = writer.get(ownerTable, ownerId)?.["deleted_at"] ?? null;
      changed = writer.restore(ownerTable, ownerId) || changed;
      // A project that comes back with its last dossier brings its visits and financings, not its other dossiers.
      if (left !== null) {
        eachHanging(
          ctx,
          ownerTable,
          ownerId,
          left,
          (below, each) => writer.restore(below, each),
          table,
        );
      }
    }
  }
  changed = writer.restore(table, id) || changed;
  eachHanging(ctx, table, id, row["deleted_at"] ?? null, (below, each) =>
    writer.restore(below, each),
  );
  return changed;
}

/**
 * Puts a record in the trash with what hangs on it. A project goes with its last dossier.
 * @throws NotFound
 */
export function removeRecord(ctx: Context, record: RecordKey, id: string): ActionResult {
  const row = liveRow(ctx, record, id);
  return commit(
    ctx.store,
    {
      kind: `${record}.suppression`,
      params: { reference: titleOf(record, row) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      trashRow(ctx, writer, record, id);
      if (record === "dossier") {
        const projetId = String(row["projet_id"]);
        if (hangingIds(ctx, "dossier", "projet_id = ?", [projetId], null).length === 0) {
          trashRow(ctx, writer, "projet", projetId);
        }
      }
      rules[record]?.removed?.(ctx, writer, id, row);
    },
  );
}

/** Takes a record out of the trash, inside an open action, and lets its rules follow. */
export function restoreWithin(ctx: Context, writer: Writer, record: RecordKey, id: string): void {
  untrashRow(ctx, writer, record, id);
  rules[record]?.restored?.(ctx, writer, id);
}
