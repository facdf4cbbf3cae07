import { expect, test } from "vitest";
import { listSimulations, simulerPrimes } from "../../src-main/services/primes.ts";
import { referenceRows } from "../../src-main/store/queries/reference.ts";
import { correctReference, versionReference } from "../../src-main/services/references.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import { createRecord, getRecord } from "../../src-main/services/records/records.ts";
import { newRegister } from "../support/register.ts";

const MDH = 100_000_000;
const azilal = {
  montant: 20 * MDH,
  emplois: 60,
  territoire: "05.081",
  declarations: { tpme_activites_prioritaires: true },
};

const tpmeOf = (ctx: ReturnType<typeof newRegister>, asOf?: string) =>
  simulerPrimes(ctx, { asOf, projets: [azilal] }).resultats[0]!.regimes.find(
    ({ regime }) => regime === "tpme",
  )!;

/** A row of a list as the form gives it back. */
function rowOf(ctx: ReturnType<typeof newRegister>, list: string, key: string) {
  const { id, effectiveFrom, effectiveTo, ...row } = referenceRows(ctx.store.db, list).find(
    (each) => each.key === key,
  )!;
  const { label, source, url, confidence, note } = row;
  return {
    id,
    effectiveFrom,
    effectiveTo,
    row: { label, source, url, confidence, note, attrs: {} },
  };
}

test("the category of the province of the register does not reach the prime", () => {
  const ctx = newRegister();
  const places = ["05.081", "05.091", "05.255", "05.301", "05.311", "05.inter"];
  const { asOf, resultats } = simulerPrimes(ctx, {
    projets: places.map((territoire) => ({ ...azilal, territoire })),
  });
  expect(asOf).toBe("2026-03-02");
  const amounts = resultats.map(
    ({ regimes }) => regimes.find(({ regime }) => regime === "tpme")!.montant! / MDH,
  );
  // Interprovincial has no category: the territorial prime stays to verify.
  expect(amounts).toEqual([6, 5, 5, 5, 5, 3]);
});

test("a commune does not take the category of its province", () => {
  const ctx = newRegister();
  const { resultats } = simulerPrimes(ctx, {
    projets: [{ ...azilal, territoire: "05.081.03" }],
  });
  expect(resultats[0]!.regimes[1]!.montant).toBe(6 * MDH);
});

test("a rate that the user corrected is not followed", () => {
  const ctx = newRegister();
  expect(tpmeOf(ctx).montant).toBe(6 * MDH);
  const row = rowOf(ctx, "prime", "tpme_activites_prioritaires");
  correctReference(ctx, { id: row.id, patch: { rateBp: 400 } });
  expect(tpmeOf(ctx)).toMatchObject({ rateBp: 2400, montant: 4.8 * MDH });
});

test("a new version of a rate counts before its date, or the old one after", () => {
  const ctx = newRegister();
  const row = rowOf(ctx, "prime", "tpme_activites_prioritaires");
  versionReference(ctx, {
    id: row.id,
    effectiveFrom: "2026-02-01",
    row: { ...row.row, attrs: { rateBp: 200 } },
  });
  expect(tpmeOf(ctx, "2026-01-31").rateBp).toBe(3000);
  expect(tpmeOf(ctx, "2026-02-01").rateBp).toBe(2200);
});

test("a simulation writes in the register", () => {
  const ctx = newRegister();
  const actions = () => ctx.store.db.prepare("SELECT count(*) FROM action").pluck().get();
  const before = actions();
  tpmeOf(ctx);
  expect(actions()).toBe(before);
});

test("an unknown territory passes for a province without a category", () => {
  const ctx = newRegister();
  expect(() => simulerPrimes(ctx, { projets: [{ ...azilal, territoire: "99.999" }] })).toThrow(
    Invalid,
  );
});

test("a simulation that cannot be opened again is kept, or one that can is not listed", () => {
  const ctx = newRegister();
  const keep = (contenu: string) =>
    createRecord(ctx, {
      record: "simulation",
      values: { titre: "Azilal", regleLe: "2026-03-02", contenu },
    });
  for (const contenu of ["{", "{}", '{"variantes":[]}', '{"variantes":[{"id":"a","nom":"A"}]}'])
    expect(() => keep(contenu), contenu).toThrow(Invalid);
  expect(listSimulations(ctx)).toEqual([]);
  const contenu = JSON.stringify({ variantes: [{ id: "a", nom: "A", projet: azilal }] });
  const { id } = keep(contenu);
  expect(listSimulations(ctx)).toEqual([
    { id, titre: "Azilal", regleLe: "2026-03-02", projetId: null },
  ]);
  expect(listSimulations(ctx, "autre")).toEqual([]);
  expect(getRecord(ctx, "simulation", id!).values["contenu"]).toBe(contenu);
});
