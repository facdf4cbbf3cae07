import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the application's own files are: migrations and shipped resources. */
export interface AppPaths {
  root: string;
  migrations: string;
  resources: string;
}

/**
 * Finds the application's folder from one of its files.
 * @throws when no parent folder holds the migrations: the installation is incomplete.
 */
export function appPaths(from: string): AppPaths {
  for (let folder = from; ; folder = dirname(folder)) {
    const migrations = join(folder, "drizzle");
    if (existsSync(join(migrations, "meta/_journal.json"))) {
      return { root: folder, migrations, resources: join(folder, "resources") };
    }
    if (dirname(folder) === folder) throw new Error("Daftar's own files are incomplete");
  }
}

/** Today's date on this machine, `YYYY-MM-DD`. */
export function localToday(now: Date = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Local date and minute of an instant, `YYYY-MM-DD HH:MM`. @param at milliseconds UTC. */
export function localMinute(at: number): string {
  const when = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${localToday(when)} ${two(when.getHours())}:${two(when.getMinutes())}`;
}
