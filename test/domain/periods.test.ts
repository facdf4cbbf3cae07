import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { parsePeriod, periodEnd, periodKey } from "../../src-main/domain/periods.ts";

test.each([
  ["2019", "year", "2019-01-01", "2019-12-31", 2019, false],
  ["2018-Q3", "quarter", "2018-07-01", "2018-09-30", 2018, false],
  ["2024-Q1", "quarter", "2024-01-01", "2024-03-31", 2024, true],
  ["2021-H1", "half", "2021-01-01", "2021-06-30", 2021, true],
  ["2021-H2", "half", "2021-07-01", "2021-12-31", 2021, false],
  ["2019-01/09", "months", "2019-01-01", "2019-09-30", 2019, true],
  ["2024-01/02", "months", "2024-01-01", "2024-02-29", 2024, true],
  ["2019-01-31/2024-08-02", "range", "2019-01-31", "2024-08-02", 2024, false],
  ["2024-01-01/2024-08-02", "range", "2024-01-01", "2024-08-02", 2024, true],
  ["2022-2024", "years", "2022-01-01", "2024-12-31", 2024, false],
  ["RGPH 2014", "census", null, null, 2014, false],
  ["07/2021", "month", "2021-07-01", "2021-07-31", 2021, false],
  ["10/2022-02/2024", "range", "2022-10-01", "2024-02-29", 2024, false],
  ["cumulative to 02/2024", "until", null, "2024-02-29", 2024, false],
  ["to 2022", "until", null, "2022-12-31", 2022, false],
  ["cartographie HCP", "undated", null, null, 2024, false],
  ["monographie HCP (c. 2017)", "undated", null, null, 2024, false],
  ["", "year", "2024-01-01", "2024-12-31", 2024, false],
])("the period %j would be another span", (label, kind, from, to, year, partial) => {
  expect(parsePeriod(label, 2024)).toEqual({ kind, from, to, year, partial, label });
});

test.each(["2024-13", "2024-Q5", "2024-09/01", "2024-02-30/2024-03-01", "2024-2022", "20240", "?"])(
  "the mistyped period %j would be accepted",
  (text) => expect(parsePeriod(text, 2024)).toBeNull(),
);

test("a period without date nor year would get one", () => {
  expect(parsePeriod("cartographie HCP", null)).toBeNull();
  expect(parsePeriod("", null)).toBeNull();
});

test("two notations of one period would be two periods", () => {
  const key = (text: string): string => periodKey(parsePeriod(text, null)!);
  expect(key("2021-H1")).toBe(key("2021-01/06"));
  expect(key("2021")).toBe(key("2021-01/12"));
  expect(key("RGPH 2014")).not.toBe(key("2014"));
  expect(periodEnd(parsePeriod("RGPH 2014", null)!)).toBe("2014-12-31");
});

test("a period of the published file would be unreadable or fall in another year", () => {
  const file = readFileSync(new URL("../../resources/demo/indicateurs.csv", import.meta.url));
  const rows = parse(file, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows.length).toBeGreaterThan(300);
  for (const row of rows) {
    const period = parsePeriod(row["period"]!, Number(row["year"]));
    expect([row["period"], period?.year]).toEqual([row["period"], Number(row["year"])]);
  }
});
