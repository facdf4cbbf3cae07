import { z } from "zod";
import { route } from "./base.ts";
import { recordKeys } from "./fields.ts";
import { id } from "./primitives.ts";

/** A value of any field as it travels: centimes, ISO dates, keys, ids, 0/1 as booleans. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.infer<typeof fieldValue>;
export const recordValues = z.record(z.string(), fieldValue);

export const recordView = z.object({
  id,
  values: recordValues,
  updatedAt: z.number(),
  updatedBy: z.string().nullable(),
});
export type RecordView = z.infer<typeof recordView>;

export const recordKey = z.enum(recordKeys);

/** What a change returns: the action that can be undone. */
export const actionRef = z.object({ actionId: id.nullable(), id: id.optional() });

/** How the user answered what looked wrong with a value. */
export const answers = {
  /** Fields whose unlikely amount the user confirmed. */
  sure: z.array(z.string().max(64)).max(50).optional(),
  /** Why a value whose format looks wrong is kept, by field. */
  motifs: z.record(z.string(), z.string().trim().min(1).max(500)).optional(),
};

/** One way to make, change and remove a record of any type of the field catalogue. */
export const records = {
  get: route.input(z.object({ record: recordKey, id })).output(recordView),
  create: route
    .input(z.object({ record: recordKey, values: recordValues, ...answers }))
    .output(actionRef),
  /**
   * Changes fields of one record in place. `expected` holds the values the user saw: a later change
   * of one of them is refused as STALE, with who made it.
   */
  update: route
    .input(
      z.object({
        record: recordKey,
        id,
        patch: recordValues,
        expected: recordValues.optional(),
        ...answers,
      }),
    )
    .output(actionRef),
  remove: route.input(z.object({ record: recordKey, id })).output(actionRef),
};
