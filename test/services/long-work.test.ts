import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ImportEvent } from "../../src-main/contract/imports.ts";
import type { Context } from "../../src-main/services/context.ts";
import { Cancelled, importFile } from "../../src-main/services/imports/run.ts";
import { Busy, commit, exclusively, whenIdle } from "../../src-main/store/ledger.ts";
import { refreshStatistics } from "../../src-main/store/statistics.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { everything, newRegister, tempFolder } from "../support/register.ts";

function agenda(rows: number, prefix = "A"): string {
  const path = join(tempFolder(), "agenda.csv");
  const lines = Array.from(
    { length: rows },
    (_, i) => `${prefix}-${i};Projet ${i};Azilal;Société ${i % 9}`,
  );
  writeFileSync(path, `Référence;Intitulé;Commune;Porteur\n${lines.join("\n")}\n`);
  return path;
}

async function run(ctx: Context, path: string, signal?: AbortSignal) {
  for await (const event of importFile(ctx, "dossiers", path, "a.csv", { dryRun: false, signal })) {
    if (event.type === "done") return event.report;
  }
  throw new Error("no report");
}

const writeUser = (ctx: Context, nom: string) =>
  commit(ctx.store, { kind: "essai", userId: "u" }, (writer) =>
    writer.insert("utilisateur", { nom, role: "conseiller", langue: "fr" }),
  );

describe("a long import", () => {
  it("would catch an import that holds the event loop, or work mixed into its transaction", async () => {
    const ctx = newRegister();
    const importing = run(ctx, agenda(1500));
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => writeUser(ctx, "Pressé")).toThrow(Busy);
    let turns = 0;
    let ended = false;
    const count = () => {
      turns += 1;
      if (!ended) setImmediate(count);
    };
    setImmediate(count);
    await whenIdle(ctx.store);
    ended = true;
    expect(turns).toBeGreaterThan(3);
    writeUser(ctx, "Patient");
    expect((await importing).created).toBe(1500);
    const last = ctx.store.db
      .prepare("SELECT kind FROM action ORDER BY seq DESC LIMIT 2")
      .pluck()
      .all();
    expect(last).toEqual(["essai", "import.dossiers"]);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would hold every read and write while the planner's figures are counted, or count others than ANALYZE", async () => {
    const ctx = newRegister();
    await run(ctx, agenda(800));
    const { db } = ctx.store;
    let ended = false;
    let turns = 0;
    const counting = refreshStatistics(ctx.store).then(() => (ended = true));
    const turn = () => {
      turns += 1;
      if (!ended) setImmediate(turn);
    };
    setImmediate(turn);
    await exclusively(ctx.store, () => {
      expect(ended).toBe(false);
      db.prepare("SELECT count(*) FROM dossier_ligne").get();
    });
    writeUser(ctx, "Pressé");
    expect(ended).toBe(false);
    await counting;
    expect(turns).toBeGreaterThan(50);
    const figures = () => db.prepare("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1, 2").all();
    const sliced = figures();
    db.exec("DELETE FROM sqlite_stat1; ANALYZE");
    expect(sliced.length).toBeGreaterThan(20);
    expect(sliced).toEqual(figures());
  });

  it("would catch two imports that wait for a third and then run into each other", async () => {
    const ctx = newRegister();
    const reports = await Promise.all([
      run(ctx, agenda(600, "A")),
      run(ctx, agenda(300, "B")),
      run(ctx, agenda(300, "C")),
    ]);
    expect(reports.map((report) => report.created)).toEqual([600, 300, 300]);
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would catch rows left by a cancelled import", async () => {
    const ctx = newRegister();
    const before = everything(ctx.store);
    const stop = new AbortController();
    const importing = run(ctx, agenda(2000), stop.signal);
    setTimeout(() => stop.abort(), 15);
    await expect(importing).rejects.toBeInstanceOf(Cancelled);
    expect(everything(ctx.store)).toEqual(before);
    writeUser(ctx, "Après");
    expect(checkRegister(ctx.store).ok).toBe(true);
  });

  it("would catch an import that goes on and writes after its reader stopped listening", async () => {
    const ctx = newRegister();
    const before = everything(ctx.store);
    for await (const _ of importFile(ctx, "dossiers", agenda(1500), "a.csv", { dryRun: false }))
      break;
    await whenIdle(ctx.store);
    expect(everything(ctx.store)).toEqual(before);
  });

  it("would catch progress that goes back, or ends elsewhere than at the report", async () => {
    const ctx = newRegister();
    const run = importFile(ctx, "dossiers", agenda(1200), "a.csv", { dryRun: true });
    const events: ImportEvent[] = [];
    for await (const event of run) events.push(event);
    expect(events.findIndex((event) => event.type === "done")).toBe(events.length - 1);
    const steps = events.filter((event) => event.type === "progress");
    expect(new Set(steps.map((event) => event.total))).toEqual(new Set([1200]));
    const done = steps.map((event) => event.done);
    expect(done.length).toBeGreaterThan(1);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });
});
