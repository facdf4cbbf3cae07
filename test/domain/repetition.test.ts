import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, isIsoDate } from "../../src-main/domain/dates.ts";
import { nextDue, occurrence, type Repetition } from "../../src-main/domain/repetition.ts";

const day = fc.integer({ min: 0, max: 25_000 }).map((n) => addDays("1990-01-01", n));
const every: fc.Arbitrary<Repetition> = fc.record({
  unite: fc.constantFrom("jour", "semaine", "mois"),
  pas: fc.integer({ min: 1, max: 24 }),
});
const month: Repetition = { unite: "mois", pas: 1 };

describe("what comes again", () => {
  test("31 January goes to 3 March instead of the last day of February", () => {
    expect(occurrence("2026-01-31", month, 1)).toBe("2026-02-28");
    expect(occurrence("2028-01-31", month, 1)).toBe("2028-02-29");
    expect(occurrence("2026-01-31", month, 2)).toBe("2026-03-31");
    expect(occurrence("2026-11-30", { unite: "mois", pas: 3 }, 1)).toBe("2027-02-28");
    expect(occurrence("2024-02-29", { unite: "mois", pas: 12 }, 1)).toBe("2025-02-28");
  });

  test("a series that does not exist, goes backwards, or stands still", () => {
    fc.assert(
      fc.property(day, every, fc.integer({ min: 0, max: 60 }), (first, how, times) => {
        const here = occurrence(first, how, times);
        expect(isIsoDate(here)).toBe(true);
        expect(occurrence(first, how, times + 1) > here).toBe(true);
        if (how.unite === "mois") expect(here.slice(8) <= first.slice(8)).toBe(true);
      }),
    );
  });

  test("a next day that is already past, on or before the one just done, or that skips one", () => {
    fc.assert(
      fc.property(day, every, fc.integer({ min: -400, max: 4000 }), (due, how, late) => {
        const done = addDays(due, late);
        const next = nextDue(due, how, done);
        expect(next > due && next >= done).toBe(true);
        const found: string[] = [];
        for (let times = 1; found.length === 0; times++) {
          const date = occurrence(due, how, times);
          if (date >= done) found.push(date);
        }
        expect(next).toBe(found[0]);
      }),
    );
  });

  test("a weekly task done in time that does not keep its day of the week", () => {
    expect(nextDue("2026-03-02", { unite: "semaine", pas: 1 }, "2026-02-27")).toBe("2026-03-09");
    expect(nextDue("2026-03-02", { unite: "semaine", pas: 2 }, "2026-03-20")).toBe("2026-03-30");
  });

  test("a step of zero accepted: the next day would never come", () => {
    expect(() => occurrence("2026-01-01", { unite: "jour", pas: 0 }, 1)).toThrow(RangeError);
  });
});
