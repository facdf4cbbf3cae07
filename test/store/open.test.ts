import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openReader, openStore } from "../../src-main/store/database.ts";
import { StoreError } from "../../src-main/store/errors.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import {
  dossierValues,
  migrations,
  newRegister,
  reopen,
  snapshot,
  tempFolder,
} from "../support/register.ts";

function codeOf(path: string, mode: "create" | "existing" = "existing"): string {
  try {
    openStore(path, { mode, migrations }).close();
    return "opened";
  } catch (error) {
    return error instanceof StoreError ? error.code : `unexpected: ${String(error)}`;
  }
}

/** A closed register with one dossier. */
function filledFile(): string {
  const ctx = newRegister(join(tempFolder(), "registre.db"));
  createDossier(ctx, { projet: { intituleFr: "Moulin" }, dossier: dossierValues() });
  const copy = join(tempFolder(), "copie.db");
  ctx.store.db.prepare("VACUUM INTO ?").run(copy);
  return copy;
}

describe("opening a file that is not a usable register", () => {
  it("would catch a missing file turned into a new register", () => {
    const path = join(tempFolder(), "absent", "registre.db");
    expect(codeOf(path)).toBe("missing");
    expect(existsSync(path)).toBe(false);
    expect(existsSync(dirname(path))).toBe(false);
  });

  it("would catch a creation that overwrites what is there", () => {
    const path = filledFile();
    const before = readFileSync(path);
    expect(codeOf(path, "create")).toBe("exists");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("would catch a text file taken for a register, or changed by the attempt", () => {
    const path = join(tempFolder(), "notes.txt");
    writeFileSync(path, "Ceci n'est pas un registre.\n".repeat(400));
    const before = readFileSync(path);
    expect(codeOf(path)).toBe("not_a_register");
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(["notes.txt"]);
  });

  it("would catch another program's SQLite file taken for a register, or changed by the attempt", () => {
    const path = join(tempFolder(), "autre.db");
    const other = new Database(path);
    other.exec("CREATE TABLE facture (n INTEGER); INSERT INTO facture VALUES (1)");
    other.close();
    const before = readFileSync(path);
    expect(codeOf(path)).toBe("not_a_register");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("would catch an empty file silently turned into a register without reference data", () => {
    const path = join(tempFolder(), "vide.db");
    writeFileSync(path, "");
    expect(codeOf(path)).toBe("not_a_register");
    expect(statSync(path).size).toBe(0);
  });

  it("would catch a directory reported as an unexpected failure", () => {
    const path = join(tempFolder(), "dossier.db");
    mkdirSync(path);
    expect(codeOf(path)).toBe("not_a_register");
  });

  it("would catch a truncated register opened as if it were whole", () => {
    const path = filledFile();
    truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096);
    const before = readFileSync(path);
    expect(codeOf(path)).toBe("damaged");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("would catch a register whose schema page is overwritten reported as something else", () => {
    const path = filledFile();
    const fd = openSync(path, "r+");
    writeSync(fd, Buffer.alloc(3000, 0xab), 0, 3000, 100);
    closeSync(fd);
    const before = readFileSync(path);
    expect(codeOf(path)).toBe("damaged");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("would catch an older application writing in a newer register", () => {
    const path = filledFile();
    const raw = new Database(path);
    raw.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)");
    raw.close();
    const before = readFileSync(path);
    expect(codeOf(path)).toBe("newer");
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path)).filter((name) => name.includes(".avant-"))).toEqual([]);
  });
});

describe("a connection", () => {
  it("would catch a pragma of the design that is not in force", () => {
    const { store } = newRegister();
    const value = (name: string) => store.db.pragma(name, { simple: true });
    expect({
      foreignKeys: value("foreign_keys"),
      journal: value("journal_mode"),
      trusted: value("trusted_schema"),
      synchronous: value("synchronous"),
    }).toEqual({ foreignKeys: 1, journal: "wal", trusted: 0, synchronous: 2 });
    expect(value("busy_timeout")).toBeGreaterThan(0);
  });

  it("would catch foreign keys accepted without their target", () => {
    const { store } = newRegister();
    expect(() =>
      commit(store, { kind: "essai", userId: "u" }, (writer) =>
        writer.insert("passage", { dossierId: "nulle-part", tenuLe: "2026-01-01" }),
      ),
    ).toThrow(/FOREIGN KEY/);
    expect(store.db.inTransaction).toBe(false);
  });

  it("would catch a reader that can write, or that makes a missing file", () => {
    const { store } = newRegister();
    const reader = openReader(store.path);
    expect(reader.prepare("SELECT count(*) FROM territoire").pluck().get()).toBeGreaterThan(100);
    expect(() => reader.exec("DELETE FROM passage")).toThrow(/readonly/);
    reader.close();
    const absent = join(tempFolder(), "absent.db");
    expect(() => openReader(absent)).toThrow(/unable to open/);
    expect(existsSync(absent)).toBe(false);
  });

  it("would catch rows lost between closing and opening again", () => {
    const path = filledFile();
    const store = reopen(path);
    expect(store.db.prepare("SELECT intitule_fr FROM projet").pluck().all()).toEqual(["Moulin"]);
    expect(checkRegister(store).ok).toBe(true);
  });
});

describe("migrating", () => {
  /** A register as the first migration alone leaves it, filled. */
  function olderRegister(): { path: string; rows: ReturnType<typeof snapshot> } {
    const folder = tempFolder();
    const first = join(folder, "drizzle");
    cpSync(migrations, first, { recursive: true });
    const journalPath = join(first, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(journalPath, "utf8")) as { entries: unknown[] };
    journal.entries = journal.entries.slice(0, 1);
    writeFileSync(journalPath, JSON.stringify(journal));
    const path = join(folder, "ancien.db");
    const store = openStore(path, { mode: "create", migrations: first });
    const life = "1, 'u', 1, 'u', NULL";
    store.db.exec(`
      INSERT INTO organisation (id, nom_fr, nom_plie, created_at, created_by, updated_at, updated_by, deleted_at) VALUES ('o', 'Société Exemple', 'societe exemple', ${life});
      INSERT INTO projet (id, reference, intitule_fr, porteur_id, created_at, created_by, updated_at, updated_by, deleted_at) VALUES ('p', 'BMK-2026-0001', 'Moulin', 'o', ${life});
      INSERT INTO dossier (id, projet_id, reference, etat, phase, ordre, created_at, created_by, updated_at, updated_by, deleted_at) VALUES ('d', 'p', 'BMK-2026-0001/C1', 'programmee', 'crui', 'a0', ${life});
      INSERT INTO passage (id, dossier_id, tenu_le, created_at, created_by, updated_at, updated_by, deleted_at) VALUES ('x', 'd', '2026-01-01', ${life});
    `);
    const rows = snapshot(store);
    store.close();
    return { path, rows };
  }

  it("would catch rows lost or altered by a migration of a filled register", () => {
    const { path, rows } = olderRegister();
    const store = reopen(path);
    const kept = snapshot(store);
    for (const [table, old] of rows) {
      const now = kept.get(table)!;
      expect([...now.keys()], table).toEqual([...old.keys()]);
      // A later schema adds columns, empty at first.
      for (const [id, row] of old) expect(now.get(id), table).toMatchObject(row);
    }
    expect(store.db.pragma("foreign_keys", { simple: true })).toBe(1);
    const triggers = store.db
      .prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .get();
    expect(triggers).toBe(4);
  });

  it("would catch a filled register migrated without a backup that can be opened", () => {
    const { path, rows } = olderRegister();
    reopen(path);
    const backups = readdirSync(dirname(path)).filter((name) =>
      name.startsWith(`${basename(path)}.avant-1-`),
    );
    expect(backups).toHaveLength(1);
    const backup = new Database(join(dirname(path), backups[0]!), { readonly: true });
    expect(backup.prepare("SELECT * FROM dossier").all()).toEqual([
      ...rows.get("dossier")!.values(),
    ]);
    expect(backup.prepare("SELECT count(*) FROM __drizzle_migrations").pluck().get()).toBe(1);
    backup.close();
  });

  it("would catch a backup made again at each start of an up-to-date register", () => {
    const path = filledFile();
    reopen(path);
    expect(readdirSync(dirname(path)).filter((name) => name.includes(".avant-"))).toEqual([]);
  });
});
