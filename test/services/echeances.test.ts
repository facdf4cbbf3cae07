import { describe, expect, it, test } from "vitest";
import type { EcheancesFilter } from "../../src-main/contract/echeances.ts";
import { calendarFile, echeancesFile } from "../../src-main/services/agenda.ts";
import { currentUser, type Context } from "../../src-main/services/context.ts";
import { listBarres, listEcheances, mesEcheances } from "../../src-main/services/echeances.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { changerOf, colleague, makerOf, signedConvention } from "../support/convention.ts";
import { newRegister, today } from "../support/register.ts";

type Values = Parameters<typeof signedConvention>[1];

/** A register with one signed convention. */
function desk(values: Values = {}, signeLe: string | null = "2026-01-01") {
  const ctx = newRegister();
  const convention = signedConvention(ctx, values, signeLe);
  return { ctx, make: makerOf(ctx), change: changerOf(ctx), ...convention };
}

/** Deadlines of a window as « kind day state », told on a day. */
function told(
  ctx: Context,
  du: string,
  au: string,
  jour: string = today,
  filter: EcheancesFilter = {},
): string[] {
  const { rows } = listEcheances(ctx.store.db, { du, au, jour, limit: 500, ...filter });
  return rows.map(({ genre, le, etat }) => `${genre} ${le} ${etat}`);
}

const renewed = {
  effetLe: "2021-07-01",
  finLe: "2022-06-30",
  reconductionTacite: 1,
  reconductionMois: 12,
  preavisMois: 3,
};

describe("ends and notice windows", () => {
  test.each([
    ["2026-01-15", ["preavis 2026-03-30 a_venir", "fin 2026-06-30 a_venir"]],
    ["2026-03-01", ["preavis 2026-03-30 alerte", "fin 2026-06-30 a_venir"]],
    ["2026-03-30", ["preavis 2026-03-30 alerte", "fin 2026-06-30 a_venir"]],
    // The window is open: nothing is late before the term ends.
    ["2026-06-29", ["preavis 2026-03-30 alerte", "fin 2026-06-30 alerte"]],
    ["2026-06-30", ["preavis 2026-03-30 alerte", "fin 2026-06-30 alerte"]],
    // Renewed: what is past is done, the next term is the current one.
    ["2026-07-01", ["preavis 2026-03-30 faite", "fin 2026-06-30 faite"]],
  ] as const)("a convention renewed by tacit agreement is told wrong on %s", (jour, expected) => {
    const { ctx } = desk(renewed, "2021-07-01");
    expect(told(ctx, "2026-01-01", "2026-12-31", jour)).toEqual(expected);
  });

  it("would catch a renewal that has not taken place shown as a deadline, or a current one forgotten", () => {
    const { ctx } = desk(renewed, "2021-07-01");
    const wide = ["2026-07-02", "2030-01-01"] as const;
    expect(told(ctx, ...wide)).toEqual([]);
    expect(told(ctx, ...wide, "2026-07-01")).toEqual([
      "preavis 2027-03-30 a_venir",
      "fin 2027-06-30 a_venir",
    ]);
  });

  it("would catch a last term said to be renewed, or a notice window opened before it", () => {
    const { ctx } = desk({ ...renewed, reconductionMax: 4 }, "2021-07-01");
    const { rows } = listEcheances(ctx.store.db, {
      du: "2025-01-01",
      au: "2027-01-01",
      jour: today,
      limit: 10,
    });
    expect(rows.map(({ genre, le, suite }) => [genre, le, suite])).toEqual([
      ["preavis", "2025-03-30", null],
      ["fin", "2025-06-30", "reconduction"],
      ["fin", "2026-06-30", "fin"],
    ]);
  });

  it("would catch a month end that slides when the notice is counted in months", () => {
    const { ctx } = desk(
      { ...renewed, effetLe: "2025-06-01", finLe: "2026-05-31", preavisMois: 3, preavisJours: 10 },
      "2025-06-01",
    );
    // Three months before 31 May is 28 February, ten days before it the 18th.
    expect(told(ctx, "2026-01-01", "2026-12-31")).toEqual([
      "preavis 2026-02-18 alerte",
      "fin 2026-05-31 alerte",
    ]);
  });

  it("would catch a notice given that is still asked for, or an end said to be renewed after it", () => {
    const { ctx } = desk({ ...renewed, denonceeLe: "2026-02-01" }, "2021-07-01");
    expect(told(ctx, "2026-03-01", "2027-12-31")).toEqual([
      "preavis 2026-03-30 faite",
      "fin 2026-06-30 a_venir",
    ]);
    const { rows } = listEcheances(ctx.store.db, {
      du: "2026-06-30",
      au: "2026-06-30",
      jour: today,
      limit: 1,
    });
    expect(rows[0]!.suite).toBe("fin");
    // The day before the notice nobody knew of it.
    expect(told(ctx, "2026-03-01", "2026-12-31", "2026-01-31")).toContain(
      "preavis 2026-03-30 a_venir",
    );
  });

  it("would catch the former end of a convention whose avenant moved it", () => {
    const { ctx, id } = desk({ finLe: "2026-05-31" });
    commit(ctx.store, { kind: "convention.avenant", userId: "essai" }, (writer) => {
      const avenantId = writer.insert("convention", {
        numero: "C-2026-01/A1",
        type: "avenant",
        parentId: id,
        intituleFr: "Avenant fictif",
        effetLe: "2026-02-01",
      });
      const organisations = ctx.store.db
        .prepare("SELECT organisation_id FROM partie WHERE convention_id = ?")
        .pluck()
        .all(id) as string[];
      for (const [place, organisationId] of organisations.entries()) {
        writer.insert("partie", {
          conventionId: avenantId,
          organisationId,
          role: "partenaire",
          signeLe: "2026-02-01",
          ordre: `a${place}`,
        });
      }
      writer.insert("modification", { avenantId, champ: "finLe", valeur: '"2026-08-31"' });
    });
    expect(told(ctx, "2026-03-01", "2026-12-31")).toEqual(["fin 2026-08-31 a_venir"]);
    expect(told(ctx, "2026-03-01", "2026-12-31", "2026-01-15")).toEqual(["fin 2026-05-31 a_venir"]);
  });

  it("would catch a term that a suspension stops, or an unsigned convention that alarms", () => {
    const held = desk({ finLe: "2026-04-30" });
    held.make("suspension", { conventionId: held.id, duLe: "2026-02-01" });
    expect(told(held.ctx, "2026-03-01", "2026-12-31")).toEqual(["fin 2026-04-30 alerte"]);
    const { rows } = listEcheances(held.ctx.store.db, {
      du: "2026-03-01",
      au: "2026-12-31",
      jour: today,
      limit: 1,
    });
    expect(rows[0]!.convention.statut).toBe("suspendue");
    const draft = desk({ finLe: "2026-04-30" }, null);
    draft.make("engagement", {
      conventionId: draft.id,
      libelleFr: "Accueillir",
      echeanceLe: "2026-03-10",
    });
    expect(told(draft.ctx, "2026-01-01", "2026-12-31")).toEqual([]);
  });
});

describe("what is owed", () => {
  it("would catch a periodic commitment that misses a month end, or one past the end of the convention", () => {
    const { ctx, make, id } = desk({ finLe: "2026-06-15" });
    const engagementId = make("engagement", {
      conventionId: id,
      libelleFr: "Rendre compte",
      libelleAr: "تقديم الحصيلة",
      echeanceLe: "2026-01-31",
      periodicite: "mensuelle",
    });
    make("realisation", { engagementId, pourLe: "2026-01-31", faiteLe: "2026-01-30" });
    expect(told(ctx, "2026-01-01", "2026-12-31", today, { genres: ["engagement"] })).toEqual([
      "engagement 2026-01-31 faite",
      "engagement 2026-02-28 retard",
      "engagement 2026-03-31 a_venir",
      "engagement 2026-04-30 a_venir",
      "engagement 2026-05-31 a_venir",
    ]);
    expect(told(ctx, "2026-03-31", "2026-04-29", today, { genres: ["engagement"] })).toEqual([
      "engagement 2026-03-31 a_venir",
    ]);
  });

  it("would catch a proof given on a later day told of an earlier one", () => {
    const { ctx, make, id } = desk();
    const engagementId = make("engagement", {
      conventionId: id,
      libelleFr: "Ouvrir l’espace",
      echeanceLe: "2026-02-20",
    });
    make("realisation", { engagementId, faiteLe: "2026-02-25" });
    const on = (jour: string) =>
      told(ctx, "2026-02-01", "2026-02-28", jour, { genres: ["engagement"] });
    expect(on("2026-02-24")).toEqual(["engagement 2026-02-20 retard"]);
    expect(on("2026-02-25")).toEqual(["engagement 2026-02-20 faite"]);
    expect(on("2026-02-05")).toEqual(["engagement 2026-02-20 alerte"]);
    expect(on("2026-02-04")).toEqual(["engagement 2026-02-20 a_venir"]);
  });

  it("would catch an instalment paid or a report accepted still shown, and one only received called late", () => {
    const { ctx, make, id, partenaire } = desk();
    const shared = { conventionId: id, payeurId: partenaire, montantPrevu: 5_000_000 };
    make("versement", {
      ...shared,
      prevuLe: "2026-02-01",
      verseLe: "2026-02-02",
      montantVerse: 5_000_000,
    });
    make("versement", { ...shared, prevuLe: "2026-02-10" });
    const report = { conventionId: id, genre: "rapport", libelleFr: "Bilan" };
    make("livrable", {
      ...report,
      echeanceLe: "2026-02-03",
      accepteLe: "2026-02-05",
      recuLe: "2026-02-04",
    });
    make("livrable", { ...report, echeanceLe: "2026-02-11", recuLe: "2026-02-15" });
    make("livrable", { ...report, genre: "livrable", echeanceLe: "2026-02-12" });
    const { rows } = listEcheances(ctx.store.db, {
      du: "2026-02-01",
      au: "2026-02-28",
      jour: today,
      limit: 10,
    });
    expect(
      rows.map(({ genre, le, etat, jours, tranche }) => [genre, le, etat, jours, tranche]),
    ).toEqual([
      ["versement", "2026-02-10", "retard", -20, 2],
      ["rapport", "2026-02-11", "alerte", -19, null],
      ["livrable", "2026-02-12", "retard", -18, null],
    ]);
    expect(rows[0]!.partie?.nomFr).toBe("Laboratoire fictif");
    expect(rows[0]!.montant).toBe(5_000_000);
  });

  it("would catch anything owed after a termination, or an end left where it was", () => {
    const { ctx, make, change, id } = desk();
    make("engagement", {
      conventionId: id,
      libelleFr: "Former",
      echeanceLe: "2026-01-31",
      periodicite: "mensuelle",
    });
    make("livrable", {
      conventionId: id,
      genre: "livrable",
      libelleFr: "Étude",
      echeanceLe: "2026-06-01",
    });
    change("convention", id, { resilieeLe: "2026-03-01", resiliationMotif: "Essai" });
    expect(told(ctx, "2026-01-01", "2028-12-31")).toEqual([
      "engagement 2026-01-31 retard",
      "engagement 2026-02-28 retard",
      "fin 2026-03-01 faite",
    ]);
  });

  it("would catch a meeting proposed while one is planned, or none proposed after the last", () => {
    const { ctx, make, id } = desk();
    const comiteId = make("comite", {
      conventionId: id,
      type: "pilotage",
      periodicite: "trimestrielle",
    });
    const on = () => {
      const { rows } = listEcheances(ctx.store.db, {
        du: "2026-01-01",
        au: "2026-12-31",
        jour: today,
        limit: 10,
        genres: ["comite"],
      });
      return rows.map(({ le, etat, proposee }) => [le, etat, proposee]);
    };
    expect(on()).toEqual([["2026-04-01", "a_venir", true]]);
    make("reunion", { comiteId, tenueLe: "2026-01-20", statut: "tenue" });
    expect(on()).toEqual([["2026-04-20", "a_venir", true]]);
    make("reunion", { comiteId, tenueLe: "2026-03-10", statut: "prevue" });
    expect(on()).toEqual([["2026-03-10", "alerte", false]]);
  });
});

describe("filters and counts", () => {
  it("would catch a filter that keeps another's deadline, or a count of the rows shown only", () => {
    const { ctx, make, id, centre } = desk({ pole: "impulsion", programme: "izdihar" });
    const other = colleague(ctx, "Nadia Exemple");
    make("engagement", {
      conventionId: id,
      libelleFr: "A",
      echeanceLe: "2026-03-05",
      responsableId: other,
    });
    make("engagement", { conventionId: id, libelleFr: "B", echeanceLe: "2026-03-05" });
    make("engagement", { conventionId: id, libelleFr: "C", echeanceLe: "2026-04-09" });
    const asked = { du: "2026-03-01", au: "2026-12-31", jour: today };
    const { db } = ctx.store;
    const found = listEcheances(db, { ...asked, limit: 1 });
    expect(found).toMatchObject({
      total: 3,
      genres: { engagement: 3 },
      mois: { "2026-03": 2, "2026-04": 1 },
      etats: { alerte: 2, a_venir: 1 },
    });
    expect(found.rows).toHaveLength(1);
    const names = (filter: EcheancesFilter) =>
      listEcheances(db, { ...asked, ...filter, limit: 9 }).rows.map(({ libelleFr }) => libelleFr);
    expect(names({ officierId: other })).toEqual(["A"]);
    expect(names({ pole: "impulsion", programme: "izdihar", conventionId: id })).toHaveLength(3);
    expect(names({ pole: "autre" })).toEqual([]);
    const organisationId = db
      .prepare("SELECT organisation_id FROM partie WHERE id = ?")
      .pluck()
      .get(centre) as string;
    expect(names({ organisationId })).toHaveLength(3);
    expect(names({ organisationId: other })).toEqual([]);
    const days = listEcheances(db, { ...asked, limit: 9, parJour: 1 });
    expect(days.rows).toHaveLength(2);
    expect(days.jours).toEqual({ "2026-03-05": 2, "2026-04-09": 1 });
  });

  it("would catch figures kept after something was written", () => {
    const { ctx, change, id } = desk({ finLe: "2026-04-30" }, null);
    expect(told(ctx, "2026-03-01", "2026-12-31")).toEqual([]);
    for (const partie of ctx.store.db
      .prepare("SELECT id FROM partie WHERE convention_id = ?")
      .pluck()
      .all(id) as string[])
      change("partie", partie, { signeLe: "2026-02-01" });
    expect(told(ctx, "2026-03-01", "2026-12-31")).toEqual(["fin 2026-04-30 alerte"]);
  });
});

describe("bars", () => {
  it("would catch a bar whose terms, notice or end are not those of the convention", () => {
    const { ctx } = desk(renewed, "2021-07-01");
    const { total, rows } = listBarres(ctx.store.db, {
      du: "2026-01-01",
      au: "2027-01-31",
      jour: today,
      limit: 10,
    });
    expect(total).toBe(1);
    expect(rows[0]!.effetLe).toBe("2021-07-01");
    expect(rows[0]!.finLe).toBe("2026-06-30");
    expect(rows[0]!.termes.slice(-2)).toEqual([
      { n: 4, du: "2025-07-01", au: "2026-06-30", preavisDu: "2026-03-30", acquis: true },
      { n: 5, du: "2026-07-01", au: "2027-06-30", preavisDu: "2027-03-30", acquis: false },
    ]);
  });

  it("would catch a terminated convention drawn to its former end, or a draft drawn at all", () => {
    const { ctx, change, id } = desk();
    change("convention", id, { resilieeLe: "2026-02-15", resiliationMotif: "Essai" });
    const asked = { jour: today, limit: 10 };
    const { rows } = listBarres(ctx.store.db, { ...asked, du: "2026-01-01", au: "2027-12-31" });
    expect(rows[0]).toMatchObject({ finLe: "2026-02-15" });
    expect(rows[0]!.termes.map(({ au }) => au)).toEqual(["2026-02-15"]);
    const after = listBarres(ctx.store.db, { ...asked, du: "2026-02-16", au: "2027-12-31" });
    expect(after.total).toBe(0);
    const draft = desk({}, null);
    expect(
      listBarres(draft.ctx.store.db, { ...asked, du: "2026-01-01", au: "2027-12-31" }).total,
    ).toBe(0);
  });
});

describe("the officer's day and the calendar file", () => {
  it("would catch a deadline outside its lead time, of a colleague, or a late commitment told twice", () => {
    const { ctx, make, change, id, partenaire } = desk();
    const me = currentUser(ctx.store.db)!.id;
    change("convention", id, { officierId: me });
    make("engagement", { conventionId: id, libelleFr: "En retard", echeanceLe: "2026-02-20" });
    make("engagement", { conventionId: id, libelleFr: "Proche", echeanceLe: "2026-03-17" });
    make("engagement", { conventionId: id, libelleFr: "Loin", echeanceLe: "2026-03-18" });
    make("engagement", {
      conventionId: id,
      libelleFr: "Autre",
      echeanceLe: "2026-03-05",
      responsableId: colleague(ctx, "Nadia Exemple"),
    });
    make("versement", {
      conventionId: id,
      payeurId: partenaire,
      libelle: "Solde",
      prevuLe: "2026-02-01",
      montantPrevu: 10_000_000,
    });
    const { total, rows } = mesEcheances(ctx.store.db, {
      utilisateurId: me,
      jour: today,
      limit: 5,
    });
    expect(rows.map(({ libelleFr }) => libelleFr)).toEqual(["Solde", "Proche"]);
    expect(total).toBe(2);
    // A reminder looks for what is near: what is late must not take its place.
    const near = mesEcheances(ctx.store.db, {
      utilisateurId: me,
      jour: today,
      limit: 1,
      etats: ["alerte"],
    });
    expect(near.rows.map(({ libelleFr }) => libelleFr)).toEqual(["Proche"]);
  });

  it("would catch a deadline missing from the file, an alarm on the wrong day, or Arabic left out", async () => {
    const { ctx, make, change, id } = desk({ finLe: "2026-09-30" });
    change("convention", id, { officierId: currentUser(ctx.store.db)!.id });
    const engagementId = make("engagement", {
      conventionId: id,
      libelleFr: "Bilan annuel",
      libelleAr: "حصيلة سنوية",
      echeanceLe: "2026-05-31",
    });
    const window = { du: "2026-03-01", au: "2026-12-31" };
    const done = await echeancesFile(ctx, { ...window, etats: ["faite"], langue: "fr" });
    expect(done.events).toBe(0);
    const { text, events } = await echeancesFile(ctx, { ...window, langue: "ar" });
    const flat = text.replaceAll("\r\n ", "");
    expect(events).toBe(2);
    expect(flat).toContain(`UID:engagement-${engagementId}-2026-05-31@daftar`);
    expect(flat).toContain("حصيلة سنوية");
    expect(flat).toContain("DTSTART;VALUE=DATE:20260531");
    // Fifteen days before at nine: 14 days and 15 hours before midnight of the day itself.
    expect(flat).toContain("TRIGGER:-P14DT15H");
    const mine = await calendarFile(ctx, "fr");
    expect(mine.text).toContain(`engagement-${engagementId}`);
    expect(mine.text).toContain("Bilan annuel");
    const realised = { engagementId, faiteLe: "2026-03-01" };
    make("realisation", realised);
    expect((await echeancesFile(ctx, { ...window, langue: "fr" })).events).toBe(1);
  });
});
