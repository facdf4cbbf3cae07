import { useEffect, useRef, useState } from "react";
import type { ExportAsked, ExportEvent } from "../../../src-main/contract/exports.ts";
import type { Progress } from "../../../src-main/contract/primitives.ts";
import { data } from "../../data/client.ts";
import { hasCode } from "../../lib/errors.ts";

export type Exported = Extract<ExportEvent, { type: "done" }>;

/** One export; leaving the screen stops it. */
export function useExport() {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  /** @returns what was written; null when it was stopped. */
  const run = async (asked: ExportAsked & { token: string }): Promise<Exported | null> => {
    const control = new AbortController();
    running.current = control;
    setBusy(true);
    setProgress(null);
    try {
      for await (const event of await data.exports.run(asked, { signal: control.signal })) {
        if (event.type === "done") return event;
        setProgress(event);
      }
      return null;
    } catch (error) {
      if (control.signal.aborted || hasCode(error, "CANCELLED")) return null;
      throw error;
    } finally {
      setBusy(false);
    }
  };
  return { progress, busy, run, stop: () => running.current?.abort() };
}
