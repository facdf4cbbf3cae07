import { describe, expect, it } from "vitest";
import type { Context } from "../../src-main/services/context.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import {
  accompagnementSuivi,
  getProgramme,
  listProgrammes,
} from "../../src-main/services/programmes.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import { newRegister, thrownBy, today } from "../support/register.ts";

const make = (ctx: Context, record: RecordKey, values: Record<string, FieldValue>) =>
  createRecord(ctx, { record, values }).id!;
const faultOf = (work: () => unknown) => (thrownBy(work) as Invalid).faults[0];

const holder = (ctx: Context, values: Record<string, FieldValue> = {}) =>
  make(ctx, "accompagnement", {
    intitule: "Atelier fictif",
    ouvertLe: "2021-09-01",
    programme: "izdihar",
    ...values,
  });

describe("a programme", () => {
  it("would catch results counted for another programme, or a financing refused counted as obtained", () => {
    const ctx = newRegister();
    const cohorteId = make(ctx, "cohorte", {
      nom: "Cohorte 2021",
      programme: "izdihar",
      ouverteLe: "2021-09-01",
      objectif: 10,
    });
    const financed = holder(ctx, {
      cohorteId,
      entrepriseCreeeLe: "2022-02-01",
      emploisCrees: 4,
    });
    const refused = holder(ctx, { cohorteId });
    holder(ctx, { programme: "forsa", emploisCrees: 9 });
    for (const [accompagnementId, statut] of [
      [financed, "accorde"],
      [refused, "refuse"],
    ] as const) {
      make(ctx, "financement", {
        reference: `F-${statut}`,
        type: "pret_honneur",
        statut,
        accompagnementId,
        montantDemande: 10_000_000,
        montantAccorde: statut === "accorde" ? 9_000_000 : null,
      });
    }
    make(ctx, "suiviEntreprise", {
      accompagnementId: financed,
      constateLe: "2023-03-01",
      enActivite: true,
      emplois: 5,
    });
    const detail = getProgramme(ctx, "izdihar");
    expect(detail.ligne).toMatchObject({
      accompagnes: 2,
      finances: 1,
      entreprises: 1,
      emplois: 4,
      accorde: 9_000_000,
    });
    expect(detail.cohortes[0]).toMatchObject({ accompagnes: 2, finances: 1 });
    expect(detail.cohortes[0]!.survie[0]).toMatchObject({ years: 1, vivantes: 1, tauxBp: 10_000 });
    expect(detail.financements).toEqual([
      { type: "pret_honneur", nombre: 2, demande: 20_000_000, accorde: 9_000_000 },
    ]);
    expect(detail.regles[0]).toMatchObject({ key: "izdihar", confidence: "B" });
    const forsa = listProgrammes(ctx).find(({ key }) => key === "forsa");
    expect(forsa).toMatchObject({ accompagnes: 1, emplois: 9, accorde: 0 });
  });

  it("would catch a budget or a partner kept twice, lost by an undo or shown after its removal", () => {
    const ctx = newRegister();
    const organisationId = make(ctx, "organisation", { nomFr: "Fondation fictive" });
    make(ctx, "budgetProgramme", {
      programme: "indh3",
      annee: 2025,
      montant: 833_000_000,
      organisationId,
    });
    const partner = { programme: "indh3", organisationId, role: "financeur" };
    const first = make(ctx, "partenaireProgramme", partner);
    removeRecord(ctx, "partenaireProgramme", first);
    expect(getProgramme(ctx, "indh3").partenaires).toEqual([]);
    expect(make(ctx, "partenaireProgramme", partner)).toBe(first);
    const detail = getProgramme(ctx, "indh3");
    expect(detail.partenaires).toHaveLength(1);
    expect(detail.ligne.budget).toBe(833_000_000);
    expect(detail.budgets[0]?.financeur?.nomFr).toBe("Fondation fictive");
    expect(
      faultOf(() =>
        make(ctx, "budgetProgramme", { programme: "indh3", annee: 25, montant: 833_000_000 }),
      ),
    ).toMatchObject({ field: "annee", code: "year_out_of_range" });
  });

  it("would catch a cohort closed before it opened", () => {
    const ctx = newRegister();
    const values = { nom: "Cohorte", programme: "izdihar", ouverteLe: "2022-01-01" };
    expect(faultOf(() => make(ctx, "cohorte", { ...values, closeLe: "2021-12-31" }))).toMatchObject(
      {
        code: "date_order",
        params: { firstDate: "2022-01-01", secondDate: "2021-12-31" },
      },
    );
    expect(getProgramme(ctx, "izdihar").cohortes).toEqual([]);
  });
});

describe("an accompanied holder", () => {
  it("would catch a session without its adviser, minutes that do not add up, or an undo that keeps it", () => {
    const ctx = newRegister();
    const accompagnementId = holder(ctx);
    const mentorId = make(ctx, "personne", { nomFr: "Mentorat", prenomFr: "Fictif" });
    make(ctx, "entretien", {
      accompagnementId,
      objet: "Plan d’affaires",
      dureeMinutes: 90,
      mentorId,
    });
    const done = createRecord(ctx, {
      record: "entretien",
      values: { accompagnementId, objet: "Montage", le: "2026-02-01", dureeMinutes: 45 },
    });
    const seen = accompagnementSuivi(ctx, accompagnementId);
    expect(seen.minutes).toBe(135);
    expect(seen.entretiens.map(({ fiche }) => fiche.values["le"])).toEqual([today, "2026-02-01"]);
    expect(seen.entretiens[0]).toMatchObject({ mentorFr: "Fictif Mentorat" });
    expect(seen.entretiens[0]!.fiche.values["utilisateurId"]).toBeTruthy();
    undoAction(ctx, done.actionId!);
    expect(accompagnementSuivi(ctx, accompagnementId).minutes).toBe(90);
  });

  it("would catch a firm seen before it was created, or in the future, or never created", () => {
    const ctx = newRegister();
    const accompagnementId = holder(ctx);
    const see = (constateLe: string) =>
      make(ctx, "suiviEntreprise", { accompagnementId, constateLe, enActivite: true });
    expect(faultOf(() => see("2024-01-01"))?.code).toBe("firm_not_created");
    updateRecord(ctx, {
      record: "accompagnement",
      id: accompagnementId,
      patch: { entrepriseCreeeLe: "2023-06-01" },
    });
    expect(faultOf(() => see("2023-05-31"))).toMatchObject({
      field: "constateLe",
      code: "date_order",
    });
    expect(faultOf(() => see("2027-01-01"))?.code).toBe("future_date");
    see("2024-07-01");
    expect(accompagnementSuivi(ctx, accompagnementId).survie[0]).toMatchObject({
      years: 1,
      vivantes: 1,
      tauxBp: 10_000,
    });
  });
});
