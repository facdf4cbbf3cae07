import { useEffect } from "react";
import { nameHere } from "./history.ts";
import { addressOf } from "./records.ts";
import { remember } from "./recents.ts";

/**
 * Names the screen after its record, in the steps of the window and among the records read lately.
 * @param record its table, its id, its reference when it has one, and its title; null while it is being read.
 */
export function useVisited(
  record: { table: string; id: string; reference: string | null; title: string } | null,
): void {
  const { table, id, reference, title } = record ?? {
    table: null,
    id: null,
    reference: null,
    title: "",
  };
  useEffect(() => {
    const path = addressOf(table, id);
    if (path === null) return;
    nameHere(reference ?? title);
    remember({ path, reference, title });
  }, [table, id, reference, title]);
}
