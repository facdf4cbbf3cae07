import { addDays, addMonths } from "../../domain/dates.ts";
import { dueDays, firstUnmet } from "../../domain/engagements.ts";
import { nextMeeting } from "../../domain/execution.ts";
import { keyBetween } from "../../domain/order-key.ts";
import { prepared, type SqlValue } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { ledgerTables, type LedgerTableKey } from "../../store/tables.ts";
import { authorOf, type Context } from "../context.ts";
import {
  cancelled,
  commitmentFacts,
  conditionColumns,
  conditionOf,
  conventionHeads,
  held,
  monthsByKey,
  type ConditionColumn,
} from "../execution-facts.ts";
import type { FieldFault } from "../../contract/errors.ts";
import { inOrder, Invalid, refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";
import type { Answers } from "./values.ts";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Refuses that something was done on a day that is still to come. */
function assertPast(ctx: Context, field: string, date: SqlValue | undefined): void {
  if (typeof date === "string" && date > ctx.today()) refuse(field, "future_date", { date });
}

/** Refuses a row of another convention. */
function assertSame(
  writer: Writer,
  field: string,
  table: LedgerTableKey,
  id: SqlValue | undefined,
  conventionId: SqlValue | undefined,
): void {
  if (typeof id !== "string") return;
  const row = writer.get(table, id);
  const owner = table === "reunion" ? writer.get("comite", String(row?.["comite_id"])) : row;
  if (owner?.["convention_id"] !== conventionId) refuse(field, "other_convention");
}

/** Order key of a new row: below the others of its owner. */
const below =
  (table: string, column: string, key: string) =>
  (ctx: Context, values: Values): Values => {
    const last = prepared(ctx.store, `SELECT max(ordre) FROM "${table}" WHERE "${column}" = ?`)
      .pluck()
      .get(String(values[key] ?? "")) as string | null;
    return { ...values, ordre: keyBetween(last, null) };
  };

/** Refuses to remove what a payment waits for. */
function assertNotAwaited(ctx: Context, column: string, ids: readonly string[]): void {
  const tranche = prepared(
    ctx.store,
    `SELECT tranche FROM versement WHERE "${column}" IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
  )
    .pluck()
    .get(JSON.stringify(ids)) as number | undefined;
  if (tranche !== undefined) refuse("id", "used_as_condition", { tranche });
}

function assertEngagement(writer: Writer, id: string): void {
  const row = writer.get("engagement", id)!;
  assertSame(writer, "partieId", "partie", row["partie_id"], row["convention_id"]);
  if (row["periodicite"] !== null && row["echeance_le"] === null) {
    refuse("echeanceLe", "periodicity_without_due");
  }
  inOrder(["engagement.debutLe", row["debut_le"]], ["engagement.echeanceLe", row["echeance_le"]]);
  inOrder(["engagement.echeanceLe", row["echeance_le"]], ["engagement.finLe", row["fin_le"]]);
  if (typeof row["cible"] === "number" && row["cible"] <= 0) refuse("cible", "not_positive");
  if (row["sans_objet_le"] !== null && row["sans_objet_motif"] === null) {
    refuse("sansObjetMotif", "reason_required");
  }
}

const engagement: RecordRule = {
  complete: below("engagement", "convention_id", "conventionId"),
  created: (_ctx, writer, id) => assertEngagement(writer, id),
  changed: (_ctx, writer, id) => assertEngagement(writer, id),
  removed: (ctx, _writer, id) => assertNotAwaited(ctx, "engagement_id", [id]),
};

function assertRealisation(ctx: Context, writer: Writer, id: string): void {
  const row = writer.get("realisation", id)!;
  assertPast(ctx, "faiteLe", row["faite_le"]);
  if (typeof row["quantite"] === "number" && row["quantite"] <= 0) {
    refuse("quantite", "not_positive");
  }
  const pourLe = text(row["pour_le"]);
  const found = commitmentFacts(ctx.store.db, String(row["engagement_id"]), ctx.today());
  if (pourLe === null || !found) return;
  if (!dueDays(found.facts, found.span, pourLe).includes(pourLe)) {
    refuse("pourLe", "not_a_due_day", { date: pourLe });
  }
}

const realisation: RecordRule = {
  complete(ctx, values) {
    const faiteLe = values["faiteLe"] ?? ctx.today();
    if (text(values["pourLe"]) !== null) return { ...values, faiteLe };
    const id = String(values["engagementId"] ?? "");
    const found = commitmentFacts(ctx.store.db, id, ctx.today());
    const pourLe = found && firstUnmet(found.facts, found.done, found.span, ctx.today());
    return { ...values, faiteLe, pourLe: pourLe ?? null };
  },
  created: (ctx, writer, id) => assertRealisation(ctx, writer, id),
  changed: (ctx, writer, id) => assertRealisation(ctx, writer, id),
};

/** Columns of what a payment waits for, by key. */
const conditionSql: Record<ConditionColumn, string> = {
  engagementId: "engagement_id",
  livrableId: "livrable_id",
  reunionId: "reunion_id",
  indicateurId: "indicateur_id",
};
const conditionKeys = Object.keys(conditionColumns) as ConditionColumn[];

function assertVersement(ctx: Context, writer: Writer, row: Row): void {
  const convention = row["convention_id"];
  assertSame(writer, "payeurId", "partie", row["payeur_id"], convention);
  assertSame(writer, "beneficiaireId", "partie", row["beneficiaire_id"], convention);
  if (row["payeur_id"] === row["beneficiaire_id"]) refuse("beneficiaireId", "payer_is_payee");
  const named = conditionKeys.filter((key) => row[conditionSql[key]] !== null);
  if (named.length > 1) refuse(named[1]!, "one_condition");
  for (const key of named) {
    assertSame(writer, key, conditionColumns[key], row[conditionSql[key]], convention);
  }
  if (row["verse_le"] !== null && row["montant_verse"] === null) {
    refuse("montantVerse", "paid_without_amount");
  }
  if (row["verse_le"] === null && row["montant_verse"] !== null) {
    refuse("verseLe", "paid_without_date");
  }
  assertPast(ctx, "verseLe", row["verse_le"]);
}

/** Warns of a payment whose condition is not met, or that comes before the convention was signed. */
function warnOfPayment(ctx: Context, row: Row, answers: Answers | undefined): void {
  const verseLe = text(row["verse_le"]);
  if (verseLe === null || answers?.sure?.includes("verseLe")) return;
  const faults: FieldFault[] = [];
  const key = conditionKeys.find((each) => row[conditionSql[each]] !== null);
  const on = key && conditionOf(ctx.store.db, key, String(row[conditionSql[key]]), verseLe);
  if (on && !on.remplie) {
    const params = { context: on.code, date: verseLe };
    faults.push({ field: "verseLe", code: "condition_unmet", params });
  }
  const conventionId = String(row["convention_id"]);
  const signeLe = conventionHeads(ctx.store.db, conventionId, verseLe).get(conventionId)?.signeLe;
  if (signeLe === null) {
    faults.push({ field: "verseLe", code: "paid_before_signature", params: { date: verseLe } });
  }
  if (faults.length > 0) throw new Invalid(faults);
}

const versement: RecordRule = {
  complete(ctx, values) {
    if (values["tranche"] !== undefined && values["tranche"] !== null) return values;
    const last = prepared(
      ctx.store,
      "SELECT max(tranche) FROM versement WHERE convention_id = ? AND deleted_at IS NULL",
    )
      .pluck()
      .get(String(values["conventionId"] ?? "")) as number | null;
    return { ...values, tranche: (last ?? 0) + 1 };
  },
  created(ctx, writer, id, _values, answers) {
    const row = writer.get("versement", id)!;
    assertVersement(ctx, writer, row);
    warnOfPayment(ctx, row, answers);
  },
  changed(ctx, writer, id, patch, _before, answers) {
    const row = writer.get("versement", id)!;
    assertVersement(ctx, writer, row);
    const asked: readonly string[] = ["verseLe", ...conditionKeys];
    if (asked.some((key) => key in patch)) warnOfPayment(ctx, row, answers);
  },
};

function assertLivrable(ctx: Context, writer: Writer, id: string): void {
  const row = writer.get("livrable", id)!;
  assertSame(writer, "partieId", "partie", row["partie_id"], row["convention_id"]);
  for (const [key, column] of [
    ["recuLe", "recu_le"],
    ["accepteLe", "accepte_le"],
    ["refuseLe", "refuse_le"],
  ] as const) {
    assertPast(ctx, key, row[column]);
  }
  if (row["accepte_le"] !== null && row["refuse_le"] !== null) {
    refuse("refuseLe", "accepted_and_refused");
  }
  if ((row["accepte_le"] ?? row["refuse_le"]) !== null && row["recu_le"] === null) {
    refuse("recuLe", "judged_before_received");
  }
  const received = ["livrable.recuLe", row["recu_le"]] as const;
  inOrder(received, ["livrable.accepteLe", row["accepte_le"]]);
  inOrder(received, ["livrable.refuseLe", row["refuse_le"]]);
  if (row["refuse_le"] !== null && row["refus_motif"] === null) {
    refuse("refusMotif", "reason_required");
  }
}

/** Who accepts is who says so, unless another is named; nobody once it is accepted no more. */
function acceptedBy(ctx: Context, values: Values, named: SqlValue | undefined): Values {
  if (!("accepteLe" in values) || "accepteParId" in values) return values;
  if (values["accepteLe"] === null) return { ...values, accepteParId: null };
  return named ? values : { ...values, accepteParId: authorOf(ctx.store.db) };
}

const livrable: RecordRule = {
  complete: (ctx, values) => acceptedBy(ctx, values, null),
  amend: (ctx, patch, before) => acceptedBy(ctx, patch, before["accepte_par_id"]),
  created: (ctx, writer, id) => assertLivrable(ctx, writer, id),
  changed: (ctx, writer, id) => assertLivrable(ctx, writer, id),
  removed: (ctx, _writer, id) => assertNotAwaited(ctx, "livrable_id", [id]),
};

function assertIndicateur(writer: Writer, id: string): void {
  const row = writer.get("indicateurConvention", id)!;
  inOrder(
    ["indicateurConvention.referenceLe", row["reference_le"]],
    ["indicateurConvention.cibleLe", row["cible_le"]],
  );
  if (row["cible"] !== null && row["cible"] === row["reference"]) {
    refuse("cible", "target_is_baseline");
  }
}

const indicateurConvention: RecordRule = {
  complete: below("indicateur_convention", "convention_id", "conventionId"),
  created: (_ctx, writer, id) => assertIndicateur(writer, id),
  changed: (_ctx, writer, id) => assertIndicateur(writer, id),
  removed: (ctx, _writer, id) => assertNotAwaited(ctx, "indicateur_id", [id]),
};

/** One measure a day: a second one takes the place of the first once the user says so. */
function onlyMeasure(ctx: Context, writer: Writer, id: string, answers: Answers | undefined): void {
  const row = writer.get("mesure", id)!;
  assertPast(ctx, "le", row["le"]);
  const others = prepared(
    ctx.store,
    "SELECT id, valeur FROM mesure WHERE indicateur_id = ? AND le = ? AND id <> ? AND deleted_at IS NULL",
  ).all(row["indicateur_id"], row["le"], id) as { id: string; valeur: number }[];
  if (others.length === 0) return;
  if (!answers?.sure?.includes("le")) {
    refuse("le", "measure_exists", { date: String(row["le"]), valeur: others[0]!.valeur });
  }
  for (const other of others) writer.remove("mesure", other.id);
}

const mesure: RecordRule = {
  complete: (ctx, values) => ({ ...values, le: values["le"] ?? ctx.today() }),
  created: (ctx, writer, id, _values, answers) => onlyMeasure(ctx, writer, id, answers),
  changed(ctx, writer, id, patch, _before, answers) {
    if ("le" in patch) onlyMeasure(ctx, writer, id, answers);
  },
};

/** Day proposed for the next meeting of a committee: today when nothing tells it. */
function proposedDay(ctx: Context, comiteId: string): string {
  const { db } = ctx.store;
  const day = ctx.today();
  const comite = prepared(
    ctx.store,
    "SELECT convention_id AS conventionId, periodicite FROM comite WHERE id = ? AND deleted_at IS NULL",
  ).get(comiteId) as { conventionId: string; periodicite: string | null } | undefined;
  if (!comite) return day;
  const mois = monthsByKey(db).get(comite.periodicite ?? "") ?? null;
  const days = prepared(
    ctx.store,
    "SELECT tenue_le AS tenueLe FROM reunion WHERE comite_id = ? AND statut <> ? AND deleted_at IS NULL",
  ).all(comiteId, cancelled) as { tenueLe: string }[];
  const last = days
    .map(({ tenueLe }) => tenueLe)
    .toSorted()
    .at(-1);
  if (last !== undefined && mois !== null) return addMonths(last, mois);
  const effetLe = conventionHeads(db, comite.conventionId, day).get(comite.conventionId)?.span.du;
  return nextMeeting([], mois, effetLe ?? null, day)?.le ?? day;
}

/** The next number of a committee's meetings: they are counted from 1. */
function nextMeetingNumber(ctx: Context, comiteId: string): string {
  const numbers = prepared(ctx.store, "SELECT numero FROM reunion WHERE comite_id = ?")
    .pluck()
    .all(comiteId) as (string | null)[];
  return String(Math.max(0, ...numbers.map((each) => Number(each) || 0)) + 1);
}

function assertReunion(ctx: Context, writer: Writer, id: string): void {
  const row = writer.get("reunion", id)!;
  const tenueLe = String(row["tenue_le"]);
  if (row["statut"] === held && tenueLe > ctx.today()) {
    refuse("statut", "held_in_future", { date: tenueLe });
  }
  const pvLe = text(row["pv_le"]);
  if (pvLe !== null) {
    assertPast(ctx, "pvLe", pvLe);
    if (pvLe < tenueLe) refuse("pvLe", "minutes_before_meeting", { tenueLe, pvLe });
    if (row["statut"] !== held) refuse("pvLe", "minutes_of_no_meeting");
  }
  if (row["statut"] !== cancelled) return;
  const taken = prepared(
    ctx.store,
    `SELECT 1 FROM presence WHERE reunion_id = @id AND present IS NOT NULL AND deleted_at IS NULL
     UNION ALL SELECT 1 FROM decision_reunion WHERE reunion_id = @id AND deleted_at IS NULL`,
  ).get({ id });
  if (taken) refuse("statut", "cancelled_with_content");
}

/** Ids of the meetings of a committee. */
const meetingsOf = (ctx: Context, comiteId: string): string[] =>
  prepared(ctx.store, "SELECT id FROM reunion WHERE comite_id = ?")
    .pluck()
    .all(comiteId) as string[];

/** Decisions of a meeting, with those in the trash. */
const decisionsOf = (ctx: Context, reunionId: string): string[] =>
  prepared(ctx.store, "SELECT id FROM decision_reunion WHERE reunion_id = ?")
    .pluck()
    .all(reunionId) as string[];

const followDecisions = (ctx: Context, writer: Writer, reunionId: string): void => {
  for (const each of decisionsOf(ctx, reunionId)) followDecision(writer, each);
};

const reunion: RecordRule = {
  complete(ctx, values) {
    const comiteId = String(values["comiteId"] ?? "");
    return {
      ...values,
      tenueLe: values["tenueLe"] ?? proposedDay(ctx, comiteId),
      statut: values["statut"] ?? "prevue",
      numero: values["numero"] ?? nextMeetingNumber(ctx, comiteId),
    };
  },
  created: (ctx, writer, id) => assertReunion(ctx, writer, id),
  changed: (ctx, writer, id) => assertReunion(ctx, writer, id),
  removed(ctx, writer, id) {
    assertNotAwaited(ctx, "reunion_id", [id]);
    followDecisions(ctx, writer, id);
  },
  restored: followDecisions,
};

const comite: RecordRule = {
  removed(ctx, writer, id) {
    const meetings = meetingsOf(ctx, id);
    assertNotAwaited(ctx, "reunion_id", meetings);
    for (const each of meetings) followDecisions(ctx, writer, each);
  },
  restored(ctx, writer, id) {
    for (const each of meetingsOf(ctx, id)) followDecisions(ctx, writer, each);
  },
};

function assertPresence(writer: Writer, id: string): void {
  const row = writer.get("presence", id)!;
  const meeting = writer.get("reunion", String(row["reunion_id"]));
  const member = writer.get("membreComite", String(row["membre_id"]));
  if (meeting?.["comite_id"] !== member?.["comite_id"]) refuse("membreId", "other_committee");
  if (meeting?.["statut"] === cancelled) refuse("reunionId", "attendance_of_cancelled");
}

/** Who was there needs no one in his place; who was replaced was not there. */
function replaced(values: Values): Values {
  if (values["present"] === 1) return { ...values, remplacant: null };
  if (text(values["remplacant"]) !== null && !("present" in values)) {
    return { ...values, present: 0 };
  }
  return values;
}

const presence: RecordRule = {
  idOf: (values) =>
    deterministicId("presence", String(values["reunionId"]), String(values["membreId"])),
  complete: (_ctx, values) => replaced(values),
  amend: (_ctx, patch) => replaced(patch),
  created: (_ctx, writer, id) => assertPresence(writer, id),
  changed: (_ctx, writer, id) => assertPresence(writer, id),
};

/** Longest title of a task. */
const longestTitle = 500;

/** What the task of a decision says. */
function taskOf(writer: Writer, decision: Row): Values | null {
  const owner = text(decision["responsable_id"]);
  const outside = text(decision["responsable"]);
  const echeanceLe = text(decision["echeance_le"]);
  if (decision["deleted_at"] !== null) return null;
  if (owner === null && outside === null && echeanceLe === null) return null;
  const meeting = writer.get("reunion", String(decision["reunion_id"]));
  const committee = writer.get("comite", String(meeting?.["comite_id"]));
  const convention = writer.get("convention", String(committee?.["convention_id"]));
  return {
    recordTable: ledgerTables.convention.name,
    recordId: String(committee?.["convention_id"]),
    titre: String(decision["texte"]).slice(0, longestTitle),
    note: outside,
    echeanceLe,
    // Nobody here answers for an outside owner: the officer of the convention follows it.
    assigneId: owner ?? text(convention?.["officier_id"]),
  };
}

/**
 * Keeps the task of a decision in step: made, changed or taken back with it. What the user did with the
 * task, its reminder apart when it would come too late, stays.
 */
function followDecision(writer: Writer, id: string): void {
  const decision = writer.get("decisionReunion", id);
  if (!decision) return;
  const taskId = deterministicId("tache", id, "decision");
  const wanted = taskOf(writer, decision);
  const there = writer.get("tache", taskId);
  if (wanted === null) {
    if (there && there["deleted_at"] === null) writer.remove("tache", taskId);
    return;
  }
  if (!there) writer.insert("tache", { id: taskId, ...wanted });
  else {
    writer.restore("tache", taskId);
    const due = text(wanted["echeanceLe"]);
    const reminder = text(there["rappel_le"]);
    writer.update("tache", taskId, {
      ...wanted,
      ...(due !== null && reminder !== null && reminder > due
        ? { rappelLe: addDays(due, -1) }
        : {}),
      ...(due === null ? { repetition: null } : {}),
    });
  }
  if (decision["tache_id"] !== taskId) {
    writer.update("decisionReunion", id, { tacheId: taskId });
  }
}

const membreComite: RecordRule = { complete: below("membre_comite", "comite_id", "comiteId") };

const decisionReunion: RecordRule = {
  complete: below("decision_reunion", "reunion_id", "reunionId"),
  created(_ctx, writer, id, values) {
    const meeting = writer.get("reunion", String(values["reunionId"]));
    if (meeting?.["statut"] === cancelled) refuse("reunionId", "decision_of_cancelled");
    followDecision(writer, id);
  },
  changed: (_ctx, writer, id) => followDecision(writer, id),
  removed: (_ctx, writer, id) => followDecision(writer, id),
  restored: (_ctx, writer, id) => followDecision(writer, id),
};

/** Rules of the execution of a convention: commitments, payments, deliverables, indicators, committees. */
export const executionRules = {
  engagement,
  realisation,
  versement,
  livrable,
  indicateurConvention,
  mesure,
  comite,
  membreComite,
  reunion,
  presence,
  decisionReunion,
} satisfies Record<string, RecordRule>;
