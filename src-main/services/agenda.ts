import {
  echeanceEtats,
  type EcheanceConvention,
  type EcheancesFilter,
} from "../contract/echeances.ts";
import type { Langue } from "../contract/primitives.ts";
import { calendarText, type IcsEntry } from "../exchange/ics.ts";
import { writeWhole } from "../exchange/write-whole.ts";
import { addDays } from "../domain/dates.ts";
import { prepared } from "../store/database.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { currentUser, type Context } from "./context.ts";
import { leadTimes } from "./echeances.ts";
import { morning, subjectOf } from "./journee.ts";

type Mot = "nom" | "echeance" | "acte" | "seance" | "dossiers" | "echeances" | "tranche" | "fin";

/** Words of the file: a calendar application cannot translate them. */
const words: Record<Langue, Record<Mot, string>> = {
  fr: {
    nom: "Daftar",
    echeance: "Échéance de la commission",
    acte: "Acte à délivrer",
    seance: "Séance de la CRUI",
    dossiers: "Dossiers à l’ordre du jour :",
    echeances: "Échéances des conventions",
    tranche: "Tranche",
    fin: "Fin de la période (reconduction tacite)",
  },
  ar: {
    nom: "دفتر",
    echeance: "أجل اللجنة",
    acte: "قرار للتسليم",
    seance: "جلسة اللجنة الجهوية الموحدة للاستثمار",
    dossiers: "الملفات في جدول الأعمال:",
    echeances: "آجال الاتفاقيات",
    tranche: "الدفعة",
    fin: "نهاية المدة (تجديد ضمني)",
  },
  en: {
    nom: "Daftar",
    echeance: "Commission deadline",
    acte: "Act to deliver",
    seance: "CRUI sitting",
    dossiers: "Files on the agenda:",
    echeances: "Agreement deadlines",
    tranche: "Instalment",
    fin: "End of the term (tacit renewal)",
  },
};

/** Days of the past that stay in the file. */
const kept = 90;
/** Days to come of the deadlines of conventions: a periodic one has no last day. */
const ahead = 730;
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

/** Lines of deadlines of conventions, each with an alarm at the lead time of its kind. */
function conventionEntries(
  ctx: Context,
  rows: readonly EcheanceConvention[],
  langue: Langue,
): IcsEntry[] {
  const { db } = ctx.store;
  const day = ctx.today();
  const leads = leadTimes(db, day);
  const kinds = new Map(referenceRows(db, "rappel_echeance").map(({ key, label }) => [key, label]));
  const inArabic = langue === "ar";
  return rows.map((row) => {
    const { convention, partie, genre, tranche, suite } = row;
    const kind = suite === "reconduction" ? words[langue].fin : kinds.get(genre)?.[langue] || genre;
    const name =
      (inArabic && row.libelleAr) ||
      row.libelleFr ||
      (tranche === null ? null : `${words[langue].tranche} ${tranche}`);
    const detail = [
      (inArabic && convention.intituleAr) || convention.intituleFr,
      partie && ((inArabic && partie.nomAr) || partie.nomFr),
      row.responsable?.nom,
    ];
    const lead = leads.get(genre) ?? 0;
    return {
      uid: `${row.id}@daftar`,
      date: row.le,
      heure: null,
      titre: [kind, convention.numero, name].filter(Boolean).join(" · "),
      detail: detail.filter(Boolean).join("\n"),
      lieu: null,
      at: Date.parse(`${day}T00:00:00Z`),
      rappel: { date: addDays(row.le, -lead), heure: morning },
    };
  });
}

/** The deadlines of a filter that are not met, as a calendar file. */
export async function echeancesFile(
  ctx: Context,
  input: EcheancesFilter & { du: string; au: string; langue: Langue },
): Promise<{ text: string; events: number }> {
  const { langue, ...asked } = input;
  // Before the limit, so that what is done takes no place.
  const etats = (asked.etats ?? echeanceEtats).filter((etat) => etat !== "faite");
  const { rows } =
    etats.length === 0
      ? { rows: [] }
      : await ctx.read("echeances", { ...asked, etats, jour: ctx.today(), limit: most });
  const entries = conventionEntries(ctx, rows, langue);
  return { text: calendarText(words[langue].echeances, entries), events: entries.length };
}

/**
 * The user's deadlines, open tasks and sittings, from three months ago on, and the deadlines of conventions
 * of the two years to come, as a calendar file.
 */
export async function calendarFile(
  ctx: Context,
  langue: Langue,
): Promise<{ text: string; events: number }> {
  const me = currentUser(ctx.store.db)?.id ?? "";
  const from = addDays(ctx.today(), -kept);
  const { rows } = await ctx.read("echeances", {
    du: from,
    au: addDays(ctx.today(), ahead),
    officierId: me,
    etats: ["retard", "alerte", "a_venir"],
    jour: ctx.today(),
    limit: most,
  });
  const entries = [
    ...deadlineEntries(ctx, me, langue, from),
    ...taskEntries(ctx, me, from),
    ...sittingEntries(ctx, langue, from),
    ...conventionEntries(ctx, rows, langue),
  ];
  return { text: calendarText(words[langue].nom, entries), events: entries.length };
}

/**
 * Writes the calendar file whole or not at all.
 * @returns the number of events
 * @throws NotWritten
 */
export async function exportCalendar(ctx: Context, path: string, langue: Langue): Promise<number> {
  const { text, events } = await calendarFile(ctx, langue);
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
