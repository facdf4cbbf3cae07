import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { filtrables } from "../../../src-main/contract/tableaux.ts";
import { croiser, croixDe } from "./croiser.ts";
import { avec, ecrireDemande, lireDemande } from "./demande.ts";
import { periodeDe } from "./periodes.ts";

const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const code = fc.oneof(
  fc.constant(""),
  fc.stringMatching(/^[a-z0-9_.-]{1,12}$/).filter((text) => text !== "aucun" && text !== "tous"),
);
const values = fc.uniqueArray(code, { maxLength: 4 });
const filtre = fc.record(
  { ...Object.fromEntries(filtrables.map((key) => [key, values])), du: day, au: day },
  { requiredKeys: [], noNullPrototype: true },
);

describe("the address of a dashboard", () => {
  it("loses nothing that was asked on the way to the address and back", () => {
    const demande = fc.record({
      filtre,
      comparer: fc.constantFrom(null, "precedente" as const, "annee_precedente" as const),
      asOf: fc.option(day),
      etatLe: fc.option(day),
      cartes: fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), day, { noNullPrototype: true }),
    });
    fc.assert(
      fc.property(demande, (value) => {
        expect(lireDemande(ecrireDemande(value).slice(1))).toEqual(value);
      }),
    );
  });

  it("leaves out what is no date and no choice instead of asking the store for it", () => {
    const read = lireDemande("edition=hier&cartes=a:demain,b:2024-01-01&du=2024&comparer=tout");
    expect(read).toEqual({
      filtre: {},
      comparer: null,
      asOf: null,
      etatLe: null,
      cartes: { b: "2024-01-01" },
    });
  });

  it("opens what the dashboard narrows by itself, and only then says so", () => {
    expect(avec({}, "secteur", [], { secteur: ["btp"] })).toEqual({ secteur: [] });
    expect(avec({ secteur: ["btp"] }, "secteur", [], {})).toEqual({});
  });
});

describe("choosing a category", () => {
  it("narrows, and widens again when it is chosen twice", () => {
    const croix = croixDe({ axe: "province" }, "05.081")!;
    const once = croiser({ secteur: ["btp"] }, croix);
    expect(once).toEqual({ secteur: ["btp"], province: ["05.081"] });
    expect(croiser(once, croix)).toEqual({ secteur: ["btp"] });
  });

  it("takes the days of a quarter, not its key", () => {
    const croix = croixDe({ axe: "trimestre" }, "2025-T1")!;
    expect(croiser({}, croix)).toEqual({ du: "2025-01-01", au: "2025-03-31" });
  });

  it("narrows nothing by what is no value of a filter", () => {
    expect(croixDe({ axe: "secteur" }, "autres")).toBeNull();
    expect(croixDe({ axe: "territoire" }, "MA")).toBeNull();
    expect(croixDe({ axe: "periode" }, "census:2014")).toBeNull();
    expect(croixDe({ axe: "statut" }, "verse")).toBeNull();
  });
});

describe("periods by one press", () => {
  it("stop today when they are not over, else a year would be set against a part of one", () => {
    expect(periodeDe("annee", "2026-11-25")).toEqual({ du: "2026-01-01", au: "2026-11-25" });
    expect(periodeDe("trimestre", "2026-11-25")).toEqual({ du: "2026-10-01", au: "2026-11-25" });
    expect(periodeDe("anneeDerniere", "2026-11-25")).toEqual({
      du: "2025-01-01",
      au: "2025-12-31",
    });
    expect(periodeDe("douzeMois", "2026-11-25")).toEqual({ du: "2025-11-26", au: "2026-11-25" });
    expect(periodeDe("douzeMois", "2024-02-29")).toEqual({ du: "2023-03-01", au: "2024-02-29" });
  });
});
