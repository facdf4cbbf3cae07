import { sansCode } from "../contract/primitives.ts";
import {
  cardFields,
  defaultCardFields,
  stageLists,
  tableauKeys,
  type Carte,
  type FiliereFilter,
  type FiliereKey,
  type TableauKey,
} from "../contract/filieres.ts";
import type { RecordView } from "../contract/records.ts";
import { keyBetween } from "../domain/order-key.ts";
import { prepared, type Connection, type SqlValue } from "../store/database.ts";
import { foldedMatch } from "../store/folding.ts";
import { commit } from "../store/ledger.ts";
import { BadCursor } from "../store/queries/dossiers.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { authorOf, settingOf, type Context } from "./context.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";
import { rules } from "./records/rules.ts";
import { firstPlace } from "./records/travail-rules.ts";
import { liveRow, readValues, shownView } from "./records/values.ts";
import { putSetting } from "./register.ts";

/** The columns of each pipeline under the names they share. */
const shapes = {
  demande: {
    titre: "objet",
    debut: "recue_le",
    fin: "repondu_le",
    responsable: "assigne_id",
    nom: "t.nom",
    canal: "t.canal",
    programme: "NULL",
    texte: "t.texte",
  },
  accompagnement: {
    titre: "intitule",
    debut: "ouvert_le",
    fin: "clos_le",
    responsable: "conseiller_id",
    nom: "NULL",
    canal: "NULL",
    programme: "t.programme",
    texte: "t.observation",
  },
} as const;

const columnsOf = (filiere: FiliereKey): string => {
  const shape = shapes[filiere];
  return `t.id, t.reference, t.${shape.titre} AS titre, t.etape, t.etape_le AS etapeLe, t.ordre, t.${shape.debut} AS debutLe,
  t.${shape.fin} AS finLe, t.${shape.responsable} AS responsableId, u.nom AS responsable,
  coalesce(o.nom_fr, nullif(trim(ifnull(c.prenom_fr, '') || ' ' || ifnull(c.nom_fr, '')), ''), ${shape.nom}) AS demandeurFr,
  coalesce(o.nom_ar, nullif(trim(ifnull(c.prenom_ar, '') || ' ' || ifnull(c.nom_ar, '')), '')) AS demandeurAr,
  t.organisation_id AS organisationId, t.personne_id AS personneId, t.projet_id AS projetId, p.reference AS projet,
  ${shape.canal} AS canal, ${shape.programme} AS programme`;
};

const joined = (filiere: FiliereKey): string =>
  `"${filiere}" t LEFT JOIN utilisateur u ON u.id = t.${shapes[filiere].responsable}
   LEFT JOIN organisation o ON o.id = t.organisation_id AND o.deleted_at IS NULL
   LEFT JOIN personne c ON c.id = t.personne_id AND c.deleted_at IS NULL
   LEFT JOIN projet p ON p.id = t.projet_id AND p.deleted_at IS NULL`;

interface Where {
  sql: string[];
  params: SqlValue[];
}

/** Stages that end a card, whatever their version: an old card may stand in a closed stage. */
function terminalStages(db: Connection, filiere: FiliereKey): string[] {
  const rows = referenceRows(db, stageLists[filiere]);
  return [...new Set(rows.filter((row) => row.attrs["terminal"] === true).map((row) => row.key))];
}

function whereOf(db: Connection, filiere: FiliereKey, filter: FiliereFilter): Where {
  const shape = shapes[filiere];
  const where: Where = { sql: ["t.deleted_at IS NULL"], params: [] };
  const add = (sql: string, ...params: SqlValue[]) => {
    where.sql.push(sql);
    where.params.push(...params);
  };
  if (filter.etape && filter.etape.length > 0) {
    add(`t.etape IN (${filter.etape.map(() => "?").join(",")})`, ...filter.etape);
  }
  const among = (sql: string, values: readonly string[] | undefined): void => {
    if (values && values.length > 0)
      add(
        `ifnull(${sql}, '${sansCode}') IN (SELECT value FROM json_each(?))`,
        JSON.stringify(values),
      );
  };
  among(`t.${shape.responsable}`, filter.responsableId);
  const between = (column: string, du: string | undefined, au: string | undefined): void => {
    if (du !== undefined) add(`${column} >= ?`, du);
    if (au !== undefined) add(`${column} <= ?`, au);
  };
  between(`t.${shape.debut}`, filter.debutDu, filter.debutAu);
  if (filiere === "accompagnement") {
    among("t.programme", filter.programme);
    between("t.entreprise_creee_le", filter.creeDu, filter.creeAu);
  }
  if (filter.ouvertes) {
    const ended = terminalStages(db, filiere);
    add(`t.${shape.fin} IS NULL AND t.etape NOT IN (${ended.map(() => "?").join(",")})`, ...ended);
  }
  const match =
    filter.text === undefined
      ? null
      : foldedMatch(db, filter.text, [
          "t.reference",
          `t.${shape.titre}`,
          shape.texte,
          shape.nom,
          "o.nom_fr",
          "o.nom_ar",
          "c.nom_fr",
          "c.prenom_fr",
          "c.nom_ar",
          "p.reference",
        ]);
  if (match) add(match.sql, ...match.params);
  else if (filter.text !== undefined && filter.text.trim() !== "") add("0");
  return where;
}

type Sort = "ordre" | "recent" | "ancien";

const orders = (filiere: FiliereKey): Record<Sort, { columns: string[]; desc: boolean }> => {
  const { debut } = shapes[filiere];
  return {
    ordre: { columns: ["t.ordre", "t.id"], desc: false },
    recent: { columns: [`t.${debut}`, "t.id"], desc: true },
    ancien: { columns: [`t.${debut}`, "t.id"], desc: false },
  };
};

function readCursor(cursor: string, sort: Sort): SqlValue[] {
  try {
    const values: unknown = JSON.parse(cursor);
    if (
      Array.isArray(values) &&
      values.length === 3 &&
      values[0] === sort &&
      values.every((value) => typeof value === "string")
    ) {
      return values.slice(1);
    }
  } catch {
    // Not even JSON: refused below.
  }
  throw new BadCursor();
}

type RawCarte = Omit<Carte, "enAttente">;

const cardOf = (row: RawCarte, filiere: FiliereKey, ended: readonly string[]): Carte => ({
  ...row,
  enAttente: filiere === "demande" && row.finLe === null && !ended.includes(row.etape),
});

/**
 * One page of a pipeline, and how many cards the filter keeps.
 * @param input.cursor where the page before ended.
 * @throws BadCursor when the cursor was not made by this order.
 */
export function listFiliere(
  ctx: Context,
  input: {
    filiere: FiliereKey;
    filter: FiliereFilter;
    sort: Sort;
    cursor?: string | null | undefined;
    limit: number;
  },
): { rows: Carte[]; next: string | null; count: number } {
  const { filiere, sort, limit } = input;
  const { db } = ctx.store;
  const where = whereOf(db, filiere, input.filter);
  const count = prepared(
    ctx.store,
    `SELECT count(*) FROM ${joined(filiere)} WHERE ${where.sql.join(" AND ")}`,
  )
    .pluck()
    .get(...where.params) as number;
  const { columns, desc } = orders(filiere)[sort];
  const from = input.cursor ? readCursor(input.cursor, sort) : [];
  const after =
    from.length > 0 ? [`(${columns.join(",")}) ${desc ? "<" : ">"} (?, ?)`] : ([] as string[]);
  const rows = prepared(
    ctx.store,
    `SELECT ${columnsOf(filiere)} FROM ${joined(filiere)} WHERE ${[...where.sql, ...after].join(" AND ")}
     ORDER BY ${columns.map((column) => `${column} ${desc ? "DESC" : "ASC"}`).join(", ")} LIMIT ?`,
  ).all(...where.params, ...from, limit + 1) as RawCarte[];
  const ended = terminalStages(db, filiere);
  const page = rows.slice(0, limit).map((row) => cardOf(row, filiere, ended));
  const last = page.at(-1);
  const next =
    rows.length > limit && last
      ? JSON.stringify([sort, sort === "ordre" ? last.ordre : last.debutLe, last.id])
      : null;
  return { rows: page, next, count };
}

/** The columns of a pipeline in the order of its stages, with the first cards of each. */
export function boardFiliere(
  ctx: Context,
  input: { filiere: FiliereKey; filter: FiliereFilter; limit: number },
): { columns: { key: string; count: number; rows: Carte[]; next: string | null }[] } {
  const { filiere, filter, limit } = input;
  const { db } = ctx.store;
  const where = whereOf(db, filiere, filter);
  const counts = new Map(
    prepared(
      ctx.store,
      `SELECT t.etape, count(*) FROM ${joined(filiere)} WHERE ${where.sql.join(" AND ")} GROUP BY t.etape`,
    )
      .raw()
      .all(...where.params) as [string, number][],
  );
  const inForce = inForceOn(referenceRows(db, stageLists[filiere]), ctx.today()).map(
    ({ key }) => key,
  );
  // A stage closed since keeps its column as long as a card stands in it.
  const left = [...counts.keys()].filter((key) => !inForce.includes(key));
  const wanted = filter.etape;
  const keys = [...inForce, ...left].filter((key) => !wanted?.length || wanted.includes(key));
  return {
    columns: keys.map((key) => {
      const count = counts.get(key) ?? 0;
      if (count === 0) return { key, count, rows: [], next: null };
      const page = listFiliere(ctx, {
        filiere,
        filter: { ...filter, etape: [key] },
        sort: "ordre",
        limit,
      });
      return { key, count, rows: page.rows, next: page.next };
    }),
  };
}

/**
 * One enquiry or accompaniment: its card and its fields.
 * @throws NotFound
 */
export function getFiliere(
  ctx: Context,
  input: { filiere: FiliereKey; id: string },
): { row: Carte; fiche: RecordView } {
  const { filiere, id } = input;
  const row = prepared(
    ctx.store,
    `SELECT ${columnsOf(filiere)} FROM ${joined(filiere)} WHERE t.id = ? AND t.deleted_at IS NULL`,
  ).get(id) as RawCarte | undefined;
  if (!row) throw new NotFound(filiere, id);
  return {
    row: cardOf(row, filiere, terminalStages(ctx.store.db, filiere)),
    fiche: shownView(filiere, liveRow(ctx, filiere, id)),
  };
}

/**
 * Moves a card to a stage and between two neighbours: one row written.
 * @throws Invalid for an unknown stage or dates out of order, NotFound
 */
export function moveFiliere(
  ctx: Context,
  input: {
    filiere: FiliereKey;
    id: string;
    etape?: string | undefined;
    afterId?: string | null | undefined;
    beforeId?: string | null | undefined;
  },
): ActionResult {
  const { filiere, id } = input;
  const row = liveRow(ctx, filiere, id);
  const etape = input.etape ?? String(row["etape"]);
  const moved = etape !== row["etape"];
  const read = readValues(ctx.store.db, filiere, moved ? { etape } : {}, false);
  const patch: Record<string, SqlValue> = {
    ...(moved ? (rules[filiere]?.amend?.(ctx, read, row) ?? read) : {}),
  };
  const orderOf = (other: string | null | undefined): string | null => {
    if (!other) return null;
    const neighbour = liveRow(ctx, filiere, other);
    return neighbour["etape"] === etape ? String(neighbour["ordre"]) : null;
  };
  const after = orderOf(input.afterId);
  const before = orderOf(input.beforeId);
  if (after !== null || before !== null) {
    // Neighbours that moved meanwhile are no longer in order: the card goes right below the one above.
    const crossed = after !== null && before !== null && after >= before;
    patch["ordre"] = keyBetween(after, crossed ? nextPlace(ctx, filiere, etape, after) : before);
  } else if (moved) patch["ordre"] = firstPlace(ctx, filiere, etape);
  return commit(
    ctx.store,
    {
      kind: `${filiere}.${moved ? "deplacement" : "ordre"}`,
      params: { reference: String(row["reference"]), ...(moved ? { vers: etape } : {}) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      writer.update(filiere, id, patch);
      rules[filiere]?.changed?.(ctx, writer, id, patch, row);
    },
  );
}

function nextPlace(ctx: Context, filiere: FiliereKey, etape: string, after: string): string | null {
  return prepared(
    ctx.store,
    `SELECT min(ordre) FROM "${filiere}" WHERE etape = ? AND ordre > ? AND deleted_at IS NULL`,
  )
    .pluck()
    .get(etape, after) as string | null;
}

export interface VisitLine {
  id: string;
  faiteLe: string;
  utilisateur: string | null;
  suivi: string;
  /** Centimes. */
  montantRealise: number | null;
  emploisRealises: number | null;
  observation: string | null;
}

/** Visits on site of a project, latest first. */
export function visitsOf(ctx: Context, projetId: string): VisitLine[] {
  return prepared(
    ctx.store,
    `SELECT v.id, v.faite_le AS faiteLe, u.nom AS utilisateur, v.suivi, v.montant_realise AS montantRealise,
       v.emplois_realises AS emploisRealises, v.observation
     FROM visite v LEFT JOIN utilisateur u ON u.id = v.utilisateur_id
     WHERE v.projet_id = ? AND v.deleted_at IS NULL ORDER BY v.faite_le DESC, v.id DESC`,
  ).all(projetId) as VisitLine[];
}

/** Fields drawn on the cards of each pipeline: those the centre chose, else the usual ones. */
export function cardsOf(ctx: Context): Record<TableauKey, string[]> {
  const chosen = (tableau: TableauKey): string[] => {
    const kept = settingOf(ctx.store.db, `carte.${tableau}`);
    const known: readonly string[] = cardFields[tableau];
    if (kept === null) return [...defaultCardFields[tableau]];
    const keys = kept.split(" ");
    return known.filter((key) => keys.includes(key));
  };
  return Object.fromEntries(tableauKeys.map((key) => [key, chosen(key)])) as Record<
    TableauKey,
    string[]
  >;
}

/**
 * Chooses the fields drawn on the cards of a pipeline.
 * @throws Invalid for a field that its cards cannot show.
 */
export function setCard(
  ctx: Context,
  input: { tableau: TableauKey; champs: readonly string[] },
): ActionResult {
  const known: readonly string[] = cardFields[input.tableau];
  const unknown = input.champs.find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new Invalid([{ field: "champs", code: "unknown_value", params: { value: unknown } }]);
  }
  return commit(
    ctx.store,
    {
      kind: "reglage.carte",
      params: { tableau: input.tableau },
      userId: authorOf(ctx.store.db),
    },
    (writer) =>
      putSetting(ctx.store, writer, `carte.${input.tableau}`, [...input.champs].join(" ") || "-"),
  );
}
