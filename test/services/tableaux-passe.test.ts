import { describe, expect, it } from "vitest";
import type { TableauResult } from "../../src-main/contract/tableaux.ts";
import { addDays } from "../../src-main/domain/dates.ts";
import type { Context } from "../../src-main/services/context.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { updateRecord } from "../../src-main/services/records/records.ts";
import { tableauOf } from "../../src-main/services/tableaux/index.ts";
import { newRegister, today, workOn } from "../support/register.ts";
import { approve } from "../support/edition.ts";

const card = (result: TableauResult, key: string) =>
  result.cartes.find((carte) => carte.key === key)!;

const amount = async (ctx: Context, etatLe: string | null): Promise<unknown[]> => {
  const result = await tableauOf(ctx, { key: "performance", etatLe });
  const { total } = card(result, "montant_total");
  return [total?.valeur, total?.fiches];
};

describe("a dashboard as it was on a past day", () => {
  const ctx: Context = { ...newRegister(), today: () => addDays(today, 4) };
  workOn(ctx, today);
  const first = approve(ctx, "Moulin", 1_000_000_000);
  workOn(ctx, addDays(today, 2));
  approve(ctx, "Serre", 500_000_000);
  const projet = ctx.store.db.prepare("SELECT projet_id FROM dossier WHERE id = ?").pluck();
  updateRecord(ctx, {
    record: "projet",
    id: projet.get(first) as string,
    patch: { montant: 2_000_000_000 },
  });

  it("would catch figures of today told for a past day, or an amount corrected since", async () => {
    expect(await amount(ctx, null)).toEqual([25, 2]);
    expect(await amount(ctx, addDays(today, 1))).toEqual([10, 1]);
    expect(await amount(ctx, addDays(today, 2))).toEqual([25, 2]);
    undoAction(ctx);
    expect(await amount(ctx, null)).toEqual([15, 2]);
    expect(await amount(ctx, addDays(today, 1))).toEqual([10, 1]);
  });

  it("would catch a day before the register told as a day without work", async () => {
    const result = await tableauOf(ctx, { key: "performance", etatLe: addDays(today, -1) });
    for (const carte of result.cartes.filter(({ famille }) => famille === "calcule")) {
      expect(carte.remarques[0]?.fr).toContain("Rien n’était encore inscrit");
    }
    const later = await tableauOf(ctx, { key: "performance", etatLe: today });
    expect(JSON.stringify(later)).not.toContain("Rien n’était encore inscrit");
  });
});
