import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createRecord } from "../../src-main/services/records/records.ts";
import { newRegister, root, tempFolder } from "../support/register.ts";

const MDH = 100_000_000;
let db = "";

beforeAll(() => {
  const ctx = newRegister();
  const make = (record: "accompagnement" | "organisation" | "financement", values: object) =>
    createRecord(ctx, {
      record,
      values: values as Record<string, string | number>,
      sure: ["montantDemande"],
    }).id!;
  const accompagnementId = make("accompagnement", { intitule: "Atelier fictif" });
  const organismeId = make("organisation", { nomFr: "Plateforme fictive" });
  const of = { accompagnementId, organismeId };
  make("financement", {
    ...of,
    type: "collaboratif",
    categorie: "pret",
    montantDemande: 4 * MDH,
    demandeLe: "2026-02-10",
  });
  make("financement", { ...of, type: "credit", montantDemande: MDH, demandeLe: "2026-01-10" });
  make("financement", { accompagnementId, type: "apport", montantDemande: MDH / 2 });
  db = join(tempFolder(), "registre.db");
  ctx.store.db.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(ctx.store.path, db);
});

function list(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const words = [join(root, "src-main/cli/index.ts"), "list", "financements", ...args];
    const run = spawn(process.execPath, [...words, "--db", db], {
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    let out = "";
    let err = "";
    run.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    run.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    run.on("error", reject);
    run.on("close", (code) => resolve({ code, out, err }));
  });
}

interface Answer {
  count: number;
  demandeCentimes: number;
  rows: { reference: string; auDessusDuPlafond: boolean }[];
}
async function answer(...args: string[]): Promise<Answer> {
  const run = await list(...args, "--json");
  expect(run.code, run.err).toBe(0);
  return JSON.parse(run.out) as Answer;
}

describe("daftar list financements", () => {
  it("would catch sums of all given for those of the filter, or a warning lost on the way", async () => {
    const all = await answer("--sort", "reference");
    expect(all).toMatchObject({ count: 3, demandeCentimes: 5.5 * MDH });
    expect(all.rows.map((row) => row.auDessusDuPlafond)).toEqual([true, false, false]);
    expect(await answer("--where", "type=Crédit bancaire")).toMatchObject({
      count: 1,
      demandeCentimes: MDH,
    });
    expect(await answer("--where", "montant>=1", "--where", "demandeLe<=2026-01-31")).toMatchObject(
      {
        count: 1,
        rows: [{ reference: "F-2026-0002" }],
      },
    );
    expect((await answer("--where", "organisme=plateforme fictive")).count).toBe(2);
    expect((await answer("--search", "atelier", "--limit", "1")).rows).toHaveLength(1);
  });

  it("would catch a condition it does not understand taken for none", async () => {
    const wrong = [
      ["--where", "couleur=rouge"],
      ["--where", "type=magie"],
      ["--where", "type>=credit"],
      ["--where", "organisme=personne"],
      ["--where", "montant>=beaucoup"],
      ["--sort", "couleur"],
    ];
    const runs = await Promise.all(wrong.map((args) => list(...args)));
    expect(runs.map(({ code }) => code)).toEqual(wrong.map(() => 2));
    expect(runs.every(({ err }) => err.trim() !== "")).toBe(true);
  });
});
