import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { Context } from "../../src-main/services/context.ts";
import {
  allVintages,
  anchorSeries,
  currentSeries,
  listSeries,
  readSeries,
  serieFiche,
} from "../../src-main/services/indicateurs.ts";
import { historyOf, restoreRecord, undoAction } from "../../src-main/services/journal.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  getRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { importBytes, importPath, summary } from "../support/imports.ts";
import { everything, newRegister, resources } from "../support/register.ts";

const make = (ctx: Context, record: RecordKey, values: Record<string, FieldValue>): string =>
  createRecord(ctx, { record, values }).id!;

/** `field code` of every fault of a refused piece of work, which must have written nothing. */
function faults(ctx: Context, work: () => unknown): string[] {
  const before = everything(ctx.store);
  try {
    work();
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    expect(everything(ctx.store)).toEqual(before);
    return error.faults.map((fault) => `${fault.field} ${fault.code}`);
  }
  return ["accepted"];
}

const idOf = (ctx: Context, key: string): string =>
  ctx.store.db.prepare("SELECT id FROM serie WHERE key = ?").pluck().get(key) as string;

const serie = (more: Record<string, FieldValue> = {}): Record<string, FieldValue> => ({
  key: "usines",
  labelFr: "Usines",
  unit: "usines",
  theme: "entreprises",
  kind: "flow",
  ...more,
});

const derived = (key: string, formule: string, more: Record<string, FieldValue> = {}) =>
  serie({ key, labelFr: key, unit: "%", kind: "rate", formule, ...more });

/** A register with one series of three figures. */
function withUsines(): { ctx: Context; id: string; observation: Record<string, FieldValue> } {
  const ctx = newRegister();
  const id = make(ctx, "serie", serie());
  const observation = {
    serieId: id,
    territoire: "Azilal",
    period: "2023",
    value: 12,
    source: "Enquête fictive",
    confidence: "D",
    asOf: "2024-05-01",
  };
  make(ctx, "observation", observation);
  make(ctx, "observation", { ...observation, period: "2022", value: 10 });
  make(ctx, "observation", { ...observation, period: "2022", value: 11, asOf: "2025-01-01" });
  return { ctx, id, observation };
}

describe("the figures of a series", () => {
  it("would catch a figure kept without its period, its unit, its place or the origin of its date", () => {
    const { ctx, observation } = withUsines();
    const { observations } = currentSeries(ctx, { key: "usines", territoire: "05.081" });
    expect(observations.map((each) => [each.period, each.value, each.unit, each.asOf])).toEqual([
      ["2022", 11, "usines", "2025-01-01"],
      ["2023", 12, "usines", "2024-05-01"],
    ]);
    const { asOf: _, ...undated } = observation;
    const id = make(ctx, "observation", { ...undated, period: "2024-01/06" });
    const row = ctx.store.db.prepare("SELECT * FROM observation WHERE id = ?").get(id);
    expect(row).toMatchObject({
      territoire: "05.081",
      territoire_nom: "Azilal",
      period_from: "2024-01-01",
      period_to: "2024-06-30",
      year: 2024,
      partial: 1,
      unit: "usines",
      as_of: "2024-06-30",
      as_of_basis: "period_end",
    });
  });

  it("would catch the figure of a date that was not published yet, or a former one lost", () => {
    const { ctx, id } = withUsines();
    const fiche = serieFiche(ctx, { id, asOf: "2024-06-01" });
    expect(fiche.figures.map(({ enVigueur }) => enVigueur.value)).toEqual([10, 12]);
    expect(fiche.vintages).toEqual(["2025-01-01", "2024-05-01"]);
    const now = serieFiche(ctx, { id });
    expect(now.figures[0]).toMatchObject({
      enVigueur: { value: 11 },
      autres: [{ value: 10, asOf: "2024-05-01" }],
    });
  });

  const bad: [string, Record<string, FieldValue>, string][] = [
    ["another unit", { unit: "milliers" }, "unit unit_differs"],
    ["a year typed 20204", { period: "20204" }, "period figure_year"],
    ["a year before 1900", { period: "1820" }, "period figure_year"],
    ["a period that is none", { period: "2024-13" }, "period bad_period"],
    ["words without a year", { period: "cartographie" }, "period bad_period"],
    ["an unknown territory", { territoire: "Atlantide" }, "territoire unknown_area"],
    ["an as-of date before the period", { asOf: "2022-12-31" }, "asOf as_of_before"],
    ["a confidence out of the scale", { confidence: "Z" }, "confidence bad_confidence"],
    ["a value in words", { value: "douze" }, "value not_a_number"],
    ["an infinite value", { value: Number.POSITIVE_INFINITY }, "value not_a_number"],
    ["the same figure again", {}, "value figure_exists"],
    ["a second value for one publication", { value: 13 }, "value two_values"],
    ["no source", { source: "" }, "source required"],
  ];
  it.each(bad)("would catch %s accepted", (_, change, fault) => {
    const { ctx, observation } = withUsines();
    expect(faults(ctx, () => make(ctx, "observation", { ...observation, ...change }))).toEqual([
      fault,
    ]);
  });

  it("would catch the same period in another notation taken for another figure", () => {
    const { ctx, observation } = withUsines();
    make(ctx, "observation", { ...observation, period: "2021-H1" });
    const twin = { ...observation, period: "2021-01/06", value: 99 };
    expect(faults(ctx, () => make(ctx, "observation", twin))).toEqual(["value two_values"]);
  });

  it("would catch a change that makes two values of one publication, or an undo that loses a figure", () => {
    const { ctx } = withUsines();
    const [last] = allVintages(ctx, "usines").observations;
    const id = last!.id!;
    const change = (patch: Record<string, FieldValue>) =>
      updateRecord(ctx, { record: "observation", id, patch });
    expect(faults(ctx, () => change({ asOf: "2024-05-01" }))).toEqual(["value two_values"]);
    expect(faults(ctx, () => change({ period: "20204" }))).toEqual(["period figure_year"]);
    const done = change({ value: 14 });
    expect(currentSeries(ctx, { key: "usines" }).observations[0]?.value).toBe(14);
    undoAction(ctx, done.actionId!);
    expect(currentSeries(ctx, { key: "usines" }).observations[0]?.value).toBe(11);
    const moved = change({ territoire: "Khouribga", period: "2021" });
    expect(moved.actionId).not.toBeNull();
    expect(getRecord(ctx, "observation", id).values).toMatchObject({
      territoire: "05.311",
      period: "2021",
    });
    expect(historyOf(ctx, [{ table: "observation", id }], 50).length).toBe(4);
  });
});

describe("a series", () => {
  it("would catch a unit that changes midway, a key taken twice, or a rate without a method", () => {
    const { ctx, id } = withUsines();
    const unit = () => updateRecord(ctx, { record: "serie", id, patch: { unit: "DH" } });
    expect(faults(ctx, unit)).toEqual(["unit unit_midway"]);
    expect(faults(ctx, () => make(ctx, "serie", serie()))).toEqual(["key series_exists"]);
    expect(faults(ctx, () => make(ctx, "serie", serie({ key: "Usines 2" })))).toEqual([
      "key series_key",
    ]);
    const rate = serie({ key: "taux", kind: "rate" });
    expect(faults(ctx, () => make(ctx, "serie", rate))).toEqual(["method rate_without_method"]);
    const empty = make(ctx, "serie", { ...rate, method: "enquete" });
    updateRecord(ctx, { record: "serie", id: empty, patch: { unit: "%" } });
    expect(getRecord(ctx, "serie", empty).values).toMatchObject({ unit: "%", labelAr: "Usines" });
  });

  it("would catch a series removed under a formula, or its figures left behind", () => {
    const { ctx, id } = withUsines();
    const part = make(ctx, "serie", derived("part_usines", "part(usines)"));
    const remove = () => removeRecord(ctx, "serie", id);
    expect(faults(ctx, remove)).toEqual(["id series_in_formulas"]);
    removeRecord(ctx, "serie", part);
    remove();
    const live = "SELECT count(*) FROM observation WHERE deleted_at IS NULL";
    expect(ctx.store.db.prepare(live).pluck().get()).toBe(0);
    restoreRecord(ctx, "serie", id);
    expect(currentSeries(ctx, { key: "usines" }).observations.length).toBe(2);
  });
});

describe("a derived series", () => {
  const ctx = newRegister();
  beforeAll(async () => {
    await importPath(ctx, "indicateurs", join(resources, "demo/indicateurs.csv"));
  });

  it("would catch a figure per head that hides its census, its sources, its date or its formula", () => {
    const id = make(
      ctx,
      "serie",
      derived("pib_habitant", "gdp_current_estimate / population_total * 1000000000", {
        unit: "DH",
      }),
    );
    const { observations, absences } = currentSeries(ctx, { key: "pib_habitant" });
    const shown = observations.map((each) => [
      each.territoire,
      each.period,
      each.unit,
      each.confidence,
    ]);
    expect(shown).toEqual([2021, 2022, 2023].map((year) => ["05", String(year), "DH", "X"]));
    expect(absences).toEqual([]);
    const gdp = currentSeries(ctx, { key: "gdp_current_estimate" }).observations[0]!;
    const first = observations[0]!;
    expect(first.value).toBeCloseTo((gdp.value / 2_520_776) * 1e9, 4);
    expect(first.calcul?.parts.map((part) => [part.indicateur, part.period, part.role])).toEqual([
      ["gdp_current_estimate", "2021", "exact"],
      ["population_total", "RGPH 2014", "census"],
    ]);
    expect(first.note).toContain("population_total RGPH 2014 = 2520776");
    expect(first.source).toContain("gdp_current_estimate / population_total * 1000000000");
    for (const part of first.calcul!.parts) {
      expect(first.source).toContain(part.source);
      expect(first.asOf <= part.asOf).toBe(true);
    }
    const fiche = serieFiche(ctx, { id });
    expect(fiche.methods.toSorted()).toEqual(["estimation", "recensement"]);
    expect(fiche.parties.map(({ key }) => key).toSorted()).toEqual([
      "gdp_current_estimate",
      "population_total",
    ]);
    expect(serieFiche(ctx, { id: idOf(ctx, "population_total") }).utiliseePar).toMatchObject([
      { key: "pib_habitant" },
    ]);
    // Before anything was published there is nothing to compute from.
    expect(currentSeries(ctx, { key: "pib_habitant", asOf: "2001-01-01" }).observations).toEqual(
      [],
    );
  });

  it("would catch a derived series of derived series, or a share of the interprovincial left out", () => {
    make(
      ctx,
      "serie",
      derived(
        "montant_projet",
        "crui_investment_approved_cumulative / crui_projects_approved_cumulative",
        { unit: "MDH" },
      ),
    );
    make(ctx, "serie", derived("part_projets", "part(crui_projects_approved_cumulative)"));
    make(ctx, "serie", derived("double", "montant_projet * 2", { unit: "MDH" }));
    const period = "2019-01-31/2024-08-02";
    const at = (key: string) =>
      currentSeries(ctx, { key }).observations.filter((each) => each.period === period);
    const shares = at("part_projets");
    expect(shares.length).toBe(6);
    expect(shares.reduce((sum, each) => sum + each.value, 0)).toBeCloseTo(100, 6);
    const interprovincial = at("montant_projet").find(
      (each) => each.territoire !== "05" && each.value > 1000,
    );
    expect(interprovincial?.value).toBeCloseTo(22_142.2 / 5, 6);
    const double = at("double").find((each) => each.territoire === "05")!;
    expect(double.value).toBeCloseTo((95_034 / 1031) * 2, 3);
    expect(double.source).toContain("montant_projet * 2");
  });

  const bad: [string, string, string][] = [
    ["itself", "boucle + 1", "formule formula_cycle"],
    ["a series that is not there", "inconnue * 2", "formule formula_unknown_series"],
    [
      "a census and a survey together",
      "unemployment_rate_census - unemployment_rate_survey",
      "formule formula_methods",
    ],
    ["the running total of a stock", "cumul(population_total)", "formule formula_cumul"],
    ["a territory that is not there", 'part(population_total, "ZZ")', "formule formula_territory"],
    ["what is no formula", "population_total +", "formule formula_syntax"],
  ];
  it.each(bad)("would catch a formula of %s saved", (_, formule, fault) => {
    expect(faults(ctx, () => make(ctx, "serie", derived("boucle", formule)))).toEqual([fault]);
  });

  it("would catch a loop through another series, or one whose chain is not named", () => {
    const a = make(ctx, "serie", derived("serie_a", "population_total * 2"));
    make(ctx, "serie", derived("serie_b", "serie_a * 2"));
    const close = () =>
      updateRecord(ctx, { record: "serie", id: a, patch: { formule: "serie_b + 1" } });
    expect(faults(ctx, close)).toEqual(["formule formula_cycle"]);
    try {
      close();
    } catch (error) {
      expect((error as Invalid).faults[0]?.params).toEqual({
        chaine: "serie_a → serie_b → serie_a",
      });
    }
    // A loop that came in by another way is told, never followed.
    ctx.store.db.prepare("UPDATE serie SET formule = 'serie_b + 1' WHERE key = 'serie_a'").run();
    const read = readSeries(ctx.store.db, ["serie_a", "serie_b", "population_total"], null);
    expect(read.get("serie_b")?.fault?.code).toBe("formula_cycle");
    expect(read.get("serie_a")?.views).toEqual([]);
    expect(read.get("population_total")?.views.length).toBe(13);
    ctx.store.db
      .prepare("UPDATE serie SET formule = 'population_total * 2' WHERE key = 'serie_a'")
      .run();
  });

  it("would catch a division by zero that is not said", () => {
    make(ctx, "serie", derived("par_zero", "crui_projects_approved / (crui_meetings_held - 40)"));
    const { observations, absences } = currentSeries(ctx, { key: "par_zero" });
    const meetings = currentSeries(ctx, { key: "crui_meetings_held" }).observations[0]!;
    expect(meetings.year).toBe(2020);
    const zero = absences.find((each) => each.period === "2020");
    if (meetings.value === 40) expect(zero?.code).toBe("zero_division");
    else expect(observations.map((each) => each.period)).toEqual(["2020"]);
    make(ctx, "serie", derived("nul", "crui_projects_approved / 0"));
    const nul = currentSeries(ctx, { key: "nul" });
    expect(nul.observations).toEqual([]);
    expect(new Set(nul.absences.map(({ code }) => code))).toEqual(new Set(["zero_division"]));
    expect(nul.absences.length).toBeGreaterThan(5);
  });

  it("would catch figures typed into a computed series, or a formula over figures", async () => {
    const observation = {
      serieId: idOf(ctx, "nul"),
      territoire: "05",
      period: "2023",
      value: 1,
      source: "x",
      confidence: "D",
    };
    expect(faults(ctx, () => make(ctx, "observation", observation))).toEqual([
      "serieId derived_series",
    ]);
    const over = () =>
      updateRecord(ctx, {
        record: "serie",
        id: idOf(ctx, "crui_meetings_held"),
        patch: { formule: "crui_projects_approved" },
      });
    expect(faults(ctx, over)).toEqual(["formule formula_with_figures"]);
    const line = "nul,Azilal,2023,1,%,HCP,05.081,2023,B,";
    const done = await importBytes(
      ctx,
      "indicateurs",
      `indicator,area,year,value,unit,source,area_code,period,confidence,note\n${line}\n`,
    );
    expect(summary(done).refused).toEqual(["2 indicator derived_series"]);
  });

  it("would catch a method changed under a formula that then mixes census and survey", () => {
    make(ctx, "serie", derived("ecart", "unemployment_rate_survey - activity_rate_survey"));
    const change = () =>
      updateRecord(ctx, {
        record: "serie",
        id: idOf(ctx, "activity_rate_survey"),
        patch: { method: "recensement" },
      });
    expect(faults(ctx, change)).toEqual(["method formula_broken"]);
  });

  it("would catch the places of the trade register taken for provinces, or a place left out", () => {
    const fiche = serieFiche(ctx, { id: idOf(ctx, "business_creations_ompic") });
    const mapped = Object.fromEntries(
      fiche.places.map(({ province, places }) => [
        province.fr,
        places.map(({ fr }) => fr).toSorted(),
      ]),
    );
    expect(mapped["Béni Mellal"]).toEqual(["Béni Mellal", "Kasba Tadla"]);
    expect(mapped["Khouribga"]).toEqual(["Boujaad", "Khouribga", "Oued Zem"]);
    expect(mapped["Fquih Ben Salah"]).toEqual(["Fkih Ben Salah", "Souk Sebt Ouled Nemma"]);
    const sum = (code: string) =>
      fiche.figures.find(({ enVigueur }) => enVigueur.territoire === code)?.enVigueur;
    const places = (code: string) =>
      ctx.store.db
        .prepare(
          "SELECT sum(o.value) FROM observation o JOIN reference r ON 'registre:' || r.key = o.territoire AND r.list = 'place_registre' WHERE json_extract(r.attrs, '$.province') = ?",
        )
        .pluck()
        .get(code);
    for (const code of ["05.091", "05.311", "05.255"]) {
      expect(sum(code)?.value).toBe(places(code));
      expect(sum(code)).toMatchObject({ confidence: "X", id: null, calcul: { formule: null } });
    }
  });

  it("would catch a search that minds accents, language or theme, or pages that lose a row", () => {
    const sort = { key: "label", desc: false } as const;
    const keys = (text: string) =>
      listSeries(ctx, { filter: { text }, sort, cursor: null, limit: 500 }).rows.map(
        ({ key }) => key,
      );
    expect(keys("chomage recensement")).toContain("unemployment_rate_census");
    expect(keys("البطالة")).toContain("unemployment_rate_census");
    expect(keys("unemployment")).toContain("unemployment_rate_survey");
    expect(keys("gdp_current_estimate")).toContain("pib_habitant");
    expect(keys("rien de tel")).toEqual([]);
    const whole = listSeries(ctx, { filter: {}, sort, cursor: null, limit: 500 }).rows;
    const { count, cursors } = anchorSeries(ctx, { filter: {}, sort, pageSize: 20 });
    const pages = [null, ...cursors].flatMap(
      (cursor) => listSeries(ctx, { filter: {}, sort, cursor, limit: 20 }).rows,
    );
    expect(count).toBe(whole.length);
    expect(pages).toEqual(whole);
    const derivees = listSeries(ctx, {
      filter: { origine: "derivee" },
      sort,
      cursor: null,
      limit: 500,
    });
    expect(derivees.rows.every(({ formule }) => formule !== null)).toBe(true);
    const ompic = whole.find(({ key }) => key === "business_creations_ompic")!;
    expect(ompic).toMatchObject({
      niveaux: ["pays", "region", "registre"],
      count: 14,
      period: "2024-01/11",
    });
  });
});
