import { ledgerTables } from "../store/tables.ts";
import { verifyChain } from "../store/ledger.ts";
import type { Store } from "../store/database.ts";
import { fileFaults } from "./fichiers.ts";
import {
  directoryColumns,
  directorySearchSelect,
  directorySelect,
} from "../store/annuaire-projection.ts";
import {
  projectionColumns,
  projectionSelect,
  searchSelect,
  windLegalClock,
} from "../store/projection.ts";

export interface CheckItem {
  name:
    | "integrity"
    | "foreign_keys"
    | "ledger"
    | "rows"
    | "projection"
    | "search"
    | "attachments"
    | "directory"
    | "directory_search";
  ok: boolean;
  /** What was compared. */
  checked: number;
  faults: string[];
}

/** Faults listed per check; their number is always whole in the sentence that ends the list. */
const listedFaults = 20;

function limited(faults: string[]): string[] {
  return faults.length <= listedFaults
    ? faults
    : [...faults.slice(0, listedFaults), `… ${faults.length - listedFaults} more`];
}

/**
 * Proves that a register is whole: SQLite's own integrity, foreign keys, the ledger's chain, and
 * that the projection and the search index say what the rows say.
 */
export function checkRegister(store: Store): { ok: boolean; checks: CheckItem[] } {
  const { db } = store;
  const checks: CheckItem[] = [];
  const add = (name: CheckItem["name"], checked: number, faults: string[]) =>
    checks.push({ name, ok: faults.length === 0, checked, faults: limited(faults) });

  const integrity = (db.pragma("integrity_check") as { integrity_check: string }[]).map(
    (row) => row.integrity_check,
  );
  add("integrity", integrity.length, integrity[0] === "ok" ? [] : integrity);

  const orphans = db.pragma("foreign_key_check") as {
    table: string;
    rowid: number;
    parent: string;
  }[];
  add(
    "foreign_keys",
    orphans.length,
    orphans.map((orphan) => `${orphan.table} ${orphan.rowid} → ${orphan.parent}`),
  );

  const chain = verifyChain(db);
  add(
    "ledger",
    chain.actions,
    chain.faults.map((fault) => `action ${fault.seq} ${fault.actionId}: ${fault.fault}`),
  );

  const rows = rowFaults(store);
  add("rows", rows.checked, rows.faults);

  windLegalClock(db);
  const names = projectionColumns.join(", ");
  const lines = db.prepare("SELECT count(*) FROM dossier_ligne").pluck().get() as number;
  const differing = db
    .prepare(
      `SELECT DISTINCT id FROM (
         SELECT * FROM (${projectionSelect} EXCEPT SELECT ${names} FROM dossier_ligne)
         UNION ALL SELECT * FROM (SELECT ${names} FROM dossier_ligne EXCEPT ${projectionSelect}))`,
    )
    .pluck()
    .all() as string[];
  add(
    "projection",
    lines,
    differing.map((id) => `dossier ${id}`),
  );

  add("search", lines, searchFaults(store, "dossier", searchSelect));

  const directory = directoryColumns.join(", ");
  const entries = db.prepare("SELECT count(*) FROM annuaire_ligne").pluck().get() as number;
  const wrong = db
    .prepare(
      `SELECT DISTINCT type || ' ' || id FROM (
         SELECT * FROM (SELECT * FROM (${directorySelect}) EXCEPT SELECT ${directory} FROM annuaire_ligne)
         UNION ALL SELECT * FROM (SELECT ${directory} FROM annuaire_ligne EXCEPT SELECT * FROM (${directorySelect})))`,
    )
    .pluck()
    .all() as string[];
  add("directory", entries, wrong);
  add("directory_search", entries, searchFaults(store, "annuaire", directorySearchSelect));

  const kept = fileFaults({ store });
  add("attachments", kept.checked, kept.faults);
  return { ok: checks.every((check) => check.ok), checks };
}

interface RecordedChange {
  op: string;
  column: string | null;
  after: string | null;
}

/** Replays the ledger of every row and compares: finds what was written behind the application's back. */
function rowFaults(store: Store): { checked: number; faults: string[] } {
  const { db } = store;
  const faults: string[] = [];
  let checked = 0;
  const changesOf = db.prepare(
    `SELECT c.op, c.column_name AS "column", c.after FROM change c JOIN action a ON a.id = c.action_id
     WHERE c.row_id = ? AND c.table_name = ? ORDER BY a.seq, c.n`,
  );
  for (const table of Object.values(ledgerTables)) {
    const rows = db.prepare(`SELECT * FROM "${table.name}"`).all() as Record<string, unknown>[];
    checked += rows.length;
    for (const row of rows) {
      let told: Record<string, unknown> | null = null;
      let deleted = false;
      for (const change of changesOf.all(row["id"], table.name) as RecordedChange[]) {
        if (change.op === "create") {
          told = JSON.parse(change.after ?? "{}") as Record<string, unknown>;
        }
        if (change.op === "delete" || change.op === "restore") deleted = change.op === "delete";
        if (told && change.op === "update" && change.column)
          told[change.column] = JSON.parse(change.after ?? "null");
      }
      const differs = table.dataColumns.find(({ name }) => (told?.[name] ?? null) !== row[name]);
      if (!told) faults.push(`${table.name} ${String(row["id"])}: not in the ledger`);
      else if (differs) faults.push(`${table.name} ${String(row["id"])}: ${differs.name}`);
      else if ((row["deleted_at"] !== null) !== deleted) {
        faults.push(`${table.name} ${String(row["id"])}: deleted_at`);
      }
    }
    const made = db
      .prepare("SELECT count(*) FROM change WHERE table_name = ? AND op = 'create'")
      .pluck()
      .get(table.name) as number;
    if (made !== rows.length) faults.push(`${table.name}: ${made} created, ${rows.length} there`);
  }
  return { checked, faults };
}

/** Builds an index afresh beside the real one and compares every word of every line. */
function searchFaults(store: Store, name: "dossier" | "annuaire", select: string): string[] {
  const { db } = store;
  const schema = db
    .prepare("SELECT sql FROM sqlite_schema WHERE name = ?")
    .pluck()
    .get(`${name}_recherche`) as string;
  const options = schema.slice(schema.indexOf("("));
  db.exec(`CREATE VIRTUAL TABLE temp.controle_recherche USING fts5${options}`);
  try {
    db.exec(`
      CREATE VIRTUAL TABLE temp.mots_tenus USING fts5vocab(main, ${name}_recherche, 'instance');
      CREATE VIRTUAL TABLE temp.mots_refaits USING fts5vocab(temp, controle_recherche, 'instance');
      INSERT INTO temp.controle_recherche (rowid, texte)
        SELECT l.n, s.texte FROM (${select}) s JOIN ${name}_ligne l ON l.id = s.id;
    `);
    const rows = db
      .prepare(
        `SELECT DISTINCT doc FROM (
           SELECT * FROM (SELECT term, doc, offset FROM temp.mots_tenus EXCEPT SELECT term, doc, offset FROM temp.mots_refaits)
           UNION ALL SELECT * FROM (SELECT term, doc, offset FROM temp.mots_refaits EXCEPT SELECT term, doc, offset FROM temp.mots_tenus))`,
      )
      .pluck()
      .all() as number[];
    return rows.map((n) => `line ${n}`);
  } finally {
    db.exec(`
      DROP TABLE IF EXISTS temp.mots_tenus;
      DROP TABLE IF EXISTS temp.mots_refaits;
      DROP TABLE IF EXISTS temp.controle_recherche;
    `);
  }
}
