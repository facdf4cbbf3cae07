import { join } from "node:path";
import {
  MessageChannelMain,
  utilityProcess,
  type UtilityProcess,
  type WebContents,
} from "electron";
import type { FromStore, StoreArguments, ToStore } from "./messages.ts";
import { log } from "./log.ts";

/** Restarts allowed within a minute; beyond, the register cannot be kept open. */
const restartsPerMinute = 5;

/** Starts the store process, starts it again when it dies, and hands its ports to the pages. */
export class StoreHost {
  langue: "fr" | "ar" | "en" = "fr";
  private readonly options: StoreArguments;
  private readonly onFailure: (code: string, message: string) => void;
  private child: UtilityProcess | null = null;
  private ready: Promise<void> = Promise.resolve();
  private readonly pages = new Set<WebContents>();
  private readonly starts: number[] = [];
  private closing = false;
  private langueSet: (() => void) | null = null;

  constructor(options: StoreArguments, onFailure: (code: string, message: string) => void) {
    this.options = options;
    this.onFailure = onFailure;
  }

  /** Resolves once the register is open. */
  start(): Promise<void> {
    this.starts.push(Date.now());
    this.ready = new Promise((resolve) => {
      const child = utilityProcess.fork(
        join(import.meta.dirname, "store-process.js"),
        [JSON.stringify(this.options)],
        { serviceName: "daftar-store", stdio: "inherit" },
      );
      this.child = child;
      child.on("message", (message: FromStore) => {
        if (message.type === "ready") {
          this.langue = message.langue;
          resolve();
        } else if (message.type === "failed") {
          this.closing = true;
          log(`store: ${message.code} ${message.message}`);
          this.onFailure(message.code, message.message);
        } else if (message.type === "langue") {
          this.langue = message.langue;
          this.langueSet?.();
        } else log(`store: ${message.line}`);
      });
      child.on("exit", (code) => this.died(child, code));
    });
    return this.ready;
  }

  private died(child: UtilityProcess, code: number): void {
    if (this.child !== child || this.closing) return;
    log(`store: ended with ${code}, starting again`);
    const recent = this.starts.filter((at) => Date.now() - at < 60_000);
    if (recent.length > restartsPerMinute) {
      this.onFailure(
        "store_restarts",
        `the store process ended ${recent.length} times in a minute`,
      );
      return;
    }
    // A register that was just open is never created anew.
    this.options.create = false;
    void this.start().then(() => {
      for (const page of this.pages) void this.connect(page);
    });
  }

  /** Gives a page a port of its own to the store process, now and after every restart. */
  async connect(page: WebContents): Promise<void> {
    if (!this.pages.has(page)) {
      this.pages.add(page);
      page.once("destroyed", () => this.pages.delete(page));
    }
    await this.ready;
    if (page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    this.send({ type: "connect" }, [port1]);
    page.postMessage("daftar:port", "data", [port2]);
  }

  send(message: ToStore, ports: Electron.MessagePortMain[] = []): void {
    this.child?.postMessage(message, ports);
  }

  /** Changes the user's language from outside a page, for the pictures of the demonstration. */
  async setLangue(langue: "fr" | "ar" | "en"): Promise<void> {
    const done = new Promise<void>((resolve) => (this.langueSet = resolve));
    this.send({ type: "langue", langue });
    await done;
  }

  /** Closes the register before the application ends. */
  async close(): Promise<void> {
    const child = this.child;
    if (!child || this.closing) return;
    this.closing = true;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    this.send({ type: "close" });
    const late = setTimeout(() => child.kill(), 3000);
    await ended;
    clearTimeout(late);
  }
}
