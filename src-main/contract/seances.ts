import { z } from "zod";
import { route } from "./base.ts";
import { id, isoDate } from "./primitives.ts";
import { actionRef, recordView } from "./records.ts";

/** A sitting of the commission in the list of sittings. */
export const seanceRow = z.object({
  id,
  numero: z.string().nullable(),
  tenueLe: z.string(),
  heure: z.string().nullable(),
  lieu: z.string().nullable(),
  statut: z.string(),
  pvLe: z.string().nullable(),
  /** Entries of the agenda, postponed and withdrawn ones left out. */
  inscrits: z.number().int(),
  /** Entries that were decided. */
  decides: z.number().int(),
});
export type SeanceRow = z.infer<typeof seanceRow>;

/** An examination of a dossier at another sitting, or entered by itself. */
const earlierPassage = z.object({
  id,
  tenuLe: z.string(),
  decision: z.string().nullable(),
  observation: z.string().nullable(),
});

const reserveView = z.object({
  id,
  texte: z.string(),
  leveeLe: z.string().nullable(),
  /** Passage that set it; null for one set by an administration. */
  passageId: z.string().nullable(),
});

/** What the agenda says of a dossier (cri.md §1.3). */
const dossierOnAgenda = z.object({
  dossierId: id,
  /** Reference of the project. */
  projetReference: z.string(),
  reference: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  porteurFr: z.string().nullable(),
  porteurAr: z.string().nullable(),
  acte: z.string(),
  /** HCP codes; empty when not known. */
  province: z.string(),
  commune: z.string(),
  /** Centimes of MAD. */
  montant: z.number().nullable(),
  emplois: z.number().nullable(),
  /** Square metres. */
  superficieM2: z.number().nullable(),
  diffuseLe: z.string().nullable(),
  etat: z.string(),
  passages: z.array(earlierPassage),
});
export type DossierOnAgenda = z.infer<typeof dossierOnAgenda>;

/** One entry of an agenda, with what the sitting decided. */
export const agendaEntry = dossierOnAgenda.extend({
  id,
  /** Its number on the agenda; null once postponed or withdrawn. */
  numero: z.number().int().nullable(),
  statut: z.string(),
  motif: z.string().nullable(),
  passageId: z.string().nullable(),
  decision: z.string().nullable(),
  observation: z.string().nullable(),
  /** Set at this sitting. */
  reserves: z.array(reserveView),
  /** Set before and not lifted yet. */
  reservesOuvertes: z.array(reserveView),
});
export type AgendaEntry = z.infer<typeof agendaEntry>;

const participantView = z.object({
  id,
  nom: z.string(),
  qualite: z.string().nullable(),
  organisationFr: z.string().nullable(),
  organisationAr: z.string().nullable(),
  /** Null until the attendance was taken. */
  present: z.boolean().nullable(),
});

export const seanceDetail = z.object({
  seance: recordView,
  agenda: z.array(agendaEntry),
  participants: z.array(participantView),
});
export type SeanceDetail = z.infer<typeof seanceDetail>;

const texts = z.array(z.string().trim().min(1).max(4000)).max(50);

/** Sittings of the commission, their agenda and their decisions. */
export const seances = {
  /** Sittings to come first, the nearest one on top, then the held ones from the latest. */
  list: route
    .input(z.object({ limit: z.number().int().min(1).max(500) }))
    .output(z.object({ rows: z.array(seanceRow) })),
  get: route.input(z.object({ id })).output(seanceDetail),
  /** Circulated dossiers that no sitting to come lists and that are not decided, by province then act. */
  candidats: route
    .input(
      z.object({
        seanceId: id,
        text: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(300),
      }),
    )
    .output(z.object({ rows: z.array(dossierOnAgenda), count: z.number().int() })),
  /** Lists dossiers, all in one action. */
  proposer: route
    .input(z.object({ seanceId: id, dossierIds: z.array(id).min(1).max(300) }))
    .output(actionRef),
  /** Moves an entry between two others; null at an end of the agenda. */
  ordonner: route
    .input(z.object({ id, afterId: id.nullable(), beforeId: id.nullable() }))
    .output(actionRef),
  /** Postpones an entry with its reason, to another sitting when one is named. */
  reporter: route
    .input(z.object({ id, motif: z.string().trim().max(2000), versSeanceId: id.nullable() }))
    .output(actionRef),
  /** Records the decision of a sitting on a dossier, with all that follows, as one action. */
  decider: route
    .input(
      z.object({
        seanceId: id,
        dossierId: id,
        decision: z.string().max(64),
        observation: z.string().max(4000).nullable(),
        reserves: texts,
      }),
    )
    .output(actionRef),
  /** Closes a sitting: it was held, and its minutes were signed on a day if one is given. */
  cloturer: route.input(z.object({ id, pvLe: isoDate.nullable() })).output(actionRef),
};
