import { z } from "zod";
import { route } from "./base.ts";
import { confidence, isoDate, libelle } from "./primitives.ts";

/** How we know the as-of date of an observation. */
export const asOfBasis = z.enum(["stated", "publication", "period_end"]);

/** One published figure in force at a date. */
export const observationView = z.object({
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
});
export type ObservationView = z.infer<typeof observationView>;

export const serieMeta = z.object({
  key: z.string(),
  label: libelle,
  unit: z.string(),
  theme: z.string(),
  kind: z.string(),
  /** Census and survey are methods that never share an axis. */
  method: z.string().nullable(),
  count: z.number().int(),
});
export type SerieMeta = z.infer<typeof serieMeta>;

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
