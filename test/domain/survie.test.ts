import { describe, expect, it } from "vitest";
import { aliveAfter, survivalOf } from "../../src-main/domain/survie.ts";

const day = "2026-11-25";
const firm = (creeeLe: string, ...constats: [string, boolean][]) => ({
  creeeLe,
  constats: constats.map(([constateLe, enActivite]) => ({ constateLe, enActivite })),
});

describe("the survival of firms", () => {
  it("would catch a firm counted alive on the word of a visit before its anniversary", () => {
    const seenEarly = firm("2023-03-01", ["2023-12-01", true]);
    expect(aliveAfter(seenEarly, 1, day)).toBeNull();
    expect(aliveAfter(firm("2023-03-01", ["2024-03-01", true]), 1, day)).toBe(true);
    // Alive at three years says that it was alive at one.
    expect(aliveAfter(firm("2020-03-01", ["2023-05-01", true]), 1, day)).toBe(true);
  });

  it("would catch a firm that closed after its anniversary counted as dead on it", () => {
    const closedLater = firm("2022-01-10", ["2023-02-01", true], ["2024-06-01", false]);
    expect(aliveAfter(closedLater, 1, day)).toBe(true);
    expect(aliveAfter(closedLater, 3, day)).toBe(false);
    expect(aliveAfter(firm("2022-01-10", ["2024-06-01", false]), 1, day)).toBeNull();
  });

  it("would catch unknown firms in the rate, or firms too young to be asked about", () => {
    const firms = [
      firm("2022-01-01", ["2023-06-01", true]),
      firm("2022-01-01", ["2022-09-01", false]),
      firm("2022-01-01"),
      firm("2026-06-01", ["2026-07-01", true]),
    ];
    expect(survivalOf(firms, [1, 3, 5], day)).toEqual([
      { years: 1, agees: 3, vivantes: 1, fermees: 1, inconnues: 1, tauxBp: 5000 },
      { years: 3, agees: 3, vivantes: 0, fermees: 1, inconnues: 2, tauxBp: 0 },
      { years: 5, agees: 0, vivantes: 0, fermees: 0, inconnues: 0, tauxBp: null },
    ]);
    // Seen from an earlier day, a later visit is not known yet.
    expect(survivalOf([firms[0]!], [1], "2023-05-31")[0]).toMatchObject({ inconnues: 1 });
  });
});
