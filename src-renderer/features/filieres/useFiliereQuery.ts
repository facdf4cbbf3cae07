import type { FiliereFilter } from "../../../src-main/contract/filieres.ts";
import { listParams } from "../../lib/listParams.ts";
import { filtreDe, jours } from "./adresse.ts";
import { navigate, useHashLocation, useHashSearch } from "../../lib/location.ts";

export type Vue = "toutes" | "ouvertes" | "miennes";

export interface FiliereQuery {
  mode: "colonnes" | "liste";
  vue: Vue;
  text: string;
  /** Codes of stages, users and programmes; none narrows nothing. */
  etape: string[];
  responsable: string[];
  programme: string[];
  /** Days, by parameter of the address; an empty text for none. */
  jours: Partial<Record<(typeof JOURS)[number], string>>;
}

const JOURS = Object.values(jours);
const CHOIX = ["etape", "responsable", "programme"] as const;

/** What the address of a pipeline holds: presentation, quick view and words looked for. */
export function useFiliereQuery(me: string | null) {
  const [path] = useHashLocation();
  const params = listParams(useHashSearch());
  const vue = params.text("vue");
  const query: FiliereQuery = {
    mode: params.text("mode") === "liste" ? "liste" : "colonnes",
    vue: vue === "ouvertes" || vue === "miennes" ? vue : "toutes",
    text: params.text("q"),
    etape: params.codes("etape"),
    responsable: params.codes("responsable"),
    programme: params.codes("programme"),
    jours: Object.fromEntries(
      JOURS.flatMap((name) => {
        const day = params.day(name);
        return day === undefined ? [] : [[name, day]];
      }),
    ),
  };
  const filter: FiliereFilter = {
    ...(query.text.trim() ? { text: query.text } : {}),
    ...filtreDe(params, me),
  };
  const change = (next: Partial<FiliereQuery>): void => {
    const to = { ...query, ...next };
    const search = new URLSearchParams();
    if (to.mode === "liste") search.set("mode", "liste");
    if (to.vue !== "toutes") search.set("vue", to.vue);
    if (to.text) search.set("q", to.text);
    for (const name of CHOIX) if (to[name].length > 0) search.set(name, to[name].join(","));
    for (const name of JOURS) if (to.jours[name]) search.set(name, to.jours[name]);
    const text = search.toString().replaceAll("%2C", ",");
    navigate(text ? `${path}?${text}` : path, { replace: true });
  };
  return { query, filter, change };
}
