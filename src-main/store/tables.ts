import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "./schema/index.ts";

export interface TableColumn {
  /** Key in TypeScript. */
  key: string;
  /** Name in SQL. */
  name: string;
}

/** A business table as the ledger sees it. */
export interface LedgerTable {
  name: string;
  columns: readonly TableColumn[];
  /** Columns a user's change can touch: all but the key and the life columns. */
  dataColumns: readonly TableColumn[];
}

const life = new Set(["created_at", "created_by", "updated_at", "updated_by", "deleted_at"]);

function describe(table: SQLiteTable): LedgerTable {
  const config = getTableConfig(table);
  const keyOf = new Map(
    Object.entries(table as unknown as Record<string, { name?: string }>).flatMap(([key, column]) =>
      typeof column?.name === "string" ? [[column.name, key] as const] : [],
    ),
  );
  const columns = config.columns.map((column) => ({
    key: keyOf.get(column.name) ?? column.name,
    name: column.name,
  }));
  return {
    name: config.name,
    columns,
    dataColumns: columns.filter((column) => column.name !== "id" && !life.has(column.name)),
  };
}

/** Tables whose every write is recorded in the ledger. */
export const ledgerTables = {
  referenceList: describe(schema.referenceList),
  reference: describe(schema.reference),
  territoire: describe(schema.territoire),
  secteur: describe(schema.secteur),
  reglage: describe(schema.reglage),
  utilisateur: describe(schema.utilisateur),
  organisation: describe(schema.organisation),
  personne: describe(schema.personne),
  projet: describe(schema.projet),
  dossier: describe(schema.dossier),
  passage: describe(schema.passage),
  pieceJointe: describe(schema.pieceJointe),
  role: describe(schema.role),
  justification: describe(schema.justification),
  accesDonnee: describe(schema.accesDonnee),
  piece: describe(schema.piece),
  complement: describe(schema.complement),
  complementPiece: describe(schema.complementPiece),
  consultation: describe(schema.consultation),
  reserve: describe(schema.reserve),
  recours: describe(schema.recours),
  seance: describe(schema.seance),
  inscription: describe(schema.inscription),
  participant: describe(schema.participant),
  visite: describe(schema.visite),
  tache: describe(schema.tache),
  evenement: describe(schema.evenement),
  demande: describe(schema.demande),
  accompagnement: describe(schema.accompagnement),
  convention: describe(schema.convention),
  partie: describe(schema.partie),
  contribution: describe(schema.contribution),
  clause: describe(schema.clause),
  conventionSecteur: describe(schema.conventionSecteur),
  modification: describe(schema.modification),
  suspension: describe(schema.suspension),
  engagement: describe(schema.engagement),
  realisation: describe(schema.realisation),
  livrable: describe(schema.livrable),
  indicateurConvention: describe(schema.indicateurConvention),
  mesure: describe(schema.mesure),
  comite: describe(schema.comite),
  membreComite: describe(schema.membreComite),
  reunion: describe(schema.reunion),
  presence: describe(schema.presence),
  decisionReunion: describe(schema.decisionReunion),
  versement: describe(schema.versement),
  budgetProgramme: describe(schema.budgetProgramme),
  partenaireProgramme: describe(schema.partenaireProgramme),
  cohorte: describe(schema.cohorte),
  entretien: describe(schema.entretien),
  suiviEntreprise: describe(schema.suiviEntreprise),
  financement: describe(schema.financement),
  collecte: describe(schema.collecte),
  simulation: describe(schema.simulation),
  modele: describe(schema.modele),
  documentGenere: describe(schema.documentGenere),
  vue: describe(schema.vue),
  favori: describe(schema.favori),
  tableau: describe(schema.tableau),
  carte: describe(schema.carte),
  edition: describe(schema.edition),
  rapport: describe(schema.rapport),
  rapportFait: describe(schema.rapportFait),
  serie: describe(schema.serie),
  observation: describe(schema.observation),
} as const;

export type LedgerTableKey = keyof typeof ledgerTables;

const byName = new Map<string, LedgerTable>(
  Object.values(ledgerTables).map((table) => [table.name, table]),
);

/**
 * A ledger table by its SQL name.
 * @throws when no such table is under the ledger.
 */
export function tableNamed(name: string): LedgerTable {
  const table = byName.get(name);
  if (!table) throw new Error(`ledger: unknown table ${name}`);
  return table;
}
