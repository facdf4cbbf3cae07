import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choiceKeys, filterOf, inView, parseQuery, viewOf, writeQuery } from "./filter.ts";
import type { Query } from "./filter.ts";

const code = fc.stringMatching(/^[a-z0-9_.é -]{1,12}$/);
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

const query: fc.Arbitrary<Query> = fc.record(
  {
    text: fc.stringMatching(/^[^\s].{0,30}$/u),
    choices: fc.dictionary(
      fc.constantFrom(...choiceKeys),
      fc.array(code, { minLength: 1, maxLength: 4 }),
      { noNullPrototype: true },
    ),
    montantMin: fc.nat(),
    montantMax: fc.nat(),
    deposeDu: day,
    deposeAu: day,
    decideDu: day,
    decideAu: day,
    accordDu: day,
    accordAu: day,
    valideDu: day,
    valideAu: day,
    diffuseDu: day,
    diffuseAu: day,
    delivreDu: day,
    delivreAu: day,
    echeance: fc.oneof(fc.constantFrom("retard", "bientot"), day),
    sort: fc.record({
      key: fc.constantFrom("montant" as const, "etat" as const, "deposeLe" as const),
      desc: fc.boolean(),
    }),
    groupBy: fc.constantFrom("etat" as const, "phase" as const),
  },
  { requiredKeys: ["choices", "sort", "groupBy"] },
);

describe("the address of the list", () => {
  it("loses no filter on the way to the address and back", () => {
    fc.assert(
      fc.property(query, (value) => {
        expect(parseQuery(writeQuery(value))).toEqual(value);
      }),
    );
  });

  it("does not let a hand-typed address reach the store as a broken filter", () => {
    const read = parseQuery("tri=-mot_de_passe&du=hier&min=-5&max=1e9&echeance=demain&etat=,,");
    expect(filterOf(read, "2026-11-23")).toEqual({});
    expect(read.sort).toEqual({ key: "deposeLe", desc: true });
  });
});

describe("quick views", () => {
  it("do not call late a dossier due today", () => {
    const late = inView(parseQuery(""), "retard", "u1");
    expect(filterOf(late, "2026-11-23").echeanceAvant).toBe("2026-11-23");
  });

  it("count days of their own instead of asking for the warning of each rule", () => {
    const soon = inView(parseQuery(""), "bientot", "u1");
    expect(filterOf(soon, "2026-11-28")).toEqual({ echeanceProche: "2026-11-28" });
  });

  it("keep the other filters when the user goes from one to another", () => {
    const start = parseQuery("province=05.091&officier=u1");
    expect(viewOf(start, "u1")).toBe("miens");
    const late = inView(start, "retard", "u1");
    expect(late.choices).toEqual({ province: ["05.091"] });
    expect(viewOf(late, "u1")).toBe("retard");
  });
});
