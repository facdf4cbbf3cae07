import type { AnnuaireFilter, AnnuaireSort } from "../contract/annuaire.ts";
import type { DossierFilter, DossierSort } from "../contract/dossiers.ts";
import { anchorConventions, listConventions } from "./conventions.ts";
import type { Connection } from "../store/database.ts";
import { anchorDirectory, listDirectory } from "../store/queries/annuaire.ts";
import {
  anchorDossiers,
  boardDossiers,
  listDossiers,
  totalDossiers,
  withClocks,
} from "../store/queries/dossiers.ts";
import { withPast } from "../store/past.ts";

import { listBarres, listEcheances, mesEcheances } from "./echeances.ts";
import { tableau, type TableauInput } from "./tableaux/tableau.ts";
import { climbed, executionOfAll } from "./execution.ts";

/** Reads heavy enough to leave the writer alone. Each takes a connection and a plain input. */
export const reads = {
  conventions: (db: Connection, input: Parameters<typeof listConventions>[1]) =>
    listConventions(db, input),
  conventionAnchors: (db: Connection, input: Parameters<typeof anchorConventions>[1]) =>
    anchorConventions(db, input),
  list: (
    db: Connection,
    input: {
      filter: DossierFilter;
      sort: DossierSort;
      cursor?: string | null | undefined;
      limit: number;
      jour: string;
    },
  ) => {
    const { rows, next } = listDossiers(db, { ...input, cursor: input.cursor ?? null });
    return { rows: withClocks(db, rows, input.jour), next };
  },
  anchors: (
    db: Connection,
    input: { filter: DossierFilter; sort: DossierSort; pageSize: number },
  ) => anchorDossiers(db, input),
  totals: (db: Connection, input: { filter: DossierFilter }) => totalDossiers(db, input),
  board: (
    db: Connection,
    input: {
      filter: DossierFilter;
      groupBy: "etat" | "phase";
      limit: number;
      keys: string[];
      jour: string;
    },
  ) => {
    const { columns } = boardDossiers(db, input);
    return {
      columns: columns.map((column) => ({
        ...column,
        rows: withClocks(db, column.rows, input.jour),
      })),
    };
  },
  directory: (
    db: Connection,
    input: { filter: AnnuaireFilter; sort: AnnuaireSort; cursor?: string | null; limit: number },
  ) => listDirectory(db, input),
  directoryAnchors: (
    db: Connection,
    input: { filter: AnnuaireFilter; sort: AnnuaireSort; pageSize: number },
  ) => anchorDirectory(db, input),
  /** A dashboard with its figures, kept by columns on the thread that reads it. */
  tableau: (db: Connection, input: TableauInput) => {
    const { etatLe } = input.demande;
    return etatLe && etatLe < input.jour
      ? withPast(db, etatLe, (past) => tableau(db, past.db, input))
      : tableau(db, db, input);
  },
  execution: (db: Connection, input: { jour: string }) => executionOfAll(db, input.jour),
  climbed: (db: Connection, input: { utilisateurId: string; jour: string; limit: number }) =>
    climbed(db, input),
  echeances: (db: Connection, input: Parameters<typeof listEcheances>[1]) =>
    listEcheances(db, input),
  echeanceBarres: (db: Connection, input: Parameters<typeof listBarres>[1]) =>
    listBarres(db, input),
  mesEcheances: (db: Connection, input: Parameters<typeof mesEcheances>[1]) =>
    mesEcheances(db, input),
};

export type Reads = typeof reads;
export type ReadName = keyof Reads;
