import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  avenantsOn,
  conventionStatuts,
  rowOn,
  statutOn,
  terms,
  valuesOn,
  type AvenantFacts,
  type ConventionFacts,
} from "../../src-main/domain/conventions.ts";
import { addDays } from "../../src-main/domain/dates.ts";

/** The agreement of July 2021 as the application may hold it: one year, tacit renewal, three months' notice. */
const july: ConventionFacts = {
  effetLe: null,
  finLe: "2022-07-14",
  reconductionTacite: true,
  reconductionMois: 12,
  reconductionMax: null,
  preavisMois: 3,
  preavisJours: null,
  denonceeLe: null,
  resilieeLe: null,
};
const signatures = ["2021-07-15", "2021-07-15"];
const on = (day: string, facts: Partial<ConventionFacts> = {}) =>
  statutOn({ ...july, ...facts }, signatures, [], day);

describe("the status of a convention", () => {
  test.each([
    ["2021-07-14", "projet"],
    ["2021-07-15", "en_vigueur"],
    ["2022-04-13", "en_vigueur"],
    ["2022-04-14", "preavis_ouvert"],
    ["2022-07-14", "preavis_ouvert"],
    ["2022-07-15", "reconduite"],
    ["2023-04-13", "reconduite"],
    ["2023-04-14", "preavis_ouvert"],
    ["2024-07-15", "reconduite"],
    ["2026-11-25", "reconduite"],
  ] as const)("a wrong status is shown on %s", (day, statut) => {
    expect(on(day).statut).toBe(statut);
  });

  it("would catch a convention in force although a party has not signed", () => {
    const half = statutOn(july, ["2021-07-15", null], [], "2021-08-01");
    expect(half.statut).toBe("en_signature");
    expect(half.pourquoi[0]).toEqual({ code: "signatures", params: { signees: 1, parties: 2 } });
    expect(statutOn(july, ["2021-07-15"], [], "2021-08-01").statut).toBe("en_signature");
    expect(statutOn(july, [], [], "2021-08-01").statut).toBe("projet");
    expect(statutOn({ ...july, effetLe: "2021-09-01" }, signatures, [], "2021-08-01").statut).toBe(
      "en_signature",
    );
  });

  it("would catch a notice that does not end the convention with its term, or a late one taken for the term after", () => {
    expect(on("2023-07-14", { denonceeLe: "2023-05-02" }).statut).toBe("reconduite");
    expect(on("2023-07-15", { denonceeLe: "2023-05-02" }).statut).toBe("echue");
    // Before the notice was given nobody knew of it.
    expect(on("2023-05-01", { denonceeLe: "2023-05-02" }).statut).toBe("preavis_ouvert");
    expect(on("2022-08-01", { denonceeLe: "2023-05-02" }).statut).toBe("reconduite");
  });

  it("would catch a suspension, a termination or a last renewal that does not show", () => {
    const paused = statutOn(
      july,
      signatures,
      [{ duLe: "2022-01-01", auLe: "2022-02-28" }],
      "2022-02-28",
    );
    expect(paused.statut).toBe("suspendue");
    expect(
      statutOn(july, signatures, [{ duLe: "2022-01-01", auLe: "2022-02-28" }], "2022-03-01").statut,
    ).toBe("en_vigueur");
    expect(on("2022-01-31", { resilieeLe: "2022-02-01" }).statut).toBe("en_vigueur");
    expect(on("2022-02-01", { resilieeLe: "2022-02-01" }).statut).toBe("resiliee");
    expect(on("2023-07-14", { reconductionMax: 1 }).statut).toBe("reconduite");
    expect(on("2023-07-15", { reconductionMax: 1 }).statut).toBe("echue");
    expect(on("2022-07-15", { reconductionTacite: false }).statut).toBe("echue");
    expect(on("2040-01-01", { finLe: null, reconductionTacite: false }).statut).toBe("en_vigueur");
  });

  it("would catch terms that leave a gap or overlap, ends of months included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 0, max: 5000 }),
        (length, months, later) => {
          const effetLe = "2021-01-31";
          const facts = { ...july, finLe: addDays(effetLe, length), reconductionMois: months };
          const day = addDays(effetLe, later);
          const walked = terms(facts, effetLe, day);
          expect(walked[0]?.du).toBe(effetLe);
          for (const [place, each] of walked.entries()) {
            expect(each.du <= each.au || place === 0).toBe(true);
            const next = walked[place + 1];
            if (next) expect(next.du).toBe(addDays(each.au, 1));
          }
          expect(day <= walked.at(-1)!.au).toBe(true);
        },
      ),
    );
  });

  it("would catch a status without a reason, or one that is not of the list", () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: -400, max: 4000 }), { nil: null }),
        fc.option(fc.integer({ min: -400, max: 4000 }), { nil: null }),
        fc.integer({ min: -800, max: 6000 }),
        (refused, ended, day) => {
          const at = (days: number | null) => (days === null ? null : addDays("2021-07-15", days));
          const found = on(addDays("2021-07-15", day), {
            denonceeLe: at(refused),
            resilieeLe: at(ended),
          });
          expect(conventionStatuts).toContain(found.statut);
          expect(found.pourquoi.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe("the reading of a convention with its avenants", () => {
  const avenant = (
    id: string,
    signed: readonly (string | null)[],
    modifications: Record<string, unknown>,
    effetLe: string | null = null,
  ): AvenantFacts => ({ id, numero: id, effetLe, signatures: signed, modifications });
  const first = avenant("1", ["2022-01-10", "2022-01-12"], { finLe: "2024-07-14", montant: 100 });
  const second = avenant("2", ["2023-01-10", "2023-01-10"], { montant: 300 }, "2023-06-01");
  const draft = avenant("3", ["2023-02-01", null], { montant: 999 });

  it("would catch an avenant that changes the convention before its effect, or unsigned", () => {
    const values = { finLe: "2022-07-14", montant: null as number | null };
    const all = [second, draft, first];
    expect(valuesOn(values, all, "2022-01-11")).toEqual(values);
    expect(valuesOn(values, all, "2022-01-12")).toEqual({ finLe: "2024-07-14", montant: 100 });
    expect(valuesOn(values, all, "2023-05-31").montant).toBe(100);
    expect(valuesOn(values, all, "2023-06-01").montant).toBe(300);
    expect(avenantsOn(all, "2026-01-01").map(({ id }) => id)).toEqual(["1", "2"]);
  });

  it("would catch a party that an avenant added or withdrew on the wrong day", () => {
    const ids = (day: string) => new Set(avenantsOn([first, second], day).map(({ id }) => id));
    const added = { ajouteParId: "1", retireParId: "2" };
    expect(rowOn(added, ids("2022-01-01"))).toBe(false);
    expect(rowOn(added, ids("2022-06-01"))).toBe(true);
    expect(rowOn(added, ids("2023-06-01"))).toBe(false);
    expect(rowOn({ ajouteParId: null, retireParId: null }, new Set())).toBe(true);
  });
});
