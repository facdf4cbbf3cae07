import type {
  ComplementView,
  ConsultationView,
  InstructionView,
  PieceView,
  ReserveView,
} from "../contract/instruction.ts";
import type { FieldValue } from "../contract/records.ts";
import { prepared } from "../store/database.ts";
import { deterministicId } from "../store/ids.ts";
import { commit, type Row, type Writer } from "../store/ledger.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { authorOf, type Context } from "./context.ts";
import { filesNamed } from "./fichiers.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";
import { addChecklist } from "./records/instruction-rules.ts";
import { changeWithin, insertRecord } from "./records/records.ts";
import { liveRow, readValues } from "./records/values.ts";

/** State of a document that a request names, and of one that nobody looked at. */
const missing = "manquante";
const expected = "attendue";
const administrationRole = "administration";

/** Keys of the states in which a document still lacks. */
function lackingStates(ctx: Context): Set<string> {
  const rows = referenceRows(ctx.store.db, "statut_piece");
  return new Set(rows.filter((row) => row.attrs["manque"] === true).map((row) => row.key));
}

/**
 * What is examined on a dossier: documents, requests, opinions and reserves.
 * @throws NotFound
 */
export function instructionOf(ctx: Context, dossierId: string): InstructionView {
  const dossier = liveRow(ctx, "dossier", dossierId);
  const all = <Line>(sql: string): Line[] => prepared(ctx.store, sql).all(dossierId) as Line[];
  const lacking = lackingStates(ctx);
  const listed = all<Omit<PieceView, "manque" | "fichier"> & { jointeId: string | null }>(
    `SELECT id, type, libelle, statut, motif, recue_le AS recueLe, piece_jointe_id AS jointeId
     FROM piece WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY ordre, id`,
  );
  const files = filesNamed(
    ctx,
    listed.flatMap(({ jointeId }) => jointeId ?? []),
  );
  const pieces = listed.map(({ jointeId, ...piece }) => ({
    ...piece,
    manque: lacking.has(piece.statut),
    fichier: (jointeId !== null && files.get(jointeId)) || null,
  }));
  const asked = all<{ complementId: string; pieceId: string }>(
    `SELECT l.complement_id AS complementId, l.piece_id AS pieceId FROM complement c
     JOIN complement_piece l ON l.complement_id = c.id AND l.deleted_at IS NULL
     WHERE c.dossier_id = ? AND c.deleted_at IS NULL`,
  );
  const complements = all<Omit<ComplementView, "pieces">>(
    `SELECT id, numero, demande_le AS demandeLe, complete_le AS completeLe, origine, motif FROM complement
     WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY demande_le DESC, id DESC`,
  ).map((each) => ({
    ...each,
    pieces: asked.filter((link) => link.complementId === each.id).map((link) => link.pieceId),
  }));
  const day = (dossier["depose_le"] as string | null) ?? ctx.today();
  const types = new Set(pieces.map((piece) => piece.type));
  const aPreparer = inForceOn(referenceRows(ctx.store.db, "piece_requise"), day).filter((row) => {
    const actes = row.attrs["actes"];
    return Array.isArray(actes) && actes.includes(dossier["acte"]) && !types.has(row.key);
  }).length;
  return {
    pieces,
    aPreparer,
    complements,
    consultations: all<ConsultationView>(
      `SELECT c.id, c.organisation_id AS organisationId, o.nom_fr AS nomFr, o.nom_ar AS nomAr, c.demande_le AS demandeLe,
         c.relance_le AS relanceLe, c.reponse_le AS reponseLe, c.avis, c.observation
       FROM consultation c JOIN organisation o ON o.id = c.organisation_id
       WHERE c.dossier_id = ? AND c.deleted_at IS NULL ORDER BY c.demande_le, c.id`,
    ),
    reserves: all<ReserveView>(
      `SELECT r.id, r.texte, coalesce(p.tenu_le, c.reponse_le, c.demande_le) AS poseeLe, o.nom_fr AS organisationFr,
         o.nom_ar AS organisationAr, r.levee_le AS leveeLe, r.justification
       FROM reserve r LEFT JOIN passage p ON p.id = r.passage_id LEFT JOIN consultation c ON c.id = r.consultation_id
       LEFT JOIN organisation o ON o.id = c.organisation_id
       WHERE r.dossier_id = ? AND r.deleted_at IS NULL ORDER BY r.levee_le IS NOT NULL, r.id`,
    ),
    autorite: authority(ctx, dossier["autorite_id"]),
  };
}

function authority(ctx: Context, id: unknown): InstructionView["autorite"] {
  if (typeof id !== "string") return null;
  const found = prepared(
    ctx.store,
    "SELECT id, nom_fr AS nomFr, nom_ar AS nomAr FROM organisation WHERE id = ? AND deleted_at IS NULL",
  ).get(id) as InstructionView["autorite"] | undefined;
  return found ?? null;
}

/** One action on one dossier, named after its reference. */
function act(
  ctx: Context,
  kind: string,
  dossier: Row,
  work: (writer: Writer) => string | undefined,
): ActionResult {
  const { actionId, result } = commit(
    ctx.store,
    { kind, params: { reference: String(dossier["reference"]) }, userId: authorOf(ctx.store.db) },
    work,
  );
  return { actionId, ...(result === undefined ? {} : { id: result }) };
}

/**
 * Gives a dossier the documents of its act's checklist that it lacks.
 * @throws NotFound
 */
export function prepareChecklist(ctx: Context, dossierId: string): ActionResult {
  const dossier = liveRow(ctx, "dossier", dossierId);
  return act(ctx, "piece.liste", dossier, (writer) => {
    addChecklist(ctx, writer, dossierId);
    return undefined;
  });
}

/** The documents named, all of one dossier. */
function piecesOf(ctx: Context, dossierId: string, ids: readonly string[]): Row[] {
  return [...new Set(ids)].map((id) => {
    const row = liveRow(ctx, "piece", id);
    if (row["dossier_id"] !== dossierId) throw new NotFound("piece", id);
    return row;
  });
}

function changePiece(
  ctx: Context,
  writer: Writer,
  row: Row,
  values: Record<string, FieldValue>,
): void {
  changeWithin(ctx, writer, "piece", row, readValues(ctx.store.db, "piece", values, false));
}

/**
 * Changes the state of several documents at once; the open request is completed with the last one.
 * @throws NotFound, Invalid
 */
export function markPieces(
  ctx: Context,
  input: {
    dossierId: string;
    pieceIds: readonly string[];
    statut: string;
    motif?: string | null | undefined;
    recueLe?: string | null | undefined;
  },
): ActionResult {
  const dossier = liveRow(ctx, "dossier", input.dossierId);
  const rows = piecesOf(ctx, input.dossierId, input.pieceIds);
  return act(ctx, "piece.statut", dossier, (writer) => {
    for (const row of rows) {
      changePiece(ctx, writer, row, {
        statut: input.statut,
        ...(input.motif === undefined ? {} : { motif: input.motif }),
        ...(input.recueLe ? { recueLe: input.recueLe } : {}),
      });
    }
    return undefined;
  });
}

/**
 * Asks the holder for documents: marks them missing and opens a request, from whose day the clock
 * stands still. A document that was refused stays refused, with its reason.
 * @throws NotFound, Invalid
 */
export function requestPieces(
  ctx: Context,
  input: {
    dossierId: string;
    pieceIds: readonly string[];
    demandeLe: string;
    motif?: string | null | undefined;
  },
): ActionResult {
  const { dossierId } = input;
  const dossier = liveRow(ctx, "dossier", dossierId);
  const rows = piecesOf(ctx, dossierId, input.pieceIds);
  const values = readValues(
    ctx.store.db,
    "complement",
    { dossierId, demandeLe: input.demandeLe, motif: input.motif ?? null },
    true,
  );
  const lacking = lackingStates(ctx);
  return act(ctx, "complement.demande", dossier, (writer) => {
    const complementId = insertRecord(ctx, writer, "complement", values);
    for (const row of rows) {
      const pieceId = String(row["id"]);
      writer.insert("complementPiece", {
        id: deterministicId("complement_piece", complementId, pieceId),
        complementId,
        pieceId,
      });
      const known = lacking.has(String(row["statut"])) && row["statut"] !== expected;
      if (!known) changePiece(ctx, writer, row, { statut: missing });
    }
    return complementId;
  });
}

/** Organisations that are administrations, or were already consulted, by name. */
export function administrations(ctx: Context): NonNullable<InstructionView["autorite"]>[] {
  return prepared(
    ctx.store,
    `SELECT id, nom_fr AS nomFr, nom_ar AS nomAr FROM organisation WHERE deleted_at IS NULL AND id IN (
       SELECT organisation_id FROM role WHERE role = ? AND deleted_at IS NULL
       UNION SELECT organisation_id FROM consultation WHERE deleted_at IS NULL
       UNION SELECT autorite_id FROM dossier WHERE autorite_id IS NOT NULL AND deleted_at IS NULL)
     ORDER BY nom_plie, id LIMIT 500`,
  ).all(administrationRole) as NonNullable<InstructionView["autorite"]>[];
}

/**
 * Asks an administration for its opinion. A name alone makes a new organisation, with that role.
 * @throws NotFound, Invalid
 */
export function consult(
  ctx: Context,
  input: {
    dossierId: string;
    organisationId?: string | null | undefined;
    nomFr?: string | null | undefined;
    demandeLe: string;
  },
): ActionResult {
  const { dossierId, demandeLe } = input;
  const dossier = liveRow(ctx, "dossier", dossierId);
  const db = ctx.store.db;
  if (!input.organisationId && !input.nomFr) {
    throw new Invalid([{ field: "organisationId", code: "required" }]);
  }
  if (input.organisationId) liveRow(ctx, "organisation", input.organisationId);
  return act(ctx, "consultation.demande", dossier, (writer) => {
    const organisationId =
      input.organisationId ??
      insertRecord(
        ctx,
        writer,
        "organisation",
        readValues(db, "organisation", { nomFr: input.nomFr ?? null }, true),
      );
    const role = { organisationId, personneId: null, role: administrationRole };
    const known = prepared(
      ctx.store,
      "SELECT 1 FROM role WHERE organisation_id = ? AND role = ? AND deleted_at IS NULL",
    ).get(organisationId, administrationRole);
    if (!known) insertRecord(ctx, writer, "role", role);
    return insertRecord(
      ctx,
      writer,
      "consultation",
      readValues(db, "consultation", { dossierId, organisationId, demandeLe }, true),
    );
  });
}

/**
 * Records an administration's answer. A reserve is kept as a record of its own, to be lifted.
 * @throws NotFound, Invalid
 */
export function answer(
  ctx: Context,
  input: {
    consultationId: string;
    avis: string;
    reponseLe: string | null;
    observation: string | null;
    reserve?: string | null | undefined;
  },
): ActionResult {
  const id = input.consultationId;
  const row = liveRow(ctx, "consultation", id);
  const dossier = liveRow(ctx, "dossier", String(row["dossier_id"]));
  const { avis, reponseLe, observation } = input;
  const patch = readValues(ctx.store.db, "consultation", { avis, reponseLe, observation }, false);
  return act(ctx, "consultation.reponse", dossier, (writer) => {
    if (input.reserve) {
      const values = { dossierId: dossier["id"], consultationId: id, texte: input.reserve };
      insertRecord(
        ctx,
        writer,
        "reserve",
        readValues(ctx.store.db, "reserve", values as Record<string, FieldValue>, true),
      );
    }
    changeWithin(ctx, writer, "consultation", row, patch);
    return id;
  });
}
