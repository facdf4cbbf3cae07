import { refuse } from "./errors.ts";
import type { RecordRule } from "./rules.ts";

/** Rules of published editions: their figures come from a dashboard, nobody types them. */
export const editionRules: { edition: RecordRule } = {
  edition: {
    complete(_ctx, values) {
      if (typeof values["contenu"] !== "string") refuse("contenu", "required");
      return values;
    },
  },
};
