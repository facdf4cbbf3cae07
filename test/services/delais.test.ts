import { describe, expect, it } from "vitest";
import type { DossierFilter } from "../../src-main/contract/dossiers.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import {
  dossierClocks,
  listHolidays,
  ruleInForce,
  delayRules,
  saveHolidays,
} from "../../src-main/services/delais.ts";
import type { Context } from "../../src-main/services/context.ts";
import { addPassage, createDossier, getDossier } from "../../src-main/services/dossiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import { upgradeReferences } from "../../src-main/services/register.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { dossierLine } from "../../src-main/store/queries/dossiers.ts";
import { referenceRows } from "../../src-main/store/queries/reference.ts";
import { dossierValues, newRegister, resources, thrownBy, today } from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

/** Deposited on 5 January 2026 unless told otherwise; the user's day is 2 March 2026. */
function make(dossier: Record<string, string | null> = {}): string {
  return createDossier(ctx, {
    projet: { intituleFr: "Minoterie" },
    dossier: dossierValues({ deposeLe: "2026-01-05", ...dossier }),
  }).id!;
}

const create = (
  record: Parameters<typeof createRecord>[1]["record"],
  values: Record<string, FieldValue>,
) => createRecord(ctx, { record, values }).id!;

/** What the letter or the card's move writes when documents are missing. */
const complement = (dossierId: string, demandeLe: string, completeLe: string | null = null) =>
  commit(store, { kind: "complement.creation", userId: "essai" }, (writer) =>
    writer.insert("complement", { dossierId, demandeLe, completeLe, origine: "demande" }),
  ).result;

/** Changes what a reference row says, as the settings do. */
function setRule(key: string, patch: Record<string, unknown>): string {
  const row = referenceRows(store.db, "delai").findLast((each) => each.key === key)!;
  return commit(store, { kind: "reference.modification", userId: "essai" }, (writer) =>
    writer.update("reference", row.id, { attrs: JSON.stringify({ ...row.attrs, ...patch }) }),
  ).actionId!;
}

const decision = (id: string) =>
  dossierClocks(ctx, id).horloges.find((each) => each.genre === "decision")!;
const dueOf = (id: string) => dossierLine(store.db, id)!.echeanceLe;
const whole = () => expect(checkRegister(store).checks.filter((each) => !each.ok)).toEqual([]);

const decide = (dossierId: string, tenuLe: string, what: string) =>
  addPassage(ctx, { dossierId, tenuLe, decision: what, observation: null });

describe("the clock of the decision", () => {
  it("would not be the same on the card and in the list, or would not stop for a complement", () => {
    const id = make();
    expect(dueOf(id)).toBe("2026-02-04");
    expect(decision(id)).toMatchObject({
      due: "2026-02-04",
      used: 30,
      left: -26,
      status: "en_retard",
    });
    const request = complement(id, "2026-01-10", "2026-01-19");
    expect(dueOf(id)).toBe("2026-02-14");
    expect(decision(id)).toMatchObject({ due: "2026-02-14", left: -16 });
    expect(decision(id).pauses).toMatchObject([{ from: "2026-01-10", to: "2026-01-19" }]);
    // A second request that overlaps the first only adds its own days, and holds the clock while open.
    complement(id, "2026-01-15");
    expect(dueOf(id)).toBeNull();
    expect(dossierLine(store.db, id)!.suspenduLe).toBe("2026-01-15");
    expect(decision(id)).toMatchObject({ due: null, used: 4, left: 26, status: "suspendu" });
    expect(dossierClocks(ctx, id).plume).toBe("porteur");
    const open = store.db
      .prepare("SELECT id FROM complement WHERE dossier_id = ? AND complete_le IS NULL")
      .pluck()
      .get(id) as string;
    updateRecord(ctx, { record: "complement", id: open, patch: { completeLe: "2026-02-20" } });
    expect(dueOf(id)).toBe("2026-03-18");
    expect(decision(id)).toMatchObject({ used: 14, left: 16, status: "a_temps" });
    removeRecord(ctx, "complement", request);
    expect(dueOf(id)).toBe("2026-03-13");
    whole();
  });

  it("would follow today's table and not the rule in force on the deposit date", () => {
    const before = make({ deposeLe: "2025-12-31" });
    const after = make({ deposeLe: "2026-01-01" });
    const row = referenceRows(store.db, "delai").find((each) => each.key === "decision_crui")!;
    const change = commit(store, { kind: "reference.modification", userId: "essai" }, (writer) => {
      writer.update("reference", row.id, { effectiveTo: "2025-12-31" });
      const { id: _, label, attrs, ...rest } = row;
      writer.insert("reference", {
        ...rest,
        ordre: "zz",
        labelFr: label.fr,
        labelAr: label.ar,
        labelEn: label.en,
        effectiveFrom: "2026-01-01",
        effectiveTo: null,
        attrs: JSON.stringify({ ...attrs, days: 20, unit: "working" }),
      });
    });
    expect(dueOf(before)).toBe("2026-01-30");
    // 2 · 5–9 · 12, 13 (14 Yennayer) 15, 16 · 19–23 · 26–30.
    expect(dueOf(after)).toBe("2026-01-30");
    expect(decision(after)).toMatchObject({
      due: "2026-01-30",
      regle: { days: 20, unit: "working" },
    });
    expect(decision(before).regle).toMatchObject({ days: 30, unit: "calendar" });
    expect(decision(after).skipped.filter((day) => day.why === "holiday")).toMatchObject([
      { date: "2026-01-11" },
      { date: "2026-01-14", name: { ar: expect.stringContaining("الأمازيغية") as string } },
    ]);
    whole();
    undoAction(ctx, change.actionId!);
    expect(dueOf(after)).toBe("2026-01-31");
    whole();
  });

  it("would keep the dates of a feast that was announced a day later", () => {
    const id = make({ deposeLe: "2026-03-16" });
    const changed = setRule("decision_crui", { days: 4, unit: "working" });
    // Eid computed on Fri 20 and Sat 21: 17, 18, 19, 23.
    expect(dueOf(id)).toBe("2026-03-23");
    expect(decision(id).anneesNonConfirmees).toEqual([2026]);
    const eid = listHolidays(ctx, 2026).jours.find((jour) => jour.key === "aid_al_fitr_2026")!;
    const moved = saveHolidays(ctx, {
      annee: 2026,
      jours: [{ id: eid.id, date: "2026-03-21", days: 2 }],
      confirmer: true,
    });
    // Kept on Sat 21 and Sun 22: 17, 18, 19, 20.
    expect(dueOf(id)).toBe("2026-03-20");
    expect(decision(id).anneesNonConfirmees).toEqual([]);
    expect(listHolidays(ctx, 2026).confirmee).toBe(true);
    // A new version of the application does not take back what the user wrote.
    store.db.prepare("UPDATE reglage SET value = 'ancien' WHERE key = 'references'").run();
    expect(upgradeReferences(store, resources)).toBe(true);
    expect(dueOf(id)).toBe("2026-03-20");
    undoAction(ctx, moved.actionId!);
    expect(dueOf(id)).toBe("2026-03-23");
    expect(listHolidays(ctx, 2026).confirmee).toBe(false);
    undoAction(ctx, changed);
    expect(dueOf(id)).toBe("2026-04-15");
    expect(checkRegister(store).checks.find((each) => each.name === "projection")?.ok).toBe(true);
  });

  it("would accept a feast in another year, or confirm a year nobody knows", () => {
    const eid = listHolidays(ctx, 2027).jours.find((jour) => jour.religieux)!;
    const save = (date: string) =>
      saveHolidays(ctx, { annee: 2027, jours: [{ id: eid.id, date, days: 1 }], confirmer: false });
    expect((thrownBy(() => save("2029-03-01")) as Invalid).faults).toMatchObject([
      { code: "holiday_other_year" },
    ]);
    const unknown = () => saveHolidays(ctx, { annee: 2090, jours: [], confirmer: true });
    expect((thrownBy(unknown) as Invalid).faults).toMatchObject([{ code: "holiday_unknown_year" }]);
    expect(listHolidays(ctx, 2024).jours.some((jour) => jour.date === "2024-10-31")).toBe(false);
  });

  it("would start before the file was complete, or run after the decision", () => {
    const id = make({ deposeLe: "2026-01-05", valideLe: "2026-02-20", diffuseLe: "2026-02-21" });
    expect(decision(id)).toMatchObject({ from: "2026-02-20", due: "2026-03-22", used: 10 });
    decide(id, "2026-02-27", "reprogrammer");
    expect(decision(id)).toMatchObject({ endedLe: null, due: "2026-03-22" });
    decide(id, "2026-03-01", "favorable");
    expect(decision(id)).toMatchObject({ endedLe: "2026-03-01", used: 9, status: "termine" });
    expect(dueOf(id)).toBeNull();
  });
});

describe("the act and the appeals", () => {
  it("would forget when the act is due, or ask for it after its delivery", () => {
    const id = make({ valideLe: "2026-01-06", diffuseLe: "2026-01-07" });
    const actDue = () => dossierLine(store.db, id)!.acteEcheanceLe;
    const patch = (values: Record<string, FieldValue>) =>
      updateRecord(ctx, { record: "dossier", id, patch: values });
    expect(actDue()).toBeNull();
    decide(id, "2026-02-10", "favorable_sous_reserve");
    expect(actDue()).toBe("2026-03-12");
    patch({ pvLe: "2026-02-12" });
    expect(actDue()).toBe("2026-03-14");
    patch({ notifieLe: "2026-02-16" });
    expect(actDue()).toBe("2026-03-18");
    const clocks = dossierClocks(ctx, id);
    expect(clocks.plume).toBe("autorite");
    expect(clocks.horloges.find((each) => each.genre === "acte")).toMatchObject({
      due: "2026-03-18",
      fromChamp: "notifieLe",
      regle: { key: "acte_investissement" },
    });
    patch({ delivreLe: "2026-02-26" });
    expect(actDue()).toBeNull();
    expect(dossierClocks(ctx, id).plume).toBe("personne");
    expect(dossierClocks(ctx, id).horloges.find((each) => each.genre === "acte")).toMatchObject({
      endedLe: "2026-02-26",
      used: 10,
      tardif: false,
    });
    whole();
  });

  it("would not follow the rule that the act's own row names", () => {
    const id = make({ acte: "permis_de_construire", diffuseLe: "2026-01-07" });
    decide(id, "2026-02-10", "favorable");
    const row = referenceRows(store.db, "acte").find(
      (each) => each.key === "permis_de_construire",
    )!;
    const { actionId } = commit(
      store,
      { kind: "reference.modification", userId: "essai" },
      (writer) =>
        writer.update("reference", row.id, {
          attrs: JSON.stringify({ ...row.attrs, delai: "permis_construire_petit_projet" }),
        }),
    );
    expect(dossierLine(store.db, id)!.acteEcheanceLe).toBe("2026-02-25");
    expect(dossierClocks(ctx, id).horloges[1]).toMatchObject({
      due: "2026-02-25",
      regle: { key: "permis_construire_petit_projet" },
    });
    undoAction(ctx, actionId!);
    expect(dossierLine(store.db, id)!.acteEcheanceLe).toBe("2026-03-12");
  });

  it("would take an appeal before the decision, or not tell one that came too late", () => {
    const id = make({ diffuseLe: "2026-01-07" });
    const lodge = (deposeLe: string, type = "gracieux") =>
      create("recours", { dossierId: id, type, deposeLe });
    const code = (work: () => unknown) =>
      (thrownBy(work) as Invalid).faults.map((each) => each.code);
    expect(code(() => lodge("2026-02-11"))).toEqual(["appeal_without_decision"]);
    decide(id, "2026-02-10", "defavorable");
    expect(code(() => lodge("2026-02-09"))).toEqual(["appeal_before_decision"]);
    updateRecord(ctx, { record: "dossier", id, patch: { notifieLe: "2026-02-12" } });
    const clocks = () => dossierClocks(ctx, id);
    const lodging = () => clocks().horloges.find((each) => each.genre === "recours_depot");
    expect(clocks().plume).toBe("personne");
    // The last day has gone by: the delay ran out, nobody is late.
    expect(lodging()).toMatchObject({ due: "2026-02-22", status: "termine", tardif: false });
    const appeal = lodge("2026-02-23");
    expect(lodging()).toMatchObject({ endedLe: "2026-02-23", tardif: true });
    const answer = () => clocks().horloges.find((each) => each.recoursId === appeal);
    expect(answer()).toMatchObject({ due: "2026-03-05", left: 3, status: "proche" });
    expect(
      code(() =>
        updateRecord(ctx, { record: "recours", id: appeal, patch: { reponseLe: "2026-02-22" } }),
      ),
    ).toEqual(["answer_before_appeal"]);
    updateRecord(ctx, {
      record: "recours",
      id: appeal,
      patch: { reponseLe: "2026-03-01", issue: "rejete" },
    });
    expect(answer()).toMatchObject({ status: "termine", used: 6 });
    const ministerial = lodge("2026-03-02", "ministeriel");
    expect(clocks().horloges.find((each) => each.recoursId === ministerial)).toMatchObject({
      regle: { days: 45 },
      due: "2026-04-16",
    });
  });

  it("would give law 22-24's 45 days to an appeal lodged before it", () => {
    const rules = delayRules(ctx);
    expect(ruleInForce(rules, "recours_ministeriel", "2024-12-08")?.days).toBe(30);
    expect(ruleInForce(rules, "recours_ministeriel", "2024-12-09")?.days).toBe(45);
    expect(ruleInForce(rules, "recours_ministeriel", "2015-01-01")).toBeNull();
  });
});

describe("who holds the pen", () => {
  it("would say the CRI while an administration or the commission is awaited", () => {
    const id = make();
    const pen = () => dossierClocks(ctx, id).plume;
    expect(pen()).toBe("cri");
    const organisationId = create("organisation", { nomFr: "Agence Exemple" });
    const asked = create("consultation", {
      dossierId: id,
      organisationId,
      demandeLe: "2026-02-02",
    });
    expect(pen()).toBe("administration");
    updateRecord(ctx, {
      record: "consultation",
      id: asked,
      patch: { reponseLe: "2026-02-20", avis: referenceRows(store.db, "avis")[0]!.key },
    });
    commit(store, { kind: "seance.creation", userId: "essai" }, (writer) => {
      const seanceId = writer.insert("seance", { tenueLe: today, statut: "prevue" });
      writer.insert("inscription", { seanceId, dossierId: id, ordre: "a0", statut: "inscrit" });
    });
    expect(pen()).toBe("commission");
    updateRecord(ctx, { record: "dossier", id, patch: { etat: "complement" } });
    expect(pen()).toBe("porteur");
    expect(decision(id).status).toBe("en_retard");
  });
});

describe("the same delay on every screen", () => {
  const desk = (day: string): Context => ({ ...ctx, today: () => day });
  const listed = async (day: string, filter: DossierFilter = {}) => {
    const { rows } = await ctx.read("list", {
      filter,
      sort: { key: "reference", desc: false },
      limit: 500,
      jour: day,
    });
    return rows;
  };
  const kinds = { retard: "echeanceAvant", proche: "echeanceProche" } as const;

  /** What card, list, board, page and project say of a dossier on a day, and which quick filters keep it. */
  async function said(id: string, day: string) {
    const card = dossierClocks(desk(day), id).horloges.find((each) => each.genre === "decision")!;
    const row = (await listed(day)).find((each) => each.id === id)!;
    const board = await ctx.read("board", {
      filter: {},
      groupBy: "etat",
      limit: 100,
      keys: [],
      jour: day,
    });
    const onBoard = board.columns.flatMap((each) => each.rows).find((each) => each.id === id)!;
    const page = getDossier(desk(day), id);
    expect(row.delai).toMatchObject({ due: card.due, left: card.left, status: card.status });
    expect(row.delai).toMatchObject({ used: card.used, unit: card.regle!.unit });
    for (const other of [onBoard, page.row, page.actes.find((each) => each.id === id)!]) {
      expect(other.delai).toEqual(row.delai);
    }
    const kept = async (kind: keyof typeof kinds) =>
      (await listed(day, { [kinds[kind]]: day })).some((each) => each.id === id);
    expect(await kept("retard"), `${day} late`).toBe(card.status === "en_retard");
    expect(await kept("proche"), `${day} near`).toBe(card.status === "proche");
    return [card.left, card.status];
  }

  it("would count a week-end as two days of warning, or call late on the Saturday", async () => {
    const changed = setRule("decision_crui", { days: 5, unit: "working", alerteJours: 1 });
    // Deposited Mon 2 February 2026: due Mon 9.
    const id = make({ deposeLe: "2026-02-02" });
    expect(await said(id, "2026-02-05")).toEqual([2, "a_temps"]);
    expect(await said(id, "2026-02-06")).toEqual([1, "proche"]);
    expect(await said(id, "2026-02-07")).toEqual([1, "proche"]);
    expect(await said(id, "2026-02-09")).toEqual([0, "proche"]);
    expect(await said(id, "2026-02-10")).toEqual([-1, "en_retard"]);
    expect(await said(id, "2026-02-15")).toEqual([-4, "en_retard"]);
    undoAction(ctx, changed);
    // By the rule as it was again: 30 calendar days, due 4 March, five days of warning.
    expect(await said(id, "2026-02-26")).toEqual([6, "a_temps"]);
    expect(await said(id, "2026-02-27")).toEqual([5, "proche"]);
  });

  it("would not skip the Eid or the end of the year", async () => {
    const changed = setRule("decision_crui", { days: 6, unit: "working", alerteJours: 2 });
    // Eid on Fri 20 and Sat 21 March: 17, 18, 19 · 23, 24, 25.
    const eid = make({ deposeLe: "2026-03-16" });
    expect(await said(eid, "2026-03-19")).toEqual([3, "a_temps"]);
    expect(await said(eid, "2026-03-22")).toEqual([3, "a_temps"]);
    expect(await said(eid, "2026-03-23")).toEqual([2, "proche"]);
    // Mon 29 December: 30, 31 (1) 2 · 5, 6, 7.
    const end = make({ deposeLe: "2025-12-29" });
    expect(await said(end, "2025-12-31")).toEqual([4, "a_temps"]);
    expect(await said(end, "2026-01-04")).toEqual([3, "a_temps"]);
    expect(await said(end, "2026-01-05")).toEqual([2, "proche"]);
    expect(await said(end, "2026-01-08")).toEqual([-1, "en_retard"]);
    undoAction(ctx, changed);
  });

  it("would call near or late a dossier whose documents are missing, or forget what ran out before", async () => {
    const rests = make();
    complement(rests, "2026-02-01");
    expect(await said(rests, "2026-03-02")).toEqual([4, "suspendu"]);
    const held = make();
    complement(held, "2026-02-01", "2026-02-03");
    expect(await said(held, "2026-02-03")).toEqual([4, "suspendu"]);
    expect(await said(held, "2026-02-04")).toEqual([3, "proche"]);
    const late = make();
    complement(late, "2026-02-20");
    expect(await said(late, "2026-03-02")).toEqual([-15, "en_retard"]);
    // An import gives a state and no request: nobody knows since when the clock rests.
    const imported = make();
    commit(store, { kind: "import.dossiers", userId: "essai" }, (writer) =>
      writer.update("dossier", imported, { etat: "complement" }),
    );
    expect(await said(imported, "2026-03-02")).toEqual([0, "suspendu"]);
    const decided = make({ valideLe: "2026-01-05", diffuseLe: "2026-01-06" });
    decide(decided, "2026-01-20", "favorable");
    expect((await listed("2026-03-02")).find((each) => each.id === decided)!.delai).toBeNull();
    whole();
  });
});
