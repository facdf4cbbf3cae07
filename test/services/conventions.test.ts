import { describe, expect, it, test } from "vitest";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { Context } from "../../src-main/services/context.ts";
import {
  conventionOn,
  conventionsOn,
  createAvenant,
  filteredConventions,
  listConventions,
} from "../../src-main/services/conventions.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { newRegister, snapshot, thrownBy, today } from "../support/register.ts";

const make = (
  ctx: Context,
  record: RecordKey,
  values: Record<string, FieldValue>,
  sure: string[] = [],
) => createRecord(ctx, { record, values, sure }).id!;
const change = (ctx: Context, record: RecordKey, id: string, patch: Record<string, FieldValue>) =>
  updateRecord(ctx, { record, id, patch });
const faultOf = (work: () => unknown) => (thrownBy(work) as Invalid).faults[0];

/** The agreement of July 2021, between the centre and a fictitious laboratory. */
function agreement(ctx: Context, signed = true, values: Record<string, FieldValue> = {}) {
  const centre = make(ctx, "organisation", { nomFr: "Centre régional fictif" });
  const labo = make(ctx, "organisation", { nomFr: "Laboratoire d’innovation fictif" });
  const id = make(ctx, "convention", {
    type: "convention_partenariat",
    intituleFr: "Accompagnement des porteurs de projets innovants",
    programme: "izdihar",
    finLe: "2022-07-14",
    reconductionTacite: true,
    reconductionMois: 12,
    preavisMois: 3,
    ...values,
  });
  const parties = [centre, labo].map((organisationId, place) =>
    make(ctx, "partie", {
      conventionId: id,
      organisationId,
      role: place === 0 ? "porteur" : "partenaire",
      ...(signed ? { signeLe: "2021-07-15" } : {}),
    }),
  );
  return { id, centre, labo, parties };
}

const statutOn = (ctx: Context, id: string, day: string) =>
  conventionsOn(ctx.store.db, day).find((row) => row.id === id)!.statut;

describe("the agreement of July 2021", () => {
  test.each([
    ["2021-07-14", "projet"],
    ["2021-07-15", "en_vigueur"],
    ["2022-04-13", "en_vigueur"],
    ["2022-04-14", "preavis_ouvert"],
    ["2022-07-14", "preavis_ouvert"],
    ["2022-07-15", "reconduite"],
    ["2023-04-14", "preavis_ouvert"],
    ["2023-07-15", "reconduite"],
    ["2026-03-02", "reconduite"],
  ] as const)("has a wrong status on %s", (day, statut) => {
    const ctx = newRegister();
    expect(statutOn(ctx, agreement(ctx).id, day)).toBe(statut);
  });

  it("would catch a number given twice or lost, and a status that an undo leaves behind", () => {
    const ctx = newRegister();
    const { id, parties } = agreement(ctx, false);
    expect(conventionOn(ctx, id, today).ligne).toMatchObject({
      numero: "CONV-2026-0001",
      statut: "projet",
      parties: [{ nomFr: "Centre régional fictif" }, { nomFr: "Laboratoire d’innovation fictif" }],
    });
    expect(agreement(ctx, false).id).not.toBe(id);
    expect(conventionsOn(ctx.store.db, today).map(({ numero }) => numero)).toContain(
      "CONV-2026-0002",
    );
    const signed = change(ctx, "partie", parties[0]!, { signeLe: "2021-07-15" });
    expect(statutOn(ctx, id, today)).toBe("en_signature");
    undoAction(ctx, signed.actionId!);
    expect(statutOn(ctx, id, today)).toBe("projet");
  });
});

describe("bad input of a convention", () => {
  it.each([
    [{ effetLe: "2021-07-15", finLe: "2021-07-14" }, "finLe", "date_order"],
    [
      { reconductionTacite: true, reconductionMois: null },
      "reconductionMois",
      "renewal_without_period",
    ],
    [{ reconductionTacite: true, finLe: null }, "finLe", "renewal_without_end"],
    [{ effetLe: "2021-07-15", preavisMois: 14 }, "preavisMois", "notice_too_long"],
    [{ denonceeLe: "2021-08-01" }, "denonceeLe", "not_signed_yet"],
    [{ type: "avenant" }, "parentId", "parent_required"],
    [{ montant: -5 }, "montant", "negative"],
    [{ finLe: "2021-02-30" }, "finLe", "not_a_date"],
  ] as [Record<string, FieldValue>, string, string][])(
    "%j is written, or refused without its sentence",
    (values, field, code) => {
      const ctx = newRegister();
      const before = snapshot(ctx.store).get("convention")!.size;
      expect(faultOf(() => agreement(ctx, false, values))).toMatchObject({ field, code });
      expect(snapshot(ctx.store).get("convention")!.size).toBe(before);
    },
  );

  it("would catch a party twice, one of another convention, or one removed that owes something", () => {
    const ctx = newRegister();
    const { id, centre, parties } = agreement(ctx, false);
    const again = { conventionId: id, organisationId: centre, role: "financeur" };
    expect(faultOf(() => make(ctx, "partie", again))).toMatchObject({
      field: "organisationId",
      code: "party_twice",
      params: { nom: "Centre régional fictif" },
    });
    const other = agreement(ctx, false);
    expect(
      faultOf(() =>
        make(ctx, "contribution", {
          conventionId: id,
          partieId: other.parties[0]!,
          annee: 2021,
          montant: 5_000_000,
          nature: "financiere",
        }),
      ),
    ).toMatchObject({ code: "other_convention" });
    make(ctx, "contribution", {
      conventionId: id,
      partieId: parties[1]!,
      annee: 2021,
      montant: 5_000_000,
      nature: "nature",
    });
    expect(faultOf(() => removeRecord(ctx, "partie", parties[1]!))?.code).toBe("party_used");
  });

  it("would catch contributions that pass the amount without a question, or a difference not shown", () => {
    const ctx = newRegister();
    const { id, parties } = agreement(ctx, false, { montant: 100_000_000 });
    const give = (montant: number, sure: string[] = []) =>
      make(
        ctx,
        "contribution",
        { conventionId: id, partieId: parties[0]!, annee: 2021, montant, nature: "financiere" },
        sure,
      );
    give(60_000_000);
    expect(conventionOn(ctx, id, today).ecart).toEqual({
      montant: 100_000_000,
      contributions: 60_000_000,
      difference: -40_000_000,
    });
    expect(faultOf(() => give(50_000_000))).toEqual({
      field: "montant",
      code: "contributions_exceed",
      params: { total: 1_100_000, montant: 1_000_000, difference: 100_000 },
    });
    give(50_000_000, ["montant"]);
    expect(conventionOn(ctx, id, today).avertissements).toEqual([
      {
        code: "contributions_depassent",
        params: { montant: 1_000_000, contributions: 1_100_000, difference: 100_000 },
      },
    ]);
  });

  it("would catch a specific agreement under something else than a framework, or a loop", () => {
    const ctx = newRegister();
    const cadre = agreement(ctx, false, { type: "convention_cadre" });
    const plain = agreement(ctx, false);
    const specific = (parentId: string) =>
      agreement(ctx, false, { type: "convention_specifique", parentId });
    expect(faultOf(() => specific(plain.id))?.code).toBe("parent_type");
    const child = specific(cadre.id);
    expect(faultOf(() => change(ctx, "convention", cadre.id, { parentId: child.id }))?.code).toBe(
      "parent_loop",
    );
    expect(faultOf(() => removeRecord(ctx, "convention", cadre.id))?.code).toBe(
      "convention_has_children",
    );
  });
});

describe("a signed convention", () => {
  it("would catch its text changed in place, or its follow-up locked with it", () => {
    const ctx = newRegister();
    const { id, parties, labo } = agreement(ctx);
    for (const patch of [{ objet: "Autre" }, { finLe: "2030-01-01" }, { montant: 5_000_000 }]) {
      expect(faultOf(() => change(ctx, "convention", id, patch as never))?.code).toBe(
        "signed_text",
      );
    }
    expect(faultOf(() => change(ctx, "partie", parties[0]!, { role: "financeur" }))?.code).toBe(
      "signed_text",
    );
    const third = make(ctx, "organisation", { nomFr: "Tiers fictif" });
    const joins = { conventionId: id, organisationId: third, role: "financeur" };
    expect(faultOf(() => make(ctx, "partie", joins))?.code).toBe("signed_text");
    expect(faultOf(() => removeRecord(ctx, "partie", parties[1]!))?.code).toBe("signed_text");
    expect(faultOf(() => make(ctx, "clause", { conventionId: id, titreFr: "Litiges" }))?.code).toBe(
      "signed_text",
    );
    change(ctx, "convention", id, { pole: "impulsion", observation: "Suivie" });
    change(ctx, "convention", id, { denonceeLe: "2025-05-02" });
    expect(statutOn(ctx, id, "2025-07-15")).toBe("echue");
    expect(conventionOn(ctx, id, today).avertissements[0]).toMatchObject({
      code: "denonciation_tardive",
      params: { date: "2025-05-02", preavis: "2025-04-14", au: "2025-07-14" },
    });
    // A signature taken back makes it a draft again: a mistake of typing can be mended.
    change(ctx, "convention", id, { denonceeLe: null });
    change(ctx, "partie", parties[0]!, { signeLe: null });
    change(ctx, "convention", id, { objet: "Accompagner dix porteurs" });
    expect(labo).toBeTruthy();
  });

  it("would catch an avenant on an unsigned convention, or one half written when a value is refused", () => {
    const ctx = newRegister();
    const draft = agreement(ctx, false);
    const signed = agreement(ctx);
    const count = () =>
      ["convention", "partie", "modification"].map((table) => snapshot(ctx.store).get(table)!.size);
    const before = count();
    const propose = (conventionId: string, changements: Record<string, FieldValue>) =>
      createAvenant(ctx, { conventionId, intituleFr: "Prorogation", changements });
    expect(faultOf(() => propose(draft.id, {}))).toMatchObject({
      field: "parentId",
      code: "avenant_unsigned",
    });
    expect(faultOf(() => propose(signed.id, { finLe: "bientôt" }))).toMatchObject({
      field: "finLe",
      code: "not_a_date",
    });
    expect(faultOf(() => propose(signed.id, { finLe: "2021-01-01" }))).toMatchObject({
      code: "date_order",
    });
    expect(faultOf(() => propose(signed.id, { officierId: "x" }))?.code).toBe("not_editable");
    expect(count()).toEqual(before);
  });

  it("would catch a convention that cannot be read as it stood before and after its avenants", () => {
    const ctx = newRegister();
    const { id } = agreement(ctx);
    const third = make(ctx, "organisation", { nomFr: "Financeur fictif" });
    const made = createAvenant(ctx, {
      conventionId: id,
      intituleFr: "Prorogation et financeur",
      effetLe: "2023-01-01",
      changements: { finLe: "2025-12-31", montant: 30_000_000 },
    });
    const avenantId = made.id!;
    make(ctx, "partie", {
      conventionId: id,
      organisationId: third,
      role: "financeur",
      ajouteParId: avenantId,
    });
    // Until its parties sign, nothing changes.
    expect(conventionOn(ctx, id, today).valeurs["finLe"]).toBe("2022-07-14");
    const signing = conventionOn(ctx, avenantId, today);
    expect(signing.parties).toHaveLength(2);
    expect(signing.ligne.numero).toBe("CONV-2026-0001/A1");
    for (const { fiche } of signing.parties) {
      change(ctx, "partie", fiche.id, { signeLe: "2022-12-20" });
    }
    const on = (day: string) => conventionOn(ctx, id, day);
    expect(on("2022-12-31").valeurs).toMatchObject({ finLe: "2022-07-14", montant: null });
    expect(on("2022-12-31").ligne.parties).toHaveLength(2);
    expect(on("2023-01-01").valeurs).toMatchObject({ finLe: "2025-12-31", montant: 30_000_000 });
    expect(on("2023-01-01").ligne.parties).toHaveLength(3);
    expect(on("2023-01-01").ligne.statut).toBe("en_vigueur");
    expect(on(today).avenants).toMatchObject([
      {
        numero: "CONV-2026-0001/A1",
        enVigueur: true,
        signe: true,
        ajouts: 1,
        changements: [
          { champ: "finLe", avant: "2022-07-14", apres: "2025-12-31" },
          { champ: "montant", avant: null, apres: 30_000_000 },
        ],
      },
    ]);
    // Signed, the avenant itself no longer changes.
    expect(
      faultOf(() => make(ctx, "modification", { avenantId, champ: "objet", valeur: '"Autre"' }))
        ?.code,
    ).toBe("avenant_signed");
    const change1 = on(today).avenants[0]!.changements[0]!.id;
    expect(faultOf(() => removeRecord(ctx, "modification", change1))?.code).toBe("avenant_signed");
  });

  it("would catch an avenant that leaves something behind when it is undone", () => {
    const ctx = newRegister();
    const { id } = agreement(ctx);
    const made = createAvenant(ctx, {
      conventionId: id,
      intituleFr: "Prorogation",
      changements: { finLe: "2025-12-31" },
    });
    undoAction(ctx, made.actionId!);
    expect(conventionOn(ctx, id, today).avenants).toEqual([]);
    expect(conventionsOn(ctx.store.db, today)).toHaveLength(1);
  });
});

describe("the list of conventions", () => {
  it("would catch a filter, a sort or a search that loses a convention, and pages that overlap", () => {
    const ctx = newRegister();
    const ids = Array.from({ length: 25 }, (_, n) =>
      agreement(ctx, n % 2 === 0, { intituleFr: `Convention ${n} Fquih`, montant: (n + 1) * 1e6 }),
    );
    const { db } = ctx.store;
    const sort = { key: "montant", desc: true } as const;
    const signed = filteredConventions(db, {
      filter: { statut: ["reconduite"] },
      sort,
      day: today,
    });
    expect(signed).toHaveLength(13);
    expect(signed[0]!.montant).toBe(25_000_000);
    const all = { filter: { text: "laboratoire fquih" }, sort, day: today };
    const first = listConventions(db, { ...all, limit: 20 });
    const second = listConventions(db, { ...all, limit: 20, cursor: first.next });
    const seen = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(new Set(seen)).toEqual(new Set(ids.map(({ id }) => id)));
    expect(second.next).toBeNull();
    const soon = { filter: { dansJours: 180 }, sort: { key: "prochaine", desc: false } as const };
    expect(filteredConventions(db, { ...soon, day: "2026-03-02" })).toHaveLength(13);
    expect(filteredConventions(db, { ...soon, filter: { dansJours: 30 }, day: today })).toEqual([]);
  });
});
