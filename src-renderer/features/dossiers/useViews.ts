import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import type { ContenuVue, EcranVue, VueLigne } from "../../../src-main/contract/vitesse.ts";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { useHashSearch } from "../../lib/location.ts";
import type { Arrangement, GridView } from "../../ui/grid/index.ts";
import { notify } from "../../ui/index.ts";
import { choiceKeys, parseQuery, unnamed, writeQuery } from "./filter.ts";
import type { ChoiceKey, Query } from "./filter.ts";

/** Written in the address when the user wants no view although one opens first. */
const NONE = "aucune";

const sorted = (columns: Arrangement): string =>
  JSON.stringify([
    columns.order,
    columns.hidden.toSorted(),
    Object.entries(columns.sizes).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** The query that a view's content asks for, without a name. */
const queryOf = (content: ContenuVue): Query => unnamed(parseQuery(content.adresse));

export interface Views {
  views: readonly VueLigne[];
  current: VueLigne | null;
  /** What is on screen is no longer what the view keeps. */
  changed: boolean;
  open: (view: VueLigne | null) => void;
  /** Keeps what is on screen under the current view, which must be the user's own. */
  save: () => void;
  /** Keeps what is on screen under a new name. Rejects with the faults of the name. */
  saveAs: (nom: string, options: { partagee: boolean; parDefaut: boolean }) => Promise<void>;
  change: (view: VueLigne, patch: Record<string, FieldValue>) => Promise<void>;
  remove: (view: VueLigne) => void;
}

/**
 * The saved views of a screen. The one that opens first is opened when the screen is entered by its bare address.
 * @param grid columns of the list; null where there are none.
 */
export function useViews(
  ecran: EcranVue,
  query: Query,
  change: (query: Query, options?: { replace?: boolean }) => void,
  grid: GridView | null,
): Views {
  const { t } = useTranslation();
  const client = useQueryClient();
  const search = useHashSearch();
  const bare = useRef(search === "");
  const { data: found } = useQuery(orpc.vues.list.queryOptions({ input: { ecran } }));
  const views = useMemo(() => found?.vues ?? [], [found]);
  const current = views.find(({ id }) => id === query.vue) ?? null;

  const content: ContenuVue = {
    adresse: writeQuery(unnamed(query)),
    ...(grid ? { colonnes: grid.arrangement } : {}),
  };
  const kept = current?.contenu ?? null;
  const changed =
    current !== null &&
    (kept === null ||
      writeQuery(queryOf(kept)) !== content.adresse ||
      (kept.colonnes !== undefined &&
        content.colonnes !== undefined &&
        sorted(kept.colonnes) !== sorted(content.colonnes)));

  const open = (view: VueLigne | null, options?: { replace?: boolean }): void => {
    if (!view) {
      const first = views.some(({ parDefaut }) => parDefaut);
      change({ ...parseQuery(""), ...(first ? { vue: NONE } : {}) }, options);
      return;
    }
    if (view.contenu) {
      change({ ...queryOf(view.contenu), vue: view.id }, options);
      if (view.contenu.colonnes) grid?.apply(view.contenu.colonnes);
      return;
    }
    change({ ...parseQuery(""), vue: view.id }, options);
    notify({ tone: "warn", message: t("vitesse:vues.illisible", { nom: view.nom }), id: "vue" });
  };

  const openFirst = useEffectEvent(() => {
    const first = views.find(({ parDefaut }) => parDefaut);
    if (first) open(first, { replace: true });
  });
  useEffect(() => {
    if (!bare.current || !found) return;
    bare.current = false;
    openFirst();
  }, [found]);

  const refresh = () => client.invalidateQueries({ queryKey: orpc.vues.key() });
  const update = async (view: VueLigne, patch: Record<string, FieldValue>): Promise<void> => {
    await data.records.update({ record: "vue", id: view.id, patch });
    await refresh();
  };
  const tell = (error: unknown) => notify({ tone: "error", message: errorSentence(error, t) });
  const removal = useMutation({
    mutationFn: async (view: VueLigne) => {
      await data.records.remove({ record: "vue", id: view.id });
      if (view.id === query.vue) change(unnamed(query), { replace: true });
      await refresh();
    },
    onError: tell,
  });

  return {
    views,
    current,
    changed,
    open,
    save: () => {
      if (current) update(current, { contenu: JSON.stringify(content) }).catch(tell);
    },
    saveAs: async (nom, { partagee, parDefaut }) => {
      const { id } = await data.records.create({
        record: "vue",
        values: { ecran, nom, partagee, parDefaut, contenu: JSON.stringify(content) },
      });
      await refresh();
      if (id) change({ ...query, vue: id }, { replace: true });
    },
    change: update,
    remove: (view) => removal.mutate(view),
  };
}

/** Lists of the catalogue that do not bear the name of their filter. */
const LISTS: Partial<Record<ChoiceKey, string>> = {
  secteur: "secteur_barometre",
  etat: "etat_procedure",
};

/** Filter values that no list holds any more, and the query without them; null when all are known. */
export function useMissing(query: Query): { values: string[]; without: Query } | null {
  const catalogue = useCatalogue();
  return useMemo(() => {
    if (!catalogue.ready) return null;
    const users = new Set(catalogue.utilisateurs.map(({ id }) => id));
    const known = (key: ChoiceKey, value: string): boolean => {
      if (key === "officier") return users.has(value);
      if (key === "province" || key === "commune")
        return catalogue.territoireRow(value) !== undefined;
      return catalogue.rows(LISTS[key] ?? key).some((row) => row.key === value);
    };
    const values: string[] = [];
    const choices: Query["choices"] = {};
    for (const key of choiceKeys) {
      const asked = query.choices[key] ?? [];
      const left = asked.filter((value) => known(key, value));
      values.push(...asked.filter((value) => !left.includes(value)));
      if (left.length > 0) choices[key] = left;
    }
    return values.length > 0 ? { values, without: { ...query, choices } } : null;
  }, [catalogue, query]);
}
