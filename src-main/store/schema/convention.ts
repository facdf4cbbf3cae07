import {
  index,
  integer,
  real,
  sqliteTable,
  text,
  type AnySQLiteColumn,
} from "drizzle-orm/sqlite-core";
import { organisation, personne } from "./annuaire.ts";
import { lifeColumns } from "./common.ts";
import { tache } from "./travail.ts";
import { territoire, utilisateur } from "./reference.ts";

/**
 * An agreement as it was signed. An avenant is one too, of type `avenant`, whose parent it changes;
 * the row of a signed convention is never overwritten: it is read with the avenants in force.
 */
export const convention = sqliteTable(
  "convention",
  {
    id: text("id").primaryKey(),
    numero: text("numero").notNull(),
    type: text("type").notNull(),
    parentId: text("parent_id").references((): AnySQLiteColumn => convention.id),
    intituleFr: text("intitule_fr").notNull(),
    intituleAr: text("intitule_ar"),
    objet: text("objet"),
    consistance: text("consistance"),
    /** Legal visas, one a line. */
    visas: text("visas"),
    programme: text("programme"),
    pole: text("pole"),
    officierId: text("officier_id").references(() => utilisateur.id),
    /** Day it takes effect; the last signature when empty. */
    effetLe: text("effet_le"),
    /** Last day of the first term; empty for an open-ended convention. */
    finLe: text("fin_le"),
    reconductionTacite: integer("reconduction_tacite"),
    /** Length of a renewed term, in months. */
    reconductionMois: integer("reconduction_mois"),
    /** How many times it may be renewed; empty for without limit. */
    reconductionMax: integer("reconduction_max"),
    /** Notice before the end of a term: months, then calendar days, added. */
    preavisMois: integer("preavis_mois"),
    preavisJours: integer("preavis_jours"),
    /** Day a party gave notice that it does not renew. */
    denonceeLe: text("denoncee_le"),
    resilieeLe: text("resiliee_le"),
    resiliationMotif: text("resiliation_motif"),
    /** Centimes of MAD; empty when the text gives none. */
    montant: integer("montant"),
    territoireId: text("territoire_id").references(() => territoire.id),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("convention_numero").on(t.numero),
    index("convention_parent").on(t.parentId),
    index("convention_programme").on(t.programme),
    index("convention_officier").on(t.officierId),
    index("convention_territoire").on(t.territoireId),
  ],
);

/** The avenant that brought a row into a convention, and the one that took it out. */
const amended = {
  ajouteParId: text("ajoute_par_id").references((): AnySQLiteColumn => convention.id),
  retireParId: text("retire_par_id").references((): AnySQLiteColumn => convention.id),
};

/** A party of a convention, in its order of signature. */
export const partie = sqliteTable(
  "partie",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    organisationId: text("organisation_id")
      .notNull()
      .references(() => organisation.id),
    role: text("role").notNull(),
    representantId: text("representant_id").references(() => personne.id),
    /** Name and function of who signs, as the text writes them. */
    representant: text("representant"),
    fonctionFr: text("fonction_fr"),
    fonctionAr: text("fonction_ar"),
    signeLe: text("signe_le"),
    ordre: text("ordre").notNull(),
    ...amended,
    ...lifeColumns,
  },
  (t) => [
    index("partie_convention").on(t.conventionId, t.ordre),
    index("partie_organisation").on(t.organisationId),
    index("partie_representant").on(t.representantId),
    index("partie_ajoute").on(t.ajouteParId),
    index("partie_retire").on(t.retireParId),
  ],
);

/** What a party brings in a year, in centimes. */
export const contribution = sqliteTable(
  "contribution",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    partieId: text("partie_id")
      .notNull()
      .references(() => partie.id),
    annee: integer("annee").notNull(),
    montant: integer("montant").notNull(),
    nature: text("nature").notNull(),
    ...amended,
    ...lifeColumns,
  },
  (t) => [
    index("contribution_convention").on(t.conventionId, t.annee),
    index("contribution_partie").on(t.partieId),
    index("contribution_ajoute").on(t.ajouteParId),
    index("contribution_retire").on(t.retireParId),
  ],
);

export const clause = sqliteTable(
  "clause",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    titreFr: text("titre_fr").notNull(),
    titreAr: text("titre_ar"),
    texteFr: text("texte_fr"),
    texteAr: text("texte_ar"),
    ordre: text("ordre").notNull(),
    ...amended,
    ...lifeColumns,
  },
  (t) => [
    index("clause_convention").on(t.conventionId, t.ordre),
    index("clause_ajoute").on(t.ajouteParId),
    index("clause_retire").on(t.retireParId),
  ],
);

/** A sector that a convention serves. Deterministic id: convention and sector. */
export const conventionSecteur = sqliteTable(
  "convention_secteur",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    secteur: text("secteur").notNull(),
    ...lifeColumns,
  },
  (t) => [index("convention_secteur_convention").on(t.conventionId)],
);

/** A field of the parent that an avenant changes, and its new value as JSON. Deterministic id: avenant and field. */
export const modification = sqliteTable(
  "modification",
  {
    id: text("id").primaryKey(),
    avenantId: text("avenant_id")
      .notNull()
      .references(() => convention.id),
    champ: text("champ").notNull(),
    valeur: text("valeur"),
    ...lifeColumns,
  },
  (t) => [index("modification_avenant").on(t.avenantId)],
);

/** A span during which a convention is suspended, both days included. */
export const suspension = sqliteTable(
  "suspension",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    duLe: text("du_le").notNull(),
    auLe: text("au_le"),
    motif: text("motif"),
    ...lifeColumns,
  },
  (t) => [index("suspension_convention").on(t.conventionId, t.duLe)],
);

/** What a party undertakes. Its state is derived from its realisations. */
export const engagement = sqliteTable(
  "engagement",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    /** Empty when all the parties undertake it together. */
    partieId: text("partie_id").references(() => partie.id),
    libelleFr: text("libelle_fr").notNull(),
    libelleAr: text("libelle_ar"),
    debutLe: text("debut_le"),
    /** Day it is due; of a periodic one, the first due day. */
    echeanceLe: text("echeance_le"),
    periodicite: text("periodicite"),
    /** Last due day of a periodic commitment; the end of the convention when empty. */
    finLe: text("fin_le"),
    mesure: text("mesure"),
    /** Quantity to reach at each due day, in the unit of `mesure`. */
    cible: real("cible"),
    preuve: text("preuve"),
    responsableId: text("responsable_id").references(() => utilisateur.id),
    sansObjetLe: text("sans_objet_le"),
    sansObjetMotif: text("sans_objet_motif"),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("engagement_convention").on(t.conventionId, t.ordre),
    index("engagement_partie").on(t.partieId),
    index("engagement_responsable").on(t.responsableId),
    index("engagement_echeance").on(t.echeanceLe),
  ],
);

/** Something done towards a commitment, with its evidence attached. */
export const realisation = sqliteTable(
  "realisation",
  {
    id: text("id").primaryKey(),
    engagementId: text("engagement_id")
      .notNull()
      .references(() => engagement.id),
    /** Due day that it serves; empty for a commitment without one. */
    pourLe: text("pour_le"),
    faiteLe: text("faite_le").notNull(),
    /** In the unit of the commitment's `mesure`; empty for the whole. */
    quantite: real("quantite"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [index("realisation_engagement").on(t.engagementId, t.pourLe)],
);

export const livrable = sqliteTable(
  "livrable",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    partieId: text("partie_id").references(() => partie.id),
    /** `livrable` or `rapport`. */
    genre: text("genre").notNull(),
    libelleFr: text("libelle_fr").notNull(),
    libelleAr: text("libelle_ar"),
    echeanceLe: text("echeance_le"),
    recuLe: text("recu_le"),
    accepteLe: text("accepte_le"),
    accepteParId: text("accepte_par_id").references(() => utilisateur.id),
    refuseLe: text("refuse_le"),
    refusMotif: text("refus_motif"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("livrable_convention").on(t.conventionId, t.echeanceLe),
    index("livrable_partie").on(t.partieId),
    index("livrable_echeance").on(t.echeanceLe),
    index("livrable_accepte_par").on(t.accepteParId),
  ],
);

/** An indicator of a convention: what it starts from and what it aims at. */
export const indicateurConvention = sqliteTable(
  "indicateur_convention",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    libelleFr: text("libelle_fr").notNull(),
    libelleAr: text("libelle_ar"),
    unite: text("unite"),
    reference: real("reference"),
    referenceLe: text("reference_le"),
    cible: real("cible"),
    cibleLe: text("cible_le"),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [index("indicateur_convention_convention").on(t.conventionId, t.ordre)],
);

export const mesure = sqliteTable(
  "mesure",
  {
    id: text("id").primaryKey(),
    indicateurId: text("indicateur_id")
      .notNull()
      .references(() => indicateurConvention.id),
    le: text("le").notNull(),
    valeur: real("valeur").notNull(),
    source: text("source"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [index("mesure_indicateur").on(t.indicateurId, t.le)],
);

/** A committee that follows a convention. */
export const comite = sqliteTable(
  "comite",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    type: text("type").notNull(),
    nom: text("nom"),
    president: text("president"),
    periodicite: text("periodicite"),
    ...lifeColumns,
  },
  (t) => [index("comite_convention").on(t.conventionId)],
);

export const membreComite = sqliteTable(
  "membre_comite",
  {
    id: text("id").primaryKey(),
    comiteId: text("comite_id")
      .notNull()
      .references(() => comite.id),
    nom: text("nom").notNull(),
    qualite: text("qualite"),
    organisationId: text("organisation_id").references(() => organisation.id),
    personneId: text("personne_id").references(() => personne.id),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("membre_comite_comite").on(t.comiteId, t.ordre),
    index("membre_comite_organisation").on(t.organisationId),
    index("membre_comite_personne").on(t.personneId),
  ],
);

/** A meeting of a committee. */
export const reunion = sqliteTable(
  "reunion",
  {
    id: text("id").primaryKey(),
    comiteId: text("comite_id")
      .notNull()
      .references(() => comite.id),
    numero: text("numero"),
    tenueLe: text("tenue_le").notNull(),
    heure: text("heure"),
    lieu: text("lieu"),
    statut: text("statut").notNull(),
    ordreDuJour: text("ordre_du_jour"),
    compteRendu: text("compte_rendu"),
    pvLe: text("pv_le"),
    ...lifeColumns,
  },
  (t) => [index("reunion_comite").on(t.comiteId, t.tenueLe), index("reunion_tenue").on(t.tenueLe)],
);

/** Whether a member came to a meeting. Deterministic id: meeting and member. */
export const presence = sqliteTable(
  "presence",
  {
    id: text("id").primaryKey(),
    reunionId: text("reunion_id")
      .notNull()
      .references(() => reunion.id),
    membreId: text("membre_id")
      .notNull()
      .references(() => membreComite.id),
    present: integer("present"),
    /** Who came in the member's place. */
    remplacant: text("remplacant"),
    ...lifeColumns,
  },
  (t) => [index("presence_reunion").on(t.reunionId), index("presence_membre").on(t.membreId)],
);

/** A decision of a meeting; one with an owner or a date is also a task. */
export const decisionReunion = sqliteTable(
  "decision_reunion",
  {
    id: text("id").primaryKey(),
    reunionId: text("reunion_id")
      .notNull()
      .references(() => reunion.id),
    texte: text("texte").notNull(),
    responsableId: text("responsable_id").references(() => utilisateur.id),
    /** Owner outside the centre. */
    responsable: text("responsable"),
    echeanceLe: text("echeance_le"),
    tacheId: text("tache_id").references(() => tache.id),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("decision_reunion_reunion").on(t.reunionId, t.ordre),
    index("decision_reunion_responsable").on(t.responsableId),
    index("decision_reunion_tache").on(t.tacheId),
  ],
);

/** An instalment: planned, then paid. Amounts in centimes. */
export const versement = sqliteTable(
  "versement",
  {
    id: text("id").primaryKey(),
    conventionId: text("convention_id")
      .notNull()
      .references(() => convention.id),
    tranche: integer("tranche").notNull(),
    libelle: text("libelle"),
    payeurId: text("payeur_id")
      .notNull()
      .references(() => partie.id),
    beneficiaireId: text("beneficiaire_id").references(() => partie.id),
    /** What must be met before it is paid; at most one of the four. */
    engagementId: text("engagement_id").references(() => engagement.id),
    livrableId: text("livrable_id").references(() => livrable.id),
    reunionId: text("reunion_id").references(() => reunion.id),
    indicateurId: text("indicateur_id").references(() => indicateurConvention.id),
    prevuLe: text("prevu_le"),
    montantPrevu: integer("montant_prevu").notNull(),
    verseLe: text("verse_le"),
    montantVerse: integer("montant_verse"),
    /** Year of the contribution it pays; the year of payment when empty. */
    annee: integer("annee"),
    justificatif: text("justificatif"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("versement_convention").on(t.conventionId, t.tranche),
    index("versement_payeur").on(t.payeurId),
    index("versement_beneficiaire").on(t.beneficiaireId),
    index("versement_engagement").on(t.engagementId),
    index("versement_livrable").on(t.livrableId),
    index("versement_reunion").on(t.reunionId),
    index("versement_indicateur").on(t.indicateurId),
    index("versement_prevu").on(t.verseLe, t.prevuLe),
  ],
);
