import type { Conflict, FieldFault } from "../../contract/errors.ts";

export interface ActionResult {
  actionId: string | null;
  id?: string;
}

/** Some fields were refused; nothing was written. */
export class Invalid extends Error {
  readonly faults: FieldFault[];
  constructor(faults: FieldFault[]) {
    super(`invalid: ${faults.map((fault) => `${fault.field} ${fault.code}`).join(", ")}`);
    this.name = "Invalid";
    this.faults = faults;
  }
}

/** The record asked for is not there, or is in the trash. */
export class NotFound extends Error {
  readonly record: string;
  readonly id: string;
  constructor(record: string, id: string) {
    super(`not found: ${record} ${id}`);
    this.name = "NotFound";
    this.record = record;
    this.id = id;
  }
}

/** Fields were changed by someone else since the user saw them. */
export class Stale extends Error {
  readonly conflicts: Conflict[];
  constructor(conflicts: Conflict[]) {
    super(`stale: ${conflicts.map((each) => each.field).join(", ")}`);
    this.name = "Stale";
    this.conflicts = conflicts;
  }
}

/** Refuses a value with a code the interface translates. */
export function refuse(
  field: string,
  code: string,
  params?: Record<string, string | number>,
): never {
  throw new Invalid([{ field, code, ...(params ? { params } : {}) }]);
}
