import { dossiers, recherche } from "./dossiers.ts";
import { imports } from "./imports.ts";
import { indicateurs, tableaux } from "./indicateurs.ts";
import { journal } from "./journal.ts";
import { references } from "./references.ts";
import { session } from "./session.ts";
import { shell } from "./shell.ts";

/** Routes of the store process, which owns the register. */
export const dataContract = {
  session,
  dossiers,
  recherche,
  journal,
  references,
  indicateurs,
  tableaux,
  imports,
};

/** Routes of the main process. */
export const shellContract = shell;
