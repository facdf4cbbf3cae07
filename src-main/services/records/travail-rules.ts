import type { RecordKey } from "../../contract/fields.ts";
import { keyBetween } from "../../domain/order-key.ts";
import { prepared, type SqlValue } from "../../store/database.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { inForceOn, referenceRows } from "../../store/queries/reference.ts";
import { ledgerTables } from "../../store/tables.ts";
import type { Context } from "../context.ts";
import { inOrder, Invalid, refuse } from "./errors.ts";
import { nextNumber } from "./numbering.ts";
import type { RecordRule, Values } from "./rules.ts";

type Filiere = "demande" | "accompagnement";

/** What tells the two pipelines apart: prefix of the number, list of stages, first and last day. */
const filieres = {
  demande: { prefix: "D", list: "etape_demande", from: "recueLe", to: "reponduLe" },
  accompagnement: { prefix: "A", list: "etape_accompagnement", from: "ouvertLe", to: "closLe" },
} as const;

/** Stage of an enquiry that means its answer was sent. */
const answered = "repondue";

/** Stages of a pipeline in force today, in their order. */
export function stagesOf(ctx: Context, table: Filiere): { key: string; terminal: boolean }[] {
  const rows = referenceRows(ctx.store.db, filieres[table].list);
  return inForceOn(rows, ctx.today()).map(({ key, attrs }) => ({
    key,
    terminal: attrs["terminal"] === true,
  }));
}

/** Order key above every card of a stage. */
export function firstPlace(ctx: Context, table: Filiere, etape: string): string {
  const first = prepared(
    ctx.store,
    `SELECT min(ordre) FROM "${table}" WHERE etape = ? AND deleted_at IS NULL`,
  )
    .pluck()
    .get(etape) as string | null;
  return keyBetween(null, first);
}

const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

function completeCard(ctx: Context, table: Filiere, values: Values): Values {
  const { from } = filieres[table];
  const start = text(values[from]) ?? ctx.today();
  const etape =
    text(values["etape"]) ??
    (table === "demande" && text(values["reponduLe"])
      ? answered
      : (stagesOf(ctx, table)[0]?.key ?? ""));
  const answer = table === "demande" && etape === answered && !text(values["reponduLe"]);
  return {
    ...values,
    [from]: start,
    etape,
    reference:
      text(values["reference"]) ??
      nextNumber(ctx, table, "reference", `${filieres[table].prefix}-${start.slice(0, 4)}-`),
    etapeLe: text(values["etapeLe"]) ?? ctx.today(),
    ordre: text(values["ordre"]) ?? firstPlace(ctx, table, etape),
    ...(answer ? { reponduLe: ctx.today() } : {}),
  };
}

/** The stage and the day of the answer go together; a change of stage is dated and put on top. */
function amendCard(ctx: Context, table: Filiere, patch: Values, before: Row): Values {
  const amended: Values = { ...patch };
  if (table === "demande") {
    const wasAnswered = before["repondu_le"] !== null;
    if ("reponduLe" in patch && patch["reponduLe"] !== null && !("etape" in patch)) {
      if (before["etape"] !== answered) amended["etape"] = answered;
    } else if ("reponduLe" in patch && patch["reponduLe"] === null && !("etape" in patch)) {
      // An answer taken back puts the enquiry back to work.
      if (before["etape"] === answered) {
        const open = stagesOf(ctx, table).filter((stage) => !stage.terminal);
        amended["etape"] = open.at(-1)?.key ?? answered;
      }
    } else if (patch["etape"] === answered && !wasAnswered && !("reponduLe" in patch)) {
      amended["reponduLe"] = ctx.today();
    } else if (typeof patch["etape"] === "string" && before["etape"] === answered) {
      const stage = stagesOf(ctx, table).find(({ key }) => key === patch["etape"]);
      if (stage && !stage.terminal && !("reponduLe" in patch)) amended["reponduLe"] = null;
    }
  }
  const etape = amended["etape"];
  if (typeof etape === "string" && etape !== before["etape"]) {
    amended["etapeLe"] = ctx.today();
    if (!("ordre" in patch)) amended["ordre"] = firstPlace(ctx, table, etape);
  }
  return amended;
}

/**
 * The last day does not come before the first.
 * @throws Invalid with a fault that names the two dates.
 */
function assertCardDates(table: Filiere, row: Row | undefined): void {
  const { from, to } = filieres[table];
  const nameOf = (key: string) =>
    ledgerTables[table].columns.find((column) => column.key === key)?.name ?? key;
  inOrder([from, row?.[nameOf(from)]], [to, row?.[nameOf(to)]]);
}

const cardRule = (table: Filiere): RecordRule => ({
  complete: (ctx, values) => completeCard(ctx, table, values),
  amend: (ctx, patch, before) => amendCard(ctx, table, patch, before),
  created: (_ctx, writer, id) => assertCardDates(table, writer.get(table, id)),
  changed: (_ctx, writer, id) => assertCardDates(table, writer.get(table, id)),
});

/** True for the stages of follow-up that mean the project stands still: given up, on hold. */
function stands(ctx: Context, suivi: unknown): boolean {
  if (typeof suivi !== "string") return false;
  return referenceRows(ctx.store.db, "suivi").some(
    (row) => row.key === suivi && row.attrs["observation"] === true,
  );
}

interface Visit {
  faite_le: string;
  suivi: string;
  montant_realise: number | null;
  emplois_realises: number | null;
  observation: string | null;
}

/**
 * Brings the follow-up of a project to what its latest visit saw: stage, amount (centimes) and jobs, reason
 * and day of a stop. A figure that no visit gives is left as the project holds it.
 * @param gave the visit as it was before it changed or went: what it alone gave goes with it.
 */
function followVisits(ctx: Context, writer: Writer, projetId: string, gave?: Row): void {
  const visits = prepared(
    ctx.store,
    `SELECT faite_le, suivi, montant_realise, emplois_realises, observation FROM visite
     WHERE projet_id = ? AND deleted_at IS NULL ORDER BY faite_le DESC, id DESC`,
  ).all(projetId) as Visit[];
  const latest = visits[0];
  const patch: Record<string, SqlValue> = {};
  if (latest) {
    patch["suivi"] = latest.suivi;
    const still = stands(ctx, latest.suivi);
    patch["motifArret"] = still ? latest.observation : null;
    patch["arreteLe"] = still ? latest.faite_le : null;
  } else if (gave) Object.assign(patch, { suivi: null, motifArret: null, arreteLe: null });
  for (const [key, column] of [
    ["montantRealise", "montant_realise"],
    ["emploisRealises", "emplois_realises"],
  ] as const) {
    const found = visits.find((visit) => visit[column] !== null);
    if (found) patch[key] = found[column];
    else if (gave && gave[column] !== null) patch[key] = null;
  }
  writer.update("projet", projetId, patch);
}

/** A stop is never recorded without its reason. */
function assertReason(ctx: Context, row: Row | undefined): void {
  if (!row || !stands(ctx, row["suivi"])) return;
  if (text(row["observation"]) === null) {
    throw new Invalid([{ field: "observation", code: "stop_without_reason" }]);
  }
}

function assertVisitDate(ctx: Context, row: Row | undefined): void {
  const day = text(row?.["faite_le"]);
  if (day !== null && day > ctx.today()) {
    throw new Invalid([{ field: "faiteLe", code: "future_date", params: { date: day } }]);
  }
}

const visite: RecordRule = {
  complete: (ctx, values) => ({ ...values, faiteLe: text(values["faiteLe"]) ?? ctx.today() }),
  created(ctx, writer, id, values) {
    const row = writer.get("visite", id);
    assertVisitDate(ctx, row);
    assertReason(ctx, row);
    followVisits(ctx, writer, String(values["projetId"]));
  },
  changed(ctx, writer, id, _patch, before) {
    const row = writer.get("visite", id);
    assertVisitDate(ctx, row);
    assertReason(ctx, row);
    followVisits(ctx, writer, String(before["projet_id"]), before);
  },
  removed(ctx, writer, _id, row) {
    followVisits(ctx, writer, String(row["projet_id"]), row);
  },
  restored(ctx, writer, id) {
    const row = writer.get("visite", id);
    if (row) followVisits(ctx, writer, String(row["projet_id"]));
  },
};

/** @throws Invalid with a fault that names the launch and the completion. */
function assertWorks(row: Row | undefined): void {
  inOrder(["lanceLe", row?.["lance_le"]], ["acheveLe", row?.["acheve_le"]]);
}

const projet: RecordRule = {
  created: (_ctx, writer, id) => assertWorks(writer.get("projet", id)),
  amend(ctx, patch, before) {
    if (!("suivi" in patch) || patch["suivi"] === before["suivi"]) return patch;
    if (!stands(ctx, patch["suivi"])) {
      return stands(ctx, before["suivi"]) ? { ...patch, motifArret: null, arreteLe: null } : patch;
    }
    const motif = "motifArret" in patch ? patch["motifArret"] : before["motif_arret"];
    if (text(motif) === null) {
      throw new Invalid([{ field: "motifArret", code: "stop_without_reason" }]);
    }
    const day = "arreteLe" in patch ? patch["arreteLe"] : before["arrete_le"];
    return { ...patch, arreteLe: text(day) ?? ctx.today() };
  },
  changed: (_ctx, writer, id) => assertWorks(writer.get("projet", id)),
};

/** @throws Invalid while a live financing names this accompaniment and no project. */
function assertNotFinanced(ctx: Context, _writer: Writer, id: string): void {
  const count = prepared(
    ctx.store,
    "SELECT count(*) FROM financement WHERE accompagnement_id = ? AND projet_id IS NULL AND deleted_at IS NULL",
  )
    .pluck()
    .get(id) as number;
  if (count > 0) refuse("id", "still_financed", { count });
}

/** Rules of the enquiries, the accompaniments, the visits and the follow-up of projects. */
export const travailRules: Partial<Record<RecordKey, RecordRule>> = {
  demande: cardRule("demande"),
  accompagnement: { ...cardRule("accompagnement"), removed: assertNotFinanced },
  visite,
  projet,
};
