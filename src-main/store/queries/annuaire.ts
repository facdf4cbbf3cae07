import type {
  AnnuaireFilter,
  AnnuaireRow,
  AnnuaireSort,
  Doublon,
  Named,
} from "../../contract/annuaire.ts";
import { checkIce, checkPhone } from "../../domain/identifiers.ts";
import { boneMark, nameBones } from "../../domain/name-skeleton.ts";
import { foldText, ftsQuery } from "../../domain/search-text.ts";
import { roleOfHolder } from "../annuaire-projection.ts";
import type { Connection, Query, SqlValue } from "../database.ts";
import { BadCursor } from "./dossiers.ts";

const statements = new WeakMap<Connection, Map<string, Query>>();
const keptStatements = 100;

function statement(db: Connection, sql: string): Query {
  let cache = statements.get(db);
  if (!cache) statements.set(db, (cache = new Map()));
  let found = cache.get(sql);
  if (!found) {
    if (cache.size >= keptStatements) cache.clear();
    cache.set(sql, (found = db.prepare<unknown[]>(sql)));
  }
  return found;
}

/** Hits of a search up to which they are sorted, rather than met along the order. */
const fewHits = 500;

const rowColumns = `id, type, nom_fr AS nomFr, nom_ar AS nomAr, roles, nullif(ice, '') AS ice,
  nullif(telephone, '') AS telephone, organisation_fr AS organisationFr`;

type RawRow = Omit<AnnuaireRow, "roles"> & { roles: string };

/** Roles as the projection keeps them, `,a,b,`, as a list. */
const rolesOf = (text: string) => text.split(",").filter(Boolean);

const rowOf = (raw: RawRow): AnnuaireRow => ({ ...raw, roles: rolesOf(raw.roles) });

/** @param some true when any few of the hits will do: the best of the first ones, at once. */
function whereOf(
  db: Connection,
  filter: AnnuaireFilter,
  some = false,
): { sql: string[]; params: SqlValue[]; walk?: true } {
  const sql: string[] = [];
  const params: SqlValue[] = [];
  if (filter.type) {
    sql.push("type = ?");
    params.push(filter.type);
  }
  if (filter.role === roleOfHolder) {
    sql.push("instr(roles, ?) > 0");
    params.push(`,${filter.role},`);
  } else if (filter.role) {
    // Few have any other role: its own table knows them without reading every line.
    sql.push(
      "id IN (SELECT ifnull(organisation_id, personne_id) FROM role WHERE role = ? AND deleted_at IS NULL)",
    );
    params.push(filter.role);
  }
  const query = ftsQuery(filter.text ?? "");
  if (query === null) {
    if (filter.text?.trim()) sql.push("0");
    return { sql, params };
  }
  const hits = statement(
    db,
    `SELECT rowid FROM annuaire_recherche WHERE annuaire_recherche MATCH ? LIMIT ${fewHits + 1}`,
  )
    .pluck()
    .all(query) as number[];
  if (some || hits.length <= fewHits) sql.push(`n IN (${hits.join(",")})`);
  else {
    // Many hits: the order's index is walked, and each line looked up among them.
    sql.push("+n IN (SELECT rowid FROM annuaire_recherche WHERE annuaire_recherche MATCH ?)");
    params.push(query);
    return { sql, params, walk: true };
  }
  return { sql, params };
}

const clause = (sql: readonly string[]) => (sql.length === 0 ? "" : `WHERE ${sql.join(" AND ")}`);

const orderBy = (sort: AnnuaireSort) =>
  sort.desc ? "nom_tri DESC, id DESC" : "nom_tri ASC, id ASC";

const cursorOf = (sort: AnnuaireSort, nom: string, id: string) =>
  JSON.stringify([sort.desc ? "-nom" : "nom", nom, id]);

function placeOf(cursor: string, sort: AnnuaireSort): [string, string] {
  let values: unknown;
  try {
    values = JSON.parse(cursor);
  } catch {
    throw new BadCursor();
  }
  if (!Array.isArray(values) || values.length !== 3) throw new BadCursor();
  const [order, nom, id] = values as unknown[];
  if (order !== (sort.desc ? "-nom" : "nom") || typeof nom !== "string" || typeof id !== "string")
    throw new BadCursor();
  return [nom, id];
}

/**
 * One page of the directory, by folded name.
 * @throws BadCursor when the cursor was not made by this order.
 */
export function listDirectory(
  db: Connection,
  input: {
    filter: AnnuaireFilter;
    sort: AnnuaireSort;
    cursor?: string | null;
    limit: number;
    some?: boolean;
  },
): { rows: AnnuaireRow[]; next: string | null } {
  const where = whereOf(db, input.filter, input.some);
  const index = where.walk ? "INDEXED BY annuaire_ligne_nom" : "";
  if (input.cursor) {
    where.sql.push(`(nom_tri, id) ${input.sort.desc ? "<" : ">"} (?, ?)`);
    where.params.push(...placeOf(input.cursor, input.sort));
  }
  const rows = statement(
    db,
    `SELECT ${rowColumns}, nom_tri AS nomTri FROM annuaire_ligne ${index} ${clause(where.sql)} ORDER BY ${orderBy(input.sort)} LIMIT ?`,
  ).all(...where.params, input.limit + 1) as (RawRow & { nomTri: string })[];
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ nomTri: _, ...raw }) => rowOf(raw)),
    next: rows.length > input.limit && last ? cursorOf(input.sort, last.nomTri, last.id) : null,
  };
}

/** Cursors before every `pageSize`-th row (the first page has none), and the number of rows. */
export function anchorDirectory(
  db: Connection,
  input: { filter: AnnuaireFilter; sort: AnnuaireSort; pageSize: number },
): { count: number; cursors: string[] } {
  const where = whereOf(db, input.filter);
  const count = statement(db, `SELECT count(*) FROM annuaire_ligne ${clause(where.sql)}`)
    .pluck()
    .get(...where.params) as number;
  const rows = statement(
    db,
    `SELECT nom_tri, id FROM (SELECT nom_tri, id, row_number() OVER (ORDER BY ${orderBy(input.sort)}) AS rang
       FROM annuaire_ligne ${clause(where.sql)}) WHERE rang % ? = 0 ORDER BY rang`,
  )
    .raw()
    .all(...where.params, input.pageSize) as [string, string][];
  return { count, cursors: rows.map(([nom, id]) => cursorOf(input.sort, nom, id)) };
}

/** Persons of an organisation, by name. */
export function personsOf(
  db: Connection,
  organisationId: string,
): (AnnuaireRow & { fonctionFr: string | null; fonctionAr: string | null })[] {
  const rows = statement(
    db,
    `SELECT l.id, l.type, l.nom_fr AS nomFr, l.nom_ar AS nomAr, l.roles, nullif(l.ice, '') AS ice,
       nullif(l.telephone, '') AS telephone, l.organisation_fr AS organisationFr,
       p.fonction_fr AS fonctionFr, p.fonction_ar AS fonctionAr
     FROM personne p JOIN annuaire_ligne l ON l.id = p.id
     WHERE p.organisation_id = ? AND p.deleted_at IS NULL ORDER BY l.nom_tri, l.id LIMIT 200`,
  ).all(organisationId) as (RawRow & { fonctionFr: string | null; fonctionAr: string | null })[];
  return rows.map((raw) => ({ ...raw, roles: rolesOf(raw.roles) }));
}

/** Candidates read for one question: enough to rank, few enough to be instant. */
const candidatesRead = 60;
/** Possible duplicates shown. */
const shownDuplicates = 6;
/** Share of the telling words that two names must have in common. */
const likeness = 0.6;

interface Candidate extends RawRow {
  nomTri: string;
}

/**
 * Entries that may be the one being typed: the same ICE, the same telephone, or a name whose telling
 * words agree whatever their spelling. Blocked by index first, then ranked.
 */
export function duplicatesOf(
  db: Connection,
  input: {
    type: "organisation" | "personne";
    nomFr?: string | undefined;
    nomAr?: string | undefined;
    ice?: string | undefined;
    telephone?: string | undefined;
    saufId?: string | undefined;
  },
): Doublon[] {
  const found = new Map<
    string,
    { row: Candidate; raisons: Set<Doublon["raisons"][number]>; score: number }
  >();
  const add = (row: Candidate, raison: Doublon["raisons"][number], score: number) => {
    if (row.id === input.saufId) return;
    const seen = found.get(row.id) ?? { row, raisons: new Set(), score: 0 };
    seen.raisons.add(raison);
    seen.score += score;
    found.set(row.id, seen);
  };
  const columns = `${rowColumns}, nom_tri AS nomTri`;
  const by = (column: "ice" | "telephone", value: string) =>
    statement(
      db,
      `SELECT ${columns} FROM annuaire_ligne WHERE ${column} = ? LIMIT ${candidatesRead}`,
    ).all(value) as Candidate[];
  const ice = checkIce(input.ice ?? "").normalised;
  if (ice.length >= 9) for (const row of by("ice", ice)) add(row, "ice", 3);
  const phone = checkPhone(input.telephone ?? "");
  if (phone.normalised.length >= 9)
    for (const row of by("telephone", phone.normalised)) add(row, "telephone", 2);
  for (const nom of [input.nomFr, input.nomAr]) {
    if (!nom || foldText(nom).length < 2) continue;
    for (const [row, score] of namedLike(db, input.type, nom, columns)) add(row, "nom", score);
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || (a.row.nomTri < b.row.nomTri ? -1 : 1))
    .slice(0, shownDuplicates)
    .map(({ row: { nomTri: _, ...row }, raisons }) => ({ ...rowOf(row), raisons: [...raisons] }));
}

/** Entries whose name agrees with this one, each with a share between 0 and 1. */
function namedLike(
  db: Connection,
  type: "organisation" | "personne",
  nom: string,
  columns: string,
): [Candidate, number][] {
  const bones = nameBones(nom);
  // Of a long name any word may be the one that differs; the last one may still be half typed.
  const last = bones.length - 1;
  const queries = [
    bones.map((bone, i) => `"${boneMark}${bone}"${i === last ? "*" : ""}`).join(" AND "),
  ];
  if (bones.length >= 3) {
    for (const without of bones) {
      const rest = bones.filter((bone) => bone !== without);
      queries.push(rest.map((bone) => `"${boneMark}${bone}"`).join(" AND "));
    }
  }
  const candidates = new Map<string, Candidate>();
  for (const query of queries.slice(0, 8)) {
    const rows = statement(
      db,
      `SELECT ${columns} FROM (SELECT rowid AS n0 FROM annuaire_recherche WHERE annuaire_recherche MATCH ? LIMIT ${candidatesRead * 4})
       CROSS JOIN annuaire_ligne ON n = n0 WHERE +type = ? LIMIT ${candidatesRead}`,
    ).all(query, type) as Candidate[];
    for (const row of rows) candidates.set(row.id, row);
  }
  const folded = foldText(nom);
  return [...candidates.values()].flatMap((row): [Candidate, number][] => {
    if (foldText(row.nomFr) === folded || foldText(row.nomAr ?? "") === folded) return [[row, 1.5]];
    const share = Math.max(
      agreement(bones, nameBones(row.nomFr)),
      agreement(bones, nameBones(row.nomAr)),
    );
    return share >= likeness ? [[row, share]] : [];
  });
}

/** Share of the words of two names that both have; a last word half typed counts for what it begins. */
function agreement(typed: readonly string[], there: readonly string[]): number {
  if (typed.length === 0 || there.length === 0) return 0;
  const common = typed.filter(
    (bone, place) =>
      there.includes(bone) ||
      (place === typed.length - 1 && there.some((each) => each.startsWith(bone))),
  ).length;
  // Who types the first words of a name is shown it: what is not typed yet counts half.
  const missing = Math.max(there.length - common, 0) / 2;
  return common / (typed.length + missing);
}

/** Entries that a text finds by name, ICE or telephone, with the dossiers each organisation holds. */
export function searchDirectory(
  db: Connection,
  text: string,
  limit: number,
): (AnnuaireRow & { dossiers: number })[] {
  if (ftsQuery(text) === null) return [];
  const held = statement(db, "SELECT count(*) FROM dossier_ligne WHERE porteur_id = ?").pluck();
  return listDirectory(db, {
    filter: { text },
    sort: { key: "nom", desc: false },
    limit,
    some: true,
  }).rows.map((row) => ({ ...row, dossiers: held.get(row.id) as number }));
}

/** Organisations or persons for a picker, the whole directory while nothing is typed. */
export function pickDirectory(
  db: Connection,
  type: "organisation" | "personne",
  text: string,
  limit: number,
): Named[] {
  const filter: AnnuaireFilter = { type, ...(text.trim() ? { text } : {}) };
  return listDirectory(db, {
    filter,
    sort: { key: "nom", desc: false },
    limit,
    some: true,
  }).rows.map((row) => ({
    id: row.id,
    titleFr: row.nomFr,
    titleAr: row.nomAr,
    reference: null,
    detail: row.organisationFr ?? row.ice ?? row.telephone,
  }));
}
