import { createHash } from "node:crypto";
import { prepared, type SqlValue, type Store } from "./database.ts";
import { forgetKept, isKept } from "./kept.ts";
import { refreshProjection, type Touched } from "./projection.ts";
import { ledgerTables, tableNamed, type LedgerTable, type LedgerTableKey } from "./tables.ts";

export type Row = Record<string, SqlValue>;
export type ActionParams = Record<string, string | number>;

/** Who does what: the head of an action. */
export interface ActionMeta {
  /** Key the interface translates, e.g. `dossier.update`. */
  kind: string;
  params?: ActionParams;
  userId: string;
  mode?: "do" | "undo" | "redo";
  targetId?: string;
  /** Recorded even when no row changes: something left the register. */
  always?: boolean;
}

/** The only way to write business rows. Keys of `values` are TypeScript column keys. */
export interface Writer {
  readonly actionId: string;
  insert(table: LedgerTableKey, values: Record<string, unknown>): string;
  /** @returns false when nothing differed. */
  update(table: LedgerTableKey, id: string, patch: Record<string, unknown>): boolean;
  remove(table: LedgerTableKey, id: string): boolean;
  restore(table: LedgerTableKey, id: string): boolean;
  get(table: LedgerTableKey, id: string): Record<string, SqlValue> | undefined;
  /** Brings the projection up to date with what was written so far: long work does it by slices. */
  flush(): void;
}

export interface Committed<T> {
  result: T;
  /** null when the work changed nothing: nothing was then written. */
  actionId: string | null;
}

interface PreparedTable {
  table: LedgerTable;
  insertSql: string;
  selectSql: string;
}

const preparedTables = new Map<string, PreparedTable>();
function preparedTable(table: LedgerTable): PreparedTable {
  let entry = preparedTables.get(table.name);
  if (!entry) {
    const names = table.columns.map((column) => `"${column.name}"`);
    entry = {
      table,
      insertSql: `INSERT INTO "${table.name}" (${names.join(",")}) VALUES (${names.map(() => "?").join(",")})`,
      selectSql: `SELECT * FROM "${table.name}" WHERE id = ?`,
    };
    preparedTables.set(table.name, entry);
  }
  return entry;
}

function sqlValue(value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" || typeof value === "string" || typeof value === "bigint")
    return value;
  return JSON.stringify(value);
}

const insertChange =
  "INSERT INTO change (action_id, n, table_name, row_id, op, column_name, before, after) VALUES (?,?,?,?,?,?,?,?)";
const insertAction =
  "INSERT INTO action (id, seq, at, user_id, device_id, kind, params, mode, target_id, change_count, prev_hash, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";

type ChangeOp = "create" | "update" | "delete" | "restore";

class Recorder implements Writer {
  readonly actionId: string;
  readonly hash = createHash("sha256");
  count = 0;
  private readonly touched: Touched = new Map();
  /** Ids by table, for the change notice; null once they are too many to name. */
  named: Map<string, Set<string>> | null = new Map();
  readonly tables = new Set<string>();
  private readonly store: Store;
  private readonly userId: string;
  readonly at: number;
  /** The rows will be taken back: what the journal would say of them is not written. */
  private readonly trial: boolean;

  constructor(store: Store, userId: string, at: number, trial: boolean) {
    this.store = store;
    this.trial = trial;
    this.userId = userId;
    this.at = at;
    this.actionId = store.newId();
  }

  private record(
    table: string,
    rowId: string,
    op: ChangeOp,
    column: string | null,
    before: string | null,
    after: string | null,
  ): void {
    this.count += 1;
    if (!this.trial) {
      this.hash.update(changeText(this.count, table, rowId, op, column, before, after));
      prepared(this.store, insertChange).run(
        this.actionId,
        this.count,
        table,
        rowId,
        op,
        column,
        before,
        after,
      );
    }
    if (isKept(table)) forgetKept(this.store.db);
    let rows = this.touched.get(table);
    if (!rows) this.touched.set(table, (rows = new Map()));
    const seen = rows.get(rowId);
    if (op === "create") rows.set(rowId, "created");
    else if (column === null) rows.set(rowId, seen === "created" ? "created" : "row");
    else if (seen === undefined) rows.set(rowId, new Set([column]));
    else if (typeof seen !== "string") seen.add(column);
  }

  flush(): void {
    refreshProjection(this.store, this.touched);
    for (const [table, rows] of this.touched) {
      this.tables.add(table);
      const ids = this.named?.get(table) ?? new Set();
      for (const id of rows.keys()) ids.add(id);
      this.named?.set(table, ids);
    }
    this.touched.clear();
    let count = 0;
    for (const ids of this.named?.values() ?? []) count += ids.size;
    if (count > namedRows) this.named = null;
  }

  insert(key: LedgerTableKey, values: Record<string, unknown>): string {
    const { table, insertSql } = preparedTable(ledgerTables[key]);
    const id = typeof values["id"] === "string" ? values["id"] : this.store.newId();
    const row: Row = {};
    const bound: SqlValue[] = [];
    for (const column of table.columns) {
      let value: SqlValue;
      if (column.name === "id") value = id;
      else if (column.name === "created_at" || column.name === "updated_at") value = this.at;
      else if (column.name === "created_by" || column.name === "updated_by") value = this.userId;
      else value = sqlValue(values[column.key]);
      // A column left out of the recorded row is NULL: half of an import's ledger would be nulls.
      if (value !== null) row[column.name] = value;
      bound.push(value);
    }
    prepared(this.store, insertSql).run(...bound);
    this.record(table.name, id, "create", null, null, JSON.stringify(row));
    return id;
  }

  get(key: LedgerTableKey, id: string): Row | undefined {
    return prepared(this.store, preparedTable(ledgerTables[key]).selectSql).get(id) as
      | Row
      | undefined;
  }

  update(key: LedgerTableKey, id: string, patch: Record<string, unknown>): boolean {
    const table = ledgerTables[key];
    const current = this.get(key, id);
    if (!current) throw new Error(`ledger: no row ${id} in ${table.name}`);
    const sets: { name: string; value: SqlValue }[] = [];
    for (const column of table.dataColumns) {
      if (!(column.key in patch)) continue;
      const value = sqlValue(patch[column.key]);
      if (current[column.name] !== value) sets.push({ name: column.name, value });
    }
    return this.write(table, id, current, sets);
  }

  /** Sets columns by SQL name, for undo and redo. */
  write(
    table: LedgerTable,
    id: string,
    current: Row,
    sets: readonly { name: string; value: SqlValue }[],
  ): boolean {
    if (sets.length === 0) return false;
    prepared(
      this.store,
      `UPDATE "${table.name}" SET ${sets.map((s) => `"${s.name}"=?`).join(",")}, updated_at=?, updated_by=? WHERE id=?`,
    ).run(...sets.map((s) => s.value), this.at, this.userId, id);
    for (const set of sets) {
      this.record(
        table.name,
        id,
        "update",
        set.name,
        JSON.stringify(current[set.name] ?? null),
        JSON.stringify(set.value),
      );
    }
    return true;
  }

  remove(key: LedgerTableKey, id: string): boolean {
    return this.setDeleted(ledgerTables[key], id, true);
  }

  restore(key: LedgerTableKey, id: string): boolean {
    return this.setDeleted(ledgerTables[key], id, false);
  }

  setDeleted(table: LedgerTable, id: string, deleted: boolean): boolean {
    const current = prepared(this.store, preparedTable(table).selectSql).get(id) as Row | undefined;
    if (!current) throw new Error(`ledger: no row ${id} in ${table.name}`);
    if ((current["deleted_at"] !== null) === deleted) return false;
    prepared(
      this.store,
      `UPDATE "${table.name}" SET deleted_at=?, updated_at=?, updated_by=? WHERE id=?`,
    ).run(deleted ? this.at : null, this.at, this.userId, id);
    const row = JSON.stringify(
      Object.fromEntries(Object.entries(current).filter(([, value]) => value !== null)),
    );
    if (deleted) this.record(table.name, id, "delete", null, row, null);
    else this.record(table.name, id, "restore", null, null, row);
    return true;
  }
}

/** The exact text of one change that enters the action's hash. */
export function changeText(
  n: number,
  table: string,
  rowId: string,
  op: string,
  column: string | null,
  before: string | null,
  after: string | null,
): string {
  return `${JSON.stringify([n, table, rowId, op, column, before, after])}\n`;
}

/** The exact text of the head of an action that enters its hash, after its changes. */
export function actionText(head: {
  id: string;
  seq: number;
  at: number;
  userId: string;
  deviceId: string;
  kind: string;
  params: string;
  mode: string;
  targetId: string | null;
  count: number;
  prevHash: string;
}): string {
  return JSON.stringify([
    head.prevHash,
    head.id,
    head.seq,
    head.at,
    head.userId,
    head.deviceId,
    head.kind,
    head.params,
    head.mode,
    head.targetId,
    head.count,
  ]);
}

/** More rows than this are not named one by one in a change notice. */
const namedRows = 500;

/**
 * Does some work in one transaction and records it as one action: rows, changes, projection and
 * search index are written together or not at all. Work that changes nothing leaves no action.
 */
export function commit<T>(
  store: Store,
  meta: ActionMeta,
  work: (writer: Writer) => T,
): Committed<T> {
  return record(store, meta, (recorder) => work(recorder));
}

/** Another piece of work holds the register: an import that has not ended. */
export class Busy extends Error {
  constructor() {
    super("the register is busy");
    this.name = "Busy";
  }
}

const queues = new WeakMap<Store, Promise<void>>();

/** Does some work when nothing else holds the register; whoever asks is served in turn. */
export async function exclusively<T>(store: Store, work: () => T | Promise<T>): Promise<T> {
  const before = queues.get(store) ?? Promise.resolve();
  let release = () => {};
  const mine = new Promise<void>((resolve) => (release = resolve));
  queues.set(
    store,
    before.then(() => mine),
  );
  await before;
  try {
    return await work();
  } finally {
    release();
  }
}

/** Resolves when all the work asked for so far has ended. */
export async function whenIdle(store: Store): Promise<void> {
  await queues.get(store);
}

/**
 * Long work as one action: the transaction stays open while the work gives way between slices, so that
 * progress and cancellation get through. Other writers wait their turn with `exclusively`.
 * @param options.dryRun does everything but the journal, then takes it all back.
 */
export async function commitLong<T>(
  store: Store,
  meta: ActionMeta,
  work: (writer: Writer) => Promise<T>,
  options: { dryRun: boolean } = { dryRun: false },
): Promise<Committed<T>> {
  return exclusively(store, async () => {
    const recorder = begin(store, meta, options.dryRun);
    try {
      const result = await work(recorder);
      if (!options.dryRun) return end(store, meta, recorder, result);
      abandon(store);
      return { result, actionId: null };
    } catch (error) {
      abandon(store);
      throw error;
    }
  });
}

function record<T>(store: Store, meta: ActionMeta, work: (recorder: Recorder) => T): Committed<T> {
  if (store.db.inTransaction) throw new Busy();
  const recorder = begin(store, meta);
  try {
    return end(store, meta, recorder, work(recorder));
  } catch (error) {
    abandon(store);
    throw error;
  }
}

function begin(store: Store, meta: ActionMeta, trial = false): Recorder {
  const recorder = new Recorder(store, meta.userId, store.clock(), trial);
  // IMMEDIATE: the write lock is taken before the first read, so that no read is out of date.
  prepared(store, "BEGIN IMMEDIATE").run();
  store.db.pragma("defer_foreign_keys = ON");
  return recorder;
}

function abandon(store: Store): void {
  if (!store.db.inTransaction) return;
  prepared(store, "ROLLBACK").run();
  forgetKept(store.db);
}

function end<T>(store: Store, meta: ActionMeta, recorder: Recorder, result: T): Committed<T> {
  if (recorder.count === 0 && !meta.always) {
    prepared(store, "ROLLBACK").run();
    return { result, actionId: null };
  }
  const last = prepared(store, "SELECT seq, hash FROM action ORDER BY seq DESC LIMIT 1").get() as
    | { seq: number; hash: string }
    | undefined;
  const head = {
    id: recorder.actionId,
    seq: (last?.seq ?? 0) + 1,
    at: recorder.at,
    userId: meta.userId,
    deviceId: store.deviceId,
    kind: meta.kind,
    params: JSON.stringify(meta.params ?? {}),
    mode: meta.mode ?? "do",
    targetId: meta.targetId ?? null,
    count: recorder.count,
    prevHash: last?.hash ?? "",
  };
  const hash = recorder.hash.update(actionText(head)).digest("hex");
  prepared(store, insertAction).run(
    head.id,
    head.seq,
    head.at,
    head.userId,
    head.deviceId,
    head.kind,
    head.params,
    head.mode,
    head.targetId,
    head.count,
    head.prevHash,
    hash,
  );
  recorder.flush();
  prepared(store, "COMMIT").run();
  notify(store, meta.kind, recorder);
  return { result, actionId: recorder.actionId };
}

function notify(store: Store, kind: string, recorder: Recorder): void {
  const { actionId, named } = recorder;
  const rows = named && [...named].flatMap(([table, ids]) => [...ids].map((id) => ({ table, id })));
  for (const listener of store.listeners) {
    try {
      listener({ actionId, kind, tables: [...recorder.tables], rows });
    } catch (error) {
      // The action is committed: who listens badly must not make it look refused.
      console.error(error);
    }
  }
}

export interface ActionHead {
  id: string;
  seq: number;
  kind: string;
  params: ActionParams;
  mode: "do" | "undo" | "redo";
  targetId: string | null;
}

export type UndoReason = "nothing" | "later_change" | "still_used" | "already_undone";

export interface Obstacle {
  table: string;
  rowId: string;
  column: string | null;
  laterActionId: string | null;
  laterKind: string | null;
}

/** Why an undo or a redo was refused, and what stands in the way. Nothing was changed. */
export class UndoRefused extends Error {
  readonly reason: UndoReason;
  readonly obstacles: Obstacle[];
  constructor(reason: UndoReason, obstacles: Obstacle[] = []) {
    super(`undo refused: ${reason}`);
    this.name = "UndoRefused";
    this.reason = reason;
    this.obstacles = obstacles;
  }
}

interface StoredAction {
  id: string;
  seq: number;
  kind: string;
  params: string;
  mode: "do" | "undo" | "redo";
  target_id: string | null;
}

function headOf(row: StoredAction): ActionHead {
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    params: JSON.parse(row.params) as ActionParams,
    mode: row.mode,
    targetId: row.target_id,
  };
}

/** The same rule as `undoable`, for a column of SQL. */
const undoableSql = (column: string) =>
  `${column} NOT LIKE 'registre.%' AND ${column} NOT LIKE 'export.%' AND instr(${column}, '.consultation_') = 0`;

/** Whether an action's effects stand: the latest undo or redo of it decides. */
export function isLive(store: Store, actionId: string): boolean {
  const latest = prepared(
    store,
    "SELECT mode FROM action WHERE target_id = ? ORDER BY seq DESC LIMIT 1",
  ).get(actionId) as { mode: string } | undefined;
  return latest?.mode !== "undo";
}

/** What Ctrl+Z would undo for this user: the latest of their own actions that still stands. */
export function nextUndo(store: Store, userId: string): ActionHead | null {
  const row = prepared(
    store,
    `SELECT a.id, a.seq, a.kind, a.params, a.mode, a.target_id FROM action a
     WHERE a.user_id = ? AND a.mode = 'do' AND ${undoableSql("a.kind")}
       AND coalesce((SELECT b.mode FROM action b WHERE b.target_id = a.id ORDER BY b.seq DESC LIMIT 1), 'redo') <> 'undo'
     ORDER BY a.seq DESC LIMIT 1`,
  ).get(userId) as StoredAction | undefined;
  return row ? headOf(row) : null;
}

/** What Ctrl+Y would do again: the latest undone action, unless the user has done something since. */
export function nextRedo(store: Store, userId: string): ActionHead | null {
  const lastDone = prepared(
    store,
    `SELECT max(seq) FROM action WHERE user_id = ? AND mode = 'do' AND ${undoableSql("kind")}`,
  )
    .pluck()
    .get(userId) as number | null;
  const row = prepared(
    store,
    `SELECT t.id, t.seq, t.kind, t.params, t.mode, t.target_id FROM action u JOIN action t ON t.id = u.target_id
     WHERE u.user_id = ? AND u.mode = 'undo' AND u.seq > ?
       AND NOT EXISTS (SELECT 1 FROM action r WHERE r.target_id = u.target_id AND r.seq > u.seq)
     ORDER BY u.seq DESC LIMIT 1`,
  ).get(userId, lastDone ?? 0) as StoredAction | undefined;
  return row ? headOf(row) : null;
}

/**
 * The founding actions of a register are not undone: without them there is no register. Nor is the
 * record of somebody having looked at a masked value, nor that of an export: it happened.
 */
function undoable(kind: string): boolean {
  return (
    !kind.startsWith("registre.") && !kind.startsWith("export.") && !kind.includes(".consultation_")
  );
}

interface StoredChange {
  n: number;
  table_name: string;
  row_id: string;
  op: ChangeOp;
  column_name: string | null;
  before: string | null;
  after: string | null;
}

/**
 * Undoes one action as a new action.
 * @throws UndoRefused when a later change touched the same field, or what was created is now in use.
 */
export function undo(store: Store, userId: string, actionId: string): Committed<ActionHead> {
  return reverse(store, userId, actionId, "undo");
}

/** Does an undone action again, as a new action. Refuses as undo does. */
export function redo(store: Store, userId: string, actionId: string): Committed<ActionHead> {
  return reverse(store, userId, actionId, "redo");
}

function reverse(
  store: Store,
  userId: string,
  actionId: string,
  mode: "undo" | "redo",
): Committed<ActionHead> {
  const stored = prepared(
    store,
    "SELECT id, seq, kind, params, mode, target_id FROM action WHERE id = ?",
  ).get(actionId) as StoredAction | undefined;
  if (!stored || !undoable(stored.kind)) throw new UndoRefused("nothing");
  const target =
    stored.mode === "do"
      ? headOf(stored)
      : headOf(
          prepared(
            store,
            "SELECT id, seq, kind, params, mode, target_id FROM action WHERE id = ?",
          ).get(stored.target_id) as StoredAction,
        );
  const meta: ActionMeta = {
    kind: target.kind,
    params: target.params,
    userId,
    mode,
    targetId: target.id,
  };
  return record(store, meta, (recorder) => {
    if (isLive(store, target.id) !== (mode === "undo")) throw new UndoRefused("already_undone");
    const changes = prepared(
      store,
      `SELECT n, table_name, row_id, op, column_name, before, after FROM change WHERE action_id = ? ORDER BY n ${mode === "undo" ? "DESC" : "ASC"}`,
    ).all(target.id) as StoredChange[];
    const plan = planReversal(store, changes, mode, target.id);
    if (plan.obstacles.length > 0) {
      throw new UndoRefused(plan.stillUsed ? "still_used" : "later_change", plan.obstacles);
    }
    for (const step of plan.steps) step(recorder);
    return target;
  });
}

/** Obstacles are listed up to this many: enough to explain, not a flood. */
const listedObstacles = 20;

function planReversal(
  store: Store,
  changes: StoredChange[],
  mode: "undo" | "redo",
  targetId: string,
): { steps: ((recorder: Recorder) => void)[]; obstacles: Obstacle[]; stillUsed: boolean } {
  const steps: ((recorder: Recorder) => void)[] = [];
  const obstacles: Obstacle[] = [];
  let stillUsed = false;
  const obstruct = (change: StoredChange, later: { id: string; kind: string } | undefined) => {
    if (obstacles.length >= listedObstacles) return;
    obstacles.push({
      table: change.table_name,
      rowId: change.row_id,
      column: change.column_name,
      laterActionId: later?.id ?? null,
      laterKind: later?.kind ?? null,
    });
  };
  const inAction = new Set(changes.map((change) => `${change.table_name}:${change.row_id}`));
  // Columns this same action changed after creating the row are not someone's later change.
  const ownUpdates = new Set(
    changes.flatMap((c) => (c.column_name ? [`${c.row_id}:${c.column_name}`] : [])),
  );
  const pending = new Map<string, SqlValue>();
  for (const change of changes) {
    const table = tableNamed(change.table_name);
    const current = prepared(store, preparedTable(table).selectSql).get(change.row_id) as
      | Row
      | undefined;
    if (!current) {
      obstruct(change, undefined);
      continue;
    }
    if (change.op === "update") {
      const column = change.column_name!;
      const from = parseValue(mode === "undo" ? change.after : change.before);
      const to = parseValue(mode === "undo" ? change.before : change.after);
      const seen = `${change.table_name}:${change.row_id}:${column}`;
      const value = pending.has(seen) ? pending.get(seen) : current[column];
      const later = laterChange(store, change.row_id, column, targetId);
      if (value !== from || later) {
        obstruct(change, later);
        continue;
      }
      pending.set(seen, to);
      steps.push((recorder) => {
        const now = prepared(store, preparedTable(table).selectSql).get(change.row_id) as Row;
        recorder.write(table, change.row_id, now, [{ name: column, value: to }]);
      });
      continue;
    }
    const deletes = mode === "undo" ? change.op !== "delete" : change.op === "delete";
    if ((current["deleted_at"] !== null) === deletes) {
      obstruct(change, laterChange(store, change.row_id, null, targetId));
      continue;
    }
    if (deletes && change.op !== "delete") {
      const made = JSON.parse(change.after ?? "{}") as Row;
      const changed = table.dataColumns.find(
        (column) =>
          !ownUpdates.has(`${change.row_id}:${column.name}`) &&
          current[column.name] !== (made[column.name] ?? null),
      );
      if (changed) {
        obstruct(
          { ...change, column_name: changed.name },
          laterChange(store, change.row_id, changed.name, targetId),
        );
        continue;
      }
      const user = liveReferent(store, table.name, change.row_id, inAction);
      if (user) {
        stillUsed = true;
        obstruct(
          { ...change, table_name: user.table, row_id: user.id, column_name: user.column },
          undefined,
        );
        continue;
      }
    }
    steps.push((recorder) => recorder.setDeleted(table, change.row_id, deletes));
  }
  return { steps, obstacles, stillUsed };
}

function parseValue(text: string | null): SqlValue {
  return text === null ? null : (JSON.parse(text) as SqlValue);
}

/** A later action that still stands and touched the same field; of a whole row when `column` is null. */
function laterChange(
  store: Store,
  rowId: string,
  column: string | null,
  targetId: string,
): { id: string; kind: string } | undefined {
  return prepared(
    store,
    `SELECT a.id, a.kind FROM change c JOIN action a ON a.id = c.action_id
     WHERE c.row_id = ? AND (? IS NULL OR c.column_name = ?) AND a.mode = 'do'
       AND a.seq > (SELECT t.seq FROM action t WHERE t.id = ?)
       AND coalesce((SELECT b.mode FROM action b WHERE b.target_id = a.id ORDER BY b.seq DESC LIMIT 1), 'redo') <> 'undo'
     ORDER BY a.seq DESC LIMIT 1`,
  ).get(rowId, column, column, targetId) as { id: string; kind: string } | undefined;
}

interface ForeignKey {
  table: string;
  column: string;
}
const referents = new WeakMap<Store, Map<string, ForeignKey[]>>();

/** A live row, outside the action itself, that refers to this one. */
function liveReferent(
  store: Store,
  table: string,
  id: string,
  inAction: ReadonlySet<string>,
): { table: string; id: string; column: string } | undefined {
  let byTarget = referents.get(store);
  if (!byTarget) {
    byTarget = new Map();
    for (const other of Object.values(ledgerTables)) {
      const keys = store.db.pragma(`foreign_key_list("${other.name}")`) as {
        table: string;
        from: string;
      }[];
      for (const key of keys) {
        const list = byTarget.get(key.table) ?? [];
        list.push({ table: other.name, column: key.from });
        byTarget.set(key.table, list);
      }
    }
    referents.set(store, byTarget);
  }
  for (const key of byTarget.get(table) ?? []) {
    const rows = prepared(
      store,
      `SELECT id FROM "${key.table}" WHERE "${key.column}" = ? AND deleted_at IS NULL`,
    )
      .pluck()
      .all(id) as string[];
    const outside = rows.find((row) => !inAction.has(`${key.table}:${row}`));
    if (outside) return { table: key.table, id: outside, column: key.column };
  }
  return undefined;
}

export interface ChainFault {
  seq: number;
  actionId: string;
  fault: "gap" | "previous_hash" | "hash" | "change_count";
}

/** Recomputes the whole chain: proves that no action and no change was edited, added or removed. */
export function verifyChain(db: Store["db"]): { actions: number; faults: ChainFault[] } {
  const faults: ChainFault[] = [];
  const actions = db
    .prepare(
      "SELECT id, seq, at, user_id, device_id, kind, params, mode, target_id, change_count, prev_hash, hash FROM action ORDER BY seq",
    )
    .all() as (StoredAction & {
    at: number;
    user_id: string;
    device_id: string;
    change_count: number;
    prev_hash: string;
    hash: string;
  })[];
  const changesOf = db.prepare(
    "SELECT n, table_name, row_id, op, column_name, before, after FROM change WHERE action_id = ? ORDER BY n",
  );
  let previous = "";
  let seq = 0;
  let counted = 0;
  for (const row of actions) {
    seq += 1;
    const fault = (kind: ChainFault["fault"]) =>
      faults.push({ seq: row.seq, actionId: row.id, fault: kind });
    if (row.seq !== seq) fault("gap");
    seq = row.seq;
    if (row.prev_hash !== previous) fault("previous_hash");
    const hash = createHash("sha256");
    let count = 0;
    for (const c of changesOf.iterate(row.id) as IterableIterator<StoredChange>) {
      count += 1;
      hash.update(changeText(c.n, c.table_name, c.row_id, c.op, c.column_name, c.before, c.after));
    }
    counted += count;
    if (count !== row.change_count) fault("change_count");
    hash.update(
      actionText({
        id: row.id,
        seq: row.seq,
        at: row.at,
        userId: row.user_id,
        deviceId: row.device_id,
        kind: row.kind,
        params: row.params,
        mode: row.mode,
        targetId: row.target_id,
        count: row.change_count,
        prevHash: row.prev_hash,
      }),
    );
    if (hash.digest("hex") !== row.hash) fault("hash");
    previous = row.hash;
  }
  const all = db.prepare("SELECT count(*) FROM change").pluck().get() as number;
  if (all !== counted) faults.push({ seq, actionId: "", fault: "change_count" });
  return { actions: actions.length, faults };
}
