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

/**
 * The second date does not come before the first; a date that is not known is in order with any.
 * @param first its field, after the name of its record when the second is of another one, and its value.
 * @throws Invalid with a fault on the second field that names both dates.
 */
export function inOrder(
  first: readonly [field: string, date: unknown],
  second: readonly [field: string, date: unknown],
): void {
  if (typeof first[1] !== "string" || typeof second[1] !== "string" || first[1] <= second[1]) {
    return;
  }
  refuse(second[0].split(".").at(-1)!, "date_order", {
    first: first[0],
    firstDate: first[1],
    second: second[0],
    secondDate: second[1],
  });
}
