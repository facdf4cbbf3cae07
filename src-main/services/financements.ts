import { sansCode } from "../contract/primitives.ts";
import type {
  CampagneVue,
  FinancementDetail,
  FinancementFilter,
  FinancementRow,
  FinancementSort,
  PlafondVue,
  PlanFinancement,
} from "../contract/financements.ts";
import {
  bilanCampagne,
  bilanPlan,
  partOf,
  suggestStatut,
  type Plafond,
  type Releve,
} from "../domain/financements.ts";
import { prepared, type SqlValue } from "../store/database.ts";
import { foldedMatch } from "../store/folding.ts";
import type { Row } from "../store/ledger.ts";
import { BadCursor } from "../store/queries/dossiers.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { textOf, type Context } from "./context.ts";
import {
  collaboratif,
  listesPlafonds,
  plafondsDe,
  regleLe,
  type ListesPlafonds,
} from "./records/financement-rules.ts";
import { NotFound } from "./records/errors.ts";
import { liveRow, shownView } from "./records/values.ts";

const joined = `financement f
  LEFT JOIN accompagnement a ON a.id = f.accompagnement_id AND a.deleted_at IS NULL
  LEFT JOIN projet p ON p.id = coalesce(f.projet_id, a.projet_id) AND p.deleted_at IS NULL
  LEFT JOIN organisation h ON h.id = coalesce(p.porteur_id, a.organisation_id) AND h.deleted_at IS NULL
  LEFT JOIN personne c ON c.id = coalesce(a.personne_id, p.contact_id) AND c.deleted_at IS NULL
  LEFT JOIN organisation o ON o.id = f.organisme_id AND o.deleted_at IS NULL`;

const holder = (langue: "fr" | "ar"): string =>
  `coalesce(h.nom_${langue}, nullif(trim(ifnull(c.prenom_${langue}, '') || ' ' || ifnull(c.nom_${langue}, '')), ''))`;
const programme = "coalesce(f.programme, a.programme)";

/** The columns of a line; `@jour` is the day up to which totals count. */
const columns = `f.id, f.reference, f.type, f.categorie, f.statut, ${holder("fr")} AS titulaireFr, ${holder("ar")} AS titulaireAr,
  p.id AS projetId, p.reference AS projet, coalesce(p.intitule_fr, a.intitule) AS objetFr, p.intitule_ar AS objetAr,
  a.id AS accompagnementId, a.reference AS accompagnement, o.id AS organismeId, o.nom_fr AS organismeFr, o.nom_ar AS organismeAr,
  ${programme} AS programme, f.montant_demande AS montantDemande, f.montant_accorde AS montantAccorde, f.montant_verse AS montantVerse,
  (SELECT k.montant FROM collecte k WHERE k.financement_id = f.id AND k.deleted_at IS NULL AND k.le <= ? ORDER BY k.le DESC LIMIT 1) AS collecte,
  f.demande_le AS demandeLe, f.decision_le AS decisionLe, f.ouvert_le AS ouvertLe, f.clot_le AS clotLe`;

/** What each order sorts on: never NULL, so that a page begins after a place. */
const sorted: Record<FinancementSort["key"], string> = {
  reference: "f.reference",
  type: "f.type",
  titulaire: `ifnull(${holder("fr")}, '')`,
  projet: "ifnull(p.reference, '')",
  organisme: "ifnull(o.nom_plie, '')",
  montantDemande: "f.montant_demande",
  montantAccorde: "ifnull(f.montant_accorde, -1)",
  statut: "f.statut",
  demandeLe: "ifnull(f.demande_le, '')",
  clotLe: "ifnull(f.clot_le, '')",
};

interface Where {
  sql: string[];
  params: SqlValue[];
}

function whereOf(ctx: Context, filter: FinancementFilter): Where {
  const where: Where = { sql: ["f.deleted_at IS NULL"], params: [] };
  const add = (sql: string, ...params: SqlValue[]) => {
    where.sql.push(sql);
    where.params.push(...params);
  };
  const among = (sql: string, values: readonly string[] | undefined): void => {
    if (values && values.length > 0)
      add(
        `ifnull(${sql}, '${sansCode}') IN (SELECT value FROM json_each(?))`,
        JSON.stringify(values),
      );
  };
  among("f.type", filter.type);
  among("f.categorie", filter.categorie);
  among("f.statut", filter.statut);
  among(programme, filter.programme);
  among("f.organisme_id", filter.organismeId);
  if (filter.conventionId !== undefined) {
    add("coalesce(f.convention_id, a.convention_id) = ?", filter.conventionId);
  }
  if (filter.montantMin !== undefined) add("f.montant_demande >= ?", filter.montantMin);
  if (filter.montantMax !== undefined) add("f.montant_demande <= ?", filter.montantMax);
  if (filter.demandeDu !== undefined) add("f.demande_le >= ?", filter.demandeDu);
  if (filter.demandeAu !== undefined) add("f.demande_le <= ?", filter.demandeAu);
  const typed = filter.text?.trim() ?? "";
  const match = foldedMatch(ctx.store.db, typed, [
    "f.reference",
    "f.observation",
    "a.reference",
    "a.intitule",
    "p.reference",
    "p.intitule_fr",
    "p.intitule_ar",
    "h.nom_fr",
    "h.nom_ar",
    "c.prenom_fr",
    "c.nom_fr",
    "c.prenom_ar",
    "c.nom_ar",
    "o.nom_fr",
    "o.nom_ar",
  ]);
  if (match) add(match.sql, ...match.params);
  else if (typed !== "") add("0");
  return where;
}

type RawRow = Omit<FinancementRow, "depasse">;

/** A line as the rules read it. */
const asRow = (raw: RawRow): Row => ({
  type: raw.type,
  categorie: raw.categorie,
  programme: raw.programme,
  projet_id: raw.projetId,
  accompagnement_id: raw.accompagnementId,
  ouvert_le: raw.ouvertLe,
  demande_le: raw.demandeLe,
});

const over = (plafond: Plafond, montant: number): boolean => montant > plafond.montant;

const rowOf = (ctx: Context, raw: RawRow, listes: ListesPlafonds): FinancementRow => ({
  ...raw,
  depasse: plafondsDe(ctx, asRow(raw), listes).some(
    (each) => each.bloque && over(each, raw.montantDemande),
  ),
});

/** The order a cursor was made by, and the place it holds. */
function readCursor(cursor: string, sort: FinancementSort): [SqlValue, string] {
  try {
    const [key, desc, value, id] = JSON.parse(cursor) as unknown[];
    if (key === sort.key && desc === sort.desc && typeof id === "string") {
      if (typeof value === "string" || typeof value === "number") return [value, id];
    }
  } catch {
    // Not even JSON: refused below.
  }
  throw new BadCursor();
}

const cursorOf = (sort: FinancementSort, place: readonly [unknown, string]): string =>
  JSON.stringify([sort.key, sort.desc, ...place]);

const orderBy = ({ key, desc }: FinancementSort): string => {
  const way = desc ? "DESC" : "ASC";
  return `${sorted[key]} ${way}, f.id ${way}`;
};

/**
 * One page of the financings.
 * @param input.cursor where the page before ended.
 * @throws BadCursor when the cursor was not made by this order.
 */
export function listFinancements(
  ctx: Context,
  input: {
    filter: FinancementFilter;
    sort: FinancementSort;
    cursor?: string | null | undefined;
    limit: number;
  },
): { rows: FinancementRow[]; next: string | null } {
  const { sort, limit } = input;
  const where = whereOf(ctx, input.filter);
  const expression = sorted[sort.key];
  const after = input.cursor ? readCursor(input.cursor, sort) : null;
  const place = after ? ` AND (${expression}, f.id) ${sort.desc ? "<" : ">"} (?, ?)` : "";
  const rows = prepared(
    ctx.store,
    `SELECT ${columns}, ${expression} AS place FROM ${joined} WHERE ${where.sql.join(" AND ")}${place}
     ORDER BY ${orderBy(sort)} LIMIT ?`,
  ).all(ctx.today(), ...where.params, ...(after ?? []), limit + 1) as (RawRow & {
    place: SqlValue;
  })[];
  const listes = listesPlafonds(ctx);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(({ place: _, ...raw }) => rowOf(ctx, raw, listes)),
    next: last ? cursorOf(sort, [last.place, last.id]) : null,
  };
}

/** Financings that a text finds, the latest first; none without a word. */
export function findFinancements(ctx: Context, text: string, limit: number): FinancementRow[] {
  if (text.trim() === "") return [];
  const sort = { key: "reference", desc: true } as const;
  return listFinancements(ctx, { filter: { text }, sort, limit }).rows;
}

/** Cursors of every `pageSize`-th financing, and how many the filter keeps. */
export function anchorFinancements(
  ctx: Context,
  input: { filter: FinancementFilter; sort: FinancementSort; pageSize: number },
): { count: number; cursors: string[] } {
  const { sort } = input;
  const where = whereOf(ctx, input.filter);
  const from = `FROM ${joined} WHERE ${where.sql.join(" AND ")}`;
  const count = prepared(ctx.store, `SELECT count(*) ${from}`)
    .pluck()
    .get(...where.params) as number;
  const places = prepared(
    ctx.store,
    `SELECT place, id FROM (SELECT ${sorted[sort.key]} AS place, f.id, row_number() OVER (ORDER BY ${orderBy(sort)}) AS rang ${from})
     WHERE rang % ? = 0 ORDER BY rang`,
  )
    .raw()
    .all(...where.params, input.pageSize) as [SqlValue, string][];
  return { count, cursors: places.map((place) => cursorOf(sort, place)) };
}

/** Sums of the financings that a filter keeps, in centimes. */
export function totalFinancements(ctx: Context, filter: FinancementFilter) {
  const where = whereOf(ctx, filter);
  return prepared(
    ctx.store,
    `SELECT count(*) AS count, ifnull(sum(f.montant_demande), 0) AS demande, ifnull(sum(f.montant_accorde), 0) AS accorde,
       ifnull(sum(f.montant_verse), 0) AS verse FROM ${joined} WHERE ${where.sql.join(" AND ")}`,
  ).get(...where.params) as { count: number; demande: number; accorde: number; verse: number };
}

interface Marks {
  compte: boolean;
  obtenu: boolean;
  terminal: boolean;
}

/** What a state means, by the latest version of its row: an old financing may stand in a closed state. */
function marksOf(ctx: Context): (statut: string) => Marks {
  const rows = referenceRows(ctx.store.db, "statut_financement");
  return (statut) => {
    const attrs = rows.findLast(({ key }) => key === statut)?.attrs ?? {};
    return {
      compte: attrs["compte"] === true,
      obtenu: attrs["obtenu"] === true,
      terminal: attrs["terminal"] === true,
    };
  };
}

function campaignOf(ctx: Context, raw: RawRow): CampagneVue {
  const { db } = ctx.store;
  const totals = prepared(
    ctx.store,
    "SELECT * FROM collecte WHERE financement_id = ? AND deleted_at IS NULL ORDER BY le, id",
  ).all(raw.id) as Row[];
  const releves = totals.map((row): Releve => ({
    le: String(row["le"]),
    montant: Number(row["montant"]),
    contributeurs: row["contributeurs"] as number | null,
  }));
  const dates = { objectif: raw.montantDemande, ouvertLe: raw.ouvertLe, clotLe: raw.clotLe };
  const outside = (le: string) =>
    raw.ouvertLe !== null && le < raw.ouvertLe
      ? "avant"
      : raw.clotLe !== null && le > raw.clotLe
        ? "apres"
        : null;
  const day = regleLe(ctx, asRow(raw));
  const category = inForceOn(referenceRows(db, "categorie_collaboratif"), day).find(
    ({ key }) => key === raw.categorie,
  );
  return {
    ...bilanCampagne(dates, releves, ctx.today()),
    superviseur: textOf(category?.attrs["supervisor"]),
    superviseurSource: category?.source ?? null,
    releves: totals.map((row) => ({
      fiche: shownView("collecte", row),
      hors: outside(String(row["le"])),
    })),
    cumul: cumulOf(ctx, raw),
  };
}

/** Financings of one project, those of its accompaniments among them, or of an accompaniment without a project. */
const ownerClause = (of: {
  projetId: string | null;
  accompagnementId: string | null;
}): [sql: string, id: string | null] =>
  of.projetId === null
    ? ["p.id IS NULL AND a.id = ?", of.accompagnementId]
    : ["p.id = ?", of.projetId];

/** What the campaigns of one category that count ask together for one project. */
function cumulOf(ctx: Context, raw: RawRow): number | null {
  const [where, owner] = ownerClause(raw);
  const marks = marksOf(ctx);
  const others = prepared(
    ctx.store,
    `SELECT f.montant_demande AS montant, f.statut FROM ${joined}
     WHERE ${where} AND f.type = ? AND f.categorie = ? AND f.id <> ? AND f.deleted_at IS NULL`,
  ).all(owner, collaboratif, raw.categorie, raw.id) as { montant: number; statut: string }[];
  const counted = others.filter(({ statut }) => marks(statut).compte);
  if (counted.length === 0) return null;
  return counted.reduce((sum, { montant }) => sum + montant, raw.montantDemande);
}

const ceilingView = (plafond: Plafond, montant: number, le: string): PlafondVue => ({
  code: plafond.code,
  montant: plafond.montant,
  depassement: over(plafond, montant) ? montant - plafond.montant : null,
  indicatif: !plafond.bloque,
  le,
  source: plafond.regle.source,
  url: plafond.regle.url,
  confidence: plafond.regle.confidence,
  note: plafond.regle.note,
});

/**
 * One financing: its line, fields, ceilings with their sources, its campaign and the state its facts suggest.
 * @throws NotFound
 */
export function getFinancement(ctx: Context, id: string): FinancementDetail {
  const raw = prepared(
    ctx.store,
    `SELECT ${columns} FROM ${joined} WHERE f.id = ? AND f.deleted_at IS NULL`,
  ).get(ctx.today(), id) as RawRow | undefined;
  if (!raw) throw new NotFound("financement", id);
  const listes = listesPlafonds(ctx);
  const le = regleLe(ctx, asRow(raw));
  const campagne = raw.type === collaboratif ? campaignOf(ctx, raw) : null;
  const suggestion = suggestStatut(
    {
      statut: raw.statut,
      ...marksOf(ctx)(raw.statut),
      accorde: raw.montantAccorde,
      verse: raw.montantVerse,
      ouvertLe: raw.ouvertLe,
      clotLe: raw.clotLe,
    },
    campagne,
  );
  const known = inForceOn(referenceRows(ctx.store.db, "statut_financement"), ctx.today());
  return {
    row: rowOf(ctx, raw, listes),
    fiche: shownView("financement", liveRow(ctx, "financement", id)),
    plafonds: plafondsDe(ctx, asRow(raw), listes).map((each) =>
      ceilingView(each, raw.montantDemande, le),
    ),
    campagne,
    suggestion: known.some(({ key }) => key === suggestion?.statut) ? suggestion : null,
  };
}

/** The project or the accompaniment whose cost a plan meets. */
function planOwner(
  ctx: Context,
  of: { projetId: string } | { accompagnementId: string },
): Pick<PlanFinancement, "projetId" | "accompagnementId" | "cout" | "coutDe"> {
  const accompaniment =
    "accompagnementId" in of ? liveRow(ctx, "accompagnement", of.accompagnementId) : null;
  const projetId = "projetId" in of ? of.projetId : textOf(accompaniment!["projet_id"]);
  const ofProject = projetId === null ? null : liveRow(ctx, "projet", projetId)["montant"];
  const ofAccompaniment = accompaniment?.["cout"] ?? null;
  const cout = (ofProject ?? ofAccompaniment) as number | null;
  return {
    projetId,
    accompagnementId: projetId === null ? String(accompaniment!["id"]) : null,
    cout,
    coutDe: cout === null ? null : ofProject === null ? "accompagnement" : "projet",
  };
}

/**
 * The financing plan of a project, with that of its accompaniments, or of an accompaniment without a project.
 * @throws NotFound
 */
export function planFinancement(
  ctx: Context,
  of: { projetId: string } | { accompagnementId: string },
): PlanFinancement {
  const owner = planOwner(ctx, of);
  const [where, id] = ownerClause(owner);
  const types = referenceRows(ctx.store.db, "type_financement");
  const rank = new Map(types.map(({ key }, place) => [key, place]));
  const brings = (type: string): boolean =>
    types.findLast(({ key }) => key === type)?.attrs["finance"] === true;
  const marks = marksOf(ctx);
  const listes = listesPlafonds(ctx);
  const rows = prepared(
    ctx.store,
    `SELECT ${columns} FROM ${joined} WHERE ${where} AND f.deleted_at IS NULL ORDER BY f.reference, f.id`,
  ).all(ctx.today(), id) as RawRow[];
  const lignes = rows
    .toSorted((a, b) => (rank.get(a.type) ?? 0) - (rank.get(b.type) ?? 0))
    .map((raw) => {
      const line = {
        ...marks(raw.statut),
        finance: brings(raw.type),
        demande: raw.montantDemande,
        accorde: raw.montantAccorde,
        verse: raw.montantVerse,
      };
      const part = partOf(line);
      return {
        line,
        vue: {
          ...rowOf(ctx, raw, listes),
          ...part,
          accordeManque: part.part === "sur" && raw.montantAccorde === null,
        },
      };
    });
  return {
    ...owner,
    ...bilanPlan(
      owner.cout,
      lignes.map(({ line }) => line),
    ),
    lignes: lignes.map(({ vue }) => vue),
  };
}
