import { keyBetween } from "../../domain/order-key.ts";
import { prepared } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { referenceRows } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import { assertDossierDates, phaseOfState } from "./dossier-rules.ts";
import { NotFound, refuse } from "./errors.ts";
import { nextNumber } from "./numbering.ts";
import type { RecordRule, Values } from "./rules.ts";

/** State of a dossier that stands on an agenda. */
const scheduled = "programmee";
/** State of a circulated dossier that stands on none. */
const waiting = "en_attente_administration";

/** States of a sitting after which its agenda does not change. */
export function closedSittings(ctx: Context): Set<string> {
  const rows = referenceRows(ctx.store.db, "statut_seance");
  return new Set(rows.filter((row) => row.attrs["terminal"] === true).map((row) => row.key));
}

/** Decisions after which the commission has nothing more to say. */
export function endingDecisions(ctx: Context): Set<string> {
  const rows = referenceRows(ctx.store.db, "decision");
  return new Set(rows.filter((row) => row.attrs["termineLeDelai"] === true).map((row) => row.key));
}

/**
 * The sitting, when its agenda may still change.
 * @throws NotFound, Invalid `sitting_closed`
 */
export function openSitting(ctx: Context, writer: Writer, seanceId: string): Row {
  const seance = writer.get("seance", seanceId);
  if (!seance || seance["deleted_at"] !== null) throw new NotFound("seance", seanceId);
  if (closedSittings(ctx).has(String(seance["statut"]))) {
    refuse("seanceId", "sitting_closed", { seance: String(seance["numero"] ?? "") });
  }
  return seance;
}

/** Brings a dossier to a state, with its phase and its day; nothing when it is there. */
export function setDossierState(
  ctx: Context,
  writer: Writer,
  dossierId: string,
  etat: string,
): void {
  const dossier = writer.get("dossier", dossierId);
  if (!dossier || dossier["deleted_at"] !== null || dossier["etat"] === etat) return;
  const phase = phaseOfState(ctx.store.db, etat) ?? String(dossier["phase"]);
  writer.update("dossier", dossierId, { etat, phase, etatLe: ctx.today() });
}

/** A listed dossier is scheduled, unless the holder still owes it documents. */
function schedule(ctx: Context, writer: Writer, dossierId: string): void {
  const owed = prepared(
    ctx.store,
    "SELECT 1 FROM complement WHERE dossier_id = ? AND complete_le IS NULL AND deleted_at IS NULL",
  ).get(dossierId);
  if (!owed) setDossierState(ctx, writer, dossierId, scheduled);
}

/** Whether a dossier waits on the agenda of a sitting that is still to come. */
function isListed(ctx: Context, dossierId: string): boolean {
  const rows = prepared(
    ctx.store,
    `SELECT s.statut FROM inscription i JOIN seance s ON s.id = i.seance_id AND s.deleted_at IS NULL
     WHERE i.dossier_id = ? AND i.statut = 'inscrit' AND i.deleted_at IS NULL`,
  )
    .pluck()
    .all(dossierId) as string[];
  const closed = closedSittings(ctx);
  return rows.some((statut) => !closed.has(statut));
}

/** A dossier that no agenda lists any more waits again. */
export function releaseDossier(ctx: Context, writer: Writer, dossierId: string): void {
  if (writer.get("dossier", dossierId)?.["etat"] !== scheduled) return;
  if (!isListed(ctx, dossierId)) setDossierState(ctx, writer, dossierId, waiting);
}

/**
 * Checks that a dossier may be examined at a sitting: circulated by then, and not decided.
 * @throws Invalid `not_circulated`, `sitting_before_circulation`, `already_decided`
 */
export function assertExaminable(ctx: Context, dossier: Row, tenueLe: string): void {
  const reference = String(dossier["reference"]);
  const diffuseLe = dossier["diffuse_le"];
  if (typeof diffuseLe !== "string") refuse("dossierId", "not_circulated", { reference });
  if (diffuseLe > tenueLe) {
    refuse("tenueLe", "sitting_before_circulation", {
      reference,
      diffuseLe: diffuseLe,
      tenueLe,
    });
  }
  const last = prepared(
    ctx.store,
    "SELECT decision, tenu_le AS tenuLe FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le DESC, id DESC LIMIT 1",
  ).get(String(dossier["id"])) as { decision: string | null; tenuLe: string } | undefined;
  if (last?.decision && endingDecisions(ctx).has(last.decision)) {
    refuse("dossierId", "already_decided", { reference, tenuLe: last.tenuLe });
  }
}

interface Place {
  ordre: string;
  province: string;
  acte: string;
}

/** Order key of a new entry: after those of its province and act, or of its province, or last. */
function orderOnAgenda(ctx: Context, seanceId: string, dossierId: string): string {
  const places = prepared(
    ctx.store,
    `SELECT i.ordre, ifnull(l.province, '') AS province, ifnull(l.acte, '') AS acte
     FROM inscription i LEFT JOIN dossier_ligne l ON l.id = i.dossier_id
     WHERE i.seance_id = ? AND i.deleted_at IS NULL AND i.dossier_id <> ? ORDER BY i.ordre, i.id`,
  ).all(seanceId, dossierId) as Place[];
  const mine = prepared(ctx.store, "SELECT province, acte FROM dossier_ligne WHERE id = ?").get(
    dossierId,
  ) as Omit<Place, "ordre"> | undefined;
  let at = places.findLastIndex(
    (each) => each.province === mine?.province && each.acte === mine.acte,
  );
  if (at < 0) at = places.findLastIndex((each) => each.province === mine?.province);
  if (at < 0) at = places.length - 1;
  return keyBetween(places[at]?.ordre ?? null, places[at + 1]?.ordre ?? null);
}

const entries = (ctx: Context, seanceId: string): { dossierId: string; statut: string }[] =>
  prepared(
    ctx.store,
    "SELECT dossier_id AS dossierId, statut FROM inscription WHERE seance_id = ? ORDER BY ordre",
  ).all(seanceId) as { dossierId: string; statut: string }[];

/** Puts the listed dossiers of a sitting in the state that its own state asks for. */
function followSitting(ctx: Context, writer: Writer, seanceId: string): void {
  for (const { dossierId, statut } of entries(ctx, seanceId)) {
    if (statut !== "inscrit") continue;
    if (isListed(ctx, dossierId)) schedule(ctx, writer, dossierId);
    else releaseDossier(ctx, writer, dossierId);
  }
}

/** A new date of a sitting is the date of its passages too. */
function moveSitting(ctx: Context, writer: Writer, seanceId: string, tenueLe: string): void {
  const passages = prepared(
    ctx.store,
    "SELECT id, dossier_id AS dossierId FROM passage WHERE seance_id = ? AND deleted_at IS NULL",
  ).all(seanceId) as { id: string; dossierId: string }[];
  for (const passage of passages) {
    writer.update("passage", passage.id, { tenuLe: tenueLe });
    assertDossierDates(ctx, writer, passage.dossierId);
  }
  for (const { dossierId, statut } of entries(ctx, seanceId)) {
    const dossier = writer.get("dossier", dossierId);
    if (statut === "inscrit" && dossier?.["deleted_at"] === null) {
      assertExaminable(ctx, dossier, tenueLe);
    }
  }
}

const seance: RecordRule = {
  complete(ctx, values) {
    const year = String(values["tenueLe"] ?? ctx.today()).slice(0, 4);
    return {
      ...values,
      numero: values["numero"] ?? nextNumber(ctx, "seance", "numero", `CRUI-${year}-`, 3),
      statut: values["statut"] ?? "prevue",
    };
  },
  changed(ctx, writer, id, patch) {
    if ("tenueLe" in patch) moveSitting(ctx, writer, id, String(patch["tenueLe"]));
    if ("statut" in patch) followSitting(ctx, writer, id);
    const after = writer.get("seance", id);
    const pvLe = after?.["pv_le"];
    if (typeof pvLe === "string" && pvLe < String(after?.["tenue_le"])) {
      refuse("pvLe", "pv_before_sitting", { tenueLe: String(after?.["tenue_le"]), pvLe });
    }
  },
  removed: (ctx, writer, id) => followSitting(ctx, writer, id),
  restored: (ctx, writer, id) => followSitting(ctx, writer, id),
};

const inscription: RecordRule = {
  idOf: (values) =>
    deterministicId("inscription", String(values["seanceId"]), String(values["dossierId"])),
  complete(ctx, values) {
    const seanceId = String(values["seanceId"]);
    const dossierId = String(values["dossierId"]);
    const there = prepared(
      ctx.store,
      "SELECT statut, passage_id AS passageId FROM inscription WHERE seance_id = ? AND dossier_id = ? AND deleted_at IS NULL",
    ).get(seanceId, dossierId) as { statut: string; passageId: string | null } | undefined;
    if (there?.passageId) refuse("dossierId", "already_examined");
    if (there?.statut === "inscrit") refuse("dossierId", "already_listed");
    return {
      ...values,
      statut: values["statut"] ?? "inscrit",
      motif: values["motif"] ?? null,
      ordre: orderOnAgenda(ctx, seanceId, dossierId),
    };
  },
  created(ctx, writer, _id, values) {
    const sitting = openSitting(ctx, writer, String(values["seanceId"]));
    const dossier = writer.get("dossier", String(values["dossierId"]));
    if (!dossier) throw new NotFound("dossier", String(values["dossierId"]));
    assertExaminable(ctx, dossier, String(sitting["tenue_le"]));
    if (values["statut"] === "inscrit") schedule(ctx, writer, String(dossier["id"]));
  },
  changed(ctx, writer, _id, patch, before) {
    if (!("statut" in patch) || patch["statut"] === before["statut"]) return;
    if (before["passage_id"] !== null) refuse("statut", "already_examined");
    openSitting(ctx, writer, String(before["seance_id"]));
    const dossierId = String(before["dossier_id"]);
    if (patch["statut"] === "inscrit") schedule(ctx, writer, dossierId);
    else releaseDossier(ctx, writer, dossierId);
  },
  removed(ctx, writer, _id, row) {
    if (row["passage_id"] !== null) refuse("dossierId", "already_examined");
    releaseDossier(ctx, writer, String(row["dossier_id"]));
  },
};

/** Order key of a new member of the commission: below the others. */
function lastParticipant(ctx: Context, values: Values): Values {
  const last = prepared(ctx.store, "SELECT max(ordre) FROM participant WHERE seance_id = ?")
    .pluck()
    .get(String(values["seanceId"] ?? "")) as string | null;
  return { ...values, ordre: keyBetween(last, null) };
}

/** Rules of a sitting, of its agenda and of its members. */
export const seanceRules: {
  seance: RecordRule;
  inscription: RecordRule;
  participant: RecordRule;
} = { seance, inscription, participant: { complete: lastParticipant } };
