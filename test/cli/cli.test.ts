import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { commands, Usage } from "../../src-main/cli/commands.ts";
import { dossierColumnKeys } from "../../src-main/contract/fields.ts";
import { createRecord } from "../../src-main/services/records/records.ts";
import { contextOf, reopen, resources, root, tempFolder, today } from "../support/register.ts";
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

/** The same command without a process of its own: what it printed, as JSON. */
async function inPlace<T>(
  name: string,
  args: string[],
  values: Record<string, string | string[]>,
  code = 0,
): Promise<T> {
  let out = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const quiet = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    expect(await commands[name]!({ args, values: { ...values, json: true } })).toBe(code);
  } finally {
    spy.mockRestore();
    quiet.mockRestore();
  }
  return JSON.parse(out) as T;
}

interface Listed {
  count: number;
  montantCentimes: number;
  rows: ({
    id: string;
    reference: string;
    montantCentimes: number | null;
    montantMdh: number | null;
  } & Record<string, unknown>)[];
}
interface Checked {
  ok: boolean;
  checks: { name: string; ok: boolean; checked: number; faults: string[] }[];
}
interface Series {
  unit: string;
  observations: {
    year: number;
    value: number;
    unit: string;
    source: string;
    asOf: string;
    territoire: string;
    period: string;
  }[];
}

const folder = tempFolder();
const seeded = join(folder, "region.db");
const indicators = join(folder, "indicateurs.db");
const published = join(resources, "demo/indicateurs.csv");

let made: { seed: Run; init: Run };

beforeAll(async () => {
  const seed = daftar(
    "seed",
    "--db",
    seeded,
    "--projects",
    "250",
    "--seed",
    "7",
    "--today",
    today,
    "--json",
  );
  const init = await daftar("init", "--db", indicators, "--json");
  const { code, out, err } = await seed;
  made = { seed: { code, out, err }, init };
});

it("would catch a seed or an init that fails, or that says otherwise than it did", () => {
  const { seed, init } = made;
  expect([seed.code, init.code], seed.err).toEqual([0, 0]);
  expect(JSON.parse(seed.out)).toMatchObject({ projets: 250, seed: 7, today });
  expect(seed.err).toMatch(/250\/250/);
  expect(JSON.parse(init.out)).toMatchObject({ territoires: 184, demonstration: false });
});

describe("wrong usage", () => {
  type Values = Record<string, string | string[]>;
  const cases: [string, string, string[], Values][] = [
    ["no number of projects", "seed", [], {}],
    ["a number of projects in words", "seed", [], { projects: "mille" }],
    ["no projects at all", "seed", [], { projects: "0" }],
    ["a day that does not exist", "seed", [], { projects: "5", today: "2026-02-30" }],
    ["an unknown kind of import", "import", ["factures", published], {}],
    ["no file to import", "import", ["dossiers"], {}],
    ["an unknown decimal sign", "import", ["dossiers", published], { decimal: "x" }],
    ["an unknown list", "list", ["factures"], {}],
    ["a condition that is none", "list", ["dossiers"], { where: ["province"] }],
    ["an unknown field", "list", ["dossiers"], { where: ["couleur=rouge"] }],
    ["an unknown province", "list", ["dossiers"], { where: ["province=Atlantide"] }],
    ["an unknown sector", "list", ["dossiers"], { where: ["secteur=magie"] }],
    ["a comparison of a list", "list", ["dossiers"], { where: ["secteur>=industrie"] }],
    ["an amount in words", "list", ["dossiers"], { where: ["montant>=beaucoup"] }],
    ["an unknown sort", "list", ["dossiers"], { sort: "couleur" }],
    ["a limit of zero", "list", ["dossiers"], { limit: "0" }],
    ["no series", "series", [], {}],
    ["a wrong as-of date", "series", ["population_total"], { "as-of": "hier" }],
    ["a word too many", "check", ["encore"], {}],
    [
      "a word too many before the seed",
      "seed",
      ["encore"],
      { projects: "1", today, db: join(folder, "encore.db") },
    ],
  ];
  for (const [name, command, args, values] of cases) {
    it(`would catch ${name} accepted`, async () => {
      const spy = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
      const run = commands[command]!({ args, values: { db: seeded, ...values } });
      await expect(run.finally(() => spy.mockRestore())).rejects.toBeInstanceOf(Usage);
      expect(spy).not.toHaveBeenCalled();
    });
  }

  it("would catch a wrong call that ends with 0 or 1, prints on stdout, or says nothing", async () => {
    for (const args of [
      [],
      ["danser", "--db", seeded],
      ["check", "--db", seeded, "--vite"],
      ["check"],
      ["list", "dossiers", "--db", seeded, "--where", "couleur=rouge"],
      ["init", "--db", join(folder, "langue.db"), "--langue", "de"],
    ]) {
      const run = await daftar(...args);
      expect([run.code, run.out], args.join(" ")).toEqual([2, ""]);
      expect(run.err).toContain("daftar");
    }
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
    const answer = await json<{ error: { code: string } }>(1, "check", "--db", absent);
    expect(answer.error.code).toBe("missing");
    for (const [name, ...args] of [
      ["list", "dossiers"],
      ["series", "population_total"],
      ["import", "dossiers", published],
    ]) {
      const run = commands[name!]!({ args, values: { db: absent } });
      await expect(run, name).rejects.toMatchObject({ code: "missing" });
    }
    expect(existsSync(absent)).toBe(false);
    const text = fileOf("pas un registre".repeat(100));
    expect((await json<{ error: { code: string } }>(1, "check", "--db", text)).error.code).toBe(
      "not_a_register",
    );
  });

  it("would catch an unknown series or territory, or an unreadable file, that ends with 0", async () => {
    const codeOf = async (...args: string[]) =>
      (await json<{ error: { code: string; message: string } }>(1, ...args, "--db", indicators))
        .error.code;
    expect(await codeOf("series", "inconnue")).toBe("not_found");
    expect(await codeOf("import", "dossiers", join(folder, "absent.csv"))).toBe("file_missing");
    const unreadable = commands["import"]!({
      args: ["dossiers", fileOf("")],
      values: { db: indicators },
    });
    await expect(unreadable).rejects.toMatchObject({ reason: "empty" });
  });
});

describe("import and series", () => {
  it("would catch the indicators judged in public read otherwise than published", async () => {
    const first = await json<object>(0, "import", "indicateurs", published, "--db", indicators);
    expect(first).toEqual({ read: 307, created: 307, updated: 0, unchanged: 0, refused: [] });
    const again = await inPlace<object>("import", ["indicateurs", published], { db: indicators });
    expect(again).toEqual({ read: 307, created: 0, updated: 0, unchanged: 307, refused: [] });

    const approved = async (asOf: string) => {
      const { observations } = await json<Series>(
        0,
        "series",
        "crui_projects_approved",
        "--territory",
        "Béni Mellal-Khénifra",
        "--as-of",
        asOf,
        "--db",
        indicators,
      );
      expect(
        observations.every(
          (each) => each.unit === "projets" && each.source !== "" && each.asOf <= asOf,
        ),
      ).toBe(true);
      return new Map(observations.map((each) => [each.year, each.value]));
    };
    const late = await approved("2024-12-31");
    expect([2019, 2020, 2021, 2022, 2023, 2024].map((year) => late.get(year))).toEqual([
      79, 138, 197, 238, 239, 140,
    ]);
    expect((await approved("2024-03-31")).get(2021)).toBe(196);

    const key = "crui_projects_approved_cumulative";
    const { observations } = await inPlace<Series>("series", [key], { db: indicators });
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

  it("would catch a derived series that the command line cannot read, or a dry run that shows no difference", async () => {
    const db = join(folder, "derivees.db");
    await inPlace<object>("init", [], { db });
    await inPlace<object>("import", ["indicateurs", published], { db });
    const register = reopen(db);
    const make = (key: string, formule: string) =>
      createRecord(contextOf(register), {
        record: "serie",
        values: { key, labelFr: key, unit: "DH", theme: "economie", kind: "rate", formule },
      });
    make("pib_habitant", "gdp_current_estimate / population_total * 1000000000");
    make("par_zero", "gdp_current_estimate / 0");
    const read = await inPlace<Series & { formule: string; absences: { code: string }[] }>(
      "series",
      ["pib_habitant"],
      { db },
    );
    expect(read.formule).toBe("gdp_current_estimate / population_total * 1000000000");
    expect(read.observations.map((each) => each.year)).toEqual([2021, 2022, 2023]);
    const plain = await daftar("series", "par_zero", "--db", db);
    expect(plain.out).toContain("formule : gdp_current_estimate / 0");
    expect(plain.out).toContain("division par zéro");

    const changed = fileOf(
      readFileSync(published, "utf8").replace(",2014,554001,", ",2014,554009,"),
    );
    const trial = await daftar("import", "indicateurs", changed, "--db", db, "--dry-run");
    expect(trial.out).toContain("554001 → 554009 habitants");
    const dry = await daftar("import", "indicateurs", changed, "--db", db, "--dry-run", "--json");
    const { differences } = JSON.parse(dry.out) as { differences: object[] };
    expect(differences).toMatchObject([
      { serie: "population_total", before: 554_001, after: 554_009 },
    ]);
  });

  it("would catch a refused row that ends with 0, progress on stdout, or a dry run that writes", async () => {
    const db = join(folder, "agenda.db");
    await inPlace<object>("init", [], { db });
    const rows = Array.from({ length: 600 }, (_, i) => `A-${i};Projet ${i};Azilal;1,5`);
    const file = fileOf(
      `Référence;Intitulé;Commune;Montant (MDH)\n${rows.join("\n")}\nB-1;Projet;Atlantide;1,5\n`,
    );
    const report = { read: 601, created: 600, updated: 0, unchanged: 0 };
    const refused = [{ line: 602, field: "localisation", code: "unknown_place" }];
    const dry = await daftar("import", "dossiers", file, "--db", db, "--dry-run", "--json");
    expect(dry.code).toBe(1);
    expect(JSON.parse(dry.out)).toMatchObject({ ...report, refused });
    expect(dry.err).toMatch(/\/601/);
    expect((await inPlace<Listed>("list", ["dossiers"], { db })).count).toBe(0);
    expect(await inPlace<object>("import", ["dossiers", file], { db }, 1)).toMatchObject({
      ...report,
      refused,
    });
    expect((await inPlace<Listed>("list", ["dossiers"], { db })).count).toBe(600);
    const plain = await daftar("import", "dossiers", file, "--db", db);
    expect(plain.out).toContain("ligne 602");
    expect((await inPlace<Checked>("check", [], { db })).ok).toBe(true);
  });
});

describe("seed", () => {
  it("would catch two regions of one seed and one day that differ", async () => {
    const twin = join(folder, "jumelle.db");
    await daftar("seed", "--db", twin, "--projects", "250", "--seed", "7", "--today", today);
    const values = { limit: "100000", sort: "reference" };
    const list = (db: string) => inPlace<Listed>("list", ["dossiers"], { db, ...values });
    const left = await list(seeded);
    const right = await list(twin);
    expect(left.count).toBeGreaterThan(250);
    expect(right.rows.map((row) => row.id)).toEqual(left.rows.map((row) => row.id));
    expect(right).toEqual(left);
    const other = join(folder, "autre.db");
    await inPlace<object>("seed", [], { db: other, projects: "250", seed: "8", today });
    expect(await list(other)).not.toEqual(left);
  });
});

describe("seeding a register again", () => {
  it("would catch a second seeding that ends in an unexpected failure", async () => {
    const db = join(folder, "deux-fois.db");
    const values = { db, projects: "3", seed: "7", today };
    await inPlace<object>("seed", [], values);
    await expect(inPlace<object>("seed", [], values)).resolves.toMatchObject({ projets: 3 });
    expect((await inPlace<Checked>("check", [], { db })).ok).toBe(true);
  });
});

describe("list", () => {
  let db: Database.Database;
  beforeAll(() => {
    db = new Database(seeded, { readonly: true });
    return () => db.close();
  });
  const from = `FROM dossier d JOIN projet p ON p.id = d.projet_id JOIN territoire t ON t.id = p.territoire_id
    LEFT JOIN utilisateur u ON u.id = d.officier_id WHERE d.deleted_at IS NULL`;
  const ids = (where: string) =>
    (db.prepare(`SELECT d.id ${from} AND ${where}`).pluck().all() as string[]).toSorted();

  it("would catch a condition that keeps other rows than its own SQL", async () => {
    const cases: [Record<string, string | string[]>, string][] = [
      [{ where: ["province=Azilal"] }, "t.province = '05.081'"],
      [{ where: ["province=05.091", "province=Khouribga"] }, "t.province IN ('05.091', '05.311')"],
      [{ where: ["province=Interprovincial"] }, "t.code = '05.inter'"],
      [{ where: ["commune=Fkih Ben Salah"] }, "t.code = '05.255.01.05'"],
      [{ where: ["secteur=Énergies renouvelables"] }, "p.secteur = 'energies_renouvelables'"],
      [{ where: ["acte=avna", "phase=suivi"] }, "d.acte = 'avna' AND d.phase = 'suivi'"],
      [{ where: ["etat=Clôturée"] }, "d.etat = 'cloturee'"],
      [{ where: ["officier=conseiller exemple 1"] }, "u.nom = 'Conseiller Exemple 1'"],
      [{ where: ["montant>=12,5"] }, "p.montant >= 1250000000"],
      [{ where: ["montant<=2.5"] }, "p.montant <= 250000000"],
      [
        { where: ["depose_le>=2022-01-01", "deposeLe<=2022-12-31"] },
        "d.depose_le BETWEEN '2022-01-01' AND '2022-12-31'",
      ],
      [
        { where: ["decision=defavorable"] },
        "(SELECT decision FROM passage x WHERE x.dossier_id = d.id ORDER BY tenu_le DESC, id DESC LIMIT 1) = 'defavorable'",
      ],
      [{ search: "solaire" }, "(p.intitule_fr LIKE '%solaire%' OR d.observation LIKE '%solaire%')"],
    ];
    for (const [values, where] of cases) {
      const listed = await inPlace<Listed>("list", ["dossiers"], {
        db: seeded,
        limit: "100000",
        ...values,
      });
      expect(listed.rows.map((row) => row.id).toSorted(), where).toEqual(ids(where));
      expect(listed.count, where).toBe(listed.rows.length);
      expect(listed.count, where).toBeGreaterThan(0);
      const sum = db
        .prepare(`SELECT sum(montant) FROM (SELECT DISTINCT p.id, p.montant ${from} AND ${where})`)
        .pluck()
        .get();
      expect(listed.montantCentimes, where).toBe(sum);
    }
  });

  it("would catch a sort or a limit that is not the one asked", async () => {
    const listed = await json<Listed>(
      0,
      "list",
      "dossiers",
      "--db",
      seeded,
      "--sort",
      "-montant",
      "--limit",
      "7",
    );
    const top = db
      .prepare(`SELECT p.montant ${from} ORDER BY p.montant DESC LIMIT 7`)
      .pluck()
      .all();
    expect(listed.rows.map((row) => row.montantCentimes)).toEqual(top);
    expect(listed.rows.every((row) => row.montantMdh === (row.montantCentimes ?? 0) / 1e8)).toBe(
      true,
    );
    expect(listed.count).toBe(ids("1").length);
    const all = { db: seeded, sort: "reference", limit: "100000" };
    const whole = await inPlace<Listed>("list", ["dossiers"], all);
    const references = whole.rows.map((row) => row.reference);
    expect(references).toEqual(references.toSorted());
    expect(references).toHaveLength(ids("1").length);
    for (const key of dossierColumnKeys) {
      const sorted = await inPlace<Listed>("list", ["dossiers"], {
        db: seeded,
        sort: `-${key}`,
        limit: "1",
      });
      expect(sorted.rows).toHaveLength(1);
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
    const code = name === "whole" ? 0 : 1;
    const result = await (["whole", "ledger"].includes(name)
      ? json<Checked>(code, "check", "--db", path)
      : inPlace<Checked>("check", [], { db: path }, code));
    expect(result.checks.map((item) => item.name)).toEqual([
      "integrity",
      "foreign_keys",
      "ledger",
      "rows",
      "projection",
      "search",
      "directory",
      "directory_search",
      "attachments",
    ]);
    return result.checks.filter((item) => !item.ok).map((item) => item.name);
  };

  it("would catch a whole register reported at fault", async () => {
    expect(await tampered("whole", () => {})).toEqual([]);
  });

  it("would catch a tampered line, index entry, ledger row or reference that goes unseen", async () => {
    expect(
      await tampered("line", (db) =>
        db.exec("UPDATE dossier_ligne SET montant = montant + 1 WHERE n = 3"),
      ),
    ).toEqual(["projection"]);
    expect(
      await tampered("lost-line", (db) => db.exec("DELETE FROM dossier_ligne WHERE n = 3")),
    ).toContain("projection");
    expect(
      await tampered("row", (db) =>
        db.exec("UPDATE projet SET montant = 1 WHERE id = (SELECT projet_id FROM dossier LIMIT 1)"),
      ),
    ).toContain("projection");
    expect(
      await tampered("lost-entry", (db) =>
        db.exec("DELETE FROM dossier_recherche WHERE rowid = 3"),
      ),
    ).toEqual(["search"]);
    expect(
      await tampered("entry", (db) =>
        db.exec(
          "DELETE FROM dossier_recherche WHERE rowid = 3; INSERT INTO dossier_recherche (rowid, texte) VALUES (3, 'faux')",
        ),
      ),
    ).toEqual(["search"]);
    expect(
      await tampered("stray-entry", (db) =>
        db.exec("INSERT INTO dossier_recherche (rowid, texte) VALUES (999999, 'faux')"),
      ),
    ).toEqual(["search"]);
    expect(
      await tampered("ledger", (db) =>
        db.exec(`DROP TRIGGER change_immuable; UPDATE change SET after = replace(after, 'permis', 'permit')
          WHERE rowid = (SELECT max(rowid) FROM change WHERE after LIKE '%permis%')`),
      ),
    ).toEqual(["ledger", "rows"]);
    // A column that no list shows, written behind the application's back.
    expect(
      await tampered("passage", (db) =>
        db.exec("UPDATE passage SET observation = 'FAUX' WHERE rowid = 2"),
      ),
    ).toEqual(["rows"]);
    expect(
      await tampered("orphan", (db) => {
        db.pragma("foreign_keys = OFF");
        db.exec(
          "UPDATE passage SET dossier_id = 'nulle-part' WHERE id = (SELECT max(id) FROM passage)",
        );
      }),
    ).toContain("foreign_keys");
  });
});

describe("the demonstration", () => {
  it("would catch a demonstration without its indicators or its files", async () => {
    const path = join(tempFolder(), "demo.db");
    const run = await daftar("init", "--db", path, "--demo", "--json");
    expect(run.code, run.err).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ demonstration: true });
    expect(run.err).toMatch(/indicateurs/);
    expect((await inPlace<Listed>("list", ["dossiers"], { db: path })).count).toBeGreaterThan(1000);
    expect((await inPlace<Checked>("check", [], { db: path })).ok).toBe(true);
  });
});
