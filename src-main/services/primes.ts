import type { ProjetSimule, RegimeSimule } from "../contract/primes.ts";
import { simulatePrimes } from "../domain/primes.ts";
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
