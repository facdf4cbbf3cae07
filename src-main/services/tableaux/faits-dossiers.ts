import type { Connection } from "../../store/database.ts";
import { windLegalClock } from "../../store/projection.ts";
import { referenceRows } from "../../store/queries/reference.ts";
import { dayNumber, FactsBuilder, packDay, type Facts, type NumKind } from "./faits.ts";

const codes = [
  "province",
  "commune",
  "secteur",
  "acte",
  "officier",
  "etat",
  "phase",
  "decision",
  "suivi",
] as const;
const days = ["accord", "depot", "validation", "soumission", "passage", "delivrance"] as const;

/** Line of the projection as facts read it. */
type Line = [
  n: number,
  province: string,
  commune: string,
  secteur: string,
  acte: string,
  officier: string,
  etat: string,
  phase: string,
  decision: string,
  suivi: string,
  accord: string,
  depot: string,
  validation: string,
  soumission: string,
  passage: string,
  delivrance: string,
  montant: number,
  emplois: number,
  montantRealise: number,
  emploisRealises: number,
];

const select = `SELECT n, province, commune, secteur, acte, officier_id, etat, phase, decision, suivi,
  accord_le, depose_le, valide_le, diffuse_le, passe_le, delivre_le, montant, emplois, montant_realise, emplois_realises FROM dossier_ligne`;

/** Columns of figures. Delays in calendar days. */
const nums = {
  n: "entier",
  montant: "montant",
  emplois: "entier",
  montantRealise: "montant",
  emploisRealises: "entier",
  delaiSpoc: "jours",
  delaiSoumission: "jours",
  delaiExamen: "jours",
  delaiActe: "jours",
  delaiTotal: "jours",
  valide: "drapeau",
  diffuse: "drapeau",
  delivre: "drapeau",
  decide: "drapeau",
  approuve: "drapeau",
  soumisATemps: "drapeau",
  examineATemps: "drapeau",
} as const satisfies Record<string, NumKind>;

/** Calendar days from one packed day to another; none when one is missing or they are in the wrong order. */
function between(from: number, to: number): number {
  if (from === 0 || to === 0 || to < from) return -1;
  return dayNumber(to) - dayNumber(from);
}

/** What reference rows say of the facts: decisions that end or approve, and delays to keep to, in calendar days. */
interface Rules {
  ending: ReadonlySet<string>;
  approving: ReadonlySet<string>;
  seuilSoumission: number | null;
  seuilExamen: number | null;
}

function rulesOf(db: Connection): Rules {
  const { endingDecisions: ending, approvingDecisions: approving } = windLegalClock(db);
  const rows = referenceRows(db, "performance");
  const threshold = (key: string): number | null => {
    const days = rows.findLast((row) => row.key === key)?.attrs["thresholdDays"];
    return typeof days === "number" ? days : null;
  };
  return {
    ending,
    approving,
    seuilSoumission: threshold("part_soumis_30j"),
    seuilExamen: threshold("part_instruits_30j"),
  };
}

/** Whether a delay keeps to its threshold: 1 or 0; none without a delay or a threshold. */
const inTime = (delay: number, threshold: number | null): number =>
  threshold === null || delay < 0 ? -1 : delay <= threshold ? 1 : 0;

function addLine(builder: FactsBuilder, line: Line, rules: Rules): void {
  const packed = [10, 11, 12, 13, 14, 15].map((at) => packDay(line[at] as string));
  const [, depot, validation, soumission, passage, delivrance] = packed as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const decided = passage !== 0 && rules.ending.has(line[8]);
  const approved = decided && rules.approving.has(line[8]);
  const submission = between(validation || depot, soumission);
  const examination = decided ? between(soumission, passage) : -1;
  builder.add(line.slice(1, 10) as string[], packed, [
    line[0],
    line[16],
    line[17],
    line[18],
    line[19],
    between(depot, validation),
    submission,
    examination,
    approved ? between(passage, delivrance) : -1,
    between(depot, delivrance),
    validation === 0 ? 0 : 1,
    soumission === 0 ? 0 : 1,
    delivrance === 0 ? 0 : 1,
    decided ? 1 : 0,
    approved ? 1 : 0,
    inTime(submission, rules.seuilSoumission),
    inTime(examination, rules.seuilExamen),
  ]);
}

function factsOfLines(lines: Iterable<Line>, rules: Rules, expected: number): Facts {
  const builder = new FactsBuilder({ codes, days, nums }, expected);
  for (const line of lines) addLine(builder, line, rules);
  return builder.finish("montant");
}

const countLines = (db: Connection): number =>
  db.prepare("SELECT count(*) FROM dossier_ligne").pluck().get() as number;

interface Kept {
  seq: number;
  facts: Facts;
}

const keptFacts = new WeakMap<Connection, Kept>();

/** More lines than this are not brought up to date one by one: reading them all again costs less. */
const mostLines = 400;

/**
 * The dossiers as facts, in the order of their amounts. A connection keeps them, and after a change reads again the
 * lines that it touched.
 */
export function dossierFacts(db: Connection): Facts {
  const seq = db.prepare("SELECT ifnull(max(seq), 0) FROM action").pluck().get() as number;
  const known = keptFacts.get(db);
  if (known?.seq === seq) return known.facts;
  const rules = rulesOf(db);
  const changed = known === undefined ? null : changedLines(db, known.seq);
  const facts =
    known === undefined || changed === null
      ? factsOfLines(
          db.prepare(select).raw().iterate() as IterableIterator<Line>,
          rules,
          countLines(db),
        )
      : changed.length === 0
        ? known.facts
        : spliced(known.facts, factsOfLines(changed, rules, changed.length));
  keptFacts.set(db, { seq, facts });
  return facts;
}

/**
 * Lines that may have changed since an action: those of every dossier of a project that was touched. Null when they
 * are too many, when one is gone, or when something changed that all of them depend on.
 */
function changedLines(db: Connection, since: number): Line[] | null {
  const touched = db
    .prepare(
      `SELECT DISTINCT c.table_name AS name, c.row_id AS id FROM action a JOIN change c ON c.action_id = a.id
       WHERE a.seq > ? AND c.table_name IN ('dossier', 'projet', 'passage', 'territoire', 'reference') LIMIT ${mostLines + 1}`,
    )
    .all(since) as { name: string; id: string }[];
  if (touched.length > mostLines) return null;
  const idsOf = (name: string): string =>
    JSON.stringify(touched.filter((row) => row.name === name).map(({ id }) => id));
  if (touched.some(({ name }) => name === "territoire")) return null;
  const ruled = db
    .prepare(
      "SELECT 1 FROM reference WHERE list IN ('decision', 'performance') AND id IN (SELECT value FROM json_each(?)) LIMIT 1",
    )
    .get(idsOf("reference"));
  if (ruled !== undefined) return null;
  const projets = `SELECT value FROM json_each(@projet)
    UNION SELECT projet_id FROM dossier WHERE id IN (SELECT value FROM json_each(@dossier))
    UNION SELECT d.projet_id FROM passage p JOIN dossier d ON d.id = p.dossier_id WHERE p.id IN (SELECT value FROM json_each(@passage))`;
  const given = { projet: idsOf("projet"), dossier: idsOf("dossier"), passage: idsOf("passage") };
  const gone = db
    .prepare(
      `SELECT count(*) FROM dossier d WHERE d.projet_id IN (${projets}) AND NOT EXISTS (SELECT 1 FROM dossier_ligne l WHERE l.id = d.id)`,
    )
    .pluck()
    .get(given) as number;
  if (gone > 0) return null;
  const lines = db
    .prepare(`${select} WHERE projet_id IN (${projets}) LIMIT ${mostLines + 1}`)
    .raw()
    .all(given) as Line[];
  return lines.length > mostLines ? null : lines;
}

/** The facts with some lines in place of those of the same number, in the order of their amounts. */
function spliced(facts: Facts, fresh: Facts): Facts {
  const numbers = new Set(fresh.nums.get("n")!);
  const former = facts.nums.get("n")!;
  let replaced = 0;
  let from = 0;
  const runs: [number, number][] = [];
  for (let i = 0; i < facts.size; i += 1) {
    if (!numbers.has(former[i]!)) continue;
    if (i > from) runs.push([from, i]);
    from = i + 1;
    replaced += 1;
  }
  if (facts.size > from) runs.push([from, facts.size]);
  const size = facts.size - replaced + fresh.size;
  const pieces = mergedRuns(facts, fresh, runs);
  const laid = <T extends Uint16Array | Int32Array | Int16Array | Int8Array | Float64Array>(
    old: T,
    own: T,
  ): T => {
    const into = new (old.constructor as new (length: number) => T)(size);
    let at = 0;
    for (const { own: mine, from: first, to } of pieces) {
      const part = (mine ? own : old).subarray(first, to);
      into.set(part as never, at);
      at += to - first;
    }
    return into;
  };
  return {
    size,
    sortedBy: facts.sortedBy,
    codes: new Map(
      [...facts.codes].map(([name, { codes: old, keys }]) => {
        const added = fresh.codes.get(name)!;
        const all = [...keys];
        const ranks = added.keys.map((key) => {
          const at = all.indexOf(key);
          return at >= 0 ? at : all.push(key) - 1;
        });
        const own = added.codes.map((rank) => ranks[rank]!);
        return [name, { codes: laid(old, own), keys: all }];
      }),
    ),
    days: new Map([...facts.days].map(([name, old]) => [name, laid(old, fresh.days.get(name)!)])),
    nums: new Map([...facts.nums].map(([name, old]) => [name, laid(old, fresh.nums.get(name)!)])),
  };
}

interface Piece {
  /** From the fresh facts, else from the former ones. */
  own: boolean;
  from: number;
  to: number;
}

/** Runs of former facts, cut where a fresh one comes in by its amount. */
function mergedRuns(facts: Facts, fresh: Facts, runs: readonly [number, number][]): Piece[] {
  const old = facts.nums.get("montant")!;
  const own = fresh.nums.get("montant")!;
  const pieces: Piece[] = [];
  let next = 0;
  for (const [start, end] of runs) {
    let from = start;
    while (next < fresh.size) {
      const amount = own[next]!;
      let low = from;
      let high = end;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (old[middle]! <= amount) low = middle + 1;
        else high = middle;
      }
      if (low >= end) break;
      if (low > from) pieces.push({ own: false, from, to: low });
      pieces.push({ own: true, from: next, to: next + 1 });
      from = low;
      next += 1;
    }
    pieces.push({ own: false, from, to: end });
  }
  if (next < fresh.size) pieces.push({ own: true, from: next, to: fresh.size });
  return pieces;
}
