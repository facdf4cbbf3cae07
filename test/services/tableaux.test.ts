import { beforeAll, describe, expect, it } from "vitest";
import {
  tableauResult,
  type CarteResult,
  type CarteSpec,
  type TableauAsked,
  type TableauResult,
} from "../../src-main/contract/tableaux.ts";
import type { Context } from "../../src-main/services/context.ts";
import { buildDemonstration } from "../../src-main/services/demonstration.ts";
import { filteredConventions } from "../../src-main/services/conventions.ts";
import { addPassage } from "../../src-main/services/dossiers.ts";
import { listFiliere } from "../../src-main/services/filieres.ts";
import { totalFinancements } from "../../src-main/services/financements.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { removeRecord, updateRecord } from "../../src-main/services/records/records.ts";
import { apercuCarte, tableauOf } from "../../src-main/services/tableaux/index.ts";
import { dossierFacts } from "../../src-main/services/tableaux/faits-dossiers.ts";
import { group } from "../../src-main/services/tableaux/faits.ts";
import { openReader } from "../../src-main/store/database.ts";
import { totalDossiers } from "../../src-main/store/queries/dossiers.ts";
import { filtreDe as conventionsDe } from "../../src-renderer/features/conventions/adresse.ts";
import { filterOf, parseQuery } from "../../src-renderer/features/dossiers/filter.ts";
import { filtreDe as fichesDe } from "../../src-renderer/features/filieres/adresse.ts";
import { filtreDe as financementsDe } from "../../src-renderer/features/financements/adresse.ts";
import { listParams } from "../../src-renderer/lib/listParams.ts";
import { newRegister, today } from "../support/register.ts";

let ctx: Context;

beforeAll(async () => {
  ctx = newRegister();
  for await (const _ of buildDemonstration(ctx));
}, 120_000);

const told = (demande: TableauAsked): Promise<TableauResult> => tableauOf(ctx, demande);
const carteDe = (result: TableauResult, key: string): CarteResult => {
  const carte = result.cartes.find((one) => one.key === key);
  if (!carte) throw new Error(`no card ${key}`);
  return carte;
};
const valeurs = (carte: CarteResult, serie = ""): Record<string, number | null> =>
  Object.fromEntries(
    carte.points
      .filter((point) => point.serie === serie)
      .map((point) => [point.categorie, point.valeur]),
  );

/** An approved project, read from the business tables without the projection nor the engine. */
interface Approved {
  le: string;
  province: string;
  secteur: string | null;
  acte: string | null;
  montant: number | null;
  emplois: number | null;
  montantRealise: number | null;
}

function approvedProjects(): Approved[] {
  const rows = ctx.store.db
    .prepare(
      `WITH last AS (
         SELECT dossier_id, tenu_le, decision, row_number() OVER (PARTITION BY dossier_id ORDER BY tenu_le DESC, id DESC) AS rang
         FROM passage WHERE deleted_at IS NULL),
       ok AS (
         SELECT d.projet_id, d.id, d.acte, l.tenu_le, row_number() OVER (PARTITION BY d.projet_id ORDER BY l.tenu_le, d.id) AS rang
         FROM dossier d JOIN last l ON l.dossier_id = d.id AND l.rang = 1
         WHERE d.deleted_at IS NULL AND l.decision IN ('favorable', 'favorable_sous_reserve'))
       SELECT ok.tenu_le AS le, CASE WHEN t.level IN ('province', 'interprovincial') THEN t.code ELSE t.province END AS province,
         p.secteur, ok.acte, p.montant, p.emplois_prevus AS emplois, p.montant_realise AS montantRealise
       FROM ok JOIN projet p ON p.id = ok.projet_id AND p.deleted_at IS NULL LEFT JOIN territoire t ON t.id = p.territoire_id
       WHERE ok.rang = 1`,
    )
    .all() as Approved[];
  return rows;
}

const MDH = 100_000_000;
const somme = (rows: readonly Approved[], key: "montant" | "emplois" | "montantRealise"): number =>
  rows.reduce((sum, row) => sum + (row[key] ?? 0), 0);
function mediane(rows: readonly Approved[]): number | null {
  const known = rows.flatMap(({ montant }) => montant ?? []).toSorted((a, b) => a - b);
  if (known.length === 0) return null;
  return (known[(known.length - 1) >> 1]! + known[known.length >> 1]!) / 2 / MDH;
}

describe("the published barometer", () => {
  it("would catch a figure of the barometer that is not the published one, or comes without its source", async () => {
    const result = await told({ key: "barometre" });
    const total = carteDe(result, "approbations_total").total!;
    expect(total.valeur).toBe(1031);
    expect(total.observation).toMatchObject({
      asOf: "2024-08-02",
      indicateur: "crui_projects_approved_cumulative",
    });
    expect(total.observation!.source).not.toBe("");
    expect(carteDe(result, "investissement_total").total!.valeur).toBe(95_034);
    const provinces = carteDe(result, "approbations_provinces");
    expect(valeurs(provinces)).toEqual({
      "05.081": 191,
      "05.091": 417,
      "05.255": 87,
      "05.301": 126,
      "05.311": 205,
      "05.inter": 5,
    });
    expect(valeurs(carteDe(result, "approbations_annees"))).toEqual({
      2019: 79,
      2020: 138,
      2021: 197,
      2022: 238,
      2023: 239,
      2024: 140,
    });
    expect(carteDe(result, "approbations_annees").points.at(-1)!.partiel).toBe(true);
    const delai = carteDe(result, "delai_moyen");
    expect(delai.total!.valeur).toBe(5);
    expect(delai.remarques[0]!.fr).toBe("Publié comme « moins de 5 ».");
  });

  it("would catch a vintage that does not replace the newest one when asked", async () => {
    const mars = await told({ key: "barometre", asOf: "2024-08-02" });
    expect(valeurs(carteDe(mars, "investissement_annees"))).toMatchObject({
      2019: 1338.8,
      2020: 10_587.2,
      2021: 14_583.9,
      2022: 30_593.5,
      2023: 34_765.5,
      2024: 3165.1,
    });
    const avant = await told({ key: "barometre", asOf: "2022-08-31" });
    expect(valeurs(carteDe(avant, "approbations_annees"))["2021"]).toBe(193);
    const seule = await told({ key: "barometre", cartes: { approbations_annees: "2022-08-31" } });
    expect(valeurs(carteDe(seule, "approbations_annees"))["2021"]).toBe(193);
    expect(carteDe(seule, "approbations_total").total!.valeur).toBe(1031);
  });
});

describe("figures computed from our files", () => {
  it("would catch an approval counted once per act, or a sum that forgets the interprovincial projects", async () => {
    const approved = approvedProjects();
    const result = await told({ key: "barometre" });
    const total = carteDe(result, "calcul_nombre").total!;
    expect(total.valeur).toBe(approved.length);
    expect(approved.length).toBeGreaterThan(100);
    const byYear = Map.groupBy(approved, ({ le }) => le.slice(0, 4));
    const years = valeurs(carteDe(result, "calcul_nombre"));
    for (const [year, rows] of byYear) expect(years[year]).toBe(rows.length);
    const amounts = carteDe(result, "calcul_provinces");
    const byProvince = Map.groupBy(approved, ({ province }) => province);
    for (const point of amounts.points) {
      const rows = byProvince.get(point.categorie) ?? [];
      expect(point.valeur ?? 0).toBeCloseTo(somme(rows, "montant") / MDH, 6);
      expect(point.fiches).toBe(rows.length);
      expect(point.mediane).toEqual(mediane(rows));
    }
    expect(amounts.points.map(({ categorie }) => categorie)).toContain("05.inter");
    const sum = amounts.points.reduce((all, { valeur }) => all + (valeur ?? 0), 0);
    expect(sum).toBeCloseTo(carteDe(result, "calcul_montant").total!.valeur!, 6);
    expect(carteDe(result, "calcul_mediane").total!.valeur).toBe(mediane(approved));
    expect(carteDe(result, "calcul_emplois").total!.valeur).toBe(somme(approved, "emplois"));
  });

  it("would catch a filter that one card forgets, or a period counted by another date", async () => {
    const kept = approvedProjects().filter(
      ({ le, province, secteur }) =>
        province === "05.081" &&
        secteur === "industrie" &&
        le >= "2021-01-01" &&
        le <= "2023-12-31",
    );
    expect(kept.length).toBeGreaterThan(0);
    const result = await told({
      key: "barometre",
      filtre: { province: ["05.081"], secteur: ["industrie"], du: "2021-01-01", au: "2023-12-31" },
    });
    expect(carteDe(result, "calcul_nombre").total!.valeur).toBe(kept.length);
    expect(carteDe(result, "calcul_montant").total!.valeur).toBeCloseTo(
      somme(kept, "montant") / MDH,
      6,
    );
    expect(carteDe(result, "calcul_montant").total!.mediane).toEqual(mediane(kept));
    expect(result.filtreTexte.fr).toContain("Azilal");
    expect(carteDe(result, "calcul_nombre").calcul.ar).toContain("أزيلال");
  });

  it("would catch a comparison with anything but the period before, or the same one last year", async () => {
    const count = (du: string, au: string) =>
      approvedProjects().filter(({ le }) => le >= du && le <= au).length;
    const asked = { key: "barometre", filtre: { du: "2023-04-01", au: "2023-06-30" } } as const;
    const before = await told({ ...asked, comparer: "precedente" });
    expect(carteDe(before, "calcul_nombre").comparaison!.valeur).toBe(
      count("2023-01-01", "2023-03-31"),
    );
    const lastYear = await told({ ...asked, comparer: "annee_precedente" });
    expect(carteDe(lastYear, "calcul_nombre").comparaison!.valeur).toBe(
      count("2022-04-01", "2022-06-30"),
    );
    const february = await told({
      key: "barometre",
      filtre: { du: "2024-02-01", au: "2024-02-29" },
      comparer: "annee_precedente",
    });
    expect(carteDe(february, "calcul_nombre").comparaison!.valeur).toBe(
      count("2023-02-01", "2023-02-28"),
    );
  });

  it("would catch a delay counted from the wrong date, or a share over the wrong files", async () => {
    const rows = ctx.store.db
      .prepare(
        `SELECT julianday(l.passe_le) - julianday(l.diffuse_le) AS jours, l.decision FROM dossier_ligne l
         WHERE l.passe_le <> '' AND l.decision IN ('favorable', 'favorable_sous_reserve', 'defavorable')`,
      )
      .all() as { jours: number | null; decision: string }[];
    const known = rows.flatMap(({ jours }) => (jours !== null && jours >= 0 ? jours : []));
    const result = await told({ key: "performance" });
    const mean = known.reduce((sum, days) => sum + days, 0) / known.length;
    const delai = carteDe(result, "delai_decision").total!;
    expect(delai.valeur).toBeCloseTo(mean, 4);
    expect(delai.fiches).toBe(known.length);
    const sorted = known.toSorted((a, b) => a - b);
    expect(delai.mediane).toBe(
      (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2,
    );
    const share = (known.filter((days) => days <= 30).length / known.length) * 100;
    expect(carteDe(result, "part_instruits_30j").total!.valeur).toBeCloseTo(share, 4);
    const approved = rows.filter(({ decision }) => decision !== "defavorable").length;
    expect(carteDe(result, "part_approuves").total!.valeur).toBeCloseTo(
      (approved / rows.length) * 100,
      4,
    );
    const realised = approvedProjects();
    expect(carteDe(result, "part_investissement_realise").total!.valeur).toBeCloseTo(
      (somme(realised, "montantRealise") / somme(realised, "montant")) * 100,
      4,
    );
  });

  it("would catch a funnel whose steps are states, not what was reached, or that forgets the filter", async () => {
    const { db } = ctx.store;
    const count = (where: string): number =>
      db
        .prepare(`SELECT count(*) FROM dossier_ligne WHERE province = '05.311' AND ${where}`)
        .pluck()
        .get() as number;
    const result = await told({ key: "performance", filtre: { province: ["05.311"] } });
    expect(valeurs(carteDe(result, "parcours"))).toEqual({
      depose: count("1"),
      valide: count("valide_le <> ''"),
      diffuse: count("diffuse_le <> ''"),
      decide: count(
        "passe_le <> '' AND decision IN ('favorable', 'favorable_sous_reserve', 'defavorable')",
      ),
      approuve: count("passe_le <> '' AND decision IN ('favorable', 'favorable_sous_reserve')"),
      delivre: count("delivre_le <> ''"),
    });
    const porteurs = valeurs(carteDe(await told({ key: "porteurs" }), "parcours"));
    expect(porteurs["demande"]).toBe(
      db
        .prepare(
          "SELECT count(DISTINCT a.id) FROM accompagnement a JOIN financement f ON f.accompagnement_id = a.id AND f.deleted_at IS NULL WHERE a.deleted_at IS NULL",
        )
        .pluck()
        .get(),
    );
    expect(porteurs["obtenu"]!).toBeLessThanOrEqual(porteurs["demande"]!);
  });

  it("would catch figures of conventions, payments and financings that are not those of their tables", async () => {
    const { db } = ctx.store;
    const one = (sql: string): number => db.prepare(sql).pluck().get() as number;
    const conventions = await told({ key: "conventions" });
    expect(carteDe(conventions, "nombre").total!.valeur).toBe(
      one("SELECT count(*) FROM convention WHERE type <> 'avenant' AND deleted_at IS NULL"),
    );
    expect(carteDe(conventions, "verse").total!.valeur).toBeCloseTo(
      one(
        `SELECT ifnull(sum(montant_verse), 0) FROM versement WHERE verse_le <= '${today}' AND deleted_at IS NULL`,
      ) / MDH,
      6,
    );
    const porteurs = await told({ key: "porteurs" });
    expect(carteDe(porteurs, "accompagnes").total!.valeur).toBe(
      one("SELECT count(*) FROM accompagnement WHERE deleted_at IS NULL"),
    );
    expect(carteDe(porteurs, "demande").total!.valeur).toBeCloseTo(
      one("SELECT sum(montant_demande) FROM financement WHERE deleted_at IS NULL") / MDH,
      6,
    );
  });
});

const KEYS = [
  "barometre",
  "performance",
  "provinces",
  "emploi",
  "conventions",
  "porteurs",
  "conjoncture",
] as const;

/** How many records the list at an address shows, read as its own screen reads the address. */
function listed(lien: string): number {
  const [chemin = "", search = ""] = lien.split("?");
  const params = listParams(search);
  switch (chemin) {
    case "/dossiers":
      return totalDossiers(ctx.store.db, { filter: filterOf(parseQuery(search), ctx.today()) })
        .count;
    case "/conventions":
      return filteredConventions(ctx.store.db, {
        filter: conventionsDe(params),
        sort: { key: "numero", desc: false },
        day: ctx.today(),
      }).length;
    case "/financements":
      return totalFinancements(ctx, financementsDe(params)).count;
    case "/accompagnements":
    case "/demandes":
      return listFiliere(ctx, {
        filiere: chemin === "/demandes" ? "demande" : "accompagnement",
        filter: fichesDe(params, null),
        sort: "recent",
        limit: 1,
      }).count!;
    default:
      throw new Error(`no list at ${chemin}`);
  }
}

describe("every shipped dashboard", () => {
  it.each(KEYS)(
    "would catch a card of %s that cannot be made, or breaks its contract",
    async (key) => {
      const result = tableauResult.parse(await told({ key }));
      for (const carte of result.cartes) {
        expect(carte.faute, `${key}/${carte.key}`).toBeNull();
        for (const langue of ["fr", "ar", "en"] as const) {
          expect(carte.titre[langue], `${key}/${carte.key}`).not.toBe("");
          expect(carte.calcul[langue], `${key}/${carte.key}`).not.toBe("");
        }
        expect(carte.unite, `${key}/${carte.key}`).not.toBe("");
        for (const point of carte.points) {
          expect(carte.categories.some((one) => one.key === point.categorie)).toBe(true);
          expect(carte.series.some((one) => one.key === point.serie)).toBe(true);
          const family = carte.series.find((one) => one.key === point.serie)!.famille;
          if (family === "publie") expect(point.fiches).toBeNull();
          if (family === "calcule") expect(point.observation).toBeNull();
        }
      }
    },
  );

  it.each(KEYS)(
    "would catch a figure of %s whose records are not those that it counts",
    async (key) => {
      const { cartes } = await told({
        key,
        filtre: key === "provinces" ? { province: ["05.091"] } : {},
      });
      let opened = 0;
      for (const carte of cartes) {
        for (const point of [...carte.points, ...(carte.total ? [carte.total] : [])]) {
          if (point.lien === null) continue;
          const count = listed(point.lien);
          const name = `${key}/${carte.key}/${point.categorie} ${point.lien}`;
          // Files without the dates of a delay are listed, not counted.
          if (carte.unite === "jours" || carte.unite === "%")
            expect(count, name).toBeGreaterThanOrEqual(point.fiches!);
          else expect(count, name).toBe(point.fiches);
          opened += 1;
        }
      }
      if (key !== "conjoncture") expect(opened).toBeGreaterThan(10);
    },
  );
});

describe("published and computed side by side", () => {
  it("would catch the files of one province set against the published figures of the region", async () => {
    const narrowed = await told({ key: "barometre", filtre: { province: ["05.081"] } });
    const annees = carteDe(narrowed, "ecart_annees");
    expect(Object.values(valeurs(annees, "publie"))).toContain(239);
    expect(Object.values(valeurs(annees, "ecart")).every((value) => value === null)).toBe(true);
    expect(annees.remarques.some(({ fr }) => fr.includes("ne restreint que nos dossiers"))).toBe(
      true,
    );
    const provinces = carteDe(narrowed, "ecart_provinces");
    expect(provinces.categories.map(({ key }) => key)).toEqual(["05.081"]);
    expect(valeurs(provinces, "ecart")["05.081"]).not.toBeNull();
  });
});

describe("a card that cannot be", () => {
  const apercu = (source: CarteSpec["source"], forme: CarteSpec["forme"] = "barres") =>
    apercuCarte(ctx, {
      carte: { key: "essai", titre: null, forme, largeur: 4, hauteur: 2, source },
      demande: {},
    });

  it("would catch census and survey unemployment on one axis", async () => {
    const carte = await apercu({
      famille: "publie",
      series: ["unemployment_rate_census", "unemployment_rate_survey"],
      territoires: ["region"],
      axe: "periode",
    });
    expect(carte.faute?.code).toBe("methodes_melees");
    expect(carte.faute?.texte.fr).toContain("recensement");
    expect(carte.points).toEqual([]);
  });

  it("would catch two units on one axis, and a series, a measure or an axis that does not exist", async () => {
    const series = (keys: string[]) =>
      apercu({ famille: "publie", series: keys, territoires: ["region"], axe: "periode" });
    expect((await series(["crui_projects_approved", "crui_investment_approved"])).faute?.code).toBe(
      "unites_melees",
    );
    expect((await series(["nulle_part"])).faute?.code).toBe("serie_inconnue");
    expect(
      (await apercu({ famille: "calcule", sujet: "approbations", mesure: "rien", axe: "annee" }))
        .faute?.code,
    ).toBe("mesure_inconnue");
    expect(
      (await apercu({ famille: "calcule", sujet: "approbations", mesure: "nombre", axe: "canal" }))
        .faute?.code,
    ).toBe("axe_inconnu");
    expect(
      (
        await apercu({
          famille: "ecart",
          serie: "crui_investment_approved",
          sujet: "approbations",
          mesure: "nombre",
          axe: "annee",
        })
      ).faute?.code,
    ).toBe("unites_melees");
  });
});

describe("facts kept by columns", () => {
  /** Everything that the facts say, in an order of its own. */
  const said = (db: Context["store"]["db"]) =>
    ["annee", "province", "secteur", "acte", "etat"].map((axe) =>
      group(dossierFacts(db), {
        jour: "accord",
        filtre: {},
        axe,
        valeur: "montant",
        mediane: true,
      }).toSorted((a, b) => (a.categorie < b.categorie ? -1 : 1)),
    );

  it("would catch facts that a change leaves behind, puts out of order or counts twice", () => {
    const { store } = ctx;
    const reader = openReader(store.path);
    const fresh = () => {
      const other = openReader(store.path);
      try {
        return said(other);
      } finally {
        other.close();
      }
    };
    try {
      said(reader);
      const [projet] = store.db
        .prepare("SELECT projet_id FROM dossier_ligne WHERE accord_le <> '' ORDER BY n LIMIT 1")
        .pluck()
        .all() as string[];
      const change = (patch: Record<string, string | number>) =>
        updateRecord(ctx, { record: "projet", id: projet!, patch });
      for (const montant of [200_000_000, 900_000_000_000, 5_000_000_000]) {
        change({ montant });
        expect(said(reader)).toEqual(fresh());
      }
      change({ secteur: "tourisme" });
      expect(said(reader)).toEqual(fresh());
      const [undecided] = store.db
        .prepare(
          "SELECT id FROM dossier_ligne WHERE decision = '' AND diffuse_le <> '' AND diffuse_le < '2026-02-01' LIMIT 1",
        )
        .pluck()
        .all() as string[];
      const added = addPassage(ctx, {
        dossierId: undecided!,
        tenuLe: "2026-02-20",
        decision: "favorable",
        observation: null,
      });
      expect(said(reader)).toEqual(fresh());
      undoAction(ctx, added.actionId!);
      expect(said(reader)).toEqual(fresh());
    } finally {
      reader.close();
    }
  });

  it("would catch an approval that stays on the second act once the first one is taken back", () => {
    const { db } = ctx.store;
    const projet = db
      .prepare(
        "SELECT projet_id FROM dossier_ligne WHERE decision IN ('favorable', 'favorable_sous_reserve') GROUP BY projet_id HAVING count(*) > 1 LIMIT 1",
      )
      .pluck()
      .get() as string;
    const lines = () =>
      db
        .prepare(
          "SELECT id, accord_le AS accordLe, passe_le AS passeLe FROM dossier_ligne WHERE projet_id = ? ORDER BY passe_le, id",
        )
        .all(projet) as { id: string; accordLe: string; passeLe: string }[];
    const [first] = lines().filter(({ accordLe }) => accordLe !== "");
    expect(lines().filter(({ accordLe }) => accordLe !== "")).toHaveLength(1);
    removeRecord(ctx, "dossier", first!.id);
    const next = lines().filter(({ accordLe }) => accordLe !== "");
    expect(next).toHaveLength(1);
    expect(next[0]!.id).not.toBe(first!.id);
    expect(next[0]!.accordLe).toBe(next[0]!.passeLe);
  });
});
