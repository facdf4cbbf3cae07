import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isBuildFresh } from "../../src-main/launch/build.ts";
import { LaunchError, ensureDisplay, ensureLibraries } from "../../src-main/launch/index.ts";
import { DEBIAN_PACKAGES } from "../../src-main/launch/libraries.ts";
import { PROJECT_ROOT } from "../../src-main/launch/paths.ts";
import type { Run, RunResult } from "../../src-main/launch/run.ts";

const LDD_MISSING =
  "\tlinux-vdso.so.1 (0x00007ffd)\n\tlibnss3.so => not found\n\tlibgtk-3.so.0 => not found\n" +
  "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n";
const LDD_COMPLETE = "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n";

/** A machine on which only these commands exist; `calls` keeps what was run. */
function machine(commands: Record<string, (args: string[]) => Partial<RunResult>>) {
  const calls: string[] = [];
  const said: string[] = [];
  const run: Run = async (command, args) => {
    calls.push([command, ...args].join(" "));
    const answer = commands[command];
    const nothing = { status: null, absent: answer === undefined, stdout: "", stderr: "" };
    return answer === undefined ? nothing : { ...nothing, status: 0, ...answer(args) };
  };
  const announce = (line: string): number => said.push(line);
  return { calls, said, run, announce, platform: "linux" as const };
}

describe("system libraries", () => {
  test("missing ones without root give the one command to type, with every package", async () => {
    const it = machine({ ldd: () => ({ stdout: LDD_MISSING }), "apt-get": () => ({}) });
    const error = await ensureLibraries("/electron", { ...it, uid: 1000 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LaunchError);
    const { code, message } = error as LaunchError;
    expect(code).toBe("MISSING_LIBRARIES");
    expect(message).toContain("libnss3.so");
    expect(message).toContain(
      `sudo apt-get install -y --no-install-recommends ${DEBIAN_PACKAGES.join(" ")}`,
    );
    expect(it.calls.filter((call) => call.startsWith("apt-get"))).toEqual([]);
  });

  test("missing ones as root are installed after an update, and it is said in one line", async () => {
    let installed = false;
    const it = machine({
      ldd: () => ({ stdout: installed ? LDD_COMPLETE : LDD_MISSING }),
      "apt-get": (args) => {
        if (args.includes("install")) installed = true;
        return {};
      },
    });
    await ensureLibraries("/electron", { ...it, uid: 0 });
    const apt = it.calls.filter((call) => /apt-get.* (update|install) ?/.test(call));
    expect(apt).toHaveLength(2);
    expect(apt[0]).toContain("update");
    expect(apt[1]).toContain(DEBIAN_PACKAGES.join(" "));
    expect(it.said).toHaveLength(1);
  });

  test("root without apt-get gets the sentence, not an attempt", async () => {
    const it = machine({ ldd: () => ({ stdout: LDD_MISSING }) });
    const work = ensureLibraries("/electron", { ...it, uid: 0 });
    await expect(work).rejects.toMatchObject({ code: "MISSING_LIBRARIES" });
  });

  test("a failing apt-get is reported with its reason", async () => {
    const it = machine({
      ldd: () => ({ stdout: LDD_MISSING }),
      "apt-get": (args) =>
        args.includes("install") ? { status: 100, stderr: "E: Unable to locate libnss3\n" } : {},
    });
    const work = ensureLibraries("/electron", { ...it, uid: 0 });
    await expect(work).rejects.toMatchObject({
      code: "INSTALL_FAILED",
      message: expect.stringContaining("Unable to locate libnss3") as string,
    });
  });

  test("libraries that apt-get did not bring are not passed over", async () => {
    const it = machine({ ldd: () => ({ stdout: LDD_MISSING }), "apt-get": () => ({}) });
    const work = ensureLibraries("/electron", { ...it, uid: 0 });
    await expect(work).rejects.toMatchObject({ code: "MISSING_LIBRARIES" });
  });

  test("a complete system is left alone", async () => {
    const it = machine({ ldd: () => ({ stdout: LDD_COMPLETE }) });
    await ensureLibraries("/electron", { ...it, uid: 0 });
    expect(it.calls).toEqual(["ldd /electron"]);
  });
});

describe("the display", () => {
  test("the session's own X display is used and no server is started", async () => {
    const it = machine({});
    const display = await ensureDisplay({ ...it, env: { DISPLAY: ":5" } });
    expect([display.display, display.headless, it.calls]).toEqual([":5", false, []]);
  });

  test("a Wayland session is a display", async () => {
    const it = machine({});
    const display = await ensureDisplay({ ...it, env: { WAYLAND_DISPLAY: "wayland-0" } });
    expect([display.headless, it.calls]).toEqual([false, []]);
  });

  test("macOS and Windows are not asked for an X server", async () => {
    const display = await ensureDisplay({ ...machine({}), platform: "darwin", env: {} });
    expect([display.display, display.headless]).toEqual([undefined, false]);
  });

  test("no display, no Xvfb and no root give the one command to type", async () => {
    const work = ensureDisplay({ ...machine({}), env: {}, uid: 1000 });
    await expect(work).rejects.toMatchObject({
      code: "NO_XVFB",
      message: expect.stringContaining("sudo apt-get install") as string,
    });
  });
});

describe("the entry scripts", () => {
  test.each(["start.ts", "demo.ts"])(
    "%s ends with one sentence, no stack and code 1",
    async (name) => {
      const script = join(PROJECT_ROOT, "src-main", "launch", name);
      const env = { ...process.env, DAFTAR_ELECTRON_PATH: "/nowhere/electron" };
      const [code, stderr] = await new Promise<[unknown, string]>((resolve) => {
        execFile(process.execPath, [script], { env }, (error, _stdout, text) =>
          resolve([error?.code, text]),
        );
      });
      expect(code).toBe(1);
      expect(stderr).toBe(
        "daftar: DAFTAR_ELECTRON_PATH names /nowhere/electron, which does not exist.\n",
      );
    },
  );
});

describe("the build", () => {
  let root: string;

  /** Writes a file of the given age in seconds; its folders are made old as well. */
  function put(file: string, ageSeconds: number): void {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    const then = Date.now() / 1000 - ageSeconds;
    utimesSync(path, then, then);
    for (let up = dirname(path); up.length > root.length; up = dirname(up)) {
      utimesSync(up, then, then);
    }
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "daftar-build-"));
    put("src-main/index.ts", 100);
    put("src-renderer/ui/button.tsx", 100);
    put("package.json", 100);
    for (const part of ["main", "preload", "renderer"]) put(`out/app/${part}/index.js`, 50);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test("one newer than every source is not made again", () => {
    expect(isBuildFresh(root)).toBe(true);
  });

  test.each(["src-renderer/ui/button.tsx", "drizzle/0001.sql", "package.json"])(
    "a change in %s is not started from the old build",
    (file) => {
      put(file, 10);
      expect(isBuildFresh(root)).toBe(false);
    },
  );

  test("a deleted source is not started from the old build", () => {
    put("src-main/old.ts", 100);
    expect(isBuildFresh(root)).toBe(true);
    rmSync(join(root, "src-main", "old.ts"));
    expect(isBuildFresh(root)).toBe(false);
  });

  test("a build that failed half-way is not taken for complete", () => {
    rmSync(join(root, "out", "app", "renderer"), { recursive: true });
    expect(isBuildFresh(root)).toBe(false);
  });

  test("a checkout never built is not fresh", () => {
    rmSync(join(root, "out"), { recursive: true });
    expect(isBuildFresh(root)).toBe(false);
  });
});
