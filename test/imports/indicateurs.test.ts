import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { currentSeries } from "../../src-main/services/indicateurs.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { everything, newRegister, resources } from "../support/register.ts";
import { importBytes, importPath, summary } from "../support/imports.ts";

const published = join(resources, "demo/indicateurs.csv");
const text = readFileSync(published, "utf8");
const ctx = newRegister();

const header = "indicator,area,year,value,unit,source,area_code,period,confidence,note";
const good = "population_total,Azilal,2014,554001,habitants,HCP,05.081,RGPH 2014,B,";
const rows = (...lines: string[]) => `${header}\n${lines.join("\n")}\n`;

describe("the published indicators", () => {
  it("would catch a row of the published file lost, refused, or created again the second time", async () => {
    const dry = await importPath(ctx, "indicateurs", published, { dryRun: true });
    expect(dry.actionId).toBeNull();
    const none = { updated: 0, refused: [] };
    expect(summary(dry)).toEqual({ read: 307, created: 307, unchanged: 0, ...none });
    const before = ctx.store.db.prepare("SELECT count(*) FROM observation").pluck().get();
    expect(before).toBe(0);
    const first = await importPath(ctx, "indicateurs", published);
    expect(summary(first)).toEqual({ read: 307, created: 307, unchanged: 0, ...none });
    const state = everything(ctx.store);
    const second = await importPath(ctx, "indicateurs", published);
    expect(summary(second)).toEqual({ read: 307, created: 0, unchanged: 307, ...none });
    expect(second.actionId).toBeNull();
    expect(everything(ctx.store)).toEqual(state);
  });

  it("would catch a value, a source or a confidence altered on the way", () => {
    const { observations } = currentSeries(ctx, { key: "population_total", territoire: "Azilal" });
    expect(observations.map((each) => [each.year, each.value, each.unit, each.confidence])).toEqual(
      [
        [2014, 554_001, "habitants", "B"],
        [2024, 574_112, "habitants", "B"],
      ],
    );
    const sum = text.trim().split("\n").length - 1;
    const stored = ctx.store.db
      .prepare("SELECT count(*) FROM observation WHERE source <> '' AND as_of <> ''")
      .pluck();
    expect(stored.get()).toBe(sum);
  });

  it("would catch the vintages of a year taken one for the other", () => {
    const approved = (asOf: string) =>
      currentSeries(ctx, {
        key: "crui_projects_approved",
        territoire: "Béni Mellal-Khénifra",
        asOf,
      })
        .observations.filter((each) => each.year >= 2019)
        .map((each) => [each.year, each.value]);
    expect(approved("2024-12-31")).toEqual([
      [2019, 79],
      [2020, 138],
      [2021, 197],
      [2022, 238],
      [2023, 239],
      [2024, 140],
    ]);
    expect(new Map(approved("2024-03-31") as [number, number][]).get(2021)).toBe(196);
    expect(new Map(approved("2021-06-30") as [number, number][]).get(2020)).toBe(133);
  });

  it("would catch a corrected figure created beside the old one, or an undo that does not bring it back", async () => {
    const changed = text.replace(",2014,554001,", ",2014,554002,");
    const done = await importBytes(ctx, "indicateurs", changed);
    expect(summary(done)).toEqual({
      read: 307,
      created: 0,
      updated: 1,
      unchanged: 306,
      refused: [],
    });
    const value = () =>
      currentSeries(ctx, { key: "population_total", territoire: "05.081" }).observations[0]?.value;
    expect(value()).toBe(554_002);
    undoAction(ctx, done.actionId!);
    expect(value()).toBe(554_001);
  });

  it("would catch an observation in the trash that bars its own import", async () => {
    const id = ctx.store.db.prepare("SELECT id FROM observation LIMIT 1").pluck().get() as string;
    commit(ctx.store, { kind: "essai", userId: "u" }, (writer) => writer.remove("observation", id));
    const done = await importPath(ctx, "indicateurs", published);
    expect(summary(done)).toMatchObject({ created: 0, updated: 1, unchanged: 306 });
  });
});

describe("a bad row", () => {
  const cell = (index: number, value: string) => {
    const cells = good.split(",");
    cells[index] = value;
    return cells.join(",");
  };
  const cases: [string, string, string, string][] = [
    ["no indicator", cell(0, ""), "indicator", "required"],
    ["an indicator that is no key", cell(0, "Population totale"), "indicator", "bad_indicator"],
    ["an unknown territory", cell(1, "Atlantide").replace("05.081", ""), "area", "unknown_place"],
    ["a code that does not exist", cell(6, "99.999"), "area", "unknown_place"],
    ["a name and a code that differ", cell(1, "Khouribga"), "area_code", "place_mismatch"],
    ["no year", cell(2, ""), "year", "required"],
    ["a year in words", cell(2, "deux mille"), "year", "not_a_year"],
    ["a year out of reason", cell(2, "20144"), "year", "not_a_year"],
    ["no value", cell(3, ""), "value", "required"],
    ["a value in words", cell(3, "n.d."), "value", "not_a_number"],
    ["no unit", cell(4, ""), "unit", "required"],
    ["another unit than the series'", cell(4, "milliers"), "unit", "unit_mismatch"],
    ["no source", cell(5, ""), "source", "required"],
    ["a period not understood", cell(7, "2014-13"), "period", "bad_period"],
    ["no confidence", cell(8, ""), "confidence", "required"],
    ["a confidence out of the scale", cell(8, "Z"), "confidence", "bad_confidence"],
    ["a note beyond its length", cell(9, "x".repeat(2001)), "note", "too_long"],
    ["a source beyond its length", cell(5, "x".repeat(2001)), "source", "too_long"],
    ["more cells than the header", `${good},de trop`, "line", "too_many_cells"],
  ];
  for (const [name, line, field, code] of cases) {
    it(`would catch ${name} accepted, or the good rows around it refused`, async () => {
      const other = "population_total,Khouribga,2014,542125,habitants,HCP,05.311,RGPH 2014,B,";
      const register = newRegister();
      const done = await importBytes(register, "indicateurs", rows(good, "", line, other));
      expect(summary(done)).toEqual({
        read: 3,
        created: 2,
        updated: 0,
        unchanged: 0,
        refused: [`4 ${field} ${code}`],
      });
      expect(done.report.refused[0]!.message.length).toBeGreaterThan(10);
      expect(done.report.refused[0]!.message.length).toBeLessThan(220);
    });
  }

  it("would catch the same figure given twice in one file written twice", async () => {
    const register = newRegister();
    const done = await importBytes(register, "indicateurs", rows(good, good));
    expect(summary(done)).toMatchObject({ created: 1, refused: ["3 indicator duplicate_line"] });
    expect(done.report.refused[0]!.message).toContain("2");
  });
});
