import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  MessageChannelMain,
  utilityProcess,
  type UtilityProcess,
  type WebContents,
} from "electron";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { DocumentFormat, DocumentRef } from "../contract/documents.ts";
import type { dataContract } from "../contract/index.ts";
import type { FromStore, StoreArguments, ToStore } from "./messages.ts";
import { log } from "./log.ts";

/** The routes of the store process, as the page calls them. */
export type DataClient = ContractRouterClient<typeof dataContract>;

/** Restarts allowed within a minute; beyond, the register cannot be kept open. */
const restartsPerMinute = 5;

type DocumentAnswer = { ok: true; name: string } | { ok: false; code: string };

/** Milliseconds allowed to copy a kept file for the system. */
const copyPatience = 30_000;

type CopyAnswer = Extract<FromStore, { type: "copied" | "not-copied" }>;

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
  private readonly copies = new Map<string, (answer: CopyAnswer) => void>();
  private langueSet: (() => void) | null = null;
  private readonly documents = new Map<string, (answer: DocumentAnswer) => void>();

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
        } else if (message.type === "document") {
          this.documents.get(message.request)?.(message);
          this.documents.delete(message.request);
        } else if (message.type === "copied" || message.type === "not-copied") {
          this.copies.get(message.request)?.(message);
          this.copies.delete(message.request);
        } else log(`store: ${message.line}`);
      });
      child.on("exit", (code) => this.died(child, code));
    });
    return this.ready;
  }

  private died(child: UtilityProcess, code: number): void {
    // What was asked of a process that is gone is never answered.
    for (const answer of this.documents.values()) answer({ ok: false, code: "unknown" });
    this.documents.clear();
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

  /** The routes of the store process, for the main process itself; closed once done with. */
  async client(): Promise<{ client: DataClient; close: () => void }> {
    await this.ready;
    const { port1, port2 } = new MessageChannelMain();
    this.send({ type: "connect" }, [port1]);
    const client: DataClient = createORPCClient(new RPCLink({ port: port2 }));
    port2.start();
    return { client, close: () => port2.close() };
  }

  send(message: ToStore, ports: Electron.MessagePortMain[] = []): void {
    this.child?.postMessage(message, ports);
  }

  /**
   * Asks the store process for a document's file name, and for the file itself when a path is given.
   * Never rejects: a refusal carries its code.
   */
  async document(
    document: DocumentRef & { format: DocumentFormat; path?: string },
  ): Promise<DocumentAnswer> {
    await this.ready;
    const request = randomUUID();
    const answered = new Promise<DocumentAnswer>((resolve) => this.documents.set(request, resolve));
    this.send({ type: "document", request, ...document });
    return answered;
  }

  /** Keeps a calendar file up to date, now and after every restart; null to stop. */
  follow(path: string | null): void {
    this.options.agenda = path;
    this.send({ type: "agenda", path });
  }

  /** A copy of a kept file that the system may open. @param folder where it goes. */
  async copyOf(id: string, folder: string): Promise<CopyAnswer> {
    const request = randomUUID();
    return new Promise((resolve) => {
      const done = (answer: CopyAnswer) => {
        clearTimeout(late);
        resolve(answer);
      };
      const late = setTimeout(() => {
        this.copies.delete(request);
        done({ type: "not-copied", request, reason: null, detail: null });
      }, copyPatience);
      this.copies.set(request, done);
      this.send({ type: "copy", request, id, folder });
    });
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
