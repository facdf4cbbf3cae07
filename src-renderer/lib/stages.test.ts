import { describe, expect, it } from "vitest";
import { daysStill, stageLimit } from "./stages.ts";

describe("a card that stands still", () => {
  it("would catch a card said still a day early, or in a stage that sets no days", () => {
    const attrs = { sansMouvementJours: 7 };
    expect(daysStill("2026-03-01", "2026-03-07", attrs)).toBeNull();
    expect(daysStill("2026-03-01", "2026-03-08", attrs)).toBe(7);
    expect(daysStill("2026-03-01", "2026-12-31", {})).toBeNull();
    expect(daysStill(null, "2026-12-31", attrs)).toBeNull();
  });
  it("would catch a limit of nothing taken for a limit", () => {
    expect([stageLimit({ limite: null }), stageLimit({}), stageLimit({ limite: 5 })]).toEqual([
      null,
      null,
      5,
    ]);
  });
});
