import { ORPCError } from "@orpc/client";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Depot } from "../../../src-main/contract/fichiers.ts";
import { data, sendFile } from "../../data/index.ts";
import type { FileOwner } from "../../data/index.ts";
import { notify } from "../notify.tsx";

export interface Upload {
  key: string;
  nom: string;
  done: number;
  total: number;
  /** What went wrong; null while it is being sent. */
  error: unknown;
}

type Work = (
  upload: Upload,
  progress: (done: number) => void,
  signal: AbortSignal,
) => Promise<Depot>;

/** Files being given to a record, one after the other, and what was refused of them. */
export function useUploads(owner: FileOwner) {
  const { t } = useTranslation("fichiers");
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const queue = useRef(Promise.resolve());
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const change = (key: string, patch: Partial<Upload> | null): void =>
    setUploads((all) =>
      patch === null
        ? all.filter((one) => one.key !== key)
        : all.map((one) => (one.key === key ? { ...one, ...patch } : one)),
    );

  const tell = (depot: Depot): void => {
    const { genre, deja, nom, ecartes } = depot;
    if (deja)
      notify({
        tone: "info",
        message: t(genre === "courriel" ? "fait.dejaCourriel" : "fait.dejaPiece", { nom }),
      });
    else if (genre === "courriel") notify({ tone: "ok", message: t("fait.courriel", { nom }) });
    if (ecartes.length > 0)
      notify({ tone: "warn", message: t("fait.ecartes", { noms: ecartes.join(", ") }) });
  };

  const start = (nom: string, total: number, work: Work): void => {
    const upload: Upload = { key: crypto.randomUUID(), nom, done: 0, total, error: null };
    const stop = new AbortController();
    stops.current.set(upload.key, stop);
    setUploads((all) => [...all, upload]);
    const run = async (): Promise<void> => {
      try {
        stop.signal.throwIfAborted();
        tell(await work(upload, (done) => change(upload.key, { done }), stop.signal));
        change(upload.key, null);
      } catch (error) {
        change(upload.key, stop.signal.aborted ? null : { error });
      } finally {
        stops.current.delete(upload.key);
      }
    };
    queue.current = queue.current.then(run);
  };

  return {
    uploads,
    /** Sends files that the page holds: dropped, or made here. */
    send: (files: readonly { nom: string; content: Blob; folder?: boolean }[]): void => {
      for (const file of files)
        start(file.nom, file.content.size, async (_upload, progress, signal) => {
          if (file.folder)
            throw new ORPCError("FILE_UNREADABLE", {
              defined: true,
              data: { reason: "piece_folder" },
            });
          return sendFile(owner, file, progress, signal);
        });
    },
    /** Has the store read files that the system's dialog gave. */
    adopt: (files: readonly { token: string; name: string; bytes: number }[]): void => {
      for (const { token, name, bytes } of files)
        start(name, bytes, async () => data.fichiers.adopt({ ...owner, token }));
    },
    /** Stops one that is being sent, or hides what went wrong with it. */
    dismiss: (key: string): void => {
      const stop = stops.current.get(key);
      if (stop) stop.abort();
      change(key, null);
    },
  };
}
