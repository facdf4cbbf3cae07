import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { currentSeries } from "../../src-main/services/indicateurs.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { removeRecord } from "../../src-main/services/records/records.ts";
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
    ["a year out of reason", cell(2, "20204"), "year", "figure_year"],
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

  const bare = (key: string, year: number, value: string, unit: string) =>
    `${key},Azilal,${year},${value},${unit},HCP,05.081,${year},B,`;

  it("would catch two values for one publication taken, or one of the two silently chosen", async () => {
    const register = newRegister();
    const twin = good.replace("554001", "554002");
    const done = await importBytes(
      register,
      "indicateurs",
      rows(good, twin, bare("usines", 2023, "4", "usines")),
    );
    expect(summary(done)).toEqual({
      read: 3,
      created: 1,
      updated: 0,
      unchanged: 0,
      refused: ["2 value two_values", "3 value two_values"],
    });
    const { message } = done.report.refused[0]!;
    expect(message).toContain("554001 (ligne 2)");
    expect(message).toContain("554002 (ligne 3)");
  });

  it("would catch a unit that changes within the file, or from that of the register", async () => {
    const register = newRegister();
    const midway = rows(bare("ventes", 2022, "4", "MDH"), bare("ventes", 2023, "5000", "DH"), good);
    const done = await importBytes(register, "indicateurs", midway);
    expect(summary(done)).toMatchObject({
      created: 1,
      refused: ["2 unit unit_midway", "3 unit unit_midway"],
    });
    expect(done.report.refused[0]!.message).toContain("MDH (ligne 2), DH (ligne 3)");
    await importBytes(register, "indicateurs", rows(bare("ventes", 2022, "4", "MDH")));
    const later = await importBytes(
      register,
      "indicateurs",
      rows(bare("ventes", 2023, "5000", "DH")),
    );
    expect(summary(later)).toMatchObject({ created: 0, refused: ["2 unit unit_mismatch"] });
  });

  it("would catch a publication dated before the period it speaks of", async () => {
    const line = `${bare("ventes", 2023, "4", "MDH")},2022-05-01`;
    const done = await importBytes(newRegister(), "indicateurs", `${header},as_of\n${line}\n`);
    expect(summary(done).refused).toEqual(["2 as_of as_of_before"]);
  });
});

describe("the difference shown before an import", () => {
  it("would catch a figure written without being shown, or shown with another value before", async () => {
    const register = newRegister();
    const [old, same] = [bareOf("2022", "4"), bareOf("2021", "3")];
    await importBytes(register, "indicateurs", rows(old, same));
    const file = rows(same, bareOf("2022", "5"), bareOf("2023", "6"), bareOf("2021", "x"));
    const before = everything(register.store);
    const dry = await importBytes(register, "indicateurs", file, { dryRun: true });
    expect(everything(register.store)).toEqual(before);
    expect(summary(dry)).toEqual({
      read: 4,
      created: 1,
      updated: 1,
      unchanged: 1,
      refused: ["5 value not_a_number"],
    });
    expect(dry.differences.map((each) => [each.line, each.before, each.after, each.unit])).toEqual([
      [3, 4, 5, "MDH"],
      [4, null, 6, "MDH"],
    ]);
    expect(dry.differences[0]).toMatchObject({
      serie: "ventes",
      period: "2022",
      territoire: { fr: "Azilal" },
    });
    const done = await importBytes(register, "indicateurs", file);
    expect(summary(done)).toEqual(summary(dry));
  });

  it("would catch a figure whose notation of the period changed doubled by its own correction", async () => {
    const register = newRegister();
    await importBytes(register, "indicateurs", rows(bareOf("2021-H1", "3")));
    const done = await importBytes(register, "indicateurs", rows(bareOf("2021-01/06", "4")), {
      dryRun: true,
    });
    expect(summary(done)).toMatchObject({ created: 0, updated: 1 });
    expect(done.differences).toMatchObject([{ before: 3, after: 4, fields: ["period"] }]);
  });

  it("would catch a series in the trash that hides the figures imported into it", async () => {
    const register = newRegister();
    await importBytes(register, "indicateurs", rows(bareOf("2022", "4")));
    const id = register.store.db.prepare("SELECT id FROM serie").pluck().get() as string;
    removeRecord(register, "serie", id);
    await importBytes(register, "indicateurs", rows(bareOf("2023", "5")));
    expect(
      currentSeries(register, { key: "ventes" }).observations.map((each) => each.value),
    ).toEqual([5]);
  });
});

/** A line of a series that the catalogue does not know. */
const bareOf = (period: string, value: string): string =>
  `ventes,Azilal,${period.slice(0, 4)},${value},MDH,HCP,05.081,${period},B,`;
