import { sansCode } from "../../contract/primitives.ts";
import type {
  BoardColumn,
  DossierRow,
  DossierFilter,
  DossierLine,
  DossierSort,
  DossierTotals,
} from "../../contract/dossiers.ts";
import { ftsQuery } from "../../domain/search-text.ts";
import type { Connection, Query, SqlValue } from "../database.ts";
import { countClocks, nearLimits, noDate, suspendingStates } from "../projection.ts";

/** A cursor that this sort did not make, or that was tampered with. */
export class BadCursor extends Error {}

/** Columns that decide each order, all in the same direction; the index of the same name serves it. */
const sortColumns: Record<DossierSort["key"], readonly string[]> = {
  reference: ["reference", "id"],
  intitule: ["intitule_tri", "id"],
  porteur: ["porteur_tri", "id"],
  acte: ["acte", "depose_le", "id"],
  province: ["province", "depose_le", "id"],
  commune: ["commune", "depose_le", "id"],
  secteur: ["secteur", "depose_le", "id"],
  phase: ["phase", "ordre", "id"],
  etat: ["etat", "ordre", "id"],
  decision: ["decision", "depose_le", "id"],
  officier: ["officier", "depose_le", "id"],
  deposeLe: ["depose_le", "id"],
  echeanceLe: ["echeance_le", "id"],
  montant: ["montant", "id"],
  emplois: ["emplois", "id"],
  ordre: ["ordre", "id"],
  updatedAt: ["updated_at", "id"],
};

/** The index that serves each order; none for an order that is never paged alone. */
const sortIndex: Partial<Record<DossierSort["key"], string>> = {
  reference: "ligne_reference",
  intitule: "ligne_intitule",
  porteur: "ligne_porteur_tri",
  acte: "ligne_acte",
  province: "ligne_province",
  commune: "ligne_commune",
  secteur: "ligne_secteur",
  phase: "ligne_phase",
  etat: "ligne_etat",
  decision: "ligne_decision",
  officier: "ligne_officier",
  deposeLe: "ligne_depose",
  echeanceLe: "ligne_echeance",
  montant: "ligne_montant",
  emplois: "ligne_emplois",
};

/** Orders whose index begins with the filtered column: SQLite finds it by itself. */
const byDeposit = new Set(["province", "commune", "secteur", "acte", "decision", "officier"]);

const rowColumns = `id, projet_id AS projetId, reference, intitule_fr AS intituleFr, intitule_ar AS intituleAr,
  porteur_fr AS porteurFr, porteur_ar AS porteurAr, nullif(acte, '') AS acte, etat, phase, nullif(decision, '') AS decision,
  nullif(province, '') AS province, nullif(commune, '') AS commune, nullif(secteur, '') AS secteur,
  nullif(officier_id, '') AS officierId, nullif(officier, '') AS officier, nullif(depose_le, '') AS deposeLe,
  nullif(echeance_le, '${noDate}') AS echeanceLe, nullif(montant, -1) AS montant,
  nullif(emplois, -1) AS emplois, passages, ordre, nullif(etat_le, '') AS etatLe, nullif(suspendu_le, '') AS suspenduLe,
  nullif(acte_echeance_le, '${noDate}') AS acteEcheanceLe`;

interface Where {
  sql: string[];
  params: SqlValue[];
  /** Rows matching the text, newest first, when they are few; null when there is no text or many hits. */
  hits: number[] | null;
}

const listed: readonly [keyof DossierFilter, string][] = [
  ["province", "province"],
  ["commune", "commune"],
  ["secteur", "secteur"],
  ["acte", "acte"],
  ["etat", "etat"],
  ["phase", "phase"],
  ["decision", "decision"],
  ["officier", "officier_id"],
  ["suivi", "suivi"],
];

/** Days that a filter bounds, by the beginning of its two keys. */
const bounded = [
  ["depose", "depose_le"],
  ["decide", "passe_le"],
  ["accord", "accord_le"],
  ["valide", "valide_le"],
  ["diffuse", "diffuse_le"],
  ["delivre", "delivre_le"],
] as const;

/** Up to this many hits are sorted; beyond, each line of the order is looked up in the index. */
const fewHits = 5000;

function whereOf(db: Connection, filter: DossierFilter): Where {
  const where: Where = { sql: [], params: [], hits: null };
  const add = (sql: string, ...params: SqlValue[]) => {
    where.sql.push(sql);
    where.params.push(...params);
  };
  for (const [key, column] of listed) {
    const values = (filter[key] as string[] | undefined)?.map((value) =>
      value === sansCode ? "" : value,
    );
    if (!values || values.length === 0) continue;
    if (values.length === 1) add(`${column} = ?`, values[0]!);
    else add(`${column} IN (${values.map(() => "?").join(",")})`, ...values);
  }
  if (filter.montantMin !== undefined) add("montant >= ?", filter.montantMin);
  if (filter.montantMax !== undefined) add("montant BETWEEN 0 AND ?", filter.montantMax);
  for (const [key, column] of bounded) {
    const [du, au] = [filter[`${key}Du`], filter[`${key}Au`]];
    if (du !== undefined) add(`${column} >= ?`, du);
    if (au !== undefined) add(`${column} BETWEEN '0' AND ?`, au);
  }
  if (filter.echeanceAvant !== undefined) add("echeance_le < ?", filter.echeanceAvant);
  if (filter.echeanceProche !== undefined) addNear(db, add, filter.echeanceProche);
  if (filter.projetId !== undefined) add("projet_id = ?", filter.projetId);
  const query = filter.text === undefined ? null : ftsQuery(filter.text);
  if (query !== null) {
    const hits = statement(
      db,
      `SELECT rowid FROM dossier_recherche WHERE dossier_recherche MATCH ? ORDER BY rowid DESC LIMIT ${fewHits + 1}`,
    )
      .pluck()
      .all(query) as number[];
    if (hits.length <= fewHits) {
      where.hits = hits;
      add(`n IN (${hits.join(",")})`);
    } else {
      add("n IN (SELECT rowid FROM dossier_recherche WHERE dossier_recherche MATCH ?)", query);
    }
  } else if (filter.text !== undefined && filter.text.trim() !== "") {
    add("0");
  }
  return where;
}

/** Near by the version of the rule that governs each dossier; not while a request that ends later holds the count. */
function addNear(
  db: Connection,
  add: (sql: string, ...params: SqlValue[]) => void,
  day: string,
): void {
  const limits = nearLimits(db, day);
  const last = limits.reduce((max, each) => (each.limite > max ? each.limite : max), "");
  add("echeance_le BETWEEN ? AND ?", day, last);
  const cases = limits.map(() => "WHEN depose_le BETWEEN ? AND ? THEN ?").join(" ");
  if (limits.length > 0) {
    add(
      `echeance_le <= CASE ${cases} ELSE '' END`,
      ...limits.flatMap(({ du, au, limite }) => [du, au, limite]),
    );
  }
  add(
    "NOT EXISTS (SELECT 1 FROM complement m WHERE m.dossier_id = dossier_ligne.id AND m.deleted_at IS NULL AND m.demande_le <= ? AND ifnull(m.complete_le, '9999') >= ?)",
    day,
    day,
  );
}

const statements = new WeakMap<Connection, Map<string, Query>>();
const keptStatements = 200;

function statement(db: Connection, sql: string): Query {
  let cache = statements.get(db);
  if (!cache) statements.set(db, (cache = new Map()));
  let found = cache.get(sql);
  if (!found) {
    if (cache.size >= keptStatements) cache.clear();
    found = db.prepare<unknown[]>(sql);
    cache.set(sql, found);
  }
  return found;
}

function clause(where: Where, more: string[] = []): string {
  const all = [...where.sql, ...more];
  return all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`;
}

/** A cursor says which order made it: another order would read it as a place it is not. */
function encodeCursor(sort: DossierSort, values: readonly SqlValue[]): string {
  return JSON.stringify([orderName(sort), ...values]);
}

const orderName = (sort: DossierSort) => `${sort.desc ? "-" : ""}${sort.key}`;

function decodeCursor(cursor: string, sort: DossierSort): SqlValue[] {
  let values: unknown;
  try {
    values = JSON.parse(cursor);
  } catch {
    throw new BadCursor();
  }
  if (
    !Array.isArray(values) ||
    values.length !== sortColumns[sort.key].length + 1 ||
    values[0] !== orderName(sort) ||
    !values.every((value) => typeof value === "string" || typeof value === "number")
  ) {
    throw new BadCursor();
  }
  return values.slice(1);
}

function orderBy(columns: readonly string[], desc: boolean): string {
  return columns.map((column) => `${column} ${desc ? "DESC" : "ASC"}`).join(", ");
}

interface Spread {
  lines: number;
  /** Lines of each value of each filtered column. */
  counts: Map<string, number>;
  readAt: number;
}

const spreads = new WeakMap<Connection, Spread>();
/** Milliseconds; the spread only steers the choice of an index, it need not be exact. */
const spreadLife = 120_000;

function spreadOf(db: Connection): Spread {
  const kept = spreads.get(db);
  const now = performance.now();
  if (kept && now - kept.readAt < spreadLife) return kept;
  const counts = new Map<string, number>();
  let lines = 0;
  for (const [, column] of listed) {
    lines = 0;
    const rows = statement(db, `SELECT ${column}, count(*) FROM dossier_ligne GROUP BY ${column}`)
      .raw()
      .all() as [string, number][];
    for (const [value, count] of rows) {
      counts.set(`${column}:${value}`, count);
      lines += count;
    }
  }
  const spread = { lines, counts, readAt: now };
  spreads.set(db, spread);
  return spread;
}

/** A walk reads this many times more lines than expected before it gives up: columns go together. */
const walkPatience = 3;

/**
 * How far to walk an order's index, filtering on the way, before filtering first and sorting instead: worth
 * trying when the page should fill before as many lines are read as the filter keeps.
 * @returns null when filtering first is surely better.
 */
function walkOf(
  db: Connection,
  filter: DossierFilter,
  key: DossierSort["key"],
  limit: number,
): { index: string; lines: number } | null {
  const index = sortIndex[key];
  const filtered = listed.filter(([name]) => (filter[name] as string[] | undefined)?.length);
  if (!index || filtered.length === 0) return null;
  if (filter.text !== undefined || filter.projetId !== undefined) return null;
  const ownIndex = ([name]: (typeof listed)[number]) =>
    key === "deposeLe" && byDeposit.has(name) && (filter[name] as string[]).length === 1;
  if (filtered.some(ownIndex)) return null;
  const spread = spreadOf(db);
  let share = 1;
  for (const [name, column] of filtered) {
    const values = filter[name] as string[];
    const kept = values.map((value) => spread.counts.get(`${column}:${value}`) ?? 0);
    share *= kept.reduce((sum, count) => sum + count, 0) / Math.max(spread.lines, 1);
  }
  if (share === 0) return null;
  const lines = Math.ceil((walkPatience * limit) / share);
  return lines < share * spread.lines ? { index, lines } : null;
}

interface RawRow extends DossierLine {
  [key: string]: unknown;
}

/**
 * One page of the list.
 * @param input.cursor where the page before ended; the page begins after it.
 * @throws BadCursor when the cursor was not made by this sort.
 */
export function listDossiers(
  db: Connection,
  input: { filter: DossierFilter; sort: DossierSort; cursor?: string | null; limit: number },
): { rows: DossierLine[]; next: string | null } {
  const columns = sortColumns[input.sort.key];
  const where = whereOf(db, input.filter);
  const after: { sql: string[]; params: SqlValue[] } = { sql: [], params: [] };
  if (input.cursor) {
    after.sql.push(
      `(${columns.join(",")}) ${input.sort.desc ? "<" : ">"} (${columns.map(() => "?").join(",")})`,
    );
    after.params = decodeCursor(input.cursor, input.sort);
  }
  const wanted = input.limit + 1;
  const order = `ORDER BY ${orderBy(columns, input.sort.desc)} LIMIT ?`;
  const selected = `SELECT ${rowColumns}, ${columns.map((column, i) => `${column} AS k${i}`).join(", ")}`;
  const walk = walkOf(db, input.filter, input.sort.key, wanted);
  let rows: RawRow[] = [];
  if (walk) {
    const start = after.sql.length > 0 ? `WHERE ${after.sql.join("")}` : "";
    rows = statement(
      db,
      `${selected} FROM (SELECT * FROM dossier_ligne INDEXED BY ${walk.index} ${start} ${order}) ${clause(where)} ${order}`,
    ).all(...after.params, walk.lines, ...where.params, wanted) as RawRow[];
  }
  if (rows.length < wanted) {
    rows = statement(db, `${selected} FROM dossier_ligne ${clause(where, after.sql)} ${order}`).all(
      ...where.params,
      ...after.params,
      wanted,
    ) as RawRow[];
  }
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const next =
    rows.length > input.limit && last
      ? encodeCursor(
          input.sort,
          columns.map((_, i) => last[`k${i}`] as SqlValue),
        )
      : null;
  for (const row of page) for (let i = 0; i < columns.length; i += 1) delete row[`k${i}`];
  return { rows: page, next };
}

/**
 * Every line of a filter in its order, read one by one: for a reader that no other statement of its connection
 * disturbs.
 */
export function everyDossier(
  db: Connection,
  input: { filter: DossierFilter; sort: DossierSort },
): IterableIterator<DossierLine> {
  const where = whereOf(db, input.filter);
  const order = orderBy(sortColumns[input.sort.key], input.sort.desc);
  return db
    .prepare<unknown[]>(
      `SELECT ${rowColumns} FROM dossier_ligne ${clause(where)} ORDER BY ${order}`,
    )
    .iterate(...where.params) as IterableIterator<DossierLine>;
}

/** How many lines a filter keeps. */
export const countDossiers = (db: Connection, filter: DossierFilter): number =>
  countOf(db, whereOf(db, filter));

/**
 * Lines with their clocks counted on a day: only those that may run or rest are looked up.
 * @param today ISO date of the user
 */
export function withClocks(
  db: Connection,
  lines: readonly DossierLine[],
  today: string,
): DossierRow[] {
  const resting = suspendingStates(db);
  const running = lines.filter(
    (line) =>
      line.echeanceLe !== null ||
      line.acteEcheanceLe !== null ||
      line.suspenduLe !== null ||
      resting.has(line.etat),
  );
  const clocks = countClocks(
    db,
    running.map((line) => line.id),
    today,
  );
  return lines.map((line) => {
    const own = clocks.get(line.id);
    return { ...line, delai: own?.decision ?? null, acteDelai: own?.acte ?? null };
  });
}

/** Cursors before every `pageSize`-th row (the first page has none), and the number of rows. */
export function anchorDossiers(
  db: Connection,
  input: { filter: DossierFilter; sort: DossierSort; pageSize: number },
): { count: number; cursors: string[] } {
  const columns = sortColumns[input.sort.key];
  const where = whereOf(db, input.filter);
  const order = orderBy(columns, input.sort.desc);
  const count = countOf(db, where);
  const rows = statement(
    db,
    `SELECT ${columns.join(",")} FROM (SELECT ${columns.join(",")}, row_number() OVER (ORDER BY ${order}) AS rang FROM dossier_ligne ${clause(where)}) WHERE rang % ? = 0 ORDER BY rang`,
  )
    .raw()
    .all(...where.params, input.pageSize) as SqlValue[][];
  return { count, cursors: rows.map((values) => encodeCursor(input.sort, values)) };
}

function countOf(db: Connection, where: Where): number {
  return statement(db, `SELECT count(*) FROM dossier_ligne ${clause(where)}`)
    .pluck()
    .get(...where.params) as number;
}

/**
 * Number of dossiers, and sum and median of the amounts (centimes) and jobs of their projects: a project
 * that asks for several acts has several dossiers and counts once.
 */
export function totalDossiers(db: Connection, input: { filter: DossierFilter }): DossierTotals {
  const where = whereOf(db, input.filter);
  const projects = `SELECT count(*) AS n, max(montant) AS montant, max(emplois) AS emplois FROM dossier_ligne ${clause(where)} GROUP BY projet_id`;
  const sums = statement(
    db,
    `SELECT ifnull(sum(n), 0) AS count, count(*) AS projets, ifnull(sum(max(montant, 0)), 0) AS montant, ifnull(sum(montant >= 0), 0) AS known, ifnull(sum(max(emplois, 0)), 0) AS emplois FROM (${projects})`,
  ).get(...where.params) as DossierTotals & { known: number };
  let mediane: number | null = null;
  if (sums.known > 0) {
    const middle = statement(
      db,
      `SELECT montant FROM (${projects}) WHERE montant >= 0 ORDER BY montant LIMIT ? OFFSET ?`,
    )
      .pluck()
      .all(...where.params, sums.known % 2 === 0 ? 2 : 1, (sums.known - 1) >> 1) as number[];
    mediane = Math.round((middle[0]! + middle.at(-1)!) / 2);
  }
  const { known: _, ...totals } = sums;
  return { ...totals, mediane };
}

/**
 * The board: each column's count and sums by SQL, and its first cards.
 * @param input.keys the columns, in order: every state or phase in force.
 */
export function boardDossiers(
  db: Connection,
  input: { filter: DossierFilter; groupBy: "etat" | "phase"; limit: number; keys: string[] },
): { columns: (Omit<BoardColumn, "rows"> & { rows: DossierLine[] })[] } {
  const where = whereOf(db, input.filter);
  const sums = statement(
    db,
    `SELECT key, sum(n) AS count, sum(max(montant, 0)) AS montant, sum(max(emplois, 0)) AS emplois
     FROM (SELECT ${input.groupBy} AS key, count(*) AS n, max(montant) AS montant, max(emplois) AS emplois
       FROM dossier_ligne ${clause(where)} GROUP BY ${input.groupBy}, projet_id) GROUP BY key`,
  ).all(...where.params) as { key: string; count: number; montant: number; emplois: number }[];
  const byKey = new Map(sums.map((sum) => [sum.key, sum]));
  const keys = [...input.keys, ...[...byKey.keys()].filter((key) => !input.keys.includes(key))];
  return {
    columns: keys.map((key) => {
      const sum = byKey.get(key);
      const chosen = input.filter[input.groupBy];
      if (!sum || (chosen && chosen.length > 0 && !chosen.includes(key))) {
        return { key, count: 0, montant: 0, emplois: 0, rows: [], next: null };
      }
      const page = listDossiers(db, {
        filter: { ...input.filter, [input.groupBy]: [key] },
        sort: { key: input.groupBy, desc: false },
        limit: input.limit,
      });
      return { ...sum, ...page };
    }),
  };
}

/**
 * The lowest order key of all cards, or of those above a key; null when there is none. Steps from state to state in
 * the index that holds the cards of each in order, instead of reading every card.
 */
export function lowestOrder(db: Connection, above = ""): string | null {
  return statement(
    db,
    `WITH RECURSIVE e(etat) AS (
       SELECT min(etat) FROM dossier_ligne
       UNION ALL SELECT (SELECT min(l.etat) FROM dossier_ligne l WHERE l.etat > e.etat) FROM e WHERE e.etat IS NOT NULL)
     SELECT min((SELECT min(l.ordre) FROM dossier_ligne l WHERE l.etat = e.etat AND l.ordre > ?)) FROM e`,
  )
    .pluck()
    .get(above) as string | null;
}

/** Ids of every dossier that a filter keeps. */
export function dossierIds(db: Connection, filter: DossierFilter): string[] {
  const where = whereOf(db, filter);
  return statement(db, `SELECT id FROM dossier_ligne ${clause(where)} ORDER BY id`)
    .pluck()
    .all(...where.params) as string[];
}

/** Ids of the projects of some dossiers, each once. */
export function projectIds(db: Connection, dossiers: readonly string[]): string[] {
  const projectOf = statement(db, "SELECT projet_id FROM dossier WHERE id = ?").pluck();
  return [...new Set(dossiers.map((id) => projectOf.get(id) as string | undefined))].filter(
    (id) => id !== undefined,
  );
}

/** One line by dossier id. */
export function dossierLine(db: Connection, id: string): DossierLine | undefined {
  return statement(db, `SELECT ${rowColumns} FROM dossier_ligne WHERE id = ?`).get(id) as
    | DossierLine
    | undefined;
}

/** The lines of one project, in the order of their references. */
export function projectLines(db: Connection, projetId: string): DossierLine[] {
  return statement(
    db,
    `SELECT ${rowColumns} FROM dossier_ligne WHERE projet_id = ? ORDER BY reference, id`,
  ).all(projetId) as DossierLine[];
}

/** Newest dossiers holding every word of the text. */
export function searchDossiers(db: Connection, text: string, limit: number): DossierLine[] {
  const query = ftsQuery(text);
  if (query === null) return [];
  return statement(
    db,
    `SELECT ${rowColumns} FROM dossier_ligne WHERE n IN (SELECT rowid FROM dossier_recherche WHERE dossier_recherche MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY n DESC`,
  ).all(query, limit) as DossierLine[];
}

/** A project found through its dossiers. */
export interface FoundProject {
  id: string;
  reference: string;
  titleFr: string;
  titleAr: string | null;
  detail: string | null;
  dossiers: number;
}

/** Projects of some dossiers, each once, in the order in which they come. */
export function projectsOf(
  db: Connection,
  rows: readonly DossierLine[],
  limit: number,
): FoundProject[] {
  const firsts = [...new Map(rows.toReversed().map((row) => [row.projetId, row])).values()]
    .toReversed()
    .slice(0, limit);
  const found = statement(
    db,
    `SELECT p.id, p.reference, (SELECT count(*) FROM dossier_ligne l WHERE l.projet_id = p.id) AS dossiers
     FROM projet p WHERE p.id IN (SELECT value FROM json_each(?)) AND p.deleted_at IS NULL`,
  ).all(JSON.stringify(firsts.map((row) => row.projetId))) as Pick<
    FoundProject,
    "id" | "reference" | "dossiers"
  >[];
  return firsts.flatMap((row) => {
    const projet = found.find(({ id }) => id === row.projetId);
    if (!projet) return [];
    const { intituleFr: titleFr, intituleAr: titleAr, porteurFr: detail } = row;
    return [{ ...projet, titleFr, titleAr, detail }];
  });
}
