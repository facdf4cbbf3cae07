import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));

const topLevel = new Set([
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "electron.vite.config.ts",
  "src-main",
  "src-renderer",
  "drizzle",
  "test",
  "resources",
  "README.md",
  "DECISIONS.md",
  "CHANGELOG.md",
  "LICENSE",
]);

test("a file or folder that the house does not know stands at the top level", () => {
  const top = new Set(tracked.map((file) => file.split("/")[0]!));
  expect([...top].filter((name) => !topLevel.has(name) && !name.startsWith("."))).toEqual([]);
});

test("a folder of the house opens without a README", () => {
  const folders = [
    "drizzle",
    "resources",
    "test",
    ...["src-main", "src-renderer"].flatMap((side) =>
      readdirSync(join(root, side))
        .map((name) => join(side, name))
        .filter((path) => statSync(join(root, path)).isDirectory()),
    ),
    ...readdirSync(join(root, "src-renderer/features")).map((name) =>
      join("src-renderer/features", name),
    ),
  ];
  const bare = folders.filter(
    (folder) =>
      statSync(join(root, folder)).isDirectory() && !existsSync(join(root, folder, "README.md")),
  );
  expect(bare).toEqual([]);
});

test("a dependency floats: another machine would install another version", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.keys(all).length).toBeGreaterThan(30);
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("sibling packages are pinned to different versions", () => {
  const manifest = readFileSync(join(root, "package.json"), "utf8");
  for (const scope of ["@mantine", "@orpc"]) {
    const versions = new Set(
      [...manifest.matchAll(new RegExp(`"${scope}/[^"]+": "([^"]+)"`, "g"))].map((m) => m[1]),
    );
    expect(versions.size, scope).toBe(1);
  }
});

test("npm ci compiles the SQLite driver, which a bare machine cannot", () => {
  // The package ships its binaries and says `gypfile: false`, but npm ci reads the lock alone: without this
  // mark there it calls node-gyp. npm drops the mark when it writes the lock anew.
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { gypfile?: boolean }>;
  };
  expect(lock.packages["node_modules/better-sqlite3"]?.gypfile).toBe(false);
});

test("the product reaches outside its own folder", () => {
  const bad = tracked.filter(
    (file) =>
      /\.(?:ts|tsx|json|sh|mjs)$/.test(file) &&
      !file.endsWith("layout.test.ts") &&
      /\.\.\/shared\b|\/work\//.test(readFileSync(join(root, file), "utf8")),
  );
  expect(bad).toEqual([]);
});

test("an article of law, a rate or a delay is written in the code of the rules", () => {
  // Thirty days, 250 MDH, 30 %…: they belong to resources/reference, with a date and a source.
  const bad = tracked.filter(
    (file) =>
      /^src-main\/(?:domain|services)\/.*\.ts$/.test(file) &&
      !file.includes("/seed/") &&
      /\b(?:DELAI|DELAY|RATE|TAUX|PLAFOND|SEUIL)[A-Z_]*\s*=\s*\d/.test(
        readFileSync(join(root, file), "utf8"),
      ),
  );
  expect(bad).toEqual([]);
});
