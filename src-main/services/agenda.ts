import type { Langue } from "../contract/primitives.ts";
import { calendarText, type IcsEntry } from "../exchange/ics.ts";
import { writeWhole } from "../exchange/write-whole.ts";
import { addDays } from "../domain/dates.ts";
import { prepared } from "../store/database.ts";
import { currentUser, type Context } from "./context.ts";
import { morning, subjectOf } from "./journee.ts";

/** Words of the file: a calendar application cannot translate them. */
const words: Record<Langue, Record<"nom" | "echeance" | "acte" | "seance" | "dossiers", string>> = {
  fr: {
    nom: "Daftar",
    echeance: "Échéance de la commission",
    acte: "Acte à délivrer",
    seance: "Séance de la CRUI",
    dossiers: "Dossiers à l’ordre du jour :",
  },
  ar: {
    nom: "دفتر",
    echeance: "أجل اللجنة",
    acte: "قرار للتسليم",
    seance: "جلسة اللجنة الجهوية الموحدة للاستثمار",
    dossiers: "الملفات في جدول الأعمال:",
  },
  en: {
    nom: "Daftar",
    echeance: "Commission deadline",
    acte: "Act to deliver",
    seance: "CRUI sitting",
    dossiers: "Files on the agenda:",
  },
};

/** Days of the past that stay in the file. */
const kept = 90;
const most = 5000;

interface DeadlineRow {
  id: string;
  reference: string;
  fr: string;
  ar: string | null;
  le: string;
  at: number;
}

function deadlineEntries(ctx: Context, me: string, langue: Langue, from: string): IcsEntry[] {
  return (["echeance", "acte"] as const).flatMap((nature) => {
    const column = nature === "echeance" ? "echeance_le" : "acte_echeance_le";
    const rows = prepared(
      ctx.store,
      `SELECT id, reference, intitule_fr AS fr, intitule_ar AS ar, ${column} AS le, updated_at AS at FROM dossier_ligne
       WHERE officier_id = ? AND ${column} >= ? AND ${column} < '9999-12-31' ORDER BY ${column}, id LIMIT ?`,
    ).all(me, from, most) as DeadlineRow[];
    return rows.map((row) => ({
      uid: `${nature}-${row.id}@daftar`,
      date: row.le,
      heure: null,
      titre: `${words[langue][nature]} · ${row.reference}`,
      detail: langue === "ar" ? (row.ar ?? row.fr) : row.fr,
      lieu: null,
      at: row.at,
      rappel: null,
    }));
  });
}

interface TaskRow {
  id: string;
  titre: string;
  note: string | null;
  le: string;
  heure: string | null;
  rappel: string | null;
  recordTable: string | null;
  recordId: string | null;
  at: number;
}

function taskEntries(ctx: Context, me: string, from: string): IcsEntry[] {
  const rows = prepared(
    ctx.store,
    `SELECT id, titre, note, echeance_le AS le, heure, rappel_le AS rappel, record_table AS recordTable, record_id AS recordId, updated_at AS at
     FROM tache WHERE assigne_id = ? AND faite_le IS NULL AND echeance_le >= ? AND deleted_at IS NULL ORDER BY echeance_le, id LIMIT ?`,
  ).all(me, from, most) as TaskRow[];
  return rows.map((row) => {
    const subject = subjectOf(ctx, row.recordTable, row.recordId);
    return {
      uid: `tache-${row.id}@daftar`,
      date: row.le,
      heure: row.heure,
      titre: row.titre,
      detail: [subject, row.note].filter(Boolean).join("\n") || null,
      lieu: null,
      at: row.at,
      rappel: row.rappel === null ? null : { date: row.rappel, heure: row.heure ?? morning },
    };
  });
}

function sittingEntries(ctx: Context, langue: Langue, from: string): IcsEntry[] {
  const rows = prepared(
    ctx.store,
    `SELECT s.id, s.numero, s.tenue_le AS le, s.heure, s.lieu, s.updated_at AS at,
       (SELECT count(*) FROM inscription i WHERE i.seance_id = s.id AND i.deleted_at IS NULL) AS dossiers
     FROM seance s WHERE s.tenue_le >= ? AND s.deleted_at IS NULL AND s.statut <> 'annulee' ORDER BY s.tenue_le, s.id LIMIT ?`,
  ).all(from, most) as {
    id: string;
    numero: string | null;
    le: string;
    heure: string | null;
    lieu: string | null;
    at: number;
    dossiers: number;
  }[];
  return rows.map((row) => ({
    uid: `seance-${row.id}@daftar`,
    date: row.le,
    heure: row.heure,
    titre: [words[langue].seance, row.numero].filter(Boolean).join(" · "),
    detail: `${words[langue].dossiers} ${row.dossiers}`,
    lieu: row.lieu,
    at: row.at,
    rappel: null,
  }));
}

/** The user's deadlines, open tasks and sittings, from three months ago on, as a calendar file. */
export function calendarFile(ctx: Context, langue: Langue): { text: string; events: number } {
  const me = currentUser(ctx.store.db)?.id ?? "";
  const from = addDays(ctx.today(), -kept);
  const entries = [
    ...deadlineEntries(ctx, me, langue, from),
    ...taskEntries(ctx, me, from),
    ...sittingEntries(ctx, langue, from),
  ];
  return { text: calendarText(words[langue].nom, entries), events: entries.length };
}

/**
 * Writes the calendar file whole or not at all.
 * @returns the number of events
 * @throws NotWritten
 */
export async function exportCalendar(ctx: Context, path: string, langue: Langue): Promise<number> {
  const { text, events } = calendarFile(ctx, langue);
  await writeWhole(path, Buffer.from(text));
  return events;
}

/** A calendar file kept up to date: written a moment after each change, and at midnight's first change. */
export class CalendarFeed {
  private path: string | null = null;
  private at: number | null = null;
  private failed = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly ctx: Context;
  private readonly log: (error: unknown) => void;
  private readonly delay: number;
  private writing: Promise<void> = Promise.resolve();

  /** @param delay milliseconds without a change before the file is written */
  constructor(ctx: Context, log: (error: unknown) => void, delay = 1500) {
    this.ctx = ctx;
    this.log = log;
    this.delay = delay;
  }

  /** Starts to follow a file, or stops when it is null. */
  follow(path: string | null): void {
    this.path = path;
    this.at = null;
    this.failed = false;
    clearTimeout(this.timer);
    if (path !== null) void this.write();
  }

  /** Something changed in the register. */
  touch(): void {
    if (this.path === null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.write(), this.delay);
  }

  /** What the page may know: the name of the file, never its path. */
  state(nameOf: (path: string) => string): {
    name: string;
    at: number | null;
    failed: boolean;
  } | null {
    return this.path === null
      ? null
      : { name: nameOf(this.path), at: this.at, failed: this.failed };
  }

  /** Writes what is still to be written, before the register closes. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
  }

  private write(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const { path } = this;
      if (path === null) return;
      try {
        const langue = (currentUser(this.ctx.store.db)?.langue ?? "fr") as Langue;
        await exportCalendar(this.ctx, path, langue);
        this.at = Date.now();
        this.failed = false;
      } catch (error) {
        this.failed = true;
        this.log(error);
      }
    });
    return this.writing;
  }
}
