import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { TableauResult } from "../../src-main/contract/tableaux.ts";
import { daftar } from "../support/cli.ts";
import { tempFolder } from "../support/register.ts";

const db = join(tempFolder(), "demo.db");

const dashboard = async (...args: string[]): Promise<TableauResult> => {
  const { out, code, err } = await daftar("dashboard", ...args, "--db", db, "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out) as TableauResult;
};
const total = (result: TableauResult, key: string) =>
  result.cartes.find((carte) => carte.key === key)!.total!;

beforeAll(async () => {
  await daftar("init", "--db", db, "--demo");
}, 60_000);

describe("dashboard", () => {
  it("would catch a card without its unit, its source or the number of records behind it", async () => {
    const result = await dashboard("barometre");
    expect(total(result, "approbations_total")).toMatchObject({ valeur: 1031, fiches: null });
    const computed = result.cartes.find(({ key }) => key === "calcul_montant")!;
    expect(computed.unite).toBe("MDH");
    expect(computed.total!.fiches).toBeGreaterThan(0);
    expect(computed.total!.mediane).toBeGreaterThan(0);
    expect(computed.references[0]!.texte).not.toBe("");
  });

  it("would catch a filter by name, a period or a comparison that the command does not pass on", async () => {
    const whole = await dashboard("barometre");
    const azilal = await dashboard(
      "barometre",
      "--where",
      "province=أزيلال",
      "--where",
      "secteur=Industrie",
      "--from",
      "2022-01-01",
      "--to",
      "2022-12-31",
      "--compare",
      "precedente",
    );
    expect(azilal.demande.filtre).toEqual({
      province: ["05.081"],
      secteur: ["industrie"],
      du: "2022-01-01",
      au: "2022-12-31",
    });
    const count = total(azilal, "calcul_nombre").valeur!;
    expect(count).toBeLessThan(total(whole, "calcul_nombre").valeur!);
    const former = azilal.cartes.find(({ key }) => key === "calcul_nombre")!.comparaison!;
    expect(former.label.fr).toBe("du 01/01/2021 au 31/12/2021");
  });

  it("would catch an as-of date that leaves the newest edition in its place", async () => {
    const before = await dashboard("barometre", "--as-of", "2022-08-31");
    const years = before.cartes.find(({ key }) => key === "approbations_annees")!.points;
    expect(years.find(({ categorie }) => categorie === "2021")!.valeur).toBe(193);
  });

  it("would catch a list of dashboards that forgets one", async () => {
    const { out } = await daftar("dashboard", "--db", db, "--json");
    const { tableaux } = JSON.parse(out) as { tableaux: { key: string }[] };
    expect(tableaux.map(({ key }) => key)).toEqual([
      "barometre",
      "performance",
      "provinces",
      "emploi",
      "conventions",
      "porteurs",
      "conjoncture",
    ]);
  });

  it("would catch a wrong call that ends with 0 or without a sentence", async () => {
    const calls: [number, string, ...string[]][] = [
      [1, "Introuvable", "dashboard", "inconnu"],
      [2, "Champ inconnu", "dashboard", "barometre", "--where", "couleur=rouge"],
      [2, "--compare", "dashboard", "barometre", "--compare", "jamais"],
      [2, "AAAA-MM-JJ", "dashboard", "barometre", "--from", "20204-01-01"],
      [2, "--from doit", "dashboard", "barometre", "--from", "2024-02-01", "--to", "2024-01-01"],
      [2, "--lang", "dashboard", "barometre", "--lang", "es"],
    ];
    for (const [code, sentence, ...args] of calls) {
      const done = await daftar(...args, "--db", db);
      expect(done.code, args.join(" ")).toBe(code);
      expect(done.err, args.join(" ")).toContain(sentence);
    }
  });
});
