import writeExcelFile from "write-excel-file/node";
import type { DocumentLangue } from "../../contract/documents.ts";
import {
  etatPartKeys,
  etatPartsOf,
  etatParts,
  etatSujets,
  type EtatColonne,
  type EtatPart,
  type EtatSujet,
  type EtatView,
} from "../../contract/etats.ts";
import { isoDate } from "../../contract/primitives.ts";
import type { Context } from "../context.ts";
import { etatExecution } from "../etat-execution.ts";
import { statutLabels, units } from "../modeles/mots.ts";
import { NotFound } from "../records/errors.ts";
import { etatWords } from "./etat-mots.ts";
import type { DocumentMaker } from "./index.ts";
import { fileSafe, regionName } from "./lettre.ts";
import { paperDate, paperNumber } from "./papier.ts";

/**
 * Subject and day of the document's id, `programme:izdihar@2026-02-09`: today's without a day, and a bare id
 * is a convention's.
 * @throws NotFound
 */
function subjectOf(asked: string): { sur: EtatSujet; id: string; jour?: string } {
  const [, subject = asked, jour] = /^(.*)@(\d{4}-\d{2}-\d{2})$/.exec(asked) ?? [];
  if (jour !== undefined && !isoDate.safeParse(jour).success) throw new NotFound("etat", asked);
  const of = jour === undefined ? {} : { jour };
  const [sur, ...rest] = subject.split(":");
  if (rest.length === 0) return { sur: "convention", id: subject, ...of };
  const known = etatSujets.find((each) => each === sur);
  if (!known) throw new NotFound("etat", asked);
  return { sur: known, id: rest.join(":"), ...of };
}

const statement = (ctx: Context, id: string, langue: DocumentLangue): EtatView =>
  etatExecution(ctx, { ...subjectOf(id), langue });

type Cell = string | number | null;

/** A count or a measure as the interface writes it: thousands apart, two decimals at most. */
const figureOf = (value: number): string => paperNumber(value, 2).replace(/,00$|(,\d)0$/, "$1");

/** A cell as a paper writes it. */
function written({ kind }: EtatColonne, value: Cell, langue: DocumentLangue): string {
  if (value === null || value === "") return "";
  switch (kind) {
    case "montant":
      return `${paperNumber(Number(value) / 100, 2)} ${units[langue].dh}`;
    case "nombre":
      return figureOf(Number(value));
    case "date":
      return paperDate(String(value));
    case "pourcent":
      return `${value} %`;
    case "etat":
      return statutLabels[langue][String(value)] ?? String(value);
    case "figure":
      return etatWords[langue].figures[String(value)] ?? String(value);
    default:
      return String(value);
  }
}

/** Columns of a part on paper: a figure is a count or an amount, and has one place. */
export const paperColumns = (part: EtatPart): EtatColonne[] =>
  part === "figures"
    ? [etatParts.figures[0]!, { key: "valeur", kind: "nombre" }]
    : [...etatParts[part]];

/** What the Word model and the print layout say: each part, its rows ready to print. */
function statementData(ctx: Context, id: string, langue: DocumentLangue): Record<string, unknown> {
  const view = statement(ctx, id, langue);
  const parts = etatPartsOf(view.sur);
  const rows = (part: EtatPart) =>
    view.parts[part].map((row) =>
      part === "figures"
        ? {
            figure: written(etatParts.figures[0]!, row["figure"] ?? null, langue),
            valeur: (["nombre", "montant"] as const)
              .map((key) => written({ key, kind: key }, row[key] ?? null, langue))
              .join(""),
          }
        : Object.fromEntries(
            etatParts[part].map((column: EtatColonne) => [
              column.key,
              written(column, row[column.key] ?? null, langue),
            ]),
          ),
    );
  return {
    region: regionName(ctx, langue),
    sujet: etatWords[langue].sujets[view.sur],
    numero: view.numero,
    titre: view.titre,
    jour: paperDate(view.jour),
    note: view.sur === "partenaire" ? etatWords[langue].partenaire : "",
    avec_note: view.sur === "partenaire",
    entetes: parts.map((part) => ({
      part,
      titre: etatWords[langue].parts[part],
      colonnes: paperColumns(part).map(({ key, kind }) => ({
        key,
        titre: etatWords[langue].colonnes[key] ?? key,
        chiffre: kind !== "texte" && kind !== "figure" && kind !== "etat",
      })),
    })),
    ...Object.fromEntries(
      etatPartKeys.flatMap((part) => {
        const found = rows(part);
        return [
          [part, found],
          [`avec_${part}`, found.length > 0 && parts.includes(part)],
        ];
      }),
    ),
  };
}

const widths: Partial<Record<string, number>> = {
  intitule: 40,
  libelle: 44,
  partie: 28,
  figure: 36,
  comite: 26,
  payeur: 28,
  beneficiaire: 28,
  nom: 28,
  numero: 18,
};

/** The statement as a workbook: a sheet a part, native numbers and dates, units in the headings. */
function workbook(ctx: Context, id: string, langue: DocumentLangue): Promise<Uint8Array> {
  const view = statement(ctx, id, langue);
  const words = etatWords[langue];
  const cell = ({ kind }: EtatColonne, value: Cell) => {
    if (value === null || value === "") return null;
    if (kind === "montant") return { value: Number(value) / 100, type: Number, format: "#,##0.00" };
    if (kind === "annee") return { value: Number(value), type: Number, format: "0" };
    if (kind === "nombre") {
      const format = Number.isInteger(value) ? "#,##0" : "#,##0.00";
      return { value: Number(value), type: Number, format };
    }
    if (kind === "pourcent") return { value: Number(value) / 100, type: Number, format: "0 %" };
    if (kind === "date") {
      return { value: new Date(`${value}T00:00:00Z`), type: Date, format: "dd/mm/yyyy" };
    }
    const text = written({ key: "", kind }, value, langue);
    return { value: text, type: String, wrap: true };
  };
  return writeExcelFile(
    etatPartKeys
      .filter((part) => part === "conventions" || etatPartsOf(view.sur).includes(part))
      .map((part) => {
        const columns: readonly EtatColonne[] = etatParts[part];
        return {
          data: [
            columns.map(({ key }) => ({
              value: words.colonnes[key] ?? key,
              type: String,
              fontWeight: "bold" as const,
              wrap: true,
            })),
            ...view.parts[part].map((row) =>
              columns.map((column) => cell(column, row[column.key] ?? null)),
            ),
          ],
          sheet: words.parts[part],
          rightToLeft: langue === "ar",
          stickyRowsCount: 1,
          columns: columns.map(({ key }) => ({ width: widths[key] ?? 16 })),
        };
      }),
  ).toBuffer();
}

/** The execution statement of a convention, a programme or a partner. */
export const etatExecutionMaker: DocumentMaker = {
  data: statementData,
  xlsx: workbook,
  fileName(ctx, id, langue) {
    const { numero, titre, jour } = statement(ctx, id, langue);
    return fileSafe(`etat-execution-${numero || titre}-${jour}-${langue}`);
  },
};
