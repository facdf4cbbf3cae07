import { describe, expect, it } from "vitest";
import { carteDefinition, tableauSpec } from "../../../../src-main/contract/tableaux.ts";
import { apercuDe, brouillonDe, formeDe, nouvelle, sourceDe, valeursDe } from "./brouillon.ts";
import { pasVers, rangees, tire } from "./grille.ts";
import type { Place } from "./grille.ts";

const shipped = import.meta.glob<object>("../../../../resources/tableaux/*.json", {
  eager: true,
  import: "default",
});
const cartes = Object.values(shipped).flatMap(
  (read) => tableauSpec.parse({ ...read, livre: true }).cartes,
);

describe("a card being composed", () => {
  it("would catch a card changed by opening and keeping it without a change", () => {
    expect(cartes.length).toBeGreaterThan(100);
    for (const carte of cartes) {
      const cible = { valeur: 12, libelle: { fr: "a", ar: "", en: "" }, source: "b" };
      const now = brouillonDe({ ...carte, cible });
      const source = sourceDe(now)!;
      const kept = JSON.parse(String(valeursDe(now, source, carte.forme)["definition"])) as object;
      expect(carteDefinition.parse(kept)).toEqual(
        carteDefinition.parse({ source: carte.source, cible }),
      );
    }
  });

  it("would catch a draft sent to the store before it has what it cannot do without", () => {
    for (const famille of ["publie", "ecart", "modele", "texte"] as const)
      expect(sourceDe({ ...nouvelle, famille })).toBeNull();
    expect(sourceDe({ ...nouvelle, famille: "publie", series: ["a"], territoires: [] })).toBeNull();
    expect(sourceDe({ ...nouvelle, axe: null, serie: "secteur", limite: 3 })).toEqual({
      famille: "calcule",
      sujet: "approbations",
      mesure: "nombre",
    });
  });

  it("would catch a chosen shape dropped though it fits, or kept though it does not", () => {
    expect(formeDe({ ...nouvelle, forme: "table" }, ["barres", "table"])).toBe("table");
    expect(formeDe({ ...nouvelle, forme: "carte" }, ["nombre", "barres", "table"])).toBe("barres");
    expect(formeDe({ ...nouvelle, serie: "secteur" }, ["nombre", "barres", "chaleur"])).toBe(
      "chaleur",
    );
    expect(formeDe({ ...nouvelle, axe: null }, ["nombre"])).toBe("nombre");
    expect(formeDe(nouvelle, [])).toBeNull();
  });

  it("would catch a target of no figure written, or one of a text", () => {
    const cible = { valeur: null, libelle: { fr: "a", ar: "", en: "" }, source: "b" };
    const source = sourceDe(nouvelle)!;
    expect(apercuDe({ ...nouvelle, cible }, source, "nombre").cible).toBeUndefined();
    const texte = { ...nouvelle, famille: "texte", cible: { ...cible, valeur: 1 } } as const;
    expect(apercuDe(texte, source, "texte").cible).toBeUndefined();
    expect(
      apercuDe({ ...nouvelle, cible: { ...cible, valeur: 0 } }, source, "nombre").cible,
    ).toEqual({ ...cible, valeur: 0 });
  });
});

describe("a card on the grid", () => {
  // a b / c c / d e
  const place = (key: string, left: number, top: number, width = 100): Place => ({
    key,
    left,
    top,
    width,
    height: 100,
  });
  const places = [
    place("a", 0, 0),
    place("b", 100, 0),
    place("c", 0, 100, 200),
    place("d", 0, 200),
    place("e", 100, 200),
  ];
  const keys = places.map(({ key }) => key);
  const after = (key: string, sens: Parameters<typeof pasVers>[2]): string | undefined => {
    const to = pasVers(places, key, sens);
    return to === undefined ? undefined : rangees(keys, key, to).join("");
  };

  it("would catch a step that skips a card, goes the other way, or leaves the grid", () => {
    expect(after("b", "avant")).toBe("bacde");
    expect(after("c", "avant")).toBe("acbde");
    expect(after("a", "apres")).toBe("bacde");
    expect(after("d", "apres")).toBe("abced");
    expect(after("a", "avant")).toBeUndefined();
    expect(after("e", "apres")).toBeUndefined();
    expect(after("b", "dessous")).toBe("acbde");
    expect(after("c", "dessous")).toBe("abdce");
    expect(after("e", "dessus")).toBe("abecd");
    expect(after("c", "dessus")).toBe("cabde");
    expect(after("a", "dessus")).toBeUndefined();
    expect(after("d", "dessous")).toBeUndefined();
    expect(pasVers(places, "z", "avant")).toBeUndefined();
  });

  it("would catch an edge that follows the pointer off the grid, or a column late", () => {
    const bounds = { min: 2, max: 12 };
    expect(tire(6, 49, 100, bounds)).toBe(6);
    expect(tire(6, 51, 100, bounds)).toBe(7);
    expect(tire(6, -160, 100, bounds)).toBe(4);
    expect(tire(6, 9000, 100, bounds)).toBe(12);
    expect(tire(6, -9000, 100, bounds)).toBe(2);
  });
});
