import { z } from "zod";
import { route } from "./base.ts";
import { asOfBasis, observationView } from "./indicateurs.ts";
import { confidence, id, isoDate, libelle } from "./primitives.ts";
import { actionRef } from "./records.ts";

/** How a card draws its figures. */
export const formes = [
  "nombre",
  "barres",
  "barres_empilees",
  "lignes",
  "aires",
  "pareto",
  "entonnoir",
  "chaleur",
  "classement",
  "table",
  "texte",
  "carte",
] as const;
export const forme = z.enum(formes);
export type Forme = z.infer<typeof forme>;

/** What our own files are counted as. */
export const sujets = [
  "approbations",
  "depots",
  "instruction",
  "conventions",
  "versements",
  "engagements",
  "financements",
  "accompagnements",
  "demandes",
] as const;
export const sujet = z.enum(sujets);
export type Sujet = z.infer<typeof sujet>;

/** What figures computed from our files may be split by. Each subject has some of them. */
export const dimensions = [
  "annee",
  "trimestre",
  "mois",
  "province",
  "commune",
  "secteur",
  "acte",
  "officier",
  "programme",
  "etat",
  "phase",
  "decision",
  "suivi",
  "type",
  "statut",
  "etape",
  "organisme",
  "canal",
  "jalon",
] as const;
export const dimension = z.enum(dimensions);
export type Dimension = z.infer<typeof dimension>;

/** Dimensions along time: their categories are in order, without a gap. */
export const temporelles: readonly Dimension[] = ["annee", "trimestre", "mois"];

/** First and last day of a time key. @param key `2024`, `2024-T3` or `2024-05` */
export function timeSpan(key: string): { du: string; au: string } {
  const year = key.slice(0, 4);
  const quarter = /^\d{4}-T([1-4])$/.exec(key);
  const first = quarter ? Number(quarter[1]) * 3 - 2 : key.length === 7 ? Number(key.slice(5)) : 1;
  const last = quarter ? first + 2 : key.length === 7 ? first : 12;
  const end = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  const two = (n: number): string => String(n).padStart(2, "0");
  return { du: `${year}-${two(first)}-01`, au: `${year}-${two(last)}-${two(end)}` };
}

/** Filters of a dashboard, wired to all its cards. */
export const filtrables = [
  "province",
  "commune",
  "secteur",
  "acte",
  "programme",
  "officier",
] as const;

const cles = z.array(z.string().max(64)).max(200).optional();

/** What narrows a dashboard. Several values of one key are alternatives; an empty text stands for « not stated ». */
export const tableauFiltre = z.object({
  province: cles,
  commune: cles,
  secteur: cles,
  acte: cles,
  programme: cles,
  officier: cles,
  /** First and last day, both included, of the date each measure counts by. */
  du: isoDate.optional(),
  au: isoDate.optional(),
});
export type TableauFiltre = z.infer<typeof tableauFiltre>;

const serieKey = z.string().min(1).max(120);

/** Published series: which, where, and along what. */
export const sourcePubliee = z.object({
  famille: z.literal("publie"),
  series: z.array(serieKey).min(1).max(12),
  /** HCP codes, or `region`, `provinces`, `pays`. */
  territoires: z.array(z.string().min(1).max(64)).min(1).max(20),
  axe: z.enum(["periode", "territoire", "serie"]),
  /** Only what covers such a span; whole years and the partial one of the current year when left out. */
  granularite: z.enum(["annee", "trimestre", "toutes"]).optional(),
  /** First year shown. */
  depuis: z.number().int().min(1900).max(2200).optional(),
});

/** Figures computed from our own files. */
export const sourceCalculee = z.object({
  famille: z.literal("calcule"),
  sujet,
  mesure: z.string().min(1).max(40),
  axe: dimension.optional(),
  /** Second dimension: stacks, lines, columns of a heat table. */
  serie: dimension.optional(),
  /** Most categories shown; the others add up in one, « Autres ». */
  limite: z.number().int().min(1).max(60).optional(),
});

/** A published series beside the same measure of our own files, with the difference. */
export const sourceEcart = z.object({
  famille: z.literal("ecart"),
  serie: serieKey,
  sujet,
  mesure: z.string().min(1).max(40),
  axe: z.enum(["annee", "province"]),
});

/** A card that the application knows how to make: those of the barometer. */
export const sourceModele = z.object({
  famille: z.literal("modele"),
  modele: z.string().min(1).max(60),
});

export const sourceTexte = z.object({ famille: z.literal("texte"), texte: libelle });

export const carteSource = z.discriminatedUnion("famille", [
  sourcePubliee,
  sourceCalculee,
  sourceEcart,
  sourceModele,
  sourceTexte,
]);
export type CarteSource = z.infer<typeof carteSource>;

/** Most cards of a dashboard, and the place one may take on its grid: columns of twelve, and rows. */
export const mostCartes = 60;
export const largeurs = { min: 2, max: 12 } as const;
export const hauteurs = { min: 1, max: 4 } as const;

/** What a number is to reach. */
export const carteCible = z.object({
  valeur: z.number(),
  libelle,
  /** Who set it, and where it is written. */
  source: z.string().max(500),
});

/** A card as it is defined: what `carte.definition` holds, and what the shipped dashboards are made of. */
export const carteDefinition = z.object({
  source: carteSource,
  cible: carteCible.optional(),
});

export const carteSpec = carteDefinition.extend({
  /** Key inside its dashboard; the row's id on a composed one. */
  key: z.string().min(1).max(64),
  titre: libelle.nullable(),
  forme,
  /** Columns of the grid of twelve. */
  largeur: z.number().int().min(largeurs.min).max(largeurs.max),
  hauteur: z.number().int().min(hauteurs.min).max(hauteurs.max),
});
export type CarteSpec = z.infer<typeof carteSpec>;

/** A dashboard as it is defined. */
export const tableauSpec = z.object({
  /** Key of a shipped dashboard, id of a composed one. */
  key: z.string().min(1).max(64),
  livre: z.boolean(),
  titre: libelle,
  description: libelle.nullable(),
  filtre: tableauFiltre,
  /** One sheet for each value of this filter. */
  feuilles: z.enum(["province"]).nullable(),
  cartes: z.array(carteSpec).max(mostCartes),
});
export type TableauSpec = z.infer<typeof tableauSpec>;

export const comparaison = z.enum(["precedente", "annee_precedente"]);
export type Comparaison = z.infer<typeof comparaison>;

/** What a dashboard is asked for. */
export const tableauAsked = z.object({
  key: z.string().min(1).max(64),
  filtre: tableauFiltre.optional(),
  comparer: comparaison.nullish(),
  /** Vintage of the published figures: the newest of each period not later than this day. */
  asOf: isoDate.nullish(),
  /** Vintage of one card, by card key: goes before `asOf`. */
  cartes: z.record(z.string().max(64), isoDate).optional(),
  /** Day on which our own files are read as they were, from the ledger; today's when left out. */
  etatLe: isoDate.nullish(),
});
export type TableauAsked = z.infer<typeof tableauAsked>;

/** Which of the two families a figure belongs to. They never share a series. */
export const famille = z.enum(["publie", "calcule", "ecart", "texte"]);
export type Famille = z.infer<typeof famille>;

export const carteCategorie = z.object({ key: z.string(), label: libelle });

export const carteSerie = carteCategorie.extend({
  famille,
  /** Census, survey…: two methods never share an axis. */
  methode: z.string().nullable(),
});

export const cartePoint = z.object({
  /** Key of its category and of its series; an empty text for « not stated ». */
  categorie: z.string(),
  serie: z.string(),
  /** In the unit of the card; null when it is not published, or has no meaning. */
  valeur: z.number().nullable(),
  partiel: z.boolean(),
  /** Number of records behind a computed figure. */
  fiches: z.number().int().nullable(),
  /** Median beside a sum of amounts, in the unit of the card. */
  mediane: z.number().nullable(),
  /** The observation behind a published figure. */
  observation: observationView.nullable(),
  /** Address, in the application, of the records behind. */
  lien: z.string().nullable(),
});
export type CartePoint = z.infer<typeof cartePoint>;

/** A source as it is named under a card and in the notes of a report. */
export const carteReference = z.object({
  texte: z.string(),
  asOf: z.string().nullable(),
  asOfBasis: asOfBasis.nullable(),
  confidence: confidence.nullable(),
});

/** Why a card shows nothing: the definition asks for what cannot be. */
export const carteFaute = z.object({
  code: z.enum([
    "methodes_melees",
    "unites_melees",
    "serie_inconnue",
    "axe_inconnu",
    "mesure_inconnue",
    "modele_inconnu",
    "axe_repete",
    "serie_sans_axe",
    "territoire_inconnu",
    "texte_vide",
    "formule",
    "definition",
  ]),
  /** A sentence for the user. */
  texte: libelle,
});

/** A card with its figures. */
export const carteResult = z.object({
  key: z.string(),
  titre: libelle,
  forme,
  largeur: z.number().int(),
  hauteur: z.number().int(),
  famille,
  /** `projets`, `MDH`, `emplois`, `jours`, `%`… */
  unite: z.string(),
  methode: z.string().nullable(),
  /** What the categories are: a dimension, or `periode`, `territoire`, `serie`. */
  axe: z.string().nullable(),
  /** Dimension of the series of a computed card. */
  axeSerie: z.string().nullable(),
  categories: z.array(carteCategorie),
  series: z.array(carteSerie),
  points: z.array(cartePoint),
  /** Headline figure of the whole card; its categories are empty texts. Null when it has no meaning. */
  total: cartePoint.nullable(),
  /** The same figure over the period it is compared with. */
  comparaison: z
    .object({ label: libelle, valeur: z.number().nullable(), fiches: z.number().int().nullable() })
    .nullable(),
  cible: carteCible.nullable(),
  texte: libelle.nullable(),
  /** « How is this computed? »: a sentence, with the filter and the source. */
  calcul: libelle,
  references: z.array(carteReference),
  /** As-of dates that exist for the published figures of this card, newest first. */
  vintages: z.array(z.string()),
  asOf: z.string().nullable(),
  /** What must be known to read the figures. */
  remarques: z.array(libelle),
  faute: carteFaute.nullable(),
});
export type CarteResult = z.infer<typeof carteResult>;

/** A dashboard with its figures. */
export const tableauResult = z.object({
  key: z.string(),
  livre: z.boolean(),
  titre: libelle,
  description: libelle.nullable(),
  region: libelle,
  feuilles: z.enum(["province"]).nullable(),
  /** What it was asked for, the dashboard's own filter included. */
  demande: tableauAsked,
  /** The filter in words; empty when there is none. */
  filtreTexte: libelle,
  /** Instant, ms UTC. */
  computedAt: z.number(),
  /** The user's day. */
  jour: z.string(),
  vintages: z.array(z.string()),
  cartes: z.array(carteResult),
});
export type TableauResult = z.infer<typeof tableauResult>;

export const tableauEntree = z.object({
  key: z.string(),
  livre: z.boolean(),
  titre: libelle,
  description: libelle.nullable(),
  feuilles: z.enum(["province"]).nullable(),
  cartes: z.number().int(),
  /** Address that opens it, filter included. */
  updatedAt: z.number().nullable(),
});
export type TableauEntree = z.infer<typeof tableauEntree>;

/** What can be asked of a subject: the form that composes a card reads it. */
export const sujetChoix = z.object({
  sujet,
  label: libelle,
  mesures: z.array(
    z.object({
      key: z.string(),
      label: libelle,
      unite: z.string(),
      /** Whether figures of its categories add up to the whole. */
      additive: z.boolean(),
      /** Those of the subject's dimensions that it can be split by. */
      axes: z.array(dimension),
    }),
  ),
  axes: z.array(z.object({ key: dimension, label: libelle })),
});
export type SujetChoix = z.infer<typeof sujetChoix>;

export const tableaux = {
  /** Shipped dashboards, then those composed here. */
  list: route.input(z.object({})).output(z.object({ tableaux: z.array(tableauEntree) })),
  /** A dashboard as it is defined. */
  definition: route.input(z.object({ key: z.string().max(64) })).output(tableauSpec),
  /** A dashboard with its figures. */
  get: route.input(tableauAsked).output(tableauResult),
  /** Figures of one card being composed, before it is kept. */
  apercu: route
    .input(z.object({ carte: carteSpec, demande: tableauAsked.omit({ key: true }) }))
    .output(carteResult),
  /** Shapes that fit what a card would show; none, and why, when it cannot be made. */
  formes: route
    .input(z.object({ source: carteSource }))
    .output(z.object({ formes: z.array(forme), faute: carteFaute.nullable() })),
  /** A dashboard copied with all its cards, to be changed; without a title it bears that of the first, as a copy. */
  dupliquer: route
    .input(z.object({ key: z.string().max(64), titre: libelle.optional() }))
    .output(actionRef),
  /** A card copied right after itself. */
  dupliquerCarte: route.input(z.object({ id })).output(actionRef),
  /** Puts a card right after another one of its dashboard; first when `apres` is null. */
  placerCarte: route.input(z.object({ id, apres: id.nullable() })).output(actionRef),
  /** What cards may be made of. */
  choix: route.input(z.object({})).output(
    z.object({
      sujets: z.array(sujetChoix),
      modeles: z.array(z.object({ key: z.string(), titre: libelle, formes: z.array(forme) })),
    }),
  ),
};
