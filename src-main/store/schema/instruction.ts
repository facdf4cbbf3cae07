import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { organisation } from "./annuaire.ts";
import { lifeColumns } from "./common.ts";
import { dossier, passage, pieceJointe } from "./dossier.ts";

/** A document required for a dossier, by its checklist or by an officer. */
export const piece = sqliteTable(
  "piece",
  {
    id: text("id").primaryKey(),
    dossierId: text("dossier_id")
      .notNull()
      .references(() => dossier.id),
    /** Key of the checklist; null for a document an officer asked for besides. */
    type: text("type"),
    libelle: text("libelle"),
    statut: text("statut").notNull(),
    motif: text("motif"),
    recueLe: text("recue_le"),
    pieceJointeId: text("piece_jointe_id").references(() => pieceJointe.id),
    ordre: text("ordre").notNull(),
    ...lifeColumns,
  },
  (t) => [
    index("piece_dossier").on(t.dossierId, t.ordre),
    index("piece_piece_jointe").on(t.pieceJointeId),
  ],
);

/**
 * A request for what is missing. While it is open the legal clock stands still: from `demandeLe` to
 * `completeLe`, both days included.
 */
export const complement = sqliteTable(
  "complement",
  {
    id: text("id").primaryKey(),
    dossierId: text("dossier_id")
      .notNull()
      .references(() => dossier.id),
    numero: text("numero"),
    demandeLe: text("demande_le").notNull(),
    completeLe: text("complete_le"),
    /** `demande` by letter, `seance` by a decision of the commission, `etat` by a move of the card. */
    origine: text("origine").notNull(),
    motif: text("motif"),
    passageId: text("passage_id").references(() => passage.id),
    ...lifeColumns,
  },
  (t) => [
    index("complement_dossier").on(t.dossierId, t.demandeLe),
    index("complement_passage").on(t.passageId),
  ],
);

/** A document asked for by a request. Deterministic id: request and document. */
export const complementPiece = sqliteTable(
  "complement_piece",
  {
    id: text("id").primaryKey(),
    complementId: text("complement_id")
      .notNull()
      .references(() => complement.id),
    pieceId: text("piece_id")
      .notNull()
      .references(() => piece.id),
    ...lifeColumns,
  },
  (t) => [
    index("complement_piece_complement").on(t.complementId),
    index("complement_piece_piece").on(t.pieceId),
  ],
);

/** An administration asked for its opinion. */
export const consultation = sqliteTable(
  "consultation",
  {
    id: text("id").primaryKey(),
    dossierId: text("dossier_id")
      .notNull()
      .references(() => dossier.id),
    organisationId: text("organisation_id")
      .notNull()
      .references(() => organisation.id),
    demandeLe: text("demande_le").notNull(),
    relanceLe: text("relance_le"),
    reponseLe: text("reponse_le"),
    avis: text("avis"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [
    index("consultation_dossier").on(t.dossierId, t.demandeLe),
    index("consultation_organisation").on(t.organisationId),
  ],
);

/** A condition set by the commission or by an administration, until it is lifted. */
export const reserve = sqliteTable(
  "reserve",
  {
    id: text("id").primaryKey(),
    dossierId: text("dossier_id")
      .notNull()
      .references(() => dossier.id),
    passageId: text("passage_id").references(() => passage.id),
    consultationId: text("consultation_id").references(() => consultation.id),
    texte: text("texte").notNull(),
    leveeLe: text("levee_le"),
    /** What shows that the reserve was met. */
    justification: text("justification"),
    ...lifeColumns,
  },
  (t) => [
    index("reserve_dossier").on(t.dossierId),
    index("reserve_passage").on(t.passageId),
    index("reserve_consultation").on(t.consultationId),
  ],
);

/** An appeal against a decision. */
export const recours = sqliteTable(
  "recours",
  {
    id: text("id").primaryKey(),
    dossierId: text("dossier_id")
      .notNull()
      .references(() => dossier.id),
    type: text("type").notNull(),
    deposeLe: text("depose_le").notNull(),
    reponseLe: text("reponse_le"),
    issue: text("issue"),
    observation: text("observation"),
    ...lifeColumns,
  },
  (t) => [index("recours_dossier").on(t.dossierId, t.deposeLe)],
);
