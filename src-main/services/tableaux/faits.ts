/**
 * Facts of one subject held by columns, so that a dashboard groups a million of them without asking SQLite.
 * A column of codes holds, for each fact, the rank of its value among `keys`.
 */
export interface CodeColumn {
  codes: Uint16Array;
  keys: string[];
}

/** How wide the figures of a column are: amounts in centimes, counts, delays in days, flags of 0 or 1. */
export type NumKind = "montant" | "entier" | "jours" | "drapeau";

type NumColumn = Float64Array | Int32Array | Int16Array | Int8Array;

export interface Facts {
  size: number;
  codes: ReadonlyMap<string, CodeColumn>;
  /** Days packed by {@link packDay}; 0 for none. */
  days: ReadonlyMap<string, Int32Array>;
  /** Figures, never negative; -1 for none. */
  nums: ReadonlyMap<string, NumColumn>;
  /** The facts are in the order of this column, none first: its medians need no sort. */
  sortedBy: string | null;
}

const arrays = {
  montant: Float64Array,
  entier: Int32Array,
  jours: Int16Array,
  drapeau: Int8Array,
} as const;

/** Longest delay that is told, in days: some ninety years. */
const longest = 32_767;

/** A day as one number that sorts as the day does: year, month and day in bits. @param day ISO date, or empty */
export function packDay(day: string): number {
  if (day.length !== 10) return 0;
  const digit = (at: number): number => day.charCodeAt(at) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  return (year << 9) | ((digit(5) * 10 + digit(6)) << 5) | (digit(8) * 10 + digit(9));
}

const dayNumbers = new Map<number, number>();

/** Calendar days since 1970-01-01 of a packed day. A region has few days and many files: they are kept. */
export function dayNumber(packed: number): number {
  let number = dayNumbers.get(packed);
  if (number === undefined) {
    number = Math.round(Date.UTC(packed >> 9, ((packed >> 5) & 15) - 1, packed & 31) / 86_400_000);
    dayNumbers.set(packed, number);
  }
  return number;
}

/** Most values one column of codes may take; the ledger's keys are far fewer. */
const mostCodes = 65_535;

/** What facts are made of. */
export interface Shape {
  codes: readonly string[];
  days: readonly string[];
  nums: Readonly<Record<string, NumKind>>;
}

type Column = Uint16Array | Int32Array | Int16Array | Int8Array | Float64Array;

/** The same column with room for more. */
function grown<T extends Column>(column: T, length: number): T {
  const wider = new (column.constructor as new (length: number) => T)(length);
  wider.set(column as never);
  return wider;
}

/** Takes facts one by one and lays them in columns. */
export class FactsBuilder {
  private size = 0;
  private room: number;
  private readonly codes: { name: string; values: Uint16Array; ranks: Map<string, number> }[];
  private readonly days: { name: string; values: Int32Array }[];
  private readonly nums: { name: string; kind: NumKind; values: NumColumn }[];

  /** @param expected number of facts, when it is known */
  constructor(shape: Shape, expected = 1024) {
    this.room = Math.max(expected, 16);
    this.codes = shape.codes.map((name) => ({
      name,
      values: new Uint16Array(this.room),
      ranks: new Map(),
    }));
    this.days = shape.days.map((name) => ({ name, values: new Int32Array(this.room) }));
    this.nums = Object.entries(shape.nums).map(([name, kind]) => ({
      name,
      kind,
      values: new arrays[kind](this.room),
    }));
  }

  private widen(): void {
    this.room *= 2;
    for (const column of [...this.codes, ...this.days, ...this.nums]) {
      column.values = grown(column.values, this.room);
    }
  }

  /**
   * @param codes keys in the order of the shape
   * @param days packed days
   * @param nums figures, NaN or -1 for none
   */
  add(codes: readonly string[], days: readonly number[], nums: readonly number[]): void {
    if (this.size === this.room) this.widen();
    const at = this.size;
    for (let i = 0; i < this.codes.length; i += 1) {
      const column = this.codes[i]!;
      const key = codes[i]!;
      let rank = column.ranks.get(key);
      if (rank === undefined) {
        rank = Math.min(column.ranks.size, mostCodes);
        column.ranks.set(key, rank);
      }
      column.values[at] = rank;
    }
    for (let i = 0; i < this.days.length; i += 1) this.days[i]!.values[at] = days[i]!;
    for (let i = 0; i < this.nums.length; i += 1) {
      const value = nums[i]!;
      const column = this.nums[i]!;
      const most = column.kind === "jours" ? longest : value;
      column.values[at] = value >= 0 ? Math.min(value, most) : -1;
    }
    this.size += 1;
  }

  /** @param sortBy column of figures whose medians are asked for most; null keeps the order given */
  finish(sortBy: string | null): Facts {
    const { size } = this;
    const by = this.nums.find(({ name }) => name === sortBy);
    const order = by === undefined ? null : sortedOrder(by.values, size);
    const laid = <T extends Column>(values: T): T => {
      if (order === null) return values.slice(0, size) as T;
      const into = new (values.constructor as new (length: number) => T)(size);
      for (let i = 0; i < size; i += 1) into[i] = values[order[i]!]!;
      return into;
    };
    return {
      size,
      codes: new Map(
        this.codes.map(({ name, values, ranks }) => [
          name,
          { codes: laid(values), keys: [...ranks.keys()] },
        ]),
      ),
      days: new Map(this.days.map(({ name, values }) => [name, laid(values)])),
      nums: new Map(this.nums.map(({ name, values }) => [name, laid(values)])),
      sortedBy: order === null ? null : sortBy,
    };
  }
}

/** Places of figures in ascending order. */
function sortedOrder(values: NumColumn, size: number): Uint32Array {
  const sorted = Float64Array.from(values.subarray(0, size)).sort();
  const used = new Uint32Array(size);
  const order = new Uint32Array(size);
  for (let i = 0; i < size; i += 1) {
    const value = values[i]!;
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    order[low + used[low]!] = i;
    used[low]! += 1;
  }
  return order;
}

/** How time is cut. */
export type Pas = "annee" | "trimestre" | "mois";

const firstYear = 1900;
const perYear: Record<Pas, number> = { annee: 1, trimestre: 4, mois: 12 };

/** Rank of a packed day among the years, quarters or months since 1900; 0 for none and for what is before. */
function rankOf(packed: number, pas: Pas): number {
  if (packed === 0) return 0;
  const year = (packed >> 9) - firstYear;
  const month = ((packed >> 5) & 15) - 1;
  const rank = year * perYear[pas] + (pas === "annee" ? 0 : pas === "mois" ? month : month / 3);
  return rank < 0 ? 0 : rank | 0;
}

/** Key of a rank: `2024`, `2024-T3`, `2024-07`. */
export function timeKey(rank: number, pas: Pas): string {
  const year = firstYear + Math.floor(rank / perYear[pas]);
  const part = (rank % perYear[pas]) + 1;
  if (pas === "annee") return String(year);
  return pas === "mois" ? `${year}-${String(part).padStart(2, "0")}` : `${year}-T${part}`;
}

/** One way of splitting facts: the rank of each, and the key of each rank. */
export interface Axe {
  ranks: Uint16Array;
  length: number;
  keyOf: (rank: number) => string;
}

/** What was derived from facts, kept as long as they are. */
interface Derived {
  axes: Map<string, Axe>;
  filters: Map<string, Uint8Array>;
  groups: Map<string, Grouped>;
  /** Totals already told with a split, by what was asked without it. */
  totals: Map<string, Group | null>;
}

const derived = new WeakMap<Facts, Derived>();

function derivedOf(facts: Facts): Derived {
  let mine = derived.get(facts);
  if (!mine)
    derived.set(
      facts,
      (mine = { axes: new Map(), filters: new Map(), groups: new Map(), totals: new Map() }),
    );
  return mine;
}

/** The axis of a column of codes. @returns undefined when the facts have no such column */
function codeAxis(facts: Facts, name: string): Axe | undefined {
  const column = facts.codes.get(name);
  if (!column) return undefined;
  return {
    ranks: column.codes,
    length: column.keys.length,
    keyOf: (rank) => column.keys[rank] ?? "",
  };
}

/** The axis of a column of days cut in years, quarters or months. */
function timeAxis(facts: Facts, day: string, pas: Pas): Axe {
  const { axes } = derivedOf(facts);
  const name = `${day} ${pas}`;
  let axis = axes.get(name);
  if (!axis) {
    const days = facts.days.get(day)!;
    const ranks = new Uint16Array(facts.size);
    let last = 0;
    for (let i = 0; i < facts.size; i += 1) {
      const rank = rankOf(days[i]!, pas);
      ranks[i] = rank;
      if (rank > last) last = rank;
    }
    axis = { ranks, length: last + 1, keyOf: (rank) => timeKey(rank, pas) };
    axes.set(name, axis);
  }
  return axis;
}

/** Values that each column may take; a column that the facts lack narrows nothing. */
export type CodeFilter = Readonly<Record<string, readonly string[]>>;

const mostFilters = 12;

/** Which facts a filter keeps: 1 or 0 for each; null when it keeps them all. */
function filterMask(facts: Facts, filter: CodeFilter): Uint8Array | null {
  const wanted = Object.entries(filter).filter(
    ([name, keys]) => keys.length > 0 && facts.codes.has(name),
  );
  if (wanted.length === 0) return null;
  const { filters } = derivedOf(facts);
  const key = JSON.stringify(wanted);
  const known = filters.get(key);
  if (known) return known;
  const mask = new Uint8Array(facts.size).fill(1);
  for (const [name, keys] of wanted) {
    const column = facts.codes.get(name)!;
    const allowed = new Uint8Array(column.keys.length);
    for (const one of keys) {
      const rank = column.keys.indexOf(one);
      if (rank >= 0) allowed[rank] = 1;
    }
    const { codes } = column;
    for (let i = 0; i < facts.size; i += 1) mask[i]! &= allowed[codes[i]!]!;
  }
  if (filters.size >= mostFilters) filters.delete(filters.keys().next().value!);
  filters.set(key, mask);
  return mask;
}

/** What is asked of facts. */
export interface Question {
  /** Column of days by which facts are counted; those without a day are left out. Null counts them all. */
  jour: string | null;
  /** First and last day, both included. */
  du?: string | undefined;
  au?: string | undefined;
  filtre: CodeFilter;
  /** Column of 0/1 flags that keeps facts. */
  garde?: string | undefined;
  /** Column added up. */
  valeur?: string | undefined;
  mediane?: boolean | undefined;
  /** Column of codes, or a step of time on `jour`. */
  axe?: string | undefined;
  serie?: string | undefined;
}

/** Facts of one category and series. */
export interface Group {
  categorie: string;
  serie: string;
  /** Facts counted. */
  nombre: number;
  /** Those that have the figure, its sum and its median. */
  connus: number;
  somme: number;
  mediane: number | null;
}

const pas = new Set(["annee", "trimestre", "mois"]);

function axisOf(facts: Facts, name: string | undefined, jour: string | null): Axe | undefined {
  if (name === undefined) return undefined;
  if (pas.has(name)) return jour === null ? undefined : timeAxis(facts, jour, name as Pas);
  return codeAxis(facts, name);
}

/** Whether facts can be split by a dimension. */
export const hasAxis = (facts: Facts, name: string, jour: string | null): boolean =>
  pas.has(name) ? jour !== null && facts.days.has(jour) : facts.codes.has(name);

/** Facts by category and series, and all of them together. */
interface Grouped {
  groups: Group[];
  total: Group | null;
}

/** Most answers kept: facts change seldom, dashboards are looked at again. */
const mostGroups = 400;

const baseKey = ({ axe: _axe, serie: _serie, ...base }: Question): string => JSON.stringify(base);

/** Facts grouped by category and series; a group without a fact is left out. */
export function group(facts: Facts, question: Question): Group[] {
  return grouped(facts, question).groups;
}

/** All the facts of a question in one group; null when there is none. */
export function whole(facts: Facts, question: Question): Group | null {
  const { totals } = derivedOf(facts);
  const { axe: _axe, serie: _serie, ...base } = question;
  const known = totals.get(baseKey(question));
  return known === undefined ? grouped(facts, base).total : known;
}

function grouped(facts: Facts, question: Question): Grouped {
  const { groups, totals } = derivedOf(facts);
  const key = JSON.stringify(question);
  const known = groups.get(key);
  if (known) return known;
  const told = gather(facts, question);
  if (groups.size >= mostGroups) {
    groups.clear();
    totals.clear();
  }
  groups.set(key, told);
  totals.set(baseKey(question), told.total);
  return told;
}

/** Cell of each fact in the question being told; one question is told at a time. */
let scratch = new Int32Array(0);

function gather(facts: Facts, question: Question): Grouped {
  const { size } = facts;
  const mask = filterMask(facts, question.filtre);
  const days = question.jour === null ? null : facts.days.get(question.jour)!;
  const du = question.du === undefined ? 1 : packDay(question.du);
  const au = question.au === undefined ? 0x7fffffff : packDay(question.au);
  const keep = question.garde === undefined ? null : (facts.nums.get(question.garde)! as Int8Array);
  const values = question.valeur === undefined ? null : facts.nums.get(question.valeur)!;
  const rows = axisOf(facts, question.axe, question.jour);
  const columns = axisOf(facts, question.serie, question.jour);
  const across = columns?.length ?? 1;
  const cells = (rows?.length ?? 1) * across;
  const count = new Uint32Array(cells);
  if (scratch.length < size) scratch = new Int32Array(size);
  const cellOf = scratch;
  const rowRanks = rows?.ranks ?? null;
  const columnRanks = columns?.ranks ?? null;
  for (let i = 0; i < size; i += 1) {
    cellOf[i] = -1;
    if (mask !== null && mask[i] === 0) continue;
    if (days !== null) {
      const day = days[i]!;
      if (day < du || day > au) continue;
    }
    if (keep !== null && keep[i] !== 1) continue;
    const cell =
      (rowRanks === null ? 0 : rowRanks[i]! * across) +
      (columnRanks === null ? 0 : columnRanks[i]!);
    count[cell]! += 1;
    cellOf[i] = cell;
  }
  const known = new Uint32Array(cells);
  const sum = new Float64Array(cells);
  if (values !== null) addUp(values, cellOf, size, known, sum);
  const medians =
    question.mediane === true && values !== null
      ? mediansOf({ values, cellOf, known, size, sorted: facts.sortedBy === question.valeur })
      : null;
  const groups: Group[] = [];
  const total: Group = { categorie: "", serie: "", nombre: 0, connus: 0, somme: 0, mediane: null };
  for (let cell = 0; cell < cells; cell += 1) {
    if (count[cell] === 0) continue;
    groups.push({
      categorie: rows ? rows.keyOf(Math.floor(cell / across)) : "",
      serie: columns ? columns.keyOf(cell % across) : "",
      nombre: count[cell]!,
      connus: known[cell]!,
      somme: sum[cell]!,
      mediane: medians === null || known[cell] === 0 ? null : medians.cells[cell]!,
    });
    total.nombre += count[cell]!;
    total.connus += known[cell]!;
    total.somme += sum[cell]!;
  }
  if (medians !== null && total.connus > 0) total.mediane = medians.total;
  return { groups, total: total.nombre === 0 ? null : total };
}

/** Number and sum of the figures of each cell. */
function addUp(
  values: NumColumn,
  cellOf: Int32Array,
  size: number,
  known: Uint32Array,
  sum: Float64Array,
): void {
  for (let i = 0; i < size; i += 1) {
    const cell = cellOf[i]!;
    if (cell < 0) continue;
    const value = values[i]!;
    if (value < 0) continue;
    known[cell]! += 1;
    sum[cell]! += value;
  }
}

interface ToTell {
  values: NumColumn;
  cellOf: Int32Array;
  known: Uint32Array;
  size: number;
  sorted: boolean;
}

/** Medians of cells, and of all their figures together. Of an even number, the mean of the two in the middle. */
interface Medians {
  cells: Float64Array;
  total: number;
}

/** Widest table of counts by cell and value; beyond, figures are sorted. */
const widest = 4_000_000;

function mediansOf(asked: ToTell): Medians {
  if (asked.sorted) return inOrder(asked);
  if (!(asked.values instanceof Float64Array)) {
    let most = 0;
    const { values, cellOf, size } = asked;
    for (let i = 0; i < size; i += 1) if (cellOf[i]! >= 0 && values[i]! > most) most = values[i]!;
    if ((most + 1) * asked.known.length <= widest) return byCounts(asked, most + 1);
  }
  return bySorting(asked);
}

/** Facts come in the order of the figure: the one in the middle is met on the way. */
function inOrder({ values, cellOf, known, size }: ToTell): Medians {
  const low = new Float64Array(known.length);
  const high = new Float64Array(known.length);
  const seen = new Uint32Array(known.length);
  let every = 0;
  for (let cell = 0; cell < known.length; cell += 1) every += known[cell]!;
  const [first, second] = [(every - 1) >> 1, every >> 1];
  let [before, after, met] = [0, 0, 0];
  for (let i = 0; i < size; i += 1) {
    const cell = cellOf[i]!;
    if (cell < 0) continue;
    const value = values[i]!;
    if (value < 0) continue;
    const rank = seen[cell]!;
    const of = known[cell]!;
    if (rank === (of - 1) >> 1) low[cell] = value;
    if (rank === of >> 1) high[cell] = value;
    seen[cell] = rank + 1;
    if (met === first) before = value;
    if (met === second) after = value;
    met += 1;
  }
  return {
    cells: low.map((value, cell) => (value + high[cell]!) / 2),
    total: (before + after) / 2,
  };
}

/** Small whole figures are counted, not sorted. */
function byCounts({ values, cellOf, known, size }: ToTell, width: number): Medians {
  const counts = new Uint32Array(known.length * width);
  for (let i = 0; i < size; i += 1) {
    const cell = cellOf[i]!;
    const value = values[i]!;
    if (cell >= 0 && value >= 0) counts[cell * width + value]! += 1;
  }
  const middle = (at: number, of: number, from: (value: number) => number): number => {
    let seen = 0;
    for (let value = 0; value < width; value += 1) {
      seen += from(value);
      if (seen > at) return value;
    }
    return of;
  };
  const cells = new Float64Array(known.length);
  const every = new Uint32Array(width);
  let all = 0;
  for (let cell = 0; cell < known.length; cell += 1) {
    const of = known[cell]!;
    if (of === 0) continue;
    all += of;
    for (let value = 0; value < width; value += 1) every[value]! += counts[cell * width + value]!;
    const from = (value: number): number => counts[cell * width + value]!;
    cells[cell] = (middle((of - 1) >> 1, of, from) + middle(of >> 1, of, from)) / 2;
  }
  const from = (value: number): number => every[value]!;
  return { cells, total: (middle((all - 1) >> 1, all, from) + middle(all >> 1, all, from)) / 2 };
}

function bySorting({ values, cellOf, known, size }: ToTell): Medians {
  const starts = new Uint32Array(known.length + 1);
  for (let cell = 0; cell < known.length; cell += 1) {
    starts[cell + 1] = starts[cell]! + known[cell]!;
  }
  const filled = starts.slice();
  const gathered = new Float64Array(starts[known.length]!);
  for (let i = 0; i < size; i += 1) {
    const cell = cellOf[i]!;
    const value = values[i]!;
    if (cell < 0 || value < 0) continue;
    gathered[filled[cell]!] = value;
    filled[cell]! += 1;
  }
  const middle = (part: Float64Array): number =>
    part.length === 0 ? 0 : (part[(part.length - 1) >> 1]! + part[part.length >> 1]!) / 2;
  const cells = new Float64Array(known.length);
  for (let cell = 0; cell < known.length; cell += 1) {
    cells[cell] = middle(gathered.subarray(starts[cell], starts[cell + 1]).sort());
  }
  return { cells, total: middle(gathered.sort()) };
}
