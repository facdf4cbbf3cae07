import type {
  AbsenceView,
  CalculPart,
  FigureEnVigueur,
  ObservationView,
  SerieFault,
  SerieFiche,
  SerieFilter,
  SerieLigne,
  SerieMeta,
  SerieSort,
} from "../contract/indicateurs.ts";
import {
  computeFormula,
  seriesOf,
  type Absence,
  type Computed,
  type Figure,
  type Formula,
  type PartRole,
} from "../domain/formules.ts";
import { parsePeriod, periodEnd, periodKey } from "../domain/periods.ts";
import { foldText, searchTokens } from "../domain/search-text.ts";
import type { Connection } from "../store/database.ts";
import { observations, series, type SerieRecord } from "../store/queries/indicateurs.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { type Context } from "./context.ts";
import { formulaFault, formulasOf, leavesOf, methodsOf, viewsInForce } from "./formules.ts";
import { areasOf, type Areas } from "./places.ts";
import { NotFound } from "./records/errors.ts";
import { getRecord } from "./records/records.ts";

/** A period's figure in force, with what else was published for it. */
export interface CurrentObservation extends ObservationView {
  alsoPublished: ObservationView[];
}

/** A series as it is read: published and derived alike. */
export interface SerieRead {
  meta: SerieRecord;
  /** Methods of the published series behind it. */
  methods: string[];
  /** Every publication not later than the date asked; of a derived series, its figures at that date. */
  views: ObservationView[];
  /** As-of dates that exist, newest first: those of its parts for a derived series. */
  vintages: string[];
  /** Periods of a derived series without a figure, with the reason. */
  absences: AbsenceView[];
  /** Why nothing can be computed; the views are then empty. */
  fault: SerieFault | null;
}

/** A figure in force with the observation that it is read from. */
interface ViewFigure extends Figure {
  view: ObservationView;
}

const newestFirst = (dates: readonly string[]): string[] =>
  [...new Set(dates)].toSorted().toReversed();

/** What reads the figures of derived series from those of their parts. */
class Derivation {
  readonly #records: readonly SerieRecord[];
  readonly #formulas: ReadonlyMap<string, Formula>;
  readonly #views: ReadonlyMap<string, readonly ObservationView[]>;
  readonly #areas: Areas;
  readonly #asOf: string | null;
  readonly #known = new Map<string, { figures: ViewFigure[]; absences: Absence[] }>();

  constructor(
    records: readonly SerieRecord[],
    formulas: ReadonlyMap<string, Formula>,
    views: ReadonlyMap<string, readonly ObservationView[]>,
    areas: Areas,
    asOf: string | null,
  ) {
    this.#records = records;
    this.#formulas = formulas;
    this.#views = views;
    this.#areas = areas;
    this.#asOf = asOf;
  }

  /** Figures of a series in force. Its formula, if any, must be free of faults. */
  of(key: string): { figures: ViewFigure[]; absences: Absence[] } {
    const known = this.#known.get(key);
    if (known) return known;
    const record = this.#records.find((each) => each.key === key)!;
    const formula = this.#formulas.get(key);
    const read = formula ? this.#computed(record, formula) : this.#published(record);
    this.#known.set(key, read);
    return read;
  }

  #published({ key, accumulates }: SerieRecord) {
    const rows = viewsInForce(this.#views.get(key) ?? [], this.#asOf, accumulates);
    const figures = rows.map(({ observation: { view, period, value }, partial }): ViewFigure => ({
      territoire: view.territoire,
      period,
      value,
      partial,
      view,
    }));
    return { figures, absences: [] };
  }

  #computed(record: SerieRecord, formula: Formula) {
    const keys = seriesOf(formula);
    const { figures, absences } = computeFormula(formula, {
      figures: new Map(keys.map((key) => [key, this.of(key).figures])),
      regionOf: (code) => this.#areas.get(code)?.region ?? null,
    });
    return {
      figures: figures.map((each): ViewFigure => ({
        territoire: each.territoire,
        period: each.period,
        value: each.value,
        partial: each.partial,
        view: this.#view(record, each),
      })),
      absences,
    };
  }

  /** A derived figure: of confidence X, as old as the oldest of its parts, and saying what they are. */
  #view(record: SerieRecord, computed: Computed<ViewFigure>): ObservationView {
    const parts = computed.parts.map(({ figure: { view }, role }) => partOf(view, role));
    return {
      ...summed(computed.parts.map(({ figure }) => figure.view)),
      indicateur: record.key,
      territoire: computed.territoire,
      territoireLabel: this.#areas.get(computed.territoire)?.label ?? same(computed.territoire),
      period: computed.period.label,
      periodFrom: computed.period.from,
      periodTo: computed.period.to,
      year: computed.period.year,
      partial: computed.partial,
      // Twelve significant digits: beyond them stands the noise of the division.
      value: Number(computed.value.toPrecision(12)),
      unit: record.unit,
      source: `${record.formule} : ${sourcesOf(parts)}`,
      calcul: { formule: record.formule, parts },
    };
  }
}

const same = (text: string) => ({ fr: text, ar: text, en: text });

const partOf = (view: ObservationView, role: CalculPart["role"] & PartRole): CalculPart => ({
  indicateur: view.indicateur,
  territoire: view.territoire,
  territoireLabel: view.territoireLabel,
  period: view.period,
  value: view.value,
  unit: view.unit,
  asOf: view.asOf,
  source: view.source,
  role,
});

const sourcesOf = (parts: readonly CalculPart[]): string =>
  [...new Set(parts.map((part) => part.source))].join(" ; ");

/** What a figure made of several is worth: confidence X, the oldest of their as-of dates, their list as a note. */
function summed(
  views: readonly ObservationView[],
): Pick<ObservationView, "id" | "confidence" | "asOf" | "asOfBasis" | "note"> {
  const oldest = views.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1))[0]!;
  return {
    id: null,
    confidence: "X",
    asOf: oldest.asOf,
    asOfBasis: oldest.asOfBasis,
    note: views
      .map((view) => `${view.indicateur} ${view.period} = ${view.value} (${view.asOf})`)
      .join(" ; "),
  };
}

/**
 * Reads series by key, published and derived alike. A key that is not a series has no entry.
 * @param asOf `YYYY-MM-DD`; null for the newest publication of each period
 */
export function readSeries(
  db: Connection,
  keys: readonly string[],
  asOf: string | null,
): Map<string, SerieRead> {
  const records = series(db);
  const formulas = formulasOf(records);
  const areas = areasOf(db);
  const wanted = records.filter(({ key }) => keys.includes(key));
  const leaves = [...new Set(wanted.flatMap(({ key }) => leavesOf(key, formulas)))];
  const views = Map.groupBy(observations(db, leaves), (view) => view.indicateur);
  const derivation = new Derivation(records, formulas, views, areas, asOf);
  const read = wanted.map((meta): [string, SerieRead] => {
    const behind = leavesOf(meta.key, formulas).flatMap((leaf) => views.get(leaf) ?? []);
    const empty = {
      meta,
      methods: methodsOf(meta.key, records, formulas),
      vintages: newestFirst(behind.map((view) => view.asOf)),
      absences: [],
      fault: null,
    };
    if (meta.formule === null) {
      const seen = behind.filter((view) => asOf === null || view.asOf <= asOf);
      return [meta.key, { ...empty, views: seen }];
    }
    const fault = faultOf(records, meta.key, areas);
    if (fault) return [meta.key, { ...empty, views: [], fault }];
    const { figures, absences } = derivation.of(meta.key);
    return [
      meta.key,
      {
        ...empty,
        views: figures.map(({ view }) => view),
        absences: absences.map((each) => absenceView(each, areas)),
      },
    ];
  });
  return new Map(read);
}

/** What is wrong with the formula of a series, or with that of a derived series it is made of. */
function faultOf(
  records: readonly SerieRecord[],
  key: string,
  areas: Areas,
  above: readonly string[] = [],
): SerieFault | null {
  const record = records.find((each) => each.key === key);
  if (record?.formule == null || above.includes(key)) return null;
  const own = formulaFault(records, key, record.formule, (code) => areas.get(code) !== undefined);
  if (own) return own;
  for (const part of seriesOf(formulasOf(records).get(key)!)) {
    const below = faultOf(records, part, areas, [...above, key]);
    if (below) return below;
  }
  return null;
}

const absenceView = (absence: Absence, areas: Areas): AbsenceView => ({
  territoire: absence.territoire,
  territoireLabel: areas.get(absence.territoire)?.label ?? same(absence.territoire),
  period: absence.period.label,
  code: absence.code,
  params: absence.params,
});

/** @throws NotFound for an unknown series */
function readOne(db: Connection, key: string, asOf: string | null): SerieRead {
  const read = readSeries(db, [key], asOf).get(key);
  if (!read) throw new NotFound("serie", key);
  return read;
}

const metaOf = ({ accumulates: _, ...meta }: SerieRecord): SerieMeta => meta;

/** Figures of a series in force, each with the other publications of its period. */
function currentOf(read: SerieRead, asOf: string | null): FigureEnVigueur[] {
  return viewsInForce(
    read.views,
    read.meta.formule === null ? asOf : null,
    read.meta.accumulates,
  ).map(({ observation, partial, alsoPublished }) => ({
    periode: periodKey(observation.period),
    enVigueur: { ...observation.view, partial: partial || observation.view.partial },
    autres: alsoPublished.map(({ view }) => view),
  }));
}

/**
 * Observations in force at a date: for each period the newest vintage not later than it.
 * @param input.territoire code or name; every territory when absent.
 * @param input.asOf `YYYY-MM-DD`; the newest of each period when absent.
 * @throws NotFound for an unknown series or territory.
 */
export function currentSeries(
  ctx: Context,
  input: { key: string; territoire?: string | undefined; asOf?: string | undefined },
): {
  serie: SerieMeta;
  observations: CurrentObservation[];
  absences: AbsenceView[];
  fault: SerieFault | null;
} {
  const { db } = ctx.store;
  const asOf = input.asOf ?? null;
  const read = readOne(db, input.key, asOf);
  const only = input.territoire === undefined ? null : areasOf(db).codeOf(input.territoire);
  if (input.territoire !== undefined && only === null) {
    throw new NotFound("territoire", input.territoire);
  }
  const here = ({ territoire }: { territoire: string }): boolean =>
    only === null || territoire === only;
  return {
    serie: metaOf(read.meta),
    observations: currentOf(read, asOf)
      .filter(({ enVigueur }) => here(enVigueur))
      .map(({ enVigueur, autres }) => ({ ...enVigueur, alsoPublished: autres })),
    absences: read.absences.filter(here),
    fault: read.fault,
  };
}

/** Every vintage of one series, newest first. */
export function allVintages(
  ctx: Context,
  key: string,
): { serie: SerieMeta; observations: ObservationView[] } {
  const { meta, views } = readOne(ctx.store.db, key, null);
  return {
    serie: metaOf(meta),
    observations: views.toSorted((a, b) => (a.asOf < b.asOf ? 1 : a.asOf > b.asOf ? -1 : 0)),
  };
}

/** The series there are. */
export function catalogueOfSeries(ctx: Context): SerieMeta[] {
  return series(ctx.store.db).map(metaOf);
}

/** Order of the levels of territory, from the widest. */
const levels = [
  "pays",
  "region",
  "interprovincial",
  "province",
  "registre",
  "cercle",
  "commune",
  "centre",
];

function lignesOf(db: Connection): SerieLigne[] {
  const areas = areasOf(db);
  const keys = series(db).map(({ key }) => key);
  return [...readSeries(db, keys, null).values()].map(({ meta, views, fault, vintages }) => {
    const found = new Set(views.map((view) => areas.get(view.territoire)?.niveau ?? "autre"));
    const newest = views.toSorted(
      (a, b) => endOf(b).localeCompare(endOf(a)) || b.asOf.localeCompare(a.asOf),
    )[0];
    return {
      ...metaOf(meta),
      count: meta.formule === null ? meta.count : views.length,
      niveaux: [...found].toSorted((a, b) => levels.indexOf(a) - levels.indexOf(b)),
      period: newest?.period ?? null,
      asOf: vintages[0] ?? null,
      source: newest?.source ?? null,
      fault,
    };
  });
}

/** Last day of the period of an observation. */
function endOf(view: ObservationView): string {
  const period = parsePeriod(view.period, view.year);
  return period ? periodEnd(period) : `${view.year}-12-31`;
}

/** The series asked for, in order. Every word of the search is looked up in the three languages. */
function selected(db: Connection, filter: SerieFilter, sort: SerieSort): SerieLigne[] {
  const themes = referenceRows(db, "theme_indicateur");
  const wanted = searchTokens(filter.text ?? "");
  const matches = (row: SerieLigne): boolean => {
    if (filter.theme !== undefined && row.theme !== filter.theme) return false;
    if (filter.method !== undefined && row.method !== filter.method) return false;
    if (filter.origine === "publiee" && row.formule !== null) return false;
    if (filter.origine === "derivee" && row.formule === null) return false;
    if (wanted.length === 0) return true;
    const theme = themes.find(({ key }) => key === row.theme)?.label;
    const text = [
      row.key,
      ...Object.values(row.label),
      ...(theme ? Object.values(theme) : []),
      row.unit,
      row.formule ?? "",
      row.description ?? "",
    ].join(" ");
    const words = foldText(text).split(" ");
    return wanted.every((word) => words.some((each) => each.startsWith(word)));
  };
  const value = (row: SerieLigne): string | number => {
    if (sort.key === "label") return foldText(row.label.fr);
    if (sort.key === "count") return row.count;
    return row[sort.key] ?? "";
  };
  const way = sort.desc ? -1 : 1;
  return lignesOf(db)
    .filter(matches)
    .toSorted((a, b) => {
      const [x, y] = [value(a), value(b)];
      const order = x < y ? -1 : x > y ? 1 : 0;
      return order * way || foldText(a.label.fr).localeCompare(foldText(b.label.fr));
    });
}

/** A page of the list of series. `cursor` is the place of its first row. */
export function listSeries(
  ctx: Context,
  input: { filter: SerieFilter; sort: SerieSort; cursor: string | null; limit: number },
): { rows: SerieLigne[]; next: string | null } {
  const rows = selected(ctx.store.db, input.filter, input.sort);
  const from = Number(input.cursor ?? 0);
  const end = from + input.limit;
  return { rows: rows.slice(from, end), next: end < rows.length ? String(end) : null };
}

/** How many series a list has, and the cursor of each page but the first. */
export function anchorSeries(
  ctx: Context,
  input: { filter: SerieFilter; sort: SerieSort; pageSize: number },
): { count: number; cursors: string[] } {
  const count = selected(ctx.store.db, input.filter, input.sort).length;
  const pages = Math.max(0, Math.ceil(count / input.pageSize) - 1);
  return {
    count,
    cursors: Array.from({ length: pages }, (_, i) => String((i + 1) * input.pageSize)),
  };
}

/**
 * One series with its figures in force and every publication behind them.
 * @throws NotFound
 */
export function serieFiche(
  ctx: Context,
  input: { id: string; asOf?: string | null | undefined },
): SerieFiche {
  const { db } = ctx.store;
  const fiche = getRecord(ctx, "serie", input.id);
  const key = String(fiche.values["key"]);
  const asOf = input.asOf ?? null;
  const read = readOne(db, key, asOf);
  const areas = areasOf(db);
  const records = series(db);
  const formulas = formulasOf(records);
  const published = currentOf(read, asOf);
  const figures = [...published, ...byProvince(published, areas)];
  const codes = [
    ...new Set(
      [...figures.map(({ enVigueur }) => enVigueur), ...read.absences].map(
        ({ territoire }) => territoire,
      ),
    ),
  ];
  const named = ({ id, key, label, unit }: SerieRecord) => ({ id, key, label, unit });
  const formula = formulas.get(key);
  const parts = formula ? seriesOf(formula) : [];
  const niveau = (code: string): string => areas.get(code)?.niveau ?? "autre";
  return {
    serie: metaOf(read.meta),
    fiche,
    methods: read.methods,
    asOf,
    vintages: read.vintages,
    territoires: codes
      .map((code) => ({
        code,
        label:
          areas.get(code)?.label ??
          figures.find(({ enVigueur }) => enVigueur.territoire === code)?.enVigueur
            .territoireLabel ??
          same(code),
        niveau: niveau(code),
      }))
      .toSorted(
        (a, b) =>
          levels.indexOf(a.niveau) - levels.indexOf(b.niveau) || a.code.localeCompare(b.code),
      ),
    figures,
    places: placesBy(published, areas),
    absences: read.absences,
    fault: read.fault,
    utiliseePar: records
      .filter((each) => {
        const other = formulas.get(each.key);
        return other !== undefined && seriesOf(other).includes(key);
      })
      .map(({ id, key, label }) => ({ id, key, label })),
    parties: records.filter((each) => parts.includes(each.key)).map(named),
  };
}

/** Registry places of each province among some figures, by province code. */
function placesOf(
  figures: readonly FigureEnVigueur[],
  areas: Areas,
): Map<string, FigureEnVigueur[]> {
  const atPlaces = figures.filter(
    ({ enVigueur }) => areas.get(enVigueur.territoire)?.niveau === "registre",
  );
  const groups = Map.groupBy(
    atPlaces,
    ({ enVigueur }) => areas.get(enVigueur.territoire)?.province ?? "",
  );
  groups.delete("");
  return groups;
}

function placesBy(figures: readonly FigureEnVigueur[], areas: Areas): SerieFiche["places"] {
  return [...placesOf(figures, areas)].map(([province, at]) => {
    const codes = [...new Set(at.map(({ enVigueur }) => enVigueur.territoire))];
    return {
      province: areas.get(province)?.label ?? same(province),
      places: codes.map((code) => areas.get(code)!.label),
    };
  });
}

/**
 * Figures of the provinces, added up from their registry places; a province with a figure of its own keeps it. A
 * period in which a place of the province is silent has no sum.
 */
function byProvince(figures: readonly FigureEnVigueur[], areas: Areas): FigureEnVigueur[] {
  return [...placesOf(figures, areas)].flatMap(([province, at]) => {
    if (figures.some(({ enVigueur }) => enVigueur.territoire === province)) return [];
    const places = new Set(at.map(({ enVigueur }) => enVigueur.territoire));
    return [...Map.groupBy(at, ({ periode }) => periode)].flatMap(([periode, all]) => {
      const views = all.map(({ enVigueur }) => enVigueur);
      if (views.length < places.size) return [];
      const parts = views.map((view): CalculPart => ({ ...partOf(view, "exact"), role: "place" }));
      const enVigueur: ObservationView = {
        ...views[0]!,
        ...summed(views),
        territoire: province,
        territoireLabel: areas.get(province)?.label ?? same(province),
        partial: views.some((view) => view.partial),
        value: Number(views.reduce((total, view) => total + view.value, 0).toPrecision(12)),
        source: sourcesOf(parts),
        calcul: { formule: null, parts },
      };
      return [{ periode, enVigueur, autres: [] }];
    });
  });
}
