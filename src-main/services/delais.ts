import type { DelaisDossier, Horloge, JourFerie, Regle } from "../contract/delais.ts";
import type { FieldFault } from "../contract/errors.ts";
import type { Libelle } from "../contract/primitives.ts";
import type { ReferenceRow } from "../contract/references.ts";
import { holidayCalendar, type Holidays, type Pause, type SkippedDay } from "../domain/calendar.ts";
import { plumeOf, readClock, type ClockReading } from "../domain/delais.ts";
import { isIsoDate } from "../domain/dates.ts";
import { prepared } from "../store/database.ts";
import { commit } from "../store/ledger.ts";
import { actRule, calendarYears, decisionRule, isOpenPhase } from "../store/projection.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { authorOf, textOf, type Context } from "./context.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";
import { liveRow } from "./records/values.ts";

const ruleOf = (row: ReferenceRow): Regle => ({
  key: row.key,
  label: row.label,
  days: Number(row.attrs["days"]),
  unit: row.attrs["unit"] === "working" ? "working" : "calendar",
  effectiveFrom: row.effectiveFrom,
  effectiveTo: row.effectiveTo,
  source: row.source,
  url: row.url,
  confidence: row.confidence,
  note: row.note,
  alerteJours: Number(row.attrs["alerteJours"] ?? 0),
});

/** Every version of every rule of delay. */
export function delayRules(ctx: Context): Regle[] {
  return referenceRows(ctx.store.db, "delai").map(ruleOf);
}

/**
 * The version of a rule in force on a day.
 * @returns null when none was.
 */
export function ruleInForce(rules: readonly Regle[], key: string, day: string): Regle | null {
  return (
    rules.find(
      (rule) =>
        rule.key === key &&
        rule.effectiveFrom <= day &&
        (rule.effectiveTo === null || day <= rule.effectiveTo),
    ) ?? null
  );
}

/** The holidays a count needs, named in the three languages, and the years not confirmed. */
interface Calendar {
  holidays: Holidays;
  nameOf: (date: string) => Libelle | null;
  unconfirmed: (fromYear: number, toYear: number) => number[];
}

function calendarOf(ctx: Context): Calendar {
  const { db } = ctx.store;
  const religious = referenceRows(db, "jour_ferie_religieux");
  const rows = [...referenceRows(db, "jour_ferie"), ...religious];
  const named = (langue: keyof Libelle) =>
    holidayCalendar(
      rows.map((row) => ({ ...row, name: row.label[langue] })),
      ...calendarYears,
    );
  const fr = named("fr");
  let others: { ar: Holidays; en: Holidays } | undefined;
  return {
    holidays: fr,
    nameOf(date) {
      const name = fr.get(date);
      if (name === undefined) return null;
      others ??= { ar: named("ar"), en: named("en") };
      return { fr: name, ar: others.ar.get(date) ?? name, en: others.en.get(date) ?? name };
    },
    unconfirmed(fromYear, toYear) {
      const years: number[] = [];
      for (let year = fromYear; year <= toYear; year++) {
        const own = religious.filter((row) => row.attrs["year"] === year);
        if (own.length === 0 || own.some((row) => row.attrs["confirme"] !== true)) years.push(year);
      }
      return years;
    },
  };
}

/** What `daftar deadline` answers. */
export interface Deadline extends Pick<ClockReading, "due" | "used" | "left" | "status"> {
  rule: Regle;
  skipped: SkippedDay[];
  asOf: string;
}

/**
 * Counts a delay by the version of its rule in force on its first day.
 * @throws NotFound when the key names no rule, or no version of it was in force.
 */
export function deadline(
  ctx: Context,
  input: { rule: string; from: string; pauses: readonly Pause[]; asOf: string },
): Deadline {
  const rule = ruleInForce(delayRules(ctx), input.rule, input.from);
  if (!rule) throw new NotFound("delai", input.rule);
  const { due, used, left, status, skipped } = readClock({
    from: input.from,
    days: rule.days,
    unit: rule.unit,
    holidays: calendarOf(ctx).holidays,
    pauses: input.pauses,
    today: input.asOf,
    alerteJours: rule.alerteJours,
  });
  return { due, used, left, status, skipped, rule, asOf: input.asOf };
}

interface DossierFacts {
  acte: string | null;
  etat: string;
  deposeLe: string | null;
  valideLe: string | null;
  pvLe: string | null;
  notifieLe: string | null;
  delivreLe: string | null;
}

interface PassageFacts {
  tenuLe: string;
  decision: string | null;
}

/** Everything a dossier's clocks are read from. */
interface Reading {
  ctx: Context;
  rules: Regle[];
  calendar: Calendar;
}

interface ClockWanted {
  genre: Horloge["genre"];
  key: string;
  /** Day on which the rule has to be in force. */
  ruleOn: string;
  from: string;
  fromChamp: Horloge["fromChamp"];
  endedLe: string | null;
  pauses?: DelaisDossier["horloges"][number]["pauses"];
  /** What the state or the phase does to the count. */
  arret?: "suspendu" | "termine" | null;
  typeRecours?: string;
  recoursId?: string;
}

function clock({ ctx, rules, calendar }: Reading, wanted: ClockWanted): Horloge {
  const { genre, from, fromChamp, endedLe } = wanted;
  const pauses = wanted.pauses ?? [];
  const regle = ruleInForce(rules, wanted.key, wanted.ruleOn);
  const shared = {
    genre,
    typeRecours: wanted.typeRecours ?? null,
    recoursId: wanted.recoursId ?? null,
    regle,
    from,
    fromChamp,
    endedLe,
    pauses,
  };
  const none = { due: null, used: 0, left: 0, tardif: false, skipped: [], anneesNonConfirmees: [] };
  if (!regle) return { ...shared, ...none, status: endedLe === null ? "suspendu" : "termine" };
  const today = ctx.today();
  const read = readClock({
    from,
    days: regle.days,
    unit: regle.unit,
    holidays: calendar.holidays,
    pauses,
    today,
    endedLe,
    alerteJours: regle.alerteJours,
    arret: wanted.arret ?? null,
  });
  const until = [read.due ?? today, endedLe ?? today].toSorted().at(-1)!;
  const yearOf = (date: string) => Number(date.slice(0, 4));
  return {
    ...shared,
    due: read.due,
    used: read.used,
    left: read.left,
    status: read.status,
    tardif: endedLe !== null && read.left < 0,
    skipped: read.skipped.map(({ date, why }) => ({
      date,
      why,
      name: why === "holiday" ? calendar.nameOf(date) : null,
    })),
    anneesNonConfirmees:
      regle.unit === "working" ? calendar.unconfirmed(yearOf(from), yearOf(until)) : [],
  };
}

const dayOf = (row: Record<string, unknown>, name: string) =>
  typeof row[name] === "string" && row[name] !== "" ? row[name] : null;

/**
 * The clocks of a dossier on the user's day: the commission's decision, the act, the appeals.
 * @throws NotFound
 */
export function dossierClocks(ctx: Context, id: string): DelaisDossier {
  const { store } = ctx;
  const row = liveRow(ctx, "dossier", id);
  const facts: DossierFacts = {
    acte: dayOf(row, "acte"),
    etat: String(row["etat"]),
    deposeLe: dayOf(row, "depose_le"),
    valideLe: dayOf(row, "valide_le"),
    pvLe: dayOf(row, "pv_le"),
    notifieLe: dayOf(row, "notifie_le"),
    delivreLe: dayOf(row, "delivre_le"),
  };
  const reading: Reading = { ctx, rules: delayRules(ctx), calendar: calendarOf(ctx) };
  const passages = prepared(
    store,
    "SELECT tenu_le AS tenuLe, decision FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le DESC, id DESC",
  ).all(id) as PassageFacts[];
  const pauses = prepared(
    store,
    'SELECT id AS complementId, demande_le AS "from", complete_le AS "to", numero, motif, origine FROM complement WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY demande_le, id',
  ).all(id) as Horloge["pauses"];
  const recours = prepared(
    store,
    "SELECT id, type, depose_le AS deposeLe, reponse_le AS reponseLe, issue, observation FROM recours WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY depose_le, id",
  ).all(id) as DelaisDossier["recours"];
  const has = (sql: string, ...params: string[]) =>
    prepared(store, sql).get(...params) !== undefined;

  const attrsOf = (list: string, key: string | null) =>
    key === null
      ? {}
      : (referenceRows(store.db, list).findLast((each) => each.key === key)?.attrs ?? {});
  const state = attrsOf("etat_procedure", facts.etat);
  const latest = passages[0] ?? null;
  const decision = attrsOf("decision", latest?.decision ?? null);
  const decided = decision["termineLeDelai"] === true;
  const approved = decision["approuve"] === true;
  const terminal = state["terminal"] === true;

  const horloges: Horloge[] = [];
  const { deposeLe } = facts;
  if (deposeLe !== null) {
    horloges.push(
      clock(reading, {
        genre: "decision",
        key: decisionRule,
        ruleOn: deposeLe,
        from: facts.valideLe ?? deposeLe,
        fromChamp: facts.valideLe ? "valideLe" : "deposeLe",
        endedLe: decided ? latest!.tenuLe : (facts.pvLe ?? facts.delivreLe),
        pauses,
        arret:
          terminal || !isOpenPhase(String(row["phase"]))
            ? "termine"
            : state["suspendLeDelai"] === true
              ? "suspendu"
              : null,
      }),
    );
  }
  const actFrom = facts.notifieLe ?? facts.pvLe ?? latest?.tenuLe ?? null;
  if (approved && actFrom !== null) {
    horloges.push(
      clock(reading, {
        genre: "acte",
        key: textOf(attrsOf("acte", facts.acte)["delai"]) ?? actRule,
        ruleOn: deposeLe ?? actFrom,
        from: actFrom,
        fromChamp: facts.notifieLe ? "notifieLe" : facts.pvLe ? "pvLe" : "tenuLe",
        endedLe: facts.delivreLe,
        arret: terminal ? "termine" : null,
      }),
    );
  }
  horloges.push(...appealClocks(reading, facts, recours));
  return {
    plume: plumeOf({
      ended: terminal || facts.delivreLe !== null || (decided && !approved),
      complementOpen: state["suspendLeDelai"] === true || pauses.some((pause) => pause.to === null),
      approved,
      consultationOpen: has(
        "SELECT 1 FROM consultation WHERE dossier_id = ? AND reponse_le IS NULL AND deleted_at IS NULL LIMIT 1",
        id,
      ),
      listed: has(
        `SELECT 1 FROM inscription i JOIN seance s ON s.id = i.seance_id AND s.deleted_at IS NULL
         WHERE i.dossier_id = ? AND i.statut = 'inscrit' AND i.deleted_at IS NULL AND s.tenue_le >= ?
           AND s.statut NOT IN (SELECT key FROM reference WHERE list = 'statut_seance' AND deleted_at IS NULL AND json_extract(attrs, '$.terminal')) LIMIT 1`,
        id,
        ctx.today(),
      ),
    }),
    horloges,
    recours,
  };
}

/** Lodging runs from the notification, an answer from the day the appeal was lodged. */
function appealClocks(
  reading: Reading,
  { notifieLe }: DossierFacts,
  recours: DelaisDossier["recours"],
): Horloge[] {
  const { ctx, rules } = reading;
  const types = inForceOn(referenceRows(ctx.store.db, "type_recours"), ctx.today());
  const clocks: Horloge[] = [];
  for (const type of types) {
    const own = recours.filter((each) => each.type === type.key);
    const lodging = textOf(type.attrs["delaiDepot"]);
    if (lodging !== null && notifieLe !== null && ruleInForce(rules, lodging, notifieLe)) {
      const wanted = {
        genre: "recours_depot" as const,
        key: lodging,
        ruleOn: notifieLe,
        from: notifieLe,
        fromChamp: "notifieLe" as const,
        typeRecours: type.key,
      };
      const open = clock(reading, { ...wanted, endedLe: own[0]?.deposeLe ?? null });
      // Nobody is late who did not appeal: the delay has simply run out.
      clocks.push(
        open.status === "en_retard" ? clock(reading, { ...wanted, endedLe: open.due }) : open,
      );
    }
    const answer = textOf(type.attrs["delaiReponse"]);
    if (answer === null) continue;
    for (const each of own) {
      clocks.push(
        clock(reading, {
          genre: "recours_reponse",
          key: answer,
          ruleOn: each.deposeLe,
          from: each.deposeLe,
          fromChamp: "deposeLe",
          endedLe: each.reponseLe,
          typeRecours: type.key,
          recoursId: each.id,
        }),
      );
    }
  }
  return clocks;
}

/** The days on which administrations are closed, by name in French. */
export const holidaysOf = (ctx: Context): Holidays => calendarOf(ctx).holidays;

/** The holidays of a year, fixed and religious, in order. */
export function listHolidays(
  ctx: Context,
  annee: number,
): { annee: number; confirmee: boolean; jours: JourFerie[] } {
  const { db } = ctx.store;
  const jours: JourFerie[] = [];
  const shared = ({ id, key, label, source, confidence }: ReferenceRow) => ({
    id,
    key,
    label,
    source,
    confidence,
  });
  for (const row of referenceRows(db, "jour_ferie")) {
    const date = `${annee}-${textOf(row.attrs["monthDay"]) ?? ""}`;
    if (!isIsoDate(date) || date < row.effectiveFrom) continue;
    if (row.effectiveTo !== null && date > row.effectiveTo) continue;
    jours.push({ ...shared(row), date, days: 1, religieux: false, confirme: true });
  }
  const religious = religiousOf(ctx, annee);
  for (const row of religious) {
    jours.push({
      ...shared(row),
      date: textOf(row.attrs["date"]) ?? "",
      days: Number(row.attrs["days"] ?? 1),
      religieux: true,
      confirme: row.attrs["confirme"] === true,
    });
  }
  return {
    annee,
    confirmee: religious.length > 0 && religious.every((row) => row.attrs["confirme"] === true),
    jours: jours.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  };
}

const religiousOf = (ctx: Context, annee: number): ReferenceRow[] =>
  referenceRows(ctx.store.db, "jour_ferie_religieux").filter((row) => row.attrs["year"] === annee);

/**
 * Moves religious holidays of a year and confirms the year, as one action that can be undone.
 * @throws Invalid when a day is of another year or its length is no number of days
 */
export function saveHolidays(
  ctx: Context,
  input: {
    annee: number;
    jours: readonly { id: string; date: string; days: number }[];
    confirmer: boolean;
  },
): ActionResult {
  const { annee } = input;
  const rows = new Map(religiousOf(ctx, annee).map((row) => [row.id, row]));
  const faults: FieldFault[] = [];
  for (const jour of input.jours) {
    if (!rows.has(jour.id)) throw new NotFound("reference", jour.id);
    // The moon may carry a feast over a year's end, never further than the month beside it.
    const near = jour.date >= `${annee - 1}-12-01` && jour.date <= `${annee + 1}-01-31`;
    if (!near) {
      faults.push({
        field: jour.id,
        code: "holiday_other_year",
        params: { annee: String(annee), date: jour.date },
      });
    }
  }
  if (rows.size === 0) {
    faults.push({ field: "annee", code: "holiday_unknown_year", params: { annee: String(annee) } });
  }
  if (faults.length > 0) throw new Invalid(faults);
  const moved = new Map(input.jours.map((jour) => [jour.id, jour]));
  return commit(
    ctx.store,
    {
      kind: input.confirmer ? "feries.confirmation" : "feries.modification",
      params: { reference: String(annee) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      for (const row of rows.values()) {
        const jour = moved.get(row.id);
        const attrs = {
          ...row.attrs,
          ...(jour ? { date: jour.date, days: jour.days } : {}),
          ...(input.confirmer ? { confirme: true } : {}),
        };
        writer.update("reference", row.id, { attrs: JSON.stringify(attrs) });
      }
    },
  );
}
