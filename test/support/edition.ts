import { join } from "node:path";
import type { Context } from "../../src-main/services/context.ts";
import { addPassage, createDossier } from "../../src-main/services/dossiers.ts";
import { publierEdition } from "../../src-main/services/editions.ts";
import { localToday } from "../../src-main/services/paths.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import { openStore } from "../../src-main/store/database.ts";

const root = join(import.meta.dirname, "../..");
export const migrations = join(root, "drizzle");

/** A project approved, of so many centimes. */
export function approve(ctx: Context, intituleFr: string, montant: number): string {
  const { id } = createDossier(ctx, {
    projet: { intituleFr, montant },
    porteur: { nomFr: `Société ${intituleFr}` },
    dossier: { acte: "permis_de_construire", deposeLe: "2026-01-05", diffuseLe: "2026-01-06" },
  });
  addPassage(ctx, {
    dossierId: id!,
    tenuLe: "2026-01-20",
    decision: "favorable",
    observation: null,
  });
  return id!;
}

/** In a register that is closed elsewhere, an edition of the performance, and a project approved since. */
export async function published(path: string): Promise<string> {
  const store = openStore(path, { mode: "existing", migrations });
  const ctx: Context = {
    store,
    resources: join(root, "resources"),
    today: () => localToday(),
    read: readInPlace(store.db),
  };
  approve(ctx, "Moulin", 1_000_000_000);
  const { id } = await publierEdition(ctx, {
    demande: { key: "performance" },
    titre: "Bilan de février",
  });
  approve(ctx, "Serre", 250_000_000);
  store.close();
  return id;
}
