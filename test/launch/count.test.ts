import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PROJECT_ROOT } from "../../src-main/launch/paths.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "daftar-count-"));
  mkdirSync(join(root, ".ci"));
  mkdirSync(join(root, "out", "test"), { recursive: true });
  copyFileSync(join(PROJECT_ROOT, ".ci", "count.mjs"), join(root, ".ci", "count.mjs"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function report(name: string, content: object): void {
  writeFileSync(join(root, "out", "test", name), JSON.stringify(content));
}

function count(testStatus: number): [string, number | null] {
  const script = join(root, ".ci", "count.mjs");
  const { stdout, status } = spawnSync(process.execPath, [script, String(testStatus)]);
  return [stdout.toString(), status];
}

test("both runners are added up, failures of either one included", () => {
  report("vitest.json", { numPassedTests: 5, numFailedTests: 1 });
  report("playwright.json", { stats: { expected: 3, unexpected: 2, flaky: 1 } });
  expect(count(1)).toEqual(["9 passed, 3 failed\n", 1]);
});

test("a whole success exits with 0", () => {
  report("vitest.json", { numPassedTests: 5, numFailedTests: 0 });
  report("playwright.json", { stats: { expected: 3, unexpected: 0, flaky: 0 } });
  expect(count(0)).toEqual(["8 passed, 0 failed\n", 0]);
});

test("a runner that never ran is not a success", () => {
  report("vitest.json", { numPassedTests: 5, numFailedTests: 0 });
  expect(count(0)).toEqual(["5 passed, 1 failed\n", 1]);
});

test("a failure outside any test is not hidden by reports without failures", () => {
  report("vitest.json", { numPassedTests: 5, numFailedTests: 0 });
  report("playwright.json", { stats: { expected: 3, unexpected: 0, flaky: 0 } });
  expect(count(2)).toEqual(["8 passed, 1 failed\n", 2]);
});
