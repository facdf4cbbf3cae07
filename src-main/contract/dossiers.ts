import { z } from "zod";
import { route } from "./base.ts";
import { dossierColumnKeys } from "./fields.ts";
import { confidence, id, isoDate } from "./primitives.ts";
import { actionRef, answers, recordValues, recordView } from "./records.ts";
import { bulkChange, bulkIds, bulkOutput } from "./vitesse.ts";

const keys = z.array(z.string().max(64)).max(200).optional();

/** What narrows a list of dossiers. Several values of one key are alternatives; keys add up. */
export const dossierFilter = z.object({
  /** Free text, folded as the search index is. */
  text: z.string().max(200).optional(),
  /** HCP codes of provinces, `05.inter` among them. */
  province: keys,
  /** HCP codes of communes. */
  commune: keys,
  secteur: keys,
  acte: keys,
  etat: keys,
  phase: keys,
  decision: keys,
  /** User ids. */
  officier: keys,
  /** Centimes. */
  montantMin: z.number().int().optional(),
  montantMax: z.number().int().optional(),
  deposeDu: isoDate.optional(),
  deposeAu: isoDate.optional(),
  /** Day of the latest passage, both ends included. */
  decideDu: isoDate.optional(),
  decideAu: isoDate.optional(),
  suivi: keys,
  /** Day of the first approval of the project, on the dossier that brought it only; both ends included. */
  accordDu: isoDate.optional(),
  accordAu: isoDate.optional(),
  /** Days of the validation, of the circulation and of the issue of the act; both ends included. */
  valideDu: isoDate.optional(),
  valideAu: isoDate.optional(),
  diffuseDu: isoDate.optional(),
  diffuseAu: isoDate.optional(),
  delivreDu: isoDate.optional(),
  delivreAu: isoDate.optional(),
  /** Only open dossiers whose legal due date is before this day. */
  echeanceAvant: isoDate.optional(),
  /** Only dossiers whose legal due date is near on this day, by the warning of their own rule, and not past. */
  echeanceProche: isoDate.optional(),
  projetId: id.optional(),
});
export type DossierFilter = z.infer<typeof dossierFilter>;

export const dossierSort = z.object({
  key: z.enum([...dossierColumnKeys, "ordre", "updatedAt"]),
  desc: z.boolean(),
});
export type DossierSort = z.infer<typeof dossierSort>;

/** What is left of a legal delay on the user's day. Days are in `unit`, the rule's own. */
export const delaiCompte = z.object({
  /** Last day; null while the delay rests. */
  due: z.string().nullable(),
  used: z.number().int(),
  /** Negative once late. */
  left: z.number().int(),
  /** Length of the delay. */
  days: z.number().int(),
  unit: z.enum(["calendar", "working"]),
  status: z.enum(["a_temps", "proche", "en_retard", "suspendu", "termine"]),
});
export type DelaiCompte = z.infer<typeof delaiCompte>;

/** A dossier as the projection holds it, on any day. */
export const dossierLine = z.object({
  id,
  projetId: id,
  reference: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  porteurFr: z.string().nullable(),
  porteurAr: z.string().nullable(),
  /** Null on a line of an agenda that does not name the act. */
  acte: z.string().nullable(),
  etat: z.string(),
  phase: z.string(),
  /** Decision of the latest passage. */
  decision: z.string().nullable(),
  /** HCP codes. */
  province: z.string().nullable(),
  commune: z.string().nullable(),
  secteur: z.string().nullable(),
  officierId: z.string().nullable(),
  officier: z.string().nullable(),
  /** Null on a line of an agenda, which has no deposit date. */
  deposeLe: z.string().nullable(),
  /** Legal due date of the decision while the dossier is open, null once decided or closed. */
  echeanceLe: z.string().nullable(),
  /** Centimes of MAD. */
  montant: z.number().nullable(),
  emplois: z.number().nullable(),
  passages: z.number(),
  ordre: z.string(),
  /** Day the dossier entered its state. */
  etatLe: z.string().nullable(),
  /** Day since which the legal clock stands still; null while it runs. */
  suspenduLe: z.string().nullable(),
  /** Last day to deliver the act, once the decision allows it. */
  acteEcheanceLe: z.string().nullable(),
});
export type DossierLine = z.infer<typeof dossierLine>;

/** One line of the list, one card of the board: with its clocks counted on the user's day. */
export const dossierRow = dossierLine.extend({
  /** Null once decided or closed. */
  delai: delaiCompte.nullable(),
  /** Delay to deliver the act, null while nothing is to be delivered. */
  acteDelai: delaiCompte.nullable(),
});
export type DossierRow = z.infer<typeof dossierRow>;

const cursor = z.string().max(600);

export const dossierPage = z.object({
  rows: z.array(dossierRow),
  next: cursor.nullable(),
});

/**
 * Totals of the current filter. A project that has several dossiers counts once in amounts (centimes), jobs and
 * median; the median is over projects that have an amount.
 */
export const dossierTotals = z.object({
  count: z.number().int(),
  projets: z.number().int(),
  montant: z.number(),
  mediane: z.number().nullable(),
  emplois: z.number(),
});
export type DossierTotals = z.infer<typeof dossierTotals>;

/** A column: number of dossiers, and amounts (centimes) and jobs of their projects, each counted once. */
export const boardColumn = z.object({
  key: z.string(),
  count: z.number().int(),
  montant: z.number(),
  emplois: z.number(),
  rows: z.array(dossierRow),
  next: cursor.nullable(),
});
export type BoardColumn = z.infer<typeof boardColumn>;

export const passageView = z.object({
  id,
  dossierId: id,
  tenuLe: z.string(),
  decision: z.string().nullable(),
  observation: z.string().nullable(),
  seanceId: z.string().nullable(),
});

export const projetDetail = z.object({
  projet: recordView,
  porteur: recordView.nullable(),
  contact: recordView.nullable(),
  /** Every dossier of the project: one per act requested. */
  actes: z.array(dossierRow),
  /** Worst of the decisions of the project's dossiers. */
  decisionProjet: z.string().nullable(),
});
export type ProjetDetail = z.infer<typeof projetDetail>;

export const dossierDetail = projetDetail.extend({
  row: dossierRow,
  dossier: recordView,
  passages: z.array(passageView),
  /** The rule behind `echeanceLe`: its reference row. */
  delai: z
    .object({
      days: z.number(),
      unit: z.string(),
      from: z.string(),
      source: z.string(),
      url: z.string().nullable(),
      confidence,
    })
    .nullable(),
});
export type DossierDetail = z.infer<typeof dossierDetail>;

export const dossiers = {
  list: route
    .input(
      z.object({
        filter: dossierFilter,
        sort: dossierSort,
        cursor: cursor.nullish(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(dossierPage),
  /** Cursors of every `pageSize`-th row, so that a scroll bar can jump anywhere without OFFSET. */
  anchors: route
    .input(
      z.object({
        filter: dossierFilter,
        sort: dossierSort,
        pageSize: z.number().int().min(20).max(500),
      }),
    )
    .output(z.object({ count: z.number().int(), cursors: z.array(cursor) })),
  totals: route.input(z.object({ filter: dossierFilter })).output(dossierTotals),
  board: route
    .input(
      z.object({
        filter: dossierFilter,
        groupBy: z.enum(["etat", "phase"]),
        limit: z.number().int().min(1).max(100),
      }),
    )
    .output(z.object({ columns: z.array(boardColumn) })),
  get: route.input(z.object({ id })).output(dossierDetail),
  /** One project with its holder, its contact and its dossiers. */
  projet: route.input(z.object({ id })).output(projetDetail),
  create: route
    .input(
      z.object({
        /** Existing project, or the values of a new one. */
        projetId: id.optional(),
        projet: recordValues.optional(),
        porteur: recordValues.optional(),
        dossier: recordValues,
        /** Acts asked for: one dossier each, in one action. Left out, `dossier.acte` alone. */
        actes: z.array(z.string().max(64)).min(1).max(20).optional(),
        ...answers,
      }),
    )
    .output(actionRef),
  /** Moves a card: to a state or a phase, and between two neighbours. */
  move: route
    .input(
      z.object({
        id,
        etat: z.string().optional(),
        phase: z.string().optional(),
        afterId: id.nullish(),
        beforeId: id.nullish(),
      }),
    )
    .output(actionRef),
  /** Gives one field of many dossiers, or of their projects, one value, as one action. */
  bulk: route
    .input(
      z.object({
        ids: z.array(id).max(bulkIds).optional(),
        filter: dossierFilter.optional(),
        /** Dossiers of the filter to leave alone. */
        except: z.array(id).max(bulkIds).optional(),
        ...bulkChange,
      }),
    )
    .output(bulkOutput),
  addPassage: route
    .input(
      z.object({
        dossierId: id,
        tenuLe: isoDate,
        decision: z.string().nullable(),
        observation: z.string().max(4000).nullable(),
      }),
    )
    .output(actionRef),
};

export const recherche = {
  globale: route
    .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }))
    .output(
      z.object({
        hits: z.array(
          z.object({
            type: z.enum([
              "dossier",
              "projet",
              "convention",
              "financement",
              "organisation",
              "personne",
            ]),
            id,
            reference: z.string().nullable(),
            titleFr: z.string(),
            titleAr: z.string().nullable(),
            detail: z.string().nullable(),
            /** Number of dossiers of a holder or of a project. */
            dossiers: z.number().int().optional(),
          }),
        ),
      }),
    ),
};
