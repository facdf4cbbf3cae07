import { describe, expect, it } from "vitest";
import type { TableauResult } from "../../src-main/contract/tableaux.ts";
import { addDays } from "../../src-main/domain/dates.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import type { Context } from "../../src-main/services/context.ts";
import {
  comparerEdition,
  getEdition,
  listEditions,
  publierEdition,
} from "../../src-main/services/editions.ts";
import {
  listTrash,
  redoAction,
  restoreRecord,
  undoAction,
} from "../../src-main/services/journal.ts";
import { Invalid, NotFound } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { tableauOf } from "../../src-main/services/tableaux/index.ts";
import { everything, newRegister, rejectedBy, thrownBy, today } from "../support/register.ts";
import { approve } from "../support/edition.ts";

const ctx = newRegister();
approve(ctx, "Moulin", 1_000_000_000);
const provinces = ctx.store.db
  .prepare("SELECT code FROM territoire WHERE level = 'province' ORDER BY code")
  .pluck()
  .all() as string[];

const publish = (titre: string, key = "performance") =>
  publierEdition(ctx, { demande: { key }, titre });
const figures = (result: TableauResult | null) =>
  result?.cartes.map(({ key, total, points }) => ({ key, total, points }));
const faults = (error: unknown) => {
  expect(error).toBeInstanceOf(Invalid);
  return (error as Invalid).faults.map(({ field, code }) => `${field} ${code}`);
};

describe("a published edition", () => {
  it("would catch figures that are not those of the dashboard, or that follow the register afterwards", async () => {
    const then = await tableauOf(ctx, { key: "performance" });
    const { id } = await publish("Janvier");
    const before = getEdition(ctx, id);
    expect(figures(before.contenu)).toEqual(figures(then));
    expect(before).toMatchObject({ titre: "Janvier", publieLe: today, publiePar: "Essai" });
    approve(ctx, "Serre", 500_000_000);
    expect(getEdition(ctx, id)).toEqual(before);
    expect(figures(await tableauOf(ctx, { key: "performance" }))).not.toEqual(figures(then));
  });

  it("would catch a frozen figure that can be edited, or a title that cannot", async () => {
    const { id } = await publish("Février");
    const before = everything(ctx.store);
    for (const patch of [
      { contenu: "{}" },
      { demande: "{}" },
      { sha256: "0" },
      { tableau: "emploi" },
      { publieLe: "2026-01-01" },
    ] as Record<string, string>[]) {
      faults(thrownBy(() => updateRecord(ctx, { record: "edition", id, patch })));
    }
    const values = { tableau: "performance", titre: "Inventée", publieLe: today };
    expect(faults(thrownBy(() => createRecord(ctx, { record: "edition", values })))).toEqual([
      "contenu required",
    ]);
    expect(everything(ctx.store)).toEqual(before);
    updateRecord(ctx, {
      record: "edition",
      id,
      patch: { titre: "Février, définitive", observation: "Validée" },
    });
    expect(getEdition(ctx, id)).toMatchObject({
      titre: "Février, définitive",
      observation: "Validée",
      intacte: true,
    });
  });

  it("would catch an edition without a title, of no dashboard, or written in more than one action", async () => {
    const before = everything(ctx.store);
    expect(faults(await rejectedBy(publish("   ")))).toEqual(["titre required"]);
    expect(faults(await rejectedBy(publish("x".repeat(201))))).toEqual(["titre too_long"]);
    expect(await rejectedBy(publish("Mars", "inconnu"))).toBeInstanceOf(NotFound);
    expect(everything(ctx.store)).toEqual(before);
    const actions = ctx.store.db.prepare("SELECT count(*) FROM action").pluck();
    const count = actions.get() as number;
    await publish("Mars");
    expect(actions.get()).toBe(count + 1);
  });

  it("would catch an edition that undo, redo, the trash or a restoration loses or alters", async () => {
    const { id } = await publish("Avril");
    const before = getEdition(ctx, id);
    undoAction(ctx);
    expect(thrownBy(() => getEdition(ctx, id))).toBeInstanceOf(NotFound);
    redoAction(ctx);
    expect(getEdition(ctx, id)).toEqual(before);
    removeRecord(ctx, "edition", id);
    expect(listEditions(ctx).map((one) => one.id)).not.toContain(id);
    expect(listTrash(ctx, 10)).toContainEqual(
      expect.objectContaining({ record: "edition", id, title: "Avril" }),
    );
    restoreRecord(ctx, "edition", id);
    expect(getEdition(ctx, id)).toEqual(before);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would catch a figure changed behind the application's back that goes unsaid, its hash written again or not", async () => {
    const { db } = ctx.store;
    const { id } = await publish("Mai");
    const row = db.prepare("SELECT * FROM edition WHERE id = ?").get(id) as Record<string, string>;
    const set = (column: string, value: string) =>
      db.prepare(`UPDATE edition SET ${column} = ? WHERE id = ?`).run(value, id);
    const forged = row["contenu"]!.replace('"valeur":10', '"valeur":11');
    expect(forged).not.toBe(row["contenu"]);
    for (const [column, value] of [
      ["contenu", forged],
      ["contenu", "pas du JSON"],
      ["demande", "{}"],
      ["tableau", "emploi"],
      ["publie_le", "2025-01-01"],
      ["sha256", "0".repeat(64)],
    ] as const) {
      set(column, value);
      expect(getEdition(ctx, id).intacte, column).toBe(false);
      expect(listEditions(ctx).find((one) => one.id === id)?.intacte, column).toBe(false);
      set(column, row[column]!);
      expect(getEdition(ctx, id).intacte).toBe(true);
    }
    const { createHash } = await import("node:crypto");
    set("contenu", forged);
    set(
      "sha256",
      createHash("sha256")
        .update(JSON.stringify([row["tableau"], row["publie_le"], row["demande"], forged]))
        .digest("hex"),
    );
    expect(getEdition(ctx, id).intacte).toBe(false);
    set("contenu", "pas du JSON");
    expect(getEdition(ctx, id).contenu).toBeNull();
    expect(faults(await rejectedBy(comparerEdition(ctx, { id })))).toEqual(["edition unreadable"]);
    set("contenu", row["contenu"]!);
    set("sha256", row["sha256"]!);
  });

  it("would catch editions of other dashboards in the list, or the latest not first", async () => {
    const other = await publish("Emploi", "emploi");
    const tomorrow: Context = { ...ctx, today: () => addDays(today, 1) };
    const last = await publierEdition(tomorrow, { demande: { key: "emploi" }, titre: "Demain" });
    expect(listEditions(ctx, "emploi").map(({ id }) => id)).toEqual([last.id, other.id]);
    expect(listEditions(ctx)[0]).toMatchObject({ id: last.id, publieLe: addDays(today, 1) });
  });
});

describe("a comparison", () => {
  it("would catch today's figures under another filter, or a difference that is not theirs", async () => {
    const demande = { key: "performance", filtre: { province: [provinces[0]!] } };
    const { id } = await publierEdition(ctx, { demande, titre: "Filtrée" });
    const total = async () =>
      (await comparerEdition(ctx, { id })).cartes.find(({ key }) => key === "montant_total")!.total;
    expect(await total()).toMatchObject({ statut: "egal" });
    // Projects without a place: outside of the filter.
    approve(ctx, "Ailleurs", 700_000_000);
    expect(await total()).toMatchObject({ statut: "egal" });
    const place = ctx.store.db.prepare("SELECT id FROM territoire WHERE code = ?").pluck();
    const projet = ctx.store.db.prepare("SELECT id FROM projet WHERE intitule_fr = 'Ailleurs'");
    updateRecord(ctx, {
      record: "projet",
      id: projet.pluck().get() as string,
      patch: { territoireId: place.get(provinces[0]) as string },
    });
    expect(await total()).toMatchObject({
      statut: "hausse",
      difference: 7,
      apres: { valeur: 7, fiches: 1 },
    });
    const { avant, apres, memeFiltre } = await comparerEdition(ctx, { id });
    expect([avant.editionId, apres.editionId, memeFiltre]).toEqual([id, null, true]);
    expect(apres.filtreTexte).toEqual(avant.filtreTexte);
  });

  it("would catch two editions compared the wrong way round, under two filters unsaid, or of two dashboards", async () => {
    const first = await publish("Un");
    approve(ctx, "Four", 300_000_000);
    const second = await publish("Deux");
    const expected = { difference: 3, statut: "hausse" };
    for (const [id, avec] of [
      [first.id, second.id],
      [second.id, first.id],
    ] as const) {
      const result = await comparerEdition(ctx, { id, avec });
      expect([result.avant.titre, result.apres.titre]).toEqual(["Un", "Deux"]);
      expect(result.memeFiltre).toBe(true);
      const card = result.cartes.find(({ key }) => key === "montant_total")!;
      expect(card.total).toMatchObject(expected);
    }
    const filtered = await publierEdition(ctx, {
      demande: { key: "performance", filtre: { province: [provinces[1]!] } },
      titre: "Filtrée",
    });
    const mixed = await comparerEdition(ctx, { id: first.id, avec: filtered.id });
    expect(mixed.memeFiltre).toBe(false);
    const other = await publish("Autre tableau", "emploi");
    expect(
      faults(await rejectedBy(comparerEdition(ctx, { id: first.id, avec: other.id }))),
    ).toEqual(["avec other_dashboard"]);
  });

  it("would catch an edition taken on a past day compared with that day again", async () => {
    const { id } = await publierEdition(ctx, {
      demande: { key: "performance", etatLe: addDays(today, -1) },
      titre: "D'avant le registre",
    });
    const card = (await comparerEdition(ctx, { id })).cartes.find(
      ({ key }) => key === "montant_total",
    )!;
    expect(card.total?.apres?.valeur).toBeGreaterThan(0);
    expect(card.total?.avant?.valeur ?? 0).toBe(0);
  });
});
