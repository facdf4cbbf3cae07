import { z } from "zod";
import { route } from "./base.ts";
import { id, isoDate, langue } from "./primitives.ts";

/** What a column of an execution statement holds; `etat` and `figure` are codes that each reader puts into words. */
export type EtatKind =
  | "texte"
  | "ref"
  | "annee"
  | "nombre"
  | "montant"
  | "date"
  | "pourcent"
  | "etat"
  | "figure";

export interface EtatColonne {
  key: string;
  kind: EtatKind;
}

const column = (kind: EtatKind, ...keys: string[]): EtatColonne[] =>
  keys.map((key) => ({ key, kind }));

/** The parts of an execution statement, with their columns: screen, papers and sheets draw the same. */
export const etatParts = {
  figures: [
    ...column("figure", "figure"),
    ...column("nombre", "nombre"),
    ...column("montant", "montant"),
  ],
  conventions: [
    ...column("ref", "numero"),
    ...column("texte", "intitule"),
    ...column("etat", "statut"),
    ...column("date", "effetLe", "finLe"),
    ...column("montant", "montant"),
  ],
  engagements: [
    ...column("ref", "numero"),
    ...column("texte", "partie", "libelle"),
    ...column("date", "echeanceLe"),
    ...column("nombre", "fait", "attendu"),
    ...column("etat", "etat"),
    ...column("nombre", "retardJours"),
  ],
  argent: [
    ...column("ref", "numero"),
    ...column("texte", "partie"),
    ...column("annee", "annee"),
    ...column("montant", "du", "prevu", "verse"),
  ],
  versements: [
    ...column("ref", "numero"),
    ...column("nombre", "tranche"),
    ...column("texte", "payeur", "beneficiaire"),
    ...column("date", "prevuLe"),
    ...column("montant", "prevu"),
    ...column("date", "verseLe"),
    ...column("montant", "verse"),
    ...column("etat", "etat"),
  ],
  livrables: [
    ...column("ref", "numero"),
    ...column("texte", "libelle"),
    ...column("date", "echeanceLe", "accepteLe"),
    ...column("etat", "etat"),
  ],
  indicateurs: [
    ...column("ref", "numero"),
    ...column("texte", "libelle", "unite"),
    ...column("nombre", "reference", "cible", "valeur"),
    ...column("date", "le"),
    ...column("pourcent", "avance"),
  ],
  reunions: [
    ...column("ref", "numero"),
    ...column("texte", "comite"),
    ...column("date", "tenueLe"),
    ...column("etat", "statut"),
    ...column("nombre", "decisions"),
  ],
  cohortes: [
    ...column("texte", "nom"),
    ...column("date", "ouverteLe", "closeLe"),
    ...column("nombre", "objectif", "accompagnes", "finances", "entreprises", "emplois"),
  ],
} as const satisfies Record<string, readonly EtatColonne[]>;
export type EtatPart = keyof typeof etatParts;
export const etatPartKeys = Object.keys(etatParts) as EtatPart[];

/** What a statement is about: one convention, one programme (by its key) or one organisation. */
export const etatSujets = ["convention", "programme", "partenaire"] as const;
export type EtatSujet = (typeof etatSujets)[number];

/** Parts that a statement draws: cohorts are a programme's, and that of one convention does not list it. */
export const etatPartsOf = (sur: EtatSujet): EtatPart[] =>
  etatPartKeys.filter((part) =>
    part === "cohortes" ? sur === "programme" : part !== "conventions" || sur !== "convention",
  );

/** A row of a part. Amounts in centimes; `conventionId` names the record behind it. */
const ligne = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type EtatLigne = z.infer<typeof ligne>;

export const etatView = z.object({
  sur: z.enum(etatSujets),
  id: z.string(),
  jour: isoDate,
  /** Number of a convention; empty for the others. */
  numero: z.string(),
  titre: z.string(),
  parts: z.object({
    figures: z.array(ligne),
    conventions: z.array(ligne),
    engagements: z.array(ligne),
    argent: z.array(ligne),
    versements: z.array(ligne),
    livrables: z.array(ligne),
    indicateurs: z.array(ligne),
    reunions: z.array(ligne),
    cohortes: z.array(ligne),
  }),
});
export type EtatView = z.infer<typeof etatView>;

export const etats = {
  /** The execution of a convention, a programme or a partner, as of a day: today when none is given. */
  get: route
    .input(
      z.object({
        sur: z.enum(etatSujets),
        id: z.union([id, z.string().max(64)]),
        jour: isoDate.optional(),
        langue,
      }),
    )
    .output(etatView),
};
