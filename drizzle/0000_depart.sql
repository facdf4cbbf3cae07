CREATE TABLE `dossier` (
	`id` text PRIMARY KEY NOT NULL,
	`projet_id` text NOT NULL,
	`reference` text NOT NULL,
	`acte` text,
	`etat` text NOT NULL,
	`phase` text NOT NULL,
	`officier_id` text,
	`depose_le` text,
	`valide_le` text,
	`diffuse_le` text,
	`pv_le` text,
	`delivre_le` text,
	`observation` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`projet_id`) REFERENCES `projet`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`officier_id`) REFERENCES `utilisateur`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dossier_projet` ON `dossier` (`projet_id`);--> statement-breakpoint
CREATE INDEX `dossier_reference` ON `dossier` (`reference`);--> statement-breakpoint
CREATE INDEX `dossier_officier` ON `dossier` (`officier_id`);--> statement-breakpoint
CREATE TABLE `organisation` (
	`id` text PRIMARY KEY NOT NULL,
	`nom_fr` text NOT NULL,
	`nom_ar` text,
	`forme_juridique` text,
	`ice` text,
	`rc` text,
	`place_registre` text,
	`telephone` text,
	`email` text,
	`nom_plie` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `organisation_nom_plie` ON `organisation` (`nom_plie`);--> statement-breakpoint
CREATE INDEX `organisation_ice` ON `organisation` (`ice`);--> statement-breakpoint
CREATE TABLE `passage` (
	`id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`tenu_le` text NOT NULL,
	`decision` text,
	`observation` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`dossier_id`) REFERENCES `dossier`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `passage_dossier` ON `passage` (`dossier_id`,`tenu_le`,`id`);--> statement-breakpoint
CREATE TABLE `personne` (
	`id` text PRIMARY KEY NOT NULL,
	`prenom_fr` text,
	`nom_fr` text NOT NULL,
	`prenom_ar` text,
	`nom_ar` text,
	`cin` text,
	`telephone` text,
	`email` text,
	`organisation_id` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `personne_organisation` ON `personne` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `piece_jointe` (
	`id` text PRIMARY KEY NOT NULL,
	`record_table` text NOT NULL,
	`record_id` text NOT NULL,
	`sha256` text NOT NULL,
	`nom` text NOT NULL,
	`media_type` text NOT NULL,
	`octets` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `piece_jointe_record` ON `piece_jointe` (`record_table`,`record_id`);--> statement-breakpoint
CREATE TABLE `projet` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`intitule_fr` text NOT NULL,
	`intitule_ar` text,
	`description` text,
	`composantes` text,
	`secteur` text,
	`section_nma` text,
	`territoire_id` text,
	`porteur_id` text,
	`contact_id` text,
	`montant` integer,
	`emplois_prevus` integer,
	`emplois_stables` integer,
	`emplois_femmes` integer,
	`statut_foncier` text,
	`titre_foncier` text,
	`superficie_m2` integer,
	`document_urbanisme` integer,
	`lance_le` text,
	`acheve_le` text,
	`suivi` text,
	`montant_realise` integer,
	`emplois_realises` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`territoire_id`) REFERENCES `territoire`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`porteur_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `personne`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `projet_reference` ON `projet` (`reference`);--> statement-breakpoint
CREATE INDEX `projet_porteur` ON `projet` (`porteur_id`);--> statement-breakpoint
CREATE INDEX `projet_contact` ON `projet` (`contact_id`);--> statement-breakpoint
CREATE INDEX `projet_territoire` ON `projet` (`territoire_id`);--> statement-breakpoint
CREATE TABLE `observation` (
	`id` text PRIMARY KEY NOT NULL,
	`serie_id` text NOT NULL,
	`territoire` text NOT NULL,
	`territoire_nom` text NOT NULL,
	`period` text NOT NULL,
	`period_from` text,
	`period_to` text,
	`year` integer NOT NULL,
	`partial` integer NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`source` text NOT NULL,
	`confidence` text NOT NULL,
	`as_of` text NOT NULL,
	`as_of_basis` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`serie_id`) REFERENCES `serie`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `observation_serie` ON `observation` (`serie_id`,`territoire`,`period`,`as_of`);--> statement-breakpoint
CREATE TABLE `serie` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`label_fr` text NOT NULL,
	`label_ar` text NOT NULL,
	`label_en` text NOT NULL,
	`unit` text NOT NULL,
	`theme` text NOT NULL,
	`kind` text NOT NULL,
	`method` text,
	`accumulates` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `serie_key` ON `serie` (`key`);--> statement-breakpoint
CREATE TABLE `action` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`user_id` text NOT NULL,
	`device_id` text NOT NULL,
	`kind` text NOT NULL,
	`params` text NOT NULL,
	`mode` text NOT NULL,
	`target_id` text,
	`change_count` integer NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `action_seq` ON `action` (`seq`);--> statement-breakpoint
CREATE INDEX `action_target` ON `action` (`target_id`,`seq`);--> statement-breakpoint
CREATE INDEX `action_user` ON `action` (`user_id`,`mode`,`seq`);--> statement-breakpoint
CREATE TABLE `change` (
	`action_id` text NOT NULL,
	`n` integer NOT NULL,
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`op` text NOT NULL,
	`column_name` text,
	`before` text,
	`after` text,
	PRIMARY KEY(`action_id`, `n`),
	FOREIGN KEY (`action_id`) REFERENCES `action`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `change_row` ON `change` (`row_id`,`table_name`);--> statement-breakpoint
CREATE TABLE `dossier_ligne` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`projet_id` text NOT NULL,
	`reference` text NOT NULL,
	`intitule_fr` text NOT NULL,
	`intitule_ar` text,
	`intitule_tri` text NOT NULL,
	`porteur_id` text,
	`porteur_fr` text,
	`porteur_ar` text,
	`porteur_tri` text NOT NULL,
	`acte` text NOT NULL,
	`etat` text NOT NULL,
	`phase` text NOT NULL,
	`decision` text NOT NULL,
	`province` text NOT NULL,
	`commune` text NOT NULL,
	`secteur` text NOT NULL,
	`officier_id` text NOT NULL,
	`officier` text NOT NULL,
	`depose_le` text NOT NULL,
	`passe_le` text NOT NULL,
	`echeance_le` text NOT NULL,
	`montant` integer NOT NULL,
	`emplois` integer NOT NULL,
	`passages` integer NOT NULL,
	`ordre` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ligne_id` ON `dossier_ligne` (`id`);--> statement-breakpoint
CREATE INDEX `ligne_projet` ON `dossier_ligne` (`projet_id`,`montant`,`emplois`);--> statement-breakpoint
CREATE INDEX `ligne_porteur` ON `dossier_ligne` (`porteur_id`);--> statement-breakpoint
CREATE INDEX `ligne_reference` ON `dossier_ligne` (`reference`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_intitule` ON `dossier_ligne` (`intitule_tri`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_porteur_tri` ON `dossier_ligne` (`porteur_tri`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_depose` ON `dossier_ligne` (`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_echeance` ON `dossier_ligne` (`echeance_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_montant` ON `dossier_ligne` (`montant`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_emplois` ON `dossier_ligne` (`emplois`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_etat` ON `dossier_ligne` (`etat`,`ordre`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_phase` ON `dossier_ligne` (`phase`,`ordre`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_etat_projet` ON `dossier_ligne` (`etat`,`projet_id`,`montant`,`emplois`);--> statement-breakpoint
CREATE INDEX `ligne_phase_projet` ON `dossier_ligne` (`phase`,`projet_id`,`montant`,`emplois`);--> statement-breakpoint
CREATE INDEX `ligne_province` ON `dossier_ligne` (`province`,`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_commune` ON `dossier_ligne` (`commune`,`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_secteur` ON `dossier_ligne` (`secteur`,`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_acte` ON `dossier_ligne` (`acte`,`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_decision` ON `dossier_ligne` (`decision`,`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_officier` ON `dossier_ligne` (`officier`,`depose_le`,`id`);--> statement-breakpoint
CREATE INDEX `ligne_officier_id` ON `dossier_ligne` (`officier_id`,`depose_le`,`id`);--> statement-breakpoint
CREATE TABLE `reference` (
	`id` text PRIMARY KEY NOT NULL,
	`list` text NOT NULL,
	`key` text NOT NULL,
	`ordre` text NOT NULL,
	`label_fr` text NOT NULL,
	`label_ar` text NOT NULL,
	`label_en` text NOT NULL,
	`effective_from` text NOT NULL,
	`effective_to` text,
	`source` text NOT NULL,
	`url` text,
	`confidence` text NOT NULL,
	`note` text,
	`attrs` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `reference_list_key` ON `reference` (`list`,`key`,`effective_from`);--> statement-breakpoint
CREATE TABLE `reference_list` (
	`id` text PRIMARY KEY NOT NULL,
	`list` text NOT NULL,
	`title_fr` text NOT NULL,
	`title_ar` text NOT NULL,
	`title_en` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE TABLE `reglage` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE TABLE `secteur` (
	`id` text PRIMARY KEY NOT NULL,
	`nomenclature` text NOT NULL,
	`key` text NOT NULL,
	`ordre` text NOT NULL,
	`nom_fr` text NOT NULL,
	`nom_ar` text NOT NULL,
	`nom_en` text NOT NULL,
	`barometre` text,
	`divisions` text,
	`effective_from` text NOT NULL,
	`source` text NOT NULL,
	`url` text,
	`confidence` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `secteur_key` ON `secteur` (`nomenclature`,`key`);--> statement-breakpoint
CREATE TABLE `territoire` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`level` text NOT NULL,
	`type` text NOT NULL,
	`nom_fr` text NOT NULL,
	`nom_ar` text NOT NULL,
	`nom_en` text NOT NULL,
	`parent` text,
	`province` text,
	`prime_category` text,
	`name_ar_status` text,
	`aliases` text NOT NULL,
	`effective_from` text NOT NULL,
	`source` text NOT NULL,
	`confidence` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `territoire_code` ON `territoire` (`code`);--> statement-breakpoint
CREATE TABLE `utilisateur` (
	`id` text PRIMARY KEY NOT NULL,
	`nom` text NOT NULL,
	`role` text NOT NULL,
	`langue` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
