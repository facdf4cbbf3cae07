import { sansCode } from "../../../src-main/contract/primitives.ts";
import { filtrables, comparaison } from "../../../src-main/contract/tableaux.ts";
import type {
  Comparaison,
  TableauAsked,
  TableauFiltre,
} from "../../../src-main/contract/tableaux.ts";

/** What the address of a dashboard says. Relative to no day, so that a link keeps its meaning. */
export interface Demande {
  /** A key with no value at all opens what the dashboard narrows by itself. */
  filtre: TableauFiltre;
  comparer: Comparaison | null;
  /** Vintage of the published figures. */
  asOf: string | null;
  /** Day on which our own files are read. */
  etatLe: string | null;
  /** Vintage of some cards alone, by card key. */
  cartes: Record<string, string>;
}

export type Filtrable = (typeof filtrables)[number];

const ISO = /^\d{4}-\d{2}-\d{2}$/;
const ALL = "tous";

const day = (text: string | null): string | undefined =>
  text !== null && ISO.test(text) ? text : undefined;

/** Reads the query part of an address. What it does not understand is left out. */
export function lireDemande(search: string): Demande {
  const params = new URLSearchParams(search);
  const filtre: TableauFiltre = {};
  for (const key of filtrables) {
    const values = (params.get(key) ?? "").split(",").filter(Boolean).slice(0, 200);
    if (values.length === 0) continue;
    filtre[key] = values.includes(ALL)
      ? []
      : values.map((value) => (value === sansCode ? "" : value.slice(0, 64)));
  }
  const du = day(params.get("du"));
  const au = day(params.get("au"));
  const cartes = (params.get("cartes") ?? "")
    .split(",")
    .map((part) => part.split(":"))
    .filter(([key, date]) => key && ISO.test(date ?? ""));
  return {
    filtre: { ...filtre, ...(du ? { du } : {}), ...(au ? { au } : {}) },
    comparer: comparaison.safeParse(params.get("comparer")).data ?? null,
    asOf: day(params.get("edition")) ?? null,
    etatLe: day(params.get("etat")) ?? null,
    cartes: Object.fromEntries(cartes.map(([key, date]) => [key!, date!])),
  };
}

/** The query part of the address, with its question mark; empty when nothing is asked. */
export function ecrireDemande({ filtre, comparer, asOf, etatLe, cartes }: Demande): string {
  const params = new URLSearchParams();
  for (const key of filtrables) {
    const values = filtre[key];
    if (values === undefined) continue;
    params.set(key, values.length === 0 ? ALL : values.map((one) => one || sansCode).join(","));
  }
  if (filtre.du) params.set("du", filtre.du);
  if (filtre.au) params.set("au", filtre.au);
  if (comparer) params.set("comparer", comparer);
  if (asOf) params.set("edition", asOf);
  if (etatLe) params.set("etat", etatLe);
  const own = Object.entries(cartes).map(([key, date]) => `${key}:${date}`);
  if (own.length > 0) params.set("cartes", own.join(","));
  const query = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return query === "" ? "" : `?${query}`;
}

/** What the store is asked for. */
export const demander = (key: string, { cartes, ...demande }: Demande): TableauAsked => ({
  key,
  ...demande,
  ...(Object.keys(cartes).length === 0 ? {} : { cartes }),
});

/** True when the user asked for nothing of his own. */
export const estEntiere = (demande: Demande): boolean => ecrireDemande(demande) === "";

/** The filter with other values of one key; with none, the dashboard's own are opened. */
export function avec(
  filtre: TableauFiltre,
  key: Filtrable,
  values: readonly string[],
  own: TableauFiltre,
): TableauFiltre {
  const { [key]: _, ...rest } = filtre;
  if (values.length > 0) return { ...rest, [key]: [...values] };
  return (own[key]?.length ?? 0) > 0 ? { ...rest, [key]: [] } : rest;
}

/** The filter between other days. */
export function entre(
  filtre: TableauFiltre,
  { du, au }: { du?: string | undefined; au?: string | undefined },
): TableauFiltre {
  const { du: _, au: __, ...rest } = filtre;
  return { ...rest, ...(du ? { du } : {}), ...(au ? { au } : {}) };
}
