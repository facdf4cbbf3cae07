import { index, integer, sqliteTable, text, type AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { organisation, personne } from "./annuaire.ts";
import { lifeColumns } from "./common.ts";
import { convention } from "./convention.ts";
import { pieceJointe, projet } from "./dossier.ts";
import { cohorte } from "./programme.ts";
import { utilisateur } from "./reference.ts";

/** A visit on site after the commission. Amounts in centimes of MAD. */
export const visite = sqliteTable(
  "visite",
  {
    id: text("id").primaryKey(),
    projetId: text("projet_id")
      .notNull()
      .references(() => projet.id),
    faiteLe: text("faite_le").notNull(),
    utilisateurId: text("utilisateur_id").references(() => utilisateur.id),
    suivi: text("suivi").notNull(),
    montantRealise: integer("montant_realise"),
    emploisRealises: integer("emplois_realises"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("visite_projet").on(t.projetId, t.faiteLe),
    index("visite_utilisateur").on(t.utilisateurId),
  ],
);

/** Something to do, on any record or on none, with its reminder. */
export const tache = sqliteTable(
  "tache",
  {
    id: text("id").primaryKey(),
    recordTable: text("record_table"),
    recordId: text("record_id"),
    titre: text("titre").notNull(),
    note: text("note"),
    echeanceLe: text("echeance_le"),
    /** `HH:MM` of the due date, and of the reminder. */
    heure: text("heure"),
    rappelLe: text("rappel_le"),
    assigneId: text("assigne_id").references(() => utilisateur.id),
    repetition: text("repetition"),
    faiteLe: text("faite_le"),
    ...lifeColumns,
  },
  (t) => [
    index("tache_record").on(t.recordTable, t.recordId),
    index("tache_assigne").on(t.assigneId, t.faiteLe, t.echeanceLe),
    index("tache_echeance").on(t.faiteLe, t.echeanceLe),
  ],
);

/** A call, a visit received, a mail, a meeting or a note on any record. */
export const evenement = sqliteTable(
  "evenement",
  {
    id: text("id").primaryKey(),
    recordTable: text("record_table").notNull(),
    recordId: text("record_id").notNull(),
    genre: text("genre").notNull(),
    le: text("le").notNull(),
    heure: text("heure"),
    /** `entrant` or `sortant`. */
    sens: text("sens"),
    correspondant: text("correspondant"),
    objet: text("objet"),
    texte: text("texte"),
    /** Message-ID of a mail kept from a file. */
    messageId: text("message_id"),
    pieceJointeId: text("piece_jointe_id").references(() => pieceJointe.id),
    ...lifeColumns,
  },
  (t) => [
    index("evenement_record").on(t.recordTable, t.recordId, t.le, t.id),
    index("evenement_piece_jointe").on(t.pieceJointeId),
    index("evenement_message").on(t.messageId),
  ],
);

/** An enquiry received by the centre. */
export const demande = sqliteTable(
  "demande",
  {
    id: text("id").primaryKey(),
    reference: text("reference").notNull(),
    recueLe: text("recue_le").notNull(),
    canal: text("canal").notNull(),
    objet: text("objet").notNull(),
    texte: text("texte"),
    /** Who asks, as given; a known organisation or person is linked besides. */
    nom: text("nom"),
    telephone: text("telephone"),
    email: text("email"),
    organisationId: text("organisation_id").references(() => organisation.id),
    personneId: text("personne_id").references(() => personne.id),
    projetId: text("projet_id").references(() => projet.id),
    assigneId: text("assigne_id").references(() => utilisateur.id),
    etape: text("etape").notNull(),
    etapeLe: text("etape_le"),
    reponduLe: text("repondu_le"),
    reponse: text("reponse"),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("demande_etape").on(t.etape, t.ordre, t.id),
    index("demande_repondu").on(t.reponduLe, t.recueLe),
    index("demande_organisation").on(t.organisationId),
    index("demande_personne").on(t.personneId),
    index("demande_projet").on(t.projetId),
    index("demande_assigne").on(t.assigneId),
  ],
);

/** A project holder accompanied by the centre. */
export const accompagnement = sqliteTable(
  "accompagnement",
  {
    id: text("id").primaryKey(),
    reference: text("reference").notNull(),
    intitule: text("intitule").notNull(),
    organisationId: text("organisation_id").references(() => organisation.id),
    personneId: text("personne_id").references(() => personne.id),
    projetId: text("projet_id").references(() => projet.id),
    programme: text("programme"),
    conseillerId: text("conseiller_id").references(() => utilisateur.id),
    etape: text("etape").notNull(),
    etapeLe: text("etape_le"),
    ouvertLe: text("ouvert_le").notNull(),
    closLe: text("clos_le"),
    observation: text("observation"),
    ordre: text("ordre").notNull(),
    conventionId: text("convention_id").references((): AnySQLiteColumn => convention.id),
    cohorteId: text("cohorte_id").references((): AnySQLiteColumn => cohorte.id),
    mentorId: text("mentor_id").references(() => personne.id),
    /** How it ended, and what came of it. */
    issue: text("issue"),
    /** Cost of what the holder wants to do, in centimes, when there is no project yet. */
    cout: integer("cout"),
    /** Day the firm was created, and jobs it then had. */
    entrepriseCreeeLe: text("entreprise_creee_le"),
    emploisCrees: integer("emplois_crees"),
    ...lifeColumns,
  },
  (t) => [
    index("accompagnement_convention").on(t.conventionId),
    index("accompagnement_cohorte").on(t.cohorteId),
    index("accompagnement_mentor").on(t.mentorId),
    index("accompagnement_etape").on(t.etape, t.ordre, t.id),
    index("accompagnement_organisation").on(t.organisationId),
    index("accompagnement_personne").on(t.personneId),
    index("accompagnement_projet").on(t.projetId),
    index("accompagnement_conseiller").on(t.conseillerId),
  ],
);

/** A saved view of a list or a board: its filters, order, columns and grouping, as JSON. */
export const vue = sqliteTable(
  "vue",
  {
    id: text("id").primaryKey(),
    ecran: text("ecran").notNull(),
    nom: text("nom").notNull(),
    utilisateurId: text("utilisateur_id")
      .notNull()
      .references(() => utilisateur.id),
    partagee: integer("partagee").notNull(),
    parDefaut: integer("par_defaut").notNull(),
    contenu: text("contenu").notNull(),
    ...lifeColumns,
  },
  (t) => [index("vue_utilisateur").on(t.utilisateurId, t.ecran)],
);

/** A record a user keeps at hand. Deterministic id: user and record. */
export const favori = sqliteTable(
  "favori",
  {
    id: text("id").primaryKey(),
    utilisateurId: text("utilisateur_id")
      .notNull()
      .references(() => utilisateur.id),
    recordTable: text("record_table").notNull(),
    recordId: text("record_id").notNull(),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [index("favori_utilisateur").on(t.utilisateurId, t.ordre)],
);
