import { readFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import { describe, expect, it, test } from "vitest";
import { documentData, saveDocument } from "../../src-main/services/documents/index.ts";
import { getJournee, tasksOf } from "../../src-main/services/journee.ts";
import { restoreRecord, undoAction } from "../../src-main/services/journal.ts";
import {
  chefsOf,
  climbed,
  executionOfAll,
  executionOn,
  markAttendance,
  setChef,
} from "../../src-main/services/execution.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import { removeRecord } from "../../src-main/services/records/records.ts";
import { currentUser, type Context } from "../../src-main/services/context.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { changerOf, colleague, makerOf, signedConvention } from "../support/convention.ts";
import {
  content,
  everything,
  newRegister,
  tempFolder,
  thrownBy,
  today,
} from "../support/register.ts";

const day = today; // 2026-03-02

function desk() {
  const ctx = newRegister();
  const convention = signedConvention(ctx);
  const make = makerOf(ctx);
  const change = changerOf(ctx);
  const on = (jour: string = day) => executionOn(ctx, convention.id, jour);
  return { ctx, make, change, on, conventionId: convention.id, ...convention };
}

/** Code of the refusal of some work, which must leave the register as it was. */
function refusal(ctx: Context, work: () => unknown): string {
  const before = everything(ctx.store);
  const error = thrownBy(work);
  expect(error).toBeInstanceOf(Invalid);
  expect(everything(ctx.store)).toEqual(before);
  return (error as Invalid).faults.map(({ field, code }) => `${field} ${code}`).join(", ");
}

const commitmentOf = ({ make, conventionId }: ReturnType<typeof desk>, values = {}) =>
  make("engagement", {
    conventionId,
    libelleFr: "Accompagner dix porteurs",
    echeanceLe: "2026-02-15",
    ...values,
  });

describe("commitments", () => {
  test.each([
    ["2025-12-31", "a_venir", 0],
    ["2026-01-01", "en_cours", 0],
    ["2026-02-15", "en_cours", 0],
    ["2026-02-16", "defaillant", 1],
    ["2026-02-20", "tenu_en_retard", 5],
  ] as const)(
    "the state read on %s does not follow what was known that day",
    (jour, etat, late) => {
      const it_ = desk();
      const engagementId = commitmentOf(it_);
      it_.make("realisation", { engagementId, faiteLe: "2026-02-20" });
      expect(it_.on(jour).engagements[0]).toMatchObject({ etat, retardJours: late });
    },
  );

  it("would catch something done put on the wrong due day, or on a day that is none", () => {
    const it_ = desk();
    const { ctx, make, on } = it_;
    const engagementId = commitmentOf(it_, { echeanceLe: "2026-01-31", periodicite: "mensuelle" });
    make("realisation", { engagementId, faiteLe: "2026-01-30" });
    expect(on().engagements[0]).toMatchObject({ etat: "defaillant", dueLe: "2026-02-28" });
    expect(on().engagements[0]?.pourLe).toBe("2026-02-28");
    make("realisation", { engagementId, faiteLe: day });
    expect(on().engagements[0]?.occurrences.map(({ etat }) => etat)).toEqual([
      "tenu",
      "tenu_en_retard",
      "en_cours",
    ]);
    expect(on().engagements[0]?.pourLe).toBe("2026-03-31");
    expect(
      refusal(ctx, () => make("realisation", { engagementId, faiteLe: day, pourLe: "2026-02-27" })),
    ).toBe("pourLe not_a_due_day");
    expect(refusal(ctx, () => make("realisation", { engagementId, faiteLe: "2026-03-03" }))).toBe(
      "faiteLe future_date",
    );
  });

  it("would catch an order key shared by two commitments, or rules that let nonsense in", () => {
    const it_ = desk();
    const { ctx, change } = it_;
    const first = commitmentOf(it_, { libelleFr: "Premier" });
    const second = commitmentOf(it_, { libelleFr: "Second" });
    expect(it_.on().engagements.map(({ fiche }) => fiche.id)).toEqual([first, second]);
    const bad = (patch: Record<string, string | number | null>) =>
      refusal(ctx, () => change("engagement", first, patch));
    expect(bad({ echeanceLe: null, periodicite: "annuelle" })).toBe(
      "echeanceLe periodicity_without_due",
    );
    expect(bad({ finLe: "2026-02-14" })).toBe("finLe date_order");
    expect(bad({ debutLe: "2026-02-16" })).toBe("echeanceLe date_order");
    expect(bad({ cible: 0 })).toBe("cible not_positive");
    expect(bad({ sansObjetLe: day })).toBe("sansObjetMotif reason_required");
    change("engagement", first, { sansObjetLe: day, sansObjetMotif: "Programme arrêté" });
    expect(it_.on("2026-03-01").engagements[0]?.etat).toBe("defaillant");
    expect(it_.on().engagements[0]).toMatchObject({ etat: "sans_objet", remontee: null });
    const other = signedConvention(ctx);
    expect(bad({ partieId: other.centre })).toBe("partieId other_convention");
  });

  it("would catch a missing proof that nobody is told about", () => {
    const it_ = desk();
    const engagementId = commitmentOf(it_, { preuve: "Rapport signé" });
    expect(it_.on().engagements[0]?.preuveManque).toBe(false);
    const id = it_.make("realisation", { engagementId, faiteLe: "2026-02-10" });
    expect(it_.on().engagements[0]).toMatchObject({ etat: "tenu", preuveManque: true });
    commit(it_.ctx.store, { kind: "pieceJointe.creation", userId: "essai" }, (writer) =>
      writer.insert("pieceJointe", {
        recordTable: "realisation",
        recordId: id,
        sha256: "0".repeat(64),
        nom: "rapport.pdf",
        mediaType: "application/pdf",
        octets: 1,
      }),
    );
    expect(it_.on().engagements[0]).toMatchObject({ preuveManque: false });
    expect(it_.on().engagements[0]?.realisations[0]?.pieces).toBe(1);
    // On the day before it was done there was nothing to prove.
    expect(it_.on("2026-02-09").engagements[0]?.preuveManque).toBe(false);
  });

  it("would catch an overdue commitment that climbs too early, too late, or to nobody", () => {
    const it_ = desk();
    const { ctx, conventionId, change, on } = it_;
    const { db } = ctx.store;
    const [officer, owner, head] = ["Officier", "Suivi", "Chef"].map((nom) => colleague(ctx, nom));
    change("convention", conventionId, { officierId: officer!, pole: "impulsion" });
    const id = commitmentOf(it_);
    const climbs = (jour: string) => on(jour).engagements[0]?.remontee;
    const mine = (utilisateurId: string, jour: string) =>
      climbed(db, { utilisateurId, jour, limit: 10 }).rows.map((each) => each.id);
    expect(climbs("2026-02-15")).toBeNull();
    expect(climbs("2026-02-16")).toMatchObject({ niveau: "responsable", nom: "Officier" });
    expect(mine(officer!, "2026-02-16")).toEqual([id]);
    change("engagement", id, { responsableId: owner! });
    expect(climbs("2026-02-16")).toMatchObject({ niveau: "responsable", nom: "Suivi" });
    expect(mine(officer!, "2026-02-16")).toEqual([]);
    // Without a head of the pôle, it stays with who follows it.
    expect(climbs(day)).toMatchObject({ niveau: "sans_chef", nom: "Suivi" });
    const { actionId } = setChef(ctx, { pole: "impulsion", utilisateurId: head! });
    expect(chefsOf(db)).toEqual([{ pole: "impulsion", utilisateurId: head }]);
    expect(climbs("2026-03-01")).toMatchObject({ niveau: "responsable", nom: "Suivi" });
    expect(climbs(day)).toMatchObject({ niveau: "chef_pole", nom: "Chef" });
    expect([mine(owner!, day), mine(head!, day)]).toEqual([[], [id]]);
    undoAction(ctx, actionId!);
    expect([mine(owner!, day), mine(head!, day)]).toEqual([[id], []]);
    expect(refusal(ctx, () => setChef(ctx, { pole: "nulle_part", utilisateurId: head! }))).toBe(
      "pole unknown_value",
    );
    // A convention that was ended does not alarm.
    change("convention", conventionId, { resilieeLe: "2026-02-20", resiliationMotif: "Accord" });
    expect(mine(owner!, day)).toEqual([]);
  });
});

describe("payments", () => {
  const payment = (it_: ReturnType<typeof desk>, values = {}, sure: string[] = []) =>
    it_.make(
      "versement",
      {
        conventionId: it_.conventionId,
        payeurId: it_.partenaire,
        beneficiaireId: it_.centre,
        prevuLe: "2026-02-01",
        montantPrevu: 50_000_000,
        ...values,
      },
      sure,
    );

  it("would catch a payment between strangers, to oneself, half entered, or with two conditions", () => {
    const it_ = desk();
    const { ctx, change, centre, partenaire } = it_;
    const other = signedConvention(ctx);
    const bad = (values: Record<string, unknown>) =>
      refusal(ctx, () => payment(it_, values as never));
    expect(bad({ payeurId: other.centre })).toBe("payeurId other_convention");
    expect(bad({ payeurId: centre })).toBe("beneficiaireId payer_is_payee");
    expect(bad({ verseLe: day })).toBe("montantVerse paid_without_amount");
    expect(bad({ montantVerse: 50_000_000 })).toBe("verseLe paid_without_date");
    expect(bad({ verseLe: "2026-03-03", montantVerse: 50_000_000 })).toBe("verseLe future_date");
    const engagementId = commitmentOf(it_);
    const livrableId = it_.make("livrable", {
      conventionId: it_.conventionId,
      genre: "rapport",
      libelleFr: "Rapport",
    });
    expect(bad({ engagementId, livrableId })).toBe("livrableId one_condition");
    const id = payment(it_, { engagementId });
    expect(refusal(ctx, () => removeRecord(ctx, "engagement", engagementId))).toBe(
      "id used_as_condition",
    );
    const foreign = it_.make("engagement", { conventionId: other.id, libelleFr: "Ailleurs" });
    expect(refusal(ctx, () => change("versement", id, { engagementId: foreign }))).toBe(
      "engagementId other_convention",
    );
    expect(it_.on().versements.map(({ fiche }) => fiche.values["tranche"])).toEqual([1]);
    payment(it_, { payeurId: partenaire });
    expect(it_.on().versements.map(({ fiche }) => fiche.values["tranche"])).toEqual([1, 2]);
  });

  it("would catch a payment whose condition is not met and that is taken without a question", () => {
    const it_ = desk();
    const { ctx, make, change, conventionId } = it_;
    const engagementId = commitmentOf(it_);
    const id = payment(it_, { engagementId });
    const pay = (sure?: string[]) =>
      change("versement", id, { verseLe: "2026-02-20", montantVerse: 50_000_000 }, sure);
    expect(refusal(ctx, () => pay())).toBe("verseLe condition_unmet");
    // Kept since, but not on the day of the payment.
    make("realisation", { engagementId, faiteLe: day });
    expect(refusal(ctx, () => pay())).toBe("verseLe condition_unmet");
    pay(["verseLe"]);
    expect(it_.on("2026-02-25").versements[0]).toMatchObject({
      etat: "verse",
      retardJours: 19,
      condition: { remplie: false, code: "engagement_non_tenu" },
    });
    expect(it_.on().versements[0]?.condition).toMatchObject({
      remplie: true,
      code: "engagement_tenu",
      le: day,
    });
    // Another field of a paid instalment asks nothing again.
    change("versement", id, { justificatif: "Ordre de virement 12" });
    expect(make("livrable", { conventionId, genre: "rapport", libelleFr: "R" })).toBeTruthy();
  });

  it("would catch a condition on a deliverable, minutes or an indicator told wrong on a day", () => {
    const it_ = desk();
    const { make, on, conventionId } = it_;
    const livrableId = make("livrable", {
      conventionId,
      genre: "livrable",
      libelleFr: "Étude",
      recuLe: "2026-02-01",
      accepteLe: "2026-02-10",
    });
    const comiteId = make("comite", { conventionId, type: "pilotage" });
    const reunionId = make("reunion", {
      comiteId,
      tenueLe: "2026-02-05",
      statut: "tenue",
      pvLe: "2026-02-12",
    });
    const indicateurId = make("indicateurConvention", {
      conventionId,
      libelleFr: "Délai moyen",
      reference: 30,
      cible: 10,
    });
    make("mesure", { indicateurId, le: "2026-02-03", valeur: 15 });
    make("mesure", { indicateurId, le: "2026-02-13", valeur: 9 });
    for (const named of [{ livrableId }, { reunionId }, { indicateurId }]) payment(it_, named);
    const codes = (jour: string) => on(jour).versements.map(({ condition }) => condition?.code);
    expect(codes("2026-01-15")).toEqual(["livrable_non_recu", "pv_non_signe", "sans_mesure"]);
    expect(codes("2026-02-09")).toEqual(["livrable_recu", "pv_non_signe", "cible_non_atteinte"]);
    expect(codes("2026-02-13")).toEqual(["livrable_accepte", "pv_signe", "cible_atteinte"]);
  });

  it("would catch a payment made before everybody signed", () => {
    const ctx = newRegister();
    const convention = signedConvention(ctx, {}, "2026-02-10");
    const make = makerOf(ctx);
    const values = {
      conventionId: convention.id,
      payeurId: convention.partenaire,
      montantPrevu: 10_000_000,
      montantVerse: 10_000_000,
    };
    const early = { ...values, verseLe: "2026-02-09" };
    expect(refusal(ctx, () => make("versement", early))).toBe("verseLe paid_before_signature");
    make("versement", early, ["verseLe"]);
    make("versement", { ...values, verseLe: "2026-02-10" });
    expect(
      executionOn(ctx, convention.id).versements.map(({ avantSignature }) => avantSignature),
    ).toEqual([true, false]);
  });

  it("would catch contributions that do not face what was paid, by party and by year", () => {
    const it_ = desk();
    const { make, on, conventionId, centre, partenaire } = it_;
    // Contributions are part of the text: they are entered before the signatures.
    it_.change("partie", centre, { signeLe: null });
    for (const [partieId, annee, montant] of [
      [centre, 2026, 100_000_000],
      [partenaire, 2026, 60_000_000],
      [partenaire, 2027, 40_000_000],
    ] as const) {
      make("contribution", { conventionId, partieId, annee, montant, nature: "financiere" });
    }
    it_.change("partie", centre, { signeLe: "2026-01-01" });
    payment(it_, { verseLe: "2026-02-20", montantVerse: 45_000_000 });
    payment(it_, { prevuLe: "2027-02-01", montantPrevu: 40_000_000 });
    // Paid in 2026 for the year 2027.
    payment(it_, {
      prevuLe: null,
      montantPrevu: 1_000_000,
      annee: 2027,
      verseLe: day,
      montantVerse: 1_000_000,
    });
    const lines = (jour: string) =>
      on(jour).contributions.map(({ partieId, ...line }) => [
        partieId === centre ? "centre" : "partenaire",
        ...Object.values(line),
      ]);
    expect(lines(day)).toEqual([
      ["centre", 2026, 100_000_000, 0, 0],
      ["partenaire", 2026, 60_000_000, 50_000_000, 45_000_000],
      ["partenaire", 2027, 40_000_000, 41_000_000, 1_000_000],
    ]);
    expect(lines("2026-02-19").at(1)?.at(-1)).toBe(0);
    expect(on().versements.map(({ etat }) => etat)).toEqual(["verse_en_partie", "prevu", "verse"]);
    expect(on("2026-02-19").versements[0]).toMatchObject({ etat: "en_retard", retardJours: 18 });
  });
});

describe("deliverables and indicators", () => {
  it("would catch a deliverable judged before it came, judged twice, or refused without a reason", () => {
    const { ctx, make, change, on, conventionId } = desk();
    const id = make("livrable", {
      conventionId,
      genre: "rapport",
      libelleFr: "Rapport annuel",
      echeanceLe: "2026-02-10",
    });
    const states = (...days: string[]) =>
      days.map((jour) => {
        const { etat, retardJours } = on(jour).livrables[0]!;
        return `${etat} ${retardJours}`;
      });
    expect(states("2026-02-10", "2026-02-11")).toEqual(["attendu 0", "en_retard 1"]);
    const bad = (patch: Record<string, string | null>) =>
      refusal(ctx, () => change("livrable", id, patch));
    expect(bad({ accepteLe: day })).toBe("recuLe judged_before_received");
    expect(bad({ recuLe: "2026-02-20", accepteLe: "2026-02-19" })).toBe("accepteLe date_order");
    expect(bad({ recuLe: "2026-02-20", refuseLe: "2026-02-21" })).toBe(
      "refusMotif reason_required",
    );
    expect(bad({ recuLe: "2026-03-03" })).toBe("recuLe future_date");
    change("livrable", id, { recuLe: "2026-02-20", accepteLe: "2026-02-25" });
    expect(states("2026-02-19", "2026-02-20", day)).toEqual([
      "en_retard 9",
      "recu 10",
      "accepte 10",
    ]);
    const me = currentUser(ctx.store.db)!.id;
    expect(on().livrables[0]?.fiche.values["accepteParId"]).toBe(me);
    expect(bad({ refuseLe: day, refusMotif: "Incomplet" })).toBe("refuseLe accepted_and_refused");
    change("livrable", id, { accepteLe: null });
    expect(on().livrables[0]?.fiche.values["accepteParId"]).toBeNull();
  });

  it("would catch progress counted the wrong way, and two measures on one day", () => {
    const { ctx, make, on, conventionId } = desk();
    const rise = make("indicateurConvention", {
      conventionId,
      libelleFr: "Porteurs financés",
      reference: 20,
      cible: 120,
      cibleLe: "2026-02-28",
    });
    const fall = make("indicateurConvention", {
      conventionId,
      libelleFr: "Délai moyen",
      reference: 40,
      cible: 20,
    });
    make("mesure", { indicateurId: rise, le: "2026-02-01", valeur: 45 });
    make("mesure", { indicateurId: fall, le: "2026-02-01", valeur: 50 });
    const told = () =>
      on().indicateurs.map(({ avance, atteint, enRetard }) => ({ avance, atteint, enRetard }));
    expect(told()).toEqual([
      { avance: 25, atteint: false, enRetard: true },
      { avance: -50, atteint: false, enRetard: false },
    ]);
    const again = (sure?: string[]) =>
      make("mesure", { indicateurId: fall, le: "2026-02-01", valeur: 20 }, sure);
    expect(refusal(ctx, () => again())).toBe("le measure_exists");
    again(["le"]);
    expect(told()[1]).toEqual({ avance: 100, atteint: true, enRetard: false });
    expect(on().indicateurs[1]?.mesures).toHaveLength(1);
    expect(on("2026-01-31").indicateurs[0]).toMatchObject({ valeur: null, avance: null });
    expect(
      refusal(ctx, () => make("mesure", { indicateurId: rise, le: "2027-01-01", valeur: 1 })),
    ).toBe("le future_date");
  });
});

describe("committees", () => {
  it("would catch a next meeting that does not follow the last one held", () => {
    const { make, change, on, conventionId } = desk();
    const comiteId = make("comite", {
      conventionId,
      type: "pilotage",
      periodicite: "trimestrielle",
    });
    const next = (jour: string = day) => on(jour).comites[0]?.prochaine;
    expect(next()).toEqual({ le: "2026-04-01", selon: "effet", depassee: false });
    expect(next("2026-04-02")?.depassee).toBe(true);
    const held = make("reunion", { comiteId, tenueLe: "2026-01-31", statut: "tenue" });
    expect(next()).toEqual({ le: "2026-04-30", selon: "derniere", depassee: false });
    const planned = make("reunion", { comiteId });
    expect(
      on().comites[0]?.reunions.map(({ fiche: { values } }) => [
        values["numero"],
        values["tenueLe"],
        values["statut"],
      ]),
    ).toEqual([
      ["2", "2026-04-30", "prevue"],
      ["1", "2026-01-31", "tenue"],
    ]);
    expect(next()).toEqual({ le: "2026-04-30", selon: "prevue", depassee: false });
    change("reunion", planned, { statut: "annulee" });
    expect(next()?.selon).toBe("derniere");
    change("comite", comiteId, { periodicite: null });
    expect(next()).toBeNull();
    expect(held).toBeTruthy();
  });

  it("would catch attendance of a cancelled meeting, of a stranger, or kept twice", () => {
    const { ctx, make, change, on, conventionId } = desk();
    const comiteId = make("comite", { conventionId, type: "suivi" });
    const other = make("comite", { conventionId, type: "technique" });
    const [a, b] = ["Amina", "Brahim"].map((nom) => make("membreComite", { comiteId, nom }));
    const stranger = make("membreComite", { comiteId: other, nom: "Salma" });
    const reunionId = make("reunion", { comiteId, tenueLe: "2026-02-01", statut: "tenue" });
    const mark = (
      membreId: string,
      etat: "present" | "absent" | "remplace" | null,
      remplacant: string | null = null,
    ) => markAttendance(ctx, { reunionId, membreId, etat, remplacant });
    mark(a!, "remplace", "Driss");
    mark(b!, "absent");
    const shown = () => on().comites[0]?.reunions[0]?.presences;
    expect(shown()).toContainEqual({ membreId: a, etat: "remplace", remplacant: "Driss" });
    expect(shown()).toContainEqual({ membreId: b, etat: "absent", remplacant: null });
    const { actionId } = mark(a!, "present");
    expect(shown()).toContainEqual({ membreId: a, etat: "present", remplacant: null });
    expect(shown()).toHaveLength(2);
    undoAction(ctx, actionId!);
    expect(shown()).toContainEqual({ membreId: a, etat: "remplace", remplacant: "Driss" });
    expect(refusal(ctx, () => mark(a!, "remplace"))).toBe("remplacant required");
    expect(refusal(ctx, () => mark(stranger, "present"))).toBe("membreId other_committee");
    expect(refusal(ctx, () => change("reunion", reunionId, { statut: "annulee" }))).toBe(
      "statut cancelled_with_content",
    );
    mark(a!, null);
    mark(b!, null);
    change("reunion", reunionId, { statut: "annulee" });
    expect(refusal(ctx, () => mark(a!, "present"))).toBe("reunionId attendance_of_cancelled");
    expect(refusal(ctx, () => make("decisionReunion", { reunionId, texte: "Rien" }))).toBe(
      "reunionId decision_of_cancelled",
    );
  });

  it("would catch minutes signed before the meeting, or a meeting held in the future", () => {
    const { ctx, make, change, conventionId } = desk();
    const comiteId = make("comite", { conventionId, type: "suivi" });
    const id = make("reunion", { comiteId, tenueLe: "2026-02-10" });
    const bad = (patch: Record<string, string>) => refusal(ctx, () => change("reunion", id, patch));
    expect(bad({ pvLe: "2026-02-12" })).toBe("pvLe minutes_of_no_meeting");
    expect(bad({ statut: "tenue", pvLe: "2026-02-09" })).toBe("pvLe minutes_before_meeting");
    expect(bad({ statut: "tenue", tenueLe: "2026-03-03" })).toBe("statut held_in_future");
    change("reunion", id, { statut: "tenue", pvLe: "2026-02-10" });
  });

  it("would catch a decision whose task is forgotten, left behind, or not undone with it", () => {
    const { ctx, make, change, on, conventionId } = desk();
    const officer = colleague(ctx, "Officier");
    change("convention", conventionId, { officierId: officer });
    const comiteId = make("comite", { conventionId, type: "suivi" });
    const reunionId = make("reunion", { comiteId, tenueLe: "2026-02-10", statut: "tenue" });
    const me = currentUser(ctx.store.db)!.id;
    const tasks = () => tasksOf(ctx, "convention", conventionId);
    const plain = make("decisionReunion", { reunionId, texte: "Prendre acte" });
    expect(tasks()).toEqual([]);
    const before = content(ctx.store);
    const made = make("decisionReunion", {
      reunionId,
      texte: "Envoyer la liste",
      responsableId: me,
      echeanceLe: "2026-03-10",
    });
    expect(tasks()).toMatchObject([
      { titre: "Envoyer la liste", assigneId: me, echeanceLe: "2026-03-10", faiteLe: null },
    ]);
    expect(getJournee(ctx).taches.rows.map(({ titre }) => titre)).toEqual(["Envoyer la liste"]);
    undoAction(ctx);
    expect(content(ctx.store)).toEqual(before);
    expect(tasks()).toEqual([]);

    const id = make("decisionReunion", {
      reunionId,
      texte: "Relancer la banque",
      responsable: "Banque fictive",
      echeanceLe: "2026-03-20",
    });
    expect(tasks()).toMatchObject([{ assigneId: officer, note: "Banque fictive" }]);
    const taskId = tasks()[0]!.id;
    change("tache", taskId, { rappelLe: "2026-03-19" });
    change("decisionReunion", id, { echeanceLe: "2026-03-12", texte: "Relancer par écrit" });
    expect(tasks()).toMatchObject([
      { id: taskId, titre: "Relancer par écrit", echeanceLe: "2026-03-12", rappelLe: "2026-03-11" },
    ]);
    change("tache", taskId, { faiteLe: day });
    expect(on().comites[0]?.reunions[0]?.decisions.at(-1)).toMatchObject({
      tacheId: taskId,
      faiteLe: day,
    });
    change("tache", taskId, { faiteLe: null });
    change("decisionReunion", id, { echeanceLe: null, responsable: null });
    expect(tasks()).toEqual([]);
    undoAction(ctx);
    expect(tasks()).toHaveLength(1);
    removeRecord(ctx, "reunion", reunionId);
    expect(tasks()).toEqual([]);
    restoreRecord(ctx, "reunion", reunionId);
    expect(tasks()).toHaveLength(1);
    removeRecord(ctx, "comite", comiteId);
    expect(tasks()).toEqual([]);
    undoAction(ctx);
    expect(tasks().map(({ titre }) => titre)).toEqual(["Relancer par écrit"]);
    expect([plain, made]).not.toContain(id);
  });
});

describe("all conventions", () => {
  it("would catch figures that differ from those of the convention itself", () => {
    const it_ = desk();
    const { ctx, make, conventionId, partenaire } = it_;
    commitmentOf(it_);
    commitmentOf(it_, { echeanceLe: "2026-06-30" });
    const kept = commitmentOf(it_, { periodicite: "semestrielle" });
    make("realisation", { engagementId: kept, faiteLe: "2026-02-01" });
    make("versement", {
      conventionId,
      payeurId: partenaire,
      montantPrevu: 70_000_000,
      prevuLe: "2026-03-15",
    });
    make("versement", {
      conventionId,
      payeurId: partenaire,
      montantPrevu: 30_000_000,
      prevuLe: "2026-02-15",
    });
    make("livrable", { conventionId, genre: "rapport", libelleFr: "R", echeanceLe: "2026-02-20" });
    make("comite", { conventionId, type: "suivi", periodicite: "trimestrielle" });
    const other = signedConvention(ctx);
    for (const jour of ["2025-12-31", "2026-02-14", day, "2027-06-01"]) {
      const row = executionOfAll(ctx.store.db, jour).rows.find(
        (each) => each.conventionId === conventionId,
      )!;
      const one = it_.on(jour);
      const states = Object.groupBy(one.engagements, ({ etat }) => etat);
      expect(row.engagements).toEqual(
        Object.fromEntries(Object.entries(states).map(([etat, list]) => [etat, list.length])),
      );
      expect(row.versements.enRetard).toBe(
        one.versements.filter(({ etat }) => etat === "en_retard").length,
      );
      expect(row.livrables.enRetard).toBe(
        one.livrables.filter(({ etat }) => etat === "en_retard").length,
      );
      expect(row.versements).toMatchObject({ prevu: 100_000_000, verse: 0 });
    }
    // What is kept in memory gives way to what was written since.
    const late = () =>
      executionOfAll(ctx.store.db, day).rows.find((each) => each.conventionId === conventionId)!
        .livrables.enRetard;
    expect(late()).toBe(1);
    it_.change("livrable", it_.on().livrables[0]!.fiche.id, { recuLe: "2026-02-21" });
    expect(late()).toBe(0);
    undoAction(ctx);
    expect(late()).toBe(1);
    const rows = executionOfAll(ctx.store.db, day).rows;
    expect(rows.find((each) => each.conventionId === conventionId)?.prochaine).toEqual({
      le: "2026-03-15",
      genre: "versement",
    });
    expect(rows.find((each) => each.conventionId === other.id)).toMatchObject({
      engagements: {},
      prochaine: null,
    });
  });
});

describe("minutes of a meeting", () => {
  it("would catch minutes without who came, in whose place, or what was decided", () => {
    const { ctx, make, conventionId } = desk();
    const comiteId = make("comite", { conventionId, type: "pilotage", president: "Le directeur" });
    const [a, b] = ["Amina", "Brahim"].map((nom) => make("membreComite", { comiteId, nom }));
    const reunionId = make("reunion", {
      comiteId,
      tenueLe: "2026-02-10",
      statut: "tenue",
      ordreDuJour: "Avancement\n\nFinancement",
    });
    markAttendance(ctx, { reunionId, membreId: a!, etat: "remplace", remplacant: "Driss" });
    markAttendance(ctx, { reunionId, membreId: b!, etat: "absent", remplacant: null });
    make("decisionReunion", { reunionId, texte: "Relancer", echeanceLe: "2026-03-12" });
    const said = documentData(ctx, { kind: "pv_comite", id: reunionId, langue: "ar" });
    expect(said).toMatchObject({
      convention: "اتفاقية وهمية للمواكبة",
      comite: "لجنة القيادة",
      numero: "1",
      tenueLe: "10/02/2026",
      presents: [{ nom: "Driss (Amina)", qualite: "" }],
      absents: [{ nom: "Brahim", qualite: "" }],
      ordreDuJour: [{ texte: "Avancement" }, { texte: "Financement" }],
      decisions: [{ rang: "1", texte: "Relancer", responsable: "", echeanceLe: "12/03/2026" }],
      pvLe: "",
    });
  });

  it.each(["fr", "ar"] as const)(
    "would catch a Word model that lacks a mark in %s",
    async (langue) => {
      const { ctx, make, conventionId } = desk();
      const comiteId = make("comite", { conventionId, type: "suivi" });
      const id = make("reunion", { comiteId, tenueLe: "2026-02-10", statut: "tenue" });
      make("decisionReunion", { reunionId: id, texte: "Décision fictive" });
      const path = join(tempFolder(), "pv.docx");
      const asked = { kind: "pv_comite", id, langue, format: "docx" } as const;
      expect(await saveDocument(ctx, asked, path)).toBe(`pv-comite-C-2026-01-1-${langue}.docx`);
      const body = new PizZip(readFileSync(path)).file("word/document.xml")!.asText();
      expect(body).toContain("Décision fictive");
      expect(body).not.toMatch(/[{}]/);
    },
  );
});
