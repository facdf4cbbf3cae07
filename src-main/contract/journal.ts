import { z } from "zod";
import { route } from "./base.ts";
import { id } from "./primitives.ts";
import { fieldValue } from "./records.ts";

const params = z.record(z.string(), z.union([z.string(), z.number()]));

/** An action of the ledger, as the interface shows it. `kind` is translated with `params`. */
export const actionView = z.object({
  id,
  at: z.number(),
  userId: z.string().nullable(),
  user: z.string().nullable(),
  kind: z.string(),
  params,
  changes: z.number().int(),
  mode: z.enum(["do", "undo", "redo"]),
  /** False once undone. */
  live: z.boolean(),
});
export type ActionView = z.infer<typeof actionView>;

export const changeView = z.object({
  table: z.string(),
  rowId: z.string(),
  op: z.enum(["create", "update", "delete", "restore"]),
  column: z.string().nullable(),
  before: fieldValue,
  after: fieldValue,
});
export type ChangeView = z.infer<typeof changeView>;

/** Tells open screens what changed; `rows` is null when too many rows changed to name them. */
export const changeNotice = z.object({
  actionId: id,
  kind: z.string(),
  tables: z.array(z.string()),
  /** Made by the window that hears of it: the others refresh without a word. */
  own: z.boolean(),
  rows: z.array(z.object({ table: z.string(), id: z.string() })).nullable(),
  undo: z.object({ actionId: id, kind: z.string(), params }).nullable(),
  redo: z.object({ actionId: id, kind: z.string(), params }).nullable(),
});
export type ChangeNotice = z.infer<typeof changeNotice>;

/** Something deleted that can be restored. */
const corbeilleLigne = z.object({
  record: z.string(),
  /** Its table in the register. */
  table: z.string(),
  id,
  title: z.string(),
  deletedAt: z.number(),
  deletedBy: z.string().nullable(),
  /** The record that a file hung on. */
  sur: z
    .object({
      table: z.string(),
      id,
      reference: z.string().nullable(),
      titreFr: z.string(),
      titreAr: z.string().nullable(),
    })
    .nullable(),
});
export type CorbeilleLigne = z.infer<typeof corbeilleLigne>;

const undoState = z.object({
  undo: z.object({ actionId: id, kind: z.string(), params }).nullable(),
  redo: z.object({ actionId: id, kind: z.string(), params }).nullable(),
});

export const journal = {
  state: route.input(z.object({})).output(undoState),
  /** Undoes the user's last action, or the one named. */
  undo: route
    .input(z.object({ actionId: id.optional() }))
    .output(z.object({ actionId: id, kind: z.string(), params })),
  redo: route.input(z.object({})).output(z.object({ actionId: id, kind: z.string(), params })),
  /** History of some records, newest first. */
  history: route
    .input(
      z.object({
        rows: z.array(z.object({ table: z.string(), id })).max(100),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ actions: z.array(actionView.extend({ details: z.array(changeView) })) })),
  /** What one action changed, in order; `total` tells how many changes it has in all. */
  details: route
    .input(z.object({ actionId: id, limit: z.number().int().min(1).max(500) }))
    .output(z.object({ details: z.array(changeView), total: z.number().int() })),
  recent: route
    .input(z.object({ limit: z.number().int().min(1).max(500) }))
    .output(z.object({ actions: z.array(actionView) })),
  /** Deleted records that can be restored, newest first. */
  corbeille: route
    .input(z.object({ limit: z.number().int().min(1).max(500) }))
    .output(z.object({ rows: z.array(corbeilleLigne) })),
  restore: route
    .input(z.object({ record: z.string(), id }))
    .output(z.object({ actionId: id.nullable() })),
};
