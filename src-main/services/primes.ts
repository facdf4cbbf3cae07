import type { ProjetSimule, RegimeSimule } from "../contract/primes.ts";
import { simulatePrimes } from "../domain/primes.ts";
import { prepared } from "../store/database.ts";
import { referenceRows, territoires } from "../store/queries/reference.ts";
import type { Context } from "./context.ts";
import { Invalid } from "./records/errors.ts";

/**
 * What every regime of the charter gives some projects, by the register's own lists.
 * @param input.asOf day whose rules hold; today when absent
 * @throws Invalid when a territory is not in the register
 */
export function simulerPrimes(
  ctx: Context,
  input: { asOf?: string | null | undefined; projets: readonly ProjetSimule[] },
): { asOf: string; resultats: { regimes: RegimeSimule[] }[] } {
  const { db } = ctx.store;
  const asOf = input.asOf ?? ctx.today();
  const places = territoires(db);
  const lists = {
    regimes: referenceRows(db, "regime"),
    primes: referenceRows(db, "prime"),
    seuils: referenceRows(db, "seuil"),
    asOf,
  };
  const resultats = input.projets.map((projet) => {
    const place = places.find(({ code }) => code === projet.territoire);
    if (projet.territoire && !place) {
      throw new Invalid([
        { field: "territoire", code: "unknown_value", params: { value: projet.territoire } },
      ]);
    }
    const categorie = place?.primeCategory ?? null;
    return { regimes: simulatePrimes(projet, { ...lists, categorie }) };
  });
  return { asOf, resultats };
}

/** Kept simulations, the latest first: those of a project, or all of them; 200 at most. */
export function listSimulations(
  ctx: Context,
  projetId?: string,
): { id: string; titre: string; regleLe: string; projetId: string | null }[] {
  return prepared(
    ctx.store,
    `SELECT id, titre, regle_le AS regleLe, projet_id AS projetId FROM simulation
     WHERE deleted_at IS NULL AND (? IS NULL OR projet_id = ?) ORDER BY updated_at DESC LIMIT 200`,
  ).all(projetId ?? null, projetId ?? null) as {
    id: string;
    titre: string;
    regleLe: string;
    projetId: string | null;
  }[];
}
