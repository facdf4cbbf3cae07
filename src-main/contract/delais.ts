import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, isoDate, libelle } from "./primitives.ts";
import { actionRef } from "./records.ts";

/** A version of a rule of delay. Days are in `unit`. */
export const regle = z.object({
  key: z.string(),
  label: libelle,
  days: z.number().int(),
  unit: z.enum(["calendar", "working"]),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  source: z.string(),
  url: z.string().nullable(),
  confidence,
  note: z.string().nullable(),
  /** Days left from which the delay is near: a setting of the desk. */
  alerteJours: z.number().int(),
});
export type Regle = z.infer<typeof regle>;

export const jourSaute = z.object({
  date: z.string(),
  why: z.enum(["weekend", "holiday", "pause"]),
  /** Name of the holiday. */
  name: libelle.nullable(),
});

/** A request for missing documents that stops the clock; both days included, `to` null while open. */
export const pauseVue = z.object({
  complementId: id,
  from: z.string(),
  to: z.string().nullable(),
  numero: z.string().nullable(),
  motif: z.string().nullable(),
  origine: z.string(),
});

export const horloge = z.object({
  genre: z.enum(["decision", "acte", "recours_depot", "recours_reponse"]),
  /** Appeal it belongs to, by its kind in `type_recours`. */
  typeRecours: z.string().nullable(),
  recoursId: id.nullable(),
  /** Null when no version of the rule was in force on that day. */
  regle: regle.nullable(),
  /** First day, not counted, and the field that holds it. */
  from: z.string(),
  fromChamp: z.enum(["valideLe", "deposeLe", "notifieLe", "pvLe", "tenuLe"]),
  due: z.string().nullable(),
  used: z.number().int(),
  left: z.number().int(),
  status: z.enum(["a_temps", "proche", "en_retard", "suspendu", "termine"]),
  /** Day on which what the delay waits for was done. */
  endedLe: z.string().nullable(),
  /** Whether it was done after the last day. */
  tardif: z.boolean(),
  pauses: z.array(pauseVue),
  skipped: z.array(jourSaute),
  /** Years of the count whose religious holidays nobody confirmed; empty in calendar days. */
  anneesNonConfirmees: z.array(z.number().int()),
});
export type Horloge = z.infer<typeof horloge>;

export const recoursVue = z.object({
  id,
  type: z.string(),
  deposeLe: z.string(),
  reponseLe: z.string().nullable(),
  issue: z.string().nullable(),
  observation: z.string().nullable(),
});
export type RecoursVue = z.infer<typeof recoursVue>;

export const delaisDossier = z.object({
  /** Who is expected to act next. */
  plume: z.enum(["porteur", "administration", "commission", "cri", "autorite", "personne"]),
  horloges: z.array(horloge),
  recours: z.array(recoursVue),
});
export type DelaisDossier = z.infer<typeof delaisDossier>;

export const jourFerie = z.object({
  id,
  key: z.string(),
  label: libelle,
  /** First day in the year asked for. */
  date: z.string(),
  days: z.number().int(),
  religieux: z.boolean(),
  confirme: z.boolean(),
  source: z.string(),
  confidence,
});
export type JourFerie = z.infer<typeof jourFerie>;

const annee = z.number().int().min(1990).max(2100);

export const delais = {
  /** The clocks of one dossier, and who holds the pen. */
  dossier: route.input(z.object({ id })).output(delaisDossier),
  /** The holidays of a year, in order. */
  feries: route.input(z.object({ annee })).output(
    z.object({
      annee,
      /** True when the year has religious holidays and each is confirmed. */
      confirmee: z.boolean(),
      jours: z.array(jourFerie),
    }),
  ),
  /** Moves religious holidays of a year and confirms it, as one action. */
  enregistrerFeries: route
    .input(
      z.object({
        annee,
        jours: z
          .array(z.object({ id, date: isoDate, days: z.number().int().min(1).max(10) }))
          .max(20),
        confirmer: z.boolean(),
      }),
    )
    .output(actionRef),
};
