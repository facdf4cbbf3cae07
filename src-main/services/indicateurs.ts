import type { Dashboard, ObservationView, SerieMeta } from "../contract/indicateurs.ts";
import { parsePeriod } from "../domain/periods.ts";
import { inForce } from "../domain/vintages.ts";
import { decisionRule } from "../store/projection.ts";
import { observations, series, type SerieRecord } from "../store/queries/indicateurs.ts";
import { inForceOn, referenceRows, territoires } from "../store/queries/reference.ts";
import { placeIndex } from "./places.ts";
import { settingOf, type Context } from "./context.ts";
import { NotFound } from "./records/errors.ts";
import { registryPrefix } from "./imports/indicateurs.ts";
import { regionalDashboard, regionalSeries, type ComputedRow } from "./tableaux/regional.ts";

/** A period's figure in force, with what else was published for it. */
export interface CurrentObservation extends ObservationView {
  alsoPublished: ObservationView[];
}

function serieNamed(ctx: Context, key: string): SerieRecord {
  const found = series(ctx.store.db).find((serie) => serie.key === key);
  if (!found) throw new NotFound("serie", key);
  return found;
}

/** Code of a territory given by code or by name in either script. */
function territoireCode(ctx: Context, text: string): string {
  const index = placeIndex(territoires(ctx.store.db));
  const match = index.find(text, "area");
  if (match.kind === "found") return match.territoire.code;
  if (match.kind === "registry") {
    const key = match.place;
    const place = referenceRows(ctx.store.db, "place_registre").find(
      (row) =>
        row.label.fr === key || (row.attrs["aliases"] as string[] | undefined)?.includes(text),
    );
    if (place) return `${registryPrefix}${place.key}`;
  }
  throw new NotFound("territoire", text);
}

/**
 * Observations in force at a date: for each period the newest vintage not later than it.
 * @param input.territoire code or name; every territory when absent.
 * @param input.asOf `YYYY-MM-DD`; the newest of each period when absent.
 * @throws NotFound for an unknown series or territory.
 */
export function currentSeries(
  ctx: Context,
  input: { key: string; territoire?: string | undefined; asOf?: string | undefined },
): { serie: SerieMeta; observations: CurrentObservation[] } {
  const serie = serieNamed(ctx, input.key);
  const only = input.territoire === undefined ? null : territoireCode(ctx, input.territoire);
  const all = observations(ctx.store.db, [input.key]).filter(
    (view) => only === null || view.territoire === only,
  );
  const places = Map.groupBy(all, (view) => view.territoire);
  const current = [...places.values()].flatMap((views) =>
    inForce(
      views.flatMap((view) => {
        const period = parsePeriod(view.period, view.year);
        return period
          ? [
              {
                view,
                period,
                value: view.value,
                asOf: view.asOf,
                basis: view.asOfBasis,
                confidence: view.confidence,
              },
            ]
          : [];
      }),
      input.asOf ?? "9999-12-31",
      { accumulates: serie.accumulates },
    ).map((chosen) => ({
      ...chosen.observation.view,
      partial: chosen.partial,
      alsoPublished: chosen.alsoPublished.map((other) => other.view),
    })),
  );
  const { accumulates: _, ...meta } = serie;
  return { serie: meta, observations: current };
}

/** Every vintage of one series, newest first. */
export function allVintages(
  ctx: Context,
  key: string,
): { serie: SerieMeta; observations: ObservationView[] } {
  const { accumulates: _, ...serie } = serieNamed(ctx, key);
  const views = observations(ctx.store.db, [key]);
  return {
    serie,
    observations: views.toSorted((a, b) => (a.asOf < b.asOf ? 1 : a.asOf > b.asOf ? -1 : 0)),
  };
}

/** The series that have figures. */
export function catalogueOfSeries(ctx: Context): SerieMeta[] {
  return series(ctx.store.db).map(({ accumulates: _, ...meta }) => meta);
}

/** The regional dashboard: published indicators at a vintage, and what our own files say. */
export async function regional(
  ctx: Context,
  input: { asOf?: string | null | undefined; cards?: Record<string, string> | undefined },
): Promise<Dashboard> {
  const { db } = ctx.store;
  const decisions = inForceOn(referenceRows(db, "decision"), ctx.today())
    .filter((row) => row.attrs["approuve"] === true)
    .map((row) => row.key);
  const approved = await ctx.read("approved", { decisions });
  const places = territoires(db);
  const regionCode =
    settingOf(db, "region") ?? places.find((place) => place.level === "region")?.code;
  const region = places.find((place) => place.code === regionCode);
  const pays = places.find((place) => place.level === "pays");
  if (!region || !pays) throw new NotFound("territoire", regionCode ?? "");
  const secteurs = referenceRows(db, "secteur_barometre");
  const keys = regionalSeries(secteurs.map((row) => row.key));
  const rule = inForceOn(referenceRows(db, "delai"), ctx.today()).find(
    (row) => row.key === decisionRule,
  );
  const rows = (groups: typeof approved.annee): ComputedRow[] =>
    groups.map((group) => ({ ...group, key: group.key === "" ? null : group.key }));
  return regionalDashboard({
    region: { code: region.code, label: region.label },
    pays: { code: pays.code, label: pays.label },
    provinces: places
      .filter((place) => place.parent === region.code)
      .filter((place) => place.level === "province" || place.level === "interprovincial")
      .map((place) => ({
        code: place.code,
        label: place.label,
        interprovincial: place.level === "interprovincial",
      })),
    secteurs: secteurs.map((row) => ({ key: row.key, label: row.label })),
    placesRegistre: referenceRows(db, "place_registre").map((row) => ({
      key: `${registryPrefix}${row.key}`,
      label: row.label,
      province: typeof row.attrs["province"] === "string" ? row.attrs["province"] : null,
    })),
    series: series(db),
    observations: observations(db, keys),
    delaiLegal: rule
      ? {
          days: Number(rule.attrs["days"]),
          unit: typeof rule.attrs["unit"] === "string" ? rule.attrs["unit"] : null,
        }
      : null,
    calcul: {
      unite: "projets",
      annees: rows(approved.annee),
      provinces: rows(approved.province),
      secteurs: rows(approved.secteur),
      total: rows(approved.total)[0] ?? {
        key: null,
        count: 0,
        montant: 0,
        emplois: 0,
        mediane: null,
      },
    },
    anneeEnCours: Number(ctx.today().slice(0, 4)),
    asOf: input.asOf ?? null,
    cards: input.cards ?? {},
    computedAt: ctx.store.clock(),
  });
}
