import { useEffect, useRef, useState } from "react";
import type { ImportEvent, ImportKind } from "../../../src-main/contract/imports.ts";
import type { Progress } from "../../../src-main/contract/primitives.ts";
import { data, hasCode } from "../../data/index.ts";

export interface ChosenFile {
  token: string;
  name: string;
  bytes: number;
}

export type Outcome = Extract<ImportEvent, { type: "done" }>;

export type ImportState =
  | { step: "choose" }
  | { step: "reading" | "writing"; progress: Progress | null }
  | { step: "read" | "written"; outcome: Outcome }
  | { step: "cancelled" }
  | { step: "failed"; error: unknown };

/** One import from its trial to its result; at most one runs at a time. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ step: "choose" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (file: ChosenFile, kind: ImportKind, dryRun: boolean): Promise<void> => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const step = dryRun ? "reading" : "writing";
    setState({ step, progress: null });
    try {
      const events = await data.imports.run(
        { token: file.token, kind, dryRun },
        { signal: control.signal },
      );
      for await (const event of events) {
        if (running.current !== control) return;
        if (event.type === "progress") setState({ step, progress: event });
        else setState({ step: dryRun ? "read" : "written", outcome: event });
      }
    } catch (error) {
      if (running.current !== control) return;
      const stopped = control.signal.aborted || hasCode(error, "CANCELLED");
      setState(stopped ? { step: "cancelled" } : { step: "failed", error });
    }
  };

  return {
    state,
    run,
    stop: () => running.current?.abort(),
    reset: () => {
      running.current?.abort();
      running.current = null;
      setState({ step: "choose" });
    },
  };
}
