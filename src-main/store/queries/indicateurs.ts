import type { ObservationView, SerieMeta } from "../../contract/indicateurs.ts";
import { parsePeriod, periodKey, type Period } from "../../domain/periods.ts";
import { prepared, type Connection, type Store } from "../database.ts";

interface RawSerie {
  id: string;
  key: string;
  label_fr: string;
  label_ar: string;
  label_en: string;
  unit: string;
  theme: string;
  kind: string;
  method: string | null;
  accumulates: number;
  formule: string | null;
  description: string | null;
  count: number;
}

export interface SerieRecord extends SerieMeta {
  /** Year-to-date publications of a year are earlier states of one annual figure. */
  accumulates: boolean;
}

/** Every series, published and derived, by theme then key. */
export function series(db: Connection): SerieRecord[] {
  const rows = db
    .prepare(
      `SELECT s.id, s.key, s.label_fr, s.label_ar, s.label_en, s.unit, s.theme, s.kind, s.method, s.accumulates, s.formule, s.description,
         (SELECT count(*) FROM observation o WHERE o.serie_id = s.id AND o.deleted_at IS NULL) AS count
       FROM serie s WHERE s.deleted_at IS NULL ORDER BY s.theme, s.key`,
    )
    .all() as RawSerie[];
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: { fr: row.label_fr, ar: row.label_ar, en: row.label_en },
    unit: row.unit,
    theme: row.theme,
    kind: row.kind,
    method: row.method,
    accumulates: row.accumulates === 1,
    formule: row.formule,
    description: row.description,
    count: row.count,
  }));
}

interface RawObservation {
  id: string;
  indicateur: string;
  territoire: string;
  nom: string;
  fr: string | null;
  ar: string | null;
  en: string | null;
  period: string;
  period_from: string | null;
  period_to: string | null;
  year: number;
  partial: number;
  value: number;
  unit: string;
  source: string;
  confidence: string;
  as_of: string;
  as_of_basis: string;
  note: string | null;
}

/** Every vintage of some series, oldest first. */
export function observations(db: Connection, keys: readonly string[]): ObservationView[] {
  const rows = db
    .prepare(
      `SELECT o.id, s.key AS indicateur, o.territoire, o.territoire_nom AS nom,
         coalesce(t.nom_fr, r.label_fr) AS fr, coalesce(t.nom_ar, r.label_ar) AS ar, coalesce(t.nom_en, r.label_en) AS en,
         o.period, o.period_from, o.period_to, o.year, o.partial, o.value, o.unit, o.source,
         o.confidence, o.as_of, o.as_of_basis, o.note
       FROM observation o JOIN serie s ON s.id = o.serie_id
       LEFT JOIN territoire t ON t.code = o.territoire AND t.deleted_at IS NULL
       LEFT JOIN reference r ON r.list = 'place_registre' AND 'registre:' || r.key = o.territoire AND r.deleted_at IS NULL
       WHERE o.deleted_at IS NULL AND s.key IN (SELECT value FROM json_each(?)) ORDER BY o.year, o.as_of, o.id`,
    )
    .all(JSON.stringify(keys)) as RawObservation[];
  return rows.map((row) => ({
    id: row.id,
    indicateur: row.indicateur,
    territoire: row.territoire,
    territoireLabel: { fr: row.fr ?? row.nom, ar: row.ar ?? row.nom, en: row.en ?? row.nom },
    period: row.period,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    year: row.year,
    partial: row.partial === 1,
    value: row.value,
    unit: row.unit,
    source: row.source,
    confidence: row.confidence as ObservationView["confidence"],
    asOf: row.as_of,
    asOfBasis: row.as_of_basis as ObservationView["asOfBasis"],
    note: row.note,
  }));
}

/** What makes two publications one and the same: they cannot give two values. */
export interface Vintage {
  serieId: string;
  territoire: string;
  period: Period;
  asOf: string;
  source: string;
}

/**
 * The observation of the register that is the same publication, whatever the notation of its period.
 * @param except id of an observation that is left out: the one being changed
 */
export function sameVintage(
  store: Store,
  vintage: Vintage,
  except: string,
): { id: string; value: number } | undefined {
  const rows = prepared(
    store,
    `SELECT id, value, period, year FROM observation
     WHERE serie_id = ? AND territoire = ? AND as_of = ? AND source = ? AND id <> ? AND deleted_at IS NULL`,
  ).all(vintage.serieId, vintage.territoire, vintage.asOf, vintage.source, except) as {
    id: string;
    value: number;
    period: string;
    year: number;
  }[];
  const wanted = periodKey(vintage.period);
  return rows.find((row) => {
    const period = parsePeriod(row.period, row.year);
    return period !== null && periodKey(period) === wanted;
  });
}
