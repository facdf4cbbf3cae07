import { describe, expect, it } from "vitest";
import { createDossier, getDossier } from "../../src-main/services/dossiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import {
  candidates,
  closeSeance,
  decide,
  getSeance,
  listSeances,
  orderEntry,
  postponeEntry,
  proposeDossiers,
} from "../../src-main/services/seances.ts";
import { restoreRecord } from "../../src-main/services/journal.ts";
import { content, dossierValues, everything, newRegister, thrownBy } from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

const sitting = (tenueLe: string) =>
  createRecord(ctx, { record: "seance", values: { tenueLe } }).id!;
const file = (values: Record<string, string | null> = {}) =>
  createDossier(ctx, {
    projet: { intituleFr: "Moulin fictif", montant: 250_000_000, emploisPrevus: 12 },
    porteur: { nomFr: "Société Exemple" },
    dossier: dossierValues({
      diffuseLe: "2026-01-20",
      etat: "en_attente_administration",
      ...values,
    }),
  }).id!;
const list = (seanceId: string, ...dossierIds: string[]) =>
  proposeDossiers(ctx, { seanceId, dossierIds });
const state = (id: string) => getDossier(ctx, id).row.etat;
const say = (
  seanceId: string,
  dossierId: string,
  decision: string,
  observation: string | null = null,
  reserves: string[] = [],
) => decide(ctx, { seanceId, dossierId, decision, observation, reserves });
const rows = (sql: string, ...params: string[]) => store.db.prepare(sql).all(...params);

function codeOf(work: () => unknown): string | undefined {
  const before = everything(store);
  const error = thrownBy(work);
  expect(error).toBeInstanceOf(Invalid);
  expect(everything(store)).toEqual(before);
  return (error as Invalid).faults[0]?.code;
}

describe("agenda", () => {
  it("would catch a number given twice, or one that does not follow the year", () => {
    const [a, b, c] = ["2027-05-04", "2027-05-11", "2028-01-05"].map(sitting);
    const number = (id: string | undefined) => getSeance(ctx, id!).seance.values["numero"];
    expect([number(a), number(b), number(c)]).toEqual([
      "CRUI-2027-001",
      "CRUI-2027-002",
      "CRUI-2028-001",
    ]);
    expect(getSeance(ctx, a!).seance.values["statut"]).toBe("prevue");
  });

  it("would catch a dossier listed before it was circulated, twice, or once decided", () => {
    const id = sitting("2026-02-10");
    const [bare, late] = [file({ diffuseLe: null }), file({ diffuseLe: "2026-02-11" })];
    const later = sitting("2026-02-17");
    expect(codeOf(() => list(id, bare))).toBe("not_circulated");
    expect(codeOf(() => list(id, late))).toBe("sitting_before_circulation");
    const dossier = file();
    list(id, dossier);
    expect(codeOf(() => list(id, dossier))).toBe("already_listed");
    say(id, dossier, "favorable");
    expect(codeOf(() => list(later, dossier))).toBe("already_decided");
    const fresh = file();
    expect(codeOf(() => say(id, fresh, "favorable"))).toBe("not_listed");
  });

  it("would catch a dossier whose state does not follow the agenda", () => {
    const id = sitting("2026-02-10");
    const dossier = file();
    list(id, dossier);
    expect([state(dossier), getDossier(ctx, dossier).row.phase]).toEqual(["programmee", "crui"]);
    const [entry] = getSeance(ctx, id).agenda;
    removeRecord(ctx, "inscription", entry!.id);
    expect(state(dossier)).toBe("en_attente_administration");
    list(id, dossier);
    const other = sitting("2026-02-24");
    postponeEntry(ctx, { id: entry!.id, motif: "Plan manquant", versSeanceId: other });
    expect(state(dossier)).toBe("programmee");
    expect(getSeance(ctx, id).agenda[0]).toMatchObject({
      statut: "reporte",
      motif: "Plan manquant",
      numero: null,
    });
    postponeEntry(ctx, {
      id: getSeance(ctx, other).agenda[0]!.id,
      motif: "Encore",
      versSeanceId: null,
    });
    expect(state(dossier)).toBe("en_attente_administration");
  });

  it("would catch a removed sitting that keeps its dossiers, or a restored one that lost them", () => {
    const id = sitting("2026-02-10");
    const [first, second] = [file(), file()];
    list(id, first!, second!);
    say(id, second!, "complement", "Étude attendue");
    removeRecord(ctx, "seance", id);
    expect([state(first!), state(second!)]).toEqual(["en_attente_administration", "complement"]);
    expect(getDossier(ctx, second!).passages).toHaveLength(1);
    restoreRecord(ctx, "seance", id);
    expect(getSeance(ctx, id).agenda.map((each) => each.statut)).toEqual(["inscrit", "examine"]);
    expect(state(first!)).toBe("programmee");
  });

  it("would catch an agenda that forgets the order it was given", () => {
    const id = sitting("2026-02-10");
    const dossiers = [file(), file(), file()];
    list(id, ...dossiers);
    const order = () => getSeance(ctx, id).agenda.map((each) => each.dossierId);
    expect(order()).toEqual(dossiers);
    const [a, , c] = getSeance(ctx, id).agenda;
    const moved = orderEntry(ctx, { id: c!.id, afterId: null, beforeId: a!.id });
    expect(order()).toEqual([dossiers[2], dossiers[0], dossiers[1]]);
    expect(getSeance(ctx, id).agenda.map((each) => each.numero)).toEqual([1, 2, 3]);
    undoAction(ctx, moved.actionId!);
    expect(order()).toEqual(dossiers);
  });

  it("would catch acts of one province mixed up when they are proposed", () => {
    const id = sitting("2026-02-10");
    const acts = ["eie", "avna", "eie", "avna"].map((acte) => file({ acte }));
    for (const each of acts) list(id, each);
    expect(getSeance(ctx, id).agenda.map((each) => each.acte)).toEqual([
      "eie",
      "eie",
      "avna",
      "avna",
    ]);
  });

  it("would catch a candidate that is listed, decided, or waits for its holder", () => {
    const id = sitting("2026-02-12");
    const [free, listed, decided, waiting] = [file(), file(), file(), file()];
    list(id, listed!, decided!, waiting!);
    say(id, decided!, "favorable");
    say(id, waiting!, "complement");
    const found = candidates(ctx, { seanceId: sitting("2026-02-13"), limit: 300 });
    const ids = found.rows.map((each) => each.dossierId);
    expect(found.count).toBe(ids.length);
    expect(ids).toContain(free);
    for (const each of [listed!, decided!, waiting!]) expect(ids).not.toContain(each);
    const { reference } = getDossier(ctx, free!).row;
    expect(
      candidates(ctx, { seanceId: id, text: reference, limit: 10 }).rows.map((r) => r.reference),
    ).toContain(reference);
  });
});

describe("decisions", () => {
  it("would catch a second sitting that overwrites the passage of the first", () => {
    const first = sitting("2026-02-10");
    const second = sitting("2026-02-24");
    const dossier = file();
    list(first, dossier);
    say(first, dossier, "complement", "Plan de masse à fournir");
    expect(state(dossier)).toBe("complement");
    const [asked] = rows(
      "SELECT id, demande_le, origine, motif FROM complement WHERE dossier_id = ? AND deleted_at IS NULL",
      dossier,
    ) as { id: string; demande_le: string }[];
    expect(asked).toMatchObject({
      demande_le: "2026-02-10",
      origine: "seance",
      motif: "Plan de masse à fournir",
    });
    updateRecord(ctx, {
      record: "complement",
      id: asked!.id,
      patch: { completeLe: "2026-02-16" },
    });
    list(second, dossier);
    say(second, dossier, "favorable_sous_reserve", "Accord", [
      "Fournir l’étude",
      "Borner le terrain",
    ]);
    expect(getDossier(ctx, dossier).passages).toMatchObject([
      { tenuLe: "2026-02-24", decision: "favorable_sous_reserve", seanceId: second },
      { tenuLe: "2026-02-10", decision: "complement", seanceId: first },
    ]);
    expect([state(dossier), getDossier(ctx, dossier).row.phase]).toEqual([
      "actions_a_realiser",
      "post_crui",
    ]);
    const [entry] = getSeance(ctx, second).agenda;
    expect(entry?.passages.map((each) => each.decision)).toEqual(["complement"]);
    expect(entry?.reserves.map((each) => each.texte)).toEqual([
      "Fournir l’étude",
      "Borner le terrain",
    ]);
  });

  it("would catch an undo that leaves a piece of a decision behind", () => {
    const id = sitting("2026-02-10");
    const dossier = file();
    list(id, dossier);
    const before = content(store);
    const made = say(id, dossier, "favorable_sous_reserve", "Accord", ["Une réserve"]);
    undoAction(ctx, made.actionId!);
    expect(content(store)).toEqual(before);
  });

  it("would catch a corrected decision that keeps what the first one opened", () => {
    const id = sitting("2026-02-10");
    const dossier = file();
    list(id, dossier);
    say(id, dossier, "complement", "À compléter");
    say(id, dossier, "favorable_sous_reserve", null, ["Un", "Deux"]);
    say(id, dossier, "favorable", null, []);
    expect(getDossier(ctx, dossier).passages).toHaveLength(1);
    const live = (table: string) =>
      rows(`SELECT id FROM ${table} WHERE dossier_id = ? AND deleted_at IS NULL`, dossier).length;
    expect([live("complement"), live("reserve")]).toEqual([0, 0]);
    expect(state(dossier)).toBe("actions_a_realiser");
  });

  it.each([
    ["favorable", "actions_a_realiser", "examine"],
    ["defavorable", "cloturee", "examine"],
    ["reprogrammer", "en_attente_administration", "reporte"],
  ])("would catch %s that does not lead to its state", (decision, etat, statut) => {
    const id = sitting("2026-02-10");
    const dossier = file();
    list(id, dossier);
    say(id, dossier, decision);
    expect(state(dossier)).toBe(etat);
    expect(getSeance(ctx, id).agenda[0]).toMatchObject({ statut, decision, numero: 1 });
    expect(getSeance(ctx, id).seance.values["statut"]).toBe("en_cours");
  });
});

describe("minutes", () => {
  it("would catch minutes signed before the sitting, or a dossier left undecided", () => {
    const id = sitting("2026-02-10");
    const [decided, undecided] = [file(), file()];
    list(id, decided!, undecided!);
    say(id, decided!, "favorable");
    expect(codeOf(() => closeSeance(ctx, { id, pvLe: "2026-02-12" }))).toBe("undecided_left");
    say(id, undecided!, "reprogrammer");
    expect(codeOf(() => closeSeance(ctx, { id, pvLe: "2026-02-09" }))).toBe("pv_before_sitting");
    const closed = closeSeance(ctx, { id, pvLe: "2026-02-12" });
    expect(getDossier(ctx, decided!).dossier.values["pvLe"]).toBe("2026-02-12");
    expect(getDossier(ctx, undecided!).dossier.values["pvLe"]).toBeNull();
    expect(codeOf(() => say(id, decided!, "defavorable"))).toBe("sitting_closed");
    expect(listSeances(ctx, 100).find((each) => each.id === id)).toMatchObject({
      statut: "tenue",
      inscrits: 2,
      decides: 2,
    });
    undoAction(ctx, closed.actionId!);
    expect(getDossier(ctx, decided!).dossier.values["pvLe"]).toBeNull();
  });

  it("would catch a sitting moved before what its dossiers need", () => {
    const id = sitting("2026-02-10");
    const dossier = file();
    list(id, dossier);
    const move = (tenueLe: string) =>
      updateRecord(ctx, { record: "seance", id, patch: { tenueLe } });
    expect(codeOf(() => move("2026-01-19"))).toBe("sitting_before_circulation");
    say(id, dossier, "favorable");
    expect(codeOf(() => move("2026-01-19"))).toBe("date_order");
    move("2026-02-11");
    expect(getDossier(ctx, dossier).passages[0]?.tenuLe).toBe("2026-02-11");
  });
});
