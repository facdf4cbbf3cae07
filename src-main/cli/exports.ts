import { basename, extname, resolve } from "node:path";
import {
  exportFormats,
  exportLists,
  exportView,
  type CsvChoice,
  type ExportList,
  type ExportView,
} from "../contract/exports.ts";
import { langue as langueOf } from "../contract/primitives.ts";
import type { Context } from "../services/context.ts";
import { columnKeys } from "../services/exports/lists.ts";
import { runExport } from "../services/exports/run.ts";
import { dateOf, note, print, text, Usage, withStore, type Call } from "./call.ts";
import { conventionFilterOf } from "./conventions.ts";
import { columnAliases, dossierFilterOf } from "./dossiers.ts";
import { financementFilterOf } from "./financements.ts";
import { codeOf, conditionsOf, onlyEqual } from "./where.ts";

/** Conditions on fields that take a value and no comparison, and the words searched. */
function plainFilter(
  ctx: Context,
  call: Call,
  lists: Record<string, { list: string | null; many: boolean }>,
): Record<string, unknown> {
  const filter: Record<string, unknown> = {};
  const search = text(call, "search");
  if (search !== undefined) filter["text"] = search;
  for (const condition of conditionsOf(call)) {
    onlyEqual(condition, "aucun champ de cette liste");
    const { field, value } = condition;
    const known = lists[field];
    if (!known) throw new Usage(`Champ inconnu : ${field}.`);
    const code = known.list === null ? value : codeOf(ctx, known.list, condition);
    const before = (filter[field] as string[] | undefined) ?? [];
    filter[field] = known.many ? [...before, code] : code;
  }
  return filter;
}

/** The order of each list when none is asked. */
const firstSort: Record<ExportList, string> = {
  dossiers: "-deposeLe",
  annuaire: "nom",
  conventions: "-numero",
  financements: "-demandeLe",
  demandes: "recent",
  accompagnements: "recent",
};

function filterOf(ctx: Context, call: Call, list: ExportList): object {
  switch (list) {
    case "dossiers":
      return dossierFilterOf(ctx, call);
    case "conventions":
      return conventionFilterOf(ctx, call);
    case "financements":
      return financementFilterOf(ctx, call);
    case "annuaire":
      return plainFilter(ctx, call, {
        type: { list: null, many: false },
        role: { list: "role_annuaire", many: false },
      });
    case "demandes":
      return plainFilter(ctx, call, { etape: { list: "etape_demande", many: true } });
    case "accompagnements":
      return plainFilter(ctx, call, { etape: { list: "etape_accompagnement", many: true } });
  }
}

function viewOf(ctx: Context, call: Call, list: ExportList): ExportView {
  const asked = text(call, "sort") ?? firstSort[list];
  const desc = asked.startsWith("-");
  const key = desc ? asked.slice(1) : asked;
  const pipeline = list === "demandes" || list === "accompagnements";
  const parsed = exportView.safeParse({
    list,
    filter: filterOf(ctx, call, list),
    sort: pipeline ? asked : { key: columnAliases[key] ?? key, desc },
    ...(list === "conventions" ? { asOf: dateOf(call, "as-of") } : {}),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Usage(
    issue?.path[0] === "sort"
      ? `--sort ne connaît pas « ${asked} ».`
      : `Condition refusée : ${issue?.path.join(".")}.`,
  );
}

function csvOf(call: Call, local: boolean): CsvChoice {
  const separator = text(call, "separator") ?? (local ? ";" : ",");
  if (separator !== ";" && separator !== "," && separator !== "tab") {
    throw new Usage(`--separator attend ; ou , ou tab, pas « ${separator} ».`);
  }
  return { separator, bom: call.values["no-bom"] === true ? false : local };
}

/** `daftar export`: writes a list to a file and tells how many rows were counted in it. */
export async function exportCommand(call: Call): Promise<number> {
  const list = exportLists.find((each) => each === call.args[0]);
  if (!list || call.args.length > 1) throw new Usage(`export ${exportLists.join("|")}`);
  const out = text(call, "out");
  if (!out) throw new Usage("--out FICHIER est obligatoire.");
  const format = exportFormats.find((each) => `.${each}` === extname(out).toLowerCase());
  if (!format)
    throw new Usage(`--out attend un fichier ${exportFormats.map((f) => `.${f}`).join(", ")}.`);
  const lang = langueOf.safeParse(text(call, "lang") ?? "fr");
  if (!lang.success) throw new Usage(`--lang attend fr, ar ou en, pas « ${text(call, "lang")} ».`);
  const known = columnKeys(list);
  const columns =
    text(call, "columns")
      ?.split(",")
      .map((key) => key.trim()) ?? known;
  const unknown = columns.find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new Usage(`Colonne inconnue : « ${unknown} ». Colonnes : ${known.join(", ")}.`);
  }
  return withStore(call, async (ctx) => {
    const asked = {
      view: viewOf(ctx, call, list),
      columns,
      format,
      langue: lang.data,
      personal: call.values["personal"] === true,
      csv: csvOf(call, lang.data !== "en"),
    };
    for await (const event of runExport(ctx, asked, resolve(out), basename(out))) {
      if (event.type === "progress") note(`${event.done}/${event.total}`);
      else {
        const { rows, bytes } = event;
        print(
          call,
          { list, format, rows, bytes, columns, out },
          () => `${rows} lignes écrites : ${out}`,
        );
      }
    }
    return 0;
  });
}
