import { describe, expect, it } from "vitest";
import type { FieldFault } from "../../src-main/contract/errors.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { Context } from "../../src-main/services/context.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import {
  anchorFinancements,
  getFinancement,
  listFinancements,
  planFinancement,
  totalFinancements,
} from "../../src-main/services/financements.ts";
import { restoreRecord, undoAction } from "../../src-main/services/journal.ts";
import { Invalid, NotFound } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { versionReference } from "../../src-main/services/references.ts";
import { BadCursor } from "../../src-main/store/queries/dossiers.ts";
import { referenceRows } from "../../src-main/store/queries/reference.ts";
import { newRegister, snapshot, thrownBy, today } from "../support/register.ts";

const MDH = 100_000_000;
const DH = 100;

type Given = Record<string, FieldValue>;
const make = (ctx: Context, record: RecordKey, values: Given, sure: string[] = []) =>
  createRecord(ctx, { record, values, sure }).id!;
const change = (ctx: Context, record: RecordKey, id: string, patch: Given, sure: string[] = []) =>
  updateRecord(ctx, { record, id, patch, sure });
const faultOf = (work: () => unknown): FieldFault | undefined => {
  const error = thrownBy(work);
  return error instanceof Invalid ? error.faults[0] : undefined;
};

const holder = (ctx: Context, values: Given = {}) =>
  make(ctx, "accompagnement", { intitule: "Atelier de tissage fictif", ...values });
const project = (ctx: Context, montant: number | null = 10 * MDH): string => {
  const { id } = createDossier(ctx, {
    projet: { intituleFr: "Moulin fictif", montant },
    dossier: { acte: "avna", deposeLe: "2026-01-05" },
  });
  return ctx.store.db
    .prepare("SELECT projet_id FROM dossier WHERE id = ?")
    .pluck()
    .get(id) as string;
};
const campaign = (ctx: Context, values: Given = {}, sure: string[] = []) =>
  make(
    ctx,
    "financement",
    {
      type: "collaboratif",
      categorie: "pret",
      accompagnementId: "accompagnementId" in values ? null : holder(ctx),
      montantDemande: 2 * MDH,
      ouvertLe: "2026-02-01",
      clotLe: "2026-03-31",
      ...values,
    },
    sure,
  );
/** Doubles the ceiling of loans from a day on, as the screen of the lists does. */
function doubleLoans(ctx: Context, effectiveFrom: string): void {
  const row = referenceRows(ctx.store.db, "plafond_collaboratif").find(
    ({ key }) => key === "pret",
  )!;
  const { id, label, source, confidence, note, attrs } = row;
  versionReference(ctx, {
    id,
    effectiveFrom,
    row: {
      label,
      source,
      confidence,
      note,
      url: null,
      attrs: { ...attrs, amountCentimes: 6 * MDH },
    },
  });
}

describe("a financing", () => {
  it("would catch a number given twice, or a financing without state or holder", () => {
    const ctx = newRegister();
    const first = campaign(ctx);
    const second = campaign(ctx);
    expect(getFinancement(ctx, first).row).toMatchObject({
      reference: "F-2026-0001",
      statut: "montage",
      titulaireFr: null,
      objetFr: "Atelier de tissage fictif",
    });
    removeRecord(ctx, "financement", second);
    expect(getFinancement(ctx, campaign(ctx)).row.reference).toBe("F-2026-0003");
    expect(
      faultOf(() => make(ctx, "financement", { type: "credit", montantDemande: MDH })),
    ).toMatchObject({ field: "projetId", code: "financing_for_nobody" });
  });

  it("would catch a campaign without a category, or a bank loan with one", () => {
    const ctx = newRegister();
    expect(faultOf(() => campaign(ctx, { categorie: null }))).toMatchObject({
      field: "categorie",
      code: "category_missing",
    });
    expect(faultOf(() => campaign(ctx, { type: "credit" }))).toMatchObject({
      field: "categorie",
      code: "category_unwanted",
    });
    const id = campaign(ctx);
    change(ctx, "financement", id, { type: "credit", categorie: null });
    expect(getFinancement(ctx, id).campagne).toBeNull();
  });

  it("would catch a project other than that of the accompaniment, or a plan that loses it", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const accompagnementId = holder(ctx, { projetId });
    const id = campaign(ctx, { accompagnementId });
    expect(getFinancement(ctx, id).row.projetId).toBe(projetId);
    expect(faultOf(() => change(ctx, "financement", id, { projetId: project(ctx) }))).toMatchObject(
      { field: "projetId", code: "not_its_project" },
    );
    // The accompaniment had no project yet: it gets one, and its plan follows.
    const later = holder(ctx, { cout: MDH });
    const own = campaign(ctx, {
      accompagnementId: later,
      categorie: "don",
      montantDemande: 30_000_00,
    });
    expect(planFinancement(ctx, { accompagnementId: later })).toMatchObject({
      accompagnementId: later,
      coutDe: "accompagnement",
    });
    change(ctx, "accompagnement", later, { projetId });
    const plan = planFinancement(ctx, { accompagnementId: later });
    expect(plan).toMatchObject({ projetId, coutDe: "projet", cout: 10 * MDH });
    expect(plan.lignes.map((each) => each.id).toSorted()).toEqual([id, own].toSorted());
  });

  it("would catch dates out of order, told without both of them", () => {
    const ctx = newRegister();
    expect(faultOf(() => campaign(ctx, { clotLe: "2026-01-15" }))).toEqual({
      field: "clotLe",
      code: "date_order",
      params: {
        first: "financement.ouvertLe",
        firstDate: "2026-02-01",
        second: "financement.clotLe",
        secondDate: "2026-01-15",
      },
    });
    const id = campaign(ctx, { demandeLe: "2026-01-10" });
    expect(
      faultOf(() => change(ctx, "financement", id, { decisionLe: "2026-01-09" })),
    ).toMatchObject({
      field: "decisionLe",
      code: "date_order",
    });
  });

  it("would catch more granted than asked without a question, or more paid than granted", () => {
    const ctx = newRegister();
    const id = campaign(ctx, { type: "credit", categorie: null });
    const grant = { montantAccorde: 2 * MDH + 1 };
    expect(faultOf(() => change(ctx, "financement", id, grant))).toMatchObject({
      field: "montantAccorde",
      code: "granted_above_asked",
      params: { depassementCentimes: 1 },
    });
    change(ctx, "financement", id, grant, ["montantAccorde"]);
    expect(
      faultOf(() =>
        change(ctx, "financement", id, { montantVerse: 2 * MDH + 2 }, ["montantVerse"]),
      ),
    ).toMatchObject({ field: "montantVerse", code: "paid_above_granted" });
    change(ctx, "financement", id, { montantVerse: 2 * MDH + 1, statut: "accorde" });
    expect(getFinancement(ctx, id).suggestion).toMatchObject({
      statut: "verse",
      raison: "verse_en_entier",
    });
    expect(faultOf(() => change(ctx, "financement", id, { montantAccorde: MDH }))).toMatchObject({
      field: "montantAccorde",
      code: "paid_above_granted",
    });
  });
});

describe("a ceiling", () => {
  it("would catch a target one centime above it accepted without a question, or refused at it", () => {
    const ctx = newRegister();
    for (const [categorie, ceiling] of [
      ["pret", 3 * MDH],
      ["investissement", 5 * MDH],
      ["don", 450_000 * DH],
    ] as const) {
      const at = campaign(ctx, { categorie, montantDemande: ceiling });
      expect(getFinancement(ctx, at).row.depasse).toBe(false);
      const above = { categorie, montantDemande: ceiling + 1, accompagnementId: holder(ctx) };
      const kept = snapshot(ctx.store);
      expect(faultOf(() => campaign(ctx, above))).toMatchObject({
        field: "montantDemande",
        code: "above_ceiling",
        params: {
          plafondCentimes: ceiling,
          depassementCentimes: 1,
          le: "2026-02-01",
          source: expect.stringContaining("15-18") as string,
        },
      });
      expect(snapshot(ctx.store)).toEqual(kept);
      const id = campaign(ctx, above, ["montantDemande"]);
      const detail = getFinancement(ctx, id);
      expect(detail.row.depasse).toBe(true);
      expect(detail.plafonds[0]).toMatchObject({ code: "projet", depassement: 1, confidence: "B" });
      expect(detail.campagne?.superviseur).toBe(
        categorie === "investissement" ? "ammc" : "bank_al_maghrib",
      );
      // What was confirmed is not asked about again by another field.
      change(ctx, "financement", id, { observation: "Dossier complet" });
      expect(
        faultOf(() => change(ctx, "financement", id, { montantDemande: ceiling + 2 })),
      ).toMatchObject({ code: "above_ceiling" });
    }
  });

  it("would catch the ceiling of today applied to a campaign opened under another", () => {
    const ctx = newRegister();
    doubleLoans(ctx, "2026-02-15");
    const amount = { montantDemande: 4 * MDH };
    const { params } = faultOf(() => campaign(ctx, { ...amount, ouvertLe: "2026-02-14" }))!;
    expect(params).toMatchObject({ plafondCentimes: 3 * MDH, le: "2026-02-14" });
    const id = campaign(ctx, { ...amount, ouvertLe: "2026-02-15" });
    expect(getFinancement(ctx, id).plafonds[0]).toMatchObject({
      montant: 6 * MDH,
      depassement: null,
    });
    // Without an opening the request decides, and without both, today.
    expect(
      faultOf(() => campaign(ctx, { ...amount, ouvertLe: null, demandeLe: "2026-02-10" })),
    ).toMatchObject({ code: "above_ceiling" });
    campaign(ctx, { ...amount, ouvertLe: null, clotLe: null });
    // Opened earlier after all: asked, though the amount is the same.
    expect(faultOf(() => change(ctx, "financement", id, { ouvertLe: "2026-02-02" }))).toMatchObject(
      {
        field: "montantDemande",
        code: "above_ceiling",
      },
    );
    expect(getFinancement(ctx, id).row.ouvertLe).toBe("2026-02-15");
    // Before the law there is no ceiling to speak of.
    expect(
      getFinancement(ctx, campaign(ctx, { ...amount, ouvertLe: "2021-08-31" })).plafonds,
    ).toEqual([]);
  });

  it("would catch the authorisation of large donations told otherwise than it is published", () => {
    const ctx = newRegister();
    const id = campaign(ctx, { categorie: "don", montantDemande: 400_000 * DH });
    expect(getFinancement(ctx, id).plafonds).toMatchObject([
      { code: "projet", montant: 450_000 * DH, depassement: null, indicatif: false },
      {
        code: "autorisation",
        montant: 500_000 * DH,
        depassement: null,
        indicatif: true,
        note: expect.stringContaining("Publié tel quel") as string,
      },
    ]);
  });

  it("would catch an honour loan of Forsa or a credit of Intelaka above what the programme gives", () => {
    const ctx = newRegister();
    const request = (values: Given, sure: string[] = []) =>
      make(ctx, "financement", { accompagnementId: holder(ctx, { cout: MDH }), ...values }, sure);
    const forsa = { type: "pret_honneur", programme: "forsa" };
    request({ ...forsa, montantDemande: 100_000 * DH });
    expect(faultOf(() => request({ ...forsa, montantDemande: 100_001 * DH }))).toMatchObject({
      code: "above_ceiling",
      params: { plafondCentimes: 100_000 * DH, depassementCentimes: DH },
    });
    expect(
      faultOf(() =>
        request({ type: "credit", programme: "intelaka", montantDemande: 1.2 * MDH + 1 }),
      ),
    ).toMatchObject({ params: { plafondCentimes: 1.2 * MDH } });
    // The programme of the accompaniment holds when the request names none.
    expect(
      faultOf(() =>
        make(ctx, "financement", {
          type: "credit",
          accompagnementId: holder(ctx, { programme: "intelaka" }),
          montantDemande: 2 * MDH,
        }),
      ),
    ).toMatchObject({ code: "above_ceiling" });
    const indh = request({ type: "subvention", programme: "indh3", montantDemande: 200_000 * DH });
    expect(getFinancement(ctx, indh)).toMatchObject({
      row: { depasse: false },
      plafonds: [
        {
          code: "subvention_jeunes",
          montant: 100_000 * DH,
          depassement: 100_000 * DH,
          indicatif: true,
        },
        { code: "subvention_ess", montant: 300_000 * DH, depassement: null, indicatif: false },
        { code: "subvention_part", montant: 600_000 * DH, depassement: null, indicatif: false },
      ],
    });
  });

  it("would catch two campaigns of a project that pass its ceiling together, untold", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const of = { projetId, accompagnementId: null };
    const first = campaign(ctx, of);
    expect(getFinancement(ctx, first).campagne?.cumul).toBeNull();
    const second = campaign(ctx, of);
    expect(getFinancement(ctx, first).campagne?.cumul).toBe(4 * MDH);
    change(ctx, "financement", second, { statut: "abandonne" });
    expect(getFinancement(ctx, first).campagne?.cumul).toBeNull();
  });
});

describe("what a campaign collects", () => {
  const total = (ctx: Context, financementId: string, values: Given, sure: string[] = []) =>
    make(ctx, "collecte", { financementId, montant: MDH, le: "2026-02-10", ...values }, sure);

  it("would catch a running total that goes down, before or after it in time", () => {
    const ctx = newRegister();
    const id = campaign(ctx);
    total(ctx, id, {});
    const last = total(ctx, id, { le: "2026-02-20", montant: 1.5 * MDH, contributeurs: 40 });
    expect(faultOf(() => total(ctx, id, { le: "2026-02-25", montant: 1.5 * MDH - 1 }))).toEqual({
      field: "montant",
      code: "total_goes_down",
      params: {
        le: "2026-02-20",
        totalCentimes: 1.5 * MDH,
        apresLe: "2026-02-25",
        apresCentimes: 1.5 * MDH - 1,
      },
    });
    expect(faultOf(() => total(ctx, id, { le: "2026-02-15", montant: 1.6 * MDH }))).toMatchObject({
      code: "total_goes_down",
      params: { le: "2026-02-15", apresLe: "2026-02-20" },
    });
    expect(faultOf(() => change(ctx, "collecte", last, { montant: 0.5 * MDH }))).toMatchObject({
      code: "total_goes_down",
    });
    expect(faultOf(() => total(ctx, id, { le: "2026-02-20", montant: 2 * MDH }))).toMatchObject({
      code: "total_already_there",
    });
    expect(
      faultOf(() => total(ctx, id, { le: "2026-02-22", montant: 1.5 * MDH, contributeurs: 40.5 })),
    ).toMatchObject({
      field: "contributeurs",
      code: "not_whole",
    });
    expect(getFinancement(ctx, id).campagne).toMatchObject({
      collecte: 1.5 * MDH,
      contributeurs: 40,
    });
  });

  it("would catch money counted outside the campaign without a question, in the future or on a bank loan", () => {
    const ctx = newRegister();
    const id = campaign(ctx, { clotLe: "2026-02-20" });
    expect(faultOf(() => total(ctx, id, { le: "2026-01-31" }))).toMatchObject({
      field: "le",
      code: "before_campaign",
    });
    expect(faultOf(() => total(ctx, id, { le: "2026-02-21" }))).toMatchObject({
      code: "after_campaign",
      params: { clotLe: "2026-02-20" },
    });
    total(ctx, id, { le: "2026-02-21" }, ["le"]);
    expect(getFinancement(ctx, id).campagne?.releves[0]?.hors).toBe("apres");
    expect(faultOf(() => total(ctx, id, { le: "2026-03-03" }, ["le"]))).toMatchObject({
      code: "future_date",
    });
    const loan = campaign(ctx, { type: "credit", categorie: null });
    expect(faultOf(() => total(ctx, loan, {}))).toMatchObject({ code: "not_a_campaign" });
    expect(
      faultOf(() => change(ctx, "financement", id, { type: "credit", categorie: null })),
    ).toMatchObject({ field: "type", code: "campaign_has_totals" });
  });

  it("would catch a result that is not that of the facts, or a state suggested without them", () => {
    const ctx = newRegister();
    const id = campaign(ctx);
    expect(getFinancement(ctx, id)).toMatchObject({
      campagne: { etat: "en_cours", atteintBp: 0, atteintLe: null, joursRestants: 29 },
      suggestion: { statut: "collecte", raison: "campagne_ouverte", le: "2026-02-01" },
    });
    total(ctx, id, { montant: 2 * MDH - 1 });
    expect(getFinancement(ctx, id).campagne).toMatchObject({ atteintBp: 9999, atteint: false });
    total(ctx, id, { le: "2026-02-28", montant: 220_000_000 });
    expect(getFinancement(ctx, id)).toMatchObject({
      campagne: { atteintBp: 11_000, atteint: true, atteintLe: "2026-02-28" },
      suggestion: { statut: "accorde", raison: "objectif_atteint", le: "2026-02-28" },
    });
    const short = campaign(ctx, { clotLe: "2026-03-01" });
    expect(getFinancement(ctx, short)).toMatchObject({
      campagne: { etat: "close", joursRestants: null },
      suggestion: { statut: "echoue", raison: "sous_objectif", le: "2026-03-01" },
    });
    const lastDay = campaign(ctx, { clotLe: today });
    expect(getFinancement(ctx, lastDay).campagne).toMatchObject({
      etat: "en_cours",
      joursRestants: 0,
    });
    change(ctx, "financement", short, { statut: "echoue" });
    expect(getFinancement(ctx, short).suggestion).toBeNull();
  });

  it("would catch totals left behind by a campaign that goes to the trash or comes back", () => {
    const ctx = newRegister();
    const id = campaign(ctx);
    total(ctx, id, {});
    const before = snapshot(ctx.store);
    const { actionId } = removeRecord(ctx, "financement", id);
    expect(
      ctx.store.db.prepare("SELECT count(*) FROM collecte WHERE deleted_at IS NULL").pluck().get(),
    ).toBe(0);
    undoAction(ctx, actionId!);
    expect(
      [...snapshot(ctx.store).get("collecte")!.values()].map((row) => row["deleted_at"]),
    ).toEqual([...before.get("collecte")!.values()].map((row) => row["deleted_at"]));
    expect(
      faultOf(() =>
        removeRecord(ctx, "accompagnement", getFinancement(ctx, id).row.accompagnementId!),
      ),
    ).toMatchObject({ code: "still_financed" });
  });
});

describe("the trash", () => {
  it("would catch a project that comes back with its last dossier but without its financings", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const dossier = ctx.store.db
      .prepare("SELECT id FROM dossier WHERE projet_id = ?")
      .pluck()
      .get(projetId) as string;
    const id = campaign(ctx, { projetId, accompagnementId: null });
    make(ctx, "collecte", { financementId: id, montant: MDH, le: "2026-02-10" });
    make(ctx, "tache", { titre: "Relancer", recordTable: "financement", recordId: id });
    const gone = campaign(ctx, { projetId, accompagnementId: null });
    removeRecord(ctx, "financement", gone);
    removeRecord(ctx, "dossier", dossier);
    expect(thrownBy(() => getFinancement(ctx, id))).toBeInstanceOf(NotFound);
    restoreRecord(ctx, "dossier", dossier);
    expect(getFinancement(ctx, id).campagne).toMatchObject({ collecte: MDH });
    expect(
      ctx.store.db
        .prepare("SELECT count(*) FROM tache WHERE record_id = ? AND deleted_at IS NULL")
        .pluck()
        .get(id),
    ).toBe(1);
    // What was deleted before stays where it was put.
    expect(thrownBy(() => getFinancement(ctx, gone))).toBeInstanceOf(NotFound);
  });

  it("would catch the other dossiers of a deleted project brought back with one of them", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const first = ctx.store.db
      .prepare("SELECT id FROM dossier WHERE projet_id = ?")
      .pluck()
      .get(projetId) as string;
    createDossier(ctx, { projetId, dossier: { acte: "eie", deposeLe: "2026-01-06" } });
    removeRecord(ctx, "projet", projetId);
    restoreRecord(ctx, "dossier", first);
    expect(
      ctx.store.db.prepare("SELECT count(*) FROM dossier WHERE deleted_at IS NULL").pluck().get(),
    ).toBe(1);
  });
});

describe("a financing plan", () => {
  it("would catch a plan out by a centime, or a guarantee or a refused credit counted as money", () => {
    const ctx = newRegister();
    const projetId = project(ctx);
    const line = (type: string, statut: string, montantDemande: number, rest: Given = {}) =>
      make(ctx, "financement", { projetId, type, statut, montantDemande, ...rest });
    line("apport", "accorde", 2 * MDH, { montantAccorde: 2 * MDH, montantVerse: MDH });
    line("credit", "accorde", 5 * MDH, { montantAccorde: 4 * MDH });
    line("garantie", "accorde", 3 * MDH, { montantAccorde: 3 * MDH });
    line("credit", "refuse", 6 * MDH);
    line("subvention", "abandonne", MDH);
    const loan = line("collaboratif", "collecte", 3 * MDH, { categorie: "pret" });
    const plan = () => planFinancement(ctx, { projetId });
    expect(plan()).toMatchObject({
      etat: "manque",
      cout: 10 * MDH,
      demande: 10 * MDH,
      accorde: 6 * MDH,
      verse: MDH,
      retenu: 9 * MDH,
      sur: 6 * MDH,
      espere: 3 * MDH,
      ecart: -MDH,
      ecartBp: -1000,
      resteASecuriser: 4 * MDH,
    });
    expect(plan().lignes.map(({ type, part }) => `${type} ${part}`)).toEqual([
      "apport sur",
      "credit sur",
      "credit ecarte",
      "subvention ecarte",
      "garantie couvre",
      "collaboratif espere",
    ]);
    const last = line("prime", "montage", MDH - 1);
    expect(plan()).toMatchObject({ etat: "manque", ecart: -1, ecartBp: -0 });
    change(ctx, "financement", last, { montantDemande: MDH });
    expect(plan()).toMatchObject({ etat: "equilibre", ecart: 0 });
    change(ctx, "financement", last, { montantDemande: MDH + 1 });
    expect(plan()).toMatchObject({ etat: "excedent", ecart: 1 });
    change(ctx, "financement", loan, { statut: "accorde" });
    expect(plan().lignes.find(({ id }) => id === loan)).toMatchObject({
      part: "sur",
      retenu: 3 * MDH,
      accordeManque: true,
    });
  });

  it("would catch a plan said balanced because no cost is known", () => {
    const ctx = newRegister();
    const accompagnementId = holder(ctx);
    const plan = () => planFinancement(ctx, { accompagnementId });
    expect(plan()).toMatchObject({ etat: "sans_cout", cout: null, ecart: null, ecartBp: null });
    change(ctx, "accompagnement", accompagnementId, { cout: 150_000 * DH });
    make(ctx, "financement", { type: "apport", accompagnementId, montantDemande: 150_000 * DH });
    expect(plan()).toMatchObject({
      etat: "equilibre",
      coutDe: "accompagnement",
      espere: 150_000 * DH,
    });
  });
});

describe("the list of financings", () => {
  it("would catch a line lost between two pages, a filter or a sum that keeps another's", () => {
    const ctx = newRegister();
    const ids = Array.from({ length: 45 }, (_, n) =>
      campaign(ctx, { montantDemande: (n % 7) * 10_000 * DH + 10_000 * DH }),
    );
    make(ctx, "financement", {
      type: "credit",
      accompagnementId: holder(ctx, { intitule: "Boulangerie Atlas" }),
      montantDemande: MDH,
      montantAccorde: 0.5 * MDH,
    });
    const sort = { key: "montantDemande", desc: true } as const;
    const filter = { type: ["collaboratif"] };
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = listFinancements(ctx, { filter, sort, cursor, limit: 20 });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    const { count, cursors } = anchorFinancements(ctx, { filter, sort, pageSize: 20 });
    expect(count).toBe(45);
    expect(
      listFinancements(ctx, { filter, sort, cursor: cursors[1], limit: 20 }).rows.map(
        ({ id }) => id,
      ),
    ).toEqual(seen.slice(40));
    expect(totalFinancements(ctx, { type: ["credit"] })).toEqual({
      count: 1,
      demande: MDH,
      accorde: 0.5 * MDH,
      verse: 0,
    });
    expect(
      listFinancements(ctx, { filter: { text: "boulang" }, sort, limit: 5 }).rows.map(
        ({ objetFr }) => objetFr,
      ),
    ).toEqual(["Boulangerie Atlas"]);
    expect(
      thrownBy(() =>
        listFinancements(ctx, {
          filter,
          sort: { key: "reference", desc: true },
          cursor: cursors[0],
          limit: 5,
        }),
      ),
    ).toBeInstanceOf(BadCursor);
  });
});
