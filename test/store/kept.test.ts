import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "../../src-main/services/context.ts";
import { openReader } from "../../src-main/store/database.ts";
import { commit, commitLong, undo } from "../../src-main/store/ledger.ts";
import { nearLimits } from "../../src-main/store/projection.ts";
import { referenceRows } from "../../src-main/store/queries/reference.ts";
import { newRegister } from "../support/register.ts";

let ctx: Context;
beforeEach(() => {
  ctx = newRegister();
});

const ofRule = (db = ctx.store.db) =>
  referenceRows(db, "delai").find((row) => row.key === "decision_crui")!;

const days = (db = ctx.store.db) => ofRule(db).attrs["days"];

const change = (value: number) =>
  commit(ctx.store, { kind: "reference.modification", userId: "essai" }, (writer) => {
    writer.update("reference", ofRule().id, {
      attrs: JSON.stringify({ ...ofRule().attrs, days: value, alerteJours: value }),
    });
    return days();
  });

describe("reference rows kept in memory", () => {
  it("would be read again at each question", () => {
    expect(referenceRows(ctx.store.db, "delai")).toBe(referenceRows(ctx.store.db, "delai"));
  });

  it("would be old inside the action that changes them, after it or after its undo", () => {
    expect(days()).toBe(30);
    const { result, actionId } = change(45);
    expect(result).toBe(45);
    expect(days()).toBe(45);
    undo(ctx.store, "essai", actionId!);
    expect(days()).toBe(30);
  });

  it("would keep what a transaction taken back had written", async () => {
    expect(() =>
      commit(ctx.store, { kind: "reference.modification", userId: "essai" }, (writer) => {
        writer.update("reference", ofRule().id, { attrs: JSON.stringify({ days: 99 }) });
        expect(days()).toBe(99);
        throw new Error("refusé");
      }),
    ).toThrow("refusé");
    expect(days()).toBe(30);
    await commitLong(
      ctx.store,
      { kind: "reference.modification", userId: "essai" },
      async (writer) => {
        writer.update("reference", ofRule().id, { attrs: JSON.stringify({ days: 99 }) });
        expect(days()).toBe(99);
      },
      { dryRun: true },
    );
    expect(days()).toBe(30);
  });

  it("would stay old on a reader's connection, for the rows and for the clock made of them", () => {
    const reader = openReader(ctx.store.path);
    try {
      const near = () => nearLimits(reader, "2026-03-02")[0]!.limite;
      expect([days(reader), near()]).toEqual([30, "2026-03-07"]);
      const former = referenceRows(reader, "delai");
      const { actionId } = change(40);
      expect([days(reader), near()]).toEqual([40, "2026-04-11"]);
      undo(ctx.store, "essai", actionId!);
      expect([days(reader), near()]).toEqual([30, "2026-03-07"]);
      expect(referenceRows(reader, "delai")).toEqual(former);
      // Anything else that is written leaves them where they are.
      const kept = referenceRows(reader, "delai");
      commit(ctx.store, { kind: "organisation.creation", userId: "essai" }, (writer) =>
        writer.insert("organisation", { nomFr: "Essai", nomPlie: "essai" }),
      );
      expect(referenceRows(reader, "delai")).toBe(kept);
    } finally {
      reader.close();
    }
  });
});
