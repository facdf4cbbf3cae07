import { describe, expect, it } from "vitest";
import type { CardPoint, ObservationView } from "../../../src-main/contract/indicateurs.ts";
import { qualifier } from "./lecture.ts";
import { sourceUrl } from "../../../src-main/contract/sources.ts";
import { sourceText } from "./sources.ts";

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
});
