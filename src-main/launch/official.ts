import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLine, runCommand } from "./run.ts";

const CONNECT_MS = 5000;
const DOWNLOAD_MS = 10 * 60 * 1000;
const DEFAULT_BASE = "https://github.com/electron/electron/releases/download/";

/** The official `electron` npm package as it lies in `node_modules`. */
export interface OfficialPackage {
  folder: string;
  version: string;
}

/** Where and how to download the official binary. */
export interface OfficialDownload extends OfficialPackage {
  url: string;
  env: NodeJS.ProcessEnv;
  /** How long to wait for a first answer, in milliseconds; 5 s by default. */
  connectMs?: number;
}

/** Downloads the official binary into its package; gives the reason when it could not. */
export type DownloadOfficial = (download: OfficialDownload) => Promise<string | undefined>;

/** The official package of this checkout, or undefined when `npm ci` has not brought it. */
export function officialPackage(projectRoot: string): OfficialPackage | undefined {
  const folder = join(projectRoot, "node_modules", "electron");
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      version: string;
    };
    return { folder, version: manifest.version };
  } catch {
    return undefined;
  }
}

/** The official binary when it is already there, complete and of the package's version. */
export function installedOfficial(
  { folder, version }: OfficialPackage,
  env: NodeJS.ProcessEnv,
): string | undefined {
  try {
    const dist = env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist");
    const found = readFileSync(join(dist, "version"), "utf8").trim().replace(/^v/, "");
    const path = join(dist, readFileSync(join(folder, "path.txt"), "utf8"));
    return found === version && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Whether Electron publishes a binary for this platform, read from the package's checksum list. */
export function isPublishedFor(
  { folder, version }: OfficialPackage,
  platform: NodeJS.Platform,
  arch: string,
): boolean {
  const checksums = JSON.parse(readFileSync(join(folder, "checksums.json"), "utf8")) as object;
  return `electron-v${version}-${platform}-${arch}.zip` in checksums;
}

/** The address the official binary comes from; the mirror variables are those of `@electron/get`. */
export function officialUrl(
  version: string,
  platform: NodeJS.Platform,
  arch: string,
  env: NodeJS.ProcessEnv,
): string {
  const base =
    env["npm_config_electron_mirror"] ??
    env["NPM_CONFIG_ELECTRON_MIRROR"] ??
    env["ELECTRON_MIRROR"] ??
    DEFAULT_BASE;
  return `${base}v${version}/electron-v${version}-${platform}-${arch}.zip`;
}

/**
 * Runs the package's own `install.js`. Its requests have no bound of their own on a network that
 * drops silently, so a probe of the same address decides within seconds whether to go on waiting.
 */
export const downloadOfficial: DownloadOfficial = async (download) => {
  const { folder, url, env, connectMs = CONNECT_MS } = download;
  const childEnv = { ...env, NODE_USE_ENV_PROXY: "1" };
  const install = spawn(process.execPath, [join(folder, "install.js")], {
    env: childEnv,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  install.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const ended = new Promise<number | null>((resolve) => {
    install.on("close", (code) => resolve(code));
    install.on("error", () => resolve(null));
  });
  const wait = async (): Promise<number | "late" | null> => {
    const started = Date.now();
    const cancel = new AbortController();
    const late = (ms: number) =>
      sleep(ms, "late" as const, { signal: cancel.signal }).catch(() => "late" as const);
    try {
      // A zip already in Electron's own cache needs no network: give it time to unpack.
      const early = await Promise.race([ended, probe(url, childEnv, connectMs)]);
      if (early === "unreachable") {
        const left = Math.max(0, connectMs + 1000 - (Date.now() - started));
        return await Promise.race([ended, late(left)]);
      }
      if (early !== "reachable") return early;
      return await Promise.race([ended, late(DOWNLOAD_MS)]);
    } finally {
      cancel.abort();
    }
  };
  const outcome = await wait();
  if (outcome === 0) return undefined;
  install.kill("SIGKILL");
  const host = new URL(url).host;
  if (outcome === "late" || /fetch failed|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/.test(stderr)) {
    return `no answer from ${host}`;
  }
  return `the download from ${host} failed (${stderr.split("\n")[0] ?? "no reason given"})`;
};

// In a process of its own, because proxy variables are only read when Node starts.
async function probe(
  url: string,
  env: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<"reachable" | "unreachable"> {
  const script = `fetch(${JSON.stringify(url)}, { method: "HEAD" }).then(() => console.log("yes"));`;
  const { stdout } = await runCommand(process.execPath, ["-e", script], { env, timeoutMs });
  return lastLine(stdout) === "yes" ? "reachable" : "unreachable";
}
