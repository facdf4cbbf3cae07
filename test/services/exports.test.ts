import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import {
  exportLists,
  type ExportAsked,
  type ExportEvent,
  type ExportFormat,
} from "../../src-main/contract/exports.ts";
import { langue, type Langue } from "../../src-main/contract/primitives.ts";
import { csvLine, protectedText, unprotected } from "../../src-main/exchange/csv.ts";
import { sheetWriter } from "../../src-main/exchange/xlsx.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import type { Context } from "../../src-main/services/context.ts";
import { columnKeys, exportTable } from "../../src-main/services/exports/lists.ts";
import { words } from "../../src-main/services/exports/mots.ts";
import { runExport } from "../../src-main/services/exports/run.ts";
import { Cancelled } from "../../src-main/services/imports/run.ts";
import { recentActions, undoState } from "../../src-main/services/journal.ts";
import { createRecord, updateRecord } from "../../src-main/services/records/records.ts";
import { seedRegion } from "../../src-main/services/seed/write.ts";
import { listDossiers } from "../../src-main/store/queries/dossiers.ts";
import { importBytes, importPath, summary } from "../support/imports.ts";
import { newRegister, root, tempFolder, today } from "../support/register.ts";

type Done = Extract<ExportEvent, { type: "done" }>;

const asked = (
  format: ExportFormat,
  langue: Langue,
  more: Partial<ExportAsked> = {},
): ExportAsked => ({
  view: { list: "dossiers", filter: {}, sort: { key: "reference", desc: false } },
  columns: columnKeys(more.view?.list ?? "dossiers"),
  format,
  langue,
  personal: false,
  ...more,
});

async function write(ctx: Context, wanted: ExportAsked): Promise<{ path: string; done: Done }> {
  const path = join(tempFolder(), `liste.${wanted.format}`);
  for await (const event of runExport(ctx, wanted, path, "liste")) {
    if (event.type === "done") return { path, done: event };
  }
  throw new Error("the export ended without a word");
}

async function seeded(projects: number): Promise<Context> {
  const ctx = newRegister();
  await seedRegion(ctx.store, { projects, seed: 3, today }, () => {});
  return ctx;
}

const agenda = (...rows: string[]) =>
  `Référence;Intitulé;Porteur;Montant (MDH);Emplois;Date de dépôt\n${rows.join("\n")}\n`;

/** Titles that a spreadsheet would run, and texts that only look so. */
const dangerous = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "'=1+1", "-=x"];
const innocent = [
  "-5",
  "+212 5 23 48 00 00",
  "+212523480000",
  "-12,5 %",
  "O'Neil",
  "a=b",
  "'quoted'",
];

const hostile = async (): Promise<Context> => {
  const ctx = newRegister();
  const all = [...dangerous, ...innocent];
  const rows = all.map((_, at) => `H-${at};Titre ${at};;12,3450;3;2026-01-0${(at % 9) + 1}`);
  await importBytes(ctx, "dossiers", agenda(...rows));
  for (const [at, text] of all.entries()) {
    const id = ctx.store.db
      .prepare("SELECT id FROM projet WHERE reference = ?")
      .pluck()
      .get(`H-${at}`) as string;
    updateRecord(ctx, { record: "projet", id, patch: { intituleFr: text } });
  }
  return ctx;
};

describe("a list as text", () => {
  it("would catch a text that a spreadsheet runs, or a number and a phone corrupted by the protection", () => {
    for (const text of dangerous) expect(protectedText(text)).toBe(`'${text}`);
    for (const text of innocent) expect(protectedText(text)).toBe(text);
  });

  it("would catch a text that does not come back from its protection", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."'=+-@ 5a\t") }), (text) => {
        expect(unprotected(protectedText(text))).toBe(text);
      }),
    );
  });

  it("would catch a figure of three decimals read again as thousands", () => {
    const french = { separator: ";", bom: true, decimal: "," } as const;
    expect(csvLine([12.345, 1234, -5, 1e-8, "a;b", null], french)).toBe(
      '12,3450;1234;-5;0,00000001;"a;b";\r\n',
    );
  });

  it("would catch an export that its own import changes, formulas among its titles", async () => {
    const ctx = await hostile();
    const { path, done } = await write(ctx, asked("csv", "fr"));
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString().slice(1).trimEnd().split("\r\n");
    expect(lines[0]).toContain("Référence;Intitulé;Porteur;");
    expect(lines.at(-1)).toMatch(/^Total des lignes : 14;*$/);
    expect(lines.find((line) => line.startsWith("H-0/") || line.startsWith("H-0;"))).toContain(
      ";'=1+1;",
    );
    expect(done.rows).toBe(dangerous.length + innocent.length);
    const again = summary(await importPath(ctx, "dossiers", path));
    expect(again).toEqual({ read: 14, created: 0, updated: 0, unchanged: 14, refused: [] });
  });

  it.each(langue.options)(
    "would catch a region's list that comes back changed from its own export in %s",
    async (language) => {
      const ctx = await seeded(300);
      const { path, done } = await write(ctx, asked("csv", language));
      const again = summary(await importPath(ctx, "dossiers", path, { dryRun: true }));
      expect(again).toEqual({
        read: done.rows,
        created: 0,
        updated: 0,
        unchanged: done.rows,
        refused: [],
      });
    },
  );

  it("would catch a choice of separator or of mark that the file ignores", async () => {
    const ctx = await seeded(5);
    const csv = { separator: "tab", bom: false } as const;
    const { path } = await write(
      ctx,
      asked("csv", "ar", { csv, columns: ["reference", "emplois"] }),
    );
    const [first] = readFileSync(path, "utf8").split("\r\n");
    expect(first).toBe("المرجع\tمناصب الشغل");
  });
});

describe("a list as a workbook", () => {
  it("would catch a formula, a number or a day that is not typed as what it is", async () => {
    const ctx = await hostile();
    const { path, done } = await write(ctx, asked("xlsx", "fr"));
    const [sheet] = await readXlsxFile(path);
    const rows = sheet!.data;
    const [head, ...lines] = rows;
    expect(head).toContain("Montant (MDH)");
    expect(lines.at(-1)![0]).toBe("Total des lignes : 14");
    expect(lines).toHaveLength(done.rows + 1);
    const column = (label: string) => head!.indexOf(label);
    const titles = lines.slice(0, -1).map((line) => line[column("Intitulé")]);
    expect(new Set(titles)).toEqual(new Set([...dangerous, ...innocent]));
    expect(lines[0]![column("Montant (MDH)")]).toBe(12.345);
    expect(lines[0]![column("Dépôt")]).toBeInstanceOf(Date);
    const filed = lines[0]![column("Dépôt")] as unknown as Date;
    expect(filed.toISOString()).toMatch(/^2026-01-0\dT00:00:00/);
    const xml = execFileSync("unzip", ["-p", path, "xl/worksheets/sheet1.xml"]).toString();
    expect(xml).not.toContain("<f>");
  });

  it("would catch an Arabic sheet that reads from left to right or in another language", async () => {
    const ctx = await seeded(40);
    const { path } = await write(ctx, asked("xlsx", "ar"));
    const xml = execFileSync("unzip", ["-p", path, "xl/worksheets/sheet1.xml"]).toString();
    expect(xml).toContain('rightToLeft="1"');
    const [sheet] = await readXlsxFile(path);
    expect(sheet!.sheet).toBe("الملفات");
    expect(sheet!.data[0]!.slice(0, 3)).toEqual(["المرجع", "عنوان المشروع", "حامل المشروع"]);
    expect(sheet!.data[1]![3]).toMatch(/\p{Script=Arabic}/u);
    expect(sheet!.data.at(-1)![0]).toMatch(/^مجموع الأسطر : \d+$/);
  });

  it("would catch a sign that XML refuses and that breaks the whole workbook", () => {
    const sheet = sheetWriter("a/b", [{ label: "<&>", kind: "text" }], { rtl: false });
    sheet.rows([["\u0001 _x0041_ \ud800 & <b>"]]);
    sheet.end("fin");
    const path = join(tempFolder(), "signes.xlsx");
    writeFileSync(path, Buffer.concat(sheet.taken()));
    const xml = execFileSync("unzip", ["-p", path, "xl/worksheets/sheet1.xml"]).toString();
    expect(xml).toContain("_x0001_ _x005F_x0041_ \ufffd &amp; &lt;b&gt;");
  });
});

describe("what is exported", () => {
  it("would catch rows, an order or columns that are not those of the view", async () => {
    const ctx = await seeded(200);
    const filter = { province: ["05.091"] };
    const sort = { key: "montant", desc: true } as const;
    const shown = listDossiers(ctx.store.db, { filter, sort, limit: 500 }).rows;
    const { path, done } = await write(
      ctx,
      asked("json", "fr", {
        view: { list: "dossiers", filter, sort },
        columns: ["emplois", "reference", "montant"],
      }),
    );
    const read = JSON.parse(readFileSync(path, "utf8")) as {
      count: number;
      columns: { key: string }[];
      rows: Record<string, unknown>[];
    };
    expect(read.columns.map(({ key }) => key)).toEqual(["emplois", "reference", "montant"]);
    expect(read.count).toBe(shown.length);
    expect(done.rows).toBe(shown.length);
    expect(read.rows).toEqual(
      shown.map((row) => ({
        emplois: row.emplois,
        reference: row.reference,
        montant: row.montant === null ? null : row.montant / 1e8,
      })),
    );
  });

  it.each(exportLists)(
    "would catch a list %s that cannot be written in some format",
    async (list) => {
      const ctx = await seeded(20);
      const sorts = {
        dossiers: { key: "reference", desc: false },
        annuaire: { key: "nom", desc: false },
        conventions: { key: "numero", desc: true },
        financements: { key: "reference", desc: false },
        demandes: "recent",
        accompagnements: "recent",
      } as const;
      const view = { list, filter: {}, sort: sorts[list] } as ExportAsked["view"];
      for (const language of langue.options) {
        for (const format of ["csv", "xlsx", "json"] as const) {
          const { done } = await write(ctx, asked(format, language, { view }));
          expect(done.rows).toBe(
            exportTable(ctx, { view, langue: language, personal: true }).count,
          );
        }
        expect(Object.keys(words[language].columns[list]).toSorted()).toEqual(
          columnKeys(list).toSorted(),
        );
      }
    },
  );

  it("would catch a person's name that leaves without having been asked for", async () => {
    const ctx = newRegister();
    const create = (record: "organisation" | "personne", values: Record<string, string>) =>
      createRecord(ctx, { record, values });
    create("organisation", { nomFr: "Office Exemple", telephone: "0523480000" });
    create("personne", { nomFr: "Exemple Amina", telephone: "0661000000" });
    const view = {
      list: "annuaire",
      filter: {},
      sort: { key: "nom", desc: false },
    } as const;
    const without = readFileSync((await write(ctx, asked("csv", "fr", { view }))).path, "utf8");
    expect(without).toContain("Office Exemple");
    expect(without).not.toMatch(/Amina|0661|661/);
    expect(without).toContain(";Personne;");
    const { path } = await write(ctx, asked("csv", "fr", { view, personal: true }));
    expect(readFileSync(path, "utf8")).toContain("Exemple Amina");
    const [last] = recentActions(ctx, 1);
    expect(last!.params["personnelles"]).toBe("Nom, Organisation, Téléphone");
  });
});

describe("an export as an act", () => {
  it("would catch an export that nobody can trace, that undo would take for a change, or that breaks the chain", async () => {
    const ctx = await seeded(10);
    const before = undoState(ctx);
    const filter = { province: ["05.091"] };
    const { done } = await write(
      ctx,
      asked("csv", "fr", {
        view: { list: "dossiers", filter, sort: { key: "reference", desc: false } },
        columns: ["reference", "montant"],
      }),
    );
    const [action] = recentActions(ctx, 1);
    expect(action).toMatchObject({
      id: done.actionId,
      kind: "export.dossiers",
      user: "Essai",
      changes: 0,
      params: {
        fichier: "liste",
        format: "csv",
        lignes: done.rows,
        colonnes: "Référence, Montant (MDH)",
        filtre: "province=05.091",
        personnelles: "",
      },
    });
    expect(undoState(ctx)).toEqual(before);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would catch a stopped export that leaves a file, a half file or a trace", async () => {
    const ctx = await seeded(1200);
    const path = join(tempFolder(), "liste.xlsx");
    writeFileSync(path, "ce qui était là");
    const stop = new AbortController();
    const run = async () => {
      const events = runExport(ctx, asked("xlsx", "fr"), path, "liste", { signal: stop.signal });
      for await (const event of events) if (event.type === "progress") stop.abort();
    };
    await expect(run()).rejects.toBeInstanceOf(Cancelled);
    expect(readFileSync(path, "utf8")).toBe("ce qui était là");
    expect(readdirSync(join(path, ".."))).toEqual(["liste.xlsx"]);
    expect(recentActions(ctx, 1)[0]!.kind).not.toMatch(/^export/);
  });

  it("would catch a reader that leaves and a file that stays", async () => {
    const ctx = await seeded(1200);
    const folder = tempFolder();
    for await (const event of runExport(ctx, asked("csv", "fr"), join(folder, "a.csv"), "a")) {
      if (event.type === "progress") break;
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it("would catch a thread that writes something else than the list, or that goes on once it is stopped", async () => {
    const ctx = await seeded(1200);
    const thread = new URL("../../src-main/services/exports/export-thread.ts", import.meta.url);
    const folder = tempFolder();
    const whole = join(folder, "a.csv");
    let rows = 0;
    for await (const event of runExport(ctx, asked("csv", "fr"), whole, "a", { thread })) {
      if (event.type === "done") rows = event.rows;
    }
    const { path, done } = await write(ctx, asked("csv", "fr"));
    expect(rows).toBe(done.rows);
    expect(readFileSync(whole, "utf8")).toBe(readFileSync(path, "utf8"));

    const stop = new AbortController();
    const run = async () => {
      const stopped = { thread, signal: stop.signal };
      const events = runExport(ctx, asked("xlsx", "fr"), join(folder, "b.xlsx"), "b", stopped);
      for await (const event of events) if (event.type === "progress") stop.abort();
    };
    await expect(run()).rejects.toBeInstanceOf(Cancelled);
    expect(readdirSync(folder)).toEqual(["a.csv"]);
    const lost = runExport(ctx, asked("csv", "fr"), join(folder, "absent", "c.csv"), "c", {
      thread,
    });
    await expect(lost.next().then(() => lost.next())).rejects.toMatchObject({
      reason: "missing_folder",
    });
  });

  it("would catch a folder that is gone and a clear refusal that is not given", async () => {
    const ctx = newRegister();
    const path = join(tempFolder(), "absent", "liste.csv");
    const run = runExport(ctx, asked("csv", "fr"), path, "liste");
    await expect(run.next().then(() => run.next())).rejects.toMatchObject({
      reason: "missing_folder",
    });
    expect(existsSync(path)).toBe(false);
  });

  it("would catch a row written meanwhile that shifts the others", async () => {
    const ctx = await seeded(1500);
    const path = join(tempFolder(), "liste.json");
    const run = runExport(ctx, asked("json", "fr"), path, "liste");
    await run.next();
    await importBytes(ctx, "dossiers", agenda("AAA-1;Entre-temps;;1,5;3;2026-01-05"));
    let rows = 0;
    for await (const event of run) if (event.type === "done") rows = event.rows;
    const read = JSON.parse(readFileSync(path, "utf8")) as { rows: { reference: string }[] };
    expect(read.rows).toHaveLength(rows);
    expect(read.rows.some((row) => row.reference.startsWith("AAA-1"))).toBe(false);
    expect(statSync(path).size).toBeGreaterThan(1000);
  });
});

/** A catalogue of the interface. */
const catalogue = (language: Langue, name: string) =>
  JSON.parse(
    readFileSync(join(root, `src-renderer/i18n/${language}/${name}.json`), "utf8"),
  ) as Record<string, Record<string, string> & Record<string, Record<string, string>>>;

describe("the words of an export", () => {
  it.each(langue.options)(
    "would catch a heading in %s that the screen calls otherwise",
    (language) => {
      const own = words[language];
      const champs = catalogue(language, "champs");
      const { echeanceLe: _, montant: __, ...dossiers } = own.columns.dossiers;
      expect(champs["colonnes"]).toMatchObject(dossiers);
      const { type: ___, ...annuaire } = own.columns.annuaire;
      expect(catalogue(language, "annuaire")["colonnes"]).toMatchObject(annuaire);
      expect(catalogue(language, "annuaire")["type"]).toMatchObject(own.type);
      const conventions = catalogue(language, "conventions");
      expect(conventions["statut"]).toMatchObject(own.statut);
      expect(conventions["prochaine"]).toMatchObject(own.prochaine);
      const financements = catalogue(language, "financements");
      const { reference, type, statut, ...columns } = own.columns.financements;
      expect(champs["financement"]).toMatchObject({ reference, type, statut });
      expect(financements["colonne"]).toMatchObject(columns);
    },
  );
});
