import { join } from "node:path";
import type { Progress } from "../contract/primitives.ts";
import { commit } from "../store/ledger.ts";
import { authorOf, type Context } from "./context.ts";
import { importFile } from "./imports/run.ts";
import { putSetting } from "./register.ts";
import { seedRegion } from "./seed/write.ts";

/** Projects of the demonstration region: about as many files as the barometer counts. */
const demonstrationProjects = 1000;
const demonstrationSeed = 5;

/** The demonstration region: the published indicators, and generated files that are clearly fictitious. */
export async function* buildDemonstration(ctx: Context): AsyncGenerator<Progress, void, void> {
  const { store } = ctx;
  commit(store, { kind: "registre.demonstration", userId: authorOf(store.db) }, (writer) =>
    putSetting(store, writer, "demonstration", "1"),
  );
  const file = join(ctx.resources, "demo/indicateurs.csv");
  for await (const event of importFile(ctx, "indicateurs", file, "indicateurs.csv", {
    dryRun: false,
    actionKind: "registre.indicateurs",
  })) {
    if (event.type === "progress") yield { ...event, step: "indicateurs" };
  }
  let latest: Progress = {
    type: "progress",
    step: "dossiers",
    done: 0,
    total: demonstrationProjects,
  };
  yield latest;
  const seeding = seedRegion(
    store,
    {
      projects: demonstrationProjects,
      seed: demonstrationSeed,
      today: ctx.today(),
      stamp: "now",
      demonstration: true,
    },
    (done, total) => {
      latest = { type: "progress", step: "dossiers", done, total };
    },
  );
  await seeding;
  yield latest;
}
