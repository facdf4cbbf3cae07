import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * What the list, the board and the dashboard read: a projection of dossier, projet, porteur and
 * passages, rewritten inside the transaction that changes them. `n` is local to this file and only
 * ties a line to its entry in the search index. Nothing here is NULL where it is sorted on: an empty
 * text, -1 or the last day of 9999 stands for « none », so that keyset paging needs one comparison.
 */
export const dossierLigne = sqliteTable(
  "dossier_ligne",
  {
    n: integer("n").primaryKey(),
    id: text("id").notNull(),
    projetId: text("projet_id").notNull(),
    reference: text("reference").notNull(),
    intituleFr: text("intitule_fr").notNull(),
    intituleAr: text("intitule_ar"),
    /** Folded, so that accents and case do not decide the order. */
    intituleTri: text("intitule_tri").notNull(),
    porteurId: text("porteur_id"),
    porteurFr: text("porteur_fr"),
    porteurAr: text("porteur_ar"),
    porteurTri: text("porteur_tri").notNull(),
    acte: text("acte").notNull(),
    etat: text("etat").notNull(),
    phase: text("phase").notNull(),
    decision: text("decision").notNull(),
    province: text("province").notNull(),
    commune: text("commune").notNull(),
    secteur: text("secteur").notNull(),
    officierId: text("officier_id").notNull(),
    officier: text("officier").notNull(),
    deposeLe: text("depose_le").notNull(),
    passeLe: text("passe_le").notNull(),
    echeanceLe: text("echeance_le").notNull(),
    montant: integer("montant").notNull(),
    emplois: integer("emplois").notNull(),
    passages: integer("passages").notNull(),
    ordre: text("ordre").notNull(),
    updatedAt: integer("updated_at").notNull(),
    /** Day the dossier entered its state; empty when not known. */
    etatLe: text("etat_le").notNull().default(""),
    /** Day since which the legal clock stands still; empty while it runs. */
    suspenduLe: text("suspendu_le").notNull().default(""),
    /** Last day to deliver the act, once the decision allows it. */
    acteEcheanceLe: text("acte_echeance_le").notNull().default("9999-12-31"),
    /** Day the project was first approved, on the dossier that brought it; empty on every other one. */
    accordLe: text("accord_le").notNull().default(""),
    valideLe: text("valide_le").notNull().default(""),
    diffuseLe: text("diffuse_le").notNull().default(""),
    delivreLe: text("delivre_le").notNull().default(""),
    suivi: text("suivi").notNull().default(""),
    /** Centimes, and jobs; -1 when not known. */
    montantRealise: integer("montant_realise").notNull().default(-1),
    emploisRealises: integer("emplois_realises").notNull().default(-1),
  },
  (t) => [
    uniqueIndex("ligne_id").on(t.id),
    index("ligne_projet").on(t.projetId, t.montant, t.emplois),
    index("ligne_porteur").on(t.porteurId),
    index("ligne_reference").on(t.reference, t.id),
    index("ligne_intitule").on(t.intituleTri, t.id),
    index("ligne_porteur_tri").on(t.porteurTri, t.id),
    index("ligne_depose").on(t.deposeLe, t.id),
    index("ligne_echeance").on(t.echeanceLe, t.id),
    index("ligne_montant").on(t.montant, t.id),
    index("ligne_emplois").on(t.emplois, t.id),
    index("ligne_etat").on(t.etat, t.ordre, t.id),
    index("ligne_phase").on(t.phase, t.ordre, t.id),
    index("ligne_etat_projet").on(t.etat, t.projetId, t.montant, t.emplois),
    index("ligne_phase_projet").on(t.phase, t.projetId, t.montant, t.emplois),
    index("ligne_province").on(t.province, t.deposeLe, t.id),
    index("ligne_commune").on(t.commune, t.deposeLe, t.id),
    index("ligne_secteur").on(t.secteur, t.deposeLe, t.id),
    index("ligne_acte").on(t.acte, t.deposeLe, t.id),
    index("ligne_decision").on(t.decision, t.deposeLe, t.id),
    index("ligne_officier").on(t.officier, t.deposeLe, t.id),
    index("ligne_officier_id").on(t.officierId, t.deposeLe, t.id),
    index("ligne_officier_echeance").on(t.officierId, t.echeanceLe, t.id),
    index("ligne_acte_echeance").on(t.acteEcheanceLe, t.id),
    index("ligne_accord").on(t.accordLe, t.id),
  ],
);

/** What the directory lists and searches: one line per organisation and per person. */
export const annuaireLigne = sqliteTable(
  "annuaire_ligne",
  {
    n: integer("n").primaryKey(),
    id: text("id").notNull(),
    /** `organisation` or `personne`. */
    type: text("type").notNull(),
    nomFr: text("nom_fr").notNull(),
    nomAr: text("nom_ar"),
    nomTri: text("nom_tri").notNull(),
    /** Roles between commas, commas at both ends: `,porteur,partenaire,`. */
    roles: text("roles").notNull(),
    ice: text("ice").notNull(),
    telephone: text("telephone").notNull(),
    /** Organisation of a person. */
    organisationFr: text("organisation_fr"),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("annuaire_ligne_id").on(t.id),
    index("annuaire_ligne_nom").on(t.nomTri, t.id),
    index("annuaire_ligne_type").on(t.type, t.nomTri, t.id),
    index("annuaire_ligne_ice").on(t.ice),
    index("annuaire_ligne_telephone").on(t.telephone),
  ],
);
