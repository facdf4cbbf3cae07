import { rapportContenu, rapportRegle } from "../../contract/rapports.ts";
import type { Context } from "../context.ts";
import { cadenceOf } from "../rapports/gardes.ts";
import { tableauDefinition } from "../tableaux/index.ts";
import { NotFound, refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}

/** What a report holds must be readable, of a dashboard that exists, and made again on days that a list knows. */
function check(ctx: Context, values: Values): void {
  if ("contenu" in values && !rapportContenu.safeParse(parsed(values["contenu"])).success) {
    refuse("contenu", "unreadable");
  }
  if (typeof values["tableau"] === "string") {
    try {
      tableauDefinition(ctx, values["tableau"]);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      refuse("tableau", "unknown_value", { value: values["tableau"] });
    }
  }
  const regle = values["regle"] ?? null;
  if (regle === null) return;
  const read = rapportRegle.safeParse(parsed(regle));
  if (!read.success) refuse("regle", "unreadable");
  if (cadenceOf(ctx, read.data.cadence) === null) {
    refuse("regle", "unknown_value", { value: read.data.cadence });
  }
}

/** Rules of kept reports. */
export const rapportRules: { rapport: RecordRule } = {
  rapport: {
    created: (ctx, _writer, _id, values) => check(ctx, values),
    changed: (ctx, _writer, _id, patch) => check(ctx, patch),
  },
};
