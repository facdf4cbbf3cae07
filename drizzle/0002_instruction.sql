CREATE TABLE `acces_donnee` (
	`id` text PRIMARY KEY NOT NULL,
	`record_table` text NOT NULL,
	`record_id` text NOT NULL,
	`champ` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `acces_donnee_record` ON `acces_donnee` (`record_table`,`record_id`);--> statement-breakpoint
CREATE TABLE `justification` (
	`id` text PRIMARY KEY NOT NULL,
	`record_table` text NOT NULL,
	`record_id` text NOT NULL,
	`champ` text NOT NULL,
	`valeur` text NOT NULL,
	`motif` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `justification_record` ON `justification` (`record_table`,`record_id`);--> statement-breakpoint
CREATE TABLE `role` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text,
	`personne_id` text,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`personne_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `role_organisation` ON `role` (`organisation_id`);--> statement-breakpoint
CREATE INDEX `role_personne` ON `role` (`personne_id`);--> statement-breakpoint
CREATE TABLE `complement` (
	`id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`numero` text,
	`demande_le` text NOT NULL,
	`complete_le` text,
	`origine` text NOT NULL,
	`motif` text,
	`passage_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`passage_id`) REFERENCES `passage`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `complement_dossier` ON `complement` (`dossier_id`,`demande_le`);--> statement-breakpoint
CREATE INDEX `complement_passage` ON `complement` (`passage_id`);--> statement-breakpoint
CREATE TABLE `complement_piece` (
	`id` text PRIMARY KEY NOT NULL,
	`complement_id` text NOT NULL,
	`piece_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`complement_id`) REFERENCES `complement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`piece_id`) REFERENCES `piece`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `complement_piece_complement` ON `complement_piece` (`complement_id`);--> statement-breakpoint
CREATE INDEX `complement_piece_piece` ON `complement_piece` (`piece_id`);--> statement-breakpoint
CREATE TABLE `consultation` (
	`id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`demande_le` text NOT NULL,
	`relance_le` text,
	`reponse_le` text,
	`avis` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consultation_dossier` ON `consultation` (`dossier_id`,`demande_le`);--> statement-breakpoint
CREATE INDEX `consultation_organisation` ON `consultation` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `piece` (
	`id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`type` text,
	`libelle` text,
	`statut` text NOT NULL,
	`motif` text,
	`recue_le` text,
	`piece_jointe_id` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`piece_jointe_id`) REFERENCES `piece_jointe`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `piece_dossier` ON `piece` (`dossier_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `piece_piece_jointe` ON `piece` (`piece_jointe_id`);--> statement-breakpoint
CREATE TABLE `recours` (
	`id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`type` text NOT NULL,
	`depose_le` text NOT NULL,
	`reponse_le` text,
	`issue` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recours_dossier` ON `recours` (`dossier_id`,`depose_le`);--> statement-breakpoint
CREATE TABLE `reserve` (
	`id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`passage_id` text,
	`consultation_id` text,
	`texte` text NOT NULL,
	`levee_le` text,
	`justification` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`passage_id`) REFERENCES `passage`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consultation_id`) REFERENCES `consultation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reserve_dossier` ON `reserve` (`dossier_id`);--> statement-breakpoint
CREATE INDEX `reserve_passage` ON `reserve` (`passage_id`);--> statement-breakpoint
CREATE INDEX `reserve_consultation` ON `reserve` (`consultation_id`);--> statement-breakpoint
CREATE TABLE `annuaire_ligne` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`nom_fr` text NOT NULL,
	`nom_ar` text,
	`nom_tri` text NOT NULL,
	`roles` text NOT NULL,
	`ice` text NOT NULL,
	`telephone` text NOT NULL,
	`organisation_fr` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `annuaire_ligne_id` ON `annuaire_ligne` (`id`);--> statement-breakpoint
CREATE INDEX `annuaire_ligne_nom` ON `annuaire_ligne` (`nom_tri`,`id`);--> statement-breakpoint
CREATE INDEX `annuaire_ligne_type` ON `annuaire_ligne` (`type`,`nom_tri`,`id`);--> statement-breakpoint
CREATE INDEX `annuaire_ligne_ice` ON `annuaire_ligne` (`ice`);--> statement-breakpoint
CREATE INDEX `annuaire_ligne_telephone` ON `annuaire_ligne` (`telephone`);--> statement-breakpoint
CREATE TABLE `inscription` (
	`id` text PRIMARY KEY NOT NULL,
	`seance_id` text NOT NULL,
	`dossier_id` text NOT NULL,
	`ordre` text NOT NULL,
	`statut` text NOT NULL,
	`motif` text,
	`passage_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`seance_id`) REFERENCES `seance`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`passage_id`) REFERENCES `passage`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inscription_seance` ON `inscription` (`seance_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `inscription_dossier` ON `inscription` (`dossier_id`);--> statement-breakpoint
CREATE INDEX `inscription_passage` ON `inscription` (`passage_id`);--> statement-breakpoint
CREATE TABLE `participant` (
	`id` text PRIMARY KEY NOT NULL,
	`seance_id` text NOT NULL,
	`nom` text NOT NULL,
	`qualite` text,
	`organisation_id` text,
	`present` integer,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`seance_id`) REFERENCES `seance`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `participant_seance` ON `participant` (`seance_id`,`ordre`);--> statement-breakpoint
CREATE INDEX `participant_organisation` ON `participant` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `seance` (
	`id` text PRIMARY KEY NOT NULL,
	`numero` text,
	`tenue_le` text NOT NULL,
	`heure` text,
	`lieu` text,
	`president` text,
	`statut` text NOT NULL,
	`pv_le` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `seance_tenue` ON `seance` (`tenue_le`,`id`);--> statement-breakpoint
CREATE TABLE `accompagnement` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`intitule` text NOT NULL,
	`organisation_id` text,
	`personne_id` text,
	`projet_id` text,
	`programme` text,
	`conseiller_id` text,
	`etape` text NOT NULL,
	`etape_le` text,
	`ouvert_le` text NOT NULL,
	`clos_le` text,
	`observation` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`personne_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`projet_id`) REFERENCES `projet`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`conseiller_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `accompagnement_etape` ON `accompagnement` (`etape`,`ordre`,`id`);--> statement-breakpoint
CREATE INDEX `accompagnement_organisation` ON `accompagnement` (`organisation_id`);--> statement-breakpoint
CREATE INDEX `accompagnement_personne` ON `accompagnement` (`personne_id`);--> statement-breakpoint
CREATE INDEX `accompagnement_projet` ON `accompagnement` (`projet_id`);--> statement-breakpoint
CREATE INDEX `accompagnement_conseiller` ON `accompagnement` (`conseiller_id`);--> statement-breakpoint
CREATE TABLE `demande` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`recue_le` text NOT NULL,
	`canal` text NOT NULL,
	`objet` text NOT NULL,
	`texte` text,
	`nom` text,
	`telephone` text,
	`email` text,
	`organisation_id` text,
	`personne_id` text,
	`projet_id` text,
	`assigne_id` text,
	`etape` text NOT NULL,
	`etape_le` text,
	`repondu_le` text,
	`reponse` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`personne_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`projet_id`) REFERENCES `projet`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assigne_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `demande_etape` ON `demande` (`etape`,`ordre`,`id`);--> statement-breakpoint
CREATE INDEX `demande_repondu` ON `demande` (`repondu_le`,`recue_le`);--> statement-breakpoint
CREATE INDEX `demande_organisation` ON `demande` (`organisation_id`);--> statement-breakpoint
CREATE INDEX `demande_personne` ON `demande` (`personne_id`);--> statement-breakpoint
CREATE INDEX `demande_projet` ON `demande` (`projet_id`);--> statement-breakpoint
CREATE INDEX `demande_assigne` ON `demande` (`assigne_id`);--> statement-breakpoint
CREATE TABLE `evenement` (
	`id` text PRIMARY KEY NOT NULL,
	`record_table` text NOT NULL,
	`record_id` text NOT NULL,
	`genre` text NOT NULL,
	`le` text NOT NULL,
	`heure` text,
	`sens` text,
	`correspondant` text,
	`objet` text,
	`texte` text,
	`message_id` text,
	`piece_jointe_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`piece_jointe_id`) REFERENCES `piece_jointe`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evenement_record` ON `evenement` (`record_table`,`record_id`,`le`,`id`);--> statement-breakpoint
CREATE INDEX `evenement_piece_jointe` ON `evenement` (`piece_jointe_id`);--> statement-breakpoint
CREATE INDEX `evenement_message` ON `evenement` (`message_id`);--> statement-breakpoint
CREATE TABLE `favori` (
	`id` text PRIMARY KEY NOT NULL,
	`utilisateur_id` text NOT NULL,
	`record_table` text NOT NULL,
	`record_id` text NOT NULL,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`utilisateur_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `favori_utilisateur` ON `favori` (`utilisateur_id`,`ordre`);--> statement-breakpoint
CREATE TABLE `tache` (
	`id` text PRIMARY KEY NOT NULL,
	`record_table` text,
	`record_id` text,
	`titre` text NOT NULL,
	`note` text,
	`echeance_le` text,
	`heure` text,
	`rappel_le` text,
	`assigne_id` text,
	`repetition` text,
	`faite_le` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`assigne_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tache_record` ON `tache` (`record_table`,`record_id`);--> statement-breakpoint
CREATE INDEX `tache_assigne` ON `tache` (`assigne_id`,`faite_le`,`echeance_le`);--> statement-breakpoint
CREATE INDEX `tache_echeance` ON `tache` (`faite_le`,`echeance_le`);--> statement-breakpoint
CREATE TABLE `visite` (
	`id` text PRIMARY KEY NOT NULL,
	`projet_id` text NOT NULL,
	`faite_le` text NOT NULL,
	`utilisateur_id` text,
	`suivi` text NOT NULL,
	`montant_realise` integer,
	`emplois_realises` integer,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`projet_id`) REFERENCES `projet`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`utilisateur_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `visite_projet` ON `visite` (`projet_id`,`faite_le`);--> statement-breakpoint
CREATE INDEX `visite_utilisateur` ON `visite` (`utilisateur_id`);--> statement-breakpoint
CREATE TABLE `vue` (
	`id` text PRIMARY KEY NOT NULL,
	`ecran` text NOT NULL,
	`nom` text NOT NULL,
	`utilisateur_id` text NOT NULL,
	`partagee` integer NOT NULL,
	`par_defaut` integer NOT NULL,
	`contenu` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`utilisateur_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `vue_utilisateur` ON `vue` (`utilisateur_id`,`ecran`);--> statement-breakpoint
ALTER TABLE `dossier` ADD `etat_le` text;--> statement-breakpoint
ALTER TABLE `dossier` ADD `notifie_le` text;--> statement-breakpoint
ALTER TABLE `dossier` ADD `acte_numero` text;--> statement-breakpoint
ALTER TABLE `dossier` ADD `autorite_id` text REFERENCES organisation(id);--> statement-breakpoint
CREATE INDEX `dossier_autorite` ON `dossier` (`autorite_id`);--> statement-breakpoint
ALTER TABLE `organisation` ADD `identifiant_fiscal` text;--> statement-breakpoint
ALTER TABLE `organisation` ADD `taxe_professionnelle` text;--> statement-breakpoint
ALTER TABLE `organisation` ADD `cnss` text;--> statement-breakpoint
ALTER TABLE `organisation` ADD `rib` text;--> statement-breakpoint
ALTER TABLE `organisation` ADD `adresse` text;--> statement-breakpoint
ALTER TABLE `organisation` ADD `code_postal` text;--> statement-breakpoint
ALTER TABLE `organisation` ADD `territoire_id` text REFERENCES territoire(id);--> statement-breakpoint
ALTER TABLE `organisation` ADD `observation` text;--> statement-breakpoint
CREATE INDEX `organisation_telephone` ON `organisation` (`telephone`);--> statement-breakpoint
ALTER TABLE `passage` ADD `seance_id` text REFERENCES seance(id);--> statement-breakpoint
CREATE INDEX `passage_seance` ON `passage` (`seance_id`);--> statement-breakpoint
ALTER TABLE `personne` ADD `fonction_fr` text;--> statement-breakpoint
ALTER TABLE `personne` ADD `fonction_ar` text;--> statement-breakpoint
ALTER TABLE `personne` ADD `observation` text;--> statement-breakpoint
CREATE INDEX `personne_telephone` ON `personne` (`telephone`);--> statement-breakpoint
ALTER TABLE `projet` ADD `motif_arret` text;--> statement-breakpoint
ALTER TABLE `projet` ADD `arrete_le` text;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `etat_le` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `suspendu_le` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `acte_echeance_le` text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
CREATE INDEX `ligne_officier_echeance` ON `dossier_ligne` (`officier_id`,`echeance_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_acte_echeance` ON `dossier_ligne` (`acte_echeance_le`,`id`);