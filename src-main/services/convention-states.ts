import {
  avenantsOn,
  statutOn,
  valuesOn,
  type AvenantFacts,
  type ConventionFacts,
  type StatutOn,
} from "../domain/conventions.ts";
import type { Connection } from "../store/database.ts";
import type { Row } from "../store/ledger.ts";
import { ledgerTables } from "../store/tables.ts";

/** Avenants are conventions of this type. */
export const avenantType = "avenant";

/** Columns of a convention by TypeScript key, as its row holds them. */
export interface ConventionValues
  extends Record<string, unknown>, Omit<ConventionFacts, "reconductionTacite"> {
  numero: string;
  type: string;
  parentId: string | null;
  intituleFr: string;
  intituleAr: string | null;
  objet: string | null;
  programme: string | null;
  pole: string | null;
  officierId: string | null;
  reconductionTacite: number | boolean | null;
  montant: number | null;
  territoireId: string | null;
}

/** A party as the state of its convention needs it. */
export interface PartieState {
  id: string;
  conventionId: string;
  organisationId: string;
  nomFr: string;
  nomAr: string | null;
  role: string;
  signeLe: string | null;
  ajouteParId: string | null;
  retireParId: string | null;
}

/** A convention read on a day. */
export interface ConventionState {
  id: string;
  /** Its row, never overwritten once signed. */
  row: Row;
  /** Its values with the avenants in force that day. */
  values: ConventionValues;
  statut: StatutOn;
  /** Days on which the first parties signed, null for one that has not: what the day knows of. */
  signatures: (string | null)[];
  /** Every party that was ever part of it, those that avenants added or withdrew included. */
  parties: PartieState[];
  /** Every avenant that is not in the trash, signed or not. */
  avenants: AvenantFacts[];
  /** Ids of the avenants in force that day. */
  inForce: ReadonlySet<string>;
  /** First and last day, renewals and termination included. */
  span: { du: string | null; au: string | null };
}

const camel = new Map(ledgerTables.convention.columns.map(({ key, name }) => [name, key]));

/** A row by TypeScript key. */
const valuesOfRow = (row: Row): ConventionValues =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [camel.get(name) ?? name, value]),
  ) as ConventionValues;

function parsed(valeur: string | null): unknown {
  try {
    return JSON.parse(valeur ?? "null") as unknown;
  } catch {
    return null;
  }
}

/** The facts that a status is derived from. */
export const factsOfValues = (values: ConventionValues): ConventionFacts => ({
  effetLe: values.effetLe,
  finLe: values.finLe,
  reconductionTacite: Boolean(values.reconductionTacite),
  reconductionMois: values.reconductionMois,
  reconductionMax: values.reconductionMax,
  preavisMois: values.preavisMois,
  preavisJours: values.preavisJours,
  denonceeLe: values.denonceeLe,
  resilieeLe: values.resilieeLe,
});

/** Day of the last signature; null while a party has not signed, or when there is none. */
export const lastSignature = (signatures: readonly (string | null)[]): string | null =>
  signatures.includes(null)
    ? null
    : signatures.reduce<string | null>(
        (latest, each) => (latest === null || each! > latest ? each : latest),
        null,
      );

/** Signatures of the parties that sign the text itself: one that an avenant brings in signs the avenant. */
export const signaturesOf = (parties: readonly PartieState[]): (string | null)[] =>
  parties.filter(({ ajouteParId }) => ajouteParId === null).map(({ signeLe }) => signeLe);

/**
 * Conventions as they stood on a day, by id: one with its avenants, or all of them. One query a table.
 * @param only id of the convention; null for all
 */
export function conventionStates(
  db: Connection,
  only: string | null,
  day: string,
): Map<string, ConventionState> {
  const mine = `(SELECT id FROM convention WHERE id = @only OR parent_id = @only)`;
  const within = (column: string) => (only === null ? "" : `AND ${column} IN ${mine}`);
  const given = only === null ? {} : { only };
  const all = <T>(sql: string) => db.prepare(sql).all(given) as T[];
  const rows = all<Row>(`SELECT * FROM convention WHERE deleted_at IS NULL ${within("id")}`);
  const parties = Map.groupBy(
    all<PartieState>(
      `SELECT p.id, p.convention_id AS conventionId, p.organisation_id AS organisationId, o.nom_fr AS nomFr, o.nom_ar AS nomAr,
         p.role, p.signe_le AS signeLe, p.ajoute_par_id AS ajouteParId, p.retire_par_id AS retireParId
       FROM partie p JOIN organisation o ON o.id = p.organisation_id
       WHERE p.deleted_at IS NULL ${within("p.convention_id")} ORDER BY p.ordre, p.id`,
    ),
    (each) => each.conventionId,
  );
  const suspensions = Map.groupBy(
    all<{ conventionId: string; duLe: string; auLe: string | null; motif: string | null }>(
      `SELECT convention_id AS conventionId, du_le AS duLe, au_le AS auLe, motif FROM suspension
       WHERE deleted_at IS NULL ${within("convention_id")} ORDER BY du_le`,
    ),
    (each) => each.conventionId,
  );
  const changes = Map.groupBy(
    all<{ avenantId: string; champ: string; valeur: string | null }>(
      `SELECT avenant_id AS avenantId, champ, valeur FROM modification WHERE deleted_at IS NULL ${within("avenant_id")}`,
    ),
    (each) => each.avenantId,
  );
  const own = new Map(rows.map((row) => [String(row["id"]), valuesOfRow(row)]));
  const amending = Map.groupBy(
    [...own].filter(([, values]) => values.type === avenantType && values.parentId !== null),
    ([, values]) => values.parentId!,
  );
  const states = new Map<string, ConventionState>();
  for (const row of rows) {
    const id = String(row["id"]);
    const signed = own.get(id)!;
    const avenants = (amending.get(id) ?? []).map(([avenantId, values]): AvenantFacts => ({
      id: avenantId,
      numero: values.numero,
      effetLe: values.effetLe,
      signatures: signaturesOf(parties.get(avenantId) ?? []),
      modifications: Object.fromEntries(
        (changes.get(avenantId) ?? []).map(({ champ, valeur }) => [champ, parsed(valeur)]),
      ),
    }));
    const values = avenants.length === 0 ? signed : valuesOn(signed, avenants, day);
    const facts = factsOfValues(values);
    const all_ = signaturesOf(parties.get(id) ?? []);
    const statut = statutOn(facts, all_, suspensions.get(id) ?? [], day);
    const known = all_.map((each) => (each !== null && each <= day ? each : null));
    const last = lastSignature(known);
    const ended = facts.resilieeLe !== null && facts.resilieeLe <= day ? facts.resilieeLe : null;
    states.set(id, {
      id,
      row,
      values,
      statut,
      signatures: known,
      parties: parties.get(id) ?? [],
      avenants,
      inForce: new Set(avenantsOn(avenants, day).map((each) => each.id)),
      span: { du: facts.effetLe ?? last, au: ended ?? statut.finLe },
    });
  }
  return states;
}
