/** A process that edits a register without end and prints each acknowledged action: it is killed from outside. */
import { writeSync } from "node:fs";
import { createDossier } from "../../src-main/services/dossiers.ts";
import { updateRecord } from "../../src-main/services/records/records.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import { openStore } from "../../src-main/store/database.ts";

const [path, migrations, resources] = process.argv.slice(2) as [string, string, string];
const store = openStore(path, { mode: "existing", migrations });
const ctx = { store, resources, today: () => "2026-03-02", read: readInPlace(store.db) };

for (let i = 0; ; i += 1) {
  const made = createDossier(ctx, {
    projet: { intituleFr: `Projet ${i}` },
    dossier: { acte: "avna", deposeLe: "2026-01-05" },
  });
  writeSync(1, `${made.actionId}\n`);
  const changed = updateRecord(ctx, {
    record: "dossier",
    id: made.id!,
    patch: { observation: `passe ${i}` },
  });
  writeSync(1, `${changed.actionId}\n`);
}
