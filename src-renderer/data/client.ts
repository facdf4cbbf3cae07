import { createORPCClient, ORPCError } from "@orpc/client";
import type { ClientContext, ClientLink } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import type { dataContract, shellContract } from "../../src-main/contract/index.ts";

type PortName = "data" | "shell";
type Link = ClientLink<ClientContext>;

/** How long a call waits for a store that is starting again, in milliseconds. */
const PATIENCE = 15_000;

const unavailable = (reason: string): ORPCError<string, unknown> =>
  new ORPCError("STORE_UNAVAILABLE", { defined: true, data: { reason } });

interface Line {
  link: Link;
  /** Aborted when the port is replaced or closed: calls in flight then reject. */
  cut: AbortController;
}

/** One named port, which may be replaced by a newer one during the life of the page. */
class Channel implements Link {
  #line: Line | null = null;
  #waiting: Array<(line: Line) => void> = [];
  readonly #listeners = new Set<(state: "down" | "back") => void>();
  #count = 0;

  accept(port: MessagePort): void {
    const line: Line = { link: new RPCLink({ port }), cut: new AbortController() };
    const old = this.#line;
    this.#line = line;
    this.#count += 1;
    old?.cut.abort(unavailable("restarted"));
    port.addEventListener("close", () => {
      line.cut.abort(unavailable("closed"));
      if (this.#line !== line) return;
      this.#line = null;
      this.#tell("down");
    });
    port.start();
    for (const resume of this.#waiting.splice(0)) resume(line);
    if (this.#count > 1) this.#tell("back");
  }

  /** Calls `listener` when the other side went away and when it came back. */
  watch(listener: (state: "down" | "back") => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call(...[path, input, options]: Parameters<Link["call"]>): Promise<unknown> {
    const line = this.#line ?? (await this.#next());
    const signal = options.signal
      ? AbortSignal.any([options.signal, line.cut.signal])
      : line.cut.signal;
    signal.throwIfAborted();
    return line.link.call(path, input, { ...options, signal });
  }

  #next(): Promise<Line> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(unavailable("timeout")), PATIENCE);
      this.#waiting.push((line) => {
        clearTimeout(timer);
        resolve(line);
      });
    });
  }

  #tell(state: "down" | "back"): void {
    for (const listener of this.#listeners) listener(state);
  }
}

const channels: Record<PortName, Channel> = { data: new Channel(), shell: new Channel() };

/** Asks the preload for the ports and takes those it sends, now and after a restart of the store. */
export function connect(): void {
  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window) return;
    const message = event.data as { type?: unknown; name?: unknown } | null;
    const port = event.ports[0];
    if (message?.type !== "daftar:port" || !port) return;
    if (message.name === "data" || message.name === "shell") channels[message.name].accept(port);
  });
  postMessage({ type: "daftar:connect" }, "*");
}

/** Tells when the store process went away (`down`) and came back (`back`). */
export const watchStore = (listener: (state: "down" | "back") => void): (() => void) =>
  channels.data.watch(listener);

/** Calls to the store process, which owns the register. */
export const data: ContractRouterClient<typeof dataContract> = createORPCClient(channels.data);

/** Calls to the main process: dialogs, printing, the system's browser. */
export const shell: ContractRouterClient<typeof shellContract> = createORPCClient(channels.shell);

/** Query keys and options of every data route. */
export const orpc = createTanstackQueryUtils(data);
