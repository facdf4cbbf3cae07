import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

const largestLog = 2 * 1024 * 1024;
let file: string | null = null;

/** Chooses the folder of the log; before that, lines go to the error output only. */
export function openLog(folder: string): void {
  mkdirSync(folder, { recursive: true });
  file = join(folder, "daftar.log");
  try {
    if (statSync(file).size > largestLog) renameSync(file, join(folder, "daftar.1.log"));
  } catch {
    // No log yet.
  }
}

/** Writes one line to the log, with its instant. */
export function log(line: string): void {
  const text = `${new Date().toISOString()} ${line}\n`;
  process.stderr.write(text);
  if (file) appendFileSync(file, text);
}
