import { expect, test } from "vitest";
import { buildDemonstration } from "../../src-main/services/demonstration.ts";
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
