import { z } from "zod";

/** One field at fault: its key in the field catalogue, a code the interface translates, its parameters. */
export const fieldFault = z.object({
  field: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type FieldFault = z.infer<typeof fieldFault>;

/** What stands in the way of an undo: the field that a later action changed. */
export const undoObstacle = z.object({
  table: z.string(),
  rowId: z.string(),
  column: z.string().nullable(),
  laterActionId: z.string().nullable(),
  laterKind: z.string().nullable(),
});
export type UndoObstacle = z.infer<typeof undoObstacle>;

/** The typed errors of every route. The interface translates the code; the message is for the log. */
export const errors = {
  NOT_FOUND: { data: z.object({ record: z.string(), id: z.string() }) },
  VALIDATION: { data: z.object({ faults: z.array(fieldFault) }) },
  STALE: { data: z.object({ field: z.string(), current: z.unknown() }) },
  UNDO_REFUSED: {
    data: z.object({
      reason: z.enum(["nothing", "later_change", "still_used", "already_undone"]),
      obstacles: z.array(undoObstacle),
    }),
  },
  SETUP_NEEDED: { data: z.object({}) },
  FILE_UNREADABLE: {
    data: z.object({
      reason: z.enum([
        "missing",
        "empty",
        "too_large",
        "not_text",
        "no_header",
        "columns",
        "token",
      ]),
      detail: z.string().optional(),
    }),
  },
  STORE_UNAVAILABLE: { data: z.object({ reason: z.string() }) },
  CANCELLED: { data: z.object({}) },
  UNEXPECTED: { data: z.object({ supportId: z.string() }) },
} as const;

/** Code of a typed error. */
export type ErrorCode = keyof typeof errors;
