import type { Connection, Store } from "../store/database.ts";
import type { ReadName, Reads } from "./reads.ts";

/** Runs a named read: on a reader thread in the application, in place under the command line. */
export type ReadRunner = <N extends ReadName>(
  name: N,
  input: Parameters<Reads[N]>[1],
) => Promise<ReturnType<Reads[N]>>;

/** What a service works with. */
export interface Context {
  store: Store;
  /** Folder of the shipped resources. */
  resources: string;
  /** The user's calendar date, `YYYY-MM-DD`. */
  today: () => string;
  read: ReadRunner;
}

/** The id written as author before the first user exists. */
export const founder = "registre";

/** The user who works at this desk, or the founder before the first run. */
export function currentUser(db: Connection): { id: string; nom: string; langue: string } | null {
  return (
    (db
      .prepare(
        "SELECT u.id, u.nom, u.langue FROM utilisateur u JOIN reglage r ON r.key = 'utilisateur' AND r.value = u.id WHERE r.deleted_at IS NULL AND u.deleted_at IS NULL",
      )
      .get() as { id: string; nom: string; langue: string } | undefined) ?? null
  );
}

/** Author of the actions of this desk. */
export function authorOf(db: Connection): string {
  return currentUser(db)?.id ?? founder;
}

/** A text held in the free attributes of a reference row; null when it holds something else. */
export const textOf = (value: unknown) => (typeof value === "string" ? value : null);

/** A value of the register itself, such as its region. */
export function settingOf(db: Connection, key: string): string | null {
  return (
    (db
      .prepare("SELECT value FROM reglage WHERE key = ? AND deleted_at IS NULL")
      .pluck()
      .get(key) as string | undefined) ?? null
  );
}
