import type { ImportDifference, RefusedRow } from "../../contract/imports.ts";
import type { Libelle } from "../../contract/primitives.ts";
import { inferDecimalFormat, parseDecimal } from "../../contract/decimal.ts";
import { isIsoDate } from "../../domain/dates.ts";
import { isFigureYear, parsePeriod, periodKey, type Period } from "../../domain/periods.ts";
import { foldText } from "../../domain/search-text.ts";
import { deriveAsOf, type Publication } from "../../domain/vintages.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Writer } from "../../store/ledger.ts";
import { sameVintage, series } from "../../store/queries/indicateurs.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import type { TableLine } from "../../exchange/read-table.ts";
import { areasOf, placeIndex, registryPrefix } from "../places.ts";
import { textOf } from "../context.ts";
import { refused } from "./messages.ts";
import type { ImporterFactory, RowOutcome } from "./run.ts";

/** Columns of the published indicators. */
const fields = [
  { key: "indicator", names: ["indicateur", "serie"] },
  { key: "area", names: ["territoire", "zone"] },
  { key: "year", names: ["annee"] },
  { key: "value", names: ["valeur"] },
  { key: "unit", names: ["unite"] },
  { key: "source", names: [] },
  { key: "area_code", names: ["code", "code_territoire"] },
  { key: "period", names: ["periode"] },
  { key: "confidence", names: ["confiance"] },
  { key: "note", names: ["remarque"] },
  { key: "as_of", names: ["date_publication", "millesime", "vintage"] },
] as const;

const confidences = new Set(["A", "B", "C", "D", "X"]);
const longest = 2000;
/** Differences that are shown one by one. */
const shownDifferences = 1000;

/** A line that is a figure, before what the register makes of it. */
interface Figure {
  line: number;
  key: string;
  unit: string;
  /** Equal for two lines that are one publication of one figure. */
  vintage: string;
  period: Period;
  row: {
    territoire: string;
    territoireNom: string;
    period: string;
    periodFrom: string | null;
    periodTo: string | null;
    year: number;
    partial: boolean;
    value: number;
    unit: string;
    source: string;
    confidence: string;
    asOf: string;
    asOfBasis: string;
    note: string | null;
  };
}

const make: ImporterFactory = (ctx, table, columns, options) => {
  const { db } = ctx.store;
  const cell = (cells: readonly string[], key: string) => {
    const at = columns.mapping[key];
    return at === undefined ? "" : (cells[at] ?? "").trim();
  };
  const values = inferDecimalFormat(table.rows.map((row) => cell(row.cells, "value")));
  const format = options.decimal
    ? { decimal: options.decimal, group: options.decimal === "," ? ("." as const) : ("," as const) }
    : values;
  const publications = referenceRows(db, "source").flatMap((row): Publication[] => {
    const publishedOn = textOf(row.attrs["publishedOn"]);
    return publishedOn ? [{ match: row.attrs["match"] as string[], publishedOn }] : [];
  });
  const catalogue = new Map(referenceRows(db, "indicateur").map((row) => [row.key, row]));
  const registry = new Map<string, string>();
  for (const place of referenceRows(db, "place_registre")) {
    const names = [place.label.fr, ...((place.attrs["aliases"] as string[] | undefined) ?? [])];
    for (const name of names) registry.set(foldText(name), place.key);
  }
  const index = placeIndex(territoires(db));
  const areas = areasOf(db);
  const known = new Map(series(db).map((serie) => [serie.key, serie]));

  /** The territory, or null when the area is not one. */
  const territoireOf = (area: string, code: string): { code: string } | "mismatch" | null => {
    const named = area === "" ? undefined : index.find(area, "area");
    if (named?.kind === "registry") {
      const key = registry.get(foldText(area)) ?? registry.get(foldText(named.place));
      return key ? { code: `${registryPrefix}${key}` } : null;
    }
    if (code === "") return named?.kind === "found" ? { code: named.territoire.code } : null;
    const coded = index.find(code, "area");
    if (coded.kind !== "found") return null;
    const agrees =
      named === undefined ||
      ((named.kind === "found" || named.kind === "ambiguous") &&
        named.candidates.some((candidate) => candidate.code === coded.territoire.code));
    return agrees ? { code: coded.territoire.code } : "mismatch";
  };

  const ensureSerie = (writer: Writer, key: string, unit: string): string => {
    const id = deterministicId("serie", key);
    if (writer.get("serie", id)) {
      writer.restore("serie", id);
      return id;
    }
    const known = catalogue.get(key);
    const attrs = known?.attrs ?? {};
    return writer.insert("serie", {
      id,
      key,
      labelFr: known?.label.fr ?? key,
      labelAr: known?.label.ar ?? key,
      labelEn: known?.label.en ?? key,
      unit,
      theme: textOf(attrs["theme"]) ?? "autre",
      kind: textOf(attrs["kind"]) ?? "flow",
      method: attrs["method"] ?? null,
      accumulates: attrs["accumulates"] === true,
    });
  };

  /** Reads a line by itself: a figure, or why it is none. */
  const read = ({ line, cells }: TableLine): Figure | RefusedRow => {
    const extra = cells.slice(table.headers.length).filter((text) => text.trim() !== "").length;
    if (extra > 0) return refused(line, "line", "too_many_cells", String(extra));
    const text = (key: string) => cell(cells, key);
    for (const key of ["indicator", "year", "value", "unit", "source", "confidence"] as const) {
      if (text(key) === "") return refused(line, key, "required", key);
    }
    const key = text("indicator");
    if (!/^[a-z][a-z0-9_]{1,118}$/.test(key))
      return refused(line, "indicator", "bad_indicator", key);
    const serie = known.get(key);
    if (serie?.formule != null) return refused(line, "indicator", "derived_series", key);
    if (text("note").length > longest) return refused(line, "note", "too_long", String(longest));
    if (text("source").length > longest)
      return refused(line, "source", "too_long", String(longest));
    const year = Number(text("year"));
    if (!/^\d+$/.test(text("year"))) return refused(line, "year", "not_a_year", text("year"));
    if (!isFigureYear(year)) return refused(line, "year", "figure_year", text("year"));
    const loose = parseDecimal(text("value"));
    if (!loose.ok) return refused(line, "value", "not_a_number", text("value"));
    if (loose.ambiguous && values.ambiguous && !options.decimal) {
      return refused(line, "value", "ambiguous_number", text("value"));
    }
    const value = parseDecimal(text("value"), format);
    if (!value.ok) return refused(line, "value", "number_format", text("value"));
    const kind = serie?.kind ?? catalogue.get(key)?.attrs["kind"];
    if (value.value < 0 && kind !== undefined && kind !== "rate") {
      return refused(line, "value", "negative", text("value"));
    }
    const unit = text("unit");
    const knownUnit = serie?.unit ?? textOf(catalogue.get(key)?.attrs["unit"]);
    if (knownUnit !== null && knownUnit !== unit) {
      return refused(line, "unit", "unit_mismatch", `${unit} / ${knownUnit}`);
    }
    const confidence = text("confidence") === "derived" ? "X" : text("confidence").toUpperCase();
    if (!confidences.has(confidence)) {
      return refused(line, "confidence", "bad_confidence", text("confidence"));
    }
    if (text("area") === "" && text("area_code") === "")
      return refused(line, "area", "required", "area");
    const territoire = territoireOf(text("area"), text("area_code"));
    if (territoire === null) {
      return refused(line, "area", "unknown_place", text("area") || text("area_code"));
    }
    if (territoire === "mismatch") {
      return refused(line, "area_code", "place_mismatch", `${text("area_code")} / ${text("area")}`);
    }
    const period = parsePeriod(text("period") || text("year"), year);
    if (period === null) return refused(line, "period", "bad_period", text("period"));
    if (!isFigureYear(period.year)) {
      return refused(line, "period", "figure_year", text("period"));
    }
    const asOfText = text("as_of");
    if (asOfText !== "" && !isIsoDate(asOfText))
      return refused(line, "as_of", "not_a_date", asOfText);
    const { asOf, basis } =
      asOfText === ""
        ? deriveAsOf({ note: text("note"), source: text("source"), period, publications })
        : { asOf: asOfText, basis: "stated" as const };
    if (period.from !== null && asOf < period.from) {
      return refused(line, "as_of", "as_of_before", `${asOf} < ${period.from}`);
    }
    return {
      line,
      key,
      unit,
      vintage: [key, territoire.code, periodKey(period), asOf, text("source")].join("\u001f"),
      period,
      row: {
        territoire: territoire.code,
        territoireNom: text("area") || text("area_code"),
        period: period.label,
        periodFrom: period.from,
        periodTo: period.to,
        year: period.year,
        partial: period.partial,
        value: value.value,
        unit,
        source: text("source"),
        confidence,
        asOf,
        asOfBasis: basis,
        note: text("note") || null,
      },
    };
  };

  // The whole file is read before its first line is written: two lines may deny each other.
  const lines = new Map(table.rows.map((each) => [each.line, read(each)]));
  const figures = [...lines.values()].filter((each) => "vintage" in each);
  refuseContradictions(lines, figures);

  const differences: ImportDifference[] = [];
  const differ = (figure: Figure, before: Record<string, unknown> | null): void => {
    if (differences.length >= shownDifferences) return;
    const { row } = figure;
    const changed =
      before === null ? [] : compared.filter(([, column, key]) => before[column] !== row[key]);
    differences.push({
      line: figure.line,
      serie: figure.key,
      label: known.get(figure.key)?.label ?? catalogue.get(figure.key)?.label ?? same(figure.key),
      territoire: areas.get(row.territoire)?.label ?? same(row.territoireNom),
      period: row.period,
      unit: row.unit,
      asOf: row.asOf,
      before: before === null ? null : Number(before["value"]),
      after: row.value,
      fields: changed.map(([name]) => name),
    });
  };

  const row = (writer: Writer, { line }: TableLine): RowOutcome => {
    const figure = lines.get(line)!;
    if (!("vintage" in figure)) return figure;
    const { key, period, row } = figure;
    const serieId = ensureSerie(writer, key, figure.unit);
    // One figure is one publication of one period: a second import finds it again.
    const { territoire, source, asOf } = row;
    const id = deterministicId("observation", key, territoire, period.label, source, asOf);
    const twin = sameVintage(ctx.store, { serieId, territoire, period, source, asOf }, "");
    const at = twin?.id ?? id;
    const there = writer.get("observation", at);
    if (!there) {
      differ(figure, null);
      writer.insert("observation", { id, serieId, ...row });
      return "created";
    }
    const trashed = there["deleted_at"] !== null;
    const restored = trashed && writer.restore("observation", at);
    const updated = writer.update("observation", at, { serieId, ...row });
    if (updated || restored) differ(figure, trashed ? null : there);
    return updated || restored ? "updated" : "unchanged";
  };

  return {
    fields,
    required: indicateurImporter.required,
    reading: {
      decimal: options.decimal ?? (values.ambiguous ? null : values.decimal),
      dateOrder: null,
    },
    row,
    differences,
  };
};

const same = (text: string): Libelle => ({ fr: text, ar: text, en: text });

/** Columns beside the value whose change is told: name in the file, in the register, in the row. */
const compared = [
  ["confidence", "confidence", "confidence"],
  ["note", "note", "note"],
  ["period", "period", "period"],
  ["area", "territoire_nom", "territoireNom"],
] as const satisfies readonly (readonly [string, string, keyof Figure["row"]])[];

/** Refuses, with the lines that deny one another, what a file says twice, and a series in two units. */
function refuseContradictions(
  lines: Map<number, Figure | RefusedRow>,
  figures: readonly Figure[],
): void {
  for (const all of Map.groupBy(figures, (each) => each.vintage).values()) {
    const [first, ...others] = all as [Figure, ...Figure[]];
    if (others.every(({ row }) => row.value === first.row.value)) {
      for (const { line } of others) {
        lines.set(line, refused(line, "indicator", "duplicate_line", String(first.line)));
      }
      continue;
    }
    const shown = all.map(({ line, row }) => `${row.value} (ligne ${line})`).join(", ");
    for (const { line } of all) lines.set(line, refused(line, "value", "two_values", shown));
  }
  for (const all of Map.groupBy(figures, (each) => each.key).values()) {
    const units = Map.groupBy(all, (each) => each.unit);
    if (units.size < 2) continue;
    const shown = [...units].map(([unit, [first]]) => `${unit} (ligne ${first!.line})`).join(", ");
    for (const { line } of all) lines.set(line, refused(line, "unit", "unit_midway", shown));
  }
}

/** Published indicators, row by row: one observation each, with its vintage. */
export const indicateurImporter = {
  fields,
  required: ["indicator", "area", "year", "value", "unit", "source", "confidence"],
  make,
} as const;
