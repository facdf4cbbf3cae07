import { prepared, type Connection, type Store } from "./database.ts";
import type { Touched } from "./projection.ts";

/** The role that holding a project gives, whether or not anybody wrote it down. */
export const roleOfHolder = "porteur";

const organisationRoles = `(SELECT ifnull(',' || group_concat(role, ',' ORDER BY role) || ',', ',') FROM (
    SELECT r.role FROM role r WHERE r.organisation_id = o.id AND r.deleted_at IS NULL
    UNION SELECT '${roleOfHolder}' WHERE EXISTS (SELECT 1 FROM projet p WHERE p.porteur_id = o.id AND p.deleted_at IS NULL)))`;

const personRoles = `(SELECT ifnull(',' || group_concat(r.role, ',' ORDER BY r.role) || ',', ',') FROM role r
    WHERE r.personne_id = c.id AND r.deleted_at IS NULL)`;

const columns = [
  "id",
  "type",
  "nom_fr",
  "nom_ar",
  "nom_tri",
  "roles",
  "ice",
  "telephone",
  "organisation_fr",
  "updated_at",
] as const;

interface Source {
  table: "organisation" | "personne";
  /** Alias of the table in the statements. */
  alias: string;
  select: string;
  from: string;
  text: string;
}

const sources: readonly Source[] = [
  {
    table: "organisation",
    alias: "o",
    select: `o.id AS id, 'organisation' AS type, o.nom_fr AS nom_fr, o.nom_ar AS nom_ar, o.nom_plie AS nom_tri,
      ${organisationRoles} AS roles, ifnull(o.ice, '') AS ice, ifnull(o.telephone, '') AS telephone,
      NULL AS organisation_fr, o.updated_at AS updated_at`,
    from: "organisation o WHERE o.deleted_at IS NULL",
    text: "texte_recherche(o.nom_fr, o.nom_ar, o.ice, o.telephone) || ossature(o.nom_fr, o.nom_ar)",
  },
  {
    table: "personne",
    alias: "c",
    select: `c.id AS id, 'personne' AS type, trim(ifnull(c.prenom_fr, '') || ' ' || c.nom_fr) AS nom_fr,
      nullif(trim(ifnull(c.prenom_ar, '') || ' ' || ifnull(c.nom_ar, '')), '') AS nom_ar,
      pli(c.nom_fr, c.prenom_fr) AS nom_tri, ${personRoles} AS roles, '' AS ice, ifnull(c.telephone, '') AS telephone,
      e.nom_fr AS organisation_fr, c.updated_at AS updated_at`,
    from: "personne c LEFT JOIN organisation e ON e.id = c.organisation_id AND e.deleted_at IS NULL WHERE c.deleted_at IS NULL",
    text: `texte_recherche(c.prenom_fr, c.nom_fr, c.prenom_ar, c.nom_ar, c.telephone, e.nom_fr, e.nom_ar)
      || ossature(c.prenom_fr, c.nom_fr, c.prenom_ar, c.nom_ar)`,
  },
];

const names = columns.join(", ");

/** Columns of the directory's projection in the order of `directorySelect`. */
export const directoryColumns: readonly string[] = columns;

/** SELECT that computes every line of the directory afresh. */
export const directorySelect = sources
  .map(({ select, from }) => `SELECT ${select} FROM ${from}`)
  .join(" UNION ALL ");

/** SELECT of the searched text of every line of the directory, by id. */
export const directorySearchSelect = sources
  .map(({ alias, text, from }) => `SELECT ${alias}.id AS id, ${text} AS texte FROM ${from}`)
  .join(" UNION ALL ");

/** Which persons show the name of an organisation. */
const personsOf = "SELECT id FROM personne WHERE organisation_id = ?";

/** Every organisation that a project has had as its holder: the former one loses the role. */
const holdersOf = `SELECT porteur_id FROM projet WHERE id = ? AND porteur_id IS NOT NULL
  UNION SELECT json_extract(before, '$') FROM change
    WHERE row_id = ? AND table_name = 'projet' AND column_name = 'porteur_id' AND before <> 'null'`;

/**
 * Rewrites the directory's lines and their searched text for the rows that an action touched.
 * Runs inside the action's transaction.
 */
export function refreshDirectory(store: Store, touched: Touched): void {
  const fresh = { organisation: new Set<string>(), personne: new Set<string>() };
  const changed = { organisation: new Set<string>(), personne: new Set<string>() };
  for (const table of ["organisation", "personne"] as const) {
    for (const [id, what] of touched.get(table) ?? []) {
      (what === "created" ? fresh : changed)[table].add(id);
      if (table === "organisation" && what !== "created") {
        for (const person of prepared(store, personsOf).pluck().all(id)) {
          changed.personne.add(person as string);
        }
      }
    }
  }
  for (const id of touched.get("role")?.keys() ?? []) {
    const row = prepared(
      store,
      "SELECT organisation_id AS organisation, personne_id AS personne FROM role WHERE id = ?",
    ).get(id) as { organisation: string | null; personne: string | null } | undefined;
    if (row?.organisation) changed.organisation.add(row.organisation);
    if (row?.personne) changed.personne.add(row.personne);
  }
  for (const [id, what] of touched.get("projet") ?? []) {
    if (typeof what !== "string" && !what.has("porteur_id")) continue;
    for (const holder of prepared(store, holdersOf).pluck().all(id, id)) {
      changed.organisation.add(holder as string);
    }
  }
  for (const source of sources) {
    const created = [...fresh[source.table]];
    if (created.length > 0) insertLines(store, source, created);
    const others = [...changed[source.table]].filter((id) => !fresh[source.table].has(id));
    if (others.length === 0) continue;
    const list = JSON.stringify(others);
    prepared(
      store,
      "DELETE FROM annuaire_recherche WHERE rowid IN (SELECT n FROM annuaire_ligne WHERE id IN (SELECT value FROM json_each(?)))",
    ).run(list);
    prepared(store, "DELETE FROM annuaire_ligne WHERE id IN (SELECT value FROM json_each(?))").run(
      list,
    );
    insertLines(store, source, others);
  }
}

function insertLines(store: Store, source: Source, ids: readonly string[]): void {
  const list = JSON.stringify(ids);
  const among = `${source.from} AND ${source.alias}.id IN (SELECT value FROM json_each(?))`;
  prepared(
    store,
    `INSERT INTO annuaire_ligne (${names}) SELECT ${source.select} FROM ${among}`,
  ).run(list);
  prepared(
    store,
    `INSERT INTO annuaire_recherche (rowid, texte)
     SELECT (SELECT n FROM annuaire_ligne WHERE id = ${source.alias}.id), ${source.text} FROM ${among}`,
  ).run(list);
}

/** Computes the whole directory afresh, after a migration that changed what it holds. */
export function rebuildDirectory(db: Connection): void {
  db.exec("DELETE FROM annuaire_ligne; DELETE FROM annuaire_recherche;");
  insertDirectory(db);
  db.exec(`INSERT INTO annuaire_recherche (rowid, texte)
      SELECT (SELECT n FROM annuaire_ligne WHERE id = s.id), s.texte FROM (${directorySearchSelect}) s;`);
}

/** Computes every line of a directory that is empty, without its search index. */
export function insertDirectory(db: Connection): void {
  db.exec(`INSERT INTO annuaire_ligne (${names}) ${directorySelect}`);
}
