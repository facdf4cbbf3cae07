import { ensureBuild } from "./build.ts";
import { launchElectron, prepareElectron } from "./electron.ts";
import { announce, runEntry } from "./errors.ts";

await runEntry(async () => {
  const prepared = await prepareElectron();
  try {
    await ensureBuild();
    if (prepared.headless) {
      announce(`there is no display: running on the virtual one ${prepared.env["DISPLAY"]}.`);
    }
    return await launchElectron({ prepared, args: process.argv.slice(2) });
  } finally {
    prepared.stop();
  }
});
