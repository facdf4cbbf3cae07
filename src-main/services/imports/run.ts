import type {
  ImportDifference,
  ImportEvent,
  ImportKind,
  ImportReading,
  ImportReport,
} from "../../contract/imports.ts";
import type { DecimalFormat } from "../../contract/decimal.ts";
import { readTable, Unreadable, type Table, type TableLine } from "../../exchange/read-table.ts";
import { matchHeaders, type HeaderField, type HeaderMatch } from "../../domain/csv-headers.ts";
import { commitLong, type Writer } from "../../store/ledger.ts";
import { refreshStatistics } from "../../store/statistics.ts";
import { authorOf, type Context } from "../context.ts";
import { dossierImporter } from "./dossiers.ts";
import { indicateurImporter } from "./indicateurs.ts";
import type { refused } from "./messages.ts";

/** The user stopped an import; nothing was written. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

export type RowOutcome =
  | "created"
  | "updated"
  | "unchanged"
  | "heading"
  | ReturnType<typeof refused>;

/** What one kind of file needs: its columns, and how one row is brought in. */
export interface Importer {
  fields: readonly HeaderField[];
  required: readonly string[];
  /** How numbers and dates were understood, from whole columns. */
  reading: { decimal: string | null; dateOrder: string | null };
  row(writer: Writer, line: TableLine): RowOutcome;
  /** What the rows read so far bring or change, figure by figure. */
  differences?: readonly ImportDifference[];
}

export interface ImportOptions {
  dryRun: boolean;
  /** Decimal sign of the file, when its columns alone cannot tell. */
  decimal?: DecimalFormat["decimal"] | undefined;
  signal?: AbortSignal | undefined;
  /** Kind of the action when it is not the user's own import: the demonstration's is not undone. */
  actionKind?: string;
}

export type ImporterFactory = (
  ctx: Context,
  table: Table,
  columns: HeaderMatch,
  options: ImportOptions,
) => Importer;

/** Rows between two breaths: the event loop is never held for long. */
const slice = 250;

const factories: Record<
  ImportKind,
  { fields: readonly HeaderField[]; required: readonly string[]; make: ImporterFactory }
> = { dossiers: dossierImporter, indicateurs: indicateurImporter };

/**
 * Imports a file as one action. A bad row is refused with its line and reason, the good ones come in; a file
 * that cannot be read changes nothing. The same file again creates and updates nothing.
 * @throws Unreadable, Cancelled
 */
export async function* importFile(
  ctx: Context,
  kind: ImportKind,
  path: string,
  name: string,
  options: ImportOptions,
): AsyncGenerator<ImportEvent, void, void> {
  const table = readTable(path);
  const { fields, required, make } = factories[kind];
  const columns = matchHeaders(table.headers, fields);
  const missing = required.filter((key) => columns.missing.includes(key));
  if (missing.length > 0) {
    const named = missing.map((key) => fields.find((field) => field.key === key)?.names[0] ?? key);
    throw new Unreadable("columns", (kind === "dossiers" ? named : missing).join(", "));
  }
  const importer = make(ctx, table, columns, options);
  const total = table.rows.length;
  const events: ImportEvent[] = [];
  let wake = () => {};
  const report: ImportReport = { read: 0, created: 0, updated: 0, unchanged: 0, refused: [] };
  const state: { actionId: string | null; ended: boolean; left: boolean; error: unknown } = {
    actionId: null,
    ended: false,
    left: false,
    error: undefined,
  };
  const stopped = () => state.left || options.signal?.aborted === true;
  const work = commitLong(
    ctx.store,
    {
      kind: options.actionKind ?? `import.${kind}`,
      params: { fichier: name },
      userId: authorOf(ctx.store.db),
    },
    async (writer) => {
      for (const [i, line] of table.rows.entries()) {
        if (i % slice === 0) {
          writer.flush();
          events.push({ type: "progress", step: "import", done: i, total });
          wake();
          await new Promise((resolve) => setImmediate(resolve));
          if (stopped()) throw new Cancelled();
        }
        const outcome = importer.row(writer, line);
        if (outcome === "heading") continue;
        report.read += 1;
        if (typeof outcome === "string") report[outcome] += 1;
        else report.refused.push(outcome);
      }
      if (stopped()) throw new Cancelled();
    },
    { dryRun: options.dryRun },
  )
    .then(({ actionId }) => {
      state.actionId = actionId;
    })
    .catch((error: unknown) => {
      state.error = error;
    })
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
      // Only the latest matters when the reader is slower than the import.
      const latest = events.splice(0).at(-1);
      if (latest) yield latest;
    }
  } finally {
    // A reader that leaves takes the import with it: nobody would know that it was written.
    state.left = true;
    await work;
  }
  if (state.error) throw state.error;
  if (!options.dryRun && report.created + report.updated > 1000) await refreshStatistics(ctx.store);
  yield {
    type: "done",
    report,
    reading: readingOf(table, columns, importer),
    differences: [...(importer.differences ?? [])],
    actionId: state.actionId,
    dryRun: options.dryRun,
  };
}

function readingOf(table: Table, columns: HeaderMatch, importer: Importer): ImportReading {
  const fieldAt = new Map(Object.entries(columns.mapping).map(([key, index]) => [index, key]));
  return {
    encoding: table.encoding,
    separator: table.separator === "\t" ? "tab" : table.separator,
    ...importer.reading,
    columns: table.headers.map((header, index) => ({ header, field: fieldAt.get(index) ?? null })),
  };
}
