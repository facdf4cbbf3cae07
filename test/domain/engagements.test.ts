import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  dueDays,
  engagementOn,
  engagementStateOn,
  firstUnmet,
  type EngagementFacts,
  type RealisationFacts,
} from "../../src-main/domain/engagements.ts";
import { addMonths } from "../../src-main/domain/dates.ts";

const once: EngagementFacts = {
  debutLe: null,
  echeanceLe: "2026-10-31",
  mois: null,
  finLe: null,
  cible: null,
  sansObjetLe: null,
};
const span = { du: "2026-01-01", au: "2027-12-31" };
const did = (faiteLe: string, quantite: number | null = null, pourLe: string | null = null) =>
  ({ faiteLe, quantite, pourLe }) satisfies RealisationFacts;

describe("a commitment due once", () => {
  test.each([
    ["2025-12-31", [], "a_venir", 0],
    ["2026-01-01", [], "en_cours", 0],
    ["2026-10-31", [], "en_cours", 0],
    ["2026-11-01", [], "defaillant", 1],
    ["2026-11-24", [], "defaillant", 24],
    ["2026-11-24", [did("2026-10-31")], "tenu", 0],
    ["2026-11-24", [did("2026-11-03")], "tenu_en_retard", 3],
    // What was done later was not known that day.
    ["2026-11-02", [did("2026-11-03")], "defaillant", 2],
  ] as const)("a wrong state is shown on %s after %j", (day, done, etat, late) => {
    expect(engagementOn(once, done, span, day)).toMatchObject({ etat, retardJours: late });
  });

  it("would catch a part taken for the whole", () => {
    const three = { ...once, cible: 3 };
    const two = [did("2026-05-01", 1), did("2026-06-01", 1)];
    expect(engagementOn(three, two, span, "2026-06-02")).toMatchObject({
      etat: "en_cours",
      fait: 2,
    });
    expect(engagementOn(three, two, span, "2026-11-01")).toMatchObject({
      etat: "partiel",
      fait: 2,
    });
    const all = [...two, did("2026-11-20", 1)];
    expect(engagementOn(three, all, span, "2026-11-24")).toMatchObject({
      etat: "tenu_en_retard",
      retardJours: 20,
    });
  });

  it("would catch a commitment that lost its object and still alarms", () => {
    const gone = { ...once, sansObjetLe: "2026-12-01" };
    expect(engagementOn(gone, [], span, "2026-11-30").etat).toBe("defaillant");
    expect(engagementOn(gone, [], span, "2026-12-01")).toMatchObject({
      etat: "sans_objet",
      retardJours: 0,
    });
  });
});

describe("a periodic commitment", () => {
  const halfYearly = { ...once, echeanceLe: "2026-03-31", mois: 6 };

  it("would catch due days that drift after a short month or run past the convention", () => {
    const monthly = { ...once, echeanceLe: "2026-01-31", mois: 1 };
    expect(dueDays(monthly, span, "2026-04-01")).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
    ]);
    expect(dueDays(halfYearly, { du: null, au: "2026-12-31" }, "2030-01-01")).toEqual([
      "2026-03-31",
      "2026-09-30",
    ]);
    expect(dueDays({ ...once, echeanceLe: null }, span, "2026-01-01")).toEqual([]);
  });

  it("would catch a missed due day hidden by a later one that was kept", () => {
    const second = [did("2026-09-15", null, "2026-09-30")];
    expect(engagementOn(halfYearly, second, span, "2026-10-15")).toMatchObject({
      etat: "defaillant",
      echeanceLe: "2026-03-31",
      retardJours: 198,
    });
    const both = [...second, did("2026-03-20", null, "2026-03-31")];
    expect(engagementOn(halfYearly, both, span, "2026-10-15")).toMatchObject({
      etat: "en_cours",
      echeanceLe: "2027-03-31",
    });
  });
});

it("would catch a permanent commitment that is late although it has no due day", () => {
  const always = { ...once, echeanceLe: null };
  expect(engagementOn(always, [], span, "2026-12-31").etat).toBe("en_cours");
  expect(engagementOn(always, [did("2026-02-01")], span, "2026-12-31").etat).toBe("tenu");
});

describe("the state told without its due days", () => {
  const month = fc.integer({ min: 0, max: 40 }).map((n) => addMonths("2025-01-31", n));
  const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

  it("would catch a quick state that differs from the whole one", () => {
    const facts = fc.record({
      debutLe: maybe(month),
      echeanceLe: maybe(month),
      mois: maybe(fc.constantFrom(1, 3, 12)),
      finLe: maybe(month),
      cible: maybe(fc.constantFrom(1, 2)),
      sansObjetLe: maybe(month),
    });
    const done = fc.array(
      fc.record({ pourLe: maybe(month), faiteLe: month, quantite: maybe(fc.constantFrom(1, 2)) }),
      { maxLength: 8 },
    );
    const spans = fc.record({ du: maybe(month), au: maybe(month) });
    fc.assert(
      fc.property(facts, done, spans, month, (one, realisations, of, day) => {
        const whole = engagementOn(one, realisations, of, day);
        const quick = engagementStateOn(one, realisations, of, day);
        const { etat, echeanceLe, retardJours } = whole;
        const last = whole.occurrences.at(-1)!;
        const open = etat !== "sans_objet" && last.tenuLe === null;
        const prochaineLe = open && (last.echeanceLe ?? "") >= day ? last.echeanceLe : null;
        expect(quick).toEqual({ etat, echeanceLe, retardJours, prochaineLe });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the due day that something serves", () => {
  it("would catch a day met in advance proposed again, or a day past the end", () => {
    const monthly = { ...once, echeanceLe: "2026-01-31", mois: 1, finLe: "2026-04-30" };
    const met = (...days: string[]) =>
      firstUnmet(
        monthly,
        days.map((pourLe) => did("2026-01-15", null, pourLe)),
        span,
        "2026-01-20",
      );
    expect(met()).toBe("2026-01-31");
    expect(met("2026-01-31")).toBe("2026-02-28");
    expect(met("2026-01-31", "2026-02-28", "2026-03-31")).toBe("2026-04-30");
    expect(met("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")).toBeNull();
    expect(firstUnmet(once, [], span, "2026-01-20")).toBe("2026-10-31");
    expect(firstUnmet(once, [did("2026-01-15")], span, "2026-01-20")).toBeNull();
    expect(firstUnmet({ ...once, echeanceLe: null }, [], span, "2026-01-20")).toBeNull();
  });
});
