import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pvComiteModel } from "./comite.ts";
import { avenantModel, conventionModel, lettreSuiviModel } from "./convention.ts";
import { etatExecutionModel } from "./etat.ts";
import { lettreModel } from "./lettre.ts";
import { ordreDuJourModel, pvModel } from "./seance.ts";
import type { ModelLangue } from "./word.ts";

/** The Word models shipped in resources/modeles, by name. `node test/support/models/index.ts` writes them anew. */
export const models: Record<string, (langue: ModelLangue) => Promise<Uint8Array>> = {
  avenant: avenantModel,
  convention: conventionModel,
  lettre: lettreSuiviModel,
  etat_execution: etatExecutionModel,
  lettre_complement: lettreModel,
  ordre_du_jour: ordreDuJourModel,
  pv: pvModel,
  pv_comite: pvComiteModel,
};

/** Where the models are shipped. */
export const modelsFolder = join(import.meta.dirname, "../../../resources/modeles");

if (import.meta.main) {
  for (const [name, model] of Object.entries(models)) {
    for (const langue of ["fr", "ar"] as const) {
      writeFileSync(join(modelsFolder, `${name}.${langue}.docx`), await model(langue));
    }
  }
}
