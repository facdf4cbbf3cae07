import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BulkEvent } from "../../src-main/contract/vitesse.ts";
import { addDays } from "../../src-main/domain/dates.ts";
import type { Context } from "../../src-main/services/context.ts";
import { addPassage, createDossier, moveDossier } from "../../src-main/services/dossiers.ts";
import { importFile } from "../../src-main/services/imports/run.ts";
import {
  listTrash,
  redoAction,
  restoreRecord,
  undoAction,
  undoState,
} from "../../src-main/services/journal.ts";
import { bulkChange } from "../../src-main/services/masse.ts";
import { localToday } from "../../src-main/services/paths.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { correctReference } from "../../src-main/services/references.ts";
import { directorySelect } from "../../src-main/store/annuaire-projection.ts";
import { openReader, type Connection } from "../../src-main/store/database.ts";
import { commit, UndoRefused } from "../../src-main/store/ledger.ts";
import { registerOn, withPast } from "../../src-main/store/past.ts";
import { projectionColumns } from "../../src-main/store/projection.ts";
import { ledgerTables } from "../../src-main/store/tables.ts";
import {
  contextOf,
  dossierValues,
  everything,
  lastSeq,
  newRegister,
  reopen,
  root,
  tempFolder,
  thrownBy,
  workOn,
} from "../support/register.ts";

const first = "2026-03-02";
const fixtures = join(root, "test/fixtures");

/** A copy of the file, byte for byte what SQLite holds at this moment. */
function copyOf(ctx: Context): Connection {
  const path = join(tempFolder(), "copie.db");
  ctx.store.db.prepare("VACUUM INTO ?").run(path);
  return openReader(path);
}

/** Every row that a reader of figures may see, by table. */
function rowsOf(db: Connection): Record<string, unknown[]> {
  const lines = `SELECT ${projectionColumns.join(", ")} FROM dossier_ligne ORDER BY id`;
  const directory = `SELECT * FROM (${directorySelect}) LIMIT 0`;
  const names = db
    .prepare<unknown[]>(directory)
    .columns()
    .map(({ name }) => name);
  const selects: [string, string][] = [
    ...Object.values(ledgerTables).map(({ name }): [string, string] => [
      name,
      `SELECT * FROM "${name}" ORDER BY id`,
    ]),
    ["dossier_ligne", lines],
    ["annuaire_ligne", `SELECT ${names.join(", ")} FROM annuaire_ligne ORDER BY id`],
    ["action", "SELECT * FROM action ORDER BY seq"],
  ];
  return Object.fromEntries(selects.map(([name, sql]) => [name, db.prepare(sql).all()]));
}

/** Fails on the first table that is not as it was, and names it. */
function expectSame(past: Connection, then: Connection): void {
  const before = rowsOf(then);
  const rebuilt = rowsOf(past);
  for (const [name, rows] of Object.entries(before)) {
    expect({ [name]: rebuilt[name] }).toEqual({ [name]: rows });
  }
}

function pastOf(ctx: Context, day: string, check: (past: Connection) => void): void {
  const past = registerOn(ctx.store.db, day);
  try {
    check(past.db);
  } finally {
    past.close();
  }
}

async function importRows(ctx: Context, rows: string): Promise<void> {
  const file = join(tempFolder(), "agenda.csv");
  writeFileSync(file, `Référence;Intitulé;Montant (MDH);Observations\n${rows}`);
  for await (const event of importFile(ctx, "dossiers", file, "a.csv", { dryRun: false })) {
    if (event.type === "done") expect(event.actionId).not.toBeNull();
  }
}

async function bulk(ctx: Context, patch: Record<string, string>): Promise<void> {
  let last: BulkEvent | undefined;
  const input = { filter: {}, record: "dossier" as const, patch, dryRun: false };
  for await (const event of bulkChange(ctx, input)) last = event;
  expect(last?.type).toBe("done");
}

const create = (ctx: Context, title: string) =>
  createDossier(ctx, {
    projet: { intituleFr: title, montant: 100_000_000 },
    porteur: { nomFr: `Société ${title}` },
    dossier: dossierValues({ diffuseLe: "2026-01-06" }),
  }).id!;

const figure = "chiffre";

/** A published figure, whose value is no whole number. */
function addFigure(ctx: Context, value: number): void {
  commit(ctx.store, { kind: "essai", userId: "essai" }, (writer) => {
    const label = { labelFr: "Série", labelAr: "سلسلة", labelEn: "Series" };
    const serieId = writer.insert("serie", {
      ...label,
      key: "essai",
      unit: "%",
      theme: "emploi",
      kind: "flux",
      accumulates: 0,
    });
    writer.insert("observation", {
      id: figure,
      serieId,
      territoire: "05",
      territoireNom: "Région",
      period: "2025",
      year: 2025,
      partial: 0,
      value,
      unit: "%",
      source: "essai",
      confidence: "sure",
      asOf: first,
      asOfBasis: "publication",
    });
  });
}

describe("the register as it was", () => {
  it("would catch a table that an ordinary week of work does not give back day by day", async () => {
    const ctx = newRegister();
    const copies = new Map<string, Connection>();
    const days: (() => unknown)[] = [
      () => ["Moulin", "Serre", "Four"].forEach((title) => create(ctx, title)),
      () => importRows(ctx, "A-1/C1;Huilerie;12,5;avant\nA-2/C1;Ferme;3,5;\n"),
      () => importRows(ctx, "A-1/C1;Grande huilerie;14,5;après\nA-3/C1;Gîte;1,5;\n"),
      () => bulk(ctx, { observation: "relu" }),
      () => undoAction(ctx),
      () => redoAction(ctx),
      () => {
        const [id] = ctx.store.db.prepare("SELECT id FROM dossier ORDER BY id").pluck().all();
        addPassage(ctx, {
          dossierId: id as string,
          tenuLe: "2026-02-20",
          decision: "favorable",
          observation: "« odd » \u0000 \ud83d\ude00",
        });
        removeRecord(ctx, "dossier", id as string);
      },
      () => {
        const [row] = listTrash(ctx, 10);
        restoreRecord(ctx, row!.record, row!.id);
      },
      () => {
        // Another holder for a project, and a holder put in the trash: the directory tells of both.
        const projets = ctx.store.db
          .prepare("SELECT id FROM projet WHERE porteur_id IS NOT NULL ORDER BY id LIMIT 2")
          .pluck()
          .all() as string[];
        const { id } = createRecord(ctx, {
          record: "organisation",
          values: { nomFr: "Repreneur" },
        });
        for (const projet of projets) {
          updateRecord(ctx, { record: "projet", id: projet, patch: { porteurId: id! } });
        }
      },
      () => {
        const row = ctx.store.db
          .prepare("SELECT * FROM reference WHERE list = 'delai' AND key = 'decision_crui'")
          .get() as { id: string; attrs: string };
        const attrs = { ...(JSON.parse(row.attrs) as object), days: 12 };
        commit(ctx.store, { kind: "reference.modification", userId: "essai" }, (writer) => {
          writer.update("reference", row.id, { attrs: JSON.stringify(attrs) });
        });
      },
      () => addFigure(ctx, 0.1 + 0.2),
      () => {
        commit(ctx.store, { kind: "essai", userId: "essai" }, (writer) => {
          writer.update("observation", figure, { value: 1 / 3, note: "relevé" });
          writer.update("observation", figure, { value: 123_456_789.123_456_78, note: null });
          writer.remove("observation", figure);
        });
      },
      () => {
        commit(ctx.store, { kind: "essai", userId: "essai" }, (writer) => {
          writer.restore("observation", figure);
          writer.update("observation", figure, { value: 5 });
        });
      },
    ];
    for (const [n, work] of days.entries()) {
      workOn(ctx, addDays(first, n * 2));
      await work();
      copies.set(addDays(first, n * 2), copyOf(ctx));
    }
    const before = everything(ctx.store);
    for (const [day, copy] of copies) {
      pastOf(ctx, day, (past) => expectSame(past, copy));
      // A day without work is like the one before.
      pastOf(ctx, addDays(day, 1), (past) => expectSame(past, copy));
    }
    expect(everything(ctx.store)).toEqual(before);
    for (const copy of copies.values()) copy.close();
  });

  it("would catch a register of the first schema that cannot be read as it was", () => {
    const path = join(tempFolder(), "ancien.db");
    writeFileSync(path, gunzipSync(readFileSync(join(fixtures, "registre-0.1.0.db.gz"))));
    const store = reopen(path);
    const ctx = contextOf(store);
    const copy = copyOf(ctx);
    const last = store.db.prepare("SELECT max(at) FROM action").pluck().get() as number;
    const day = localToday(new Date(last));
    workOn(ctx, addDays(day, 3));
    const ids = store.db.prepare("SELECT id FROM dossier WHERE deleted_at IS NULL").pluck().all();
    for (const id of ids as string[]) {
      updateRecord(ctx, { record: "dossier", id, patch: { observation: "après" } });
    }
    expect(ids.length).toBeGreaterThan(0);
    pastOf(ctx, day, (past) => expectSame(past, copy));
    copy.close();
  });

  it("would catch a day before the register that shows anything of it", () => {
    const ctx = newRegister();
    create(ctx, "Moulin");
    const past = registerOn(ctx.store.db, addDays(first, -1));
    expect(past.seq).toBe(0);
    for (const rows of Object.values(rowsOf(past.db))) expect(rows).toEqual([]);
    past.close();
  });

  it("would catch a copy made for a day since which nothing was recorded", () => {
    const ctx = newRegister();
    workOn(ctx, first);
    create(ctx, "Moulin");
    for (const day of [first, addDays(first, 400)]) {
      const past = registerOn(ctx.store.db, day);
      expect(past.db).toBe(ctx.store.db);
      expect(past.seq).toBe(lastSeq(ctx.store));
      past.close();
    }
    expect(ctx.store.db.open).toBe(true);
  });

  it("would catch the minute after midnight counted with the day before", () => {
    const ctx = newRegister();
    const midnight = new Date(`${addDays(first, 1)}T00:00:00`).getTime();
    ctx.store.clock = () => midnight - 1;
    create(ctx, "Le soir");
    ctx.store.clock = () => midnight;
    create(ctx, "La nuit");
    pastOf(ctx, first, (past) => {
      const titles = past.prepare("SELECT intitule_fr FROM dossier_ligne").pluck().all();
      expect(titles).toEqual(["Le soir"]);
    });
  });

  it("would catch work lost because the clock of the desk was set back", () => {
    const ctx = newRegister();
    workOn(ctx, addDays(first, 10));
    create(ctx, "Horloge en avance");
    workOn(ctx, addDays(first, 2));
    create(ctx, "Horloge remise");
    const copy = copyOf(ctx);
    workOn(ctx, addDays(first, 12));
    create(ctx, "Ensuite");
    pastOf(ctx, addDays(first, 3), (past) => expectSame(past, copy));
    copy.close();
  });

  it("would catch the past written to, or the register written through it", () => {
    const ctx = newRegister();
    workOn(ctx, first);
    const id = create(ctx, "Moulin");
    workOn(ctx, addDays(first, 1));
    updateRecord(ctx, { record: "dossier", id, patch: { observation: "après" } });
    pastOf(ctx, first, (past) => {
      expect(String(thrownBy(() => past.exec("DELETE FROM projet")))).toContain("readonly");
      const names = past.prepare("SELECT name FROM pragma_database_list").pluck().all();
      expect(names).not.toContain("registre");
    });
  });

  it("would catch a past register made again for each card, one of another day, or one that a clock set back made untrue", () => {
    const ctx = newRegister();
    workOn(ctx, first);
    const id = create(ctx, "Moulin");
    const note = (day: string, observation: string) => {
      workOn(ctx, day);
      updateRecord(ctx, { record: "dossier", id, patch: { observation } });
    };
    note(addDays(first, 4), "après");
    note(addDays(first, 6), "encore");
    const reader = openReader(ctx.store.path);
    const opened = (day: string) => withPast(reader, day, (past) => past.db);
    const observed = (day: string) =>
      opened(day).prepare("SELECT observation FROM dossier").pluck().get();
    const one = opened(first);
    note(addDays(first, 8), "enfin");
    expect(opened(addDays(first, 1))).toBe(one);
    expect(observed(first)).toBeNull();
    expect(opened(addDays(first, 9))).toBe(reader);
    expect(observed(addDays(first, 5))).toBe("après");
    expect(one.open).toBe(false);
    // Stamped the fifth day, after all the rest: the chain says what was there.
    note(addDays(first, 5), "horloge en retard");
    expect(observed(addDays(first, 5))).toBe("horloge en retard");
    expect(reader.open).toBe(true);
    reader.close();
  });
});

interface OnDossier {
  do: "update" | "project" | "move" | "passage" | "reference";
  a: number;
  b: number;
}
type Step =
  | OnDossier
  | { do: "create" | "delete" | "restore"; a: number }
  | { do: "undo" | "redo" | "night" };

const n = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom("create", "delete", "restore"), a: n }),
  fc.record({
    do: fc.constantFrom("update", "project", "move", "passage", "reference"),
    a: n,
    b: n,
  }),
  fc.record({ do: fc.constantFrom("undo", "redo", "night") }),
) as fc.Arbitrary<Step>;

describe("any days of work", () => {
  const ctx = newRegister();
  for (const title of ["Moulin", "Serre", "Four"]) create(ctx, title);
  const etats = ctx.store.db
    .prepare("SELECT id, key FROM reference WHERE list = 'etat_procedure' ORDER BY ordre")
    .all() as { id: string; key: string }[];
  const idsOf = (table: string) =>
    ctx.store.db
      .prepare(`SELECT id FROM "${table}" WHERE deleted_at IS NULL ORDER BY id`)
      .pluck()
      .all() as string[];
  const day = (k: number) => `2026-01-${String(7 + (k % 20)).padStart(2, "0")}`;

  function onDossier(each: OnDossier): void {
    const ids = idsOf("dossier");
    const id = ids[each.a % ids.length]!;
    const etat = etats[each.b % etats.length]!;
    if (each.do === "move") moveDossier(ctx, { id, etat: etat.key, afterId: null });
    else if (each.do === "passage") {
      const said = { decision: each.b % 2 ? "favorable" : "complement", observation: null };
      addPassage(ctx, { dossierId: id, tenuLe: day(each.b), ...said });
    } else if (each.do === "project") {
      const projets = idsOf("projet");
      const porteurs = idsOf("organisation");
      const patch: Record<string, string | number> =
        each.b % 2
          ? { porteurId: porteurs[each.b % porteurs.length]! }
          : { intituleFr: `Titre ${each.b % 5}`, montant: each.b };
      updateRecord(ctx, { record: "projet", id: projets[each.a % projets.length]!, patch });
    } else if (each.do === "reference") {
      correctReference(ctx, { id: etat.id, patch: { labelFr: `État ${each.b}` } });
    } else {
      const patch: Record<string, string> =
        each.b % 2 ? { observation: `mot${each.b}` } : { valideLe: day(each.b) };
      updateRecord(ctx, { record: "dossier", id, patch });
    }
  }

  function run(each: Step): void {
    if (each.do === "create") return void create(ctx, `Titre ${each.a}`);
    if (!("a" in each)) {
      if (each.do === "night") return;
      if (undoState(ctx)[each.do]) (each.do === "undo" ? undoAction : redoAction)(ctx);
      return;
    }
    if (each.do === "delete") {
      const ids = idsOf("dossier");
      if (ids.length > 1) removeRecord(ctx, "dossier", ids[each.a % ids.length]!);
      return;
    }
    if ("b" in each) return onDossier(each);
    const trash = listTrash(ctx, 50);
    const row = trash[each.a % trash.length];
    if (row) restoreRecord(ctx, row.record, row.id);
  }

  it("would catch a sequence of commands that is not taken back to where each day ended", () => {
    let today = first;
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 24 }), (steps) => {
        const copies: [string, Connection][] = [];
        const night = () => {
          copies.push([today, copyOf(ctx)]);
          today = addDays(today, 1);
          workOn(ctx, today);
        };
        night();
        for (const each of steps) {
          if (each.do === "night") night();
          try {
            run(each);
          } catch (error) {
            // What a rule or a later change refuses changes nothing; anything else is a fault.
            if (!(error instanceof Invalid || error instanceof UndoRefused)) throw error;
          }
        }
        for (const [evening, copy] of copies) {
          pastOf(ctx, evening, (past) => expectSame(past, copy));
          copy.close();
        }
        night();
        copies.at(-1)![1].close();
      }),
      { numRuns: 20, seed: 20260302, endOnFailure: true },
    );
  });
});
