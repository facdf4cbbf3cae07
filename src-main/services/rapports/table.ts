import type { Langue } from "../../contract/primitives.ts";
import type {
  RapportCarte,
  RapportCellule,
  RapportColonne,
  RapportTable,
} from "../../contract/rapports.ts";
import type { CartePoint, CarteResult } from "../../contract/tableaux.ts";
import { paperDate, paperNumber } from "../documents/papier.ts";
import { axes, mots, phrases, uniteDe } from "./mots.ts";

/**
 * A number as a report writes it: thousands apart, a comma, a true minus sign that stays before it in Arabic.
 * @param places decimals
 */
export function nombre(value: number, places: number, langue: Langue): string {
  const text = paperNumber(Math.abs(value), places);
  if (value >= 0 || !/[1-9]/.test(text)) return text;
  return `${langue === "ar" ? "\u200e" : ""}\u2212${text}`;
}

/** Decimals that the figures of a card need, two at most. */
export function decimalesDe({ points, total, comparaison }: CarteResult): number {
  const values = [
    ...points.flatMap(({ valeur, mediane }) => [valeur, mediane]),
    total?.valeur,
    total?.mediane,
    comparaison?.valeur,
  ].filter((value) => value != null);
  const written = (value: number, places: number) =>
    Math.abs(value - Number(value.toFixed(places))) < 1e-9;
  return [0, 1].find((places) => values.every((value) => written(value, places))) ?? 2;
}

const keyOf = (categorie: string, serie: string) => `${categorie}\n${serie}`;

/** The points of a card by category and series. */
export function grille(
  carte: CarteResult,
): (categorie: string, serie: string) => CartePoint | null {
  const points = new Map(carte.points.map((point) => [keyOf(point.categorie, point.serie), point]));
  return (categorie, serie) => points.get(keyOf(categorie, serie)) ?? null;
}

/** The only point of a card that is one number. @param point its total, which goes before. */
export const pointDe = (carte: CarteResult, point: CartePoint | null): CartePoint | null =>
  point ?? (carte.points.length === 1 ? carte.points[0]! : null);

/** Name of a category as it is written: a star when it covers part of a period only. */
export function categories(carte: CarteResult, langue: Langue): string[] {
  const partial = new Set(
    carte.points.filter(({ partiel }) => partiel).map(({ categorie }) => categorie),
  );
  return carte.categories.map(
    ({ key, label }) => `${label[langue] || label.fr}${partial.has(key) ? "\u00a0*" : ""}`,
  );
}

/** A heading with its unit. */
const enUnite = (label: string, unite: string) => (unite ? `${label} (${unite})` : label);

/**
 * The figures of a card as a table: a row a category, a column a series. One series has beside it its records,
 * its medians and the day of its editions.
 * @returns null for a text
 */
export function carteTable(carte: CarteResult, langue: Langue): RapportTable | null {
  if (carte.famille === "texte") return null;
  return carte.series.length > 1 ? croisee(carte, langue) : simple(carte, langue);
}

const texte = (label: string): RapportColonne => ({
  label,
  genre: "texte",
  decimales: 0,
  absent: "",
});

const absence = (famille: CarteResult["famille"], langue: Langue): string => {
  const said = phrases[langue];
  return famille === "publie"
    ? said.nonPublie
    : famille === "ecart"
      ? said.nonComparable
      : said.sansValeur;
};

const axe = (carte: CarteResult, langue: Langue): string =>
  (carte.axe === null ? undefined : axes[carte.axe]?.[langue]) ?? mots[langue].categorie;

function croisee(carte: CarteResult, langue: Langue): RapportTable {
  const at = grille(carte);
  const unite = uniteDe(carte.unite, langue);
  const decimales = decimalesDe(carte);
  const names = categories(carte, langue);
  return {
    colonnes: [
      texte(axe(carte, langue)),
      ...carte.series.map(({ label, famille }): RapportColonne => ({
        label: enUnite(label[langue] || label.fr, unite),
        genre: "nombre",
        decimales,
        absent: absence(famille, langue),
      })),
    ],
    lignes: carte.categories.map(({ key }, row) => [
      names[row]!,
      ...carte.series.map((serie) => at(key, serie.key)?.valeur ?? null),
    ]),
    total: null,
  };
}

/** What stands beside the value of a point, when a card has any of it. */
function beside(carte: CarteResult, langue: Langue) {
  const all = [...carte.points, ...(carte.total ? [carte.total] : [])];
  const unite = uniteDe(carte.unite, langue);
  const number = (label: string, decimales: number): RapportColonne => ({
    label,
    genre: "nombre",
    decimales,
    absent: phrases[langue].sansValeur,
  });
  const columns: {
    colonne: RapportColonne;
    value: (point: CartePoint | null) => RapportCellule;
  }[] = [
    {
      colonne: number(mots[langue].fiches, 0),
      value: (point) => point?.fiches ?? null,
    },
    {
      colonne: number(enUnite(mots[langue].mediane, unite), decimalesDe(carte)),
      value: (point) => point?.mediane ?? null,
    },
    {
      colonne: {
        ...number(mots[langue].date, 0),
        genre: "date",
      },
      value: (point) => point?.observation?.asOf ?? null,
    },
  ];
  return columns.filter(({ value }) => all.some((point) => value(point) !== null));
}

function simple(carte: CarteResult, langue: Langue): RapportTable {
  const said = phrases[langue];
  const at = grille(carte);
  const [serie] = carte.series;
  const names = categories(carte, langue);
  const others = beside(carte, langue);
  const label = serie && (serie.label[langue] || serie.label.fr);
  const cells = (name: string, point: CartePoint | null): RapportCellule[] => [
    name,
    point?.valeur ?? null,
    ...others.map(({ value }) => value(point)),
  ];
  const alone = (name: string, valeur: number | null): RapportCellule[] => [
    name,
    valeur,
    ...others.map(() => null),
  ];
  const { total, comparaison, cible } = carte;
  const isNumber = carte.forme === "nombre";
  const figure = isNumber ? pointDe(carte, total) : null;
  const heads = isNumber
    ? [
        ...(figure ? [cells(carte.titre[langue] || carte.titre.fr, figure)] : []),
        ...(comparaison
          ? [alone(comparaison.label[langue] || comparaison.label.fr, comparaison.valeur)]
          : []),
        ...(cible
          ? [alone(`${said.cible} (${cible.libelle[langue] || cible.libelle.fr})`, cible.valeur)]
          : []),
      ]
    : [];
  const listed = isNumber && figure !== total ? [] : carte.categories;
  return {
    colonnes: [
      texte(isNumber ? said.donnee : axe(carte, langue)),
      {
        label: enUnite(
          (isNumber ? "" : label) || mots[langue].valeur,
          uniteDe(carte.unite, langue),
        ),
        genre: "nombre",
        decimales: decimalesDe(carte),
        absent: absence(serie?.famille ?? carte.famille, langue),
      },
      ...others.map(({ colonne }) => colonne),
    ],
    lignes: [
      ...heads,
      ...listed.map(({ key }, row) => cells(names[row]!, at(key, serie?.key ?? ""))),
    ],
    total:
      !isNumber && total && total.valeur !== null && carte.categories.length > 1
        ? cells(said.ensemble, total)
        : null,
  };
}

/** A cell as paper writes it. */
export function celluleTexte(
  { genre, decimales, absent }: RapportColonne,
  cellule: RapportCellule,
  langue: Langue,
): string {
  if (cellule === null) return absent;
  if (typeof cellule === "number") return nombre(cellule, decimales, langue);
  return genre === "date" ? paperDate(cellule) : cellule;
}

/** Red, green and blue of the ground of the largest figure of a heat table: its figures stay readable on it. */
const chaud = [0x9f, 0xd3, 0xbe] as const;

/** The ground of a cell of a heat table, the darker the larger its figure, as `RRGGBB`; null for none. */
export type Teinte = (cellule: RapportCellule) => string | null;

/** How the cells of a card are tinted; no cell is when it is no heat table. */
export function teinteDe({ forme, table }: RapportCarte): Teinte {
  const values = (table?.lignes ?? []).flat().filter((cell) => typeof cell === "number");
  const most = Math.max(0, ...values);
  if (forme !== "chaleur" || most === 0) return () => null;
  return (cellule) => {
    if (typeof cellule !== "number" || cellule <= 0) return null;
    const mixed = chaud.map((full) => Math.round(255 - (255 - full) * (cellule / most)));
    return mixed.map((part) => part.toString(16).padStart(2, "0").toUpperCase()).join("");
  };
}
