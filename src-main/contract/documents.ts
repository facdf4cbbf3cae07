import { z } from "zod";
import { route } from "./base.ts";
import { id } from "./primitives.ts";

/** Documents made from the register, each with a Word model in French and in Arabic. */
export const documentKind = z.enum([
  "lettre_complement",
  "ordre_du_jour",
  "pv",
  "pv_comite",
  "etat_execution",
]);
export type DocumentKind = z.infer<typeof documentKind>;

export const documentFormat = z.enum(["pdf", "docx", "xlsx"]);
export type DocumentFormat = z.infer<typeof documentFormat>;

/** Official papers are written in French or in Arabic. */
export const documentLangue = z.enum(["fr", "ar"]);
export type DocumentLangue = z.infer<typeof documentLangue>;

/** Kinds laid out on the long side of the paper. */
export const landscapeKinds: ReadonlySet<DocumentKind> = new Set([
  "ordre_du_jour",
  "etat_execution",
]);

/**
 * A document: its kind, the record it is about, its language. The id of an execution statement bears its
 * subject: `convention:<id>`, `programme:<key>`, `partenaire:<id>`, then `@<day>` when it is not today's.
 */
export const documentRef = z.object({ kind: documentKind, id, langue: documentLangue });
export type DocumentRef = z.infer<typeof documentRef>;

/** A document asked of the user's disk. */
export const savedDocument = documentRef.extend({ format: documentFormat });

/** What a letter that asks for missing documents says. Every text is ready to print. */
export const lettreComplement = z.object({
  region: z.string(),
  dateLettre: z.string(),
  numero: z.string(),
  reference: z.string(),
  porteur: z.string(),
  intitule: z.string(),
  acte: z.string(),
  deposeLe: z.string(),
  suspenduDepuis: z.string(),
  motif: z.string(),
  pieces: z.array(z.object({ rang: z.string(), libelle: z.string(), motif: z.string() })),
  avecPieces: z.boolean(),
});
export type LettreComplement = z.infer<typeof lettreComplement>;

/** What the papers of a sitting say at their head. */
const sittingHead = {
  region: z.string(),
  numero: z.string(),
  tenueLe: z.string(),
  heure: z.string(),
  lieu: z.string(),
  president: z.string(),
  /** How many dossiers are on the agenda. */
  nombre: z.string(),
};

/** What the agenda of a sitting says: its ten columns, under each province and act. */
export const ordreDuJour = z.object({
  ...sittingHead,
  groupes: z.array(
    z.object({
      titre: z.string(),
      dossiers: z.array(
        z.object({
          rang: z.string(),
          projetNumero: z.string(),
          reference: z.string(),
          intitule: z.string(),
          localisation: z.string(),
          porteur: z.string(),
          montant: z.string(),
          emplois: z.string(),
          surface: z.string(),
          observations: z.string(),
        }),
      ),
    }),
  ),
});
export type OrdreDuJour = z.infer<typeof ordreDuJour>;

const membre = z.object({ nom: z.string(), qualite: z.string() });

/** What the minutes of a sitting say. */
export const pv = z.object({
  ...sittingHead,
  presents: z.array(membre),
  absents: z.array(membre),
  avecPresents: z.boolean(),
  avecAbsents: z.boolean(),
  dossiers: z.array(
    z.object({
      rang: z.string(),
      reference: z.string(),
      intitule: z.string(),
      porteur: z.string(),
      localisation: z.string(),
      acte: z.string(),
      montant: z.string(),
      emplois: z.string(),
      decision: z.string(),
      observation: z.string(),
      reserves: z.array(z.object({ rang: z.string(), texte: z.string() })),
      avecReserves: z.boolean(),
    }),
  ),
  reportes: z.array(z.object({ reference: z.string(), intitule: z.string(), motif: z.string() })),
  avecReportes: z.boolean(),
});
export type Pv = z.infer<typeof pv>;

/** What the minutes of a meeting of a committee say. */
export const pvComite = z.object({
  region: z.string(),
  convention: z.string(),
  conventionNumero: z.string(),
  comite: z.string(),
  numero: z.string(),
  tenueLe: z.string(),
  heure: z.string(),
  lieu: z.string(),
  president: z.string(),
  presents: z.array(membre),
  absents: z.array(membre),
  avecPresents: z.boolean(),
  avecAbsents: z.boolean(),
  ordreDuJour: z.array(z.object({ texte: z.string() })),
  avecOrdre: z.boolean(),
  compteRendu: z.array(z.object({ texte: z.string() })),
  avecCompteRendu: z.boolean(),
  decisions: z.array(
    z.object({
      rang: z.string(),
      texte: z.string(),
      responsable: z.string(),
      echeanceLe: z.string(),
    }),
  ),
  avecDecisions: z.boolean(),
  pvLe: z.string(),
});
export type PvComite = z.infer<typeof pvComite>;

export const documents = {
  /** What fills the Word model and the print layout alike, so that both say the same. */
  data: route.input(documentRef).output(z.record(z.string(), z.unknown())),
};
