/** What can keep Daftar from starting; each code goes with one sentence for the person at the keyboard. */
export type LaunchErrorCode =
  | "NO_NETWORK"
  | "NO_BINARY"
  | "WRONG_HASH"
  | "UNSUPPORTED_PLATFORM"
  | "MISSING_LIBRARIES"
  | "NO_XVFB"
  | "NO_SANDBOX"
  | "INSTALL_FAILED"
  | "BUILD_FAILED"
  | "DEMO_FAILED";

/** A start that cannot go on. `message` is one sentence that says what is wrong and what to do. */
export class LaunchError extends Error {
  readonly code: LaunchErrorCode;

  constructor(code: LaunchErrorCode, sentence: string) {
    super(sentence);
    this.name = "LaunchError";
    this.code = code;
  }
}

/** Says one line to the person at the keyboard, on stderr so that stdout stays usable by scripts. */
export function announce(line: string): void {
  process.stderr.write(`daftar: ${line}\n`);
}

/**
 * Runs an entry script: its number becomes the exit code; a {@link LaunchError} is printed as its
 * sentence, without a stack, and ends the process with 1.
 */
export async function runEntry(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    announce(error.message);
    process.exitCode = 1;
  }
}
