import type { Conflict, FieldFault } from "../contract/errors.ts";
import type { FieldValue } from "../contract/records.ts";
import {
  colourKeys,
  flatOf,
  givenFields,
  nameArStatuses,
  wordLengths,
  type Attribut,
  type ReferenceForm,
  type ReferenceInput,
  type ReferenceRow,
} from "../contract/references.ts";
import { confidence, isoDate } from "../contract/primitives.ts";
import { prepared } from "../store/database.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import type { Context } from "./context.ts";
import { Invalid, refuse, Stale } from "./records/errors.ts";
import { lastChange } from "./records/records.ts";

/** Confirmed year by year on a screen of its own. */
const elsewhere = new Set(["jour_ferie_religieux"]);

/** Lists in tables of their own: their rows are given, what is said of them is corrected. */
const tables: Record<string, "territoire" | "secteur"> = {
  territoire: "territoire",
  section_nma: "secteur",
  secteur_barometre: "secteur",
};

/** Table that holds the rows of a list. */
export const tableOf = (list: string): "reference" | "territoire" | "secteur" =>
  tables[list] ?? "reference";

/** Column of a given row behind a field of the form, where the two differ. */
export const givenColumns: Record<string, string> = {
  labelFr: "nomFr",
  labelAr: "nomAr",
  labelEn: "nomEn",
};

/** Attributes whose type their name or their values do not tell. */
const kinds: Record<string, Pick<Attribut, "kind" | "list">> = {
  days: { kind: "days" },
  thresholdDays: { kind: "days" },
  sansMouvementJours: { kind: "days" },
  alerteJours: { kind: "days" },
  limite: { kind: "count" },
  unit: { kind: "unit" },
  couleur: { kind: "colour" },
  phase: { kind: "code", list: "phase" },
  regime: { kind: "code", list: "regime" },
  supervisor: { kind: "code", list: "superviseur" },
};

/** Attributes that serve the machine: the order and the rank are not typed, they are given by the place. */
const hidden = new Set(["order", "ordre", "numero"]);

function kindOf(list: string, key: string, values: readonly unknown[]): Attribut | null {
  if (hidden.has(key)) return null;
  const known = kinds[key];
  if (known && (key !== "unit" || list === "delai")) return { key, ...known };
  const given = values.filter((value) => value !== null && value !== undefined);
  const [first] = given;
  if (given.length === 0 || given.some((value) => typeof value !== typeof first)) return null;
  switch (typeof first) {
    case "boolean":
      return { key, kind: "boolean" };
    case "number":
      if (key.endsWith("Centimes")) return { key, kind: "money" };
      return { key, kind: key.endsWith("Bp") ? "rate" : "number" };
    case "string":
      return { key, kind: "text" };
    default:
      return null;
  }
}

/** Categories that a prime is given by: what the list of primes says. */
function primeCategories(ctx: Context): string[] {
  const given = referenceRows(ctx.store.db, "prime").flatMap((row) =>
    Object.keys((row.attrs["byCategory"] as Record<string, unknown> | undefined) ?? {}),
  );
  return [...new Set(given)].sort();
}

/** What is corrected of a row of a given list, besides its words. */
function givenAttributs(ctx: Context, list: string, id: string | undefined): Attribut[] {
  if (list === "section_nma") {
    return [{ key: "barometre", kind: "code", list: "secteur_barometre" }];
  }
  if (list !== "territoire") return [];
  const level =
    id === undefined
      ? null
      : prepared(ctx.store, "SELECT level FROM territoire WHERE id = ?").pluck().get(id);
  const asked: Attribut[] = [
    { key: "aliases", kind: "lines" },
    { key: "nameArStatus", kind: "option", options: [...nameArStatuses] },
  ];
  // The communes of a province take its category: it is not asked of each.
  if (level === "province") {
    asked.push({ key: "primeCategory", kind: "option", options: primeCategories(ctx) });
  }
  return asked;
}

/**
 * What can be edited of a list, learnt from its rows: structured attributes are kept as they are.
 * @param id a row of it: what is asked of a place depends on its level.
 */
export function formOf(ctx: Context, list: string, id?: string): ReferenceForm {
  const editable = !elsewhere.has(list);
  const table = tableOf(list);
  if (table !== "reference") {
    return { editable, champs: [...givenFields[table]], attributs: givenAttributs(ctx, list, id) };
  }
  return { editable, champs: [...givenFields.reference], attributs: learntAttributs(ctx, list) };
}

function learntAttributs(ctx: Context, list: string): Attribut[] {
  const values = new Map<string, unknown[]>();
  for (const row of referenceRows(ctx.store.db, list)) {
    for (const [key, value] of Object.entries(row.attrs)) {
      values.set(key, [...(values.get(key) ?? []), value]);
    }
  }
  // A stage has a colour, a limit and a number of days, even where no row of its list gave one yet.
  if (values.has("couleur") || list === "etat_procedure" || list === "phase") {
    for (const key of ["couleur", "limite", "sansMouvementJours"]) {
      if (!values.has(key)) values.set(key, []);
    }
  }
  return [...values].flatMap(([key, given]) => kindOf(list, key, given) ?? []);
}

/** Longest text of an attribute, in characters. */
const TEXT_MAX = 2000;

/** A value of the form as the row keeps it; a fault when it does not fit its kind. */
function readAttribut(
  ctx: Context,
  { key, kind, list, options }: Attribut,
  value: FieldValue,
): FieldFault | null {
  const bad = (code: string, params?: Record<string, string | number>): FieldFault => ({
    field: key,
    code,
    ...(params ? { params } : {}),
  });
  if (value === null) return kind === "boolean" ? bad("required") : null;
  switch (kind) {
    case "days":
    case "count":
    case "money":
    case "rate":
      if (typeof value !== "number") return bad("not_a_number");
      if (value < 0) return bad("negative");
      if (!Number.isSafeInteger(value)) return bad("not_whole");
      return kind === "rate" && value > 10_000 ? bad("rate_above_all") : null;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : bad("not_a_number");
    case "boolean":
      return typeof value === "boolean" ? null : bad("unknown_value", { value: String(value) });
    case "unit":
      return value === "calendar" || value === "working"
        ? null
        : bad("unknown_value", { value: String(value) });
    case "colour":
      return (colourKeys as readonly unknown[]).includes(value)
        ? null
        : bad("unknown_value", { value: String(value) });
    case "option":
      return options?.includes(String(value))
        ? null
        : bad("unknown_value", { value: String(value) });
    case "code": {
      const there = referenceRows(ctx.store.db, list).some((row) => row.key === value);
      return there ? null : bad("unknown_value", { value: String(value) });
    }
    default:
      if (typeof value !== "string") return bad("unknown_value", { value: String(value) });
      return value.length > TEXT_MAX ? bad("too_long", { max: TEXT_MAX }) : null;
  }
}

/** What is wrong with the words of a row. */
function wordFaults(row: ReferenceInput): FieldFault[] {
  const faults: FieldFault[] = [];
  if (row.label.fr === "") faults.push({ field: "labelFr", code: "required" });
  if (row.label.ar === "") faults.push({ field: "labelAr", code: "required" });
  if (row.label.en === "") faults.push({ field: "labelEn", code: "required" });
  if (row.source === "") faults.push({ field: "source", code: "required" });
  if (row.url !== null && row.url !== "" && !/^https?:\/\/\S+$/.test(row.url)) {
    faults.push({ field: "url", code: "url_format" });
  }
  return faults;
}

/** What is wrong with attributes, each by the kind its list gives it. */
function attributFaults(
  ctx: Context,
  { attributs }: ReferenceForm,
  attrs: Record<string, FieldValue>,
): FieldFault[] {
  return Object.entries(attrs).flatMap(([key, value]) => {
    const declared = attributs.find((each) => each.key === key);
    if (!declared) return [{ field: key, code: "unknown_field" }];
    return readAttribut(ctx, declared, value) ?? [];
  });
}

/** Columns of a row as the user wrote it. @throws Invalid with every field at fault. */
export function columnsOf(
  ctx: Context,
  list: string,
  row: ReferenceInput,
  kept: Record<string, unknown>,
) {
  const faults = [...wordFaults(row), ...attributFaults(ctx, formOf(ctx, list), row.attrs)];
  if (list === "delai" && row.attrs["days"] === null) {
    faults.push({ field: "days", code: "required" });
  }
  if (faults.length > 0) throw new Invalid(faults);
  return {
    labelFr: row.label.fr,
    labelAr: row.label.ar,
    labelEn: row.label.en,
    source: row.source,
    url: row.url || null,
    confidence: row.confidence,
    note: row.note || null,
    attrs: JSON.stringify({ ...kept, ...row.attrs }),
  };
}

/**
 * Reads the fields the user changed of a row, the others as they are.
 * @returns the row as it will be, with the attributes given alone.
 * @throws Invalid with every field at fault.
 */
export function readPatch(
  ctx: Context,
  row: ReferenceRow,
  patch: Record<string, FieldValue>,
): ReferenceInput & { effectiveFrom: string; effectiveTo: string | null } {
  const form = formOf(ctx, row.list, row.id);
  if (!form.editable) refuse("list", "list_elsewhere");
  const faults: FieldFault[] = [];
  const attrs: Record<string, FieldValue> = {};
  const next: Record<string, FieldValue> = flatOf(row);
  for (const [field, value] of Object.entries(patch)) {
    if (!(form.champs as readonly string[]).includes(field)) attrs[field] = value;
    else if (value !== null && typeof value !== "string") {
      faults.push({ field, code: "unknown_value", params: { value: String(value) } });
    } else next[field] = value?.trim() ?? null;
  }
  const textOf = (field: string): string => String(next[field] ?? "");
  for (const [field, max] of Object.entries(wordLengths)) {
    if (textOf(field).length > max) faults.push({ field, code: "too_long", params: { max } });
  }
  for (const field of ["effectiveFrom", "effectiveTo"]) {
    const given = field in patch && (field === "effectiveFrom" || next[field] !== null);
    if (given && !isoDate.safeParse(next[field]).success) {
      faults.push({ field, code: "not_a_date" });
    }
  }
  const mark = confidence.safeParse(next["confidence"]);
  if (!mark.success) {
    faults.push({
      field: "confidence",
      code: "unknown_value",
      params: { value: textOf("confidence") },
    });
  }
  const read = {
    label: { fr: textOf("labelFr"), ar: textOf("labelAr"), en: textOf("labelEn") },
    source: textOf("source"),
    url: textOf("url") || null,
    confidence: mark.data ?? row.confidence,
    note: textOf("note") || null,
    attrs,
    effectiveFrom: textOf("effectiveFrom"),
    effectiveTo: textOf("effectiveTo") || null,
  };
  faults.push(...wordFaults(read), ...attributFaults(ctx, form, attrs));
  if (faults.length > 0) throw new Invalid(faults);
  return read;
}

/** Who last changed a field of a row: attributes share a column, whose changes are told apart. */
function lastChangeOf(ctx: Context, row: ReferenceRow, field: string) {
  const table = tableOf(row.list);
  const key = table === "reference" ? field : (givenColumns[field] ?? field);
  const name = ledgerTables[table].columns.find((column) => column.key === key)?.name;
  if (name) return lastChange(ctx, table, row.id, name);
  const path = `$."${field.replaceAll('"', "")}"`;
  const found = prepared(
    ctx.store,
    `SELECT u.nom AS "by", a.at FROM change c JOIN action a ON a.id = c.action_id LEFT JOIN utilisateur u ON u.id = a.user_id
     WHERE c.row_id = ? AND c.table_name = 'reference' AND (c.column_name IS NULL OR (c.column_name = 'attrs'
       AND json_extract(json_extract(c.before, '$'), ?) IS NOT json_extract(json_extract(c.after, '$'), ?)))
     ORDER BY a.seq DESC LIMIT 1`,
  ).get(row.id, path, path) as { by: string | null; at: number } | undefined;
  return found ?? { by: null, at: null };
}

/**
 * Refuses fields that somebody changed since the user saw them, when the user would write another value.
 * @param given what the user writes; a field left out is not at stake.
 * @param expected what the user saw; nothing is compared without it.
 * @throws Stale
 */
export function assertSeen(
  ctx: Context,
  row: ReferenceRow,
  given: Record<string, FieldValue>,
  expected: Record<string, FieldValue> | undefined,
): void {
  const now = flatOf(row);
  const conflicts: Conflict[] = Object.entries(expected ?? {})
    .filter(([field, value]) => field in given && (now[field] ?? null) !== (value ?? null))
    .filter(([field]) => (given[field] ?? null) !== (now[field] ?? null))
    .map(([field]) => ({
      field,
      current: now[field] ?? null,
      ...lastChangeOf(ctx, row, field),
    }));
  if (conflicts.length > 0) throw new Stale(conflicts);
}
