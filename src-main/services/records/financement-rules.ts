import type { ReferenceRow } from "../../contract/references.ts";
import {
  plafondsCollaboratifs,
  plafondsProgramme,
  type Plafond,
} from "../../domain/financements.ts";
import { prepared } from "../../store/database.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { inForceOn, referenceRows } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import { inOrder, refuse } from "./errors.ts";
import { nextNumber } from "./numbering.ts";
import type { RecordRule, Values } from "./rules.ts";
import type { Answers } from "./values.ts";

/** Type of financing that is a campaign under law 15-18. */
export const collaboratif = "collaboratif";

const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;
const amount = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Day whose rules hold for a financing: its opening, else its request, else today. */
export const regleLe = (ctx: Context, row: Row): string =>
  text(row["ouvert_le"]) ?? text(row["demande_le"]) ?? ctx.today();

/** Cost that a financing helps to meet, in centimes; null when it is not known. */
export function coutDe(
  ctx: Context,
  keys: { projetId: string | null; accompagnementId: string | null },
): number | null {
  const found = prepared(
    ctx.store,
    `SELECT coalesce((SELECT montant FROM projet WHERE id = coalesce(?, a.projet_id)), a.cout) FROM (SELECT 1)
     LEFT JOIN accompagnement a ON a.id = ?`,
  )
    .pluck()
    .get(keys.projetId, keys.accompagnementId);
  return amount(found);
}

/** Programme of a financing: its own, else that of the accompaniment it comes from. */
function programmeOf(ctx: Context, row: Row): string | null {
  const own = text(row["programme"]);
  if (own !== null || row["accompagnement_id"] === null) return own;
  return text(
    prepared(ctx.store, "SELECT programme FROM accompagnement WHERE id = ?")
      .pluck()
      .get(String(row["accompagnement_id"])),
  );
}

/** The lists that set ceilings, every version of them. */
export interface ListesPlafonds {
  collaboratif: readonly ReferenceRow[];
  programme: readonly ReferenceRow[];
}

export const listesPlafonds = (ctx: Context): ListesPlafonds => ({
  collaboratif: referenceRows(ctx.store.db, "plafond_collaboratif"),
  programme: referenceRows(ctx.store.db, "programme"),
});

/** Every ceiling in force for a financing as it stands, with the row of the list that sets it. */
export function plafondsDe(ctx: Context, row: Row, listes = listesPlafonds(ctx)): Plafond[] {
  const day = regleLe(ctx, row);
  const categorie = text(row["categorie"]);
  if (row["type"] === collaboratif) {
    return categorie === null ? [] : plafondsCollaboratifs(listes.collaboratif, categorie, day);
  }
  const cout = coutDe(ctx, {
    projetId: text(row["projet_id"]),
    accompagnementId: text(row["accompagnement_id"]),
  });
  return plafondsProgramme(
    listes.programme,
    { programme: programmeOf(ctx, row), type: String(row["type"]), cout },
    day,
  );
}

/** The lowest ceiling that is asked about and passed. */
function passed(ctx: Context, row: Row): Plafond | undefined {
  return plafondsDe(ctx, row)
    .filter((each) => each.bloque && Number(row["montant_demande"]) > each.montant)
    .toSorted((a, b) => a.montant - b.montant)[0];
}

/** Asks about an amount above its ceiling, unless that was so before the change. */
function askCeiling(ctx: Context, row: Row, before: Row | null, answers?: Answers): void {
  const plafond = passed(ctx, row);
  if (!plafond || answers?.sure?.includes("montantDemande")) return;
  const over = Number(row["montant_demande"]) - plafond.montant;
  const former = before && passed(ctx, before);
  if (former && Number(before["montant_demande"]) - former.montant === over) return;
  refuse("montantDemande", "above_ceiling", {
    montantCentimes: Number(row["montant_demande"]),
    plafondCentimes: plafond.montant,
    depassementCentimes: over,
    le: regleLe(ctx, row),
    source: plafond.regle.source,
  });
}

/** A campaign has a category of law 15-18, and nothing else has. */
function assertCategory(row: Row): void {
  const campaign = row["type"] === collaboratif;
  if (campaign && row["categorie"] === null) refuse("categorie", "category_missing");
  if (!campaign && row["categorie"] !== null) refuse("categorie", "category_unwanted");
}

/** A campaign that collected money is not turned into something else. */
function assertNoTotal(ctx: Context, row: Row): void {
  const count = prepared(
    ctx.store,
    "SELECT count(*) FROM collecte WHERE financement_id = ? AND deleted_at IS NULL",
  )
    .pluck()
    .get(String(row["id"])) as number;
  if (count > 0) refuse("type", "campaign_has_totals", { count });
}

/** Somebody is financed; when both are named, the accompaniment is that of the project. */
function assertHolder(ctx: Context, row: Row): void {
  const projetId = text(row["projet_id"]);
  const accompagnementId = text(row["accompagnement_id"]);
  if (projetId === null && accompagnementId === null) refuse("projetId", "financing_for_nobody");
  if (projetId === null || accompagnementId === null) return;
  const other = prepared(
    ctx.store,
    `SELECT a.reference, p.reference AS projet FROM accompagnement a JOIN projet p ON p.id = a.projet_id
     WHERE a.id = ? AND a.projet_id <> ?`,
  ).get(accompagnementId, projetId) as { reference: string; projet: string } | undefined;
  if (other) {
    refuse("projetId", "not_its_project", {
      accompagnement: other.reference,
      projet: other.projet,
    });
  }
}

/** What is granted is asked for, or asked about; what is paid was granted. */
function assertAmounts(row: Row, before: Row | null, answers?: Answers): void {
  const asked = Number(row["montant_demande"]);
  const granted = amount(row["montant_accorde"]);
  const paid = amount(row["montant_verse"]);
  const changed = (column: string): boolean => before === null || before[column] !== row[column];
  if (granted !== null && paid !== null && paid > granted) {
    refuse(changed("montant_verse") ? "montantVerse" : "montantAccorde", "paid_above_granted", {
      verseCentimes: paid,
      accordeCentimes: granted,
    });
  }
  const moved = changed("montant_accorde") || changed("montant_demande");
  if (granted === null || granted <= asked || !moved) return;
  if (answers?.sure?.includes("montantAccorde")) return;
  refuse("montantAccorde", "granted_above_asked", {
    accordeCentimes: granted,
    demandeCentimes: asked,
    depassementCentimes: granted - asked,
  });
}

function assertFinancing(ctx: Context, row: Row, before: Row | null, answers?: Answers): void {
  assertHolder(ctx, row);
  assertCategory(row);
  if (before?.["type"] === collaboratif && row["type"] !== collaboratif) assertNoTotal(ctx, row);
  const date = (key: string, column: string) => [`financement.${key}`, row[column]] as const;
  inOrder(date("demandeLe", "demande_le"), date("decisionLe", "decision_le"));
  inOrder(date("ouvertLe", "ouvert_le"), date("clotLe", "clot_le"));
  assertAmounts(row, before, answers);
  askCeiling(ctx, row, before, answers);
}

function completeFinancing(ctx: Context, values: Values): Values {
  const states = inForceOn(referenceRows(ctx.store.db, "statut_financement"), ctx.today());
  const year = (text(values["demandeLe"]) ?? text(values["ouvertLe"]) ?? ctx.today()).slice(0, 4);
  const projetId =
    text(values["projetId"]) ??
    text(
      prepared(ctx.store, "SELECT projet_id FROM accompagnement WHERE id = ?")
        .pluck()
        .get(text(values["accompagnementId"])),
    );
  return {
    ...values,
    ...(projetId === null ? {} : { projetId }),
    reference:
      text(values["reference"]) ?? nextNumber(ctx, "financement", "reference", `F-${year}-`),
    statut: text(values["statut"]) ?? states[0]?.key ?? "",
  };
}

interface Total {
  le: string;
  montant: number;
}

/** The total of a campaign just before a day, and just after it. */
function neighbours(ctx: Context, row: Row): { before?: Total; after?: Total; same?: Total } {
  const others = prepared(
    ctx.store,
    "SELECT le, montant FROM collecte WHERE financement_id = ? AND id <> ? AND deleted_at IS NULL ORDER BY le, id",
  ).all(row["financement_id"], row["id"]) as Total[];
  const le = String(row["le"]);
  const before = others.findLast((each) => each.le < le);
  const after = others.find((each) => each.le > le);
  const same = others.find((each) => each.le === le);
  return { ...(before && { before }), ...(after && { after }), ...(same && { same }) };
}

/** A total is of a campaign, on a day that has come, once a day, and never lower than the one before. */
function assertTotal(
  ctx: Context,
  writer: Writer,
  row: Row,
  before: Row | null,
  answers?: Answers,
): void {
  const campaign = writer.get("financement", String(row["financement_id"]));
  if (campaign?.["type"] !== collaboratif) refuse("financementId", "not_a_campaign");
  const le = String(row["le"]);
  const montant = Number(row["montant"]);
  if (le > ctx.today()) refuse("le", "future_date", { date: le });
  const near = neighbours(ctx, row);
  if (near.same) {
    refuse("le", "total_already_there", { le, totalCentimes: near.same.montant });
  }
  const [lower, higher] =
    near.before && near.before.montant > montant
      ? [{ le, montant }, near.before]
      : near.after && near.after.montant < montant
        ? [near.after, { le, montant }]
        : [];
  if (lower && higher) {
    refuse("montant", "total_goes_down", {
      le: higher.le,
      totalCentimes: higher.montant,
      apresLe: lower.le,
      apresCentimes: lower.montant,
    });
  }
  if (before?.["le"] === le || answers?.sure?.includes("le")) return;
  const [ouvertLe, clotLe] = [text(campaign["ouvert_le"]), text(campaign["clot_le"])];
  if (ouvertLe !== null && le < ouvertLe) refuse("le", "before_campaign", { le, ouvertLe });
  if (clotLe !== null && le > clotLe) refuse("le", "after_campaign", { le, clotLe });
}

/** Rules of the financings, and of what a campaign collects. */
export const financementRules: { financement: RecordRule; collecte: RecordRule } = {
  financement: {
    complete: completeFinancing,
    created: (ctx, writer, id, _values, answers) =>
      assertFinancing(ctx, writer.get("financement", id)!, null, answers),
    changed: (ctx, writer, id, _patch, before, answers) =>
      assertFinancing(ctx, writer.get("financement", id)!, before, answers),
  },
  collecte: {
    complete: (ctx, values) => ({ ...values, le: text(values["le"]) ?? ctx.today() }),
    created: (ctx, writer, id, _values, answers) =>
      assertTotal(ctx, writer, writer.get("collecte", id)!, null, answers),
    changed: (ctx, writer, id, _patch, before, answers) =>
      assertTotal(ctx, writer, writer.get("collecte", id)!, before, answers),
    restored(ctx, writer, id) {
      const row = writer.get("collecte", id)!;
      assertTotal(ctx, writer, row, row);
    },
  },
};
