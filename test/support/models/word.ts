import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AlignmentType,
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
} from "docx";

export type ModelLangue = "fr" | "ar";

const root = join(import.meta.dirname, "../../..");

/** Marks that always hold numbers, dates or references: read from left to right in Arabic too. */
const latin =
  /^(?:numero|reference|rang|heure|montant|emplois|surface|porteurRc|.*(?:Le|Depuis|Lettre|Montant|Numero))$/;

/**
 * The texts of a document in the interface's catalogue, with `{{mark}}` for what is filled in:
 * the Word model and the print layout say the same sentences.
 */
export function textsOf(langue: ModelLangue, part: string): (key: string) => string {
  const file = join(root, "src-renderer/i18n", langue, "documents.json");
  const parts = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string>>;
  return (key) => {
    const text = parts[part]?.[key];
    if (text === undefined) throw new Error(`no text ${langue} ${part}.${key}`);
    return text;
  };
}

/** Builds the paragraphs and tables of one language, right-to-left where it is Arabic. */
export function writerOf(langue: ModelLangue) {
  const rtl = langue === "ar";
  /** Runs of a text whose `{{mark}}` become `{mark}`, each mark in a run of its own direction. */
  const runs = (text: string, options: IRunOptions = {}): TextRun[] =>
    text
      .split(/(\{\{?[#^/]?\w+\}?\})/)
      .filter((part) => part !== "")
      .map((part) => {
        const mark = /^\{\{?([#^/]?\w+)\}?\}$/.exec(part)?.[1];
        const towardsLeft = rtl && !(mark !== undefined && latin.test(mark));
        return new TextRun({
          ...options,
          text: mark === undefined ? part : `{${mark}}`,
          rightToLeft: towardsLeft,
        });
      });
  const paragraph = (
    text: string,
    options: IRunOptions & {
      align?: "start" | "center" | "end";
      before?: number;
      after?: number;
    } = {},
  ): Paragraph => {
    const { align = "start", before = 0, after = 120, ...run } = options;
    // In a right-to-left paragraph, Word reads `left` as the side where lines begin.
    const alignment = {
      start: AlignmentType.START,
      center: AlignmentType.CENTER,
      end: AlignmentType.END,
    }[align];
    return new Paragraph({
      bidirectional: rtl,
      alignment,
      spacing: { before, after, line: 276 },
      children: runs(text, run),
    });
  };
  /**
   * A table of one heading and one repeated line.
   * @param list name of the repeated list.
   * @param widths of the columns, in twentieths of a point.
   */
  const table = (
    list: string,
    headings: readonly string[],
    marks: readonly string[],
    widths: readonly number[],
    size = 20,
  ): Table => {
    const cell = (text: string, place: number, bold: boolean) =>
      new TableCell({
        width: { size: widths[place]!, type: WidthType.DXA },
        margins: { top: 60, bottom: 60, left: 100, right: 100 },
        children: [paragraph(text, { bold, size, after: 0 })],
      });
    const last = marks.length - 1;
    const line = marks.map((mark, place) => {
      const open = place === 0 ? `{#${list}}` : "";
      const close = place === last ? `{/${list}}` : "";
      return cell(`${open}{${mark}}${close}`, place, false);
    });
    return new Table({
      layout: TableLayoutType.FIXED,
      visuallyRightToLeft: rtl,
      width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
      columnWidths: [...widths],
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: headings.map((text, place) => cell(text, place, true)),
        }),
        new TableRow({ cantSplit: true, children: line }),
      ],
    });
  };
  return { rtl, runs, paragraph, table };
}

/** A whole Word file on A4. The fonts are those of an ordinary Word. */
export async function wordFile(
  title: string,
  children: (Paragraph | Table)[],
  { landscape = false }: { landscape?: boolean } = {},
): Promise<Uint8Array> {
  const file = new Document({
    title,
    creator: "Daftar",
    lastModifiedBy: "Daftar",
    styles: {
      default: {
        document: {
          run: {
            size: 22,
            font: { ascii: "Calibri", hAnsi: "Calibri", cs: "Sakkal Majalla", eastAsia: "Calibri" },
          },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: 11906,
              height: 16838,
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: landscape
              ? { top: 850, bottom: 850, left: 850, right: 850 }
              : { top: 1134, bottom: 1134, left: 1247, right: 1247 },
          },
        },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
