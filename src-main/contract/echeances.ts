import { z } from "zod";
import { route } from "./base.ts";
import { conventionStatut } from "./conventions.ts";
import { id, isoDate, langue } from "./primitives.ts";

/** Kinds of a deadline, the keys of the list `rappel_echeance`. */
export const echeanceGenres = [
  "fin",
  "preavis",
  "versement",
  "engagement",
  "livrable",
  "rapport",
  "comite",
] as const;
export const echeanceGenre = z.enum(echeanceGenres);
export type EcheanceGenre = z.infer<typeof echeanceGenre>;

/** `alerte` inside its lead time, or while a notice window is open. */
export const echeanceEtats = ["retard", "alerte", "a_venir", "faite"] as const;
export const echeanceEtat = z.enum(echeanceEtats);
export type EcheanceEtat = z.infer<typeof echeanceEtat>;

const conventionBref = z.object({
  id,
  numero: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  statut: conventionStatut,
});

/** A deadline of a convention, derived on the day asked. */
export const echeanceConvention = z.object({
  /** Stable: kind, row and day. */
  id: z.string(),
  genre: echeanceGenre,
  le: isoDate,
  etat: echeanceEtat,
  /** Calendar days until it; negative once it is past. */
  jours: z.number().int(),
  /** Null for what its kind says whole: an end, a notice window, an instalment without a name. */
  libelleFr: z.string().nullable(),
  libelleAr: z.string().nullable(),
  /** Number of an instalment. */
  tranche: z.number().int().nullable(),
  /** Centimes of an instalment. */
  montant: z.number().nullable(),
  /** What follows an end: another term, or nothing; null for the other kinds. */
  suite: z.enum(["reconduction", "fin"]).nullable(),
  /** A committee meeting that nobody planned yet: one period after the last. */
  proposee: z.boolean(),
  /** The party that owes it; null when all do, or none in particular. */
  partie: z.object({ nomFr: z.string(), nomAr: z.string().nullable() }).nullable(),
  convention: conventionBref,
  responsable: z.object({ id, nom: z.string() }).nullable(),
});
export type EcheanceConvention = z.infer<typeof echeanceConvention>;

export const echeancesFilter = z.object({
  genres: z.array(echeanceGenre).max(echeanceGenres.length).optional(),
  etats: z.array(echeanceEtat).max(echeanceEtats.length).optional(),
  /** Who follows it: of the deadline itself, else of its convention. */
  officierId: id.optional(),
  pole: z.string().max(64).optional(),
  programme: z.string().max(64).optional(),
  /** An organisation among the parties. */
  organisationId: id.optional(),
  conventionId: id.optional(),
});
export type EcheancesFilter = z.infer<typeof echeancesFilter>;

/** Both days included. */
const fenetre = { du: isoDate, au: isoDate };
const asked = echeancesFilter.extend(fenetre);

const terme = z.object({
  n: z.number().int(),
  du: isoDate,
  au: isoDate,
  /** First day of the notice window that ends with the term; null without one. */
  preavisDu: isoDate.nullable(),
  /** False for a renewal that has not taken place. */
  acquis: z.boolean(),
});

/** The life of one convention as a bar. */
const barre = z.object({
  convention: conventionBref,
  effetLe: isoDate,
  /** Empty for a convention without end. */
  termes: z.array(terme),
  /** Last day, renewals that are not certain left out; null without end. */
  finLe: isoDate.nullable(),
});
export type EcheanceBarre = z.infer<typeof barre>;

/** Deadlines of every convention, derived and never stored. */
export const echeances = {
  list: route
    .input(
      asked.extend({
        /** Rows; the counts tell of all. */
        limit: z.number().int().min(1).max(5000),
        /** At most so many rows of each day, for a calendar. */
        parJour: z.number().int().min(1).max(20).optional(),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(echeanceConvention),
        genres: z.partialRecord(echeanceGenre, z.number().int()),
        etats: z.partialRecord(echeanceEtat, z.number().int()),
        /** How many fall in each month, `YYYY-MM`. */
        mois: z.record(z.string(), z.number().int()),
        /** How many fall on each day; empty unless `parJour` is asked. */
        jours: z.record(z.string(), z.number().int()),
      }),
    ),
  /** Bars of the conventions in effect at some time of the window, the first to end first. */
  barres: route
    .input(asked.extend({ limit: z.number().int().min(1).max(2000) }))
    .output(z.object({ total: z.number().int(), rows: z.array(barre) })),
  /** Deadlines inside their lead time or late that the user follows; commitments late climb by themselves. */
  miennes: route
    .input(
      z.object({
        limit: z.number().int().min(1).max(200),
        /** Late and near when left out. */
        etats: z.array(z.enum(["retard", "alerte"])).optional(),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(echeanceConvention) })),
  /** The deadlines of a filter as a calendar file, with an alarm at each lead time. */
  ics: route
    .input(asked.extend({ langue }))
    .output(z.object({ text: z.string(), events: z.number().int() })),
};
