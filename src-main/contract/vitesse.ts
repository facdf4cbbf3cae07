import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { route } from "./base.ts";
import { fieldFault } from "./errors.ts";
import { id, progress } from "./primitives.ts";
import { fieldValue } from "./records.ts";

/** Screens whose filters, order and columns can be kept under a name. */
export const ecransVue = ["dossiers", "dossiers-tableau"] as const;
export type EcranVue = (typeof ecransVue)[number];

const keys = z.array(z.string().max(64)).max(100);

/** What a saved view holds, as JSON in its row. The address is read again by the screen that wrote it. */
export const contenuVue = z.object({
  /** Query part of the screen's address: text, filters, sort, grouping. */
  adresse: z.string().max(6000),
  colonnes: z
    .object({
      order: keys,
      hidden: keys,
      sizes: z.record(z.string().max(64), z.number().min(0).max(4000)),
    })
    .optional(),
});
export type ContenuVue = z.infer<typeof contenuVue>;

export const vueLigne = z.object({
  id,
  nom: z.string(),
  /** Null when what was kept can no longer be read. */
  contenu: contenuVue.nullable(),
  partagee: z.boolean(),
  /** Opens first for its owner. */
  parDefaut: z.boolean(),
  /** False for a view somebody else shares: it is read, never changed. */
  mienne: z.boolean(),
  /** Name of its owner. */
  auteur: z.string().nullable(),
});
export type VueLigne = z.infer<typeof vueLigne>;

export const vues = {
  /** The user's own views of a screen and those that others share, by name. */
  list: route
    .input(z.object({ ecran: z.enum(ecransVue) }))
    .output(z.object({ vues: z.array(vueLigne) })),
};

export const favoriLigne = z.object({
  /** Id of the favourite itself. */
  id,
  recordTable: z.string(),
  recordId: id,
  reference: z.string().nullable(),
  titreFr: z.string(),
  titreAr: z.string().nullable(),
});
export type FavoriLigne = z.infer<typeof favoriLigne>;

export const favoris = {
  /** Records the user keeps at hand, in their order. One in the trash is left out. */
  list: route.input(z.object({})).output(z.object({ favoris: z.array(favoriLigne) })),
};

/** Fields that several dossiers, or their projects, may be given at once. */
export const bulkFields = {
  dossier: [
    "etat",
    "phase",
    "officierId",
    "deposeLe",
    "valideLe",
    "diffuseLe",
    "pvLe",
    "notifieLe",
    "delivreLe",
    "observation",
  ],
  projet: ["secteur", "suivi", "statutFoncier", "lanceLe", "acheveLe"],
} as const;
export type BulkRecord = keyof typeof bulkFields;

/** Most rows named one by one; beyond, a filter says which. */
export const bulkIds = 5000;

export const bulkRefusal = z.object({
  id,
  reference: z.string(),
  faults: z.array(fieldFault),
});
export type BulkRefusal = z.infer<typeof bulkRefusal>;

export const bulkReport = z.object({
  /** Records looked at: dossiers, or their distinct projects. */
  read: z.number().int(),
  changed: z.number().int(),
  /** Already so. */
  same: z.number().int(),
  refused: z.number().int(),
  /** The first refused, each with its reasons. */
  refusals: z.array(bulkRefusal),
});
export type BulkReport = z.infer<typeof bulkReport>;

export const bulkEvent = z.discriminatedUnion("type", [
  progress,
  z.object({
    type: z.literal("done"),
    report: bulkReport,
    actionId: id.nullable(),
    dryRun: z.boolean(),
  }),
]);
export type BulkEvent = z.infer<typeof bulkEvent>;

/** What a bulk change is asked with, beside the dossiers it is about. */
export const bulkChange = {
  record: z.enum(["dossier", "projet"]),
  /** One field, one value. */
  patch: z.record(z.string().max(64), fieldValue),
  /** Adds a text under the one that is there instead of taking its place. */
  append: z.boolean().optional(),
  dryRun: z.boolean(),
};

export const bulkOutput = eventIterator(bulkEvent);
