import type { ActionView, ChangeView, CorbeilleLigne } from "../contract/journal.ts";
import { suiviTables } from "../contract/fichiers.ts";
import { recordKeys, type RecordKey } from "../contract/fields.ts";
import type { FieldValue } from "../contract/records.ts";
import { prepared } from "../store/database.ts";
import {
  commit,
  nextRedo,
  nextUndo,
  redo,
  undo,
  UndoRefused,
  type ActionHead,
} from "../store/ledger.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, type Context } from "./context.ts";
import { restoreFile } from "./fichiers.ts";
import { NotFound } from "./records/errors.ts";
import { restoreWithin } from "./records/records.ts";
import { titleColumns } from "./records/rules.ts";
import { nameOfRecord } from "./vues.ts";

const brief = (head: ActionHead | null) =>
  head ? { actionId: head.id, kind: head.kind, params: head.params } : null;

/** What undo and redo would do now, for the buttons and the shortcuts. */
export function undoState(ctx: Context) {
  const userId = authorOf(ctx.store.db);
  return { undo: brief(nextUndo(ctx.store, userId)), redo: brief(nextRedo(ctx.store, userId)) };
}

/**
 * Undoes the user's last action, or the one named.
 * @throws UndoRefused
 */
export function undoAction(ctx: Context, actionId?: string) {
  const userId = authorOf(ctx.store.db);
  const target = actionId ?? nextUndo(ctx.store, userId)?.id;
  if (target === undefined) throw new UndoRefused("nothing");
  const { result, actionId: made } = undo(ctx.store, userId, target);
  return { actionId: made ?? result.id, kind: result.kind, params: result.params };
}

/**
 * Does the last undone action again.
 * @throws UndoRefused
 */
export function redoAction(ctx: Context) {
  const userId = authorOf(ctx.store.db);
  const target = nextRedo(ctx.store, userId);
  if (!target) throw new UndoRefused("nothing");
  const { result, actionId } = redo(ctx.store, userId, target.id);
  return { actionId: actionId ?? result.id, kind: result.kind, params: result.params };
}

interface RawAction {
  id: string;
  at: number;
  userId: string | null;
  user: string | null;
  kind: string;
  params: string;
  changes: number;
  mode: ActionView["mode"];
  last: string | null;
}

const actionColumns = `a.id, a.at, a.user_id AS userId, u.nom AS user, a.kind, a.params, a.change_count AS changes, a.mode,
  (SELECT b.mode FROM action b WHERE b.target_id = a.id ORDER BY b.seq DESC LIMIT 1) AS last`;

function view(row: RawAction): ActionView {
  const { last, params, ...rest } = row;
  return { ...rest, params: JSON.parse(params) as ActionView["params"], live: last !== "undo" };
}

/** What others did and what was imported after an action: how many, and the newest ones. */
export function actionsSince(
  ctx: Context,
  seq: number,
  userId: string,
  limit: number,
): { total: number; actions: ActionView[] } {
  const where = `a.seq > ? AND (a.user_id <> ? OR a.kind LIKE 'import.%') AND a.kind NOT LIKE 'registre.%'`;
  const total = prepared(ctx.store, `SELECT count(*) FROM action a WHERE ${where}`)
    .pluck()
    .get(seq, userId) as number;
  const rows = prepared(
    ctx.store,
    `SELECT ${actionColumns} FROM action a LEFT JOIN utilisateur u ON u.id = a.user_id WHERE ${where} ORDER BY a.seq DESC LIMIT ?`,
  ).all(seq, userId, limit) as RawAction[];
  return { total, actions: rows.map(view) };
}

/** The latest actions of the register, newest first. */
export function recentActions(ctx: Context, limit: number): ActionView[] {
  const rows = prepared(
    ctx.store,
    `SELECT ${actionColumns} FROM action a LEFT JOIN utilisateur u ON u.id = a.user_id ORDER BY a.seq DESC LIMIT ?`,
  ).all(limit) as RawAction[];
  return rows.map(view);
}

/** Changes of one action shown in a history; an import's thousands are not. */
const detailsShown = 60;

/** A whole row is too long to show: creations and deletions only name it. */
function shown(op: ChangeView["op"], text: string | null): FieldValue {
  if (text === null || op !== "update") return null;
  return JSON.parse(text) as FieldValue;
}

const camel = (name: string) =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

interface RawChange extends Omit<ChangeView, "before" | "after"> {
  before: string | null;
  after: string | null;
}

function changeOf(raw: RawChange): ChangeView {
  const hidden =
    (raw.table === "personne" && raw.column === "cin") ||
    (raw.table === "justification" && raw.column === "valeur");
  return {
    table: raw.table,
    rowId: raw.rowId,
    op: raw.op,
    column: raw.column === null ? null : camel(raw.column),
    before: hidden ? "••••" : shown(raw.op, raw.before),
    after: hidden ? "••••" : shown(raw.op, raw.after),
  };
}

const changeColumns = `c.table_name AS "table", c.row_id AS rowId, c.op, c.column_name AS "column", c.before, c.after`;

/** What one action changed, in order, and how many changes it has in all. */
export function detailsOf(
  ctx: Context,
  actionId: string,
  limit: number,
): { details: ChangeView[]; total: number } {
  const rows = prepared(
    ctx.store,
    `SELECT ${changeColumns} FROM change c WHERE c.action_id = ? ORDER BY c.n LIMIT ?`,
  ).all(actionId, limit) as RawChange[];
  const total = prepared(ctx.store, "SELECT change_count FROM action WHERE id = ?")
    .pluck()
    .get(actionId) as number | undefined;
  if (total === undefined) throw new NotFound("action", actionId);
  return { details: rows.map(changeOf), total };
}

/** History of some records, newest first, each action with what it did to them. */
export function historyOf(
  ctx: Context,
  rows: readonly { table: string; id: string }[],
  limit: number,
): (ActionView & { details: ChangeView[] })[] {
  const details = new Map<string, ChangeView[]>();
  const changes = prepared(
    ctx.store,
    `SELECT c.action_id AS actionId, ${changeColumns}
     FROM change c JOIN action a ON a.id = c.action_id WHERE c.row_id = ? AND c.table_name = ? ORDER BY a.seq DESC, c.n LIMIT ?`,
  );
  for (const row of rows) {
    for (const raw of changes.all(row.id, row.table, limit * 4) as (RawChange & {
      actionId: string;
    })[]) {
      const list = details.get(raw.actionId) ?? [];
      details.set(raw.actionId, list);
      if (list.length < detailsShown) list.push(changeOf(raw));
    }
  }
  const one = prepared(
    ctx.store,
    `SELECT ${actionColumns}, a.seq AS seq FROM action a LEFT JOIN utilisateur u ON u.id = a.user_id WHERE a.id = ?`,
  );
  return [...details.keys()]
    .map((id) => one.get(id) as RawAction & { seq: number })
    .sort((a, b) => b.seq - a.seq)
    .slice(0, limit)
    .map(({ seq: _, ...row }) => ({ ...view(row), details: details.get(row.id) ?? [] }));
}

/**
 * Actions that touched some rows, newest first, each with what it did to them: a page of them.
 * @param before place in the chain after which nothing is given; null for the latest ones.
 */
export function historyPage(
  ctx: Context,
  rows: readonly { table: string; id: string }[],
  before: number | null,
  limit: number,
): (ActionView & { seq: number; details: ChangeView[] })[] {
  const touched = "SELECT value ->> 'table' AS t, value ->> 'id' AS i FROM json_each(?)";
  const given = JSON.stringify(rows);
  const heads = prepared(
    ctx.store,
    `SELECT ${actionColumns}, a.seq AS seq FROM action a LEFT JOIN utilisateur u ON u.id = a.user_id
     WHERE a.id IN (SELECT c.action_id FROM (${touched}) r CROSS JOIN change c ON c.row_id = r.i AND c.table_name = r.t)
       AND a.seq < ? ORDER BY a.seq DESC LIMIT ?`,
  ).all(given, before ?? Number.MAX_SAFE_INTEGER, limit) as (RawAction & { seq: number })[];
  const changes = prepared(
    ctx.store,
    `SELECT ${changeColumns} FROM (${touched}) r CROSS JOIN change c ON c.row_id = r.i AND c.table_name = r.t
     WHERE c.action_id = ? ORDER BY c.n LIMIT ${detailsShown}`,
  );
  return heads.map(({ seq, ...head }) => ({
    ...view(head),
    seq,
    details: (changes.all(given, head.id) as RawChange[]).map(changeOf),
  }));
}

/** A type of row that the trash shows, and how it is read there. */
interface Trashed {
  record: RecordKey | "pieceJointe";
  /** Name of the row, in SQL over `t`. */
  title: string;
  /** What else must hold of the row, in SQL over `t`. */
  where: string;
}

/** Files taken off a record that is still there and does not hold the same bytes again. */
const restorableFile = `(${suiviTables
  .map(
    (table) =>
      `t.record_table = '${table}' AND EXISTS (SELECT 1 FROM "${table}" o WHERE o.id = t.record_id AND o.deleted_at IS NULL)`,
  )
  .join(" OR ")}) AND NOT EXISTS (SELECT 1 FROM piece_jointe s WHERE s.record_table = t.record_table
    AND s.record_id = t.record_id AND s.sha256 = t.sha256 AND s.deleted_at IS NULL)`;

/** Links and personal settings are not looked for in the trash. */
const trashed: readonly Trashed[] = [
  ...recordKeys
    .filter((record) => !["role", "inscription", "favori"].includes(record))
    .map((record) => ({
      record,
      // A document of a checklist has no name but its key.
      title:
        record === "piece"
          ? "coalesce(t.libelle, t.type, '')"
          : // Nor has a card that takes its title from what it shows: its dashboard's says where it was.
            record === "carte"
            ? "coalesce(t.titre_fr, (SELECT b.titre_fr FROM tableau b WHERE b.id = t.tableau_id), '')"
            : `ifnull(t.${titleColumns[record]}, '')`,
      where: "1",
    })),
  { record: "pieceJointe", title: "t.nom", where: restorableFile },
];

const trashedFrom = ({ record, where }: Trashed): string =>
  `FROM "${ledgerTables[record].name}" t LEFT JOIN utilisateur u ON u.id = t.updated_by WHERE t.deleted_at IS NOT NULL AND ${where}`;

/** What was deleted and can be restored, newest first; a file with the record it hung on. */
export function listTrash(ctx: Context, limit: number): CorbeilleLigne[] {
  const parts = trashed.map((each) => {
    const { record, title } = each;
    const owner = record === "pieceJointe" ? "t.record_table, t.record_id" : "NULL, NULL";
    return `SELECT '${record}', '${ledgerTables[record].name}', t.id, ${title}, t.deleted_at, u.nom, ${owner} ${trashedFrom(each)}`;
  });
  const rows = prepared(
    ctx.store,
    `WITH corbeille (record, "table", id, title, deletedAt, deletedBy, ownerTable, ownerId) AS (${parts.join(" UNION ALL ")})
     SELECT * FROM corbeille ORDER BY deletedAt DESC LIMIT ?`,
  ).all(limit) as (Omit<CorbeilleLigne, "sur"> & {
    ownerTable: string | null;
    ownerId: string | null;
  })[];
  return rows.map(({ ownerTable, ownerId, ...row }) => {
    const named =
      ownerTable !== null && ownerId !== null ? nameOfRecord(ctx, ownerTable, ownerId) : undefined;
    return { ...row, sur: named ? { table: ownerTable!, id: ownerId!, ...named } : null };
  });
}

/**
 * Takes a record out of the trash, with what went there with it; or a file, back on its record.
 * @throws NotFound
 */
export function restoreRecord(ctx: Context, record: string, id: string): string | null {
  const known = trashed.find((each) => each.record === record);
  const row =
    known &&
    (prepared(ctx.store, `SELECT ${known.title} AS title ${trashedFrom(known)} AND t.id = ?`).get(
      id,
    ) as { title: string } | undefined);
  if (!row) throw new NotFound(record, id);
  return commit(
    ctx.store,
    {
      kind: `${record}.restauration`,
      params: { reference: row.title },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      if (known.record === "pieceJointe") restoreFile(ctx, writer, id);
      else restoreWithin(ctx, writer, known.record, id);
    },
  ).actionId;
}
