import type { AgendaEntry, DossierOnAgenda, SeanceDetail, SeanceRow } from "../contract/seances.ts";
import { keyBetween } from "../domain/order-key.ts";
import { foldText } from "../domain/search-text.ts";
import { prepared } from "../store/database.ts";
import { deterministicId } from "../store/ids.ts";
import { commit, type Row, type Writer } from "../store/ledger.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { authorOf, textOf, type Context } from "./context.ts";
import { assertDossierDates } from "./records/dossier-rules.ts";
import type { ActionResult } from "./records/errors.ts";
import { refuse } from "./records/errors.ts";
import { insertRecord } from "./records/records.ts";
import { rules } from "./records/rules.ts";
import {
  closedSittings,
  endingDecisions,
  openSitting,
  releaseDossier,
  setDossierState,
} from "./records/seance-rules.ts";
import { liveRow, readValues, viewOf } from "./records/values.ts";

/** Decision that asks the holder for more. */
const complementDecision = "complement";
/** Decision that puts the dossier off to a later sitting. */
const postponing = "reprogrammer";

/** Sittings to come first, the nearest one on top, then the others from the latest. */
export function listSeances(ctx: Context, limit: number): SeanceRow[] {
  const rows = prepared(
    ctx.store,
    `SELECT s.id, s.numero, s.tenue_le AS tenueLe, s.heure, s.lieu, s.statut, s.pv_le AS pvLe,
       (SELECT count(*) FROM inscription i WHERE i.seance_id = s.id AND i.deleted_at IS NULL AND (i.statut IN ('inscrit', 'examine') OR i.passage_id IS NOT NULL)) AS inscrits,
       (SELECT count(*) FROM inscription i JOIN passage p ON p.id = i.passage_id AND p.deleted_at IS NULL WHERE i.seance_id = s.id AND i.deleted_at IS NULL) AS decides
     FROM seance s WHERE s.deleted_at IS NULL ORDER BY s.tenue_le DESC, s.heure DESC, s.id DESC LIMIT ?`,
  ).all(limit) as SeanceRow[];
  const closed = closedSittings(ctx);
  const coming = rows.filter((row) => !closed.has(row.statut)).toReversed();
  return [...coming, ...rows.filter((row) => closed.has(row.statut))];
}

const dossierColumns = `d.id AS dossierId, p.reference AS projetReference, d.reference, l.intitule_fr AS intituleFr,
  l.intitule_ar AS intituleAr, l.porteur_fr AS porteurFr, l.porteur_ar AS porteurAr, l.acte, l.province, l.commune,
  p.montant, p.emplois_prevus AS emplois, p.superficie_m2 AS superficieM2, d.diffuse_le AS diffuseLe, d.etat`;
const dossierJoins = `JOIN dossier_ligne l ON l.id = d.id JOIN projet p ON p.id = d.projet_id`;

interface Passage {
  id: string;
  tenuLe: string;
  decision: string | null;
  observation: string | null;
}

/** Passages of a dossier, the latest first, but the one named. */
function passagesOf(ctx: Context, dossierId: string, but: string | null): Passage[] {
  return prepared(
    ctx.store,
    `SELECT id, tenu_le AS tenuLe, decision, observation FROM passage
     WHERE dossier_id = ? AND deleted_at IS NULL AND id IS NOT ? ORDER BY tenu_le DESC, id DESC`,
  ).all(dossierId, but) as Passage[];
}

type Reserve = AgendaEntry["reserves"][number];

function reservesOf(ctx: Context, dossierId: string): Reserve[] {
  return prepared(
    ctx.store,
    "SELECT id, texte, levee_le AS leveeLe, passage_id AS passageId FROM reserve WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY created_at, id",
  ).all(dossierId) as Reserve[];
}

/**
 * A sitting with its agenda in order, its members and what it decided.
 * @throws NotFound
 */
export function getSeance(ctx: Context, id: string): SeanceDetail {
  const seance = liveRow(ctx, "seance", id);
  const rows = prepared(
    ctx.store,
    `SELECT i.id, i.statut, i.motif, x.id AS passageId, x.decision, x.observation, ${dossierColumns}
     FROM inscription i JOIN dossier d ON d.id = i.dossier_id AND d.deleted_at IS NULL ${dossierJoins}
     LEFT JOIN passage x ON x.id = i.passage_id AND x.deleted_at IS NULL
     WHERE i.seance_id = ? AND i.deleted_at IS NULL ORDER BY i.ordre, i.id`,
  ).all(id) as Omit<AgendaEntry, "numero" | "passages" | "reserves" | "reservesOuvertes">[];
  let numero = 0;
  const agenda = rows.map((row): AgendaEntry => {
    const reserves = reservesOf(ctx, row.dossierId);
    const mine = (each: Reserve) => row.passageId !== null && each.passageId === row.passageId;
    const shown = row.passageId !== null || row.statut === "inscrit" || row.statut === "examine";
    return {
      ...row,
      numero: shown ? (numero += 1) : null,
      passages: passagesOf(ctx, row.dossierId, row.passageId),
      reserves: reserves.filter(mine),
      reservesOuvertes: reserves.filter((each) => !mine(each) && each.leveeLe === null),
    };
  });
  const members = prepared(
    ctx.store,
    `SELECT m.id, m.nom, m.qualite, o.nom_fr AS organisationFr, o.nom_ar AS organisationAr, m.present
     FROM participant m LEFT JOIN organisation o ON o.id = m.organisation_id AND o.deleted_at IS NULL
     WHERE m.seance_id = ? AND m.deleted_at IS NULL ORDER BY m.ordre, m.id`,
  ).all(id) as (Omit<SeanceDetail["participants"][number], "present"> & {
    present: number | null;
  })[];
  return {
    seance: viewOf("seance", seance),
    agenda,
    participants: members.map((each) => ({
      ...each,
      present: each.present === null ? null : each.present === 1,
    })),
  };
}

/**
 * Circulated dossiers that no sitting to come lists and that the commission has not decided, by
 * province then act. One whose complement is still awaited is left out.
 * @throws NotFound
 */
export function candidates(
  ctx: Context,
  input: { seanceId: string; text?: string | undefined; limit: number },
): { rows: DossierOnAgenda[]; count: number } {
  const seance = liveRow(ctx, "seance", input.seanceId);
  const open = referenceRows(ctx.store.db, "etat_procedure").filter(
    (row) =>
      row.attrs["suspendLeDelai"] !== true &&
      row.attrs["terminal"] !== true &&
      ["pre_crui", "crui"].includes(textOf(row.attrs["phase"]) ?? ""),
  );
  const lists = {
    etats: JSON.stringify(open.map((row) => row.key)),
    endings: JSON.stringify([...endingDecisions(ctx)]),
    closed: JSON.stringify([...closedSittings(ctx)]),
  };
  const words = foldText(input.text ?? "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 6);
  const where = `FROM dossier_ligne l JOIN dossier d ON d.id = l.id JOIN projet p ON p.id = d.projet_id
    WHERE l.etat IN (SELECT value FROM json_each(@etats)) AND d.diffuse_le IS NOT NULL AND d.diffuse_le <= @day
      AND l.suspendu_le = '' AND l.decision NOT IN (SELECT value FROM json_each(@endings))
      AND NOT EXISTS (SELECT 1 FROM inscription i JOIN seance s ON s.id = i.seance_id AND s.deleted_at IS NULL
        WHERE i.dossier_id = l.id AND i.deleted_at IS NULL
          AND ((i.statut = 'inscrit' AND s.statut NOT IN (SELECT value FROM json_each(@closed))) OR (i.seance_id = @seanceId AND i.passage_id IS NOT NULL)))
      ${words.map((_, i) => `AND instr(pli(l.reference || ' ' || l.intitule_fr || ' ' || ifnull(l.intitule_ar, '') || ' ' || ifnull(l.porteur_fr, '') || ' ' || ifnull(l.porteur_ar, '')), @word${i}) > 0`).join(" ")}`;
  const params = {
    ...lists,
    seanceId: input.seanceId,
    day: String(seance["tenue_le"]),
    ...Object.fromEntries(words.map((word, i) => [`word${i}`, word])),
  };
  const { db } = ctx.store;
  const count = db.prepare(`SELECT count(*) ${where}`).pluck().get(params) as number;
  const rows = db
    .prepare(
      `SELECT ${dossierColumns} ${where}
       ORDER BY l.province, (SELECT r.ordre FROM reference r WHERE r.list = 'acte' AND r.key = l.acte AND r.deleted_at IS NULL ORDER BY r.effective_from DESC LIMIT 1), l.depose_le, l.id LIMIT @limit`,
    )
    .all({ ...params, limit: input.limit }) as Omit<DossierOnAgenda, "passages">[];
  return {
    rows: rows.map((row) => ({ ...row, passages: passagesOf(ctx, row.dossierId, null) })),
    count,
  };
}

const act = <T>(
  ctx: Context,
  kind: string,
  params: Record<string, string | number>,
  work: (writer: Writer) => T,
) => commit(ctx.store, { kind, params, userId: authorOf(ctx.store.db) }, work);

/**
 * Lists dossiers on the agenda of a sitting, all in one action.
 * @throws Invalid, NotFound
 */
export function proposeDossiers(
  ctx: Context,
  input: { seanceId: string; dossierIds: readonly string[] },
): ActionResult {
  const seance = liveRow(ctx, "seance", input.seanceId);
  const one = input.dossierIds.length === 1 ? liveRow(ctx, "dossier", input.dossierIds[0]!) : null;
  return act(
    ctx,
    one ? "seance.inscription" : "seance.inscriptions",
    {
      seance: String(seance["numero"] ?? ""),
      ...(one ? { reference: String(one["reference"]) } : { nombre: input.dossierIds.length }),
    },
    (writer) => {
      for (const dossierId of input.dossierIds) {
        insertRecord(ctx, writer, "inscription", { seanceId: input.seanceId, dossierId });
      }
    },
  );
}

/**
 * Moves an entry of an agenda between two others.
 * @throws NotFound, Invalid when the sitting is over
 */
export function orderEntry(
  ctx: Context,
  input: { id: string; afterId: string | null; beforeId: string | null },
): ActionResult {
  const row = liveRow(ctx, "inscription", input.id);
  const dossier = liveRow(ctx, "dossier", String(row["dossier_id"]));
  const orderOf = (id: string | null) =>
    id === null ? null : String(liveRow(ctx, "inscription", id)["ordre"]);
  const after = orderOf(input.afterId);
  let before = orderOf(input.beforeId);
  if (after !== null && (before === null || after >= before)) {
    // Its neighbours moved meanwhile: it goes right below the one above.
    before = prepared(
      ctx.store,
      "SELECT min(ordre) FROM inscription WHERE seance_id = ? AND deleted_at IS NULL AND id <> ? AND ordre > ?",
    )
      .pluck()
      .get(String(row["seance_id"]), input.id, after) as string | null;
  }
  return act(ctx, "seance.ordre", { reference: String(dossier["reference"]) }, (writer) => {
    openSitting(ctx, writer, String(row["seance_id"]));
    writer.update("inscription", input.id, { ordre: keyBetween(after, before) });
  });
}

/**
 * Postpones an entry, to another sitting when one is named.
 * @throws NotFound, Invalid when it was examined or the other sitting cannot take it
 */
export function postponeEntry(
  ctx: Context,
  input: { id: string; motif: string; versSeanceId: string | null },
): ActionResult {
  const row = liveRow(ctx, "inscription", input.id);
  const dossierId = String(row["dossier_id"]);
  const dossier = liveRow(ctx, "dossier", dossierId);
  if (row["passage_id"] !== null) refuse("dossierId", "already_examined");
  if (input.versSeanceId === row["seance_id"]) refuse("versSeanceId", "same_sitting");
  const to = input.versSeanceId === null ? null : liveRow(ctx, "seance", input.versSeanceId);
  return act(
    ctx,
    to ? "seance.report_vers" : "seance.report",
    {
      reference: String(dossier["reference"]),
      ...(to ? { seance: String(to["numero"] ?? "") } : {}),
    },
    (writer) => {
      openSitting(ctx, writer, String(row["seance_id"]));
      writer.update("inscription", input.id, { statut: "reporte", motif: input.motif || null });
      if (input.versSeanceId !== null) {
        insertRecord(ctx, writer, "inscription", { seanceId: input.versSeanceId, dossierId });
      }
      releaseDossier(ctx, writer, dossierId);
    },
  );
}

/** State a decision brings a dossier to, by its reference row. */
function stateAfter(ctx: Context, decision: string): string | null {
  const row = referenceRows(ctx.store.db, "decision").findLast((each) => each.key === decision);
  return textOf(row?.attrs["etat"]);
}

/** Makes the reserves of a passage those written: kept by their text, the lifted ones never touched. */
function writeReserves(
  ctx: Context,
  writer: Writer,
  dossierId: string,
  passageId: string,
  texts: readonly string[],
): void {
  const wanted = new Set(texts);
  for (const reserve of reservesOf(ctx, dossierId)) {
    if (reserve.passageId !== passageId) continue;
    if (wanted.delete(reserve.texte) || reserve.leveeLe !== null) continue;
    writer.remove("reserve", reserve.id);
  }
  for (const texte of wanted) {
    insertRecord(ctx, writer, "reserve", { dossierId, passageId, texte });
  }
}

/** Whether a request to the holder is open already. */
const isAwaited = (ctx: Context, dossierId: string): boolean =>
  prepared(
    ctx.store,
    "SELECT 1 FROM complement WHERE dossier_id = ? AND complete_le IS NULL AND deleted_at IS NULL",
  ).get(dossierId) !== undefined;

/** Opens the request that a decision makes of the holder, or takes back the one it no longer makes. */
function writeComplement(
  ctx: Context,
  writer: Writer,
  passage: { id: string; dossierId: string; decision: string; observation: string | null },
  tenueLe: string,
): void {
  const there = prepared(
    ctx.store,
    "SELECT id, complete_le AS completeLe FROM complement WHERE passage_id = ? AND deleted_at IS NULL",
  ).get(passage.id) as { id: string; completeLe: string | null } | undefined;
  if (passage.decision !== complementDecision) {
    if (there) writer.remove("complement", there.id);
  } else if (there) {
    writer.update("complement", there.id, { demandeLe: tenueLe, motif: passage.observation });
  } else if (!isAwaited(ctx, passage.dossierId)) {
    // While the holder already owes documents, one request is enough.
    insertRecord(ctx, writer, "complement", {
      dossierId: passage.dossierId,
      demandeLe: tenueLe,
      motif: passage.observation,
      origine: "seance",
      passageId: passage.id,
    });
  }
}

/**
 * Records what a sitting decides on a dossier: its own passage, the entry, the reserves, the request
 * of complement and the state of the dossier, as one action. Passages of other sittings stay.
 * @throws Invalid, NotFound
 */
export function decide(
  ctx: Context,
  input: {
    seanceId: string;
    dossierId: string;
    decision: string;
    observation: string | null;
    reserves: readonly string[];
  },
): ActionResult {
  const { seanceId, dossierId } = input;
  const seance = liveRow(ctx, "seance", seanceId);
  const dossier = liveRow(ctx, "dossier", dossierId);
  const tenueLe = String(seance["tenue_le"]);
  const values = readValues(
    ctx.store.db,
    "passage",
    { tenuLe: tenueLe, decision: input.decision, observation: input.observation },
    true,
  );
  const entryId = deterministicId("inscription", seanceId, dossierId);
  return act(
    ctx,
    "seance.decision",
    {
      reference: String(dossier["reference"]),
      seance: String(seance["numero"] ?? ""),
      decision: input.decision,
    },
    (writer) => {
      const sitting = openSitting(ctx, writer, seanceId);
      const entry = writer.get("inscription", entryId);
      if (!entry || entry["deleted_at"] !== null) refuse("dossierId", "not_listed");
      if (entry!["passage_id"] === null && entry!["statut"] !== "inscrit") {
        refuse("dossierId", "not_listed");
      }
      const passageId = writePassage(ctx, writer, entry!, dossierId, seanceId, values);
      writer.update("inscription", entryId, {
        statut: input.decision === postponing ? "reporte" : "examine",
        passageId,
      });
      writeReserves(ctx, writer, dossierId, passageId, input.reserves);
      const { decision, observation } = input;
      writeComplement(ctx, writer, { id: passageId, dossierId, decision, observation }, tenueLe);
      const etat = stateAfter(ctx, input.decision);
      if (etat !== null) setDossierState(ctx, writer, dossierId, etat);
      if (sitting["statut"] === "prevue") writer.update("seance", seanceId, { statut: "en_cours" });
    },
  );
}

/** The passage of this sitting, made or changed. */
function writePassage(
  ctx: Context,
  writer: Writer,
  entry: Row,
  dossierId: string,
  seanceId: string,
  values: Record<string, string | number | bigint | Uint8Array | null>,
): string {
  const there = entry["passage_id"];
  if (typeof there !== "string") {
    return insertRecord(ctx, writer, "passage", { ...values, dossierId, seanceId } as Row);
  }
  const before = writer.get("passage", there)!;
  writer.restore("passage", there);
  writer.update("passage", there, values);
  rules.passage?.changed?.(ctx, writer, there, values as Row, before);
  return there;
}

/**
 * Closes a sitting. The day of the minutes becomes that of every dossier the sitting decided for good.
 * @throws Invalid when a dossier is left undecided or a date comes before another
 */
export function closeSeance(
  ctx: Context,
  input: { id: string; pvLe: string | null },
): ActionResult {
  const seance = liveRow(ctx, "seance", input.id);
  const reference = String(seance["numero"] ?? "");
  const { agenda } = getSeance(ctx, input.id);
  const left = agenda.filter((entry) => entry.statut === "inscrit" && entry.passageId === null);
  if (left.length > 0) refuse("statut", "undecided_left", { reference: left[0]!.reference });
  const endings = endingDecisions(ctx);
  return act(ctx, "seance.cloture", { reference }, (writer) => {
    writer.update("seance", input.id, {
      statut: "tenue",
      ...(input.pvLe === null ? {} : { pvLe: input.pvLe }),
    });
    rules.seance?.changed?.(ctx, writer, input.id, { pvLe: input.pvLe }, seance);
    if (input.pvLe === null) return;
    for (const entry of agenda) {
      if (entry.passageId === null || !endings.has(entry.decision ?? "")) continue;
      writer.update("dossier", entry.dossierId, { pvLe: input.pvLe });
      assertDossierDates(ctx, writer, entry.dossierId);
    }
  });
}
