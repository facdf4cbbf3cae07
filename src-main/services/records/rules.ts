import type { RecordKey } from "../../contract/fields.ts";
import type { SqlValue } from "../../store/database.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import type { LedgerTableKey } from "../../store/tables.ts";
import type { Context } from "../context.ts";
import type { Answers } from "./values.ts";
import { annuaireRules } from "./annuaire-rules.ts";
import { conventionRules } from "./convention-rules.ts";
import { delaisRules } from "./delais-rules.ts";
import { dossierRules } from "./dossier-rules.ts";
import { editionRules } from "./edition-rules.ts";
import { executionRules } from "./execution-rules.ts";
import { instructionOfDossier, instructionRules } from "./instruction-rules.ts";
import { financementRules } from "./financement-rules.ts";
import { indicateurRules } from "./indicateur-rules.ts";
import { evenementRules } from "./evenement-rules.ts";
import { programmeRules } from "./programme-rules.ts";
import { travailRules } from "./travail-rules.ts";
import { primesRules } from "./primes-rules.ts";
import { rapportRules } from "./rapport-rules.ts";
import { seanceRules } from "./seance-rules.ts";
import { tableauRules } from "./tableau-rules.ts";
import { tacheRules } from "./tache-rules.ts";
import { vitesseRules } from "./vitesse-rules.ts";

/** Values of a record by TypeScript key. */
export type Values = Record<string, SqlValue>;

/**
 * What the trade adds to the writing of one record type. Every function runs inside the transaction
 * of the action and may refuse by throwing `Invalid`.
 */
export interface RecordRule {
  /** Completes the values of a new record: number, order, state. Runs after they were read. */
  complete?: (ctx: Context, values: Values) => Values;
  /** Id of a new record whose identity is what it links; undefined for a fresh one. */
  idOf?: (values: Values) => string;
  /** Completes what a change brings with it: the phase of a state. */
  amend?: (ctx: Context, patch: Values, before: Row) => Values;
  /** `answers` holds what the user confirmed of what looked wrong. */
  created?: (ctx: Context, writer: Writer, id: string, values: Values, answers?: Answers) => void;
  /** `patch` holds only what was asked for; `before` the row as it was. */
  changed?: (
    ctx: Context,
    writer: Writer,
    id: string,
    patch: Values,
    before: Row,
    answers?: Answers,
  ) => void;
  removed?: (ctx: Context, writer: Writer, id: string, row: Row) => void;
  restored?: (ctx: Context, writer: Writer, id: string) => void;
}

/** One rule of two concerns: each hook of the first, then that of the second. */
function both(first: RecordRule, second: RecordRule): RecordRule {
  return {
    ...first,
    created(...hook) {
      first.created?.(...hook);
      second.created?.(...hook);
    },
    changed(...hook) {
      first.changed?.(...hook);
      second.changed?.(...hook);
    },
  };
}

/** The rules of each record type, by concern. */
export const rules: Partial<Record<RecordKey, RecordRule>> = {
  ...annuaireRules,
  ...dossierRules,
  ...travailRules,
  ...conventionRules,
  ...programmeRules,
  ...financementRules,
  ...tacheRules,
  ...vitesseRules,
  ...seanceRules,
  ...delaisRules,
  ...evenementRules,
  ...instructionRules,
  ...executionRules,
  ...primesRules,
  ...indicateurRules,
  ...tableauRules,
  ...editionRules,
  ...rapportRules,
  dossier: both(dossierRules.dossier, instructionOfDossier),
};

/** A table whose rows go to the trash with the row they hang on, and the column that names it. */
export interface Hanging {
  table: LedgerTableKey;
  column: string;
}

/** What goes to the trash, and comes back, with a record. */
export const hanging: Partial<Record<LedgerTableKey, readonly Hanging[]>> = {
  projet: [
    { table: "dossier", column: "projet_id" },
    { table: "visite", column: "projet_id" },
    { table: "simulation", column: "projet_id" },
    { table: "financement", column: "projet_id" },
  ],
  dossier: [
    { table: "passage", column: "dossier_id" },
    { table: "piece", column: "dossier_id" },
    { table: "complement", column: "dossier_id" },
    { table: "consultation", column: "dossier_id" },
    { table: "reserve", column: "dossier_id" },
    { table: "recours", column: "dossier_id" },
    { table: "inscription", column: "dossier_id" },
  ],
  complement: [{ table: "complementPiece", column: "complement_id" }],
  organisation: [{ table: "role", column: "organisation_id" }],
  personne: [{ table: "role", column: "personne_id" }],
  convention: [
    { table: "partie", column: "convention_id" },
    { table: "contribution", column: "convention_id" },
    { table: "clause", column: "convention_id" },
    { table: "conventionSecteur", column: "convention_id" },
    { table: "modification", column: "avenant_id" },
    { table: "suspension", column: "convention_id" },
    { table: "engagement", column: "convention_id" },
    { table: "livrable", column: "convention_id" },
    { table: "indicateurConvention", column: "convention_id" },
    { table: "comite", column: "convention_id" },
    { table: "versement", column: "convention_id" },
  ],
  engagement: [{ table: "realisation", column: "engagement_id" }],
  indicateurConvention: [{ table: "mesure", column: "indicateur_id" }],
  comite: [
    { table: "membreComite", column: "comite_id" },
    { table: "reunion", column: "comite_id" },
  ],
  reunion: [
    { table: "presence", column: "reunion_id" },
    { table: "decisionReunion", column: "reunion_id" },
  ],
  membreComite: [{ table: "presence", column: "membre_id" }],
  accompagnement: [
    { table: "entretien", column: "accompagnement_id" },
    { table: "suiviEntreprise", column: "accompagnement_id" },
  ],
  financement: [{ table: "collecte", column: "financement_id" }],
  serie: [{ table: "observation", column: "serie_id" }],
  tableau: [{ table: "carte", column: "tableau_id" }],
  rapport: [{ table: "rapportFait", column: "rapport_id" }],
  seance: [
    { table: "inscription", column: "seance_id" },
    { table: "participant", column: "seance_id" },
  ],
};

/** What hangs on any record by its table and id. */
export const attached: readonly LedgerTableKey[] = ["pieceJointe", "evenement", "tache", "favori"];

/** Column that names a record in the journal and in the trash. */
export const titleColumns: Record<RecordKey, string> = {
  projet: "intitule_fr",
  dossier: "reference",
  passage: "tenu_le",
  organisation: "nom_fr",
  personne: "nom_fr",
  role: "role",
  piece: "libelle",
  complement: "demande_le",
  consultation: "demande_le",
  reserve: "texte",
  recours: "depose_le",
  seance: "numero",
  inscription: "statut",
  participant: "nom",
  visite: "faite_le",
  tache: "titre",
  evenement: "le",
  demande: "reference",
  accompagnement: "reference",
  convention: "numero",
  partie: "role",
  contribution: "annee",
  clause: "titre_fr",
  conventionSecteur: "secteur",
  modification: "champ",
  suspension: "du_le",
  engagement: "libelle_fr",
  realisation: "faite_le",
  versement: "tranche",
  livrable: "libelle_fr",
  indicateurConvention: "libelle_fr",
  mesure: "le",
  comite: "type",
  membreComite: "nom",
  reunion: "tenue_le",
  presence: "present",
  decisionReunion: "texte",
  budgetProgramme: "annee",
  partenaireProgramme: "role",
  cohorte: "nom",
  entretien: "objet",
  suiviEntreprise: "constate_le",
  financement: "reference",
  collecte: "le",
  simulation: "titre",
  modele: "nom",
  documentGenere: "genre",
  tableau: "titre_fr",
  carte: "titre_fr",
  edition: "titre",
  rapport: "titre",
  vue: "nom",
  serie: "label_fr",
  observation: "period",
  favori: "record_id",
};
