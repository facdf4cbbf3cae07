import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDelay,
  daysLeft,
  expandFixedHolidays,
  isWorkingDay,
} from "../../src-main/domain/calendar.ts";
import { addDays } from "../../src-main/domain/dates.ts";

const holidays = new Map([["2026-11-18", "Fête de l'Indépendance"]]);
const day = fc.nat(3000).map((offset) => addDays("2022-01-01", offset));

test("the deposit day, a week-end or a holiday would be counted as a working day", () => {
  expect(addDelay("2026-11-13", 3, "working", holidays)).toEqual({
    due: "2026-11-19",
    skipped: [
      { date: "2026-11-14", why: "weekend" },
      { date: "2026-11-15", why: "weekend" },
      { date: "2026-11-18", why: "holiday", name: "Fête de l'Indépendance" },
    ],
  });
  expect(isWorkingDay("2026-11-18", holidays)).toBe(false);
});

test("a calendar delay would skip holidays, or be moved off a Sunday", () => {
  expect(addDelay("2026-11-14", 8, "calendar", holidays)).toEqual({
    due: "2026-11-22",
    skipped: [],
  });
});

test("the clock would run while the file waits for a missing document", () => {
  const pauses = [{ from: "2026-11-03", to: "2026-11-05" }];
  expect(addDelay("2026-11-01", 3, "calendar", holidays, pauses)).toEqual({
    due: "2026-11-07",
    skipped: [
      { date: "2026-11-03", why: "pause" },
      { date: "2026-11-04", why: "pause" },
      { date: "2026-11-05", why: "pause" },
    ],
  });
  const open = [{ from: "2026-11-03", to: null }];
  expect(addDelay("2026-11-01", 3, "calendar", holidays, open).due).toBeNull();
  expect(addDelay("2026-11-01", 1, "calendar", holidays, open).due).toBe("2026-11-02");
});

test("a bad number of days would loop or pass", () => {
  expect(() => addDelay("2026-11-01", -1, "working", holidays)).toThrow(RangeError);
  expect(() => addDelay("2026-11-01", 1.5, "working", holidays)).toThrow(RangeError);
  expect(() => addDelay("2026-02-30", 0, "working", holidays)).toThrow(RangeError);
});

test("the days left on the first day would differ from the delay, in either unit", () => {
  fc.assert(
    fc.property(day, fc.nat(90), fc.constantFrom("calendar", "working"), (from, days, unit) => {
      const { due } = addDelay(from, days, unit, holidays);
      expect(daysLeft(from, due!, unit, holidays)).toBe(days);
      expect(daysLeft(due!, from, unit, holidays)).toBe(0 - days);
    }),
  );
});

test("every day between the deposit and the due date would not be counted or explained", () => {
  fc.assert(
    fc.property(day, fc.nat(60), fc.nat(20), fc.nat(10), (from, days, start, length) => {
      const pauseFrom = addDays(from, start);
      const pauses = [{ from: pauseFrom, to: addDays(pauseFrom, length) }];
      const { due, skipped } = addDelay(from, days, "working", holidays, pauses);
      expect(addDays(from, days + skipped.length)).toBe(due);
    }),
  );
});

test("a holiday would exist before it was created, or 29 February every year", () => {
  const always = { effectiveFrom: null, effectiveTo: null };
  const expanded = expandFixedHolidays(
    [
      { monthDay: "10-31", name: "Unité", effectiveFrom: "2025-01-01", effectiveTo: null },
      { monthDay: "05-01", name: "Travail", ...always },
      { monthDay: "05-01", name: "Autre", ...always },
      { monthDay: "02-29", name: "Bissextile", ...always },
    ],
    2024,
    2025,
  );
  expect([...expanded].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
    ["2024-02-29", "Bissextile"],
    ["2024-05-01", "Travail ; Autre"],
    ["2025-05-01", "Travail ; Autre"],
    ["2025-10-31", "Unité"],
  ]);
});
