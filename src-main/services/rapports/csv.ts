import type { Libelle } from "../../contract/primitives.ts";
import type { RapportDocument, RapportVolet } from "../../contract/rapports.ts";
import { csvFormat, csvLine, totalLine } from "../../exchange/csv.ts";
import { familles, niveaux } from "./mots.ts";

type Cell = string | number | null;

/** A column; one whose words are translated is there once a language. */
interface Column {
  heads: string[];
  cells: Cell[][];
}

/**
 * A report as one table in long form, which a spreadsheet can filter and pivot: a line a figure, with its card, its
 * category, its series, its unit, what is behind it and its source. Separators are those of the first language.
 */
export function rapportCsv({ volets, computedAt }: RapportDocument): Uint8Array {
  const [first] = volets;
  if (!first) return new Uint8Array();
  const lines = volets.map(linesOf);
  const figures = lines[0]!;
  const translated = (head: keyof RapportVolet["mots"], cell: keyof Texts): Column => ({
    heads: volets.map(({ mots }) => mots[head]),
    cells: figures.map((_, at) => lines.map((each) => each[at]![cell])),
  });
  const once = (head: keyof RapportVolet["mots"], cell: (line: Line) => Cell): Column => ({
    heads: [first.mots[head]],
    cells: figures.map((line) => [cell(line)]),
  });
  const columns = [
    translated("carte", "carte"),
    translated("niveau", "niveau"),
    translated("categorie", "categorie"),
    translated("serie", "serie"),
    once("valeur", (line) => line.valeur),
    translated("unite", "unite"),
    translated("famille", "famille"),
    once("partiel", (line) => (line.partiel ? first.mots.oui : "")),
    once("fiches", (line) => line.fiches),
    once("mediane", (line) => line.mediane),
    translated("source", "source"),
    once("date", (line) => line.date),
    translated("natureDate", "base"),
    translated("confiance", "confiance"),
    translated("filtre", "filtre"),
    once("calculeLe", () => new Date(computedAt).toISOString()),
  ];
  const format = csvFormat(first.langue);
  const heads = columns.flatMap((column) => column.heads);
  const rows = figures.map((_, at) => columns.flatMap((column) => column.cells[at]!));
  const last = [totalLine(first.langue, rows.length), ...heads.slice(1).map(() => null)];
  const text = [heads, ...rows, last].map((cells) => csvLine(cells, format)).join("");
  return Buffer.from(`${format.bom ? "\uFEFF" : ""}${text}`, "utf8");
}

/** What of a figure is said in a language. */
interface Texts {
  carte: string;
  niveau: string;
  categorie: string;
  serie: string;
  unite: string;
  famille: string;
  source: string;
  base: string;
  confiance: string;
  filtre: string;
}

interface Line extends Texts {
  valeur: number | null;
  partiel: boolean;
  fiches: number | null;
  mediane: number | null;
  date: string;
}

function linesOf({ langue, cartes, notes, filtre }: RapportVolet): Line[] {
  const known = new Map(notes.map((note) => [note.numero, note]));
  const said = (label: Libelle) => label[langue];
  return cartes.flatMap(({ titre, unite, points }) =>
    points.map((point): Line => {
      const used = point.notes.flatMap((numero) => known.get(numero) ?? []);
      const joined = (read: (note: (typeof used)[number]) => string) =>
        [...new Set(used.map(read).filter(Boolean))].join(" | ");
      return {
        carte: titre,
        niveau: said(niveaux[point.niveau]),
        categorie: point.categorie,
        serie: point.serie,
        unite,
        famille: said(familles[point.famille]),
        source: joined((note) => note.texte),
        base: joined((note) => note.base),
        confiance: joined((note) => note.confiance),
        filtre,
        valeur: point.valeur,
        partiel: point.partiel,
        fiches: point.fiches,
        mediane: point.mediane,
        date: joined((note) => note.date ?? ""),
      };
    }),
  );
}
