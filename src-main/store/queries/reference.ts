import type { ReferenceRow, TerritoireRow } from "../../contract/references.ts";
import type { Connection } from "../database.ts";
import { kept } from "../kept.ts";

interface RawReference {
  id: string;
  list: string;
  key: string;
  label_fr: string;
  label_ar: string;
  label_en: string;
  effective_from: string;
  effective_to: string | null;
  source: string;
  url: string | null;
  confidence: string;
  note: string | null;
  attrs: string;
}

function view(row: RawReference): ReferenceRow {
  return {
    id: row.id,
    list: row.list,
    key: row.key,
    label: { fr: row.label_fr, ar: row.label_ar, en: row.label_en },
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    source: row.source,
    url: row.url,
    confidence: row.confidence as ReferenceRow["confidence"],
    note: row.note,
    attrs: JSON.parse(row.attrs) as Record<string, unknown>,
  };
}

const columns =
  "id, list, key, label_fr, label_ar, label_en, effective_from, effective_to, source, url, confidence, note, attrs";

/** Sectors and territories have tables of their own and are read as reference lists too. */
const everyRow = `SELECT ${columns}, ordre FROM reference WHERE deleted_at IS NULL
  UNION ALL
  SELECT id, nomenclature, key, nom_fr, nom_ar, nom_en, effective_from, NULL, source, url, confidence, note,
    json_object('barometre', barometre, 'divisions', divisions), ordre
  FROM secteur WHERE deleted_at IS NULL`;

const territoireRows = `SELECT id, 'territoire' AS list, code AS key, nom_fr AS label_fr, nom_ar AS label_ar, nom_en AS label_en,
    effective_from, NULL AS effective_to, source, NULL AS url, confidence, note,
    json_object('type', type, 'parent', parent, 'primeCategory', prime_category, 'nameArStatus', name_ar_status, 'aliases', json(aliases)) AS attrs, code AS ordre
  FROM territoire WHERE deleted_at IS NULL`;

/**
 * Every version of every row of one list, or of all lists but the territories, in the list's own order. Kept by the
 * connection until a reference table is written to: the rows are shared and must not be changed.
 */
export function referenceRows(db: Connection, list?: string): readonly ReferenceRow[] {
  return kept(db, `liste ${list ?? ""}`, () => readRows(db, list));
}

function readRows(db: Connection, list: string | undefined): readonly ReferenceRow[] {
  const from = list === "territoire" ? territoireRows : everyRow;
  const rows = db
    .prepare(
      `SELECT ${columns} FROM (${from}) WHERE (? IS NULL OR list = ?) ORDER BY list, ordre, effective_from`,
    )
    .all(list ?? null, list ?? null) as RawReference[];
  return rows.map(view);
}

/** A live row of any list by its id. */
export function referenceRow(db: Connection, id: string): ReferenceRow | undefined {
  const row = db
    .prepare(`SELECT ${columns} FROM (${everyRow} UNION ALL ${territoireRows}) WHERE id = ?`)
    .get(id) as RawReference | undefined;
  return row && view(row);
}

/** Rows in force on a day, one per key. */
export function inForceOn(rows: readonly ReferenceRow[], day: string): ReferenceRow[] {
  return rows.filter(
    (row) => row.effectiveFrom <= day && (row.effectiveTo === null || day <= row.effectiveTo),
  );
}

/** The lists with their titles and number of rows. */
export function referenceLists(
  db: Connection,
): { list: string; title: { fr: string; ar: string; en: string }; count: number }[] {
  const rows = db
    .prepare(
      `SELECT l.list, l.title_fr AS fr, l.title_ar AS ar, l.title_en AS en,
         (SELECT count(*) FROM reference r WHERE r.list = l.list AND r.deleted_at IS NULL) +
         (SELECT count(*) FROM secteur s WHERE s.nomenclature = l.list AND s.deleted_at IS NULL) +
         CASE l.list WHEN 'territoire' THEN (SELECT count(*) FROM territoire t WHERE t.deleted_at IS NULL) ELSE 0 END AS count
       FROM reference_list l WHERE l.deleted_at IS NULL ORDER BY l.title_fr`,
    )
    .all() as { list: string; fr: string; ar: string; en: string; count: number }[];
  return rows.map(({ list, fr, ar, en, count }) => ({ list, title: { fr, ar, en }, count }));
}

interface RawTerritoire {
  id: string;
  code: string;
  level: string;
  type: string;
  nom_fr: string;
  nom_ar: string;
  nom_en: string;
  parent: string | null;
  province: string | null;
  prime_category: string | null;
  name_ar_status: string | null;
  aliases: string;
  source: string;
  confidence: string;
}

export interface TerritoireRecord extends TerritoireRow {
  aliases: string[];
}

/** Every territory, by code. */
export function territoires(db: Connection): TerritoireRecord[] {
  const rows = db
    .prepare("SELECT * FROM territoire WHERE deleted_at IS NULL ORDER BY code")
    .all() as RawTerritoire[];
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    level: row.level as TerritoireRow["level"],
    type: row.type,
    label: { fr: row.nom_fr, ar: row.nom_ar, en: row.nom_en },
    parent: row.parent,
    province: row.province,
    primeCategory: row.prime_category,
    nameArStatus: row.name_ar_status,
    aliases: JSON.parse(row.aliases) as string[],
    source: row.source,
    confidence: row.confidence as TerritoireRow["confidence"],
  }));
}
