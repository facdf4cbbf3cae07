import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { langue, type Langue } from "../../src-main/contract/primitives.ts";
import {
  rapportDocument as rapportSchema,
  type RapportDocument,
  type RapportOptions,
} from "../../src-main/contract/rapports.ts";
import { formes } from "../../src-main/contract/tableaux.ts";
import { NotWritten } from "../../src-main/exchange/write-whole.ts";
import { tranches } from "../../src-main/contract/tranches.ts";
import { lignesDe, morceaux } from "../../src-main/services/rapports/decoupe.ts";
import { rapportDocument } from "../../src-main/services/rapports/modele.ts";
import { mots, phrases } from "../../src-main/services/rapports/mots.ts";
import { seedRegion } from "../../src-main/services/seed/write.ts";
import { listTableaux, tableauOf } from "../../src-main/services/tableaux/index.ts";
import { dessinKey } from "../../src-main/services/rapports/docx.ts";
import { celluleTexte, teinteDe } from "../../src-main/services/rapports/table.ts";
import { writeRapport, type FormatSansFenetre } from "../../src-main/services/rapports/write.ts";
import { annees, carte, cartes, point, provinces, tableau } from "../support/tableau.ts";
import { importPath } from "../support/imports.ts";
import { newRegister, root, tempFolder, today } from "../support/register.ts";

const commentaire = {
  fr: "Le rythme a doublé : 1 031 projets depuis 2019.",
  ar: "تضاعفت الوتيرة: 1 031 مشروعا منذ 2019.",
  en: "The pace has doubled: 1 031 projects since 2019.",
};

const options = (more: Partial<RapportOptions> = {}): RapportOptions => ({
  langues: ["fr"],
  orientation: "portrait",
  cartes: null,
  couverture: { auteur: "Salma El Idrissi" },
  resume: null,
  sommaire: true,
  ...more,
});

const report = (...langues: Langue[]) => rapportDocument(tableau(), options({ langues }));
const only = (document: RapportDocument) => document.volets[0]!;
const named = (document: RapportDocument, key: string) =>
  only(document).cartes.find((each) => each.key === key)!;

async function file(document: RapportDocument, format: FormatSansFenetre): Promise<string> {
  const path = join(tempFolder(), `rapport.${format}`);
  await writeRapport(document, format, path);
  return path;
}

const unzipped = (path: string) => unzipSync(readFileSync(path));
const partsOf = (path: string, name: RegExp): string[] =>
  Object.entries(unzipped(path))
    .filter(([each]) => name.test(each))
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([, bytes]) => strFromU8(bytes));
/** Letters that no reading shows: where a text turns, how its thousands are apart. */
const plain = (text: string) => text.replaceAll(/[\u200e\u202f\u00a0]/g, " ");

describe("the model of a report", () => {
  it("would catch a report that the print layout refuses, in any language", () => {
    const document = report("fr", "ar", "en");
    expect(rapportSchema.parse(document)).toEqual(document);
    expect(document.volets.map((volet) => [volet.langue, volet.rtl])).toEqual([
      ["fr", false],
      ["ar", true],
      ["en", false],
    ]);
    expect(new Set(cartes.map(({ forme }) => forme))).toEqual(new Set(formes));
  });

  it.each(langue.options)("would catch a word left in another language in %s", (language) => {
    const others = langue.options.filter((each) => each !== language);
    const text = JSON.stringify(only(report(language)));
    for (const other of others) {
      for (const key of ["notes", "calcul", "chiffresCles"] as const) {
        expect(text).not.toContain(JSON.stringify(mots[other][key]).slice(1, -1));
      }
      expect(text).not.toContain(phrases[other].rienPublie);
      expect(text).not.toContain(phrases[other].aucunDossier);
    }
    if (language === "ar") {
      for (const { titre, calcul, forme } of only(report("ar")).cartes) {
        expect(titre).toMatch(/\p{Script=Arabic}/u);
        if (forme !== "texte") expect(calcul).toMatch(/\p{Script=Arabic}/u);
      }
    }
  });

  it("would catch figures that a report changes, loses or adds", () => {
    const { table, graphique } = named(report("fr"), "barres");
    expect(table!.colonnes.map(({ label, genre }) => [label, genre])).toEqual([
      ["Année", "texte"],
      ["Projets approuvés (projets)", "nombre"],
      ["Date", "date"],
    ]);
    expect(table!.lignes.map(([year, count]) => [year, count])).toEqual(
      annees.map(([year, count]) => [year === 2024 ? "2024\u00a0*" : String(year), count]),
    );
    expect(table!.total?.[1]).toBe(1031);
    expect(graphique!.series[0]!.valeurs).toEqual(annees.map(([, count]) => count));
    const interprovincial = named(report("fr"), "carte").table!.lignes.at(-1);
    expect(interprovincial).toEqual(["Interprovincial", 5]);
    expect(named(report("fr"), "classement").table!.lignes.at(-1)![0]).toBe("Non renseigné");
  });

  it("would catch a number without its unit, its source or its date in the summary", () => {
    const [published, computed] = only(report("fr")).resume.phrases.map(plain);
    expect(published).toBe(
      "Projets approuvés : 1 031 projets ; Édition précédente : 980 projets (+51 ; +5,2 %) ; Cible : 1 200 projets (Objectif 2024, Conseil d’administration du 12/03/2024) ; édition du 02/08/2024 [1].",
    );
    expect(computed).toBe(
      "Investissement approuvé de nos dossiers : 1 234,56 MDH ; Fiches : 57 ; Médiane : 4,20 MDH ; 2025 : 1 500,00 MDH (−265,44 ; −17,7 %) ; calculé de nos dossiers au 02/03/2026 [2].",
    );
    expect(plain(only(report("ar")).resume.phrases[0]!)).toContain("1 031 مشروعا");
  });

  it("would catch a source told twice, a card without its source, or our files passed off as published", () => {
    const { notes, cartes: made } = only(report("fr"));
    expect(
      notes.map(({ numero, texte, date, confiance }) => [numero, texte, date, confiance]),
    ).toEqual([
      [
        1,
        "CRI Béni Mellal-Khénifra, baromètre de l’investissement",
        "2024-08-02",
        "B : presse ou site secondaire",
      ],
      [2, "Dossiers de ce registre", "2026-03-02", "calculé de nos dossiers"],
      [
        3,
        "HCP, recensement général de la population 2024",
        "2024-11-07",
        "A : texte ou déclaration d’un organisme officiel",
      ],
    ]);
    const of = new Map(made.map((each) => [each.key, each.notes]));
    expect(of.get("barres")).toEqual([1]);
    expect(of.get("classement")).toEqual([2]);
    expect(of.get("table")).toEqual([3]);
    expect(of.get("ecart")).toEqual([1, 2]);
    expect(of.get("texte")).toEqual([]);
    for (const { numero, cartes: used } of notes) {
      expect(used).toEqual(
        made.filter((each) => each.notes.includes(numero)).map(({ rang }) => rang),
      );
    }
  });

  it("would catch a figure that is not published shown as a nought", () => {
    const { table } = named(report("fr"), "table");
    expect(table!.lignes.at(-1)).toEqual(["Fquih Ben Salah", 504_444, null]);
    expect(table!.colonnes.at(-1)!.absent).toBe("n.\u00a0p.");
    expect(named(report("fr"), "ecart").table!.colonnes.at(-1)!.absent).toBe("n.\u00a0c.");
    expect(named(report("fr"), "vide").vide).toBe(phrases.fr.aucunDossier);
    expect(named(report("fr"), "vide").table).toBeNull();
  });

  it("would catch a difference drawn on the axis of what it compares", () => {
    const { graphique } = named(report("fr"), "ecart");
    expect(graphique!.series.map(({ famille }) => famille)).toEqual(["publie", "calcule"]);
    expect(graphique!.note).toContain("tableau");
  });

  it("would catch a drawing of forty names that hides that it leaves some out", () => {
    const { graphique, table } = named(report("fr"), "communes");
    expect(graphique!.categories).toHaveLength(24);
    expect(graphique!.note).toContain("24 premières catégories sur 40");
    expect(table!.lignes).toHaveLength(40);
  });

  it("would catch a Pareto whose shares do not reach the whole", () => {
    const { graphique } = named(report("fr"), "pareto");
    expect(graphique!.cumul!.valeurs.at(-1)).toBe(100);
    expect(graphique!.cumul!.valeurs[0]).toBe(54.1);
  });

  it("would catch a choice of cards, of order or of comments that the report ignores", () => {
    const document = rapportDocument(
      tableau(),
      options({ langues: ["ar"], cartes: [{ key: "carte" }, { key: "barres", commentaire }] }),
    );
    expect(only(document).cartes.map(({ key, rang }) => [key, rang])).toEqual([
      ["carte", 1],
      ["barres", 2],
    ]);
    // A plain space in it would turn the two groups of the number round.
    expect(only(document).cartes[1]!.commentaire).toBe(
      "تضاعفت الوتيرة: 1\u202f031 مشروعا منذ 2019.",
    );
    expect(() => rapportDocument(tableau(), options({ cartes: [{ key: "absente" }] }))).toThrow(
      /invalid: cartes/,
    );
  });

  it("would catch a card at fault, or an empty dashboard, that breaks a report", async () => {
    const fault = named(report("fr"), "faute");
    expect(fault.vide).toContain("jamais sur un même axe");
    expect([fault.table, fault.graphique, fault.points]).toEqual([null, null, []]);
    const empty = rapportDocument(tableau({ cartes: [] }), options({ langues: ["fr", "ar"] }));
    for (const format of ["csv", "xlsx", "pptx", "docx"] as const) await file(empty, format);
  });

  it("would catch a sign that no office file takes", () => {
    expect(named(report("fr"), "vide").titre).toBe("=Projets & <artisanat> : [aucun]");
  });
});

describe("a report as text", () => {
  it("would catch a figure, a unit, a source or a date missing from the long form", async () => {
    const path = await file(report("fr"), "csv");
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const records: Record<string, string>[] = parse(bytes, {
      bom: true,
      delimiter: ";",
      columns: true,
    });
    const last = records.pop()!;
    const expected = only(report("fr")).cartes.flatMap(({ points }) => points).length;
    expect(last["Carte"]).toBe(`Total des lignes : ${expected}`);
    expect(records).toHaveLength(expected);
    const years = records.filter(
      (row) => row["Carte"] === "Projets approuvés par année" && row["Niveau"] === "détail",
    );
    expect(years.map((row) => [row["Catégorie"], Number(row["Valeur"]), row["Partiel"]])).toEqual(
      annees.map(([year, count]) => [String(year), count, year === 2024 ? "oui" : ""]),
    );
    expect(years[0]).toMatchObject({
      Unité: "projets",
      Nature: "Chiffres publiés",
      Source: "CRI Béni Mellal-Khénifra, baromètre de l’investissement",
      Date: "2024-08-02",
    });
    const amounts = records.filter((row) => row["Carte"] === "Communes par montant approuvé");
    expect(amounts[1]!["Valeur"]).toBe("390,75");
    expect(amounts[5]!["Valeur"]).toBe("-5");
    expect(amounts[0]!["Médiane"]).toBe("3,5");
    expect(records.some((row) => row["Carte"]!.startsWith("'=Projets"))).toBe(true);
  });

  it("would catch figures doubled in a report of two languages", async () => {
    const one = readFileSync(await file(report("fr"), "csv"), "utf8").split("\r\n");
    const both = readFileSync(await file(report("fr", "ar"), "csv"), "utf8").split("\r\n");
    expect(both).toHaveLength(one.length);
    expect(both[0]).toContain("Carte;البطاقة;");
    const english = readFileSync(await file(report("en"), "csv"), "utf8");
    expect(english.split("\r\n")[0]).toMatch(/^Card,Level,/);
  });
});

describe("a report as a workbook", () => {
  it.each(langue.options)(
    "would catch a number, a sheet or its sense lost in %s",
    async (language) => {
      const document = report(language);
      const path = await file(document, "xlsx");
      const sheets = await readXlsxFile(path);
      const { cartes: made, titre } = only(document);
      expect(sheets).toHaveLength(made.length + 1);
      expect(sheets[0]!.sheet).toBe(mots[language].sommaire);
      expect(sheets[0]!.data.flat()).toContain(titre);
      const names = sheets.map(({ sheet }) => sheet);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) {
        expect(name.length).toBeLessThanOrEqual(31);
        expect(name).not.toMatch(/[[\]:*?/\\]/);
      }
      for (const [at, { table, titre: title }] of made.entries()) {
        const cells = sheets[at + 1]!.data;
        expect(cells[0]![0]).toBe(title);
        if (!table) continue;
        const head = cells.findIndex((row) => row[0] === table.colonnes[0]!.label && row[1]);
        const { lignes, colonnes } = table;
        expect(cells[head]!.slice(0, colonnes.length)).toEqual(colonnes.map(({ label }) => label));
        const read = cells.slice(head + 1, head + 1 + lignes.length);
        for (const [row, line] of lignes.entries()) {
          for (const [column, value] of line.entries()) {
            const cell: unknown = read[row]![column];
            if (colonnes[column]!.genre === "date" && value !== null) {
              expect((cell as Date).toISOString().slice(0, 10)).toBe(value);
            } else if (value !== null) expect(cell).toBe(value);
            else expect(cell).toBe(colonnes[column]!.absent || null);
          }
        }
      }
      const sense = partsOf(path, /^xl\/worksheets\/sheet\d+\.xml$/).map((xml) =>
        /rightToLeft="(1|true)"/.test(xml),
      );
      expect(sense).toEqual(sheets.map(() => language === "ar"));
      expect(partsOf(path, /^xl\/worksheets\/sheet\d+\.xml$/).join("")).not.toContain("<f>");
    },
  );

  it("would catch a sheet that does not say its unit, its filter, its rows, its sources and when it was made", async () => {
    const sheets = await readXlsxFile(await file(report("fr"), "xlsx"));
    const years = sheets[3]!.data;
    const said = (word: string) => years.find((row) => row[0] === word)?.[1];
    expect(said("Unité")).toBe("projets");
    expect(said("Nature")).toBe("Chiffres publiés");
    expect(said("Filtre")).toBe("du 01/01/2019 au 02/08/2024");
    expect(said("Nombre de lignes")).toBe(6);
    expect(said("Calculé le")).toBeInstanceOf(Date);
    const source = years.find((row) => String(row[0]).startsWith("[1] "))!;
    expect((source[1] as unknown as Date).toISOString().slice(0, 10)).toBe("2024-08-02");
  });

  it("would catch two cards of one long title that a workbook cannot hold", async () => {
    const titre = {
      fr: "Un titre / de carte : [très] long* 'et répété'",
      ar: "عنوان",
      en: "Title",
    };
    const twice = ["a", "b", "c"].map((key) => carte(key, { titre }));
    const again = tableau({
      cartes: [...twice, carte("s", { titre: { ...titre, fr: "Sommaire" } })],
    });
    const sheets = await readXlsxFile(
      await file(rapportDocument(again, options({ langues: ["fr", "ar"] })), "xlsx"),
    );
    expect(new Set(sheets.map(({ sheet }) => sheet)).size).toBe(10);
  });

  it("would catch an escape of spreadsheets read as a letter", async () => {
    const titre = { fr: "_x0041_ -5 +212 5", ar: "عنوان", en: "Title" };
    const sheets = await readXlsxFile(
      await file(rapportDocument(tableau({ cartes: [carte("a", { titre })] }), options()), "xlsx"),
    );
    const xml = sheets[1]!.data[0]![0];
    expect(String(xml).replace("_x005F_", "_")).toBe("_x0041_ -5 +212 5");
  });
});

describe("a report as slides", () => {
  const charted = (document: RapportDocument) =>
    document.volets.flatMap(({ cartes: made }) =>
      made.flatMap(({ graphique }) => (graphique ? [graphique] : [])),
    );

  it.each(["fr", "ar"] as const)(
    "would catch a chart in %s that Office cannot edit, or whose figures differ",
    async (language) => {
      const document = report(language);
      const path = await file(document, "pptx");
      const wanted = charted(document);
      const parts = unzipped(path);
      const charts = Object.keys(parts)
        .filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name))
        .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
      expect(charts).toHaveLength(wanted.length);
      expect(wanted.length).toBeGreaterThanOrEqual(9);
      for (const [at, name] of charts.entries()) {
        const { categories, series, cumul } = wanted[at]!;
        const rels = strFromU8(parts[`ppt/charts/_rels/${name.split("/").at(-1)}.rels`]!);
        const target = /Target="\.\.\/(embeddings\/[^"]+)"/.exec(rels)![1]!;
        const [sheet] = await readXlsxFile(Buffer.from(parts[`ppt/${target}`]!));
        expect(sheet!.sheet).toBe("Sheet1");
        const [, ...rows] = sheet!.data;
        expect(rows.map((row) => row[0])).toEqual(categories);
        for (const [column, { valeurs }] of series.entries()) {
          expect(rows.map((row) => row[column + 1] ?? null)).toEqual(valeurs);
        }
        const xml = strFromU8(parts[name]!);
        expect(xml).not.toContain("<c:v></c:v>");
        const drawn = [...xml.matchAll(/<c:val>.*?<\/c:val>/gs)].map(([value]) =>
          [...value.matchAll(/<c:pt idx="(\d+)"><c:v>([^<]*)<\/c:v>/g)].map(([, , number]) =>
            Number(number),
          ),
        );
        const figures = [
          ...series.map(({ valeurs }) => valeurs),
          ...(cumul ? [cumul.valeurs] : []),
        ];
        expect(drawn).toEqual(figures.map((values) => values.filter((value) => value !== null)));
      }
    },
  );

  it("would catch a slide of an Arabic report that reads from the left, or a card without its own", async () => {
    const document = report("ar");
    const slides = partsOf(await file(document, "pptx"), /^ppt\/slides\/slide\d+\.xml$/);
    for (const { titre, rang } of only(document).cartes) {
      expect(slides.some((xml) => xml.includes(`${rang}. ${titre.replaceAll("&", "&amp;")}`))).toBe(
        true,
      );
    }
    for (const xml of slides) {
      const paragraphs = [...xml.matchAll(/<a:pPr[^>]*>/g)].map(([found]) => found);
      // The number of the slide has no words.
      const left = paragraphs.filter((each) => !/rtl="1"|^<a:pPr algn="l"\/>$/.test(each));
      expect(left).toEqual([]);
      expect(xml).toContain('lang="ar-MA"');
    }
  });

  it("would catch a long table cut at the foot of its slide, or a head that is not repeated", async () => {
    const document = report("fr");
    const slides = partsOf(await file(document, "pptx"), /^ppt\/slides\/slide\d+\.xml$/);
    const of = slides.filter(
      (xml) => xml.includes("10. Communes par montant approuvé") && xml.includes("<a:tr "),
    );
    expect(of.length).toBeGreaterThan(1);
    const rows = of.flatMap((xml) => [...xml.matchAll(/<a:tr h="(\d+)">(.*?)<\/a:tr>/gs)]);
    expect(rows.filter(([, , row]) => row!.includes("Montant (MDH)"))).toHaveLength(of.length);
    for (const [at] of communes.entries()) {
      expect(rows.some(([, , row]) => row!.includes(`>Commune rurale n° ${at + 1}<`))).toBe(true);
    }
    for (const xml of of) {
      const [, top] = /<p:graphicFrame>.*?<a:off x="\d+" y="(\d+)"\/>/s.exec(xml)!;
      const height = [...xml.matchAll(/<a:tr h="(\d+)">/g)].reduce(
        (sum, [, each]) => sum + Number(each),
        0,
      );
      expect(Number(top) + height).toBeLessThanOrEqual(6.4 * 914_400);
    }
  });

  it("would catch a source or a way of computing that the slides leave out", async () => {
    const document = report("fr");
    const path = await file(document, "pptx");
    const slides = partsOf(path, /^ppt\/slides\/slide\d+\.xml$/).join("");
    for (const { texte } of only(document).notes) expect(slides).toContain(`] ${texte}`);
    const notes = partsOf(path, /^ppt\/notesSlides\/notesSlide\d+\.xml$/).join("");
    for (const { calcul, forme, vide } of only(document).cartes) {
      if (forme !== "texte" && vide === null) expect(notes).toContain(calcul);
    }
  });
});

describe("a report as a Word file", () => {
  const body = (path: string) => strFromU8(unzipped(path)["word/document.xml"]!);
  const textOf = (xml: string) =>
    plain([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join("\n"))
      .replaceAll("&amp;", "&")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">");

  it.each(["fr", "ar"] as const)(
    "would catch a card, a figure or a source missing from the board's file in %s",
    async (language) => {
      const document = report(language);
      const said = textOf(body(await file(document, "docx")));
      const { cartes: made, notes, resume, couverture } = only(document);
      for (const { rang, titre, calcul, table } of made) {
        expect(said).toContain(plain(`${rang}. ${titre}`));
        expect(said).toContain(plain(calcul));
        for (const line of table?.lignes ?? []) {
          for (const [at, cell] of line.entries()) {
            expect(said).toContain(plain(celluleTexte(table!.colonnes[at]!, cell, language)));
          }
        }
      }
      for (const { texte, numero } of notes) expect(said).toContain(`[${numero}] ${texte}`);
      for (const phrase of resume.phrases) expect(said).toContain(plain(phrase));
      for (const { valeur } of couverture) expect(said).toContain(plain(valeur));
    },
  );

  it("would catch a long table whose head is not repeated, or a page without its number", async () => {
    const path = await file(report("fr"), "docx");
    const tables = [...body(path).matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) => table);
    const figures = tables.filter((table) => table.includes("w:tblHeader"));
    // The cover alone has a table without heads.
    expect(figures).toHaveLength(tables.length - 1);
    const long = figures.find((table) => table.includes("Commune rurale n° 39"))!;
    expect(long.match(/<w:tblHeader/g)).toHaveLength(1);
    expect(long.indexOf("w:tblHeader")).toBeLessThan(long.indexOf("Commune rurale n° 1<"));
    const [foot] = partsOf(path, /^word\/footer\d+\.xml$/);
    expect(foot).toContain("PAGE");
    expect(foot).toContain("NUMPAGES");
    for (const table of tables) {
      const [, width] = /<w:tblW[^>]*w:w="(\d+)"/.exec(table)!;
      expect(Number(width)).toBeLessThanOrEqual(11_906 - 2 * 1134);
    }
  });

  it("would catch contents that lead nowhere, or that say no page", async () => {
    const document = report("fr");
    const xml = body(await file(document, "docx"));
    const led = [...xml.matchAll(/PAGEREF (\S+)/g)].map(([, anchor]) => anchor!);
    expect(led).toHaveLength(only(document).cartes.length + 2);
    for (const anchor of led) expect(xml).toContain(`w:name="${anchor}"`);
    const pages = [...xml.matchAll(/PAGEREF.*?separate.*?<w:t[^>]*>(\d+)<\/w:t>/gs)].map(
      ([, page]) => Number(page),
    );
    expect(pages).toHaveLength(led.length);
    expect(pages).toEqual(pages.toSorted((a, b) => a - b));
    expect(pages[0]).toBe(3);
    const without = rapportDocument(tableau(), options({ sommaire: false }));
    expect(body(await file(without, "docx"))).not.toContain("PAGEREF");
  });

  it("would catch Arabic that reads from the left, or one language that leans on the other", async () => {
    const landscape = rapportDocument(
      tableau(),
      options({ langues: ["fr", "ar"], orientation: "paysage" }),
    );
    const xml = body(await file(landscape, "docx"));
    const cut = xml.indexOf("</w:sectPr>");
    const [french, arabic] = [xml.slice(0, cut), xml.slice(cut)];
    expect(french).not.toContain("<w:bidi/>");
    expect(french).not.toContain("<w:bidiVisual/>");
    const paragraphs = [...arabic.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([each]) => each);
    expect(paragraphs.filter((each) => !each.includes("<w:bidi/>"))).toEqual([]);
    expect(arabic.match(/<w:bidiVisual\/>/g)).toHaveLength(arabic.match(/<w:tbl>/g)!.length);
    const sizes = [...xml.matchAll(/<w:pgSz[^>]*>/g)].map(([size]) => size);
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toContain('w:orient="landscape"');
  });

  it("would catch a drawing lost, stretched, or put under the card of another language", async () => {
    // A real PNG of four pixels by two.
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAEElEQVR4nGNkYGBgQAdMDAwAALAACgjLQ2kAAAAASUVORK5CYII=",
      "base64",
    );
    const path = join(tempFolder(), "dessins.docx");
    const dessins = new Map([
      [dessinKey("fr", "barres"), png],
      [dessinKey("fr", "lignes"), Buffer.from("no image")],
    ]);
    await writeRapport(report("fr", "ar"), "docx", path, dessins);
    const xml = body(path);
    const sizes = [...xml.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"/g)];
    expect(sizes).toHaveLength(1);
    expect(Number(sizes[0]![1]) / Number(sizes[0]![2])).toBeCloseTo(2, 1);
    expect(xml.indexOf("<wp:extent")).toBeLessThan(xml.indexOf("</w:sectPr>"));
    expect(
      Object.keys(unzipped(path)).filter((name) => name.startsWith("word/media/")),
    ).toHaveLength(1);
  });
});

const communes = Array.from({ length: 39 });

describe("what holds on a page", () => {
  it("would catch a column lost, or one that has no name, when a table is too wide", () => {
    const { table } = named(report("fr"), "chaleur");
    const parts = tranches(table!, 8);
    expect(parts.length).toBe(2);
    for (const part of parts) {
      expect(part.colonnes[0]!.label).toBe("Province");
      expect(part.lignes.map(([name]) => name)).toEqual(provinces.map(([, label]) => label.fr));
    }
    expect(parts.flatMap(({ colonnes }) => colonnes.slice(1))).toEqual(table!.colonnes.slice(1));
  });

  it("would catch a word lost when a text goes over several slides", () => {
    const text = Array.from({ length: 700 }, (_, at) => `mot${at}`).join(" ");
    const box = { w: 4, h: 3 };
    const parts = morceaux(text, box, 16);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join(" ").split(/\s+/)).toEqual(text.split(" "));
    for (const part of parts) {
      expect(lignesDe(part, box.w, 16) * 16 * (1.22 / 72)).toBeLessThanOrEqual(box.h + 0.001);
    }
  });

  it("would catch a card of a single point that has no total", () => {
    const single = carte("seul", {
      forme: "nombre",
      axe: null,
      categories: [{ key: "", label: { fr: "Tout", ar: "الكل", en: "All" } }],
      series: [
        { key: "n", label: { fr: "N", ar: "ن", en: "N" }, famille: "publie", methode: null },
      ],
      points: [point("", "n", 5.25)],
    });
    const made = named(rapportDocument(tableau({ cartes: [single] }), options()), "seul");
    expect(made.chiffre?.texte).toBe("5,25");
    expect(made.table!.lignes.map(([, value]) => value)).toEqual([5.25]);
  });
});

describe("the shipped dashboards of a generated region", () => {
  it("would catch a shipped dashboard that no format takes, or whose workbook and slides lose a figure", async () => {
    const ctx = newRegister();
    await seedRegion(ctx.store, { projects: 120, seed: 5, today }, () => {});
    await importPath(ctx, "indicateurs", join(root, "resources/demo/indicateurs.csv"));
    const { tableaux } = listTableaux(ctx);
    expect(tableaux.length).toBeGreaterThanOrEqual(7);
    for (const { key } of tableaux) {
      const result = await tableauOf(ctx, { key });
      const document = rapportDocument(result, options({ langues: ["fr", "ar", "en"] }));
      expect(rapportSchema.parse(document)).toEqual(document);
      const [french, arabic] = document.volets;
      const figures = (volet: typeof french) =>
        volet!.cartes.map(({ points }) => points.map(({ valeur, fiches }) => [valeur, fiches]));
      expect(figures(arabic)).toEqual(figures(french));
      expect(figures(french)).toEqual(
        result.cartes.map(({ points, total, comparaison, cible, faute }) =>
          faute
            ? []
            : [
                ...points.map(({ valeur, fiches }) => [valeur, fiches]),
                ...(total ? [[total.valeur, total.fiches]] : []),
                ...(comparaison ? [[comparaison.valeur, comparaison.fiches]] : []),
                ...(cible ? [[cible.valeur, null]] : []),
              ],
        ),
      );
      for (const { vide, forme, notes } of french!.cartes) {
        if (vide === null && forme !== "texte") expect(notes).not.toEqual([]);
      }
      // Our own files are a source that has a name in each language.
      for (const { texte, confiance } of arabic!.notes) {
        if (confiance === phrases.ar.confianceDossiers) expect(texte).not.toMatch(/[A-Za-zÀ-ÿ]/);
      }
      const sheets = await readXlsxFile(await file(document, "xlsx"));
      expect(sheets).toHaveLength(3 * (result.cartes.length + 1));
      for (const format of ["csv", "pptx", "docx"] as const) await file(document, format);
    }
  }, 120_000);
});

describe("a heat table", () => {
  it("would catch cells that are not tinted by their figure, or tinted in another kind of table", async () => {
    const document = report("fr");
    const teinte = teinteDe(named(document, "chaleur"));
    const grounds = [10, 5, 0, null, "Azilal"].map(teinte);
    expect(grounds).toEqual(["9FD3BE", "CFE9DF", null, null, null]);
    expect(teinteDe(named(document, "table"))(510_000)).toBeNull();
    const slides = partsOf(await file(document, "pptx"), /^ppt\/slides\/slide\d+\.xml$/);
    const tinted = slides.filter((xml) => xml.includes("9FD3BE"));
    expect(tinted.length).toBeGreaterThan(0);
    for (const xml of tinted) expect(xml).toContain("9. Projets par province et secteur");
    const word = strFromU8(unzipped(await file(document, "docx"))["word/document.xml"]!);
    expect(word).toContain('w:fill="9FD3BE"');
    expect(partsOf(await file(document, "xlsx"), /^xl\/styles\.xml$/)[0]).toContain("9FD3BE");
  });
});

describe("a report that cannot be written", () => {
  it("would catch a report half written, or one that was there and is lost", async () => {
    const folder = tempFolder();
    const path = join(folder, "rapport.xlsx");
    writeFileSync(path, "ancien");
    const missing = join(folder, "absent", "rapport.pptx");
    const refused = await writeRapport(report("fr"), "pptx", missing).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(NotWritten);
    expect((refused as NotWritten).reason).toBe("missing_folder");
    if (process.getuid?.() !== 0) {
      chmodSync(folder, 0o500);
      await expect(writeRapport(report("fr"), "xlsx", path)).rejects.toMatchObject({
        reason: "read_only",
      });
      chmodSync(folder, 0o700);
    }
    // A file that may not grow beyond 16 KB is what a full disk is to the writer.
    const script = `
      const { writeRapport } = await import(${JSON.stringify(`${root}src-main/services/rapports/write.ts`)});
      const { readFileSync } = await import("node:fs");
      const document = JSON.parse(readFileSync(0, "utf8"));
      console.log(await writeRapport(document, "xlsx", process.argv[1]).then(() => "written", (error) => error.reason));`;
    const said = execFileSync(
      "bash",
      [
        "-c",
        'trap "" XFSZ; ulimit -f 16; exec "$@"',
        "bash",
        process.execPath,
        "--input-type=module",
        "-e",
        script,
        path,
      ],
      { input: JSON.stringify(report("fr")) },
    );
    expect(said.toString().trim()).toBe("full");
    expect(readFileSync(path, "utf8")).toBe("ancien");
    expect(readdirSync(folder)).toEqual(["rapport.xlsx"]);
  });
});
