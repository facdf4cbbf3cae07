import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldOf } from "../../src-main/contract/fields.ts";
import { Unreadable } from "../../src-main/exchange/read-table.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import type { Context } from "../../src-main/services/context.ts";
import { addPassage, getDossier } from "../../src-main/services/dossiers.ts";
import { removeRecord, updateRecord } from "../../src-main/services/records/records.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { territoires } from "../../src-main/store/queries/reference.ts";
import { everything, newRegister, tempFolder } from "../support/register.ts";
import { importBytes, importPath, summary } from "../support/imports.ts";

interface Line {
  id: string;
  reference: string;
  intitule: string;
  montant: number | null;
  emplois: number | null;
  surface: number | null;
  lieu: string | null;
  porteur: string | null;
  acte: string | null;
  observation: string | null;
}
function lines(ctx: Context): Line[] {
  return ctx.store.db
    .prepare(
      `SELECT d.id, d.reference, p.intitule_fr AS intitule, p.montant, p.emplois_prevus AS emplois, p.superficie_m2 AS surface,
         t.code AS lieu, o.nom_fr AS porteur, d.acte, d.observation
       FROM dossier d JOIN projet p ON p.id = d.projet_id LEFT JOIN territoire t ON t.id = p.territoire_id
       LEFT JOIN organisation o ON o.id = p.porteur_id WHERE d.deleted_at IS NULL ORDER BY d.reference`,
    )
    .all() as Line[];
}

const header =
  "N°;Id;Référence;Intitulé;Localisation;Porteur/Raison sociale;Montant (MDH);Emplois à créer;Surface du terrain;Observations";
const first = "1;77;A-1/C1;Moulin à huile;Afourar;Société Exemple;12,5;40;1,5 ha;Vu le 02/01";
const agenda = (...rows: string[]) => `${header}\n${rows.join("\n")}\n`;
const none = { updated: 0, unchanged: 0, refused: [] as string[] };
const done = (created: number, read = created) => ({ read, created, ...none });

describe("reading an agenda", () => {
  const expected = {
    reference: "A-1/C1",
    intitule: "Moulin à huile",
    montant: 1_250_000_000,
    emplois: 40,
    surface: 15_000,
    lieu: "05.081.11.01",
    porteur: "Société Exemple",
    observation: "Vu le 02/01",
  };
  const windows1252 = (text: string) =>
    Uint8Array.from(text, (char) => (char === "’" ? 0x92 : char.charCodeAt(0)));
  const swap = (text: string, separator: string) =>
    text
      .split("\n")
      .map((line) =>
        line
          .split(";")
          .map((cell) => (cell.includes(separator) ? `"${cell}"` : cell))
          .join(separator),
      )
      .join("\n");
  const text = agenda(first);
  const files: [string, string | Uint8Array, string, string][] = [
    ["semicolons in UTF-8", text, "utf-8", ";"],
    ["commas", swap(text, ","), "utf-8", ","],
    ["tabs", swap(text, "\t"), "utf-8", "tab"],
    ["a byte-order mark", `\uFEFF${text}`, "utf-8", ";"],
    ["Windows-1252", windows1252(text), "windows-1252", ";"],
    [
      "UTF-16",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
      "utf-16le",
      ";",
    ],
    ["Windows line ends", text.replaceAll("\n", "\r\n"), "utf-8", ";"],
    ["no last line end", text.trimEnd(), "utf-8", ";"],
    ["Excel's own separator line", `sep=;\r\n${text}`, "utf-8", ";"],
    [
      "headers without accents nor case",
      text.replace(
        header,
        "no;ID;REFERENCE;intitule;localisation;PORTEUR / raison_sociale;montant_mdh;Emplois a creer;Surface du terrain;OBSERVATION",
      ),
      "utf-8",
      ";",
    ],
    [
      "columns in another order",
      "Montant en MDH;Commune;Intitulé du projet;Réf;Porteur de projet;Nombre d'emplois;Superficie;Remarques;Colonne libre\n12,5;Afourar;Moulin à huile;A-1/C1;Société Exemple;40;1,5 ha;Vu le 02/01;rien\n",
      "utf-8",
      ";",
    ],
  ];
  for (const [name, bytes, encoding, separator] of files) {
    it(`would catch a file with ${name} misread`, async () => {
      const ctx = newRegister();
      const end = await importBytes(ctx, "dossiers", bytes);
      expect(summary(end)).toEqual(done(1));
      expect(end.reading).toMatchObject({ encoding, separator });
      expect(lines(ctx)).toMatchObject([expected]);
    });
  }

  it("would catch line numbers that drift after quoted line ends, blank lines and headings", async () => {
    const ctx = newRegister();
    const end = await importBytes(
      ctx,
      "dossiers",
      agenda(
        "Province de Fkih Ben Saleh;;;;;;;;;",
        '1;;B-1/C1;"Serre\nen trois\nlignes";;;1,5;;;"une ""citation""; et un point-virgule"',
        "",
        ";;;;;;;;;",
        "2;;B-2/C1;Bon;Khenifra;;x;;;",
        ";;;Permis de construire;;;;;;",
        "3;;B-3/C1;Bon;Nulle part;;1,5;;;",
        "4;;B-4/C1;Bon;;;2,5;;;",
        ";;Province : Azilal;;;;;;;",
        "5;;B-5/C1;Bon;;;2,5;;;",
      ),
    );
    expect(summary(end)).toEqual({
      ...done(3, 5),
      refused: ["8 montant not_a_number", "10 localisation unknown_place"],
    });
    const found = new Map(lines(ctx).map((line) => [line.reference, line]));
    expect(found.get("B-1/C1")).toMatchObject({
      intitule: "Serre en trois lignes",
      lieu: "05.255",
      acte: null,
      observation: 'une "citation"; et un point-virgule',
    });
    expect(found.get("B-4/C1")).toMatchObject({ lieu: "05.255", acte: "permis_de_construire" });
    expect(found.get("B-5/C1")).toMatchObject({ lieu: "05.081", acte: null });
  });

  it("would catch a place that people write otherwise than the list", async () => {
    const ctx = newRegister();
    const places: [string, string][] = [
      ["Fkih Ben Salah", "05.255.01.05"],
      ["FQUIH BEN SALEH", "05.255.01.05"],
      ["Khenifra", "05.301.01.01"],
      ["Province de Khénifra", "05.301"],
      ["Beni-Mellal", "05.091.01.01"],
      ["أفورار", "05.081.11.01"],
      ["إقليم أزيلال", "05.081"],
      ["Afourar (Azilal)", "05.081.11.01"],
      ["C.R. Afourar", "05.081.11.01"],
      ["Interprovincial", "05.inter"],
      ["05.081.11.01", "05.081.11.01"],
    ];
    const end = await importBytes(
      ctx,
      "dossiers",
      agenda(...places.map(([name], i) => `;;P-${String(i).padStart(2, "0")};Projet;${name};;;;;`)),
    );
    expect(summary(end)).toEqual(done(places.length));
    expect(lines(ctx).map((line) => line.lieu)).toEqual(places.map(([, code]) => code));
  });

  it("would catch a name borne by two communes given to one of them at random", async () => {
    const ctx = newRegister();
    const afourar = territoires(ctx.store.db).find((place) => place.code === "05.081.11.01")!;
    commit(ctx.store, { kind: "essai", userId: "u" }, (writer) => {
      const row = writer.get("territoire", afourar.id)!;
      const values = {
        type: row["type"],
        level: "commune",
        aliases: "[]",
        effectiveFrom: "1900-01-01",
      };
      const names = { nomFr: "Afourar", nomAr: "أفورار", nomEn: "Afourar" };
      const origin = { source: "essai", confidence: "D" };
      writer.insert("territoire", {
        ...values,
        ...names,
        ...origin,
        code: "05.311.99.01",
        parent: "05.311",
        province: "05.311",
      });
    });
    const end = await importBytes(
      ctx,
      "dossiers",
      "Référence;Intitulé;Commune;Province\nH-1;Projet;Afourar;\nH-2;Projet;Afourar;Khouribga\nH-3;Projet;Afourar (Azilal);\n;;Azilal;\nH-4;Projet;Afourar;\n",
    );
    expect(summary(end)).toEqual({ ...done(3, 4), refused: ["2 localisation ambiguous_place"] });
    expect(lines(ctx).map((line) => line.lieu)).toEqual([
      "05.311.99.01",
      "05.081.11.01",
      "05.081.11.01",
    ]);
  });
});

describe("amounts", () => {
  const read = async (...cells: string[]) => {
    const ctx = newRegister();
    const rows = cells.map((cell, i) => `M-${String(i).padStart(2, "0")}\tProjet\t${cell}`);
    const end = await importBytes(
      ctx,
      "dossiers",
      `Référence\tIntitulé\tMontant (MDH)\n${rows.join("\n")}\n`,
    );
    return { montants: lines(ctx).map((line) => line.montant), refused: summary(end).refused, ctx };
  };
  it("would catch a number of one writing read in another", async () => {
    const mdh = 100_000_000;
    expect((await read("1 234,5", "1\u202f234,5", "1\u00a0234,56", "7", "0,25")).montants).toEqual([
      1234.5 * mdh,
      1234.5 * mdh,
      123_456_000_000,
      7 * mdh,
      0.25 * mdh,
    ]);
    expect((await read("1.234,5", "2,5")).montants).toEqual([1234.5 * mdh, 2.5 * mdh]);
    expect((await read("1,234.5", "2.5")).montants).toEqual([1234.5 * mdh, 2.5 * mdh]);
    expect((await read("1234.5", "12.345")).montants).toEqual([1234.5 * mdh, 12.345 * mdh]);
    expect((await read("١٢٫٥", "12,5 MDH")).montants).toEqual([12.5 * mdh, 12.5 * mdh]);
  });

  it("would catch an amount that can be read two ways taken for one of them", async () => {
    expect((await read("12.345", "7")).refused).toEqual(["2 montant ambiguous_number"]);
    const { ctx } = await read();
    const file = "Référence;Intitulé;Montant (MDH)\nQ-1;Projet;12.345\n";
    expect(summary(await importBytes(ctx, "dossiers", file, { decimal: "." }))).toEqual(done(1));
    expect(lines(ctx)[0]!.montant).toBe(1_234_500_000);
  });

  it("would catch an amount that is negative, in words, in dirhams or finer than a centime accepted", async () => {
    const cells = ["-5", "beaucoup", "1e3", "12500000", "12500000 DH", "0,123456789", "(5)", "2,5"];
    const { refused, montants } = await read(...cells);
    expect(refused).toEqual([
      "2 montant negative",
      "3 montant not_a_number",
      "4 montant not_a_number",
      "5 montant amount_unit",
      "6 montant amount_unit",
      "7 montant amount_precision",
      "8 montant not_a_number",
    ]);
    expect(montants).toEqual([250_000_000]);
  });

  it("would catch jobs that are not whole, or a surface in the wrong unit", async () => {
    const ctx = newRegister();
    const file = (surface: string, rows: string) =>
      `Référence;Intitulé;Emplois;${surface}\n${rows}\n`;
    const end = await importBytes(
      ctx,
      "dossiers",
      file(
        "Surface (ha)",
        "S-1;Projet;2,5;1\nS-2;Projet;-3;1\nS-3;Projet;12;2,25\nS-4;Projet;;800 m²",
      ),
    );
    expect(summary(end).refused).toEqual(["2 emplois not_whole", "3 emplois negative"]);
    expect(lines(ctx).map((line) => line.surface)).toEqual([22_500, 800]);
  });
});

describe("rows that do not stand alone", () => {
  it("would catch a row refused without its line, field and reason, or the good ones refused with it", async () => {
    const ctx = newRegister();
    const rows = [
      "R-1;Projet;permis de construire;industrie;Programmée;05/01/2026",
      ";Projet;;;;",
      "R-3;;;;;",
      "R-4;Projet;acte inconnu;;;",
      "R-5;Projet;;magie;;",
      "R-6;Projet;;;état inconnu;",
      "R-7;Projet;;;;31/02/2026",
      "R-8;Projet;;;;bientôt",
      "R-1;Projet;;;;",
      `R-${"9".repeat(60)};Projet;;;;`,
      `R-10;${"x".repeat(301)};;;;`,
      "R-11;Projet;;;;;de trop",
      "R-12;Projet;AVNA;Énergies renouvelables;Clôturée;2026-01-13",
    ];
    const end = await importBytes(
      ctx,
      "dossiers",
      `Référence;Intitulé;Acte demandé;Secteur;État;Date de dépôt\n${rows.join("\n")}\n`,
    );
    expect(summary(end).refused).toEqual([
      "3 reference required",
      "4 intitule required",
      "5 acte unknown_value",
      "6 secteur unknown_value",
      "7 etat unknown_value",
      "8 deposeLe not_a_date",
      "9 deposeLe not_a_date",
      "10 reference duplicate_line",
      "11 reference too_long",
      "12 intitule too_long",
      "13 ligne too_many_cells",
    ]);
    expect(summary(end).created + 0).toBe(lines(ctx).length);
    expect(end.report.refused.every((row) => row.message.endsWith("."))).toBe(true);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would catch a text longer than its field accepts written by an import", async () => {
    for (const [column, key] of [
      ["Intitulé (ar)", "intituleAr"],
      ["Intitulé", "intituleFr"],
    ] as const) {
      const max = fieldOf("projet", key)!.max!;
      const [head, cell] = column === "Intitulé" ? ["", ""] : [";Intitulé", ";Projet"];
      const file = `Référence;${column}${head}\nL-1;${"م".repeat(max + 1)}${cell}\n`;
      const end = await importBytes(newRegister(), "dossiers", file);
      expect(
        summary(end).refused.map((each) => each.split(" ")[2]),
        column,
      ).toContain("too_long");
    }
    const notes = `Référence;Intitulé;Porteur;Observations\nL-1;Projet;${"x".repeat(301)};\nL-2;Projet;;${"x".repeat(4001)}\n`;
    expect(summary(await importBytes(newRegister(), "dossiers", notes)).refused).toEqual([
      "2 porteur too_long",
      "3 observations too_long",
    ]);
  });

  it("would catch a formula that becomes something else than the text it is", async () => {
    const ctx = newRegister();
    const cells = [
      "=cmd|' /C calc'!A0",
      "+212523481234",
      "-1+1",
      "@SUM(A1)",
      '=HYPERLINK("http://x")',
    ];
    const file = stringify(
      [
        ["Référence", "Intitulé", "Observations"],
        ...cells.map((cell, i) => [`F-${i}`, cell, cell]),
      ],
      { delimiter: ";" },
    );
    expect(summary(await importBytes(ctx, "dossiers", file))).toEqual(done(cells.length));
    expect(lines(ctx).map((line) => [line.intitule, line.observation])).toEqual(
      cells.map((cell) => [cell, cell]),
    );
  });

  it("would catch the acts of one project written as so many projects and holders", async () => {
    const ctx = newRegister();
    const end = await importBytes(
      ctx,
      "dossiers",
      agenda(
        first,
        ";;A-1/C2;Moulin à huile;Afourar;SOCIETE EXEMPLE;12,5;40;1,5 ha;",
        ";;A-2/C1;Four;Afourar;Société  Exemple;1,5;;;",
      ),
    );
    expect(summary(end)).toEqual(done(3));
    const count = (table: string) =>
      ctx.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count("dossier"), count("projet"), count("organisation")]).toEqual([3, 2, 1]);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });
});

describe("the same file again", () => {
  it("would catch a row created, updated or recorded again", async () => {
    const ctx = newRegister();
    const file = agenda(first, ";;A-2/C1;Four;Azilal;Société Exemple;1,5;;;", ";;A-3;Serre;;;;;;");
    const dry = await importBytes(ctx, "dossiers", file, { dryRun: true });
    expect(lines(ctx)).toEqual([]);
    const end = await importBytes(ctx, "dossiers", file);
    expect(dry.report).toEqual(end.report);
    expect(dry.reading).toEqual(end.reading);
    expect([dry.dryRun, dry.actionId]).toEqual([true, null]);
    const state = everything(ctx.store);
    const again = await importBytes(ctx, "dossiers", file);
    expect(summary(again)).toEqual({ ...done(0, 3), unchanged: 3 });
    expect(again.actionId).toBeNull();
    expect(everything(ctx.store)).toEqual(state);
    const changed = await importBytes(ctx, "dossiers", file.replace("12,5", "13,5"));
    expect(summary(changed)).toEqual({ ...done(0, 3), updated: 1, unchanged: 2 });
    expect(lines(ctx)[0]!.montant).toBe(1_350_000_000);
  });

  it("would catch a file whose acts name their project differently that never comes to rest", async () => {
    const ctx = newRegister();
    const file = agenda(first, ";;A-1/C2;Moulin à huile, extension;Azilal;Autre Exemple;15,5;40;;");
    expect(summary(await importBytes(ctx, "dossiers", file)).created).toBe(2);
    const state = everything(ctx.store);
    expect(summary(await importBytes(ctx, "dossiers", file))).toMatchObject({
      created: 0,
      updated: 0,
    });
    expect(everything(ctx.store)).toEqual(state);
  });

  it("would catch a dry run that writes, or leaves the index, the clock or the order changed", async () => {
    const ctx = newRegister();
    await importBytes(ctx, "dossiers", agenda(first));
    const state = everything(ctx.store);
    const file = agenda(
      first.replace("12,5", "99"),
      ";;A-9/C1;Four;Azilal;Neuf;1,5;;;",
      ";;A-10;Four;Nulle part;;;;;",
    );
    const dry = await importBytes(ctx, "dossiers", file, { dryRun: true });
    expect(summary(dry)).toMatchObject({
      created: 1,
      updated: 1,
      refused: ["4 localisation unknown_place"],
    });
    expect(everything(ctx.store)).toEqual(state);
    expect((await importBytes(ctx, "dossiers", file)).report).toEqual(dry.report);
  });

  it("would catch a dossier in the trash created a second time, or come back without its passages", async () => {
    const ctx = newRegister();
    await importBytes(ctx, "dossiers", agenda(first));
    const id = lines(ctx)[0]!.id;
    updateRecord(ctx, { record: "dossier", id, patch: { diffuseLe: "2026-01-06" } });
    addPassage(ctx, {
      dossierId: id,
      tenuLe: "2026-01-10",
      decision: "complement",
      observation: null,
    });
    removeRecord(ctx, "dossier", id);
    expect(summary(await importBytes(ctx, "dossiers", agenda(first)))).toEqual({
      ...done(0, 1),
      updated: 1,
    });
    expect(lines(ctx).map((line) => line.id)).toEqual([id]);
    expect(getDossier(ctx, id).passages.map((passage) => passage.tenuLe)).toEqual(["2026-01-10"]);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would catch a deposit date that contradicts a date already recorded", async () => {
    const ctx = newRegister();
    await importBytes(ctx, "dossiers", "Référence;Intitulé;Date de dépôt\nD-1;Projet;13/01/2026\n");
    const id = lines(ctx)[0]!.id;
    updateRecord(ctx, { record: "dossier", id, patch: { valideLe: "2026-01-20" } });
    const late = "Référence;Intitulé;Date de dépôt\nD-1;Projet;25/01/2026\n";
    expect(summary(await importBytes(ctx, "dossiers", late)).refused).toEqual([
      "2 deposeLe date_order",
    ]);
    expect(getDossier(ctx, id).row.deposeLe).toBe("2026-01-13");
  });

  const word = fc.string({
    unit: fc.constantFrom(...Array.from("abcéèœ àâ'\"=+-;,\t\nأحمد0123")),
    maxLength: 40,
  });
  const title = word.filter((text) => text.trim() !== "");
  it("would catch an exported list that does not come back unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({
            n: fc.nat(99_999),
            title,
            porteur: word,
            lieu: fc.constantFrom("Afourar", "Azilal", "", "Fkih Ben Saleh", "خريبكة"),
            centimes: fc.integer({ min: 0, max: 500_000 }).map((k) => k * 1_000_000),
            emplois: fc.option(fc.nat(5000), { nil: null }),
            note: word,
          }),
          { minLength: 1, maxLength: 12, selector: (row) => row.n },
        ),
        fc.constantFrom(";", ",", "\t"),
        async (rows, delimiter) => {
          const ctx = newRegister();
          const file = stringify(
            [
              [
                "Référence",
                "Intitulé",
                "Porteur",
                "Localisation",
                "Montant (MDH)",
                "Emplois",
                "Observations",
              ],
              ...rows.map((row) => [
                `X-${row.n}`,
                row.title,
                row.porteur,
                row.lieu,
                (row.centimes / 1e8).toFixed(2).replace(".", ","),
                row.emplois ?? "",
                row.note,
              ]),
            ],
            { delimiter },
          );
          expect(summary(await importBytes(ctx, "dossiers", file))).toEqual(done(rows.length));
          const found = new Map(lines(ctx).map((line) => [line.reference, line]));
          const tidy = (text: string) => text.replace(/\s+/g, " ").trim();
          for (const row of rows) {
            expect(found.get(`X-${row.n}`)).toMatchObject({
              intitule: tidy(row.title),
              montant: row.centimes,
              emplois: row.emplois,
              observation: tidy(row.note) || null,
            });
          }
          const again = summary(await importBytes(ctx, "dossiers", file));
          expect(again).toEqual({ ...done(0, rows.length), unchanged: rows.length });
          ctx.store.close();
        },
      ),
      { numRuns: 20, seed: 20260302 },
    );
  });
});

describe("a file that cannot be read", () => {
  const folder = join(tempFolder(), "dossier.csv");
  mkdirSync(folder);
  const cases: [string, string | Uint8Array | { path: string }, string][] = [
    ["a missing file", { path: join(tempFolder(), "absent.csv") }, "missing"],
    ["a folder", { path: folder }, "missing"],
    ["an empty file", "", "empty"],
    ["blank lines only", "\n\n \n", "no_header"],
    [
      "an image",
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      "not_text",
    ],
    ["a spreadsheet", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), "not_text"],
    ["a quote never closed", 'Référence;Intitulé\nA-1;"Moulin\nA-2;Four\n', "not_text"],
    ["a header without the columns needed", "Colonne;Autre\n1;2\n", "columns"],
    ["a header with only the reference", "Référence;Montant (MDH)\nA-1;2\n", "columns"],
  ];
  for (const [name, source, reason] of cases) {
    it(`would catch ${name} that changes something, or is not called so`, async () => {
      const ctx = newRegister();
      const state = everything(ctx.store);
      const run =
        typeof source === "object" && "path" in source
          ? importPath(ctx, "dossiers", source.path)
          : importBytes(ctx, "dossiers", source);
      const error = await run.then(
        () => null,
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(Unreadable);
      expect((error as Unreadable).reason).toBe(reason);
      expect(everything(ctx.store)).toEqual(state);
    });
  }

  it("would catch a header without rows taken for a failure", async () => {
    const end = await importBytes(newRegister(), "dossiers", `${header}\n`);
    expect(summary(end)).toEqual(done(0));
    expect(end.actionId).toBeNull();
  });

  it("would catch a list of indicators imported as dossiers", async () => {
    const ctx = newRegister();
    const file =
      "indicator,area,year,value,unit,source,confidence\npopulation_total,Azilal,2014,1,habitants,HCP,B\n";
    await expect(importBytes(ctx, "dossiers", file)).rejects.toMatchObject({ reason: "columns" });
    await expect(importBytes(ctx, "indicateurs", agenda(first))).rejects.toMatchObject({
      reason: "columns",
    });
  });
});

describe("headings and totals of an agenda", () => {
  it("would catch files put under a heading that is not theirs, or totals taken for files", async () => {
    const ctx = newRegister();
    const file = [
      "N°;Référence;Intitulé;Localisation;Montant (MDH)",
      "I - PROVINCE D'AZILAL;;;;",
      "Permis de construire (2);;;;",
      "1;H-1/C1;Huilerie;;1,5",
      "Sous-total;;;;1,5",
      "PROVINCE DE TANGER;;;;",
      "2;H-2/C1;Ferme;;n.d.",
      "Total général;;;;1,5",
    ].join("\n");
    const end = await importBytes(ctx, "dossiers", `${file}\n`);
    expect(end.report.created).toBe(2);
    expect(end.report.refused.map((row) => row.line)).toEqual([6]);
    const lines = ctx.store.db
      .prepare("SELECT reference, province, acte FROM dossier_ligne ORDER BY reference")
      .all();
    expect(lines).toEqual([
      { reference: "H-1/C1", province: "05.081", acte: "permis_de_construire" },
      { reference: "H-2/C1", province: "", acte: "" },
    ]);
  });
});
