import { filieres } from "./filieres.ts";
import { annuaire } from "./annuaire.ts";
import { conventions } from "./conventions.ts";
import { documents } from "./documents.ts";
import { chronologie } from "./chronologie.ts";
import { delais } from "./delais.ts";
import { dossiers, recherche } from "./dossiers.ts";
import { editions } from "./editions.ts";
import { etats } from "./etats.ts";
import { echeances } from "./echeances.ts";
import { execution } from "./execution.ts";
import { exports } from "./exports.ts";
import { fichiers } from "./fichiers.ts";
import { imports } from "./imports.ts";
import { indicateurs } from "./indicateurs.ts";
import { financements } from "./financements.ts";
import { instruction } from "./instruction.ts";
import { journal } from "./journal.ts";
import { journee } from "./journee.ts";
import { primes } from "./primes.ts";
import { modeles } from "./modeles.ts";
import { programmes } from "./programmes.ts";
import { references } from "./references.ts";
import { rapports } from "./rapports.ts";
import { records } from "./records.ts";
import { seances } from "./seances.ts";
import { session } from "./session.ts";
import { shell } from "./shell.ts";
import { tableaux } from "./tableaux.ts";
import { favoris, vues } from "./vitesse.ts";

/** Routes of the store process, which owns the register. */
export const dataContract = {
  session,
  annuaire,
  conventions,
  documents,
  instruction,
  delais,
  dossiers,
  records,
  seances,
  fichiers,
  chronologie,
  recherche,
  journal,
  journee,
  references,
  filieres,
  modeles,
  programmes,
  financements,
  indicateurs,
  tableaux,
  rapports,
  primes,
  editions,
  etats,
  execution,
  echeances,
  imports,
  exports,
  vues,
  favoris,
};

/** Routes of the main process. */
export const shellContract = shell;
