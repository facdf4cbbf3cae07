import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import { dossierColumnKeys } from "../../src-main/contract/fields.ts";
import { resources, root, tempFolder, today } from "../support/register.ts";
import { fileOf } from "../support/imports.ts";

interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command line as a process of its own. */
function daftar(...args: string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, [join(root, "src-main/cli/index.ts"), ...args], {
      cwd: tempFolder(),
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    let out = "";
    let err = "";
    run.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    run.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    run.on("error", reject);
    run.on("close", (code) => resolve({ code, out, err }));
  });
}

/** What the command printed, which must be one JSON value and nothing else. */
async function json<T>(code: number, ...args: string[]): Promise<T> {
  const run = await daftar(...args, "--json");
  expect(run.code, run.err).toBe(code);
  return JSON.parse(run.out) as T;
}

interface Listed {
  count: number;
  montantCentimes: number;
  rows: ({ id: string; reference: string; montantCentimes: number | null; montantMdh: number | null } & Record<string, unknown>)[];
}
interface Checked {
  ok: boolean;
  checks: { name: string; ok: boolean; checked: number; faults: string[] }[];
}
interface Series {
  unit: string;
  observations: { year: number; value: number; unit: string; source: string; asOf: string; territoire: string; period: string }[];
}

const folder = tempFolder();
const seeded = join(folder, "region.db");
const indicators = join(folder, "indicateurs.db");
const published = join(resources, "demo/indicateurs.csv");

beforeAll(async () => {
  const seed = daftar("seed", "--db", seeded, "--projects", "250", "--seed", "7", "--today", today, "--json");
  const init = await daftar("init", "--db", indicators, "--json");
  const { code, out, err } = await seed;
  expect([code, init.code], err).toEqual([0, 0]);
  expect(JSON.parse(out)).toMatchObject({ projets: 250, seed: 7, today });
  expect(err).toMatch(/250\/250/);
  expect(JSON.parse(init.out)).toMatchObject({ territoires: 184, demonstration: false });
});

describe("wrong usage", () => {
  const db = ["--db", seeded];
  const cases: [string, string[]][] = [
    ["no command", []],
    ["an unknown command", ["danser", ...db]],
    ["an unknown option", ["check", ...db, "--vite"]],
    ["no register", ["check"]],
    ["no number of projects", ["seed", ...db]],
    ["a number of projects in words", ["seed", ...db, "--projects", "mille"]],
    ["no projects at all", ["seed", ...db, "--projects", "0"]],
    ["a day that does not exist", ["seed", ...db, "--projects", "5", "--today", "2026-02-30"]],
    ["an unknown kind of import", ["import", "factures", published, ...db]],
    ["no file to import", ["import", "dossiers", ...db]],
    ["an unknown decimal sign", ["import", "dossiers", published, ...db, "--decimal", "x"]],
    ["an unknown list", ["list", "factures", ...db]],
    ["a condition that is none", ["list", "dossiers", ...db, "--where", "province"]],
    ["an unknown field", ["list", "dossiers", ...db, "--where", "couleur=rouge"]],
    ["an unknown province", ["list", "dossiers", ...db, "--where", "province=Atlantide"]],
    ["an unknown sector", ["list", "dossiers", ...db, "--where", "secteur=magie"]],
    ["a comparison of a list", ["list", "dossiers", ...db, "--where", "secteur>=industrie"]],
    ["an amount in words", ["list", "dossiers", ...db, "--where", "montant>=beaucoup"]],
    ["an unknown sort", ["list", "dossiers", ...db, "--sort", "couleur"]],
    ["a limit of zero", ["list", "dossiers", ...db, "--limit", "0"]],
    ["no series", ["series", ...db]],
    ["a wrong as-of date", ["series", "population_total", ...db, "--as-of", "hier"]],
    ["an unknown language", ["init", "--db", join(folder, "langue.db"), "--langue", "de"]],
    ["a word too many", ["check", "encore", ...db]],
  ];
  it("would catch a wrong call that ends with 0 or 1, prints on stdout, or says nothing", async () => {
    const before = readFileSync(seeded);
    for (const [name, args] of cases) {
      const run = await daftar(...args);
      expect([run.code, run.out], name).toEqual([2, ""]);
      expect(run.err, name).toContain("daftar");
    }
    expect(readFileSync(seeded).equals(before)).toBe(true);
    expect(existsSync(join(folder, "langue.db"))).toBe(false);
  });

  it("would catch help that is refused", async () => {
    const run = await daftar("--help");
    expect([run.code, run.err]).toEqual([0, ""]);
    for (const command of ["init", "seed", "import", "list", "series", "check"]) {
      expect(run.out).toContain(command);
    }
  });
});

describe("what is refused", () => {
  it("would catch init over a file that exists, or a register made where none was", async () => {
    const before = readFileSync(indicators);
    const refused = await json<{ error: { code: string } }>(1, "init", "--db", indicators);
    expect(refused.error.code).toBe("exists");
    expect(readFileSync(indicators).equals(before)).toBe(true);
    const absent = join(folder, "absent.db");
    for (const args of [["check"], ["list", "dossiers"], ["series", "population_total"], ["import", "dossiers", published]]) {
      const answer = await json<{ error: { code: string } }>(1, ...args, "--db", absent);
      expect(answer.error.code, args[0]).toBe("missing");
    }
    expect(existsSync(absent)).toBe(false);
    const text = fileOf("pas un registre".repeat(100));
    expect((await json<{ error: { code: string } }>(1, "check", "--db", text)).error.code).toBe("not_a_register");
  });

  it("would catch an unknown series or territory, or an unreadable file, that ends with 0", async () => {
    const codeOf = async (...args: string[]) =>
      (await json<{ error: { code: string; message: string } }>(1, ...args, "--db", indicators)).error.code;
    expect(await codeOf("series", "inconnue")).toBe("not_found");
    expect(await codeOf("import", "dossiers", join(folder, "absent.csv"))).toBe("file_missing");
    expect(await codeOf("import", "dossiers", fileOf(""))).toBe("file_empty");
    expect(await codeOf("import", "dossiers", published)).toBe("file_columns");
  });
});

describe("import and series", () => {
  it("would catch the indicators judged in public read otherwise than published", async () => {
    const first = await json<object>(0, "import", "indicateurs", published, "--db", indicators);
    expect(first).toEqual({ read: 307, created: 307, updated: 0, unchanged: 0, refused: [] });
    const again = await json<object>(0, "import", "indicateurs", published, "--db", indicators);
    expect(again).toEqual({ read: 307, created: 0, updated: 0, unchanged: 307, refused: [] });

    const approved = async (asOf: string) => {
      const { observations } = await json<Series>(
        0,
        ...["series", "crui_projects_approved", "--territory", "Béni Mellal-Khénifra"],
        ...["--as-of", asOf, "--db", indicators],
      );
      expect(observations.every((each) => each.unit === "projets" && each.source !== "" && each.asOf <= asOf)).toBe(true);
      return new Map(observations.map((each) => [each.year, each.value]));
    };
    const late = await approved("2024-12-31");
    expect([2019, 2020, 2021, 2022, 2023, 2024].map((year) => late.get(year))).toEqual([79, 138, 197, 238, 239, 140]);
    expect((await approved("2024-03-31")).get(2021)).toBe(196);

    const { observations } = await json<Series>(0, "series", "crui_projects_approved_cumulative", "--db", indicators);
    const window = observations.filter((each) => each.period === "2019-01-31/2024-08-02");
    const provinces = window.filter((each) => each.territoire !== "05");
    expect(provinces.map((each) => each.territoire).toSorted()).toEqual([
      "05.081",
      "05.091",
      "05.255",
      "05.301",
      "05.311",
      "05.inter",
    ]);
    expect(provinces.reduce((sum, each) => sum + each.value, 0)).toBe(1031);
  });

  it("would catch a refused row that ends with 0, progress on stdout, or a dry run that writes", async () => {
    const db = join(folder, "agenda.db");
    await daftar("init", "--db", db);
    const rows = Array.from({ length: 600 }, (_, i) => `A-${i};Projet ${i};Azilal;1,5`);
    const file = fileOf(`Référence;Intitulé;Commune;Montant (MDH)\n${rows.join("\n")}\nB-1;Projet;Atlantide;1,5\n`);
    const report = { read: 601, created: 600, updated: 0, unchanged: 0 };
    const refused = [{ line: 602, field: "localisation", code: "unknown_place" }];
    const dry = await daftar("import", "dossiers", file, "--db", db, "--dry-run", "--json");
    expect(dry.code).toBe(1);
    expect(JSON.parse(dry.out)).toMatchObject({ ...report, refused });
    expect(dry.err).toMatch(/\/601/);
    expect((await json<Listed>(0, "list", "dossiers", "--db", db)).count).toBe(0);
    expect(await json<object>(1, "import", "dossiers", file, "--db", db)).toMatchObject({ ...report, refused });
    expect((await json<Listed>(0, "list", "dossiers", "--db", db)).count).toBe(600);
    const plain = await daftar("import", "dossiers", file, "--db", db);
    expect(plain.out).toContain("ligne 602");
    expect((await json<Checked>(0, "check", "--db", db)).ok).toBe(true);
  });
});

describe("seed", () => {
  it("would catch two regions of one seed and one day that differ", async () => {
    const twin = join(folder, "jumelle.db");
    await daftar("seed", "--db", twin, "--projects", "250", "--seed", "7", "--today", today);
    const list = (db: string) => daftar("list", "dossiers", "--db", db, "--limit", "100000", "--sort", "reference", "--json");
    const [a, b] = await Promise.all([list(seeded), list(twin)]);
    const [left, right] = [JSON.parse(a.out) as Listed, JSON.parse(b.out) as Listed];
    expect(left.count).toBeGreaterThan(250);
    expect(right.rows.map((row) => row.id)).toEqual(left.rows.map((row) => row.id));
    expect(b.out).toBe(a.out);
    const other = join(folder, "autre.db");
    await daftar("seed", "--db", other, "--projects", "250", "--seed", "8", "--today", today);
    expect((await list(other)).out).not.toBe(a.out);
  });
});

describe("list", () => {
  let db: Database.Database;
  beforeAll(() => {
    db = new Database(seeded, { readonly: true });
  });
  const from = `FROM dossier d JOIN projet p ON p.id = d.projet_id JOIN territoire t ON t.id = p.territoire_id
    LEFT JOIN utilisateur u ON u.id = d.officier_id WHERE d.deleted_at IS NULL`;
  const ids = (where: string) => (db.prepare(`SELECT d.id ${from} AND ${where}`).pluck().all() as string[]).toSorted();

  it("would catch a condition that keeps other rows than its own SQL", async () => {
    const cases: [string[], string][] = [
      [["--where", "province=Azilal"], "t.province = '05.081'"],
      [["--where", "province=05.091", "--where", "province=Khouribga"], "t.province IN ('05.091', '05.311')"],
      [["--where", "province=Interprovincial"], "t.code = '05.inter'"],
      [["--where", "commune=Fkih Ben Salah"], "t.code = '05.255.01.05'"],
      [["--where", "secteur=Énergies renouvelables"], "p.secteur = 'energies_renouvelables'"],
      [["--where", "acte=avna", "--where", "phase=suivi"], "d.acte = 'avna' AND d.phase = 'suivi'"],
      [["--where", "etat=Clôturée"], "d.etat = 'cloturee'"],
      [["--where", "officier=conseiller exemple 1"], "u.nom = 'Conseiller Exemple 1'"],
      [["--where", "montant>=12,5"], "p.montant >= 1250000000"],
      [["--where", "montant<=2.5"], "p.montant <= 250000000"],
      [["--where", "depose_le>=2022-01-01", "--where", "deposeLe<=2022-12-31"], "d.depose_le BETWEEN '2022-01-01' AND '2022-12-31'"],
      [["--where", "decision=defavorable"], "(SELECT decision FROM passage x WHERE x.dossier_id = d.id ORDER BY tenu_le DESC, id DESC LIMIT 1) = 'defavorable'"],
      [["--search", "solaire"], "(p.intitule_fr LIKE '%solaire%' OR d.observation LIKE '%solaire%')"],
    ];
    for (const [args, where] of cases) {
      const listed = await json<Listed>(0, "list", "dossiers", "--db", seeded, "--limit", "100000", ...args);
      expect(listed.rows.map((row) => row.id).toSorted(), where).toEqual(ids(where));
      expect(listed.count, where).toBe(listed.rows.length);
      expect(listed.count, where).toBeGreaterThan(0);
      expect(listed.montantCentimes).toBe(listed.rows.reduce((sum, row) => sum + (row.montantCentimes ?? 0), 0));
    }
  });

  it("would catch a sort or a limit that is not the one asked", async () => {
    const listed = await json<Listed>(0, "list", "dossiers", "--db", seeded, "--sort", "-montant", "--limit", "7");
    const top = db.prepare(`SELECT p.montant ${from} ORDER BY p.montant DESC LIMIT 7`).pluck().all();
    expect(listed.rows.map((row) => row.montantCentimes)).toEqual(top);
    expect(listed.rows.every((row) => row.montantMdh === (row.montantCentimes ?? 0) / 1e8)).toBe(true);
    expect(listed.count).toBe(ids("1").length);
    const whole = await json<Listed>(0, "list", "dossiers", "--db", seeded, "--sort", "reference", "--limit", "100000");
    const references = whole.rows.map((row) => row.reference);
    expect(references).toEqual(references.toSorted());
    expect(references).toHaveLength(ids("1").length);
    for (const key of dossierColumnKeys.slice(0, 4)) {
      expect((await json<Listed>(0, "list", "dossiers", "--db", seeded, "--sort", key, "--limit", "1")).rows).toHaveLength(1);
    }
  });
});

describe("check", () => {
  const tampered = async (name: string, tamper: (db: Database.Database) => void) => {
    const path = join(tempFolder(), `${name}.db`);
    const whole = new Database(seeded, { readonly: true });
    whole.prepare("VACUUM INTO ?").run(path);
    whole.close();
    const db = new Database(path);
    tamper(db);
    db.close();
    const result = await json<Checked>(name === "whole" ? 0 : 1, "check", "--db", path);
    expect(result.checks.map((item) => item.name)).toEqual([
      "integrity",
      "foreign_keys",
      "ledger",
      "projection",
      "search",
    ]);
    return result.checks.filter((item) => !item.ok).map((item) => item.name);
  };

  it("would catch a whole register reported at fault", async () => {
    expect(await tampered("whole", () => {})).toEqual([]);
  });

  it("would catch a tampered line, index entry, ledger row or reference that goes unseen", async () => {
    expect(
      await tampered("line", (db) => db.exec("UPDATE dossier_ligne SET montant = montant + 1 WHERE n = 3")),
    ).toEqual(["projection"]);
    expect(await tampered("lost-line", (db) => db.exec("DELETE FROM dossier_ligne WHERE n = 3"))).toContain("projection");
    expect(
      await tampered("row", (db) => db.exec("UPDATE projet SET montant = 1 WHERE id = (SELECT projet_id FROM dossier LIMIT 1)")),
    ).toContain("projection");
    expect(await tampered("lost-entry", (db) => db.exec("DELETE FROM dossier_recherche WHERE rowid = 3"))).toEqual(["search"]);
    expect(
      await tampered("entry", (db) =>
        db.exec("DELETE FROM dossier_recherche WHERE rowid = 3; INSERT INTO dossier_recherche (rowid, texte) VALUES (3, 'faux')"),
      ),
    ).toEqual(["search"]);
    expect(
      await tampered("stray-entry", (db) => db.exec("INSERT INTO dossier_recherche (rowid, texte) VALUES (999999, 'faux')")),
    ).toEqual(["search"]);
    expect(
      await tampered("ledger", (db) =>
        db.exec(`DROP TRIGGER change_immuable; UPDATE change SET after = replace(after, 'permis', 'permit')
          WHERE rowid = (SELECT max(rowid) FROM change WHERE after LIKE '%permis%')`),
      ),
    ).toEqual(["ledger"]);
    expect(
      await tampered("orphan", (db) => {
        db.pragma("foreign_keys = OFF");
        db.exec("UPDATE passage SET dossier_id = 'nulle-part' WHERE id = (SELECT max(id) FROM passage)");
      }),
    ).toContain("foreign_keys");
  });

  it("would catch a row edited outside the application whose ledger says otherwise", async () => {
    // Of fields that no line shows, only the ledger's own last value can tell.
    const found = await tampered("silent", (db) =>
      db.exec("UPDATE organisation SET rc = 'falsifié' WHERE id = (SELECT max(id) FROM organisation)"),
    );
    expect(found).toEqual(["ledger"]);
  });
});

describe("the demonstration", () => {
  it("would catch a demonstration without its indicators or its files", async () => {
    const path = join(tempFolder(), "demo.db");
    const run = await daftar("init", "--db", path, "--demo", "--json");
    expect(run.code, run.err).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ demonstration: true });
    expect(run.err).toMatch(/indicateurs/);
    expect((await json<Listed>(0, "list", "dossiers", "--db", path)).count).toBeGreaterThan(1000);
    expect((await json<Checked>(0, "check", "--db", path)).ok).toBe(true);
  });
});
