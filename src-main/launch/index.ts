export { ensureDisplay } from "./display.ts";
export type { Display } from "./display.ts";
export { launchElectron, prepareElectron } from "./electron.ts";
export type { LaunchOptions, PreparedElectron } from "./electron.ts";
export { LaunchError } from "./errors.ts";
export type { LaunchErrorCode } from "./errors.ts";
export { ensureLibraries } from "./libraries.ts";
export { findElectron } from "./runtime.ts";
export type { ElectronRuntime, FindElectronOptions } from "./runtime.ts";
