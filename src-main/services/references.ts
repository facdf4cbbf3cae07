import type { FieldFault } from "../contract/errors.ts";
import { fields, recordKeys, type Field } from "../contract/fields.ts";
import type { FieldValue } from "../contract/records.ts";
import { flatOf, type ReferenceInput, type ReferenceRow } from "../contract/references.ts";
import { keyBetween } from "../domain/order-key.ts";
import { foldText } from "../domain/search-text.ts";
import { addDays } from "../domain/dates.ts";
import { prepared, type SqlValue } from "../store/database.ts";
import { commit, type Row, type Writer } from "../store/ledger.ts";
import { referenceRow, referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, currentUser, founder, type Context } from "./context.ts";
import { Invalid, NotFound, refuse, type ActionResult } from "./records/errors.ts";
import {
  assertSeen,
  columnsOf,
  formOf,
  givenColumns,
  readPatch,
  tableOf,
} from "./references-form.ts";

/** A live row of a list that is edited here. @throws NotFound, Invalid */
function editableRow(ctx: Context, id: string): Row {
  const row = prepared(
    ctx.store,
    "SELECT * FROM reference WHERE id = ? AND deleted_at IS NULL",
  ).get(id) as Row | undefined;
  if (!row) throw new NotFound("reference", id);
  assertEditable(ctx, String(row["list"]));
  return row;
}

/** Rows of the register's nomenclatures are given: none is added, ended, moved or removed. */
function assertEditable(ctx: Context, list: string): void {
  if (tableOf(list) !== "reference" || !formOf(ctx, list).editable)
    refuse("list", "list_elsewhere");
}

/** The last day of all: a version without end overlaps everything after it. */
const forEver = "9999-12-31";

/**
 * Inside an open action: a version does not end before it begins, and no two versions of a key overlap.
 * @throws Invalid with a fault that names the dates.
 */
function assertVersions(ctx: Context, list: string, key: string): void {
  const spans = prepared(
    ctx.store,
    `SELECT effective_from AS "from", ifnull(effective_to, '${forEver}') AS "to" FROM reference
     WHERE list = ? AND key = ? AND deleted_at IS NULL ORDER BY effective_from, effective_to`,
  ).all(list, key) as { from: string; to: string }[];
  for (const [index, span] of spans.entries()) {
    if (span.to < span.from) {
      throw new Invalid([
        {
          field: "effectiveTo",
          code: "version_ends_first",
          params: { from: span.from, to: span.to },
        },
      ]);
    }
    const next = spans[index + 1];
    if (next && next.from <= span.to) {
      throw new Invalid([
        {
          field: "effectiveFrom",
          code: "version_overlap",
          params: { from: span.from, next: next.from },
        },
      ]);
    }
  }
}

const titleOf = (row: Row) => ({
  reference: String(row["label_fr"]).slice(0, 200),
  list: String(row["list"]),
});

/** A key made of a label: lower case, without accents. */
const keyOf = (label: string): string =>
  foldText(label)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);

/**
 * Adds a value to a list.
 * @throws Invalid: words missing, attributes that do not fit, a key that exists.
 */
export function createReference(
  ctx: Context,
  input: {
    list: string;
    key?: string | undefined;
    effectiveFrom: string;
    effectiveTo: string | null;
    row: ReferenceInput;
  },
): ActionResult {
  const { list } = input;
  assertEditable(ctx, list);
  const there = referenceRows(ctx.store.db, list);
  if (
    !prepared(ctx.store, "SELECT 1 FROM reference_list WHERE list = ? AND deleted_at IS NULL").get(
      list,
    )
  ) {
    throw new NotFound("reference_list", list);
  }
  const columns = columnsOf(ctx, list, input.row, {});
  const key = input.key || keyOf(input.row.label.fr) || keyOf(input.row.label.en);
  if (!/^[a-z][a-z0-9_]*$/.test(key)) throw new Invalid([{ field: "key", code: "key_format" }]);
  if (there.some((row) => row.key === key)) {
    throw new Invalid([{ field: "key", code: "key_taken", params: { cle: key } }]);
  }
  const last = prepared(ctx.store, "SELECT max(ordre) FROM reference WHERE list = ?")
    .pluck()
    .get(list) as string | null;
  const done = commit(
    ctx.store,
    {
      kind: "reference.creation",
      params: { reference: columns.labelFr.slice(0, 200), list },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const id = writer.insert("reference", {
        ...columns,
        list,
        key,
        ordre: keyBetween(last, null),
        effectiveFrom: input.effectiveFrom,
        effectiveTo: input.effectiveTo,
      });
      assertVersions(ctx, list, key);
      return id;
    },
  );
  return { actionId: done.actionId, id: done.result };
}

const attrsOf = (row: Row) => JSON.parse(String(row["attrs"])) as Record<string, unknown>;

/** One change of a row, checked against the other versions of its key. */
function change(
  ctx: Context,
  { kind, row }: { kind: string; row: Row },
  work: (writer: Writer) => void,
): ActionResult {
  return commit(
    ctx.store,
    { kind, params: titleOf(row), userId: authorOf(ctx.store.db) },
    (writer) => {
      work(writer);
      assertVersions(ctx, String(row["list"]), String(row["key"]));
    },
  );
}

/** A live row of any list. @throws NotFound */
function anyRow(ctx: Context, id: string): ReferenceRow {
  const row = referenceRow(ctx.store.db, id);
  if (!row) throw new NotFound("reference", id);
  return row;
}

/**
 * Corrects fields of a row where it stands: a version of a list, a territory, a sector. What was computed or
 * shown with it is so again.
 * @param input.patch words, dates and attributes by field; the others keep their value.
 * @param input.expected what the user saw of them.
 * @throws Invalid, NotFound, Stale
 */
export function correctReference(
  ctx: Context,
  input: {
    id: string;
    patch: Record<string, FieldValue>;
    expected?: Record<string, FieldValue> | undefined;
  },
): ActionResult {
  const seen = anyRow(ctx, input.id);
  assertSeen(ctx, seen, input.patch, input.expected);
  const { effectiveFrom, effectiveTo, ...read } = readPatch(ctx, seen, input.patch);
  const table = tableOf(seen.list);
  if (table !== "reference") return correctGiven(ctx, seen, input.patch, read);
  const row = editableRow(ctx, input.id);
  const columns = columnsOf(ctx, seen.list, read, seen.attrs);
  return change(ctx, { kind: "reference.modification", row }, (writer) =>
    writer.update("reference", input.id, { ...columns, effectiveFrom, effectiveTo }),
  );
}

/** Corrects a territory or a sector. The communes of a province take its category of prime. */
function correctGiven(
  ctx: Context,
  row: ReferenceRow,
  patch: Record<string, FieldValue>,
  read: ReferenceInput,
): ActionResult {
  const table = tableOf(row.list);
  const values = flatOf({ ...row, ...read, attrs: read.attrs });
  const written = Object.fromEntries(
    Object.keys(patch).map((field) => [
      givenColumns[field] ?? field,
      field === "aliases" ? JSON.stringify(linesOf(values[field])) : (values[field] ?? null),
    ]),
  );
  return commit(
    ctx.store,
    {
      kind: `${table}.modification`,
      params: { reference: row.label.fr.slice(0, 200), champ: Object.keys(written)[0] ?? "" },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      writer.update(table, row.id, written);
      if (!("primeCategory" in patch)) return;
      const within = prepared(
        ctx.store,
        "SELECT id FROM territoire WHERE province = ? AND deleted_at IS NULL",
      )
        .pluck()
        .all(row.key) as string[];
      for (const id of within) {
        writer.update("territoire", id, { primeCategory: written["primeCategory"] });
      }
    },
  );
}

/** Spellings written one by line, each once. */
const linesOf = (value: FieldValue | undefined): string[] => [
  ...new Set(
    String(value ?? "")
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/**
 * Adds a version from a date and ends the one before it the day before: what began earlier keeps the earlier rule.
 * @param input.expected what the user saw of the version it follows.
 * @throws Invalid when the date is not after the beginning of the version it follows, NotFound, Stale
 */
export function versionReference(
  ctx: Context,
  input: {
    id: string;
    effectiveFrom: string;
    row: ReferenceInput;
    expected?: Record<string, FieldValue> | undefined;
  },
): ActionResult {
  const row = editableRow(ctx, input.id);
  const { label, attrs } = input.row;
  const given = { labelFr: label.fr, labelAr: label.ar, labelEn: label.en, ...attrs };
  assertSeen(ctx, anyRow(ctx, input.id), given, input.expected);
  const columns = columnsOf(ctx, String(row["list"]), input.row, attrsOf(row));
  const from = input.effectiveFrom;
  const began = String(row["effective_from"]);
  if (from <= began) {
    throw new Invalid([
      { field: "effectiveFrom", code: "version_not_after", params: { from: began, next: from } },
    ]);
  }
  const ended = row["effective_to"] as string | null;
  let id = "";
  const done = change(ctx, { kind: "reference.version", row }, (writer) => {
    if (ended === null || ended >= from) {
      writer.update("reference", input.id, { effectiveTo: addDays(from, -1) });
    }
    id = writer.insert("reference", {
      ...columns,
      list: row["list"],
      key: row["key"],
      ordre: row["ordre"],
      effectiveFrom: from,
      effectiveTo: ended !== null && ended >= from ? ended : null,
    });
  });
  return { ...done, id };
}

/**
 * Ends a version: after this day it holds no more, and what used it keeps its name.
 * @param input.expected the end the user saw.
 * @throws Invalid, NotFound, Stale
 */
export function closeReference(
  ctx: Context,
  input: {
    id: string;
    effectiveTo: string;
    expected?: Record<string, FieldValue> | undefined;
  },
): ActionResult {
  const row = editableRow(ctx, input.id);
  const { effectiveTo } = input;
  assertSeen(ctx, anyRow(ctx, input.id), { effectiveTo }, input.expected);
  return change(ctx, { kind: "reference.cloture", row }, (writer) =>
    writer.update("reference", input.id, { effectiveTo }),
  );
}

/** Number of live or trashed records that hold a key of a list. */
function uses(ctx: Context, list: string, key: string): number {
  let count = 0;
  for (const record of recordKeys) {
    const table = ledgerTables[record];
    for (const field of fields[record] as readonly Field[]) {
      if (field.kind !== "choice" || field.list !== list) continue;
      const name = table.columns.find((column) => column.key === field.key)?.name ?? field.key;
      count += prepared(ctx.store, `SELECT count(*) FROM "${table.name}" WHERE "${name}" = ?`)
        .pluck()
        .get(key) as number;
    }
  }
  return count;
}

/**
 * Puts a row in the trash. What records use, and what the application was delivered with, is closed instead.
 * @throws Invalid, NotFound
 */
export function removeReference(ctx: Context, id: string): ActionResult {
  const row = editableRow(ctx, id);
  const [list, key] = [String(row["list"]), String(row["key"])];
  if (row["created_by"] === founder) {
    throw new Invalid([{ field: "key", code: "reference_shipped" }]);
  }
  const others = prepared(
    ctx.store,
    "SELECT count(*) FROM reference WHERE list = ? AND key = ? AND id <> ? AND deleted_at IS NULL",
  )
    .pluck()
    .get(list, key, id) as number;
  const used = others > 0 ? 0 : uses(ctx, list, key);
  if (used > 0) throw new Invalid([{ field: "key", code: "reference_used", params: { used } }]);
  return change(ctx, { kind: "reference.suppression", row }, (writer) =>
    writer.remove("reference", id),
  );
}

/**
 * Puts a value, with all its versions, right before another of its list; last when null.
 * @throws NotFound
 */
export function moveReference(
  ctx: Context,
  input: { id: string; beforeId: string | null },
): ActionResult {
  const row = editableRow(ctx, input.id);
  const list = String(row["list"]);
  const key = String(row["key"]);
  const ordre = (sql: string, ...params: SqlValue[]) =>
    prepared(ctx.store, sql)
      .pluck()
      .get(list, key, ...params) as string | null;
  const other = input.beforeId === null ? null : String(editableRow(ctx, input.beforeId)["ordre"]);
  const before = ordre(
    other === null
      ? "SELECT max(ordre) FROM reference WHERE list = ? AND key <> ? AND deleted_at IS NULL"
      : "SELECT max(ordre) FROM reference WHERE list = ? AND key <> ? AND deleted_at IS NULL AND ordre < ?",
    ...(other === null ? [] : [other]),
  );
  const place = keyBetween(before, other);
  return change(ctx, { kind: "reference.ordre", row }, (writer) => {
    const ids = prepared(
      ctx.store,
      "SELECT id FROM reference WHERE list = ? AND key = ? AND deleted_at IS NULL",
    )
      .pluck()
      .all(list, key) as string[];
    for (const id of ids) writer.update("reference", id, { ordre: place });
  });
}

/** Name and role of a user of the desk. @throws Invalid */
function readUser(ctx: Context, input: { id?: string; nom: string; role: string }) {
  const faults: FieldFault[] = [];
  if (input.nom === "") faults.push({ field: "nom", code: "required" });
  const same = (
    prepared(ctx.store, "SELECT id, nom FROM utilisateur WHERE deleted_at IS NULL").all() as {
      id: string;
      nom: string;
    }[]
  ).find((user) => user.id !== input.id && foldText(user.nom) === foldText(input.nom));
  if (same) faults.push({ field: "nom", code: "user_exists", params: { nom: same.nom } });
  if (faults.length > 0) throw new Invalid(faults);
  return { nom: input.nom, role: input.role || "conseiller" };
}

/** Adds somebody to whom work can be given. @throws Invalid */
export function addUser(ctx: Context, input: { nom: string; role: string }): ActionResult {
  const values = readUser(ctx, input);
  const langue = currentUser(ctx.store.db)?.langue ?? "fr";
  const done = commit(
    ctx.store,
    {
      kind: "utilisateur.creation",
      params: { reference: values.nom },
      userId: authorOf(ctx.store.db),
    },
    (writer) => writer.insert("utilisateur", { ...values, langue }),
  );
  return { actionId: done.actionId, id: done.result };
}

function liveUser(ctx: Context, id: string): Row {
  const row = prepared(
    ctx.store,
    "SELECT * FROM utilisateur WHERE id = ? AND deleted_at IS NULL",
  ).get(id) as Row | undefined;
  if (!row) throw new NotFound("utilisateur", id);
  return row;
}

/** Renames somebody or changes their role. @throws Invalid, NotFound */
export function updateUser(
  ctx: Context,
  input: { id: string; nom: string; role: string },
): ActionResult {
  liveUser(ctx, input.id);
  const values = readUser(ctx, input);
  return commit(
    ctx.store,
    {
      kind: "utilisateur.modification",
      params: { reference: values.nom },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      writer.update("utilisateur", input.id, values);
    },
  );
}

/**
 * Removes somebody added by mistake. Who works here, or holds or wrote anything, stays.
 * @throws Invalid, NotFound
 */
export function removeUser(ctx: Context, id: string): ActionResult {
  const row = liveUser(ctx, id);
  const wrote = prepared(ctx.store, "SELECT count(*) FROM action WHERE user_id = ?")
    .pluck()
    .get(id);
  let used = Number(wrote) + (currentUser(ctx.store.db)?.id === id ? 1 : 0);
  for (const record of recordKeys) {
    const table = ledgerTables[record];
    for (const field of fields[record] as readonly Field[]) {
      if (field.kind !== "utilisateur") continue;
      const name = table.columns.find((column) => column.key === field.key)?.name ?? field.key;
      used += prepared(ctx.store, `SELECT count(*) FROM "${table.name}" WHERE "${name}" = ?`)
        .pluck()
        .get(id) as number;
    }
  }
  if (used > 0) throw new Invalid([{ field: "nom", code: "user_used" }]);
  return commit(
    ctx.store,
    {
      kind: "utilisateur.suppression",
      params: { reference: String(row["nom"]) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      writer.remove("utilisateur", id);
    },
  );
}
