import { textsOf, wordFile, writerOf, type ModelLangue } from "./word.ts";

/** The model of the minutes of a meeting of a committee. */
export function pvComiteModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textsOf(langue, "comite");
  const sitting = textsOf(langue, "seance");
  const pv = textsOf(langue, "pv");
  const { paragraph, table } = writerOf(langue);
  const heading = (said: string) => paragraph(said, { bold: true, before: 200, after: 80 });
  const list = (flag: string, said: string, name: string) => [
    paragraph(`{#${flag}}`),
    heading(said),
    paragraph(`{#${name}}`),
    paragraph("{texte}", { after: 40 }),
    paragraph(`{/${name}}`),
    paragraph(`{/${flag}}`),
  ];
  return wordFile(text("titre"), [
    paragraph(sitting("royaume"), { bold: true, after: 0 }),
    paragraph(sitting("centre"), { bold: true, after: 0 }),
    paragraph(sitting("region"), { after: 200 }),
    paragraph(text("titre"), { bold: true, size: 30, align: "center", after: 60 }),
    paragraph(text("numero"), { align: "center", after: 60 }),
    paragraph(text("convention"), { align: "center", after: 60 }),
    paragraph(sitting("date"), { align: "center", after: 60 }),
    paragraph("{#lieu}"),
    paragraph(sitting("lieu"), { align: "center", after: 60 }),
    paragraph("{/lieu}"),
    paragraph("{#president}"),
    paragraph(pv("president"), { align: "center", after: 60 }),
    paragraph("{/president}"),
    paragraph("{#avecPresents}"),
    heading(pv("presents")),
    table(
      "presents",
      [pv("nom"), pv("qualite"), pv("emargement")],
      ["nom", "qualite", "signature"],
      [3200, 3900, 2300],
    ),
    paragraph("{/avecPresents}"),
    paragraph("{#avecAbsents}"),
    heading(pv("absents")),
    table("absents", [pv("nom"), pv("qualite")], ["nom", "qualite"], [3200, 6200]),
    paragraph("{/avecAbsents}"),
    ...list("avecOrdre", text("ordre"), "ordreDuJour"),
    ...list("avecCompteRendu", text("compteRendu"), "compteRendu"),
    paragraph("{#avecDecisions}"),
    heading(text("decisions")),
    table(
      "decisions",
      [sittingNumber(langue), text("decision"), text("responsable"), text("echeance")],
      ["rang", "texte", "responsable", "echeanceLe"],
      [700, 4900, 2300, 1500],
    ),
    paragraph("{/avecDecisions}"),
    paragraph("{#pvLe}"),
    paragraph(text("pvLe"), { before: 200, after: 40 }),
    paragraph("{/pvLe}"),
    paragraph(pv("cloture"), { before: 240, after: 480 }),
    paragraph(text("signaturePresident"), { bold: true, after: 900 }),
    paragraph(text("signatureSecretaire"), { bold: true, align: "end" }),
  ]);
}

const sittingNumber = (langue: ModelLangue): string => textsOf(langue, "ordre")("colonne_numero");
