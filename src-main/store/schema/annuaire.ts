import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { lifeColumns } from "./common.ts";
import { territoire } from "./reference.ts";

export const organisation = sqliteTable(
  "organisation",
  {
    id: text("id").primaryKey(),
    nomFr: text("nom_fr").notNull(),
    nomAr: text("nom_ar"),
    formeJuridique: text("forme_juridique"),
    ice: text("ice"),
    rc: text("rc"),
    placeRegistre: text("place_registre"),
    telephone: text("telephone"),
    email: text("email"),
    /** Folded name: finds the same holder again at import. */
    nomPlie: text("nom_plie").notNull(),
    identifiantFiscal: text("identifiant_fiscal"),
    taxeProfessionnelle: text("taxe_professionnelle"),
    cnss: text("cnss"),
    rib: text("rib"),
    adresse: text("adresse"),
    codePostal: text("code_postal"),
    territoireId: text("territoire_id").references(() => territoire.id),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("organisation_nom_plie").on(t.nomPlie),
    index("organisation_ice").on(t.ice),
    index("organisation_telephone").on(t.telephone),
  ],
);

export const personne = sqliteTable(
  "personne",
  {
    id: text("id").primaryKey(),
    prenomFr: text("prenom_fr"),
    nomFr: text("nom_fr").notNull(),
    prenomAr: text("prenom_ar"),
    nomAr: text("nom_ar"),
    cin: text("cin"),
    telephone: text("telephone"),
    email: text("email"),
    organisationId: text("organisation_id").references(() => organisation.id),
    fonctionFr: text("fonction_fr"),
    fonctionAr: text("fonction_ar"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("personne_organisation").on(t.organisationId),
    index("personne_telephone").on(t.telephone),
  ],
);

/** What an organisation or a person is to the centre. Deterministic id: who and role. */
export const role = sqliteTable(
  "role",
  {
    id: text("id").primaryKey(),
    organisationId: text("organisation_id").references(() => organisation.id),
    personneId: text("personne_id").references(() => personne.id),
    role: text("role").notNull(),
    ...lifeColumns,
  },
  (t) => [index("role_organisation").on(t.organisationId), index("role_personne").on(t.personneId)],
);

/** Why a value whose format looks wrong was kept as typed. Deterministic id: record and field. */
export const justification = sqliteTable(
  "justification",
  {
    id: text("id").primaryKey(),
    recordTable: text("record_table").notNull(),
    recordId: text("record_id").notNull(),
    champ: text("champ").notNull(),
    valeur: text("valeur").notNull(),
    motif: text("motif").notNull(),
    ...lifeColumns,
  },
  (t) => [index("justification_record").on(t.recordTable, t.recordId)],
);

/** One asking to see a personal value that is masked: who and when are its life columns. */
export const accesDonnee = sqliteTable(
  "acces_donnee",
  {
    id: text("id").primaryKey(),
    recordTable: text("record_table").notNull(),
    recordId: text("record_id").notNull(),
    champ: text("champ").notNull(),
    ...lifeColumns,
  },
  (t) => [index("acces_donnee_record").on(t.recordTable, t.recordId)],
);
