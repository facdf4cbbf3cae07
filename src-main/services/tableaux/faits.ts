/**
 * Facts of one subject held by columns, so that a dashboard groups a million of them without asking SQLite.
 * A column of codes holds, for each fact, the rank of its value among `keys`.
 */
export interface CodeColumn {
  codes: Uint16Array;
  keys: string[];
}

export interface Facts {
  size: number;
  codes: ReadonlyMap<string, CodeColumn>;
  /** Days packed by {@link packDay}; 0 for none. */
  days: ReadonlyMap<string, Int32Array>;
  /** Amounts in centimes, jobs, delays in calendar days, 0/1 flags; NaN for none. */
  nums: ReadonlyMap<string, Float64Array>;
  /** The facts are in the order of this column, none first: its medians need no sort. */
  sortedBy: string | null;
}

/** A day as one number that sorts as the day does: year, month and day in bits. @param day ISO date, or empty */
export function packDay(day: string): number {
  if (day.length !== 10) return 0;
  const digit = (at: number): number => day.charCodeAt(at) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  return (year << 9) | ((digit(5) * 10 + digit(6)) << 5) | (digit(8) * 10 + digit(9));
}

/** Calendar days since 1970-01-01 of a packed day. */
export function dayNumber(packed: number): number {
  return Math.round(Date.UTC(packed >> 9, ((packed >> 5) & 15) - 1, packed & 31) / 86_400_000);
}

/** Most values one column of codes may take; the ledger's keys are far fewer. */
const mostCodes = 65_535;

/** Takes facts one by one, then lays them in columns. */
export class FactsBuilder {
  private size = 0;
  private readonly codes: { name: string; values: number[]; ranks: Map<string, number> }[];
  private readonly days: { name: string; values: number[] }[];
  private readonly nums: { name: string; values: number[] }[];

  constructor(shape: {
    codes: readonly string[];
    days: readonly string[];
    nums: readonly string[];
  }) {
    this.codes = shape.codes.map((name) => ({ name, values: [], ranks: new Map() }));
    this.days = shape.days.map((name) => ({ name, values: [] }));
    this.nums = shape.nums.map((name) => ({ name, values: [] }));
  }

  /**
   * @param codes keys in the order of the shape
   * @param days packed days
   * @param nums figures, NaN for none
   */
  add(codes: readonly string[], days: readonly number[], nums: readonly number[]): void {
    this.size += 1;
    for (let at = 0; at < codes.length; at += 1) {
      const column = this.codes[at]!;
      const key = codes[at]!;
      let rank = column.ranks.get(key);
      if (rank === undefined) {
        rank = Math.min(column.ranks.size, mostCodes);
        column.ranks.set(key, rank);
      }
      column.values.push(rank);
    }
    for (let at = 0; at < days.length; at += 1) this.days[at]!.values.push(days[at]!);
    for (let at = 0; at < nums.length; at += 1) this.nums[at]!.values.push(nums[at]!);
  }

  /** @param sortBy column of figures whose medians are asked for most; null keeps the order given */
  finish(sortBy: string | null): Facts {
    const by = sortBy === null ? undefined : this.nums.find(({ name }) => name === sortBy);
    const order = by === undefined ? null : sortedOrder(by.values);
    const laid = <T extends Uint16Array | Int32Array | Float64Array>(
      into: T,
      values: readonly number[],
    ): T => {
      if (order === null) for (let i = 0; i < values.length; i += 1) into[i] = values[i]!;
      else for (let i = 0; i < values.length; i += 1) into[i] = values[order[i]!]!;
      return into;
    };
    return {
      size: this.size,
      codes: new Map(
        this.codes.map(({ name, values, ranks }) => [
          name,
          { codes: laid(new Uint16Array(this.size), values), keys: [...ranks.keys()] },
        ]),
      ),
      days: new Map(
        this.days.map(({ name, values }) => [name, laid(new Int32Array(this.size), values)]),
      ),
      nums: new Map(
        this.nums.map(({ name, values }) => [name, laid(new Float64Array(this.size), values)]),
      ),
      sortedBy: order === null ? null : sortBy,
    };
  }
}

/** Ranks of figures in ascending order, those of NaN first. */
export function sortedOrder(values: readonly number[]): Uint32Array {
  const { length } = values;
  const sorted = new Float64Array(length);
  for (let i = 0; i < length; i += 1) sorted[i] = Number.isNaN(values[i]!) ? -1 : values[i]!;
  sorted.sort();
  const used = new Uint32Array(length);
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i += 1) {
    const value = Number.isNaN(values[i]!) ? -1 : values[i]!;
    let low = 0;
    let high = length;
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

/** First and last day of a time key. @param key as {@link timeKey} writes it */
export function timeSpan(key: string): { du: string; au: string } {
  const year = key.slice(0, 4);
  const quarter = /^\d{4}-T([1-4])$/.exec(key);
  const first = quarter ? Number(quarter[1]) * 3 - 2 : key.length === 7 ? Number(key.slice(5)) : 1;
  const last = quarter ? first + 2 : key.length === 7 ? first : 12;
  const end = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  const two = (n: number): string => String(n).padStart(2, "0");
  return { du: `${year}-${two(first)}-01`, au: `${year}-${two(last)}-${two(end)}` };
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
  groups: Map<string, Group[]>;
}

const derived = new WeakMap<Facts, Derived>();

function derivedOf(facts: Facts): Derived {
  let mine = derived.get(facts);
  if (!mine)
    derived.set(facts, (mine = { axes: new Map(), filters: new Map(), groups: new Map() }));
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

/** Most answers kept: facts change seldom, dashboards are looked at again. */
const mostGroups = 400;

/** Facts grouped by category and series; a group without a fact is left out. */
export function group(facts: Facts, question: Question): Group[] {
  const { groups } = derivedOf(facts);
  const key = JSON.stringify(question);
  const known = groups.get(key);
  if (known) return known;
  const told = gather(facts, question);
  if (groups.size >= mostGroups) groups.clear();
  groups.set(key, told);
  return told;
}

function gather(facts: Facts, question: Question): Group[] {
  const { size } = facts;
  const mask = filterMask(facts, question.filtre);
  const days = question.jour === null ? null : facts.days.get(question.jour)!;
  const du = question.du === undefined ? 1 : packDay(question.du);
  const au = question.au === undefined ? 0x7fffffff : packDay(question.au);
  const keep = question.garde === undefined ? null : facts.nums.get(question.garde)!;
  const values = question.valeur === undefined ? null : facts.nums.get(question.valeur)!;
  const rows = axisOf(facts, question.axe, question.jour);
  const columns = axisOf(facts, question.serie, question.jour);
  const across = columns?.length ?? 1;
  const cells = (rows?.length ?? 1) * across;
  const count = new Uint32Array(cells);
  const known = new Uint32Array(cells);
  const sum = new Float64Array(cells);
  const cellOf = new Int32Array(size).fill(-1);
  const rowRanks = rows?.ranks;
  const columnRanks = columns?.ranks;
  for (let i = 0; i < size; i += 1) {
    if (mask !== null && mask[i] === 0) continue;
    if (days !== null) {
      const day = days[i]!;
      if (day < du || day > au) continue;
    }
    if (keep !== null && keep[i] !== 1) continue;
    const cell =
      (rowRanks === undefined ? 0 : rowRanks[i]! * across) +
      (columnRanks === undefined ? 0 : columnRanks[i]!);
    count[cell]! += 1;
    if (values === null) continue;
    const value = values[i]!;
    if (value !== value) continue;
    known[cell]! += 1;
    sum[cell]! += value;
    cellOf[i] = cell;
  }
  const medians =
    question.mediane === true && values !== null
      ? mediansOf({ values, cellOf, known, sorted: facts.sortedBy === question.valeur })
      : null;
  const told: Group[] = [];
  for (let cell = 0; cell < cells; cell += 1) {
    if (count[cell] === 0) continue;
    told.push({
      categorie: rows ? rows.keyOf(Math.floor(cell / across)) : "",
      serie: columns ? columns.keyOf(cell % across) : "",
      nombre: count[cell]!,
      connus: known[cell]!,
      somme: sum[cell]!,
      mediane: medians === null || known[cell] === 0 ? null : medians[cell]!,
    });
  }
  return told;
}

/** The median of each cell. Of an even number of figures, the mean of the two in the middle. */
function mediansOf(input: {
  values: Float64Array;
  cellOf: Int32Array;
  known: Uint32Array;
  sorted: boolean;
}): Float64Array {
  const { values, cellOf, known, sorted } = input;
  const low = new Float64Array(known.length);
  const high = new Float64Array(known.length);
  if (sorted) {
    const seen = new Uint32Array(known.length);
    for (let i = 0; i < values.length; i += 1) {
      const cell = cellOf[i]!;
      if (cell < 0) continue;
      const rank = seen[cell]!;
      const of = known[cell]!;
      if (rank === (of - 1) >> 1) low[cell] = values[i]!;
      if (rank === of >> 1) high[cell] = values[i]!;
      seen[cell] = rank + 1;
    }
  } else {
    const starts = new Uint32Array(known.length + 1);
    for (let cell = 0; cell < known.length; cell += 1) {
      starts[cell + 1] = starts[cell]! + known[cell]!;
    }
    const filled = starts.slice();
    const gathered = new Float64Array(starts[known.length]!);
    for (let i = 0; i < values.length; i += 1) {
      const cell = cellOf[i]!;
      if (cell < 0) continue;
      gathered[filled[cell]!] = values[i]!;
      filled[cell]! += 1;
    }
    for (let cell = 0; cell < known.length; cell += 1) {
      const of = known[cell]!;
      if (of === 0) continue;
      const part = gathered.subarray(starts[cell], starts[cell + 1]).sort();
      low[cell] = part[(of - 1) >> 1]!;
      high[cell] = part[of >> 1]!;
    }
  }
  return low.map((value, cell) => (value + high[cell]!) / 2);
}
