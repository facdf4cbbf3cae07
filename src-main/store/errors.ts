/** Why a register cannot be opened or used. The sentence is for the log; the interface translates the code. */
export type StoreErrorCode =
  | "missing"
  | "exists"
  | "not_a_register"
  | "damaged"
  | "newer"
  | "sqlite_too_old"
  | "synced_folder"
  | "migration_failed";

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}
