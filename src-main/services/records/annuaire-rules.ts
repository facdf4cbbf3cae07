import { prepared } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Context } from "../context.ts";
import { Invalid } from "./errors.ts";
import type { RecordRule } from "./rules.ts";

const bareRole = (field: string): never => {
  throw new Invalid([{ field, code: "required" }]);
};

function count(ctx: Context, sql: string, id: string): number {
  return prepared(ctx.store, sql).pluck().get(id) as number;
}

/** Refuses to put in the trash what living records still name. */
function assertFree(ctx: Context, id: string, sql: string, code: string): void {
  const projets = count(ctx, sql, id);
  if (projets > 0) throw new Invalid([{ field: "id", code, params: { count: projets } }]);
}

/** Rules of the directory: organisations, persons and what they are to the centre. */
export const annuaireRules: Record<"organisation" | "personne" | "role", RecordRule> = {
  organisation: {
    removed(ctx, _writer, id) {
      assertFree(
        ctx,
        id,
        "SELECT count(*) FROM projet WHERE porteur_id = ? AND deleted_at IS NULL",
        "still_holder",
      );
    },
  },
  personne: {
    removed(ctx, _writer, id) {
      assertFree(
        ctx,
        id,
        "SELECT count(*) FROM projet WHERE contact_id = ? AND deleted_at IS NULL",
        "still_contact",
      );
    },
  },
  role: {
    idOf: ({ organisationId, personneId, role }) =>
      deterministicId("role", String(organisationId ?? personneId), String(role)),
    created(_ctx, _writer, _id, { organisationId, personneId }) {
      if (!organisationId === !personneId) bareRole("organisationId");
    },
  },
};
