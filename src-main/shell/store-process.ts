import { existsSync } from "node:fs";
import { basename } from "node:path";
import { RPCHandler } from "@orpc/server/message-port";
import { openStore, readOnlyView, type Store } from "../store/database.ts";
import { StoreError } from "../store/errors.ts";
import { currentUser, type ReadRunner } from "../services/context.ts";
import { localToday } from "../services/paths.ts";
import { readerPool, readInPlace } from "../services/readers.ts";
import { foundRegister, setUserLangue } from "../services/register.ts";
import { dataRouter, type Desk } from "../services/router.ts";
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
  return openStore(args.path, { ...options, mode: "existing" });
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
    takeFile: (token) => files.get(token),
    log: (supportId, error) =>
      tell({ type: "log", line: `${supportId} ${(error as Error)?.stack ?? String(error)}` }),
  };
  const handler = new RPCHandler(dataRouter);
  process.parentPort.on("message", (event) => {
    const message = event.data as ToStore;
    if (message.type === "connect") {
      const [port] = event.ports;
      if (!port) return;
      handler.upgrade(port, { context: { desk } });
      port.start();
    } else if (message.type === "file") {
      files.set(message.token, { path: message.path, name: message.name });
    } else if (message.type === "langue") {
      setUserLangue(store, message.langue);
      tell({ type: "langue", langue: message.langue });
    } else {
      void (pool?.close() ?? Promise.resolve()).then(() => {
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
