import { spawn } from "node:child_process";
import type { StdioOptions } from "node:child_process";
import { constants } from "node:os";
import { ensureDisplay } from "./display.ts";
import { LaunchError } from "./errors.ts";
import { ensureLibraries } from "./libraries.ts";
import { PROJECT_ROOT } from "./paths.ts";
import { runCommand } from "./run.ts";
import { findElectron } from "./runtime.ts";
import type { ElectronRuntime } from "./runtime.ts";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const SAME_SIGNAL_MS = 500;

/** Everything needed to start Electron, in the shape of Playwright's `_electron.launch`. */
export interface PreparedElectron {
  executablePath: string;
  /** The whole environment of the child, with its display. */
  env: Record<string, string>;
  /** Chromium switches (`--no-sandbox` when root), then the application's folder; append the application's own. */
  args: string[];
  /** True when the display is a virtual one started here. */
  headless: boolean;
  origin: ElectronRuntime["origin"];
  version: string;
  /** Ends the virtual display, if one was started. */
  stop: () => void;
}

/**
 * Finds Electron, its libraries and a display.
 *
 * @param appPath the application's folder, by default the checkout
 * @throws LaunchError any code but BUILD_FAILED and DEMO_FAILED
 */
export async function prepareElectron(appPath: string = PROJECT_ROOT): Promise<PreparedElectron> {
  const { path, origin, version } = await findElectron();
  await ensureLibraries(path);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) await ensureSandbox(path);
  const { display, headless, stop } = await ensureDisplay();
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    // Set by some editors' terminals, it would turn Electron into plain Node.
    if (value !== undefined && name !== "ELECTRON_RUN_AS_NODE") env[name] = value;
  }
  if (display !== undefined) env["DISPLAY"] = display;
  // A virtual display has no session bus: Chromium would complain of it a dozen times.
  const switches = [...(isRoot ? ["--no-sandbox"] : []), ...(headless ? ["--log-level=3"] : [])];
  const args = [...switches, appPath];
  return { executablePath: path, env, args, headless, origin, version, stop };
}

/** What to start, and how. */
export interface LaunchOptions {
  /** Arguments after the application's folder. */
  args?: string[];
  /** Variables added to the environment. */
  env?: Record<string, string>;
  stdio?: StdioOptions;
  /** Made beforehand by {@link prepareElectron}, when the caller had to look at it first. */
  prepared?: PreparedElectron;
}

/**
 * Starts Daftar and waits for its end, forwarding the signals that ask this process to stop.
 *
 * @returns the exit code, 128 + the signal's number when a signal ended it
 * @throws LaunchError as {@link prepareElectron}; NO_BINARY when the binary cannot be executed
 */
export async function launchElectron(options: LaunchOptions = {}): Promise<number> {
  const prepared = options.prepared ?? (await prepareElectron());
  // A process group of its own: Ctrl+C then reaches Electron once, a second time would kill it.
  const child = spawn(prepared.executablePath, [...prepared.args, ...(options.args ?? [])], {
    env: { ...prepared.env, ...options.env },
    stdio: options.stdio ?? "inherit",
    detached: process.platform !== "win32",
  });
  let last = 0;
  const forward = (signal: NodeJS.Signals): void => {
    const now = Date.now();
    if (now - last > SAME_SIGNAL_MS) child.kill(signal);
    last = now;
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", ({ message }) => {
        const sentence = `Electron at ${prepared.executablePath} cannot be executed: ${message}.`;
        reject(new LaunchError("NO_BINARY", sentence));
      });
      child.once("exit", (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
    prepared.stop();
  }
}

/** Chromium's sandbox needs user namespaces or a set-uid helper; without them it only aborts. */
async function ensureSandbox(electronPath: string): Promise<void> {
  if (process.platform !== "linux") return;
  const namespaces = await runCommand("unshare", ["--user", "--map-root-user", "true"]);
  if (namespaces.status === 0 || namespaces.absent) return;
  const helper = electronPath.replace(/[^/]*$/, "chrome-sandbox");
  const found = await runCommand("find", [helper, "-user", "root", "-perm", "4755"]);
  if (found.stdout.trim() !== "") return;
  throw new LaunchError(
    "NO_SANDBOX",
    `This system denies user namespaces, which Chromium's sandbox needs: type ` +
      `"sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'".`,
  );
}
