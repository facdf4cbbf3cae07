import type { RecordKey } from "../contract/fields.ts";
import type {
  ComiteView,
  EngagementRemonte,
  EngagementView,
  ExecutionRow,
  ExecutionView,
  IndicateurView,
  LigneContribution,
  LivrableView,
  PartieView,
  PresenceEtat,
  Remontee,
  ReunionView,
  VersementView,
} from "../contract/execution.ts";
import type { RecordView } from "../contract/records.ts";
import { rowOn } from "../domain/conventions.ts";
import {
  engagementOn,
  engagementStateOn,
  firstUnmet,
  type EngagementFacts,
  type EngagementOn,
  type RealisationFacts,
} from "../domain/engagements.ts";
import {
  escalation,
  livrableOn,
  measureOn,
  nextMeeting,
  progressOf,
  reaches,
  versementOn,
} from "../domain/execution.ts";
import type { Connection } from "../store/database.ts";
import { deterministicId } from "../store/ids.ts";
import { keptUntilWritten } from "../store/kept.ts";
import { commit, type Row } from "../store/ledger.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, settingOf, type Context } from "./context.ts";
import {
  cancelled,
  conditionColumns,
  conditionOf,
  conventionHeads,
  factsOf,
  held,
  monthsByKey,
  type ConditionColumn,
  type ConventionHead,
} from "./execution-facts.ts";
import { NotFound, refuse, type ActionResult } from "./records/errors.ts";
import { changeWithin, insertRecord } from "./records/records.ts";
import { isLive, liveRow, viewOf } from "./records/values.ts";
import { putSetting } from "./register.ts";

const chefKey = (pole: string) => `pole.chef.${pole}`;

/** Steps that an overdue commitment climbs: calendar days of delay from which each is reached. */
function escalationSteps(db: Connection, day: string) {
  return inForceOn(referenceRows(db, "escalade_engagement"), day).flatMap(({ key, attrs }) =>
    (key === "responsable" || key === "chef_pole") && typeof attrs["retardJours"] === "number"
      ? [{ key: key as "responsable" | "chef_pole", retardJours: attrs["retardJours"] }]
      : [],
  );
}

/** Names of the users by id. */
export const userNames = (db: Connection): Map<string, string> =>
  new Map(
    db.prepare("SELECT id, nom FROM utilisateur WHERE deleted_at IS NULL").raw().all() as [
      string,
      string,
    ][],
  );

/** Statuses of a convention whose commitments do not alarm: not in effect yet, or ended before its term. */
const quiet = new Set(["projet", "en_signature", "resiliee"]);

/** Says who an overdue commitment climbs to, at this desk and on this day. */
function climber(db: Connection, day: string) {
  const steps = escalationSteps(db, day);
  const names = userNames(db);
  const heads = new Map<string, string | null>();
  const headOf = (pole: string | null): string | null => {
    if (pole === null) return null;
    if (!heads.has(pole)) heads.set(pole, settingOf(db, chefKey(pole)) || null);
    return heads.get(pole)!;
  };
  return (
    head: ConventionHead,
    responsableId: string | null,
    on: Pick<EngagementOn, "etat" | "retardJours">,
  ): Remontee | null => {
    if (on.etat !== "defaillant" && on.etat !== "partiel") return null;
    if (quiet.has(head.statut.statut)) return null;
    const step = escalation(steps, on.retardJours);
    if (step === null) return null;
    const owner = responsableId ?? head.officierId;
    const chef = step === "chef_pole" ? headOf(head.pole) : null;
    const utilisateurId = chef ?? owner;
    const niveau = step === "chef_pole" && chef === null ? "sans_chef" : step;
    const nom = utilisateurId === null ? null : (names.get(utilisateurId) ?? null);
    return { niveau, utilisateurId, nom };
  };
}

/** Live rows of a record of the catalogue, whole. */
function rowsOf(
  db: Connection,
  record: RecordKey,
  where: string,
  id: string,
  order: string,
): Row[] {
  const { name } = ledgerTables[record];
  return db
    .prepare(`SELECT * FROM "${name}" WHERE deleted_at IS NULL AND ${where} ORDER BY ${order}`)
    .all(id) as Row[];
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Rows by the id that a column names. */
const by = (rows: readonly Row[], column: string): Map<string, Row[]> =>
  Map.groupBy(rows, (row) => String(row[column]));

const ofConvention = (table: string, column: string) =>
  `${column} IN (SELECT id FROM "${table}" WHERE convention_id = ? AND deleted_at IS NULL)`;

function partiesOf(db: Connection, head: ConventionHead): PartieView[] {
  const rows = db
    .prepare(
      `SELECT p.id, p.organisation_id AS organisationId, o.nom_fr AS nomFr, o.nom_ar AS nomAr, p.role,
         p.ajoute_par_id AS ajouteParId, p.retire_par_id AS retireParId
       FROM partie p JOIN organisation o ON o.id = p.organisation_id
       WHERE p.convention_id = ? AND p.deleted_at IS NULL ORDER BY p.ordre, p.id`,
    )
    .all(head.id) as (PartieView & { ajouteParId: string | null; retireParId: string | null })[];
  return rows
    .filter((row) => rowOn(row, head.avenants))
    .map(({ ajouteParId: _a, retireParId: _r, ...partie }) => partie);
}

function engagementsOf(db: Connection, head: ConventionHead, day: string): EngagementView[] {
  const months = monthsByKey(db);
  const climb = climber(db, day);
  const done = by(
    rowsOf(db, "realisation", ofConvention("engagement", "engagement_id"), head.id, "faite_le, id"),
    "engagement_id",
  );
  const files = new Map(
    db
      .prepare(
        `SELECT j.record_id, count(*) FROM engagement e JOIN realisation r ON r.engagement_id = e.id
         JOIN piece_jointe j ON j.record_table = 'realisation' AND j.record_id = r.id AND j.deleted_at IS NULL
         WHERE e.convention_id = ? GROUP BY j.record_id`,
      )
      .raw()
      .all(head.id) as [string, number][],
  );
  return rowsOf(db, "engagement", "convention_id = ?", head.id, "ordre, id").map((row) => {
    const fiche = viewOf("engagement", row);
    const facts = factsOf(fiche.values as never, months);
    const realisations = (done.get(fiche.id) ?? []).map((each) => ({
      fiche: viewOf("realisation", each),
      pieces: files.get(String(each["id"])) ?? 0,
    }));
    const known = realisations.map(({ fiche: { values } }) => values as never as RealisationFacts);
    const on = engagementOn(facts, known, head.span, day);
    const shown = realisations.filter(({ fiche: { values } }) => String(values["faiteLe"]) <= day);
    return {
      fiche,
      etat: on.etat,
      dueLe: on.echeanceLe,
      retardJours: on.retardJours,
      fait: on.fait,
      occurrences: on.occurrences,
      realisations,
      pourLe: firstUnmet(facts, known, head.span, day),
      preuveManque: fiche.values["preuve"] !== null && shown.some(({ pieces }) => pieces === 0),
      remontee: climb(head, text(row["responsable_id"]), on),
    };
  });
}

/** The condition of a payment: its column and the id it names; null when it has none. */
function conditionNamed(fiche: RecordView): { column: ConditionColumn; id: string } | null {
  for (const column of Object.keys(conditionColumns) as ConditionColumn[]) {
    const id = text(fiche.values[column]);
    if (id !== null) return { column, id };
  }
  return null;
}

function versementsOf(db: Connection, head: ConventionHead, day: string): VersementView[] {
  return rowsOf(db, "versement", "convention_id = ?", head.id, "tranche, id").map((row) => {
    const fiche = viewOf("versement", row);
    const { etat, retardJours } = versementOn(fiche.values as never, day);
    const named = conditionNamed(fiche);
    const verseLe = text(row["verse_le"]);
    return {
      fiche,
      etat,
      retardJours,
      condition: named && conditionOf(db, named.column, named.id, day),
      avantSignature:
        verseLe !== null && verseLe <= day && (head.signeLe === null || verseLe < head.signeLe),
    };
  });
}

/** What each party owes, plans and paid in each year, as of a day. */
function contributionsOf(
  db: Connection,
  head: ConventionHead,
  versements: readonly VersementView[],
  day: string,
): LigneContribution[] {
  const lines = new Map<string, LigneContribution>();
  const lineOf = (partieId: string, annee: number): LigneContribution => {
    const key = `${partieId} ${annee}`;
    const line = lines.get(key) ?? { partieId, annee, du: 0, prevu: 0, verse: 0 };
    lines.set(key, line);
    return line;
  };
  for (const row of rowsOf(db, "contribution", "convention_id = ?", head.id, "annee, id")) {
    const { partieId, annee, montant, ...values } = viewOf("contribution", row).values;
    if (!rowOn(values as never, head.avenants)) continue;
    lineOf(String(partieId), Number(annee)).du += Number(montant);
  }
  for (const { fiche } of versements) {
    const { payeurId, annee, prevuLe, verseLe, montantPrevu, montantVerse } = fiche.values;
    const yearOf = (date: unknown) => number(annee) ?? Number((text(date) ?? day).slice(0, 4));
    lineOf(String(payeurId), yearOf(prevuLe ?? verseLe)).prevu += Number(montantPrevu);
    if (typeof verseLe === "string" && verseLe <= day) {
      lineOf(String(payeurId), yearOf(verseLe)).verse += Number(montantVerse ?? 0);
    }
  }
  return [...lines.values()].toSorted((a, b) => a.annee - b.annee);
}

function livrablesOf(db: Connection, head: ConventionHead, day: string): LivrableView[] {
  const order = "echeance_le IS NULL, echeance_le, id";
  return rowsOf(db, "livrable", "convention_id = ?", head.id, order).map((row) => {
    const fiche = viewOf("livrable", row);
    return { fiche, ...livrableOn(fiche.values as never, day) };
  });
}

function indicateursOf(db: Connection, head: ConventionHead, day: string): IndicateurView[] {
  const measures = by(
    rowsOf(db, "mesure", ofConvention("indicateur_convention", "indicateur_id"), head.id, "le, id"),
    "indicateur_id",
  );
  return rowsOf(db, "indicateurConvention", "convention_id = ?", head.id, "ordre, id").map(
    (row) => {
      const fiche = viewOf("indicateurConvention", row);
      const facts = { reference: number(row["reference"]), cible: number(row["cible"]) };
      const mesures = (measures.get(fiche.id) ?? []).map((each) => viewOf("mesure", each));
      const known = mesures.map(({ values }) => ({
        le: String(values["le"]),
        valeur: Number(values["valeur"]),
      }));
      const last = measureOn(known, day);
      const atteint = last !== null && reaches(facts, last.valeur);
      const until = text(row["cible_le"]);
      return {
        fiche,
        mesures,
        valeur: last?.valeur ?? null,
        le: last?.le ?? null,
        avance: last && progressOf(facts, last.valeur),
        atteint,
        enRetard: !atteint && facts.cible !== null && until !== null && until < day,
      };
    },
  );
}

function presenceOf(row: Row): ReunionView["presences"][number] {
  const remplacant = text(row["remplacant"]);
  const etat: PresenceEtat | null =
    row["present"] === null
      ? null
      : row["present"] === 1
        ? "present"
        : remplacant === null
          ? "absent"
          : "remplace";
  return { membreId: String(row["membre_id"]), etat, remplacant };
}

/** What a meeting's state means for the next one. */
const meetingState = (statut: string): "prevue" | "tenue" | "annulee" =>
  statut === held ? "tenue" : statut === cancelled ? "annulee" : "prevue";

const ofComite = (column: string) =>
  `${column} IN (SELECT r.id FROM reunion r JOIN comite c ON c.id = r.comite_id WHERE c.convention_id = ? AND r.deleted_at IS NULL AND c.deleted_at IS NULL)`;

function comitesOf(db: Connection, head: ConventionHead, day: string): ComiteView[] {
  const months = monthsByKey(db);
  const { id } = head;
  const inComite = ofConvention("comite", "comite_id");
  const membres = by(rowsOf(db, "membreComite", inComite, id, "ordre, id"), "comite_id");
  const reunions = by(rowsOf(db, "reunion", inComite, id, "tenue_le DESC, id DESC"), "comite_id");
  const presences = by(
    rowsOf(db, "presence", ofComite("reunion_id"), id, "membre_id"),
    "reunion_id",
  );
  const decisions = by(
    rowsOf(db, "decisionReunion", ofComite("reunion_id"), id, "ordre, id"),
    "reunion_id",
  );
  const tasks = new Map(
    db
      .prepare(
        "SELECT id, faite_le FROM tache WHERE record_table = 'convention' AND record_id = ? AND deleted_at IS NULL",
      )
      .raw()
      .all(id) as [string, string | null][],
  );
  const organisations = new Map(
    (
      db
        .prepare(
          `SELECT o.id, o.nom_fr AS fr, o.nom_ar AS ar FROM membre_comite m JOIN organisation o ON o.id = m.organisation_id
           WHERE m.deleted_at IS NULL AND ${inComite}`,
        )
        .all(id) as { id: string; fr: string; ar: string | null }[]
    ).map((each) => [each.id, each]),
  );
  return rowsOf(db, "comite", "convention_id = ?", id, "created_at, id").map((row) => {
    const fiche = viewOf("comite", row);
    const meetings = (reunions.get(fiche.id) ?? []).map((each): ReunionView => ({
      fiche: viewOf("reunion", each),
      presences: (presences.get(String(each["id"])) ?? []).map(presenceOf),
      decisions: (decisions.get(String(each["id"])) ?? []).map((decision) => {
        const task = text(decision["tache_id"]);
        const live = task !== null && tasks.has(task) ? task : null;
        return {
          fiche: viewOf("decisionReunion", decision),
          tacheId: live,
          faiteLe: live === null ? null : tasks.get(live)!,
        };
      }),
    }));
    const mois = months.get(text(row["periodicite"]) ?? "") ?? null;
    return {
      fiche,
      membres: (membres.get(fiche.id) ?? []).map((membre) => {
        const organisation = organisations.get(String(membre["organisation_id"]));
        return {
          fiche: viewOf("membreComite", membre),
          organisationFr: organisation?.fr ?? null,
          organisationAr: organisation?.ar ?? null,
        };
      }),
      reunions: meetings,
      prochaine: nextMeeting(
        meetings.map(({ fiche: { values } }) => ({
          tenueLe: String(values["tenueLe"]),
          etat: meetingState(String(values["statut"])),
        })),
        mois,
        head.span.du,
        day,
      ),
    };
  });
}

/**
 * Execution of a convention as it stood on a day.
 * @throws NotFound
 */
export function executionOn(
  ctx: Context,
  conventionId: string,
  day: string = ctx.today(),
): ExecutionView {
  const { db } = ctx.store;
  const head = conventionHeads(db, conventionId, day).get(conventionId);
  if (!head) throw new NotFound("convention", conventionId);
  const versements = versementsOf(db, head, day);
  return {
    conventionId,
    jour: day,
    effetLe: head.span.du,
    finLe: head.span.au,
    parties: partiesOf(db, head),
    engagements: engagementsOf(db, head, day),
    versements,
    contributions: contributionsOf(db, head, versements, day),
    livrables: livrablesOf(db, head, day),
    indicateurs: indicateursOf(db, head, day),
    comites: comitesOf(db, head, day),
  };
}

type Due = NonNullable<ExecutionRow["prochaine"]>;

/** Counts of every convention, filled table by table. */
class Tally {
  readonly rows = new Map<string, ExecutionRow>();

  constructor(heads: Iterable<ConventionHead>) {
    for (const { id, type } of heads) {
      if (type === "avenant") continue;
      this.rows.set(id, {
        conventionId: id,
        engagements: {},
        versements: { nombre: 0, prevu: 0, verse: 0, enRetard: 0 },
        livrables: { nombre: 0, acceptes: 0, enRetard: 0 },
        prochaine: null,
      });
    }
  }

  due(row: ExecutionRow, genre: Due["genre"], le: string): void {
    if (row.prochaine === null || le < row.prochaine.le) row.prochaine = { le, genre };
  }
}

/** The columns of `rawEngagement`, in order. */
export type RawEngagement = [
  id: string,
  conventionId: string,
  debutLe: string | null,
  echeanceLe: string | null,
  periodicite: string | null,
  finLe: string | null,
  cible: number | null,
  sansObjetLe: string | null,
];

/** Columns that the state of a commitment `e` is told from. */
export const rawEngagement =
  "e.id, e.convention_id, e.debut_le, e.echeance_le, e.periodicite, e.fin_le, e.cible, e.sans_objet_le";

const nothing: readonly RealisationFacts[] = [];

/**
 * What was done for each commitment until a day, by its id.
 * @param where more of the condition, on `r`, with what it is given besides the day
 */
export function realisationsUntil(db: Connection, where: string, given: object) {
  const rows = db
    .prepare(
      `SELECT r.engagement_id, r.pour_le, r.faite_le, r.quantite FROM realisation r WHERE r.deleted_at IS NULL AND r.faite_le <= @day ${where}`,
    )
    .raw()
    // Row by row: forty thousand rows kept at once cost more to collect than to read.
    .iterate(given) as IterableIterator<[string, string | null, string, number | null]>;
  const found = new Map<string, RealisationFacts[]>();
  for (const row of rows) {
    const one = { pourLe: row[1], faiteLe: row[2], quantite: row[3] };
    const done = found.get(row[0]);
    if (done) done.push(one);
    else found.set(row[0], [one]);
  }
  return found;
}

/** A commitment from the columns of `rawEngagement`. */
export function factsOfRaw(
  row: RawEngagement,
  months: ReadonlyMap<string, number>,
): EngagementFacts {
  return {
    debutLe: row[2],
    echeanceLe: row[3],
    mois: row[4] === null ? null : (months.get(row[4]) ?? null),
    finLe: row[5],
    cible: row[6],
    sansObjetLe: row[7],
  };
}

function tallyEngagements(
  db: Connection,
  heads: ReadonlyMap<string, ConventionHead>,
  tally: Tally,
  day: string,
): void {
  const months = monthsByKey(db);
  const done = realisationsUntil(db, "", { day });
  const rows = db
    .prepare(`SELECT ${rawEngagement} FROM engagement e WHERE e.deleted_at IS NULL`)
    .raw()
    .iterate() as IterableIterator<RawEngagement>;
  let row: ExecutionRow | undefined;
  let span: ConventionHead["span"] = { du: null, au: null };
  for (const raw of rows) {
    // Rows of one convention mostly follow one another.
    if (row?.conventionId !== raw[1]) {
      row = tally.rows.get(raw[1]);
      span = heads.get(raw[1])?.span ?? span;
    }
    if (!row) continue;
    const on = engagementStateOn(factsOfRaw(raw, months), done.get(raw[0]) ?? nothing, span, day);
    row.engagements[on.etat] = (row.engagements[on.etat] ?? 0) + 1;
    if (on.prochaineLe !== null) tally.due(row, "engagement", on.prochaineLe);
  }
}

function tallyVersements(db: Connection, tally: Tally, day: string): void {
  const rows = db
    .prepare(
      "SELECT convention_id, prevu_le, montant_prevu, verse_le, montant_verse FROM versement WHERE deleted_at IS NULL",
    )
    .raw()
    .all() as [string, string | null, number, string | null, number | null][];
  for (const [conventionId, prevuLe, montantPrevu, verseLe, montantVerse] of rows) {
    const row = tally.rows.get(conventionId);
    if (!row) continue;
    const on = versementOn({ prevuLe, montantPrevu, verseLe, montantVerse }, day);
    row.versements.nombre += 1;
    row.versements.prevu += montantPrevu;
    row.versements.verse += on.verse;
    if (on.etat === "en_retard") row.versements.enRetard += 1;
    if (on.etat === "prevu" && prevuLe !== null) tally.due(row, "versement", prevuLe);
  }
}

function tallyLivrables(db: Connection, tally: Tally, day: string): void {
  const rows = db
    .prepare(
      "SELECT convention_id, echeance_le, recu_le, accepte_le, refuse_le FROM livrable WHERE deleted_at IS NULL",
    )
    .raw()
    .all() as [string, string | null, string | null, string | null, string | null][];
  for (const [conventionId, echeanceLe, recuLe, accepteLe, refuseLe] of rows) {
    const row = tally.rows.get(conventionId);
    if (!row) continue;
    const { etat } = livrableOn({ echeanceLe, recuLe, accepteLe, refuseLe }, day);
    row.livrables.nombre += 1;
    if (etat === "accepte") row.livrables.acceptes += 1;
    if (etat === "en_retard") row.livrables.enRetard += 1;
    if (etat === "attendu" && echeanceLe !== null) tally.due(row, "livrable", echeanceLe);
  }
}

function tallyReunions(
  db: Connection,
  heads: ReadonlyMap<string, ConventionHead>,
  tally: Tally,
  day: string,
): void {
  const months = monthsByKey(db);
  const meetings = Map.groupBy(
    db
      .prepare("SELECT comite_id, tenue_le, statut FROM reunion WHERE deleted_at IS NULL")
      .raw()
      .all() as [string, string, string][],
    ([comiteId]) => comiteId,
  );
  const rows = db
    .prepare("SELECT id, convention_id, periodicite FROM comite WHERE deleted_at IS NULL")
    .raw()
    .all() as [string, string, string | null][];
  for (const [id, conventionId, periodicite] of rows) {
    const row = tally.rows.get(conventionId);
    if (!row) continue;
    const next = nextMeeting(
      (meetings.get(id) ?? []).map(([, tenueLe, statut]) => ({
        tenueLe,
        etat: meetingState(statut),
      })),
      months.get(periodicite ?? "") ?? null,
      heads.get(conventionId)!.span.du,
      day,
    );
    if (next && !next.depassee) tally.due(row, "reunion", next.le);
  }
}

/**
 * Execution of every convention in figures, as it stood on a day. One query a table, the rest in memory;
 * kept by the connection until something is written.
 * @param db any connection on the register
 */
export function executionOfAll(db: Connection, day: string): { rows: ExecutionRow[] } {
  return { rows: [...keptUntilWritten(db, "execution", day, () => tellAll(db, day))] };
}

function tellAll(db: Connection, day: string): ExecutionRow[] {
  const heads = conventionHeads(db, null, day);
  const tally = new Tally(heads.values());
  tallyEngagements(db, heads, tally, day);
  tallyVersements(db, tally, day);
  tallyLivrables(db, tally, day);
  tallyReunions(db, heads, tally, day);
  return [...tally.rows.values()];
}

/** Poles that a user heads at this desk. */
const polesOf = (db: Connection, userId: string): string[] =>
  chefsOf(db)
    .filter(({ utilisateurId }) => utilisateurId === userId)
    .map(({ pole }) => pole);

/**
 * Overdue commitments that climbed to a user as of a day, the longest overdue first.
 * @param input.limit rows; the total counts them all
 */
export function climbed(
  db: Connection,
  input: { utilisateurId: string; jour: string; limit: number },
): { total: number; rows: EngagementRemonte[] } {
  const { utilisateurId: me, jour: day, limit } = input;
  const rows = db
    .prepare(
      `SELECT ${rawEngagement}, e.libelle_fr, e.libelle_ar, e.responsable_id FROM engagement e JOIN convention c ON c.id = e.convention_id AND c.deleted_at IS NULL
       WHERE e.deleted_at IS NULL AND e.echeance_le < @day AND (e.sans_objet_le IS NULL OR e.sans_objet_le > @day)
         AND (e.responsable_id = @me OR (e.responsable_id IS NULL AND c.officier_id = @me) OR c.pole IN (SELECT value FROM json_each(@poles))
           OR EXISTS (SELECT 1 FROM modification m JOIN convention a ON a.id = m.avenant_id WHERE a.parent_id = c.id AND m.champ IN ('pole', 'officierId') AND m.deleted_at IS NULL))`,
    )
    .raw()
    .all({ day, me, poles: JSON.stringify(polesOf(db, me)) }) as [
    ...RawEngagement,
    libelleFr: string,
    libelleAr: string | null,
    responsableId: string | null,
  ][];
  if (rows.length === 0) return { total: 0, rows: [] };
  const months = monthsByKey(db);
  const heads = conventionHeads(db, null, day);
  const climb = climber(db, day);
  const ids = JSON.stringify(rows.map(([id]) => id));
  const where = "AND r.engagement_id IN (SELECT value FROM json_each(@ids))";
  const done = realisationsUntil(db, where, { day, ids });
  const found: EngagementRemonte[] = [];
  for (const raw of rows) {
    const own = raw.slice(0, 8) as RawEngagement;
    const [id, conventionId] = own;
    const [libelleFr, libelleAr, responsableId] = raw.slice(8) as [string, string | null, string];
    const head = heads.get(conventionId);
    if (!head) continue;
    const on = engagementStateOn(factsOfRaw(own, months), done.get(id) ?? nothing, head.span, day);
    const to = climb(head, responsableId, on);
    if (to?.utilisateurId !== me) continue;
    const { numero, intituleFr, intituleAr } = head;
    const { etat, retardJours } = on;
    found.push({
      id,
      conventionId,
      numero,
      intituleFr,
      intituleAr,
      libelleFr,
      libelleAr,
      etat,
      dueLe: on.echeanceLe,
      retardJours,
      niveau: to.niveau,
    });
  }
  const sorted = found.toSorted((a, b) => b.retardJours - a.retardJours);
  return { total: found.length, rows: sorted.slice(0, limit) };
}

/** Who heads each pôle at this desk. */
export function chefsOf(db: Connection): { pole: string; utilisateurId: string }[] {
  const prefix = chefKey("");
  const rows = db
    .prepare(
      `SELECT r.key, r.value FROM reglage r JOIN utilisateur u ON u.id = r.value AND u.deleted_at IS NULL
       WHERE r.key >= ? AND r.key < ? AND r.deleted_at IS NULL ORDER BY r.key`,
    )
    .raw()
    .all(prefix, `${prefix}~`) as [string, string][];
  return rows.map(([key, utilisateurId]) => ({ pole: key.slice(prefix.length), utilisateurId }));
}

/**
 * Says who heads a pôle; nobody when the user is null.
 * @throws Invalid
 */
export function setChef(
  ctx: Context,
  input: { pole: string; utilisateurId: string | null },
): ActionResult {
  const { pole, utilisateurId } = input;
  const { db } = ctx.store;
  if (!referenceRows(db, "pole").some(({ key }) => key === pole)) {
    refuse("pole", "unknown_value", { value: pole });
  }
  if (utilisateurId !== null && !isLive(ctx, "utilisateur", utilisateurId)) {
    refuse("utilisateurId", "unknown_value", { value: utilisateurId });
  }
  const nom = userNames(db).get(utilisateurId ?? "") ?? "–";
  return commit(
    ctx.store,
    { kind: "pole.chef", params: { pole, nom }, userId: authorOf(db) },
    (writer) => putSetting(ctx.store, writer, chefKey(pole), utilisateurId ?? ""),
  );
}

/**
 * Says whether a member came to a meeting, was absent or was replaced; null takes the answer back.
 * @throws Invalid, NotFound
 */
export function markAttendance(
  ctx: Context,
  input: {
    reunionId: string;
    membreId: string;
    etat: PresenceEtat | null;
    remplacant: string | null;
  },
): ActionResult {
  const { reunionId, membreId, etat } = input;
  const membre = liveRow(ctx, "membreComite", membreId);
  const reunion = liveRow(ctx, "reunion", reunionId);
  const present = etat === null ? null : etat === "present" ? 1 : 0;
  const remplacant = etat === "remplace" ? input.remplacant || null : null;
  if (etat === "remplace" && remplacant === null) refuse("remplacant", "required");
  return commit(
    ctx.store,
    {
      kind: "reunion.presence",
      params: { nom: String(membre["nom"]), date: String(reunion["tenue_le"]) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const id = deterministicId("presence", reunionId, membreId);
      const there = writer.get("presence", id);
      const values = { present, remplacant };
      if (there && there["deleted_at"] === null) {
        changeWithin(ctx, writer, "presence", there, values);
      } else insertRecord(ctx, writer, "presence", { reunionId, membreId, ...values });
    },
  );
}
