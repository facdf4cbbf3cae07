import { etatPartKeys } from "../../../src-main/contract/etats.ts";
import { paperColumns } from "../../../src-main/services/documents/etat-execution.ts";
import { etatWords } from "../../../src-main/services/documents/etat-mots.ts";
import { textsOf, wordFile, writerOf, type ModelLangue } from "./word.ts";

/** Width of the page inside its margins, in twentieths of a point. */
const page = 15_138;
/** How wide a column is beside the others. */
const shares: Record<string, number> = { texte: 3, ref: 1.6, figure: 5, pourcent: 1.9, montant: 2 };

/** The model of an execution statement: a table a part, on the long side of the paper. */
export function etatExecutionModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textsOf(langue, "etat");
  const sitting = textsOf(langue, "seance");
  const { paragraph, table } = writerOf(langue);
  const words = etatWords[langue];
  const parts = etatPartKeys.flatMap((part) => {
    const columns = paperColumns(part);
    const share = columns.map(({ kind }) => shares[kind] ?? 1.3);
    const sum = share.reduce((all, each) => all + each, 0);
    return [
      paragraph(`{#avec_${part}}`),
      paragraph(words.parts[part], {
        bold: true,
        size: 26,
        before: 240,
        after: 100,
        keepNext: true,
      }),
      table(
        part,
        columns.map(({ key }) => words.colonnes[key] ?? ""),
        columns.map(({ key }) => key),
        share.map((each) => Math.floor((each / sum) * page)),
        18,
      ),
      paragraph(`{/avec_${part}}`),
    ];
  });
  return wordFile(
    text("titre"),
    [
      paragraph(sitting("royaume"), { bold: true, after: 0 }),
      paragraph(sitting("centre"), { bold: true, after: 0 }),
      paragraph(sitting("region"), { after: 160 }),
      paragraph(text("titre"), { bold: true, size: 32, align: "center", after: 60 }),
      paragraph(text("sujet"), { bold: true, align: "center", after: 60 }),
      paragraph(text("jour"), { align: "center", after: 160 }),
      ...parts,
      paragraph("{#avec_note}"),
      paragraph("{note}", { before: 240, size: 18, color: "666666" }),
      paragraph("{/avec_note}"),
      paragraph(text("source"), { before: 240, size: 18, color: "666666" }),
    ],
    { landscape: true },
  );
}
