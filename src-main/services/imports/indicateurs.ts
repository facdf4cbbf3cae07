import { inferDecimalFormat, parseDecimal } from "../../contract/decimal.ts";
import { isIsoDate } from "../../domain/dates.ts";
import { parsePeriod } from "../../domain/periods.ts";
import { foldText } from "../../domain/search-text.ts";
import { deriveAsOf, type Publication } from "../../domain/vintages.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Writer } from "../../store/ledger.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import { placeIndex } from "../places.ts";
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

/** Prefix of the territory code of a registry place: it is not a province. */
export const registryPrefix = "registre:";

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
  const seen = new Map<string, number>();

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
    if (writer.get("serie", id)) return id;
    const known = catalogue.get(key);
    const attrs = known?.attrs ?? {};
    return writer.insert("serie", {
      id,
      key,
      labelFr: known?.label.fr ?? key,
      labelAr: known?.label.ar ?? key,
      labelEn: known?.label.en ?? key,
      unit: textOf(attrs["unit"]) ?? unit,
      theme: textOf(attrs["theme"]) ?? "autre",
      kind: textOf(attrs["kind"]) ?? "flow",
      method: attrs["method"] ?? null,
      accumulates: attrs["accumulates"] === true,
    });
  };

  const row = (writer: Writer, { line, cells }: { line: number; cells: string[] }): RowOutcome => {
    const extra = cells.slice(table.headers.length).filter((text) => text.trim() !== "").length;
    if (extra > 0) return refused(line, "line", "too_many_cells", String(extra));
    const text = (key: string) => cell(cells, key);
    for (const key of ["indicator", "year", "value", "unit", "source", "confidence"] as const) {
      if (text(key) === "") return refused(line, key, "required", key);
    }
    const key = text("indicator");
    if (!/^[a-z][a-z0-9_]{1,118}$/.test(key))
      return refused(line, "indicator", "bad_indicator", key);
    if (text("note").length > longest) return refused(line, "note", "too_long", String(longest));
    if (text("source").length > longest)
      return refused(line, "source", "too_long", String(longest));
    const year = Number(text("year"));
    if (!/^\d{4}$/.test(text("year")) || year < 1900 || year > 2100) {
      return refused(line, "year", "not_a_year", text("year"));
    }
    const loose = parseDecimal(text("value"));
    if (!loose.ok) return refused(line, "value", "not_a_number", text("value"));
    if (loose.ambiguous && values.ambiguous && !options.decimal) {
      return refused(line, "value", "ambiguous_number", text("value"));
    }
    const value = parseDecimal(text("value"), format);
    if (!value.ok) return refused(line, "value", "number_format", text("value"));
    const kind = catalogue.get(key)?.attrs["kind"];
    if (value.value < 0 && kind !== undefined && kind !== "rate") {
      return refused(line, "value", "negative", text("value"));
    }
    const unit = text("unit");
    const knownUnit = catalogue.get(key)?.attrs["unit"];
    if (typeof knownUnit === "string" && knownUnit !== unit) {
      return refused(line, "unit", "unit_mismatch", unit);
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
    const asOfText = text("as_of");
    if (asOfText !== "" && !isIsoDate(asOfText))
      return refused(line, "as_of", "not_a_date", asOfText);
    const { asOf, basis } =
      asOfText === ""
        ? deriveAsOf({ note: text("note"), source: text("source"), period, publications })
        : { asOf: asOfText, basis: "stated" as const };

    // One figure is one publication of one period: the id makes a second import find it again.
    const id = deterministicId(
      "observation",
      key,
      territoire.code,
      period.label,
      text("source"),
      asOf,
    );
    const before = seen.get(id);
    if (before !== undefined) return refused(line, "indicator", "duplicate_line", String(before));
    seen.set(id, line);
    const observation = {
      serieId: ensureSerie(writer, key, unit),
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
    };
    const there = writer.get("observation", id);
    if (!there) {
      writer.insert("observation", { id, ...observation });
      return "created";
    }
    const restored = there["deleted_at"] !== null && writer.restore("observation", id);
    return writer.update("observation", id, observation) || restored ? "updated" : "unchanged";
  };

  return {
    fields,
    required: indicateurImporter.required,
    reading: {
      decimal: options.decimal ?? (values.ambiguous ? null : values.decimal),
      dateOrder: null,
    },
    row,
  };
};

/** Published indicators, row by row: one observation each, with its vintage. */
export const indicateurImporter = {
  fields,
  required: ["indicator", "area", "year", "value", "unit", "source", "confidence"],
  make,
} as const;
