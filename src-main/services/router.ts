import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { implement, ORPCError } from "@orpc/server";
import type { ExportAsked, ExportEvent } from "../contract/exports.ts";
import type { ImportEvent, ImportKind } from "../contract/imports.ts";
import type { Langue, Progress } from "../contract/primitives.ts";
import type { ChangeNotice } from "../contract/journal.ts";
import { dataContract } from "../contract/index.ts";
import { BadModel } from "../exchange/docx.ts";
import { Unreadable } from "../exchange/read-table.ts";
import { NotWritten } from "../exchange/write-whole.ts";
import { BadCursor, projectsOf, searchDossiers } from "../store/queries/dossiers.ts";
import {
  inForceOn,
  referenceLists,
  referenceRows,
  territoires,
} from "../store/queries/reference.ts";
import { duplicatesOf, searchDirectory } from "../store/queries/annuaire.ts";
import { exclusively, UndoRefused } from "../store/ledger.ts";
import type { CommitNotice } from "../store/database.ts";
import {
  getOrganisation,
  getPersonne,
  nameRecord,
  pickRecords,
  revealCin,
  setRole,
} from "./annuaire.ts";
import { currentUser, settingOf, type Context } from "./context.ts";
import { comparerEdition, getEdition, listEditions, publierEdition } from "./editions.ts";
import { etatExecution } from "./etat-execution.ts";
import { conventionOn, createAvenant } from "./conventions.ts";
import { dossierClocks, listHolidays, saveHolidays } from "./delais.ts";
import {
  administrations,
  answer,
  consult,
  instructionOf,
  markPieces,
  prepareChecklist,
  requestPieces,
} from "./instruction.ts";
import { chefsOf, executionOn, markAttendance, setChef } from "./execution.ts";
import { documentData } from "./documents/index.ts";
import { addPassage, createDossier, getDossier, getProjet, moveDossier } from "./dossiers.ts";
import { timeline } from "./chronologie.ts";
import {
  abandonFile,
  adoptFile,
  beginFile,
  fileBytes,
  FileRefused,
  fileText,
  finishFile,
  listFiles,
  removeFile,
  takeChunk,
} from "./fichiers.ts";
import { Invalid, NotFound, Stale } from "./records/errors.ts";
import { createRecord, getRecord, removeRecord, updateRecord } from "./records/records.ts";
import { Cancelled, importFile } from "./imports/run.ts";
import { bulkChange } from "./masse.ts";
import { listFavourites, listViews } from "./vues.ts";
import {
  allVintages,
  anchorSeries,
  catalogueOfSeries,
  currentSeries,
  listSeries,
  serieFiche,
} from "./indicateurs.ts";
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
import { calendarOf, dueReminders, getJournee, markPresence, tasksOf } from "./journee.ts";
import { echeancesFile, exportCalendar } from "./agenda.ts";
import { listSimulations, simulerPrimes } from "./primes.ts";
import {
  anchorFinancements,
  findFinancements,
  getFinancement,
  listFinancements,
  planFinancement,
  totalFinancements,
} from "./financements.ts";
import {
  addModele,
  documentJson,
  generatedDocuments,
  generateDocument,
  listModeles,
  modeleFile,
  previewModele,
  replaceModele,
} from "./modeles/index.ts";
import { accompagnementSuivi, getProgramme, listProgrammes } from "./programmes.ts";
import { setUpDesk, setUserLangue } from "./register.ts";
import {
  boardFiliere,
  cardsOf,
  getFiliere,
  listFiliere,
  moveFiliere,
  setCard,
  visitsOf,
} from "./filieres.ts";
import {
  addUser,
  closeReference,
  correctReference,
  createReference,
  moveReference,
  removeReference,
  removeUser,
  updateUser,
  versionReference,
} from "./references.ts";
import { formOf } from "./references-form.ts";
import {
  candidates,
  closeSeance,
  decide,
  getSeance,
  listSeances,
  orderEntry,
  postponeEntry,
  proposeDossiers,
} from "./seances.ts";
import {
  apercuCarte,
  choixDeCartes,
  listTableaux,
  tableauDefinition,
  tableauOf,
} from "./tableaux/index.ts";
import {
  dupliquerCarte,
  dupliquerTableau,
  formesDeCarte,
  placerCarte,
} from "./tableaux/composition.ts";
import { dueRapports, listRapports, noteProduit, noteRapport } from "./rapports/gardes.ts";
import { rapportDe } from "./rapports/rapport.ts";
import { writeRapport } from "./rapports/write.ts";
import { buildDemonstration } from "./demonstration.ts";
import { describeExport, notePrinted, printedPage, runExport } from "./exports/run.ts";

/** What the store process adds to the services. */
export interface Desk extends Context {
  version: string;
  /** Name of the register's file, never its path. */
  database: string;
  /** File behind a token that the shell handed to the page; undefined when unknown or used. */
  takeFile: (token: string) => { path: string; name: string } | undefined;
  log: (supportId: string, error: unknown) => void;
  /** The built thread on which lists are exported; in place when left out. */
  exportThread?: URL;
  /** The calendar file kept up to date, when there is one. */
  calendar?: () => { name: string; at: number | null; failed: boolean } | null;
  /** The same services on a read-only connection, which does not see what is not committed yet. */
  view?: Context;
}

const os = implement(dataContract).$context<{ desk: Desk; origin?: string }>();

/** The window whose call is being served: a change notice tells it from the others. */
const origins = new AsyncLocalStorage<string | undefined>();

type Errors = Parameters<Parameters<typeof os.use>[0]>[0]["errors"];

/** The contract's error for a service's; anything else gets a support id that is also in the log. */
function contractError(error: unknown, errors: Errors, desk: Desk): Error {
  if (error instanceof ORPCError) return error;
  if (error instanceof NotFound) {
    return errors.NOT_FOUND({ data: { record: error.record, id: error.id } });
  }
  if (error instanceof Invalid) return errors.VALIDATION({ data: { faults: error.faults } });
  if (error instanceof BadModel) {
    const faults = error.faults.map(({ code, mark }) => ({
      field: "fichier",
      code,
      params: { marque: mark },
    }));
    return errors.VALIDATION({ data: { faults } });
  }
  if (error instanceof Stale) {
    return errors.STALE({ data: { conflicts: error.conflicts } });
  }
  if (error instanceof UndoRefused) {
    return errors.UNDO_REFUSED({ data: { reason: error.reason, obstacles: error.obstacles } });
  }
  if (error instanceof Unreadable || error instanceof FileRefused) {
    return errors.FILE_UNREADABLE({
      data: { reason: error.reason, ...(error.detail ? { detail: error.detail } : {}) },
    });
  }
  if (error instanceof NotWritten) {
    return errors.FILE_NOT_WRITTEN({ data: { reason: error.reason } });
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
    return await origins.run(context.origin, () => next());
  } catch (error) {
    throw contractError(error, errors, context.desk);
  }
});

/** A stream's errors come after its handler returned: they are turned as they pass. */
async function* stream<T>(
  events: AsyncGenerator<T, void, void>,
  errors: Errors,
  desk: Desk,
  origin?: string,
): AsyncGenerator<T, void, void> {
  try {
    // Each step is asked for after the call was answered: the window that asked is said again.
    const step = async () => origins.run(origin, () => events.next());
    for (let next = await step(); !next.done; next = await step()) yield next.value;
  } catch (error) {
    throw contractError(error, errors, desk);
  } finally {
    await events.return();
  }
}

/** Routes that write take their turn behind a long import. */
const writes = base.use(({ context, next }) => exclusively(context.desk.store, async () => next()));

/**
 * What reads see: the last committed state, never the middle of an import.
 * Rows, not promises: a second connection on the same file.
 */
const viewOf = (desk: Desk): Context => desk.view ?? desk;

function noticeOf(ctx: Context, notice: CommitNotice, own: boolean): ChangeNotice {
  return { ...notice, own, ...undoState(ctx) };
}

/** Change notices from now on, until the page stops listening. */
async function* changes(
  desk: Desk,
  signal: AbortSignal | undefined,
  origin: string | undefined,
): AsyncGenerator<ChangeNotice> {
  const queue: ChangeNotice[] = [];
  let wake = () => {};
  const listener = (notice: CommitNotice) => {
    queue.push(noticeOf(desk, notice, origins.getStore() === origin));
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

/** Writes a list to the file behind a token. */
async function* exportChosen(
  desk: Desk,
  { token, ...asked }: ExportAsked & { token: string },
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportEvent, void, void> {
  const file = desk.takeFile(token);
  if (!file) throw new Unreadable("token");
  yield* runExport(desk, asked, file.path, file.name, { signal, thread: desk.exportThread });
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
    setup: base.session.setup.handler(async function* ({
      input,
      context: { desk, origin },
      errors,
    }) {
      yield* stream(setUp(desk, input), errors, desk, origin);
    }),
    setLangue: writes.session.setLangue.handler(({ input, context: { desk } }) => {
      setUserLangue(desk.store, input.langue);
      return {};
    }),
    changes: base.session.changes.handler(async function* ({ context: { desk, origin }, signal }) {
      yield* changes(desk, signal, origin);
    }),
  },
  documents: {
    data: base.documents.data.handler(({ input, context }) =>
      documentData(viewOf(context.desk), input),
    ),
  },
  instruction: {
    dossier: base.instruction.dossier.handler(({ input, context }) =>
      instructionOf(viewOf(context.desk), input.id),
    ),
    prepareChecklist: writes.instruction.prepareChecklist.handler(({ input, context }) =>
      prepareChecklist(context.desk, input.dossierId),
    ),
    marquerPieces: writes.instruction.marquerPieces.handler(({ input, context }) =>
      markPieces(context.desk, input),
    ),
    demanderPieces: writes.instruction.demanderPieces.handler(({ input, context }) =>
      requestPieces(context.desk, input),
    ),
    administrations: base.instruction.administrations.handler(({ context }) => ({
      administrations: administrations(viewOf(context.desk)),
    })),
    consulter: writes.instruction.consulter.handler(({ input, context }) =>
      consult(context.desk, input),
    ),
    repondre: writes.instruction.repondre.handler(({ input, context }) =>
      answer(context.desk, input),
    ),
  },
  dossiers: {
    list: base.dossiers.list.handler(({ input, context }) =>
      context.desk.read("list", { ...input, jour: context.desk.today() }),
    ),
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
      return desk.read("board", { ...input, keys, jour: desk.today() });
    }),
    get: base.dossiers.get.handler(({ input, context }) =>
      getDossier(viewOf(context.desk), input.id),
    ),
    projet: base.dossiers.projet.handler(({ input, context }) =>
      getProjet(viewOf(context.desk), input.id),
    ),
    create: writes.dossiers.create.handler(({ input, context }) =>
      createDossier(context.desk, input),
    ),
    move: writes.dossiers.move.handler(({ input, context }) => moveDossier(context.desk, input)),
    bulk: base.dossiers.bulk.handler(async function* ({
      input,
      context: { desk, origin },
      signal,
      errors,
    }) {
      yield* stream(bulkChange(desk, input, signal), errors, desk, origin);
    }),
    addPassage: writes.dossiers.addPassage.handler(({ input, context }) =>
      addPassage(context.desk, input),
    ),
  },
  records: {
    get: base.records.get.handler(({ input, context }) =>
      getRecord(viewOf(context.desk), input.record, input.id),
    ),
    create: writes.records.create.handler(({ input, context }) =>
      createRecord(context.desk, input),
    ),
    update: writes.records.update.handler(({ input, context }) =>
      updateRecord(context.desk, input),
    ),
    remove: writes.records.remove.handler(({ input, context }) =>
      removeRecord(context.desk, input.record, input.id),
    ),
  },
  fichiers: {
    list: base.fichiers.list.handler(({ input, context }) =>
      listFiles(viewOf(context.desk), input),
    ),
    begin: base.fichiers.begin.handler(({ input, context }) => beginFile(context.desk, input)),
    chunk: base.fichiers.chunk.handler(({ input }) => takeChunk(input)),
    // Not behind `writes`: the bytes are read and hashed first, only the row waits for its turn.
    finish: base.fichiers.finish.handler(({ input, context }) =>
      finishFile(context.desk, input.envoi),
    ),
    abandon: base.fichiers.abandon.handler(async ({ input }) => {
      await abandonFile(input.envoi);
      return {};
    }),
    adopt: base.fichiers.adopt.handler(({ input: { token, ...owner }, context: { desk } }) => {
      const file = desk.takeFile(token);
      if (!file) throw new FileRefused("token");
      return adoptFile(desk, owner, file);
    }),
    remove: writes.fichiers.remove.handler(({ input, context }) =>
      removeFile(context.desk, input.id),
    ),
    bytes: base.fichiers.bytes.handler(({ input, context }) =>
      fileBytes(viewOf(context.desk), input.id),
    ),
    texte: base.fichiers.texte.handler(({ input, context }) =>
      fileText(viewOf(context.desk), input.id),
    ),
  },
  chronologie: {
    get: base.chronologie.get.handler(({ input, context }) =>
      timeline(viewOf(context.desk), input),
    ),
  },
  seances: {
    list: base.seances.list.handler(({ input, context }) => ({
      rows: listSeances(viewOf(context.desk), input.limit),
    })),
    get: base.seances.get.handler(({ input, context }) =>
      getSeance(viewOf(context.desk), input.id),
    ),
    candidats: base.seances.candidats.handler(({ input, context }) =>
      candidates(viewOf(context.desk), input),
    ),
    proposer: writes.seances.proposer.handler(({ input, context }) =>
      proposeDossiers(context.desk, input),
    ),
    ordonner: writes.seances.ordonner.handler(({ input, context }) =>
      orderEntry(context.desk, input),
    ),
    reporter: writes.seances.reporter.handler(({ input, context }) =>
      postponeEntry(context.desk, input),
    ),
    decider: writes.seances.decider.handler(({ input, context }) => decide(context.desk, input)),
    cloturer: writes.seances.cloturer.handler(({ input, context }) =>
      closeSeance(context.desk, input),
    ),
  },
  annuaire: {
    list: base.annuaire.list.handler(({ input, context }) => context.desk.read("directory", input)),
    anchors: base.annuaire.anchors.handler(({ input, context }) =>
      context.desk.read("directoryAnchors", input),
    ),
    organisation: base.annuaire.organisation.handler(({ input, context }) =>
      getOrganisation(viewOf(context.desk), input.id),
    ),
    personne: base.annuaire.personne.handler(({ input, context }) =>
      getPersonne(viewOf(context.desk), input.id),
    ),
    doublons: base.annuaire.doublons.handler(({ input, context }) => ({
      doublons: duplicatesOf(viewOf(context.desk).store.db, input),
    })),
    chercher: base.annuaire.chercher.handler(({ input, context }) => ({
      rows: pickRecords(viewOf(context.desk), input),
    })),
    nommer: base.annuaire.nommer.handler(({ input, context }) =>
      nameRecord(viewOf(context.desk), input.record, input.id),
    ),
    setRole: writes.annuaire.setRole.handler(({ input, context }) => setRole(context.desk, input)),
    revealCin: writes.annuaire.revealCin.handler(({ input, context }) =>
      revealCin(context.desk, input.personneId),
    ),
  },
  recherche: {
    globale: base.recherche.globale.handler(({ input, context }) => {
      const { db } = viewOf(context.desk).store;
      const entries = searchDirectory(db, input.text, Math.ceil(input.limit / 3));
      const files = searchDossiers(db, input.text, input.limit - entries.length);
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
          ...projectsOf(db, files, Math.ceil(input.limit / 3)).map((projet) => ({
            type: "projet" as const,
            ...projet,
          })),
          ...pickRecords(viewOf(context.desk), {
            record: "convention",
            text: input.text,
            limit: Math.ceil(input.limit / 3),
          }).map((row) => ({ type: "convention" as const, ...row })),
          ...findFinancements(viewOf(context.desk), input.text, Math.ceil(input.limit / 3)).map(
            (row) => ({
              type: "financement" as const,
              id: row.id,
              reference: row.reference,
              titleFr: row.objetFr ?? row.reference,
              titleAr: row.objetAr,
              detail: row.titulaireFr,
            }),
          ),
          ...entries.map((entry) => ({
            type: entry.type,
            id: entry.id,
            reference: null,
            titleFr: entry.nomFr,
            titleAr: entry.nomAr,
            detail: entry.organisationFr,
            ...(entry.dossiers > 0 ? { dossiers: entry.dossiers } : {}),
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
  journee: {
    get: base.journee.get.handler(({ context }) => getJournee(viewOf(context.desk))),
    presence: writes.journee.presence.handler(({ context }) => {
      markPresence(context.desk);
      return {};
    }),
    taches: base.journee.taches.handler(({ input, context }) => ({
      taches: tasksOf(viewOf(context.desk), input.recordTable, input.recordId),
    })),
    calendrier: base.journee.calendrier.handler(({ input, context }) =>
      calendarOf(viewOf(context.desk), input.du, input.au),
    ),
    rappels: base.journee.rappels.handler(({ input, context }) => ({
      rappels: dueReminders(viewOf(context.desk), input.heure),
    })),
    exporter: base.journee.exporter.handler(async ({ input, context: { desk } }) => {
      const file = desk.takeFile(input.token);
      if (!file) throw new Unreadable("token");
      const events = await exportCalendar(viewOf(desk), file.path, input.langue);
      return { name: file.name, events };
    }),
    abonnement: base.journee.abonnement.handler(({ context }) => context.desk.calendar?.() ?? null),
  },
  financements: {
    list: base.financements.list.handler(({ input, context }) =>
      listFinancements(viewOf(context.desk), input),
    ),
    anchors: base.financements.anchors.handler(({ input, context }) =>
      anchorFinancements(viewOf(context.desk), input),
    ),
    totals: base.financements.totals.handler(({ input, context }) =>
      totalFinancements(viewOf(context.desk), input.filter),
    ),
    get: base.financements.get.handler(({ input, context }) =>
      getFinancement(viewOf(context.desk), input.id),
    ),
    plan: base.financements.plan.handler(({ input, context }) =>
      planFinancement(viewOf(context.desk), input),
    ),
  },
  rapports: {
    list: base.rapports.list.handler(({ input, context }) =>
      listRapports(viewOf(context.desk), input.tableau),
    ),
    document: base.rapports.document.handler(({ input, context }) =>
      rapportDe(viewOf(context.desk), input.demande, input.options),
    ),
    ecrire: base.rapports.ecrire.handler(async ({ input, context: { desk } }) => {
      const file = desk.takeFile(input.token);
      if (!file) throw new Unreadable("token");
      const document = await rapportDe(viewOf(desk), input.demande, input.options);
      await writeRapport(document, input.format, file.path);
      return {};
    }),
    produit: writes.rapports.produit.handler(({ input, context }) =>
      noteProduit(context.desk, input),
    ),
    dus: base.rapports.dus.handler(({ context }) => dueRapports(viewOf(context.desk))),
    noter: writes.rapports.noter.handler(({ input, context }) => noteRapport(context.desk, input)),
  },
  editions: {
    list: base.editions.list.handler(({ input, context }) => ({
      editions: listEditions(viewOf(context.desk), input.tableau),
    })),
    get: base.editions.get.handler(({ input, context }) =>
      getEdition(viewOf(context.desk), input.id),
    ),
    // It takes its turn by itself once the figures are told: reading them holds nobody up.
    publier: base.editions.publier.handler(({ input, context }) =>
      publierEdition(context.desk, input),
    ),
    comparer: base.editions.comparer.handler(({ input, context }) =>
      comparerEdition(context.desk, input),
    ),
  },
  etats: {
    get: base.etats.get.handler(({ input, context }) => etatExecution(viewOf(context.desk), input)),
  },
  conventions: {
    list: base.conventions.list.handler(({ input: { asOf, ...input }, context: { desk } }) =>
      desk.read("conventions", { ...input, day: asOf ?? desk.today() }),
    ),
    anchors: base.conventions.anchors.handler(({ input: { asOf, ...input }, context: { desk } }) =>
      desk.read("conventionAnchors", { ...input, day: asOf ?? desk.today() }),
    ),
    get: base.conventions.get.handler(({ input, context: { desk } }) =>
      conventionOn(viewOf(desk), input.id, input.asOf ?? desk.today()),
    ),
    avenant: writes.conventions.avenant.handler(({ input, context }) =>
      createAvenant(context.desk, input),
    ),
  },
  modeles: {
    list: base.modeles.list.handler(({ input, context }) => ({
      modeles: listModeles(viewOf(context.desk), input.fiche),
    })),
    // Not behind `writes`: the file is read and hashed first, only the rows wait for their turn.
    ajouter: base.modeles.ajouter.handler(({ input: { token, ...asked }, context: { desk } }) => {
      const file = desk.takeFile(token);
      if (!file) throw new FileRefused("token");
      return addModele(desk, asked, file);
    }),
    remplacer: base.modeles.remplacer.handler(({ input: { token, id }, context: { desk } }) => {
      const file = desk.takeFile(token);
      if (!file) throw new FileRefused("token");
      return replaceModele(desk, id, file);
    }),
    fichier: base.modeles.fichier.handler(({ input, context }) =>
      modeleFile(viewOf(context.desk), input),
    ),
    apercu: base.modeles.apercu.handler(({ input, context }) =>
      previewModele(viewOf(context.desk), input),
    ),
    generer: base.modeles.generer.handler(({ input, context }) =>
      generateDocument(context.desk, input),
    ),
    generes: base.modeles.generes.handler(({ input, context }) => ({
      documents: generatedDocuments(viewOf(context.desk), input),
    })),
    donnees: base.modeles.donnees.handler(({ input, context }) => ({
      json: documentJson(viewOf(context.desk), input.id),
    })),
  },
  programmes: {
    list: base.programmes.list.handler(({ context }) => ({
      programmes: listProgrammes(viewOf(context.desk)),
    })),
    get: base.programmes.get.handler(({ input, context }) =>
      getProgramme(viewOf(context.desk), input.key),
    ),
    suivi: base.programmes.suivi.handler(({ input, context }) =>
      accompagnementSuivi(viewOf(context.desk), input.accompagnementId),
    ),
  },
  filieres: {
    list: base.filieres.list.handler(({ input, context }) =>
      listFiliere(viewOf(context.desk), input),
    ),
    board: base.filieres.board.handler(({ input, context }) =>
      boardFiliere(viewOf(context.desk), input),
    ),
    get: base.filieres.get.handler(({ input, context }) => getFiliere(viewOf(context.desk), input)),
    move: writes.filieres.move.handler(({ input, context }) => moveFiliere(context.desk, input)),
    visites: base.filieres.visites.handler(({ input, context }) => ({
      visites: visitsOf(viewOf(context.desk), input.projetId),
    })),
    cartes: base.filieres.cartes.handler(({ context }) => cardsOf(viewOf(context.desk))),
    setCarte: writes.filieres.setCarte.handler(({ input, context }) =>
      setCard(context.desk, input),
    ),
  },
  references: {
    form: base.references.form.handler(({ input, context }) =>
      formOf(viewOf(context.desk), input.list, input.id),
    ),
    create: writes.references.create.handler(({ input, context }) =>
      createReference(context.desk, input),
    ),
    correct: writes.references.correct.handler(({ input, context }) =>
      correctReference(context.desk, input),
    ),
    version: writes.references.version.handler(({ input, context }) =>
      versionReference(context.desk, input),
    ),
    close: writes.references.close.handler(({ input, context }) =>
      closeReference(context.desk, input),
    ),
    remove: writes.references.remove.handler(({ input, context }) =>
      removeReference(context.desk, input.id),
    ),
    move: writes.references.move.handler(({ input, context }) =>
      moveReference(context.desk, input),
    ),
    addUser: writes.references.addUser.handler(({ input, context }) =>
      addUser(context.desk, input),
    ),
    updateUser: writes.references.updateUser.handler(({ input, context }) =>
      updateUser(context.desk, input),
    ),
    removeUser: writes.references.removeUser.handler(({ input, context }) =>
      removeUser(context.desk, input.id),
    ),
    lists: base.references.lists.handler(({ context }) => ({
      lists: referenceLists(viewOf(context.desk).store.db),
    })),
    rows: base.references.rows.handler(({ input, context }) => ({
      rows: [...referenceRows(viewOf(context.desk).store.db, input.list)],
    })),
    catalogue: base.references.catalogue.handler(({ context: { desk } }) => {
      const { db } = viewOf(desk).store;
      const lists = Object.groupBy(inForceOn(referenceRows(db), desk.today()), (row) => row.list);
      return {
        lists: lists as Record<string, NonNullable<(typeof lists)[string]>>,
        territoires: territoires(db).map(({ aliases: _, ...place }) => place),
        utilisateurs: db
          .prepare("SELECT id, nom, role FROM utilisateur WHERE deleted_at IS NULL ORDER BY nom")
          .all() as { id: string; nom: string; role: string }[],
      };
    }),
  },
  indicateurs: {
    list: base.indicateurs.list.handler(({ input, context }) =>
      listSeries(viewOf(context.desk), input),
    ),
    anchors: base.indicateurs.anchors.handler(({ input, context }) =>
      anchorSeries(viewOf(context.desk), input),
    ),
    fiche: base.indicateurs.fiche.handler(({ input, context }) =>
      serieFiche(viewOf(context.desk), input),
    ),
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
  delais: {
    dossier: base.delais.dossier.handler(({ input, context }) =>
      dossierClocks(viewOf(context.desk), input.id),
    ),
    feries: base.delais.feries.handler(({ input, context }) =>
      listHolidays(viewOf(context.desk), input.annee),
    ),
    enregistrerFeries: writes.delais.enregistrerFeries.handler(({ input, context }) =>
      saveHolidays(context.desk, input),
    ),
  },
  tableaux: {
    list: base.tableaux.list.handler(({ context }) => listTableaux(context.desk)),
    definition: base.tableaux.definition.handler(({ input, context }) =>
      tableauDefinition(context.desk, input.key),
    ),
    get: base.tableaux.get.handler(({ input, context }) => tableauOf(context.desk, input)),
    formes: base.tableaux.formes.handler(({ input, context }) =>
      formesDeCarte(viewOf(context.desk), input.source),
    ),
    dupliquer: writes.tableaux.dupliquer.handler(({ input, context }) =>
      dupliquerTableau(context.desk, input.key, input.titre),
    ),
    dupliquerCarte: writes.tableaux.dupliquerCarte.handler(({ input, context }) =>
      dupliquerCarte(context.desk, input.id),
    ),
    placerCarte: writes.tableaux.placerCarte.handler(({ input, context }) =>
      placerCarte(context.desk, input),
    ),
    apercu: base.tableaux.apercu.handler(({ input, context }) => apercuCarte(context.desk, input)),
    choix: base.tableaux.choix.handler(() => choixDeCartes()),
  },
  primes: {
    simuler: base.primes.simuler.handler(({ input, context }) =>
      simulerPrimes(viewOf(context.desk), input),
    ),
    simulations: base.primes.simulations.handler(({ input, context }) => ({
      simulations: listSimulations(viewOf(context.desk), input.projetId),
    })),
  },
  execution: {
    get: base.execution.get.handler(({ input, context }) =>
      executionOn(viewOf(context.desk), input.id, input.jour),
    ),
    toutes: base.execution.toutes.handler(({ input, context: { desk } }) =>
      desk.read("execution", { jour: input.jour ?? desk.today() }),
    ),
    remontees: base.execution.remontees.handler(({ input, context: { desk } }) =>
      desk.read("climbed", {
        utilisateurId: currentUser(viewOf(desk).store.db)?.id ?? "",
        jour: desk.today(),
        ...input,
      }),
    ),
    chefs: base.execution.chefs.handler(({ context }) => ({
      chefs: chefsOf(viewOf(context.desk).store.db),
    })),
    setChef: writes.execution.setChef.handler(({ input, context }) => setChef(context.desk, input)),
    pointer: writes.execution.pointer.handler(({ input, context }) =>
      markAttendance(context.desk, input),
    ),
  },
  echeances: {
    list: base.echeances.list.handler(({ input, context: { desk } }) =>
      desk.read("echeances", { ...input, jour: desk.today() }),
    ),
    barres: base.echeances.barres.handler(({ input, context: { desk } }) =>
      desk.read("echeanceBarres", { ...input, jour: desk.today() }),
    ),
    miennes: base.echeances.miennes.handler(({ input, context: { desk } }) =>
      desk.read("mesEcheances", {
        utilisateurId: currentUser(viewOf(desk).store.db)?.id ?? "",
        jour: desk.today(),
        limit: input.limit,
      }),
    ),
    ics: base.echeances.ics.handler(({ input, context: { desk } }) =>
      echeancesFile(viewOf(desk), input),
    ),
  },
  vues: {
    list: base.vues.list.handler(({ input, context }) =>
      listViews(viewOf(context.desk), input.ecran),
    ),
  },
  favoris: {
    list: base.favoris.list.handler(({ context }) => listFavourites(viewOf(context.desk))),
  },
  imports: {
    run: base.imports.run.handler(async function* ({
      input,
      context: { desk, origin },
      signal,
      errors,
    }) {
      yield* stream(importChosen(desk, input, signal), errors, desk, origin);
    }),
  },
  exports: {
    describe: base.exports.describe.handler(({ input, context }) =>
      describeExport(viewOf(context.desk), input),
    ),
    page: base.exports.page.handler(({ input, context }) =>
      printedPage(viewOf(context.desk), input),
    ),
    // Takes its turn behind a long import by itself.
    printed: base.exports.printed.handler(({ input, context }) => notePrinted(context.desk, input)),
    run: base.exports.run.handler(async function* ({
      input,
      context: { desk, origin },
      signal,
      errors,
    }) {
      yield* stream(exportChosen(desk, input, signal), errors, desk, origin);
    }),
  },
});
