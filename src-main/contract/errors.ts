import { z } from "zod";

/** One field at fault: its key in the field catalogue, a code the interface translates, its parameters. */
export const fieldFault = z.object({
  field: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type FieldFault = z.infer<typeof fieldFault>;

/**
 * Faults that the user may lift by confirming: the value is unlikely or against a rule that only warns. The
 * attempt is made again with the field among `sure`.
 */
export const confirmableFaults: ReadonlySet<string> = new Set([
  "above_ceiling",
  "after_campaign",
  "before_campaign",
  "condition_unmet",
  "contributions_exceed",
  "measure_exists",
  "paid_before_signature",
  "granted_above_asked",
]);

/** A field that somebody changed since the user saw it. */
export const conflict = z.object({
  field: z.string(),
  current: z.unknown(),
  /** Name of who changed it, null when not known. */
  by: z.string().nullable(),
  /** Instant of that change, milliseconds UTC. */
  at: z.number().nullable(),
});
export type Conflict = z.infer<typeof conflict>;

/** What stands in the way of an undo: the field that a later action changed. */
export const undoObstacle = z.object({
  table: z.string(),
  rowId: z.string(),
  column: z.string().nullable(),
  laterActionId: z.string().nullable(),
  laterKind: z.string().nullable(),
});
export type UndoObstacle = z.infer<typeof undoObstacle>;

/** Why a document could not be made or written. */
export const writeReasons = [
  "read_only",
  "full",
  "in_use",
  "missing_folder",
  "too_many_rows",
  "not_checked",
  "no_such_format",
  "model",
  "unknown",
] as const;

/** The typed errors of every route. The interface translates the code; the message is for the log. */
export const errors = {
  NOT_FOUND: { data: z.object({ record: z.string(), id: z.string() }) },
  VALIDATION: { data: z.object({ faults: z.array(fieldFault) }) },
  /** The record changed since the user saw it: each such field, with its value now and who gave it. */
  STALE: { data: z.object({ conflicts: z.array(conflict) }) },
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
        "piece_empty",
        "piece_too_large",
        "piece_type",
        "piece_executable",
        "piece_active",
        "piece_macro",
        "piece_locked",
        "piece_vanished",
        "piece_changed",
        "piece_disk_full",
        "piece_folder",
        "piece_absent",
        "piece_altered",
        "piece_not_mail",
      ]),
      detail: z.string().optional(),
    }),
  },
  /** A document could not be made or written; what was at its place is untouched. */
  FILE_NOT_WRITTEN: { data: z.object({ reason: z.enum(writeReasons) }) },
  STORE_UNAVAILABLE: { data: z.object({ reason: z.string() }) },
  CANCELLED: { data: z.object({}) },
  UNEXPECTED: { data: z.object({ supportId: z.string() }) },
} as const;

/** Code of a typed error. */
export type ErrorCode = keyof typeof errors;
