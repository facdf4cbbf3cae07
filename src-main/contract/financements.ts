import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, isoDate } from "./primitives.ts";
import { recordView } from "./records.ts";

/** A plan against its cost. */
export const etatsPlan = ["sans_cout", "equilibre", "manque", "excedent"] as const;
/** How sure the amount of a line is; `couvre` and `ecarte` are in no sum. */
export const partsPlan = ["sur", "espere", "couvre", "ecarte"] as const;
export type PartPlan = (typeof partsPlan)[number];
export const etatsCampagne = ["sans_dates", "a_ouvrir", "en_cours", "close"] as const;
/** What a ceiling bounds. */
export const codesPlafond = [
  "projet",
  "autorisation",
  "credit",
  "subvention",
  "subvention_jeunes",
  "subvention_ess",
  "subvention_part",
] as const;
/** Why a state is suggested. */
export const raisonsStatut = [
  "sous_objectif",
  "objectif_atteint",
  "campagne_ouverte",
  "verse_en_entier",
] as const;

const keys = z.array(z.string().max(64)).max(100).optional();

/** What narrows a list of financings. Several values of one key are alternatives; keys add up. */
export const financementFilter = z.object({
  /** Words of the reference, the remark, the holder, the project, the body; folded. */
  text: z.string().max(200).optional(),
  type: keys,
  categorie: keys,
  statut: keys,
  programme: keys,
  /** `aucun` for those without a body, as for the programmes. */
  organismeId: keys,
  conventionId: id.optional(),
  /** Centimes asked, both ends included. */
  montantMin: z.number().int().optional(),
  montantMax: z.number().int().optional(),
  demandeDu: isoDate.optional(),
  demandeAu: isoDate.optional(),
});
export type FinancementFilter = z.infer<typeof financementFilter>;

export const financementSortKeys = [
  "reference",
  "type",
  "titulaire",
  "projet",
  "organisme",
  "montantDemande",
  "montantAccorde",
  "statut",
  "demandeLe",
  "clotLe",
] as const;
export const financementSort = z.object({ key: z.enum(financementSortKeys), desc: z.boolean() });
export type FinancementSort = z.infer<typeof financementSort>;

/** One line of the list. Amounts in centimes. */
export const financementRow = z.object({
  id,
  reference: z.string(),
  type: z.string(),
  categorie: z.string().nullable(),
  statut: z.string(),
  /** Who is financed: the holder of the project, else the accompanied one. */
  titulaireFr: z.string().nullable(),
  titulaireAr: z.string().nullable(),
  projetId: z.string().nullable(),
  projet: z.string().nullable(),
  /** Title of the project, else of the accompaniment. */
  objetFr: z.string().nullable(),
  objetAr: z.string().nullable(),
  accompagnementId: z.string().nullable(),
  accompagnement: z.string().nullable(),
  /** Bank, fund or body; the platform of a campaign. */
  organismeId: z.string().nullable(),
  organismeFr: z.string().nullable(),
  organismeAr: z.string().nullable(),
  /** Its own, else that of its accompaniment. */
  programme: z.string().nullable(),
  montantDemande: z.number(),
  montantAccorde: z.number().nullable(),
  montantVerse: z.number().nullable(),
  /** Latest total collected by a campaign. */
  collecte: z.number().nullable(),
  demandeLe: z.string().nullable(),
  decisionLe: z.string().nullable(),
  ouvertLe: z.string().nullable(),
  clotLe: z.string().nullable(),
  /** True when the amount is above a ceiling in force that is asked about. */
  depasse: z.boolean(),
});
export type FinancementRow = z.infer<typeof financementRow>;

/** A ceiling in force for a financing, with the row that sets it. Amounts in centimes. */
export const plafondVue = z.object({
  code: z.enum(codesPlafond),
  montant: z.number(),
  /** By how much the amount asked passes it; null when it does not. */
  depassement: z.number().nullable(),
  /** Told only: this ceiling is asked about at no writing. */
  indicatif: z.boolean(),
  /** Day whose rules hold. */
  le: z.string(),
  source: z.string(),
  url: z.string().nullable(),
  confidence,
  note: z.string().nullable(),
});
export type PlafondVue = z.infer<typeof plafondVue>;

const releve = z.object({ fiche: recordView, hors: z.enum(["avant", "apres"]).nullable() });

export const campagneVue = z.object({
  etat: z.enum(etatsCampagne),
  objectif: z.number(),
  collecte: z.number(),
  contributeurs: z.number().nullable(),
  atteintBp: z.number().int(),
  atteint: z.boolean(),
  atteintLe: z.string().nullable(),
  joursRestants: z.number().int().nullable(),
  /** Key of the list `superviseur`, by the category in force; null when the list does not say. */
  superviseur: z.string().nullable(),
  superviseurSource: z.string().nullable(),
  /** Running totals, by day. */
  releves: z.array(releve),
  /** What the campaigns of this category ask together for the same project; null for a single one. */
  cumul: z.number().nullable(),
});
export type CampagneVue = z.infer<typeof campagneVue>;

export const financementDetail = z.object({
  row: financementRow,
  fiche: recordView,
  plafonds: z.array(plafondVue),
  /** Null for what is no campaign. */
  campagne: campagneVue.nullable(),
  /** A state that the facts suggest. */
  suggestion: z
    .object({ statut: z.string(), raison: z.enum(raisonsStatut), le: z.string().nullable() })
    .nullable(),
});
export type FinancementDetail = z.infer<typeof financementDetail>;

export const planLigne = financementRow.extend({
  part: z.enum(partsPlan),
  /** Centimes that the plan counts. */
  retenu: z.number(),
  /** Obtained, but the amount granted is not given: the amount asked is counted. */
  accordeManque: z.boolean(),
});

/** The financing of a project, or of an accompaniment without a project, against its cost. Centimes. */
export const planFinancement = z.object({
  projetId: z.string().nullable(),
  accompagnementId: z.string().nullable(),
  etat: z.enum(etatsPlan),
  cout: z.number().nullable(),
  coutDe: z.enum(["projet", "accompagnement"]).nullable(),
  demande: z.number(),
  accorde: z.number(),
  verse: z.number(),
  retenu: z.number(),
  sur: z.number(),
  espere: z.number(),
  ecart: z.number().nullable(),
  ecartBp: z.number().int().nullable(),
  resteASecuriser: z.number().nullable(),
  lignes: z.array(planLigne),
});
export type PlanFinancement = z.infer<typeof planFinancement>;

const cursor = z.string().max(1000);

export const financements = {
  list: route
    .input(
      z.object({
        filter: financementFilter,
        sort: financementSort,
        cursor: cursor.nullish(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(financementRow), next: cursor.nullable() })),
  /** Cursors of every `pageSize`-th row, and the number of rows. */
  anchors: route
    .input(
      z.object({
        filter: financementFilter,
        sort: financementSort,
        pageSize: z.number().int().min(20).max(500),
      }),
    )
    .output(z.object({ count: z.number().int(), cursors: z.array(cursor) })),
  /** Sums of all that a filter keeps, in centimes. */
  totals: route.input(z.object({ filter: financementFilter })).output(
    z.object({
      count: z.number().int(),
      demande: z.number(),
      accorde: z.number(),
      verse: z.number(),
    }),
  ),
  get: route.input(z.object({ id })).output(financementDetail),
  plan: route
    .input(z.union([z.object({ projetId: id }), z.object({ accompagnementId: id })]))
    .output(planFinancement),
};
