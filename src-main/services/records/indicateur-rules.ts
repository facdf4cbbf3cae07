import { confidence } from "../../contract/primitives.ts";
import { BadFormula, parseFormula, seriesOf } from "../../domain/formules.ts";
import { isFigureYear, parsePeriod, periodEnd, type Period } from "../../domain/periods.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row } from "../../store/ledger.ts";
import { sameVintage, series, type SerieRecord } from "../../store/queries/indicateurs.ts";
import type { Context } from "../context.ts";
import { formulaFault } from "../formules.ts";
import { areasOf } from "../places.ts";
import { Invalid, refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";

const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null;

/**
 * Reads the period of a figure.
 * @throws Invalid when it is none, or its year is out of reach
 */
function readPeriod(label: string): Period {
  if (/^\d+$/.test(label) && !isFigureYear(Number(label))) {
    refuse("period", "figure_year", { annee: label.slice(0, 20) });
  }
  const period = parsePeriod(label, null) ?? undatedPeriod(label);
  if (period === null) refuse("period", "bad_period", { periode: label.slice(0, 60) });
  if (!isFigureYear(period.year)) refuse("period", "figure_year", { annee: String(period.year) });
  return period;
}

/** Words that name no days hold when they name a year: `cartographie HCP 2023`. */
function undatedPeriod(label: string): Period | null {
  const year = /(?<!\d)(\d{4})(?!\d)/.exec(label)?.[1];
  return year === undefined ? null : parsePeriod(label, Number(year));
}

/** Columns that follow from the period. */
const periodColumns = (period: Period): Values => ({
  period: period.label,
  periodFrom: period.from,
  periodTo: period.to,
  year: period.year,
  partial: period.partial ? 1 : 0,
});

/** Without a date of its own a figure is as of the end of its period. */
const basisOf = (asOf: string | null, period: Period | null): string =>
  period !== null && asOf === periodEnd(period) ? "period_end" : "stated";

/** Code of an area given by its code or its name. @throws Invalid when there is none */
function readArea(ctx: Context, typed: string): { territoire: string; territoireNom: string } {
  const areas = areasOf(ctx.store.db);
  const code = areas.codeOf(typed);
  if (code === null) refuse("territoire", "unknown_area", { territoire: typed.slice(0, 80) });
  return { territoire: code, territoireNom: areas.get(code)!.label.fr };
}

/** Everything that a figure must be, as it would stand. */
function assertObservation(ctx: Context, row: Row): void {
  const serie = series(ctx.store.db).find(({ id }) => id === row["serie_id"]);
  if (!serie) refuse("serieId", "unknown_value", { value: String(row["serie_id"]) });
  if (serie.formule !== null) refuse("serieId", "derived_series", { formule: serie.formule });
  if (row["unit"] !== serie.unit) {
    refuse("unit", "unit_differs", { unite: String(row["unit"]), serie: serie.unit });
  }
  if (!confidence.safeParse(row["confidence"]).success) {
    refuse("confidence", "bad_confidence", { marque: String(row["confidence"]) });
  }
  const from = text(row["period_from"]);
  const asOf = String(row["as_of"]);
  if (from !== null && asOf < from) refuse("asOf", "as_of_before", { date: asOf, debut: from });
  const period = parsePeriod(String(row["period"]), Number(row["year"]))!;
  const twin = sameVintage(
    ctx.store,
    {
      serieId: serie.id,
      territoire: String(row["territoire"]),
      period,
      asOf,
      source: String(row["source"]),
    },
    String(row["id"]),
  );
  if (!twin) return;
  const params = { valeur: Number(row["value"]), autre: twin.value, periode: period.label };
  refuse("value", twin.value === row["value"] ? "figure_exists" : "two_values", params);
}

const observation: RecordRule = {
  complete(ctx, values) {
    const serie = series(ctx.store.db).find(({ id }) => id === values["serieId"]);
    const typed = text(values["period"]);
    const place = text(values["territoire"]);
    const period = typed === null ? null : readPeriod(typed);
    const asOf = text(values["asOf"]) ?? (period === null ? null : periodEnd(period));
    return {
      ...values,
      ...(place === null ? {} : readArea(ctx, place)),
      ...(period === null ? {} : periodColumns(period)),
      unit: text(values["unit"]) ?? serie?.unit ?? null,
      asOf,
      asOfBasis: basisOf(asOf, period),
    };
  },
  amend(ctx, patch, before) {
    const typed = text(patch["period"]);
    const place = text(patch["territoire"]);
    const period =
      typed === null
        ? parsePeriod(String(before["period"]), Number(before["year"]))
        : readPeriod(typed);
    return {
      ...patch,
      ...(place === null ? {} : readArea(ctx, place)),
      ...(typed === null || period === null ? {} : periodColumns(period)),
      ...("asOf" in patch ? { asOfBasis: basisOf(text(patch["asOf"]), period) } : {}),
    };
  },
  created: (ctx, writer, id) => assertObservation(ctx, writer.get("observation", id)!),
  changed: (ctx, writer, id) => assertObservation(ctx, writer.get("observation", id)!),
  restored: (ctx, writer, id) => assertObservation(ctx, writer.get("observation", id)!),
};

/** Derived series whose formula names a series. */
function dependents(records: readonly SerieRecord[], key: string): SerieRecord[] {
  return records.filter(({ formule }) => {
    if (formule === null) return false;
    try {
      return seriesOf(parseFormula(formule)).includes(key);
    } catch (error) {
      if (error instanceof BadFormula) return false;
      throw error;
    }
  });
}

const namesOf = (records: readonly SerieRecord[]): string =>
  records.map(({ label, key }) => `${label.fr} (${key})`).join(", ");

/** A formula that can be read and holds with the other series. @throws Invalid */
function assertFormula(ctx: Context, records: readonly SerieRecord[], serie: SerieRecord): void {
  if (serie.formule === null) return;
  if (serie.count > 0) refuse("formule", "formula_with_figures");
  if (serie.method !== null) refuse("method", "formula_method");
  const areas = areasOf(ctx.store.db);
  const fault = formulaFault(
    records,
    serie.key,
    serie.formule,
    (code) => areas.get(code) !== undefined,
  );
  if (fault) throw new Invalid([{ field: "formule", ...fault }]);
}

/** Everything that a series must be, as it stands among the others. */
function assertSerie(ctx: Context, id: string, changed: readonly string[]): void {
  const records = series(ctx.store.db);
  const serie = records.find((each) => each.id === id)!;
  if (!/^[a-z][a-z0-9_]{1,118}$/.test(serie.key)) refuse("key", "series_key");
  if (changed.includes("unit") && serie.count > 0) {
    refuse("unit", "unit_midway", { unite: serie.unit });
  }
  if (
    serie.kind === "rate" &&
    serie.method === null &&
    serie.formule === null &&
    changed.some((key) => key === "kind" || key === "method")
  ) {
    refuse("method", "rate_without_method");
  }
  if (changed.includes("formule")) assertFormula(ctx, records, serie);
  // A method or a nature that changes may break the formulas that this series is a part of.
  const areas = areasOf(ctx.store.db);
  for (const other of dependents(records, serie.key)) {
    const fault = formulaFault(
      records,
      other.key,
      other.formule!,
      (code) => areas.get(code) !== undefined,
    );
    if (fault) refuse("method", "formula_broken", { serie: namesOf([other]) });
  }
}

const serie: RecordRule = {
  complete(ctx, values) {
    const name = values["labelFr"];
    const twin = series(ctx.store.db).find(({ key }) => key === values["key"]);
    if (twin) refuse("key", "series_exists", { serie: twin.label.fr });
    return {
      ...values,
      labelAr: text(values["labelAr"]) ?? name ?? null,
      labelEn: text(values["labelEn"]) ?? name ?? null,
      accumulates: text(values["formule"]) === null ? (values["accumulates"] ?? 0) : 0,
    };
  },
  amend(_ctx, patch, before) {
    // A title that is emptied falls back to the French one.
    const name = patch["labelFr"] ?? before["label_fr"] ?? null;
    const filled = Object.entries(patch).map(([key, value]) => {
      if (key === "labelAr" || key === "labelEn") return [key, value ?? name];
      return [key, key === "accumulates" ? (value ?? 0) : value];
    });
    return Object.fromEntries(filled) as Values;
  },
  // The id that an import of the same series gives it.
  idOf: ({ key }) => deterministicId("serie", String(key)),
  created: (ctx, _writer, id) => assertSerie(ctx, id, ["kind", "method", "formule"]),
  changed: (ctx, _writer, id, patch) => assertSerie(ctx, id, Object.keys(patch)),
  removed(ctx, _writer, _id, row) {
    const others = dependents(series(ctx.store.db), String(row["key"]));
    if (others.length > 0) refuse("id", "series_in_formulas", { series: namesOf(others) });
  },
  restored: (ctx, _writer, id) => assertSerie(ctx, id, ["formule"]),
};

/** Rules of the indicator base. */
export const indicateurRules: { serie: RecordRule; observation: RecordRule } = {
  serie,
  observation,
};
