import { textsOf, wordFile, writerOf, type ModelLangue } from "./word.ts";

/** The head that the papers of a sitting share. */
function headOf(langue: ModelLangue, title: string) {
  const text = textsOf(langue, "seance");
  const { paragraph } = writerOf(langue);
  return [
    paragraph(text("royaume"), { bold: true, after: 0 }),
    paragraph(text("centre"), { bold: true, after: 0 }),
    paragraph(text("region"), { after: 200 }),
    paragraph(title, { bold: true, size: 30, align: "center", after: 60 }),
    paragraph(text("numero"), { align: "center", after: 60 }),
    paragraph(text("date"), { align: "center", after: 60 }),
    paragraph("{#lieu}"),
    paragraph(text("lieu"), { align: "center", after: 60 }),
    paragraph("{/lieu}"),
  ];
}

/** The model of the agenda of a sitting. */
export function ordreDuJourModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textsOf(langue, "ordre");
  const { paragraph, table } = writerOf(langue);
  const marks = ["rang", "projetNumero", "reference", "intitule", "localisation", "porteur"].concat(
    ["montant", "emplois", "surface", "observations"],
  );
  const headings = ["numero", "id", "reference", "intitule", "localisation", "porteur"].concat([
    "montant",
    "emplois",
    "surface",
    "observations",
  ]);
  return wordFile(
    text("titre"),
    [
      ...headOf(langue, text("titre")),
      paragraph("{#groupes}"),
      paragraph("{titre}", { bold: true, before: 200, after: 80, keepNext: true }),
      table(
        "dossiers",
        headings.map((key) => text(`colonne_${key}`)),
        marks,
        [800, 1350, 1500, 2250, 1600, 1800, 1050, 1000, 1150, 2600],
        17,
      ),
      paragraph("{/groupes}"),
    ],
    { landscape: true },
  );
}

/** The model of the minutes of a sitting. */
export function pvModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textsOf(langue, "pv");
  const { paragraph, table, facing } = writerOf(langue);
  const list = (flag: string, heading: string, name: string) => [
    paragraph(`{#${flag}}`),
    paragraph(text(heading), { bold: true, before: 160, after: 80, keepNext: true }),
    table(
      name,
      [text("nom"), text("qualite"), text("emargement")],
      ["nom", "qualite", "signature"],
      [3200, 3900, 2300],
    ),
    paragraph(`{/${flag}}`),
  ];
  return wordFile(text("titre"), [
    ...headOf(langue, text("titre")),
    paragraph("{#president}"),
    paragraph(text("president"), { align: "center", after: 60 }),
    paragraph("{/president}"),
    paragraph(text("ouverture"), { before: 240 }),
    ...list("avecPresents", "presents", "presents"),
    paragraph("{#avecAbsents}"),
    paragraph(text("absents"), { bold: true, before: 160, after: 80, keepNext: true }),
    table("absents", [text("nom"), text("qualite")], ["nom", "qualite"], [3200, 6200]),
    paragraph("{/avecAbsents}"),
    paragraph(text("examen"), { bold: true, before: 240, after: 80, keepNext: true }),
    paragraph("{#dossiers}"),
    paragraph(text("dossier"), { bold: true, before: 200, after: 40, keepNext: true }),
    paragraph(text("projet"), { after: 40, keepNext: true }),
    paragraph(text("detail"), { after: 40, keepNext: true }),
    paragraph(text("decision"), { bold: true, after: 40 }),
    paragraph("{#observation}"),
    paragraph(text("observation"), { after: 40 }),
    paragraph("{/observation}"),
    paragraph("{#avecReserves}"),
    paragraph(text("reserves"), { after: 40 }),
    paragraph("{#reserves}"),
    paragraph("{rang}. {texte}", { after: 20 }),
    paragraph("{/reserves}"),
    paragraph("{/avecReserves}"),
    paragraph("{/dossiers}"),
    paragraph("{#avecReportes}"),
    paragraph(text("reportes"), { bold: true, before: 200, after: 80 }),
    paragraph("{/avecReportes}"),
    paragraph("{#reportes}"),
    paragraph(text("reporte"), { after: 40 }),
    paragraph("{/reportes}"),
    paragraph(text("cloture"), { before: 240, after: 480, keepNext: true }),
    facing(text("signaturePresident"), text("signatureSecretaire")),
  ]);
}
