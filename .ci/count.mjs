// Adds up the JSON reports of vitest and Playwright and prints "N passed, N failed" as its only line.
// Usage: node .ci/count.mjs [exit status of npm test]. Exits non-zero when anything failed.
import { readFileSync } from "node:fs";

/** Reads one report; undefined when the runner did not get as far as writing it. */
function read(file) {
  try {
    return JSON.parse(readFileSync(new URL(`../out/test/${file}`, import.meta.url), "utf8"));
  } catch {
    return undefined;
  }
}

const vitest = read("vitest.json");
const playwright = read("playwright.json");
const status = Number(process.argv[2] ?? 0);

let passed = 0;
let failed = 0;
if (vitest !== undefined) {
  passed += vitest.numPassedTests;
  failed += vitest.numFailedTests;
}
if (playwright !== undefined) {
  // A flaky test failed once and passed when retried: the runner counts it as passed.
  passed += playwright.stats.expected + playwright.stats.flaky;
  failed += playwright.stats.unexpected;
}
// A missing report, or a failure outside any test (a build, a file that does not load), is one.
if (failed === 0 && (status !== 0 || vitest === undefined || playwright === undefined)) failed = 1;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? status || 1 : 0;
