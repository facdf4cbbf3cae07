import { prepared } from "../../store/database.ts";
import { referenceRows } from "../../store/queries/reference.ts";
import type { Writer } from "../../store/ledger.ts";
import type { Context } from "../context.ts";
import { Invalid } from "./errors.ts";
import type { RecordRule } from "./rules.ts";

/**
 * An appeal is lodged against a decision already taken, and answered after it was lodged.
 * @throws Invalid with the two dates.
 */
function assertAppeal(ctx: Context, writer: Writer, id: string): void {
  const row = writer.get("recours", id)!;
  const ending = new Set(
    referenceRows(ctx.store.db, "decision")
      .filter((each) => each.attrs["termineLeDelai"] === true)
      .map((each) => each.key),
  );
  const passages = prepared(
    ctx.store,
    "SELECT tenu_le AS tenuLe, decision FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le",
  ).all(String(row["dossier_id"])) as { tenuLe: string; decision: string | null }[];
  const decided = passages.find((each) => each.decision !== null && ending.has(each.decision));
  const deposeLe = String(row["depose_le"]);
  const reponseLe = row["reponse_le"] as string | null;
  if (!decided) throw new Invalid([{ field: "deposeLe", code: "appeal_without_decision" }]);
  if (deposeLe < decided.tenuLe) {
    throw new Invalid([
      {
        field: "deposeLe",
        code: "appeal_before_decision",
        params: { deposeLe, tenuLe: decided.tenuLe },
      },
    ]);
  }
  if (reponseLe !== null && reponseLe < deposeLe) {
    throw new Invalid([
      { field: "reponseLe", code: "answer_before_appeal", params: { reponseLe, deposeLe } },
    ]);
  }
}

/** Rules of an appeal. */
export const delaisRules: { recours: RecordRule } = {
  recours: {
    created: (ctx, writer, id) => assertAppeal(ctx, writer, id),
    changed(ctx, writer, id, patch) {
      if ("deposeLe" in patch || "reponseLe" in patch) assertAppeal(ctx, writer, id);
    },
  },
};
