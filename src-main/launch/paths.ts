import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout, which is also the folder Electron is given as its application. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * The folder that keeps downloaded runtimes between starts, created when absent: under
 * `XDG_CACHE_HOME`, else `~/.cache`, else (home not writable) the project's `node_modules/.cache`.
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
  projectRoot: string = PROJECT_ROOT,
): string {
  const xdg = env["XDG_CACHE_HOME"];
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, ".cache");
  const preferred = join(base, "daftar", "electron");
  try {
    mkdirSync(preferred, { recursive: true });
    accessSync(preferred, constants.W_OK);
    return preferred;
  } catch {
    const local = join(projectRoot, "node_modules", ".cache", "daftar", "electron");
    mkdirSync(local, { recursive: true });
    return local;
  }
}
