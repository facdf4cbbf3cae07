import {
  financementSortKeys,
  type FinancementFilter,
  type FinancementRow,
  type FinancementSort,
} from "../contract/financements.ts";
import type { Context } from "../services/context.ts";
import { listFinancements, totalFinancements } from "../services/financements.ts";
import { print, text, Usage, wholeNumber, withStore, type Call } from "./call.ts";
import {
  amountBounds,
  codeOf,
  conditionsOf,
  dateBounds,
  onlyEqual,
  organisationOf,
  type Bounds,
} from "./where.ts";

const lists: Record<string, { list: string; key: "type" | "categorie" | "statut" | "programme" }> =
  {
    type: { list: "type_financement", key: "type" },
    categorie: { list: "categorie_collaboratif", key: "categorie" },
    statut: { list: "statut_financement", key: "statut" },
    programme: { list: "programme", key: "programme" },
  };

/** What `--where` and `--search` keep of the financements. @throws Usage */
export function financementFilterOf(ctx: Context, call: Call): FinancementFilter {
  const filter: FinancementFilter = {};
  let amounts: Bounds<number> = {};
  let days: Bounds<string> = {};
  const search = text(call, "search");
  if (search !== undefined) filter.text = search;
  for (const condition of conditionsOf(call)) {
    const { field } = condition;
    const list = lists[field];
    if (field === "montant") amounts = amountBounds(amounts, condition);
    else if (field === "demandeLe" || field === "demande_le") days = dateBounds(days, condition);
    else {
      onlyEqual(condition, "montant et demandeLe");
      if (list) filter[list.key] = [...(filter[list.key] ?? []), codeOf(ctx, list.list, condition)];
      else if (field === "organisme")
        filter.organismeId = [...(filter.organismeId ?? []), organisationOf(ctx, condition)];
      else throw new Usage(`Champ inconnu : ${field}.`);
    }
  }
  return {
    ...filter,
    montantMin: amounts.least,
    montantMax: amounts.most,
    demandeDu: days.least,
    demandeAu: days.most,
  };
}

/** `daftar list financements`: the financings that a filter keeps, and their sums in centimes. */
export async function financementsCommand(call: Call): Promise<number> {
  const limit = wholeNumber(call, "limit", 1, 1_000_000) ?? 100;
  const rawSort = text(call, "sort") ?? "-demandeLe";
  const desc = rawSort.startsWith("-");
  const key = (desc ? rawSort.slice(1) : rawSort) as FinancementSort["key"];
  if (!financementSortKeys.includes(key)) {
    throw new Usage(`--sort attend l'un de ${financementSortKeys.join(", ")}.`);
  }
  return withStore(call, async (ctx) => {
    const filter = financementFilterOf(ctx, call);
    const { count, demande, accorde, verse } = totalFinancements(ctx, filter);
    const rows: FinancementRow[] = [];
    let cursor: string | null = null;
    do {
      const page: { rows: FinancementRow[]; next: string | null } = listFinancements(ctx, {
        filter,
        sort: { key, desc },
        cursor,
        limit: Math.min(500, limit - rows.length),
      });
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null && rows.length < limit);
    const shown = rows.map(
      ({ montantDemande, montantAccorde, montantVerse, collecte, depasse, ...row }) => ({
        ...row,
        demandeCentimes: montantDemande,
        accordeCentimes: montantAccorde,
        verseCentimes: montantVerse,
        collecteCentimes: collecte,
        auDessusDuPlafond: depasse,
      }),
    );
    const sums = { demandeCentimes: demande, accordeCentimes: accorde, verseCentimes: verse };
    print(call, { count, ...sums, rows: shown }, () =>
      shown
        .map((row) =>
          [
            row.reference,
            row.type,
            row.titulaireFr ?? row.objetFr,
            row.organismeFr,
            row.demandeCentimes / 100,
            row.statut,
            row.auDessusDuPlafond ? "au-dessus du plafond" : null,
          ]
            .map((value) => value ?? "")
            .join("\t"),
        )
        .join("\n"),
    );
    return 0;
  });
}
