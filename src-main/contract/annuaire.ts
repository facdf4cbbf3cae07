import { z } from "zod";
import { route } from "./base.ts";
import { id } from "./primitives.ts";
import { actionRef, recordView } from "./records.ts";

const type = z.enum(["organisation", "personne"]);

/** What narrows the directory. */
export const annuaireFilter = z.object({
  /** Free text, folded as the search index is. */
  text: z.string().max(200).optional(),
  type: type.optional(),
  /** Key of the reference list `role_annuaire`. */
  role: z.string().max(64).optional(),
});
export type AnnuaireFilter = z.infer<typeof annuaireFilter>;

/** The directory is always in the order of folded names. */
export const annuaireSort = z.object({ key: z.literal("nom"), desc: z.boolean() });
export type AnnuaireSort = z.infer<typeof annuaireSort>;

/** One line of the directory. */
export const annuaireRow = z.object({
  id,
  type,
  nomFr: z.string(),
  nomAr: z.string().nullable(),
  /** Keys of `role_annuaire`. */
  roles: z.array(z.string()),
  ice: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Organisation of a person. */
  organisationFr: z.string().nullable(),
});
export type AnnuaireRow = z.infer<typeof annuaireRow>;

/** Why two entries may be the same. */
export const ressemblance = z.enum(["ice", "telephone", "nom"]);

export const doublon = annuaireRow.extend({ raisons: z.array(ressemblance) });
export type Doublon = z.infer<typeof doublon>;

const roleHeld = z.object({
  role: z.string(),
  /** True when it follows from a project held: nobody gave it, nobody takes it away. */
  deduit: z.boolean(),
});

/** Why a value whose format looks wrong was kept. */
const kept = z.object({
  champ: z.string(),
  motif: z.string(),
  at: z.number(),
  by: z.string().nullable(),
});

const projetHeld = z.object({
  id,
  reference: z.string(),
  intituleFr: z.string(),
  intituleAr: z.string().nullable(),
  /** Centimes. */
  montant: z.number().nullable(),
  dossiers: z.array(
    z.object({ id, reference: z.string(), acte: z.string().nullable(), etat: z.string() }),
  ),
});
export type ProjetHeld = z.infer<typeof projetHeld>;

export const organisationDetail = z.object({
  fiche: recordView,
  roles: z.array(roleHeld),
  personnes: z.array(
    annuaireRow.extend({ fonctionFr: z.string().nullable(), fonctionAr: z.string().nullable() }),
  ),
  /** The latest projects held; `projetsTotal` counts them all. */
  projets: z.array(projetHeld),
  projetsTotal: z.number().int(),
  justifications: z.array(kept),
});
export type OrganisationDetail = z.infer<typeof organisationDetail>;

export const personneDetail = z.object({
  fiche: recordView,
  roles: z.array(roleHeld),
  /** Projects whose contact it is. */
  projets: z.array(projetHeld),
  projetsTotal: z.number().int(),
  justifications: z.array(kept),
  /** Who asked to see a masked value, newest first. */
  acces: z.array(z.object({ champ: z.string(), at: z.number(), by: z.string().nullable() })),
});
export type PersonneDetail = z.infer<typeof personneDetail>;

/** Records that a field may name and that a picker searches. */
export const pickable = z.enum([
  "organisation",
  "personne",
  "projet",
  "dossier",
  "convention",
  "accompagnement",
  "cohorte",
  "financement",
]);
export type Pickable = z.infer<typeof pickable>;

const named = z.object({
  id,
  titleFr: z.string(),
  titleAr: z.string().nullable(),
  /** Reference or number of the record, when it has one. */
  reference: z.string().nullable(),
  /** What tells two of the same name apart: ICE, organisation. */
  detail: z.string().nullable(),
});
export type Named = z.infer<typeof named>;

const cursor = z.string().max(600);

export const annuaire = {
  list: route
    .input(
      z.object({
        filter: annuaireFilter,
        sort: annuaireSort,
        cursor: cursor.nullish(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(annuaireRow), next: cursor.nullable() })),
  /** Cursors of every `pageSize`-th row, and the number of rows. */
  anchors: route
    .input(
      z.object({
        filter: annuaireFilter,
        sort: annuaireSort,
        pageSize: z.number().int().min(20).max(500),
      }),
    )
    .output(z.object({ count: z.number().int(), cursors: z.array(cursor) })),
  organisation: route.input(z.object({ id })).output(organisationDetail),
  personne: route.input(z.object({ id })).output(personneDetail),
  /** Entries that may be the one being typed, the most alike first. */
  doublons: route
    .input(
      z.object({
        type,
        /** For a person, first and family names together. */
        nomFr: z.string().max(300).optional(),
        nomAr: z.string().max(300).optional(),
        ice: z.string().max(40).optional(),
        telephone: z.string().max(40).optional(),
        /** The entry itself, when it exists already. */
        saufId: id.optional(),
      }),
    )
    .output(z.object({ doublons: z.array(doublon) })),
  setRole: route
    .input(z.object({ type, id, role: z.string().max(64), present: z.boolean() }))
    .output(actionRef),
  /** The whole CIN of a person. The asking is recorded for ever: who, when. */
  revealCin: route
    .input(z.object({ personneId: id }))
    .output(z.object({ cin: z.string().nullable() })),
  /** Records of a type whose name holds every word of the text. */
  chercher: route
    .input(
      z.object({
        record: pickable,
        text: z.string().max(200),
        limit: z.number().int().min(1).max(50),
      }),
    )
    .output(z.object({ rows: z.array(named) })),
  /** Name of one record, for a field that holds its id. */
  nommer: route.input(z.object({ record: pickable, id })).output(named),
};
