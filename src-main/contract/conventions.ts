import { z } from "zod";
import { route } from "./base.ts";
import { id, isoDate } from "./primitives.ts";
import { actionRef, answers, recordValues, recordView } from "./records.ts";

/** Statuses of a convention, derived and never typed. */
export const conventionStatut = z.enum([
  "projet",
  "en_signature",
  "en_vigueur",
  "preavis_ouvert",
  "reconduite",
  "suspendue",
  "echue",
  "resiliee",
]);

/** Fields of a signed convention that an avenant may change; nothing else changes them. */
export const amendableFields = [
  "intituleFr",
  "intituleAr",
  "objet",
  "consistance",
  "visas",
  "effetLe",
  "finLe",
  "reconductionTacite",
  "reconductionMois",
  "reconductionMax",
  "preavisMois",
  "preavisJours",
  "montant",
  "territoireId",
] as const;

/** Why: a code that the interface puts into words, dates as ISO. */
export const pourquoi = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export type Pourquoi = z.infer<typeof pourquoi>;

const terme = z.object({
  n: z.number().int(),
  du: isoDate,
  au: isoDate,
  preavisDu: isoDate.nullable(),
});

const partieCourte = z.object({
  organisationId: id,
  nomFr: z.string(),
  nomAr: z.string().nullable(),
  role: z.string(),
  signeLe: isoDate.nullable(),
});

/** One convention of the list, as it stood on the day asked. Amounts in centimes. */
export const conventionRow = z.object({
  id,
  numero: z.string(),
  type: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  parentId: id.nullable(),
  programme: z.string().nullable(),
  pole: z.string().nullable(),
  officierId: id.nullable(),
  montant: z.number().nullable(),
  statut: conventionStatut,
  pourquoi: z.array(pourquoi),
  effetLe: isoDate.nullable(),
  finLe: isoDate.nullable(),
  terme: terme.nullable(),
  reconductions: z.number().int(),
  parties: z.array(partieCourte),
  /** The next day on which it ends, or on which its notice window opens; null without end. */
  prochaine: z.object({ genre: z.enum(["fin", "preavis"]), le: isoDate }).nullable(),
});
export type ConventionRow = z.infer<typeof conventionRow>;

export const conventionFilter = z.object({
  /** Words looked for in the number, the titles, the purpose and the parties' names, folded. */
  text: z.string().max(200).optional(),
  type: z.array(z.string().max(64)).max(50).optional(),
  statut: z.array(conventionStatut).max(8).optional(),
  /** `aucun` for those that name none, as for the officers. */
  programme: z.array(z.string().max(64)).max(50).optional(),
  pole: z.string().max(64).optional(),
  officierId: z.array(z.string().max(64)).max(100).optional(),
  /** Day of the last signature, once every party has signed; both ends included. */
  signeDu: isoDate.optional(),
  signeAu: isoDate.optional(),
  /** False leaves the avenants out. */
  avenants: z.boolean().optional(),
  /** An organisation among the parties. */
  organisationId: id.optional(),
  /** Ends, or opens its notice window, within so many calendar days. */
  dansJours: z.number().int().min(0).max(3660).optional(),
});
export type ConventionFilter = z.infer<typeof conventionFilter>;

export const conventionSortKeys = [
  "numero",
  "intitule",
  "type",
  "statut",
  "programme",
  "effetLe",
  "finLe",
  "prochaine",
  "montant",
] as const;
export const conventionSort = z.object({ key: z.enum(conventionSortKeys), desc: z.boolean() });
export type ConventionSort = z.infer<typeof conventionSort>;

const asked = {
  filter: conventionFilter,
  sort: conventionSort,
  /** Read as of this day; today when left out. */
  asOf: isoDate.optional(),
};

/** A field of its parent that an avenant changes. */
const changement = z.object({
  /** Id of the change, to take it back while the avenant is a draft. */
  id,
  champ: z.string(),
  avant: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  apres: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});

export const avenantView = z.object({
  id,
  numero: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  statut: conventionStatut,
  effetLe: isoDate.nullable(),
  /** In force on the day asked. */
  enVigueur: z.boolean(),
  /** Signed by all its parties: nothing of it changes any more. */
  signe: z.boolean(),
  changements: z.array(changement),
  /** Rows that it brings in or takes out, by record type. */
  ajouts: z.number().int(),
  retraits: z.number().int(),
});
export type AvenantView = z.infer<typeof avenantView>;

/** A row of the convention that avenants may bring in or take out. */
const amended = {
  fiche: recordView,
  /** Part of the convention on the day asked. */
  presente: z.boolean(),
};

const partieView = z.object({
  ...amended,
  nomFr: z.string(),
  nomAr: z.string().nullable(),
  /** Name of the representative in the directory. */
  representantFr: z.string().nullable(),
  representantAr: z.string().nullable(),
});

export const conventionDetail = z.object({
  jour: isoDate,
  ligne: conventionRow,
  /** As signed: what is edited while it is a draft. */
  fiche: recordView,
  /** As it stood on the day, avenants in force included. */
  valeurs: recordValues,
  /** Signed by all: the text changes through an avenant only. */
  signee: z.boolean(),
  parent: z.object({ id, numero: z.string(), intituleFr: z.string() }).nullable(),
  filles: z.array(z.object({ id, numero: z.string(), intituleFr: z.string(), type: z.string() })),
  parties: z.array(partieView),
  contributions: z.array(z.object(amended)),
  clauses: z.array(z.object(amended)),
  secteurs: z.array(recordView),
  suspensions: z.array(recordView),
  avenants: z.array(avenantView),
  /** Amount against the sum of the contributions of the day, in centimes; null without both. */
  ecart: z
    .object({ montant: z.number(), contributions: z.number(), difference: z.number() })
    .nullable(),
  /** Days of its life, in order: signatures, effect, renewals, notice windows, end. */
  vie: z.array(
    z.object({
      le: isoDate,
      genre: z.enum([
        "signature",
        "effet",
        "reconduction",
        "preavis",
        "denonciation",
        "suspension",
        "reprise",
        "avenant",
        "resiliation",
        "fin",
      ]),
      /** Number of a renewal or of an avenant. */
      numero: z.string().nullable(),
    }),
  ),
  /** What holders became under it; amounts in centimes. */
  resultats: z.object({
    accompagnes: z.number().int(),
    ouverts: z.number().int(),
    finances: z.number().int(),
    entreprises: z.number().int(),
    emplois: z.number().int(),
    financements: z.number().int(),
    accorde: z.number(),
    collecte: z.number(),
  }),
  /** What the reader should know: a notice that came late, contributions that do not add up. */
  avertissements: z.array(pourquoi),
});
export type ConventionDetail = z.infer<typeof conventionDetail>;

export const conventions = {
  list: route
    .input(
      z.object({
        ...asked,
        cursor: z.string().max(20).nullish(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(conventionRow), next: z.string().nullable() })),
  /** Cursors of every `pageSize`-th row, how many there are and what they add up to, in centimes. */
  anchors: route.input(z.object({ ...asked, pageSize: z.number().int().min(20).max(500) })).output(
    z.object({
      count: z.number().int(),
      cursors: z.array(z.string()),
      montant: z.number(),
    }),
  ),
  get: route.input(z.object({ id, asOf: isoDate.optional() })).output(conventionDetail),
  /** A draft avenant of a signed convention, with its parties and its first changes, as one action. */
  avenant: route
    .input(
      z.object({
        conventionId: id,
        numero: z.string().trim().max(60).optional(),
        intituleFr: z.string().trim().max(300),
        intituleAr: z.string().trim().max(300).optional(),
        objet: z.string().trim().max(8000).optional(),
        effetLe: isoDate.nullish(),
        /** New values by field of the convention. */
        changements: recordValues,
        sure: answers.sure,
      }),
    )
    .output(actionRef),
};
