import {
  genreSysteme,
  type ChronologieEntree,
  type EvenementEntree,
} from "../contract/chronologie.ts";
import type { PieceJointeView, SuiviTable } from "../contract/fichiers.ts";
import { prepared } from "../store/database.ts";
import { BadCursor } from "../store/queries/dossiers.ts";
import type { Context } from "./context.ts";
import { filesOf, ownerMustLive } from "./fichiers.ts";
import { historyPage } from "./journal.ts";
import { localMinute } from "./paths.ts";

/** Characters of an event's text in the list. */
const textShown = 1200;
/** Rows whose actions one timeline gathers; beyond, the oldest links are left out. */
const rowsFollowed = 400;

/** Rows whose changes belong to the timeline of a record, as `(table, id)`. Each reads `@id`. */
const dossierRows = `
  SELECT 'dossier' AS t, @id AS i
  UNION ALL SELECT 'projet', projet_id FROM dossier WHERE id = @id
  UNION ALL SELECT 'organisation', p.porteur_id FROM dossier d JOIN projet p ON p.id = d.projet_id WHERE d.id = @id AND p.porteur_id IS NOT NULL
  UNION ALL SELECT 'personne', p.contact_id FROM dossier d JOIN projet p ON p.id = d.projet_id WHERE d.id = @id AND p.contact_id IS NOT NULL
  UNION ALL SELECT 'passage', id FROM passage WHERE dossier_id = @id
  UNION ALL SELECT 'piece', id FROM piece WHERE dossier_id = @id
  UNION ALL SELECT 'complement', id FROM complement WHERE dossier_id = @id
  UNION ALL SELECT 'consultation', id FROM consultation WHERE dossier_id = @id
  UNION ALL SELECT 'reserve', id FROM reserve WHERE dossier_id = @id
  UNION ALL SELECT 'recours', id FROM recours WHERE dossier_id = @id
  UNION ALL SELECT 'inscription', id FROM inscription WHERE dossier_id = @id
  UNION ALL SELECT 'visite', v.id FROM dossier d JOIN visite v ON v.projet_id = d.projet_id WHERE d.id = @id`;
const followed: Partial<Record<SuiviTable, string>> = {
  dossier: dossierRows,
  projet: `
    SELECT 'projet' AS t, @id AS i
    UNION ALL SELECT 'organisation', porteur_id FROM projet WHERE id = @id AND porteur_id IS NOT NULL
    UNION ALL SELECT 'personne', contact_id FROM projet WHERE id = @id AND contact_id IS NOT NULL
    UNION ALL SELECT 'dossier', id FROM dossier WHERE projet_id = @id
    UNION ALL SELECT 'passage', p.id FROM dossier d JOIN passage p ON p.dossier_id = d.id WHERE d.projet_id = @id
    UNION ALL SELECT 'visite', id FROM visite WHERE projet_id = @id`,
  organisation: `
    SELECT 'organisation' AS t, @id AS i
    UNION ALL SELECT 'role', id FROM role WHERE organisation_id = @id`,
  personne: `
    SELECT 'personne' AS t, @id AS i
    UNION ALL SELECT 'role', id FROM role WHERE personne_id = @id`,
  financement: `
    SELECT 'financement' AS t, @id AS i
    UNION ALL SELECT 'collecte', id FROM collecte WHERE financement_id = @id`,
  seance: `
    SELECT 'seance' AS t, @id AS i
    UNION ALL SELECT 'inscription', id FROM inscription WHERE seance_id = @id
    UNION ALL SELECT 'participant', id FROM participant WHERE seance_id = @id`,
};

/** Rows whose actions are told on the timeline of a record; its files and tasks among them. */
function rowsOf(ctx: Context, table: SuiviTable, id: string): { table: string; id: string }[] {
  const own = followed[table] ?? `SELECT '${table}' AS t, @id AS i`;
  const rows = prepared(
    ctx.store,
    `SELECT t AS "table", i AS id FROM (${own}
       UNION ALL SELECT 'piece_jointe', id FROM piece_jointe WHERE record_table = @table AND record_id = @id
       UNION ALL SELECT 'tache', id FROM tache WHERE record_table = @table AND record_id = @id)
     LIMIT ${rowsFollowed}`,
  ).all({ id, table }) as { table: string; id: string }[];
  return rows;
}

interface RawEvent extends Omit<EvenementEntree, "type" | "coupe" | "pieces"> {
  longueur: number | null;
}

/** Place in both streams after which the next page begins. */
interface Place {
  /** Day, time and id of the last event given; null before the first. */
  event: [string, string, string] | null;
  /** Place in the chain of the last action given; null before the first. */
  seq: number | null;
}

function readPlace(cursor: string | null | undefined): Place {
  if (cursor === null || cursor === undefined) return { event: null, seq: null };
  try {
    const [le, heure, id, seq] = JSON.parse(cursor) as [string, string, string, number];
    return {
      event: typeof le === "string" ? [le, heure, id] : null,
      seq: typeof seq === "number" ? seq : null,
    };
  } catch {
    throw new BadCursor();
  }
}

const writePlace = ({ event, seq }: Place): string =>
  JSON.stringify([...(event ?? [null, null, null]), seq]);

function eventsAfter(
  ctx: Context,
  table: SuiviTable,
  id: string,
  genres: readonly string[] | null,
  after: Place["event"],
  limit: number,
): RawEvent[] {
  const [le, heure, last] = after ?? ["9999-12-31", "", ""];
  return prepared(
    ctx.store,
    `SELECT e.id, e.genre, e.le, e.heure, e.sens, e.correspondant, e.objet, substr(e.texte, 1, ${textShown}) AS texte,
       length(e.texte) AS longueur, u.nom AS par
     FROM evenement e LEFT JOIN utilisateur u ON u.id = e.created_by
     WHERE e.record_table = @table AND e.record_id = @id AND e.deleted_at IS NULL AND e.le <= @le
       AND (e.le, ifnull(e.heure, ''), e.id) < (@le, @heure, @last)
       AND (@kinds IS NULL OR e.genre IN (SELECT value FROM json_each(@kinds)))
     ORDER BY e.le DESC, ifnull(e.heure, '') DESC, e.id DESC LIMIT @limit`,
  ).all({
    table,
    id,
    le,
    heure,
    last,
    kinds: genres && JSON.stringify(genres),
    limit,
  }) as RawEvent[];
}

function eventEntry(
  { longueur, ...row }: RawEvent,
  pieces: readonly PieceJointeView[],
): EvenementEntree {
  return { type: "evenement", ...row, coupe: (longueur ?? 0) > textShown, pieces: [...pieces] };
}

/**
 * What happened to a record, newest first: what people noted and what the register did, merged by
 * local date and minute.
 * @throws NotFound, BadCursor
 */
export function timeline(
  ctx: Context,
  input: {
    recordTable: SuiviTable;
    recordId: string;
    genres?: string[] | undefined;
    cursor?: string | null | undefined;
    limit: number;
  },
): { entrees: ChronologieEntree[]; next: string | null; comptes: Record<string, number> | null } {
  const { recordTable, recordId, limit } = input;
  ownerMustLive(ctx, input);
  const place = readPlace(input.cursor);
  const genres = input.genres ?? null;
  const kinds = genres?.filter((genre) => genre !== genreSysteme) ?? null;
  const events =
    kinds?.length === 0
      ? []
      : eventsAfter(ctx, recordTable, recordId, kinds, place.event, limit + 1);
  const actions =
    genres === null || genres.includes(genreSysteme)
      ? historyPage(ctx, rowsOf(ctx, recordTable, recordId), place.seq, limit + 1)
      : [];

  const taken: ({ event: RawEvent } | { action: (typeof actions)[number] })[] = [];
  let e = 0;
  let a = 0;
  while (taken.length < limit && (e < events.length || a < actions.length)) {
    const event = events[e];
    const action = actions[a];
    const eventKey = event ? `${event.le} ${event.heure ?? ""}` : "";
    if (event && (!action || eventKey >= localMinute(action.at))) {
      taken.push({ event });
      place.event = [event.le, event.heure ?? "", event.id];
      e += 1;
    } else if (action) {
      taken.push({ action });
      place.seq = action.seq;
      a += 1;
    }
  }
  const ids = taken.flatMap((each) => ("event" in each ? [each.event.id] : []));
  const files = filesOf(ctx, "evenement", ids);
  return {
    entrees: taken.map((each) => {
      if ("event" in each) return eventEntry(each.event, files.get(each.event.id) ?? []);
      const { seq: _, ...action } = each.action;
      return { type: "action" as const, action };
    }),
    next: e < events.length || a < actions.length ? writePlace(place) : null,
    comptes: input.cursor ? null : countsOf(ctx, recordTable, recordId),
  };
}

function countsOf(ctx: Context, table: SuiviTable, id: string): Record<string, number> {
  const rows = prepared(
    ctx.store,
    "SELECT genre, count(*) AS n FROM evenement WHERE record_table = ? AND record_id = ? AND deleted_at IS NULL GROUP BY genre",
  ).all(table, id) as { genre: string; n: number }[];
  return Object.fromEntries(rows.map(({ genre, n }) => [genre, n]));
}
