import type { DossierDetail, FieldValue, RecordView } from "../contract/dossiers.ts";
import { parseDecimal } from "../contract/decimal.ts";
import type { FieldFault } from "../contract/errors.ts";
import { fieldOf, fields, type Field, type RecordKey } from "../contract/fields.ts";
import { worstDecision } from "../domain/decisions.ts";
import { checkDossierDates } from "../domain/dossier-dates.ts";
import { isIsoDate } from "../domain/dates.ts";
import { checkCin, checkIce, checkPhone } from "../domain/identifiers.ts";
import { keyBetween } from "../domain/order-key.ts";
import { foldText } from "../domain/search-text.ts";
import { prepared, type Connection, type SqlValue } from "../store/database.ts";
import { commit, type Row, type Writer } from "../store/ledger.ts";
import { decisionRule } from "../store/projection.ts";
import { dossierLine, projectLines } from "../store/queries/dossiers.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, textOf, type Context } from "./context.ts";

export interface ActionResult {
  actionId: string | null;
  id?: string;
}

/** Some fields were refused; nothing was written. */
export class Invalid extends Error {
  readonly faults: FieldFault[];
  constructor(faults: FieldFault[]) {
    super(`invalid: ${faults.map((fault) => `${fault.field} ${fault.code}`).join(", ")}`);
    this.name = "Invalid";
    this.faults = faults;
  }
}

/** The record asked for is not there, or is in the trash. */
export class NotFound extends Error {
  readonly record: string;
  readonly id: string;
  constructor(record: string, id: string) {
    super(`not found: ${record} ${id}`);
    this.name = "NotFound";
    this.record = record;
    this.id = id;
  }
}

/** The field was changed by someone else since the user saw it. */
export class Stale extends Error {
  readonly field: string;
  readonly current: FieldValue;
  constructor(field: string, current: FieldValue) {
    super(`stale: ${field}`);
    this.name = "Stale";
    this.field = field;
    this.current = current;
  }
}

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What a check of a value needs to know of the register. */
interface Lookup {
  knows: (list: string, key: string) => boolean;
  has: (table: "territoire" | "utilisateur", id: string) => boolean;
}

function lookupOf(db: Connection): Lookup {
  const inReference = db.prepare(
    "SELECT 1 FROM reference WHERE list = ? AND key = ? AND deleted_at IS NULL UNION ALL SELECT 1 FROM secteur WHERE nomenclature = ? AND key = ? AND deleted_at IS NULL LIMIT 1",
  );
  return {
    knows: (list, key) => inReference.get(list, key, list, key) !== undefined,
    has: (table, id) =>
      db.prepare(`SELECT 1 FROM ${table} WHERE id = ? AND deleted_at IS NULL`).get(id) !==
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
      return number < 0 ? bad("negative") : { ok: true, value: number };
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
  if (field.kind === "ice") {
    const check = checkIce(text);
    return check.ok ? { ok: true, value: check.normalised } : bad(check.code ?? "ice_key");
  }
  if (field.kind === "phone") return { ok: true, value: checkPhone(text).normalised };
  if (field.kind === "cin") return { ok: true, value: checkCin(text).normalised };
  if (field.kind === "email" && !emailShape.test(text)) return bad("email_format");
  return { ok: true, value: text };
}

function numberOf(value: FieldValue): number | null {
  if (typeof value !== "string") return null;
  const parsed = parseDecimal(value);
  return parsed.ok ? parsed.value : null;
}

/**
 * Reads the values of a record by the field catalogue.
 * @param whole true for a new record: required fields must be there.
 * @throws Invalid with every fault.
 */
function readValues(
  db: Connection,
  record: RecordKey,
  values: Record<string, FieldValue>,
  whole: boolean,
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
    const result = readValue(field, values[field.key], lookup);
    if (!result.ok) faults.push(result.fault);
    else if (field.key in values) read[field.key] = result.value;
  }
  if (faults.length > 0) throw new Invalid(faults);
  if (record === "organisation" && typeof read["nomFr"] === "string") {
    read["nomPlie"] = foldText(read["nomFr"]);
  }
  return read;
}

const dateFields = ["deposeLe", "valideLe", "diffuseLe", "pvLe", "delivreLe"] as const;

/**
 * Checks the order of a dossier's dates as they stand inside the transaction.
 * @throws Invalid with a fault that names the two dates (cri.md §1.3).
 */
export function assertDossierDates(ctx: Context, writer: Writer, dossierId: string): void {
  const row = writer.get("dossier", dossierId);
  if (!row) throw new NotFound("dossier", dossierId);
  const passages = prepared(
    ctx.store,
    "SELECT tenu_le FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le",
  )
    .pluck()
    .all(dossierId) as string[];
  const text = (name: string) => row[name] as string | null;
  const faults = checkDossierDates({
    deposeLe: text("depose_le"),
    valideLe: text("valide_le"),
    diffuseLe: text("diffuse_le"),
    passages,
    pvLe: text("pv_le"),
    delivreLe: text("delivre_le"),
  });
  if (faults.length === 0) return;
  throw new Invalid(
    faults.map((fault) => ({
      field: fault.second.field === "passage" ? "tenuLe" : fault.second.field,
      code: fault.code,
      params: {
        first: fault.first.field,
        firstDate: fault.first.date ?? "",
        second: fault.second.field,
        secondDate: fault.second.date,
      },
    })),
  );
}

function viewOf(record: RecordKey, row: Row): RecordView {
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

function liveRow(ctx: Context, record: RecordKey, id: string): Row {
  const row = prepared(
    ctx.store,
    `SELECT * FROM "${ledgerTables[record].name}" WHERE id = ? AND deleted_at IS NULL`,
  ).get(id) as Row | undefined;
  if (!row) throw new NotFound(record, id);
  return row;
}

/** A record as the page sees it: of a CIN, the last two signs only. */
function shownView(record: RecordKey, row: Row): RecordView {
  const view = viewOf(record, row);
  const cin = view.values["cin"];
  if (typeof cin !== "string" || cin === "") return view;
  return { ...view, values: { ...view.values, cin: `••••${cin.slice(-2)}` } };
}

/**
 * A dossier with its project, holder, contact, sibling acts and passages.
 * @throws NotFound
 */
export function getDossier(ctx: Context, id: string): DossierDetail {
  const db = ctx.store.db;
  const row = dossierLine(db, id);
  if (!row) throw new NotFound("dossier", id);
  const dossier = liveRow(ctx, "dossier", id);
  const projet = liveRow(ctx, "projet", row.projetId);
  const optional = (record: RecordKey, key: string) => {
    const other = projet[key];
    if (typeof other !== "string") return null;
    const found = prepared(
      ctx.store,
      `SELECT * FROM "${ledgerTables[record].name}" WHERE id = ? AND deleted_at IS NULL`,
    ).get(other) as Row | undefined;
    return found ? shownView(record, found) : null;
  };
  const actes = projectLines(db, row.projetId);
  const ranks = new Map(
    referenceRows(db, "decision").map((each) => [each.key, Number(each.attrs["rank"])]),
  );
  const passages = prepared(
    ctx.store,
    "SELECT id, dossier_id AS dossierId, tenu_le AS tenuLe, decision, observation FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le DESC, id DESC",
  ).all(id) as DossierDetail["passages"];
  const { deposeLe } = row;
  const rule =
    deposeLe === null
      ? undefined
      : inForceOn(referenceRows(db, "delai"), deposeLe).find((each) => each.key === decisionRule);
  return {
    row,
    dossier: viewOf("dossier", dossier),
    projet: viewOf("projet", projet),
    porteur: optional("organisation", "porteur_id"),
    contact: optional("personne", "contact_id"),
    actes,
    passages,
    decisionProjet: worstDecision(
      actes.flatMap((acte) => (acte.decision ? [acte.decision] : [])),
      ranks,
    ),
    delai:
      rule && deposeLe !== null
        ? {
            days: Number(rule.attrs["days"]),
            unit: textOf(rule.attrs["unit"]) ?? "calendar",
            from: (dossier["valide_le"] as string | null) ?? deposeLe,
            source: rule.source,
            url: rule.url,
            confidence: rule.confidence,
          }
        : null,
  };
}

/** Order key of a new card: above all others. */
export function firstOrder(ctx: Context): string {
  const first = prepared(ctx.store, "SELECT min(ordre) FROM dossier_ligne").pluck().get() as
    | string
    | null;
  return keyBetween(null, first);
}

/** The phase a state belongs to, by the reference row of the state. */
export function phaseOfState(db: Connection, etat: string): string | null {
  const row = referenceRows(db, "etat_procedure").find((each) => each.key === etat);
  return textOf(row?.attrs["phase"]);
}

/** The next free reference of a project at this desk: `BMK-2026-0007`, its first act `/C1`. */
export function nextReference(ctx: Context, year: string): string {
  const prefix = `BMK-${year}-`;
  const last = prepared(
    ctx.store,
    "SELECT max(CAST(substr(reference, ?) AS INTEGER)) FROM projet WHERE reference >= ? AND reference < ?",
  )
    .pluck()
    .get(prefix.length + 1, prefix, `${prefix}~`) as number | null;
  return `${prefix}${String((last ?? 0) + 1).padStart(4, "0")}`;
}

/** Number of the last act asked for under a project, the trash included: a number is never given twice. */
function lastAct(ctx: Context, projetId: string): number {
  const references = prepared(ctx.store, "SELECT reference FROM dossier WHERE projet_id = ?")
    .pluck()
    .all(projetId) as string[];
  const numbers = references.map((each) => Number(/\/C(\d+)$/.exec(each)?.[1] ?? 0));
  return Math.max(references.length, ...numbers);
}

/**
 * Creates a dossier, with its project and holder when they are new.
 * @throws Invalid, NotFound
 */
export function createDossier(
  ctx: Context,
  input: {
    projetId?: string;
    projet?: Record<string, FieldValue>;
    porteur?: Record<string, FieldValue>;
    dossier: Record<string, FieldValue>;
  },
): ActionResult {
  const db = ctx.store.db;
  const deposeLe = String(input.dossier["deposeLe"] ?? "");
  const year = isIsoDate(deposeLe) ? deposeLe.slice(0, 4) : ctx.today().slice(0, 4);
  const projectReference = nextReference(ctx, year);
  const etat = String(input.dossier["etat"] ?? referenceRows(db, "etat_procedure")[0]?.key ?? "");
  const faults: FieldFault[] = [];
  const gather = (record: RecordKey, values: Record<string, FieldValue>) => {
    try {
      return readValues(db, record, values, true);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      faults.push(...error.faults);
      return {};
    }
  };
  const existing = input.projetId === undefined ? null : liveRow(ctx, "projet", input.projetId);
  const projet = existing
    ? null
    : gather("projet", { reference: projectReference, ...input.projet });
  const porteur =
    input.porteur && Object.values(input.porteur).some((value) => value !== null && value !== "")
      ? gather("organisation", input.porteur)
      : null;
  const base = existing ? String(existing["reference"]) : String(projet?.["reference"] ?? "");
  const acts = existing ? lastAct(ctx, String(existing["id"])) : 0;
  const dossier = gather("dossier", {
    reference: `${base}/C${acts + 1}`,
    etat,
    phase: phaseOfState(db, etat),
    ...input.dossier,
  });
  if (faults.length > 0) throw new Invalid(faults);
  const committed = commit(
    ctx.store,
    {
      kind: "dossier.creation",
      params: { reference: String(dossier["reference"]) },
      userId: authorOf(db),
    },
    (writer) => {
      const porteurId = porteur ? writer.insert("organisation", porteur) : undefined;
      const projetId = existing
        ? String(existing["id"])
        : writer.insert("projet", { ...projet, porteurId });
      if (existing && porteurId) writer.update("projet", projetId, { porteurId });
      const id = writer.insert("dossier", { ...dossier, projetId, ordre: firstOrder(ctx) });
      assertDossierDates(ctx, writer, id);
      return id;
    },
  );
  return { actionId: committed.actionId, id: committed.result };
}

/**
 * Changes fields of one record in place.
 * @param input.expected values the user saw; a field that is no longer so is refused.
 * @throws Invalid, NotFound, Stale
 */
export function updateRecord(
  ctx: Context,
  input: {
    record: RecordKey;
    id: string;
    patch: Record<string, FieldValue>;
    expected?: Record<string, FieldValue> | undefined;
  },
): ActionResult {
  const db = ctx.store.db;
  const row = liveRow(ctx, input.record, input.id);
  const seen = shownView(input.record, row).values;
  for (const [key, value] of Object.entries(input.expected ?? {})) {
    if (key in input.patch && (seen[key] ?? null) !== (value ?? null))
      throw new Stale(key, seen[key] ?? null);
  }
  const patch = readValues(db, input.record, input.patch, false);
  if (input.record === "dossier" && typeof patch["etat"] === "string" && !("phase" in patch)) {
    patch["phase"] = phaseOfState(db, patch["etat"]) ?? (row["phase"] as string);
  }
  const reference = String(row["reference"] ?? row["nom_fr"] ?? "");
  return commit(
    ctx.store,
    {
      kind: `${input.record}.modification`,
      params: { reference, champ: Object.keys(input.patch)[0] ?? "" },
      userId: authorOf(db),
    },
    (writer) => {
      writer.update(input.record, input.id, patch);
      if (input.record === "dossier" && dateFields.some((key) => key in patch)) {
        assertDossierDates(ctx, writer, input.id);
      }
      if (input.record === "passage" && "tenuLe" in patch) {
        assertDossierDates(ctx, writer, String(row["dossier_id"]));
      }
    },
  );
}

/**
 * Moves a card to a state or a phase, and between two neighbours.
 * @throws Invalid, NotFound
 */
export function moveDossier(
  ctx: Context,
  input: {
    id: string;
    etat?: string | undefined;
    phase?: string | undefined;
    afterId?: string | null | undefined;
    beforeId?: string | null | undefined;
  },
): ActionResult {
  const db = ctx.store.db;
  const row = liveRow(ctx, "dossier", input.id);
  const patch: Record<string, SqlValue> = {};
  const values: Record<string, FieldValue> = {};
  if (input.etat !== undefined && input.etat !== row["etat"]) values["etat"] = input.etat;
  if (input.phase !== undefined && input.phase !== row["phase"]) values["phase"] = input.phase;
  Object.assign(patch, readValues(db, "dossier", values, false));
  if (typeof patch["etat"] === "string" && !("phase" in patch)) {
    const phase = phaseOfState(db, patch["etat"]);
    if (phase) patch["phase"] = phase;
  }
  const orderOf = (id: string | null | undefined) =>
    id ? ((liveRow(ctx, "dossier", id)["ordre"] as string) ?? null) : null;
  const after = orderOf(input.afterId);
  const before = orderOf(input.beforeId);
  if (after !== null || before !== null) {
    if (after !== null && before !== null && after >= before) {
      // The neighbours moved meanwhile: the card goes right below the one above.
      patch["ordre"] = keyBetween(after, nextOrder(ctx, after));
    } else patch["ordre"] = keyBetween(after, before);
  } else if ("etat" in patch || "phase" in patch) patch["ordre"] = firstOrder(ctx);
  return commit(
    ctx.store,
    {
      kind: "etat" in patch || "phase" in patch ? "dossier.deplacement" : "dossier.ordre",
      params: {
        reference: String(row["reference"]),
        vers: String(patch["etat"] ?? patch["phase"] ?? ""),
      },
      userId: authorOf(db),
    },
    (writer) => {
      writer.update("dossier", input.id, patch);
    },
  );
}

function nextOrder(ctx: Context, after: string): string | null {
  return prepared(ctx.store, "SELECT min(ordre) FROM dossier_ligne WHERE ordre > ?")
    .pluck()
    .get(after) as string | null;
}

/**
 * Records an examination by the commission. Earlier passages stay.
 * @throws Invalid when the dossier was not circulated or a date comes before another.
 */
export function addPassage(
  ctx: Context,
  input: { dossierId: string; tenuLe: string; decision: string | null; observation: string | null },
): ActionResult {
  const db = ctx.store.db;
  const dossier = liveRow(ctx, "dossier", input.dossierId);
  const values = readValues(
    db,
    "passage",
    { tenuLe: input.tenuLe, decision: input.decision, observation: input.observation },
    true,
  );
  const committed = commit(
    ctx.store,
    {
      kind: "passage.creation",
      params: { reference: String(dossier["reference"]) },
      userId: authorOf(db),
    },
    (writer) => {
      const id = writer.insert("passage", { ...values, dossierId: input.dossierId });
      assertDossierDates(ctx, writer, input.dossierId);
      return id;
    },
  );
  return { actionId: committed.actionId, id: committed.result };
}

/**
 * Ids of the rows that hang on another row.
 * @param deletedAt null for the live ones, an instant for those put in the trash at that moment.
 */
function hangingIds(
  ctx: Context,
  table: "dossier" | "passage",
  column: string,
  id: string,
  deletedAt: SqlValue,
): string[] {
  return prepared(ctx.store, `SELECT id FROM ${table} WHERE ${column} = ? AND deleted_at IS ?`)
    .pluck()
    .all(id, deletedAt) as string[];
}

function removeDossier(ctx: Context, writer: Writer, id: string): void {
  for (const passage of hangingIds(ctx, "passage", "dossier_id", id, null))
    writer.remove("passage", passage);
  writer.remove("dossier", id);
}

/**
 * Puts a record in the trash. A dossier takes its passages along, and its project when it was the last one; a
 * project takes its dossiers along.
 */
export function removeRecord(ctx: Context, record: RecordKey, id: string): ActionResult {
  const db = ctx.store.db;
  const row = liveRow(ctx, record, id);
  return commit(
    ctx.store,
    {
      kind: `${record}.suppression`,
      params: { reference: String(row["reference"] ?? row["nom_fr"] ?? row["tenu_le"] ?? "") },
      userId: authorOf(db),
    },
    (writer) => {
      if (record === "projet") {
        for (const dossier of hangingIds(ctx, "dossier", "projet_id", id, null))
          removeDossier(ctx, writer, dossier);
        writer.remove("projet", id);
      } else if (record === "dossier") {
        removeDossier(ctx, writer, id);
        const projetId = String(row["projet_id"]);
        if (hangingIds(ctx, "dossier", "projet_id", projetId, null).length === 0)
          writer.remove("projet", projetId);
      } else writer.remove(record, id);
    },
  );
}

/** Takes a dossier out of the trash, with the passages put there with it, and its project. */
export function restoreDossier(ctx: Context, writer: Writer, id: string): boolean {
  const row = writer.get("dossier", id);
  if (!row) throw new NotFound("dossier", id);
  const passages = hangingIds(ctx, "passage", "dossier_id", id, row["deleted_at"] ?? null);
  let changed = writer.restore("projet", String(row["projet_id"]));
  changed = writer.restore("dossier", id) || changed;
  for (const passage of passages) writer.restore("passage", passage);
  return changed;
}

/** Takes a project out of the trash, with the dossiers put there with it. */
export function restoreProject(ctx: Context, writer: Writer, id: string): void {
  const row = writer.get("projet", id);
  if (!row) throw new NotFound("projet", id);
  const dossiers = hangingIds(ctx, "dossier", "projet_id", id, row["deleted_at"] ?? null);
  writer.restore("projet", id);
  for (const dossier of dossiers) restoreDossier(ctx, writer, dossier);
}
