import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { lifeColumns } from "./common.ts";

/** A dashboard composed by the user. Those shipped are resources: they are copied, never changed. */
export const tableau = sqliteTable(
  "tableau",
  {
    id: text("id").primaryKey(),
    titreFr: text("titre_fr").notNull(),
    titreAr: text("titre_ar"),
    titreEn: text("titre_en"),
    description: text("description"),
    /** Filter it opens with, as JSON (`tableauFilter`). */
    filtre: text("filtre"),
    /** Key of the shipped dashboard it was copied from. */
    modele: text("modele"),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [index("tableau_ordre").on(t.ordre, t.id)],
);

/** A card of a composed dashboard. */
export const carte = sqliteTable(
  "carte",
  {
    id: text("id").primaryKey(),
    tableauId: text("tableau_id")
      .notNull()
      .references(() => tableau.id),
    titreFr: text("titre_fr"),
    titreAr: text("titre_ar"),
    titreEn: text("titre_en"),
    /** Columns of the grid of twelve, and rows. */
    largeur: integer("largeur").notNull(),
    hauteur: integer("hauteur").notNull(),
    forme: text("forme").notNull(),
    /** What it shows, as JSON (`carteSource` and its options). */
    definition: text("definition").notNull(),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [index("carte_tableau").on(t.tableauId, t.ordre)],
);

/** A dashboard frozen as it was published: figures, filter and sources as JSON, with their SHA-256. */
export const edition = sqliteTable(
  "edition",
  {
    id: text("id").primaryKey(),
    /** Key of a shipped dashboard, or id of a composed one. */
    tableau: text("tableau").notNull(),
    titre: text("titre").notNull(),
    publieLe: text("publie_le").notNull(),
    observation: text("observation"),
    /** What was asked (`tableauAsked`), and what was answered (`tableauResult`), as JSON. */
    demande: text("demande").notNull(),
    contenu: text("contenu").notNull(),
    sha256: text("sha256").notNull(),
    ...lifeColumns,
  },
  (t) => [index("edition_tableau").on(t.tableau, t.publieLe)],
);

/** A report: which cards of a dashboard, with which comments, in which languages and on which paper. */
export const rapport = sqliteTable(
  "rapport",
  {
    id: text("id").primaryKey(),
    titre: text("titre").notNull(),
    /** Key of a shipped dashboard, or id of a composed one. */
    tableau: text("tableau").notNull(),
    /** `rapportContenu` as JSON. */
    contenu: text("contenu").notNull(),
    /** When it is made again, as JSON (`rapportRegle`); null for a report made on demand. */
    regle: text("regle"),
    /** First day from which the rule counts. */
    regleLe: text("regle_le"),
    ...lifeColumns,
  },
  (t) => [index("rapport_tableau").on(t.tableau)],
);

/** A making of a recurrent report: for which day, when, and what came of it. */
export const rapportFait = sqliteTable(
  "rapport_fait",
  {
    id: text("id").primaryKey(),
    rapportId: text("rapport_id")
      .notNull()
      .references(() => rapport.id),
    pourLe: text("pour_le").notNull(),
    faitLe: text("fait_le").notNull(),
    /** Name of the file, never its folder. */
    fichier: text("fichier"),
    /** Code of the failure; null when the file was written. */
    echec: text("echec"),
    ...lifeColumns,
  },
  (t) => [index("rapport_fait_rapport").on(t.rapportId, t.pourLe)],
);
