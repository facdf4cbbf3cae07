import { z } from "zod";
import { route } from "./base.ts";
import { writeReasons } from "./errors.ts";
import { id, isoDate, langue, libelle } from "./primitives.ts";
import { famille, forme, tableauAsked } from "./tableaux.ts";

/** Files that a report can be written as. */
export const rapportFormats = ["pdf", "xlsx", "csv", "pptx", "docx"] as const;
export const rapportFormat = z.enum(rapportFormats);
export type RapportFormat = z.infer<typeof rapportFormat>;

/** What the user chooses of a report: its cards, what is said of them, its cover. */
export const rapportOptions = z.object({
  /** One after the other in one file: French, Arabic, or both. */
  langues: z.array(langue).min(1).max(3),
  orientation: z.enum(["portrait", "paysage"]),
  /** In their order; all the cards of the dashboard when left out. */
  cartes: z
    .array(z.object({ key: id, commentaire: libelle.nullish() }))
    .max(60)
    .nullish(),
  couverture: z.object({
    /** The dashboard's own when left out. */
    titre: libelle.nullish(),
    sousTitre: libelle.nullish(),
    auteur: z.string().max(200).nullish(),
  }),
  /** What is said before the key figures. */
  resume: libelle.nullish(),
  /** A table of the cards at the head. */
  sommaire: z.boolean(),
});
export type RapportOptions = z.infer<typeof rapportOptions>;

/** Words that a report is laid out with. */
export const rapportMotKeys = [
  "sommaire",
  "resume",
  "chiffresCles",
  "notes",
  "lecture",
  "calcul",
  "remarques",
  "unite",
  "famille",
  "source",
  "sources",
  "date",
  "natureDate",
  "confiance",
  "cartes",
  "carte",
  "feuille",
  "lignes",
  "filtre",
  "sansFiltre",
  "calculeLe",
  "page",
  "pageSur",
  "suite",
  "aucuneCarte",
  "categorie",
  "serie",
  "valeur",
  "niveau",
  "fiches",
  "mediane",
  "partiel",
  "oui",
  "colonnes",
] as const;
export const rapportMots = z.record(z.enum(rapportMotKeys), z.string());
export type RapportMots = z.infer<typeof rapportMots>;

/** A column of a table of a report. */
export const rapportColonne = z.object({
  /** Heading, unit included. */
  label: z.string(),
  genre: z.enum(["texte", "nombre", "date"]),
  decimales: z.number().int(),
  /** What an empty cell of numbers says: not published, not comparable. */
  absent: z.string(),
});
export type RapportColonne = z.infer<typeof rapportColonne>;

/** A text, a number in the unit of its column, an ISO day. */
export const rapportCellule = z.union([z.string(), z.number(), z.null()]);
export type RapportCellule = z.infer<typeof rapportCellule>;

export const rapportTable = z.object({
  colonnes: z.array(rapportColonne),
  lignes: z.array(z.array(rapportCellule)),
  /** The whole; null when it has no meaning or no single place. */
  total: z.array(rapportCellule).nullable(),
});
export type RapportTable = z.infer<typeof rapportTable>;

/** How a card is drawn; its figures are those of its table. */
export const rapportGraphique = z.object({
  genre: z.enum(["barres", "barres_empilees", "lignes", "aires", "pareto"]),
  /** Categories one under another: their names are long, or many. */
  horizontal: z.boolean(),
  categories: z.array(z.string()),
  /** Keys of the categories: HCP codes on a map. */
  cles: z.array(z.string()),
  series: z.array(z.object({ nom: z.string(), famille, valeurs: z.array(z.number().nullable()) })),
  /** Cumulated share in percent, of a Pareto. */
  cumul: z.object({ nom: z.string(), valeurs: z.array(z.number()) }).nullable(),
  decimales: z.number().int(),
  /** What of the table is not drawn. */
  note: z.string().nullable(),
});
export type RapportGraphique = z.infer<typeof rapportGraphique>;

/** One figure with all that is known of it: what a table of data holds. */
export const rapportPoint = z.object({
  niveau: z.enum(["detail", "ensemble", "comparaison", "cible"]),
  categorie: z.string(),
  serie: z.string(),
  famille,
  valeur: z.number().nullable(),
  partiel: z.boolean(),
  fiches: z.number().int().nullable(),
  mediane: z.number().nullable(),
  /** Where it comes from: numbers of the notes on sources. */
  notes: z.array(z.number().int()),
});
export type RapportPoint = z.infer<typeof rapportPoint>;

/** A card of a report, its texts ready to print in one language. */
export const rapportCarte = z.object({
  key: z.string(),
  /** Place in the report, from 1. */
  rang: z.number().int(),
  titre: z.string(),
  forme,
  famille,
  /** Published, or computed from our files. */
  familleTexte: z.string(),
  unite: z.string(),
  commentaire: z.string().nullable(),
  /** Headline figure, and what goes with it. */
  chiffre: z
    .object({
      valeur: z.number().nullable(),
      texte: z.string(),
      unite: z.string(),
      details: z.array(z.string()),
    })
    .nullable(),
  table: rapportTable.nullable(),
  graphique: rapportGraphique.nullable(),
  points: z.array(rapportPoint),
  texte: z.string().nullable(),
  remarques: z.array(z.string()),
  calcul: z.string(),
  /** Why nothing is shown: the definition is at fault, or there is nothing. */
  vide: z.string().nullable(),
  /** Numbers of the notes on sources that it uses. */
  notes: z.array(z.number().int()),
});
export type RapportCarte = z.infer<typeof rapportCarte>;

/** A source of a report, named once. */
export const rapportNote = z.object({
  numero: z.number().int(),
  texte: z.string(),
  /** Day of the edition, or of the state of our files. */
  date: isoDate.nullable(),
  /** How that day is known. */
  base: z.string(),
  confiance: z.string(),
  /** Places of the cards that use it. */
  cartes: z.array(z.number().int()),
});
export type RapportNote = z.infer<typeof rapportNote>;

/** A report in one language. */
export const rapportVolet = z.object({
  langue,
  rtl: z.boolean(),
  mots: rapportMots,
  titre: z.string(),
  sousTitre: z.string(),
  /** Region, period, day, author, edition: each with its word. */
  couverture: z.array(z.object({ label: z.string(), valeur: z.string() })),
  /** What narrows all the figures, in words; empty when nothing does. */
  filtre: z.string(),
  resume: z.object({ texte: z.string().nullable(), phrases: z.array(z.string()) }),
  cartes: z.array(rapportCarte),
  notes: z.array(rapportNote),
  /** How the signs are read. */
  lecture: z.string(),
});
export type RapportVolet = z.infer<typeof rapportVolet>;

/** A report, whatever it is written as: what the writers of files and the print layout share. */
export const rapportDocument = z.object({
  /** Key of its dashboard. */
  key: z.string(),
  orientation: z.enum(["portrait", "paysage"]),
  sommaire: z.boolean(),
  /** Instant, ms UTC. */
  computedAt: z.number(),
  jour: isoDate,
  volets: z.array(rapportVolet).min(1),
});
export type RapportDocument = z.infer<typeof rapportDocument>;

/** What a kept report asks and how it is written: the column `contenu`. */
export const rapportContenu = z.object({
  demande: tableauAsked.omit({ key: true }),
  options: rapportOptions,
  formats: z.array(rapportFormat).min(1).max(rapportFormats.length),
});
export type RapportContenu = z.infer<typeof rapportContenu>;

/** When a report is made again: a row of the list `cadence_rapport`. */
export const rapportRegle = z.object({ cadence: z.string().min(1).max(64) });

/** A making of a recurrent report. */
export const rapportFait = z.object({
  id,
  /** The day it was due, and the day it was made. */
  pourLe: isoDate,
  faitLe: isoDate,
  /** Names of its files; null when none was written. */
  fichier: z.string().nullable(),
  /** Why nothing was written; it is tried again. */
  echec: z.enum(writeReasons).nullable(),
  /** Made later than the day it was due. */
  rattrape: z.boolean(),
});
export type RapportFait = z.infer<typeof rapportFait>;

/** A kept report. */
export const rapportVue = z.object({
  id,
  titre: z.string(),
  /** Key of its dashboard. */
  tableau: z.string(),
  /** Null when what was kept can no longer be read. */
  contenu: rapportContenu.nullable(),
  cadence: z.string().nullable(),
  regleLe: isoDate.nullable(),
  /** Next day on which it is due. */
  prochainLe: isoDate.nullable(),
  /** The latest first. */
  faits: z.array(rapportFait),
});
export type RapportVue = z.infer<typeof rapportVue>;

/** A report to be made now: for which day, of what, under which name. */
export const rapportDu = z.object({
  id,
  titre: z.string(),
  tableau: z.string(),
  contenu: rapportContenu,
  pourLe: isoDate,
  rattrape: z.boolean(),
});
export type RapportDu = z.infer<typeof rapportDu>;

const demandeEtOptions = z.object({ demande: tableauAsked, options: rapportOptions });

export const rapports = {
  /** Kept reports, of one dashboard or of all. */
  list: route
    .input(z.object({ tableau: z.string().max(64).nullish() }))
    .output(z.object({ rapports: z.array(rapportVue) })),
  /** A report with the figures of the moment. */
  document: route.input(demandeEtOptions).output(rapportDocument),
  /** Writes a report to the file behind a token, in a format that needs no page. */
  ecrire: route
    .input(
      demandeEtOptions.extend({
        token: z.string().max(64),
        format: rapportFormat.exclude(["pdf"]),
      }),
    )
    .output(z.object({})),
  /** Records in the journal that a report left the register as a file. */
  produit: route
    .input(
      z.object({
        titre: z.string().max(300),
        tableau: z.string().max(64),
        format: rapportFormat,
        fichier: z.string().max(300),
      }),
    )
    .output(z.object({ actionId: z.string().nullable() })),
  /** Recurrent reports that are due and not made. */
  dus: route.input(z.object({})).output(z.object({ rapports: z.array(rapportDu) })),
  /** Keeps what came of a recurrent report. */
  noter: route
    .input(
      z.object({
        rapportId: id,
        pourLe: isoDate,
        fichier: z.string().max(1000).nullable(),
        echec: z.enum(writeReasons).nullable(),
      }),
    )
    .output(z.object({ actionId: z.string().nullable() })),
};
