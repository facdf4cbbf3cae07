import type { FiliereFilter } from "../../../src-main/contract/filieres.ts";
import type { ListParams } from "../../lib/listParams.ts";

/** Parameters of days, by their field of the filter. */
export const jours = {
  debutDu: "du",
  debutAu: "au",
  creeDu: "creeDu",
  creeAu: "creeAu",
} as const;

/** What the address of a pipeline narrows, its words apart. @param me id of the user, if known */
export function filtreDe({ codes, day, text }: ListParams, me: string | null): FiliereFilter {
  const days = Object.entries(jours).flatMap(([field, name]) =>
    day(name) === undefined ? [] : [[field, day(name)]],
  );
  const responsable = text("vue") === "miennes" && me ? [me] : codes("responsable");
  return {
    ...(Object.fromEntries(days) as Pick<FiliereFilter, keyof typeof jours>),
    ...(text("vue") === "ouvertes" ? { ouvertes: true } : {}),
    ...(responsable.length > 0 ? { responsableId: responsable } : {}),
    ...(codes("etape").length > 0 ? { etape: codes("etape") } : {}),
    ...(codes("programme").length > 0 ? { programme: codes("programme") } : {}),
  };
}
