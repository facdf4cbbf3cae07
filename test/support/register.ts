import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Context } from "../../src-main/services/context.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import { foundRegister, setUpDesk } from "../../src-main/services/register.ts";
import { openStore, type Store } from "../../src-main/store/database.ts";
import { ledgerTables } from "../../src-main/store/tables.ts";

export const root = new URL("../..", import.meta.url).pathname;
export const migrations = join(root, "drizzle");
export const resources = join(root, "resources");
/** The day of every test register. */
export const today = "2026-03-02";

const open: Store[] = [];
const folders: string[] = [];

afterAll(() => {
  for (const store of open) store.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, removed when the file's tests are over. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "daftar-"));
  folders.push(folder);
  return folder;
}

/** A clock that moves one second at each look, so that no two actions share an instant. */
export function steadyClock(from = Date.parse(`${today}T08:00:00Z`)): () => number {
  let at = from;
  return () => (at += 1000);
}

/** The desk works on a day, from eight o'clock on, one second between two actions. */
export function workOn(ctx: Context, day: string): void {
  ctx.store.clock = steadyClock(new Date(`${day}T08:00:00`).getTime());
}

/** A context on an open store, reading in place. */
export function contextOf(store: Store): Context {
  return { store, resources, today: () => today, read: readInPlace(store.db) };
}

/** A real register in a folder of its own, founded with the shipped reference data. */
export function newRegister(path = join(tempFolder(), "registre.db")): Context {
  const store = openStore(path, { mode: "create", migrations, clock: steadyClock() });
  open.push(store);
  foundRegister(store, resources);
  setUpDesk(store, { nom: "Essai", langue: "fr", region: "05" });
  return contextOf(store);
}

/** Opens a register that exists; closed when the file's tests are over. */
export function reopen(path: string): Store {
  const store = openStore(path, { mode: "existing", migrations });
  open.push(store);
  return store;
}

type Rows = Map<string, Record<string, unknown>>;
type Snapshot = Map<string, Rows>;

/** Every row of every table under the ledger. */
export function snapshot(store: Store): Snapshot {
  const tables: Snapshot = new Map();
  const exists = store.db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  for (const table of Object.values(ledgerTables)) {
    // A register of an older schema has fewer tables.
    if (!exists.get(table.name)) continue;
    const rows = store.db.prepare(`SELECT * FROM "${table.name}"`).all() as Record<
      string,
      unknown
    >[];
    tables.set(table.name, new Map(rows.map((row) => [String(row["id"]), row])));
  }
  return tables;
}

/**
 * Number and hash of all that holds state, by table: a refused or failed piece of work must leave
 * them as they were.
 */
export function everything(store: Store): Record<string, string> {
  const sources = [
    ...Object.values(ledgerTables).map(({ name }) => `* FROM "${name}" ORDER BY id`),
    "* FROM action ORDER BY seq",
    "* FROM change ORDER BY action_id, n",
    "* FROM dossier_ligne ORDER BY id",
    "rowid FROM dossier_recherche ORDER BY rowid",
  ];
  return Object.fromEntries(
    sources.map((source) => {
      const rows = store.db.prepare(`SELECT ${source}`).all();
      const hash = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
      return [source, `${rows.length} ${hash.slice(0, 16)}`];
    }),
  );
}

const lifeColumns = new Set(["created_at", "created_by", "updated_at", "updated_by", "deleted_at"]);

/** The data columns of the live rows, by table and id: what a user sees as the content. */
export function content(store: Store): Record<string, Record<string, unknown>> {
  const shown: Record<string, Record<string, unknown>> = {};
  for (const [table, rows] of snapshot(store)) {
    for (const [id, row] of rows) {
      if (row["deleted_at"] !== null) continue;
      shown[`${table}:${id}`] = Object.fromEntries(
        Object.entries(row).filter(([name]) => !lifeColumns.has(name)),
      );
    }
  }
  return shown;
}

interface StoredChange {
  table: string;
  row: string;
  op: string;
  column: string | null;
  before: unknown;
  after: unknown;
}

const parsed = (text: unknown) => (text === null ? null : (JSON.parse(text as string) as unknown));

/** Changes of the actions after a place in the chain. */
export function changesAfter(store: Store, seq: number): StoredChange[] {
  const rows = store.db
    .prepare(
      `SELECT c.table_name AS "table", c.row_id AS row, c.op, c.column_name AS "column", c.before, c.after
       FROM change c JOIN action a ON a.id = c.action_id WHERE a.seq > ? ORDER BY a.seq, c.n`,
    )
    .all(seq) as StoredChange[];
  return rows.map((row) => ({ ...row, before: parsed(row.before), after: parsed(row.after) }));
}

/** Place of the latest action in the chain. */
export function lastSeq(store: Store): number {
  return (store.db.prepare("SELECT max(seq) FROM action").pluck().get() as number | null) ?? 0;
}

/** A whole row as the ledger records it: a column left out is NULL. */
const recordedRow = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

/** The changes that the rows before and after say the ledger must hold, in no order. */
export function expectedChanges(before: Snapshot, after: Snapshot): StoredChange[] {
  const changes: StoredChange[] = [];
  for (const [table, rows] of after) {
    for (const [id, now] of rows) {
      const old = before.get(table)?.get(id);
      const base = { table, row: id, column: null };
      if (!old) {
        changes.push({ ...base, op: "create", before: null, after: recordedRow(now) });
        continue;
      }
      for (const [column, value] of Object.entries(now)) {
        if (lifeColumns.has(column) || old[column] === value) continue;
        changes.push({ ...base, op: "update", column, before: old[column], after: value });
      }
      if (old["deleted_at"] === null && now["deleted_at"] !== null) {
        changes.push({ ...base, op: "delete", before: recordedRow(old), after: null });
      }
      if (old["deleted_at"] !== null && now["deleted_at"] === null) {
        changes.push({ ...base, op: "restore", before: null, after: recordedRow(old) });
      }
    }
  }
  return changes;
}

/** Sorts changes so that two lists can be compared. */
export function sortedChanges(changes: readonly StoredChange[]): StoredChange[] {
  const key = (c: StoredChange) => `${c.table} ${c.row} ${c.op} ${c.column ?? ""}`;
  return changes.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Values of a new dossier that every rule accepts. */
export function dossierValues(values: Record<string, string | number | null> = {}) {
  return { acte: "permis_de_construire", deposeLe: "2026-01-05", ...values };
}

/** What some work threw. Work that throws nothing is itself an error. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** What a promise was refused with; fails when it was kept. */
export async function rejectedBy(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
