import {
  comparaison,
  type CarteResult,
  type TableauAsked,
  type TableauFiltre,
  type TableauResult,
} from "../contract/tableaux.ts";
import type { Langue } from "../contract/primitives.ts";
import type { Context } from "../services/context.ts";
import { listTableaux, tableauOf } from "../services/tableaux/index.ts";
import { nombreTexte, uniteTexte } from "../services/tableaux/mots.ts";
import { dateOf, noWords, print, text, Usage, withStore, type Call } from "./call.ts";
import { userOf } from "./dossiers.ts";
import { placeCode } from "./places.ts";
import { codeOf, conditionsOf, onlyEqual } from "./where.ts";

const codeLists: Record<string, string> = {
  secteur: "secteur_barometre",
  acte: "acte",
  programme: "programme",
};

/** What `--where`, `--from` and `--to` narrow a dashboard to. @throws Usage */
export function tableauFiltreOf(ctx: Context, call: Call): TableauFiltre {
  const filtre: Record<string, string[]> = {};
  for (const condition of conditionsOf(call)) {
    const { value } = condition;
    const field = condition.field === "territoire" ? "province" : condition.field;
    onlyEqual(condition, "aucun champ des tableaux");
    const add = (code: string) => (filtre[field] = [...(filtre[field] ?? []), code]);
    if (field === "province" || field === "commune") add(placeCode(ctx, field, value));
    else if (field === "officier") add(userOf(ctx, value));
    else if (field in codeLists) add(codeOf(ctx, codeLists[field]!, condition));
    else throw new Usage(`Champ inconnu : ${condition.field}.`);
  }
  const du = dateOf(call, "from");
  const au = dateOf(call, "to");
  if (du !== undefined && au !== undefined && du > au) {
    throw new Usage("--from doit précéder --to.");
  }
  return { ...filtre, ...(du === undefined ? {} : { du }), ...(au === undefined ? {} : { au }) };
}

/** What a call asks of a dashboard. @throws Usage */
export function tableauAskedOf(ctx: Context, call: Call, key: string): TableauAsked {
  const asOf = dateOf(call, "as-of");
  const how = text(call, "compare");
  const comparer = how === undefined ? null : comparaison.safeParse(how);
  if (comparer !== null && !comparer.success) {
    throw new Usage(`--compare attend ${comparaison.options.join(" ou ")}.`);
  }
  return {
    key,
    filtre: tableauFiltreOf(ctx, call),
    comparer: comparer?.data ?? null,
    asOf: asOf ?? null,
    etatLe: asOf ?? null,
  };
}

/** The language asked for. @throws Usage when it is none of the three */
export function langueOf(call: Call): Langue {
  const langue = text(call, "lang") ?? "fr";
  if (langue !== "fr" && langue !== "ar" && langue !== "en") {
    throw new Usage(`--lang attend fr, ar ou en, pas « ${langue} ».`);
  }
  return langue;
}

function cardLines(carte: CarteResult, langue: Langue): string[] {
  const unit = uniteTexte(carte.unite)[langue];
  const told = (value: number | null) => (value === null ? "–" : `${nombreTexte(value)} ${unit}`);
  const head = `${carte.titre[langue]}${carte.total ? ` : ${told(carte.total.valeur)}` : ""}`;
  if (carte.faute) return [head, `  ${carte.faute.texte[langue]}`];
  const label = (list: CarteResult["categories"], key: string) =>
    list.find((one) => one.key === key)?.label[langue] ?? key;
  return [
    head,
    ...carte.points.map((point) => {
      const serie = carte.series.length > 1 ? ` / ${label(carte.series, point.serie)}` : "";
      const fiches = point.fiches === null ? "" : ` (${point.fiches})`;
      return `  ${label(carte.categories, point.categorie)}${serie}\t${told(point.valeur)}${fiches}${point.partiel ? " *" : ""}`;
    }),
    `  ${carte.calcul[langue]}`,
  ];
}

const plain = (result: TableauResult, langue: Langue): string =>
  [
    `${result.titre[langue]} – ${result.region[langue]}`,
    ...(result.filtreTexte[langue] === "" ? [] : [result.filtreTexte[langue]]),
    ...result.cartes.flatMap((carte) => ["", ...cardLines(carte, langue)]),
  ].join("\n");

/** `daftar dashboard KEY`: the figures of each card with unit, source and number of records behind. */
export async function dashboardCommand(call: Call): Promise<number> {
  const [key, ...rest] = call.args;
  const langue = langueOf(call);
  noWords({ ...call, args: rest });
  return withStore(call, async (ctx) => {
    if (key === undefined) {
      const { tableaux } = listTableaux(ctx);
      print(call, { tableaux }, () =>
        tableaux.map((one) => `${one.key}\t${one.titre[langue]}`).join("\n"),
      );
      return 0;
    }
    const result = await tableauOf(ctx, tableauAskedOf(ctx, call, key));
    print(call, result, () => plain(result, langue));
    return 0;
  });
}
