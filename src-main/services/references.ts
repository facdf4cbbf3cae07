import type { FieldFault } from "../contract/errors.ts";
import { fields, recordKeys, type Field } from "../contract/fields.ts";
import { colourKeys, type Attribut, type ReferenceInput } from "../contract/references.ts";
import { keyBetween } from "../domain/order-key.ts";
import { foldText } from "../domain/search-text.ts";
import { addDays } from "../domain/dates.ts";
import { prepared, type SqlValue } from "../store/database.ts";
import { commit, type Row, type Writer } from "../store/ledger.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, currentUser, founder, type Context } from "./context.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";

/** Lists kept in tables of their own, or edited on a screen of their own. */
const elsewhere = new Set([
  "territoire",
  "secteur_barometre",
  "section_nma",
  "jour_ferie_religieux",
]);

/** Attributes whose type their name or their values do not tell. */
const kinds: Record<string, Pick<Attribut, "kind" | "list">> = {
  days: { kind: "days" },
  thresholdDays: { kind: "days" },
  sansMouvementJours: { kind: "days" },
  alerteJours: { kind: "days" },
  limite: { kind: "count" },
  unit: { kind: "unit" },
  couleur: { kind: "colour" },
  phase: { kind: "code", list: "phase" },
  regime: { kind: "code", list: "regime" },
  supervisor: { kind: "code", list: "superviseur" },
};

/** Attributes that serve the machine: the order and the rank are not typed, they are given by the place. */
const hidden = new Set(["order", "ordre", "numero"]);

function kindOf(list: string, key: string, values: readonly unknown[]): Attribut | null {
  if (hidden.has(key)) return null;
  const known = kinds[key];
  if (known && (key !== "unit" || list === "delai")) return { key, ...known };
  const given = values.filter((value) => value !== null && value !== undefined);
  const [first] = given;
  if (given.length === 0 || given.some((value) => typeof value !== typeof first)) return null;
  switch (typeof first) {
    case "boolean":
      return { key, kind: "boolean" };
    case "number":
      if (key.endsWith("Centimes")) return { key, kind: "money" };
      return { key, kind: key.endsWith("Bp") ? "rate" : "number" };
    case "string":
      return { key, kind: "text" };
    default:
      return null;
  }
}

/** What can be edited of a list, learnt from its rows: structured attributes are kept as they are. */
export function formOf(ctx: Context, list: string): { editable: boolean; attributs: Attribut[] } {
  const values = new Map<string, unknown[]>();
  for (const row of referenceRows(ctx.store.db, list)) {
    for (const [key, value] of Object.entries(row.attrs)) {
      values.set(key, [...(values.get(key) ?? []), value]);
    }
  }
  // A stage has a colour, a limit and a number of days, even where no row of its list gave one yet.
  if (values.has("couleur") || list === "etat_procedure" || list === "phase") {
    for (const key of ["couleur", "limite", "sansMouvementJours"]) {
      if (!values.has(key)) values.set(key, []);
    }
  }
  return {
    editable: !elsewhere.has(list),
    attributs: [...values].flatMap(([key, given]) => kindOf(list, key, given) ?? []),
  };
}

/** A value of the form as the row keeps it; a fault when it does not fit its kind. */
function readAttribut(
  ctx: Context,
  { key, kind, list }: Attribut,
  value: string | number | boolean | null,
): FieldFault | null {
  const bad = (code: string, params?: Record<string, string | number>): FieldFault => ({
    field: key,
    code,
    ...(params ? { params } : {}),
  });
  if (value === null) return kind === "boolean" ? bad("required") : null;
  switch (kind) {
    case "days":
    case "count":
    case "money":
    case "rate":
      if (typeof value !== "number") return bad("not_a_number");
      if (value < 0) return bad("negative");
      if (!Number.isSafeInteger(value)) return bad("not_whole");
      return kind === "rate" && value > 10_000 ? bad("rate_above_all") : null;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : bad("not_a_number");
    case "boolean":
      return typeof value === "boolean" ? null : bad("unknown_value", { value: String(value) });
    case "unit":
      return value === "calendar" || value === "working"
        ? null
        : bad("unknown_value", { value: String(value) });
    case "colour":
      return (colourKeys as readonly unknown[]).includes(value)
        ? null
        : bad("unknown_value", { value: String(value) });
    case "code": {
      const there = referenceRows(ctx.store.db, list).some((row) => row.key === value);
      return there ? null : bad("unknown_value", { value: String(value) });
    }
    default:
      return typeof value === "string" ? null : bad("unknown_value", { value: String(value) });
  }
}

/** Columns of a row as the user wrote it. @throws Invalid with every field at fault. */
function columnsOf(ctx: Context, list: string, row: ReferenceInput, kept: Record<string, unknown>) {
  const faults: FieldFault[] = [];
  if (row.label.fr === "") faults.push({ field: "labelFr", code: "required" });
  if (row.label.ar === "") faults.push({ field: "labelAr", code: "required" });
  if (row.label.en === "") faults.push({ field: "labelEn", code: "required" });
  if (row.source === "") faults.push({ field: "source", code: "required" });
  if (row.url !== null && row.url !== "" && !/^https?:\/\/\S+$/.test(row.url)) {
    faults.push({ field: "url", code: "url_format" });
  }
  const { attributs } = formOf(ctx, list);
  for (const [key, value] of Object.entries(row.attrs)) {
    const declared = attributs.find((each) => each.key === key);
    const fault = declared
      ? readAttribut(ctx, declared, value)
      : ({ field: key, code: "unknown_field" } satisfies FieldFault);
    if (fault) faults.push(fault);
  }
  if (list === "delai" && row.attrs["days"] === null) {
    faults.push({ field: "days", code: "required" });
  }
  if (faults.length > 0) throw new Invalid(faults);
  return {
    labelFr: row.label.fr,
    labelAr: row.label.ar,
    labelEn: row.label.en,
    source: row.source,
    url: row.url || null,
    confidence: row.confidence,
    note: row.note || null,
    attrs: JSON.stringify({ ...kept, ...row.attrs }),
  };
}

/** A live row of a list that is edited here. @throws NotFound, Invalid */
function editableRow(ctx: Context, id: string): Row {
  const row = prepared(
    ctx.store,
    "SELECT * FROM reference WHERE id = ? AND deleted_at IS NULL",
  ).get(id) as Row | undefined;
  if (!row) throw new NotFound("reference", id);
  assertEditable(String(row["list"]));
  return row;
}

function assertEditable(list: string): void {
  if (elsewhere.has(list)) throw new Invalid([{ field: "list", code: "list_elsewhere" }]);
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
  assertEditable(list);
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

/**
 * Corrects a version where it stands. What was computed with it is computed again.
 * @throws Invalid, NotFound
 */
export function correctReference(
  ctx: Context,
  input: { id: string; effectiveFrom: string; effectiveTo: string | null; row: ReferenceInput },
): ActionResult {
  const row = editableRow(ctx, input.id);
  const columns = columnsOf(ctx, String(row["list"]), input.row, attrsOf(row));
  const { effectiveFrom, effectiveTo } = input;
  return change(ctx, { kind: "reference.modification", row }, (writer) =>
    writer.update("reference", input.id, { ...columns, effectiveFrom, effectiveTo }),
  );
}

/**
 * Adds a version from a date and ends the one before it the day before: what began earlier keeps the earlier rule.
 * @throws Invalid when the date is not after the beginning of the version it follows, NotFound
 */
export function versionReference(
  ctx: Context,
  input: { id: string; effectiveFrom: string; row: ReferenceInput },
): ActionResult {
  const row = editableRow(ctx, input.id);
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
 * @throws Invalid, NotFound
 */
export function closeReference(
  ctx: Context,
  input: { id: string; effectiveTo: string },
): ActionResult {
  const row = editableRow(ctx, input.id);
  return change(ctx, { kind: "reference.cloture", row }, (writer) =>
    writer.update("reference", input.id, { effectiveTo: input.effectiveTo }),
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
