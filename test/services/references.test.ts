import { describe, expect, it } from "vitest";
import type { ReferenceInput } from "../../src-main/contract/references.ts";
import type { Context } from "../../src-main/services/context.ts";
import { createDossier, getDossier } from "../../src-main/services/dossiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import { createRecord } from "../../src-main/services/records/records.ts";
import {
  addUser,
  closeReference,
  correctReference,
  createReference,
  formOf,
  moveReference,
  removeReference,
  removeUser,
  updateUser,
  versionReference,
} from "../../src-main/services/references.ts";
import { referenceRows } from "../../src-main/store/queries/reference.ts";
import { everything, newRegister, thrownBy } from "../support/register.ts";

const input = (values: Partial<ReferenceInput> = {}): ReferenceInput => ({
  label: { fr: "Essai", ar: "تجربة", en: "Trial" },
  source: "Note de service fictive",
  url: null,
  confidence: "D",
  note: null,
  attrs: {},
  ...values,
});
const rowsOf = (ctx: Context, list: string, key: string) =>
  referenceRows(ctx.store.db, list).filter((row) => row.key === key);
const codes = (work: () => unknown) =>
  (thrownBy(work) as Invalid).faults.map(({ field, code }) => `${field} ${code}`);

describe("a delay with a new version", () => {
  it("would catch an old dossier that takes the new rule, or a new one that keeps the old", () => {
    const ctx = newRegister();
    const made = (deposeLe: string) =>
      createDossier(ctx, { projet: { intituleFr: "Moulin" }, dossier: { acte: "avna", deposeLe } })
        .id!;
    const old = made("2026-01-05");
    const recent = made("2026-02-20");
    const days = (id: string) => getDossier(ctx, id).delai?.days;
    const before = days(old)!;
    const [rule] = rowsOf(ctx, "delai", "decision_crui").concat(
      referenceRows(ctx.store.db, "delai").filter(
        (row) => row.attrs["days"] === before && row.key.includes("decision"),
      ),
    );
    const { actionId } = versionReference(ctx, {
      id: rule!.id,
      effectiveFrom: "2026-02-01",
      row: input({ attrs: { days: 12, unit: "calendar" } }),
    });
    const versions = rowsOf(ctx, "delai", rule!.key);
    expect(versions.map((row) => [row.effectiveTo, row.attrs["days"]]).slice(-2)).toEqual([
      ["2026-01-31", before],
      [null, 12],
    ]);
    expect([days(old), days(recent)]).toEqual([before, 12]);
    undoAction(ctx, actionId!);
    expect(days(recent)).toBe(before);
  });

  it("would catch versions that overlap or end before they begin, and leave nothing behind", () => {
    const ctx = newRegister();
    const list = "canal";
    const { id } = createReference(ctx, {
      list,
      effectiveFrom: "2026-01-01",
      effectiveTo: null,
      row: input(),
    });
    versionReference(ctx, { id: id!, effectiveFrom: "2026-06-01", row: input() });
    const before = everything(ctx.store);
    expect(
      codes(() => versionReference(ctx, { id: id!, effectiveFrom: "2025-06-01", row: input() })),
    ).toEqual(["effectiveFrom version_not_after"]);
    expect(
      codes(() =>
        correctReference(ctx, {
          id: id!,
          effectiveFrom: "2026-01-01",
          effectiveTo: "2026-07-01",
          row: input(),
        }),
      ),
    ).toEqual(["effectiveFrom version_overlap"]);
    expect(codes(() => closeReference(ctx, { id: id!, effectiveTo: "2025-01-01" }))).toEqual([
      "effectiveTo version_ends_first",
    ]);
    expect(everything(ctx.store)).toEqual(before);
  });
});

describe("a row", () => {
  it("would catch a value without a source, a delay below zero, an unknown unit or colour", () => {
    const ctx = newRegister();
    const add = (list: string, row: ReferenceInput) => () =>
      createReference(ctx, { list, effectiveFrom: "2026-01-01", effectiveTo: null, row });
    expect(codes(add("canal", input({ source: "" })))).toEqual(["source required"]);
    expect(codes(add("canal", input({ url: "pas une adresse" })))).toEqual(["url url_format"]);
    expect(codes(add("delai", input({ attrs: { days: -3, unit: "lunes" } })))).toEqual([
      "days negative",
      "unit unknown_value",
    ]);
    expect(codes(add("etape_demande", input({ attrs: { couleur: "fluo" } })))).toEqual([
      "couleur unknown_value",
    ]);
    expect(codes(add("canal", input({ attrs: { inconnu: 1 } })))).toEqual([
      "inconnu unknown_field",
    ]);
    expect(codes(add("section_nma", input()))).toEqual(["list list_elsewhere"]);
  });

  it("would catch a key given twice", () => {
    const ctx = newRegister();
    const add = () =>
      createReference(ctx, {
        list: "canal",
        effectiveFrom: "2026-01-01",
        effectiveTo: null,
        row: input(),
      });
    add();
    expect(codes(add)).toEqual(["key key_taken"]);
  });

  it("would catch a value removed while records hold it, or one the application came with", () => {
    const ctx = newRegister();
    const { id } = createReference(ctx, {
      list: "canal",
      effectiveFrom: "2026-01-01",
      effectiveTo: null,
      row: input(),
    });
    createRecord(ctx, {
      record: "demande",
      values: { recueLe: "2026-02-01", canal: "essai", objet: "Essai" },
    });
    expect(codes(() => removeReference(ctx, id!))).toEqual(["key reference_used"]);
    expect(closeReference(ctx, { id: id!, effectiveTo: "2026-02-28" }).actionId).not.toBeNull();
    const shipped = rowsOf(ctx, "canal", "telephone")[0]!;
    expect(codes(() => removeReference(ctx, shipped.id))).toEqual(["key reference_shipped"]);
  });

  it("would catch an order that is not kept, or structured attributes lost by a correction", () => {
    const ctx = newRegister();
    const keys = () => referenceRows(ctx.store.db, "etape_demande").map((row) => row.key);
    const [first, second] = referenceRows(ctx.store.db, "etape_demande");
    moveReference(ctx, { id: second!.id, beforeId: first!.id });
    expect(keys().slice(0, 2)).toEqual([second!.key, first!.key]);
    moveReference(ctx, { id: second!.id, beforeId: null });
    expect(keys().at(-1)).toBe(second!.key);
    const source = referenceRows(ctx.store.db, "source")[0]!;
    correctReference(ctx, {
      id: source.id,
      effectiveFrom: source.effectiveFrom,
      effectiveTo: null,
      row: input(),
    });
    expect(rowsOf(ctx, "source", source.key)[0]!.attrs["match"]).toEqual(source.attrs["match"]);
  });

  it("would catch a form that does not ask for the colour, the limit and the days of a stage", () => {
    const ctx = newRegister();
    const asked = formOf(ctx, "etat_procedure").attributs.map(({ key, kind }) => `${key} ${kind}`);
    expect(asked).toEqual(
      expect.arrayContaining([
        "couleur colour",
        "limite count",
        "sansMouvementJours days",
        "phase code",
      ]),
    );
    expect(formOf(ctx, "territoire").editable).toBe(false);
  });
});

describe("users", () => {
  it("would catch the same person twice, or one removed who works here", () => {
    const ctx = newRegister();
    const { id } = addUser(ctx, { nom: "Nadia Exemple", role: "" });
    expect(codes(() => addUser(ctx, { nom: "nadia exemple", role: "" }))).toEqual([
      "nom user_exists",
    ]);
    updateUser(ctx, { id: id!, nom: "Nadia Modèle", role: "conseiller" });
    createRecord(ctx, {
      record: "demande",
      values: { recueLe: "2026-02-01", canal: "telephone", objet: "Essai", assigneId: id! },
    });
    expect(codes(() => removeUser(ctx, id!))).toEqual(["nom user_used"]);
    const { id: spare } = addUser(ctx, { nom: "Omar Fictif", role: "" });
    expect(removeUser(ctx, spare!).actionId).not.toBeNull();
  });
});
