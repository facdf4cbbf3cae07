import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { lifeColumns } from "./common.ts";
import { organisation, personne } from "./annuaire.ts";
import { territoire, utilisateur } from "./reference.ts";
import { seance } from "./seance.ts";

/** An investment project. Amounts in centimes of MAD, the land area in square metres. */
export const projet = sqliteTable(
  "projet",
  {
    id: text("id").primaryKey(),
    reference: text("reference").notNull(),
    intituleFr: text("intitule_fr").notNull(),
    intituleAr: text("intitule_ar"),
    description: text("description"),
    composantes: text("composantes"),
    secteur: text("secteur"),
    sectionNma: text("section_nma"),
    territoireId: text("territoire_id").references(() => territoire.id),
    porteurId: text("porteur_id").references(() => organisation.id),
    contactId: text("contact_id").references(() => personne.id),
    montant: integer("montant"),
    emploisPrevus: integer("emplois_prevus"),
    emploisStables: integer("emplois_stables"),
    emploisFemmes: integer("emplois_femmes"),
    statutFoncier: text("statut_foncier"),
    titreFoncier: text("titre_foncier"),
    superficieM2: integer("superficie_m2"),
    documentUrbanisme: integer("document_urbanisme"),
    lanceLe: text("lance_le"),
    acheveLe: text("acheve_le"),
    suivi: text("suivi"),
    montantRealise: integer("montant_realise"),
    emploisRealises: integer("emplois_realises"),
    /** Why the project was given up or stands still, and since when. */
    motifArret: text("motif_arret"),
    arreteLe: text("arrete_le"),
    ...lifeColumns,
  },
  (t) => [
    index("projet_reference").on(t.reference),
    index("projet_porteur").on(t.porteurId),
    index("projet_contact").on(t.contactId),
    index("projet_territoire").on(t.territoireId),
  ],
);

/** One dossier per act requested for a project. */
export const dossier = sqliteTable(
  "dossier",
  {
    id: text("id").primaryKey(),
    projetId: text("projet_id")
      .notNull()
      .references(() => projet.id),
    reference: text("reference").notNull(),
    acte: text("acte"),
    etat: text("etat").notNull(),
    phase: text("phase").notNull(),
    officierId: text("officier_id").references(() => utilisateur.id),
    deposeLe: text("depose_le"),
    valideLe: text("valide_le"),
    diffuseLe: text("diffuse_le"),
    pvLe: text("pv_le"),
    delivreLe: text("delivre_le"),
    observation: text("observation"),
    /** Day the dossier entered its state. */
    etatLe: text("etat_le"),
    /** Day the decision was notified to the holder: the appeal runs from it. */
    notifieLe: text("notifie_le"),
    acteNumero: text("acte_numero"),
    /** Authority that issues the act. */
    autoriteId: text("autorite_id").references(() => organisation.id),
    /** Fractional key of the card inside its column. */
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("dossier_projet").on(t.projetId),
    index("dossier_reference").on(t.reference),
    index("dossier_officier").on(t.officierId),
    index("dossier_autorite").on(t.autoriteId),
  ],
);

/** One examination of a dossier by the commission. Kept for ever, never overwritten by a later one. */
export const passage = sqliteTable(
  "passage",
  {
    id: text("id").primaryKey(),
    dossierId: text("dossier_id")
      .notNull()
      .references(() => dossier.id),
    tenuLe: text("tenu_le").notNull(),
    decision: text("decision"),
    observation: text("observation"),
    /** Sitting at which it was examined; null for a passage entered or imported by itself. */
    seanceId: text("seance_id").references(() => seance.id),
    ...lifeColumns,
  },
  (t) => [
    index("passage_dossier").on(t.dossierId, t.tenuLe, t.id),
    index("passage_seance").on(t.seanceId),
  ],
);

/** A file kept beside the database under its SHA-256; the row holds the hash, never a path. */
export const pieceJointe = sqliteTable(
  "piece_jointe",
  {
    id: text("id").primaryKey(),
    recordTable: text("record_table").notNull(),
    recordId: text("record_id").notNull(),
    sha256: text("sha256").notNull(),
    nom: text("nom").notNull(),
    mediaType: text("media_type").notNull(),
    octets: integer("octets").notNull(),
    ...lifeColumns,
  },
  (t) => [index("piece_jointe_record").on(t.recordTable, t.recordId)],
);
