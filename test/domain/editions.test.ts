import { describe, expect, it } from "vitest";
import type { CartePoint, CarteResult } from "../../src-main/contract/tableaux.ts";
import { compareCartes } from "../../src-main/domain/editions.ts";

const label = (fr: string) => ({ fr, ar: fr, en: fr });
const named = (key: string) => ({ key, label: label(key) });

function point(
  categorie: string,
  valeur: number | null,
  extra: Partial<CartePoint> = {},
): CartePoint {
  return {
    categorie,
    serie: "",
    valeur,
    partiel: false,
    fiches: null,
    mediane: null,
    observation: null,
    lien: null,
    ...extra,
  };
}

function carte(
  key: string,
  values: Record<string, number | null>,
  extra: Partial<CarteResult> = {},
): CarteResult {
  return {
    key,
    titre: label(key),
    forme: "barres",
    largeur: 6,
    hauteur: 2,
    famille: "calcule",
    unite: "MDH",
    methode: null,
    axe: "annee",
    axeSerie: null,
    categories: Object.keys(values).map(named),
    series: [{ ...named(""), famille: "calcule", methode: null }],
    points: Object.entries(values).map(([categorie, valeur]) => point(categorie, valeur)),
    total: null,
    comparaison: null,
    cible: null,
    texte: null,
    calcul: label(""),
    references: [],
    vintages: [],
    asOf: null,
    remarques: [],
    faute: null,
    ...extra,
  };
}

const compared = (before: CarteResult, now: CarteResult) => compareCartes([before], [now])[0]!;
const told = (before: CarteResult, now: CarteResult) =>
  compared(before, now).points.map((one) => [
    one.categorie!.key,
    one.statut,
    one.difference,
    one.pourcent,
  ]);

describe("two readings of a card", () => {
  it("would catch a wrong sign, a percentage of nothing, or a category that came or went", () => {
    const before = carte("c", { a2022: 10, a2023: 0, a2024: 8, autre: 5, a2025: null });
    const now = carte("c", { a2022: 12, a2023: 4, a2024: 6, a2025: 3, a2026: 7 });
    expect(told(before, now)).toEqual([
      ["a2022", "hausse", 2, 20],
      ["a2023", "hausse", 4, null],
      ["a2024", "baisse", -2, -25],
      ["autre", "disparu", null, null],
      ["a2025", "indefini", null, null],
      ["a2026", "nouveau", null, null],
    ]);
    expect(compared(before, now).differences).toBe(6);
  });

  it("would catch the last digits of a sum told as a difference", () => {
    expect(told(carte("c", { a: 0.3 }), carte("c", { a: 0.1 + 0.2 }))).toEqual([
      ["a", "egal", 0, 0],
    ]);
    expect(told(carte("c", { a: 0 }), carte("c", { a: 0 }))).toEqual([["a", "egal", 0, null]]);
    expect(told(carte("c", { a: null }), carte("c", { a: null }))).toEqual([
      ["a", "egal", null, null],
    ]);
  });

  it("would catch a difference of two percentages told in percent", () => {
    const percent = { unite: "%" };
    expect(told(carte("c", { a: 40 }, percent), carte("c", { a: 50 }, percent))).toEqual([
      ["a", "hausse", 10, null],
    ]);
  });

  it("would catch a loss told as a gain where the figure before is negative", () => {
    expect(told(carte("c", { a: -10 }), carte("c", { a: -5 }))).toEqual([["a", "hausse", 5, 50]]);
  });

  it("would catch two units, methods, axes or families subtracted from one another", () => {
    const one = carte("c", { a: 1 }, { methode: "enquete", total: point("", 1) });
    const raisons: [Partial<CarteResult>, string][] = [
      [{ unite: "emplois" }, "unite"],
      [{ methode: "recensement" }, "methode"],
      [{ axe: "province" }, "axe"],
      [{ axeSerie: "secteur" }, "axe"],
      [{ famille: "publie" }, "famille"],
      [{ faute: { code: "formule", texte: label("") } }, "faute"],
    ];
    for (const [extra, raison] of raisons) {
      const result = compared(one, carte("c", { a: 2 }, { methode: "enquete", ...extra }));
      expect(result).toMatchObject({ statut: "incomparable", raison, points: [], total: null });
    }
    expect(compared(one, carte("c", { a: 2 }, { methode: "enquete" })).statut).toBe("commune");
  });

  it("would catch a card that came or went left out, or its figures called differences in value", () => {
    const cards = compareCartes(
      [carte("a", { x: 1 }), carte("gone", { x: 1 }), carte("b", { x: 1 })],
      [carte("new", { x: 1 }), carte("a", { x: 1 }), carte("b", { x: 1 })],
    );
    expect(cards.map(({ key, statut }) => [key, statut])).toEqual([
      ["new", "nouvelle"],
      ["a", "commune"],
      ["gone", "disparue"],
      ["b", "commune"],
    ]);
    expect(cards.map((card) => card.points[0]!.statut)).toEqual([
      "nouveau",
      "egal",
      "disparu",
      "egal",
    ]);
  });

  it("would catch the whole of a card, its records or a text changed passed over", () => {
    const before = carte(
      "c",
      { a: 1 },
      { total: point("", 4, { fiches: 2 }), texte: label("avant") },
    );
    const now = carte("c", { a: 1 }, { total: point("", 6, { fiches: 3 }), texte: label("après") });
    const result = compared(before, now);
    expect(result.total).toMatchObject({
      statut: "hausse",
      difference: 2,
      pourcent: 50,
      avant: { fiches: 2 },
      apres: { fiches: 3 },
    });
    expect([result.differences, result.texteChange]).toEqual([1, true]);
  });

  it("would catch two series of one category taken one for the other", () => {
    const two = (a: number, b: number) =>
      carte(
        "c",
        {},
        {
          categories: [named("x")],
          series: ["s1", "s2"].map((key) => ({ ...named(key), famille: "calcule", methode: null })),
          points: [point("x", a, { serie: "s1" }), point("x", b, { serie: "s2" })],
        },
      );
    expect(
      compared(two(1, 5), two(2, 3)).points.map((one) => [one.serie!.key, one.difference]),
    ).toEqual([
      ["s1", 1],
      ["s2", -2],
    ]);
  });
});
