import { rmSync, writeFileSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DossierFilter, DossierSort } from "../../src-main/contract/dossiers.ts";
import { addDays } from "../../src-main/domain/dates.ts";
import { openStore } from "../../src-main/store/database.ts";
import type { Context } from "../../src-main/services/context.ts";
import { getDossier, moveDossier } from "../../src-main/services/dossiers.ts";
import { updateRecord } from "../../src-main/services/records/records.ts";
import { bulkChange } from "../../src-main/services/masse.ts";
import { columnKeys } from "../../src-main/services/exports/lists.ts";
import { runExport } from "../../src-main/services/exports/run.ts";
import { importFile } from "../../src-main/services/imports/run.ts";
import { tableauOf, warmTableaux } from "../../src-main/services/tableaux/index.ts";
import { timeline } from "../../src-main/services/chronologie.ts";
import { dossierClocks } from "../../src-main/services/delais.ts";
import { listFiles } from "../../src-main/services/fichiers.ts";
import { instructionOf } from "../../src-main/services/instruction.ts";
import { getJournee } from "../../src-main/services/journee.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import {
  anchorDossiers,
  boardDossiers,
  listDossiers,
  searchDossiers,
  totalDossiers,
} from "../../src-main/store/queries/dossiers.ts";
import { writeConventions } from "./conventions.ts";
import { compare, options, paths, publish, register, timed, type Figure } from "./support.ts";

const etats = [
  "en_cours_de_depot",
  "en_attente_administration",
  "programmee",
  "complement",
  "actions_a_realiser",
  "cloturee",
];

/** Gives a dossier the 200 events and 50 files of the design's heaviest page. */
function busyDossier(ctx: Context, recordId: string): string {
  commit(ctx.store, { kind: "bench", userId: "bench" }, (writer) => {
    const owner = { recordTable: "dossier", recordId };
    for (let i = 0; i < 200; i += 1) {
      const le = `2026-0${(i % 9) + 1}-${String((i % 27) + 1).padStart(2, "0")}`;
      writer.insert("evenement", { ...owner, genre: "appel", le, objet: `Appel ${i}` });
      if (i % 4 > 0) continue;
      const sha256 = String(i).padStart(64, "0");
      const file = { sha256, nom: `plan-${i}.pdf`, mediaType: "application/pdf", octets: 1000 };
      writer.insert("pieceJointe", { ...owner, ...file });
    }
  });
  return recordId;
}

async function measure(files: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const source = await register(files);
  const path = join(tmpdir(), `daftar-bench-${process.pid}.db`);
  copyFileSync(source, path);
  const store = openStore(path, { mode: "existing", migrations: paths.migrations });
  const { db } = store;
  const ctx: Context = {
    store,
    resources: paths.resources,
    today: () => "2026-11-20",
    read: readInPlace(db),
  };
  const add = async (
    what: string,
    bar: number | null,
    work: (i: number) => unknown,
    floor: ((i: number) => unknown) | null,
    runs = 40,
  ) => {
    const bare = floor ? await timed(runs, floor) : null;
    const own = await timed(runs, work);
    figures.push({ files, what, ...own, floor: bare?.median ?? null, bar });
  };

  listDossiers(db, {
    filter: { province: ["05.091"] },
    sort: { key: "montant", desc: true },
    limit: 1,
  });
  const sorts: DossierSort["key"][] = ["deposeLe", "montant", "reference", "intitule", "emplois"];
  for (const key of sorts) {
    const column = { deposeLe: "depose_le", intitule: "intitule_tri" }[key as string] ?? key;
    const bare = db.prepare(
      `SELECT * FROM dossier_ligne WHERE province = ? AND secteur = ? ORDER BY ${column} DESC, id DESC LIMIT 200`,
    );
    const filter: DossierFilter = { province: ["05.091"], secteur: ["industrie"] };
    await add(
      `list page, sort ${key}, two filters`,
      50,
      () => listDossiers(db, { filter, sort: { key, desc: true }, limit: 200 }),
      () => bare.all("05.091", "industrie"),
    );
  }
  const rare: DossierFilter = { province: ["05.inter"], acte: ["eie"] };
  const bareRare = db.prepare(
    "SELECT * FROM dossier_ligne WHERE province = ? AND acte = ? ORDER BY montant DESC, id DESC LIMIT 200",
  );
  await add(
    "list page, sort montant, two rare filters",
    50,
    () => listDossiers(db, { filter: rare, sort: { key: "montant", desc: true }, limit: 200 }),
    () => bareRare.all("05.inter", "eie"),
  );
  await add(
    "scroll bar anchors, no filter",
    null,
    () => anchorDossiers(db, { filter: {}, sort: { key: "deposeLe", desc: true }, pageSize: 200 }),
    null,
    10,
  );
  const bareTotals = db.prepare(
    "SELECT count(*), sum(montant), sum(emplois) FROM dossier_ligne WHERE province = ?",
  );
  await add(
    "totals with median, one filter",
    null,
    () => totalDossiers(db, { filter: { province: ["05.091"] } }),
    () => bareTotals.get("05.091"),
    10,
  );
  const match = db.prepare(
    "SELECT * FROM dossier_ligne WHERE n IN (SELECT rowid FROM dossier_recherche WHERE dossier_recherche MATCH ? ORDER BY rowid DESC LIMIT 20)",
  );
  const words = ["s", "so", "soc", "exemple", "olive", "bmk 2024 0", "زيت", "khouribga hotel"];
  await add(
    "search keystroke, 20 hits",
    50,
    (i) => searchDossiers(db, words[(i + 8) % words.length]!, 20),
    (i) => match.all(`"${words[(i + 8) % words.length]!.split(" ")[0]}"*`),
    80,
  );
  await add(
    "list filtered by a common word",
    50,
    () =>
      listDossiers(db, {
        filter: { text: "societe" },
        sort: { key: "deposeLe", desc: true },
        limit: 200,
      }),
    null,
  );
  await add(
    "list filtered by a rare word",
    50,
    () =>
      listDossiers(db, {
        filter: { text: "minoterie khouribga" },
        sort: { key: "montant", desc: true },
        limit: 200,
      }),
    null,
  );
  // Every row of the register, brought to 100 000: the bar is for them.
  for (const [format, bar] of [
    ["csv", 2000],
    ["xlsx", 8000],
  ] as const) {
    const out = `${path}.${format}`;
    const asked = {
      view: { list: "dossiers", filter: {}, sort: { key: "reference", desc: false } },
      columns: columnKeys("dossiers"),
      format,
      langue: "fr",
      personal: false,
    } as const;
    const before = performance.now();
    let rows = 0;
    for await (const event of runExport(
      ctx,
      { ...asked, columns: [...asked.columns] },
      out,
      "bench",
    )) {
      if (event.type === "done") rows = event.rows;
    }
    const taken = ((performance.now() - before) * 100_000) / Math.max(rows, 1);
    rmSync(out);
    figures.push({
      files,
      what: `export ${format}, for 100 000 rows`,
      median: taken,
      p95: taken,
      floor: null,
      bar,
    });
  }
  const bareBoard = db.prepare(
    "SELECT etat, count(*), sum(montant), sum(emplois) FROM dossier_ligne GROUP BY etat",
  );
  await add(
    "board open, 30 cards a column",
    100,
    () => boardDossiers(db, { filter: {}, groupBy: "etat", limit: 30, keys: etats }),
    () => bareBoard.all(),
    20,
  );
  const jour = ctx.today();
  const byDue: DossierSort = { key: "echeanceLe", desc: false };
  await add(
    "list route, 200 running clocks counted",
    50,
    () => ctx.read("list", { filter: {}, sort: byDue, limit: 200, jour }),
    null,
  );
  await add(
    "list route, near by each rule",
    50,
    () => ctx.read("list", { filter: { echeanceProche: jour }, sort: byDue, limit: 200, jour }),
    null,
  );
  await add(
    "board route, clocks counted",
    100,
    () => ctx.read("board", { filter: {}, groupBy: "etat", limit: 30, keys: etats, jour }),
    null,
    20,
  );
  await warmTableaux(ctx);
  // What was told is kept: each look asks for another period.
  let looks = 0;
  const period = () => ({ du: addDays("2019-01-01", (looks += 1)), au: "2026-12-31" });
  for (const key of ["barometre", "performance", "provinces"]) {
    await add(`dashboard ${key}`, 150, () => tableauOf(ctx, { key, filtre: period() }), null, 10);
    await add(
      `dashboard ${key}, filter`,
      100,
      () => tableauOf(ctx, { key, filtre: { province: ["05.081"], ...period() } }),
      null,
      10,
    );
  }
  const ids = db
    .prepare("SELECT id FROM dossier_ligne ORDER BY n DESC LIMIT 200")
    .pluck()
    .all() as string[];
  await add("dossier page", null, (i) => getDossier(ctx, ids[(i + 3) % ids.length]!), null);
  const busiest = busyDossier(ctx, ids[0]!);
  await add(
    "dossier page, clock, checklist, timeline of 200, 50 files",
    100,
    () => [
      getDossier(ctx, busiest),
      dossierClocks(ctx, busiest),
      instructionOf(ctx, busiest),
      timeline(ctx, { recordTable: "dossier", recordId: busiest, limit: 50 }),
      listFiles(ctx, { recordTable: "dossier", recordId: busiest }),
    ],
    null,
  );
  const officer = db.prepare("SELECT officier_id FROM dossier_ligne LIMIT 1").pluck().get();
  const mine = db.prepare(
    "SELECT * FROM dossier_ligne WHERE officier_id = ? AND echeance_le < '2026-11-20' ORDER BY echeance_le LIMIT 50",
  );
  db.prepare("UPDATE reglage SET value = ? WHERE key = 'utilisateur'").run(officer);
  await add(
    "my day",
    50,
    () => getJournee(ctx),
    () => mine.all(officer),
  );
  const projects = db
    .prepare("SELECT projet_id FROM dossier_ligne ORDER BY n DESC LIMIT 200")
    .pluck()
    .all() as string[];
  await add(
    "change one field, durable",
    50,
    (i) =>
      updateRecord(ctx, {
        record: "projet",
        id: projects[(i + 3) % projects.length]!,
        patch: { montant: 100_000_000 + i },
      }),
    null,
  );
  await add(
    "card drop, durable",
    50,
    (i) =>
      moveDossier(ctx, { id: ids[(i + 3) % ids.length]!, etat: etats[(i + 3) % 2 === 0 ? 0 : 1] }),
    null,
  );
  await add("undo", null, () => undoAction(ctx), null, 20);

  writeConventions(ctx);
  const window = { du: addDays(jour, -366), au: addDays(jour, 90), jour };
  const dues = db.prepare("SELECT * FROM engagement WHERE echeance_le BETWEEN ? AND ?");
  let touched = 0;
  await add(
    "deadlines of 2 000 conventions, 40 000 commitments, after a change",
    100,
    () => {
      commit(store, { kind: "bench", userId: "bench" }, (writer) =>
        writer.insert("reglage", { key: `bench${(touched += 1)}`, value: "" }),
      );
      return ctx.read("echeances", { ...window, limit: 500 });
    },
    () => dues.all(window.du, window.au),
    20,
  );
  await add(
    "deadlines of 2 000 conventions, another filter",
    100,
    (i) => ctx.read("echeances", { ...window, au: addDays(jour, 90 + i), limit: 500 }),
    null,
    20,
  );
  await add(
    "deadlines of 2 000 conventions, the same view again",
    100,
    () => ctx.read("echeances", { ...window, limit: 500 }),
    null,
    20,
  );
  await add(
    "what renews or ends within 180 days",
    100,
    () =>
      ctx.read("echeances", {
        du: jour,
        au: addDays(jour, 180),
        genres: ["fin", "preavis"],
        jour,
        limit: 500,
      }),
    null,
    20,
  );
  await add(
    "bars of 2 000 conventions",
    100,
    () => ctx.read("echeanceBarres", { ...window, au: addDays(jour, 365), limit: 200 }),
    null,
    20,
  );

  const trial = {
    filter: {},
    record: "dossier",
    patch: { etat: "programmee" },
    dryRun: true,
  } as const;
  await add(
    "bulk change of every file, tried",
    null,
    async () => {
      for await (const _ of bulkChange(ctx, trial)) {
        // Events are only read.
      }
    },
    null,
    2,
  );

  const rows = 20_000;
  const csv = join(tmpdir(), `daftar-bench-${process.pid}.csv`);
  const lines = [
    "N°;Id;Référence;Intitulé;Localisation;Porteur/Raison sociale;Montant (MDH);Emplois à créer;Surface du terrain;Observations",
  ];
  for (let i = 1; i <= rows; i += 1) {
    lines.push(
      `${i};${i};IMP-2026-${i}/C1;Unité d'huile d'olive ${i};Béni Mellal;Société Exemple Import ${i};${(i % 900) + 1},5;${i % 300};${i * 10};Passage du 12/05/2026`,
    );
  }
  writeFileSync(csv, lines.join("\n"));
  const start = performance.now();
  for await (const _ of importFile(ctx, "dossiers", csv, "bench.csv", { dryRun: false })) {
    // Events are only read.
  }
  const spent = performance.now() - start;
  process.stderr.write(`import: ${Math.round(rows / (spent / 1000))} rows/s at ${files} files\n`);
  figures.push({
    files,
    what: `import of ${rows} rows`,
    median: spent,
    p95: spent,
    floor: null,
    bar: 1000,
  });
  store.close();
  for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
  rmSync(csv, { force: true });
  return figures;
}

const { sizes, compare: pair } = options();
if (pair) compare(pair);
else {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measure(size)));
  publish("store", figures);
}
