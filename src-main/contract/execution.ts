import { z } from "zod";
import { route } from "./base.ts";
import { id, isoDate } from "./primitives.ts";
import { actionRef, recordView } from "./records.ts";

const engagementEtat = z.enum([
  "a_venir",
  "en_cours",
  "tenu",
  "tenu_en_retard",
  "partiel",
  "defaillant",
  "sans_objet",
]);
export type EngagementEtat = z.infer<typeof engagementEtat>;
const livrableEtat = z.enum(["attendu", "en_retard", "recu", "accepte", "refuse"]);
export type LivrableEtat = z.infer<typeof livrableEtat>;
const versementEtat = z.enum(["prevu", "en_retard", "verse", "verse_en_partie"]);
export type VersementEtat = z.infer<typeof versementEtat>;

/** Who an overdue commitment climbed to; nobody when the convention names no one. */
const remontee = z.object({
  /** `sans_chef` when it should reach a head of pôle that nobody named: it stays with who follows it. */
  niveau: z.enum(["responsable", "chef_pole", "sans_chef"]),
  utilisateurId: id.nullable(),
  nom: z.string().nullable(),
});
export type Remontee = z.infer<typeof remontee>;

const occurrence = z.object({
  echeanceLe: isoDate.nullable(),
  etat: engagementEtat,
  fait: z.number(),
  tenuLe: isoDate.nullable(),
  retardJours: z.number().int(),
});

const partieView = z.object({
  id,
  organisationId: id,
  nomFr: z.string(),
  nomAr: z.string().nullable(),
  role: z.string(),
});
export type PartieView = z.infer<typeof partieView>;

/** A commitment on the day asked. */
const engagementView = z.object({
  fiche: recordView,
  etat: engagementEtat,
  /** The due day that decides. */
  dueLe: isoDate.nullable(),
  retardJours: z.number().int(),
  fait: z.number(),
  occurrences: z.array(occurrence),
  realisations: z.array(z.object({ fiche: recordView, pieces: z.number().int() })),
  /** Earliest due day that nothing met; null when there is none. */
  pourLe: isoDate.nullable(),
  /** Proof is asked and something done has no file. */
  preuveManque: z.boolean(),
  remontee: remontee.nullable(),
});
export type EngagementView = z.infer<typeof engagementView>;

/** What a payment waits for, as it stands on a day: a code that the interface puts into words. */
const conditionOn = z.object({
  remplie: z.boolean(),
  code: z.enum([
    "engagement_tenu",
    "engagement_non_tenu",
    "engagement_sans_objet",
    "livrable_accepte",
    "livrable_recu",
    "livrable_refuse",
    "livrable_non_recu",
    "pv_signe",
    "pv_non_signe",
    "reunion_annulee",
    "cible_atteinte",
    "cible_non_atteinte",
    "sans_mesure",
  ]),
  /** Day of what the code says; null when there is none. */
  le: isoDate.nullable(),
});
export type ConditionOn = z.infer<typeof conditionOn>;

const versementView = z.object({
  fiche: recordView,
  etat: versementEtat,
  retardJours: z.number().int(),
  condition: conditionOn.nullable(),
  /** Paid before the last party signed, or while one had not. */
  avantSignature: z.boolean(),
});
export type VersementView = z.infer<typeof versementView>;

/** Centimes of one party in one year. */
const ligneContribution = z.object({
  partieId: id,
  annee: z.number().int(),
  /** Contribution that the convention asks for. */
  du: z.number(),
  /** Instalments planned in that year. */
  prevu: z.number(),
  verse: z.number(),
});
export type LigneContribution = z.infer<typeof ligneContribution>;

const livrableView = z.object({
  fiche: recordView,
  etat: livrableEtat,
  retardJours: z.number().int(),
});
export type LivrableView = z.infer<typeof livrableView>;

const indicateurView = z.object({
  fiche: recordView,
  mesures: z.array(recordView),
  /** Last measure of the day or before. */
  valeur: z.number().nullable(),
  le: isoDate.nullable(),
  /** Per cent of the way from the baseline to the target. */
  avance: z.number().int().nullable(),
  atteint: z.boolean(),
  /** The target's day is past and it is not reached. */
  enRetard: z.boolean(),
});
export type IndicateurView = z.infer<typeof indicateurView>;

/** The next meeting of a committee, and what it follows from. */
const prochaineReunion = z.object({
  le: isoDate,
  /** A meeting planned already, the last one held, or the day the convention takes effect. */
  selon: z.enum(["prevue", "derniere", "effet"]),
  /** True when that day is past. */
  depassee: z.boolean(),
});
export type ProchaineReunion = z.infer<typeof prochaineReunion>;

export const presenceEtat = z.enum(["present", "absent", "remplace"]);
export type PresenceEtat = z.infer<typeof presenceEtat>;

const reunionView = z.object({
  fiche: recordView,
  presences: z.array(
    z.object({
      membreId: id,
      /** Null until the attendance was taken. */
      etat: presenceEtat.nullable(),
      remplacant: z.string().nullable(),
    }),
  ),
  decisions: z.array(
    z.object({
      fiche: recordView,
      tacheId: id.nullable(),
      /** Day its task was done. */
      faiteLe: isoDate.nullable(),
    }),
  ),
});
export type ReunionView = z.infer<typeof reunionView>;

const membreView = z.object({
  fiche: recordView,
  organisationFr: z.string().nullable(),
  organisationAr: z.string().nullable(),
});

const comiteView = z.object({
  fiche: recordView,
  membres: z.array(membreView),
  reunions: z.array(reunionView),
  prochaine: prochaineReunion.nullable(),
});
export type ComiteView = z.infer<typeof comiteView>;

/** Execution of one convention on a day. Amounts in centimes. */
export const executionView = z.object({
  conventionId: id,
  jour: isoDate,
  effetLe: isoDate.nullable(),
  finLe: isoDate.nullable(),
  parties: z.array(partieView),
  engagements: z.array(engagementView),
  versements: z.array(versementView),
  contributions: z.array(ligneContribution),
  livrables: z.array(livrableView),
  indicateurs: z.array(indicateurView),
  comites: z.array(comiteView),
});
export type ExecutionView = z.infer<typeof executionView>;

/** Execution of one convention in figures, on a day. Amounts in centimes. */
const executionRow = z.object({
  conventionId: id,
  /** Commitments by state; a state that no commitment has is left out. */
  engagements: z.partialRecord(engagementEtat, z.number().int()),
  versements: z.object({
    nombre: z.number().int(),
    prevu: z.number(),
    verse: z.number(),
    enRetard: z.number().int(),
  }),
  livrables: z.object({
    nombre: z.number().int(),
    acceptes: z.number().int(),
    enRetard: z.number().int(),
  }),
  /** The next thing due from that day on; null when nothing is. */
  prochaine: z
    .object({ le: isoDate, genre: z.enum(["engagement", "versement", "livrable", "reunion"]) })
    .nullable(),
});
export type ExecutionRow = z.infer<typeof executionRow>;

/** An overdue commitment as the person it climbed to sees it. */
const engagementRemonte = z.object({
  id,
  conventionId: id,
  numero: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  libelleFr: z.string(),
  libelleAr: z.string().nullable(),
  etat: engagementEtat,
  dueLe: isoDate.nullable(),
  retardJours: z.number().int(),
  niveau: remontee.shape.niveau,
});
export type EngagementRemonte = z.infer<typeof engagementRemonte>;

const ofDay = { jour: isoDate.optional() };

/** Commitments, payments, deliverables, indicators and committees of conventions, as of a day: today when none is given. */
export const execution = {
  get: route.input(z.object({ id, ...ofDay })).output(executionView),
  toutes: route.input(z.object(ofDay)).output(z.object({ rows: z.array(executionRow) })),
  /** Overdue commitments that climbed to the user, the latest first. */
  remontees: route
    .input(z.object({ limit: z.number().int().min(1).max(200) }))
    .output(z.object({ total: z.number().int(), rows: z.array(engagementRemonte) })),
  /** Who heads each pôle at this desk. */
  chefs: route
    .input(z.object({}))
    .output(z.object({ chefs: z.array(z.object({ pole: z.string(), utilisateurId: id })) })),
  setChef: route
    .input(z.object({ pole: z.string().max(64), utilisateurId: id.nullable() }))
    .output(actionRef),
  /** Says whether a member came to a meeting; null takes the answer back. */
  pointer: route
    .input(
      z.object({
        reunionId: id,
        membreId: id,
        etat: presenceEtat.nullable(),
        remplacant: z.string().trim().max(200).nullable(),
      }),
    )
    .output(actionRef),
};
