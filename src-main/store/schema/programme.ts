import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { organisation, personne } from "./annuaire.ts";
import { lifeColumns } from "./common.ts";
import { convention } from "./convention.ts";
import { pieceJointe, projet } from "./dossier.ts";
import { utilisateur } from "./reference.ts";
import { accompagnement } from "./travail.ts";

/** Money set aside for a programme in a year, in centimes, with where the figure comes from. */
export const budgetProgramme = sqliteTable(
  "budget_programme",
  {
    id: text("id").primaryKey(),
    programme: text("programme").notNull(),
    annee: integer("annee").notNull(),
    montant: integer("montant").notNull(),
    organisationId: text("organisation_id").references(() => organisation.id),
    source: text("source"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("budget_programme_programme").on(t.programme, t.annee),
    index("budget_programme_organisation").on(t.organisationId),
  ],
);

/** A partner of a programme. Deterministic id: programme, organisation and role. */
export const partenaireProgramme = sqliteTable(
  "partenaire_programme",
  {
    id: text("id").primaryKey(),
    programme: text("programme").notNull(),
    organisationId: text("organisation_id")
      .notNull()
      .references(() => organisation.id),
    role: text("role").notNull(),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("partenaire_programme_programme").on(t.programme),
    index("partenaire_programme_organisation").on(t.organisationId),
  ],
);

/** Holders accompanied together. */
export const cohorte = sqliteTable(
  "cohorte",
  {
    id: text("id").primaryKey(),
    nom: text("nom").notNull(),
    programme: text("programme"),
    conventionId: text("convention_id").references(() => convention.id),
    ouverteLe: text("ouverte_le").notNull(),
    closeLe: text("close_le"),
    objectif: integer("objectif"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("cohorte_programme").on(t.programme, t.ouverteLe),
    index("cohorte_convention").on(t.conventionId),
  ],
);

/** A working session with an accompanied holder. */
export const entretien = sqliteTable(
  "entretien",
  {
    id: text("id").primaryKey(),
    accompagnementId: text("accompagnement_id")
      .notNull()
      .references(() => accompagnement.id),
    le: text("le").notNull(),
    heure: text("heure"),
    dureeMinutes: integer("duree_minutes"),
    mentorId: text("mentor_id").references(() => personne.id),
    utilisateurId: text("utilisateur_id").references(() => utilisateur.id),
    objet: text("objet").notNull(),
    texte: text("texte"),
    ...lifeColumns,
  },
  (t) => [
    index("entretien_accompagnement").on(t.accompagnementId, t.le),
    index("entretien_mentor").on(t.mentorId),
    index("entretien_utilisateur").on(t.utilisateurId),
  ],
);

/** What was seen of a firm created under an accompaniment: alive or not, jobs, turnover in centimes. */
export const suiviEntreprise = sqliteTable(
  "suivi_entreprise",
  {
    id: text("id").primaryKey(),
    accompagnementId: text("accompagnement_id")
      .notNull()
      .references(() => accompagnement.id),
    constateLe: text("constate_le").notNull(),
    enActivite: integer("en_activite").notNull(),
    emplois: integer("emplois"),
    chiffreAffaires: integer("chiffre_affaires"),
    source: text("source"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [index("suivi_entreprise_accompagnement").on(t.accompagnementId, t.constateLe)],
);

/** A request for financing, or what the holder brings. Amounts in centimes. */
export const financement = sqliteTable(
  "financement",
  {
    id: text("id").primaryKey(),
    reference: text("reference").notNull(),
    type: text("type").notNull(),
    /** Category of a crowdfunding: loan, equity or donation. */
    categorie: text("categorie"),
    projetId: text("projet_id").references(() => projet.id),
    accompagnementId: text("accompagnement_id").references(() => accompagnement.id),
    conventionId: text("convention_id").references(() => convention.id),
    programme: text("programme"),
    /** Bank, fund or body asked; the platform of a crowdfunding. */
    organismeId: text("organisme_id").references(() => organisation.id),
    statut: text("statut").notNull(),
    /** Asked, or aimed at by a campaign. */
    montantDemande: integer("montant_demande").notNull(),
    montantAccorde: integer("montant_accorde"),
    montantVerse: integer("montant_verse"),
    demandeLe: text("demande_le"),
    decisionLe: text("decision_le"),
    ouvertLe: text("ouvert_le"),
    clotLe: text("clot_le"),
    resultat: text("resultat"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("financement_reference").on(t.reference),
    index("financement_projet").on(t.projetId),
    index("financement_accompagnement").on(t.accompagnementId),
    index("financement_convention").on(t.conventionId),
    index("financement_organisme").on(t.organismeId),
    index("financement_statut").on(t.statut, t.demandeLe),
  ],
);

/** Money collected by a campaign up to a day, in centimes: a running total. */
export const collecte = sqliteTable(
  "collecte",
  {
    id: text("id").primaryKey(),
    financementId: text("financement_id")
      .notNull()
      .references(() => financement.id),
    le: text("le").notNull(),
    montant: integer("montant").notNull(),
    contributeurs: integer("contributeurs"),
    source: text("source"),
    ...lifeColumns,
  },
  (t) => [index("collecte_financement").on(t.financementId, t.le)],
);

/** Variants of the prime simulator kept on a project, as JSON. */
export const simulation = sqliteTable(
  "simulation",
  {
    id: text("id").primaryKey(),
    projetId: text("projet_id").references(() => projet.id),
    titre: text("titre").notNull(),
    /** Day whose rules were used. */
    regleLe: text("regle_le").notNull(),
    contenu: text("contenu").notNull(),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [index("simulation_projet").on(t.projetId)],
);

/** A Word model of the staff; its file is an attachment. */
export const modele = sqliteTable(
  "modele",
  {
    id: text("id").primaryKey(),
    nom: text("nom").notNull(),
    genre: text("genre").notNull(),
    langue: text("langue").notNull(),
    pieceJointeId: text("piece_jointe_id").references(() => pieceJointe.id),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("modele_genre").on(t.genre, t.langue),
    index("modele_piece_jointe").on(t.pieceJointeId),
  ],
);

/** A file made from a model: the model's file and the data it was made from are kept with it. */
export const documentGenere = sqliteTable(
  "document_genere",
  {
    id: text("id").primaryKey(),
    modeleId: text("modele_id").references(() => modele.id),
    recordTable: text("record_table").notNull(),
    recordId: text("record_id").notNull(),
    genre: text("genre").notNull(),
    langue: text("langue").notNull(),
    version: integer("version").notNull(),
    /** SHA-256 of the model's file. */
    modeleSha256: text("modele_sha256").notNull(),
    donnees: text("donnees").notNull(),
    pieceJointeId: text("piece_jointe_id")
      .notNull()
      .references(() => pieceJointe.id),
    ...lifeColumns,
  },
  (t) => [
    index("document_genere_record").on(t.recordTable, t.recordId, t.genre),
    index("document_genere_modele").on(t.modeleId),
    index("document_genere_piece_jointe").on(t.pieceJointeId),
  ],
);
