import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { RPCHandler } from "@orpc/server/message-port";
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  session,
} from "electron";
import { appPaths } from "./services/paths.ts";
import { AgendaMemory, notifyDesk } from "./shell/agenda.ts";
import { captureScreens } from "./shell/capture.ts";
import { failureSentence } from "./shell/failures.ts";
import { log, openLog } from "./shell/log.ts";
import { printJob } from "./shell/print.ts";
import { noticeOf, RapportMemory, RecurrentRapports } from "./shell/rapports.ts";
import { declareScheme, serveApp } from "./shell/protocol.ts";
import { paperRouter, shellRouter } from "./shell/router.ts";
import { hardenApp, hardenSession, isOwnTopFrame } from "./shell/security.ts";
import { StoreHost } from "./shell/store-host.ts";
import { openMainWindow, openOtherWindow } from "./shell/windows.ts";

const argument = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);

declareScheme();
hardenApp();
// Under --no-sandbox (root) enableSandbox makes Chromium's network service fail in a loop.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
app.setName("Daftar");
Menu.setApplicationMenu(null);

const paths = appPaths(import.meta.dirname);
const manifest = JSON.parse(readFileSync(join(paths.root, "package.json"), "utf8")) as {
  version: string;
};

/** The desk's own memory: its device id, and the register it works on once it has one. */
function deskMemory(userData: string): {
  deviceId: string;
  register: string | null;
  save: (path: string) => void;
} {
  const file = join(userData, "poste.json");
  let memory: { deviceId?: string; register?: string } = {};
  try {
    memory = JSON.parse(readFileSync(file, "utf8")) as typeof memory;
  } catch {
    // First start of this desk.
  }
  const deviceId = memory.deviceId ?? randomUUID();
  return {
    deviceId,
    register: memory.register ?? null,
    save(register) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ deviceId, register }));
    },
  };
}

/** The window that asks for its ports; null for a page that is not ours. */
function asking(event: Electron.IpcMainEvent): BrowserWindow | null {
  if (!isOwnTopFrame(event.senderFrame)) {
    log("ipc: refused a message that is not from our own top frame");
    return null;
  }
  return BrowserWindow.fromWebContents(event.sender);
}

/** Prints a report that the command line has made, without a register nor a window, and ends. */
async function printAndQuit(folder: string): Promise<void> {
  openLog(join(app.getPath("userData"), "journaux"));
  serveApp(session.defaultSession, join(import.meta.dirname, "../renderer"));
  hardenSession(session.defaultSession);
  const handler = new RPCHandler(paperRouter);
  ipcMain.on("daftar:connect", (event) => {
    if (!asking(event)) return;
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1, { context: {} });
    port1.start();
    event.sender.postMessage("daftar:port", "shell", [port2]);
  });
  // The only window closes before its file is written.
  app.on("window-all-closed", () => {});
  const failed = await printJob(folder).then(
    () => null,
    (error: unknown) => (error as Error).stack ?? String(error),
  );
  if (failed !== null) process.stderr.write(`${failed}\n`);
  app.exit(failed === null ? 0 : 1);
}

/** Milliseconds after the register is open. */
const rapportsAfter = 3000;

async function start(): Promise<void> {
  const job = argument("daftar-rapport");
  if (job !== undefined) return printAndQuit(resolve(job));
  const userData = app.getPath("userData");
  openLog(join(userData, "journaux"));
  const asked = argument("daftar-db");
  const memory = deskMemory(userData);
  const path = asked
    ? isAbsolute(asked)
      ? asked
      : resolve(asked)
    : (memory.register ?? join(userData, "registre", "daftar.db"));
  const agenda = new AgendaMemory(userData, path);
  const rapports = new RapportMemory(userData, path);
  const host = new StoreHost(
    {
      path,
      // Only a desk that never had a register may make one.
      create: asked === undefined && memory.register === null,
      migrations: paths.migrations,
      resources: paths.resources,
      deviceId: memory.deviceId,
      version: manifest.version,
      agenda: agenda.path,
    },
    (code) => {
      const { title, body } = failureSentence(code, path);
      if (process.env["DAFTAR_QUIET_FAILURE"]) process.stderr.write(`${body}\n`);
      else dialog.showErrorBox(title, body);
      app.exit(1);
    },
  );
  serveApp(session.defaultSession, join(import.meta.dirname, "../renderer"));
  hardenSession(session.defaultSession);

  /** The window used last: a second start brings it forward. */
  let latest: BrowserWindow | null = null;
  const windows = new Set<BrowserWindow>();
  const watch = (window: BrowserWindow): void => {
    latest = window;
    windows.add(window);
    window.on("focus", () => (latest = window));
    window.on("closed", () => {
      windows.delete(window);
      if (latest === window) latest = [...windows].at(-1) ?? null;
    });
  };
  const recurrent = new RecurrentRapports(host, rapports, (rapport, echec) => {
    if (latest && !latest.isDestroyed()) notifyDesk(latest, noticeOf(rapport, echec, host.langue));
  });
  let makeRapports = (): void => {};
  const shellHandler = new RPCHandler(shellRouter);
  ipcMain.on("daftar:connect", (event) => {
    const window = asking(event);
    if (!window) return;
    const { port1, port2 } = new MessageChannelMain();
    shellHandler.upgrade(port1, {
      context: {
        window,
        host,
        agenda,
        rapports,
        makeRapports: () => makeRapports(),
        openWindow: (hash) => watch(openOtherWindow(window, hash)),
      },
    });
    port1.start();
    event.sender.postMessage("daftar:port", "shell", [port2]);
    void host.connect(event.sender);
  });

  const ready = host.start();
  const capture = argument("daftar-capture");
  if (capture !== undefined) {
    await ready;
    await captureScreens(host, resolve(capture));
    await host.close();
    app.exit(0);
    return;
  }
  // The window opens while the register does.
  watch(openMainWindow(userData));
  app.on("second-instance", () => {
    if (!latest || latest.isDestroyed()) return;
    if (latest.isMinimized()) latest.restore();
    latest.show();
    latest.focus();
  });
  let closed = false;
  app.on("before-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().then(() => {
      closed = true;
      app.quit();
    });
  });
  await ready;
  if (asked === undefined && existsSync(path)) memory.save(path);
  // The first screen comes first.
  setTimeout(() => {
    makeRapports = recurrent.start();
    powerMonitor.on("resume", makeRapports);
  }, rapportsAfter);
}

if (app.requestSingleInstanceLock()) {
  if (argument("daftar-rapport") === undefined) app.on("window-all-closed", () => app.quit());
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log(`main: ${(error as Error).stack ?? String(error)}`);
      app.exit(1);
    });
} else app.exit(0);
