import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { ChangeNotice } from "../../src-main/contract/journal.ts";
import { data, orpc, watchStore } from "./client.ts";

const undoKey = () => orpc.journal.state.queryKey({ input: {} });

/** Tables whose change alters what forms and labels are made of. */
const REFERENCE_TABLES = new Set([
  "reference_list",
  "reference",
  "territoire",
  "secteur",
  "reglage",
  "utilisateur",
]);
/** What a user keeps for their own comfort: no list of records is made of it. */
const KEPT_TABLES = new Set(["vue", "favori"]);
/** Tables of composed dashboards: the dashboards alone are made of them. */
const COMPOSED_TABLES = new Set(["tableau", "carte"]);
/** Tables that hold published figures. */
const FIGURE_TABLES = new Set(["serie", "observation"]);

/** Drops what a change made untrue; open screens ask again, closed ones when they open. */
function invalidate(client: QueryClient, notice: ChangeNotice): void {
  const touched = notice.tables;
  const every = touched.length === 0;
  const figures = every || touched.some((table) => FIGURE_TABLES.has(table));
  const references = every || touched.some((table) => REFERENCE_TABLES.has(table));
  const files =
    every ||
    touched.some(
      (table) =>
        !FIGURE_TABLES.has(table) &&
        !REFERENCE_TABLES.has(table) &&
        !KEPT_TABLES.has(table) &&
        !COMPOSED_TABLES.has(table),
    );
  const keys: QueryKey[] = [
    orpc.journal.history.key(),
    orpc.journal.recent.key(),
    orpc.journal.corbeille.key(),
  ];
  if (every || touched.includes("vue")) keys.push(orpc.vues.key());
  // A favourite bears the name of its record.
  if (files || touched.includes("favori")) keys.push(orpc.favoris.key());
  if (files || references) keys.push(orpc.conventions.key(), orpc.etats.key());
  if (files) keys.push(orpc.instruction.key(), orpc.documents.key(), orpc.modeles.key());
  if (files)
    keys.push(
      orpc.annuaire.key(),
      orpc.dossiers.key(),
      orpc.recherche.key(),
      orpc.fichiers.key(),
      orpc.chronologie.key(),
    );
  if (files || references) keys.push(orpc.journee.key(), orpc.primes.key());
  if (files) keys.push(orpc.seances.key());
  if (files || references) keys.push(orpc.execution.key());
  // A stage, a user or the fields of a card change what the boards draw.
  if (files || references) keys.push(orpc.filieres.key(), orpc.programmes.key());
  if (files || references) keys.push(orpc.financements.key());
  if (figures || references) keys.push(orpc.indicateurs.key(), orpc.records.key());
  if (files || references) keys.push(orpc.delais.key());
  const composed = touched.some((table) => COMPOSED_TABLES.has(table));
  if (files || figures || composed) keys.push(orpc.tableaux.key());
  // What is frozen stays; what it is set against does not.
  if (files || figures || references || composed)
    keys.push(orpc.editions.key(), orpc.rapports.key());
  // A delay or a holiday moves due dates; the name of a place is searched.
  if (references) {
    keys.push(orpc.primes.key(), orpc.references.key(), orpc.session.key(), orpc.dossiers.key());
    keys.push(orpc.recherche.key());
  }
  client.setQueryData(undoKey(), { undo: notice.undo, redo: notice.redo });
  for (const queryKey of keys) void client.invalidateQueries({ queryKey });
}

export interface ChangesHandlers {
  onChange?: (notice: ChangeNotice) => void;
  /** The store process went away (`down`) or came back (`back`). */
  onStore?: (state: "down" | "back") => void;
}

/**
 * Listens to the store for as long as the page lives, and refreshes what changed.
 * Used once, by the frame.
 */
export function useChanges(handlers: ChangesHandlers): void {
  const client = useQueryClient();
  const tell = useEffectEvent((notice: ChangeNotice) => handlers.onChange?.(notice));
  const tellStore = useEffectEvent((state: "down" | "back") => handlers.onStore?.(state));

  useEffect(() => {
    const stop = new AbortController();
    const listen = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        try {
          const notices = await data.session.changes({}, { signal: stop.signal });
          for await (const notice of notices) {
            invalidate(client, notice);
            tell(notice);
          }
        } catch {
          // The port was cut: the next call waits for the new one.
        }
        if (!stop.signal.aborted) await new Promise((resume) => setTimeout(resume, 250));
      }
    };
    void listen();
    const unwatch = watchStore((state) => {
      if (state === "back") void client.invalidateQueries();
      tellStore(state);
    });
    return () => {
      stop.abort();
      unwatch();
    };
  }, [client]);
}
