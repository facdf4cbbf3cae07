import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { libraryDays, religiousHolidays } from "../support/religious-holidays.ts";

const resources = join(import.meta.dirname, "../../resources");
const folder = join(resources, "reference");

function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCalendarDate, "not a calendar date");
const words = z.string().regex(/^\S(.*\S)?$/s, "empty, or spaces around");
const latin = words.regex(/[A-Za-zÀ-ÿ]/);
const label = z.strictObject({
  fr: latin,
  ar: words.regex(/[\u0621-\u064a]/, "no Arabic letter"),
  en: latin,
});
const key = z.string().regex(/^([a-z][a-z0-9_]*|[A-U]|MA|05|05\.[0-9a-z.]+)$/);
const centimes = z.int().nonnegative();
const basisPoints = z.int().min(0).max(10_000);

function reference<A extends z.ZodType>(attrs: A) {
  const row = z.strictObject({
    key,
    label,
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    source: words,
    url: z.url({ protocol: /^https$/ }).nullable(),
    confidence: z.enum(["A", "B", "C", "D", "X"]),
    note: words.nullable(),
    attrs,
  });
  return z.strictObject({ list: z.string(), title: label, rows: z.array(row).min(1) });
}

const step = z.strictObject({
  minRatio: z.number(),
  maxRatio: z.number().nullable(),
  minInclusive: z.boolean(),
  maxInclusive: z.boolean().nullable(),
  rateBp: basisPoints,
});
const eligibility = z.strictObject({
  minMontantCentimes: centimes.nullable(),
  maxMontantCentimes: centimes.optional(),
  maxInclusive: z.boolean().optional(),
  minEmploisStables: z.int().nullable().optional(),
  minRatio: z.number().optional(),
  minRatioTourisme: z.number().optional(),
  minFondsPropresBp: basisPoints.optional(),
  minCriteres: z.int().optional(),
});
const ordered = z.strictObject({ order: z.int().positive() });
const none = z.strictObject({});
/** How a board draws a stage. The days are a habit of the desk, not a legal delay. */
const drawn = ordered.extend({
  couleur: z.enum(["info", "soon", "ok", "late", "mut"]),
  limite: z.int().nonnegative().nullable().optional(),
  sansMouvementJours: z.int().nonnegative().nullable().optional(),
});
const stage = drawn.extend({ terminal: z.boolean() });

const schemas = {
  limite_fichier: reference(
    z.union([
      ordered.extend({ maxOctets: z.int().positive() }),
      ordered.extend({
        mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
        extension: z.string().regex(/^[a-z0-9]{2,5}$/),
        apercu: z.enum(["image", "pdf", "texte"]).nullable(),
      }),
    ]),
  ),
  avis: reference(ordered.extend({ reserve: z.boolean() })),
  canal: reference(ordered),
  genre_evenement: reference(ordered.extend({ touche: z.string().length(1).optional() })),
  piece_requise: reference(
    ordered.extend({ actes: z.array(z.string()).min(1), obligatoire: z.boolean() }),
  ),
  repetition: reference(
    ordered.extend({ unite: z.enum(["jour", "semaine", "mois"]), pas: z.int().positive() }),
  ),
  cadence_rapport: reference(
    ordered.extend({
      periode: z.enum(["semaine", "mois", "trimestre", "annee"]),
      place: z.enum(["premier", "dernier"]),
      ouvre: z.boolean(),
    }),
  ),
  role_annuaire: reference(ordered),
  sens_evenement: reference(ordered),
  theme_indicateur: reference(ordered),
  nature_serie: reference(ordered),
  methode_serie: reference(ordered),
  statut_inscription: reference(ordered),
  statut_piece: reference(ordered.extend({ manque: z.boolean() })),
  statut_seance: reference(ordered.extend({ terminal: z.boolean() })),
  role_partie: reference(ordered),
  nature_contribution: reference(ordered),
  pole: reference(ordered),
  periodicite: reference(ordered.extend({ mois: z.int().positive() })),
  type_comite: reference(ordered),
  statut_reunion: reference(ordered.extend({ terminal: z.boolean() })),
  genre_livrable: reference(ordered),
  type_financement: reference(ordered.extend({ finance: z.boolean() })),
  categorie_collaboratif: reference(ordered.extend({ supervisor: z.string() })),
  statut_financement: reference(
    ordered.extend({ compte: z.boolean(), obtenu: z.boolean(), terminal: z.boolean() }),
  ),
  issue_accompagnement: reference(ordered.extend({ finance: z.boolean() })),
  genre_modele: reference(ordered.extend({ fiche: z.string() })),
  langue_document: reference(ordered),
  // Lead times and escalation are settings of the desk.
  rappel_echeance: reference(ordered.extend({ alerteJours: z.int().nonnegative() })),
  escalade_engagement: reference(ordered.extend({ retardJours: z.int().positive() })),
  acte: reference(none),
  decision: reference(
    z.strictObject({
      rank: z.int().positive(),
      termineLeDelai: z.boolean(),
      approuve: z.boolean(),
      etat: z.string(),
    }),
  ),
  phase: reference(drawn),
  etape_demande: reference(stage),
  etape_accompagnement: reference(stage),
  etat_procedure: reference(stage.extend({ phase: z.string(), suspendLeDelai: z.boolean() })),
  traitement: reference(none),
  statut_foncier: reference(none),
  forme_juridique: reference(none),
  suivi: reference(ordered.extend({ observation: z.boolean() })),
  delai: reference(
    z.strictObject({
      days: z.int().positive(),
      unit: z.enum(["calendar", "working"]),
      // From how many days before its end a delay shows as near: a setting of the desk.
      alerteJours: z.int().nonnegative(),
      startsAt: words,
      endsAt: words,
      silenceVautAccord: z.boolean().optional(),
    }),
  ),
  performance: reference(
    z.strictObject({
      numero: z.int().min(0).max(11),
      unit: z.enum(["days", "percent", "MAD", "jobs"]).nullable(),
      thresholdDays: z.int().nullable(),
    }),
  ),
  seuil: reference(
    z.strictObject({
      regime: z.string(),
      minCentimes: centimes.nullable(),
      maxCentimes: centimes.nullable(),
      minInclusive: z.boolean().nullable(),
      maxInclusive: z.boolean().nullable(),
      minEmploisStables: z.int().nullable(),
      criteres: z.boolean(),
      approbateur: z.enum(["crui", "region", "commission_nationale"]).nullable(),
    }),
  ),
  regime: reference(
    z.looseObject({
      eligibilite: z.array(eligibility).min(1),
      plafondRateBp: basisPoints.optional(),
    }),
  ),
  prime: reference(
    z.looseObject({
      regime: z.string(),
      kind: z.enum(["prime", "plafond"]),
      rateBp: basisPoints.nullable(),
      minRateBp: basisPoints.nullable(),
      maxRateBp: basisPoints.nullable(),
      steps: z.array(step).nullable(),
      byCategory: z.strictObject({ A: basisPoints, B: basisPoints }).nullable(),
      condition: words,
    }),
  ),
  plafond_collaboratif: reference(
    z.strictObject({
      amountCentimes: centimes.positive(),
      supervisor: z.string(),
      kind: z.enum(["plafond_projet", "seuil_autorisation"]),
    }),
  ),
  superviseur: reference(z.strictObject({ categories: z.array(z.string()).min(1) })),
  type_recours: reference(
    ordered.extend({ delaiDepot: z.string().optional(), delaiReponse: z.string() }),
  ),
  issue_recours: reference(ordered),
  jour_ferie: reference(z.strictObject({ monthDay: z.string().regex(/^\d{2}-\d{2}$/) })),
  jour_ferie_religieux: reference(
    z.strictObject({
      year: z.int(),
      fete: z.enum(["premier_moharram", "aid_al_mawlid", "aid_al_fitr", "aid_al_adha"]),
      date: day,
      days: z.int().positive(),
      confirme: z.literal(false),
    }),
  ),
  programme: reference(z.looseObject({ scope: z.enum(["regional", "national"]) })),
  secteur_barometre: reference(none),
  section_nma: reference(
    z.strictObject({ divisions: z.string().regex(/^\d{2}(–\d{2})?$/), barometre: z.string() }),
  ),
  type_convention: reference(
    z.strictObject({ parent: z.string().optional(), children: z.array(z.string()).optional() }),
  ),
  place_registre: reference(
    z.strictObject({ province: z.string(), aliases: z.array(words).min(1) }),
  ),
  territoire: reference(
    z.strictObject({
      level: z.enum([
        "pays",
        "region",
        "province",
        "interprovincial",
        "cercle",
        "commune",
        "centre",
      ]),
      type: words,
      parent: z.string().nullable(),
      province: z.string().nullable(),
      primeCategory: z.enum(["A", "B"]).nullable(),
      nameArStatus: words,
      aliases: z.array(words),
    }),
  ),
  indicateur: reference(
    z.strictObject({
      theme: z.enum([
        "population",
        "emploi",
        "economie",
        "entreprises",
        "crui",
        "programmes",
        "agriculture",
        "social",
      ]),
      unit: words,
      kind: z.enum(["stock", "flow", "rate", "cumulative"]),
      method: z
        .enum([
          "recensement",
          "enquete",
          "comptes_regionaux",
          "cartographie",
          "registre",
          "estimation",
        ])
        .nullable(),
      accumulates: z.boolean(),
      sector: z.string().optional(),
    }),
  ),
  source: reference(
    z.strictObject({
      match: z.array(words).min(1),
      // Null names a source that no publication dates: it only has a name in three languages.
      publishedOn: z
        .string()
        .regex(/^\d{4}-\d{2}(-\d{2})?$/)
        .nullable(),
    }),
  ),
};

type ListKey = keyof typeof schemas;
const listKeys = Object.keys(schemas) as ListKey[];

function load<K extends ListKey>(list: K): z.infer<(typeof schemas)[K]> {
  const text = readFileSync(join(folder, `${list}.json`), "utf8");
  return schemas[list].parse(JSON.parse(text)) as z.infer<(typeof schemas)[K]>;
}

function keysOf(list: ListKey): Set<string> {
  return new Set(load(list).rows.map((row) => row.key));
}

function csv(path: string): Record<string, string>[] {
  return parse(readFileSync(join(resources, path), "utf8"), { columns: true });
}

describe("every reference file", () => {
  test("a list is added without a schema here, or a schema has no file", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect(files.sort()).toEqual(listKeys.map((list) => `${list}.json`).sort());
  });

  test.each(listKeys)("%s: a row lacks a field, a label, a date or a source", (list) => {
    const result = schemas[list].safeParse(
      JSON.parse(readFileSync(join(folder, `${list}.json`), "utf8")),
    );
    expect(result.error?.issues ?? []).toEqual([]);
    expect(load(list).list).toBe(list);
  });

  test.each(listKeys)(
    "%s: two versions of a key overlap, or a version ends before it begins",
    (list) => {
      const versions = new Map<string, { from: string; to: string }[]>();
      for (const row of load(list).rows) {
        const to = row.effectiveTo ?? "9999-12-31";
        expect(row.effectiveFrom <= to, row.key).toBe(true);
        versions.set(row.key, [...(versions.get(row.key) ?? []), { from: row.effectiveFrom, to }]);
      }
      for (const [rowKey, spans] of versions) {
        spans.sort((a, b) => a.from.localeCompare(b.from));
        for (let index = 1; index < spans.length; index += 1) {
          expect(spans[index - 1]!.to < spans[index]!.from, rowKey).toBe(true);
        }
      }
    },
  );

  test.each(listKeys)("%s: an unknown effective date passes for a known one", (list) => {
    for (const row of load(list).rows) {
      const saysUnknown = row.note?.includes("Date d'effet non trouvée.") ?? false;
      expect(saysUnknown, row.key).toBe(row.effectiveFrom === "1900-01-01");
    }
  });
});

describe("references between lists", () => {
  test("a state, a sector, a place or a regime points to nothing", () => {
    const phases = keysOf("phase");
    for (const row of load("etat_procedure").rows) expect(phases).toContain(row.attrs.phase);
    const sectors = keysOf("secteur_barometre");
    for (const row of load("section_nma").rows) expect(sectors).toContain(row.attrs.barometre);
    for (const row of load("indicateur").rows) {
      if (row.attrs.sector) expect(sectors).toContain(row.attrs.sector);
    }
    const delays = keysOf("delai");
    for (const { attrs } of load("type_recours").rows) {
      expect(delays).toContain(attrs.delaiReponse);
      if (attrs.delaiDepot) expect(delays).toContain(attrs.delaiDepot);
    }
    const regimes = keysOf("regime");
    for (const row of load("seuil").rows) expect(regimes).toContain(row.attrs.regime);
    for (const row of load("prime").rows) expect(regimes).toContain(row.attrs.regime);
    const supervisors = keysOf("superviseur");
    for (const row of load("plafond_collaboratif").rows) {
      expect(supervisors).toContain(row.attrs.supervisor);
    }
    const provinces = new Set(
      load("territoire")
        .rows.filter((row) => row.attrs.level === "province")
        .map((row) => row.key),
    );
    for (const row of load("place_registre").rows) expect(provinces).toContain(row.attrs.province);
  });

  test("another procedure state than closing ends a dossier", () => {
    const terminal = load("etat_procedure").rows.filter((row) => row.attrs.terminal);
    expect(terminal.map((row) => row.key)).toEqual(["cloturee"]);
  });

  test("the worst decision is not decided: ranks tie, or refusal is not the worst", () => {
    const byRank = load("decision").rows.toSorted((a, b) => b.attrs.rank - a.attrs.rank);
    expect(byRank.map((row) => row.key)).toEqual([
      "defavorable",
      "reprogrammer",
      "complement",
      "favorable_sous_reserve",
      "favorable",
    ]);
    expect(new Set(byRank.map((row) => row.attrs.rank)).size).toBe(byRank.length);
  });
});

describe("territories", () => {
  const rows = load("territoire").rows;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const count = (level: string) => rows.filter((row) => row.attrs.level === level).length;

  test("a commune or a province is missing", () => {
    expect(count("pays")).toBe(1);
    expect(count("region")).toBe(1);
    expect(count("province")).toBe(5);
    expect(count("interprovincial")).toBe(1);
    expect(count("cercle")).toBe(19);
    expect(count("commune")).toBe(135);
    expect(count("centre")).toBe(22);
  });

  test("a parent does not resolve, or a chain does not reach the country", () => {
    for (const row of rows) {
      const seen = new Set<string>();
      let current = row;
      while (current.attrs.parent !== null) {
        expect(seen.has(current.key), row.key).toBe(false);
        seen.add(current.key);
        const parent = byKey.get(current.attrs.parent);
        expect(parent, row.key).toBeDefined();
        current = parent!;
      }
      expect(current.key).toBe("MA");
    }
  });

  test("a place below a province names another province, or no bonus category", () => {
    for (const row of rows) {
      if (!["province", "cercle", "commune", "centre"].includes(row.attrs.level)) continue;
      const province = byKey.get(row.attrs.province ?? "");
      expect(province?.attrs.level, row.key).toBe("province");
      expect(row.key.startsWith(province!.key), row.key).toBe(true);
      expect(row.attrs.primeCategory, row.key).toBe(province!.attrs.primeCategory);
    }
  });

  test("a spelling would lead to two places of the same level", () => {
    const owner = new Map<string, string>();
    for (const row of rows) {
      const names = [row.label.fr, row.label.ar, ...row.attrs.aliases];
      for (const name of new Set(names.map((text) => text.toLowerCase()))) {
        const slot = `${row.attrs.level}|${name}`;
        expect(owner.get(slot) ?? row.key, name).toBe(row.key);
        owner.set(slot, row.key);
      }
    }
  });

  test("a usual spelling of a town is not known", () => {
    const named = (text: string, level: string) =>
      rows.find(
        (row) =>
          row.attrs.level === level &&
          [row.label.fr, ...row.attrs.aliases].some((name) => name === text),
      )?.key;
    expect(named("Fkih Ben Salah", "province")).toBe("05.255");
    expect(named("Fquih Ben Saleh", "province")).toBe("05.255");
    expect(named("Boujaad", "commune")).toBe("05.311.01.01");
    expect(named("Kasbat Tadla", "commune")).toBe("05.091.01.07");
    expect(named("Souk Sebt", "commune")).toBe("05.255.01.11");
    expect(named("Mrirt", "commune")).toBe("05.301.01.05");
    expect(named("Oulad Yaich", "commune")).toBe("05.091.03.07");
  });
});

describe("indicators", () => {
  const observations = csv("demo/indicateurs.csv");
  const catalogue = new Map(load("indicateur").rows.map((row) => [row.key, row]));

  test("a published indicator has no entry, an entry has no figure, or a unit differs", () => {
    expect(new Set(catalogue.keys())).toEqual(new Set(observations.map((row) => row.indicator)));
    for (const row of observations) {
      expect(catalogue.get(row.indicator!)?.attrs.unit, row.indicator).toBe(row.unit);
    }
  });

  test("census and survey unemployment could share one axis", () => {
    const method = (name: string) => catalogue.get(name)!.attrs.method;
    expect(method("unemployment_rate_census")).toBe("recensement");
    expect(method("unemployment_rate_survey")).toBe("enquete");
    expect(method("activity_rate_census")).toBe("recensement");
    expect(method("activity_rate_survey")).toBe("enquete");
  });

  test("a rate, a stock or a cumulated total is taken for a year-to-date flow", () => {
    for (const row of catalogue.values()) {
      if (row.attrs.accumulates) expect(row.attrs.kind, row.key).toBe("flow");
    }
    expect(catalogue.get("crui_projects_approved")!.attrs.accumulates).toBe(true);
  });

  test("an observation falls under two publications, or a publication dates nothing", () => {
    const used = new Set<string>();
    for (const row of observations) {
      const hits = load("source").rows.filter((publication) =>
        publication.attrs.match.some(
          (text) => row.source!.includes(text) || row.note!.includes(text),
        ),
      );
      expect(hits.length, row.source).toBeLessThanOrEqual(1);
      for (const hit of hits) used.add(hit.key);
    }
    expect(used).toEqual(keysOf("source"));
  });

  test("the 2021 approvals lose one of their three dated vintages", () => {
    const dated = observations
      .filter((row) => row.indicator === "crui_projects_approved" && row.period === "2021")
      .map((row) => {
        const hit = load("source").rows.find((publication) =>
          publication.attrs.match.some((text) => row.source!.includes(text)),
        );
        return `${hit?.attrs.publishedOn} ${row.value}`;
      });
    expect(dated.sort()).toEqual(["2022-07 193", "2024-03-13 196", "2024-08-02 197"]);
  });
});

describe("rules", () => {
  test("the ministerial appeal of a date before law 22-24 gets its 45 days", () => {
    const inForce = (date: string) =>
      load("delai").rows.find(
        (row) =>
          row.key === "recours_ministeriel" &&
          row.effectiveFrom <= date &&
          (row.effectiveTo === null || date <= row.effectiveTo),
      )?.attrs.days;
    expect(inForce("2023-06-01")).toBe(30);
    expect(inForce("2024-12-08")).toBe(30);
    expect(inForce("2024-12-09")).toBe(45);
    expect(inForce("2026-01-01")).toBe(45);
  });

  test("an amount is off by a factor of a hundred", () => {
    const ceiling = new Map(
      load("plafond_collaboratif").rows.map((row) => [row.key, row.attrs.amountCentimes / 100]),
    );
    expect(ceiling.get("pret")).toBe(3_000_000);
    expect(ceiling.get("investissement")).toBe(5_000_000);
    expect(ceiling.get("don")).toBe(450_000);
    const route = new Map(load("seuil").rows.map((row) => [row.key, row.attrs]));
    expect(route.get("tpme")!.maxCentimes! / 100).toBe(50_000_000);
    expect(route.get("main_regional")!.maxCentimes! / 100).toBe(250_000_000);
    expect(route.get("strategique")!.minCentimes! / 100).toBe(2_000_000_000);
  });

  test("a ratio falls between two steps of a bonus, or in both", () => {
    for (const row of load("prime").rows) {
      const steps = row.attrs.steps ?? [];
      for (let index = 1; index < steps.length; index += 1) {
        expect(steps[index]!.minRatio, row.key).toBe(steps[index - 1]!.maxRatio);
        expect(steps[index]!.minInclusive, row.key).not.toBe(steps[index - 1]!.maxInclusive);
      }
    }
  });

  test("a religious holiday is not where the calendar computes it, or passes for confirmed", () => {
    expect(load("jour_ferie_religieux")).toEqual(religiousHolidays(2015, 2045));
  });

  test("a fixed holiday differs from the library's without our knowing it", () => {
    const lunar = new Set(load("jour_ferie_religieux").rows.map((row) => row.attrs.date));
    const library = new Set(
      libraryDays(2026)
        .filter(({ date }) => !lunar.has(date))
        .map(({ date }) => date.slice(5)),
    );
    const ours = new Set(load("jour_ferie").rows.map((row) => row.attrs.monthDay));
    expect([...library].filter((day) => !ours.has(day))).toEqual([]);
    // Decreed in 2023 and in 2025: the library does not have them yet.
    expect([...ours].filter((day) => !library.has(day))).toEqual(["01-14", "10-31"]);
  });

  test("31 October is a holiday before 2025", () => {
    const unity = load("jour_ferie").rows.filter((row) => row.attrs.monthDay === "10-31");
    expect(unity.map((row) => row.effectiveFrom)).toEqual(["2025-10-31"]);
  });
});

describe("what was not found is absent", () => {
  test("steps of the main jobs bonus are invented", () => {
    const row = load("prime").rows.find((candidate) => candidate.key === "main_emplois")!;
    expect(row.attrs.steps).toBeNull();
    expect(row.attrs.rateBp).toBeNull();
    expect([row.attrs.minRateBp, row.attrs.maxRateBp]).toEqual([500, 1000]);
  });

  test("payment tranches, per-contributor ceilings or campaign lengths are invented", () => {
    const names = listKeys.flatMap((list) => [...keysOf(list)]);
    const forbidden = /tranche|contributeur|campagne|versement_prime|branche_eligible|conservation/;
    expect(names.filter((name) => forbidden.test(name))).toEqual([]);
    const amounts = load("plafond_collaboratif").rows.map((row) => row.attrs.amountCentimes / 100);
    expect(amounts).not.toContain(250_000);
  });

  test("a draft delay of law 22-24 passes for law in force", () => {
    const days = load("delai").rows.map((row) => [row.key, row.attrs.days]);
    expect(days).not.toContainEqual(["recours_gracieux_reponse", 15]);
    expect(days.map(([, length]) => length)).not.toContain(5);
  });

  test("a regional GDP per head passes for a published one", () => {
    const rows = csv("demo/indicateurs.csv");
    const published = rows.filter((row) => row.indicator === "gdp_per_capita");
    expect(new Set(published.map((row) => row.area))).toEqual(new Set(["Maroc"]));
    const estimate = load("indicateur").rows.find((row) => row.key === "gdp_per_capita_estimate");
    expect(estimate?.confidence).toBe("X");
  });
});

test("a glossary term is not used where the interface has one", () => {
  const terms = new Map(csv("reference/glossaire.csv").map((row) => [row.fr, row.ar]));
  for (const list of ["acte", "decision", "forme_juridique", "type_convention"] as const) {
    for (const row of load(list).rows) {
      if (terms.has(row.label.fr)) expect(row.label.ar, row.key).toBe(terms.get(row.label.fr));
    }
  }
});
