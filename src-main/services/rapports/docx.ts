import type * as Docx from "docx";
import type {
  RapportCarte,
  RapportColonne,
  RapportDocument,
  RapportTable,
  RapportVolet,
} from "../../contract/rapports.ts";
import { tranches } from "../../contract/tranches.ts";
import type { Langue } from "../../contract/primitives.ts";
import { paperDate } from "../documents/papier.ts";
import { deuxPoints, virgule } from "./mots.ts";
import { celluleTexte, teinteDe, type Teinte } from "./table.ts";

type Word = typeof Docx;
type Block = Docx.Paragraph | Docx.Table;

/** Drawings of the cards as PNG, by language and key of the card: the words of a drawing are in one language. */
export type Dessins = ReadonlyMap<string, Uint8Array>;
/** Where the drawing of a card is among them. */
export const dessinKey = (langue: Langue, key: string): string => `${langue}/${key}`;

/** A4 and its margins, in twentieths of a point. */
const a4 = { width: 11_906, height: 16_838 };
const marge = 1134;

/** Rows of a table that is not broken between two pages. */
const court = 16;

/** A typeface that Word has on every system, Arabic letters included. */
const police = "Arial";
const encre = "1C2321";
const gris = "5E6864";
const trait = "E3E6E2";
const fond = "F0F3F0";

interface Run {
  bold?: boolean;
  /** Points. */
  size?: number;
  color?: string;
}

interface Layout {
  after?: number;
  before?: number;
  align?: "start" | "end";
  keepNext?: boolean;
}

/** Writes the blocks of a report in one language. */
class Redacteur {
  readonly #word: Word;
  readonly #volet: RapportVolet;
  readonly #largeur: number;
  readonly #dessins: Dessins;

  constructor(word: Word, volet: RapportVolet, largeur: number, dessins: Dessins) {
    this.#word = word;
    this.#volet = volet;
    this.#largeur = largeur;
    this.#dessins = dessins;
  }

  #run(text: string, { bold = false, size = 10.5, color = encre }: Run = {}): Docx.TextRun {
    const { TextRun } = this.#word;
    const { langue, rtl } = this.#volet;
    return new TextRun({
      text,
      bold,
      size: size * 2,
      color,
      font: police,
      rightToLeft: rtl && /\p{Script=Arabic}/u.test(text),
      language: rtl
        ? { value: "fr-MA", bidirectional: "ar-MA" }
        : { value: langue === "fr" ? "fr-MA" : "en-GB" },
    });
  }

  /** A text as one paragraph, its own lines kept. */
  #paragraph(text: string, run: Run = {}, layout: Layout = {}): Docx.Paragraph {
    const { AlignmentType, LineRuleType, Paragraph, TextRun } = this.#word;
    const { after = 120, before = 0, align = "start", keepNext = false } = layout;
    return new Paragraph({
      bidirectional: this.#volet.rtl,
      alignment: align === "start" ? AlignmentType.START : AlignmentType.END,
      keepNext,
      spacing: { after, before, line: 264, lineRule: LineRuleType.AUTO },
      children: text
        .split("\n")
        .flatMap((line, at) => [
          ...(at > 0 ? [new TextRun({ text: "", break: 1 })] : []),
          this.#run(line, run),
        ]),
    });
  }

  /** A heading that the contents lead to. @param anchor its bookmark */
  #heading(text: string, anchor: string, newPage: boolean): Docx.Paragraph {
    const { AlignmentType, Bookmark, HeadingLevel, Paragraph } = this.#word;
    return new Paragraph({
      heading: HeadingLevel.HEADING_1,
      bidirectional: this.#volet.rtl,
      alignment: AlignmentType.START,
      pageBreakBefore: newPage,
      keepNext: true,
      spacing: { before: 320, after: 100 },
      children: [
        new Bookmark({ id: anchor, children: [this.#run(text, { bold: true, size: 15 })] }),
      ],
    });
  }

  #anchor(place: number | "resume" | "notes"): string {
    return `${this.#volet.langue}_${place}`;
  }

  #table(
    rows: { cells: Docx.Paragraph[]; head: boolean; grounds?: (string | null)[] }[],
    widths: readonly number[],
    rules: boolean,
  ): Docx.Table {
    const { BorderStyle, Table, TableCell, TableLayoutType, TableRow, WidthType } = this.#word;
    const none = { style: BorderStyle.NONE, size: 0, color: "auto" } as const;
    const line = { style: BorderStyle.SINGLE, size: 4, color: trait } as const;
    return new Table({
      layout: TableLayoutType.FIXED,
      visuallyRightToLeft: this.#volet.rtl,
      width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
      columnWidths: [...widths],
      borders: {
        top: none,
        bottom: rules ? line : none,
        left: none,
        right: none,
        insideHorizontal: rules ? line : none,
        insideVertical: none,
      },
      rows: rows.map(
        ({ cells, head, grounds }) =>
          new TableRow({
            ...(head ? { tableHeader: true } : {}),
            cantSplit: true,
            children: cells.map((cell, at) => {
              const fill = head ? fond : (grounds?.[at] ?? null);
              return new TableCell({
                ...(fill === null ? {} : { shading: { fill } }),
                width: { size: widths[at]!, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 80, right: 80 },
                children: [cell],
              });
            }),
          }),
      ),
    });
  }

  couverture(): Block[] {
    const { titre, sousTitre, couverture } = this.#volet;
    const first = Math.round(this.#largeur * 0.36);
    return [
      this.#paragraph(titre, { bold: true, size: 28 }, { before: 2800, after: 240 }),
      ...(sousTitre ? [this.#paragraph(sousTitre, { size: 14, color: gris })] : []),
      this.#paragraph("", {}, { after: 600 }),
      this.#table(
        couverture.map(({ label, valeur }) => ({
          head: false,
          cells: [
            this.#paragraph(label, { color: gris, size: 11 }, { after: 0 }),
            this.#paragraph(valeur, { size: 11 }, { after: 0 }),
          ],
        })),
        [first, this.#largeur - first],
        false,
      ),
    ];
  }

  sommaire(): Block[] {
    const {
      AlignmentType,
      InternalHyperlink,
      PageReference,
      Paragraph,
      Tab,
      TabStopType,
      TextRun,
    } = this.#word;
    const { mots, cartes, resume, notes, rtl } = this.#volet;
    const entries: [string, string][] = [
      ...(hasResume(resume) ? [[mots.resume, this.#anchor("resume")] as [string, string]] : []),
      ...cartes.map((carte): [string, string] => [
        `${carte.rang}. ${carte.titre}`,
        this.#anchor(carte.rang),
      ]),
      ...(notes.length > 0 ? [[mots.notes, this.#anchor("notes")] as [string, string]] : []),
    ];
    return [
      new Paragraph({
        pageBreakBefore: true,
        bidirectional: rtl,
        alignment: AlignmentType.START,
        spacing: { after: 200 },
        children: [this.#run(mots.sommaire, { bold: true, size: 18 })],
      }),
      ...entries.map(
        ([text, anchor]) =>
          new Paragraph({
            bidirectional: rtl,
            alignment: AlignmentType.START,
            spacing: { after: 80 },
            tabStops: [
              { type: TabStopType.END, position: this.#largeur, leader: this.#word.LeaderType.DOT },
            ],
            children: [
              new InternalHyperlink({ anchor, children: [this.#run(text)] }),
              new TextRun({ children: [new Tab()], font: police }),
              new PageReference(anchor, { hyperlink: true }),
            ],
          }),
      ),
    ];
  }

  resume(): Block[] {
    const { mots, resume } = this.#volet;
    if (!hasResume(resume)) return [];
    return [
      this.#heading(mots.resume, this.#anchor("resume"), true),
      ...(resume.texte ? [this.#paragraph(resume.texte, {}, { after: 200 })] : []),
      ...(resume.phrases.length > 0
        ? [this.#paragraph(mots.chiffresCles, { bold: true }, { keepNext: true })]
        : []),
      ...resume.phrases.map((phrase) => this.#paragraph(phrase)),
    ];
  }

  carte(carte: RapportCarte): Block[] {
    const { mots, langue, filtre } = this.#volet;
    const { chiffre, commentaire, texte, vide, table, remarques, calcul, notes } = carte;
    const small: Run = { size: 9, color: gris };
    const named = (word: string, text: string) => `${word}${deuxPoints[langue]}${text}`;
    const nature = [carte.familleTexte, carte.unite && named(mots.unite, carte.unite), filtre];
    const drawn = this.#dessin(carte);
    return [
      this.#heading(`${carte.rang}. ${carte.titre}`, this.#anchor(carte.rang), false),
      this.#paragraph(nature.filter(Boolean).join(" · "), small, { keepNext: true }),
      ...(chiffre && vide === null
        ? [
            this.#paragraph(
              `${chiffre.texte} ${chiffre.unite}`,
              { bold: true, size: 18, color: "0B6E4F" },
              { after: 60, keepNext: true },
            ),
            ...chiffre.details.map((each) =>
              this.#paragraph(each, {}, { after: 40, keepNext: true }),
            ),
          ]
        : []),
      ...(commentaire ? [this.#paragraph(commentaire, {}, { before: 100 })] : []),
      ...(texte ? [this.#paragraph(texte)] : []),
      ...(vide === null ? [] : [this.#paragraph(vide, { color: gris })]),
      ...(drawn ? [drawn] : []),
      ...(table && table.lignes.length > 0 ? this.#tables(table, teinteDe(carte)) : []),
      ...remarques.map((each) => this.#paragraph(each, small, { after: 40 })),
      ...(calcul ? [this.#paragraph(named(mots.calcul, calcul), small, { after: 40 })] : []),
      ...(notes.length > 0
        ? [
            this.#paragraph(
              named(mots.sources, notes.map((numero) => `[${numero}]`).join(virgule[langue])),
              small,
            ),
          ]
        : []),
    ];
  }

  /** The figures of a card; one too wide for the page is several tables, each with its first column. */
  #tables(table: RapportTable, teinte: Teinte): Block[] {
    const most = this.#largeur > 10_000 ? 9 : 6;
    return tranches(table, most).flatMap((part) => [
      this.#figures(part, teinte),
      this.#paragraph("", { size: 4 }, { after: 80 }),
    ]);
  }

  #figures({ colonnes, lignes, total }: RapportTable, teinte: Teinte): Docx.Table {
    const others = colonnes.length - 1;
    const each = Math.min(2200, Math.floor((this.#largeur * 0.68) / Math.max(1, others)));
    const widths = colonnes.map((_, at) => (at === 0 ? this.#largeur - each * others : each));
    const { langue } = this.#volet;
    const size = colonnes.length > 4 ? 8.5 : 9.5;
    // A short table stays in one piece; a long one breaks between its rows, its heads repeated.
    const tied = lignes.length <= court;
    const place = ({ genre }: RapportColonne, last = false): Layout => ({
      after: 0,
      keepNext: tied && !last,
      align: genre === "texte" || this.#volet.rtl ? "start" : "end",
    });
    const row = (cells: RapportTable["lignes"][number], strong: boolean, last: boolean) => ({
      head: false,
      grounds: strong ? [] : cells.map(teinte),
      cells: cells.map((cell, at) =>
        this.#paragraph(
          celluleTexte(colonnes[at]!, cell, langue),
          { size, bold: strong },
          place(colonnes[at]!, last),
        ),
      ),
    });
    return this.#table(
      [
        {
          head: true,
          cells: colonnes.map((colonne) =>
            this.#paragraph(colonne.label, { size, bold: true, color: gris }, place(colonne)),
          ),
        },
        ...lignes.map((cells, at) => row(cells, false, !total && at === lignes.length - 1)),
        ...(total ? [row(total, true, true)] : []),
      ],
      widths,
      true,
    );
  }

  /** The drawing of a card, as wide as the page and no higher than a third of it. */
  #dessin({ key, titre }: RapportCarte): Docx.Paragraph | null {
    const { AlignmentType, ImageRun, Paragraph } = this.#word;
    const data = this.#dessins.get(dessinKey(this.#volet.langue, key));
    const size = data && pngSize(data);
    if (!data || !size) return null;
    const room = { width: (this.#largeur / 1440) * 96, height: 380 };
    const scale = Math.min(room.width / size.width, room.height / size.height);
    return new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [
        new ImageRun({
          type: "png",
          data,
          transformation: {
            width: Math.round(size.width * scale),
            height: Math.round(size.height * scale),
          },
          altText: { name: titre, description: titre, title: titre },
        }),
      ],
    });
  }

  notes(): Block[] {
    const { mots, notes, lecture, langue } = this.#volet;
    const widths = [0.46, 0.2, 0.22, 0.12].map((part) => Math.floor(this.#largeur * part));
    const cell = (text: string, run: Run = {}) =>
      this.#paragraph(text, { size: 9, ...run }, { after: 0 });
    const listed =
      notes.length === 0
        ? []
        : [
            this.#heading(mots.notes, this.#anchor("notes"), true),
            this.#table(
              [
                {
                  head: true,
                  cells: [mots.source, mots.date, mots.confiance, mots.cartes].map((text) =>
                    cell(text, { bold: true, color: gris }),
                  ),
                },
                ...notes.map(({ numero, texte, date, base, confiance, cartes }) => ({
                  head: false,
                  cells: [
                    cell(`[${numero}] ${texte}`),
                    cell([date ? paperDate(date) : "", base].filter(Boolean).join(virgule[langue])),
                    cell(confiance),
                    cell(cartes.join(virgule[langue])),
                  ],
                })),
              ],
              widths,
              true,
            ),
          ];
    return [
      ...listed,
      this.#paragraph(mots.lecture, { bold: true }, { before: 320, keepNext: true }),
      this.#paragraph(lecture, { size: 9, color: gris }),
    ];
  }

  /** `Page x sur y`, with the title of the report. */
  pied(): Docx.Footer {
    const { AlignmentType, Footer, PageNumber, Paragraph, Tab, TabStopType, TextRun } = this.#word;
    const { mots, titre, rtl } = this.#volet;
    const small: Run = { size: 8.5, color: gris };
    const number = (of: (typeof PageNumber)[keyof typeof PageNumber]) =>
      new TextRun({ children: [of], size: 17, color: gris, font: police });
    return new Footer({
      children: [
        new Paragraph({
          bidirectional: rtl,
          alignment: AlignmentType.START,
          tabStops: [{ type: TabStopType.END, position: this.#largeur }],
          children: [
            this.#run(titre, small),
            new TextRun({ children: [new Tab()], font: police }),
            this.#run(`${mots.page} `, small),
            number(PageNumber.CURRENT),
            this.#run(` ${mots.pageSur} `, small),
            number(PageNumber.TOTAL_PAGES),
          ],
        }),
      ],
    });
  }
}

const hasResume = ({ texte, phrases }: RapportVolet["resume"]): boolean =>
  texte !== null || phrases.length > 0;

/** Pixels of a PNG, from its header; null for what is none. */
function pngSize(data: Uint8Array): { width: number; height: number } | null {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (data.length < 24 || signature.some((byte, at) => data[at] !== byte)) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  return size.width > 0 && size.height > 0 ? size : null;
}

/**
 * A report as a Word file for the board: cover, contents with their pages, summary, cards with their tables, notes on
 * sources, on A4; each language begins on a page of its own.
 * @param dessins drawings of the cards; a card without one has its table alone
 */
export async function rapportDocx(
  { volets, orientation, sommaire }: RapportDocument,
  dessins: Dessins = new Map(),
): Promise<Uint8Array> {
  // Megabytes that most sessions never need.
  const word = await import("docx");
  const { estimatePageNumbersWith } = await import("docx/layout");
  const landscape = orientation === "paysage";
  const largeur = (landscape ? a4.height : a4.width) - 2 * marge;
  const file = new word.Document({
    title: volets[0]?.titre ?? "",
    creator: "Daftar",
    lastModifiedBy: "Daftar",
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    styles: { default: { document: { run: { font: police, size: 21 } } } },
    sections: volets.map((volet) => {
      const written = new Redacteur(word, volet, largeur, dessins);
      return {
        properties: {
          type: word.SectionType.NEXT_PAGE,
          page: {
            size: {
              ...a4,
              orientation: landscape
                ? word.PageOrientation.LANDSCAPE
                : word.PageOrientation.PORTRAIT,
            },
            margin: { top: marge, bottom: marge, left: marge, right: marge },
          },
        },
        footers: { default: written.pied() },
        children: [
          ...written.couverture(),
          ...(sommaire && volet.cartes.length > 0 ? written.sommaire() : []),
          ...written.resume(),
          ...(volet.cartes.length === 0
            ? [new word.Paragraph({ text: volet.mots.aucuneCarte, bidirectional: volet.rtl })]
            : volet.cartes.flatMap((carte) => written.carte(carte))),
          ...written.notes(),
        ],
      };
    }),
  });
  return word.Packer.toBuffer(file);
}
