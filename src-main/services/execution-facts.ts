import {
  engagementCondition,
  indicateurCondition,
  livrableCondition,
  reunionCondition,
  type IndicateurFacts,
  type LivrableFacts,
} from "../domain/execution.ts";
import type { ConditionOn } from "../contract/execution.ts";
import type { StatutOn } from "../domain/conventions.ts";
import {
  engagementOn,
  type EngagementFacts,
  type RealisationFacts,
  type Span,
} from "../domain/engagements.ts";
import type { Connection } from "../store/database.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { conventionStates, lastSignature } from "./convention-states.ts";

/** A convention as its execution sees it on a day. */
export interface ConventionHead {
  id: string;
  numero: string;
  type: string;
  parentId: string | null;
  intituleFr: string;
  intituleAr: string | null;
  pole: string | null;
  officierId: string | null;
  statut: StatutOn;
  /** First and last day, with the avenants and the renewals of the day. */
  span: Span;
  /** Last signature; null while a party has not signed. */
  signeLe: string | null;
  /** Avenants in force that day. */
  avenants: ReadonlySet<string>;
}

/**
 * Conventions on a day, by id: one and its avenants, or all of them.
 * @param only id of the convention; null for all
 */
export function conventionHeads(
  db: Connection,
  only: string | null,
  day: string,
): Map<string, ConventionHead> {
  const states = conventionStates(db, only, day);
  return new Map(
    [...states.values()].map(({ id, values, statut, span, signatures, inForce }) => [
      id,
      {
        id,
        numero: values.numero,
        type: values.type,
        parentId: values.parentId,
        intituleFr: values.intituleFr,
        intituleAr: values.intituleAr,
        pole: values.pole,
        officierId: values.officierId,
        statut,
        span,
        signeLe: lastSignature(signatures),
        avenants: inForce,
      },
    ]),
  );
}

/** Months between two due days, by key of the list `periodicite`. */
export function monthsByKey(db: Connection): ReadonlyMap<string, number> {
  return new Map(
    referenceRows(db, "periodicite").flatMap(({ key, attrs }) =>
      typeof attrs["mois"] === "number" ? [[key, attrs["mois"]] as const] : [],
    ),
  );
}

/** State of a meeting that did not take place. */
export const cancelled = "annulee";
/** State of a meeting that took place. */
export const held = "tenue";

interface EngagementRow extends Omit<EngagementFacts, "mois"> {
  conventionId: string;
  periodicite: string | null;
}

/** What a commitment is, by its columns. */
export const factsOf = (
  row: Pick<
    EngagementRow,
    "debutLe" | "echeanceLe" | "periodicite" | "finLe" | "cible" | "sansObjetLe"
  >,
  months: ReadonlyMap<string, number>,
): EngagementFacts => ({
  debutLe: row.debutLe,
  echeanceLe: row.echeanceLe,
  mois: row.periodicite === null ? null : (months.get(row.periodicite) ?? null),
  finLe: row.finLe,
  cible: row.cible,
  sansObjetLe: row.sansObjetLe,
});

/**
 * A commitment with what was done for it and the span it stands in, as of a day.
 * @returns undefined when it is not there
 */
export function commitmentFacts(
  db: Connection,
  id: string,
  day: string,
): { facts: EngagementFacts; done: RealisationFacts[]; span: Span } | undefined {
  const row = db
    .prepare(
      `SELECT convention_id AS conventionId, debut_le AS debutLe, echeance_le AS echeanceLe, periodicite, fin_le AS finLe, cible,
         sans_objet_le AS sansObjetLe FROM engagement WHERE id = ? AND deleted_at IS NULL`,
    )
    .get(id) as EngagementRow | undefined;
  if (!row) return undefined;
  const done = db
    .prepare(
      "SELECT pour_le AS pourLe, faite_le AS faiteLe, quantite FROM realisation WHERE engagement_id = ? AND deleted_at IS NULL",
    )
    .all(id) as RealisationFacts[];
  const span = conventionHeads(db, row.conventionId, day).get(row.conventionId)?.span;
  return { facts: factsOf(row, monthsByKey(db)), done, span: span ?? { du: null, au: null } };
}

/** The four things that a payment may wait for: column, table key and place of its convention. */
export const conditionColumns = {
  engagementId: "engagement",
  livrableId: "livrable",
  reunionId: "reunion",
  indicateurId: "indicateurConvention",
} as const;
export type ConditionColumn = keyof typeof conditionColumns;

/**
 * What a payment waits for, as it stands on a day.
 * @returns null when what it names is in the trash
 */
export function conditionOf(
  db: Connection,
  column: ConditionColumn,
  id: string,
  day: string,
): ConditionOn | null {
  const get = (sql: string): unknown => db.prepare(sql).get(id);
  switch (column) {
    case "engagementId": {
      const found = commitmentFacts(db, id, day);
      if (!found) return null;
      return engagementCondition(engagementOn(found.facts, found.done, found.span, day), day);
    }
    case "livrableId": {
      const row = get(
        `SELECT echeance_le AS echeanceLe, recu_le AS recuLe, accepte_le AS accepteLe, refuse_le AS refuseLe
         FROM livrable WHERE id = ? AND deleted_at IS NULL`,
      ) as LivrableFacts | undefined;
      return row ? livrableCondition(row, day) : null;
    }
    case "reunionId": {
      const row = get(
        "SELECT tenue_le AS tenueLe, statut, pv_le AS pvLe FROM reunion WHERE id = ? AND deleted_at IS NULL",
      ) as { tenueLe: string; statut: string; pvLe: string | null } | undefined;
      return row ? reunionCondition({ ...row, annulee: row.statut === cancelled }, day) : null;
    }
    case "indicateurId": {
      const row = get(
        "SELECT reference, cible FROM indicateur_convention WHERE id = ? AND deleted_at IS NULL",
      ) as IndicateurFacts | undefined;
      if (!row) return null;
      const mesures = db
        .prepare("SELECT le, valeur FROM mesure WHERE indicateur_id = ? AND deleted_at IS NULL")
        .all(id) as { le: string; valeur: number }[];
      return indicateurCondition(row, mesures, day);
    }
    default:
      throw new Error(`no such condition: ${String(column satisfies never)}`);
  }
}
