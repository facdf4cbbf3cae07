import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it, test } from "vitest";
import { newRegister, root, tempFolder } from "../support/register.ts";
import { makerOf } from "../support/convention.ts";

let db = "";

/** The agreement of July 2021, as its parties signed it, and a draft. */
beforeAll(() => {
  const ctx = newRegister();
  const make = makerOf(ctx);
  const id = make("convention", {
    type: "convention_partenariat",
    intituleFr: "Accompagnement des porteurs de projets innovants",
    programme: "izdihar",
    visas: "Loi 15-18 relative au financement collaboratif",
    finLe: "2022-07-14",
    reconductionTacite: true,
    reconductionMois: 12,
    preavisMois: 3,
  });
  for (const [nomFr, role] of [
    ["Centre régional fictif", "porteur"],
    ["Laboratoire fictif", "partenaire"],
  ] as const) {
    const organisationId = make("organisation", { nomFr });
    make("partie", { conventionId: id, organisationId, role, signeLe: "2021-07-15" });
  }
  make("convention", { type: "convention_cadre", intituleFr: "Projet fictif" });
  db = join(tempFolder(), "registre.db");
  ctx.store.db.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(ctx.store.path, db);
});

function list(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const words = [join(root, "src-main/cli/index.ts"), "list", "conventions", ...args];
    const run = spawn(process.execPath, [...words, "--db", db, "--json"], {
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

test.each([
  ["2021-07-14", "projet"],
  ["2021-07-15", "en_vigueur"],
  ["2022-04-14", "preavis_ouvert"],
  ["2022-07-15", "reconduite"],
  ["2026-11-25", "reconduite"],
])("a status of %s that the command line tells wrong", async (day, statut) => {
  const { code, out } = await list("--as-of", day, "--where", "programme=Izdihar");
  expect(code).toBe(0);
  const told = JSON.parse(out) as { asOf: string; count: number; rows: Record<string, unknown>[] };
  expect(told).toMatchObject({ asOf: day, count: 1 });
  expect(told.rows[0]).toMatchObject({
    statut,
    type: "convention_partenariat",
    montantCentimes: null,
    parties: [{ nomFr: "Centre régional fictif" }, { nomFr: "Laboratoire fictif" }],
  });
});

it("would catch a filter that keeps another convention, or a wrong word that passes", async () => {
  const drafts = await list("--where", "statut=projet");
  expect((JSON.parse(drafts.out) as { count: number }).count).toBe(1);
  const found = await list("--search", "laboratoire", "--sort", "finLe");
  expect((JSON.parse(found.out) as { count: number }).count).toBe(1);
  for (const wrong of [
    ["--where", "statut=signée"],
    ["--where", "couleur=verte"],
    ["--as-of", "hier"],
    ["--sort", "taille"],
    ["--where", "partie=Inconnue"],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one process at a time
    const { code, err } = await list(...wrong);
    expect([code, err === ""]).toEqual([2, false]);
  }
});
