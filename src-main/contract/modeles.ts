import { z } from "zod";
import { route } from "./base.ts";
import { documentLangue } from "./documents.ts";
import { pieceJointeView } from "./fichiers.ts";
import { id } from "./primitives.ts";
import { actionRef } from "./records.ts";

/** A value that a model may hold: a text, a condition that shows or hides, or a list that repeats. */
export interface Champ {
  key: string;
  kind: "texte" | "condition" | "liste";
  champs?: readonly Champ[];
}

const texte = (...keys: string[]): Champ[] => keys.map((key) => ({ key, kind: "texte" }));
const condition = (...keys: string[]): Champ[] => keys.map((key) => ({ key, kind: "condition" }));
const liste = (key: string, ...champs: Champ[]): Champ => ({ key, kind: "liste", champs });

const membres = liste("membres", ...texte("rang", "nom", "qualite"));
const modifications = liste("modifications", ...texte("champ", "avant", "apres"));

/** What every model may say, whatever its record. */
const communs: Champ[] = texte("region", "dateDuJour");

/** The values that a model of a convention may hold, in the order they are shown. */
const conventionChamps: Champ[] = [
  ...communs,
  ...texte(
    "numero",
    "type",
    "intitule",
    "objet",
    "consistance",
    "programme",
    "pole",
    "officier",
    "effetLe",
    "finLe",
    "reconductionMois",
    "preavis",
    "montant",
    "territoire",
    "statut",
    "origineNumero",
    "origineIntitule",
  ),
  ...condition(
    "avecMontant",
    "avecReconduction",
    "avecPreavis",
    "dureeIndeterminee",
    "estAvenant",
    "avecEngagements",
    "avecVersements",
    "avecLivrables",
    "avecIndicateurs",
  ),
  liste("visas", ...texte("rang", "texte")),
  liste(
    "parties",
    ...texte("rang", "nom", "role", "representant", "fonction", "signeLe", "contribution"),
  ),
  liste("contributions", ...texte("annee", "partie", "nature", "montant")),
  liste("clauses", ...texte("rang", "titre", "texte")),
  liste("secteurs", ...texte("nom")),
  modifications,
  liste("avenants", ...texte("numero", "intitule", "effetLe"), modifications),
  liste(
    "engagements",
    ...texte("rang", "partie", "libelle", "echeanceLe", "periodicite", "mesure", "cible"),
    ...texte("fait", "preuve", "etat", "retardJours"),
    ...condition("enRetard", "tenu"),
  ),
  liste(
    "versements",
    ...texte("tranche", "libelle", "payeur", "beneficiaire", "prevuLe", "montantPrevu"),
    ...texte("verseLe", "montantVerse"),
    ...condition("verse"),
  ),
  liste(
    "livrables",
    ...texte("libelle", "partie", "echeanceLe", "recuLe", "accepteLe", "etat"),
    ...condition("enRetard"),
  ),
  liste("indicateurs", ...texte("libelle", "unite", "reference", "cible", "valeur", "valeurLe")),
  liste("comites", ...texte("type", "president", "periodicite"), membres),
];

/** The values that a model of a committee meeting may hold. */
const reunionChamps: Champ[] = [
  ...communs,
  ...texte("numero", "comite", "tenueLe", "heure", "lieu", "president", "pvLe"),
  ...texte("conventionNumero", "convention"),
  ...condition("avecPresents", "avecAbsents", "avecOrdre", "avecCompteRendu", "avecDecisions"),
  liste("presents", ...texte("nom", "qualite")),
  liste("absents", ...texte("nom", "qualite")),
  liste("ordreDuJour", ...texte("texte")),
  liste("compteRendu", ...texte("texte")),
  liste("decisions", ...texte("rang", "texte", "responsable", "echeanceLe")),
];

/** Records that a document is made from, by the attribute `fiche` of its kind. */
export const modeleFiches = { convention: conventionChamps, reunion: reunionChamps } as const;
export type ModeleFiche = keyof typeof modeleFiches;

/** The record a document is made about. */
const about = { recordTable: z.enum(["convention", "reunion"]), recordId: id };

export const modeleView = z.object({
  /** Null for a model shipped with the application. */
  id: id.nullable(),
  nom: z.string(),
  genre: z.string(),
  langue: documentLangue,
  fichier: pieceJointeView.nullable(),
  updatedAt: z.number().nullable(),
});
export type ModeleView = z.infer<typeof modeleView>;

/** A model to use: one of the staff, or the shipped one of a kind and a language. */
const choix = {
  modeleId: id.nullable(),
  genre: z.string().max(64),
  langue: documentLangue,
};

/** A value of the record as a model would write it. */
export const champValeur = z.object({
  /** Key in the catalogue of values, with its list before it: `engagements.partie`. */
  chemin: z.string(),
  kind: z.enum(["texte", "condition", "liste"]),
  /** The text; of a condition « 1 » or nothing; of a list how many lines. */
  valeur: z.string(),
  /** The model uses it. */
  utilise: z.boolean(),
  /** How many places of the model it would leave empty. */
  vides: z.number().int(),
});
export type ChampValeur = z.infer<typeof champValeur>;

export const documentGenereView = z.object({
  id,
  genre: z.string(),
  langue: documentLangue,
  version: z.number().int(),
  /** Name of the model, null for a shipped one. */
  modele: z.string().nullable(),
  fichier: pieceJointeView,
  at: z.number(),
  par: z.string().nullable(),
});
export type DocumentGenereView = z.infer<typeof documentGenereView>;

export const modeles = {
  /** The models of the staff and the shipped ones; of one kind of record only when asked. */
  list: route
    .input(z.object({ fiche: z.enum(["convention", "reunion"]).optional() }))
    .output(z.object({ modeles: z.array(modeleView) })),
  /** Keeps a Word file that the system's dialog gave as a model, after reading its marks: all or nothing. */
  ajouter: route
    .input(
      z.object({
        token: z.string().max(64),
        nom: z.string().trim().max(200),
        genre: z.string().max(64),
        langue: documentLangue,
      }),
    )
    .output(actionRef),
  /** Gives a model another file; documents made before keep theirs. */
  remplacer: route.input(z.object({ token: z.string().max(64), id })).output(actionRef),
  /** The bytes of a model, to begin one's own from it. */
  fichier: route
    .input(z.object(choix))
    .output(z.object({ nom: z.string(), bytes: z.instanceof(Blob) })),
  /** What a model would write for a record, and what it would leave empty. */
  apercu: route
    .input(z.object({ ...about, ...choix }))
    .output(z.object({ champs: z.array(champValeur) })),
  /** Makes the document and keeps it on the record with the data it was made from. */
  generer: route.input(z.object({ ...about, ...choix })).output(actionRef),
  /** Documents made from a record, the latest first. */
  generes: route
    .input(z.object(about))
    .output(z.object({ documents: z.array(documentGenereView) })),
  /** The data a document was made from, as JSON text. */
  donnees: route.input(z.object({ id })).output(z.object({ json: z.string() })),
};
