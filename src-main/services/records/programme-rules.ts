import type { RecordKey } from "../../contract/fields.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row } from "../../store/ledger.ts";
import { currentUser, type Context } from "../context.ts";
import { inOrder, Invalid } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";
import { liveRow } from "./values.ts";

const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** A year of a budget: four figures, so that 25 for 2025 is asked again. */
function assertYear(row: Row | undefined): void {
  const year = Number(row?.["annee"]);
  if (year < 1956 || year > 2100) {
    throw new Invalid([{ field: "annee", code: "year_out_of_range", params: { annee: year } }]);
  }
}

/** A firm is seen after it was created, and not in the future. */
function assertSeen(ctx: Context, row: Row | undefined): void {
  const seen = text(row?.["constate_le"]);
  if (!row || seen === null) return;
  if (seen > ctx.today()) {
    throw new Invalid([{ field: "constateLe", code: "future_date", params: { date: seen } }]);
  }
  const owner = liveRow(ctx, "accompagnement", String(row["accompagnement_id"]));
  const created = text(owner["entreprise_creee_le"]);
  if (created === null) throw new Invalid([{ field: "constateLe", code: "firm_not_created" }]);
  inOrder(["entrepriseCreeeLe", created], ["constateLe", seen]);
}

const checked = (check: (ctx: Context, row: Row | undefined) => void, record: RecordKey) =>
  ({
    created: (ctx, writer, id) => check(ctx, writer.get(record, id)),
    changed: (ctx, writer, id) => check(ctx, writer.get(record, id)),
  }) satisfies RecordRule;

/** Rules of the programmes, the cohorts and the follow-up of accompanied holders. */
export const programmeRules: Partial<Record<RecordKey, RecordRule>> = {
  budgetProgramme: checked((_ctx, row) => assertYear(row), "budgetProgramme"),
  partenaireProgramme: {
    idOf: (values) =>
      deterministicId(
        "partenaire_programme",
        String(values["programme"]),
        String(values["organisationId"]),
        String(values["role"]),
      ),
  },
  cohorte: checked(
    (_ctx, row) => inOrder(["ouverteLe", row?.["ouverte_le"]], ["closeLe", row?.["close_le"]]),
    "cohorte",
  ),
  entretien: {
    complete: (ctx, values): Values => ({
      ...values,
      le: text(values["le"]) ?? ctx.today(),
      utilisateurId: text(values["utilisateurId"]) ?? currentUser(ctx.store.db)?.id ?? null,
    }),
  },
  suiviEntreprise: {
    ...checked(assertSeen, "suiviEntreprise"),
    complete: (ctx, values): Values => ({
      ...values,
      constateLe: text(values["constateLe"]) ?? ctx.today(),
    }),
  },
};
