import { z } from "zod";
import { route } from "./base.ts";
import { id } from "./primitives.ts";
import { actionRef } from "./records.ts";

/** Record types that files, mails and events can be kept on, by their table. */
export const suiviTables = [
  "projet",
  "dossier",
  "passage",
  "organisation",
  "personne",
  "piece",
  "complement",
  "consultation",
  "reserve",
  "recours",
  "seance",
  "visite",
  "tache",
  "evenement",
  "demande",
  "accompagnement",
  "realisation",
  "livrable",
  "versement",
  "reunion",
  "financement",
  "convention",
  "modele",
] as const;
export type SuiviTable = (typeof suiviTables)[number];

/** The record that something hangs on. */
export const suiviOwner = { recordTable: z.enum(suiviTables), recordId: id };

/** How the application shows a file by itself; null when it leaves it to the system. */
export const apercu = z.enum(["image", "pdf", "texte"]).nullable();
export type Apercu = z.infer<typeof apercu>;

/** A kept file against its hash: as it was given, no longer there, or no longer the same. */
export const etatFichier = z.enum(["intact", "absent", "altere"]);

export const pieceJointeView = z.object({
  id,
  nom: z.string(),
  mediaType: z.string(),
  /** Label key of its type in the list `limite_fichier`; null when the list no longer has it. */
  type: z.string().nullable(),
  octets: z.number().int(),
  apercu,
  /** By its presence and size alone; the hash is read when the file is opened. */
  etat: etatFichier,
  /** Instant, milliseconds UTC. */
  ajouteLe: z.number(),
  ajoutePar: z.string().nullable(),
});
export type PieceJointeView = z.infer<typeof pieceJointeView>;

/** What became of a file given to a record. */
export const depot = actionRef.extend({
  /** A mail becomes an event of the record, with its own files. */
  genre: z.enum(["piece", "courriel"]),
  nom: z.string(),
  /** The same file, or the same mail, was there: nothing was written. */
  deja: z.boolean(),
  /** Files of a mail that are not kept apart: refused by their type. They stay inside the mail. */
  ecartes: z.array(z.string()),
});
export type Depot = z.infer<typeof depot>;

/** Bytes in one message between the page and the store process. */
export const plusGrosMorceau = 2 * 1024 * 1024;

const morceau = z
  .instanceof(Blob)
  .refine((blob) => blob.size > 0 && blob.size <= plusGrosMorceau, "size");

export const fichiers = {
  list: route.input(z.object(suiviOwner)).output(
    z.object({
      rows: z.array(pieceJointeView),
      /** Largest file accepted, in bytes, and the extensions to propose. */
      maxOctets: z.number().int(),
      extensions: z.array(z.string()),
      source: z.string(),
    }),
  ),
  /** Begins to send a file; its bytes follow in order, piece by piece. */
  begin: route
    .input(z.object({ ...suiviOwner, nom: z.string().min(1).max(500), octets: z.number().int() }))
    .output(z.object({ envoi: id })),
  chunk: route
    .input(z.object({ envoi: id, debut: z.number().int().nonnegative(), bytes: morceau }))
    .output(z.object({ recu: z.number().int() })),
  finish: route.input(z.object({ envoi: id })).output(depot),
  /** Forgets what was sent so far. */
  abandon: route.input(z.object({ envoi: id })).output(z.object({})),
  /** Takes a file that the system's dialog gave to the shell. */
  adopt: route.input(z.object({ ...suiviOwner, token: z.string().max(64) })).output(depot),
  remove: route.input(z.object({ id })).output(actionRef),
  /** The bytes of an image or a PDF, proved against their hash; null when they are not intact. */
  bytes: route
    .input(z.object({ id }))
    .output(z.object({ etat: etatFichier, bytes: z.instanceof(Blob).nullable() })),
  /** The beginning of a text, as text. */
  texte: route.input(z.object({ id })).output(
    z.object({
      etat: etatFichier,
      texte: z.string(),
      encodage: z.string(),
      /** The file is longer than what is shown. */
      coupe: z.boolean(),
    }),
  ),
};
