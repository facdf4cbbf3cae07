CREATE TABLE `carte` (
	`id` text PRIMARY KEY NOT NULL,
	`tableau_id` text NOT NULL,
	`titre_fr` text,
	`titre_ar` text,
	`titre_en` text,
	`largeur` integer NOT NULL,
	`hauteur` integer NOT NULL,
	`forme` text NOT NULL,
	`definition` text NOT NULL,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`tableau_id`) REFERENCES `tableau`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `carte_tableau` ON `carte` (`tableau_id`,`ordre`);--> statement-breakpoint
CREATE TABLE `edition` (
	`id` text PRIMARY KEY NOT NULL,
	`tableau` text NOT NULL,
	`titre` text NOT NULL,
	`publie_le` text NOT NULL,
	`observation` text,
	`demande` text NOT NULL,
	`contenu` text NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `edition_tableau` ON `edition` (`tableau`,`publie_le`);--> statement-breakpoint
CREATE TABLE `rapport` (
	`id` text PRIMARY KEY NOT NULL,
	`titre` text NOT NULL,
	`tableau` text NOT NULL,
	`contenu` text NOT NULL,
	`regle` text,
	`regle_le` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `rapport_tableau` ON `rapport` (`tableau`);--> statement-breakpoint
CREATE TABLE `rapport_fait` (
	`id` text PRIMARY KEY NOT NULL,
	`rapport_id` text NOT NULL,
	`pour_le` text NOT NULL,
	`fait_le` text NOT NULL,
	`fichier` text,
	`echec` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`rapport_id`) REFERENCES `rapport`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rapport_fait_rapport` ON `rapport_fait` (`rapport_id`,`pour_le`);--> statement-breakpoint
CREATE TABLE `tableau` (
	`id` text PRIMARY KEY NOT NULL,
	`titre_fr` text NOT NULL,
	`titre_ar` text,
	`titre_en` text,
	`description` text,
	`filtre` text,
	`modele` text,
	`ordre` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `tableau_ordre` ON `tableau` (`ordre`,`id`);--> statement-breakpoint
ALTER TABLE `serie` ADD `formule` text;--> statement-breakpoint
ALTER TABLE `serie` ADD `description` text;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `accord_le` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `valide_le` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `diffuse_le` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `delivre_le` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `suivi` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `montant_realise` integer DEFAULT -1 NOT NULL;--> statement-breakpoint
ALTER TABLE `dossier_ligne` ADD `emplois_realises` integer DEFAULT -1 NOT NULL;--> statement-breakpoint
CREATE INDEX `ligne_accord` ON `dossier_ligne` (`accord_le`,`id`);