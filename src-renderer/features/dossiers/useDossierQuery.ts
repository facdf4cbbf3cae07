import { useCallback, useMemo } from "react";
import { useSession } from "../../data/index.ts";
import { navigate, useHashLocation, useHashSearch } from "../../lib/location.ts";
import { filterOf, parseQuery, writeQuery } from "./filter.ts";
import type { Query } from "./filter.ts";

/** The address of a screen of this feature with a query. */
export const addressOf = (path: string, query: Query): string => {
  const search = writeQuery(query);
  return search ? `${path}?${search}` : path;
};

/** What the address asks for, and how to ask for something else: shared by the list and the board. */
export function useDossierQuery() {
  const [path] = useHashLocation();
  const search = useHashSearch();
  const { today } = useSession();
  const query = useMemo(() => parseQuery(search), [search]);
  const filter = useMemo(() => filterOf(query, today), [query, today]);
  const change = useCallback(
    (next: Query, options?: { replace?: boolean }) => navigate(addressOf(path, next), options),
    [path],
  );
  return { query, filter, change };
}
