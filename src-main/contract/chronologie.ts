import { z } from "zod";
import { route } from "./base.ts";
import { pieceJointeView, suiviOwner } from "./fichiers.ts";
import { actionView, changeView } from "./journal.ts";
import { id, isoDate } from "./primitives.ts";

/** Kind under which the register's own events are filtered, beside those of `genre_evenement`. */
export const genreSysteme = "systeme";

/** What somebody noted: a call, a visit, a mail, a meeting, a note. */
const evenementEntree = z.object({
  type: z.literal("evenement"),
  id,
  genre: z.string(),
  le: isoDate,
  heure: z.string().nullable(),
  sens: z.string().nullable(),
  correspondant: z.string().nullable(),
  objet: z.string().nullable(),
  /** The beginning of the text when `coupe`; the whole one is read with `records.get`. */
  texte: z.string().nullable(),
  coupe: z.boolean(),
  par: z.string().nullable(),
  pieces: z.array(pieceJointeView),
});

/** What the register did: an action of the ledger on the record or on what hangs on it. */
const actionEntree = z.object({
  type: z.literal("action"),
  action: actionView.extend({ details: z.array(changeView) }),
});

export const chronologieEntree = z.discriminatedUnion("type", [evenementEntree, actionEntree]);
export type ChronologieEntree = z.infer<typeof chronologieEntree>;
export type EvenementEntree = z.infer<typeof evenementEntree>;

export const chronologie = {
  /** Events and actions of a record, newest first. */
  get: route
    .input(
      z.object({
        ...suiviOwner,
        /** Kinds to keep, `systeme` among them; all without it. */
        genres: z.array(z.string().max(64)).max(50).optional(),
        cursor: z.string().max(300).nullish(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(
      z.object({
        entrees: z.array(chronologieEntree),
        next: z.string().nullable(),
        /** Events of each kind, whatever the filter; null after the first page. */
        comptes: z.record(z.string(), z.number().int()).nullable(),
      }),
    ),
};
