import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { daftar } from "../support/cli.ts";
import { tempFolder, today } from "../support/register.ts";

const folder = tempFolder();
const db = join(folder, "region.db");

beforeAll(async () => {
  await daftar("seed", "--db", db, "--projects", "150", "--seed", "7", "--today", today);
}, 30_000);

describe("report", () => {
  it("would catch cards other than those asked, or in another order or language", async () => {
    const out = join(folder, "rapport.csv");
    const { code, out: said } = await daftar(
      ...`report barometre --db ${db} --out ${out} --lang ar --cards calcul_provinces,calcul_nombre`.split(
        " ",
      ),
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ format: "csv", langues: ["ar"], cartes: 2 });
    const lines = readFileSync(out, "utf8").split("\r\n");
    const titles = [...new Set(lines.slice(1, -2).map((line) => line.split(";")[0]))];
    expect(titles).toEqual(["الاستثمار حسب الإقليم", "المشاريع المصادق عليها، ملفاتنا"]);
  });

  it("would catch a report of the provinces that shows one of them only", async () => {
    const out = join(folder, "provinces.csv");
    const { code } = await daftar(
      ...`report provinces --db ${db} --out ${out} --cards nombre`.split(" "),
    );
    expect(code).toBe(0);
    const text = readFileSync(out, "utf8");
    for (const place of ["Azilal", "Béni Mellal", "Fquih Ben Salah", "Khénifra", "Khouribga"]) {
      expect(text).toContain(`${place} – Nombre de projets`);
    }
  });

  it("would catch a wrong call that writes something, ends with 0 or shows a stack", async () => {
    const out = join(folder, "rien.csv");
    const calls: [number, ...string[]][] = [
      [2, "report", "--db", db, "--out", out],
      [2, "report", "barometre", "--db", db],
      [2, "report", "inconnu", "--db", db, "--out", out],
      [2, "report", "barometre", "--db", db, "--out", `${out}.ods`],
      [2, "report", "barometre", "--db", db, "--out", out, "--lang", "fr+de"],
      [2, "report", "barometre", "--db", db, "--out", out, "--cards", "calcul_nombre,absente"],
      [2, "report", "barometre", "--db", db, "--out", out, "--where", "couleur=bleu"],
      [2, "report", "barometre", "--db", db, "--out", out, "--from", "20204-01-01"],
      [1, "report", "barometre", "--db", db, "--out", join(folder, "absent", "a.xlsx")],
      [1, "report", "barometre", "--db", db, "--out", join(folder, "absent", "a.pdf")],
      [1, "report", "barometre", "--db", db, "--out", "/sys/a.pdf"],
    ];
    const ends = await Promise.all(calls.map(([, ...args]) => daftar(...args)));
    for (const [at, [code, ...args]] of calls.entries()) {
      const ended = ends[at]!;
      expect(ended.code, args.join(" ")).toBe(code);
      expect(ended.err).not.toMatch(/\n\s+at /);
      expect(ended.err, args.join(" ")).toMatch(/\p{L}{3,}.*[.!»]/u);
    }
    expect(existsSync(out)).toBe(false);
  }, 30_000);
});
