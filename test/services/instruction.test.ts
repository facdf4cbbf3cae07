import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import type { FieldFault } from "../../src-main/contract/errors.ts";
import type { LettreComplement } from "../../src-main/contract/documents.ts";
import { fillModel, BadModel } from "../../src-main/exchange/docx.ts";
import { NotWritten, writeWhole } from "../../src-main/exchange/write-whole.ts";
import { authorOf, type Context } from "../../src-main/services/context.ts";
import { documentData, saveDocument } from "../../src-main/services/documents/index.ts";
import { createDossier, moveDossier } from "../../src-main/services/dossiers.ts";
import {
  answer,
  consult,
  instructionOf,
  markPieces,
  prepareChecklist,
  requestPieces,
} from "../../src-main/services/instruction.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { undo } from "../../src-main/store/ledger.ts";
import {
  content,
  dossierValues,
  newRegister,
  tempFolder,
  thrownBy,
  today,
} from "../support/register.ts";

const faultsOf = (work: () => unknown): FieldFault[] => {
  const error = thrownBy(work);
  expect(error).toBeInstanceOf(Invalid);
  return (error as Invalid).faults;
};
const codesOf = (work: () => unknown) => faultsOf(work).map((fault) => fault.code);

function newDossier(ctx: Context, values: Record<string, string | number | null> = {}): string {
  return createDossier(ctx, {
    projet: { intituleFr: "Unité fictive de conserves", intituleAr: "وحدة وهمية للمصبرات" },
    porteur: { nomFr: "Société Exemple", nomAr: "شركة مثال" },
    dossier: dossierValues({ etat: "en_attente_administration", ...values }),
  }).id!;
}

const stateOf = (ctx: Context, id: string) =>
  ctx.store.db.prepare("SELECT etat FROM dossier WHERE id = ?").pluck().get(id) as string;
const suspendedSince = (ctx: Context, id: string) =>
  ctx.store.db.prepare("SELECT suspendu_le FROM dossier_ligne WHERE id = ?").pluck().get(id);
const takeBack = (ctx: Context, actionId: string | null) =>
  undo(ctx.store, authorOf(ctx.store.db), actionId!);

describe("checklist", () => {
  test("a new dossier does not get the documents of its act, or gets those of another one", () => {
    const ctx = newRegister();
    const permit = instructionOf(ctx, newDossier(ctx));
    expect(permit.pieces.map((piece) => piece.type)).toEqual([
      "fiche_projet",
      "plan_masse",
      "plan_situation",
      "dispositions_urbanistiques",
    ]);
    expect(permit.pieces.every((piece) => piece.statut === "attendue" && piece.manque)).toBe(true);
    const convention = instructionOf(ctx, newDossier(ctx, { acte: "convention_investissement" }));
    expect(convention.pieces).toHaveLength(9);
  });

  test("a document required only since a later law is asked of an older dossier", () => {
    const ctx = newRegister();
    const old = newDossier(ctx, { acte: "eie", deposeLe: "2024-03-01" });
    const recent = newDossier(ctx, { acte: "eie" });
    const types = (id: string) => instructionOf(ctx, id).pieces.map((piece) => piece.type);
    expect(types(old)).not.toContain("attestation_environnementale");
    expect(types(recent)).toContain("attestation_environnementale");
  });

  test("preparing the list again doubles it, or does not bring back what was taken off", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    expect(prepareChecklist(ctx, id).actionId).toBeNull();
    const [first] = instructionOf(ctx, id).pieces;
    removeRecord(ctx, "piece", first!.id);
    expect(instructionOf(ctx, id)).toMatchObject({ aPreparer: 1 });
    prepareChecklist(ctx, id);
    expect(instructionOf(ctx, id).pieces).toHaveLength(4);
    expect(instructionOf(ctx, id).aPreparer).toBe(0);
  });

  test("a document is refused without a reason, or received without a day", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const [piece, other] = instructionOf(ctx, id).pieces;
    const mark = (pieceId: string, statut: string, more = {}) =>
      markPieces(ctx, { dossierId: id, pieceIds: [pieceId], statut, ...more });
    expect(codesOf(() => mark(piece!.id, "refusee"))).toEqual(["refus_sans_motif"]);
    mark(piece!.id, "refusee", { motif: "Illisible" });
    mark(other!.id, "recue");
    const pieces = instructionOf(ctx, id).pieces;
    expect(pieces[0]).toMatchObject({ statut: "refusee", motif: "Illisible", recueLe: null });
    expect(pieces[1]).toMatchObject({ statut: "recue", recueLe: today });
    mark(other!.id, "manquante");
    expect(instructionOf(ctx, id).pieces[1]).toMatchObject({ recueLe: null });
  });
});

describe("pause of the clock", () => {
  test("a request leaves the clock running, and its completion leaves it still", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const pieceIds = instructionOf(ctx, id)
      .pieces.slice(0, 2)
      .map((piece) => piece.id);
    requestPieces(ctx, { dossierId: id, pieceIds, demandeLe: "2026-02-02" });
    const asked = instructionOf(ctx, id);
    expect(asked.complements).toMatchObject([
      {
        numero: "BMK-2026-0001/C1/CP1",
        demandeLe: "2026-02-02",
        completeLe: null,
        pieces: pieceIds,
      },
    ]);
    expect(asked.pieces.map((piece) => piece.statut)).toEqual([
      "manquante",
      "manquante",
      "attendue",
      "attendue",
    ]);
    expect(stateOf(ctx, id)).toBe("complement");
    expect(suspendedSince(ctx, id)).toBe("2026-02-02");

    markPieces(ctx, {
      dossierId: id,
      pieceIds: [pieceIds[0]!],
      statut: "recue",
      recueLe: "2026-02-10",
    });
    expect(stateOf(ctx, id)).toBe("complement");
    const whole = markPieces(ctx, {
      dossierId: id,
      pieceIds: [pieceIds[1]!],
      statut: "sans_objet",
    });
    expect(instructionOf(ctx, id).complements[0]).toMatchObject({ completeLe: today });
    expect(stateOf(ctx, id)).toBe("en_attente_administration");
    expect(suspendedSince(ctx, id)).toBe("");
    takeBack(ctx, whole.actionId);
    expect(stateOf(ctx, id)).toBe("complement");
    expect(suspendedSince(ctx, id)).toBe("2026-02-02");
  });

  test("documents noted later than they came in keep the clock still until the day they are noted", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const pieceIds = instructionOf(ctx, id).pieces.map((piece) => piece.id);
    requestPieces(ctx, { dossierId: id, pieceIds, demandeLe: "2026-02-02" });
    markPieces(ctx, { dossierId: id, pieceIds, statut: "recue", recueLe: "2026-02-20" });
    expect(instructionOf(ctx, id).complements[0]).toMatchObject({ completeLe: "2026-02-20" });
  });

  test("undoing a request leaves the dossier suspended, or its documents missing", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const before = content(ctx.store);
    const pieceIds = instructionOf(ctx, id).pieces.map((piece) => piece.id);
    const asked = requestPieces(ctx, { dossierId: id, pieceIds, demandeLe: today });
    takeBack(ctx, asked.actionId);
    expect(content(ctx.store)).toEqual(before);
  });

  test("two requests are open at once, or dates run backwards", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const [piece] = instructionOf(ctx, id).pieces;
    const ask = (demandeLe: string) =>
      requestPieces(ctx, { dossierId: id, pieceIds: [piece!.id], demandeLe });
    expect(codesOf(() => ask("2026-01-04"))).toEqual(["date_order"]);
    const first = ask("2026-02-02").id!;
    const again = faultsOf(() => ask("2026-02-05"));
    expect(again).toMatchObject([
      { code: "complement_ouvert", params: { numero: "BMK-2026-0001/C1/CP1" } },
    ]);
    const close = (completeLe: string) =>
      updateRecord(ctx, { record: "complement", id: first, patch: { completeLe } });
    expect(codesOf(() => close("2026-02-01"))).toEqual(["date_order"]);
    close("2026-02-04");
    expect(stateOf(ctx, id)).toBe("en_attente_administration");
    ask("2026-02-05");
    expect(instructionOf(ctx, id).complements.map((each) => each.numero)).toEqual([
      "BMK-2026-0001/C1/CP2",
      "BMK-2026-0001/C1/CP1",
    ]);
  });

  test("a card dragged to « Complément » and back leaves no pause behind", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    moveDossier(ctx, { id, etat: "complement" });
    expect(instructionOf(ctx, id).complements).toMatchObject([
      { origine: "etat", demandeLe: today, completeLe: null },
    ]);
    moveDossier(ctx, { id, etat: "programmee" });
    expect(stateOf(ctx, id)).toBe("programmee");
    expect(instructionOf(ctx, id).complements).toMatchObject([{ completeLe: today }]);
  });

  test("a closed dossier is taken out of its last state by a request", () => {
    const ctx = newRegister();
    const id = newDossier(ctx, { etat: "cloturee", phase: "suivi" });
    createRecord(ctx, { record: "complement", values: { dossierId: id, demandeLe: today } });
    expect(stateOf(ctx, id)).toBe("cloturee");
  });

  test("the request of a dossier that a coming sitting lists sends it back to waiting", () => {
    const ctx = newRegister();
    const id = newDossier(ctx, { valideLe: "2026-01-06", diffuseLe: "2026-01-07" });
    const seanceId = createRecord(ctx, {
      record: "seance",
      values: { tenueLe: "2026-03-10" },
    }).id!;
    createRecord(ctx, {
      record: "inscription",
      values: { seanceId, dossierId: id, statut: "inscrit" },
    });
    const [piece] = instructionOf(ctx, id).pieces;
    requestPieces(ctx, { dossierId: id, pieceIds: [piece!.id], demandeLe: today });
    expect(stateOf(ctx, id)).toBe("complement");
    markPieces(ctx, { dossierId: id, pieceIds: [piece!.id], statut: "recue" });
    expect(stateOf(ctx, id)).toBe("programmee");
  });
});

describe("opinions and reserves", () => {
  test("an opinion without its answer, or dates out of order, are kept", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const one = consult(ctx, {
      dossierId: id,
      nomFr: "Agence fictive de l’eau",
      demandeLe: "2026-02-02",
    }).id!;
    expect(instructionOf(ctx, id).consultations).toMatchObject([
      { nomFr: "Agence fictive de l’eau", avis: null },
    ]);
    const put = (patch: Record<string, string | null>) =>
      updateRecord(ctx, { record: "consultation", id: one, patch });
    expect(codesOf(() => put({ relanceLe: "2026-02-01" }))).toEqual(["date_order"]);
    put({ relanceLe: "2026-02-12" });
    expect(codesOf(() => put({ reponseLe: "2026-02-11" }))).toEqual(["date_order"]);
    expect(codesOf(() => put({ avis: "favorable" }))).toEqual(["avis_sans_reponse"]);
    put({ avis: "silence" });
    put({ avis: "favorable", reponseLe: "2026-02-12" });
    const role = ctx.store.db.prepare("SELECT role FROM role").pluck().all();
    expect(role).toContain("administration");
  });

  test("a reserve is lost with the opinion, or lifted before it was set or without a reason", () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const consultationId = consult(ctx, {
      dossierId: id,
      nomFr: "Agence fictive de l’eau",
      demandeLe: "2026-02-02",
    }).id!;
    const reply = (reserve: string | null) =>
      answer(ctx, {
        consultationId,
        avis: "avec_reserve",
        reponseLe: "2026-02-20",
        observation: null,
        reserve,
      });
    expect(codesOf(() => reply(null))).toEqual(["reserve_sans_texte"]);
    reply("Forage à autoriser");
    const [reserve, ...others] = instructionOf(ctx, id).reserves;
    expect(others).toEqual([]);
    expect(reserve).toMatchObject({ texte: "Forage à autoriser", poseeLe: "2026-02-20" });
    const lift = (leveeLe: string, justification: string | null) =>
      updateRecord(ctx, { record: "reserve", id: reserve!.id, patch: { leveeLe, justification } });
    expect(codesOf(() => lift("2026-02-19", "Autorisation jointe"))).toEqual(["date_order"]);
    expect(codesOf(() => lift("2026-02-21", null))).toEqual(["levee_sans_justification"]);
    lift("2026-02-21", "Autorisation jointe");
    expect(instructionOf(ctx, id).reserves[0]).toMatchObject({ leveeLe: "2026-02-21" });
  });
});

const textOf = (docx: Uint8Array) => {
  const xml = new PizZip(docx).file("word/document.xml")!.asText();
  return { xml, text: xml.replace(/<\/w:p>/g, "\n").replace(/<[^>]+>/g, "") };
};

describe("letter", () => {
  function withRequest() {
    const ctx = newRegister();
    const id = newDossier(ctx);
    const pieces = instructionOf(ctx, id).pieces;
    markPieces(ctx, {
      dossierId: id,
      pieceIds: [pieces[1]!.id],
      statut: "refusee",
      motif: "Échelle absente",
    });
    const pieceIds = pieces.slice(0, 2).map((piece) => piece.id);
    const request = requestPieces(ctx, { dossierId: id, pieceIds, demandeLe: "2026-02-02" });
    return { ctx, id, request: request.id! };
  }

  test("the letter names other documents than the request, or forgets a reason", () => {
    const { ctx, request } = withRequest();
    const ref = { kind: "lettre_complement", id: request, langue: "fr" } as const;
    expect(documentData(ctx, ref)).toMatchObject({
      region: "Béni Mellal-Khénifra",
      numero: "BMK-2026-0001/C1/CP1",
      suspenduDepuis: "02/02/2026",
      pieces: [
        { rang: "1", libelle: "Fiche du projet", motif: "" },
        { rang: "2", libelle: "Plan de masse", motif: "Échelle absente" },
      ],
    } satisfies Partial<LettreComplement>);
  });

  test.each(["fr", "ar"] as const)(
    "the Word letter in %s lacks what its data says",
    async (langue) => {
      const { ctx, request } = withRequest();
      const ref = { kind: "lettre_complement", id: request, langue } as const;
      const path = join(tempFolder(), "lettre.docx");
      const name = await saveDocument(ctx, { ...ref, format: "docx" }, path);
      expect(name).toBe(`demande-de-pieces-BMK-2026-0001-C1-CP1-${langue}.docx`);
      const { text, xml } = textOf(new Uint8Array(readFileSync(path)));
      const data = documentData(ctx, ref) as LettreComplement;
      for (const value of [
        data.region,
        data.dateLettre,
        data.numero,
        data.reference,
        data.porteur,
        data.intitule,
        data.acte,
        ...data.pieces.flatMap((piece) => [piece.libelle, piece.motif]),
      ])
        expect(text).toContain(value);
      expect(text).not.toMatch(/[{}]/);
      if (langue === "ar") {
        expect(data.porteur).toBe("شركة مثال");
        expect(xml.match(/<w:bidi\/>/g)!.length).toBeGreaterThan(15);
        expect(xml).toContain("<w:bidiVisual/>");
        expect(xml).toContain("<w:rtl/>");
      } else expect(xml).not.toContain("<w:bidiVisual/>");
    },
  );

  test("a request without a list leaves an empty table", async () => {
    const ctx = newRegister();
    const id = newDossier(ctx);
    moveDossier(ctx, { id, etat: "complement" });
    const request = instructionOf(ctx, id).complements[0]!.id;
    const path = join(tempFolder(), "lettre.docx");
    const asked = { kind: "lettre_complement", id: request, langue: "fr", format: "docx" } as const;
    await saveDocument(ctx, asked, path);
    const { xml, text } = textOf(new Uint8Array(readFileSync(path)));
    expect(xml).not.toContain("<w:tbl>");
    expect(text).toContain("appelle un complément");
  });
});

describe("files", () => {
  test("a damaged model passes for a document", () => {
    expect(thrownBy(() => fillModel(new Uint8Array([1, 2, 3]), {}))).toBeInstanceOf(BadModel);
    const zip = new PizZip();
    zip.file(
      "[Content_Types].xml",
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    );
    zip.file(
      "word/document.xml",
      "<w:document><w:p><w:r><w:t>{#open}</w:t></w:r></w:p></w:document>",
    );
    const broken = zip.generate({ type: "uint8array" });
    expect(thrownBy(() => fillModel(broken, {}))).toBeInstanceOf(BadModel);
  });

  test("a refused file leaves something behind, or touches what was there", async () => {
    const folder = tempFolder();
    const path = join(folder, "lettre.docx");
    writeFileSync(path, "avant");
    await writeWhole(path, new TextEncoder().encode("après"));
    expect(readFileSync(path, "utf8")).toBe("après");
    const absent = await writeWhole(join(folder, "absent", "a.docx"), new Uint8Array()).catch(
      (error: unknown) => error,
    );
    expect(absent).toBeInstanceOf(NotWritten);
    expect((absent as NotWritten).reason).toBe("missing_folder");
    // A folder stands where the file should go: the last step fails, as when a program holds it.
    mkdirSync(join(folder, "pris.docx"));
    const taken = await writeWhole(join(folder, "pris.docx"), new Uint8Array([1])).catch(
      (error: unknown) => error,
    );
    expect(taken).toBeInstanceOf(NotWritten);
    expect(readdirSync(folder).sort()).toEqual(["lettre.docx", "pris.docx"]);
  });
});
