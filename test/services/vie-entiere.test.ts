import { createRouterClient } from "@orpc/server";
import { describe, expect, it } from "vitest";
import type { DocumentKind } from "../../src-main/contract/documents.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import { dataRouter, type Desk } from "../../src-main/services/router.ts";
import { newRegister, resources } from "../support/register.ts";

const { store } = newRegister();
let day = "2026-01-05";
const desk: Desk = {
  store,
  resources,
  today: () => day,
  read: readInPlace(store.db),
  version: "essai",
  database: "registre.db",
  takeFile: () => undefined,
  log: (_id, error) => {
    throw error;
  },
};
const client = createRouterClient(dataRouter, { context: { desk } });

const own = {
  projet: {
    intituleFr: "Conserverie d'olives",
    intituleAr: "تعليب الزيتون",
    montant: 2_500_000_000,
  },
  porteur: { nomFr: "Société Exemple Olives", nomAr: "شركة مثال الزيتون" },
};

/** Every text of a document, in one. */
async function textOf(kind: DocumentKind, id: string, langue: "fr" | "ar"): Promise<string> {
  return JSON.stringify(await client.documents.data({ kind, id, langue }));
}

const decisionClock = async (id: string) =>
  (await client.delais.dossier({ id })).horloges.find((each) => each.genre === "decision")!;

describe("the whole life of a project with three acts", () => {
  const ids: string[] = [];
  let requestId = "";
  let first = "";
  let second = "";

  it("would catch three acts that do not share their project, or lack their checklist", async () => {
    const created = await client.dossiers.create({
      ...own,
      dossier: { acte: "permis_de_construire", deposeLe: day },
    });
    ids.push(created.id!);
    const projetId = (await client.dossiers.get({ id: created.id! })).projet.id;
    for (const acte of ["avna", "eie"]) {
      const next = await client.dossiers.create({ projetId, dossier: { acte, deposeLe: day } });
      ids.push(next.id!);
    }
    const detail = await client.dossiers.get({ id: ids[0]! });
    expect(new Set(detail.actes.map((acte) => acte.acte))).toEqual(
      new Set(["avna", "eie", "permis_de_construire"]),
    );
    const { pieces } = await client.instruction.dossier({ id: ids[0]! });
    expect(pieces.length).toBeGreaterThanOrEqual(4);
    expect(pieces.every((piece) => piece.manque)).toBe(true);
    expect(await decisionClock(ids[0]!)).toMatchObject({ from: "2026-01-05", due: "2026-02-04" });
  });

  it("would catch a clock that runs while documents are missing, or a letter that names others", async () => {
    day = "2026-01-08";
    const { pieces } = await client.instruction.dossier({ id: ids[0]! });
    const asked = pieces.slice(0, 2);
    await client.instruction.marquerPieces({
      dossierId: ids[0]!,
      pieceIds: pieces.slice(2).map((piece) => piece.id),
      statut: "recue",
    });
    const request = await client.instruction.demanderPieces({
      dossierId: ids[0]!,
      pieceIds: asked.map((piece) => piece.id),
      demandeLe: day,
    });
    requestId = request.id!;
    expect(await decisionClock(ids[0]!)).toMatchObject({ due: null, status: "suspendu" });
    expect((await client.delais.dossier({ id: ids[0]! })).plume).toBe("porteur");
    const catalogue = await client.references.rows({ list: "piece_requise" });
    for (const langue of ["fr", "ar"] as const) {
      const letter = await textOf("lettre_complement", requestId, langue);
      for (const piece of pieces) {
        const label = catalogue.rows.find((row) => row.key === piece.type)!.label[langue];
        expect(letter.includes(label), `${langue} ${label}`).toBe(asked.includes(piece));
      }
      expect(letter).toContain(langue === "fr" ? own.porteur.nomFr : own.porteur.nomAr);
    }
    day = "2026-01-19";
    await client.instruction.marquerPieces({
      dossierId: ids[0]!,
      pieceIds: asked.map((piece) => piece.id),
      statut: "recue",
      recueLe: day,
    });
    // Twelve days of pause, 8 to 19 January, both included.
    expect(await decisionClock(ids[0]!)).toMatchObject({ due: "2026-02-16" });
    const { complements } = await client.instruction.dossier({ id: ids[0]! });
    expect(complements).toMatchObject([{ demandeLe: "2026-01-08", completeLe: "2026-01-19" }]);
  });

  it("would catch a dossier examined before it was circulated", async () => {
    first = (await client.records.create({ record: "seance", values: { tenueLe: "2026-01-29" } }))
      .id!;
    await expect(
      client.seances.proposer({ seanceId: first, dossierIds: [ids[0]!] }),
    ).rejects.toMatchObject({ code: "VALIDATION" });
    for (const id of ids) {
      const patch = { valideLe: "2026-01-20", diffuseLe: "2026-01-21" };
      await client.records.update({ record: "dossier", id, patch });
    }
    await client.seances.proposer({ seanceId: first, dossierIds: ids });
    expect((await client.seances.get({ id: first })).agenda).toHaveLength(3);
    expect((await client.delais.dossier({ id: ids[1]! })).plume).toBe("commission");
  });

  it("would catch a decision that does not follow through, or that a second sitting overwrites", async () => {
    day = "2026-01-29";
    const decide = (
      seanceId: string,
      dossierId: string,
      decision: string,
      reserves: string[] = [],
    ) => client.seances.decider({ seanceId, dossierId, decision, observation: "Vu", reserves });
    await decide(first, ids[0]!, "complement");
    await decide(first, ids[1]!, "favorable");
    await decide(first, ids[2]!, "favorable");
    const waiting = await client.dossiers.get({ id: ids[0]! });
    expect(waiting.row).toMatchObject({ etat: "complement", decision: "complement" });
    expect(waiting.row.suspenduLe).toBe("2026-01-29");
    // The project bears the worst of its dossiers' decisions.
    expect(waiting.decisionProjet).toBe("complement");
    await client.seances.cloturer({ id: first, pvLe: "2026-01-30" });

    day = "2026-02-05";
    const open = (await client.instruction.dossier({ id: ids[0]! })).complements.find(
      (each) => each.completeLe === null,
    )!;
    await client.records.update({
      record: "complement",
      id: open.id,
      patch: { completeLe: day },
    });
    expect((await client.dossiers.get({ id: ids[0]! })).row.suspenduLe).toBeNull();
    second = (await client.records.create({ record: "seance", values: { tenueLe: "2026-02-12" } }))
      .id!;
    await client.seances.proposer({ seanceId: second, dossierIds: [ids[0]!] });
    day = "2026-02-12";
    await decide(second, ids[0]!, "favorable_sous_reserve", ["Fournir le bornage"]);
    const decided = await client.dossiers.get({ id: ids[0]! });
    expect(decided.passages.map((each) => each.decision)).toEqual([
      "favorable_sous_reserve",
      "complement",
    ]);
    expect(decided.row).toMatchObject({ etat: "actions_a_realiser", phase: "post_crui" });
    await client.seances.cloturer({ id: second, pvLe: "2026-02-13" });
    expect((await client.dossiers.get({ id: ids[0]! })).dossier.values["pvLe"]).toBe("2026-02-13");
  });

  it("would catch an agenda and minutes that say something else than the screens", async () => {
    for (const langue of ["fr", "ar"] as const) {
      const title = langue === "fr" ? own.projet.intituleFr : own.projet.intituleAr;
      const reference = (await client.dossiers.get({ id: ids[0]! })).row.reference;
      const pv = await textOf("pv", second, langue);
      expect(pv).toContain(title);
      expect(pv).toContain(reference);
      expect(pv).toContain("Fournir le bornage");
      const label = (await client.references.rows({ list: "decision" })).rows.find(
        (row) => row.key === "favorable_sous_reserve",
      )!.label[langue];
      expect(pv).toContain(label);
      // The agenda of the second sitting tells the passage of the first.
      const agenda = await textOf("ordre_du_jour", second, langue);
      expect(agenda).toContain(reference);
      expect(agenda).toContain("29/01/2026");
    }
  });

  it("would catch a reserve, an act or a visit that leaves the project where it was", async () => {
    day = "2026-02-20";
    const [reserve] = (await client.instruction.dossier({ id: ids[0]! })).reserves;
    expect(reserve).toMatchObject({ texte: "Fournir le bornage", leveeLe: null });
    await client.records.update({
      record: "reserve",
      id: reserve!.id,
      patch: { leveeLe: day, justification: "Plan de bornage reçu" },
    });
    const before = await client.dossiers.get({ id: ids[0]! });
    expect(before.row.acteEcheanceLe).not.toBeNull();
    await client.records.update({
      record: "dossier",
      id: ids[0]!,
      patch: { delivreLe: day, acteNumero: "PC 12/2026" },
    });
    expect((await client.dossiers.get({ id: ids[0]! })).row.acteEcheanceLe).toBeNull();
    const projetId = before.projet.id;
    const visit = (
      faiteLe: string,
      suivi: string,
      montantRealise: number,
      emploisRealises: number,
    ) =>
      client.records.create({
        record: "visite",
        values: { projetId, faiteLe, suivi, montantRealise, emploisRealises },
      });
    day = "2026-12-02";
    await visit("2026-06-01", "gros_oeuvre_en_cours", 900_000_000, 0);
    await visit("2026-12-01", "travaux_acheves_activite_demarree", 2_400_000_000, 31);
    const { projet } = await client.dossiers.get({ id: ids[0]! });
    expect(projet.values).toMatchObject({
      suivi: "travaux_acheves_activite_demarree",
      montantRealise: 2_400_000_000,
      emploisRealises: 31,
    });
    const story = await client.chronologie.get({
      recordTable: "dossier",
      recordId: ids[0]!,
      limit: 50,
    });
    expect(JSON.stringify(story).length).toBeGreaterThan(500);
    expect(checkRegister(store).checks.filter((check) => !check.ok)).toEqual([]);
  });

  it("would catch one step of that life that cannot be taken back", async () => {
    let undone = 0;
    while ((await client.journal.state({})).undo) {
      await client.journal.undo({});
      undone += 1;
    }
    expect(undone).toBeGreaterThan(20);
    expect(
      store.db.prepare("SELECT count(*) FROM dossier WHERE deleted_at IS NULL").pluck().get(),
    ).toBe(0);
    expect(checkRegister(store).checks.filter((check) => !check.ok)).toEqual([]);
  });
});
