import {
  delayEnd,
  holidayCalendar,
  mergePauses,
  type DelayUnit,
  type HolidayRow,
  type Holidays,
  type Pause,
} from "../domain/calendar.ts";
import { addDays } from "../domain/dates.ts";
import { countClock, type ClockCount } from "../domain/delais.ts";
import { insertDirectory, rebuildDirectory, refreshDirectory } from "./annuaire-projection.ts";
import { prepared, type Connection, type Query, type Store } from "./database.ts";
import { kept } from "./kept.ts";

/**
 * Rows an action touched: by table, by id. `created` and `row` mean the whole row, otherwise the
 * names of the columns changed.
 */
export type Touched = Map<string, Map<string, "created" | "row" | Set<string>>>;

/** Key, in the reference list `delai`, of the rule behind a dossier's due date. */
export const decisionRule = "decision_crui";

/** Key of the rule for delivering an act whose reference row names none. */
export const actRule = "acte_investissement";

/** Years whose holidays are known to the clocks. */
export const calendarYears = [1990, 2100] as const;

/** Stands for « no due date » in the projection, so that it sorts last. */
export const noDate = "9999-12-31";

interface DelayRule {
  effectiveFrom: string;
  effectiveTo: string | null;
  days: number;
  unit: DelayUnit;
  alerteJours: number;
}

/** What the reference rows of a connection say of the delays of a dossier. */
interface LegalClock {
  /** Versions of each rule, the latest first. */
  rules: Map<string, DelayRule[]>;
  /** Rule for delivering each act that names one. */
  actRules: Map<string, string>;
  holidays: Holidays;
  /** States that suspend the delay. */
  suspendingStates: Set<string>;
  /** States in which nothing more is awaited. */
  terminalStates: Set<string>;
  /** Decisions that end it. */
  endingDecisions: Set<string>;
  /** Decisions after which the act is to be delivered. */
  approvingDecisions: Set<string>;
}

/** Lists whose rows change what the clocks say. */
const clockLists = new Set([
  "delai",
  "jour_ferie",
  "jour_ferie_religieux",
  "etat_procedure",
  "decision",
  "acte",
]);

/** Phases in which the commission has still to decide. */
const openPhases = new Set(["pre_crui", "crui"]);

const clocks = new WeakMap<Connection, LegalClock>();

/** Reads the legal clock before a statement that needs it: SQLite runs one statement at a time. */
export function windLegalClock(db: Connection): LegalClock {
  const clock = kept(db, "horloge", () => readLegalClock(db));
  clocks.set(db, clock);
  return clock;
}

interface ClockAttrs {
  days?: number;
  alerteJours?: number;
  unit?: DelayUnit;
  delai?: string;
  suspendLeDelai?: boolean;
  terminal?: boolean;
  termineLeDelai?: boolean;
  approuve?: boolean;
}

function readLegalClock(db: Connection): LegalClock {
  const rows = db
    .prepare(
      `SELECT list, key, label_fr, effective_from, effective_to, attrs FROM reference
       WHERE deleted_at IS NULL AND list IN (${[...clockLists].map(() => "?").join(",")})
       ORDER BY effective_from DESC`,
    )
    .all(...clockLists) as {
    list: string;
    key: string;
    label_fr: string;
    effective_from: string;
    effective_to: string | null;
    attrs: string;
  }[];
  const feasts: HolidayRow[] = [];
  const clock: LegalClock = {
    rules: new Map(),
    actRules: new Map(),
    holidays: new Map(),
    suspendingStates: new Set(),
    terminalStates: new Set(),
    endingDecisions: new Set(),
    approvingDecisions: new Set(),
  };
  // Of a row that has several versions, the latest says what a state, a decision or an act does.
  const seen = new Set<string>();
  for (const row of rows) {
    const attrs = JSON.parse(row.attrs) as ClockAttrs;
    const former = seen.has(`${row.list} ${row.key}`);
    seen.add(`${row.list} ${row.key}`);
    if (former && ["etat_procedure", "decision", "acte"].includes(row.list)) continue;
    if (row.list === "etat_procedure") {
      if (attrs.suspendLeDelai) clock.suspendingStates.add(row.key);
      if (attrs.terminal) clock.terminalStates.add(row.key);
    } else if (row.list === "decision") {
      if (attrs.termineLeDelai) clock.endingDecisions.add(row.key);
      if (attrs.approuve) clock.approvingDecisions.add(row.key);
    } else if (row.list === "acte") {
      if (attrs.delai !== undefined) clock.actRules.set(row.key, attrs.delai);
    } else if (row.list === "delai") {
      if (attrs.days === undefined) continue;
      clock.rules.set(row.key, [
        ...(clock.rules.get(row.key) ?? []),
        {
          effectiveFrom: row.effective_from,
          effectiveTo: row.effective_to,
          days: attrs.days,
          unit: attrs.unit ?? "calendar",
          alerteJours: attrs.alerteJours ?? 0,
        },
      ]);
    } else {
      feasts.push({
        name: row.label_fr,
        effectiveFrom: row.effective_from,
        effectiveTo: row.effective_to,
        attrs: attrs as Record<string, unknown>,
      });
    }
  }
  clock.holidays = holidayCalendar(feasts, ...calendarYears);
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
  "(SELECT group_concat(m.demande_le || '/' || ifnull(m.complete_le, ''), ' ') FROM complement m WHERE m.dossier_id = d.id AND m.deleted_at IS NULL)",
] as const;

/** What the last day to deliver the act depends on, in the order of the SQL function's arguments. */
const actColumns = [
  "d.depose_le",
  "ifnull(d.notifie_le, ifnull(d.pv_le, x.tenu_le))",
  "d.acte",
  "d.etat",
  "x.decision",
  "d.delivre_le",
] as const;

/** The version of a rule in force on a day. */
const versionOf = (clock: LegalClock, key: string, day: string): DelayRule | undefined =>
  clock.rules
    .get(key)
    ?.find(
      (each) => each.effectiveFrom <= day && (each.effectiveTo === null || day <= each.effectiveTo),
    );

/** The last day of a rule by the version in force on a day; `noDate` without one. */
function endOf(
  clock: LegalClock,
  key: string,
  inForceOn: string,
  start: string,
  pauses: readonly Pause[],
): string {
  const rule = versionOf(clock, key, inForceOn);
  if (!rule) return noDate;
  return delayEnd(start, rule.days, rule.unit, clock.holidays, pauses) ?? noDate;
}

/** `2026-01-05/2026-01-12 2026-02-01/` as pauses; the last one is still open. */
function readPauses(text: string | null): Pause[] {
  if (!text) return [];
  const pauses = text.split(" ").map((each): Pause => {
    const [from = "", to] = each.split("/");
    return { from, to: to || null };
  });
  return mergePauses(pauses);
}

/**
 * Teaches a connection the SQL functions `echeance_legale`, the last day of the commission's delay
 * counted from the validation of the complete file and pushed back by the requests for what is
 * missing, and `echeance_acte`, the last day to deliver the act once the decision approves. Both
 * follow the rule in force on the deposit date. `approuve` tells whether a decision approves.
 */
export function registerLegalClock(db: Connection): void {
  const wound = (): LegalClock => {
    const clock = clocks.get(db);
    if (!clock) throw new Error("projection: the legal clock was not read");
    return clock;
  };
  db.function("echeance_legale", { varargs: true }, (...values: unknown[]) => {
    const [deposeLe, valideLe, etat, phase, decision, endedLe, pauses] = values as (
      | string
      | null
    )[];
    const clock = wound();
    if (!deposeLe || endedLe || !openPhases.has(phase ?? "")) return noDate;
    if (clock.terminalStates.has(etat ?? "") || clock.endingDecisions.has(decision ?? ""))
      return noDate;
    const stops = readPauses(pauses ?? null);
    // A delay that had run out before the request stays late; without a request nobody knows since when it rests.
    if (clock.suspendingStates.has(etat ?? "") && stops.at(-1)?.to !== null) return noDate;
    return endOf(clock, decisionRule, deposeLe, valideLe ?? deposeLe, stops);
  });
  db.function("approuve", (decision: unknown) =>
    wound().approvingDecisions.has((decision as string | null) ?? "") ? 1 : 0,
  );
  db.function("echeance_acte", { varargs: true }, (...values: unknown[]) => {
    const [deposeLe, from, acte, etat, decision, delivreLe] = values as (string | null)[];
    const clock = wound();
    if (delivreLe || !from || clock.terminalStates.has(etat ?? "")) return noDate;
    if (!clock.approvingDecisions.has(decision ?? "")) return noDate;
    return endOf(clock, clock.actRules.get(acte ?? "") ?? actRule, deposeLe ?? from, from, []);
  });
}

/** A delay of a dossier counted on a day, in the unit of its rule. */
export interface DossierClock extends Pick<ClockCount, "due" | "used" | "left" | "status"> {
  days: number;
  unit: DelayUnit;
}

/** The clocks of a dossier that are still to be kept. */
export interface DossierClocks {
  decision: DossierClock | null;
  acte: DossierClock | null;
}

interface ClockFacts {
  id: string;
  deposeLe: string | null;
  valideLe: string | null;
  etat: string;
  phase: string;
  acte: string | null;
  endedLe: string | null;
  delivreLe: string | null;
  actFrom: string | null;
  decision: string | null;
  pauses: string | null;
}

const clockFacts = `SELECT d.id, d.depose_le AS deposeLe, d.valide_le AS valideLe, d.etat, d.phase, d.acte, d.delivre_le AS delivreLe,
    x.decision, ${clockColumns[5]} AS endedLe, ${actColumns[1]} AS actFrom, ${clockColumns[6]} AS pauses
  FROM json_each(?) j CROSS JOIN dossier d ON d.id = j.value
  LEFT JOIN passage x ON x.id = (SELECT y.id FROM passage y WHERE y.dossier_id = d.id AND y.deleted_at IS NULL ORDER BY y.tenu_le DESC, y.id DESC LIMIT 1)`;

const factsOf = new WeakMap<Connection, Query>();

/** Whether a dossier of this phase may still be decided. */
export const isOpenPhase = (phase: string): boolean => openPhases.has(phase);

/** The states in which a dossier's delay rests, whether or not a request says why. */
export const suspendingStates = (db: Connection): ReadonlySet<string> =>
  windLegalClock(db).suspendingStates;

/**
 * What is left of the delays of some dossiers on a day, by the rules in force on their deposit: what the
 * card of the clocks says, for the rows of a page. A delay that was kept, or that waits for nothing, is null.
 * @param today ISO date of the user
 */
export function countClocks(
  db: Connection,
  ids: readonly string[],
  today: string,
): Map<string, DossierClocks> {
  const clock = windLegalClock(db);
  let facts = factsOf.get(db);
  if (!facts) factsOf.set(db, (facts = db.prepare<unknown[]>(clockFacts)));
  const rows = facts.all(JSON.stringify(ids)) as ClockFacts[];
  return new Map(
    rows.map((row) => [
      row.id,
      { decision: decisionClock(clock, row, today), acte: actClock(clock, row, today) },
    ]),
  );
}

function countRule(
  clock: LegalClock,
  rule: DelayRule | undefined,
  input: { from: string; today: string; pauses?: Pause[]; arret?: "suspendu" | null },
): DossierClock | null {
  if (!rule) return null;
  const { days, unit, alerteJours } = rule;
  const { due, used, left, status } = countClock({
    ...input,
    days,
    unit,
    alerteJours,
    holidays: clock.holidays,
  });
  return { due, used, left, status, days, unit };
}

function decisionClock(clock: LegalClock, row: ClockFacts, today: string): DossierClock | null {
  const { deposeLe, etat, phase } = row;
  if (!deposeLe || row.endedLe || !openPhases.has(phase) || clock.terminalStates.has(etat)) {
    return null;
  }
  if (clock.endingDecisions.has(row.decision ?? "")) return null;
  return countRule(clock, versionOf(clock, decisionRule, deposeLe), {
    from: row.valideLe ?? deposeLe,
    today,
    pauses: readPauses(row.pauses),
    arret: clock.suspendingStates.has(etat) ? "suspendu" : null,
  });
}

function actClock(clock: LegalClock, row: ClockFacts, today: string): DossierClock | null {
  const { actFrom, deposeLe } = row;
  if (!actFrom || row.delivreLe || clock.terminalStates.has(row.etat)) return null;
  if (!clock.approvingDecisions.has(row.decision ?? "")) return null;
  const key = clock.actRules.get(row.acte ?? "") ?? actRule;
  return countRule(clock, versionOf(clock, key, deposeLe ?? actFrom), { from: actFrom, today });
}

/** Last due date that is near on a day, for the dossiers deposited between two days, both included. */
export interface NearLimit {
  du: string;
  au: string;
  limite: string;
}

/** Until when a decision is near on a day, by each version of its rule, the latest first. */
export function nearLimits(db: Connection, day: string): NearLimit[] {
  const clock = windLegalClock(db);
  return (clock.rules.get(decisionRule) ?? []).map(
    ({ effectiveFrom, effectiveTo, unit, alerteJours }) => ({
      du: effectiveFrom,
      au: effectiveTo ?? noDate,
      // Up to the eve of the first day that is one too many: the days off before it are near as well.
      limite: addDays(delayEnd(day, alerteJours + 1, unit, clock.holidays) ?? day, -1),
    }),
  );
}

/**
 * The day of the approval, on the first approved dossier of the project only: a project that asks for several
 * acts is approved once. Of two approved on one day, the first by id.
 */
const firstApproval = `CASE WHEN approuve(x.decision) AND NOT EXISTS (
    SELECT 1 FROM dossier e JOIN passage z ON z.id = (SELECT y.id FROM passage y WHERE y.dossier_id = e.id AND y.deleted_at IS NULL ORDER BY y.tenu_le DESC, y.id DESC LIMIT 1)
    WHERE e.projet_id = d.projet_id AND e.id <> d.id AND e.deleted_at IS NULL AND approuve(z.decision)
      AND (z.tenu_le < x.tenu_le OR (z.tenu_le = x.tenu_le AND e.id < d.id))) THEN x.tenu_le ELSE '' END`;

/** SQL of the HCP code of the province of a territory `t`, « interprovincial » among them; empty when it has none. */
export const provinceOf =
  "ifnull(CASE WHEN t.level IN ('province', 'interprovincial') THEN t.code ELSE t.province END, '')";

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
  ["province", provinceOf],
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
  ["etat_le", "ifnull(d.etat_le, date(d.updated_at / 1000, 'unixepoch'))"],
  [
    "suspendu_le",
    "ifnull((SELECT min(m.demande_le) FROM complement m WHERE m.dossier_id = d.id AND m.complete_le IS NULL AND m.deleted_at IS NULL), '')",
  ],
  ["acte_echeance_le", `echeance_acte(${actColumns.join(", ")})`],
  ["accord_le", firstApproval],
  ["valide_le", "ifnull(d.valide_le, '')"],
  ["diffuse_le", "ifnull(d.diffuse_le, '')"],
  ["delivre_le", "ifnull(d.delivre_le, '')"],
  ["suivi", "ifnull(p.suivi, '')"],
  ["montant_realise", "ifnull(p.montant_realise, -1)"],
  ["emplois_realises", "ifnull(p.emplois_realises, -1)"],
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
  complement: [],
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
  complement: "SELECT dossier_id FROM complement WHERE id = ?",
  utilisateur: "SELECT id FROM dossier WHERE officier_id = ?",
};

/** Writes again what the reference rows decide, and only that, of the lines on which the reference rows say otherwise. */
const rewind = `WITH fresh AS MATERIALIZED (
    SELECT d.id AS id, echeance_legale(${clockColumns.join(", ")}) AS due, echeance_acte(${actColumns.join(", ")}) AS act, ${firstApproval} AS accord ${from})
  UPDATE dossier_ligne SET echeance_le = fresh.due, acte_echeance_le = fresh.act, accord_le = fresh.accord FROM fresh
  WHERE dossier_ligne.id = fresh.id AND (echeance_le <> fresh.due OR acte_echeance_le <> fresh.act OR accord_le <> fresh.accord)`;

/** Whether a reference row that the clocks read was touched. */
function touchesClock(store: Store, touched: Touched): boolean {
  const list = prepared(store, "SELECT list FROM reference WHERE id = ?").pluck();
  for (const id of touched.get("reference")?.keys() ?? []) {
    if (clockLists.has(list.get(id) as string)) return true;
  }
  return false;
}

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
  if (touchesClock(store, touched)) {
    windLegalClock(store.db);
    prepared(store, rewind).run();
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
      else if (what !== "created" || table === "passage" || table === "complement") {
        for (const dossier of prepared(store, dependent).pluck().all(id)) {
          mark(dossier as string, search);
        }
      }
    }
  }
  for (const sibling of siblingsOf(store, touched, dossiers)) mark(sibling, false);
  windLegalClock(store.db);
  const fresh: string[] = [];
  const known = new Map<string, boolean>();
  for (const [id, { search, created }] of dossiers) {
    if (created) fresh.push(id);
    else known.set(id, search);
  }
  if (known.size > 0) projectAgain(store, known);
  if (fresh.length > 0) projectNew(store, fresh);
  refreshDirectory(store, touched);
}

/** Columns of a dossier that decide which one of its project brought the first approval. */
const approvalColumns = ["projet_id", "deleted_at"];

/** The other dossiers of the projects whose first approval may have moved from one dossier to another. */
function siblingsOf(
  store: Store,
  touched: Touched,
  dossiers: ReadonlyMap<string, unknown>,
): string[] {
  const changed = touched.get("dossier");
  const sameProject = prepared(
    store,
    `SELECT s.id FROM dossier s WHERE s.deleted_at IS NULL AND s.id <> @id
       AND s.projet_id IN (SELECT projet_id FROM dossier WHERE id = @id UNION SELECT projet_id FROM dossier_ligne WHERE id = @id)`,
  ).pluck();
  return [...dossiers.keys()]
    .filter((id) => {
      const what = changed?.get(id);
      if (what === undefined) return touched.has("passage");
      return typeof what === "string" || approvalColumns.some((column) => what.has(column));
    })
    .flatMap((id) => sameProject.all({ id }) as string[]);
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

const freshLines = `SELECT ${selected} ${fromList}`;
const formerLines = `SELECT l.n, ${columns.map((name) => `l.${name}`).join(", ")} FROM json_each(?) j CROSS JOIN dossier_ligne l ON l.id = j.value`;
const insertText = `INSERT INTO dossier_recherche (rowid, texte) SELECT ?, ${searchText} ${from} AND d.id = ?`;

type Line = Record<string, string | number>;

/**
 * Brings the lines of dossiers that were there up to date. Only the columns that differ are written: each of the
 * others has its index, and rewriting all of them is what a change would cost most.
 * @param dossiers ids, with whether the search text may have changed
 */
function projectAgain(store: Store, dossiers: ReadonlyMap<string, boolean>): void {
  const list = JSON.stringify([...dossiers.keys()]);
  const byId = (sql: string) =>
    new Map((prepared(store, sql).all(list) as Line[]).map((line) => [line["id"] as string, line]));
  const former = byId(formerLines);
  const fresh = byId(freshLines);
  const back: string[] = [];
  for (const [id, search] of dossiers) {
    const old = former.get(id);
    const line = fresh.get(id);
    if (!line) {
      if (!old) continue;
      prepared(store, "DELETE FROM dossier_ligne WHERE n = ?").run(old["n"]);
      prepared(store, "DELETE FROM dossier_recherche WHERE rowid = ?").run(old["n"]);
    } else if (!old) back.push(id);
    else {
      const changed = columns.filter((name) => old[name] !== line[name]);
      if (changed.length > 0) {
        prepared(
          store,
          `UPDATE dossier_ligne SET ${changed.map((name) => `${name} = ?`).join(", ")} WHERE n = ?`,
        ).run(...changed.map((name) => line[name]), old["n"]);
      }
      if (!search) continue;
      prepared(store, "DELETE FROM dossier_recherche WHERE rowid = ?").run(old["n"]);
      prepared(store, insertText).run(old["n"], id);
    }
  }
  if (back.length > 0) projectNew(store, back);
}

/** Computes every line and every index entry afresh, after a migration that changed what they hold. */
export function rebuildProjection(db: Connection): void {
  db.transaction(() => {
    db.exec("DELETE FROM dossier_ligne; DELETE FROM dossier_recherche;");
    insertEveryLine(db);
    db.exec(
      `INSERT INTO dossier_recherche (rowid, texte) SELECT (SELECT n FROM dossier_ligne WHERE id = d.id), ${searchText} ${from}`,
    );
    rebuildDirectory(db);
  })();
}

/** Computes every line into a projection that is empty, and no search index: for a register apart. */
export function projectLines(db: Connection): void {
  insertEveryLine(db);
  insertDirectory(db);
}

function insertEveryLine(db: Connection): void {
  windLegalClock(db);
  db.exec(
    `INSERT INTO dossier_ligne (${columns.join(",")}) SELECT ${selected} ${from} ORDER BY d.id`,
  );
}
