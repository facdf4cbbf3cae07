import { z } from "zod";
import { route } from "./base.ts";
import { pieceJointeView } from "./fichiers.ts";
import { id, isoDate } from "./primitives.ts";
import { actionRef } from "./records.ts";

const pieceView = z.object({
  id,
  /** Key of the checklist; null for a document asked for besides, which has a name of its own. */
  type: z.string().nullable(),
  libelle: z.string().nullable(),
  statut: z.string(),
  /** Whether it still lacks, by the reference row of its state. */
  manque: z.boolean(),
  motif: z.string().nullable(),
  recueLe: z.string().nullable(),
  /** The file received, when there is one; it is among the dossier's own. */
  fichier: pieceJointeView.nullable(),
});
export type PieceView = z.infer<typeof pieceView>;

const complementView = z.object({
  id,
  numero: z.string().nullable(),
  demandeLe: z.string(),
  /** Null while the clock stands still. */
  completeLe: z.string().nullable(),
  origine: z.string(),
  motif: z.string().nullable(),
  /** Ids of the documents it asked for. */
  pieces: z.array(id),
});
export type ComplementView = z.infer<typeof complementView>;

const consultationView = z.object({
  id,
  organisationId: id,
  nomFr: z.string(),
  nomAr: z.string().nullable(),
  demandeLe: z.string(),
  relanceLe: z.string().nullable(),
  reponseLe: z.string().nullable(),
  avis: z.string().nullable(),
  observation: z.string().nullable(),
});
export type ConsultationView = z.infer<typeof consultationView>;

const reserveView = z.object({
  id,
  texte: z.string(),
  /** Day of the passage or of the answer that set it. */
  poseeLe: z.string().nullable(),
  /** Administration that set it; null for the commission. */
  organisationFr: z.string().nullable(),
  organisationAr: z.string().nullable(),
  leveeLe: z.string().nullable(),
  justification: z.string().nullable(),
});
export type ReserveView = z.infer<typeof reserveView>;

const administration = z.object({ id, nomFr: z.string(), nomAr: z.string().nullable() });

/** Everything that is examined on a dossier. */
export const instructionView = z.object({
  pieces: z.array(pieceView),
  /** Documents of the act's checklist that the dossier does not have yet. */
  aPreparer: z.number().int(),
  complements: z.array(complementView),
  consultations: z.array(consultationView),
  reserves: z.array(reserveView),
  /** Authority that issues the act. */
  autorite: administration.nullable(),
});
export type InstructionView = z.infer<typeof instructionView>;

/** Documents, requests, opinions and reserves of a dossier. */
export const instruction = {
  dossier: route.input(z.object({ id })).output(instructionView),
  /** Gives a dossier the documents of its act's checklist that it lacks. */
  prepareChecklist: route.input(z.object({ dossierId: id })).output(actionRef),
  /** Changes the state of several documents of one dossier at once. */
  marquerPieces: route
    .input(
      z.object({
        dossierId: id,
        pieceIds: z.array(id).min(1).max(200),
        statut: z.string().max(64),
        motif: z.string().trim().max(2000).nullish(),
        recueLe: isoDate.nullish(),
      }),
    )
    .output(actionRef),
  /** Asks the holder for documents: one request, and the clock stands still from that day. */
  demanderPieces: route
    .input(
      z.object({
        dossierId: id,
        pieceIds: z.array(id).min(1).max(200),
        demandeLe: isoDate,
        motif: z.string().trim().max(2000).nullish(),
      }),
    )
    .output(actionRef),
  /** Organisations that are administrations, or were already consulted. */
  administrations: route
    .input(z.object({}))
    .output(z.object({ administrations: z.array(administration) })),
  /** Asks an administration for its opinion; a name alone makes a new administration. */
  consulter: route
    .input(
      z.object({
        dossierId: id,
        organisationId: id.nullish(),
        nomFr: z.string().trim().max(300).nullish(),
        demandeLe: isoDate,
      }),
    )
    .output(actionRef),
  /** Records an administration's answer, and the reserve it sets. */
  repondre: route
    .input(
      z.object({
        consultationId: id,
        avis: z.string().max(64),
        reponseLe: isoDate.nullable(),
        observation: z.string().trim().max(4000).nullable(),
        reserve: z.string().trim().max(4000).nullish(),
      }),
    )
    .output(actionRef),
};
