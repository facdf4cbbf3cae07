import type { DossierFilter, DossierSort } from "../../../src-main/contract/dossiers.ts";
import { dossierColumnKeys } from "../../../src-main/contract/fields.ts";

/** Filters that are a choice among codes; several codes of one are alternatives. */
export const choiceKeys = [
  "province",
  "commune",
  "secteur",
  "acte",
  "etat",
  "phase",
  "decision",
  "officier",
  "suivi",
] as const;
export type ChoiceKey = (typeof choiceKeys)[number];

/** Filters between two days, both included: their first and last field, named as in the filter of the store. */
export const dayParams = {
  depose: ["deposeDu", "deposeAu"],
  /** The latest passage. */
  decide: ["decideDu", "decideAu"],
  /** The first approval of the project, on the dossier that brought it. */
  accord: ["accordDu", "accordAu"],
  valide: ["valideDu", "valideAu"],
  diffuse: ["diffuseDu", "diffuseAu"],
  delivre: ["delivreDu", "delivreAu"],
} as const;
export type DayKey = keyof typeof dayParams;
type DayField = (typeof dayParams)[DayKey][number];
const dayKeys = Object.keys(dayParams) as DayKey[];
const dayFields = Object.values(dayParams).flat();

/** True for a filter between two days. */
export const isDay = (key: string): key is DayKey => key in dayParams;

/** Parameters of the address that do not bear the name of their field. */
const SHORT: Partial<Record<DayField, string>> = { deposeDu: "du", deposeAu: "au" };

/** Everything the user can filter by, in the order of the « + filtre » menu. */
export const filterKeys = [...choiceKeys, "montant", ...dayKeys, "echeance"] as const;
export type FilterKey = (typeof filterKeys)[number];

/** `retard`: past due today; `bientot`: near by the warning of its own rule; else an ISO date. */
type Deadline = "retard" | "bientot" | (string & {});

/** What the address of the list and of the board says. Relative to no day, so that a link keeps its meaning. */
export interface Query extends Partial<Record<DayField, string>> {
  text?: string;
  choices: Partial<Record<ChoiceKey, string[]>>;
  /** Centimes. */
  montantMin?: number;
  montantMax?: number;
  echeance?: Deadline;
  /** Saved view the list was opened from, or `aucune` for none although one opens first. */
  vue?: string;
  sort: DossierSort;
  /** Columns of the board. */
  groupBy: "etat" | "phase";
}

export const DEFAULT_SORT: DossierSort = { key: "deposeLe", desc: true };

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const sortKeys: readonly string[] = [...dossierColumnKeys, "ordre", "updatedAt"];

const integer = (text: string | null): number | undefined =>
  text !== null && /^\d{1,17}$/.test(text) ? Number(text) : undefined;
const date = (text: string | null): string | undefined =>
  text !== null && isoDate.test(text) ? text : undefined;

/** Reads the query part of an address. What it does not understand is left out. */
export function parseQuery(search: string): Query {
  const params = new URLSearchParams(search);
  const choices: Query["choices"] = {};
  for (const key of choiceKeys) {
    const values = (params.get(key) ?? "").split(",").filter(Boolean).slice(0, 200);
    if (values.length > 0) choices[key] = values;
  }
  const tri = params.get("tri") ?? "";
  const desc = tri.startsWith("-");
  const key = desc ? tri.slice(1) : tri;
  const echeance = params.get("echeance");
  const text = params.get("texte")?.slice(0, 200);
  const montantMin = integer(params.get("min"));
  const montantMax = integer(params.get("max"));
  const days: Partial<Record<DayField, string>> = {};
  for (const field of dayFields) {
    const day = date(params.get(SHORT[field] ?? field));
    if (day) days[field] = day;
  }
  const vue = params.get("vue")?.slice(0, 64);
  return {
    choices,
    ...(text ? { text } : {}),
    ...(montantMin === undefined ? {} : { montantMin }),
    ...(montantMax === undefined ? {} : { montantMax }),
    ...days,
    ...(echeance === "retard" || echeance === "bientot" || date(echeance)
      ? { echeance: echeance! }
      : {}),
    ...(vue ? { vue } : {}),
    sort: sortKeys.includes(key) ? { key: key as DossierSort["key"], desc } : DEFAULT_SORT,
    groupBy: params.get("colonnes") === "phase" ? "phase" : "etat",
  };
}

/** The query part of the address of a list: what `parseQuery` reads back. */
export function writeQuery(query: Query): string {
  const params = new URLSearchParams();
  if (query.text) params.set("texte", query.text);
  for (const key of choiceKeys) {
    const values = query.choices[key];
    if (values && values.length > 0) params.set(key, values.join(","));
  }
  if (query.montantMin !== undefined) params.set("min", String(query.montantMin));
  if (query.montantMax !== undefined) params.set("max", String(query.montantMax));
  for (const field of dayFields) {
    const day = query[field];
    if (day) params.set(SHORT[field] ?? field, day);
  }
  if (query.echeance) params.set("echeance", query.echeance);
  const { key, desc } = query.sort;
  if (key !== DEFAULT_SORT.key || desc !== DEFAULT_SORT.desc)
    params.set("tri", `${desc ? "-" : ""}${key}`);
  if (query.groupBy === "phase") params.set("colonnes", "phase");
  if (query.vue) params.set("vue", query.vue);
  return params.toString().replaceAll("%2C", ",");
}

/** The filter the store understands, on a given day. @param today ISO date of the session. */
export function filterOf(query: Query, today: string): DossierFilter {
  const filter: DossierFilter = { ...query.choices };
  if (query.text) filter.text = query.text;
  if (query.montantMin !== undefined) filter.montantMin = query.montantMin;
  if (query.montantMax !== undefined) filter.montantMax = query.montantMax;
  for (const field of dayFields) {
    const day = query[field];
    if (day) filter[field] = day;
  }
  if (query.echeance === "retard") filter.echeanceAvant = today;
  else if (query.echeance === "bientot") filter.echeanceProche = today;
  else if (query.echeance) filter.echeanceAvant = query.echeance;
  return filter;
}

/** True when the query narrows nothing. */
export const isWhole = (query: Query): boolean =>
  !query.text && filterKeys.every((key) => !isActive(query, key));

/** True when a filter is in force. */
export function isActive(query: Query, key: FilterKey): boolean {
  if (key === "montant") return query.montantMin !== undefined || query.montantMax !== undefined;
  if (isDay(key)) return dayParams[key].some((field) => query[field]);
  if (key === "echeance") return query.echeance !== undefined;
  return (query.choices[key]?.length ?? 0) > 0;
}

/** The query without one filter. */
export function without(query: Query, key: FilterKey): Query {
  const next: Query = { ...query, choices: { ...query.choices } };
  if (key === "montant") {
    delete next.montantMin;
    delete next.montantMax;
  } else if (isDay(key)) {
    for (const field of dayParams[key]) delete next[field];
  } else if (key === "echeance") delete next.echeance;
  else delete next.choices[key];
  return next;
}

/** The query with no filter at all; the sort and the grouping stay. */
export const cleared = (query: Query): Query => ({
  ...(query.vue ? { vue: query.vue } : {}),
  choices: {},
  sort: query.sort,
  groupBy: query.groupBy,
});

/** Quick views: they hold the officer and the deadline, the other filters are added to them. */
export const quickViews = ["tous", "miens", "retard", "bientot"] as const;
export type QuickView = (typeof quickViews)[number];

/** The query of a quick view, the other filters kept. @param me id of the user, if known. */
export function inView(query: Query, view: QuickView, me: string | null): Query {
  const next = without(without(query, "officier"), "echeance");
  if (view === "miens" && me) next.choices.officier = [me];
  if (view === "retard" || view === "bientot") {
    next.echeance = view;
    next.sort = { key: "echeanceLe", desc: false };
  } else if (viewOf(query, me) === "retard" || viewOf(query, me) === "bientot")
    next.sort = DEFAULT_SORT;
  return next;
}

/** The quick view a query is in. */
export function viewOf(query: Query, me: string | null): QuickView {
  const officers = query.choices.officier ?? [];
  if (query.echeance === "retard" && officers.length === 0) return "retard";
  if (query.echeance === "bientot" && officers.length === 0) return "bientot";
  if (me && officers.length === 1 && officers[0] === me && !query.echeance) return "miens";
  return "tous";
}

/** The query without the name of the view it came from: what a view keeps, and what another screen is given. */
export function unnamed(query: Query): Query {
  const { vue: _, ...rest } = query;
  return rest;
}
