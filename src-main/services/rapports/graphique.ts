import type { Langue } from "../../contract/primitives.ts";
import type { RapportGraphique } from "../../contract/rapports.ts";
import { temporelles, type CarteResult, type Forme } from "../../contract/tableaux.ts";
import { phrases } from "./mots.ts";
import { categories, decimalesDe, grille } from "./table.ts";

/** Categories that a drawing on paper can hold and still be read. */
const dessinables = 24;
/** Letters of a name that fits under a bar. */
const nomCourt = 12;

const genres: Partial<Record<Forme, RapportGraphique["genre"]>> = {
  barres: "barres",
  barres_empilees: "barres_empilees",
  lignes: "lignes",
  aires: "aires",
  pareto: "pareto",
  entonnoir: "barres",
  carte: "barres",
  nombre: "lignes",
};

/**
 * How a card is drawn on paper and on slides. A map is drawn as the bars of its places.
 * @returns null for what is read as a table or as a text, and for a single figure
 */
export function carteGraphique(carte: CarteResult, langue: Langue): RapportGraphique | null {
  const genre = genres[carte.forme];
  if (!genre || carte.faute) return null;
  if (carte.forme === "nombre" && carte.categories.length < 3) return null;
  const inTime = temporelles.some((each) => each === carte.axe) || carte.axe === "periode";
  const most = inTime ? carte.categories.length : dessinables;
  const drawn = carte.categories.slice(0, most);
  const names = categories(carte, langue).slice(0, most);
  // A difference stands apart from the two figures that it sets side by side.
  const apart = carte.series.some(({ famille }) => famille !== "ecart");
  const shown = carte.series.filter(({ famille }) => !apart || famille !== "ecart");
  const at = grille(carte);
  const series = (genre === "pareto" ? shown.slice(0, 1) : shown).map((serie) => ({
    nom: serie.label[langue] || serie.label.fr,
    famille: serie.famille,
    valeurs: drawn.map(({ key }) => at(key, serie.key)?.valeur ?? null),
  }));
  if (!series.some(({ valeurs }) => valeurs.some((value) => value !== null))) return null;
  const said = phrases[langue];
  const left = [
    ...(drawn.length < carte.categories.length
      ? [said.autres(drawn.length, carte.categories.length)]
      : []),
    ...(shown.length < carte.series.length ? [said.ecartHorsGraphique] : []),
  ];
  return {
    genre,
    horizontal:
      carte.forme === "entonnoir" ||
      carte.forme === "carte" ||
      ((genre === "barres" || genre === "barres_empilees") &&
        !inTime &&
        (names.length > 8 || names.some((name) => name.length > nomCourt))),
    categories: names,
    cles: drawn.map(({ key }) => key),
    series,
    cumul: genre === "pareto" ? cumulated(carte, series[0]!.valeurs, said.cumul) : null,
    decimales: decimalesDe(carte),
    note: left.length > 0 ? left.join(" ") : null,
  };
}

/** Cumulated shares in percent of the whole card; null where they have no meaning. */
function cumulated(
  { points, series }: CarteResult,
  drawn: readonly (number | null)[],
  nom: string,
): RapportGraphique["cumul"] {
  const first = series[0]?.key;
  const all = points.filter(({ serie }) => serie === first).map(({ valeur }) => valeur ?? 0);
  const whole = all.reduce((sum, value) => sum + value, 0);
  if (whole <= 0 || all.some((value) => value < 0)) return null;
  let sum = 0;
  return {
    nom,
    valeurs: drawn.map((value) => {
      sum += value ?? 0;
      return Math.round((sum / whole) * 1000) / 10;
    }),
  };
}
