import type { Card, CardPoint, Dashboard, ObservationView } from "../../contract/indicateurs.ts";
import type { Libelle } from "../../contract/primitives.ts";
import {
  addedUp,
  byYear,
  covers,
  currentViews,
  fenetreOf,
  generalRemarks,
  newestFenetre,
  periodLabel,
  publishedPoint,
  ratePoint,
  remark,
  same,
  sum,
  totalOf,
  vintagesOf,
  type Fenetre,
} from "./cartes.ts";
import { mesures, nonRenseigne, titres } from "./titres.ts";

const SERIES = {
  projets: "crui_projects_approved",
  investissement: "crui_investment_approved",
  emplois: "crui_jobs_planned",
  projetsCumul: "crui_projects_approved_cumulative",
  investissementCumul: "crui_investment_approved_cumulative",
  delai: "crui_average_processing_time",
  population: "population_total",
  chomageRecensement: "unemployment_rate_census",
  chomageEnquete: "unemployment_rate_survey",
  pib: "gdp_share_of_country",
  creations: "business_creations_ompic",
} as const;

const sectorSerie = (base: string, secteur: string): string => `${base}_sector_${secteur}`;

/** Barometer sector whose weight is always told beside the total: one file of it moves a year. */
const RENOUVELABLES = "energies_renouvelables";

/** Centimes in a million dirhams. */
const MDH = 100_000_000;

/**
 * Keys of the series that the regional dashboard reads.
 * @param secteurs keys of the barometer sectors
 */
export function regionalSeries(secteurs: readonly string[]): string[] {
  return [
    ...Object.values(SERIES),
    ...secteurs.flatMap((secteur) => [
      sectorSerie(SERIES.projetsCumul, secteur),
      sectorSerie(SERIES.investissementCumul, secteur),
    ]),
  ];
}

/** A series as its catalogue row describes it. */
export interface RegionalSerie {
  key: string;
  label: Libelle;
  unit: string;
  kind: string;
  method: string | null;
  /** Year-to-date publications of a year are earlier states of one annual figure. */
  accumulates: boolean;
}

/** Figures of our own register for one year, province or sector. */
export interface ComputedRow {
  /** Year, HCP code or sector key; null where the record does not say. */
  key: string | null;
  count: number;
  /** Centimes. */
  montant: number;
  emplois: number;
  /** Centimes, over the records that have an amount; null when none has. */
  mediane: number | null;
}

/** Everything that the regional dashboard is made of. */
export interface RegionalInput {
  region: { code: string; label: Libelle };
  /** Country, whose rates stand beside the region's. */
  pays: { code: string; label: Libelle };
  /** Provinces of the region in display order, « interprovincial » among them. */
  provinces: readonly { code: string; label: Libelle; interprovincial: boolean }[];
  /** Barometer sectors in display order. */
  secteurs: readonly { key: string; label: Libelle }[];
  /** Registry places and the province each is in. */
  placesRegistre: readonly { key: string; label: Libelle; province: string | null }[];
  series: readonly RegionalSerie[];
  /** Every vintage of every series of {@link regionalSeries}, in file order. */
  observations: readonly ObservationView[];
  /** Legal delay of the CRUI's decision, from reference data. */
  delaiLegal: { days: number; unit: string | null } | null;
  calcul: {
    /** What `count` counts: one project may have several files. */
    unite: "projets" | "dossiers";
    annees: readonly ComputedRow[];
    provinces: readonly ComputedRow[];
    secteurs: readonly ComputedRow[];
    total: ComputedRow;
  };
  /** Year of the day, whose computed figures are not whole. */
  anneeEnCours: number;
  /** Vintage asked for; null for the newest of each period. */
  asOf: string | null;
  /** Vintage of one card, by card key: goes before `asOf`. */
  cards: Readonly<Record<string, string>>;
  /** Instant, ms UTC. */
  computedAt: number;
}

type CardKey = keyof typeof titres;

/**
 * The regional dashboard: published figures in force at the vintage asked for, then those computed from
 * our own files, then both side by side.
 */
export function regionalDashboard(input: RegionalInput): Dashboard {
  const published = new Published(input);
  const cards = [
    ...totals(published),
    ...years(published),
    ...distributions(published),
    ...context(published),
    ...computedCards(input),
    ...differences(published),
  ];
  return {
    key: "regional",
    region: input.region.label,
    computedAt: input.computedAt,
    asOf: input.asOf,
    vintages: vintagesOf(
      input.observations.filter(
        (view) => view.indicateur.startsWith("crui_") && view.asOfBasis !== "period_end",
      ),
    ),
    cards,
  };
}

/** The published series, read at the vintage of each card. */
class Published {
  readonly input: RegionalInput;
  readonly #series: Map<string, RegionalSerie>;
  readonly #observations: Map<string, ObservationView[]>;

  constructor(input: RegionalInput) {
    this.input = input;
    this.#series = new Map(input.series.map((serie) => [serie.key, serie]));
    this.#observations = Map.groupBy(input.observations, (view) => view.indicateur);
  }

  asOf(card: string): string | null {
    return this.input.cards[card] ?? this.input.asOf;
  }

  serie(key: string): RegionalSerie | undefined {
    return this.#series.get(key);
  }

  all(keys: readonly string[]): ObservationView[] {
    return keys.flatMap((key) => this.#observations.get(key) ?? []);
  }

  /** In force for one card, in one territory when named. */
  current(card: string, key: string, territoire?: string): ObservationView[] {
    const views = this.all([key]).filter(
      (view) => territoire === undefined || view.territoire === territoire,
    );
    return currentViews(views, this.asOf(card), this.serie(key)?.accumulates ?? false);
  }

  card(
    key: CardKey,
    series: readonly string[],
    rest: Pick<Card, "shape" | "points"> & { total?: number | null; remarks?: string[] },
  ): Card {
    const main = this.serie(series[0]!);
    return {
      key,
      family: "publie",
      title: titres[key],
      shape: rest.shape,
      unit: main?.unit ?? rest.points.find((point) => point.observation)?.observation?.unit ?? "",
      method: main?.method ?? null,
      points: rest.points,
      total: rest.total === undefined ? totalOf(rest.points) : rest.total,
      mediane: null,
      vintages: vintagesOf(this.all(series).filter((view) => this.#isShown(view))),
      asOf: this.asOf(key),
      remarks: [...(rest.remarks ?? []), ...generalRemarks(rest.points)],
    };
  }

  #isShown(view: ObservationView): boolean {
    const { region, pays, provinces, placesRegistre } = this.input;
    return (
      view.territoire === region.code ||
      view.territoire === pays.code ||
      provinces.some((province) => province.code === view.territoire) ||
      placesRegistre.some((place) => place.key === view.territoire)
    );
  }
}

/** The window of the barometer: that of the cumulated number of projects in force for the card. */
function barometre(published: Published, card: CardKey): Fenetre | null {
  return newestFenetre(published.current(card, SERIES.projetsCumul));
}

const inWindow = (
  views: readonly ObservationView[],
  fenetre: Fenetre | null,
  territoire: string,
): ObservationView | null =>
  views.find(
    (view) => fenetre !== null && covers(fenetre, view) && view.territoire === territoire,
  ) ?? null;

const periodRemark = (fenetre: Fenetre | null): string[] =>
  fenetre === null ? [] : [remark("period_covered", { du: fenetre.from ?? "", au: fenetre.to })];

/** The region's cumulated figure, or the sum of all its provinces where only they are published. */
function regionalCumul(
  published: Published,
  card: CardKey,
  serie: string,
  fenetre: Fenetre | null,
): ObservationView | null {
  const { region, provinces } = published.input;
  const views = published.current(card, serie);
  const own = inWindow(views, fenetre, region.code);
  if (own !== null) return own;
  const parts = provinces.map((province) => inWindow(views, fenetre, province.code));
  if (!parts.every((part) => part !== null)) return null;
  return addedUp(parts, { territoire: region.code, territoireLabel: region.label });
}

function totals(published: Published): Card[] {
  const { region, delaiLegal } = published.input;
  const single = (observation: ObservationView | null): CardPoint[] => [
    publishedPoint(region.code, region.label, observation),
  ];

  const cumul = (
    card: CardKey,
    serie: string,
  ): { fenetre: Fenetre | null; observation: ObservationView | null } => {
    const fenetre = barometre(published, card);
    return { fenetre, observation: regionalCumul(published, card, serie, fenetre) };
  };
  const projets = cumul("approbations_total", SERIES.projetsCumul);
  const montant = cumul("investissement_total", SERIES.investissementCumul);
  const renouvelables = inWindow(
    published.current(
      "investissement_total",
      sectorSerie(SERIES.investissementCumul, RENOUVELABLES),
    ),
    montant.fenetre,
    region.code,
  );
  const part =
    renouvelables !== null && montant.observation !== null && montant.observation.value > 0
      ? [
          remark("renewables_share", {
            part: Math.round((renouvelables.value / montant.observation.value) * 1e4) / 100,
          }),
        ]
      : [];

  const emplois = lastEdition(
    published
      .all([SERIES.emplois])
      .filter((view) => view.territoire === region.code)
      .filter((view) => view.asOf <= (published.asOf("emplois_total") ?? view.asOf)),
  );
  const emploisSomme = addedUp(emplois, {
    territoire: region.code,
    territoireLabel: region.label,
  });

  const delai = published
    .current("delai_moyen", SERIES.delai, region.code)
    .toSorted((a, b) => a.year - b.year)
    .at(-1);

  const number = (observation: ObservationView | null | undefined): number | null =>
    observation?.value ?? null;
  return [
    published.card("approbations_total", [SERIES.projetsCumul], {
      shape: "nombre",
      points: single(projets.observation),
      total: number(projets.observation),
      remarks: periodRemark(projets.fenetre),
    }),
    published.card("investissement_total", [SERIES.investissementCumul], {
      shape: "nombre",
      points: single(montant.observation),
      total: number(montant.observation),
      remarks: [...periodRemark(montant.fenetre), ...part],
    }),
    published.card("emplois_total", [SERIES.emplois], {
      shape: "nombre",
      points: single(emploisSomme),
      total: number(emploisSomme),
      remarks:
        emplois.length === 0
          ? []
          : [remark("years_added", { de: emplois[0]!.year, a: emplois.at(-1)!.year })],
    }),
    published.card("delai_moyen", [SERIES.delai], {
      shape: "nombre",
      points:
        delai === undefined ? single(null) : [ratePoint(region.code, periodLabel(delai), delai)],
      total: number(delai),
      remarks:
        delaiLegal === null
          ? []
          : [
              remark("legal_maximum", {
                jours: delaiLegal.days,
                unite: delaiLegal.unit ?? "unknown",
              }),
            ],
    }),
  ];
}

/** Whole years of the newest edition that publishes several of them: only such years may be added up. */
function lastEdition(observations: readonly ObservationView[]): ObservationView[] {
  const whole = observations.filter((view) => byYear([view]).size > 0 && !view.partial);
  for (const asOf of vintagesOf(whole)) {
    const years = [...byYear(whole.filter((view) => view.asOf === asOf)).values()];
    if (years.length > 1) return years.toSorted((a, b) => a.year - b.year);
  }
  return [];
}

/** One point a year from the first to the last, those without a figure among them. */
function yearPoints(views: Map<number, ObservationView>): CardPoint[] {
  const years = [...views.keys()].toSorted((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).map((year) =>
    publishedPoint(String(year), same(String(year)), views.get(year) ?? null),
  );
}

/** Annual figures of the CRUI, from the year in which the longest barometer begins. */
function cruiYears(
  published: Published,
  card: CardKey,
  serie: string,
): { shown: Map<number, ObservationView>; before: number[] } {
  const all = byYear(published.current(card, serie, published.input.region.code));
  const first = firstWindowYear(published);
  return {
    shown: new Map([...all].filter(([year]) => year >= first)),
    before: [...all.keys()].filter((year) => year < first).toSorted((a, b) => a - b),
  };
}

/** Year in which the longest barometer begins, whatever the vintage asked for. */
function firstWindowYear(published: Published): number {
  const days = published
    .all([SERIES.projetsCumul])
    .map((view) => fenetreOf(view)?.from ?? null)
    .filter((day) => day !== null);
  return days.length === 0 ? -Infinity : Math.min(...days.map((day) => Number(day.slice(0, 4))));
}

function years(published: Published): Card[] {
  const card = (key: CardKey, serie: string): Card => {
    const { shown, before } = cruiYears(published, key, serie);
    return published.card(key, [serie], {
      shape: "annees",
      points: yearPoints(shown),
      remarks:
        before.length === 0 ? [] : [remark("before_crui", { de: before[0]!, a: before.at(-1)! })],
    });
  };
  return [
    card("approbations_annees", SERIES.projets),
    card("investissement_annees", SERIES.investissement),
    card("emplois_annees", SERIES.emplois),
  ];
}

/** What the points leave of the published total. */
function remainder(points: readonly CardPoint[], total: number | null): string[] {
  if (total === null) return [];
  const known = points.map((point) => point.value).filter((value) => value !== null);
  if (known.length === 0) return [];
  const somme = sum(known);
  if (known.length < points.length) {
    const reste = sum([total, -somme]);
    const manquants = points.length - known.length;
    return reste > 0 ? [remark("unpublished_rest", { reste, nombre: manquants })] : [];
  }
  return somme === total
    ? [remark("parts_add_up", { total })]
    : [remark("parts_differ", { somme, total })];
}

function distributions(published: Published): Card[] {
  const { region, provinces, secteurs } = published.input;

  const byProvince = (key: CardKey, serie: string): Card => {
    const fenetre = barometre(published, key);
    const observation = regionalCumul(published, key, serie, fenetre);
    const views = published.current(key, serie);
    const points = provinces.map((province) =>
      publishedPoint(province.code, province.label, inWindow(views, fenetre, province.code)),
    );
    return published.card(key, [serie], {
      shape: "categories",
      points,
      total: observation?.value ?? null,
      remarks: [
        ...periodRemark(fenetre),
        ...(observation?.confidence === "X" ? [] : remainder(points, observation?.value ?? null)),
      ],
    });
  };

  const bySector = (key: CardKey, serie: string): Card => {
    const keys = secteurs.map((secteur) => sectorSerie(serie, secteur.key));
    const views = keys.flatMap((sector) => published.current(key, sector, region.code));
    const edition = barometre(published, key);
    const inEdition = views.some((view) => edition !== null && covers(edition, view));
    const fenetre = inEdition ? edition : newestFenetre(views);
    const points = secteurs.map((secteur, index) =>
      publishedPoint(
        secteur.key,
        secteur.label,
        inWindow(
          views.filter((view) => view.indicateur === keys[index]),
          fenetre,
          region.code,
        ),
      ),
    );
    const total = regionalCumul(published, key, serie, fenetre)?.value ?? null;
    return published.card(key, keys, {
      shape: "categories",
      points: points.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1)),
      total,
      remarks: [
        ...periodRemark(fenetre),
        ...(inEdition || edition === null || fenetre === null
          ? []
          : [remark("other_period", { edition: edition.to })]),
        ...remainder(points, total),
      ],
    });
  };

  return [
    byProvince("approbations_provinces", SERIES.projetsCumul),
    byProvince("investissement_provinces", SERIES.investissementCumul),
    bySector("investissement_secteurs", SERIES.investissementCumul),
    bySector("approbations_secteurs", SERIES.projetsCumul),
  ];
}

function context(published: Published): Card[] {
  const { region, pays, provinces, placesRegistre } = published.input;
  const real = provinces.filter((province) => !province.interprovincial);

  const population = (): Card => {
    const views = published.current("population", SERIES.population);
    const censuses = [...new Set(views.map((view) => view.year))].toSorted((a, b) => a - b);
    const places = [...real, region];
    const points = places.flatMap((place) =>
      censuses.map((year) =>
        publishedPoint(
          `${place.code}/${year}`,
          place.label,
          views.find((view) => view.territoire === place.code && view.year === year) ?? null,
        ),
      ),
    );
    return published.card("population", [SERIES.population], {
      shape: "categories",
      points,
      total:
        views.find((view) => view.territoire === region.code && view.year === censuses.at(-1))
          ?.value ?? null,
    });
  };

  /** Rates of the region and of the country, period by period. */
  const rates = (key: CardKey, serie: string, remarks: string[]): Card => {
    const views = published
      .current(key, serie)
      .filter((view) => view.territoire === region.code || view.territoire === pays.code);
    const periods = Map.groupBy(views, (view) => view.period);
    const points = [...periods]
      .toSorted(([, a], [, b]) => sortKey(a[0]!).localeCompare(sortKey(b[0]!)))
      .flatMap(([period, group]) =>
        [region, pays].map((place) =>
          ratePoint(
            `${period}/${place.code}`,
            periodLabel(group[0]!),
            group.find((view) => view.territoire === place.code) ?? null,
          ),
        ),
      );
    return published.card(key, [serie], { shape: "annees", points, total: null, remarks });
  };

  const pib = (): Card =>
    published.card("pib_part", [SERIES.pib], {
      shape: "annees",
      points: yearPoints(byYear(published.current("pib_part", SERIES.pib, region.code))),
      total: null,
    });

  const creations = (): Card =>
    published.card("creations", [SERIES.creations], {
      shape: "annees",
      points: yearPoints(byYear(published.current("creations", SERIES.creations, region.code))),
    });

  const creationsProvinces = (): Card => {
    const key = "creations_provinces";
    const places = new Map(placesRegistre.map((place) => [place.key, place.province]));
    const all = published.current(key, SERIES.creations);
    const atPlaces = all.filter((view) => places.has(view.territoire));
    const year = Math.max(...atPlaces.map((view) => view.year));
    const ofYear = atPlaces.filter((view) => view.year === year);
    const points = real.map((province) =>
      publishedPoint(
        province.code,
        province.label,
        addedUp(
          ofYear.filter((view) => places.get(view.territoire) === province.code),
          { territoire: province.code, territoireLabel: province.label },
        ),
      ),
    );
    const regional = all.find(
      (view) => view.territoire === region.code && view.year === year && !view.partial,
    );
    return published.card(key, [SERIES.creations], {
      shape: "categories",
      points,
      total: regional?.value ?? totalOf(points),
      remarks:
        ofYear.length === 0
          ? []
          : [
              remark("period_of", { periode: year }),
              remark("registry_places_mapped", { nombre: ofYear.length }),
              ...remainder(points, regional?.value ?? null),
            ],
    });
  };

  const method = [remark("census_survey")];
  return [
    population(),
    rates("chomage_recensement", SERIES.chomageRecensement, method),
    rates("chomage_enquete", SERIES.chomageEnquete, method),
    pib(),
    creations(),
    creationsProvinces(),
  ];
}

/** Order in time: the end of the period. */
const sortKey = (view: ObservationView): string => view.periodTo ?? `${view.year}-12-31`;

type Mesure = keyof typeof mesures;
const MESURES = Object.keys(mesures) as Mesure[];

/** Value of one measure: a number of records, or millions of dirhams. */
function measureOf(row: ComputedRow, mesure: Mesure): number | null {
  if (mesure === "nombre") return row.count;
  if (mesure === "emplois") return row.emplois;
  const centimes = mesure === "montant" ? row.montant : row.mediane;
  return centimes === null ? null : centimes / MDH;
}

function computedCards(input: RegionalInput): Card[] {
  const { calcul, provinces, secteurs, anneeEnCours } = input;

  const family = (
    base: "calcul_annees" | "calcul_provinces" | "calcul_secteurs",
    shape: Card["shape"],
    rows: readonly { row: ComputedRow; key: string; label: Libelle; partial: boolean }[],
    remarks: string[],
  ): Card[] =>
    MESURES.map((mesure) => ({
      key: mesure === "nombre" ? base : `${base}_${mesure}`,
      family: "calcule",
      title: joined(titres[base], mesures[mesure]),
      shape,
      unit: mesure === "nombre" ? calcul.unite : mesure === "emplois" ? "emplois" : "MDH",
      method: null,
      points: rows.map(({ row, key, label, partial }) => ({
        key,
        label,
        value: measureOf(row, mesure),
        partial,
        observation: null,
        records: row.count,
      })),
      total: measureOf(calcul.total, mesure),
      mediane: calcul.total.mediane === null ? null : calcul.total.mediane / MDH,
      vintages: [],
      asOf: null,
      remarks: [remark("computed_files", { unite: calcul.unite }), ...remarks],
    }));

  const named = (
    rows: readonly ComputedRow[],
    names: readonly { key: string; label: Libelle }[],
  ): { row: ComputedRow; key: string; label: Libelle; partial: boolean }[] => {
    const known = new Set(names.map((name) => name.key));
    const entries = names.map(({ key, label }) => ({
      row: rows.find((row) => row.key === key) ?? empty(key),
      key,
      label,
      partial: false,
    }));
    const others = rows.filter((row) => row.key === null || !known.has(row.key));
    return [
      ...entries,
      ...others.map((row) => ({
        row,
        key: row.key ?? "",
        label: row.key === null ? nonRenseigne : same(row.key),
        partial: false,
      })),
    ];
  };

  const dated = calcul.annees.filter((row) => row.key !== null);
  const annees = dated
    .toSorted((a, b) => Number(a.key) - Number(b.key))
    .map((row) => ({
      row,
      key: row.key!,
      label: same(row.key!),
      partial: Number(row.key) === anneeEnCours,
    }));
  const byAmount = (a: { row: ComputedRow }, b: { row: ComputedRow }): number =>
    b.row.montant - a.row.montant;

  return [
    ...family(
      "calcul_annees",
      "annees",
      annees,
      annees.some((annee) => annee.partial)
        ? [remark("current_year", { annee: anneeEnCours })]
        : [],
    ),
    ...family(
      "calcul_provinces",
      "categories",
      named(
        calcul.provinces,
        provinces.map(({ code, label }) => ({ key: code, label })),
      ),
      [],
    ),
    ...family(
      "calcul_secteurs",
      "categories",
      named(calcul.secteurs, secteurs).toSorted(byAmount),
      [],
    ),
  ];
}

const empty = (key: string): ComputedRow => ({
  key,
  count: 0,
  montant: 0,
  emplois: 0,
  mediane: null,
});

const joined = (title: Libelle, measure: Libelle): Libelle => ({
  fr: `${title.fr}, ${measure.fr}`,
  ar: `${title.ar}، ${measure.ar}`,
  en: `${title.en}, ${measure.en}`,
});

/** Published and computed side by side, year by year, with the difference of whole years. */
function differences(published: Published): Card[] {
  const { calcul, anneeEnCours, asOf } = published.input;
  const card = (key: CardKey, serie: string, mesure: Mesure, unit: string): Card => {
    const { shown } = cruiYears(published, key, serie);
    const computed = new Map(calcul.annees.map((row) => [Number(row.key), row]));
    const points = yearPoints(shown).flatMap(({ label, observation }): CardPoint[] => {
      const year = Number(label.fr);
      const row = computed.get(year) ?? empty(label.fr);
      const value = measureOf(row, mesure) ?? 0;
      const comparable = observation !== null && !observation.partial && year !== anneeEnCours;
      return [
        publishedPoint(`${year}/publie`, label, observation),
        {
          key: `${year}/calcule`,
          label,
          value,
          partial: year === anneeEnCours,
          observation: null,
          records: row.count,
        },
        {
          key: `${year}/ecart`,
          label,
          value: comparable ? sum([value, -observation.value]) : null,
          partial: false,
          observation: null,
          records: null,
        },
      ];
    });
    const partial = points.filter((point) => point.key.endsWith("/publie") && point.partial);
    return {
      key,
      family: "calcule",
      title: titres[key],
      shape: "table",
      unit,
      method: null,
      points,
      total: null,
      mediane: null,
      vintages: vintagesOf(
        published.all([serie]).filter((view) => view.territoire === published.input.region.code),
      ),
      asOf: published.input.cards[key] ?? asOf,
      remarks: [
        remark("published_computed"),
        ...(mesure === "nombre" && calcul.unite === "dossiers"
          ? [remark("projects_against_files")]
          : []),
        ...partial.map((point) => remark("not_comparable", { annee: point.label.fr })),
        ...generalRemarks(points.filter((point) => point.key.endsWith("/publie"))),
      ],
    };
  };
  return [
    card("ecart_annees", SERIES.projets, "nombre", "projets"),
    card("ecart_annees_montant", SERIES.investissement, "montant", "MDH"),
  ];
}
