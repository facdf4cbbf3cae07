/** Record types whose fields are declared here. */
export const recordKeys = [
  "projet",
  "dossier",
  "passage",
  "organisation",
  "personne",
  "role",
  "piece",
  "complement",
  "consultation",
  "reserve",
  "recours",
  "seance",
  "inscription",
  "participant",
  "visite",
  "tache",
  "evenement",
  "demande",
  "accompagnement",
  "convention",
  "partie",
  "contribution",
  "clause",
  "conventionSecteur",
  "modification",
  "suspension",
  "engagement",
  "realisation",
  "livrable",
  "indicateurConvention",
  "mesure",
  "comite",
  "membreComite",
  "reunion",
  "presence",
  "decisionReunion",
  "versement",
  "budgetProgramme",
  "partenaireProgramme",
  "cohorte",
  "entretien",
  "suiviEntreprise",
  "financement",
  "collecte",
  "simulation",
  "modele",
  "documentGenere",
  "serie",
  "observation",
  "tableau",
  "carte",
  "edition",
  "rapport",
  "vue",
  "favori",
] as const;
export type RecordKey = (typeof recordKeys)[number];

/** What a field holds. Money is integer centimes of MAD, dates are `YYYY-MM-DD` text. */
export type FieldKind =
  | "text"
  | "longtext"
  | "money"
  | "integer"
  | "decimal"
  | "area"
  | "date"
  | "boolean"
  | "choice"
  | "territoire"
  | "utilisateur"
  | "record"
  | "time"
  | "ice"
  | "rib"
  | "cin"
  | "phone"
  | "email";

/** How two desks' values of one field are brought together when review packs return. */
type MergeRule = "last" | "ask";

export interface Field {
  key: string;
  kind: FieldKind;
  /** Reference list of a `choice`. */
  list?: string;
  /** Record type that a `record` names by its id. */
  record?: RecordKey;
  /** A format without an official key: an unlikely value is kept when the user gives a reason. */
  lenient?: boolean;
  /** Centimes below which an amount was more likely typed in MDH: the user is asked. */
  unlikelyBelow?: number;
  required?: boolean;
  /** Goes into the search index. */
  searchable?: boolean;
  /** May be changed in place by the user. */
  editable?: boolean;
  /** Personal data under law 09-08. */
  personal?: boolean;
  /** Longest text accepted, in characters. */
  max?: number;
  /** Written right-to-left. */
  rtl?: boolean;
  merge: MergeRule;
}

export const text = (key: string, extra: Partial<Field> = {}): Field => ({
  key,
  kind: "text",
  max: 300,
  editable: true,
  merge: "ask",
  ...extra,
});
export const of = (kind: FieldKind, key: string, extra: Partial<Field> = {}): Field => ({
  key,
  kind,
  editable: true,
  merge: "last",
  ...extra,
});
/** A link to another record. Given once with a new record, then left alone unless `editable`. */
export const link = (key: string, record: RecordKey, extra: Partial<Field> = {}): Field =>
  of("record", key, { record, editable: false, ...extra });
export const choice = (key: string, list: string, extra: Partial<Field> = {}): Field =>
  of("choice", key, { list, ...extra });
