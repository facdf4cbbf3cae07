import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import { newRegister, root, tempFolder } from "../support/register.ts";

interface Line {
  prime: string;
  rate: number;
  met: boolean | null;
  missing: string | null;
  source: string;
}
interface Regime {
  regime: string;
  eligible: boolean | null;
  why: string;
  lines: Line[];
  capRate: number | null;
  rate: number;
  amount: number;
  gaps: string[];
  conflicts: string[];
}

let db = "";

beforeAll(() => {
  const { store } = newRegister();
  db = join(tempFolder(), "registre.db");
  store.db.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(store.path, db);
});

/** Runs `daftar primes` on the register. */
function primes(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const words = [join(root, "src-main/cli/index.ts"), "primes", ...args, "--db", db];
    const run = spawn(process.execPath, words, { env: { ...process.env, NODE_OPTIONS: "" } });
    let out = "";
    let err = "";
    run.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    run.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    run.on("error", reject);
    run.on("close", (code) => resolve({ code, out, err }));
  });
}

const asked = ["--amount", "20000000", "--jobs", "60", "--as-of", "2026-03-02"];

async function regimesOf(...args: string[]): Promise<Regime[]> {
  const run = await primes(...args, "--json");
  expect(run.code, run.err).toBe(0);
  return (JSON.parse(run.out) as { regimes: Regime[] }).regimes;
}

const tpmeOf = async (...args: string[]) =>
  (await regimesOf(...args)).find(({ regime }) => regime === "tpme")!;

describe("daftar primes", () => {
  it("would not give the worked examples in dirhams and percent", async () => {
    const azilal = await tpmeOf(...asked, "--province", "azilal", "--priority");
    expect(azilal).toMatchObject({ eligible: true, capRate: 30, rate: 30, amount: 6_000_000 });
    expect(
      azilal.lines.map(({ prime, rate, met, missing }) => [prime, rate, met, missing]),
    ).toEqual([
      ["tpme_emplois", 5, true, null],
      ["tpme_territoriale", 15, true, null],
      ["tpme_activites_prioritaires", 10, true, null],
    ]);
    const mellal = await tpmeOf(...asked, "--province", "Bni-Mellal", "--priority");
    expect(mellal).toMatchObject({ rate: 25, amount: 5_000_000 });
  });

  it("would leave out a regime, or a key of the answer", async () => {
    const regimes = await regimesOf(...asked, "--province", "Fkih Ben Saleh");
    expect(regimes.map(({ regime }) => regime)).toEqual(["main", "tpme", "strategique"]);
    for (const regime of regimes) {
      for (const key of ["regime", "eligible", "why", "lines", "capRate", "rate", "amount"])
        expect(regime, key).toHaveProperty(key);
      for (const line of regime.lines)
        for (const key of ["prime", "rate", "met", "missing", "source"])
          expect(line, key).toHaveProperty(key);
    }
    expect(regimes[0]!.why).toContain("il manque 30 000 000 DH");
    expect(regimes[0]!.why).toContain("il manque 90 emplois");
  });

  it("would take what was not said for met", async () => {
    const tpme = await tpmeOf(...asked, "--province", "Azilal");
    expect(tpme.rate).toBe(20);
    const priority = tpme.lines.find(({ prime }) => prime === "tpme_activites_prioritaires")!;
    expect(priority.met).toBeNull();
    expect(priority.missing).toContain("condition à vérifier");
    expect(tpme.why).toContain("condition à vérifier : fonds propres");
  });

  it("would hide the gap of the ratio, the missing steps or the sources that differ", async () => {
    const regimes = await regimesOf(
      "--amount",
      "10 000 000,00",
      "--jobs",
      "18",
      "--province",
      "خنيفرة",
      "--as-of",
      "2026-03-02",
      "--women-share",
      "29,5",
    );
    const [main, tpme] = regimes as [Regime, Regime];
    expect(tpme.gaps.join()).toContain("1,5 à moins de 2");
    expect(tpme.conflicts.join()).toContain("medias24");
    expect(tpme.lines[0]).toMatchObject({
      met: false,
      missing: expect.stringContaining("il manque 2 emplois") as string,
    });
    expect(main.gaps.join()).toContain("paliers non trouvés");
    expect(main.lines.find(({ prime }) => prime === "main_genre")).toMatchObject({
      met: false,
      missing: expect.stringContaining("il manque 0,5 point") as string,
    });
  });

  it("would hold a regime in force before its date, without a word", async () => {
    const tpme = await tpmeOf(
      "--amount",
      "20000000",
      "--jobs",
      "60",
      "--province",
      "Azilal",
      "--as-of",
      "2025-07-02",
    );
    expect(tpme).toMatchObject({ eligible: false, rate: 0, amount: 0 });
    expect(tpme.why).toMatch(/Pas en vigueur le 2025-07-02.*2025-07-03/);
  });

  it("would answer a wrong call, or refuse it without a sentence", async () => {
    const good = ["--amount", "20000000", "--jobs", "60", "--province", "Azilal"];
    const wrong: [string[], RegExp][] = [
      [[], /--amount DH est obligatoire/],
      [["--amount", "20000000"], /--jobs N est obligatoire/],
      [["--amount", "20000000", "--jobs", "60"], /--province NOM est obligatoire/],
      [["--amount", "vingt", "--jobs", "60", "--province", "Azilal"], /--amount attend un montant/],
      [["--amount", "0", "--jobs", "60", "--province", "Azilal"], /supérieur à zéro/],
      [["--amount", "1,005", "--jobs", "60", "--province", "Azilal"], /--amount attend/],
      [["--amount", "20000000", "--jobs", "6.5", "--province", "Azilal"], /--jobs attend/],
      [["--amount", "20000000", "--jobs", "60", "--province", "Rabat"], /ne connaît pas « Rabat »/],
      [[...good, "--women-share", "130"], /de 0 à 100/],
      [[...good, "--as-of", "2026-02-30"], /AAAA-MM-JJ/],
      [[...good, "--declare", "prime_inconnue"], /Prime inconnue/],
      [[...good, "--sector", "espace"], /Secteur inconnu/],
      [[...good, "encore"], /Argument inattendu/],
    ];
    await Promise.all(
      wrong.map(async ([args, sentence]) => {
        const run = await primes(...args);
        expect(run.err, args.join(" ")).toMatch(sentence);
        expect(run.code, args.join(" ")).toBe(2);
        expect(run.out).toBe("");
      }),
    );
  });

  it("would follow the shipped lists and not those of the register", async () => {
    const register = new Database(db);
    register
      .prepare(
        "UPDATE reference SET attrs = json_set(attrs, '$.byCategory.B', 1200) WHERE list = 'prime' AND key = 'tpme_territoriale'",
      )
      .run();
    register.close();
    const tpme = await tpmeOf(...asked, "--province", "Azilal", "--priority");
    expect(tpme).toMatchObject({ rate: 27, amount: 5_400_000 });
  });
});
