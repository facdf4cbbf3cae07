export { ensureBuild } from "./build.ts";
export { ensureDisplay } from "./display.ts";
export { prepareElectron } from "./electron.ts";
export type { PreparedElectron } from "./electron.ts";
export { LaunchError } from "./errors.ts";
export { ensureLibraries } from "./libraries.ts";
export { findElectron } from "./runtime.ts";
export type { FindElectronOptions } from "./runtime.ts";
