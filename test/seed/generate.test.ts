import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateProjects } from "../../src-main/services/seed/generate.ts";
import type { GeneratedProject } from "../../src-main/services/seed/generate.ts";
import { POIDS_SECTEURS, SECTEURS, GRANDE_ENERGIE } from "../../src-main/services/seed/names.ts";

interface Row {
  key: string;
  attrs: { level?: string; province?: string | null; barometre?: string };
}

const folder = join(import.meta.dirname, "../../resources/reference");

function rows(list: string): Row[] {
  return JSON.parse(readFileSync(join(folder, `${list}.json`), "utf8")).rows;
}

function keys(list: string): Set<string> {
  return new Set(rows(list).map((row) => row.key));
}

const territoires = rows("territoire").map((row) => ({
  code: row.key,
  level: row.attrs.level!,
  province: row.attrs.province ?? null,
}));
const today = "2026-11-23";

function generate(count: number, seed = 7, day = today): GeneratedProject[] {
  return [...generateProjects({ count, seed, today: day, lists: { territoires } })];
}

const region = generate(5000);
const files = region.flatMap((project) => project.dossiers);

function share<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.filter(holds).length / values.length;
}

describe("the same seed gives the same region", () => {
  test("two runs differ", () => {
    expect(JSON.stringify(generate(500))).toBe(JSON.stringify(generate(500)));
  });

  test("asking for more projects changes the first ones", () => {
    expect(region.slice(0, 500)).toEqual(generate(500));
  });

  test("the seed is ignored, or changes only part of a project", () => {
    const other = generate(500, 8);
    const same = other.filter(
      (project, index) =>
        project.intituleFr === region[index]!.intituleFr &&
        project.montantCentimes === region[index]!.montantCentimes,
    );
    expect(same.length).toBeLessThan(10);
  });

  test("a million projects would be held in memory to read the first", () => {
    const stream = generateProjects({ count: 1e9, seed: 1, today, lists: { territoires } });
    expect(stream.next().value?.reference).toMatch(/^BMK-20\d\d-00001$/);
  });
});

describe("legal order of a file", () => {
  const ordered = (file: GeneratedProject["dossiers"][number]) =>
    [
      file.deposeLe,
      file.valideLe,
      file.diffuseLe,
      ...file.passages.map((passage) => passage.tenuLe),
      file.pvLe,
      file.delivreLe,
    ].filter((date) => date !== null);

  test("a step is dated before the one it follows, or after today", () => {
    for (const file of files) {
      const dates = ordered(file);
      expect(dates, file.reference).toEqual(dates.toSorted());
      expect(dates[0]! >= "2019-01-31", file.reference).toBe(true);
      expect(dates.at(-1)! <= today, file.reference).toBe(true);
    }
  });

  test("a file passes without diffusion, is diffused unvalidated, or gets an act without minutes", () => {
    for (const file of files) {
      if (file.diffuseLe !== null) expect(file.valideLe, file.reference).not.toBeNull();
      if (file.passages.length > 0) expect(file.diffuseLe, file.reference).not.toBeNull();
      if (file.pvLe !== null) expect(file.passages.length, file.reference).toBeGreaterThan(0);
      if (file.delivreLe !== null) expect(file.pvLe, file.reference).not.toBeNull();
    }
  });

  test("a file comes back after a final decision, twice on one day, or on a day off", () => {
    for (const file of files) {
      file.passages.forEach((passage, index) => {
        const final = !["complement", "reprogrammer"].includes(passage.decision);
        const next = file.passages[index + 1];
        if (next) {
          expect(final, file.reference).toBe(false);
          expect(next.tenuLe > passage.tenuLe, file.reference).toBe(true);
        }
        expect([2, 4]).toContain(new Date(`${passage.tenuLe}T00:00:00Z`).getUTCDay());
      });
    }
  });

  test("an act is issued after a refusal, or minutes close an open question", () => {
    for (const file of files) {
      const last = file.passages.at(-1)?.decision;
      if (file.delivreLe !== null) expect(last).toMatch(/^favorable/);
      if (file.pvLe !== null) expect(last).toMatch(/favorable/);
    }
  });

  test("the state contradicts the dates", () => {
    for (const file of files) {
      const { etat, phase, reference } = file;
      const last = file.passages.at(-1)?.decision;
      if (file.passages.length === 0) expect(phase, reference).toMatch(/^(pre_crui|crui)$/);
      if (etat === "en_cours_de_depot") expect(file.valideLe, reference).toBeNull();
      if (etat === "en_attente_administration") expect(file.valideLe, reference).not.toBeNull();
      if (etat === "programmee") expect(file.diffuseLe, reference).not.toBeNull();
      if (etat === "actions_a_realiser") {
        expect(phase, reference).toBe("post_crui");
        expect(file.delivreLe, reference).toBeNull();
      }
      if (etat === "cloturee") {
        expect(file.delivreLe !== null, reference).toBe(phase === "suivi");
        expect(last === "defavorable", reference).toBe(phase === "post_crui");
      }
      expect(phase === "suivi", reference).toBe(file.delivreLe !== null);
    }
  });

  test("no file comes back to a sitting, or none is still open", () => {
    expect(share(files, (file) => file.passages.length > 1)).toBeGreaterThan(0.08);
    for (const phase of ["pre_crui", "crui", "post_crui", "suivi"]) {
      expect(
        files.some((file) => file.phase === phase),
        phase,
      ).toBe(true);
    }
    for (const etat of keys("etat_procedure")) {
      expect(
        files.some((file) => file.etat === etat),
        etat,
      ).toBe(true);
    }
  });

  test("old files are still in the pipeline, or new ones are already followed up", () => {
    const old = files.filter((file) => file.deposeLe < "2025-01-01");
    expect(share(old, ({ phase }) => phase === "post_crui" || phase === "suivi")).toBeGreaterThan(
      0.9,
    );
    const fresh = files.filter((file) => file.deposeLe > "2026-11-09");
    expect(fresh.length).toBeGreaterThan(20);
    expect(share(fresh, ({ phase }) => phase === "pre_crui" || phase === "crui")).toBeGreaterThan(
      0.6,
    );
  });

  test("a history cut a few days after it began breaks", () => {
    const early = generate(200, 3, "2019-02-15");
    for (const project of early) {
      expect(project.dossiers[0]!.deposeLe <= "2019-02-15").toBe(true);
    }
    expect(() => generate(1, 3, "2019-01-31")).toThrow(RangeError);
    expect(() => generate(1, 3, "hier")).toThrow(RangeError);
  });
});

describe("references", () => {
  test("two projects or two files share a reference, or a file is not numbered after its project", () => {
    expect(new Set(region.map((project) => project.reference)).size).toBe(region.length);
    for (const project of region) {
      expect(project.reference).toMatch(/^BMK-20(19|2[0-6])-\d{5}$/);
      expect(project.reference.slice(4, 8)).toBe(project.dossiers[0]!.deposeLe.slice(0, 4));
      expect(project.dossiers.map((file) => file.reference)).toEqual(
        project.dossiers.map((_, index) => `${project.reference}/C${index + 1}`),
      );
      const actes = project.dossiers.map((file) => file.acte);
      expect(new Set(actes).size, project.reference).toBe(actes.length);
      expect(actes.length).toBeGreaterThanOrEqual(1);
      expect(actes.length).toBeLessThanOrEqual(3);
    }
  });

  test("a code is not in the reference lists", () => {
    const lists = {
      acte: keys("acte"),
      decision: keys("decision"),
      etat: keys("etat_procedure"),
      phase: keys("phase"),
      forme: keys("forme_juridique"),
      place: keys("place_registre"),
      secteur: keys("secteur_barometre"),
      foncier: keys("statut_foncier"),
      suivi: keys("suivi"),
      territoire: keys("territoire"),
    };
    for (const project of region) {
      expect(lists.secteur).toContain(project.secteur);
      expect(lists.foncier).toContain(project.statutFoncier);
      expect(lists.territoire).toContain(project.territoire);
      expect(lists.forme).toContain(project.porteur.formeJuridique);
      expect(lists.place).toContain(project.porteur.placeRegistre);
      if (project.suivi !== null) expect(lists.suivi).toContain(project.suivi);
      for (const file of project.dossiers) {
        expect(lists.acte).toContain(file.acte);
        expect(lists.etat).toContain(file.etat);
        expect(lists.phase).toContain(file.phase);
        for (const passage of file.passages) expect(lists.decision).toContain(passage.decision);
      }
    }
  });

  test("the NMA section of a title belongs to another sector", () => {
    const barometre = new Map(rows("section_nma").map((row) => [row.key, row.attrs.barometre]));
    for (const project of region) {
      // Crafts have no section of their own: they are manufacturing.
      const expected = project.secteur === "artisanat" ? "industrie" : project.secteur;
      expect(barometre.get(project.sectionNma), project.intituleFr).toBe(expected);
    }
  });

  test("a title lacks one of its scripts, is repeated, or the sectors have fewer than sixty", () => {
    const titles = [
      ...POIDS_SECTEURS.values.flatMap((key) => SECTEURS[key]!.titles),
      ...GRANDE_ENERGIE,
    ];
    expect(titles.length).toBeGreaterThanOrEqual(60);
    expect(new Set(titles.map((title) => title.fr)).size).toBe(titles.length);
    expect(new Set(titles.map((title) => title.ar)).size).toBe(titles.length);
    for (const title of titles) expect(title.ar).toMatch(/^[\u0621-\u064a ]+$/);
  });
});

describe("shares", () => {
  const provinceOf = (project: GeneratedProject) =>
    project.territoire === "05.inter" ? project.territoire : project.territoire.slice(0, 6);

  test("a province is absent, or its share is far from the published one", () => {
    const published: Record<string, number> = {
      "05.091": 417,
      "05.311": 205,
      "05.081": 191,
      "05.301": 126,
      "05.255": 87,
      "05.inter": 5,
    };
    for (const [province, projects] of Object.entries(published)) {
      const found = share(region, (project) => provinceOf(project) === province);
      expect(found, province).toBeGreaterThan(0);
      expect(Math.abs(found - projects / 1031), province).toBeLessThan(0.02);
    }
  });

  test("projects are placed on a cercle, a centre or the whole region", () => {
    const level = new Map(territoires.map(({ code, level }) => [code, level]));
    const levels = region.map((project) => level.get(project.territoire));
    expect(new Set(levels)).toEqual(new Set(["commune", "province", "interprovincial"]));
    expect(share(levels, (name) => name === "commune")).toBeGreaterThan(0.8);
  });

  test("a sector is absent, or industry is not the first by number", () => {
    for (const secteur of keys("secteur_barometre")) {
      expect(
        region.some((project) => project.secteur === secteur),
        secteur,
      ).toBe(true);
    }
    expect(share(region, (project) => project.secteur === "industrie")).toBeCloseTo(201 / 695, 1);
  });

  test("files do not grow with the years as the published ones do", () => {
    const year = (name: string) =>
      region.filter((project) => project.reference.startsWith(`BMK-${name}-`)).length;
    expect(year("2019")).toBeLessThan(year("2020"));
    expect(year("2020")).toBeLessThan(year("2021"));
    expect(year("2021")).toBeLessThan(year("2022"));
  });
});

describe("amounts and jobs", () => {
  const amounts = region.map((project) => project.montantCentimes).toSorted((a, b) => b - a);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  test("amounts are not skewed: the first hundredth holds less than 40 % of the sum", () => {
    expect(sum(amounts.slice(0, amounts.length / 100)) / sum(amounts)).toBeGreaterThan(0.4);
  });

  test("the median project is not of 4 to 6 million dirhams", () => {
    const median = amounts[amounts.length / 2]! / 100_000_000;
    expect(median).toBeGreaterThan(4);
    expect(median).toBeLessThan(6);
  });

  test("an amount is not a whole number of centimes, or passes fifteen thousand millions", () => {
    for (const amount of amounts) {
      expect(Number.isSafeInteger(amount)).toBe(true);
      expect(amount).toBeGreaterThan(0);
      expect(amount).toBeLessThanOrEqual(15_000 * 100_000_000);
    }
    const largest = region.find((project) => project.montantCentimes === amounts[0])!;
    expect(largest.secteur).toBe("energies_renouvelables");
  });

  test("an interprovincial project is not a large energy project", () => {
    const inter = region.filter((project) => project.territoire === "05.inter");
    for (const project of inter) {
      expect(project.secteur).toBe("energies_renouvelables");
      expect(project.montantCentimes).toBeGreaterThanOrEqual(1000 * 100_000_000);
    }
  });

  test("stable jobs or women's jobs exceed the jobs they are part of", () => {
    for (const project of region) {
      expect(project.emploisPrevus).toBeGreaterThanOrEqual(1);
      expect(project.emploisStables).toBeLessThanOrEqual(project.emploisPrevus);
      expect(project.emploisFemmes).toBeLessThanOrEqual(project.emploisStables);
    }
  });

  test("something is realised before the acts, or jobs before the activity", () => {
    for (const project of region) {
      const authorised = project.dossiers.every((file) => file.delivreLe !== null);
      expect(project.montantRealiseCentimes !== null, project.reference).toBe(authorised);
      expect(project.emploisRealises !== null, project.reference).toBe(authorised);
      if ((project.emploisRealises ?? 0) > 0) {
        expect(project.suivi).toBe("travaux_acheves_activite_demarree");
      }
      if (project.lanceLe !== null) {
        expect(project.acheveLe! > project.lanceLe, project.reference).toBe(true);
        expect(project.lanceLe > project.dossiers[0]!.deposeLe, project.reference).toBe(true);
      }
    }
  });
});

describe("fictitious people and firms", () => {
  test("an ICE is not valid, or lies in the range of real companies", () => {
    for (const { porteur } of region) {
      expect(porteur.ice).toMatch(/^9999\d{11}$/);
      expect(BigInt(porteur.ice) % 97n).toBe(0n);
    }
  });

  test("one ICE names two holders", () => {
    const known = new Map<string, string>();
    for (const { porteur, contact } of region) {
      const identity = JSON.stringify([porteur, contact]);
      expect(known.get(porteur.ice) ?? identity).toBe(identity);
      known.set(porteur.ice, identity);
    }
    expect(known.size).toBeLessThan(region.length);
    expect(known.size).toBeGreaterThan(region.length * 0.8);
  });

  test("a name, a phone, an e-mail or an identity card could be someone's", () => {
    for (const { porteur, contact } of region) {
      expect(porteur.nomFr).toMatch(/Exemple /);
      expect(porteur.nomAr).toMatch(/مثال /);
      expect(contact.nomFr).toMatch(/^Exemple \d+$/);
      expect(contact.nomAr).toMatch(/^مثال \d+$/);
      expect(porteur.telephone).toMatch(/^052300\d{4}$/);
      expect(contact.telephone).toMatch(/^060000\d{4}$/);
      expect(porteur.email).toMatch(/@exemple\.ma$/);
      expect(contact.email).toMatch(/@exemple\.ma$/);
      expect(contact.cin).toMatch(/^ZZ\d{6,7}$/);
    }
  });
});

test("a hundred thousand projects take more than a few seconds", () => {
  const start = performance.now();
  let count = 0;
  for (const project of generateProjects({
    count: 20_000,
    seed: 1,
    today,
    lists: { territoires },
  })) {
    count += project.dossiers.length > 0 ? 1 : 0;
  }
  expect(count).toBe(20_000);
  // A fifth of the work; the bar leaves room for a busy machine.
  expect(performance.now() - start).toBeLessThan(2000);
});
