import type { Blob } from "node:buffer";
import type Stream from "node:stream";
import writeExcelFile, { type Feature, type SheetData } from "write-excel-file/node";
import type { DocumentLangue, OrdreDuJour } from "../../contract/documents.ts";
import type { AgendaEntry } from "../../contract/seances.ts";
import type { Context } from "../context.ts";
import type { DocumentMaker } from "./index.ts";
import { fileSafe } from "./lettre.ts";
import { orNone, paperDate, paperNumber } from "./papier.ts";
import { inMillions, sittingPaper, type SittingPaper } from "./seance.ts";

/** Headings of the ten columns of an agenda (cri.md §1.3), for the sheet that no catalogue translates. */
export const agendaHeadings: Record<DocumentLangue, readonly string[]> = {
  fr: [
    "N°",
    "Id",
    "Référence",
    "Intitulé",
    "Localisation",
    "Porteur / Raison sociale",
    "Montant (MDH)",
    "Emplois à créer",
    "Surface du terrain (m²)",
    "Observations",
  ],
  ar: [
    "الرقم",
    "المعرف",
    "المرجع",
    "عنوان المشروع",
    "الموقع",
    "حامل المشروع / التسمية",
    "المبلغ (مليون درهم)",
    "مناصب الشغل المرتقبة",
    "مساحة الأرض (م²)",
    "ملاحظات",
  ],
};

const sheetName: Record<DocumentLangue, string> = { fr: "Ordre du jour", ar: "جدول الأعمال" };

/** Earlier passages of a dossier, a line each: date, decision, observation. */
const observations = (paper: SittingPaper, entry: AgendaEntry): string =>
  entry.passages
    .map((passage) =>
      [paperDate(passage.tenuLe), paper.decision(passage.decision), passage.observation]
        .filter(Boolean)
        .join(" · "),
    )
    .join("\n");

/** Entries that count, in order, under the heading of their province and act. */
function groupsOf(paper: SittingPaper): { titre: string; entries: AgendaEntry[] }[] {
  const groups: { titre: string; entries: AgendaEntry[] }[] = [];
  let last: AgendaEntry | undefined;
  for (const entry of paper.detail.agenda) {
    if (entry.numero === null) continue;
    if (!last || last.province !== entry.province || last.acte !== entry.acte) {
      const titre = [paper.province(entry), paper.act(entry)].filter(Boolean).join(" · ");
      groups.push({ titre, entries: [] });
    }
    groups.at(-1)!.entries.push(entry);
    last = entry;
  }
  return groups;
}

function agendaData(ctx: Context, id: string, langue: DocumentLangue): OrdreDuJour {
  const paper = sittingPaper(ctx, id, langue);
  const groupes = groupsOf(paper).map(({ titre, entries }) => ({
    titre,
    dossiers: entries.map((entry) => ({
      rang: String(entry.numero ?? ""),
      projetNumero: entry.projetReference,
      reference: entry.reference,
      intitule: paper.title(entry),
      localisation: orNone(paper.place(entry)),
      porteur: orNone(paper.holder(entry)),
      montant: paperNumber(inMillions(entry.montant), 2),
      emplois: paperNumber(entry.emplois),
      surface: paperNumber(entry.superficieM2),
      observations: observations(paper, entry),
    })),
  }));
  const nombre = groupes.reduce((sum, each) => sum + each.dossiers.length, 0);
  return { ...paper.head, nombre: String(nombre), groupes };
}

/** Widths of the ten columns of the sheet, in characters. */
const widths = [6, 16, 20, 34, 26, 28, 12, 11, 14, 44];

/** Height of a row whose texts fold in their columns, in points: no spreadsheet opens a file by measuring it. */
const heightOf = (texts: readonly string[]): number =>
  15 *
  Math.max(
    ...texts.map((text, place) =>
      text
        .split("\n")
        .reduce(
          (lines, line) => lines + Math.max(1, Math.ceil(line.length / (widths[place]! * 0.9))),
          0,
        ),
    ),
  );

/** Prints on the width of one page, on as many pages as it takes. */
const onePageWide: Feature<Stream | Buffer | Blob> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) =>
          xml.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
        transformElementAttributes: (tag, attributes) =>
          tag === "pageSetup" ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
};

/** The agenda as a sheet: native numbers, a heading above each group, right-to-left in Arabic. */
function agendaSheet(ctx: Context, id: string, langue: DocumentLangue): Promise<Uint8Array> {
  const paper = sittingPaper(ctx, id, langue);
  const headings = agendaHeadings[langue];
  const border = { borderColor: "#8d9792", borderStyle: "thin" } as const;
  const cell = (value: string) => ({
    value,
    type: String,
    wrap: true,
    alignVertical: "top" as const,
    ...border,
  });
  const number = (value: number | null, format: string) =>
    value === null
      ? { ...border }
      : { value, type: Number, format, alignVertical: "top" as const, ...border };
  const spanned = (value: string, fontSize: number) => [
    {
      value,
      type: String,
      columnSpan: headings.length,
      fontWeight: "bold" as const,
      fontSize,
      height: fontSize * 1.6,
      ...(fontSize === 11 ? { backgroundColor: "#eef0ed" } : {}),
    },
    ...headings.slice(1).map(() => null),
  ];
  const sized = (cells: SheetData[number]): SheetData[number] => {
    const height = heightOf(
      cells.map((each) =>
        each && typeof each === "object" && "value" in each && typeof each.value === "string"
          ? each.value
          : "",
      ),
    );
    return cells.map((each) => (each && typeof each === "object" ? { ...each, height } : each));
  };
  const { head } = paper;
  const title = [sheetName[langue], head.numero, head.tenueLe, head.heure, head.lieu];
  const rows = groupsOf(paper).flatMap(({ titre, entries }) => [
    spanned(titre, 11),
    ...entries.map((entry) =>
      sized([
        number(entry.numero, "0"),
        cell(entry.projetReference),
        cell(entry.reference),
        cell(paper.title(entry)),
        cell(paper.place(entry)),
        cell(paper.holder(entry)),
        number(inMillions(entry.montant), "#,##0.00"),
        number(entry.emplois, "#,##0"),
        number(entry.superficieM2, "#,##0"),
        cell(observations(paper, entry)),
      ]),
    ),
  ]);
  return writeExcelFile(
    [
      spanned(title.filter(Boolean).join(" · "), 14),
      sized(headings.map((value) => ({ ...cell(value), fontWeight: "bold" as const }))),
      ...rows,
    ],
    {
      sheet: sheetName[langue],
      rightToLeft: langue === "ar",
      orientation: "landscape",
      stickyRowsCount: 2,
      columns: widths.map((width) => ({ width })),
    },
    { fontFamily: "Calibri", fontSize: 11, features: [onePageWide] },
  ).toBuffer();
}

/** The agenda of a sitting, with the ten columns of the commission. */
export const ordreDuJour: DocumentMaker = {
  data: agendaData,
  xlsx: agendaSheet,
  fileName: (ctx, id, langue) =>
    fileSafe(`ordre-du-jour-${sittingPaper(ctx, id, langue).head.numero}-${langue}`),
};
