import { z } from "zod";
import { route } from "./base.ts";
import { id, isoDate } from "./primitives.ts";
import { actionRef, recordView } from "./records.ts";

/** Pipelines besides the commission's dossiers: enquiries received, project holders accompanied. */
export const filiereKeys = ["demande", "accompagnement"] as const;
export type FiliereKey = (typeof filiereKeys)[number];
export const filiereKey = z.enum(filiereKeys);

/** Every pipeline drawn as a board, the dossiers among them. */
export const tableauKeys = ["dossier", ...filiereKeys] as const;
export type TableauKey = (typeof tableauKeys)[number];

/** Reference list that holds the stages of a pipeline. */
export const stageLists = {
  dossier: "etat_procedure",
  demande: "etape_demande",
  accompagnement: "etape_accompagnement",
} as const satisfies Record<TableauKey, string>;

/** What a card may show under its title, by pipeline, in the order they are drawn. */
export const cardFields = {
  dossier: ["porteur", "acte", "commune", "officier", "montant", "emplois", "echeance"],
  demande: ["demandeur", "canal", "debutLe", "responsable", "projet"],
  accompagnement: ["demandeur", "programme", "debutLe", "responsable", "projet"],
} as const satisfies Record<TableauKey, readonly string[]>;

/** What a card shows until the centre chooses otherwise. */
export const defaultCardFields: Record<TableauKey, readonly string[]> = {
  dossier: ["porteur", "montant", "emplois", "echeance"],
  demande: ["demandeur", "canal", "responsable"],
  accompagnement: ["demandeur", "programme", "responsable"],
};

/** One line of a pipeline: a card of its board. Dates are ISO. */
export const carte = z.object({
  id,
  reference: z.string(),
  titre: z.string(),
  etape: z.string(),
  /** Day it entered its stage. */
  etapeLe: z.string().nullable(),
  ordre: z.string(),
  /** Received, or opened, on this day. */
  debutLe: z.string(),
  /** Answered, or closed, on this day. */
  finLe: z.string().nullable(),
  /** True while an enquiry waits for its answer: open stage, no answer sent. */
  enAttente: z.boolean(),
  responsableId: z.string().nullable(),
  responsable: z.string().nullable(),
  /** Who asks or is accompanied: a linked organisation or person, else the name given. */
  demandeurFr: z.string().nullable(),
  demandeurAr: z.string().nullable(),
  organisationId: z.string().nullable(),
  personneId: z.string().nullable(),
  projetId: z.string().nullable(),
  projet: z.string().nullable(),
  canal: z.string().nullable(),
  programme: z.string().nullable(),
});
export type Carte = z.infer<typeof carte>;

export const filiereFilter = z.object({
  /** Words looked for in the reference, the title, the text and the names, folded. */
  text: z.string().max(200).optional(),
  etape: z.array(z.string().max(64)).max(100).optional(),
  /** `aucun` for those that nobody follows, as for the programmes. */
  responsableId: z.array(z.string().max(64)).max(100).optional(),
  /** Of accompaniments; enquiries have none. */
  programme: z.array(z.string().max(64)).max(100).optional(),
  /** Day received, or opened; both ends included. */
  debutDu: isoDate.optional(),
  debutAu: isoDate.optional(),
  /** Day on which the holder's firm was created, of accompaniments; both ends included. */
  creeDu: isoDate.optional(),
  creeAu: isoDate.optional(),
  /** Only what is not answered, or not closed. */
  ouvertes: z.boolean().optional(),
});
export type FiliereFilter = z.infer<typeof filiereFilter>;

const cursor = z.string().max(600);
const cartes = z.object({ rows: z.array(carte), next: cursor.nullable() });

export const filieres = {
  list: route
    .input(
      z.object({
        filiere: filiereKey,
        filter: filiereFilter,
        /** `ordre` inside a stage, `recent` first, or `ancien`: those that wait longest first. */
        sort: z.enum(["ordre", "recent", "ancien"]),
        cursor: cursor.nullish(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(cartes.extend({ count: z.number().int() })),
  /** One column per stage in force, plus those closed that still hold cards; first cards of each. */
  board: route
    .input(
      z.object({
        filiere: filiereKey,
        filter: filiereFilter,
        limit: z.number().int().min(1).max(100),
      }),
    )
    .output(
      z.object({
        columns: z.array(cartes.extend({ key: z.string(), count: z.number().int() })),
      }),
    ),
  get: route
    .input(z.object({ filiere: filiereKey, id }))
    .output(z.object({ row: carte, fiche: recordView })),
  /** Moves a card to a stage and between two neighbours. */
  move: route
    .input(
      z.object({
        filiere: filiereKey,
        id,
        etape: z.string().max(64).optional(),
        afterId: id.nullish(),
        beforeId: id.nullish(),
      }),
    )
    .output(actionRef),
  /** Visits on site of a project, latest first. Amounts in centimes. */
  visites: route.input(z.object({ projetId: id })).output(
    z.object({
      visites: z.array(
        z.object({
          id,
          faiteLe: z.string(),
          utilisateur: z.string().nullable(),
          suivi: z.string(),
          montantRealise: z.number().nullable(),
          emploisRealises: z.number().nullable(),
          observation: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Fields drawn on the cards of each pipeline. */
  cartes: route.input(z.object({})).output(
    z.object({
      dossier: z.array(z.string()),
      demande: z.array(z.string()),
      accompagnement: z.array(z.string()),
    }),
  ),
  setCarte: route
    .input(z.object({ tableau: z.enum(tableauKeys), champs: z.array(z.string().max(40)).max(20) }))
    .output(actionRef),
};
