import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { LaunchError, announce } from "./errors.ts";
import { PROJECT_ROOT } from "./paths.ts";
import { runCommand } from "./run.ts";

const SOURCES = [
  "src-main",
  "src-renderer",
  "resources",
  "drizzle",
  "electron.vite.config.ts",
  "package.json",
];
// Each is emptied and rewritten by its own part of the build, so each must be newer by itself.
const OUTPUTS = ["main", "preload", "renderer"];

/** Whether every part of `out/app` is newer than everything it is built from. */
export function isBuildFresh(projectRoot: string = PROJECT_ROOT): boolean {
  const app = join(projectRoot, "out", "app");
  if (!existsSync(join(app, "main", "index.js"))) return false;
  const sources = Math.max(...SOURCES.map((name) => newest(join(projectRoot, name))));
  return OUTPUTS.every((name) => newest(join(app, name)) > sources);
}

/**
 * Builds the application when its sources have changed since the last time.
 *
 * @throws LaunchError BUILD_FAILED, after the compiler's own words on stderr
 */
export async function ensureBuild(): Promise<void> {
  if (isBuildFresh()) return;
  announce("building the application…");
  const cli = join(PROJECT_ROOT, "node_modules", "electron-vite", "bin", "electron-vite.js");
  const result = await runCommand(process.execPath, [cli, "build"], { cwd: PROJECT_ROOT });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout}${result.stderr}\n`);
  throw new LaunchError("BUILD_FAILED", "The application could not be built: see the lines above.");
}

// Folders count too: their date is what changes when a file is deleted.
function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce(
    (latest, name) => Math.max(latest, newest(join(path, name))),
    stats.mtimeMs,
  );
}
