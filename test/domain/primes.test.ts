import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProjetSimule, RegimeSimule } from "../../src-main/contract/primes.ts";
import type { ReferenceRow } from "../../src-main/contract/references.ts";
import { simulatePrimes, type RegleDesPrimes } from "../../src-main/domain/primes.ts";

const MDH = 100_000_000;

function load(list: string): ReferenceRow[] {
  const path = join(import.meta.dirname, "../../resources/reference", `${list}.json`);
  const { rows } = JSON.parse(readFileSync(path, "utf8")) as {
    rows: Omit<ReferenceRow, "id" | "list">[];
  };
  return rows.map((row) => ({ id: `${list}/${row.key}`, list, ...row }));
}

const lists = { regimes: load("regime"), primes: load("prime"), seuils: load("seuil") };
const shipped: RegleDesPrimes = { ...lists, categorie: "A", asOf: "2026-03-02" };

function regimeOf(
  key: string,
  projet: ProjetSimule,
  regle: Partial<RegleDesPrimes> = {},
): RegimeSimule {
  return simulatePrimes(projet, { ...shipped, ...regle }).find(({ regime }) => regime === key)!;
}

const lineOf = (result: RegimeSimule, prime: string) =>
  result.lignes.find((ligne) => ligne.prime === prime)!;

const jobsLine = (emplois: number, montant: number) =>
  lineOf(regimeOf("tpme", { montant, emplois }), "tpme_emplois");

const priority = { declarations: { tpme_activites_prioritaires: true } };
/** What a company says of itself to be under no reserve. */
const company: ProjetSimule = {
  secteur: "industrie",
  fondsPropres: 1000,
  chiffreAffaires: 5 * MDH,
  ancienneteAns: 6,
  partGrandeEntreprise: 0,
  actionnairePublic: false,
  activiteListee: true,
};

describe("the worked examples", () => {
  const projet = { montant: 20 * MDH, emplois: 60, ...priority };

  test("20 MDH and 60 jobs do not give 6 MDH in Azilal", () => {
    const tpme = regimeOf("tpme", projet, { categorie: "B" });
    expect([tpme.sommeBp, tpme.rateBp, tpme.montant]).toEqual([3000, 3000, 6 * MDH]);
    expect(tpme.lignes.map(({ rateBp, met }) => [rateBp, met])).toEqual([
      [500, true],
      [1500, true],
      [1000, true],
    ]);
  });

  test("or 5 MDH in Béni Mellal", () => {
    const tpme = regimeOf("tpme", projet, { categorie: "A" });
    expect([tpme.rateBp, tpme.montant, tpme.montantMax]).toEqual([2500, 5 * MDH, 5 * MDH]);
  });
});

describe("steps of the jobs prime", () => {
  test("a ratio on a step falls on the wrong side of it", () => {
    const rates = [
      [19, null],
      [20, 500],
      [50, 500],
      [51, 700],
      [100, 700],
      [101, 1000],
    ] as const;
    for (const [emplois, rate] of rates) {
      const line = jobsLine(emplois, 10 * MDH);
      expect(line.met ? line.rateBp : null, `${emplois} jobs`).toBe(rate);
    }
  });

  test("one centime more or less than a round ratio is lost in a division", () => {
    expect(jobsLine(60, 30 * MDH).met).toBe(true);
    expect(jobsLine(60, 30 * MDH + 1).met).toBe(false);
    expect(jobsLine(100, 20 * MDH).rateBp).toBe(500);
    expect(jobsLine(100, 20 * MDH - 1).rateBp).toBe(700);
  });

  test("what lacks to a step is not the least number of jobs", () => {
    expect(jobsLine(54, 30 * MDH).conditions[0]!.manque).toEqual({ valeur: 6, unite: "emplois" });
    expect(jobsLine(60, 30 * MDH).suivant).toEqual({ rateBp: 700, emplois: 91 });
    expect(jobsLine(101, 10 * MDH).suivant).toBeNull();
  });

  test("more jobs lower the jobs prime", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 * MDH }),
        fc.nat(2000),
        fc.nat(500),
        (montant, emplois, more) => {
          const given = (jobs: number) => {
            const line = jobsLine(jobs, montant);
            return line.met ? line.rateBp : 0;
          };
          expect(given(emplois + more)).toBeGreaterThanOrEqual(given(emplois));
        },
      ),
    );
  });

  test("the lack that is told does not lead to the step, or one job less leads there too", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * MDH }), fc.nat(300), (montant, emplois) => {
        const next = jobsLine(emplois, montant).suivant;
        if (!next) return;
        const rate = (jobs: number) => {
          const line = jobsLine(jobs, montant);
          return line.met ? line.rateBp : 0;
        };
        expect(rate(emplois + next.emplois)).toBeGreaterThanOrEqual(next.rateBp);
        expect(rate(emplois + next.emplois - 1)).toBeLessThan(next.rateBp);
      }),
    );
  });

  test("the gap between 1.5 and 2 is not told, or told of another ratio", () => {
    const gap = (emplois: number) => {
      const tpme = regimeOf("tpme", { ...company, montant: 10 * MDH, emplois });
      return [tpme.eligible, tpme.remarques.find(({ code }) => code === "ratio_sans_prime")];
    };
    const remark = (concerne: boolean) => ({
      genre: "lacune",
      code: "ratio_sans_prime",
      concerne,
      params: { from: 1.5, to: 2 },
    });
    expect(gap(14)).toEqual([false, remark(false)]);
    expect(gap(15)).toEqual([true, remark(true)]);
    expect(gap(19)).toEqual([true, remark(true)]);
    expect(gap(20)).toEqual([true, remark(false)]);
  });
});

describe("access to a regime", () => {
  test("the main regime opens one job, or one centime, too early", () => {
    const main = (montant: number, emplois: number) =>
      regimeOf("main", { secteur: "industrie", montant, emplois });
    expect(main(50 * MDH, 50).eligible).toBe(true);
    expect(main(50 * MDH, 49).eligible).toBe(false);
    expect(main(50 * MDH - 1, 50).eligible).toBe(false);
    expect(main(MDH, 150).eligible).toBe(true);
    expect(main(MDH, 149).eligible).toBe(false);
    const missing = main(47.5 * MDH, 44).voies.map((way) =>
      way.map(({ code, manque }) => [code, manque?.valeur]),
    );
    expect(missing).toEqual([
      [
        ["montant_min", 2.5 * MDH],
        ["emplois_min", 6],
      ],
      [["emplois_min", 106]],
    ]);
  });

  test("the TPME regime takes 50 MDH, or a project of 150 jobs that belongs to the main one", () => {
    const tpme = (montant: number, emplois: number) =>
      regimeOf("tpme", { ...company, montant, emplois }).statut;
    expect(tpme(50 * MDH - 1, 149)).toBe("eligible");
    expect(tpme(50 * MDH, 149)).toBe("non_eligible");
    expect(tpme(MDH, 2)).toBe("eligible");
    expect(tpme(MDH - 1, 2)).toBe("non_eligible");
    expect(tpme(20 * MDH, 150)).toBe("non_eligible");
  });

  test("tourism is asked the ratio of the others, or an unknown sector is refused as if known", () => {
    const tpme = (secteur: string | null) =>
      regimeOf("tpme", { ...company, secteur, montant: 10 * MDH, emplois: 12 }).statut;
    expect(tpme("tourisme")).toBe("eligible");
    expect(tpme("industrie")).toBe("non_eligible");
    expect(tpme(null)).toBe("a_verifier");
  });

  test("what the company did not say passes for met, or for missed", () => {
    const base = { montant: 20 * MDH, emplois: 60 };
    const open = regimeOf("tpme", base);
    expect([open.eligible, open.statut]).toEqual([true, "sous_reserve"]);
    expect(open.conditions.filter(({ met }) => met === null).map(({ code }) => code)).toEqual([
      "fonds_propres_min",
      "chiffre_affaires",
      "grande_entreprise_max",
      "actionnaire_public",
      "activite_listee",
    ]);
    expect(regimeOf("tpme", { ...company, ...base }).statut).toBe("eligible");
    const without = (answer: ProjetSimule) =>
      regimeOf("tpme", { ...company, ...base, ...answer }).statut;
    expect(without({ fondsPropres: 999 })).toBe("non_eligible");
    expect(without({ chiffreAffaires: 200 * MDH + 1 })).toBe("non_eligible");
    expect(without({ chiffreAffaires: 0, ancienneteAns: 2 })).toBe("eligible");
    expect(without({ chiffreAffaires: null, ancienneteAns: null })).toBe("sous_reserve");
    expect(without({ chiffreAffaires: 0, ancienneteAns: null })).toBe("sous_reserve");
    expect(without({ partGrandeEntreprise: 2501 })).toBe("non_eligible");
    expect(without({ actionnairePublic: true })).toBe("non_eligible");
    expect(without({ activiteListee: false })).toBe("non_eligible");
  });

  test("a project of which nothing is known is refused, or given a result", () => {
    for (const result of simulatePrimes({}, { ...shipped, categorie: null })) {
      expect([result.eligible, result.statut], result.regime).toEqual([null, "a_verifier"]);
      expect(result.montant, result.regime).toBeNull();
      expect(result.rateBp, result.regime).toBe(0);
    }
  });

  test("a regime holds before its date, or before the law it rests on", () => {
    const on = (asOf: string) =>
      simulatePrimes({ montant: 20 * MDH, emplois: 60 }, { ...shipped, asOf }).map(
        ({ regime, statut, depuis }) => [regime, statut === "hors_vigueur", depuis],
      );
    expect(on("2025-07-02")).toEqual([
      ["main", false, "2022-12-12"],
      ["tpme", true, "2025-07-03"],
      ["strategique", false, "2022-12-12"],
    ]);
    expect(on("2025-07-03")[1]).toEqual(["tpme", false, "2025-07-03"]);
    expect(on("2022-12-11").every(([, out]) => out)).toBe(true);
  });

  test("the strategic regime opens without a criterion", () => {
    const strategic = (criteres: string[] | null, montant = 2000 * MDH) =>
      regimeOf("strategique", { montant, emplois: 10, criteres }).eligible;
    expect(strategic(["emplois"])).toBe(true);
    expect(strategic([])).toBe(false);
    expect(strategic(["inconnu"])).toBe(false);
    expect(strategic(null)).toBeNull();
    expect(strategic(["emplois"], 2000 * MDH - 1)).toBe(false);
  });
});

describe("primes of the main regime", () => {
  const base = { secteur: "industrie", montant: 100 * MDH, emplois: 200 };

  test("a step that no official text gives is made up", () => {
    const main = regimeOf("main", base);
    const line = lineOf(main, "main_emplois");
    expect([line.rateBp, line.rateMaxBp, line.met]).toEqual([500, 1000, null]);
    // Territorial A only; then the range and all that was not said.
    expect([main.rateBp, main.rateMaxBp]).toEqual([1000, 3000]);
    expect(main.remarques.some(({ code }) => code === "paliers_absents")).toBe(true);
  });

  test("shares are taken for met one basis point too low", () => {
    const line = (prime: string, answer: ProjetSimule) =>
      lineOf(regimeOf("main", { ...base, ...answer }), prime);
    expect(line("main_genre", { partFemmes: 3000 }).met).toBe(true);
    const short = line("main_genre", { partFemmes: 2999 });
    expect([short.met, short.conditions[0]!.manque]).toEqual([false, { valeur: 1, unite: "bp" }]);
    const local = (bp: number, branche: ProjetSimule["brancheIntegration"] = null) =>
      line("main_integration_locale", { integrationLocale: bp, brancheIntegration: branche }).met;
    expect(local(1999)).toBe(false);
    expect(local(2000)).toBeNull();
    expect(local(3999)).toBeNull();
    expect(local(4000)).toBe(true);
    expect(local(2000, "agro_pharma")).toBe(true);
    expect(local(3999, "autre_industrie")).toBe(false);
  });

  test("renewable energy gets more than 30 MDH", () => {
    const declarations = {
      main_metiers_avenir: true,
      main_developpement_durable: true,
      main_sectorielle: true,
    };
    const answer = { ...base, montant: 500 * MDH, partFemmes: 4000, declarations };
    const rest = regimeOf("main", { ...answer, secteur: "industrie" });
    expect([rest.rateBp, rest.montant]).toEqual([2400, 120 * MDH]);
    const solar = regimeOf("main", { ...answer, secteur: "energies_renouvelables" });
    expect([solar.rateBp, solar.montant, solar.montantMax]).toEqual([2400, 30 * MDH, 30 * MDH]);
    const unknown = regimeOf("main", { ...answer, secteur: null });
    expect(unknown.remarques.find(({ code }) => code === "plafond_secteur")?.concerne).toBe(true);
  });

  test("a total passes the cap, or the lower result the upper one", () => {
    const share = fc.option(fc.integer({ min: 0, max: 10_000 }));
    fc.assert(
      fc.property(
        fc.record({
          montant: fc.integer({ min: 0, max: 5000 * MDH }),
          emplois: fc.option(fc.nat(5000)),
          secteur: fc.constantFrom(null, "industrie", "energies_renouvelables", "tourisme"),
          partFemmes: share,
          integrationLocale: share,
          fondsPropres: share,
          declarations: fc.dictionary(
            fc.constantFrom(...lists.primes.map(({ key }) => key)),
            fc.boolean(),
          ),
        }),
        fc.constantFrom("A", "B", null),
        (projet, categorie) => {
          for (const result of simulatePrimes(projet, { ...shipped, categorie })) {
            expect(result.rateBp).toBeLessThanOrEqual(result.rateMaxBp);
            expect(result.montant!).toBeLessThanOrEqual(result.montantMax!);
            if (result.plafond?.rateBp == null) continue;
            expect(result.rateMaxBp).toBeLessThanOrEqual(result.plafond.rateBp);
            expect(BigInt(result.montantMax!) * 10_000n).toBeLessThanOrEqual(
              BigInt(projet.montant) * BigInt(result.plafond.rateBp),
            );
            if (result.plafond.montantMax !== null)
              expect(result.montantMax!).toBeLessThanOrEqual(result.plafond.montantMax);
          }
        },
      ),
    );
  });
});

describe("the lists decide", () => {
  const edited = (list: ReferenceRow[], key: string, attrs: Record<string, unknown>) =>
    list.map((row) => (row.key === key ? { ...row, attrs: { ...row.attrs, ...attrs } } : row));

  test("two rows that give different caps are not told, or the higher one wins", () => {
    const primes = edited(lists.primes, "tpme_plafond", { rateBp: 2000 });
    const tpme = regimeOf("tpme", { montant: 20 * MDH, emplois: 60, ...priority }, { primes });
    expect([tpme.sommeBp, tpme.rateBp, tpme.montant]).toEqual([2500, 2000, 4 * MDH]);
    expect(tpme.remarques).toContainEqual({
      genre: "conflit",
      code: "plafonds_differents",
      concerne: true,
      params: { regime: 3000, prime: 2000 },
    });
  });

  test("steps once published are not followed", () => {
    const steps = [
      { minRatio: 1, maxRatio: null, minInclusive: true, maxInclusive: null, rateBp: 700 },
    ];
    const primes = edited(lists.primes, "main_emplois", { steps });
    const main = regimeOf("main", { montant: 100 * MDH, emplois: 100 }, { primes });
    expect(lineOf(main, "main_emplois")).toMatchObject({
      genre: "paliers",
      met: true,
      rateBp: 700,
    });
  });

  test("who approves is not the one of the amount", () => {
    const by = (key: string, montant: number, emplois: number) =>
      regimeOf(key, { montant, emplois }).approbation?.approbateur;
    expect(by("tpme", 20 * MDH, 60)).toBe("crui");
    expect(by("main", 50 * MDH, 60)).toBe("region");
    expect(by("main", 250 * MDH - 1, 60)).toBe("region");
    expect(by("main", 250 * MDH, 60)).toBe("commission_nationale");
    expect(by("main", 20 * MDH, 150)).toBeNull();
    expect(by("main", 20 * MDH, 60)).toBeUndefined();
  });
});
