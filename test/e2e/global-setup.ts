import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { prepareElectron } from "../../src-main/launch/index.ts";

/** Finds Electron and a display once for all tests; the display ends with them. */
export default async function globalSetup(): Promise<() => void> {
  const built = resolve(
    import.meta.dirname,
    `../../out/${process.env["DAFTAR_BUILD"] ?? "app"}/main/index.js`,
  );
  if (!existsSync(built)) throw new Error("The application is not built: run npm run build first.");
  const prepared = await prepareElectron();
  process.env["DAFTAR_ELECTRON_PATH"] = prepared.executablePath;
  if (prepared.env["DISPLAY"]) process.env["DISPLAY"] = prepared.env["DISPLAY"];
  return () => prepared.stop();
}
