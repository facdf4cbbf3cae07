import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDelay,
  countedDays,
  delayEnd,
  holidayCalendar,
  mergePauses,
  type DelayUnit,
  type Pause,
} from "../../src-main/domain/calendar.ts";
import { plumeOf, readClock } from "../../src-main/domain/delais.ts";
import { addDays, dayNumber } from "../../src-main/domain/dates.ts";

const feast = (name: string, date: string, days: number) => ({
  name,
  effectiveFrom: `${date.slice(0, 4)}-01-01`,
  effectiveTo: `${date.slice(0, 4)}-12-31`,
  attrs: { date, days },
});
const fixed = (monthDay: string, name: string) => ({
  name,
  effectiveFrom: "1900-01-01",
  effectiveTo: null,
  attrs: { monthDay },
});

/** The feasts as Morocco kept them, and the fixed days around them: counted by hand below. */
const kept = holidayCalendar(
  [
    fixed("01-01", "Nouvel an"),
    fixed("01-11", "Manifeste"),
    fixed("01-14", "Yennayer"),
    fixed("05-01", "Travail"),
    fixed("11-06", "Marche verte"),
    fixed("11-18", "Indépendance"),
    feast("Aïd Al Fitr", "2024-04-10", 2),
    feast("Aïd Al Adha", "2024-06-17", 2),
    feast("Aïd Al Fitr", "2025-03-31", 2),
    feast("Aïd Al Fitr", "2026-03-20", 2),
  ],
  2023,
  2027,
);

describe("calendars made by hand", () => {
  test("Ramadan shortens a delay, or the Eid of 2024 is counted", () => {
    // Mon 01/04 +10 working days: 2,3,4,5 · 8,9 (10 and 11 Eid) 12 · 15,16,17.
    expect(addDelay("2024-04-01", 10, "working", kept).due).toBe("2024-04-17");
    // The same in calendar days: a holiday is a day like another.
    expect(addDelay("2024-04-01", 10, "calendar", kept)).toEqual({
      due: "2024-04-11",
      skipped: [],
    });
  });

  test("an Eid that falls on a week-end is skipped twice", () => {
    // Eid of Fri 20 and Sat 21 March 2026. Tue 17 +3: 18, 19, (20), (21), (22), 23.
    expect(addDelay("2026-03-17", 3, "working", kept)).toEqual({
      due: "2026-03-23",
      skipped: [
        { date: "2026-03-20", why: "holiday", name: "Aïd Al Fitr" },
        { date: "2026-03-21", why: "holiday", name: "Aïd Al Fitr" },
        { date: "2026-03-22", why: "weekend" },
      ],
    });
  });

  test("the Eid of 2025 announced a day later leaves the due date where it was", () => {
    const computed = holidayCalendar([feast("Aïd Al Fitr", "2025-03-30", 2)], 2025, 2025);
    // Thu 27/03 +3. Computed: Sun 30 and Mon 31 closed → 28, 1, 2. Kept: Mon 31 and Tue 1 → 28, 2, 3.
    expect(addDelay("2025-03-27", 3, "working", computed).due).toBe("2025-04-02");
    expect(addDelay("2025-03-27", 3, "working", kept).due).toBe("2025-04-03");
  });

  test("a delay loses its way over the end of a year", () => {
    // Mon 29/12/2025 +10: 30, 31, (1), 2 · 5–9 · (11 is a Sunday) 12, 13.
    expect(addDelay("2025-12-29", 10, "working", kept).due).toBe("2026-01-13");
    expect(addDelay("2025-12-15", 30, "calendar", kept).due).toBe("2026-01-14");
  });

  test("29 February is passed over, or counted in a year that has none", () => {
    expect(addDelay("2024-02-28", 2, "calendar", kept).due).toBe("2024-03-01");
    expect(addDelay("2023-02-28", 2, "calendar", kept).due).toBe("2023-03-02");
    expect(addDelay("2024-02-28", 1, "working", kept).due).toBe("2024-02-29");
  });

  test("a feast that begins on 31 December does not reach 1 January", () => {
    const calendar = holidayCalendar([feast("Fête", "2025-12-31", 2)], 2025, 2025);
    expect(addDelay("2025-12-30", 1, "working", calendar).due).toBe("2026-01-02");
  });
});

describe("pauses", () => {
  test("overlapping pauses stop the clock twice", () => {
    const pauses = [
      { from: "2026-11-03", to: "2026-11-06" },
      { from: "2026-11-05", to: "2026-11-09" },
      { from: "2026-11-10", to: "2026-11-10" },
      { from: "2026-11-20", to: "2026-11-19" },
    ];
    expect(mergePauses(pauses)).toEqual([{ from: "2026-11-03", to: "2026-11-10" }]);
    expect(addDelay("2026-11-01", 3, "calendar", kept, pauses).due).toBe("2026-11-12");
  });

  test("a clock at rest goes on counting, or a request made too late hides the delay", () => {
    const input = {
      from: "2026-11-01",
      days: 10,
      unit: "calendar" as const,
      holidays: kept,
      alerteJours: 5,
    };
    const open = [{ from: "2026-11-05", to: null }];
    expect(readClock({ ...input, pauses: open, today: "2026-11-30" })).toMatchObject({
      due: null,
      used: 3,
      left: 7,
      status: "suspendu",
    });
    const late = [{ from: "2026-11-20", to: null }];
    expect(readClock({ ...input, pauses: late, today: "2026-11-30" })).toMatchObject({
      due: "2026-11-11",
      used: 10,
      left: -8,
      status: "en_retard",
    });
  });
});

test("near, late, done: the state changes a day too soon or too late", () => {
  const at = (today: string, endedLe: string | null = null) =>
    readClock({
      from: "2026-03-02",
      days: 30,
      unit: "calendar",
      holidays: kept,
      today,
      endedLe,
      alerteJours: 5,
    });
  expect(at("2026-03-02")).toMatchObject({ due: "2026-04-01", used: 0, left: 30 });
  expect(at("2026-03-26")).toMatchObject({ left: 6, status: "a_temps" });
  expect(at("2026-03-27")).toMatchObject({ left: 5, status: "proche" });
  expect(at("2026-04-01")).toMatchObject({ left: 0, used: 30, status: "proche" });
  expect(at("2026-04-02")).toMatchObject({ left: -1, used: 30, status: "en_retard" });
  expect(at("2026-12-01", "2026-03-12")).toMatchObject({ used: 10, left: 20, status: "termine" });
});

test("the pen is in two hands, or in those of who waits", () => {
  const nothing = {
    ended: false,
    complementOpen: false,
    approved: false,
    consultationOpen: false,
    listed: false,
  };
  expect(plumeOf(nothing)).toBe("cri");
  expect(plumeOf({ ...nothing, listed: true })).toBe("commission");
  expect(plumeOf({ ...nothing, listed: true, consultationOpen: true })).toBe("administration");
  expect(plumeOf({ ...nothing, consultationOpen: true, complementOpen: true })).toBe("porteur");
  expect(plumeOf({ ...nothing, approved: true })).toBe("autorite");
  expect(plumeOf({ ...nothing, approved: true, ended: true })).toBe("personne");
});

describe("whatever the dates", () => {
  const day = fc.nat(1200).map((offset) => addDays("2023-06-01", offset));
  const unit = fc.constantFrom<DelayUnit>("calendar", "working");
  const pauses = fc.array(
    fc
      .tuple(day, fc.nat(25), fc.integer({ min: 0, max: 9 }))
      .map(([from, length, open]): Pause => ({
        from,
        to: open === 0 ? null : addDays(from, length),
      })),
    { maxLength: 4 },
  );

  test("the quick count and the explained one differ", () => {
    fc.assert(
      fc.property(day, fc.nat(70), unit, pauses, (from, days, which, all) => {
        const merged = mergePauses(all);
        const explained = addDelay(from, days, which, kept, merged);
        expect(delayEnd(from, days, which, kept, merged)).toBe(explained.due);
        expect(addDelay(from, days, which, kept, all).due).toBe(explained.due);
        if (explained.due !== null) {
          expect(countedDays(from, explained.due, which, kept, merged)).toBe(days);
          expect(dayNumber(explained.due) - dayNumber(from)).toBe(days + explained.skipped.length);
        }
      }),
    );
  });

  test("used and left do not make up the delay, or a day goes by unseen", () => {
    fc.assert(
      fc.property(day, fc.nat(70), unit, pauses, day, (from, days, which, all, today) => {
        const input = { from, days, unit: which, holidays: kept, pauses: all, alerteJours: 5 };
        const read = readClock({ ...input, today });
        expect(read.used).toBeGreaterThanOrEqual(0);
        expect(read.used).toBeLessThanOrEqual(days);
        if (read.status === "en_retard") expect(read.used).toBe(days);
        else expect(read.used + read.left).toBe(days);
        expect(read.status === "en_retard").toBe(read.due !== null && read.due < today);
        const next = readClock({ ...input, today: addDays(today, 1) });
        expect(next.left).toBeLessThanOrEqual(read.left);
        expect(read.left - next.left).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("a pause more brings the end nearer", () => {
    fc.assert(
      fc.property(
        day,
        fc.nat(60),
        unit,
        pauses,
        day,
        fc.nat(10),
        (from, days, which, all, at, n) => {
          const before = addDelay(from, days, which, kept, all).due;
          const after = addDelay(from, days, which, kept, [
            ...all,
            { from: at, to: addDays(at, n) },
          ]);
          if (before === null) expect(after.due).toBeNull();
          else if (after.due !== null) expect(after.due >= before).toBe(true);
        },
      ),
    );
  });
});
