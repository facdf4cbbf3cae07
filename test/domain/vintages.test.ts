import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfMonth } from "../../src-main/domain/dates.ts";
import { parsePeriod } from "../../src-main/domain/periods.ts";
import {
  deriveAsOf,
  inForce,
  type Confidence,
  type Publication,
  type Vintage,
} from "../../src-main/domain/vintages.ts";

const resource = (path: string): string =>
  readFileSync(new URL(`../../resources/${path}`, import.meta.url), "utf8");
const reference = JSON.parse(resource("reference/source.json")) as {
  rows: { attrs: Publication }[];
};
const known = reference.rows.map((row) => row.attrs);
const rows = parse(resource("demo/indicateurs.csv"), { columns: true, bom: true }) as Record<
  "indicator" | "year" | "value" | "source" | "area_code" | "period" | "confidence" | "note",
  string
>[];

const series = (indicator: string, area: string, publications: readonly Publication[]): Vintage[] =>
  rows
    .filter((row) => row.indicator === indicator && row.area_code === area)
    .map((row) => {
      const period = parsePeriod(row.period, Number(row.year))!;
      const { note, source } = row;
      return {
        period,
        value: Number(row.value),
        confidence: (row.confidence === "derived" ? "X" : row.confidence) as Confidence,
        ...deriveAsOf({ note, source, period, publications }),
      };
    });

const values = (observations: Vintage[], asOf: string, from = 2019): Record<string, number> =>
  Object.fromEntries(
    inForce(observations, asOf, { accumulates: true })
      .filter((row) => row.year >= from)
      .map((row) => [row.year, row.observation.value]),
  );

describe("deriveAsOf", () => {
  const asOf = (note: string, source = "", text = "2021", publications: Publication[] = []) =>
    deriveAsOf({ note, source, period: parsePeriod(text, 2021)!, publications });

  test.each([
    ["regional investment barometer, vintage 02/08/2024", "2024-08-02"],
    ["barometer, vintage 13/03/2024: differs from the later vintage", "2024-03-13"],
    ["CRI statement 07/2022; barometers say 196 or 197", "2022-07-31"],
    ["wali statement 06/2021; barometer 2024 says 138", "2021-06-30"],
    ["HCP regional director, 26/12/2024", "2024-12-26"],
    ["13/03/2024", "2024-03-13"],
    ["communiqué publié le 03/09/2024", "2024-09-03"],
    ["publié 03/09/2024 par le HCP", "2024-09-03"],
  ])("the date that the note %j states would be lost", (note, expected) => {
    expect(asOf(note)).toEqual({ asOf: expected, basis: "stated" });
  });

  test.each([
    "barometer 2024 says 138",
    "differs from the later vintage 02/08/2024",
    "barometer 02/08/2024 says 6 317",
    "read as 22 billion (H1 alone: 20 billion, telquel.ma 01/08/2017)",
    "in force since 01/09/2021 only",
    "partial year",
    "vintage 31/02/2024",
  ])("the note %j would date the figure by another publication", (note) => {
    expect(asOf(note)).toEqual({ asOf: "2021-12-31", basis: "period_end" });
  });

  test("the date of a sitting or of an address would be lost", () => {
    expect(
      asOf("", "16th board of the CRI, 16/04/2025: https://micepp.gov.ma/x (a report)").asOf,
    ).toBe("2025-04-16");
    expect(asOf("", "https://telquel.ma/instant-t/2023/09/05/hcp-5-regions").asOf).toBe(
      "2023-09-05",
    );
    expect(asOf("", "https://fr.allafrica.com/stories/202402080085.html").asOf).toBe("2024-02-08");
    expect(asOf("", "https://example.ma/20240913-article", "2021-H1")).toEqual({
      asOf: "2021-06-30",
      basis: "period_end",
    });
  });

  test("a known publication would not date its figures, or would prevail over a stated date", () => {
    const publications = [
      { match: ["example.ma"], publishedOn: "2022-01-15" },
      { match: ["other", "Example.ma/barometre"], publishedOn: "2022-02" },
    ];
    const source = "https://example.ma/barometre-2021";
    expect(asOf("", source, "2021", publications)).toEqual({
      asOf: "2022-02-28",
      basis: "publication",
    });
    expect(asOf("vintage 01/03/2022", source, "2021", publications).asOf).toBe("2022-03-01");
  });
});

describe.each([
  ["without the known publications", []],
  ["with the known publications", known],
])("the published file %s", (_, publications) => {
  const approved = series("crui_projects_approved", "05", publications);

  test("approvals of a year would come from a superseded or partial publication", () => {
    expect(values(approved, "2024-12-31")).toEqual({
      2019: 79,
      2020: 138,
      2021: 197,
      2022: 238,
      2023: 239,
      2024: 140,
    });
    const [last] = inForce(approved, "2024-12-31", { accumulates: true }).slice(-1);
    expect(last).toMatchObject({ partial: true, periodFrom: "2024-01-01", periodTo: "2024-08-02" });
  });

  test("an earlier vintage could not be shown any more", () => {
    expect(values(approved, "2024-03-31")[2021]).toBe(196);
    expect(values(approved, "2022-08-31")[2021]).toBe(193);
    expect(values(approved, "2021-12-30")[2021]).toBe(88);
  });

  test("the publications that a figure replaced would be hidden", () => {
    const row = inForce(approved, "2024-12-31", { accumulates: true }).find(
      ({ year }) => year === 2021,
    )!;
    expect(row.alsoPublished.map(({ value }) => value)).toEqual([196, 193, 88]);
  });

  test("the whole year told by the board would not replace the barometer's part of it", () => {
    const invested = series("crui_investment_approved", "05", publications);
    expect(values(invested, "2024-12-31")[2024]).toBe(3165.1);
    expect(values(invested, "2025-12-31")[2024]).toBe(20800);
  });
});

describe("inForce", () => {
  const vintage = (
    text: string,
    value: number,
    asOf: string,
    more: Partial<Vintage> = {},
  ): Vintage => ({
    period: parsePeriod(text, null)!,
    value,
    asOf,
    basis: "stated",
    confidence: "B",
    ...more,
  });

  test("quarters of a rate would be merged into the year", () => {
    const rates = [
      vintage("2021", 9.6, "2021-12-31"),
      vintage("2021-Q3", 10, "2021-09-30"),
      vintage("2021-Q1", 9, "2021-03-31"),
    ];
    const shown = inForce(rates, "2025-01-01", { accumulates: false });
    expect(shown.map(({ observation }) => observation.value)).toEqual([9, 10, 9.6]);
    const flow = inForce(rates, "2025-01-01", { accumulates: true });
    expect(flow.map(({ observation }) => observation.value)).toEqual([10, 9.6]);
  });

  test("a part of the year published late would replace the whole year", () => {
    const flow = [vintage("2022", 238, "2023-01-31"), vintage("2022-01/11", 220, "2024-06-30")];
    expect(values(flow, "2025-01-01")).toEqual({ 2022: 238 });
  });

  test.each<[string, Partial<Vintage>, Partial<Vintage>]>([
    ["confidence", { confidence: "X", value: 1 }, { confidence: "C", value: 1.5 }],
    ["basis", { basis: "publication", value: 1 }, { basis: "period_end", value: 1.5 }],
    ["precision", { value: 30593.5 }, { value: 30600 }],
  ])("two publications of one day would not be settled by %s", (_, winner, loser) => {
    const one = vintage("2022", 0, "2023-01-31", winner);
    const two = vintage("2022", 0, "2023-01-31", loser);
    for (const list of [
      [one, two],
      [two, one],
    ]) {
      expect(inForce(list, "2024-01-01", { accumulates: true })[0]!.observation).toBe(one);
    }
  });

  test("of two equal publications the first line would win", () => {
    const [one, two] = [vintage("2022", 15, "2023-01-31"), vintage("2022", 16, "2023-01-31")];
    expect(inForce([one, two], "2024-01-01", { accumulates: false })[0]!.observation).toBe(two);
  });

  test("a later publication would show, or an observation be lost", () => {
    const month = (year: number, each: number): string => endOfMonth(year, each);
    const any = fc.record({
      text: fc.constantFrom(
        "2021",
        "2021-H1",
        "2021-Q3",
        "2022",
        "2022-01/07",
        "RGPH 2024",
        "to 2022",
      ),
      value: fc.nat(99),
      asOf: fc.tuple(fc.integer({ min: 2021, max: 2024 }), fc.integer({ min: 1, max: 12 })),
    });
    fc.assert(
      fc.property(
        fc.array(any),
        fc.integer({ min: 2021, max: 2024 }),
        fc.boolean(),
        (list, year, accumulates) => {
          const all = list.map(({ text, value, asOf }) => vintage(text, value, month(...asOf)));
          const shown = inForce(all, `${year}-06-30`, { accumulates });
          const kept = shown.flatMap((row) => [row.observation, ...row.alsoPublished]);
          expect(new Set(kept)).toEqual(new Set(all.filter(({ asOf }) => asOf <= `${year}-06-30`)));
          expect(new Set(shown.map(({ key }) => key)).size).toBe(shown.length);
        },
      ),
    );
  });
});
