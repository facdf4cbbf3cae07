import { useMutation, useQuery } from "@tanstack/react-query";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { data, orpc } from "./client.ts";

export type TaskValues = Record<string, FieldValue>;

/** Tasks of a record, kept up to date. @param recordTable its table in the register. */
export const useTasksOf = (recordTable: string, recordId: string) =>
  useQuery(orpc.journee.taches.queryOptions({ input: { recordTable, recordId } }));

/** The ways to write tasks; each is one action that can be undone. */
export function useTaskWrites() {
  const add = useMutation({
    mutationFn: (values: TaskValues) => data.records.create({ record: "tache", values }),
  });
  const change = useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: TaskValues }) =>
      data.records.update({ record: "tache", id, patch }),
  });
  const remove = useMutation({
    mutationFn: (id: string) => data.records.remove({ record: "tache", id }),
  });
  return { add, change, remove };
}
