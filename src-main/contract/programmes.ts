import { z } from "zod";
import { route } from "./base.ts";
import { id } from "./primitives.ts";
import { recordView } from "./records.ts";
import { referenceRow } from "./references.ts";

/** Survival of firms after a number of years; those nobody looked at are in no rate. */
export const survie = z.object({
  years: z.number().int(),
  agees: z.number().int(),
  vivantes: z.number().int(),
  fermees: z.number().int(),
  inconnues: z.number().int(),
  tauxBp: z.number().int().nullable(),
});
export type Survie = z.infer<typeof survie>;

/** What holders became, counted from their accompaniments. */
const bilan = {
  accompagnes: z.number().int(),
  ouverts: z.number().int(),
  /** Holders with a financing obtained, or an outcome that says so. */
  finances: z.number().int(),
  entreprises: z.number().int(),
  emplois: z.number().int(),
};

export const programmeLigne = z.object({
  key: z.string(),
  ...bilan,
  conventions: z.number().int(),
  partenaires: z.number().int(),
  /** Centimes, all years. */
  budget: z.number().int(),
  /** Centimes granted to the holders of the programme. */
  accorde: z.number().int(),
});
export type ProgrammeLigne = z.infer<typeof programmeLigne>;

const named = { id, nomFr: z.string(), nomAr: z.string().nullable() };

export const cohorteLigne = z.object({
  fiche: recordView,
  ...bilan,
  survie: z.array(survie),
});
export type CohorteLigne = z.infer<typeof cohorteLigne>;

export const programmeDetail = z.object({
  /** Every version of its rules, the latest first, each with its source. */
  regles: z.array(referenceRow),
  ligne: programmeLigne,
  budgets: z.array(z.object({ fiche: recordView, financeur: z.object(named).nullable() })),
  partenaires: z.array(z.object({ id, role: z.string(), organisation: z.object(named) })),
  conventions: z.array(
    z.object({
      id,
      numero: z.string(),
      type: z.string(),
      intituleFr: z.string(),
      intituleAr: z.string().nullable(),
    }),
  ),
  cohortes: z.array(cohorteLigne),
  /** Accompaniments by stage, in the order of the stages. */
  etapes: z.array(z.object({ etape: z.string(), nombre: z.number().int() })),
  /** Financings by type: how many, asked and granted, in centimes. */
  financements: z.array(
    z.object({
      type: z.string(),
      nombre: z.number().int(),
      demande: z.number().int(),
      accorde: z.number().int(),
    }),
  ),
  /** Survival of all the firms created under the programme. */
  survie: z.array(survie),
});
export type ProgrammeDetail = z.infer<typeof programmeDetail>;

/** What an accompaniment holds besides its own fields. */
export const accompagnementSuivi = z.object({
  entretiens: z.array(
    z.object({
      fiche: recordView,
      mentorFr: z.string().nullable(),
      mentorAr: z.string().nullable(),
    }),
  ),
  /** Minutes of all the sessions that give their length. */
  minutes: z.number().int(),
  constats: z.array(recordView),
  survie: z.array(survie),
});
export type AccompagnementSuivi = z.infer<typeof accompagnementSuivi>;

export const programmes = {
  list: route.input(z.object({})).output(z.object({ programmes: z.array(programmeLigne) })),
  get: route.input(z.object({ key: z.string().max(64) })).output(programmeDetail),
  /** Sessions with an accompanied holder, and what became of the firm. */
  suivi: route.input(z.object({ accompagnementId: id })).output(accompagnementSuivi),
};
