import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { daftar } from "../support/cli.ts";
import { tempFolder, today } from "../support/register.ts";

const folder = tempFolder();
const db = join(folder, "region.db");

beforeAll(async () => {
  await daftar("seed", "--db", db, "--projects", "120", "--seed", "7", "--today", today);
}, 30_000);

describe("export", () => {
  it("would catch a list written otherwise than asked, or a number of rows that is not the file's", async () => {
    const out = join(folder, "liste.csv");
    const { code, out: text } = await daftar(
      ...`export dossiers --db ${db} --out ${out} --where province=Khouribga --sort -montant`.split(
        " ",
      ),
      "--columns=reference,montant",
      "--json",
    );
    expect(code).toBe(0);
    const said = JSON.parse(text) as { rows: number; columns: string[]; format: string };
    const lines = readFileSync(out, "utf8").slice(1).trimEnd().split("\r\n");
    expect(lines[0]).toBe("Référence;Montant (MDH)");
    expect(said).toMatchObject({
      format: "csv",
      rows: lines.length - 2,
      columns: ["reference", "montant"],
    });
    expect(lines.at(-1)).toBe(`Total des lignes : ${said.rows};`);
    const amounts = lines.slice(1, -1).map((line) => Number(line.split(";")[1]!.replace(",", ".")));
    expect(amounts.length).toBeGreaterThan(3);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  });

  it("would catch a wrong call that writes something or ends with 0", async () => {
    const out = join(folder, "rien.csv");
    const calls: [number, ...string[]][] = [
      [2, "export", "dossiers", "--db", db],
      [2, "export", "inconnus", "--db", db, "--out", out],
      [2, "export", "dossiers", "--db", db, "--out", `${out}.ods`],
      [2, "export", "dossiers", "--db", db, "--out", out, "--columns", "reference,cin"],
      [2, "export", "dossiers", "--db", db, "--out", out, "--sort", "couleur"],
      [2, "export", "dossiers", "--db", db, "--out", out, "--lang", "de"],
      [2, "export", "demandes", "--db", db, "--out", out, "--where", "couleur=bleu"],
      [1, "export", "dossiers", "--db", db, "--out", join(folder, "absent", "a.csv")],
    ];
    for (const [code, ...args] of calls) {
      const ended = await daftar(...args);
      expect(ended.code, args.join(" ")).toBe(code);
      expect(ended.err).not.toMatch(/\n\s+at /);
    }
    expect(existsSync(out)).toBe(false);
  });
});
