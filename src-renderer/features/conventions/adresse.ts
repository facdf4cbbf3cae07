import { conventionStatut } from "../../../src-main/contract/conventions.ts";
import type { ConventionFilter } from "../../../src-main/contract/conventions.ts";
import type { ListParams } from "../../lib/listParams.ts";

/** What the address of the list narrows, its words apart. */
export function filtreDe({ codes, day, text }: ListParams): ConventionFilter {
  const statut = conventionStatut.options.filter((one) => codes("statut").includes(one));
  const dans = text("dans");
  const some = (name: string): string[] | undefined =>
    codes(name).length > 0 ? codes(name) : undefined;
  const filter = {
    statut: statut.length > 0 ? statut : undefined,
    type: some("type"),
    programme: some("programme"),
    officierId: some("officier"),
    pole: codes("pole")[0],
    dansJours: /^\d{1,4}$/.test(dans) ? Number(dans) : undefined,
    signeDu: day("signeDu"),
    signeAu: day("signeAu"),
    avenants: text("avenants") === "non" ? false : undefined,
  };
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as ConventionFilter;
}
