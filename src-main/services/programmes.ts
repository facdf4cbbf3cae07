import type {
  AccompagnementSuivi,
  CohorteLigne,
  ProgrammeDetail,
  ProgrammeLigne,
} from "../contract/programmes.ts";
import { survivalOf, type EntrepriseFacts } from "../domain/survie.ts";
import { prepared } from "../store/database.ts";
import type { Row } from "../store/ledger.ts";
import { referenceRows } from "../store/queries/reference.ts";
import type { Context } from "./context.ts";
import { NotFound } from "./records/errors.ts";
import { liveRow, shownView } from "./records/values.ts";

/** Ages at which the survival of firms is counted. */
const ages = [1, 3, 5] as const;

interface Accompagne {
  id: string;
  /** Who is accompanied: an organisation, else a person, else nobody that another accompaniment names. */
  porteur: string;
  programme: string | null;
  cohorteId: string | null;
  etape: string;
  closLe: string | null;
  issue: string | null;
  entrepriseCreeeLe: string | null;
  emploisCrees: number | null;
  /** 1 when a financing that brings money was obtained. */
  obtenu: number;
}

/** Keys of a list's rows whose attribute is true, in any version. */
const keysWhere = (ctx: Context, list: string, attr: string): Set<string> =>
  new Set(
    referenceRows(ctx.store.db, list)
      .filter((row) => row.attrs[attr] === true)
      .map((row) => row.key),
  );

const quoted = (keys: ReadonlySet<string>): string =>
  [...keys].map((key) => `'${key.replaceAll("'", "''")}'`).join(",");

/** The accompaniments of one programme or of one convention, or all of them. */
function accompanied(
  ctx: Context,
  of: { programme?: string; conventionId?: string } = {},
): Accompagne[] {
  const [column, value] =
    of.programme === undefined ? ["convention_id", of.conventionId] : ["programme", of.programme];
  const obtained = quoted(keysWhere(ctx, "statut_financement", "obtenu"));
  const money = quoted(keysWhere(ctx, "type_financement", "finance"));
  return prepared(
    ctx.store,
    `SELECT a.id, coalesce(a.organisation_id, a.personne_id, a.id) AS porteur, a.programme, a.cohorte_id AS cohorteId, a.etape, a.clos_le AS closLe, a.issue,
       a.entreprise_creee_le AS entrepriseCreeeLe, a.emplois_crees AS emploisCrees,
       EXISTS (SELECT 1 FROM financement f WHERE f.accompagnement_id = a.id AND f.deleted_at IS NULL
         AND f.statut IN (${obtained}) AND f.type IN (${money}) AND f.type <> 'apport') AS obtenu
     FROM accompagnement a WHERE a.deleted_at IS NULL${value === undefined ? "" : ` AND a.${column} = ?`}`,
  ).all(...(value === undefined ? [] : [value])) as Accompagne[];
}

/** What holders became. */
function bilanOf(ctx: Context, rows: readonly Accompagne[]) {
  const financed = keysWhere(ctx, "issue_accompagnement", "finance");
  const ended = keysWhere(ctx, "etape_accompagnement", "terminal");
  return {
    accompagnes: rows.length,
    ouverts: rows.filter((row) => row.closLe === null && !ended.has(row.etape)).length,
    finances: rows.filter((row) => row.obtenu === 1 || financed.has(row.issue ?? "")).length,
    entreprises: rows.filter((row) => row.entrepriseCreeeLe !== null).length,
    emplois: rows.reduce((sum, row) => sum + (row.emploisCrees ?? 0), 0),
  };
}

type Bilan = ReturnType<typeof bilanOf>;

/** The firms created under accompaniments, with what was seen of each. */
function firmsOf(ctx: Context, rows: readonly Accompagne[]): Map<string, EntrepriseFacts> {
  const created = rows.filter((row) => row.entrepriseCreeeLe !== null);
  const seen = prepared(
    ctx.store,
    `SELECT accompagnement_id AS id, constate_le AS constateLe, en_activite AS enActivite FROM suivi_entreprise
     WHERE deleted_at IS NULL ORDER BY constate_le`,
  ).all() as { id: string; constateLe: string; enActivite: number }[];
  const firms = new Map(
    created.map((row) => [
      row.id,
      { creeeLe: row.entrepriseCreeeLe!, constats: [] as EntrepriseFacts["constats"][number][] },
    ]),
  );
  for (const { id, constateLe, enActivite } of seen) {
    firms.get(id)?.constats.push({ constateLe, enActivite: enActivite === 1 });
  }
  return firms;
}

/** One number per programme: rows that name it, or a sum of theirs. */
function perProgramme(ctx: Context, sql: string): Map<string, number> {
  const rows = prepared(ctx.store, sql).all() as { programme: string; n: number }[];
  return new Map(rows.map(({ programme, n }) => [programme, n]));
}

/** Every programme of the list, closed ones included when something names them. */
export function listProgrammes(ctx: Context): ProgrammeLigne[] {
  const obtained = quoted(keysWhere(ctx, "statut_financement", "obtenu"));
  const conventions = perProgramme(
    ctx,
    "SELECT programme, count(*) AS n FROM convention WHERE deleted_at IS NULL AND type <> 'avenant' AND programme IS NOT NULL GROUP BY programme",
  );
  const partners = perProgramme(
    ctx,
    "SELECT programme, count(DISTINCT organisation_id) AS n FROM partenaire_programme WHERE deleted_at IS NULL GROUP BY programme",
  );
  const budgets = perProgramme(
    ctx,
    "SELECT programme, sum(montant) AS n FROM budget_programme WHERE deleted_at IS NULL GROUP BY programme",
  );
  const granted = perProgramme(
    ctx,
    `SELECT coalesce(f.programme, a.programme) AS programme, sum(coalesce(f.montant_accorde, f.montant_verse, 0)) AS n
     FROM financement f LEFT JOIN accompagnement a ON a.id = f.accompagnement_id
     WHERE f.deleted_at IS NULL AND f.type <> 'apport' AND f.statut IN (${obtained}) GROUP BY 1`,
  );
  const byProgramme = Map.groupBy(accompanied(ctx), (row) => row.programme ?? "");
  const keys = [...new Set(referenceRows(ctx.store.db, "programme").map(({ key }) => key))];
  return keys.map((key) => ({
    key,
    ...bilanOf(ctx, byProgramme.get(key) ?? []),
    conventions: conventions.get(key) ?? 0,
    partenaires: partners.get(key) ?? 0,
    budget: budgets.get(key) ?? 0,
    accorde: granted.get(key) ?? 0,
  }));
}

const live = (ctx: Context, sql: string, ...params: string[]): Row[] =>
  prepared(ctx.store, sql).all(...params) as Row[];

interface Organisation {
  id: string;
  nomFr: string;
  nomAr: string | null;
}

const organisationOf = (ctx: Context, id: unknown): Organisation | null =>
  typeof id === "string"
    ? ((prepared(
        ctx.store,
        "SELECT id, nom_fr AS nomFr, nom_ar AS nomAr FROM organisation WHERE id = ?",
      ).get(id) as Organisation | undefined) ?? null)
    : null;

function cohorts(ctx: Context, key: string, rows: readonly Accompagne[]): CohorteLigne[] {
  const byCohort = Map.groupBy(rows, (row) => row.cohorteId ?? "");
  return live(
    ctx,
    "SELECT * FROM cohorte WHERE programme = ? AND deleted_at IS NULL ORDER BY ouverte_le DESC, id DESC",
    key,
  ).map((row) => {
    const members = byCohort.get(String(row["id"])) ?? [];
    return {
      fiche: shownView("cohorte", row),
      ...bilanOf(ctx, members),
      survie: survivalOf([...firmsOf(ctx, members).values()], ages, ctx.today()),
    };
  });
}

/** The money that holders obtained under a convention: centimes granted, and collected. */
function moneyUnder(ctx: Context, conventionId: string) {
  const obtained = quoted(keysWhere(ctx, "statut_financement", "obtenu"));
  return prepared(
    ctx.store,
    `SELECT coalesce(sum(CASE WHEN f.statut IN (${obtained}) AND f.type <> 'apport' THEN coalesce(f.montant_accorde, f.montant_verse, 0) END), 0) AS accorde,
       coalesce(sum((SELECT c.montant FROM collecte c WHERE c.financement_id = f.id AND c.deleted_at IS NULL ORDER BY c.le DESC, c.id DESC LIMIT 1)), 0) AS collecte,
       count(*) AS financements
     FROM financement f LEFT JOIN accompagnement a ON a.id = f.accompagnement_id AND a.deleted_at IS NULL
     WHERE f.deleted_at IS NULL AND coalesce(f.convention_id, a.convention_id) = ?`,
  ).get(conventionId) as { accorde: number; collecte: number; financements: number };
}

/** What holders became under a convention, and the money they obtained: centimes granted, and collected. */
export const conventionResults = (ctx: Context, conventionId: string) => ({
  ...bilanOf(ctx, accompanied(ctx, { conventionId })),
  ...moneyUnder(ctx, conventionId),
});

/** The same under several conventions: of a holder followed under more than one, the highest figures. */
export function resultsUnder(ctx: Context, conventionIds: readonly string[]) {
  const groups = conventionIds.map((conventionId) => accompanied(ctx, { conventionId }));
  const holders = Map.groupBy(
    groups.flatMap((rows) => [...Map.groupBy(rows, ({ porteur }) => porteur)]),
    ([porteur]) => porteur,
  );
  const once: Accompagne[] = [];
  const bilans: Bilan[] = [];
  for (const told of holders.values()) {
    if (told.length === 1) once.push(...told[0]![1]);
    else {
      const each = told.map(([, rows]) => bilanOf(ctx, rows));
      const most = (key: keyof Bilan) => Math.max(...each.map((bilan) => bilan[key]));
      bilans.push({
        accompagnes: most("accompagnes"),
        ouverts: most("ouverts"),
        finances: most("finances"),
        entreprises: most("entreprises"),
        emplois: most("emplois"),
      });
    }
  }
  bilans.push(bilanOf(ctx, once));
  const money = conventionIds.map((id) => moneyUnder(ctx, id));
  const sum = <K extends string>(rows: readonly Record<K, number>[], key: K): number =>
    rows.reduce((all, row) => all + row[key], 0);
  return {
    accompagnes: sum(bilans, "accompagnes"),
    finances: sum(bilans, "finances"),
    entreprises: sum(bilans, "entreprises"),
    emplois: sum(bilans, "emplois"),
    accorde: sum(money, "accorde"),
    collecte: sum(money, "collecte"),
  };
}

/** Centimes collected by the financings of a programme, as last told of each: the scope of its `accorde`. */
export const collectedBy = (ctx: Context, programme: string): number =>
  prepared(
    ctx.store,
    `SELECT coalesce(sum((SELECT c.montant FROM collecte c WHERE c.financement_id = f.id AND c.deleted_at IS NULL ORDER BY c.le DESC, c.id DESC LIMIT 1)), 0)
     FROM financement f LEFT JOIN accompagnement a ON a.id = f.accompagnement_id
     WHERE f.deleted_at IS NULL AND coalesce(f.programme, a.programme) = ?`,
  )
    .pluck()
    .get(programme) as number;

/**
 * A programme: its rules with their sources, budget, partners, conventions, cohorts, results.
 * @throws NotFound
 */
export function getProgramme(ctx: Context, key: string): ProgrammeDetail {
  const regles = referenceRows(ctx.store.db, "programme")
    .filter((row) => row.key === key)
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  const ligne = listProgrammes(ctx).find((row) => row.key === key);
  if (!ligne) throw new NotFound("programme", key);
  const rows = accompanied(ctx, { programme: key });
  const stages = Map.groupBy(rows, (row) => row.etape);
  const order = [
    ...new Set(referenceRows(ctx.store.db, "etape_accompagnement").map((row) => row.key)),
  ];
  return {
    regles,
    ligne,
    budgets: live(
      ctx,
      "SELECT * FROM budget_programme WHERE programme = ? AND deleted_at IS NULL ORDER BY annee DESC, id",
      key,
    ).map((row) => ({
      fiche: shownView("budgetProgramme", row),
      financeur: organisationOf(ctx, row["organisation_id"]),
    })),
    partenaires: live(
      ctx,
      `SELECT p.id, p.role, p.organisation_id FROM partenaire_programme p JOIN organisation o ON o.id = p.organisation_id
       WHERE p.programme = ? AND p.deleted_at IS NULL AND o.deleted_at IS NULL ORDER BY o.nom_plie, p.role`,
      key,
    ).map((row) => ({
      id: String(row["id"]),
      role: String(row["role"]),
      organisation: organisationOf(ctx, row["organisation_id"])!,
    })),
    conventions: prepared(
      ctx.store,
      `SELECT id, numero, type, intitule_fr AS intituleFr, intitule_ar AS intituleAr FROM convention
       WHERE programme = ? AND type <> 'avenant' AND deleted_at IS NULL ORDER BY numero DESC, id`,
    ).all(key) as ProgrammeDetail["conventions"],
    cohortes: cohorts(ctx, key, rows),
    etapes: order.map((etape) => ({ etape, nombre: stages.get(etape)?.length ?? 0 })),
    financements: prepared(
      ctx.store,
      `SELECT f.type, count(*) AS nombre, sum(f.montant_demande) AS demande,
         sum(coalesce(f.montant_accorde, 0)) AS accorde
       FROM financement f LEFT JOIN accompagnement a ON a.id = f.accompagnement_id
       WHERE f.deleted_at IS NULL AND coalesce(f.programme, a.programme) = ? GROUP BY f.type ORDER BY f.type`,
    ).all(key) as ProgrammeDetail["financements"],
    survie: survivalOf([...firmsOf(ctx, rows).values()], ages, ctx.today()),
  };
}

/**
 * The sessions held with an accompanied holder and what was seen of the firm.
 * @throws NotFound
 */
export function accompagnementSuivi(ctx: Context, accompagnementId: string): AccompagnementSuivi {
  liveRow(ctx, "accompagnement", accompagnementId);
  const entretiens = live(
    ctx,
    `SELECT e.*, nullif(trim(ifnull(p.prenom_fr, '') || ' ' || ifnull(p.nom_fr, '')), '') AS mentor_fr,
       nullif(trim(ifnull(p.prenom_ar, '') || ' ' || ifnull(p.nom_ar, '')), '') AS mentor_ar
     FROM entretien e LEFT JOIN personne p ON p.id = e.mentor_id AND p.deleted_at IS NULL
     WHERE e.accompagnement_id = ? AND e.deleted_at IS NULL ORDER BY e.le DESC, e.heure DESC, e.id DESC`,
    accompagnementId,
  );
  const row = accompanied(ctx).filter(({ id }) => id === accompagnementId);
  return {
    entretiens: entretiens.map((each) => ({
      fiche: shownView("entretien", each),
      mentorFr: each["mentor_fr"] as string | null,
      mentorAr: each["mentor_ar"] as string | null,
    })),
    minutes: entretiens.reduce((sum, each) => sum + Number(each["duree_minutes"] ?? 0), 0),
    constats: live(
      ctx,
      "SELECT * FROM suivi_entreprise WHERE accompagnement_id = ? AND deleted_at IS NULL ORDER BY constate_le DESC, id DESC",
      accompagnementId,
    ).map((each) => shownView("suiviEntreprise", each)),
    survie: survivalOf([...firmsOf(ctx, row).values()], ages, ctx.today()),
  };
}
