import { randomUUID } from "node:crypto";
import { implement, ORPCError } from "@orpc/server";
import type { ImportEvent, ImportKind } from "../contract/imports.ts";
import type { Langue, Progress } from "../contract/primitives.ts";
import type { ChangeNotice } from "../contract/journal.ts";
import { dataContract } from "../contract/index.ts";
import { Unreadable } from "../exchange/read-table.ts";
import { BadCursor, searchDossiers, searchHolders } from "../store/queries/dossiers.ts";
import {
  inForceOn,
  referenceLists,
  referenceRows,
  territoires,
} from "../store/queries/reference.ts";
import { exclusively, UndoRefused } from "../store/ledger.ts";
import type { CommitNotice } from "../store/database.ts";
import { currentUser, settingOf, type Context } from "./context.ts";
import {
  addPassage,
  createDossier,
  getDossier,
  Invalid,
  moveDossier,
  NotFound,
  removeRecord,
  Stale,
  updateRecord,
} from "./dossiers.ts";
import { Cancelled, importFile } from "./imports/run.ts";
import { allVintages, catalogueOfSeries, currentSeries, regional } from "./indicateurs.ts";
import {
  detailsOf,
  historyOf,
  listTrash,
  recentActions,
  redoAction,
  restoreRecord,
  undoAction,
  undoState,
} from "./journal.ts";
import { setUpDesk, setUserLangue } from "./register.ts";
import { buildDemonstration } from "./demonstration.ts";

/** What the store process adds to the services. */
export interface Desk extends Context {
  version: string;
  /** Name of the register's file, never its path. */
  database: string;
  /** File behind a token that the shell handed to the page; undefined when unknown or used. */
  takeFile: (token: string) => { path: string; name: string } | undefined;
  log: (supportId: string, error: unknown) => void;
  /** The same services on a read-only connection, which does not see what is not committed yet. */
  view?: Context;
}

const os = implement(dataContract).$context<{ desk: Desk }>();

type Errors = Parameters<Parameters<typeof os.use>[0]>[0]["errors"];

/** The contract's error for a service's; anything else gets a support id that is also in the log. */
function contractError(error: unknown, errors: Errors, desk: Desk): Error {
  if (error instanceof ORPCError) return error;
  if (error instanceof NotFound) {
    return errors.NOT_FOUND({ data: { record: error.record, id: error.id } });
  }
  if (error instanceof Invalid) return errors.VALIDATION({ data: { faults: error.faults } });
  if (error instanceof Stale) {
    return errors.STALE({ data: { field: error.field, current: error.current } });
  }
  if (error instanceof UndoRefused) {
    return errors.UNDO_REFUSED({ data: { reason: error.reason, obstacles: error.obstacles } });
  }
  if (error instanceof Unreadable) {
    return errors.FILE_UNREADABLE({
      data: { reason: error.reason, ...(error.detail ? { detail: error.detail } : {}) },
    });
  }
  if (error instanceof Cancelled) return errors.CANCELLED({ data: {} });
  if (error instanceof BadCursor) {
    return errors.VALIDATION({ data: { faults: [{ field: "cursor", code: "unknown_value" }] } });
  }
  const supportId = randomUUID().slice(0, 8);
  desk.log(supportId, error);
  return errors.UNEXPECTED({ data: { supportId } });
}

const base = os.use(async ({ context, next, errors }) => {
  try {
    return await next();
  } catch (error) {
    throw contractError(error, errors, context.desk);
  }
});

/** A stream's errors come after its handler returned: they are turned as they pass. */
async function* stream<T>(
  events: AsyncGenerator<T, void, void>,
  errors: Errors,
  desk: Desk,
): AsyncGenerator<T, void, void> {
  try {
    yield* events;
  } catch (error) {
    throw contractError(error, errors, desk);
  }
}

/** Routes that write take their turn behind a long import. */
const writes = base.use(({ context, next }) => exclusively(context.desk.store, async () => next()));

/**
 * What reads see: the last committed state, never the middle of an import.
 * Rows, not promises: a second connection on the same file.
 */
const viewOf = (desk: Desk): Context => desk.view ?? desk;

function noticeOf(ctx: Context, notice: CommitNotice): ChangeNotice {
  return { ...notice, ...undoState(ctx) };
}

/** Change notices from now on, until the page stops listening. */
async function* changes(desk: Desk, signal: AbortSignal | undefined): AsyncGenerator<ChangeNotice> {
  const queue: ChangeNotice[] = [];
  let wake = () => {};
  const listener = (notice: CommitNotice) => {
    queue.push(noticeOf(desk, notice));
    wake();
  };
  const stop = () => wake();
  desk.store.listeners.add(listener);
  signal?.addEventListener("abort", stop);
  try {
    while (!signal?.aborted) {
      const next = queue.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    desk.store.listeners.delete(listener);
    signal?.removeEventListener("abort", stop);
  }
}

type SetupEvent = Progress | { type: "done" };

async function* setUp(
  desk: Desk,
  choice: { nom: string; langue: Langue; region: string; start: "vide" | "demonstration" },
): AsyncGenerator<SetupEvent, void, void> {
  await exclusively(desk.store, () => {
    const { db } = desk.store;
    if (currentUser(db)) throw new Invalid([{ field: "nom", code: "already_set_up" }]);
    if (!territoires(db).some((place) => place.code === choice.region)) {
      throw new Invalid([
        { field: "region", code: "unknown_value", params: { value: choice.region } },
      ]);
    }
    setUpDesk(desk.store, choice);
  });
  if (choice.start === "demonstration") yield* buildDemonstration(desk);
  yield { type: "done" };
}

async function* importChosen(
  desk: Desk,
  input: { token: string; kind: ImportKind; dryRun: boolean },
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent, void, void> {
  const file = desk.takeFile(input.token);
  if (!file) throw new Unreadable("token");
  yield* importFile(desk, input.kind, file.path, file.name, { dryRun: input.dryRun, signal });
}

/** The implementation of the contract's `data` routes, on the services. */
export const dataRouter = os.router({
  session: {
    get: base.session.get.handler(({ context: { desk } }) => {
      const { db } = viewOf(desk).store;
      const user = currentUser(db);
      const regions = territoires(db)
        .filter((place) => place.level === "region")
        .map((place) => ({ code: place.code, label: place.label }));
      const region = regions.find((each) => each.code === settingOf(db, "region")) ?? null;
      return {
        setupNeeded: user === null,
        langue: (user?.langue ?? "fr") as "fr" | "ar" | "en",
        user: user && { id: user.id, nom: user.nom },
        region,
        regions,
        demonstration: settingOf(db, "demonstration") !== null,
        database: desk.database,
        version: desk.version,
        today: desk.today(),
      };
    }),
    setup: base.session.setup.handler(async function* ({ input, context: { desk }, errors }) {
      yield* stream(setUp(desk, input), errors, desk);
    }),
    setLangue: writes.session.setLangue.handler(({ input, context: { desk } }) => {
      setUserLangue(desk.store, input.langue);
      return {};
    }),
    changes: base.session.changes.handler(async function* ({ context: { desk }, signal }) {
      yield* changes(desk, signal);
    }),
  },
  dossiers: {
    list: base.dossiers.list.handler(({ input, context }) => context.desk.read("list", input)),
    anchors: base.dossiers.anchors.handler(({ input, context }) =>
      context.desk.read("anchors", input),
    ),
    totals: base.dossiers.totals.handler(({ input, context }) =>
      context.desk.read("totals", input),
    ),
    board: base.dossiers.board.handler(({ input, context: { desk } }) => {
      const list = input.groupBy === "etat" ? "etat_procedure" : "phase";
      const keys = inForceOn(referenceRows(viewOf(desk).store.db, list), desk.today()).map(
        (row) => row.key,
      );
      return desk.read("board", { ...input, keys });
    }),
    get: base.dossiers.get.handler(({ input, context }) =>
      getDossier(viewOf(context.desk), input.id),
    ),
    create: writes.dossiers.create.handler(({ input, context }) =>
      createDossier(context.desk, input),
    ),
    move: writes.dossiers.move.handler(({ input, context }) => moveDossier(context.desk, input)),
    addPassage: writes.dossiers.addPassage.handler(({ input, context }) =>
      addPassage(context.desk, input),
    ),
    update: writes.dossiers.update.handler(({ input, context }) =>
      updateRecord(context.desk, input),
    ),
    remove: writes.dossiers.remove.handler(({ input, context }) =>
      removeRecord(context.desk, input.record, input.id),
    ),
  },
  recherche: {
    globale: base.recherche.globale.handler(({ input, context }) => {
      const { db } = viewOf(context.desk).store;
      const holders = searchHolders(db, input.text, Math.ceil(input.limit / 4));
      const files = searchDossiers(db, input.text, input.limit - holders.length);
      return {
        hits: [
          ...files.map((row) => ({
            type: "dossier" as const,
            id: row.id,
            reference: row.reference,
            titleFr: row.intituleFr,
            titleAr: row.intituleAr,
            detail: row.porteurFr,
          })),
          ...holders.map((holder) => ({
            type: "organisation" as const,
            id: holder.id,
            reference: null,
            titleFr: holder.nomFr,
            titleAr: holder.nomAr,
            detail: null,
            dossiers: holder.dossiers,
          })),
        ],
      };
    }),
  },
  journal: {
    state: base.journal.state.handler(({ context }) => undoState(viewOf(context.desk))),
    undo: writes.journal.undo.handler(({ input, context }) =>
      undoAction(context.desk, input.actionId),
    ),
    redo: writes.journal.redo.handler(({ context }) => redoAction(context.desk)),
    history: base.journal.history.handler(({ input, context }) => ({
      actions: historyOf(viewOf(context.desk), input.rows, input.limit),
    })),
    details: base.journal.details.handler(({ input, context }) =>
      detailsOf(viewOf(context.desk), input.actionId, input.limit),
    ),
    recent: base.journal.recent.handler(({ input, context }) => ({
      actions: recentActions(viewOf(context.desk), input.limit),
    })),
    corbeille: base.journal.corbeille.handler(({ input, context }) => ({
      rows: listTrash(viewOf(context.desk), input.limit),
    })),
    restore: writes.journal.restore.handler(({ input, context }) => ({
      actionId: restoreRecord(context.desk, input.record, input.id),
    })),
  },
  references: {
    lists: base.references.lists.handler(({ context }) => ({
      lists: referenceLists(viewOf(context.desk).store.db),
    })),
    rows: base.references.rows.handler(({ input, context }) => ({
      rows: referenceRows(viewOf(context.desk).store.db, input.list),
    })),
    catalogue: base.references.catalogue.handler(({ context: { desk } }) => {
      const { db } = viewOf(desk).store;
      const lists = Object.groupBy(inForceOn(referenceRows(db), desk.today()), (row) => row.list);
      return {
        lists: lists as Record<string, NonNullable<(typeof lists)[string]>>,
        territoires: territoires(db).map(({ aliases: _, ...place }) => place),
        utilisateurs: db
          .prepare("SELECT id, nom FROM utilisateur WHERE deleted_at IS NULL ORDER BY nom")
          .all() as { id: string; nom: string }[],
      };
    }),
  },
  indicateurs: {
    catalogue: base.indicateurs.catalogue.handler(({ context }) => ({
      series: catalogueOfSeries(viewOf(context.desk)),
    })),
    series: base.indicateurs.series.handler(({ input, context }) =>
      currentSeries(viewOf(context.desk), input),
    ),
    vintages: base.indicateurs.vintages.handler(({ input, context }) =>
      allVintages(viewOf(context.desk), input.key),
    ),
  },
  tableaux: {
    regional: base.tableaux.regional.handler(({ input, context }) =>
      regional(viewOf(context.desk), input),
    ),
  },
  imports: {
    run: base.imports.run.handler(async function* ({ input, context: { desk }, signal, errors }) {
      yield* stream(importChosen(desk, input, signal), errors, desk);
    }),
  },
});
