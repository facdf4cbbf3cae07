import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { CalendarFeed, calendarFile, exportCalendar } from "../../src-main/services/agenda.ts";
import { authorOf, type Context } from "../../src-main/services/context.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import { redoAction, undoAction } from "../../src-main/services/journal.ts";
import {
  calendarOf,
  dueReminders,
  getJournee,
  markPresence,
  tasksOf,
} from "../../src-main/services/journee.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import { createRecord, updateRecord } from "../../src-main/services/records/records.ts";
import { addDays } from "../../src-main/domain/dates.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { newRegister, tempFolder, today } from "../support/register.ts";

let ctx: Context;
let me: string;

beforeEach(() => {
  ctx = newRegister();
  me = authorOf(ctx.store.db);
});

const task = (values: Record<string, string | null>) =>
  createRecord(ctx, { record: "tache", values: { titre: "Appeler", ...values } }).id!;

const dossier = (values: Record<string, string> = {}) =>
  createDossier(ctx, {
    projet: { intituleFr: "Moulin d’essai", intituleAr: "مطحنة تجريبية" },
    dossier: { acte: "avna", deposeLe: "2026-01-05", officierId: me, ...values },
  }).id!;

const open = () =>
  ctx.store.db
    .prepare(
      "SELECT id, titre, echeance_le AS le, rappel_le AS rappel, assigne_id AS qui FROM tache WHERE faite_le IS NULL AND deleted_at IS NULL ORDER BY echeance_le",
    )
    .all() as { id: string; titre: string; le: string; rappel: string | null; qui: string }[];

const faults = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Invalid) return error.faults.map((fault) => fault.code);
    throw error;
  }
  return [];
};

describe("a task", () => {
  test("belongs to nobody when no one is named, so that it is on no one's day", () => {
    task({ echeanceLe: today });
    expect(open()[0]!.qui).toBe(me);
    expect(getJournee(ctx).taches).toMatchObject({ aujourdhui: 1, retard: 0 });
  });

  test("done leaves its series dead, or shifts its reminder", () => {
    const id = task({ echeanceLe: "2026-01-31", rappelLe: "2026-01-29", repetition: "mensuelle" });
    updateRecord(ctx, { record: "tache", id, patch: { faiteLe: "2026-01-31" } });
    expect(open()).toMatchObject([{ le: "2026-02-28", rappel: "2026-02-26", qui: me }]);
  });

  test("taken back by undo leaves the next one behind, or redo makes two", () => {
    const id = task({ echeanceLe: "2026-03-02", repetition: "hebdomadaire" });
    updateRecord(ctx, { record: "tache", id, patch: { faiteLe: today } });
    expect(open().map((each) => each.le)).toEqual(["2026-03-09"]);
    undoAction(ctx);
    expect(open().map((each) => each.id)).toEqual([id]);
    redoAction(ctx);
    expect(open().map((each) => each.le)).toEqual(["2026-03-09"]);
  });

  test("put back to do and done again doubles the next one", () => {
    const id = task({ echeanceLe: "2026-03-02", repetition: "hebdomadaire" });
    updateRecord(ctx, { record: "tache", id, patch: { faiteLe: today } });
    updateRecord(ctx, { record: "tache", id, patch: { faiteLe: null } });
    expect(open().map((each) => each.id)).toEqual([id]);
    updateRecord(ctx, { record: "tache", id, patch: { faiteLe: today } });
    expect(open().map((each) => each.le)).toEqual(["2026-03-09"]);
  });

  test("accepted with a reminder after its day, a repetition from no day, or on no record", () => {
    expect(faults(() => task({ echeanceLe: today, rappelLe: addDays(today, 1) }))).toEqual([
      "reminder_after_due",
    ]);
    expect(faults(() => task({ repetition: "mensuelle" }))).toEqual(["repetition_without_due"]);
    expect(faults(() => task({ recordTable: "dossier", recordId: "aucun" }))).toEqual([
      "unknown_value",
    ]);
    expect(faults(() => task({ recordTable: "reglage", recordId: "aucun" }))).toEqual([
      "unknown_value",
    ]);
    const id = task({ echeanceLe: today, rappelLe: today });
    expect(
      faults(() =>
        updateRecord(ctx, { record: "tache", id, patch: { echeanceLe: addDays(today, -1) } }),
      ),
    ).toEqual(["reminder_after_due"]);
    expect(open()).toHaveLength(1);
  });

  test("of a record listed with those done first, or without those of the record", () => {
    const record = dossier();
    const on = { recordTable: "dossier", recordId: record };
    const done = task({ ...on, echeanceLe: "2026-01-01" });
    updateRecord(ctx, { record: "tache", id: done, patch: { faiteLe: today } });
    const later = task({ ...on, echeanceLe: "2026-05-01" });
    const soon = task({ ...on, echeanceLe: "2026-04-01" });
    task({ titre: "Ailleurs" });
    expect(tasksOf(ctx, "dossier", record).map((each) => each.id)).toEqual([soon, later, done]);
  });
});

describe("my day", () => {
  test("mixes my dossiers with a colleague's, or counts a decided one as late", () => {
    const mine = dossier();
    const other = commit(ctx.store, { kind: "essai", userId: me }, (writer) =>
      writer.insert("utilisateur", { nom: "Collègue", role: "conseiller", langue: "fr" }),
    ).result;
    dossier({ officierId: other });
    const due = ctx.store.db
      .prepare("SELECT echeance_le FROM dossier_ligne WHERE id = ?")
      .pluck()
      .get(mine) as string;
    const at = (day: string) => getJournee({ ...ctx, today: () => day });
    expect(at(addDays(due, 1)).retard).toMatchObject({ total: 1, rows: [{ id: mine, le: due }] });
    expect(at(due).retard.total).toBe(0);
    expect(at(due).proches).toMatchObject({ total: 1, rows: [{ id: mine, nature: "decision" }] });
    expect(at(addDays(due, -8)).proches.total).toBe(0);
    updateRecord(ctx, { record: "dossier", id: mine, patch: { etat: "cloturee" } });
    expect(at(addDays(due, 1)).retard.total).toBe(0);
    expect(at(addDays(due, 1)).gestes).toEqual([]);
  });

  test("names another step than the one the procedure asks for", () => {
    const id = dossier();
    const step = () => getJournee(ctx).gestes.map((each) => [each.geste, each.total]);
    const change = (patch: Record<string, string>) =>
      updateRecord(ctx, { record: "dossier", id, patch });
    expect(["valider", "demander_pieces"]).toContain(step()[0]![0]);
    change({ valideLe: "2026-01-08" });
    expect(step()).toEqual([["diffuser", 1]]);
    change({ diffuseLe: "2026-01-10" });
    expect(step()).toEqual([["programmer", 1]]);
    change({ etat: "programmee" });
    expect(step()).toEqual([["examiner", 1]]);
    change({ etat: "actions_a_realiser" });
    expect(step()).toEqual([["signer_pv", 1]]);
  });

  test("forgets an enquiry nobody answered, or counts its days wrong", () => {
    commit(ctx.store, { kind: "essai", userId: me }, (writer) => {
      const base = { canal: "telephone", objet: "Foncier", ordre: "a" };
      writer.insert("demande", {
        ...base,
        reference: "D-1",
        recueLe: "2026-02-20",
        etape: "recue",
      });
      writer.insert("demande", {
        ...base,
        reference: "D-2",
        recueLe: "2026-02-01",
        etape: "repondue",
        reponduLe: "2026-02-03",
      });
      writer.insert("demande", {
        ...base,
        reference: "D-3",
        recueLe: "2026-01-01",
        etape: "sans_suite",
      });
    });
    expect(getJournee(ctx).demandes).toMatchObject({
      total: 1,
      rows: [{ reference: "D-1", jours: 10 }],
    });
  });

  test("misses a reserve to lift, a pause that lasts, or today's sitting", () => {
    const id = dossier({ valideLe: "2026-01-08" });
    commit(ctx.store, { kind: "essai", userId: me }, (writer) => {
      writer.insert("reserve", { dossierId: id, texte: "Produire l’étude" });
      writer.insert("reserve", { dossierId: id, texte: "Levée", leveeLe: "2026-02-01" });
      writer.insert("complement", { dossierId: id, demandeLe: "2026-02-20", origine: "demande" });
      writer.insert("seance", { numero: "S-1", tenueLe: today, heure: "10:00", statut: "prevue" });
      writer.insert("seance", { numero: "S-0", tenueLe: addDays(today, -1), statut: "tenue" });
    });
    const day = getJournee(ctx);
    expect(day.reserves).toMatchObject({ total: 1, rows: [{ texte: "Produire l’étude" }] });
    expect(day.suspendus).toMatchObject({ total: 1, rows: [{ id, jours: 10 }] });
    expect(day.gestes.map((each) => each.geste)).toEqual(["completer"]);
    expect(day.seances.map((each) => each.numero)).toEqual(["S-1"]);
  });

  test("shows my own work as news, or what I saw last time, or marks me twice in one start", () => {
    const seen = () => getJournee(ctx).depuis;
    expect(seen()).toEqual({ at: null, total: 0, actions: [] });
    markPresence(ctx, 1000);
    // The next start is another store object on the same file.
    const again: Context = { ...ctx, store: { ...ctx.store } };
    markPresence(again, 2000);
    dossier();
    commit(ctx.store, { kind: "import.dossiers", userId: me }, (writer) =>
      writer.insert("organisation", { nomFr: "Essai SARL", nomPlie: "essai sarl" }),
    );
    markPresence(again, 3000);
    expect(seen()).toMatchObject({ at: 1000, total: 1, actions: [{ kind: "import.dossiers" }] });
    const last: Context = { ...ctx, store: { ...ctx.store } };
    markPresence(last, 4000);
    expect(seen()).toMatchObject({ at: 2000, total: 1 });
  });
});

describe("reminders", () => {
  test("come before their hour, or after the task was done", () => {
    const at = (heure: string) => dueReminders(ctx, heure).map((each) => each.titre);
    task({ titre: "Matin", echeanceLe: today, rappelLe: today });
    task({ titre: "Soir", echeanceLe: today, rappelLe: today, heure: "17:30" });
    task({ titre: "Demain", echeanceLe: addDays(today, 1), rappelLe: addDays(today, 1) });
    const old = task({ titre: "Ancien", echeanceLe: today, rappelLe: addDays(today, -3) });
    expect(at("08:59")).toEqual(["Ancien"]);
    expect(at("09:00")).toEqual(["Ancien", "Matin"]);
    expect(at("17:30")).toEqual(["Ancien", "Matin", "Soir"]);
    updateRecord(ctx, { record: "tache", id: old, patch: { faiteLe: today } });
    expect(at("09:00")).toEqual(["Matin"]);
  });
});

describe("the calendar", () => {
  test("loses a holiday, a task or a deadline of the month, or accepts a year", () => {
    const id = dossier();
    task({ titre: "Relancer", echeanceLe: "2026-01-20", recordTable: "dossier", recordId: id });
    const marks = calendarOf(ctx, "2025-12-29", "2026-02-08").marques;
    expect(marks).toContainEqual(expect.objectContaining({ genre: "ferie", le: "2026-01-11" }));
    expect(marks).toContainEqual(
      expect.objectContaining({ genre: "tache", le: "2026-01-20", recordId: id }),
    );
    expect(marks.some((mark) => mark.le < "2025-12-29" || mark.le > "2026-02-08")).toBe(false);
    expect(faults(() => calendarOf(ctx, "2026-01-01", "2026-12-31"))).toEqual(["unknown_value"]);
    expect(faults(() => calendarOf(ctx, "2026-02-01", "2026-01-01"))).toEqual(["unknown_value"]);
  });
});

interface Event {
  [name: string]: string;
}

/** A small reader of calendar files: unfolds, then reads `NAME;PARAMS:value` lines of each event. */
function parse(text: string): Event[] {
  expect(text.endsWith("\r\n")).toBe(true);
  const unfolded = text.replaceAll("\r\n ", "");
  return [...unfolded.matchAll(/BEGIN:VEVENT\r\n([\s\S]*?)END:VEVENT/g)].map((match) => {
    const own = match[1]!.replace(/BEGIN:VALARM[\s\S]*?END:VALARM\r\n/g, "");
    return Object.fromEntries(
      own
        .trim()
        .split("\r\n")
        .map((line) => {
          const colon = line.indexOf(":");
          const value = line.slice(colon + 1).replaceAll(/\\([,;\\])/g, "$1");
          return [line.slice(0, colon), value];
        }),
    );
  });
}

describe("the calendar file", () => {
  test("breaks a line inside a letter, ends lines as Unix does, or moves a day", async () => {
    const id = dossier();
    task({
      titre: "مراسلة الإدارة، ثم تتبع ملف الاستثمار مع حامل المشروع في المركز الجهوي; عاجل",
      echeanceLe: "2026-03-31",
      recordTable: "dossier",
      recordId: id,
    });
    task({ titre: "Appel", echeanceLe: "2026-04-01", heure: "10:30", rappelLe: "2026-03-31" });
    const { text, events } = await calendarFile(ctx, "fr");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
    const read = parse(text);
    expect(read).toHaveLength(events);
    expect(read).toContainEqual(
      expect.objectContaining({
        "DTSTART;VALUE=DATE": "20260331",
        SUMMARY: "مراسلة الإدارة، ثم تتبع ملف الاستثمار مع حامل المشروع في المركز الجهوي; عاجل",
      }),
    );
    expect(read).toContainEqual(
      expect.objectContaining({ DTSTART: "20260401T103000", SUMMARY: "Appel" }),
    );
    // From 31 March 10:30 to 1 April 10:30: one day before.
    expect(text).toContain("TRIGGER:-P1D");
    const due = ctx.store.db
      .prepare("SELECT echeance_le FROM dossier_ligne WHERE id = ?")
      .pluck()
      .get(id) as string;
    expect(read).toContainEqual(
      expect.objectContaining({
        UID: `echeance-${id}@daftar`,
        "DTSTART;VALUE=DATE": due.replaceAll("-", ""),
      }),
    );
  });

  test("gives the same thing another identity at each writing: calendars would fill with doubles", async () => {
    dossier();
    const id = task({ echeanceLe: "2026-03-10" });
    const uids = async () => parse((await calendarFile(ctx, "ar")).text).map((each) => each["UID"]);
    const before = await uids();
    updateRecord(ctx, { record: "tache", id, patch: { titre: "Autre titre" } });
    expect(await uids()).toEqual(before);
  });

  test("is not written when something changes, or fails in silence", async () => {
    const path = join(tempFolder(), "agenda.ics");
    const logged: unknown[] = [];
    const feed = new CalendarFeed(ctx, (error) => logged.push(error), 20);
    const listener = () => feed.touch();
    ctx.store.listeners.add(listener);
    feed.follow(path);
    await feed.close();
    expect(parse(readFileSync(path, "utf8"))).toHaveLength(0);
    task({ echeanceLe: "2026-03-10" });
    await expect.poll(() => parse(readFileSync(path, "utf8")).length).toBe(1);
    expect(feed.state(() => "agenda.ics")).toMatchObject({ name: "agenda.ics", failed: false });
    feed.follow(join(path, "pas-un-dossier.ics"));
    await feed.close();
    expect(feed.state(() => "x")).toMatchObject({ at: null, failed: true });
    expect(logged).toHaveLength(1);
    feed.follow(null);
    expect(feed.state(() => "x")).toBeNull();
    ctx.store.listeners.delete(listener);
  });

  test("destroys the former file when the new one cannot be written", async () => {
    const path = join(tempFolder(), "agenda.ics");
    writeFileSync(path, "ancien");
    await expect(exportCalendar(ctx, join(path, "dedans.ics"), "fr")).rejects.toThrow(
      /not written/,
    );
    expect(readFileSync(path, "utf8")).toBe("ancien");
  });
});
