import type { Connection, Query } from "./database.ts";

/** Tables whose rows are kept in memory by each connection that reads them. */
const keptTables = new Set(["reference", "reference_list", "secteur", "territoire"]);

/** More changes than this are not looked through: reading the lists again costs less. */
const mostChanges = 2000;

interface Kept {
  version: number;
  seq: number;
  values: Map<string, unknown>;
  dataVersion: Query;
  lastSeq: Query;
  written: Query;
}

const connections = new WeakMap<Connection, Kept>();

function keptOf(db: Connection): Kept {
  let kept = connections.get(db);
  if (!kept) {
    const names = [...keptTables].map((name) => `'${name}'`).join(",");
    kept = {
      version: -1,
      seq: -1,
      values: new Map(),
      dataVersion: db.prepare<unknown[]>("PRAGMA data_version").pluck(),
      lastSeq: db.prepare<unknown[]>("SELECT ifnull(max(seq), 0) FROM action").pluck(),
      written: db
        .prepare<unknown[]>(
          `SELECT 1 FROM (SELECT ifnull(sum(change_count), 0) AS n FROM action WHERE seq > ?) WHERE n > ${mostChanges}
             OR EXISTS (SELECT 1 FROM action a JOIN change c ON c.action_id = a.id WHERE a.seq > ? AND c.table_name IN (${names}))`,
        )
        .pluck(),
    };
    connections.set(db, kept);
  }
  return kept;
}

/**
 * What was read from the reference tables, kept by a connection until one of them is written to: by itself
 * (`forgetKept`), or by another connection, as the journal tells.
 * @param key names what is kept; `read` must always read the same under one key
 */
export function kept<T>(db: Connection, key: string, read: () => T): T {
  const mine = keptOf(db);
  // Moves when another connection committed, never by what this one writes.
  const version = mine.dataVersion.get() as number;
  if (version !== mine.version) {
    const seq = mine.lastSeq.get() as number;
    if (mine.version < 0 || mine.written.get(mine.seq, mine.seq) !== undefined) mine.values.clear();
    mine.version = version;
    mine.seq = seq;
  }
  if (!mine.values.has(key)) mine.values.set(key, read());
  return mine.values.get(key) as T;
}

/** Whether what connections keep depends on a table. */
export const isKept = (table: string): boolean => keptTables.has(table);

/** Forgets what was read: a kept table was written to by this connection, or the writing taken back. */
export function forgetKept(db: Connection): void {
  connections.get(db)?.values.clear();
}

interface Told {
  key: string;
  value: unknown;
}

const told = new WeakMap<Connection, Map<string, Told>>();

/**
 * What was told from the whole register, kept by a connection until something is written, by itself or by
 * another; one value under each name.
 * @param key what else it was told for, a day for instance
 */
export function keptUntilWritten<T>(db: Connection, name: string, key: string, read: () => T): T {
  const { dataVersion, lastSeq } = keptOf(db);
  // The first tells of another connection's commits, the second of this one's.
  const whole = `${dataVersion.get() as number} ${lastSeq.get() as number} ${key}`;
  const mine = told.get(db) ?? new Map<string, Told>();
  told.set(db, mine);
  let last = mine.get(name);
  if (last?.key !== whole) {
    last = { key: whole, value: read() };
    mine.set(name, last);
  }
  return last.value as T;
}
