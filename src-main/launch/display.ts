import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { LaunchError } from "./errors.ts";
import { installCommand, installDebianPackages } from "./libraries.ts";
import type { MachineOptions } from "./libraries.ts";
import { runCommand } from "./run.ts";

const START_MS = 15_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A display for Electron. `headless` is true when it is a virtual one that this process started. */
export interface Display {
  /** The value of `DISPLAY`; undefined where windows do not go through X (Windows, macOS, Wayland). */
  display: string | undefined;
  headless: boolean;
  /** Ends the virtual display, and nothing else. Safe to call twice. */
  stop: () => void;
}

/** What {@link ensureDisplay} depends on; every part has its real value by default. */
export interface DisplayOptions extends MachineOptions {
  env?: NodeJS.ProcessEnv;
}

/**
 * The display of the session when there is one, else an Xvfb of 1920×1080 on a free number, which
 * ends with this process, signals included. Xvfb is installed when missing and the user is root.
 *
 * @throws LaunchError NO_XVFB, INSTALL_FAILED
 */
export async function ensureDisplay(options: DisplayOptions = {}): Promise<Display> {
  const env = options.env ?? process.env;
  const present = { headless: false, stop: () => undefined };
  if (env["DISPLAY"]) return { display: env["DISPLAY"], ...present };
  if (env["WAYLAND_DISPLAY"] || (options.platform ?? process.platform) !== "linux") {
    return { display: undefined, ...present };
  }
  const run = options.run ?? runCommand;
  if ((await run("Xvfb", ["-version"])).absent) {
    const lack = "There is no display and no Xvfb";
    if (!(await installDebianPackages(lack, options))) {
      throw new LaunchError(
        "NO_XVFB",
        `${lack} to make a virtual one: type "${installCommand()}".`,
      );
    }
  }
  const withParent = !(await run("setpriv", ["--version"])).absent;
  return startXvfb(withParent);
}

async function startXvfb(withParent: boolean): Promise<Display> {
  const xvfb = ["Xvfb", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"];
  // setpriv ends the server even when this process is killed outright.
  const command = withParent ? ["setpriv", "--pdeathsig", "TERM", ...xvfb] : xvfb;
  const [file = "Xvfb", ...args] = command;
  // Detached: Ctrl+C in a terminal must reach Electron before its display disappears.
  const server = spawn(file, args, {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  const stop = stopper(server);
  try {
    const number = await readDisplayNumber(server);
    server.unref();
    return { display: `:${number}`, headless: true, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function readDisplayNumber(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    const fail = (): void =>
      reject(new LaunchError("NO_XVFB", "The virtual display (Xvfb) did not start: run Xvfb :99."));
    const timer = setTimeout(fail, START_MS);
    let text = "";
    pipe.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (!text.includes("\n")) return;
      clearTimeout(timer);
      pipe.destroy();
      resolve(text.trim());
    });
    const ended = (): void => {
      clearTimeout(timer);
      fail();
    };
    server.once("error", ended).once("exit", ended);
  });
}

function stopper(server: ChildProcess): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    // Somebody else handles the signal: they end what uses the display, then "exit" comes here.
    if (process.listenerCount(signal) > 1) return;
    stop();
    process.kill(process.pid, signal);
  };
  const stop = (): void => {
    process.off("exit", stop);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
  };
  process.once("exit", stop);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return stop;
}
