import { suiviTables } from "../../contract/fichiers.ts";
import type { RecordKey } from "../../contract/fields.ts";
import { localMinute } from "../paths.ts";
import type { RecordRule } from "./rules.ts";
import { refuse } from "./errors.ts";
import { isLive } from "./values.ts";

/** Events of the timeline: on a record that is there, dated, and that say something. */
export const evenementRules: Partial<Record<RecordKey, RecordRule>> = {
  evenement: {
    complete(ctx, values) {
      const le = values["le"] ?? ctx.today();
      // What is noted the day it happens takes its place in the day.
      const now = localMinute(ctx.store.clock()).slice(11);
      const heure = "heure" in values || le !== ctx.today() ? (values["heure"] ?? null) : now;
      return { ...values, le, heure };
    },
    created(ctx, _writer, _id, values) {
      const table = String(values["recordTable"]);
      const known = (suiviTables as readonly string[]).includes(table) && table !== "evenement";
      if (!known) refuse("recordTable", "unknown_value", { value: table });
      const recordId = values["recordId"] ?? null;
      if (!isLive(ctx, table, recordId)) {
        refuse("recordId", "unknown_value", { value: String(recordId) });
      }
      const said = [values["objet"], values["texte"]].some((text) => text);
      if (!said) refuse("objet", "required");
    },
    changed(_ctx, _writer, _id, patch, before) {
      const objet = "objet" in patch ? patch["objet"] : before["objet"];
      const texte = "texte" in patch ? patch["texte"] : before["texte"];
      if (!objet && !texte) refuse("objet", "required");
    },
  },
};
