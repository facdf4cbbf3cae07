import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import type {
  ComparaisonEdition,
  EditionEntree,
  EditionVue,
} from "../../src-main/contract/editions.ts";
import { daftar as run } from "../support/cli.ts";
import { newRegister, reopen, tempFolder, contextOf } from "../support/register.ts";
import { approve } from "../support/edition.ts";

let db = "";

beforeAll(() => {
  const ctx = newRegister();
  approve(ctx, "Moulin", 1_000_000_000);
  db = join(tempFolder(), "registre.db");
  ctx.store.db.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(ctx.store.path, db);
});

/** Runs `daftar` on the register. */
const daftar = (...args: string[]) => run(...args, "--db", db);

async function json<T>(code: number, ...args: string[]): Promise<T> {
  const done = await daftar(...args, "--json");
  expect(done.code, done.err).toBe(code);
  return JSON.parse(done.out) as T;
}

describe("editions on the command line", { timeout: 60_000 }, () => {
  it("would catch an edition that is not kept, follows the register, or is compared wrongly", async () => {
    const made = await json<EditionVue>(
      0,
      "edition",
      "publish",
      "performance",
      "--title",
      "Essai",
      "--note",
      "Au conseil",
    );
    expect(made).toMatchObject({ titre: "Essai", observation: "Au conseil", intacte: true });
    const { editions } = await json<{ editions: EditionEntree[] }>(0, "editions", "performance");
    expect(editions.map(({ id }) => id)).toEqual([made.id]);
    expect((await json<{ editions: unknown[] }>(0, "editions", "emploi")).editions).toEqual([]);

    const store = reopen(db);
    approve(contextOf(store), "Serre", 500_000_000);
    store.close();
    const shown = await json<EditionVue>(0, "edition", "show", made.id);
    expect(shown.contenu).toEqual(made.contenu);
    const { cartes } = await json<ComparaisonEdition>(0, "edition", "compare", made.id);
    const carte = cartes.find(({ key }) => key === "montant_total")!;
    expect(carte.unites).toEqual({ avant: "MDH", apres: "MDH" });
    expect(carte.total).toMatchObject({
      avant: { valeur: 10, fiches: 1 },
      apres: { valeur: 15, fiches: 2 },
      difference: 5,
      pourcent: 50,
      statut: "hausse",
    });
    const text = await daftar("edition", "compare", made.id);
    expect(text.out).toContain("10 MDH\t15 MDH\t+5 MDH · +50 %");
  });

  it("would catch wrong usage, an unknown edition, dashboard or title answered with something else than a sentence", async () => {
    expect((await daftar("edition", "publish", "performance")).code).toBe(2);
    expect((await daftar("edition", "publish")).code).toBe(2);
    expect((await daftar("edition", "oublier", "x")).code).toBe(2);
    expect(await json(1, "edition", "compare", "inconnue")).toMatchObject({
      error: { code: "not_found" },
    });
    expect(await json(1, "edition", "publish", "inconnu", "--title", "T")).toMatchObject({
      error: { code: "not_found" },
    });
    expect(await json(1, "edition", "publish", "performance", "--title", " ")).toMatchObject({
      error: { code: "required", message: expect.stringContaining("titre") },
    });
  });

  it("would catch an edition altered by another program that passes for whole", async () => {
    const { id } = await json<EditionVue>(
      0,
      "edition",
      "publish",
      "emploi",
      "--title",
      "Altérée ensuite",
    );
    const raw = new Database(db);
    raw
      .prepare(
        "UPDATE edition SET contenu = replace(contenu, '\"valeur\":', '\"valeur\": ') WHERE id = ?",
      )
      .run(id);
    raw.close();
    const { editions } = await json<{ editions: EditionEntree[] }>(1, "editions", "emploi");
    expect(editions[0]?.intacte).toBe(false);
    const shown = await daftar("edition", "show", id);
    expect([shown.code, shown.out.includes("ALTÉRÉE")]).toEqual([1, true]);
  });
});
