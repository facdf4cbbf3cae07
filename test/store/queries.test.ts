import { beforeAll, describe, expect, it } from "vitest";
import type { DossierFilter, DossierLine, DossierSort } from "../../src-main/contract/dossiers.ts";
import { dossierColumnKeys } from "../../src-main/contract/fields.ts";
import { seedRegion } from "../../src-main/services/seed/write.ts";
import { createDossier, getDossier } from "../../src-main/services/dossiers.ts";
import { updateRecord } from "../../src-main/services/records/records.ts";
import { commit } from "../../src-main/store/ledger.ts";
import {
  anchorDossiers,
  BadCursor,
  boardDossiers,
  listDossiers,
  lowestOrder,
  searchDossiers,
  totalDossiers,
} from "../../src-main/store/queries/dossiers.ts";
import { dossierValues, newRegister, today } from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;
const { db } = store;

interface Line extends Record<string, unknown> {
  id: string;
  montant: number | null;
  emplois: number | null;
  depose_le: string | null;
}
let lines: Line[];

beforeAll(async () => {
  await seedRegion(store, { projects: 300, seed: 11, today }, () => {});
  // Lines without amount, place, deposit or act: what an agenda brings in.
  for (let i = 0; i < 12; i += 1) {
    createDossier(ctx, {
      projet: { intituleFr: `Sans montant ${i % 3}` },
      dossier: dossierValues(),
    });
  }
  commit(store, { kind: "essai", userId: "u" }, (writer) => {
    const ids = db.prepare("SELECT id FROM dossier ORDER BY reference LIMIT 9").pluck().all();
    for (const id of ids) writer.update("dossier", id as string, { deposeLe: null, acte: null });
  });
  lines = db
    .prepare(
      `SELECT d.id, p.id AS projet, p.montant, p.emplois_prevus AS emplois, d.depose_le, d.etat, d.phase, d.acte, p.secteur, d.ordre,
         coalesce(t.province, t.code) AS province, u.nom AS officier, d.officier_id,
         (SELECT decision FROM passage x WHERE x.dossier_id = d.id ORDER BY tenu_le DESC, id DESC LIMIT 1) AS decision
       FROM dossier d JOIN projet p ON p.id = d.projet_id LEFT JOIN territoire t ON t.id = p.territoire_id
       LEFT JOIN utilisateur u ON u.id = d.officier_id`,
    )
    .all() as Line[];
});

const sortKeys: DossierSort["key"][] = [...dossierColumnKeys, "ordre", "updatedAt"];
const filters: [string, DossierFilter, (line: Line) => boolean][] = [
  ["nothing", {}, () => true],
  ["a province", { province: ["05.091"] }, (l) => l["province"] === "05.091"],
  [
    "two sectors and an amount",
    { secteur: ["industrie", "services"], montantMin: 500_000_000 },
    (l) =>
      ["industrie", "services"].includes(String(l["secteur"])) && (l.montant ?? -1) >= 500_000_000,
  ],
  [
    "a largest amount",
    { montantMax: 700_000_000 },
    (l) => l.montant !== null && l.montant <= 700_000_000,
  ],
  [
    "a range of dates and a phase",
    { deposeDu: "2021-01-01", deposeAu: "2023-12-31", phase: ["suivi"] },
    (l) =>
      l["phase"] === "suivi" &&
      l.depose_le !== null &&
      l.depose_le >= "2021-01-01" &&
      l.depose_le <= "2023-12-31",
  ],
  [
    "a last date",
    { deposeAu: "2020-06-30" },
    (l) => l.depose_le !== null && l.depose_le <= "2020-06-30",
  ],
  ["a decision", { decision: ["favorable"] }, (l) => l["decision"] === "favorable"],
  ["nothing that exists", { acte: ["inconnu"] }, () => false],
];

function pages(filter: DossierFilter, sort: DossierSort, limit: number): DossierLine[][] {
  const found: DossierLine[][] = [];
  let cursor: string | null = null;
  do {
    const page: { rows: DossierLine[]; next: string | null } = listDossiers(db, {
      filter,
      sort,
      cursor,
      limit,
    });
    found.push(page.rows);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

/** What the user reads in the sorted column; null sorts as the empty value does. */
const shown: Partial<Record<DossierSort["key"], (row: DossierLine) => string | number>> = {
  reference: (row) => row.reference,
  acte: (row) => row.acte ?? "",
  province: (row) => row.province ?? "",
  commune: (row) => row.commune ?? "",
  secteur: (row) => row.secteur ?? "",
  phase: (row) => row.phase,
  etat: (row) => row.etat,
  decision: (row) => row.decision ?? "",
  officier: (row) => row.officier ?? "",
  deposeLe: (row) => row.deposeLe ?? "",
  echeanceLe: (row) => row.echeanceLe ?? "9999",
  montant: (row) => row.montant ?? -1,
  emplois: (row) => row.emplois ?? -1,
  ordre: (row) => row.ordre,
};

describe("paging", () => {
  for (const key of sortKeys) {
    for (const desc of [false, true]) {
      it(`would catch a row lost, repeated or out of order, sorted by ${key} ${desc ? "down" : "up"}`, () => {
        for (const [name, filter, keeps] of filters) {
          const found = pages(filter, { key, desc }, 47);
          const rows = found.flat();
          const expected = lines.filter(keeps).map((line) => line.id);
          expect(new Set(rows.map((row) => row.id)).size, name).toBe(rows.length);
          expect(rows.map((row) => row.id).toSorted(), name).toEqual(expected.toSorted());
          expect(found.slice(0, -1).every((page) => page.length === 47)).toBe(true);
          const once = listDossiers(db, { filter, sort: { key, desc }, limit: 5000 });
          expect(once.rows, name).toEqual(rows);
          expect(once.next).toBeNull();
          const read = shown[key];
          if (!read) continue;
          for (let i = 1; i < rows.length; i += 1) {
            const [a, b] = [read(rows[i - 1]!), read(rows[i]!)];
            expect(desc ? a >= b : a <= b, `${name}: ${a} then ${b}`).toBe(true);
          }
        }
      });
    }
  }

  it("would catch titles sorted by accent and case", () => {
    const sort = { key: "intitule", desc: false } as const;
    for (const intituleFr of ["zoo", "Éolien", "eolien 2", "ESCARGOTS", "Œufs", "olives"]) {
      createDossier(ctx, {
        projet: { intituleFr },
        dossier: dossierValues({ observation: "triton" }),
      });
    }
    const { rows } = listDossiers(db, { filter: { text: "triton" }, sort, limit: 10 });
    const titles = rows.map((row) => row.intituleFr);
    expect(titles).toEqual(["Éolien", "eolien 2", "ESCARGOTS", "Œufs", "olives", "zoo"]);
    commit(store, { kind: "essai", userId: "u" }, (writer) => {
      for (const row of rows) {
        writer.remove("dossier", row.id);
        writer.remove("projet", row.projetId);
      }
    });
  });

  it("would catch anchors that do not point at exactly every page's last row", () => {
    for (const key of sortKeys) {
      for (const [name, filter, keeps] of filters.slice(0, 4)) {
        const sort = { key, desc: key.length % 2 === 0 };
        const { count, cursors } = anchorDossiers(db, { filter, sort, pageSize: 40 });
        const all = listDossiers(db, { filter, sort, limit: 5000 }).rows;
        expect(count, name).toBe(lines.filter(keeps).length);
        expect(cursors).toHaveLength(Math.floor(count / 40));
        for (const [i, cursor] of cursors.entries()) {
          const { rows } = listDossiers(db, { filter, sort, cursor, limit: 40 });
          expect(rows, `${key} ${name} ${i}`).toEqual(all.slice((i + 1) * 40, (i + 2) * 40));
        }
      }
    }
  });

  it("would catch a cursor that this sort did not make, answered with the wrong rows", () => {
    const sort = { key: "reference", desc: false } as const;
    const of = (key: DossierSort["key"]) =>
      listDossiers(db, { filter: {}, sort: { key, desc: false }, limit: 5 }).next!;
    for (const cursor of [
      " ",
      "x",
      "{}",
      "[]",
      "null",
      '["a"]',
      '["a",null]',
      '["a",{}]',
      of("acte"),
      of("montant"),
    ]) {
      const read = () => listDossiers(db, { filter: {}, sort, cursor, limit: 5 });
      expect(read, cursor).toThrow(BadCursor);
    }
  });

  it("would catch text from a cursor or a filter that reaches the SQL", () => {
    const evil = "x'); DELETE FROM passage; --";
    const sort = { key: "reference", desc: false } as const;
    expect(
      listDossiers(db, { filter: { province: [evil], text: evil }, sort, limit: 5 }).rows,
    ).toEqual([]);
    for (const cursor of [
      JSON.stringify([evil, evil]),
      JSON.stringify(["reference", evil, evil]),
    ]) {
      try {
        listDossiers(db, { filter: {}, sort, cursor, limit: 5 });
      } catch (error) {
        expect(error).toBeInstanceOf(BadCursor);
      }
    }
    expect(db.prepare("SELECT count(*) FROM passage").pluck().get()).toBeGreaterThan(100);
  });
});

describe("figures", () => {
  /** Count of the lines; amount and jobs of each of their projects once, whatever its acts. */
  const figures = (kept: Line[]) => {
    const projects = [...new Map(kept.map((line) => [line["projet"], line])).values()];
    return {
      count: kept.length,
      projets: projects.length,
      known: projects.flatMap((line) => (line.montant === null ? [] : [line.montant])),
      montant: projects.reduce((sum, line) => sum + (line.montant ?? 0), 0),
      emplois: projects.reduce((sum, line) => sum + (line.emplois ?? 0), 0),
    };
  };

  it("would catch totals or a median that differ from the rows, or add a project's amount once per act", () => {
    for (const [name, filter, keeps] of filters) {
      const { known, ...sums } = figures(lines.filter(keeps));
      known.sort((a, b) => a - b);
      const middle = known.length >> 1;
      const mediane =
        known.length === 0
          ? null
          : known.length % 2
            ? known[middle]!
            : Math.round((known[middle - 1]! + known[middle]!) / 2);
      expect(totalDossiers(db, { filter }), name).toEqual({ ...sums, mediane });
    }
    const whole = figures(lines);
    expect(whole.projets).toBeLessThan(whole.count);
  });

  it("would catch a board whose counts, sums or first cards differ from the rows", () => {
    for (const groupBy of ["etat", "phase"] as const) {
      const keys = db
        .prepare("SELECT key FROM reference WHERE list = ? ORDER BY ordre")
        .pluck()
        .all(groupBy === "etat" ? "etat_procedure" : "phase") as string[];
      for (const [name, filter, keeps] of filters) {
        const { columns } = boardDossiers(db, { filter, groupBy, limit: 15, keys });
        expect(columns.map((column) => column.key)).toEqual(keys);
        for (const column of columns) {
          const kept = lines.filter((line) => keeps(line) && line[groupBy] === column.key);
          const { count, montant, emplois } = figures(kept);
          expect(column, `${name} ${column.key}`).toMatchObject({ count, montant, emplois });
          const order = (line: Line) => `${String(line["ordre"])} ${line.id}`;
          const first = kept.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, 15);
          expect(column.rows.map((row) => row.id)).toEqual(first.map((line) => line.id));
          expect(column.next === null).toBe(kept.length <= 15);
        }
      }
    }
  });

  it("would catch cards of a state that no list names disappearing from the board", () => {
    const { columns } = boardDossiers(db, {
      filter: {},
      groupBy: "etat",
      limit: 1,
      keys: ["programmee"],
    });
    expect(columns[0]!.key).toBe("programmee");
    expect(columns.reduce((sum, column) => sum + column.count, 0)).toBe(lines.length);
  });
});

describe("search", () => {
  const make = (
    intituleFr: string,
    more: Record<string, string> = {},
    porteur: Record<string, string> = {},
  ) =>
    createDossier(ctx, {
      projet: { intituleFr, ...more },
      porteur: Object.keys(porteur).length > 0 ? porteur : undefined,
      dossier: dossierValues(),
    }).id!;
  const finds = (text: string) => searchDossiers(db, text, 50).map((row) => row.id);

  it("would catch a spelling of the same word that does not find it, in either direction", () => {
    const pairs: [string, string][] = [
      ["Élevage Zénith", "elevage zenith"],
      ["Œuvre Quetzal", "oeuvre quetzal"],
      ["oeufs Quokka", "ŒUFS QUOKKA"],
      ["Ærodrome Xylo", "aerodrome xylo"],
      ["مشروع أحمد زرقاء", "احمد زرقاء"],
      ["معصرة احمد صفراء", "أحمد صفراء"],
      ["مدرســة الفُرقان", "مدرسه الفرقان"],
      ["قرية مصطفى الأولى", "قريه مصطفي الاولي"],
      ["Parc ١٢٣٤٥٦", "parc 123456"],
      ["Parc 987654", "parc ٩٨٧٦٥٤"],
      ["L'Oliveraie d'Ifrane", "oliveraie ifrane"],
      ["Zone « Al‑Wahda »", "al wahda"],
    ];
    for (const [written, typed] of pairs) {
      const id = make(written);
      expect(finds(typed), `${typed} → ${written}`).toContain(id);
      expect(finds(written), written).toContain(id);
      expect(finds(typed.slice(0, -1)), `beginning of ${typed}`).toContain(id);
    }
  });

  it("would catch an FTS operator that works when a user types it", () => {
    const id = make("Wombat arc-en-ciel");
    for (const text of [
      "wombat*",
      '"wombat',
      "wombat)",
      "texte:wombat",
      "^wombat",
      "wombat -",
      "+wombat",
    ]) {
      const words = text.startsWith("texte") ? [] : [id];
      expect(finds(text), text).toEqual(words);
    }
    expect(finds("wombat NOT arc")).toEqual([]);
    expect(finds("wombat OR moulin")).toEqual([]);
    expect(finds("NEAR(wombat arc)")).toEqual([]);
    for (const text of ['"', "*", "()", "-", "''", "%", "\u0000", "🙂", "AND", "NOT"]) {
      expect(() => finds(text), text).not.toThrow();
      const sort = { key: "reference", desc: false } as const;
      expect(() => listDossiers(db, { filter: { text }, sort, limit: 5 }), text).not.toThrow();
    }
  });

  it("would catch a telephone number found only as it was typed", () => {
    const id = make(
      "Téléphone",
      {},
      { nomFr: "Société Exemple Téléphone", telephone: "+212 5 23 99 88 77" },
    );
    for (const text of [
      "0523998877",
      "05 23 99 88 77",
      "+212523998877",
      "00212 523 998877",
      "05 23 99",
    ]) {
      expect(finds(text), text).toContain(id);
    }
    expect(finds("0523998878")).not.toContain(id);
  });

  it("would catch a reference that its parts or its whole do not find", () => {
    const id = make("Référence");
    const { reference } = getDossier(ctx, id).row;
    const parts = reference.split(/[-/]/);
    expect(finds(reference)).toEqual([id]);
    expect(finds(reference.toLowerCase().replace("/", " "))).toEqual([id]);
    expect(finds(parts.slice(1).join(" "))).toEqual([id]);
  });

  it("would catch words left in the index after they changed, and places and holders not searched", () => {
    const id = make("Ancienmot", {}, { nomFr: "Porteurnommé" });
    const { projet, porteur } = getDossier(ctx, id);
    updateRecord(ctx, { record: "projet", id: projet.id, patch: { intituleFr: "Nouveaumot" } });
    expect([finds("ancienmot"), finds("nouveaumot")]).toEqual([[], [id]]);
    expect(finds("porteurnomme")).toEqual([id]);
    updateRecord(ctx, {
      record: "organisation",
      id: porteur!.id,
      patch: { nomFr: "Autreporteur" },
    });
    expect([finds("porteurnomme"), finds("autreporteur")]).toEqual([[], [id]]);
  });

  it("would catch a list whose text filter and order do not go together", () => {
    const sort = { key: "montant", desc: true } as const;
    const { rows } = listDossiers(db, { filter: { text: "sans montant" }, sort, limit: 500 });
    expect(rows).toHaveLength(12);
    expect(totalDossiers(db, { filter: { text: "sans montant" } })).toEqual({
      count: 12,
      projets: 12,
      montant: 0,
      mediane: null,
      emplois: 0,
    });
    expect(totalDossiers(db, { filter: { text: "***" } }).count).toBe(0);
    expect(totalDossiers(db, { filter: { text: "  " } }).count).toBeGreaterThan(300);
  });
});

it("would put a new card under another, or a moved one in the wrong place", () => {
  const naive = (above: string) =>
    db.prepare("SELECT min(ordre) FROM dossier_ligne WHERE ordre > ?").pluck().get(above);
  const orders = db
    .prepare("SELECT ordre FROM dossier_ligne ORDER BY ordre")
    .pluck()
    .all() as string[];
  const last = orders.at(-1)!;
  expect(lowestOrder(db)).toBe(orders[0]);
  for (const above of ["", orders[0]!, orders[orders.length >> 1]!, last]) {
    expect(lowestOrder(db, above), above).toBe(naive(above));
  }
  expect(lowestOrder(db, last)).toBeNull();
});
