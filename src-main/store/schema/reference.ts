import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { lifeColumns } from "./common.ts";

/** A list of reference rows and its title. */
export const referenceList = sqliteTable("reference_list", {
  id: text("id").primaryKey(),
  list: text("list").notNull(),
  titleFr: text("title_fr").notNull(),
  titleAr: text("title_ar").notNull(),
  titleEn: text("title_en").notNull(),
  ...lifeColumns,
});

/** Delays, rates, ceilings, holidays, code lists: a value in force from a date, with its source. */
export const reference = sqliteTable(
  "reference",
  {
    id: text("id").primaryKey(),
    list: text("list").notNull(),
    key: text("key").notNull(),
    ordre: text("ordre").notNull(),
    labelFr: text("label_fr").notNull(),
    labelAr: text("label_ar").notNull(),
    labelEn: text("label_en").notNull(),
    effectiveFrom: text("effective_from").notNull(),
    effectiveTo: text("effective_to"),
    source: text("source").notNull(),
    url: text("url"),
    confidence: text("confidence").notNull(),
    note: text("note"),
    attrs: text("attrs").notNull(),
    ...lifeColumns,
  },
  (t) => [index("reference_list_key").on(t.list, t.key, t.effectiveFrom)],
);

/** Country, region, provinces with « interprovincial », cercles, communes, urban centres. */
export const territoire = sqliteTable(
  "territoire",
  {
    id: text("id").primaryKey(),
    code: text("code").notNull(),
    level: text("level").notNull(),
    type: text("type").notNull(),
    nomFr: text("nom_fr").notNull(),
    nomAr: text("nom_ar").notNull(),
    nomEn: text("nom_en").notNull(),
    parent: text("parent"),
    province: text("province"),
    primeCategory: text("prime_category"),
    nameArStatus: text("name_ar_status"),
    aliases: text("aliases").notNull(),
    effectiveFrom: text("effective_from").notNull(),
    source: text("source").notNull(),
    confidence: text("confidence").notNull(),
    note: text("note"),
    ...lifeColumns,
  },
  (t) => [index("territoire_code").on(t.code)],
);

/** NMA 2010 sections and the nine barometer sectors; a section names the barometer sector it maps to. */
export const secteur = sqliteTable(
  "secteur",
  {
    id: text("id").primaryKey(),
    nomenclature: text("nomenclature").notNull(),
    key: text("key").notNull(),
    ordre: text("ordre").notNull(),
    nomFr: text("nom_fr").notNull(),
    nomAr: text("nom_ar").notNull(),
    nomEn: text("nom_en").notNull(),
    barometre: text("barometre"),
    divisions: text("divisions"),
    effectiveFrom: text("effective_from").notNull(),
    source: text("source").notNull(),
    url: text("url"),
    confidence: text("confidence").notNull(),
    note: text("note"),
    ...lifeColumns,
  },
  (t) => [index("secteur_key").on(t.nomenclature, t.key)],
);

/** Values that belong to the register itself: its region, the desk's prefix, the language of each user. */
export const reglage = sqliteTable("reglage", {
  id: text("id").primaryKey(),
  key: text("key").notNull(),
  value: text("value").notNull(),
  ...lifeColumns,
});

export const utilisateur = sqliteTable("utilisateur", {
  id: text("id").primaryKey(),
  nom: text("nom").notNull(),
  role: text("role").notNull(),
  langue: text("langue").notNull(),
  ...lifeColumns,
});
