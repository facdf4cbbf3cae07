import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document, Packer, Paragraph, TextRun } from "docx";
import PizZip from "pizzip";
import { describe, expect, it, test } from "vitest";
import { modeleFiches, type Champ } from "../../src-main/contract/modeles.ts";
import type { Context } from "../../src-main/services/context.ts";
import { fileBytes } from "../../src-main/services/fichiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { dataOf } from "../../src-main/services/modeles/donnees.ts";
import {
  addModele,
  documentJson,
  generatedDocuments,
  generateDocument,
  listModeles,
  modeleFile,
  previewModele,
  replaceModele,
} from "../../src-main/services/modeles/index.ts";
import type { Invalid } from "../../src-main/services/records/errors.ts";
import { BadModel } from "../../src-main/exchange/docx.ts";
import { makerOf, signedConvention } from "../support/convention.ts";
import { newRegister, rejectedBy, snapshot, tempFolder, today } from "../support/register.ts";

/** A Word file of a paragraph per text, on the disk. */
async function wordFile(name: string, texts: readonly string[]) {
  const file = new Document({
    sections: [{ children: texts.map((text) => new Paragraph({ children: [new TextRun(text)] })) }],
  });
  const path = join(tempFolder(), name);
  writeFileSync(path, await Packer.toBuffer(file));
  return { path, name };
}

const textOf = (docx: Uint8Array): string =>
  new PizZip(docx)
    .file("word/document.xml")!
    .asText()
    .replace(/<\/w:p>/g, "\n")
    .replace(/<[^>]+>/g, "");

/** A convention with two commitments, one of them late, and Arabic words. */
function desk(ctx: Context) {
  const make = makerOf(ctx);
  const convention = signedConvention(ctx);
  make("engagement", {
    conventionId: convention.id,
    partieId: convention.partenaire,
    libelleFr: "Diagnostic de dix porteurs",
    libelleAr: "تشخيص عشرة حاملي مشاريع",
    echeanceLe: "2026-02-01",
  });
  make("engagement", { conventionId: convention.id, libelleFr: "Rapport annuel" });
  return { make, id: convention.id };
}

const about = (recordId: string) => ({ recordTable: "convention" as const, recordId });
const lettre = { nom: "Lettre du centre", genre: "lettre", langue: "fr" as const };

describe("a model of the staff", () => {
  it("would catch a loop, a condition or Arabic words lost in the document made from it", async () => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const file = await wordFile("suivi.docx", [
      "{numero} {intitule} {montant}",
      "{#engagements}",
      "{rang}. {partie} : {libelle} {#enRetard}!{retardJours}!{/enRetard}",
      "{/engagements}",
      "{^avecMontant}sans montant{/avecMontant}",
    ]);
    const made = await addModele(ctx, { ...lettre, langue: "ar" }, file);
    const choice = { modeleId: made.id!, genre: "lettre", langue: "ar" as const };
    const { champs } = await previewModele(ctx, { ...about(id), ...choice });
    const of = (chemin: string) => champs.find((one) => one.chemin === chemin);
    expect(of("montant")).toMatchObject({ utilise: true, vides: 1, valeur: "" });
    expect(of("engagements")).toMatchObject({ utilise: true, valeur: "2" });
    expect(of("engagements.libelle")).toMatchObject({ utilise: true, vides: 0 });
    expect(of("objet")).toMatchObject({ utilise: false, vides: 0 });
    const done = await generateDocument(ctx, { ...about(id), ...choice });
    const [document] = generatedDocuments(ctx, about(id));
    expect(document).toMatchObject({
      id: done.id,
      version: 1,
      langue: "ar",
      modele: "Lettre du centre",
      fichier: { nom: "lettre-C-2026-01-v1-ar.docx", etat: "intact" },
    });
    const { bytes } = await fileBytes(ctx, document!.fichier.id);
    const text = textOf(new Uint8Array(await bytes!.arrayBuffer()));
    expect(text).toContain("C-2026-01 اتفاقية وهمية للمواكبة");
    expect(text).toContain("1. Laboratoire fictif : تشخيص عشرة حاملي مشاريع !29!");
    expect(text).toContain("2. جميع الأطراف : Rapport annuel \n");
    expect(text).toContain("sans montant");
  });

  it("would catch a version given twice, data that is not kept, or a document an undo leaves", async () => {
    const ctx = newRegister();
    const { id, make } = desk(ctx);
    const file = await wordFile("a.docx", ["{numero} {#engagements}{libelle};{/engagements}"]);
    const { id: modeleId } = await addModele(ctx, lettre, file);
    const choice = { modeleId: modeleId!, genre: "lettre", langue: "fr" as const };
    await generateDocument(ctx, { ...about(id), ...choice });
    make("engagement", { conventionId: id, libelleFr: "Trois campagnes" });
    const second = await generateDocument(ctx, { ...about(id), ...choice });
    const versions = generatedDocuments(ctx, about(id));
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    const data = (documentId: string) =>
      JSON.parse(documentJson(ctx, documentId)) as { engagements: unknown[] };
    expect(versions.map((one) => data(one.id).engagements.length)).toEqual([3, 2]);
    await replaceModele(ctx, modeleId!, await wordFile("b.docx", ["{objet}"]));
    const kept = ctx.store.db
      .prepare("SELECT count(DISTINCT modele_sha256) FROM document_genere")
      .pluck()
      .get();
    expect(kept).toBe(1);
    undoAction(ctx, second.actionId!);
    expect(generatedDocuments(ctx, about(id)).map(({ version }) => version)).toEqual([1]);
    // A number taken back is not given again.
    await generateDocument(ctx, { ...about(id), ...choice });
    expect(generatedDocuments(ctx, about(id))[0]?.version).toBe(3);
  });

  test.each([
    ["{Numéro}", "mark_unknown_near", { marque: "Numéro", proche: "numero" }],
    ["{couleur}", "mark_unknown", { marque: "couleur", proche: "" }],
    ["{engagements}", "mark_is_list", { marque: "engagements" }],
    ["{#engagements}{titre}{/engagements}", "mark_unknown", { marque: "titre", proche: "" }],
  ])("%s is taken, or something is half written", async (text, code, params) => {
    const ctx = newRegister();
    const before = snapshot(ctx.store);
    const error = await rejectedBy(addModele(ctx, lettre, await wordFile("x.docx", [text])));
    expect((error as Invalid).faults).toContainEqual({ field: "fichier", code, params });
    expect(snapshot(ctx.store)).toEqual(before);
  });

  it("would catch a damaged or malformed file that is kept, or that replaces a good one", async () => {
    const ctx = newRegister();
    const good = await addModele(ctx, lettre, await wordFile("bon.docx", ["{numero}"]));
    const before = snapshot(ctx.store);
    const broken = join(tempFolder(), "abime.docx");
    writeFileSync(
      broken,
      readFileSync((await wordFile("y.docx", ["{numero}"])).path).subarray(0, 900),
    );
    const bad = { path: broken, name: "abime.docx" };
    expect(await rejectedBy(addModele(ctx, lettre, bad))).toBeInstanceOf(BadModel);
    expect(await rejectedBy(replaceModele(ctx, good.id!, bad))).toBeInstanceOf(BadModel);
    const open = await wordFile("z.docx", ["{#engagements} {libelle"]);
    expect(await rejectedBy(addModele(ctx, lettre, open))).toBeInstanceOf(BadModel);
    expect(snapshot(ctx.store)).toEqual(before);
  });
});

describe("the shipped models", () => {
  it("would catch one that is not listed, in French or in Arabic", () => {
    const shipped = listModeles(newRegister(), "convention").filter(({ id }) => id === null);
    const named = shipped.map(({ genre, langue }) => `${genre}.${langue}`);
    expect(named).toEqual(
      expect.arrayContaining(
        ["convention", "avenant", "lettre"].flatMap((genre) => [`${genre}.fr`, `${genre}.ar`]),
      ),
    );
  });

  test.each([
    ["convention", "fr"],
    ["convention", "ar"],
    ["avenant", "fr"],
    ["avenant", "ar"],
    ["lettre", "fr"],
    ["lettre", "ar"],
  ] as const)("the %s in %s holds a mark that nothing fills", async (genre, langue) => {
    const ctx = newRegister();
    const { id } = desk(ctx);
    const choice = { modeleId: null, genre, langue };
    const { bytes } = await modeleFile(ctx, choice);
    // What is shipped can be taken as a model of the staff: its marks are all known.
    const path = join(tempFolder(), "copie.docx");
    writeFileSync(path, new Uint8Array(await bytes.arrayBuffer()));
    await addModele(ctx, { nom: "Copie", genre, langue }, { path, name: "copie.docx" });
    await generateDocument(ctx, { ...about(id), ...choice });
    const [document] = generatedDocuments(ctx, about(id));
    const { bytes: made } = await fileBytes(ctx, document!.fichier.id);
    const text = textOf(new Uint8Array(await made!.arrayBuffer()));
    expect(text).not.toMatch(/[{}]|undefined|null/);
    expect(text).toContain(langue === "ar" ? "المملكة المغربية" : "Royaume du Maroc");
  });
});

test("a field is promised to the models and no record gives it, or the reverse", () => {
  const ctx = newRegister();
  const { id, make } = desk(ctx);
  const comiteId = make("comite", { conventionId: id, type: "suivi" });
  const reunionId = make("reunion", { comiteId, tenueLe: today, statut: "tenue" });
  const promised = (champs: readonly Champ[]) =>
    champs.map(({ key }) => key).toSorted((a, b) => (a < b ? -1 : 1));
  const given = (data: Record<string, unknown>) =>
    Object.keys(data).toSorted((a, b) => (a < b ? -1 : 1));
  expect(given(dataOf(ctx, "convention", id, "fr"))).toEqual(promised(modeleFiches.convention));
  expect(given(dataOf(ctx, "reunion", reunionId, "ar"))).toEqual(promised(modeleFiches.reunion));
  const data = dataOf(ctx, "convention", id, "fr");
  for (const champ of modeleFiches.convention.filter(({ kind }) => kind === "liste")) {
    const [row] = data[champ.key] as Record<string, unknown>[];
    if (row) expect(given(row), champ.key).toEqual(promised(champ.champs ?? []));
  }
});
