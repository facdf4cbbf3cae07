import { execFile } from "node:child_process";

/** How a command ended: `status` is null when it was killed, `absent` when it does not exist. */
export interface RunResult {
  status: number | null;
  absent: boolean;
  stdout: string;
  stderr: string;
}

/** Options of a {@link Run}: `timeoutMs` in milliseconds, after which the command is killed. */
export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
}

/** Runs a command to its end. */
export type Run = (command: string, args: string[], options?: RunOptions) => Promise<RunResult>;

/** Runs a command without a shell and collects what it printed; never rejects. */
export const runCommand: Run = (command, args, options = {}) =>
  new Promise((resolve) => {
    execFile(
      command,
      args,
      {
        cwd: options.cwd,
        env: options.env ?? process.env,
        timeout: options.timeoutMs ?? 0,
        killSignal: "SIGKILL",
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        const code = error?.code;
        const status = error === null ? 0 : typeof code === "number" ? code : null;
        resolve({ status, absent: (code as unknown) === "ENOENT", stdout, stderr });
      },
    );
  });

/** The last line with something on it, to quote a command's reason inside one sentence. */
export function lastLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.findLast((line) => line !== "") ?? "";
}
