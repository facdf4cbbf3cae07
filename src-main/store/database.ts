import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { boneMark, nameBones } from "../domain/name-skeleton.ts";
import { foldText, indexText } from "../domain/search-text.ts";
import { StoreError } from "./errors.ts";
import { assertRegister, MigrationFailed, migrateRegister } from "./migrate.ts";
import { newId } from "./ids.ts";
import { rebuildProjection, registerLegalClock } from "./projection.ts";

export type Connection = Database.Database;
export type Query = Database.Statement<unknown[]>;
export type SqlValue = string | number | bigint | null;

/** WAL-reset corruption was fixed in this version (design: schema rule 12). */
const oldestSqlite = [3, 51, 3] as const;

/** What a committed action told its listeners. */
export interface CommitNotice {
  actionId: string;
  kind: string;
  tables: string[];
  rows: { table: string; id: string }[] | null;
}

/** An open register: one writer connection, and who listens to its commits. */
export interface Store {
  readonly db: Connection;
  readonly path: string;
  readonly deviceId: string;
  /** Milliseconds UTC. */
  clock: () => number;
  newId: () => string;
  readonly listeners: Set<(notice: CommitNotice) => void>;
  readonly statements: Map<string, Query>;
  close(): void;
}

export interface OpenOptions {
  /** `create` refuses an existing file, `existing` refuses a missing one: never a silent new register. */
  mode: "create" | "existing";
  /** Folder of the migrations. */
  migrations: string;
  deviceId?: string;
  clock?: () => number;
  newId?: () => string;
}

function assertSqliteVersion(db: Connection): void {
  const version = db.prepare("SELECT sqlite_version()").pluck().get() as string;
  const parts = version.split(".").map(Number);
  for (const [i, least] of oldestSqlite.entries()) {
    const part = parts[i] ?? 0;
    if (part > least) return;
    if (part < least) {
      throw new StoreError(
        "sqlite_too_old",
        `SQLite ${version} is older than ${oldestSqlite.join(".")}`,
      );
    }
  }
}

/** Functions the SQL of the store relies on. */
function registerFunctions(db: Connection): void {
  const joined = (texts: unknown[]) => {
    let text = "";
    for (const each of texts) if (typeof each === "string") text += ` ${each}`;
    return text;
  };
  const options = { deterministic: true, varargs: true };
  db.function("pli", options, (...texts: unknown[]) => foldText(joined(texts)));
  db.function("texte_recherche", options, (...texts: unknown[]) => indexText(joined(texts)));
  db.function("ossature", options, (...texts: unknown[]) =>
    nameBones(...texts.map((text) => (typeof text === "string" ? text : null)))
      .map((bone) => ` ${boneMark}${bone}`)
      .join(""),
  );
  registerLegalClock(db);
}

function configure(db: Connection): void {
  db.pragma("busy_timeout = 5000");
  db.pragma("trusted_schema = OFF");
  db.pragma("foreign_keys = ON");
  db.pragma("cache_size = -65536");
  db.pragma("temp_store = MEMORY");
  db.pragma("mmap_size = 268435456");
}

/**
 * Opens a register for writing, migrating it when it is older than the application.
 * @throws StoreError when the file is missing or already there, is no register, is damaged or newer.
 */
export function openStore(path: string, options: OpenOptions): Store {
  const there = path !== ":memory:" && existsSync(path);
  if (options.mode === "create" && there) {
    throw new StoreError("exists", `a file is already there: ${path}`);
  }
  if (options.mode === "existing" && !there) {
    throw new StoreError("missing", `no register at ${path}`);
  }
  if (!there) mkdirSync(dirname(path), { recursive: true });
  if (there) inspect(path, options.migrations);
  const db = new Database(path);
  try {
    assertSqliteVersion(db);
    db.pragma("journal_mode = WAL");
    // FULL: a power cut keeps every acknowledged change; the cost is in DECISIONS.md.
    db.pragma("synchronous = FULL");
    configure(db);
    registerFunctions(db);
    const advanced = migrateRegister(db, { path, folder: options.migrations, existed: there });
    if (advanced && there) rebuildProjection(db);
  } catch (error) {
    db.close();
    if (error instanceof MigrationFailed && error.backup) putBack(error.backup, path);
    throw asStoreError(error, path);
  }
  const statements = new Map<string, Query>();
  return {
    db,
    path,
    deviceId: options.deviceId ?? "poste",
    clock: options.clock ?? Date.now,
    newId: options.newId ?? newId,
    listeners: new Set(),
    statements,
    close() {
      statements.clear();
      db.close();
    },
  };
}

/** Refuses a file that is no register of ours before a byte of it changes. */
function inspect(path: string, migrations: string): void {
  if (!statSync(path).isFile()) {
    throw new StoreError("not_a_register", `${path} is not a file`);
  }
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      assertRegister(db, migrations);
    } finally {
      db.close();
    }
  } catch (error) {
    throw asStoreError(error, path);
  }
}

/** The register as it was before a migration that failed; the failed one is kept beside it. */
function putBack(backup: string, path: string): void {
  renameSync(path, `${path}.echec-${Date.now()}`);
  for (const end of ["-wal", "-shm"]) rmSync(path + end, { force: true });
  copyFileSync(backup, path);
}

/** Opens a read-only connection on a register that a store already holds open. */
export function openReader(path: string): Connection {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  configure(db);
  registerFunctions(db);
  return db;
}

/**
 * A read-only view of a register that is open for writing: it sees what is committed, and only that.
 * Its `close` closes the view alone.
 */
export function readOnlyView(store: Store): Store {
  const db = openReader(store.path);
  const statements = new Map<string, Query>();
  return {
    ...store,
    db,
    statements,
    close() {
      statements.clear();
      db.close();
    },
  };
}

/** A register open for reading alone, apart from whoever writes it. Its `close` closes the connection. */
export function openReaderStore(path: string): Store {
  const db = openReader(path);
  // Whoever reads a register from end to end would map it whole: pages read once need not stay.
  db.pragma("mmap_size = 0");
  db.pragma("cache_size = -16384");
  return viewOf(db, path);
}

/** A connection that is not the writer's, as a store. */
function viewOf(db: Connection, path: string): Store {
  const statements = new Map<string, Query>();
  return {
    db,
    path,
    deviceId: "",
    clock: Date.now,
    newId() {
      throw new Error("a reader writes nothing");
    },
    listeners: new Set(),
    statements,
    close() {
      statements.clear();
      db.close();
    },
  };
}

/**
 * An empty database of our own, for what is worked out beside the register: SQLite keeps it in a file without a
 * name, which goes away with the connection, however the process ends.
 */
export function openApart(): Store {
  const db = new Database("");
  configure(db);
  registerFunctions(db);
  db.pragma("temp_store = FILE");
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF");
  return viewOf(db, "");
}

/** A prepared statement, made once per connection. */
export function prepared(store: Store, sql: string): Query {
  let statement = store.statements.get(sql);
  if (!statement) {
    statement = store.db.prepare<unknown[]>(sql);
    store.statements.set(sql, statement);
  }
  return statement;
}

function asStoreError(error: unknown, path: string): Error {
  if (error instanceof StoreError) return error;
  const code = (error as { code?: string }).code ?? "";
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CANTOPEN"))
    return new StoreError("not_a_register", `${path} is not a register`);
  if (code.startsWith("SQLITE_CORRUPT"))
    return new StoreError("damaged", `${path} is damaged: ${code}`);
  return error as Error;
}
