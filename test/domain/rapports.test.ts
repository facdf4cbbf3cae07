import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWorkingDay } from "../../src-main/domain/calendar.ts";
import { addDays } from "../../src-main/domain/dates.ts";
import { dueDays, type Cadence } from "../../src-main/domain/rapports.ts";

const holidays = new Map([
  ["2026-01-01", "Nouvel an"],
  ["2026-01-11", "Manifeste"],
  ["2026-05-01", "Travail"],
  ["2027-01-01", "Nouvel an"],
]);
const monthly: Cadence = { periode: "mois", place: "premier", ouvre: true };

describe("days of a recurrent report", () => {
  it("would catch a first working day that falls on a holiday or on a week-end", () => {
    expect(dueDays(monthly, "2026-01-01", "2026-05-31", holidays)).toEqual([
      "2026-01-02",
      "2026-02-02",
      "2026-03-02",
      "2026-04-01",
      "2026-05-04",
    ]);
  });

  it("would catch a quarter or a year that ends on the wrong day, or in the wrong year", () => {
    const quarterly: Cadence = { periode: "trimestre", place: "dernier", ouvre: true };
    expect(dueDays(quarterly, "2025-12-01", "2026-12-31", holidays)).toEqual([
      "2025-12-31",
      "2026-03-31",
      "2026-06-30",
      "2026-09-30",
      "2026-12-31",
    ]);
    const yearly: Cadence = { periode: "annee", place: "premier", ouvre: true };
    expect(dueDays(yearly, "2026-12-15", "2027-01-10", holidays)).toEqual(["2027-01-04"]);
  });

  it("would catch a Monday that is lost, or given outside of the days looked at", () => {
    const mondays: Cadence = { periode: "semaine", place: "premier", ouvre: false };
    expect(dueDays(mondays, "2026-12-22", "2027-01-11", holidays)).toEqual([
      "2026-12-28",
      "2027-01-04",
      "2027-01-11",
    ]);
  });

  it("would catch a week without a working day that is given one", () => {
    const closed = new Map(
      ["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06", "2026-08-07"].map((day) => [
        day,
        "x",
      ]),
    );
    const weekly: Cadence = { periode: "semaine", place: "premier", ouvre: true };
    expect(dueDays(weekly, "2026-08-03", "2026-08-16", closed)).toEqual(["2026-08-10"]);
  });

  it("would catch a day that depends on where one begins to look", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 400 }), (a, b) => {
        const from = addDays("2025-06-01", a);
        const to = addDays(from, b);
        const all = dueDays(monthly, "2025-06-01", addDays("2025-06-01", 1100), holidays);
        const some = dueDays(monthly, from, to, holidays);
        expect(some).toEqual(all.filter((day) => day >= from && day <= to));
        for (const day of some) expect(isWorkingDay(day, holidays)).toBe(true);
      }),
    );
  });
});
