import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureBuild } from "./build.ts";
import { launchElectron, prepareElectron } from "./electron.ts";
import { LaunchError, runEntry } from "./errors.ts";
import { PROJECT_ROOT } from "./paths.ts";

const FOLDER = join(PROJECT_ROOT, "out", "demo");
const DATABASE = join(FOLDER, "daftar.db");
const PROFILE = join(FOLDER, "profile");

await runEntry(async () => {
  const prepared = await prepareElectron();
  try {
    if (isOpen()) {
      throw new LaunchError("DEMO_FAILED", "The demonstration is already open: close it first.");
    }
    await ensureBuild();
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    await createDatabase();
    const args = [`--user-data-dir=${PROFILE}`, `--daftar-db=${DATABASE}`];
    if (!prepared.headless) return await launchElectron({ prepared, args });

    // Nothing but the paths goes to stdout.
    const stdio = ["ignore", 2, "inherit"] as const;
    const code = await launchElectron({
      prepared,
      args: [...args, `--daftar-capture=${FOLDER}`],
      stdio: [...stdio],
    });
    const files = (await readdir(FOLDER)).filter((name) => /\.(png|pdf)$/.test(name)).toSorted();
    if (code !== 0 || files.length === 0) {
      throw new LaunchError(
        "DEMO_FAILED",
        `The demonstration ended with code ${code} and ${files.length} pictures in ${FOLDER}.`,
      );
    }
    for (const name of files) process.stdout.write(`${join(FOLDER, name)}\n`);
    return 0;
  } finally {
    prepared.stop();
  }
});

function createDatabase(): Promise<void> {
  const cli = join(PROJECT_ROOT, "src-main", "cli", "index.ts");
  const child = spawn(process.execPath, [cli, "init", "--db", DATABASE, "--demo"], {
    cwd: PROJECT_ROOT,
    stdio: ["ignore", 2, "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) return resolve();
      const sentence = "The demonstration database could not be created: see the lines above.";
      reject(new LaunchError("DEMO_FAILED", sentence));
    });
  });
}

/** Whether a Daftar still runs on the demonstration: Chromium's lock names its process. */
function isOpen(): boolean {
  try {
    const holder = readlinkSync(join(PROFILE, "SingletonLock"));
    process.kill(Number(holder.slice(holder.lastIndexOf("-") + 1)), 0);
    return true;
  } catch {
    return false;
  }
}
