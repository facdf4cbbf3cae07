import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  readdirSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openStore } from "../../src-main/store/database.ts";
import { appPaths } from "../../src-main/services/paths.ts";
import { foundRegister, setUpDesk } from "../../src-main/services/register.ts";
import { seedRegion } from "../../src-main/services/seed/write.ts";

export const root = resolve(import.meta.dirname, "../..");
export const paths = appPaths(root);
const folder = join(root, "out/bench");

export interface Figure {
  files: number;
  what: string;
  /** Milliseconds. */
  median: number;
  p95: number;
  /** The bare SQL statement on the same file, in milliseconds; null where there is none. */
  floor: number | null;
  /** The bar of the design at 1 000 000 files, milliseconds; null where it sets none. */
  bar: number | null;
}

/** Options of the command line: sizes to measure, or two runs to compare. */
export function options(): { sizes: number[]; compare: string[] | null } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      million: { type: "boolean" },
      only: { type: "string" },
      compare: { type: "boolean" },
    },
  });
  if (values.compare) return { sizes: [], compare: positionals };
  if (values.only !== undefined)
    return { sizes: values.only.split(",").map(Number), compare: null };
  return { sizes: [10_000, 100_000, ...(values.million ? [1_000_000] : [])], compare: null };
}

/** A generated register of about this many files, made once for each schema. */
export async function register(files: number): Promise<string> {
  const schema = createHash("sha256");
  for (const name of readdirSync(paths.migrations).toSorted()) {
    if (name.endsWith(".sql")) schema.update(readFileSync(join(paths.migrations, name)));
  }
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${files}-${schema.digest("hex").slice(0, 12)}.db`);
  if (existsSync(path)) return path;
  process.stderr.write(`generating ${files} files…\n`);
  const partial = `${path}.partial`;
  for (const end of ["", "-wal", "-shm"]) rmSync(partial + end, { force: true });
  const store = openStore(partial, { mode: "create", migrations: paths.migrations });
  foundRegister(store, paths.resources);
  setUpDesk(store, { nom: "Mesure", langue: "fr", region: "05" });
  // The generator makes about 1.3 files per project.
  const projects = Math.round(files / 1.3);
  await seedRegion(store, { projects, seed: 7, today: "2026-11-20" }, () => {});
  store.db.pragma("wal_checkpoint(TRUNCATE)");
  store.close();
  renameSync(partial, path);
  return path;
}

/** Runs some work many times: median and 95th percentile in milliseconds, after a warm-up. */
export async function timed(
  runs: number,
  work: (i: number) => unknown,
): Promise<{ median: number; p95: number }> {
  const times: number[] = [];
  for (let i = -3; i < runs; i += 1) {
    const start = performance.now();
    await work(i);
    if (i >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, p95: times[Math.ceil(times.length * 0.95) - 1]! };
}

const milliseconds = (n: number | null) => (n === null ? "–" : n.toFixed(n < 10 ? 2 : 0));

/** Prints the table and keeps it as JSON. */
export function publish(name: string, figures: readonly Figure[]): void {
  const rows = figures.map((figure) => [
    String(figure.files),
    figure.what,
    milliseconds(figure.median),
    milliseconds(figure.p95),
    milliseconds(figure.floor),
    figure.floor ? `${(figure.median / figure.floor).toFixed(1)}×` : "–",
    milliseconds(figure.bar),
  ]);
  table(["files", "what", "median ms", "p95 ms", "bare SQL ms", "ratio", "bar at 1 M"], rows);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${new Date().toISOString().replace(/[:.]/g, "-")}.json`);
  writeFileSync(file, JSON.stringify({ node: process.version, figures }, null, 1));
  process.stdout.write(`\n${file}\n`);
}

/** Sets two runs side by side. */
export function compare(files: readonly string[]): void {
  const [before, after] = files.map(
    (file) => (JSON.parse(readFileSync(file, "utf8")) as { figures: Figure[] }).figures,
  );
  if (!before || !after) throw new Error("compare needs two files");
  const rows = after.map((figure) => {
    const old = before.find((each) => each.files === figure.files && each.what === figure.what);
    return [
      String(figure.files),
      figure.what,
      milliseconds(old?.median ?? null),
      milliseconds(figure.median),
      old ? `${(figure.median / old.median).toFixed(2)}×` : "–",
    ];
  });
  table(["files", "what", "before ms", "after ms", "after/before"], rows);
}

function table(head: string[], rows: string[][]): void {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]!.length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i === 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ");
  process.stdout.write(`${[head, ...rows].map(line).join("\n")}\n`);
}
