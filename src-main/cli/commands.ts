import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { dossierColumnKeys, type DossierColumnKey } from "../contract/fields.ts";
import type { DossierLine } from "../contract/dossiers.ts";
import type { ImportDifference, ImportReport } from "../contract/imports.ts";
import type { AbsenceView, SerieFault } from "../contract/indicateurs.ts";
import { openStore, type Store } from "../store/database.ts";
import { listDossiers, totalDossiers } from "../store/queries/dossiers.ts";
import { referenceRows, territoires } from "../store/queries/reference.ts";
import { checkRegister } from "../services/check.ts";
import { currentUser } from "../services/context.ts";
import { buildDemonstration } from "../services/demonstration.ts";
import { importFile } from "../services/imports/run.ts";
import { currentSeries } from "../services/indicateurs.ts";
import { localToday } from "../services/paths.ts";
import { foundRegister, setUpDesk } from "../services/register.ts";
import { seedRegion } from "../services/seed/write.ts";
import {
  contextOf,
  databaseOf,
  dateOf,
  note,
  noWords,
  paths,
  print,
  text,
  Usage,
  wholeNumber,
  withStore,
  type Call,
} from "./call.ts";
import { conventionsCommand } from "./conventions.ts";
import { deadlineCommand, holidaysCommand } from "./delais.ts";
import { editionCommand, editionsCommand } from "./editions.ts";
import { financementsCommand } from "./financements.ts";
import { columnAliases, dossierFilterOf } from "./dossiers.ts";
import { exportCommand } from "./exports.ts";
import { primesCommand } from "./primes.ts";
import { reportCommand } from "./rapports.ts";
import { dashboardCommand } from "./tableaux.ts";

export { Usage } from "./call.ts";

function createRegister(call: Call): Store {
  const langue = text(call, "langue") ?? "fr";
  if (langue !== "fr" && langue !== "ar" && langue !== "en") {
    throw new Usage(`--langue attend fr, ar ou en, pas « ${langue} ».`);
  }
  const folder = dirname(resolve(databaseOf(call)));
  if (!existsSync(folder)) throw new Usage(`Le dossier « ${folder} » n'existe pas.`);
  const store = openStore(databaseOf(call), { mode: "create", migrations: paths.migrations });
  foundRegister(store, paths.resources);
  const region = territoires(store.db).find((place) => place.level === "region");
  setUpDesk(store, { nom: text(call, "nom") ?? "Utilisateur", langue, region: region?.code ?? "" });
  return store;
}

async function init(call: Call): Promise<number> {
  noWords(call);
  const store = createRegister(call);
  try {
    if (call.values["demo"]) {
      for await (const step of buildDemonstration(contextOf(store))) {
        note(`${step.step} ${step.done}/${step.total ?? "?"}`);
      }
    }
    const result = {
      db: store.path,
      territoires: territoires(store.db).length,
      references: referenceRows(store.db).length,
      user: currentUser(store.db)?.nom ?? null,
      demonstration: call.values["demo"] === true,
    };
    print(call, result, () => `Registre créé : ${basename(store.path)}`);
    return 0;
  } finally {
    store.close();
  }
}

async function seed(call: Call): Promise<number> {
  noWords(call);
  const projects = wholeNumber(call, "projects", 1, 5_000_000);
  if (projects === undefined) throw new Usage("--projects N est obligatoire.");
  const seedNumber = wholeNumber(call, "seed", 0, 4_294_967_295) ?? 1;
  const today = dateOf(call, "today") ?? localToday();
  const path = databaseOf(call);
  let store: Store;
  if (existsSync(path)) store = openStore(path, { mode: "existing", migrations: paths.migrations });
  else {
    note(`Nouveau registre : ${path}`);
    store = createRegister(call);
  }
  try {
    let shown = 0;
    const written = await seedRegion(
      store,
      { projects, seed: seedNumber, today },
      (done, total) => {
        if (done - shown < total / 20 && done < total) return;
        shown = done;
        note(`${done}/${total}`);
      },
    );
    print(call, { ...written, seed: seedNumber, today }, () => JSON.stringify(written));
    return 0;
  } finally {
    store.close();
  }
}

function decimalOf(call: Call): "," | "." | undefined {
  const decimal = text(call, "decimal");
  if (decimal === undefined || decimal === "," || decimal === ".") return decimal;
  throw new Usage("--decimal attend , ou .");
}

async function importCommand(call: Call): Promise<number> {
  const [kind, file] = call.args;
  if ((kind !== "indicateurs" && kind !== "dossiers") || !file || call.args.length > 2) {
    throw new Usage("import indicateurs|dossiers FICHIER");
  }
  const decimal = decimalOf(call);
  return withStore(call, async (ctx) => {
    let report: ImportReport | undefined;
    let differences: ImportDifference[] = [];
    const options = {
      dryRun: call.values["dry-run"] === true,
      decimal: decimal,
    };
    for await (const event of importFile(ctx, kind, file, basename(file), options)) {
      if (event.type === "done") {
        ({ report, differences } = event);
        const ignored = event.reading.columns.filter((column) => column.field === null);
        if (ignored.length > 0) {
          note(`colonnes ignorées : ${ignored.map((column) => column.header).join(", ")}`);
        }
      } else note(`${event.done}/${event.total}`);
    }
    if (!report) throw new Error("import ended without a report");
    const result = report;
    const shown = options.dryRun ? differences : [];
    const told = options.dryRun && kind === "indicateurs";
    print(call, told ? { ...result, differences } : result, () =>
      [
        `lus ${result.read}, créés ${result.created}, mis à jour ${result.updated}, inchangés ${result.unchanged}, refusés ${result.refused.length}`,
        ...shown.map(differenceLine),
        ...result.refused.map((row) => `ligne ${row.line}, ${row.field} : ${row.message}`),
      ].join("\n"),
    );
    return result.refused.length > 0 ? 1 : 0;
  });
}

/** What an import would do to a figure, on one line. */
function differenceLine(each: ImportDifference): string {
  const what =
    each.before === null
      ? `nouveau ${each.after}`
      : each.before === each.after
        ? `${each.after}, ${each.fields.join(", ")}`
        : `${each.before} → ${each.after}`;
  return `ligne ${each.line}, ${each.serie}, ${each.territoire.fr}, ${each.period}, édition du ${each.asOf} : ${what} ${each.unit}`;
}

/** Why a period of a derived series has no figure. */
const absences: Record<string, (params: Record<string, string>) => string> = {
  missing: (p) => `pas de chiffre de ${p["serie"] ?? ""} pour ${p["periode"] ?? ""}`,
  zero_division: () => "division par zéro",
  no_previous: (p) => `rien à quoi comparer ${p["periode"] ?? ""}`,
  negative_base: (p) => `le chiffre de ${p["periode"] ?? ""} est négatif`,
  gap: (p) => `l'année ${p["annee"] ?? ""} manque au cumul`,
  not_cumulable: (p) => `${p["periode"] ?? ""} n'est pas une année`,
  census_differs: (p) => `deux recensements différents : ${p["un"] ?? ""}, ${p["autre"] ?? ""}`,
  too_large: () => "chiffre trop grand",
};

const absenceLine = (each: AbsenceView): string =>
  `${each.territoireLabel.fr}\t${each.period}\tsans chiffre : ${absences[each.code]?.(each.params) ?? each.code}`;

const faultLine = (fault: SerieFault | null): string[] =>
  fault === null
    ? []
    : [`formule en défaut : ${fault.code} ${Object.values(fault.params).join(" ")}`];

async function list(call: Call): Promise<number> {
  const lister = lists[call.args[0] ?? ""];
  if (!lister || call.args.length > 1) throw new Usage(`list ${Object.keys(lists).join("|")}`);
  return lister(call);
}

/** What `list` lists. */
const lists: Record<string, (call: Call) => Promise<number>> = {
  dossiers: listDossiersCommand,
  conventions: conventionsCommand,
  financements: financementsCommand,
};

async function listDossiersCommand(call: Call): Promise<number> {
  const limit = wholeNumber(call, "limit", 1, 1_000_000) ?? 100;
  const rawSort = text(call, "sort") ?? "-deposeLe";
  const desc = rawSort.startsWith("-");
  const rawKey = desc ? rawSort.slice(1) : rawSort;
  const key = (columnAliases[rawKey] ?? rawKey) as DossierColumnKey;
  if (!dossierColumnKeys.includes(key)) {
    throw new Usage(`--sort attend l'un de ${dossierColumnKeys.join(", ")}.`);
  }
  return withStore(call, async (ctx) => {
    const { db } = ctx.store;
    const filter = dossierFilterOf(ctx, call);
    const totals = totalDossiers(db, { filter });
    const rows: DossierLine[] = [];
    let cursor: string | null = null;
    do {
      const page: { rows: DossierLine[]; next: string | null } = listDossiers(db, {
        filter,
        sort: { key, desc },
        cursor,
        limit: Math.min(500, limit - rows.length),
      });
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null && rows.length < limit);
    const names = new Map(territoires(db).map((place) => [place.code, place.label.fr]));
    const shown = rows.map(({ montant, province, commune, ...row }) => ({
      ...row,
      province: province === null ? null : (names.get(province) ?? province),
      provinceCode: province,
      commune: commune === null ? null : (names.get(commune) ?? commune),
      communeCode: commune,
      montantCentimes: montant,
      montantMdh: montant === null ? null : montant / 1e8,
    }));
    print(
      call,
      {
        count: totals.count,
        montantCentimes: totals.montant,
        emplois: totals.emplois,
        rows: shown,
      },
      () =>
        shown
          .map((row) =>
            [
              row.reference,
              row.intituleFr,
              row.porteurFr,
              row.commune ?? row.province,
              row.etat,
              row.montantMdh,
              row.emplois,
            ]
              .map((value) => value ?? "")
              .join("\t"),
          )
          .join("\n"),
    );
    return 0;
  });
}

async function seriesCommand(call: Call): Promise<number> {
  const [key] = call.args;
  if (!key || call.args.length > 1) throw new Usage("series CLÉ");
  const asOf = dateOf(call, "as-of");
  return withStore(call, async (ctx) => {
    const { serie, observations, absences, fault } = currentSeries(ctx, {
      key,
      territoire: text(call, "territory"),
      asOf,
    });
    print(
      call,
      {
        series: serie.key,
        label: serie.label,
        unit: serie.unit,
        method: serie.method,
        formule: serie.formule,
        asOf: asOf ?? null,
        observations,
        absences,
        fault,
      },
      () =>
        [
          ...(serie.formule === null ? [] : [`formule : ${serie.formule}`]),
          ...faultLine(fault),
          ...observations.map((each) =>
            [
              each.territoireLabel.fr,
              each.period,
              `${each.value} ${each.unit}${each.partial ? " (partiel)" : ""}`,
              each.asOf,
              each.source,
            ].join("\t"),
          ),
          ...absences.map(absenceLine),
        ].join("\n"),
    );
    return fault === null ? 0 : 1;
  });
}

async function check(call: Call): Promise<number> {
  noWords(call);
  return withStore(
    call,
    async (ctx) => {
      const result = checkRegister(ctx.store);
      print(call, result, () =>
        result.checks
          .map(
            (item) =>
              `${item.ok ? "ok" : "ÉCHEC"} ${item.name}${item.faults.map((fault) => `\n   ${fault}`).join("")}`,
          )
          .join("\n"),
      );
      return result.ok ? 0 : 1;
    },
    false,
  );
}

/** The commands by name; each returns the exit code. */
export const commands: Record<string, (call: Call) => Promise<number>> = {
  init,
  seed,
  import: importCommand,
  export: exportCommand,
  list,
  series: seriesCommand,
  dashboard: dashboardCommand,
  edition: editionCommand,
  editions: editionsCommand,
  report: reportCommand,
  deadline: deadlineCommand,
  holidays: holidaysCommand,
  primes: primesCommand,
  check,
};
