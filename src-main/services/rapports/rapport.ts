import type { Langue, Libelle } from "../../contract/primitives.ts";
import type { RapportDocument, RapportOptions, RapportVolet } from "../../contract/rapports.ts";
import { sourceNames, sourceUrl } from "../../contract/sources.ts";
import type { TableauAsked, TableauResult } from "../../contract/tableaux.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import { settingOf, type Context } from "../context.ts";
import { tableauDefinition, tableauOf } from "../tableaux/index.ts";
import { sujetSpecs } from "../tableaux/sujets.ts";
import { rapportDocument } from "./modele.ts";

const fictif: Record<Langue, { label: string; valeur: string }> = {
  fr: { label: "Avertissement", valeur: "dossiers fictifs de démonstration" },
  ar: { label: "تنبيه", valeur: "ملفات وهمية للعرض" },
  en: { label: "Notice", valeur: "fictitious demonstration files" },
};

const registre: Record<Langue, string> = {
  fr: "Registre du CRI\u00a0: ",
  ar: "سجل المركز: ",
  en: "Register of the CRI: ",
};

/** What of our files is counted, in a language: a reference names it in French. */
const sujetNomme = (texte: string, langue: Langue): string =>
  Object.values(sujetSpecs).find(({ label }) => label.fr === texte)?.label[langue] ?? texte;

const prefixed = (place: Libelle, title: Libelle): Libelle => ({
  fr: `${place.fr} – ${title.fr}`,
  ar: `${place.ar || place.fr} – ${title.ar || title.fr}`,
  en: `${place.en || place.fr} – ${title.en || title.fr}`,
});

/** A dashboard of one sheet a province, asked without one: the cards of all its sheets, each under its province. */
async function everySheet(ctx: Context, demande: TableauAsked): Promise<TableauResult> {
  const { db } = ctx.store;
  const places = territoires(db);
  const region = settingOf(db, "region") ?? places.find(({ level }) => level === "region")?.code;
  const sheets: { place: Libelle; code: string; result: TableauResult }[] = [];
  for (const { code, label, level, parent } of places) {
    if (level !== "province" || parent !== region) continue;
    const filtre = { ...demande.filtre, province: [code] };
    sheets.push({ place: label, code, result: await tableauOf(ctx, { ...demande, filtre }) });
  }
  const whole = await tableauOf(ctx, demande);
  if (sheets.length === 0) return whole;
  return {
    ...whole,
    demande,
    filtreTexte: { fr: "", ar: "", en: "" },
    cartes: sheets.flatMap(({ place, code, result }) =>
      result.cartes.map((carte) => ({
        ...carte,
        key: `${code}/${carte.key}`,
        titre: prefixed(place, carte.titre),
      })),
    ),
  };
}

/** The chosen cards of a sheet, on every sheet. */
function onEverySheet(options: RapportOptions, result: TableauResult): RapportOptions {
  if (!options.cartes) return options;
  const sheets = [...new Set(result.cartes.map(({ key }) => key.split("/")[0]!))];
  const { cartes } = options;
  return {
    ...options,
    cartes: sheets.flatMap((code) =>
      cartes.map((each) => ({ ...each, key: `${code}/${each.key}` })),
    ),
  };
}

/** Sources by the names of their publications, their addresses after them. */
function named(ctx: Context, volet: RapportVolet): RapportVolet {
  const { langue, notes, couverture } = volet;
  const nameOf = sourceNames(
    referenceRows(ctx.store.db).filter(({ list }) => list === "source"),
    (label) => label[langue] || label.fr,
  );
  const demonstration = settingOf(ctx.store.db, "demonstration") !== null;
  return {
    ...volet,
    couverture: demonstration ? [...couverture, fictif[langue]] : couverture,
    notes: notes.map((note) => {
      // What is computed from our files has neither a kind of date nor a confidence.
      if (note.base === "" && note.confiance === "")
        return { ...note, texte: `${registre[langue]}${sujetNomme(note.texte, langue)}` };
      const name = nameOf(note.texte);
      const url = sourceUrl(note.texte);
      return { ...note, texte: url && name !== note.texte ? `${name} – ${url}` : name };
    }),
  };
}

/**
 * A report with the figures of the moment.
 * @throws NotFound for an unknown dashboard, Invalid for a card that it does not have
 */
export async function rapportDe(
  ctx: Context,
  demande: TableauAsked,
  options: RapportOptions,
): Promise<RapportDocument> {
  const { feuilles } = tableauDefinition(ctx, demande.key);
  const sheeted = feuilles === "province" && (demande.filtre?.province?.length ?? 0) === 0;
  const result = await (sheeted ? everySheet : tableauOf)(ctx, demande);
  const document = rapportDocument(result, sheeted ? onEverySheet(options, result) : options);
  return { ...document, volets: document.volets.map((volet) => named(ctx, volet)) };
}
