import {
  addDelay,
  expandFixedHolidays,
  type DelayUnit,
  type FixedHoliday,
  type Holidays,
} from "../domain/calendar.ts";
import { addDays } from "../domain/dates.ts";
import { prepared, type Connection, type Store } from "./database.ts";

/**
 * Rows an action touched: by table, by id. `created` and `row` mean the whole row, otherwise the
 * names of the columns changed.
 */
export type Touched = Map<string, Map<string, "created" | "row" | Set<string>>>;

/** Key, in the reference list `delai`, of the rule behind a dossier's due date. */
export const decisionRule = "decision_crui";

/** Stands for « no due date » in the projection, so that it sorts last. */
export const noDate = "9999-12-31";

interface DelayRule {
  effectiveFrom: string;
  effectiveTo: string | null;
  days: number;
  unit: DelayUnit;
}

/** What the reference rows of a connection say of the commission's delay. */
interface LegalClock {
  rules: DelayRule[];
  holidays: Holidays;
  /** States that suspend or end the delay. */
  stoppingStates: Set<string>;
  /** Decisions that end it. */
  endingDecisions: Set<string>;
}

/** Phases in which the commission has still to decide. */
const openPhases = new Set(["pre_crui", "crui"]);

const clocks = new WeakMap<Connection, LegalClock>();

/** Reads the legal clock before a statement that needs it: SQLite runs one statement at a time. */
export function windLegalClock(db: Connection): void {
  if (!clocks.has(db)) clocks.set(db, readLegalClock(db));
}

/** Forgets what the reference rows said: they changed, or their change was taken back. */
export function stopLegalClock(db: Connection): void {
  clocks.delete(db);
}

interface ClockAttrs {
  days?: number;
  unit?: DelayUnit;
  monthDay?: string;
  suspendLeDelai?: boolean;
  terminal?: boolean;
  termineLeDelai?: boolean;
}

function readLegalClock(db: Connection): LegalClock {
  const rows = db
    .prepare(
      `SELECT list, key, label_fr, effective_from, effective_to, attrs FROM reference
       WHERE deleted_at IS NULL AND ((list = 'delai' AND key = ?) OR list IN ('jour_ferie', 'etat_procedure', 'decision'))
       ORDER BY effective_from DESC`,
    )
    .all(decisionRule) as {
    list: string;
    key: string;
    label_fr: string;
    effective_from: string;
    effective_to: string | null;
    attrs: string;
  }[];
  const fixed: FixedHoliday[] = [];
  const clock: LegalClock = {
    rules: [],
    holidays: new Map(),
    stoppingStates: new Set(),
    endingDecisions: new Set(),
  };
  for (const row of rows) {
    const attrs = JSON.parse(row.attrs) as ClockAttrs;
    if (attrs.suspendLeDelai || attrs.terminal) clock.stoppingStates.add(row.key);
    if (attrs.termineLeDelai) clock.endingDecisions.add(row.key);
    if (attrs.monthDay !== undefined) {
      fixed.push({
        monthDay: attrs.monthDay,
        name: row.label_fr,
        effectiveFrom: row.effective_from,
        effectiveTo: row.effective_to,
      });
    }
    if (row.list === "delai" && attrs.days !== undefined) {
      clock.rules.push({
        effectiveFrom: row.effective_from,
        effectiveTo: row.effective_to,
        days: attrs.days,
        unit: attrs.unit ?? "calendar",
      });
    }
  }
  clock.holidays = expandFixedHolidays(fixed, 2015, 2045);
  return clock;
}

/** What the due date of a dossier depends on, in the order of the SQL function's arguments. */
const clockColumns = [
  "d.depose_le",
  "d.valide_le",
  "d.etat",
  "d.phase",
  "x.decision",
  "ifnull(d.pv_le, d.delivre_le)",
] as const;

/**
 * Teaches a connection the SQL function `echeance_legale`: the last day of the commission's delay, by the
 * rule in force on the deposit date, counted from the validation of the complete file.
 */
export function registerLegalClock(db: Connection): void {
  db.function("echeance_legale", { varargs: true }, (...values: unknown[]) => {
    const [deposeLe, valideLe, etat, phase, decision, endedLe] = values as (string | null)[];
    const clock = clocks.get(db);
    if (!clock) throw new Error("projection: the legal clock was not read");
    if (!deposeLe || endedLe || !openPhases.has(phase ?? "")) return noDate;
    if (clock.stoppingStates.has(etat ?? "") || clock.endingDecisions.has(decision ?? ""))
      return noDate;
    const rule = clock.rules.find(
      (each) =>
        each.effectiveFrom <= deposeLe &&
        (each.effectiveTo === null || deposeLe <= each.effectiveTo),
    );
    if (!rule) return noDate;
    const start = valideLe ?? deposeLe;
    if (rule.unit === "calendar") return addDays(start, rule.days);
    return addDelay(start, rule.days, rule.unit, clock.holidays).due ?? noDate;
  });
}

const projected = [
  ["id", "d.id"],
  ["projet_id", "d.projet_id"],
  ["reference", "d.reference"],
  ["intitule_fr", "p.intitule_fr"],
  ["intitule_ar", "p.intitule_ar"],
  ["intitule_tri", "pli(p.intitule_fr)"],
  ["porteur_id", "p.porteur_id"],
  ["porteur_fr", "o.nom_fr"],
  ["porteur_ar", "o.nom_ar"],
  ["porteur_tri", "ifnull(o.nom_plie, '')"],
  ["acte", "ifnull(d.acte, '')"],
  ["etat", "d.etat"],
  ["phase", "d.phase"],
  ["decision", "ifnull(x.decision, '')"],
  [
    "province",
    "ifnull(CASE WHEN t.level IN ('province', 'interprovincial') THEN t.code ELSE t.province END, '')",
  ],
  [
    "commune",
    "ifnull(CASE t.level WHEN 'commune' THEN t.code WHEN 'centre' THEN t.parent END, '')",
  ],
  ["secteur", "ifnull(p.secteur, '')"],
  ["officier_id", "ifnull(d.officier_id, '')"],
  ["officier", "ifnull(u.nom, '')"],
  ["depose_le", "ifnull(d.depose_le, '')"],
  ["passe_le", "ifnull(x.tenu_le, '')"],
  ["echeance_le", `echeance_legale(${clockColumns.join(", ")})`],
  ["montant", "ifnull(p.montant, -1)"],
  ["emplois", "ifnull(p.emplois_prevus, -1)"],
  [
    "passages",
    "(SELECT count(*) FROM passage y WHERE y.dossier_id = d.id AND y.deleted_at IS NULL)",
  ],
  ["ordre", "d.ordre"],
  ["updated_at", "max(d.updated_at, p.updated_at)"],
] as const;

const joins = `JOIN projet p ON p.id = d.projet_id AND p.deleted_at IS NULL
  LEFT JOIN organisation o ON o.id = p.porteur_id AND o.deleted_at IS NULL
  LEFT JOIN personne c ON c.id = p.contact_id AND c.deleted_at IS NULL
  LEFT JOIN territoire t ON t.id = p.territoire_id
  LEFT JOIN territoire tp ON tp.code = t.province AND tp.level IN ('province', 'interprovincial')
  LEFT JOIN utilisateur u ON u.id = d.officier_id
  LEFT JOIN passage x ON x.id = (SELECT y.id FROM passage y WHERE y.dossier_id = d.id AND y.deleted_at IS NULL ORDER BY y.tenu_le DESC, y.id DESC LIMIT 1)
  WHERE d.deleted_at IS NULL`;

const from = `FROM dossier d ${joins}`;

/** The same for a JSON array of dossier ids, in their order. */
const fromList = `FROM json_each(?) j CROSS JOIN dossier d ON d.id = j.value ${joins}`;

const columns = projected.map(([name]) => name);

const selected = projected.map(([name, sql]) => `${sql} AS ${name}`).join(", ");

/** SELECT that computes every line afresh: what `daftar check` compares the projection with. */
export const projectionSelect = `SELECT ${projected.map(([name, sql]) => `${sql} AS ${name}`).join(", ")} ${from}`;

/** Columns of the projection in the order of `projectionSelect`. */
export const projectionColumns: readonly string[] = columns;

const searchText = `texte_recherche(d.reference, p.intitule_fr, p.intitule_ar, p.titre_foncier, o.nom_fr, o.nom_ar, o.ice, o.telephone, c.prenom_fr, c.nom_fr, c.prenom_ar, c.nom_ar, t.nom_fr, t.nom_ar, tp.nom_fr, tp.nom_ar, d.observation)`;

/** SELECT of the folded text of every dossier, by dossier id. */
export const searchSelect = `SELECT d.id AS id, ${searchText} AS texte ${from}`;

const upsert = `INSERT INTO dossier_ligne (${columns.join(",")}) ${projectionSelect} AND d.id = ?
  ON CONFLICT(id) DO UPDATE SET ${columns
    .filter((name) => name !== "id")
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")} RETURNING n`;

/** Columns whose change alters the search text; a change of any other leaves the index alone. */
const searchedColumns: Record<string, readonly string[]> = {
  dossier: ["reference", "observation", "projet_id"],
  projet: [
    "intitule_fr",
    "intitule_ar",
    "titre_foncier",
    "territoire_id",
    "porteur_id",
    "contact_id",
  ],
  organisation: ["nom_fr", "nom_ar", "ice", "telephone"],
  personne: ["prenom_fr", "nom_fr", "prenom_ar", "nom_ar"],
  territoire: ["nom_fr", "nom_ar", "province", "code", "level"],
  passage: [],
  utilisateur: [],
};

/** Which dossiers hang on a row of another table. */
const dependents: Record<string, string> = {
  projet: "SELECT id FROM dossier WHERE projet_id = ?",
  organisation:
    "SELECT d.id FROM projet p JOIN dossier d ON d.projet_id = p.id WHERE p.porteur_id = ?",
  personne: "SELECT d.id FROM projet p JOIN dossier d ON d.projet_id = p.id WHERE p.contact_id = ?",
  territoire:
    "SELECT d.id FROM territoire own JOIN territoire t ON t.id = own.id OR t.province = own.code JOIN projet p ON p.territoire_id = t.id JOIN dossier d ON d.projet_id = p.id WHERE own.id = ?",
  passage: "SELECT dossier_id FROM passage WHERE id = ?",
  utilisateur: "SELECT id FROM dossier WHERE officier_id = ?",
};

/**
 * Rewrites the projection and the search index of the dossiers that an action touched.
 * Runs inside the action's transaction.
 */
export function refreshProjection(store: Store, touched: Touched): void {
  const dossiers = new Map<string, { search: boolean; created: boolean }>();
  const mark = (id: string, search: boolean, created = false) => {
    const seen = dossiers.get(id);
    if (seen) {
      seen.search ||= search;
      seen.created ||= created;
    } else dossiers.set(id, { search, created });
  };
  if (touched.has("reference")) {
    stopLegalClock(store.db);
    for (const id of prepared(store, "SELECT id FROM dossier").pluck().iterate()) {
      mark(id as string, false);
    }
  }
  for (const [table, rows] of touched) {
    const searched = searchedColumns[table];
    if (!searched) continue;
    const dependent = dependents[table];
    for (const [id, what] of rows) {
      const search =
        typeof what === "string"
          ? searched.length > 0
          : searched.some((column) => what.has(column));
      if (!dependent) mark(id, search, what === "created");
      else if (what !== "created" || table === "passage") {
        for (const dossier of prepared(store, dependent).pluck().all(id)) {
          mark(dossier as string, search);
        }
      }
    }
  }
  windLegalClock(store.db);
  const fresh: string[] = [];
  for (const [id, { search, created }] of dossiers) {
    if (created) fresh.push(id);
    else projectOne(store, id, search);
  }
  if (fresh.length > 0) projectNew(store, fresh);
}

const insertLines = `INSERT INTO dossier_ligne (${columns.join(",")}) SELECT ${selected} ${fromList}`;
const insertTexts = `INSERT INTO dossier_recherche (rowid, texte)
  SELECT (SELECT n FROM dossier_ligne WHERE id = d.id), ${searchText} ${fromList}`;

/** Dossiers that this action created have no line yet: one statement writes them all. */
function projectNew(store: Store, ids: readonly string[]): void {
  const list = JSON.stringify(ids);
  prepared(store, insertLines).run(list);
  prepared(store, insertTexts).run(list);
}

function projectOne(store: Store, id: string, search: boolean): void {
  const old = prepared(store, "SELECT n FROM dossier_ligne WHERE id = ?").pluck().get(id) as
    | number
    | undefined;
  const n = prepared(store, upsert).pluck().get(id) as number | undefined;
  if (n === undefined) {
    if (old === undefined) return;
    prepared(store, "DELETE FROM dossier_ligne WHERE n = ?").run(old);
    prepared(store, "DELETE FROM dossier_recherche WHERE rowid = ?").run(old);
    return;
  }
  if (!search && old !== undefined) return;
  if (old !== undefined) prepared(store, "DELETE FROM dossier_recherche WHERE rowid = ?").run(old);
  prepared(
    store,
    `INSERT INTO dossier_recherche (rowid, texte) SELECT ?, ${searchText} ${from} AND d.id = ?`,
  ).run(n, id);
}
