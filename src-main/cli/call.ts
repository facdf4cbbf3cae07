import { isIsoDate } from "../domain/dates.ts";
import type { Context } from "../services/context.ts";
import { appPaths, localToday } from "../services/paths.ts";
import { readInPlace } from "../services/readers.ts";
import { upgradeReferences } from "../services/register.ts";
import { openStore, type Store } from "../store/database.ts";

/** The command was not called as its help says. */
export class Usage extends Error {}

/** What was asked cannot be answered; the sentence says why. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The words and options of one call. */
export interface Call {
  values: Record<string, string | boolean | string[] | undefined>;
  args: string[];
}

/** Folders of the application. */
export const paths = appPaths(import.meta.dirname);

/** An option with a value. */
export function text(call: Call, name: string): string | undefined {
  const value = call.values[name];
  return typeof value === "string" ? value : undefined;
}

/** Path of the register. @throws Usage without `--db`. */
export function databaseOf(call: Call): string {
  const db = text(call, "db");
  if (!db) throw new Usage("--db FICHIER est obligatoire.");
  return db;
}

/** Commands that take no word refuse one: a forgotten dash must not pass for done. */
export function noWords(call: Call): void {
  if (call.args.length > 0) throw new Usage(`Argument inattendu : « ${call.args.join(" ")} ».`);
}

/** An option that is a date. @throws Usage when it is none. */
export function dateOf(call: Call, name: string): string | undefined {
  const value = text(call, name);
  if (value !== undefined && !isIsoDate(value)) {
    throw new Usage(`--${name} attend une date AAAA-MM-JJ, pas « ${value} ».`);
  }
  return value;
}

/** An option that is a whole number within bounds. @throws Usage when it is none. */
export function wholeNumber(
  call: Call,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = text(call, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new Usage(`--${name} attend un nombre entier de ${least} à ${most}, pas « ${value} ».`);
  }
  return number;
}

/** What the services work with on the command line. */
export function contextOf(store: Store): Context {
  return {
    store,
    resources: paths.resources,
    today: () => localToday(),
    read: readInPlace(store.db),
  };
}

/**
 * Does some work on the register that the call names.
 * @param lists false to leave the reference lists as they are: a check writes nothing.
 */
export async function withStore<T>(
  call: Call,
  work: (ctx: Context) => Promise<T>,
  lists = true,
): Promise<T> {
  const store = openStore(databaseOf(call), { mode: "existing", migrations: paths.migrations });
  try {
    // An older register gets the lists that this version's rules read.
    if (lists) upgradeReferences(store, paths.resources);
    return await work(contextOf(store));
  } finally {
    store.close();
  }
}

/** Writes the result, as JSON or as text. */
export function print(call: Call, value: unknown, plain: () => string): void {
  process.stdout.write(call.values["json"] ? `${JSON.stringify(value)}\n` : `${plain()}\n`);
}

/** A word on the error output. */
export const note = (line: string) => process.stderr.write(`${line}\n`);
