import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, isoDate, libelle } from "./primitives.ts";

const centimes = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const basisPoints = z.number().int().min(0).max(10_000);

/**
 * A project as far as its holder knows it: null or absent is « not known », never « no ». Amounts in
 * centimes before tax, shares in basis points.
 */
export const projetSimule = z.object({
  /** Eligible amount of the investment (montant d'investissement primable). */
  montant: centimes.nullish(),
  emplois: z.number().int().nonnegative().max(10_000_000).nullish(),
  /** Code of a territory; its category decides the territorial prime. */
  territoire: z.string().max(32).nullish(),
  /** Key of a sector of the barometer. */
  secteur: z.string().max(64).nullish(),
  /** Women's share of the wage bill. */
  partFemmes: basisPoints.nullish(),
  integrationLocale: basisPoints.nullish(),
  /** Branch that sets the threshold of local integration. */
  brancheIntegration: z.enum(["agro_pharma", "autre_industrie"]).nullish(),
  fondsPropres: basisPoints.nullish(),
  /** Turnover before tax, the best of the last years that the regime looks at. */
  chiffreAffaires: centimes.nullish(),
  /** Whole years since the company was made. */
  ancienneteAns: z.number().int().min(0).max(200).nullish(),
  /** Share held by one large company. */
  partGrandeEntreprise: basisPoints.nullish(),
  actionnairePublic: z.boolean().nullish(),
  /** Whether the activity is in the region's list. */
  activiteListee: z.boolean().nullish(),
  /** Criteria of the strategic regime that the project meets; an empty list is « none ». */
  criteres: z.array(z.string().max(64)).max(20).nullish(),
  /** Primes whose condition the holder declares met or not, by the key of the prime. */
  declarations: z.record(z.string().max(64), z.boolean()).optional(),
});
export type ProjetSimule = z.infer<typeof projetSimule>;

/** What a threshold and a lack are counted in; rates are basis points, a ratio is jobs per million dirhams. */
const unite = z.enum(["centimes", "emplois", "bp", "ratio", "criteres"]);
const quantite = z.object({ valeur: z.number(), unite });
export type Quantite = z.infer<typeof quantite>;

/** One condition: met, not met, or null where what is known does not tell. */
export const condition = z.object({
  code: z.enum([
    "montant_min",
    "montant_max",
    "emplois_min",
    "emplois_autre_regime",
    "ratio_min",
    "fonds_propres_min",
    "criteres_min",
    "secteur_exclu",
    "chiffre_affaires",
    "grande_entreprise_max",
    "actionnaire_public",
    "activite_listee",
    "palier",
    "paliers_non_publies",
    "categorie",
    "part_femmes",
    "integration",
    "declaration",
  ]),
  met: z.boolean().nullable(),
  seuil: quantite.nullable(),
  /** What the project has; null when it is not known. */
  valeur: quantite.nullable(),
  /** By how much it misses, or exceeds under a `…_max` code. */
  manque: quantite.nullable(),
});
export type ConditionVue = z.infer<typeof condition>;

const provenance = {
  source: z.string(),
  url: z.string().nullable(),
  confidence,
  note: z.string().nullable(),
};

export const lignePrime = z.object({
  prime: z.string(),
  label: libelle,
  genre: z.enum(["paliers", "categorie", "fourchette", "fixe"]),
  /** Whether it rests on a word of the holder alone. */
  declaree: z.boolean(),
  /** Rate that the prime gives, or its least where what is known does not tell which. */
  rateBp: z.number().int(),
  rateMaxBp: z.number().int(),
  met: z.boolean().nullable(),
  conditions: z.array(condition),
  /** The condition as the list words it, in French. */
  publiee: z.string().nullable(),
  /** The next step of a jobs prime, and the jobs that lack to reach it. */
  suivant: z.object({ rateBp: z.number().int(), emplois: z.number().int() }).nullable(),
  ...provenance,
});
export type LignePrime = z.infer<typeof lignePrime>;

/** A gap in what is published, or two sources that differ. */
export const remarque = z.object({
  genre: z.enum(["lacune", "conflit"]),
  code: z.enum([
    "date_inconnue",
    "paliers_absents",
    "ratio_sans_prime",
    "fonds_propres",
    "liste_absente",
    "plafonds_differents",
    "plafond_secteur",
    "sans_prime",
    "approbateur_inconnu",
    "organe_a_verifier",
  ]),
  /** Whether the project as given falls in it. */
  concerne: z.boolean(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Remarque = z.infer<typeof remarque>;

export const regimeSimule = z.object({
  regime: z.string(),
  label: libelle,
  /** Null while what decides of the regime is not known; reserves about the company leave it true. */
  eligible: z.boolean().nullable(),
  statut: z.enum(["eligible", "sous_reserve", "a_verifier", "non_eligible", "hors_vigueur"]),
  /** First day it holds, or could hold at the earliest; null when not found. */
  depuis: z.string().nullable(),
  /** Last day it holds; null while it is in force. */
  jusqua: z.string().nullable(),
  /** Ways into the regime: one is enough, with all of its conditions. */
  voies: z.array(z.array(condition)),
  /** Conditions beside the ways: sector, company. */
  conditions: z.array(condition),
  lignes: z.array(lignePrime),
  plafond: z
    .object({
      rateBp: z.number().int().nullable(),
      /** Cap in centimes that holds for the project's sector. */
      montantMax: z.number().int().nullable(),
      ...provenance,
    })
    .nullable(),
  /** Sum of the primes whose condition is met, then with all that is still to verify, before the cap. */
  sommeBp: z.number().int(),
  sommeMaxBp: z.number().int(),
  /** The same under the cap; zero when the project is not eligible. */
  rateBp: z.number().int(),
  rateMaxBp: z.number().int(),
  /** Centimes, rounded down; null while the amount is not known. */
  montant: z.number().int().nullable(),
  montantMax: z.number().int().nullable(),
  /** Who approves, from the routing thresholds; null when no threshold fits. */
  approbation: z
    .object({ key: z.string(), label: libelle, approbateur: z.string().nullable(), ...provenance })
    .nullable(),
  remarques: z.array(remarque),
  ...provenance,
});
export type RegimeSimule = z.infer<typeof regimeSimule>;

/** Variants compared at once, at most. */
export const MAX_VARIANTES = 6;

/** A named variant, as the screen keeps it and the paper shows it. */
export const variante = z.object({
  id: z.string().max(40),
  nom: z.string().max(80),
  projet: projetSimule,
});
export type Variante = z.infer<typeof variante>;

/** What is kept of a simulation, and what the print layout is given. */
export const contenuSimulation = z.object({
  variantes: z.array(variante).min(1).max(MAX_VARIANTES),
});

export const primes = {
  /** Every regime for each project, from the lists in force on a day (today unless given). */
  simuler: route
    .input(
      z.object({
        asOf: isoDate.nullish(),
        projets: z.array(projetSimule).min(1).max(MAX_VARIANTES),
      }),
    )
    .output(
      z.object({
        asOf: z.string(),
        resultats: z.array(z.object({ regimes: z.array(regimeSimule) })),
      }),
    ),
  /** Kept simulations, the latest first: those of a project, or all of them. */
  simulations: route.input(z.object({ projetId: id.optional() })).output(
    z.object({
      simulations: z.array(
        z.object({ id, titre: z.string(), regleLe: z.string(), projetId: id.nullable() }),
      ),
    }),
  ),
};
