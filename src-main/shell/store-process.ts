import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { RPCHandler } from "@orpc/server/message-port";
import { openStore, readOnlyView, type Store } from "../store/database.ts";
import { StoreError } from "../store/errors.ts";
import { refusalOf, saveDocument } from "../services/documents/index.ts";
import { CalendarFeed } from "../services/agenda.ts";
import { currentUser, type ReadRunner } from "../services/context.ts";
import { copyForSystem, FileRefused } from "../services/fichiers.ts";
import { localToday } from "../services/paths.ts";
import { readerPool, readInPlace } from "../services/readers.ts";
import { foundRegister, setUserLangue, upgradeReferences } from "../services/register.ts";
import { dataRouter, type Desk } from "../services/router.ts";
import { warmTableaux } from "../services/tableaux/index.ts";
import type { FromStore, StoreArguments, ToStore } from "./messages.ts";

const args = JSON.parse(process.argv.at(-1) ?? "{}") as StoreArguments;
/** Milliseconds after the register is open. */
const threadsAfter = 1000;

const tell = (message: FromStore) => process.parentPort.postMessage(message);

function open(): Store {
  const options = { migrations: args.migrations, deviceId: args.deviceId };
  if (args.create && !existsSync(args.path)) {
    const store = openStore(args.path, { ...options, mode: "create" });
    foundRegister(store, args.resources);
    return store;
  }
  const store = openStore(args.path, { ...options, mode: "existing" });
  upgradeReferences(store, args.resources);
  return store;
}

/** Makes a copy of a kept file for the system, and tells where it is or why there is none. */
async function copy(desk: Desk, request: string, id: string, folder: string): Promise<void> {
  try {
    tell({ type: "copied", request, path: await copyForSystem(desk, id, folder) });
  } catch (error) {
    const refused = error instanceof FileRefused ? error : null;
    if (!refused) tell({ type: "log", line: (error as Error).stack ?? String(error) });
    tell({
      type: "not-copied",
      request,
      reason: refused?.reason ?? null,
      detail: refused?.detail ?? null,
    });
  }
}

function serve(store: Store): void {
  const files = new Map<string, { path: string; name: string }>();
  const viewStore = readOnlyView(store);
  // The first screen is read in place: threads that start with it would only make it wait.
  let pool: ReturnType<typeof readerPool> | null = null;
  const inPlace = readInPlace(viewStore.db);
  const read: ReadRunner = (name, input) => (pool?.read ?? inPlace)(name, input);
  setTimeout(() => {
    pool = readerPool(new URL("reader-thread.js", import.meta.url), args.path, 2);
    warmTableaux(desk).catch((error: unknown) =>
      tell({ type: "log", line: `tableaux: ${(error as Error)?.stack ?? String(error)}` }),
    );
  }, threadsAfter);
  const desk: Desk = {
    store,
    view: {
      store: viewStore,
      resources: args.resources,
      today: () => localToday(),
      read,
    },
    resources: args.resources,
    today: () => localToday(),
    read,
    version: args.version,
    database: basename(args.path),
    exportThread: new URL("export-thread.js", import.meta.url),
    takeFile: (token) => files.get(token),
    calendar: () => feed.state((path) => basename(path)),
    log: (supportId, error) =>
      tell({ type: "log", line: `${supportId} ${(error as Error)?.stack ?? String(error)}` }),
  };
  const feed = new CalendarFeed(desk.view ?? desk, (error) =>
    tell({ type: "log", line: `agenda: ${(error as Error)?.stack ?? String(error)}` }),
  );
  store.listeners.add(() => feed.touch());
  feed.follow(args.agenda ?? null);
  const handler = new RPCHandler(dataRouter);
  process.parentPort.on("message", (event) => {
    const message = event.data as ToStore;
    if (message.type === "connect") {
      const [port] = event.ports;
      if (!port) return;
      handler.upgrade(port, { context: { desk, origin: randomUUID() } });
      port.start();
    } else if (message.type === "file") {
      files.set(message.token, { path: message.path, name: message.name });
    } else if (message.type === "agenda") {
      feed.follow(message.path);
    } else if (message.type === "copy") {
      void copy(desk, message.request, message.id, message.folder);
    } else if (message.type === "langue") {
      setUserLangue(store, message.langue);
      tell({ type: "langue", langue: message.langue });
    } else if (message.type === "document") {
      const { request, path, ...asked } = message;
      saveDocument(desk.view ?? desk, asked, path).then(
        (name) => tell({ type: "document", request, ok: true, name }),
        (error: unknown) => {
          tell({ type: "log", line: `document: ${(error as Error)?.stack ?? String(error)}` });
          tell({ type: "document", request, ok: false, code: refusalOf(error) });
        },
      );
    } else {
      void Promise.all([pool?.close(), feed.close()]).then(() => {
        viewStore.close();
        store.close();
        process.exit(0);
      });
    }
  });
  tell({ type: "ready", langue: (currentUser(store.db)?.langue ?? "fr") as "fr" | "ar" | "en" });
}

try {
  serve(open());
} catch (error) {
  const code = error instanceof StoreError ? error.code : "unexpected";
  tell({ type: "failed", code, message: (error as Error).stack ?? String(error) });
}
