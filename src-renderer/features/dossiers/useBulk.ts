import { useEffect, useRef, useState } from "react";
import type { DossierFilter } from "../../../src-main/contract/dossiers.ts";
import type { Progress } from "../../../src-main/contract/primitives.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import type { BulkRecord, BulkReport } from "../../../src-main/contract/vitesse.ts";
import { data, hasCode } from "../../data/index.ts";

/** The dossiers a command is about: some by name, or all that a filter keeps but a few. */
export type Chosen = { ids: string[] } | { filter: DossierFilter; except: string[] };

export interface BulkAsk {
  record: BulkRecord;
  patch: Record<string, FieldValue>;
  append?: boolean;
}

export type BulkState =
  | { step: "ask" }
  | { step: "trying" | "writing"; progress: Progress | null }
  | { step: "tried" | "written"; report: BulkReport }
  | { step: "failed"; error: unknown };

/** One change of many dossiers: tried first, then written; it can be stopped and then nothing is. */
export function useBulk() {
  const [state, setState] = useState<BulkState>({ step: "ask" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (chosen: Chosen, ask: BulkAsk, dryRun: boolean): Promise<void> => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const step = dryRun ? "trying" : "writing";
    setState({ step, progress: null });
    try {
      const events = await data.dossiers.bulk(
        { ...chosen, ...ask, dryRun },
        { signal: control.signal },
      );
      for await (const event of events) {
        if (running.current !== control) return;
        if (event.type === "progress") setState({ step, progress: event });
        else setState({ step: dryRun ? "tried" : "written", report: event.report });
      }
    } catch (error) {
      if (running.current !== control) return;
      const stopped = control.signal.aborted || hasCode(error, "CANCELLED");
      setState(stopped ? { step: "ask" } : { step: "failed", error });
    }
  };
  return {
    state,
    run,
    stop: () => running.current?.abort(),
    reset: () => setState((old) => (old.step === "ask" ? old : { step: "ask" })),
  };
}
