import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FavoriLigne } from "../../src-main/contract/vitesse.ts";
import { addressOf } from "../lib/records.ts";
import { data, orpc } from "./client.ts";

const options = () => orpc.favoris.list.queryOptions({ input: {} });

/** Records the user keeps at hand. */
export function useFavourites(): readonly FavoriLigne[] {
  return useQuery(options()).data?.favoris ?? [];
}

/**
 * Whether a record is kept at hand, and the way to change it.
 * @param table name of the record's table.
 */
export function useFavourite(table: string, id: string) {
  const client = useQueryClient();
  const found = useFavourites().find((one) => one.recordTable === table && one.recordId === id);
  const toggle = useMutation({
    mutationFn: async () => {
      if (found) await data.records.remove({ record: "favori", id: found.id });
      else
        await data.records.create({
          record: "favori",
          values: { recordTable: table, recordId: id },
        });
      await client.invalidateQueries({ queryKey: options().queryKey });
    },
  });
  return { favourite: found !== undefined, toggle };
}

/** Address of a record's screen by its table; null when it has none of its own. */
export const addressOfRecord = (table: string, id: string): string | null => addressOf(table, id);
