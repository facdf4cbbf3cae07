import type { DossierFilter } from "../contract/dossiers.ts";
import type { FieldFault } from "../contract/errors.ts";
import { fieldOf } from "../contract/fields.ts";
import type { FieldValue } from "../contract/records.ts";
import {
  bulkFields,
  type BulkEvent,
  type BulkRecord,
  type BulkRefusal,
  type BulkReport,
} from "../contract/vitesse.ts";
import type { SqlValue } from "../store/database.ts";
import { commitLong, type Row, type Writer } from "../store/ledger.ts";
import { dossierIds, projectIds } from "../store/queries/dossiers.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, type Context } from "./context.ts";
import { Cancelled } from "./imports/run.ts";
import { Invalid } from "./records/errors.ts";
import { rules, type Values } from "./records/rules.ts";
import { readValues } from "./records/values.ts";

export interface BulkInput {
  ids?: readonly string[] | undefined;
  filter?: DossierFilter | undefined;
  /** Dossiers of the filter to leave alone. */
  except?: readonly string[] | undefined;
  record: BulkRecord;
  patch: Record<string, FieldValue>;
  append?: boolean | undefined;
  dryRun: boolean;
}

/** Rows between two breaths: the event loop is never held for long. */
const slice = 200;
/** Refused records that are named; the others are only counted. */
const named = 500;
/** A change made by another window between the trial and the writing is tried again this often. */
const attempts = 3;

interface Trial {
  accepted: string[];
  report: BulkReport;
}

/** Refuses a field that is not changed in numbers, and a value that no record could take. */
function readPatch(ctx: Context, input: BulkInput): Values {
  const keys = Object.keys(input.patch);
  const allowed: readonly string[] = bulkFields[input.record];
  const faults: FieldFault[] = keys
    .filter((key) => !allowed.includes(key))
    .map((field) => ({ field, code: "not_editable" }));
  if (keys.length !== 1) faults.push({ field: "patch", code: "required" });
  if (faults.length > 0) throw new Invalid(faults);
  const read = readValues(ctx.store.db, input.record, input.patch, false);
  const [key] = keys;
  if (input.append && fieldOf(input.record, key!)?.kind !== "longtext") {
    throw new Invalid([{ field: key!, code: "not_editable" }]);
  }
  if (input.append && read[key!] === null) throw new Invalid([{ field: key!, code: "required" }]);
  return read;
}

/** Ids of the records that a bulk change is about: the dossiers chosen, or their projects once each. */
function targetsOf(ctx: Context, input: BulkInput): string[] {
  const { db } = ctx.store;
  const left = new Set(input.except);
  const dossiers = (input.ids ?? dossierIds(db, input.filter ?? {})).filter((id) => !left.has(id));
  return input.record === "dossier" ? [...new Set(dossiers)] : projectIds(db, dossiers);
}

/** What a record is to be given; its text with the new one under it when `append`. */
function patchFor(input: BulkInput, read: Values, row: Row, names: Map<string, string>): Values {
  if (!input.append) return read;
  const [key, added] = Object.entries(read)[0] as [string, SqlValue];
  const former = row[names.get(key)!];
  const text = former ? `${String(former)}\n${String(added)}` : String(added);
  const max = fieldOf(input.record, key)?.max;
  if (max !== undefined && text.length > max) {
    throw new Invalid([{ field: key, code: "too_long", params: { max } }]);
  }
  return { [key]: text };
}

/**
 * Gives one field of many dossiers, or of their projects, one value, as one action. Records whose rules refuse it
 * are left out and told; a trial (`dryRun`) writes nothing and reports the same.
 * @throws Invalid when no record could take the value, Cancelled
 */
export async function* bulkChange(
  ctx: Context,
  input: BulkInput,
  signal?: AbortSignal,
): AsyncGenerator<BulkEvent, void, void> {
  const read = readPatch(ctx, input);
  const { record } = input;
  const names = new Map<string, string>(
    ledgerTables[record].columns.map(({ key, name }) => [key, name]),
  );
  const [champ = ""] = Object.keys(read);
  const events: BulkEvent[] = [];
  let wake = () => {};
  let left = false;
  const breathe = async (step: string, done: number, total: number): Promise<void> => {
    events.push({ type: "progress", step, done, total });
    wake();
    await new Promise((resolve) => setImmediate(resolve));
    if (left || signal?.aborted) throw new Cancelled();
  };
  const change = (writer: Writer, id: string): "changed" | "same" | "gone" => {
    const row = writer.get(record, id);
    if (!row || row["deleted_at"] !== null) return "gone";
    const patch = patchFor(input, read, row, names);
    const differs = Object.entries(patch).some(([key, value]) => row[names.get(key)!] !== value);
    if (!differs) return "same";
    const amended = rules[record]?.amend?.(ctx, patch, row) ?? patch;
    writer.update(record, id, amended);
    rules[record]?.changed?.(ctx, writer, id, amended, row);
    return "changed";
  };
  const meta = (count: number) => ({
    kind: `${record}.masse`,
    params: { champ, nombre: count },
    userId: authorOf(ctx.store.db),
  });

  /** Does it all and takes it back: what a refusal left half written goes with the rest. */
  const tryAll = async (): Promise<Trial> => {
    const accepted: string[] = [];
    const refusals: BulkRefusal[] = [];
    const report: BulkReport = { read: 0, changed: 0, same: 0, refused: 0, refusals };
    await commitLong(
      ctx.store,
      meta(0),
      async (writer) => {
        const ids = targetsOf(ctx, input);
        for (const [i, id] of ids.entries()) {
          if (i % slice === 0) await breathe("essai", i, ids.length);
          try {
            const outcome = change(writer, id);
            if (outcome === "gone") continue;
            report.read += 1;
            report[outcome] += 1;
            if (outcome === "changed") accepted.push(id);
          } catch (error) {
            if (!(error instanceof Invalid)) throw error;
            report.read += 1;
            report.refused += 1;
            if (refusals.length >= named) continue;
            const reference = String(writer.get(record, id)?.["reference"] ?? "");
            refusals.push({ id, reference, faults: error.faults });
          }
        }
      },
      { dryRun: true },
    );
    return { accepted, report };
  };

  const write = async (accepted: readonly string[]): Promise<string | null> => {
    const { actionId } = await commitLong(ctx.store, meta(accepted.length), async (writer) => {
      for (const [i, id] of accepted.entries()) {
        if (i % slice === 0) {
          writer.flush();
          await breathe("ecriture", i, accepted.length);
        }
        change(writer, id);
      }
      if (left || signal?.aborted) throw new Cancelled();
    });
    return actionId;
  };

  const work = async (): Promise<Extract<BulkEvent, { type: "done" }>> => {
    for (let attempt = 1; ; attempt += 1) {
      const { accepted, report } = await tryAll();
      if (input.dryRun || accepted.length === 0) {
        return { type: "done", report, actionId: null, dryRun: input.dryRun };
      }
      try {
        const actionId = await write(accepted);
        return { type: "done", report, actionId, dryRun: false };
      } catch (error) {
        // A record changed between the trial and the writing: nothing was written, tried again.
        if (!(error instanceof Invalid) || attempt >= attempts) throw error;
      }
    }
  };

  const state: { done: BulkEvent | null; error: unknown; ended: boolean } = {
    done: null,
    error: undefined,
    ended: false,
  };
  const running = work()
    .then((done) => void (state.done = done))
    .catch((error: unknown) => void (state.error = error))
    .finally(() => {
      state.ended = true;
      wake();
    });
  try {
    while (!state.ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (state.ended || events.length > 0) resolve();
      });
      const latest = events.splice(0).at(-1);
      if (latest) yield latest;
    }
  } finally {
    left = true;
    await running;
  }
  if (state.error) throw state.error;
  if (state.done) yield state.done;
}
