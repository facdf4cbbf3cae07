import { openApart, type Connection } from "./database.ts";
import { projectLines } from "./projection.ts";
import { ledgerTables, type LedgerTable } from "./tables.ts";

/** A register as it was at the end of a day. */
export interface Past {
  /**
   * For reading: the tables under the ledger, the lines of the dossiers and of the directory, the heads of the
   * actions. It has neither the changes nor the search indexes: a search in the past fails, and is not believed.
   */
  readonly db: Connection;
  /** Place in the chain of the last action it holds; 0 when nothing was recorded yet, and all is empty. */
  readonly seq: number;
  close(): void;
}

/** The first instant after a calendar day of this desk, ms UTC. */
function endOfDay(day: string): number {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year!, month! - 1, date! + 1).getTime();
}

/**
 * Where the chain stood at the end of a day. The chain gives the order, the stamps only the day: an action comes
 * before the end of the day when it, or one that follows it, is stamped so, and a clock set back changes no order.
 */
function cutOf(db: Connection, day: string): { seq: number; last: number } {
  return db
    .prepare<unknown[]>(
      "SELECT ifnull(max(CASE WHEN at < ? THEN seq END), 0) AS seq, ifnull(max(seq), 0) AS last FROM action",
    )
    .get(endOfDay(day)) as { seq: number; last: number };
}

/**
 * The register as it was at the end of a calendar day, in a database apart: a copy from which every change recorded
 * since is taken back. Nothing is written to the register. The register itself when nothing was recorded since.
 * Columns that a later migration added hold what it gave them.
 * @param register a connection that reads it
 * @param day `YYYY-MM-DD`, at this desk
 */
export function registerOn(register: Connection, day: string): Past {
  const { seq, last } = cutOf(register, day);
  return seq === last ? { db: register, seq, close() {} } : rebuild(register, seq);
}

/** The register as it was after the action at a place in the chain. */
function rebuild(register: Connection, seq: number): Past {
  const store = openApart();
  try {
    store.db.prepare("ATTACH ? AS registre").run(register.name);
    store.db.exec("BEGIN");
    const schema = schemaOf(store.db);
    makeTables(store.db, schema);
    if (seq > 0) {
      copyRows(store.db, schema, seq);
      takeBack(store.db, seq);
      projectLines(store.db);
    }
    for (const { sql } of schema.projectionIndexes) store.db.exec(sql);
    store.db.exec("COMMIT; DETACH registre; ANALYZE sqlite_schema;");
    store.db.pragma("query_only = ON");
  } catch (error) {
    store.close();
    throw error;
  }
  return { db: store.db, seq, close: () => store.close() };
}

interface SchemaRow {
  name: string;
  tbl_name: string;
  sql: string;
}

interface Schema {
  tables: SchemaRow[];
  indexes: SchemaRow[];
  /** Made once the lines are there. */
  projectionIndexes: SchemaRow[];
}

/** Tables that are computed from the others, or stay empty: the changes are what the past is made from. */
const notCopied = new Set(["dossier_ligne", "annuaire_ligne", "change"]);

/** The tables and indexes of the register, its search indexes left out. */
function schemaOf(db: Connection): Schema {
  const rows = (type: "table" | "index") =>
    db
      .prepare(
        "SELECT name, tbl_name, sql FROM registre.sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND tbl_name NOT GLOB '*_recherche*'",
      )
      .all(type) as SchemaRow[];
  const indexes = rows("index");
  return {
    tables: rows("table"),
    indexes: indexes.filter((row) => !notCopied.has(row.tbl_name)),
    projectionIndexes: indexes.filter((row) => notCopied.has(row.tbl_name)),
  };
}

function makeTables(db: Connection, { tables, indexes }: Schema): void {
  // Makes the tables that the planner goes by, which are copied with the rows.
  db.exec("ANALYZE");
  for (const { sql } of tables) db.exec(sql);
  for (const { sql } of indexes) db.exec(sql);
}

/** Copies the rows as they are now: into an empty table of the same schema, SQLite copies page after page. */
function copyRows(db: Connection, { tables }: Schema, seq: number): void {
  const counted = db
    .prepare("SELECT name FROM registre.sqlite_schema WHERE name GLOB 'sqlite_stat[14]'")
    .pluck()
    .all() as string[];
  for (const name of [...counted, ...tables.map((table) => table.name)]) {
    if (notCopied.has(name)) continue;
    const upTo = name === "action" ? ` WHERE seq <= ${seq}` : "";
    db.exec(`INSERT INTO main."${name}" SELECT * FROM registre."${name}"${upTo}`);
  }
}

/** Takes back the changes recorded after a place in the chain, table by table. */
function takeBack(db: Connection, seq: number): void {
  db.function("valeur_tenue", { deterministic: true }, (text: unknown) =>
    typeof text === "string" ? (JSON.parse(text) as string | number | null) : null,
  );
  // What a row was before it was restored is in the change as well, its day of deletion included.
  db.exec(
    "CREATE TEMP TABLE apres (n INTEGER PRIMARY KEY, t TEXT, r TEXT, op TEXT, col TEXT, avant TEXT)",
  );
  db.prepare(
    `INSERT INTO temp.apres (t, r, op, col, avant)
     SELECT c.table_name, c.row_id, c.op, c.column_name, CASE c.op WHEN 'restore' THEN c.after ELSE c.before END
     FROM registre.action a JOIN registre.change c ON c.action_id = a.id WHERE a.seq > ? ORDER BY a.seq, c.n`,
  ).run(seq);
  db.exec("CREATE INDEX temp.apres_ligne ON apres (t, op, col, r)");
  const written = new Set(db.prepare("SELECT DISTINCT t FROM temp.apres").pluck().all());
  for (const table of Object.values(ledgerTables)) {
    if (written.has(table.name)) takeBackTable(db, table, seq);
  }
  db.exec("DROP TABLE temp.apres");
}

/** Takes away the rows created since, and gives the others what the first change since found in them. */
function takeBackTable(db: Connection, table: LedgerTable, seq: number): void {
  const name = `main."${table.name}"`;
  db.prepare(
    `DELETE FROM ${name} WHERE id IN (SELECT r FROM temp.apres WHERE t = ? AND op = 'create')`,
  ).run(table.name);
  const changed = db
    .prepare("SELECT DISTINCT col FROM temp.apres WHERE t = ? AND op = 'update'")
    .pluck()
    .all(table.name) as string[];
  for (const column of changed) {
    db.prepare(
      `UPDATE ${name} SET "${column}" = valeur_tenue(v.avant)
       FROM (SELECT r, avant, min(n) FROM temp.apres WHERE t = ? AND op = 'update' AND col = ? GROUP BY r) v WHERE id = v.r`,
    ).run(table.name, column);
  }
  db.prepare(
    `UPDATE ${name} SET deleted_at = v.supprime
     FROM (SELECT r, CASE op WHEN 'restore' THEN json_extract(avant, '$.deleted_at') END AS supprime, min(n)
       FROM temp.apres WHERE t = ? AND op IN ('delete', 'restore') GROUP BY r) v WHERE id = v.r`,
  ).run(table.name);
  db.prepare(
    `UPDATE ${name} SET updated_at = v.le, updated_by = v.auteur
     FROM (SELECT c.row_id AS r, a.at AS le, a.user_id AS auteur, max(a.seq)
       FROM (SELECT DISTINCT r FROM temp.apres WHERE t = @table) x
       CROSS JOIN registre.change c ON c.row_id = x.r AND c.table_name = @table
       JOIN registre.action a ON a.id = c.action_id WHERE a.seq <= @seq GROUP BY c.row_id) v WHERE id = v.r`,
  ).run({ table: table.name, seq });
}

const opened = new WeakMap<Connection, Past>();

/**
 * Reads the register as it was at the end of a day. Each connection keeps the last one that was rebuilt, for the cards
 * of a dashboard and until the work of another day is asked for: what is written since never changes it. It goes away
 * with the connection.
 * @param day `YYYY-MM-DD`, at this desk; of today or later, the register itself is read
 */
export function withPast<T>(register: Connection, day: string, read: (past: Past) => T): T {
  const { seq, last } = cutOf(register, day);
  if (seq === last) return read({ db: register, seq, close() {} });
  let held = opened.get(register);
  if (held?.seq !== seq) {
    held?.close();
    opened.delete(register);
    held = rebuild(register, seq);
    opened.set(register, held);
  }
  return read(held);
}
