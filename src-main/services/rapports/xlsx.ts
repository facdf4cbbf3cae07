import writeExcelFile from "write-excel-file/node";
import type {
  RapportCarte,
  RapportCellule,
  RapportColonne,
  RapportDocument,
  RapportVolet,
} from "../../contract/rapports.ts";
import { pointVirgule, virgule } from "./mots.ts";
import { teinteDe } from "./table.ts";

const title = { fontSize: 14, height: 22 };

/** `_x0041_` is a letter to spreadsheets: a text that says so is written another way. */
const spreadsheetText = (value: string) => value.replace(/_x[0-9A-Fa-f]{4}_/g, "_x005F$&");

const text = (value: string, more: object = {}) => ({
  value: spreadsheetText(value),
  type: String,
  alignVertical: "top" as const,
  ...more,
});
const bold = (value: string, more: object = {}) => text(value, { fontWeight: "bold", ...more });
const number = (value: number, decimals = 0, more: object = {}) => ({
  value,
  type: Number,
  format: decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`,
  ...more,
});
const day = (iso: string, more: object = {}) => ({
  value: new Date(`${iso}T00:00:00Z`),
  type: Date,
  format: "dd/mm/yyyy",
  align: "left" as const,
  ...more,
});
/** An instant on the clock of the machine, as the interface shows it. @param ms UTC. */
const instant = (ms: number) => ({
  value: new Date(ms - new Date(ms).getTimezoneOffset() * 60_000),
  type: Date,
  format: "dd/mm/yyyy hh:mm",
  align: "left" as const,
});

type Cell = ReturnType<typeof text | typeof number | typeof day | typeof instant> | null;
type Rows = Cell[][];

const longest = 31;

/** Names that a workbook takes: short, of allowed signs, each once. @param taken names in use, in lower case. */
function sheetName(wanted: string, taken: Set<string>): string {
  const clean = wanted
    .replace(/[[\]:*?/\\]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^'+|'+$/g, "")
    .trim();
  for (let at = 1; ; at += 1) {
    const suffix = at === 1 ? "" : ` (${at})`;
    const name = `${cut(clean, longest - suffix.length)}${suffix}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** The beginning of a text, no sign cut in two nor an apostrophe left at the end. */
const cut = (value: string, most: number): string =>
  value
    .slice(0, most)
    .toWellFormed()
    .replace(/[\s'\ufffd]+$/, "");

function cellOf({ genre, decimales, absent }: RapportColonne, value: RapportCellule, more: object) {
  // What is not published stays a word: a nought or a blank would be taken for a figure.
  if (value === null) return absent ? text(absent, { align: "right", ...more }) : null;
  if (typeof value === "number") return number(value, decimales, more);
  return genre === "date" ? day(value, more) : text(value, { wrap: true, ...more });
}

/** The sheet of a card: what it counts, its figures, then all that is needed to defend them. */
function carteSheet(carte: RapportCarte, volet: RapportVolet, computedAt: number) {
  const { mots, notes } = volet;
  const { table } = carte;
  const teinte = teinteDe(carte);
  const span = { columnSpan: Math.max(4, table?.colonnes.length ?? 0), wrap: true };
  const wide = (value: string) => ({ ...span, height: heightOf(value, span.columnSpan * 16 + 20) });
  const sentence = (value: string): Rows => [[text(value, wide(value))]];
  const rows: Rows = [
    [bold(carte.titre, title)],
    [bold(mots.unite), text(carte.unite)],
    [bold(mots.famille), text(carte.familleTexte)],
    [bold(mots.filtre), text(volet.filtre || mots.sansFiltre)],
    [bold(mots.calculeLe), instant(computedAt)],
    [bold(mots.lignes), number(table?.lignes.length ?? 0, 0, { align: "left" })],
    [],
  ];
  if (carte.chiffre) {
    const { texte, unite, details } = carte.chiffre;
    rows.push([bold(`${texte} ${unite}`, title)], ...details.map((each) => [text(each)]));
    rows.push([]);
  }
  if (carte.commentaire) rows.push(...sentence(carte.commentaire), []);
  if (carte.texte) rows.push(...sentence(carte.texte), []);
  if (carte.vide) rows.push(...sentence(carte.vide), []);
  if (table) {
    const { colonnes, lignes, total } = table;
    const head = {
      wrap: true,
      height: Math.max(...colonnes.map(({ label }, at) => heightOf(label, at === 0 ? 40 : 14))),
      bottomBorderStyle: "thin" as const,
      bottomBorderColor: "#5E6864",
    };
    rows.push(
      colonnes.map(({ label, genre }) =>
        bold(label, { ...head, ...(genre === "nombre" ? { align: "right" } : {}) }),
      ),
      ...lignes.map((cells) =>
        cells.map((cell, at) => {
          const ground = teinte(cell);
          return cellOf(colonnes[at]!, cell, ground ? { backgroundColor: `#${ground}` } : {});
        }),
      ),
    );
    if (total) {
      const strong = { fontWeight: "bold", topBorderStyle: "thin", topBorderColor: "#5E6864" };
      rows.push(total.map((cell, at) => cellOf(colonnes[at]!, cell, strong)));
    }
    rows.push([]);
  }
  if (carte.remarques.length > 0) {
    rows.push([bold(mots.remarques)], ...carte.remarques.flatMap(sentence), []);
  }
  if (carte.calcul) rows.push([bold(mots.calcul)], ...sentence(carte.calcul), []);
  const used = notes.filter(({ numero }) => carte.notes.includes(numero));
  if (used.length > 0) {
    rows.push(
      [bold(mots.sources)],
      ...used.map(({ numero, texte, date, base, confiance }) => [
        text(`[${numero}] ${texte}`, { wrap: true }),
        date ? day(date, { alignVertical: "top" }) : null,
        text([base, confiance].filter(Boolean).join(pointVirgule[volet.langue]), {
          columnSpan: Math.max(2, span.columnSpan - 2),
          wrap: true,
        }),
      ]),
    );
  }
  return {
    data: rows,
    columns: Array.from({ length: span.columnSpan }, (_, at) => ({ width: at === 0 ? 44 : 18 })),
  };
}

/** Height of a merged line, which a spreadsheet does not find by itself. @param letters in one line of it. */
const heightOf = (value: string, letters: number): number =>
  15 *
  value
    .split("\n")
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / letters)), 0);

/** The first sheet: what the report is, its cards and where they are, its sources. */
function sommaireSheet(
  volet: RapportVolet,
  names: ReadonlyMap<string, string>,
  computedAt: number,
) {
  const { mots, cartes, notes, resume } = volet;
  const span = (value: string) => ({
    columnSpan: 6,
    wrap: true,
    height: heightOf(value, 120),
  });
  const head = { wrap: true, bottomBorderStyle: "thin" as const, bottomBorderColor: "#5E6864" };
  const rows: Rows = [
    [bold(volet.titre, title)],
    ...(volet.sousTitre ? [[text(volet.sousTitre)]] : []),
    [],
    ...volet.couverture.map(({ label, valeur }) => [bold(label), text(valeur)]),
    [bold(mots.calculeLe), instant(computedAt)],
    [],
  ];
  const said = [...(resume.texte ? [resume.texte] : []), ...resume.phrases];
  if (said.length > 0) {
    rows.push([bold(mots.resume)], ...said.map((each) => [text(each, span(each))]), []);
  }
  if (cartes.length === 0) rows.push([text(mots.aucuneCarte)], []);
  else {
    rows.push(
      [mots.carte, mots.feuille, mots.unite, mots.famille, mots.lignes, mots.sources].map((each) =>
        bold(each, head),
      ),
      ...cartes.map((carte) => [
        text(`${carte.rang}. ${carte.titre}`, { wrap: true }),
        text(names.get(carte.key) ?? "", { wrap: true }),
        text(carte.unite, { wrap: true }),
        text(carte.familleTexte, { wrap: true }),
        number(carte.table?.lignes.length ?? 0),
        text(carte.notes.map((numero) => `[${numero}]`).join(" "), { wrap: true }),
      ]),
      [],
    );
  }
  if (notes.length > 0) {
    rows.push(
      [bold(mots.notes)],
      [mots.source, mots.date, mots.natureDate, mots.confiance, mots.cartes].map((each) =>
        bold(each, head),
      ),
      ...notes.map(({ numero, texte, date, base, confiance, cartes: used }) => [
        text(`[${numero}] ${texte}`, { wrap: true }),
        date ? day(date, { alignVertical: "top" }) : null,
        text(base, { wrap: true }),
        text(confiance, { wrap: true }),
        text(used.join(virgule[volet.langue]), { wrap: true }),
      ]),
      [],
    );
  }
  rows.push([bold(mots.lecture)], [text(volet.lecture, span(volet.lecture))]);
  return { data: rows, columns: [46, 32, 26, 40, 20, 14].map((width) => ({ width })) };
}

/**
 * A report as a workbook: a first sheet with the cards and the notes on sources, then a sheet a card, in each
 * language. Numbers and days are native; a text is never a formula.
 */
export function rapportXlsx(document: RapportDocument): Promise<Uint8Array> {
  const { volets, computedAt, orientation } = document;
  const taken = new Set(["history"]);
  return writeExcelFile(
    volets.flatMap((volet) => {
      const first = sheetName(volet.mots.sommaire, taken);
      const names = new Map(
        volet.cartes.map(({ key, rang, titre }) => [key, sheetName(`${rang}. ${titre}`, taken)]),
      );
      // An Arabic cell that begins with a figure would stand on the left.
      const laid = ({ data, columns }: { data: Rows; columns: { width: number }[] }) => ({
        columns,
        data: volet.rtl
          ? data.map((row) =>
              row.map((cell) =>
                cell?.type === String ? { align: "right" as const, ...cell } : cell,
              ),
            )
          : data,
      });
      const layout = {
        rightToLeft: volet.rtl,
        showGridLines: false,
        orientation: "landscape" as const,
      };
      return [
        { ...laid(sommaireSheet(volet, names, computedAt)), ...layout, sheet: first },
        ...volet.cartes.map((carte) => ({
          ...laid(carteSheet(carte, volet, computedAt)),
          ...layout,
          sheet: names.get(carte.key)!,
        })),
      ];
    }),
    { fontFamily: "Arial", fontSize: 10, features: [onPaper(orientation)] },
  ).toBuffer();
}

/** Printed, a sheet is as wide as its A4 page: no column on a page of its own. */
const onPaper = (orientation: RapportDocument["orientation"]) => ({
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml: string) =>
          xml
            .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
            .replace(
              /<pageSetup[^>]*\/>/,
              `<pageSetup paperSize="9" orientation="${orientation === "paysage" ? "landscape" : "portrait"}" fitToWidth="1" fitToHeight="0"/>`,
            ),
      },
    },
  },
});
