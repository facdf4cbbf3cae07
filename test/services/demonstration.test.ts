import { expect, test } from "vitest";
import { buildDemonstration } from "../../src-main/services/demonstration.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { conventionsOn } from "../../src-main/services/conventions.ts";
import { getFinancement } from "../../src-main/services/financements.ts";
import { executionOfAll } from "../../src-main/services/execution.ts";
import { undoState } from "../../src-main/services/journal.ts";
import { newRegister } from "../support/register.ts";

test("the first Ctrl+Z in the demonstration takes its indicators or its files away", async () => {
  const ctx = newRegister();
  for await (const step of buildDemonstration(ctx)) expect(step.type).toBe("progress");
  expect(undoState(ctx)).toEqual({ undo: null, redo: null });
  const count = (table: string) =>
    ctx.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  expect(count("observation")).toBe(307);
  expect(count("projet")).toBe(1000);
});

test("the demonstration shows a single state of conventions, or records that a check refuses", async () => {
  const ctx = newRegister();
  for await (const step of buildDemonstration(ctx)) expect(step.type).toBe("progress");
  const day = ctx.today();
  const { db } = ctx.store;
  const states = conventionsOn(db, day).map(({ numero, statut }) => [numero.slice(-4), statut]);
  expect(Object.fromEntries(states)).toEqual({
    "0001": "reconduite",
    "0002": "en_vigueur",
    "0003": "preavis_ouvert",
    "0004": "en_signature",
    "0005": "projet",
    "0006": "resiliee",
    "0007": "echue",
    "0008": "suspendue",
    "2-A1": "en_vigueur",
  });
  const execution = executionOfAll(db, day).rows;
  expect(execution.some(({ engagements }) => (engagements.defaillant ?? 0) > 0)).toBe(true);
  const ids = db
    .prepare("SELECT id FROM financement WHERE type = 'collaboratif'")
    .pluck()
    .all() as string[];
  const above = ids.filter((id) =>
    getFinancement(ctx, id).plafonds.some(
      ({ depassement, indicatif }) => !indicatif && depassement !== null && depassement > 0,
    ),
  );
  expect([ids.length, above.length]).toEqual([3, 1]);
  const plans = db
    .prepare(
      `SELECT a.cout - sum(f.montant_demande) FROM accompagnement a JOIN financement f ON f.accompagnement_id = a.id
       WHERE f.type <> 'collaboratif' GROUP BY a.id`,
    )
    .pluck()
    .all();
  expect(plans).toEqual([0, 0, 0, 0, 0]);
  expect(checkRegister(ctx.store).checks.filter(({ ok }) => !ok)).toEqual([]);
});
