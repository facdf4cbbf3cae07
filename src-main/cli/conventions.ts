import {
  conventionSortKeys,
  conventionStatut,
  type ConventionFilter,
  type ConventionRow,
  type ConventionSort,
} from "../contract/conventions.ts";
import type { Context } from "../services/context.ts";
import { filteredConventions } from "../services/conventions.ts";
import { dateOf, print, text, Usage, wholeNumber, withStore, type Call } from "./call.ts";
import { codeOf, conditionsOf, onlyEqual, organisationOf } from "./where.ts";

/** What `--where` and `--search` keep of the conventions. @throws Usage */
export function conventionFilterOf(ctx: Context, call: Call): ConventionFilter {
  const filter: ConventionFilter = {};
  const search = text(call, "search");
  if (search !== undefined) filter.text = search;
  for (const condition of conditionsOf(call)) {
    const { field, value } = condition;
    onlyEqual(condition, "aucun champ des conventions");
    if (field === "statut") {
      const known = conventionStatut.options.find((each) => each === value);
      if (!known) throw new Usage(`statut attend l'un de ${conventionStatut.options.join(", ")}.`);
      filter.statut = [...(filter.statut ?? []), known];
    } else if (field === "type") {
      filter.type = [...(filter.type ?? []), codeOf(ctx, "type_convention", condition)];
    } else if (field === "programme")
      filter.programme = [...(filter.programme ?? []), codeOf(ctx, "programme", condition)];
    else if (field === "pole") filter.pole = codeOf(ctx, "pole", condition);
    else if (field === "partie") filter.organisationId = organisationOf(ctx, condition);
    else if (field === "dansJours") {
      if (!/^\d{1,4}$/.test(value)) throw new Usage("dansJours attend un nombre de jours.");
      filter.dansJours = Number(value);
    } else throw new Usage(`Champ inconnu : ${field}.`);
  }
  return filter;
}

/** `daftar list conventions`: every convention and avenant as it stood on a day. Amounts in centimes. */
export async function conventionsCommand(call: Call): Promise<number> {
  const limit = wholeNumber(call, "limit", 1, 1_000_000) ?? 100;
  const asked = text(call, "sort") ?? "-numero";
  const desc = asked.startsWith("-");
  const key = (desc ? asked.slice(1) : asked) as ConventionSort["key"];
  if (!conventionSortKeys.includes(key)) {
    throw new Usage(`--sort attend l'un de ${conventionSortKeys.join(", ")}.`);
  }
  return withStore(call, async (ctx) => {
    const day = dateOf(call, "as-of") ?? ctx.today();
    const filter = conventionFilterOf(ctx, call);
    const all = filteredConventions(ctx.store.db, { filter, sort: { key, desc }, day });
    const rows = all.slice(0, limit).map(({ montant, ...row }: ConventionRow) => ({
      ...row,
      montantCentimes: montant,
    }));
    print(call, { asOf: day, count: all.length, rows }, () =>
      rows
        .map((row) =>
          [row.numero, row.statut, row.effetLe ?? "", row.finLe ?? "", row.intituleFr].join("\t"),
        )
        .join("\n"),
    );
    return 0;
  });
}
