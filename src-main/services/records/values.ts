import { parseDecimal } from "../../contract/decimal.ts";
import type { FieldFault } from "../../contract/errors.ts";
import { fieldOf, fields, type Field, type RecordKey } from "../../contract/fields.ts";
import type { FieldValue, RecordView } from "../../contract/records.ts";
import { isIsoDate } from "../../domain/dates.ts";
import {
  checkBusinessTax,
  checkCin,
  checkCnss,
  checkIce,
  checkPhone,
  checkPostalCode,
  checkRc,
  checkRib,
  checkTaxId,
} from "../../domain/identifiers.ts";
import { foldText } from "../../domain/search-text.ts";
import { prepared, type Connection, type SqlValue } from "../../store/database.ts";
import type { Row } from "../../store/ledger.ts";
import { ledgerTables } from "../../store/tables.ts";
import type { Context } from "../context.ts";
import { Invalid, NotFound } from "./errors.ts";

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** How the user answered what looked wrong with a value. */
export interface Answers {
  /** Fields whose unlikely amount the user confirmed. */
  sure?: readonly string[] | undefined;
  /** Why a value whose format looks wrong is kept, by field. */
  motifs?: Record<string, string> | undefined;
}

/** What a check of a value needs to know of the register. */
interface Lookup {
  knows: (list: string, key: string) => boolean;
  has: (table: string, id: string) => boolean;
}

function lookupOf(db: Connection): Lookup {
  const inReference = db.prepare(
    "SELECT 1 FROM reference WHERE list = ? AND key = ? AND deleted_at IS NULL UNION ALL SELECT 1 FROM secteur WHERE nomenclature = ? AND key = ? AND deleted_at IS NULL LIMIT 1",
  );
  return {
    knows: (list, key) => inReference.get(list, key, list, key) !== undefined,
    has: (table, id) =>
      db.prepare(`SELECT 1 FROM "${table}" WHERE id = ? AND deleted_at IS NULL`).get(id) !==
      undefined,
  };
}

/**
 * Reads a value into the form the store keeps, or says what is wrong with it.
 * Formats without an official key (phone, CIN) are kept as typed.
 */
function readValue(
  field: Field,
  value: FieldValue | undefined,
  lookup: Lookup,
  answers: Answers,
): { ok: true; value: SqlValue } | { ok: false; fault: FieldFault } {
  const bad = (code: string, params?: Record<string, string | number>) =>
    ({ ok: false, fault: { field: field.key, code, ...(params ? { params } : {}) } }) as const;
  const empty =
    value === undefined || value === null || (typeof value === "string" && value.trim() === "");
  if (empty) return field.required ? bad("required") : { ok: true, value: null };
  switch (field.kind) {
    case "money":
    case "integer":
    case "area": {
      const number = typeof value === "number" ? value : numberOf(value);
      if (number === null) return bad("not_a_number");
      if (!Number.isSafeInteger(number)) return bad("not_whole");
      if (number < 0) return bad("negative");
      if (field.unlikelyBelow !== undefined && number > 0 && number < field.unlikelyBelow) {
        if (!answers.sure?.includes(field.key)) {
          return bad("looks_like_mdh", { centimes: number, dh: number / 100 });
        }
      }
      return { ok: true, value: number };
    }
    case "decimal": {
      const number = typeof value === "number" ? value : numberOf(value);
      if (number === null || !Number.isFinite(number)) return bad("not_a_number");
      return { ok: true, value: number };
    }
    case "boolean":
      if (value === true || value === 1 || value === "1") return { ok: true, value: 1 };
      if (value === false || value === 0 || value === "0") return { ok: true, value: 0 };
      return bad("unknown_value", { value: String(value) });
    case "date":
      return typeof value === "string" && isIsoDate(value)
        ? { ok: true, value }
        : bad("not_a_date");
    case "choice":
      return lookup.knows(field.list!, String(value))
        ? { ok: true, value: String(value) }
        : bad("unknown_value", { value: String(value) });
    case "time":
      return typeof value === "string" && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value)
        ? { ok: true, value }
        : bad("not_a_time");
    case "record":
      return lookup.has(ledgerTables[field.record!].name, String(value))
        ? { ok: true, value: String(value) }
        : bad("unknown_value", { value: String(value) });
    case "territoire":
    case "utilisateur":
      return lookup.has(field.kind, String(value))
        ? { ok: true, value: String(value) }
        : bad("unknown_value", { value: String(value) });
    default:
  }
  const text = String(value).trim();
  if (field.max !== undefined && text.length > field.max)
    return bad("too_long", { max: field.max });
  const check = checkOf(field, text);
  if (check === null) return { ok: true, value: text };
  if (check.ok) return { ok: true, value: check.normalised };
  if (field.lenient && answers.motifs?.[field.key]) return { ok: true, value: check.normalised };
  return bad(check.code ?? "unreadable");
}

/** The check of a text's format; null when its kind has none. */
function checkOf(
  field: Field,
  text: string,
): { ok: boolean; normalised: string; code?: string | null } | null {
  switch (field.kind) {
    case "ice":
      return checkIce(text);
    case "rib":
      return checkRib(text);
    case "phone":
      return checkPhone(text);
    case "cin":
      return checkCin(text);
    case "email":
      return { ok: emailShape.test(text), normalised: text, code: "email_format" };
    default:
      return field.lenient ? (lenientChecks[field.key]?.(text) ?? null) : null;
  }
}

/** Formats of texts that no published key proves (cri.md §6), by field. */
const lenientChecks: Record<string, typeof checkRc> = {
  rc: checkRc,
  identifiantFiscal: checkTaxId,
  taxeProfessionnelle: checkBusinessTax,
  cnss: checkCnss,
  codePostal: checkPostalCode,
};

/** A trade register number alone names no company: each tribunal counts its own. */
function registryFault(
  read: Record<string, SqlValue>,
  before: Row | undefined,
  answers: Answers,
): FieldFault | null {
  if (typeof read["rc"] !== "string" || answers.motifs?.["rc"]) return null;
  const place = "placeRegistre" in read ? read["placeRegistre"] : before?.["place_registre"];
  return place ? null : { field: "rc", code: "rc_without_place" };
}

function numberOf(value: FieldValue): number | null {
  if (typeof value !== "string") return null;
  const parsed = parseDecimal(value);
  return parsed.ok ? parsed.value : null;
}

/**
 * Reads the values of a record by the field catalogue.
 * @param whole true for a new record: required fields must be there.
 * @param before the row a change is made to.
 * @throws Invalid with every fault.
 */
export function readValues(
  db: Connection,
  record: RecordKey,
  values: Record<string, FieldValue>,
  whole: boolean,
  answers: Answers = {},
  before?: Row,
): Record<string, SqlValue> {
  const lookup = lookupOf(db);
  const faults: FieldFault[] = [];
  const read: Record<string, SqlValue> = {};
  for (const key of Object.keys(values)) {
    const field = fieldOf(record, key);
    if (!field) faults.push({ field: key, code: "unknown_field" });
    else if (!whole && field.editable === false) faults.push({ field: key, code: "not_editable" });
  }
  for (const field of fields[record] as readonly Field[]) {
    if (!whole && !(field.key in values)) continue;
    const result = readValue(field, values[field.key], lookup, answers);
    if (!result.ok) faults.push(result.fault);
    else if (field.key in values) read[field.key] = result.value;
  }
  const registry = record === "organisation" ? registryFault(read, before, answers) : null;
  if (registry) faults.push(registry);
  if (faults.length > 0) throw new Invalid(faults);
  if (record === "organisation" && typeof read["nomFr"] === "string") {
    read["nomPlie"] = foldText(read["nomFr"]);
  }
  return read;
}

export function viewOf(record: RecordKey, row: Row): RecordView {
  const table = ledgerTables[record];
  const values: Record<string, FieldValue> = {};
  const names = new Map(table.columns.map((column) => [column.key, column.name]));
  for (const field of fields[record] as readonly Field[]) {
    const value = row[names.get(field.key)!] ?? null;
    values[field.key] =
      field.kind === "boolean" && value !== null ? value === 1 : (value as FieldValue);
  }
  return {
    id: row["id"] as string,
    values,
    updatedAt: row["updated_at"] as number,
    updatedBy: row["updated_by"] as string | null,
  };
}

/** Whether a row is there and not in the trash. `table` is an SQL name known to the caller. */
export const isLive = (ctx: Context, table: string, id: SqlValue): boolean =>
  prepared(ctx.store, `SELECT 1 FROM "${table}" WHERE id = ? AND deleted_at IS NULL`).get(id) !==
  undefined;

export function liveRow(ctx: Context, record: RecordKey, id: string): Row {
  const row = prepared(
    ctx.store,
    `SELECT * FROM "${ledgerTables[record].name}" WHERE id = ? AND deleted_at IS NULL`,
  ).get(id) as Row | undefined;
  if (!row) throw new NotFound(record, id);
  return row;
}

/** A record as the page sees it: of a CIN, the last two signs only. */
export function shownView(record: RecordKey, row: Row): RecordView {
  const view = viewOf(record, row);
  const cin = view.values["cin"];
  if (typeof cin !== "string" || cin === "") return view;
  return { ...view, values: { ...view.values, cin: `••••${cin.slice(-2)}` } };
}
