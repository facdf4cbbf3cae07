import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Playwright loads this only into an Electron it found itself. Without it the application starts before
 * Playwright listens, and one launch in ten waits for a navigation that was missed. Goes behind `-r`.
 */
export const electronLoader = join(
  dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")),
  "lib/server/electron/loader.js",
);
