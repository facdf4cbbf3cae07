import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|tsx)$/.test(name))
    .map((name) => join(folder, name));
}

/** Modules a file imports, exports from, or loads: as written, comments and types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*["']([^"']+)["']|import\s*\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s*["']([^"']+)["']/g,
  );
  return [...found].map((match) => (match[1] ?? match[2] ?? match[3])!);
}

/** The part of src-main a file belongs to, or the first folders of a renderer file. */
function partOf(file: string): string {
  const [top, second, third] = file.split("/");
  if (top === "src-main") return second === "index.ts" ? "index" : second!;
  return second === "features" ? `features/${third}` : (second ?? "");
}

interface Edge {
  file: string;
  from: string;
  to: string;
  module: string;
}

function edges(folder: string): { inside: Edge[]; outside: Edge[] } {
  const inside: Edge[] = [];
  const outside: Edge[] = [];
  for (const file of sources(folder)) {
    for (const module of importsOf(file)) {
      if (!module.startsWith(".")) {
        outside.push({ file, from: partOf(file), to: module, module });
        continue;
      }
      const target = relative(root, resolve(root, dirname(file), module));
      inside.push({ file, from: partOf(file), to: target, module });
    }
  }
  return { inside, outside };
}

const main = edges("src-main");
const renderer = edges("src-renderer");

/** What each part of src-main may import from src-main: contract ← domain ← store ← services ← (cli | shell). */
const allowed: Record<string, readonly string[]> = {
  contract: ["contract"],
  domain: ["contract", "domain"],
  store: ["contract", "domain", "store"],
  exchange: ["contract", "domain", "exchange"],
  services: ["contract", "domain", "store", "exchange", "services"],
  // A PDF is printed by the Electron runtime, which `launch` finds.
  cli: ["contract", "domain", "store", "exchange", "services", "launch", "cli"],
  shell: ["contract", "domain", "store", "exchange", "services", "shell"],
  preload: ["preload"],
  launch: ["launch"],
  index: ["contract", "services", "shell"],
};

describe("direction of imports in src-main", () => {
  test("the reader of imports sees nothing, and every rule below passes for nothing", () => {
    expect(main.inside.length).toBeGreaterThan(100);
    expect(renderer.inside.length).toBeGreaterThan(100);
    expect(main.outside.some((edge) => edge.module === "electron")).toBe(true);
  });

  test("a part reaches up the chain contract ← domain ← store ← services ← (cli | shell)", () => {
    const bad = main.inside.filter(
      (edge) => !allowed[edge.from]?.includes(partOf(edge.to)) || !edge.to.startsWith("src-main/"),
    );
    expect(bad.map((edge) => `${edge.file} → ${edge.to}`)).toEqual([]);
  });

  test("a part that nobody declared appears beside the others", () => {
    const parts = new Set(sources("src-main").map(partOf));
    expect([...parts].filter((part) => !(part in allowed))).toEqual([]);
  });

  test("the contract depends on more than zod and the oRPC contract", () => {
    const bad = main.outside.filter(
      (edge) => edge.from === "contract" && !["zod", "@orpc/contract"].includes(edge.module),
    );
    expect(bad.map((edge) => `${edge.file} → ${edge.module}`)).toEqual([]);
  });

  test("the domain touches files, the clock's modules or a database", () => {
    const bad = main.outside.filter(
      (edge) => edge.from === "domain" && !["fractional-indexing", "jsep"].includes(edge.module),
    );
    expect(bad.map((edge) => `${edge.file} → ${edge.module}`)).toEqual([]);
    const impure = sources("src-main/domain").filter((file) =>
      /\bDate\.now\(|new Date\(\)|Math\.random\(|process\./.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
    expect(impure).toEqual([]);
  });

  test("Electron is imported outside shell/, preload/ and index.ts", () => {
    const bad = main.outside.filter(
      (edge) => edge.module === "electron" && !["shell", "preload", "index"].includes(edge.from),
    );
    expect(bad.map((edge) => edge.file)).toEqual([]);
  });

  test("SQLite is opened outside store/", () => {
    const bad = [...main.outside, ...renderer.outside].filter(
      (edge) => /^(?:better-sqlite3|drizzle-orm)/.test(edge.module) && edge.from !== "store",
    );
    expect(bad.map((edge) => edge.file)).toEqual([]);
  });
});

describe("direction of imports in src-renderer", () => {
  test("the page imports from src-main something else than contract/", () => {
    const bad = renderer.inside.filter(
      (edge) => edge.to.startsWith("src-main/") && !edge.to.startsWith("src-main/contract/"),
    );
    expect(bad.map((edge) => `${edge.file} → ${edge.to}`)).toEqual([]);
  });

  test("a feature imports another feature", () => {
    const bad = renderer.inside.filter(
      (edge) =>
        edge.from.startsWith("features/") &&
        partOf(edge.to).startsWith("features/") &&
        partOf(edge.to) !== edge.from,
    );
    expect(bad.map((edge) => `${edge.file} → ${edge.to}`)).toEqual([]);
  });

  test("ui/, data/, lib/ or i18n/ know a feature or the frame", () => {
    const bad = renderer.inside.filter(
      (edge) =>
        ["ui", "data", "lib", "i18n"].includes(edge.from) &&
        /^(?:features\/|app$)/.test(partOf(edge.to)),
    );
    expect(bad.map((edge) => `${edge.file} → ${edge.to}`)).toEqual([]);
  });

  test("Mantine is imported outside ui/", () => {
    const bad = renderer.outside.filter(
      (edge) => edge.module.startsWith("@mantine/") && edge.from !== "ui",
    );
    expect(bad.map((edge) => edge.file)).toEqual([]);
  });

  test("the page imports Node or Electron", () => {
    const bad = renderer.outside.filter((edge) => /^(?:node:|electron$)/.test(edge.module));
    expect(bad.map((edge) => edge.file)).toEqual([]);
  });

  test("the main side imports the page", () => {
    expect(main.inside.filter((edge) => edge.to.startsWith("src-renderer/"))).toEqual([]);
  });
});
