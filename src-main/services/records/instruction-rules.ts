import { keyBetween } from "../../domain/order-key.ts";
import { prepared } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { inForceOn, referenceRows } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import { inOrder, NotFound, refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";
import { setDossierState } from "./seance-rules.ts";

/** State of a dossier whose request is complete, on an agenda or on none. */
const listed = "programmee";
const waiting = "en_attente_administration";
const refused = "refusee";
const expected = "attendue";
const silent = "silence";
/** State of a document that came in. */
export const received = "recue";

const later = (one: string, other: string): string => (one > other ? one : other);

const attrsOf = (ctx: Context, list: string, key: unknown): Record<string, unknown> =>
  referenceRows(ctx.store.db, list).findLast((row) => row.key === key)?.attrs ?? {};

function liveDossier(writer: Writer, id: unknown): Row {
  const row = writer.get("dossier", String(id));
  if (!row || row["deleted_at"] !== null) throw new NotFound("dossier", String(id));
  return row;
}

/** The request of a dossier that waits for its documents; undefined when none does. */
export function openRequest(ctx: Context, dossierId: string): Row | undefined {
  return prepared(
    ctx.store,
    "SELECT * FROM complement WHERE dossier_id = ? AND complete_le IS NULL AND deleted_at IS NULL ORDER BY demande_le LIMIT 1",
  ).get(dossierId) as Row | undefined;
}

/** While a request is open the dossier stands in the state that stops the clock, unless it is closed. */
function suspend(ctx: Context, writer: Writer, dossierId: string): void {
  const etat = writer.get("dossier", dossierId)?.["etat"];
  const now = attrsOf(ctx, "etat_procedure", etat);
  if (now["suspendLeDelai"] === true || now["terminal"] === true) return;
  const rows = inForceOn(referenceRows(ctx.store.db, "etat_procedure"), ctx.today());
  const stop = rows.find((row) => row.attrs["suspendLeDelai"] === true);
  if (stop) setDossierState(ctx, writer, dossierId, stop.key);
}

/** Once no request is open the dossier waits again, or for the sitting whose agenda lists it. */
function resume(ctx: Context, writer: Writer, dossierId: string): void {
  const etat = writer.get("dossier", dossierId)?.["etat"];
  if (attrsOf(ctx, "etat_procedure", etat)["suspendLeDelai"] !== true) return;
  if (openRequest(ctx, dossierId)) return;
  const coming = prepared(
    ctx.store,
    `SELECT s.statut FROM inscription i JOIN seance s ON s.id = i.seance_id AND s.deleted_at IS NULL
     WHERE i.dossier_id = ? AND i.statut = 'inscrit' AND i.deleted_at IS NULL AND s.tenue_le >= ?`,
  )
    .pluck()
    .all(dossierId, ctx.today()) as string[];
  const onAgenda = coming.some(
    (statut) => attrsOf(ctx, "statut_seance", statut)["terminal"] !== true,
  );
  setDossierState(ctx, writer, dossierId, onAgenda ? listed : waiting);
}

/** `BMK-2026-0007/C1/CP2`: the next request of a dossier, the trash included. */
function nextNumber(ctx: Context, dossierId: string): string {
  const known = prepared(
    ctx.store,
    "SELECT (SELECT reference FROM dossier WHERE id = ?) AS reference, count(*) AS made FROM complement WHERE dossier_id = ?",
  ).get(dossierId, dossierId) as { reference: string | null; made: number };
  return `${known.reference ?? ""}/CP${known.made + 1}`;
}

function assertRequest(ctx: Context, writer: Writer, id: string): Row {
  const row = writer.get("complement", id)!;
  const dossier = liveDossier(writer, row["dossier_id"]);
  inOrder(["deposeLe", dossier["depose_le"]], ["complement.demandeLe", row["demande_le"]]);
  inOrder(
    ["complement.demandeLe", row["demande_le"]],
    ["complement.completeLe", row["complete_le"]],
  );
  if (row["complete_le"] === null) {
    const other = prepared(
      ctx.store,
      "SELECT numero, demande_le AS demandeLe FROM complement WHERE dossier_id = ? AND id <> ? AND complete_le IS NULL AND deleted_at IS NULL",
    ).get(String(dossier["id"]), id) as { numero: string | null; demandeLe: string } | undefined;
    if (other) {
      refuse("demandeLe", "complement_ouvert", {
        numero: other.numero ?? "",
        demandeLe: other.demandeLe,
      });
    }
  }
  return row;
}

const complement: RecordRule = {
  complete(ctx, values) {
    return {
      ...values,
      numero: values["numero"] ?? nextNumber(ctx, String(values["dossierId"] ?? "")),
      demandeLe: values["demandeLe"] ?? ctx.today(),
      origine: values["origine"] ?? "demande",
    };
  },
  created(ctx, writer, id) {
    const row = assertRequest(ctx, writer, id);
    if (row["complete_le"] === null) suspend(ctx, writer, String(row["dossier_id"]));
  },
  changed(ctx, writer, id, patch) {
    if (!("demandeLe" in patch || "completeLe" in patch)) return;
    const row = assertRequest(ctx, writer, id);
    if (row["complete_le"] === null) suspend(ctx, writer, String(row["dossier_id"]));
    else resume(ctx, writer, String(row["dossier_id"]));
  },
  removed: (ctx, writer, _id, row) => resume(ctx, writer, String(row["dossier_id"])),
  restored(ctx, writer, id) {
    const row = assertRequest(ctx, writer, id);
    if (row["complete_le"] === null) suspend(ctx, writer, String(row["dossier_id"]));
  },
};

interface Asked {
  id: string;
  statut: string;
  recueLe: string | null;
}

/** Documents that a request asked for. */
const askedBy = (ctx: Context, request: Row): Asked[] =>
  prepared(
    ctx.store,
    `SELECT p.id, p.statut, p.recue_le AS recueLe FROM complement_piece l JOIN piece p ON p.id = l.piece_id
     WHERE l.complement_id = ? AND l.deleted_at IS NULL AND p.deleted_at IS NULL`,
  ).all(String(request["id"])) as Asked[];

/** The file is whole the day its last document came in, even when that is noted later. */
const wholeOn = (ctx: Context, request: Row, asked: readonly Asked[]): string =>
  asked.map((piece) => piece.recueLe ?? ctx.today()).reduce(later, String(request["demande_le"]));

/** Completes the open request once nothing that it asked for lacks any more. */
function completeWhenWhole(ctx: Context, writer: Writer, dossierId: string): void {
  const request = openRequest(ctx, dossierId);
  if (!request) return;
  const asked = askedBy(ctx, request);
  const lacking = asked.some(
    (piece) => attrsOf(ctx, "statut_piece", piece.statut)["manque"] === true,
  );
  if (asked.length === 0 || lacking) return;
  writer.update("complement", String(request["id"]), { completeLe: wholeOn(ctx, request, asked) });
  resume(ctx, writer, dossierId);
}

/** A day of reception corrected afterwards moves the completion that it had set, and no other. */
function followReception(ctx: Context, writer: Writer, id: string, before: Row): void {
  const requests = prepared(
    ctx.store,
    `SELECT c.* FROM complement_piece l JOIN complement c ON c.id = l.complement_id AND c.deleted_at IS NULL
     WHERE l.piece_id = ? AND l.deleted_at IS NULL AND c.complete_le IS NOT NULL`,
  ).all(id) as Row[];
  for (const request of requests) {
    const asked = askedBy(ctx, request);
    const recueLe = before["recue_le"] as string | null;
    const then = asked.map((piece) => (piece.id === id ? { ...piece, recueLe } : piece));
    if (request["complete_le"] !== wholeOn(ctx, request, then)) continue;
    writer.update("complement", String(request["id"]), {
      completeLe: wholeOn(ctx, request, asked),
    });
  }
}

const piece: RecordRule = {
  complete(ctx, values) {
    const last = prepared(ctx.store, "SELECT max(ordre) FROM piece WHERE dossier_id = ?")
      .pluck()
      .get(String(values["dossierId"] ?? "")) as string | null;
    const statut = values["statut"] ?? expected;
    return {
      ...values,
      statut,
      ...(statut === received ? { recueLe: values["recueLe"] ?? ctx.today() } : {}),
      ordre: values["ordre"] ?? keyBetween(last, null),
    };
  },
  amend(ctx, patch, before) {
    const statut = patch["statut"] ?? before["statut"];
    const motif = "motif" in patch ? patch["motif"] : before["motif"];
    if (statut === refused && !motif) refuse("motif", "refus_sans_motif");
    if (!("statut" in patch) || patch["statut"] === before["statut"]) return patch;
    return { ...patch, recueLe: statut === received ? (patch["recueLe"] ?? ctx.today()) : null };
  },
  created(ctx, writer, id, values) {
    const dossier = liveDossier(writer, values["dossierId"]);
    if (!values["type"] && !values["libelle"]) refuse("libelle", "required");
    if (values["statut"] === refused && !values["motif"]) refuse("motif", "refus_sans_motif");
    inOrder(
      ["deposeLe", dossier["depose_le"]],
      ["piece.recueLe", writer.get("piece", id)?.["recue_le"]],
    );
  },
  changed(ctx, writer, id, patch, before) {
    const dossier = liveDossier(writer, before["dossier_id"]);
    inOrder(["deposeLe", dossier["depose_le"]], ["piece.recueLe", patch["recueLe"]]);
    if ("statut" in patch) completeWhenWhole(ctx, writer, String(dossier["id"]));
    else if ("recueLe" in patch) followReception(ctx, writer, id, before);
  },
  removed: (ctx, writer, _id, row) => completeWhenWhole(ctx, writer, String(row["dossier_id"])),
};

function assertConsultation(ctx: Context, writer: Writer, id: string): Row {
  const row = writer.get("consultation", id)!;
  const dossier = liveDossier(writer, row["dossier_id"]);
  const asked = ["consultation.demandeLe", row["demande_le"]] as const;
  const reminded = ["consultation.relanceLe", row["relance_le"]] as const;
  const answered = ["consultation.reponseLe", row["reponse_le"]] as const;
  inOrder(["deposeLe", dossier["depose_le"]], asked);
  inOrder(asked, reminded);
  inOrder(asked, answered);
  inOrder(reminded, answered);
  if (row["avis"] !== null && row["avis"] !== silent && row["reponse_le"] === null) {
    refuse("reponseLe", "avis_sans_reponse");
  }
  if (attrsOf(ctx, "avis", row["avis"])["reserve"] === true) {
    const known = prepared(
      ctx.store,
      "SELECT 1 FROM reserve WHERE consultation_id = ? AND deleted_at IS NULL",
    ).get(id);
    if (!known) {
      // Without a text of its own, what the administration observed is the reserve.
      if (!row["observation"]) refuse("observation", "reserve_sans_texte");
      writer.insert("reserve", {
        dossierId: row["dossier_id"],
        consultationId: id,
        texte: row["observation"],
      });
    }
  }
  return row;
}

const consultation: RecordRule = {
  complete: (ctx, values) => ({ ...values, demandeLe: values["demandeLe"] ?? ctx.today() }),
  created: (ctx, writer, id) => void assertConsultation(ctx, writer, id),
  changed: (ctx, writer, id) => void assertConsultation(ctx, writer, id),
};

function assertReserve(writer: Writer, id: string): void {
  const row = writer.get("reserve", id)!;
  const text = (key: string) => (typeof row[key] === "string" ? row[key] : null);
  const leveeLe = text("levee_le");
  if (leveeLe === null) return;
  const passage = text("passage_id") && writer.get("passage", text("passage_id")!);
  const answer = text("consultation_id") && writer.get("consultation", text("consultation_id")!);
  if (passage) inOrder(["passage.tenuLe", passage["tenu_le"]], ["reserve.leveeLe", leveeLe]);
  if (answer) {
    inOrder(["consultation.reponseLe", answer["reponse_le"]], ["reserve.leveeLe", leveeLe]);
  }
  if (text("justification") === null) refuse("justification", "levee_sans_justification");
}

const reserve: RecordRule = {
  created(_ctx, writer, id, values) {
    liveDossier(writer, values["dossierId"]);
    assertReserve(writer, id);
  },
  changed: (_ctx, writer, id) => assertReserve(writer, id),
};

/**
 * Gives a dossier the documents of its act's checklist that it does not have yet, those in force on
 * the day it was deposited.
 * @returns how many were added.
 */
export function addChecklist(ctx: Context, writer: Writer, dossierId: string): number {
  const dossier = liveDossier(writer, dossierId);
  const day = (dossier["depose_le"] as string | null) ?? ctx.today();
  const wanted = inForceOn(referenceRows(ctx.store.db, "piece_requise"), day).filter((row) => {
    const actes = row.attrs["actes"];
    return Array.isArray(actes) && actes.includes(dossier["acte"]);
  });
  const there = prepared(
    ctx.store,
    "SELECT type, ordre FROM piece WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY ordre",
  ).all(dossierId) as { type: string | null; ordre: string }[];
  let last = there.at(-1)?.ordre ?? null;
  let added = 0;
  for (const row of wanted) {
    const id = deterministicId("piece", dossierId, row.key);
    if (there.some((each) => each.type === row.key)) continue;
    last = keyBetween(last, null);
    if (writer.get("piece", id)) {
      // Taken off the list, then asked for again.
      writer.restore("piece", id);
      writer.update("piece", id, { statut: expected, motif: null, recueLe: null, ordre: last });
    } else {
      writer.insert("piece", { id, dossierId, type: row.key, statut: expected, ordre: last });
    }
    added += 1;
  }
  return added;
}

/**
 * A card moved to a state that stops the clock opens a request; moved away from it, the request is
 * complete. Runs after the state was written.
 */
function followState(ctx: Context, writer: Writer, id: string, patch: Values, before: Row): void {
  if (typeof patch["etat"] !== "string" || patch["etat"] === before["etat"]) return;
  const stops = (etat: unknown) => attrsOf(ctx, "etat_procedure", etat)["suspendLeDelai"] === true;
  if (stops(patch["etat"])) {
    if (openRequest(ctx, id)) return;
    const deposeLe = (before["depose_le"] as string | null) ?? "";
    writer.insert("complement", {
      dossierId: id,
      numero: nextNumber(ctx, id),
      demandeLe: later(ctx.today(), deposeLe),
      origine: "etat",
    });
  } else if (stops(before["etat"])) {
    const request = openRequest(ctx, id);
    if (!request) return;
    const completeLe = later(ctx.today(), String(request["demande_le"]));
    writer.update("complement", String(request["id"]), { completeLe });
  }
}

/** Rules of what is examined: documents, requests, opinions, reserves, and the dossier's side of them. */
export const instructionRules = {
  piece,
  complement,
  consultation,
  reserve,
} satisfies Record<string, RecordRule>;

/** What the examination adds to the rules of a dossier. */
export const instructionOfDossier: RecordRule = {
  created(ctx, writer, id, values) {
    addChecklist(ctx, writer, id);
    followState(ctx, writer, id, values, { etat: null, depose_le: values["deposeLe"] ?? null });
  },
  changed: followState,
};
