CREATE TABLE `clause` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`titre_fr` text NOT NULL,
	`titre_ar` text,
	`texte_fr` text,
	`texte_ar` text,
	`ordre` text NOT NULL,
	`ajoute_par_id` text,
	`retire_par_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ajoute_par_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`retire_par_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `clause_convention` ON `clause` (`convention_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `clause_ajoute` ON `clause` (`ajoute_par_id`);--> statement-breakpoint
CREATE INDEX `clause_retire` ON `clause` (`retire_par_id`);--> statement-breakpoint
CREATE TABLE `comite` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`type` text NOT NULL,
	`nom` text,
	`president` text,
	`periodicite` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comite_convention` ON `comite` (`convention_id`);--> statement-breakpoint
CREATE TABLE `contribution` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`partie_id` text NOT NULL,
	`annee` integer NOT NULL,
	`montant` integer NOT NULL,
	`nature` text NOT NULL,
	`ajoute_par_id` text,
	`retire_par_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partie_id`) REFERENCES `partie`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ajoute_par_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`retire_par_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contribution_convention` ON `contribution` (`convention_id`,`annee`);--> statement-breakpoint
CREATE INDEX `contribution_partie` ON `contribution` (`partie_id`);--> statement-breakpoint
CREATE INDEX `contribution_ajoute` ON `contribution` (`ajoute_par_id`);--> statement-breakpoint
CREATE INDEX `contribution_retire` ON `contribution` (`retire_par_id`);--> statement-breakpoint
CREATE TABLE `convention` (
	`id` text PRIMARY KEY NOT NULL,
	`numero` text NOT NULL,
	`type` text NOT NULL,
	`parent_id` text,
	`intitule_fr` text NOT NULL,
	`intitule_ar` text,
	`objet` text,
	`consistance` text,
	`visas` text,
	`programme` text,
	`pole` text,
	`officier_id` text,
	`effet_le` text,
	`fin_le` text,
	`reconduction_tacite` integer,
	`reconduction_mois` integer,
	`reconduction_max` integer,
	`preavis_mois` integer,
	`preavis_jours` integer,
	`denoncee_le` text,
	`resiliee_le` text,
	`resiliation_motif` text,
	`montant` integer,
	`territoire_id` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`parent_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`officier_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`territoire_id`) REFERENCES `territoire`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `convention_numero` ON `convention` (`numero`);--> statement-breakpoint
CREATE INDEX `convention_parent` ON `convention` (`parent_id`);--> statement-breakpoint
CREATE INDEX `convention_programme` ON `convention` (`programme`);--> statement-breakpoint
CREATE INDEX `convention_officier` ON `convention` (`officier_id`);--> statement-breakpoint
CREATE INDEX `convention_territoire` ON `convention` (`territoire_id`);--> statement-breakpoint
CREATE TABLE `convention_secteur` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`secteur` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `convention_secteur_convention` ON `convention_secteur` (`convention_id`);--> statement-breakpoint
CREATE TABLE `decision_reunion` (
	`id` text PRIMARY KEY NOT NULL,
	`reunion_id` text NOT NULL,
	`texte` text NOT NULL,
	`responsable_id` text,
	`responsable` text,
	`echeance_le` text,
	`tache_id` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`reunion_id`) REFERENCES `reunion`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`responsable_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tache_id`) REFERENCES `tache`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `decision_reunion_reunion` ON `decision_reunion` (`reunion_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `decision_reunion_responsable` ON `decision_reunion` (`responsable_id`);--> statement-breakpoint
CREATE INDEX `decision_reunion_tache` ON `decision_reunion` (`tache_id`);--> statement-breakpoint
CREATE TABLE `engagement` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`partie_id` text,
	`libelle_fr` text NOT NULL,
	`libelle_ar` text,
	`debut_le` text,
	`echeance_le` text,
	`periodicite` text,
	`fin_le` text,
	`mesure` text,
	`cible` real,
	`preuve` text,
	`responsable_id` text,
	`sans_objet_le` text,
	`sans_objet_motif` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partie_id`) REFERENCES `partie`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`responsable_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `engagement_convention` ON `engagement` (`convention_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `engagement_partie` ON `engagement` (`partie_id`);--> statement-breakpoint
CREATE INDEX `engagement_responsable` ON `engagement` (`responsable_id`);--> statement-breakpoint
CREATE INDEX `engagement_echeance` ON `engagement` (`echeance_le`);--> statement-breakpoint
CREATE TABLE `indicateur_convention` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`libelle_fr` text NOT NULL,
	`libelle_ar` text,
	`unite` text,
	`reference` real,
	`reference_le` text,
	`cible` real,
	`cible_le` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `indicateur_convention_convention` ON `indicateur_convention` (`convention_id`,`ordre`);--> statement-breakpoint
CREATE TABLE `livrable` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`partie_id` text,
	`genre` text NOT NULL,
	`libelle_fr` text NOT NULL,
	`libelle_ar` text,
	`echeance_le` text,
	`recu_le` text,
	`accepte_le` text,
	`accepte_par_id` text,
	`refuse_le` text,
	`refus_motif` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partie_id`) REFERENCES `partie`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepte_par_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `livrable_convention` ON `livrable` (`convention_id`,`echeance_le`);--> statement-breakpoint
CREATE INDEX `livrable_partie` ON `livrable` (`partie_id`);--> statement-breakpoint
CREATE INDEX `livrable_echeance` ON `livrable` (`echeance_le`);--> statement-breakpoint
CREATE INDEX `livrable_accepte_par` ON `livrable` (`accepte_par_id`);--> statement-breakpoint
CREATE TABLE `membre_comite` (
	`id` text PRIMARY KEY NOT NULL,
	`comite_id` text NOT NULL,
	`nom` text NOT NULL,
	`qualite` text,
	`organisation_id` text,
	`personne_id` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`comite_id`) REFERENCES `comite`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`personne_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `membre_comite_comite` ON `membre_comite` (`comite_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `membre_comite_organisation` ON `membre_comite` (`organisation_id`);--> statement-breakpoint
CREATE INDEX `membre_comite_personne` ON `membre_comite` (`personne_id`);--> statement-breakpoint
CREATE TABLE `mesure` (
	`id` text PRIMARY KEY NOT NULL,
	`indicateur_id` text NOT NULL,
	`le` text NOT NULL,
	`valeur` real NOT NULL,
	`source` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`indicateur_id`) REFERENCES `indicateur_convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mesure_indicateur` ON `mesure` (`indicateur_id`,`le`);--> statement-breakpoint
CREATE TABLE `modification` (
	`id` text PRIMARY KEY NOT NULL,
	`avenant_id` text NOT NULL,
	`champ` text NOT NULL,
	`valeur` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`avenant_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `modification_avenant` ON `modification` (`avenant_id`);--> statement-breakpoint
CREATE TABLE `partie` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`role` text NOT NULL,
	`representant_id` text,
	`representant` text,
	`fonction_fr` text,
	`fonction_ar` text,
	`signe_le` text,
	`ordre` text NOT NULL,
	`ajoute_par_id` text,
	`retire_par_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`representant_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ajoute_par_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`retire_par_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `partie_convention` ON `partie` (`convention_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `partie_organisation` ON `partie` (`organisation_id`);--> statement-breakpoint
CREATE INDEX `partie_representant` ON `partie` (`representant_id`);--> statement-breakpoint
CREATE INDEX `partie_ajoute` ON `partie` (`ajoute_par_id`);--> statement-breakpoint
CREATE INDEX `partie_retire` ON `partie` (`retire_par_id`);--> statement-breakpoint
CREATE TABLE `presence` (
	`id` text PRIMARY KEY NOT NULL,
	`reunion_id` text NOT NULL,
	`membre_id` text NOT NULL,
	`present` integer,
	`remplacant` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`reunion_id`) REFERENCES `reunion`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`membre_id`) REFERENCES `membre_comite`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `presence_reunion` ON `presence` (`reunion_id`);--> statement-breakpoint
CREATE INDEX `presence_membre` ON `presence` (`membre_id`);--> statement-breakpoint
CREATE TABLE `realisation` (
	`id` text PRIMARY KEY NOT NULL,
	`engagement_id` text NOT NULL,
	`pour_le` text,
	`faite_le` text NOT NULL,
	`quantite` real,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`engagement_id`) REFERENCES `engagement`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `realisation_engagement` ON `realisation` (`engagement_id`,`pour_le`);--> statement-breakpoint
CREATE TABLE `reunion` (
	`id` text PRIMARY KEY NOT NULL,
	`comite_id` text NOT NULL,
	`numero` text,
	`tenue_le` text NOT NULL,
	`heure` text,
	`lieu` text,
	`statut` text NOT NULL,
	`ordre_du_jour` text,
	`compte_rendu` text,
	`pv_le` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`comite_id`) REFERENCES `comite`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reunion_comite` ON `reunion` (`comite_id`,`tenue_le`);--> statement-breakpoint
CREATE INDEX `reunion_tenue` ON `reunion` (`tenue_le`);--> statement-breakpoint
CREATE TABLE `suspension` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`du_le` text NOT NULL,
	`au_le` text,
	`motif` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suspension_convention` ON `suspension` (`convention_id`,`du_le`);--> statement-breakpoint
CREATE TABLE `versement` (
	`id` text PRIMARY KEY NOT NULL,
	`convention_id` text NOT NULL,
	`tranche` integer NOT NULL,
	`libelle` text,
	`payeur_id` text NOT NULL,
	`beneficiaire_id` text,
	`engagement_id` text,
	`livrable_id` text,
	`reunion_id` text,
	`indicateur_id` text,
	`prevu_le` text,
	`montant_prevu` integer NOT NULL,
	`verse_le` text,
	`montant_verse` integer,
	`annee` integer,
	`justificatif` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payeur_id`) REFERENCES `partie`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`beneficiaire_id`) REFERENCES `partie`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`engagement_id`) REFERENCES `engagement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`livrable_id`) REFERENCES `livrable`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reunion_id`) REFERENCES `reunion`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`indicateur_id`) REFERENCES `indicateur_convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `versement_convention` ON `versement` (`convention_id`,`tranche`);--> statement-breakpoint
CREATE INDEX `versement_payeur` ON `versement` (`payeur_id`);--> statement-breakpoint
CREATE INDEX `versement_beneficiaire` ON `versement` (`beneficiaire_id`);--> statement-breakpoint
CREATE INDEX `versement_engagement` ON `versement` (`engagement_id`);--> statement-breakpoint
CREATE INDEX `versement_livrable` ON `versement` (`livrable_id`);--> statement-breakpoint
CREATE INDEX `versement_reunion` ON `versement` (`reunion_id`);--> statement-breakpoint
CREATE INDEX `versement_indicateur` ON `versement` (`indicateur_id`);--> statement-breakpoint
CREATE INDEX `versement_prevu` ON `versement` (`verse_le`,`prevu_le`);--> statement-breakpoint
CREATE TABLE `budget_programme` (
	`id` text PRIMARY KEY NOT NULL,
	`programme` text NOT NULL,
	`annee` integer NOT NULL,
	`montant` integer NOT NULL,
	`organisation_id` text,
	`source` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `budget_programme_programme` ON `budget_programme` (`programme`,`annee`);--> statement-breakpoint
CREATE INDEX `budget_programme_organisation` ON `budget_programme` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `cohorte` (
	`id` text PRIMARY KEY NOT NULL,
	`nom` text NOT NULL,
	`programme` text,
	`convention_id` text,
	`ouverte_le` text NOT NULL,
	`close_le` text,
	`objectif` integer,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `cohorte_programme` ON `cohorte` (`programme`,`ouverte_le`);--> statement-breakpoint
CREATE INDEX `cohorte_convention` ON `cohorte` (`convention_id`);--> statement-breakpoint
CREATE TABLE `collecte` (
	`id` text PRIMARY KEY NOT NULL,
	`financement_id` text NOT NULL,
	`le` text NOT NULL,
	`montant` integer NOT NULL,
	`contributeurs` integer,
	`source` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`financement_id`) REFERENCES `financement`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `collecte_financement` ON `collecte` (`financement_id`,`le`);--> statement-breakpoint
CREATE TABLE `document_genere` (
	`id` text PRIMARY KEY NOT NULL,
	`modele_id` text,
	`record_table` text NOT NULL,
	`record_id` text NOT NULL,
	`genre` text NOT NULL,
	`langue` text NOT NULL,
	`version` integer NOT NULL,
	`modele_sha256` text NOT NULL,
	`donnees` text NOT NULL,
	`piece_jointe_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`modele_id`) REFERENCES `modele`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`piece_jointe_id`) REFERENCES `piece_jointe`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `document_genere_record` ON `document_genere` (`record_table`,`record_id`,`genre`);--> statement-breakpoint
CREATE INDEX `document_genere_modele` ON `document_genere` (`modele_id`);--> statement-breakpoint
CREATE INDEX `document_genere_piece_jointe` ON `document_genere` (`piece_jointe_id`);--> statement-breakpoint
CREATE TABLE `entretien` (
	`id` text PRIMARY KEY NOT NULL,
	`accompagnement_id` text NOT NULL,
	`le` text NOT NULL,
	`heure` text,
	`duree_minutes` integer,
	`mentor_id` text,
	`utilisateur_id` text,
	`objet` text NOT NULL,
	`texte` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`accompagnement_id`) REFERENCES `accompagnement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`mentor_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`utilisateur_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `entretien_accompagnement` ON `entretien` (`accompagnement_id`,`le`);--> statement-breakpoint
CREATE INDEX `entretien_mentor` ON `entretien` (`mentor_id`);--> statement-breakpoint
CREATE INDEX `entretien_utilisateur` ON `entretien` (`utilisateur_id`);--> statement-breakpoint
CREATE TABLE `financement` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`type` text NOT NULL,
	`categorie` text,
	`projet_id` text,
	`accompagnement_id` text,
	`convention_id` text,
	`programme` text,
	`organisme_id` text,
	`statut` text NOT NULL,
	`montant_demande` integer NOT NULL,
	`montant_accorde` integer,
	`montant_verse` integer,
	`demande_le` text,
	`decision_le` text,
	`ouvert_le` text,
	`clot_le` text,
	`resultat` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`projet_id`) REFERENCES `projet`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accompagnement_id`) REFERENCES `accompagnement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`convention_id`) REFERENCES `convention`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisme_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `financement_reference` ON `financement` (`reference`);--> statement-breakpoint
CREATE INDEX `financement_projet` ON `financement` (`projet_id`);--> statement-breakpoint
CREATE INDEX `financement_accompagnement` ON `financement` (`accompagnement_id`);--> statement-breakpoint
CREATE INDEX `financement_convention` ON `financement` (`convention_id`);--> statement-breakpoint
CREATE INDEX `financement_organisme` ON `financement` (`organisme_id`);--> statement-breakpoint
CREATE INDEX `financement_statut` ON `financement` (`statut`,`demande_le`);--> statement-breakpoint
CREATE TABLE `modele` (
	`id` text PRIMARY KEY NOT NULL,
	`nom` text NOT NULL,
	`genre` text NOT NULL,
	`langue` text NOT NULL,
	`piece_jointe_id` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`piece_jointe_id`) REFERENCES `piece_jointe`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `modele_genre` ON `modele` (`genre`,`langue`);--> statement-breakpoint
CREATE INDEX `modele_piece_jointe` ON `modele` (`piece_jointe_id`);--> statement-breakpoint
CREATE TABLE `partenaire_programme` (
	`id` text PRIMARY KEY NOT NULL,
	`programme` text NOT NULL,
	`organisation_id` text NOT NULL,
	`role` text NOT NULL,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `partenaire_programme_programme` ON `partenaire_programme` (`programme`);--> statement-breakpoint
CREATE INDEX `partenaire_programme_organisation` ON `partenaire_programme` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `simulation` (
	`id` text PRIMARY KEY NOT NULL,
	`projet_id` text,
	`titre` text NOT NULL,
	`regle_le` text NOT NULL,
	`contenu` text NOT NULL,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`projet_id`) REFERENCES `projet`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `simulation_projet` ON `simulation` (`projet_id`);--> statement-breakpoint
CREATE TABLE `suivi_entreprise` (
	`id` text PRIMARY KEY NOT NULL,
	`accompagnement_id` text NOT NULL,
	`constate_le` text NOT NULL,
	`en_activite` integer NOT NULL,
	`emplois` integer,
	`chiffre_affaires` integer,
	`source` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`accompagnement_id`) REFERENCES `accompagnement`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suivi_entreprise_accompagnement` ON `suivi_entreprise` (`accompagnement_id`,`constate_le`);--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `convention_id` text REFERENCES convention(id);--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `cohorte_id` text REFERENCES cohorte(id);--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `mentor_id` text REFERENCES personne(id);--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `issue` text;--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `cout` integer;--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `entreprise_creee_le` text;--> statement-breakpoint
ALTER TABLE `accompagnement` ADD `emplois_crees` integer;--> statement-breakpoint
CREATE INDEX `accompagnement_convention` ON `accompagnement` (`convention_id`);--> statement-breakpoint
CREATE INDEX `accompagnement_cohorte` ON `accompagnement` (`cohorte_id`);--> statement-breakpoint
CREATE INDEX `accompagnement_mentor` ON `accompagnement` (`mentor_id`);