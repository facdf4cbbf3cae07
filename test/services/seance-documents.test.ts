import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import readXlsxFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordreDuJour, pv } from "../../src-main/contract/documents.ts";
import type {
  DocumentFormat,
  DocumentKind,
  DocumentLangue,
} from "../../src-main/contract/documents.ts";
import { documentData, saveDocument } from "../../src-main/services/documents/index.ts";
import { agendaHeadings } from "../../src-main/services/documents/ordre-du-jour.ts";
import { createDossier, getDossier } from "../../src-main/services/dossiers.ts";
import { createRecord, updateRecord } from "../../src-main/services/records/records.ts";
import {
  decide,
  getSeance,
  postponeEntry,
  proposeDossiers,
} from "../../src-main/services/seances.ts";
import { territoires } from "../../src-main/store/queries/reference.ts";
import { dossierValues, newRegister, root } from "../support/register.ts";

const ctx = newRegister();
const folder = mkdtempSync(join(tmpdir(), "daftar-seance-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let seanceId = "";
const references: string[] = [];

beforeAll(() => {
  const commune = territoires(ctx.store.db).find((row) => row.level === "commune")!;
  const file = (intituleFr: string, intituleAr: string, acte: string) => {
    const id = createDossier(ctx, {
      projet: {
        intituleFr,
        intituleAr,
        montant: 1_250_000_000,
        emploisPrevus: 45,
        superficieM2: 12_500,
        territoireId: commune.id,
      },
      porteur: { nomFr: "Société Exemple", nomAr: "شركة مثال" },
      dossier: dossierValues({ diffuseLe: "2026-01-10", acte }),
    }).id!;
    references.push(getDossier(ctx, id).row.reference);
    return id;
  };
  const sitting = (tenueLe: string) =>
    createRecord(ctx, {
      record: "seance",
      values: { tenueLe, heure: "10:00", lieu: "Salle fictive", president: "Présidence fictive" },
    }).id!;
  const mill = file("Moulin", "مطحنة", "avna");
  const hotel = file("Hôtel", "فندق", "permis_de_construire");
  const quarry = file("Carrière", "مقلع", "eie");
  const first = sitting("2026-01-20");
  proposeDossiers(ctx, { seanceId: first, dossierIds: [mill] });
  decide(ctx, {
    seanceId: first,
    dossierId: mill,
    decision: "complement",
    observation: "Plan attendu",
    reserves: [],
  });
  const asked = ctx.store.db.prepare("SELECT id FROM complement").pluck().get() as string;
  updateRecord(ctx, { record: "complement", id: asked, patch: { completeLe: "2026-01-25" } });
  seanceId = sitting("2026-02-03");
  proposeDossiers(ctx, { seanceId, dossierIds: [mill, hotel, quarry] });
  decide(ctx, {
    seanceId,
    dossierId: mill,
    decision: "favorable_sous_reserve",
    observation: "Accord de la commission",
    reserves: ["Borner la parcelle", "Fournir l’étude"],
  });
  decide(ctx, {
    seanceId,
    dossierId: hotel,
    decision: "defavorable",
    observation: null,
    reserves: [],
  });
  const entry = getSeance(ctx, seanceId).agenda.find((each) => each.dossierId === quarry)!;
  postponeEntry(ctx, { id: entry.id, motif: "Porteur absent", versSeanceId: null });
  for (const [nom, present] of [
    ["Membre Présente", true],
    ["Membre Absent", false],
  ] as const) {
    createRecord(ctx, {
      record: "participant",
      values: { seanceId, nom, qualite: "Commune fictive", present },
    });
  }
});

async function made(kind: DocumentKind, langue: DocumentLangue, format: DocumentFormat) {
  const path = join(folder, `${kind}.${langue}.${format}`);
  await saveDocument(ctx, { kind, id: seanceId, langue, format }, path);
  return readFileSync(path);
}
async function words(kind: DocumentKind, langue: DocumentLangue): Promise<string> {
  const xml = new PizZip(await made(kind, langue, "docx")).file("word/document.xml")!.asText();
  const text = xml.replace(/<w:br\/>/g, "\n").replace(/<[^>]+>/g, "");
  return text.replace(/&apos;/g, "'").replace(/&amp;/g, "&");
}

const strings = (value: unknown): string[] =>
  typeof value === "string"
    ? value.split("\n")
    : value !== null && typeof value === "object"
      ? Object.values(value).flatMap(strings)
      : [];

describe.each(["fr", "ar"] as const)("papers of a sitting in %s", (langue) => {
  it("would catch a Word agenda or minutes that says less than the data", async () => {
    for (const kind of ["ordre_du_jour", "pv"] as const) {
      const data = documentData(ctx, { kind, id: seanceId, langue });
      const shown =
        kind === "pv" ? pv.parse(data) : { ...ordreDuJour.parse(data), nombre: "", president: "" };
      const text = await words(kind, langue);
      for (const part of strings(shown)) expect(text, kind).toContain(part);
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it("would catch minutes that mix who came and who did not, or forget a reserve", () => {
    const data = pv.parse(documentData(ctx, { kind: "pv", id: seanceId, langue }));
    expect(data.presents.map((each) => each.nom)).toEqual(["Membre Présente"]);
    expect(data.absents.map((each) => each.nom)).toEqual(["Membre Absent"]);
    expect(data.dossiers.map((each) => each.intitule)).toEqual(
      langue === "ar" ? ["مطحنة", "فندق"] : ["Moulin", "Hôtel"],
    );
    expect(data.dossiers[0]?.reserves.map((each) => each.texte)).toEqual([
      "Borner la parcelle",
      "Fournir l’étude",
    ]);
    expect(data.reportes).toMatchObject([{ reference: references[2], motif: "Porteur absent" }]);
    expect(data.tenueLe).toBe("03/02/2026");
  });

  it("would catch a sheet that prints its columns over several pages, or hides a heading's second line", async () => {
    const sheet = new PizZip(await made("ordre_du_jour", langue, "xlsx"))
      .file("xl/worksheets/sheet1.xml")!
      .asText();
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(sheet).toMatch(/<pageSetup[^>]*fitToHeight="0"/);
    const height = Number(/<row r="2"[^>]* ht="([\d.]+)"/.exec(sheet)?.[1]);
    expect(height).toBeGreaterThanOrEqual(30);
  });

  it("would catch a sheet whose figures are texts, or that loses its earlier passages", async () => {
    const path = join(folder, `agenda.${langue}.xlsx`);
    await saveDocument(ctx, { kind: "ordre_du_jour", id: seanceId, langue, format: "xlsx" }, path);
    const [sheet] = await readXlsxFile(path);
    const rows = sheet!.data;
    expect(rows[1]).toEqual(agendaHeadings[langue]);
    const mill = rows.find((row) => row[2] === references[0])!;
    expect([mill[0], mill[6], mill[7], mill[8]]).toEqual([1, 12.5, 45, 12_500]);
    expect(String(mill[9])).toContain("20/01/2026");
    expect(String(mill[9])).toContain("Plan attendu");
    // Title, headings, then a heading and a line for each of the two groups.
    expect(rows).toHaveLength(6);
    const xml = new PizZip(readFileSync(path)).file("xl/worksheets/sheet1.xml")!.asText();
    expect(/rightToLeft="1"/.test(xml)).toBe(langue === "ar");
  });

  it("would catch headings of the sheet that are not those of the printed agenda", () => {
    const file = join(root, "src-renderer/i18n", langue, "documents.json");
    const texts = (JSON.parse(readFileSync(file, "utf8")) as { ordre: Record<string, string> })
      .ordre;
    const printed = Object.keys(texts)
      .filter((key) => key.startsWith("colonne_"))
      .map((key) => texts[key]);
    expect(agendaHeadings[langue]).toEqual(printed);
  });
});
