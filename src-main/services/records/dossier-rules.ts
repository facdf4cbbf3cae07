import { checkDossierDates } from "../../domain/dossier-dates.ts";
import { keyBetween } from "../../domain/order-key.ts";
import { prepared, type Connection } from "../../store/database.ts";
import type { Writer } from "../../store/ledger.ts";
import { lowestOrder } from "../../store/queries/dossiers.ts";
import { referenceRows } from "../../store/queries/reference.ts";
import { textOf, type Context } from "../context.ts";
import { Invalid, NotFound } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";

const dateFields = ["deposeLe", "valideLe", "diffuseLe", "pvLe", "delivreLe"] as const;

/**
 * Checks the order of a dossier's dates as they stand inside the transaction.
 * @throws Invalid with a fault that names the two dates (cri.md §1.3).
 */
export function assertDossierDates(ctx: Context, writer: Writer, dossierId: string): void {
  const row = writer.get("dossier", dossierId);
  if (!row) throw new NotFound("dossier", dossierId);
  const passages = prepared(
    ctx.store,
    "SELECT tenu_le FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le",
  )
    .pluck()
    .all(dossierId) as string[];
  const text = (name: string) => row[name] as string | null;
  const faults = checkDossierDates({
    deposeLe: text("depose_le"),
    valideLe: text("valide_le"),
    diffuseLe: text("diffuse_le"),
    passages,
    pvLe: text("pv_le"),
    delivreLe: text("delivre_le"),
  });
  if (faults.length === 0) return;
  throw new Invalid(
    faults.map((fault) => ({
      field: fault.second.field === "passage" ? "tenuLe" : fault.second.field,
      code: fault.code,
      params: {
        first: fault.first.field,
        firstDate: fault.first.date ?? "",
        second: fault.second.field,
        secondDate: fault.second.date,
      },
    })),
  );
}

/** Order key of a new card: above all others. */
export const firstOrder = (ctx: Context): string => keyBetween(null, lowestOrder(ctx.store.db));

/** The phase a state belongs to, by the reference row of the state. */
export function phaseOfState(db: Connection, etat: string): string | null {
  const row = referenceRows(db, "etat_procedure").find((each) => each.key === etat);
  return textOf(row?.attrs["phase"]);
}

/** A change of state brings its phase and its day along. */
function amendState(ctx: Context, patch: Values, before: { [name: string]: unknown }): Values {
  if (typeof patch["etat"] !== "string" || patch["etat"] === before["etat"]) return patch;
  const amended: Values = { ...patch, etatLe: ctx.today() };
  if (!("phase" in patch)) {
    amended["phase"] = phaseOfState(ctx.store.db, patch["etat"]) ?? (before["phase"] as string);
  }
  return amended;
}

/** Rules of a dossier and of its passages. */
export const dossierRules: { dossier: RecordRule; passage: RecordRule } = {
  dossier: {
    amend: amendState,
    changed(ctx, writer, id, patch) {
      if (dateFields.some((key) => key in patch)) assertDossierDates(ctx, writer, id);
    },
  },
  passage: {
    created(ctx, writer, _id, values) {
      assertDossierDates(ctx, writer, String(values["dossierId"]));
    },
    changed(ctx, writer, _id, patch, before) {
      if ("tenuLe" in patch) assertDossierDates(ctx, writer, String(before["dossier_id"]));
    },
  },
};
