import type { DossierFilter } from "../contract/dossiers.ts";
import { foldText } from "../domain/search-text.ts";
import type { Context } from "../services/context.ts";
import { text, Usage, type Call } from "./call.ts";
import { placeCode } from "./places.ts";
import { amountBounds, codeOf, conditionsOf, dateBounds, onlyEqual, type Bounds } from "./where.ts";

const codeLists: Record<string, string> = {
  secteur: "secteur_barometre",
  acte: "acte",
  etat: "etat_procedure",
  phase: "phase",
  decision: "decision",
};
/** Other names of a column. */
export const columnAliases: Record<string, string> = {
  depose_le: "deposeLe",
  date_depot: "deposeLe",
  secteur_activite: "secteur",
};

/** Id of a user by it or by the name, folded. @throws Usage when nobody bears it */
export function userOf(ctx: Context, value: string): string {
  const users = ctx.store.db.prepare("SELECT id, nom FROM utilisateur").all() as {
    id: string;
    nom: string;
  }[];
  const user = users.find((each) => each.id === value || foldText(each.nom) === foldText(value));
  if (!user) throw new Usage(`officier ne connaît pas « ${value} ».`);
  return user.id;
}

/** What `--where` and `--search` keep of the dossiers. @throws Usage */
export function dossierFilterOf(ctx: Context, call: Call): DossierFilter {
  const filter: Record<string, unknown> = {};
  const search = text(call, "search");
  if (search !== undefined) filter["text"] = search;
  let amounts: Bounds<number> = {};
  let days: Bounds<string> = {};
  for (const condition of conditionsOf(call)) {
    const { field: rawField, value } = condition;
    const field = columnAliases[rawField] ?? rawField;
    const push = (key: string, code: string) => {
      filter[key] = [...((filter[key] as string[] | undefined) ?? []), code];
    };
    if (field === "montant") amounts = amountBounds(amounts, condition);
    else if (field === "deposeLe") days = dateBounds(days, { ...condition, field });
    else {
      onlyEqual(condition, "montant et deposeLe");
      if (field === "province" || field === "commune") push(field, placeCode(ctx, field, value));
      else if (field in codeLists) push(field, codeOf(ctx, codeLists[field]!, condition));
      else if (field === "officier") {
        push("officier", userOf(ctx, value));
      } else throw new Usage(`Champ inconnu : ${rawField}.`);
    }
  }
  return {
    ...filter,
    montantMin: amounts.least,
    montantMax: amounts.most,
    deposeDu: days.least,
    deposeAu: days.most,
  };
}
