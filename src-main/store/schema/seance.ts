import { index, integer, sqliteTable, text, type AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { organisation } from "./annuaire.ts";
import { lifeColumns } from "./common.ts";
import { dossier, passage } from "./dossier.ts";

/** A sitting of the commission (CRUI). */
export const seance = sqliteTable(
  "seance",
  {
    id: text("id").primaryKey(),
    numero: text("numero"),
    tenueLe: text("tenue_le").notNull(),
    heure: text("heure"),
    lieu: text("lieu"),
    president: text("president"),
    statut: text("statut").notNull(),
    /** Day the minutes were signed. */
    pvLe: text("pv_le"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [index("seance_tenue").on(t.tenueLe, t.id)],
);

/** A dossier on the agenda of a sitting. Deterministic id: sitting and dossier. */
export const inscription = sqliteTable(
  "inscription",
  {
    id: text("id").primaryKey(),
    seanceId: text("seance_id")
      .notNull()
      .references(() => seance.id),
    dossierId: text("dossier_id")
      .notNull()
      .references((): AnySQLiteColumn => dossier.id),
    /** Fractional key of its place on the agenda. */
    ordre: text("ordre").notNull(),
    statut: text("statut").notNull(),
    motif: text("motif"),
    passageId: text("passage_id").references((): AnySQLiteColumn => passage.id),
    ...lifeColumns,
  },
  (t) => [
    index("inscription_seance").on(t.seanceId, t.ordre),
    index("inscription_dossier").on(t.dossierId),
    index("inscription_passage").on(t.passageId),
  ],
);

/** A member of the commission convened to a sitting. */
export const participant = sqliteTable(
  "participant",
  {
    id: text("id").primaryKey(),
    seanceId: text("seance_id")
      .notNull()
      .references(() => seance.id),
    nom: text("nom").notNull(),
    qualite: text("qualite"),
    organisationId: text("organisation_id").references(() => organisation.id),
    present: integer("present"),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("participant_seance").on(t.seanceId, t.ordre),
    index("participant_organisation").on(t.organisationId),
  ],
);
