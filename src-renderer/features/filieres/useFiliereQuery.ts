import type { FiliereFilter } from "../../../src-main/contract/filieres.ts";
import { navigate, useHashLocation, useHashSearch } from "../../lib/location.ts";

export type Vue = "toutes" | "ouvertes" | "miennes";

export interface FiliereQuery {
  mode: "colonnes" | "liste";
  vue: Vue;
  text: string;
}

/** What the address of a pipeline holds: presentation, quick view and words looked for. */
export function useFiliereQuery(me: string | null) {
  const [path] = useHashLocation();
  const params = new URLSearchParams(useHashSearch());
  const vue = params.get("vue");
  const query: FiliereQuery = {
    mode: params.get("mode") === "liste" ? "liste" : "colonnes",
    vue: vue === "ouvertes" || vue === "miennes" ? vue : "toutes",
    text: params.get("q") ?? "",
  };
  const filter: FiliereFilter = {
    ...(query.text.trim() ? { text: query.text } : {}),
    ...(query.vue === "ouvertes" ? { ouvertes: true } : {}),
    ...(query.vue === "miennes" && me ? { responsableId: me } : {}),
  };
  const change = (next: Partial<FiliereQuery>): void => {
    const to = { ...query, ...next };
    const search = new URLSearchParams();
    if (to.mode === "liste") search.set("mode", "liste");
    if (to.vue !== "toutes") search.set("vue", to.vue);
    if (to.text) search.set("q", to.text);
    const text = search.toString();
    navigate(text ? `${path}?${text}` : path, { replace: true });
  };
  return { query, filter, change };
}
