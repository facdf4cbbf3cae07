import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import type { Connection } from "./database.ts";
import { StoreError } from "./errors.ts";
import { ledgerTables } from "./tables.ts";

interface Journal {
  entries: { idx: number; when: number; tag: string }[];
}

function appliedMigrations(db: Connection): number[] {
  const there = db
    .prepare("SELECT 1 FROM sqlite_schema WHERE type='table' AND name='__drizzle_migrations'")
    .get();
  if (!there) return [];
  return db
    .prepare("SELECT created_at FROM __drizzle_migrations ORDER BY created_at")
    .pluck()
    .all() as number[];
}

function rowCounts(db: Connection): Map<string, number> {
  const counts = new Map<string, number>();
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?");
  for (const name of [...Object.values(ledgerTables).map((t) => t.name), "action", "change"]) {
    if (!exists.get(name)) continue;
    counts.set(name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number);
  }
  return counts;
}

function knownMigrations(folder: string): number[] {
  const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")) as Journal;
  return journal.entries.map((entry) => entry.when);
}

/**
 * Looks at a file before anything is written to it.
 * @param db a read-only connection.
 * @throws StoreError `not_a_register`, or `newer` when a later application made it.
 */
export function assertRegister(db: Connection, folder: string): void {
  const applied = appliedMigrations(db);
  if (applied.length === 0) throw new StoreError("not_a_register", `${db.name} is not a register`);
  const lastKnown = knownMigrations(folder).at(-1) ?? 0;
  if (applied.some((when) => when > lastKnown)) {
    throw new StoreError("newer", "this register was made by a later version of Daftar");
  }
}

/**
 * Brings a register to the application's schema. A register that held data is first copied to
 * `<file>.avant-<n>`; foreign keys are off on the connection before the migrator's transaction
 * begins, and rows are counted before and after.
 * @returns true when the schema advanced.
 * @throws MigrationFailed when a statement failed or rows went missing.
 */
export function migrateRegister(
  db: Connection,
  options: { path: string; folder: string; existed: boolean },
): boolean {
  const applied = appliedMigrations(db);
  const known = knownMigrations(options.folder);
  if (applied.length === known.length) return false;
  const backup =
    options.existed && applied.length > 0
      ? `${options.path}.avant-${applied.length}-${Date.now()}`
      : null;
  if (backup) db.prepare("VACUUM INTO ?").run(backup);
  const before = rowCounts(db);
  db.pragma("foreign_keys = OFF");
  try {
    migrate(drizzle(db), { migrationsFolder: options.folder });
    assertNothingLost(db, before);
  } catch (error) {
    throw new MigrationFailed((error as Error).message, backup);
  }
  db.pragma("foreign_keys = ON");
  return true;
}

/** A migration that did not end well: the copy made before it takes the register's place. */
export class MigrationFailed extends StoreError {
  readonly backup: string | null;
  constructor(message: string, backup: string | null) {
    super("migration_failed", message);
    this.backup = backup;
  }
}

function assertNothingLost(db: Connection, before: ReadonlyMap<string, number>): void {
  const orphans = db.pragma("foreign_key_check") as unknown[];
  if (orphans.length > 0) throw new Error(`${orphans.length} orphan rows`);
  const after = rowCounts(db);
  for (const [name, count] of before) {
    if (after.get(name) !== count) {
      throw new Error(`${name}: ${count} rows before, ${after.get(name)} after`);
    }
  }
}
