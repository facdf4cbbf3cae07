import { z } from "zod";
import { route } from "./base.ts";
import { id, isoDate, libelle } from "./primitives.ts";
import { carteCategorie, tableauAsked, tableauResult } from "./tableaux.ts";

/** An edition in the list: what is said of it, and how it was asked for. */
export const editionEntree = z.object({
  id,
  /** Key of a shipped dashboard, id of a composed one. */
  tableau: z.string(),
  /** Title of the dashboard as it was; null when what was frozen can no longer be read. */
  tableauTitre: libelle.nullable(),
  titre: z.string(),
  publieLe: isoDate,
  /** Who published it; null when not known. */
  publiePar: z.string().nullable(),
  observation: z.string().nullable(),
  filtreTexte: libelle.nullable(),
  cartes: z.number().int(),
  /** False when what is kept is no longer what was published. */
  intacte: z.boolean(),
});
export type EditionEntree = z.infer<typeof editionEntree>;

/** An edition with the figures that it froze; null when they can no longer be read. */
export const editionVue = editionEntree.extend({
  contenu: tableauResult.nullable(),
  /** SHA-256 of what was frozen, as it was published. */
  sha256: z.string(),
});
export type EditionVue = z.infer<typeof editionVue>;

/** One side of a compared figure, in the unit of its card. */
export const coteCompare = z.object({
  /** Null when it was not published, or had no meaning. */
  valeur: z.number().nullable(),
  partiel: z.boolean(),
  fiches: z.number().int().nullable(),
  mediane: z.number().nullable(),
});
export type CoteCompare = z.infer<typeof coteCompare>;

/** What became of a figure between two readings. */
export const ecartStatuts = ["egal", "hausse", "baisse", "nouveau", "disparu", "indefini"] as const;

/** One figure before and now. */
export const pointCompare = z.object({
  /** Category and series; null for the figure of the whole card. */
  categorie: carteCategorie.nullable(),
  serie: carteCategorie.nullable(),
  /** Null when the category or the series was not there. */
  avant: coteCompare.nullable(),
  apres: coteCompare.nullable(),
  statut: z.enum(ecartStatuts),
  /** Now less before, in the unit of the card; in points when that unit is a percentage. */
  difference: z.number().nullable(),
  /** Difference in percent of before; null for a percentage, and when before is nothing. */
  pourcent: z.number().nullable(),
});
export type PointCompare = z.infer<typeof pointCompare>;

/** Why the figures of a card are not set against one another. */
export const incomparables = ["unite", "methode", "axe", "famille", "faute"] as const;

/** A card before and now. */
export const carteComparee = z.object({
  key: z.string(),
  titre: libelle,
  statut: z.enum(["commune", "nouvelle", "disparue", "incomparable"]),
  raison: z.enum(incomparables).nullable(),
  /** Units before and now; null on the side where the card is not. */
  unites: z.object({ avant: z.string().nullable(), apres: z.string().nullable() }),
  /** Vintages of the published figures before and now. */
  millesimes: z.object({ avant: z.string().nullable(), apres: z.string().nullable() }),
  /** What the categories are, now. */
  axe: z.string().nullable(),
  /** A text that is not the same. */
  texteChange: z.boolean(),
  total: pointCompare.nullable(),
  points: z.array(pointCompare),
  /** Number of figures that differ, the whole included. */
  differences: z.number().int(),
});
export type CarteComparee = z.infer<typeof carteComparee>;

/** One reading of a comparison: an edition, or the figures of today. */
export const lectureComparee = z.object({
  /** Null for the figures of today. */
  editionId: id.nullable(),
  titre: z.string().nullable(),
  /** The user's day when the figures were computed. */
  jour: z.string(),
  filtreTexte: libelle,
  intacte: z.boolean(),
});
export type LectureComparee = z.infer<typeof lectureComparee>;

export const comparaisonEdition = z.object({
  tableau: z.string(),
  titre: libelle,
  avant: lectureComparee,
  apres: lectureComparee,
  /** Whether both were asked for under one filter; between two editions it may differ. */
  memeFiltre: z.boolean(),
  cartes: z.array(carteComparee),
});
export type ComparaisonEdition = z.infer<typeof comparaisonEdition>;

export const editions = {
  /** Editions of a dashboard, or of all, the latest first. */
  list: route
    .input(z.object({ tableau: z.string().max(64).nullish() }))
    .output(z.object({ editions: z.array(editionEntree) })),
  get: route.input(z.object({ id })).output(editionVue),
  /** Computes a dashboard now and freezes it. */
  publier: route
    .input(
      z.object({
        demande: tableauAsked,
        titre: z.string().max(2000),
        observation: z.string().max(20_000).nullish(),
      }),
    )
    .output(z.object({ actionId: z.string().nullable(), id })),
  /** An edition against another of the same dashboard, or against the figures of today under the same filter. */
  comparer: route.input(z.object({ id, avec: id.nullish() })).output(comparaisonEdition),
};
