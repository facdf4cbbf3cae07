import type {
  EcheanceBarre,
  EcheanceConvention,
  EcheanceEtat,
  EcheanceGenre,
  EcheancesFilter,
} from "../contract/echeances.ts";
import {
  effectOf,
  rowOn,
  terms,
  type ConventionFacts,
  type StatutOn,
  type Terme,
} from "../domain/conventions.ts";
import { addDays, diffDays } from "../domain/dates.ts";
import { occurrencesBetween, type RealisationFacts, type Span } from "../domain/engagements.ts";
import { nextMeeting } from "../domain/execution.ts";
import type { Connection } from "../store/database.ts";
import { keptUntilWritten } from "../store/kept.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { avenantType, conventionStates, factsOfValues } from "./convention-states.ts";
import {
  factsOfRaw,
  rawEngagement,
  realisationsUntil,
  userNames,
  type RawEngagement,
} from "./execution.ts";
import { cancelled, held, monthsByKey } from "./execution-facts.ts";

/** Both days included. */
interface Window {
  du: string;
  au: string;
}
type Asked = EcheancesFilter & Window;

/** A convention as its deadlines see it on a day. */
interface Head {
  id: string;
  numero: string;
  intituleFr: string;
  intituleAr: string | null;
  pole: string | null;
  programme: string | null;
  officierId: string | null;
  statut: StatutOn["statut"];
  finLe: string | null;
  span: Span;
  /** What its terms follow from, as known on the day. */
  facts: ConventionFacts;
  /** Null while a party has not signed: nothing binds then. */
  effetLe: string | null;
  /** Its terms until the day, cut where it was terminated. */
  terms: readonly Terme[];
  /** Day it was terminated; null when it was not. */
  resilieeLe: string | null;
  parties: ReadonlyMap<string, { nomFr: string; nomAr: string | null }>;
  organisations: ReadonlySet<string>;
}

/** The terms of a convention until a day; a termination ends the one that holds it. */
function termsUntil(
  { facts, effetLe, resilieeLe }: Pick<Head, "facts" | "effetLe" | "resilieeLe">,
  day: string,
): Terme[] {
  if (effetLe === null) return [];
  if (resilieeLe === null) return terms(facts, effetLe, day);
  const until = day < resilieeLe ? day : resilieeLe;
  const walked = terms(facts, effetLe, until);
  const last = walked.at(-1);
  if (!last) return [{ n: 0, du: effetLe, au: resilieeLe, preavisDu: null }];
  if (resilieeLe >= last.au) return walked;
  const preavisDu = last.preavisDu !== null && last.preavisDu <= resilieeLe ? last.preavisDu : null;
  return [...walked.slice(0, -1), { ...last, au: resilieeLe, preavisDu }];
}

function headsOn(db: Connection, only: string | null, day: string): Map<string, Head> {
  const heads = new Map<string, Head>();
  for (const { id, values, statut, span, signatures, parties, inForce } of conventionStates(
    db,
    only,
    day,
  ).values()) {
    if (values.type === avenantType) continue;
    const known = factsOfValues(values);
    const denonceeLe =
      known.denonceeLe !== null && known.denonceeLe <= day ? known.denonceeLe : null;
    const facts = { ...known, denonceeLe };
    const resilieeLe = statut.statut === "resiliee" ? known.resilieeLe : null;
    const effetLe = effectOf(facts, signatures);
    const there = parties.filter((partie) => rowOn(partie, inForce));
    heads.set(id, {
      id,
      numero: values.numero,
      intituleFr: values.intituleFr,
      intituleAr: values.intituleAr,
      pole: values.pole,
      programme: values.programme,
      officierId: values.officierId,
      statut: statut.statut,
      finLe: resilieeLe ?? statut.finLe,
      span,
      facts,
      effetLe,
      terms: termsUntil({ facts, effetLe, resilieeLe }, day),
      resilieeLe,
      parties: new Map(parties.map((partie) => [partie.id, partie])),
      organisations: new Set(there.map(({ organisationId }) => organisationId)),
    });
  }
  return heads;
}

/** Conventions that a filter keeps, by id. The officer is looked at on each deadline. */
function headsOf(db: Connection, asked: EcheancesFilter, day: string): Map<string, Head> {
  const { conventionId, pole, programme, organisationId } = asked;
  const all =
    conventionId === undefined
      ? keptUntilWritten(db, "echeances", day, () => headsOn(db, null, day))
      : headsOn(db, conventionId, day);
  return new Map(
    [...all].filter(
      ([id, head]) =>
        (conventionId === undefined || id === conventionId) &&
        (pole === undefined || head.pole === pole) &&
        (programme === undefined || head.programme === programme) &&
        (organisationId === undefined || head.organisations.has(organisationId)),
    ),
  );
}

/** What a deadline is about: one object for all the due days of a row. */
interface Matter {
  genre: EcheanceGenre;
  /** Row that it is about: a convention, a commitment, an instalment… */
  de: string;
  head: Head;
  fr: string | null;
  ar: string | null;
  partieId: string | null;
  responsableId: string | null;
  tranche: number | null;
  montant: number | null;
  suite: "reconduction" | "fin" | null;
  proposee: boolean;
}

/** A deadline before it is put into the words of a row. */
interface Due {
  matter: Matter;
  le: string;
  etat: EcheanceEtat;
}

const bare = {
  fr: null,
  ar: null,
  partieId: null,
  responsableId: null,
  tranche: null,
  montant: null,
  suite: null,
  proposee: false,
};

/** Lead times in calendar days by kind, at this desk and on this day. */
export const leadTimes = (db: Connection, day: string): Map<string, number> =>
  new Map(
    inForceOn(referenceRows(db, "rappel_echeance"), day).map(({ key, attrs }) => [
      key,
      typeof attrs["alerteJours"] === "number" ? attrs["alerteJours"] : 0,
    ]),
  );

const count = <K extends string>(counts: Partial<Record<K, number>>, key: K): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** Gathers the deadlines of a window, table by table. */
class Gathering {
  /** By day: sorting tens of thousands at once costs more than gathering them. */
  private readonly byDay = new Map<string, Due[]>();
  readonly genres: Partial<Record<EcheanceGenre, number>> = {};
  readonly etats: Partial<Record<EcheanceEtat, number>> = {};
  private readonly db: Connection;
  private readonly asked: Asked;
  private readonly day: string;
  private readonly heads: ReadonlyMap<string, Head>;
  private readonly alert = new Map<string, string>();
  private readonly given: { du: string; au: string; day: string; only?: string };

  constructor(db: Connection, asked: Asked, day: string) {
    this.db = db;
    this.asked = asked;
    this.day = day;
    this.heads = headsOf(db, asked, day);
    for (const [genre, days] of leadTimes(db, day)) this.alert.set(genre, addDays(day, days));
    const { du, au, conventionId } = asked;
    this.given = { du, au, day, ...(conventionId === undefined ? {} : { only: conventionId }) };
    if (this.wants("fin") || this.wants("preavis")) this.terms();
    if (this.wants("engagement")) this.engagements();
    if (this.wants("versement")) this.versements();
    if (this.wants("livrable") || this.wants("rapport")) this.livrables();
    if (this.wants("comite")) this.reunions();
  }

  private wants(genre: EcheanceGenre): boolean {
    return !this.asked.genres?.length || this.asked.genres.includes(genre);
  }

  private etat(genre: EcheanceGenre, le: string, done = false): EcheanceEtat {
    if (done) return "faite";
    if (le < this.day) return "retard";
    return le <= (this.alert.get(genre) ?? this.day) ? "alerte" : "a_venir";
  }

  private push(matter: Matter, le: string, etat: EcheanceEtat): void {
    const { asked } = this;
    if (le < asked.du || le > asked.au || !this.wants(matter.genre)) return;
    if (asked.etats?.length && !asked.etats.includes(etat)) return;
    if (asked.officierId !== undefined) {
      if ((matter.responsableId ?? matter.head.officierId) !== asked.officierId) return;
    }
    count(this.genres, matter.genre);
    count(this.etats, etat);
    const ofDay = this.byDay.get(le);
    if (ofDay) ofDay.push({ matter, le, etat });
    else this.byDay.set(le, [{ matter, le, etat }]);
  }

  /** Days with a deadline, in order. */
  days(): string[] {
    return [...this.byDay.keys()].toSorted();
  }

  /** How many fall on a day. */
  countOf(day: string): number {
    return this.byDay.get(day)?.length ?? 0;
  }

  /** Deadlines of a day, in an order that does not change. */
  dayOf(day: string): Due[] {
    const order = (a: Due, b: Due) => (a.matter.de < b.matter.de ? -1 : 1);
    return (this.byDay.get(day) ?? []).toSorted(order);
  }

  /** The convention of a row, if it binds on the day of the deadline. */
  private binding(conventionId: string, le: string): Head | null {
    const head = this.heads.get(conventionId);
    if (!head || head.effetLe === null) return null;
    return head.resilieeLe !== null && le > head.resilieeLe ? null : head;
  }

  private each<T>(sql: string, alias: string): IterableIterator<T> {
    const only = this.asked.conventionId === undefined ? "" : `AND ${alias}.convention_id = @only`;
    return this.db.prepare(`${sql} ${only}`).raw().iterate(this.given) as IterableIterator<T>;
  }

  private terms(): void {
    for (const head of this.heads.values()) {
      const { facts, id } = head;
      const last = head.terms.at(-1);
      for (const term of head.terms) {
        const notice = facts.denonceeLe !== null && facts.denonceeLe <= term.au;
        const most = facts.reconductionMois ? (facts.reconductionMax ?? Infinity) : 0;
        const goesOn =
          term !== last ||
          (facts.reconductionTacite && term.n < most && !notice && head.resilieeLe === null);
        const past = term !== last || term.au < this.day || head.resilieeLe !== null;
        const same = { ...bare, head, de: id };
        const suite = goesOn ? "reconduction" : "fin";
        this.push({ ...same, genre: "fin", suite }, term.au, this.etat("fin", term.au, past));
        if (term.preavisDu === null) continue;
        const open = term.preavisDu <= this.day ? this.day : term.preavisDu;
        // An open window is not late: it is the time to decide.
        const etat = this.etat("preavis", open, past || notice);
        this.push({ ...same, genre: "preavis" }, term.preavisDu, etat);
      }
    }
  }

  private engagements(): void {
    const periods = monthsByKey(this.db);
    const where = `e.deleted_at IS NULL AND (e.sans_objet_le IS NULL OR e.sans_objet_le > @day) AND e.echeance_le <= @au
      AND (e.echeance_le >= @du OR (e.periodicite IS NOT NULL AND (e.fin_le IS NULL OR e.fin_le >= @du)))`;
    type Raw = [...RawEngagement, string | null, string | null];
    const only =
      this.asked.conventionId === undefined
        ? ""
        : "AND r.engagement_id IN (SELECT id FROM engagement WHERE convention_id = @only)";
    const done = realisationsUntil(
      this.db,
      `AND (r.pour_le IS NULL OR r.pour_le BETWEEN @du AND @au) ${only}`,
      this.given,
    );
    // Row by row: tens of thousands kept at once cost more to collect than to read.
    const rows = this.each<Raw>(
      `SELECT ${rawEngagement}, e.partie_id, e.responsable_id FROM engagement e WHERE ${where}`,
      "e",
    );
    const nothing: readonly RealisationFacts[] = [];
    for (const raw of rows) {
      const [id, conventionId] = raw;
      const facts = factsOfRaw(raw.slice(0, 8) as RawEngagement, periods);
      const head = this.heads.get(conventionId);
      if (!head || head.effetLe === null) continue;
      const dues = occurrencesBetween(
        facts,
        done.get(id) ?? nothing,
        head.span,
        this.asked,
        this.day,
      );
      if (dues.length === 0) continue;
      const [partieId, responsableId] = [raw[8], raw[9]];
      const matter: Matter = {
        ...bare,
        head,
        de: id,
        genre: "engagement",
        partieId,
        responsableId,
      };
      for (const { echeanceLe, tenuLe } of dues) {
        const le = echeanceLe!;
        if (this.binding(conventionId, le) === null) continue;
        this.push(matter, le, this.etat("engagement", le, tenuLe !== null));
      }
    }
  }

  private versements(): void {
    const rows = this.each<[string, string, string, string | null, number, number, string | null]>(
      `SELECT v.id, v.convention_id, v.prevu_le, v.libelle, v.tranche, v.montant_prevu, v.payeur_id FROM versement v
       WHERE v.deleted_at IS NULL AND v.prevu_le BETWEEN @du AND @au AND (v.verse_le IS NULL OR v.verse_le > @day)`,
      "v",
    );
    for (const [de, conventionId, le, fr, tranche, montant, partieId] of rows) {
      const head = this.binding(conventionId, le);
      if (!head) continue;
      const etat = this.etat("versement", le);
      this.push(
        { ...bare, head, de, genre: "versement", fr, tranche, montant, partieId },
        le,
        etat,
      );
    }
  }

  private livrables(): void {
    type Raw = [string, string, string, string, string, string | null, string | null, number];
    const rows = this.each<Raw>(
      `SELECT l.id, l.convention_id, l.genre, l.echeance_le, l.libelle_fr, l.libelle_ar, l.partie_id,
         ifnull(l.recu_le <= @day AND NOT ifnull(l.refuse_le <= @day, 0), 0) FROM livrable l
       WHERE l.deleted_at IS NULL AND l.echeance_le BETWEEN @du AND @au AND (l.accepte_le IS NULL OR l.accepte_le > @day)`,
      "l",
    );
    for (const [de, conventionId, kind, le, fr, ar, partieId, came] of rows) {
      const head = this.binding(conventionId, le);
      if (!head) continue;
      const genre = kind === "rapport" ? "rapport" : "livrable";
      // What came waits for an answer: its day no longer runs against who owed it.
      const etat = this.etat(genre, came && le < this.day ? this.day : le);
      this.push({ ...bare, head, de, genre, fr, ar, partieId }, le, etat);
    }
  }

  private reunions(): void {
    const labels = new Map(
      referenceRows(this.db, "type_comite").map(({ key, label }) => [key, label]),
    );
    const named = (nom: string | null, type: string) => {
      const label = labels.get(type);
      return { fr: nom ?? label?.fr ?? type, ar: nom ?? (label?.ar || null) };
    };
    const planned = this.each<[string, string, string | null, string, string]>(
      `SELECT r.id, c.convention_id, c.nom, c.type, r.tenue_le FROM reunion r JOIN comite c ON c.id = r.comite_id AND c.deleted_at IS NULL
       WHERE r.deleted_at IS NULL AND r.statut NOT IN ('${held}', '${cancelled}') AND r.tenue_le BETWEEN @du AND @au`,
      "c",
    );
    for (const [de, conventionId, nom, type, le] of planned) {
      // A meeting that was planned takes place, signed or not.
      const head = this.heads.get(conventionId);
      if (!head) continue;
      const etat = this.etat("comite", le);
      this.push({ ...bare, ...named(nom, type), head, de, genre: "comite" }, le, etat);
    }
    const periods = monthsByKey(this.db);
    const rows = this.each<[string, string, string | null, string, string, string | null]>(
      `SELECT c.id, c.convention_id, c.nom, c.type, c.periodicite,
         (SELECT max(r.tenue_le) FROM reunion r WHERE r.comite_id = c.id AND r.deleted_at IS NULL AND r.statut = '${held}' AND r.tenue_le <= @day)
       FROM comite c WHERE c.deleted_at IS NULL AND c.periodicite IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM reunion r WHERE r.comite_id = c.id AND r.deleted_at IS NULL AND r.statut NOT IN ('${held}', '${cancelled}'))`,
      "c",
    );
    for (const [de, conventionId, nom, type, periodicite, last] of rows) {
      const { span, effetLe } = this.heads.get(conventionId) ?? {};
      if (!span || !effetLe) continue;
      const meetings = last === null ? [] : [{ tenueLe: last, etat: "tenue" as const }];
      const next = nextMeeting(meetings, periods.get(periodicite) ?? null, span.du, this.day);
      if (!next || (span.au !== null && next.le > span.au)) continue;
      const head = this.binding(conventionId, next.le);
      // A committee of a convention that is over meets no more.
      if (!head || head.resilieeLe !== null || head.statut === "echue") continue;
      const { le } = next;
      const etat = this.etat("comite", le);
      const common = { ...bare, ...named(nom, type), head, de };
      this.push({ ...common, genre: "comite", proposee: true }, le, etat);
    }
  }
}

const bref = ({ id, numero, intituleFr, intituleAr, statut }: Head) => ({
  id,
  numero,
  intituleFr,
  intituleAr,
  statut,
});

/** Wordings of commitments by id: read for the rows shown only, not for the thousands counted. */
function wordings(db: Connection, dues: readonly Due[]): Map<string, [string, string | null]> {
  const ids = dues
    .filter(({ matter }) => matter.genre === "engagement")
    .map(({ matter }) => matter.de);
  const rows = db
    .prepare(
      "SELECT id, libelle_fr, libelle_ar FROM engagement WHERE id IN (SELECT value FROM json_each(?))",
    )
    .raw()
    .all(JSON.stringify(ids)) as [string, string, string | null][];
  return new Map(rows.map(([id, fr, ar]) => [id, [fr, ar]]));
}

/** Puts deadlines into rows. */
function rowsOf(db: Connection, dues: readonly Due[], day: string): EcheanceConvention[] {
  const names = userNames(db);
  const words = wordings(db, dues);
  return dues.map(({ matter, le, etat }) => {
    const [fr, ar] = words.get(matter.de) ?? [matter.fr, matter.ar];
    const { head, genre, tranche, montant, suite, proposee } = matter;
    const partie = matter.partieId === null ? undefined : head.parties.get(matter.partieId);
    const responsableId = matter.responsableId ?? head.officierId;
    const nom = responsableId === null ? undefined : names.get(responsableId);
    return {
      id: `${genre}-${matter.de}-${le}`,
      genre,
      le,
      etat,
      jours: diffDays(day, le),
      libelleFr: fr,
      libelleAr: ar,
      tranche,
      montant,
      suite,
      proposee,
      partie: partie ? { nomFr: partie.nomFr, nomAr: partie.nomAr } : null,
      convention: bref(head),
      responsable: nom === undefined ? null : { id: responsableId!, nom },
    };
  });
}

/**
 * Deadlines of every convention in a window, by day, as told on a day. Derived from the rows whose day can
 * fall in the window. Unsigned conventions owe nothing, terminated ones nothing after that day.
 * @param input.jour day of the desk
 * @param input.limit rows; the counts tell of all
 */
export function listEcheances(
  db: Connection,
  input: Asked & { jour: string; limit: number; parJour?: number | undefined },
): {
  total: number;
  rows: EcheanceConvention[];
  genres: Partial<Record<EcheanceGenre, number>>;
  etats: Partial<Record<EcheanceEtat, number>>;
  mois: Record<string, number>;
  jours: Record<string, number>;
} {
  const { jour, limit, parJour, ...asked } = input;
  // The view opened again, or drawn again, reads what was gathered for it.
  const gathering = keptUntilWritten(
    db,
    "echeances.vue",
    JSON.stringify([asked, jour]),
    () => new Gathering(db, asked, jour),
  );
  const { genres, etats } = gathering;
  const mois: Record<string, number> = {};
  const jours: Record<string, number> = {};
  const shown: Due[] = [];
  let total = 0;
  for (const day of gathering.days()) {
    const n = gathering.countOf(day);
    const month = day.slice(0, 7);
    total += n;
    mois[month] = (mois[month] ?? 0) + n;
    if (parJour !== undefined) jours[day] = n;
    const room = Math.min(limit - shown.length, parJour ?? n);
    if (room > 0) shown.push(...gathering.dayOf(day).slice(0, room));
  }
  return { total, rows: rowsOf(db, shown, jour), genres, etats, mois, jours };
}

/** The days that a bar shows of a convention: its terms until the end of the window. */
function barreOf(head: Head, au: string): EcheanceBarre {
  const acquired = head.terms.length;
  return {
    convention: bref(head),
    effetLe: head.effetLe!,
    termes: termsUntil(head, head.finLe !== null && head.finLe > au ? head.finLe : au).map(
      (term, place) => ({ ...term, acquis: place < acquired }),
    ),
    finLe: head.terms.at(-1)?.au ?? null,
  };
}

/** Conventions that deadlines are about, by id. */
const conventionsOf = (gathering: Gathering): Set<string> =>
  new Set(gathering.days().flatMap((day) => gathering.dayOf(day).map((due) => due.matter.head.id)));

/**
 * Conventions in effect at some time of a window, as bars, the first to end first; those without end last.
 * @param input.jour day of the desk
 */
export function listBarres(
  db: Connection,
  input: Asked & { jour: string; limit: number },
): { total: number; rows: EcheanceBarre[] } {
  const { jour, du, au, limit, officierId, genres, etats } = input;
  const narrowed = genres?.length || etats?.length;
  const named = narrowed ? conventionsOf(new Gathering(db, input, jour)) : null;
  const end = (head: Head) => head.terms.at(-1)?.au ?? "9999-12-31";
  const kept = [...headsOf(db, input, jour).values()]
    .filter(
      (head) =>
        head.effetLe !== null &&
        head.effetLe <= au &&
        end(head) >= du &&
        (officierId === undefined || named !== null || head.officierId === officierId) &&
        (named === null || named.has(head.id)),
    )
    .toSorted((a, b) =>
      end(a) === end(b) ? (a.numero < b.numero ? -1 : 1) : end(a) < end(b) ? -1 : 1,
    );
  return { total: kept.length, rows: kept.slice(0, limit).map((head) => barreOf(head, au)) };
}

/** Calendar days in the past that an officer is still told of. */
const told = 366;

/**
 * Deadlines that a user follows, inside their lead time or late. Late commitments are left out: they climb.
 * @param input.jour day of the desk
 */
export function mesEcheances(
  db: Connection,
  input: {
    utilisateurId: string;
    jour: string;
    limit: number;
    etats?: EcheanceEtat[] | undefined;
  },
): { total: number; rows: EcheanceConvention[] } {
  const { utilisateurId: officierId, jour, limit, etats = ["alerte", "retard"] } = input;
  const ahead = Math.max(0, ...leadTimes(db, jour).values());
  const window = { du: addDays(jour, -told), au: addDays(jour, ahead) };
  const gathering = new Gathering(db, { ...window, officierId, etats }, jour);
  const mine = gathering
    .days()
    .flatMap((day) => gathering.dayOf(day))
    .filter(
      ({ matter: { genre, head }, etat }) =>
        head.statut !== "resiliee" && (genre !== "engagement" || etat === "alerte"),
    );
  return { total: mine.length, rows: rowsOf(db, mine.slice(0, limit), jour) };
}
