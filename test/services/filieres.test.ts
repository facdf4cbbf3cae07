import { describe, expect, it } from "vitest";
import {
  boardFiliere,
  cardsOf,
  getFiliere,
  listFiliere,
  moveFiliere,
  setCard,
} from "../../src-main/services/filieres.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import type { Context } from "../../src-main/services/context.ts";
import { newRegister, thrownBy, today } from "../support/register.ts";

const enquiry = (ctx: Context, values: Record<string, string | null> = {}) =>
  createRecord(ctx, {
    record: "demande",
    values: { recueLe: "2026-02-20", canal: "telephone", objet: "Terrain à Tadla", ...values },
  }).id!;

const row = (ctx: Context, id: string) => getFiliere(ctx, { filiere: "demande", id }).row;

describe("enquiries", () => {
  it("would catch a number given twice, or an enquiry without a stage", () => {
    const ctx = newRegister();
    const first = enquiry(ctx);
    const second = enquiry(ctx);
    expect(row(ctx, first)).toMatchObject({
      reference: "D-2026-0001",
      etape: "recue",
      etapeLe: today,
      enAttente: true,
    });
    removeRecord(ctx, "demande", second);
    expect(row(ctx, enquiry(ctx)).reference).toBe("D-2026-0003");
  });

  it("would catch an answer whose day and stage disagree", () => {
    const ctx = newRegister();
    const id = enquiry(ctx);
    moveFiliere(ctx, { filiere: "demande", id, etape: "repondue" });
    expect(row(ctx, id)).toMatchObject({ finLe: today, enAttente: false });
    moveFiliere(ctx, { filiere: "demande", id, etape: "en_traitement" });
    expect(row(ctx, id)).toMatchObject({ finLe: null, enAttente: true });
    updateRecord(ctx, { record: "demande", id, patch: { reponduLe: "2026-03-01" } });
    expect(row(ctx, id)).toMatchObject({ etape: "repondue", finLe: "2026-03-01" });
  });

  it("would catch an answer given before the enquiry was received", () => {
    const ctx = newRegister();
    const id = enquiry(ctx);
    const error = thrownBy(() =>
      updateRecord(ctx, { record: "demande", id, patch: { reponduLe: "2026-02-01" } }),
    ) as Invalid;
    expect(error.faults).toEqual([
      {
        field: "reponduLe",
        code: "date_order",
        params: {
          first: "recueLe",
          firstDate: "2026-02-20",
          second: "reponduLe",
          secondDate: "2026-02-01",
        },
      },
    ]);
    expect(row(ctx, id).etape).toBe("recue");
  });
});

describe("a board", () => {
  it("would catch a card drawn in the wrong place, counted twice or lost between two pages", () => {
    const ctx = newRegister();
    const ids = Array.from({ length: 7 }, (_, n) =>
      enquiry(ctx, { objet: `Demande ${n}` }),
    ).toReversed();
    const column = () =>
      boardFiliere(ctx, { filiere: "demande", filter: {}, limit: 3 }).columns.find(
        ({ key }) => key === "recue",
      )!;
    expect(column()).toMatchObject({ count: 7 });
    const seen = column().rows.map(({ id }) => id);
    let next = column().next;
    while (next !== null) {
      const page = listFiliere(ctx, {
        filiere: "demande",
        filter: { etape: ["recue"] },
        sort: "ordre",
        cursor: next,
        limit: 3,
      });
      seen.push(...page.rows.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(ids);
    moveFiliere(ctx, { filiere: "demande", id: ids[6]!, afterId: ids[0]!, beforeId: ids[1]! });
    expect(column().rows.map(({ id }) => id)).toEqual([ids[0], ids[6], ids[1]]);
  });

  it("would catch a move that writes more than the card, or that an undo does not take back", () => {
    const ctx = newRegister();
    const [a, b] = [enquiry(ctx), enquiry(ctx)];
    const kept = row(ctx, b);
    const former = row(ctx, a);
    const { actionId } = moveFiliere(ctx, { filiere: "demande", id: a, etape: "en_traitement" });
    expect(row(ctx, b)).toEqual(kept);
    expect(row(ctx, a).etape).toBe("en_traitement");
    expect(
      ctx.store.db
        .prepare("SELECT count(DISTINCT row_id) FROM change WHERE action_id = ?")
        .pluck()
        .get(actionId),
    ).toBe(1);
    undoAction(ctx, actionId!);
    expect(row(ctx, a)).toEqual(former);
  });

  it("would catch a stage that does not exist, taken for one that does", () => {
    const ctx = newRegister();
    const id = enquiry(ctx);
    expect(
      thrownBy(() => moveFiliere(ctx, { filiere: "demande", id, etape: "perdue" })),
    ).toBeInstanceOf(Invalid);
  });

  it("would catch a search that accents or another script defeat", () => {
    const ctx = newRegister();
    enquiry(ctx, { objet: "Création d’une coopérative", nom: "أحمد التجريبي" });
    const found = (text: string) =>
      listFiliere(ctx, { filiere: "demande", filter: { text }, sort: "recent", limit: 10 }).count;
    expect([found("creation"), found("احمد"), found("usine")]).toEqual([1, 1, 0]);
  });

  it("would catch card fields that are not kept, or that no card can show", () => {
    const ctx = newRegister();
    setCard(ctx, { tableau: "demande", champs: ["canal"] });
    expect(cardsOf(ctx).demande).toEqual(["canal"]);
    expect(thrownBy(() => setCard(ctx, { tableau: "demande", champs: ["cin"] }))).toBeInstanceOf(
      Invalid,
    );
  });
});

describe("accompaniments", () => {
  it("would catch an accompaniment without its number, or closed before it was opened", () => {
    const ctx = newRegister();
    const values = { intitule: "Atelier de tissage", ouvertLe: "2026-02-01" };
    const { id } = createRecord(ctx, { record: "accompagnement", values });
    const { row: card } = getFiliere(ctx, { filiere: "accompagnement", id: id! });
    expect(card).toMatchObject({ reference: "A-2026-0001", etape: "accueil", enAttente: false });
    const late = () =>
      updateRecord(ctx, { record: "accompagnement", id: id!, patch: { closLe: "2026-01-01" } });
    expect(thrownBy(late)).toBeInstanceOf(Invalid);
  });
});

describe("visits", () => {
  const project = (ctx: Context) => {
    const { id } = createDossier(ctx, {
      projet: { intituleFr: "Huilerie", montant: 1_000_000_000, emploisPrevus: 20 },
      dossier: { acte: "avna", deposeLe: "2026-01-05" },
    });
    return String(
      ctx.store.db.prepare("SELECT projet_id FROM dossier WHERE id = ?").pluck().get(id),
    );
  };
  const state = (ctx: Context, id: string) =>
    ctx.store.db
      .prepare(
        "SELECT suivi, montant_realise AS montant, emplois_realises AS emplois, motif_arret AS motif, arrete_le AS le FROM projet WHERE id = ?",
      )
      .get(id);

  it("would catch a project that follows an older visit, or keeps what a removed one said", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const visit = (values: Record<string, string | number>) =>
      createRecord(ctx, { record: "visite", values: { projetId, ...values } }).id!;
    visit({
      faiteLe: "2026-02-10",
      suivi: "gros_oeuvre_en_cours",
      montantRealise: 400_000_000,
      emploisRealises: 4,
    });
    visit({ faiteLe: "2026-01-20", suivi: "en_cours_autorisation", montantRealise: 100_000_000 });
    expect(state(ctx, projetId)).toEqual({
      suivi: "gros_oeuvre_en_cours",
      montant: 400_000_000,
      emplois: 4,
      motif: null,
      le: null,
    });
    const last = visit({ faiteLe: "2026-02-25", suivi: "finition_en_cours", emploisRealises: 9 });
    expect(state(ctx, projetId)).toMatchObject({
      suivi: "finition_en_cours",
      montant: 400_000_000,
      emplois: 9,
    });
    removeRecord(ctx, "visite", last);
    expect(state(ctx, projetId)).toMatchObject({ suivi: "gros_oeuvre_en_cours", emplois: 4 });
  });

  it("would catch a project stopped without a reason, or whose reason outlives the stop", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const values = { projetId, faiteLe: "2026-02-10", suivi: "stand_by" };
    const error = thrownBy(() => createRecord(ctx, { record: "visite", values })) as Invalid;
    expect(error.faults[0]).toMatchObject({ field: "observation", code: "stop_without_reason" });
    const { id } = createRecord(ctx, {
      record: "visite",
      values: { ...values, observation: "Litige foncier" },
    });
    expect(state(ctx, projetId)).toMatchObject({ motif: "Litige foncier", le: "2026-02-10" });
    updateRecord(ctx, { record: "visite", id: id!, patch: { suivi: "gros_oeuvre_en_cours" } });
    expect(state(ctx, projetId)).toMatchObject({
      suivi: "gros_oeuvre_en_cours",
      motif: null,
      le: null,
    });
    const direct = () =>
      updateRecord(ctx, { record: "projet", id: projetId, patch: { suivi: "abandonne" } });
    expect(thrownBy(direct)).toBeInstanceOf(Invalid);
  });

  it("would catch an amount typed in MDH in a field of dirhams", () => {
    const ctx = newRegister();
    const values = {
      projetId: project(ctx),
      faiteLe: "2026-02-10",
      suivi: "finition_en_cours",
      montantRealise: 1200,
    };
    const error = thrownBy(() => createRecord(ctx, { record: "visite", values })) as Invalid;
    expect(error.faults[0]).toMatchObject({ field: "montantRealise", code: "looks_like_mdh" });
  });
});

describe("a project with several acts", () => {
  it("would catch acts made in several actions, with one number twice, or half of them kept", () => {
    const ctx = newRegister();
    const actes = ["avna", "permis_de_construire", "eie"];
    const made = createDossier(ctx, {
      projet: { intituleFr: "Conserverie" },
      dossier: { deposeLe: "2026-01-05" },
      actes,
    });
    const rows = () =>
      ctx.store.db
        .prepare("SELECT reference, acte FROM dossier WHERE deleted_at IS NULL ORDER BY reference")
        .all() as { reference: string; acte: string }[];
    expect(rows().map(({ acte }) => acte)).toEqual(actes);
    expect(rows().map(({ reference }) => reference.split("/")[1])).toEqual(["C1", "C2", "C3"]);
    undoAction(ctx, made.actionId!);
    expect(rows()).toEqual([]);
    const wrong = () =>
      createDossier(ctx, {
        projet: { intituleFr: "Conserverie" },
        dossier: { deposeLe: "2026-01-05" },
        actes: ["avna", "inconnu"],
      });
    expect(thrownBy(wrong)).toBeInstanceOf(Invalid);
    expect(rows()).toEqual([]);
  });

  it("would catch works completed before they were launched", () => {
    const ctx = newRegister();
    const wrong = () =>
      createDossier(ctx, {
        projet: { intituleFr: "Moulin", lanceLe: "2026-05-01", acheveLe: "2026-04-01" },
        dossier: { acte: "avna", deposeLe: "2026-01-05" },
      });
    expect((thrownBy(wrong) as Invalid).faults[0]).toMatchObject({
      field: "acheveLe",
      code: "date_order",
    });
  });
});
