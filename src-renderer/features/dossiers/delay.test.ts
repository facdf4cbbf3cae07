import { expect, it } from "vitest";
import { addDays, delayOf } from "./delay.ts";

it("does not shift a due date by a time zone or a change of hour", () => {
  expect(addDays("2026-02-14", 30)).toBe("2026-03-16");
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
});

it.each([
  ["2026-11-22", -1, "late"],
  ["2026-11-23", 0, "soon"],
  ["2026-11-28", 5, "soon"],
  ["2026-11-29", 6, "ok"],
] as const)("does not show a file due on %s in another colour", (due, days, tone) => {
  expect(delayOf(due, "2026-11-23")).toEqual({ days, tone });
});

it("shows no countdown on a decided dossier", () => {
  expect(delayOf(null, "2026-11-23")).toBeNull();
});
