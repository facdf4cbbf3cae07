/** What a field holds. Money is integer centimes of MAD, dates are `YYYY-MM-DD` text. */
export type FieldKind =
  | "text"
  | "longtext"
  | "money"
  | "integer"
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
  "vue",
  "favori",
] as const;
export type RecordKey = (typeof recordKeys)[number];

/** How two desks' values of one field are brought together when review packs return. */
export type MergeRule = "last" | "ask";

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

const text = (key: string, extra: Partial<Field> = {}): Field => ({
  key,
  kind: "text",
  max: 300,
  editable: true,
  merge: "ask",
  ...extra,
});
const of = (kind: FieldKind, key: string, extra: Partial<Field> = {}): Field => ({
  key,
  kind,
  editable: true,
  merge: "last",
  ...extra,
});
/** A link to another record. Given once with a new record, then left alone unless `editable`. */
const link = (key: string, record: RecordKey, extra: Partial<Field> = {}): Field =>
  of("record", key, { record, editable: false, ...extra });
const choice = (key: string, list: string, extra: Partial<Field> = {}): Field =>
  of("choice", key, { list, ...extra });

/** The field catalogue: each record's fields, declared once. */
export const fields = {
  projet: [
    text("reference", { required: true, searchable: true, max: 60, editable: false }),
    text("intituleFr", { required: true, searchable: true }),
    text("intituleAr", { searchable: true, rtl: true }),
    of("longtext", "description", { max: 4000, merge: "ask" }),
    of("longtext", "composantes", { max: 4000, merge: "ask" }),
    choice("secteur", "secteur_barometre"),
    choice("sectionNma", "section_nma"),
    of("territoire", "territoireId"),
    link("porteurId", "organisation", { editable: true }),
    link("contactId", "personne", { editable: true }),
    of("money", "montant", { unlikelyBelow: 1_000_000 }),
    of("integer", "emploisPrevus"),
    of("integer", "emploisStables"),
    of("integer", "emploisFemmes"),
    choice("statutFoncier", "statut_foncier"),
    text("titreFoncier", { max: 60, searchable: true }),
    of("area", "superficieM2"),
    of("boolean", "documentUrbanisme"),
    of("date", "lanceLe"),
    of("date", "acheveLe"),
    choice("suivi", "suivi"),
    of("money", "montantRealise", { unlikelyBelow: 1_000_000 }),
    of("integer", "emploisRealises"),
    of("date", "arreteLe"),
    of("longtext", "motifArret", { max: 2000, merge: "ask" }),
  ],
  dossier: [
    text("reference", { required: true, searchable: true, max: 60 }),
    choice("acte", "acte", { required: true }),
    choice("etat", "etat_procedure", { required: true }),
    choice("phase", "phase", { required: true }),
    of("utilisateur", "officierId"),
    of("date", "deposeLe", { required: true }),
    of("date", "valideLe"),
    of("date", "diffuseLe"),
    of("date", "pvLe"),
    of("date", "notifieLe"),
    link("autoriteId", "organisation", { editable: true }),
    text("acteNumero", { max: 60 }),
    of("date", "delivreLe"),
    of("longtext", "observation", { max: 4000, searchable: true, merge: "ask" }),
  ],
  passage: [
    of("date", "tenuLe", { required: true }),
    choice("decision", "decision"),
    of("longtext", "observation", { max: 4000, merge: "ask" }),
  ],
  organisation: [
    text("nomFr", { required: true, searchable: true }),
    text("nomAr", { searchable: true, rtl: true }),
    choice("formeJuridique", "forme_juridique"),
    of("ice", "ice", { searchable: true, max: 20 }),
    of("rib", "rib", { max: 40 }),
    text("rc", { max: 20, lenient: true }),
    choice("placeRegistre", "place_registre"),
    text("identifiantFiscal", { max: 20, lenient: true }),
    text("taxeProfessionnelle", { max: 20, lenient: true }),
    text("cnss", { max: 20, lenient: true }),
    of("phone", "telephone", { max: 30, searchable: true, lenient: true }),
    of("email", "email", { max: 120 }),
    text("adresse"),
    text("codePostal", { max: 10, lenient: true }),
    of("territoire", "territoireId"),
    of("longtext", "observation", { max: 4000, merge: "ask" }),
  ],
  personne: [
    text("prenomFr", { personal: true, searchable: true, max: 100 }),
    text("nomFr", { required: true, personal: true, searchable: true, max: 100 }),
    text("prenomAr", { personal: true, searchable: true, rtl: true, max: 100 }),
    text("nomAr", { personal: true, searchable: true, rtl: true, max: 100 }),
    of("cin", "cin", { personal: true, max: 12, lenient: true }),
    of("phone", "telephone", { personal: true, max: 30, searchable: true, lenient: true }),
    of("email", "email", { personal: true, max: 120 }),
    link("organisationId", "organisation", { personal: true, editable: true }),
    text("fonctionFr", { personal: true, max: 120 }),
    text("fonctionAr", { personal: true, max: 120, rtl: true }),
    of("longtext", "observation", { personal: true, max: 4000, merge: "ask" }),
  ],
  role: [
    link("organisationId", "organisation"),
    link("personneId", "personne"),
    choice("role", "role_annuaire", { required: true, editable: false }),
  ],
  piece: [
    link("dossierId", "dossier", { required: true }),
    choice("type", "piece_requise", { editable: false }),
    text("libelle"),
    choice("statut", "statut_piece", { required: true }),
    of("longtext", "motif", { max: 2000, merge: "ask" }),
    of("date", "recueLe"),
  ],
  complement: [
    link("dossierId", "dossier", { required: true }),
    text("numero", { max: 60 }),
    of("date", "demandeLe", { required: true }),
    of("date", "completeLe"),
    of("longtext", "motif", { max: 2000, merge: "ask" }),
  ],
  consultation: [
    link("dossierId", "dossier", { required: true }),
    link("organisationId", "organisation", { required: true }),
    of("date", "demandeLe", { required: true }),
    of("date", "relanceLe"),
    of("date", "reponseLe"),
    choice("avis", "avis"),
    of("longtext", "observation", { max: 4000, merge: "ask" }),
  ],
  reserve: [
    link("dossierId", "dossier", { required: true }),
    link("passageId", "passage"),
    link("consultationId", "consultation"),
    of("longtext", "texte", { required: true, max: 4000, merge: "ask" }),
    of("date", "leveeLe"),
    of("longtext", "justification", { max: 2000, merge: "ask" }),
  ],
  recours: [
    link("dossierId", "dossier", { required: true }),
    choice("type", "type_recours", { required: true }),
    of("date", "deposeLe", { required: true }),
    of("date", "reponseLe"),
    choice("issue", "issue_recours"),
    of("longtext", "observation", { max: 4000, merge: "ask" }),
  ],
  seance: [
    text("numero", { max: 60 }),
    of("date", "tenueLe", { required: true }),
    of("time", "heure"),
    text("lieu", { max: 200 }),
    text("president", { max: 200 }),
    choice("statut", "statut_seance", { required: true }),
    of("date", "pvLe"),
    of("longtext", "observation", { max: 8000, merge: "ask" }),
  ],
  inscription: [
    link("seanceId", "seance", { required: true }),
    link("dossierId", "dossier", { required: true }),
    choice("statut", "statut_inscription", { required: true }),
    of("longtext", "motif", { max: 2000, merge: "ask" }),
  ],
  participant: [
    link("seanceId", "seance", { required: true }),
    text("nom", { required: true, max: 200 }),
    text("qualite", { max: 200 }),
    link("organisationId", "organisation", { editable: true }),
    of("boolean", "present"),
  ],
  visite: [
    link("projetId", "projet", { required: true }),
    of("date", "faiteLe", { required: true }),
    of("utilisateur", "utilisateurId"),
    choice("suivi", "suivi", { required: true }),
    of("money", "montantRealise", { unlikelyBelow: 1_000_000 }),
    of("integer", "emploisRealises"),
    of("longtext", "observation", { max: 4000, merge: "ask" }),
  ],
  tache: [
    text("recordTable", { max: 40, editable: false }),
    text("recordId", { max: 64, editable: false }),
    text("titre", { required: true }),
    of("longtext", "note", { max: 8000, merge: "ask" }),
    of("date", "echeanceLe"),
    of("time", "heure"),
    of("date", "rappelLe"),
    of("utilisateur", "assigneId"),
    choice("repetition", "repetition"),
    of("date", "faiteLe"),
  ],
  evenement: [
    text("recordTable", { required: true, max: 40, editable: false }),
    text("recordId", { required: true, max: 64, editable: false }),
    choice("genre", "genre_evenement", { required: true }),
    of("date", "le", { required: true }),
    of("time", "heure"),
    choice("sens", "sens_evenement"),
    text("correspondant", { max: 200 }),
    text("objet"),
    of("longtext", "texte", { max: 100_000, merge: "ask" }),
  ],
  demande: [
    text("reference", { required: true, max: 60, editable: false }),
    of("date", "recueLe", { required: true }),
    choice("canal", "canal", { required: true }),
    text("objet", { required: true }),
    of("longtext", "texte", { max: 20_000, merge: "ask" }),
    text("nom", { personal: true, max: 200 }),
    of("phone", "telephone", { personal: true, max: 30, lenient: true }),
    of("email", "email", { personal: true, max: 120 }),
    link("organisationId", "organisation", { editable: true }),
    link("personneId", "personne", { editable: true }),
    link("projetId", "projet", { editable: true }),
    of("utilisateur", "assigneId"),
    choice("etape", "etape_demande", { required: true }),
    of("date", "reponduLe"),
    of("longtext", "reponse", { max: 20_000, merge: "ask" }),
  ],
  accompagnement: [
    text("reference", { required: true, max: 60, editable: false }),
    text("intitule", { required: true }),
    link("organisationId", "organisation", { editable: true }),
    link("personneId", "personne", { editable: true }),
    link("projetId", "projet", { editable: true }),
    choice("programme", "programme"),
    of("utilisateur", "conseillerId"),
    choice("etape", "etape_accompagnement", { required: true }),
    of("date", "ouvertLe", { required: true }),
    of("date", "closLe"),
    of("longtext", "observation", { max: 8000, merge: "ask" }),
  ],
  vue: [
    text("ecran", { required: true, max: 40, editable: false }),
    text("nom", { required: true, max: 80 }),
    of("boolean", "partagee", { required: true }),
    of("boolean", "parDefaut", { required: true }),
    text("contenu", { required: true, max: 20_000 }),
  ],
  favori: [
    text("recordTable", { required: true, max: 40, editable: false }),
    text("recordId", { required: true, max: 64, editable: false }),
  ],
} as const satisfies Record<RecordKey, readonly Field[]>;

/**
 * The declaration of one field.
 * @returns undefined when the record has no such field.
 */
export function fieldOf(record: RecordKey, key: string): Field | undefined {
  return (fields[record] as readonly Field[]).find((field) => field.key === key);
}

export interface DossierColumn {
  key: DossierColumnKey;
  kind: FieldKind;
  list?: string;
  /** Whose field it is: shared with the forms and the history labels. */
  record: RecordKey;
  sortable: boolean;
  /** Shown before the user chooses columns. */
  shown: boolean;
  /** Width in pixels before the user resizes. */
  width: number;
}

/** Columns of the dossiers list, in their first order. */
export const dossierColumns = [
  { key: "reference", kind: "text", record: "dossier", sortable: true, shown: true, width: 150 },
  { key: "intitule", kind: "text", record: "projet", sortable: true, shown: true, width: 230 },
  { key: "porteur", kind: "text", record: "organisation", sortable: true, shown: true, width: 170 },
  {
    key: "acte",
    kind: "choice",
    list: "acte",
    record: "dossier",
    sortable: true,
    shown: false,
    width: 170,
  },
  {
    key: "province",
    kind: "territoire",
    record: "projet",
    sortable: true,
    shown: false,
    width: 130,
  },
  { key: "commune", kind: "territoire", record: "projet", sortable: true, shown: true, width: 130 },
  {
    key: "secteur",
    kind: "choice",
    list: "secteur_barometre",
    record: "projet",
    sortable: true,
    shown: false,
    width: 150,
  },
  {
    key: "phase",
    kind: "choice",
    list: "phase",
    record: "dossier",
    sortable: true,
    shown: false,
    width: 110,
  },
  {
    key: "etat",
    kind: "choice",
    list: "etat_procedure",
    record: "dossier",
    sortable: true,
    shown: true,
    width: 150,
  },
  {
    key: "decision",
    kind: "choice",
    list: "decision",
    record: "passage",
    sortable: true,
    shown: false,
    width: 160,
  },
  {
    key: "officier",
    kind: "utilisateur",
    record: "dossier",
    sortable: true,
    shown: false,
    width: 120,
  },
  { key: "deposeLe", kind: "date", record: "dossier", sortable: true, shown: false, width: 100 },
  { key: "echeanceLe", kind: "date", record: "dossier", sortable: true, shown: true, width: 90 },
  { key: "montant", kind: "money", record: "projet", sortable: true, shown: true, width: 90 },
  { key: "emplois", kind: "integer", record: "projet", sortable: true, shown: true, width: 80 },
] as const satisfies readonly DossierColumn[];

export const dossierColumnKeys = [
  "reference",
  "intitule",
  "porteur",
  "acte",
  "province",
  "commune",
  "secteur",
  "phase",
  "etat",
  "decision",
  "officier",
  "deposeLe",
  "echeanceLe",
  "montant",
  "emplois",
] as const;
export type DossierColumnKey = (typeof dossierColumnKeys)[number];
