import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AlignmentType,
  BorderStyle,
  Document,
  LineRuleType,
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

/** Marks that hold amounts and counts: set against the end of their column. */
const figures = /^(?:montant|emplois|surface)$/;

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
      /** On the page of what follows: a heading never ends a page. */
      keepNext?: boolean;
    } = {},
  ): Paragraph => {
    const { align = "start", before = 0, after = 120, keepNext = false, ...run } = options;
    // In a right-to-left paragraph, Word reads `left` as the side where lines begin.
    const alignment = {
      start: AlignmentType.START,
      center: AlignmentType.CENTER,
      end: AlignmentType.END,
    }[align];
    return new Paragraph({
      bidirectional: rtl,
      alignment,
      keepNext,
      // Said although it is Word's default: without it LibreOffice takes the spacing for an exact height.
      spacing: { before, after, line: 276, lineRule: LineRuleType.AUTO },
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
        // A heading on a grey ground, as the printed paper has it.
        ...(bold ? { shading: { fill: "EEF0ED" } } : {}),
        width: { size: widths[place]!, type: WidthType.DXA },
        margins: { top: 60, bottom: 60, left: 100, right: 100 },
        children: [
          paragraph(text, {
            bold,
            size,
            after: 0,
            align: figures.test(marks[place]!) ? "end" : "start",
          }),
        ],
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
  /** Two texts side by side at both ends of the line, with room to sign under them. */
  const facing = (first: string, second: string): Table => {
    const none = { style: BorderStyle.NONE, size: 0, color: "auto" } as const;
    const cell = (text: string, align: "start" | "end") =>
      new TableCell({
        width: { size: 4700, type: WidthType.DXA },
        children: [paragraph(text, { bold: true, align, after: 1200 })],
      });
    return new Table({
      layout: TableLayoutType.FIXED,
      visuallyRightToLeft: rtl,
      width: { size: 9400, type: WidthType.DXA },
      columnWidths: [4700, 4700],
      borders: {
        top: none,
        bottom: none,
        left: none,
        right: none,
        insideHorizontal: none,
        insideVertical: none,
      },
      rows: [
        new TableRow({ cantSplit: true, children: [cell(first, "start"), cell(second, "end")] }),
      ],
    });
  };
  return { rtl, runs, paragraph, table, facing };
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
