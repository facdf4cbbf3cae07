import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, isoDate, libelle } from "./primitives.ts";
import { recordView } from "./records.ts";

/** How we know the as-of date of an observation. */
export const asOfBasis = z.enum(["stated", "publication", "period_end"]);

/** A published figure that a derived one is made of. */
export const calculPart = z.object({
  indicateur: z.string(),
  territoire: z.string(),
  territoireLabel: libelle,
  period: z.string(),
  value: z.number(),
  unit: z.string(),
  asOf: z.string(),
  source: z.string(),
  /** Of the same period, a census standing for later years, an earlier period, a whole, a term of a sum. */
  role: z.enum(["exact", "census", "previous", "whole", "cumul", "place"]),
});
export type CalculPart = z.infer<typeof calculPart>;

/** One published figure in force at a date. */
export const observationView = z.object({
  /** The record behind it; none for a figure that was computed. */
  id: id.nullish(),
  indicateur: z.string(),
  /** HCP code, or the registry place's key. */
  territoire: z.string(),
  territoireLabel: libelle,
  period: z.string(),
  periodFrom: z.string().nullable(),
  periodTo: z.string().nullable(),
  year: z.number().int(),
  /** Covers part of a calendar year only. */
  partial: z.boolean(),
  value: z.number(),
  unit: z.string(),
  source: z.string(),
  confidence,
  asOf: z.string(),
  asOfBasis,
  note: z.string().nullable(),
  /** What a computed figure is made of: the formula, null for a sum of registry places, and its parts. */
  calcul: z.object({ formule: z.string().nullable(), parts: z.array(calculPart) }).nullish(),
});
export type ObservationView = z.infer<typeof observationView>;

export const serieMeta = z.object({
  id,
  key: z.string(),
  label: libelle,
  unit: z.string(),
  theme: z.string(),
  kind: z.string(),
  /** Census and survey are methods that never share an axis. */
  method: z.string().nullable(),
  /** Formula of a derived series; null for a published one. */
  formule: z.string().nullable(),
  description: z.string().nullable(),
  /** Number of observations; 0 for a derived series. */
  count: z.number().int(),
});
export type SerieMeta = z.infer<typeof serieMeta>;

/** Why the figures of a derived series cannot be computed: a code of `erreurs:faute`. */
export const serieFault = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SerieFault = z.infer<typeof serieFault>;

/** A period of a derived series without a figure, and why. */
export const absence = z.object({
  territoire: z.string(),
  territoireLabel: libelle,
  period: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.string()),
});
export type AbsenceView = z.infer<typeof absence>;

/** A series in the list. */
export const serieLigne = serieMeta.extend({
  /** Levels of territory it is known for: `pays`, `region`, `province`, `registre`… */
  niveaux: z.array(z.string()),
  /** Newest period, in its own words, and newest as-of date. */
  period: z.string().nullable(),
  asOf: z.string().nullable(),
  /** Source of its newest figure. */
  source: z.string().nullable(),
  fault: serieFault.nullable(),
});
export type SerieLigne = z.infer<typeof serieLigne>;

export const serieSortKeys = [
  "label",
  "theme",
  "unit",
  "method",
  "count",
  "period",
  "asOf",
] as const;
export const serieFilter = z.object({
  text: z.string().max(200).optional(),
  theme: z.string().max(60).optional(),
  method: z.string().max(60).optional(),
  origine: z.enum(["publiee", "derivee"]).optional(),
});
export type SerieFilter = z.infer<typeof serieFilter>;
export const serieSort = z.object({ key: z.enum(serieSortKeys), desc: z.boolean() });
export type SerieSort = z.infer<typeof serieSort>;

/** A figure in force, with the other publications of its period. */
export const figureEnVigueur = z.object({
  /** Text equal for two notations of one period. */
  periode: z.string(),
  enVigueur: observationView,
  /** Not later than the date asked, newest first. */
  autres: z.array(observationView),
});
export type FigureEnVigueur = z.infer<typeof figureEnVigueur>;

/** One series, whole: its record, its figures in force, every publication, and what hangs on it. */
export const serieFiche = z.object({
  serie: serieMeta,
  fiche: recordView,
  /** Methods of the series it is made of, its own for a published one. */
  methods: z.array(z.string()),
  asOf: z.string().nullable(),
  /** As-of dates that exist, newest first. */
  vintages: z.array(z.string()),
  territoires: z.array(z.object({ code: z.string(), label: libelle, niveau: z.string() })),
  figures: z.array(figureEnVigueur),
  /** Registry places by province: a place is a court, not a province. */
  places: z.array(z.object({ province: libelle, places: z.array(libelle) })),
  absences: z.array(absence),
  fault: serieFault.nullable(),
  /** Derived series that this one is a part of. */
  utiliseePar: z.array(z.object({ id, key: z.string(), label: libelle })),
  /** Series that its formula names. */
  parties: z.array(z.object({ id, key: z.string(), label: libelle, unit: z.string() })),
});
export type SerieFiche = z.infer<typeof serieFiche>;

/** A point of a card: a published observation, or a figure computed from our own files. */
export const cardPoint = z.object({
  key: z.string(),
  label: libelle,
  value: z.number().nullable(),
  partial: z.boolean(),
  /** The observation behind a published point. */
  observation: observationView.nullable(),
  /** Number of dossiers behind a computed point. */
  records: z.number().int().nullable(),
});
export type CardPoint = z.infer<typeof cardPoint>;

/** A card of a dashboard: one measure, one unit, one method. */
export const card = z.object({
  key: z.string(),
  family: z.enum(["publie", "calcule"]),
  title: libelle,
  shape: z.enum(["nombre", "annees", "categories", "table"]),
  unit: z.string(),
  method: z.string().nullable(),
  points: z.array(cardPoint),
  /** Sum, or the headline number; null when it has no meaning. */
  total: z.number().nullable(),
  /** Median of the underlying amounts, computed family only. */
  mediane: z.number().nullable(),
  /** As-of dates that exist for this card, newest first. */
  vintages: z.array(z.string()),
  /** Vintage asked for; null is the newest of each period. */
  asOf: z.string().nullable(),
  /** Codes of remarks the interface translates, e.g. `registry_places_mapped`. */
  remarks: z.array(z.string()),
});
export type Card = z.infer<typeof card>;

export const dashboard = z.object({
  key: z.string(),
  region: libelle,
  computedAt: z.number(),
  asOf: z.string().nullable(),
  vintages: z.array(z.string()),
  cards: z.array(card),
});
export type Dashboard = z.infer<typeof dashboard>;

export const indicateurs = {
  /** The series as a list, by pages. */
  list: route
    .input(
      z.object({
        filter: serieFilter,
        sort: serieSort,
        cursor: z.string().max(20).nullable(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(serieLigne), next: z.string().nullable() })),
  anchors: route
    .input(
      z.object({
        filter: serieFilter,
        sort: serieSort,
        pageSize: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ count: z.number().int(), cursors: z.array(z.string()) })),
  /** One series by its id, read as of a day. */
  fiche: route.input(z.object({ id, asOf: isoDate.nullish() })).output(serieFiche),
  catalogue: route.input(z.object({})).output(z.object({ series: z.array(serieMeta) })),
  /** Observations in force at `asOf` (newest vintage of each period not later than it). */
  series: route
    .input(
      z.object({
        key: z.string().max(120),
        territoire: z.string().max(120).optional(),
        asOf: isoDate.optional(),
      }),
    )
    .output(z.object({ serie: serieMeta, observations: z.array(observationView) })),
  /** Every vintage of one series, newest first. */
  vintages: route
    .input(z.object({ key: z.string().max(120) }))
    .output(z.object({ serie: serieMeta, observations: z.array(observationView) })),
};
