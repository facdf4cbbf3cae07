import { textsOf, wordFile, writerOf, type ModelLangue } from "./word.ts";

/** The model of the letter that asks for missing documents. */
export function lettreModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textsOf(langue, "lettre");
  const { paragraph, table } = writerOf(langue);
  return wordFile(text("objet"), [
    paragraph(text("royaume"), { bold: true, after: 0 }),
    paragraph(text("centre"), { bold: true, after: 0 }),
    paragraph(text("region"), { after: 240 }),
    paragraph(text("date"), { align: "end", after: 60 }),
    paragraph(text("numero"), { align: "end", after: 360 }),
    paragraph(text("destinataire"), { bold: true, after: 360 }),
    paragraph(text("objet"), { bold: true, after: 60 }),
    paragraph(text("projet"), { after: 60 }),
    paragraph(text("dossier"), { after: 60 }),
    paragraph(text("acte"), { after: 60 }),
    paragraph(text("depot"), { after: 300 }),
    paragraph(text("salut"), { after: 200 }),
    paragraph("{#avecPieces}"),
    paragraph(text("constat")),
    table(
      "pieces",
      [text("rang"), text("piece"), text("motif")],
      ["rang", "libelle", "motif"],
      [900, 4200, 4300],
    ),
    paragraph("{/avecPieces}"),
    paragraph("{^avecPieces}"),
    paragraph(text("constatSansListe")),
    paragraph("{/avecPieces}"),
    paragraph("{#motif}"),
    paragraph(text("precision"), { before: 160 }),
    paragraph("{/motif}"),
    paragraph(text("delai"), { before: 200 }),
    paragraph(text("envoi")),
    paragraph(text("politesse"), { after: 480 }),
    paragraph(text("signataire"), { align: "end", bold: true, after: 60 }),
    paragraph(text("signature"), { align: "end", color: "666666" }),
  ]);
}
