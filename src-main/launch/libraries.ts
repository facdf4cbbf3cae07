import { tmpdir } from "node:os";
import { join } from "node:path";
import { LaunchError, announce } from "./errors.ts";
import { withLock } from "./lock.ts";
import { lastLine, runCommand } from "./run.ts";
import type { Run } from "./run.ts";

/** What a bare Debian lacks to run Electron, the virtual display included. */
export const DEBIAN_PACKAGES = [
  "xvfb",
  "xauth",
  "libgtk-3-0",
  "libnss3",
  "libgbm1",
  "libasound2",
  "libxss1",
  "libxtst6",
  "libatspi2.0-0",
  "libdrm2",
  "libcups2",
  "libnotify4",
  "libsecret-1-0",
];

/** The machine as the library and display checks see it; every part has its real value by default. */
export interface MachineOptions {
  platform?: NodeJS.Platform;
  /** The user's id; 0 is root. */
  uid?: number;
  run?: Run;
  announce?: (line: string) => void;
}

/**
 * Makes sure that the shared libraries the binary is linked with are there (Linux only): as root on
 * Debian the missing ones are installed, otherwise the error carries the one command to type.
 *
 * @throws LaunchError MISSING_LIBRARIES, INSTALL_FAILED
 */
export async function ensureLibraries(
  electronPath: string,
  options: MachineOptions = {},
): Promise<void> {
  if ((options.platform ?? process.platform) !== "linux") return;
  const run = options.run ?? runCommand;
  const missing = await missingLibraries(electronPath, run);
  if (missing.length === 0) return;
  const lack = `Electron lacks ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? "…" : ""}`;
  if (!(await installDebianPackages(lack, options))) {
    throw new LaunchError("MISSING_LIBRARIES", `${lack}: type "${installCommand()}".`);
  }
  const left = await missingLibraries(electronPath, run);
  if (left.length > 0) {
    throw new LaunchError(
      "MISSING_LIBRARIES",
      `Electron still lacks ${left.join(", ")} after apt-get installed the known packages: ` +
        "install what provides them.",
    );
  }
}

/** The one command that brings everything, for whoever has the right to type it. */
export function installCommand(): string {
  return `sudo apt-get install -y --no-install-recommends ${DEBIAN_PACKAGES.join(" ")}`;
}

/**
 * Installs {@link DEBIAN_PACKAGES} when the user is root and the system has apt-get, and says so.
 *
 * @param why what is missing, put at the head of the announcement
 * @returns false when this user or system cannot install
 * @throws LaunchError INSTALL_FAILED
 */
export async function installDebianPackages(
  why: string,
  options: MachineOptions = {},
): Promise<boolean> {
  const uid = options.uid ?? process.getuid?.() ?? -1;
  const run = options.run ?? runCommand;
  if (uid !== 0 || (await run("apt-get", ["--version"])).absent) return false;
  return withLock(join(tmpdir(), "daftar-apt.lock"), async () => {
    (options.announce ?? announce)(`${why}; installing ${DEBIAN_PACKAGES.length} Debian packages…`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const quiet = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
    // A failed update is not final: the lists already there may be enough.
    await run("apt-get", [...quiet, "update"], { env });
    const install = [...quiet, "install", "-y", "--no-install-recommends", ...DEBIAN_PACKAGES];
    const result = await run("apt-get", install, { env });
    if (result.status === 0) return true;
    throw new LaunchError(
      "INSTALL_FAILED",
      `apt-get could not install the packages Electron needs (${lastLine(result.stderr)}): ` +
        `type "${installCommand()}".`,
    );
  });
}

async function missingLibraries(electronPath: string, run: Run): Promise<string[]> {
  const { stdout } = await run("ldd", [electronPath]);
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? "");
}
