import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { lifeColumns } from "./common.ts";

/** A published series: what is measured, in which unit, by which method. */
export const serie = sqliteTable(
  "serie",
  {
    id: text("id").primaryKey(),
    key: text("key").notNull(),
    labelFr: text("label_fr").notNull(),
    labelAr: text("label_ar").notNull(),
    labelEn: text("label_en").notNull(),
    unit: text("unit").notNull(),
    theme: text("theme").notNull(),
    kind: text("kind").notNull(),
    method: text("method"),
    /** Year-to-date publications of a year are earlier states of one annual figure. */
    accumulates: integer("accumulates").notNull(),
    /** Formula over other series, of a derived one; null for a published series. */
    formule: text("formule"),
    description: text("description"),
    ...lifeColumns,
  },
  (t) => [index("serie_key").on(t.key)],
);

/** One published figure. The same period has as many rows as it has vintages. */
export const observation = sqliteTable(
  "observation",
  {
    id: text("id").primaryKey(),
    serieId: text("serie_id")
      .notNull()
      .references(() => serie.id),
    /** HCP code, or the key of a registry place. */
    territoire: text("territoire").notNull(),
    territoireNom: text("territoire_nom").notNull(),
    period: text("period").notNull(),
    periodFrom: text("period_from"),
    periodTo: text("period_to"),
    year: integer("year").notNull(),
    partial: integer("partial").notNull(),
    value: real("value").notNull(),
    unit: text("unit").notNull(),
    source: text("source").notNull(),
    confidence: text("confidence").notNull(),
    asOf: text("as_of").notNull(),
    asOfBasis: text("as_of_basis").notNull(),
    note: text("note"),
    ...lifeColumns,
  },
  (t) => [index("observation_serie").on(t.serieId, t.territoire, t.period, t.asOf)],
);
