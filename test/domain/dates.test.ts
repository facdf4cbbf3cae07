import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  compareDates,
  diffDays,
  endOfMonth,
  inferDateOrder,
  isIsoDate,
  isLeap,
  parseDate,
  weekday,
} from "../../src-main/domain/dates.ts";

const date = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));

test.each(["2023-02-29", "2024-02-30", "2024-13-01", "2024-00-10", "2024-1-1", "", "2024-04-31"])(
  "%j would pass for a day of the calendar",
  (text) => expect(isIsoDate(text)).toBe(false),
);

test("adding days would not undo a difference of days", () => {
  fc.assert(
    fc.property(date, date, (from, to) => {
      expect(addDays(from, diffDays(from, to))).toBe(to);
      expect(Math.sign(diffDays(from, to))).toBe(compareDates(to, from));
    }),
  );
});

test("a leap day or an end of month would be missed", () => {
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2100-02-28", 1)).toBe("2100-03-01");
  expect([2000, 2024, 2023, 2100].map(isLeap)).toEqual([true, true, false, false]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2199 }),
      fc.integer({ min: 1, max: 12 }),
      (year, month) => {
        const end = endOfMonth(year, month);
        expect(isIsoDate(end)).toBe(true);
        expect(addDays(end, 1).slice(8)).toBe("01");
      },
    ),
  );
  expect(() => addDays("2023-02-29", 1)).toThrow(RangeError);
});

test("the week would not start on Monday, before 1970 too", () => {
  expect(weekday("2026-11-23")).toBe(1);
  expect(weekday("2026-11-29")).toBe(7);
  expect(weekday("1956-03-02")).toBe(5);
});

describe("parseDate", () => {
  test.each([
    ["05/03/2024", "dmy", "2024-03-05"],
    ["05/03/2024", "mdy", "2024-05-03"],
    ["5.3.2024", "dmy", "2024-03-05"],
    ["٠٥/٠٣/٢٠٢٤", "dmy", "2024-03-05"],
    ["2024-03-05", "dmy", "2024-03-05"],
    ["2024/03/05", "ymd", "2024-03-05"],
    ["2024-03-05T23:59:00", "ymd", "2024-03-05"],
    ["05/03/2024 00:00", "dmy", "2024-03-05"],
  ] as const)("%s in %s would be another day", (text, order, expected) => {
    expect(parseDate(text, order)).toEqual({ ok: true, date: expected });
  });

  test.each([
    ["", "dmy", "empty"],
    ["bientôt", "dmy", "unreadable"],
    ["05/03-2024", "dmy", "unreadable"],
    ["05/03/24", "dmy", "two_digit_year"],
    ["31/04/2024", "dmy", "no_such_day"],
    ["25/12/2024", "mdy", "no_such_day"],
    ["05/03/2024", "ymd", "wrong_order"],
  ] as const)("%j would become a date or vanish without a reason", (text, order, code) => {
    expect(parseDate(text, order)).toEqual({ ok: false, code });
  });
});

describe("inferDateOrder", () => {
  test.each([
    [["05/03/2024", "25/03/2024"], "dmy", false, [], []],
    [["05/03/2024", "03/25/2024"], "mdy", false, [], []],
    [["2024-03-05", "", "2024/12/31"], "ymd", false, [], []],
    [["05/03/2024", "06/04/2024"], "dmy", true, [], []],
    [["05/05/2024"], "dmy", false, [], []],
    [["25/03/2024", "26/03/2024", "03/27/2024"], "dmy", false, [2], []],
    [["25/03/2024", "03/27/2024"], "dmy", true, [1], []],
    [["25/03/2024", "n.d.", "45/45/2024"], "dmy", false, [], [1, 2]],
    [["", "n.d."], null, false, [], [1]],
  ] as const)(
    "the column %j would be read day for month",
    (samples, order, ambiguous, conflicts, unreadable) => {
      expect(inferDateOrder(samples)).toEqual({ order, ambiguous, conflicts, unreadable });
    },
  );

  test("a column with a day above 12 would not be read back", () => {
    fc.assert(
      fc.property(fc.array(date), (dates) => {
        const column = ["2024-12-25", ...dates].map((each) =>
          each.split("-").toReversed().join("/"),
        );
        const { order, ambiguous, conflicts } = inferDateOrder(column);
        expect({ order, ambiguous, conflicts }).toEqual({
          order: "dmy",
          ambiguous: false,
          conflicts: [],
        });
      }),
    );
  });
});
