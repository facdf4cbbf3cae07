import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Langue } from "../../src-main/contract/primitives.ts";
import type { Catalogue, ReferenceRow, TerritoireRow } from "../../src-main/contract/references.ts";
import { pick } from "../lib/format.ts";
import { orpc } from "./client.ts";

export interface Option {
  value: string;
  label: string;
}

export interface CatalogueView {
  /** False until the lists have arrived; labels are then empty. */
  ready: boolean;
  /** Label of a code in the current language; the code itself when the list lacks it. */
  label(list: string, key: string | null | undefined): string;
  /** Rows of a list, in the order of the register. */
  rows(list: string): readonly ReferenceRow[];
  /** A list as choices of a Select. */
  options(list: string): Option[];
  /** Name of a territory by its HCP code, in the current language. */
  territoire(code: string | null | undefined): string;
  /** The territory behind a code. */
  territoireRow(code: string): TerritoireRow | undefined;
  territoires: readonly TerritoireRow[];
  utilisateurs: readonly { id: string; nom: string; role: string }[];
  utilisateur(id: string | null | undefined): string;
}

const EMPTY: Catalogue = { lists: {}, territoires: [], utilisateurs: [] };

/** Code lists, territories and users, with labels in the current language. */
export function useCatalogue(): CatalogueView {
  const { data: found } = useQuery(orpc.references.catalogue.queryOptions({ input: {} }));
  const { i18n } = useTranslation();
  const langue = i18n.language as Langue;
  return useMemo(() => view(found ?? EMPTY, Boolean(found), langue), [found, langue]);
}

function view(catalogue: Catalogue, ready: boolean, langue: Langue): CatalogueView {
  const labels = new Map<string, string>();
  for (const rows of Object.values(catalogue.lists))
    for (const row of rows) labels.set(`${row.list}/${row.key}`, pick(row.label, langue));
  const places = new Map(catalogue.territoires.map((row) => [row.code, row]));
  const users = new Map(catalogue.utilisateurs.map((user) => [user.id, user.nom]));
  const unknown = (key: string): string => (ready ? key : "");
  const rows = (list: string): readonly ReferenceRow[] => catalogue.lists[list] ?? [];
  return {
    ready,
    label: (list, key) => (key ? (labels.get(`${list}/${key}`) ?? unknown(key)) : ""),
    rows,
    options: (list) =>
      rows(list).map((row) => ({ value: row.key, label: pick(row.label, langue) })),
    territoire: (code) => {
      if (!code) return "";
      const row = places.get(code);
      return row ? pick(row.label, langue) : unknown(code);
    },
    territoireRow: (code) => places.get(code),
    territoires: catalogue.territoires,
    utilisateurs: catalogue.utilisateurs,
    utilisateur: (id) => (id ? (users.get(id) ?? unknown(id)) : ""),
  };
}
