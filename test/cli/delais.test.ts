import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, it } from "vitest";
import { newRegister, root, tempFolder } from "../support/register.ts";

interface Run {
  code: number | null;
  out: string;
  err: string;
}

let db = "";

beforeAll(() => {
  const { store } = newRegister();
  db = join(tempFolder(), "registre.db");
  store.db.pragma("wal_checkpoint(TRUNCATE)");
  copyFileSync(store.path, db);
});

/** Runs a command of the command line on the register. */
function daftar(...args: string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const words = [join(root, "src-main/cli/index.ts"), ...args, "--db", db];
    const run = spawn(process.execPath, words, { env: { ...process.env, NODE_OPTIONS: "" } });
    let out = "";
    let err = "";
    run.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    run.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    run.on("error", reject);
    run.on("close", (code) => resolve({ code, out, err }));
  });
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const run = await daftar(...args, "--json");
  expect(run.code, run.err).toBe(0);
  return JSON.parse(run.out) as Record<string, unknown>;
}

describe("daftar deadline", () => {
  it("would not give the due date, what was skipped and the rule, as its help says", async () => {
    const answer = await json(
      "deadline",
      "--rule",
      "decision_crui",
      "--from",
      "2026-03-02",
      "--as-of",
      "2026-03-12",
      "--pause",
      "2026-03-05..2026-03-06",
      "--pause",
      "2026-03-06..2026-03-07",
    );
    expect(answer).toEqual({
      due: "2026-04-04",
      used: 7,
      left: 23,
      unit: "calendar",
      asOf: "2026-03-12",
      skipped: [
        { date: "2026-03-05", why: "pause" },
        { date: "2026-03-06", why: "pause" },
        { date: "2026-03-07", why: "pause" },
      ],
      rule: {
        key: "decision_crui",
        days: 30,
        unit: "calendar",
        effectiveFrom: "1900-01-01",
        source: expect.stringContaining("moroccojewishtimes") as string,
      },
    });
  });

  it("would take the version in force today for a date before it", async () => {
    const days = async (from: string) =>
      (
        (await json("deadline", "--rule", "recours_ministeriel", "--from", from))["rule"] as {
          days: number;
        }
      ).days;
    expect(await days("2024-12-08")).toBe(30);
    expect(await days("2024-12-09")).toBe(45);
  });

  it("would not list every version of a rule", async () => {
    const { rules } = (await json("deadline", "--rules")) as {
      rules: { key: string; days: number; effectiveFrom: string }[];
    };
    const versions = rules.filter((rule) => rule.key === "recours_ministeriel");
    expect(versions.map((rule) => [rule.effectiveFrom, rule.days])).toEqual([
      ["2019-02-21", 30],
      ["2024-12-09", 45],
    ]);
  });

  it("would accept a rule, a date or a pause that makes no sense, without a sentence", async () => {
    const wrong: [string[], RegExp, number][] = [
      [["--from", "2026-03-02"], /--rule/, 2],
      [["--rule", "decision_crui"], /--from/, 2],
      [["--rule", "inconnue", "--from", "2026-03-02"], /Règle inconnue : « inconnue »/, 2],
      [["--rule", "decision_crui", "--from", "2026-02-30"], /AAAA-MM-JJ/, 2],
      [
        ["--rule", "decision_crui", "--from", "2026-03-02", "--pause", "2026-03-09..2026-03-05"],
        /précède le début/,
        2,
      ],
      [
        ["--rule", "decision_crui", "--from", "2026-03-02", "--pause", "2026-03-09"],
        /--pause attend/,
        2,
      ],
      [
        ["--rule", "recours_gracieux_depot", "--from", "2010-03-02"],
        /n'était en vigueur le 2010-03-02/,
        1,
      ],
    ];
    for (const [args, sentence, code] of wrong) {
      const run = await daftar("deadline", ...args);
      expect(run.err, args.join(" ")).toMatch(sentence);
      expect(run.code, args.join(" ")).toBe(code);
      expect(run.out).toBe("");
    }
  });
});

describe("daftar holidays", () => {
  it("would not move a feast, confirm its year, or count with it", async () => {
    const register = new Database(db);
    register
      .prepare(
        "UPDATE reference SET attrs = json_set(attrs, '$.unit', 'working', '$.days', 3) WHERE list = 'delai' AND key = 'decision_crui'",
      )
      .run();
    register.close();
    const due = async () =>
      (await json("deadline", "--rule", "decision_crui", "--from", "2025-03-27"))["due"];
    // Computed on Sun 30 and Mon 31 March 2025; kept on Mon 31 and Tue 1 April.
    expect(await due()).toBe("2025-04-02");
    const year = (await json(
      "holidays",
      "--year",
      "2025",
      "--move",
      "aid_al_fitr=2025-03-31",
      "--confirm",
    )) as { confirmed: boolean; holidays: { key: string; date: string }[] };
    expect(year.confirmed).toBe(true);
    expect(year.holidays.find((day) => day.key === "aid_al_fitr_2025")?.date).toBe("2025-03-31");
    expect(await due()).toBe("2025-04-03");
  });

  it("would accept an unknown feast, or a date of another year", async () => {
    const refused = async (code: number, ...args: string[]) => {
      const run = await daftar("holidays", ...args);
      expect(run.code, run.err).toBe(code);
      return run.err;
    };
    expect(await refused(2, "--year", "2025", "--move", "noel=2025-12-25")).toMatch(/inconnu/);
    expect(await refused(2, "--year", "2025", "--move", "aid_al_fitr=2023-01-01")).toMatch(/2025/);
    expect(await refused(2, "--move", "aid_al_fitr=2025-01-01")).toMatch(/--year/);
    expect(await refused(1, "--year", "2090", "--confirm")).toMatch(/Aucun jour férié religieux/);
  });
});
