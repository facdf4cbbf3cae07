import PizZip from "pizzip";
import { join } from "node:path";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, it, test } from "vitest";
import type { Context } from "../../src-main/services/context.ts";
import { documentData, saveDocument } from "../../src-main/services/documents/index.ts";
import { etatWords } from "../../src-main/services/documents/etat-mots.ts";
import { etatExecution } from "../../src-main/services/etat-execution.ts";
import { NotFound } from "../../src-main/services/records/errors.ts";
import { readFileSync } from "node:fs";
import { makerOf, signedConvention } from "../support/convention.ts";
import { newRegister, tempFolder, thrownBy, today } from "../support/register.ts";

/** A convention of Izdihar with a partner that keeps one commitment of two, pays half, and a holder financed. */
function desk(ctx: Context) {
  const make = makerOf(ctx);
  const one = signedConvention(ctx, { programme: "izdihar" });
  const { id, centre, partenaire } = one;
  const kept = make("engagement", {
    conventionId: id,
    partieId: partenaire,
    libelleFr: "Diagnostic de dix porteurs",
    libelleAr: "تشخيص عشرة حاملي مشاريع",
    echeanceLe: "2026-02-10",
  });
  make("realisation", { engagementId: kept, faiteLe: "2026-02-05" });
  make("engagement", {
    conventionId: id,
    partieId: centre,
    libelleFr: "Mise à disposition d’un espace",
    echeanceLe: "2026-02-20",
  });
  make("versement", {
    conventionId: id,
    tranche: 1,
    payeurId: partenaire,
    beneficiaireId: centre,
    prevuLe: "2026-02-01",
    montantPrevu: 10_000_000,
    verseLe: "2026-02-12",
    montantVerse: 5_000_000,
  });
  const comiteId = make("comite", { conventionId: id, type: "suivi" });
  make("reunion", { comiteId, tenueLe: "2026-01-20", statut: "tenue" });
  make("reunion", { comiteId, tenueLe: "2026-06-20", statut: "prevue" });
  const accompagnementId = make("accompagnement", {
    intitule: "Atelier fictif",
    conventionId: id,
    programme: "izdihar",
    entrepriseCreeeLe: "2026-02-01",
    emploisCrees: 3,
  });
  make("financement", {
    type: "pret_honneur",
    statut: "accorde",
    accompagnementId,
    montantDemande: 8_000_000,
    montantAccorde: 7_500_000,
  });
  const organisationId = ctx.store.db
    .prepare("SELECT organisation_id FROM partie WHERE id = ?")
    .pluck()
    .get(partenaire) as string;
  return { id, organisationId };
}

const figure = (view: ReturnType<typeof etatExecution>, key: string) => {
  const row = view.parts.figures.find((each) => each["figure"] === key);
  return row?.["montant"] ?? row?.["nombre"] ?? 0;
};

describe("an execution statement", () => {
  it("would catch a figure of a convention that its records do not give", () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const view = etatExecution(ctx, { sur: "convention", id, langue: "fr" });
    const told = Object.fromEntries(
      view.parts.figures.map((row) => [row["figure"], row["montant"] ?? row["nombre"]]),
    );
    expect(told).toEqual({
      conventions: 1,
      engagements: 2,
      engagements_tenu: 1,
      engagements_defaillant: 1,
      du: 0,
      prevu: 10_000_000,
      verse: 5_000_000,
      livrables: 0,
      livrables_acceptes: 0,
      reunions: 1,
      accompagnes: 1,
      finances: 1,
      entreprises: 1,
      emplois: 3,
      accorde: 7_500_000,
      collecte: 0,
    });
    expect(view.parts.reunions).toHaveLength(1);
    const before = etatExecution(ctx, { sur: "convention", id, jour: "2026-02-09", langue: "ar" });
    expect(figure(before, "verse")).toBe(0);
    expect(before.parts.engagements[0]).toMatchObject({
      libelle: "تشخيص عشرة حاملي مشاريع",
      etat: "tenu",
    });
    expect(before.parts.engagements[1]).toMatchObject({ etat: "en_cours", retardJours: null });
  });

  it("would catch a payment that a partner receives left out, or told before it was paid", () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const centreId = ctx.store.db
      .prepare("SELECT organisation_id FROM partie WHERE convention_id = ? ORDER BY ordre LIMIT 1")
      .pluck()
      .get(id) as string;
    const of = { sur: "partenaire", id: centreId, langue: "fr" } as const;
    const now = etatExecution(ctx, of);
    expect(now.parts.versements).toMatchObject([
      {
        payeur: "Laboratoire fictif",
        beneficiaire: "Centre régional fictif",
        prevu: 10_000_000,
        verseLe: "2026-02-12",
        verse: 5_000_000,
        etat: "verse_en_partie",
      },
    ]);
    expect(figure(now, "recu")).toBe(5_000_000);
    expect(figure(now, "verse")).toBe(0);
    const before = etatExecution(ctx, { ...of, jour: "2026-02-11" });
    expect(before.parts.versements).toMatchObject([{ verseLe: null, verse: null }]);
    expect(figure(before, "recu")).toBe(0);
  });

  it("would catch a holder that a partner's two conventions count twice", () => {
    const ctx = newRegister();
    const make = makerOf(ctx);
    const porteur = make("organisation", { nomFr: "Porteur fictif" });
    const { id: first, organisationId } = desk(ctx);
    const { id: second, partenaire } = signedConvention(ctx, {});
    ctx.store.db
      .prepare("UPDATE partie SET organisation_id = ? WHERE id = ?")
      .run(organisationId, partenaire);
    const firm = { organisationId: porteur, entrepriseCreeeLe: "2026-02-01" };
    for (const [conventionId, emploisCrees] of [
      [first, 2],
      [second, 5],
    ] as const) {
      make("accompagnement", { ...firm, intitule: "Suivi fictif", conventionId, emploisCrees });
    }
    const partner = etatExecution(ctx, { sur: "partenaire", id: organisationId, langue: "fr" });
    expect(figure(partner, "conventions")).toBe(2);
    expect(figure(partner, "accompagnes")).toBe(2);
    expect(figure(partner, "entreprises")).toBe(2);
    expect(figure(partner, "emplois")).toBe(8);
    const told = (sur: string) =>
      documentData(ctx, { kind: "etat_execution", id: sur, langue: "fr" })["note"];
    expect(told(`partenaire:${organisationId}`)).toContain("compte une fois");
    expect(told(`convention:${first}`)).toBe("");
  });

  it("would catch a programme without its cohorts, or with one opened later", () => {
    const ctx = newRegister();
    const make = makerOf(ctx);
    for (const [nom, ouverteLe] of [
      ["Cohorte de janvier", "2026-01-10"],
      ["Cohorte de mars", "2026-03-10"],
    ] as const) {
      const cohorteId = make("cohorte", { nom, programme: "izdihar", ouverteLe, objectif: 12 });
      make("accompagnement", { intitule: nom, programme: "izdihar", cohorteId, emploisCrees: 4 });
    }
    const on = { sur: "programme", id: "izdihar", jour: "2026-02-01", langue: "fr" } as const;
    expect(etatExecution(ctx, on).parts.cohortes).toEqual([
      {
        nom: "Cohorte de janvier",
        ouverteLe: "2026-01-10",
        closeLe: null,
        objectif: 12,
        accompagnes: 1,
        finances: 0,
        entreprises: 0,
        emplois: 4,
      },
    ]);
  });

  it("would catch a partner told what another party owes, or a programme that forgets a convention", () => {
    const ctx = newRegister();
    const { organisationId } = desk(ctx);
    desk(ctx);
    const partner = etatExecution(ctx, { sur: "partenaire", id: organisationId, langue: "fr" });
    expect(partner.parts.conventions).toHaveLength(1);
    expect(partner.parts.engagements).toMatchObject([{ libelle: "Diagnostic de dix porteurs" }]);
    expect(figure(partner, "verse")).toBe(5_000_000);
    const programme = etatExecution(ctx, { sur: "programme", id: "izdihar", langue: "fr" });
    expect(programme.titre).toBe("Izdihar");
    expect(programme.parts.conventions).toHaveLength(2);
    expect(figure(programme, "engagements")).toBe(4);
    expect(figure(programme, "accompagnes")).toBe(2);
    expect(figure(programme, "accorde")).toBe(15_000_000);
    const lost = () => etatExecution(ctx, { sur: "programme", id: "inconnu", langue: "fr" });
    expect(thrownBy(lost)).toBeInstanceOf(NotFound);
  });
});

describe("an execution statement of a past day", () => {
  it("would catch an acceptance told before it came", () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const make = makerOf(ctx);
    make("livrable", {
      conventionId: id,
      genre: "rapport",
      libelleFr: "Étude fictive",
      echeanceLe: "2026-01-31",
      recuLe: "2026-02-01",
      accepteLe: "2026-02-10",
    });
    const on = (jour: string) =>
      etatExecution(ctx, { sur: "convention", id, jour, langue: "fr" }).parts.livrables[0];
    expect(on("2026-02-09")).toMatchObject({ etat: "recu", accepteLe: null });
    expect(on("2026-02-10")).toMatchObject({ etat: "accepte", accepteLe: "2026-02-10" });
  });

  it("would catch papers that tell today's figures, or a day that does not exist", async () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const path = join(tempFolder(), "etat.xlsx");
    const kind = "etat_execution" as const;
    const asked = { kind, langue: "fr" as const, format: "xlsx" as const };
    const paidIn = async (day: string) => {
      const name = await saveDocument(ctx, { ...asked, id: `convention:${id}${day}` }, path);
      const sheets = await readXlsxFile(path);
      const rows = sheets.find(({ sheet }) => sheet === "Synthèse")!.data;
      return [name, rows.find(([label]) => label === "Versements effectués")?.[2]];
    };
    expect(await paidIn("@2026-02-11")).toEqual(["etat-execution-C-2026-01-2026-02-11-fr.xlsx", 0]);
    expect(await paidIn("@2026-02-12")).toEqual([
      "etat-execution-C-2026-01-2026-02-12-fr.xlsx",
      50_000,
    ]);
    await expect(paidIn("@2026-02-31")).rejects.toBeInstanceOf(NotFound);
    const data = documentData(ctx, { kind, langue: "fr", id: `convention:${id}@2026-02-11` });
    expect(data["jour"]).toBe("11/02/2026");
  });
});

it("would catch a programme whose collected amounts are those of its conventions only", () => {
  const ctx = newRegister();
  desk(ctx);
  const make = makerOf(ctx);
  const accompagnementId = make("accompagnement", {
    intitule: "Porteur sans convention",
    programme: "izdihar",
  });
  const financementId = make("financement", {
    type: "collaboratif",
    categorie: "pret",
    ouvertLe: "2026-02-01",
    clotLe: "2026-03-31",
    statut: "accorde",
    accompagnementId,
    montantDemande: 4_000_000,
    montantAccorde: 4_000_000,
  });
  make("collecte", { financementId, le: "2026-02-01", montant: 3_000_000, contributeurs: 12 });
  const programme = etatExecution(ctx, { sur: "programme", id: "izdihar", langue: "fr" });
  expect(figure(programme, "accorde")).toBe(11_500_000);
  expect(figure(programme, "collecte")).toBe(3_000_000);
});

describe("its papers", () => {
  test.each(["fr", "ar"] as const)("a Word file in %s that is not filled", async (langue) => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const path = join(tempFolder(), "etat.docx");
    const kind = "etat_execution" as const;
    const name = await saveDocument(ctx, { kind, id, langue, format: "docx" }, path);
    expect(name).toBe(`etat-execution-C-2026-01-${today}-${langue}.docx`);
    const text = new PizZip(readFileSync(path))
      .file("word/document.xml")!
      .asText()
      .replace(/<[^>]+>/g, " ");
    expect(text).not.toMatch(/[{}]|undefined|null/);
    expect(text).toContain(
      langue === "ar" ? "تشخيص عشرة حاملي مشاريع" : "Diagnostic de dix porteurs",
    );
    expect(text).toContain(langue === "ar" ? "مخل به" : "défaillant");
    expect(text).toContain("50\u202f000,00");
  });

  it("would catch what was done and what is expected in one text, or a year that is one", async () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const make = makerOf(ctx);
    const engagementId = make("engagement", {
      conventionId: id,
      libelleFr: "Surface équipée",
      echeanceLe: "2026-01-15",
      mesure: "m²",
      cible: 12_500.5,
    });
    make("realisation", { engagementId, faiteLe: "2026-01-10", quantite: 2.5 });
    const path = join(tempFolder(), "etat.xlsx");
    const asked = { kind: "etat_execution" as const, id, langue: "fr" as const };
    await saveDocument(ctx, { ...asked, format: "xlsx" }, path);
    const { data } = (await readXlsxFile(path)).find(({ sheet }) => sheet === "Engagements")!;
    const at = data[0]!.indexOf("Fait");
    expect(data[0]!.slice(at, at + 2)).toEqual(["Fait", "Attendu"]);
    const row = data.find((cells) => cells.includes("Surface équipée"))!;
    expect(row.slice(at, at + 2)).toEqual([2.5, 12_500.5]);
    const rows = documentData(ctx, asked)["engagements"] as Record<string, string>[];
    expect(rows.find(({ libelle }) => libelle === "Surface équipée")).toMatchObject({
      fait: "2,5",
      attendu: "12\u202f500,5",
    });
  });

  test.each(["fr", "ar"] as const)(
    "a Word file in %s whose heading ends a page, whose progress breaks, or that lists its own convention",
    async (langue) => {
      const ctx = newRegister();
      const { id } = desk(ctx);
      const indicateurId = makerOf(ctx)("indicateurConvention", {
        conventionId: id,
        libelleFr: "Porteurs financés",
        unite: "porteurs",
        cible: 1_500_000,
      });
      makerOf(ctx)("mesure", { indicateurId, le: "2026-01-30", valeur: 4, source: "Relevé" });
      const path = join(tempFolder(), "etat.docx");
      const asked = { kind: "etat_execution" as const, langue, format: "docx" as const };
      const written = async (of: string) => {
        await saveDocument(ctx, { ...asked, id: of }, path);
        return new PizZip(readFileSync(path)).file("word/document.xml")!.asText();
      };
      const xml = await written(id);
      const words = etatWords[langue];
      const count = (mark: string) => xml.split(mark).length - 1;
      expect(count("<w:tbl>")).toBe(6);
      expect(count("<w:keepNext/>")).toBe(count("<w:tbl>"));
      const table = xml.split("<w:tbl>").find((each) => each.includes(words.colonnes["avance"]!))!;
      const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) =>
        Number(width),
      );
      expect(widths.at(-1)).toBeGreaterThan(1800);
      expect(table).toContain("1\u202f500\u202f000");
      expect(xml).not.toContain(words.colonnes["intitule"]);
      expect(await written("programme:izdihar")).toContain(words.colonnes["intitule"]);
    },
  );

  it("would catch a sheet whose numbers or dates are texts, or a part without its sheet", async () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const path = join(tempFolder(), "etat.xlsx");
    const asked = {
      kind: "etat_execution" as const,
      id: `convention:${id}`,
      langue: "fr" as const,
    };
    await saveDocument(ctx, { ...asked, format: "xlsx" }, path);
    const sheets = await readXlsxFile(path);
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      "Synthèse",
      "Conventions",
      "Engagements",
      "Contributions par année",
      "Versements",
      "Livrables",
      "Indicateurs",
      "Réunions de comité",
    ]);
    const of = (name: string) => sheets.find(({ sheet }) => sheet === name)!.data;
    expect(of("Contributions par année")[1]).toEqual([
      "C-2026-01",
      "Laboratoire fictif",
      2026,
      0,
      100_000,
      50_000,
    ]);
    expect(of("Engagements")[1]?.[3]).toEqual(new Date("2026-02-10T00:00:00Z"));
  });
});
