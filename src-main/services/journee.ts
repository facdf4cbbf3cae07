import type { Echeance, Geste, JourneeView, Marque, TacheView } from "../contract/journee.ts";
import { gestes } from "../contract/journee.ts";
import { recordKeys } from "../contract/fields.ts";
import type { ReferenceRow } from "../contract/references.ts";
import { addDays, diffDays, isIsoDate } from "../domain/dates.ts";
import { prepared, type Store } from "../store/database.ts";
import { commit } from "../store/ledger.ts";
import { countClocks } from "../store/projection.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { currentUser, settingOf, textOf, type Context } from "./context.ts";
import { actionsSince } from "./journal.ts";
import { titleColumns } from "./records/rules.ts";
import { Invalid } from "./records/errors.ts";
import { putSetting } from "./register.ts";

/** Calendar days ahead shown as near, on the screen of the day. A matter of display. */
const horizon = 7;
/** Lines shown of each list; the rest is counted. */
const lines = 12;
/** Lines of each step of the procedure. */
const stepLines = 6;
/** Time of day of a reminder that gives none. */
export const morning = "09:00";

const noDate = "9999-12-31";

/** States of a list whose attribute is true. */
const keysWith = (rows: readonly ReferenceRow[], attribute: string): string[] =>
  rows.filter((row) => row.attrs[attribute] === true).map((row) => row.key);

interface Bref {
  id: string;
  reference: string;
  intituleFr: string;
  intituleAr: string | null;
  etat: string;
}

const bref = `id, reference, intitule_fr AS intituleFr, intitule_ar AS intituleAr, etat`;

/** One open dossier of mine, with what tells its next step. */
interface Open {
  id: string;
  geste: Geste;
  due: string;
  reserves: number;
  suspendu: string | null;
}

/**
 * What each of an officer's open dossiers waits for. One pass over the officer's index; pieces, reserves
 * and pauses are only looked for where the procedure can have some.
 */
function openDossiers(ctx: Context, me: string): Open[] {
  const states = referenceRows(ctx.store.db, "etat_procedure");
  const missing = keysWith(referenceRows(ctx.store.db, "statut_piece"), "manque");
  const rows = prepared(
    ctx.store,
    `SELECT d.id, d.etat, d.phase, d.valide_le, d.diffuse_le, d.pv_le, d.delivre_le,
       (SELECT count(*) FROM reserve r WHERE r.dossier_id = d.id AND r.levee_le IS NULL AND r.deleted_at IS NULL),
       (SELECT min(m.demande_le) FROM complement m WHERE m.dossier_id = d.id AND m.complete_le IS NULL AND m.deleted_at IS NULL),
       CASE WHEN d.valide_le IS NULL THEN EXISTS (SELECT 1 FROM piece p WHERE p.dossier_id = d.id AND p.statut IN (SELECT value FROM json_each(?)) AND p.deleted_at IS NULL) END
     FROM dossier d WHERE d.officier_id = ? AND d.deleted_at IS NULL
       AND d.etat NOT IN (SELECT value FROM json_each(?))`,
  )
    .raw()
    .all(JSON.stringify(missing), me, JSON.stringify(keysWith(states, "terminal"))) as [
    string,
    string,
    string,
    string | null,
    string | null,
    string | null,
    string | null,
    number,
    string | null,
    number | null,
  ][];
  const suspending = new Set(keysWith(states, "suspendLeDelai"));
  return rows.map(
    ([id, etat, phase, valide, diffuse, pv, delivre, reserves, suspendu, lacking]) => {
      const geste: Geste =
        suspending.has(etat) || suspendu !== null
          ? "completer"
          : delivre !== null || phase === "suivi"
            ? "suivre"
            : phase === "post_crui"
              ? pv === null
                ? "signer_pv"
                : reserves > 0
                  ? "lever_reserves"
                  : "delivrer"
              : phase === "crui"
                ? "examiner"
                : valide === null
                  ? lacking
                    ? "demander_pieces"
                    : "valider"
                  : diffuse === null
                    ? "diffuser"
                    : "programmer";
      return { id, geste, due: noDate, reserves, suspendu };
    },
  );
}

/** Lines of the projection by id, in the order of the ids; those gone meanwhile are left out. */
function brefs(ctx: Context, ids: readonly string[]): Map<string, Bref> {
  const rows = prepared(
    ctx.store,
    `SELECT ${bref} FROM dossier_ligne WHERE id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(ids)) as Bref[];
  return new Map(rows.map((row) => [row.id, row]));
}

/** My legal deadlines between two days: the commission's decision, then the act to deliver. */
function deadlines(
  ctx: Context,
  me: string,
  from: string,
  to: string,
  limit: number,
): { total: number; rows: Echeance[] } {
  const sql = (column: string, what: string) =>
    `SELECT ${what} FROM dossier_ligne WHERE officier_id = ? AND ${column} >= ? AND ${column} <= ?`;
  const found = (["decision", "acte"] as const).map((nature) => {
    const column = nature === "decision" ? "echeance_le" : "acte_echeance_le";
    const total = prepared(ctx.store, sql(column, "count(*)")).pluck().get(me, from, to) as number;
    if (total === 0) return { total, rows: [] };
    const rows = prepared(
      ctx.store,
      `${sql(column, `${bref}, ${column} AS le`)} ORDER BY ${column}, id LIMIT ?`,
    ).all(me, from, to, limit) as (Bref & { le: string })[];
    return { total, rows: rows.map((row) => ({ ...row, nature })) };
  });
  const first = found
    .flatMap((each) => each.rows)
    .toSorted((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : 0))
    .slice(0, limit);
  const clocks = countClocks(
    ctx.store.db,
    first.map((row) => row.id),
    ctx.today(),
  );
  return {
    total: found.reduce((sum, each) => sum + each.total, 0),
    rows: first.map((row) => ({ ...row, delai: clocks.get(row.id)?.[row.nature] ?? null })),
  };
}

type TacheRow = Omit<TacheView, "sujet">;

const tacheColumns =
  "id, titre, note, echeance_le AS echeanceLe, heure, rappel_le AS rappelLe, assigne_id AS assigneId, repetition, faite_le AS faiteLe, record_table AS recordTable, record_id AS recordId";

/** Reference or name of a record, for a line that is about it; null when it is in the trash. */
export function subjectOf(ctx: Context, table: string | null, id: string | null): string | null {
  if (table === null || id === null) return null;
  const key = recordKeys.find((each) => ledgerTables[each].name === table);
  if (!key) return null;
  const names = ledgerTables[key].columns.map((column) => column.name);
  const title = titleColumns[key];
  const shown =
    names.includes("reference") && title !== "reference" ? `reference || ' · ' || ${title}` : title;
  const text = prepared(
    ctx.store,
    `SELECT ${shown} FROM "${table}" WHERE id = ? AND deleted_at IS NULL`,
  )
    .pluck()
    .get(id) as string | null | undefined;
  return text ?? null;
}

const withSubject = (ctx: Context, rows: readonly TacheRow[]): TacheView[] =>
  rows.map((row) => ({ ...row, sujet: subjectOf(ctx, row.recordTable, row.recordId) }));

function myTasks(ctx: Context, me: string, today: string): JourneeView["taches"] {
  const open = "FROM tache WHERE assigne_id = ? AND faite_le IS NULL AND deleted_at IS NULL";
  const end = addDays(today, horizon);
  const counts = prepared(
    ctx.store,
    `SELECT coalesce(sum(echeance_le < ?), 0) AS retard, coalesce(sum(echeance_le = ?), 0) AS aujourdhui,
       coalesce(sum(echeance_le > ? AND echeance_le <= ?), 0) AS bientot,
       coalesce(sum(echeance_le > ? OR echeance_le IS NULL), 0) AS plusTard ${open}`,
  ).get(today, today, today, end, end, me) as Omit<JourneeView["taches"], "rows">;
  const rows = prepared(
    ctx.store,
    `SELECT ${tacheColumns} ${open} ORDER BY echeance_le IS NULL, echeance_le, heure IS NULL, heure, id LIMIT ?`,
  ).all(me, 40) as TacheRow[];
  return { ...counts, rows: withSubject(ctx, rows) };
}

function sittings(ctx: Context, from: string, to: string): JourneeView["seances"] {
  return prepared(
    ctx.store,
    `SELECT s.id, s.numero, s.tenue_le AS tenueLe, s.heure, s.lieu, s.statut,
       (SELECT count(*) FROM inscription i WHERE i.seance_id = s.id AND i.deleted_at IS NULL) AS dossiers
     FROM seance s WHERE s.tenue_le >= ? AND s.tenue_le <= ? AND s.deleted_at IS NULL
     ORDER BY s.tenue_le, s.heure IS NULL, s.heure, s.id LIMIT 200`,
  ).all(from, to) as JourneeView["seances"];
}

function unanswered(ctx: Context, me: string, today: string): JourneeView["demandes"] {
  const ended = JSON.stringify(keysWith(referenceRows(ctx.store.db, "etape_demande"), "terminal"));
  // Those given to a colleague are the colleague's; those given to nobody are everybody's.
  const from = `FROM demande WHERE repondu_le IS NULL AND deleted_at IS NULL AND (assigne_id = ? OR assigne_id IS NULL)
    AND etape NOT IN (SELECT value FROM json_each(?))`;
  const total = prepared(ctx.store, `SELECT count(*) ${from}`).pluck().get(me, ended) as number;
  const rows = prepared(
    ctx.store,
    `SELECT id, reference, objet, nom, recue_le AS recueLe ${from} ORDER BY recue_le, id LIMIT ?`,
  ).all(me, ended, lines) as Omit<JourneeView["demandes"]["rows"][number], "jours">[];
  return { total, rows: rows.map((row) => ({ ...row, jours: diffDays(row.recueLe, today) })) };
}

function reservesOf(ctx: Context, open: readonly Open[]): JourneeView["reserves"] {
  const held = open.filter((each) => each.reserves > 0);
  const rows = prepared(
    ctx.store,
    `SELECT l.id, l.reference, l.intitule_fr AS intituleFr, l.intitule_ar AS intituleAr, l.etat, r.id AS reserveId, substr(r.texte, 1, 300) AS texte
     FROM json_each(?) j JOIN reserve r ON r.dossier_id = j.value AND r.levee_le IS NULL AND r.deleted_at IS NULL
     JOIN dossier_ligne l ON l.id = r.dossier_id ORDER BY r.created_at, r.id LIMIT ?`,
  ).all(JSON.stringify(held.map((each) => each.id)), lines) as JourneeView["reserves"]["rows"];
  return { total: held.reduce((sum, each) => sum + each.reserves, 0), rows };
}

const presenceKey = (userId: string) => `presence.${userId}`;

interface Presence {
  /** Last action and instant when the user was here before. */
  avant: { seq: number; at: number } | null;
  /** The same at the start of this session. */
  ici: { seq: number; at: number };
}

function presenceOf(ctx: Context, me: string): Presence | null {
  try {
    return JSON.parse(settingOf(ctx.store.db, presenceKey(me)) ?? "null") as Presence | null;
  } catch {
    return null;
  }
}

const here = new WeakSet<Store>();

/** Remembers that the user is here; the former presence is what « since I was last here » counts from. */
export function markPresence(ctx: Context, at = Date.now()): void {
  const user = currentUser(ctx.store.db);
  if (!user || here.has(ctx.store)) return;
  here.add(ctx.store);
  const seq =
    (prepared(ctx.store, "SELECT max(seq) FROM action").pluck().get() as number | null) ?? 0;
  const presence: Presence = { avant: presenceOf(ctx, user.id)?.ici ?? null, ici: { seq, at } };
  commit(ctx.store, { kind: "registre.presence", userId: user.id }, (writer) =>
    putSetting(ctx.store, writer, presenceKey(user.id), JSON.stringify(presence)),
  );
}

function since(ctx: Context, me: string): JourneeView["depuis"] {
  const before = presenceOf(ctx, me)?.avant ?? null;
  if (!before) return { at: null, total: 0, actions: [] };
  return { at: before.at, ...actionsSince(ctx, before.seq, me, lines) };
}

/** Everything that waits for the user today. */
export function getJournee(ctx: Context): JourneeView {
  const today = ctx.today();
  const me = currentUser(ctx.store.db)?.id ?? "";
  const end = addDays(today, horizon);
  const open = openDossiers(ctx, me);
  const due = prepared(
    ctx.store,
    "SELECT id, echeance_le FROM dossier_ligne WHERE officier_id = ? AND echeance_le < ? ORDER BY echeance_le, id",
  )
    .raw()
    .all(me, noDate) as [string, string][];
  const byId = new Map(open.map((each) => [each.id, each]));
  for (const [id, date] of due) {
    const each = byId.get(id);
    if (each) each.due = date;
  }
  const steps = gestes.flatMap((geste) => {
    const all = open.filter((each) => each.geste === geste);
    if (all.length === 0) return [];
    const first = all
      .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id < b.id ? -1 : 1))
      .slice(0, stepLines);
    return [{ geste, total: all.length, first }];
  });
  const suspended = open
    .filter((each): each is Open & { suspendu: string } => each.suspendu !== null)
    .toSorted((a, b) => (a.suspendu < b.suspendu ? -1 : 1));
  const shown = brefs(ctx, [
    ...steps.flatMap((step) => step.first.map((each) => each.id)),
    ...suspended.slice(0, lines).map((each) => each.id),
  ]);
  return {
    today,
    horizon,
    retard: deadlines(ctx, me, "", addDays(today, -1), lines),
    proches: deadlines(ctx, me, today, end, lines),
    gestes: steps.map(({ geste, total, first }) => ({
      geste,
      total,
      rows: first.flatMap((each) => {
        const row = shown.get(each.id);
        return row ? [{ ...row, le: each.due === noDate ? null : each.due }] : [];
      }),
    })),
    seances: sittings(ctx, today, end),
    taches: myTasks(ctx, me, today),
    demandes: unanswered(ctx, me, today),
    reserves: reservesOf(ctx, open),
    suspendus: {
      total: suspended.length,
      rows: suspended.slice(0, lines).flatMap((each) => {
        const row = shown.get(each.id);
        const jours = diffDays(each.suspendu, today);
        return row ? [{ ...row, depuis: each.suspendu, jours }] : [];
      }),
    },
    depuis: since(ctx, me),
  };
}

/** Tasks of a record: those to do by date, then the last ones done. */
export function tasksOf(ctx: Context, recordTable: string, recordId: string): TacheView[] {
  const from = `SELECT ${tacheColumns} FROM tache WHERE record_table = ? AND record_id = ? AND deleted_at IS NULL`;
  const todo = prepared(
    ctx.store,
    `${from} AND faite_le IS NULL ORDER BY echeance_le IS NULL, echeance_le, heure IS NULL, heure, id LIMIT 200`,
  ).all(recordTable, recordId) as TacheRow[];
  const done = prepared(
    ctx.store,
    `${from} AND faite_le IS NOT NULL ORDER BY faite_le DESC, id DESC LIMIT 20`,
  ).all(recordTable, recordId) as TacheRow[];
  return [...todo, ...done].map((row) => ({ ...row, sujet: null }));
}

/** My tasks whose reminder is due at a time of today, oldest first. */
export function dueReminders(ctx: Context, heure: string): TacheView[] {
  const me = currentUser(ctx.store.db)?.id;
  if (me === undefined) return [];
  const today = ctx.today();
  const rows = prepared(
    ctx.store,
    `SELECT ${tacheColumns} FROM tache WHERE assigne_id = ? AND faite_le IS NULL AND deleted_at IS NULL
       AND (rappel_le < ? OR (rappel_le = ? AND coalesce(heure, ?) <= ?)) ORDER BY rappel_le, heure, id LIMIT 50`,
  ).all(me, today, today, morning, heure) as TacheRow[];
  return withSubject(ctx, rows);
}

const same = (text: string) => ({ fr: text, ar: text, en: text });

/** Public holidays of a period: fixed days, and the religious ones of each year. */
function holidays(ctx: Context, du: string, au: string): Marque[] {
  const marks: Marque[] = [];
  const add = (row: ReferenceRow, le: string) => {
    if (le < du || le > au || !isIsoDate(le)) return;
    if (le < row.effectiveFrom || (row.effectiveTo !== null && le > row.effectiveTo)) return;
    marks.push({
      id: `${row.id}-${le}`,
      genre: "ferie",
      le,
      heure: null,
      titre: row.label,
      reference: null,
      recordTable: null,
      recordId: null,
      fait: false,
    });
  };
  for (const row of referenceRows(ctx.store.db, "jour_ferie")) {
    const monthDay = textOf(row.attrs["monthDay"]);
    for (let year = Number(du.slice(0, 4)); year <= Number(au.slice(0, 4)); year++) {
      if (monthDay !== null) add(row, `${year}-${monthDay}`);
    }
  }
  for (const row of referenceRows(ctx.store.db, "jour_ferie_religieux")) {
    const date = textOf(row.attrs["date"]);
    const days = Number(row.attrs["days"] ?? 1);
    for (let day = 0; date !== null && isIsoDate(date) && day < days; day++) {
      add(row, addDays(date, day));
    }
  }
  return marks;
}

/** Longest period of the calendar, in days. */
const longest = 62;
const most = 1500;

/**
 * My deadlines and tasks, the sittings and the holidays of a period.
 * @throws Invalid when the period ends before it starts or is longer than two months.
 */
export function calendarOf(
  ctx: Context,
  du: string,
  au: string,
): { marques: Marque[]; coupe: boolean } {
  if (au < du || diffDays(du, au) > longest) {
    throw new Invalid([{ field: "au", code: "unknown_value", params: { value: au } }]);
  }
  const me = currentUser(ctx.store.db)?.id ?? "";
  const due = deadlines(ctx, me, du, au, most);
  const marks: Marque[] = due.rows.map((row) => ({
    id: `${row.nature}-${row.id}`,
    genre: row.nature === "acte" ? "acte" : "echeance",
    le: row.le,
    heure: null,
    titre: { fr: row.intituleFr, ar: row.intituleAr ?? row.intituleFr, en: row.intituleFr },
    reference: row.reference,
    recordTable: "dossier",
    recordId: row.id,
    fait: false,
  }));
  const tasks = prepared(
    ctx.store,
    `SELECT ${tacheColumns} FROM tache WHERE assigne_id = ? AND echeance_le >= ? AND echeance_le <= ? AND deleted_at IS NULL
     ORDER BY echeance_le, heure IS NULL, heure, id LIMIT ?`,
  ).all(me, du, au, most) as TacheRow[];
  for (const task of withSubject(ctx, tasks)) {
    marks.push({
      id: `tache-${task.id}`,
      genre: "tache",
      le: task.echeanceLe!,
      heure: task.heure,
      titre: same(task.titre),
      reference: task.sujet,
      recordTable: task.recordTable,
      recordId: task.recordId,
      fait: task.faiteLe !== null,
    });
  }
  for (const sitting of sittings(ctx, du, au)) {
    marks.push({
      id: `seance-${sitting.id}`,
      genre: "seance",
      le: sitting.tenueLe,
      heure: sitting.heure,
      titre: same(sitting.lieu ?? ""),
      reference: sitting.numero,
      recordTable: "seance",
      recordId: sitting.id,
      fait: false,
    });
  }
  return {
    marques: [...holidays(ctx, du, au), ...marks],
    coupe: due.total > due.rows.length || tasks.length === most,
  };
}
