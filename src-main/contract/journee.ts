import { z } from "zod";
import { route } from "./base.ts";
import { delaiCompte } from "./dossiers.ts";
import { actionView } from "./journal.ts";
import { id, isoDate, langue, libelle } from "./primitives.ts";

/** A dossier as one line of the day. */
const dossierBref = z.object({
  id,
  reference: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  etat: z.string(),
});

/** A deadline of one of my dossiers: the commission's decision, or the act to deliver. */
const echeance = dossierBref.extend({
  nature: z.enum(["decision", "acte"]),
  le: isoDate,
  /** What is left of it; null when the clock of the row says nothing of it any more. */
  delai: delaiCompte.nullable(),
});
export type Echeance = z.infer<typeof echeance>;

/** What an open dossier waits for, in the order of the procedure. */
export const gestes = [
  "demander_pieces",
  "completer",
  "valider",
  "diffuser",
  "programmer",
  "examiner",
  "signer_pv",
  "lever_reserves",
  "delivrer",
  "suivre",
] as const;
export type Geste = (typeof gestes)[number];

/** A task with the name of what it is about. */
export const tacheView = z.object({
  id,
  titre: z.string(),
  note: z.string().nullable(),
  echeanceLe: isoDate.nullable(),
  heure: z.string().nullable(),
  rappelLe: isoDate.nullable(),
  assigneId: z.string().nullable(),
  repetition: z.string().nullable(),
  faiteLe: isoDate.nullable(),
  recordTable: z.string().nullable(),
  recordId: z.string().nullable(),
  /** Reference or name of the record; null for a task on none. */
  sujet: z.string().nullable(),
});
export type TacheView = z.infer<typeof tacheView>;

const seanceBref = z.object({
  id,
  numero: z.string().nullable(),
  tenueLe: isoDate,
  heure: z.string().nullable(),
  lieu: z.string().nullable(),
  statut: z.string(),
  /** Dossiers on its agenda. */
  dossiers: z.number().int(),
});

const journeeView = z.object({
  today: isoDate,
  /** Calendar days ahead that count as near. */
  horizon: z.number().int(),
  retard: z.object({ total: z.number().int(), rows: z.array(echeance) }),
  proches: z.object({ total: z.number().int(), rows: z.array(echeance) }),
  gestes: z.array(
    z.object({
      geste: z.enum(gestes),
      total: z.number().int(),
      rows: z.array(dossierBref.extend({ le: isoDate.nullable() })),
    }),
  ),
  seances: z.array(seanceBref),
  taches: z.object({
    retard: z.number().int(),
    aujourdhui: z.number().int(),
    bientot: z.number().int(),
    plusTard: z.number().int(),
    rows: z.array(tacheView),
  }),
  demandes: z.object({
    total: z.number().int(),
    rows: z.array(
      z.object({
        id,
        reference: z.string(),
        objet: z.string(),
        nom: z.string().nullable(),
        recueLe: isoDate,
        /** Calendar days since it was received. */
        jours: z.number().int(),
      }),
    ),
  }),
  reserves: z.object({
    total: z.number().int(),
    rows: z.array(dossierBref.extend({ reserveId: id, texte: z.string() })),
  }),
  suspendus: z.object({
    total: z.number().int(),
    rows: z.array(dossierBref.extend({ depuis: isoDate, jours: z.number().int() })),
  }),
  /** What others did, and what was imported, since my last start; `at` is null at the first one. */
  depuis: z.object({
    at: z.number().nullable(),
    total: z.number().int(),
    actions: z.array(actionView),
  }),
});
export type JourneeView = z.infer<typeof journeeView>;

/** Something on a day of the calendar. */
const marque = z.object({
  id,
  genre: z.enum(["echeance", "acte", "tache", "seance", "ferie"]),
  le: isoDate,
  heure: z.string().nullable(),
  titre: libelle,
  /** Reference that goes before the title. */
  reference: z.string().nullable(),
  recordTable: z.string().nullable(),
  recordId: z.string().nullable(),
  fait: z.boolean(),
});
export type Marque = z.infer<typeof marque>;

/** Ma journée, the tasks of a record, the calendar and its file. */
export const journee = {
  get: route.input(z.object({})).output(journeeView),
  /** Remembers that the user is here: once per start, whatever the number of windows. */
  presence: route.input(z.object({})).output(z.object({})),
  /** Tasks of a record: those to do by date, then those done, newest first. */
  taches: route
    .input(z.object({ recordTable: z.string().max(40), recordId: id }))
    .output(z.object({ taches: z.array(tacheView) })),
  /** What falls on each day of a period of at most 62 days. */
  calendrier: route
    .input(z.object({ du: isoDate, au: isoDate }))
    .output(z.object({ marques: z.array(marque), coupe: z.boolean() })),
  /** Tasks whose reminder is due. @param heure `HH:MM` on the user's clock. */
  rappels: route
    .input(z.object({ heure: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/) }))
    .output(z.object({ rappels: z.array(tacheView) })),
  /** Writes the calendar file the user chose. */
  exporter: route
    .input(z.object({ token: z.string().max(100), langue }))
    .output(z.object({ name: z.string(), events: z.number().int() })),
  /** The calendar file kept up to date; null when there is none. */
  abonnement: route.input(z.object({})).output(
    z
      .object({
        name: z.string(),
        /** Instant it was last written. */
        at: z.number().nullable(),
        /** True when it could not be written the last time. */
        failed: z.boolean(),
      })
      .nullable(),
  ),
};
