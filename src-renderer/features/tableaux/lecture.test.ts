import { describe, expect, it } from "vitest";
import type { Card, CardPoint, ObservationView } from "../../../src-main/contract/indicateurs.ts";
import { readPaperChoice } from "./choix.ts";
import { qualifier, readCard } from "./lecture.ts";
import { readRemark } from "./remarques.ts";
import { sourceUrl } from "../../../src-main/contract/sources.ts";
import { sourceText, usedSources } from "./sources.ts";

const label = (text: string) => ({ fr: text, ar: text, en: text });
const observation: ObservationView = {
  indicateur: "x",
  territoire: "05",
  territoireLabel: label("R"),
  period: "2024",
  periodFrom: "2024-01-01",
  periodTo: "2024-12-31",
  year: 2024,
  partial: false,
  value: 5,
  unit: "jours",
  source: "https://www.exemple.ma/a",
  confidence: "B",
  asOf: "2024-12-31",
  asOfBasis: "period_end",
  note: null,
};
const point = (key: string, change: Partial<CardPoint> = {}): CardPoint => ({
  key,
  label: label(key),
  value: 1,
  partial: false,
  observation: null,
  records: null,
  ...change,
});
const card = (key: string, points: CardPoint[]): Card => ({
  key,
  family: "publie",
  title: label(key),
  shape: "annees",
  unit: "%",
  method: null,
  points,
  total: null,
  mediane: null,
  vintages: [],
  asOf: null,
  remarks: [],
});

describe("readCard", () => {
  it("does not cut a period such as 2024-01/11 at its own slash", () => {
    const { lines, series } = readCard(
      card("c", [point("2024-01/11/05"), point("2024-01/11/MA"), point("2025/05")]),
    );
    expect(series).toEqual(["05", "MA"]);
    expect(lines.map((line) => [line.key, [...line.points.keys()]])).toEqual([
      ["2024-01/11", ["05", "MA"]],
      ["2025", ["05"]],
    ]);
  });
});

describe("qualifier", () => {
  it.each([
    ['"under five days"', "moins"],
    ['"more than", +109 % on 2021', "plus"],
    ["approximate; barometer says 6 317", "environ"],
    ["barometer says more than before", null],
    [null, null],
  ])("reads how %s was published without taking a remark for it", (note, found) => {
    expect(qualifier(point("a", { observation: { ...observation, note } }))).toBe(found);
  });
});

describe("sources", () => {
  it("marks a date that is only the end of the period", () => {
    expect(sourceText(observation, () => "exemple.ma")).toBe("exemple.ma,\u00a031/12/2024°");
    expect(sourceText({ ...observation, asOfBasis: "stated" }, () => "Note du 31/12/2024")).toBe(
      "Note du 31/12/2024",
    );
  });

  it("finds the address inside a sentence and tells when there is none", () => {
    expect(sourceUrl("16th board, 16/04/2025: https://a.ma/b (figures from a report)")).toBe(
      "https://a.ma/b",
    );
    expect(sourceUrl("derived: region minus four provinces")).toBeNull();
  });

  it("lists each source once with all its dates and cards", () => {
    const older = { ...observation, asOf: "2014-12-31" };
    const used = usedSources([
      card("a", [point("1", { observation }), point("2", { observation: older })]),
      card("b", [point("1", { observation })]),
    ]);
    expect(used).toHaveLength(1);
    expect(used[0]!.dates.map(({ asOf }) => asOf)).toEqual(["2024-12-31", "2014-12-31"]);
    expect(used[0]!.cards.map(({ fr }) => fr)).toEqual(["a", "b"]);
  });
});

describe("choice", () => {
  it("leaves out what is no date instead of asking the store for it", () => {
    expect(readPaperChoice('asOf=2024-08-02&cards={"a":"2024-01-01","b":3}')).toEqual({
      asOf: "2024-08-02",
      cards: { a: "2024-01-01" },
    });
    expect(readPaperChoice("cards={oops").cards).toEqual({});
  });
});

describe("readRemark", () => {
  it("keeps several dates of one parameter together", () => {
    const { code, params } = readRemark("several_vintages?dates=2025-04-16%2C2024-08-02");
    expect(code).toBe("several_vintages");
    expect(params.get("dates")).toBe("2025-04-16,2024-08-02");
  });
});
