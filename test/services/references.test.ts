import { describe, expect, it } from "vitest";
import type { ReferenceInput } from "../../src-main/contract/references.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import type { Context } from "../../src-main/services/context.ts";
import { createDossier, getDossier } from "../../src-main/services/dossiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { type Invalid, NotFound, type Stale } from "../../src-main/services/records/errors.ts";
import { createRecord } from "../../src-main/services/records/records.ts";
import {
  addUser,
  closeReference,
  correctReference,
  createReference,
  moveReference,
  removeReference,
  removeUser,
  updateUser,
  versionReference,
} from "../../src-main/services/references.ts";
import { searchDossiers } from "../../src-main/store/queries/dossiers.ts";
import { formOf } from "../../src-main/services/references-form.ts";
import { referenceRows, territoires } from "../../src-main/store/queries/reference.ts";
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
      codes(() => correctReference(ctx, { id: id!, patch: { effectiveTo: "2026-07-01" } })),
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
    correctReference(ctx, { id: source.id, patch: { labelFr: "Essai", note: "Relue" } });
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
    expect(formOf(ctx, "jour_ferie_religieux").editable).toBe(false);
  });
});

describe("two who edit one row", () => {
  const setUp = () => {
    const ctx = newRegister();
    const row = rowsOf(ctx, "delai", "decision_crui")[0]!;
    const days = row.attrs["days"] as number;
    return { ctx, row, days, now: () => rowsOf(ctx, "delai", "decision_crui")[0]! };
  };
  const stale = (work: () => unknown) => (thrownBy(work) as Stale).conflicts;

  it("would catch a value overwritten unseen, or one that does not say who changed it and when", () => {
    const { ctx, row, days, now } = setUp();
    correctReference(ctx, { id: row.id, patch: { days: days + 1 } });
    const at = Number(ctx.store.db.prepare("SELECT max(at) FROM action").pluck().get());
    correctReference(ctx, { id: row.id, patch: { alerteJours: 3, note: "Relue" } });
    const before = everything(ctx.store);
    const mine = { id: row.id, patch: { days: days + 2 } };
    expect(stale(() => correctReference(ctx, { ...mine, expected: { days } }))).toEqual([
      { field: "days", current: days + 1, by: "Essai", at },
    ]);
    expect(everything(ctx.store)).toEqual(before);
    correctReference(ctx, { ...mine, expected: { days: days + 1 } });
    expect(now().attrs).toMatchObject({ days: days + 2, alerteJours: 3 });
    expect(now().note).toBe("Relue");
  });

  it("would catch a conflict on fields that nobody else touched, or on the same value given twice", () => {
    const { ctx, row, days, now } = setUp();
    correctReference(ctx, { id: row.id, patch: { source: "Note fictive" } });
    correctReference(ctx, { id: row.id, patch: { days: days + 1 }, expected: { days } });
    correctReference(ctx, {
      id: row.id,
      patch: { source: "Note fictive" },
      expected: { source: row.source },
    });
    expect([now().source, now().attrs["days"]]).toEqual(["Note fictive", days + 1]);
  });

  it("would catch a version made from values that changed, or an end given twice", () => {
    const { ctx, row, days } = setUp();
    correctReference(ctx, { id: row.id, patch: { days: days + 1 } });
    const next = input({ attrs: { days, unit: "calendar" } });
    const make = () =>
      versionReference(ctx, {
        id: row.id,
        effectiveFrom: "2026-05-01",
        row: next,
        expected: { days },
      });
    expect(stale(make).map(({ field, current }) => [field, current])).toEqual([["days", days + 1]]);
    closeReference(ctx, { id: row.id, effectiveTo: "2026-12-31", expected: { effectiveTo: null } });
    const close = () =>
      closeReference(ctx, {
        id: row.id,
        effectiveTo: "2026-06-30",
        expected: { effectiveTo: null },
      });
    expect(stale(close).map(({ current }) => current)).toEqual(["2026-12-31"]);
  });
});

describe("a territory and a sector", () => {
  const place = (ctx: Context, code: string) =>
    territoires(ctx.store.db).find((row) => row.code === code)!;
  const found = (ctx: Context, text: string) => searchDossiers(ctx.store.db, text, 5).length;
  const faulty = (ctx: Context) => checkRegister(ctx.store).checks.filter((item) => !item.ok);

  it("would catch a new name that the search does not know, or an undo that leaves it behind", () => {
    const ctx = newRegister();
    const commune = territoires(ctx.store.db).find(({ level }) => level === "commune")!;
    createDossier(ctx, {
      projet: { intituleFr: "Moulin", territoireId: commune.id },
      dossier: { acte: "avna", deposeLe: "2026-01-05" },
    });
    const { actionId } = correctReference(ctx, {
      id: commune.id,
      patch: { labelFr: "Zerbaville", aliases: "Zerba\n\nAncienne Zerba\nZerba" },
      expected: { labelFr: commune.label.fr },
    });
    expect(place(ctx, commune.code)).toMatchObject({
      label: { fr: "Zerbaville", ar: commune.label.ar },
      aliases: ["Zerba", "Ancienne Zerba"],
    });
    expect(found(ctx, "zerbaville")).toBe(1);
    expect(faulty(ctx)).toEqual([]);
    undoAction(ctx, actionId!);
    expect(place(ctx, commune.code)).toEqual(commune);
    expect(found(ctx, "zerbaville")).toBe(0);
    expect(faulty(ctx)).toEqual([]);
  });

  it("would catch a category that the communes of the province do not take, or that one takes alone", () => {
    const ctx = newRegister();
    const province = territoires(ctx.store.db).find(
      (row) => row.level === "province" && row.primeCategory === "A",
    )!;
    const within = () =>
      new Set(
        territoires(ctx.store.db)
          .filter((row) => row.province === province.code)
          .map((row) => row.primeCategory),
      );
    const { actionId } = correctReference(ctx, { id: province.id, patch: { primeCategory: "B" } });
    expect([...within()]).toEqual(["B"]);
    undoAction(ctx, actionId!);
    expect([...within()]).toEqual(["A"]);
    const commune = territoires(ctx.store.db).find(
      (row) => row.province === province.code && row.level === "commune",
    )!;
    const correct = (id: string, patch: Record<string, string | null>) =>
      codes(() => correctReference(ctx, { id, patch }));
    expect(correct(commune.id, { primeCategory: "B" })).toEqual(["primeCategory unknown_field"]);
    expect(correct(province.id, { primeCategory: "Z" })).toEqual(["primeCategory unknown_value"]);
    expect(correct(province.id, { code: "05.999", parent: "MA" })).toEqual([
      "code unknown_field",
      "parent unknown_field",
    ]);
    expect(correct(province.id, { labelAr: "", nameArStatus: "peut-être" })).toEqual([
      "labelAr required",
      "nameArStatus unknown_value",
    ]);
  });

  it("would catch a section mapped to no known sector, or a territory ended or thrown away", () => {
    const ctx = newRegister();
    const section = rowsOf(ctx, "section_nma", "C")[0]!;
    const map = (barometre: string) =>
      correctReference(ctx, { id: section.id, patch: { barometre } });
    expect(codes(() => map("inconnu"))).toEqual(["barometre unknown_value"]);
    map("commerce");
    expect(rowsOf(ctx, "section_nma", "C")[0]!.attrs["barometre"]).toBe("commerce");
    expect(thrownBy(() => removeReference(ctx, section.id))).toBeInstanceOf(NotFound);
    expect(
      thrownBy(() => closeReference(ctx, { id: section.id, effectiveTo: "2026-12-31" })),
    ).toBeInstanceOf(NotFound);
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
