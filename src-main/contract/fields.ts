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
  | "ice"
  | "cin"
  | "phone"
  | "email";

/** Record types whose fields are declared here. */
export type RecordKey = "projet" | "dossier" | "passage" | "organisation" | "personne";

/** How two desks' values of one field are brought together when review packs return. */
export type MergeRule = "last" | "ask";

export interface Field {
  key: string;
  kind: FieldKind;
  /** Reference list of a `choice`. */
  list?: string;
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
    of("money", "montant"),
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
    of("money", "montantRealise"),
    of("integer", "emploisRealises"),
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
    text("rc", { max: 20 }),
    choice("placeRegistre", "place_registre"),
    of("phone", "telephone", { max: 30, searchable: true }),
    of("email", "email", { max: 120 }),
  ],
  personne: [
    text("prenomFr", { personal: true, searchable: true, max: 100 }),
    text("nomFr", { required: true, personal: true, searchable: true, max: 100 }),
    text("prenomAr", { personal: true, searchable: true, rtl: true, max: 100 }),
    text("nomAr", { personal: true, searchable: true, rtl: true, max: 100 }),
    of("cin", "cin", { personal: true, max: 12 }),
    of("phone", "telephone", { personal: true, max: 30, searchable: true }),
    of("email", "email", { personal: true, max: 120 }),
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
