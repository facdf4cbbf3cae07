import type { DossierDetail, ProjetDetail } from "../contract/dossiers.ts";
import type { FieldFault } from "../contract/errors.ts";
import type { RecordKey } from "../contract/fields.ts";
import type { FieldValue } from "../contract/records.ts";
import { worstDecision } from "../domain/decisions.ts";
import { isIsoDate } from "../domain/dates.ts";
import { keyBetween } from "../domain/order-key.ts";
import { prepared, type SqlValue } from "../store/database.ts";
import { commit, type Row } from "../store/ledger.ts";
import { decisionRule } from "../store/projection.ts";
import { dossierLine, lowestOrder, projectLines, withClocks } from "../store/queries/dossiers.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, textOf, type Context } from "./context.ts";
import { assertDossierDates, firstOrder, phaseOfState } from "./records/dossier-rules.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";
import { nextNumber } from "./records/numbering.ts";
import { insertRecord } from "./records/records.ts";
import { rules } from "./records/rules.ts";
import { liveRow, readValues, shownView, viewOf, type Answers } from "./records/values.ts";

/**
 * A project with its holder, its contact, its dossiers and the worst of their decisions.
 * @throws NotFound
 */
export function getProjet(ctx: Context, id: string): ProjetDetail {
  const db = ctx.store.db;
  const projet = liveRow(ctx, "projet", id);
  const optional = (record: RecordKey, key: string) => {
    const other = projet[key];
    if (typeof other !== "string") return null;
    const found = prepared(
      ctx.store,
      `SELECT * FROM "${ledgerTables[record].name}" WHERE id = ? AND deleted_at IS NULL`,
    ).get(other) as Row | undefined;
    return found ? shownView(record, found) : null;
  };
  const actes = withClocks(db, projectLines(db, id), ctx.today());
  const ranks = new Map(
    referenceRows(db, "decision").map((each) => [each.key, Number(each.attrs["rank"])]),
  );
  return {
    projet: viewOf("projet", projet),
    porteur: optional("organisation", "porteur_id"),
    contact: optional("personne", "contact_id"),
    actes,
    decisionProjet: worstDecision(
      actes.flatMap((acte) => (acte.decision ? [acte.decision] : [])),
      ranks,
    ),
  };
}

/**
 * A dossier with its project, holder, contact, sibling acts and passages.
 * @throws NotFound
 */
export function getDossier(ctx: Context, id: string): DossierDetail {
  const db = ctx.store.db;
  const line = dossierLine(db, id);
  const [row] = line ? withClocks(db, [line], ctx.today()) : [];
  if (!row) throw new NotFound("dossier", id);
  const dossier = liveRow(ctx, "dossier", id);
  const passages = prepared(
    ctx.store,
    "SELECT id, dossier_id AS dossierId, tenu_le AS tenuLe, decision, observation, seance_id AS seanceId FROM passage WHERE dossier_id = ? AND deleted_at IS NULL ORDER BY tenu_le DESC, id DESC",
  ).all(id) as DossierDetail["passages"];
  const { deposeLe } = row;
  const rule =
    deposeLe === null
      ? undefined
      : inForceOn(referenceRows(db, "delai"), deposeLe).find((each) => each.key === decisionRule);
  return {
    ...getProjet(ctx, row.projetId),
    row,
    dossier: viewOf("dossier", dossier),
    passages,
    delai:
      rule && deposeLe !== null
        ? {
            days: Number(rule.attrs["days"]),
            unit: textOf(rule.attrs["unit"]) ?? "calendar",
            from: (dossier["valide_le"] as string | null) ?? deposeLe,
            source: rule.source,
            url: rule.url,
            confidence: rule.confidence,
          }
        : null,
  };
}

/** The next free reference of a project at this desk: `BMK-2026-0007`, its first act `/C1`. */
export const nextReference = (ctx: Context, year: string): string =>
  nextNumber(ctx, "projet", "reference", `BMK-${year}-`);

/** Number of the last act asked for under a project, the trash included: a number is never given twice. */
function lastAct(ctx: Context, projetId: string): number {
  const references = prepared(ctx.store, "SELECT reference FROM dossier WHERE projet_id = ?")
    .pluck()
    .all(projetId) as string[];
  const numbers = references.map((each) => Number(/\/C(\d+)$/.exec(each)?.[1] ?? 0));
  return Math.max(references.length, ...numbers);
}

/**
 * Creates a dossier, with its project and holder when they are new.
 * @throws Invalid, NotFound
 */
export function createDossier(
  ctx: Context,
  input: {
    projetId?: string;
    projet?: Record<string, FieldValue>;
    porteur?: Record<string, FieldValue>;
    dossier: Record<string, FieldValue>;
    actes?: readonly string[] | undefined;
  } & Answers,
): ActionResult {
  const db = ctx.store.db;
  const deposeLe = String(input.dossier["deposeLe"] ?? "");
  const year = isIsoDate(deposeLe) ? deposeLe.slice(0, 4) : ctx.today().slice(0, 4);
  const projectReference = nextReference(ctx, year);
  const etat = String(input.dossier["etat"] ?? referenceRows(db, "etat_procedure")[0]?.key ?? "");
  const faults: FieldFault[] = [];
  const gather = (record: RecordKey, values: Record<string, FieldValue>) => {
    try {
      return readValues(db, record, values, true, input);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      faults.push(...error.faults);
      return {};
    }
  };
  const existing = input.projetId === undefined ? null : liveRow(ctx, "projet", input.projetId);
  const projet = existing
    ? null
    : gather("projet", { reference: projectReference, ...input.projet });
  const porteur =
    input.porteur && Object.values(input.porteur).some((value) => value !== null && value !== "")
      ? gather("organisation", input.porteur)
      : null;
  const base = existing ? String(existing["reference"]) : String(projet?.["reference"] ?? "");
  const acts = existing ? lastAct(ctx, String(existing["id"])) : 0;
  const asked = input.actes ? [...new Set(input.actes)] : [input.dossier["acte"] ?? null];
  const dossiers = asked.map((acte, place) =>
    gather("dossier", {
      reference: `${base}/C${acts + 1 + place}`,
      etat,
      phase: phaseOfState(db, etat),
      ...input.dossier,
      acte,
    }),
  );
  // The same fault on each act is said once.
  if (faults.length > 0) {
    throw new Invalid([...new Map(faults.map((each) => [JSON.stringify(each), each])).values()]);
  }
  const several = dossiers.length > 1;
  const committed = commit(
    ctx.store,
    {
      ...(several
        ? { kind: "projet.actes", params: { reference: base, n: dossiers.length } }
        : { kind: "dossier.creation", params: { reference: String(dossiers[0]?.["reference"]) } }),
      userId: authorOf(db),
    },
    (writer) => {
      const porteurId = porteur ? writer.insert("organisation", porteur) : undefined;
      const projetId = existing
        ? String(existing["id"])
        : writer.insert("projet", { ...projet, ...(porteurId ? { porteurId } : {}) });
      if (existing && porteurId) writer.update("projet", projetId, { porteurId });
      if (projet) rules.projet?.created?.(ctx, writer, projetId, projet);
      let ordre = firstOrder(ctx);
      const ids = dossiers.toReversed().map((dossier, place) => {
        if (place > 0) ordre = keyBetween(null, ordre);
        const id = writer.insert("dossier", { ...dossier, projetId, etatLe: ctx.today(), ordre });
        assertDossierDates(ctx, writer, id);
        rules.dossier?.created?.(ctx, writer, id, dossier);
        return id;
      });
      return ids.at(-1) ?? "";
    },
  );
  return { actionId: committed.actionId, id: committed.result };
}

/**
 * Moves a card to a state or a phase, and between two neighbours.
 * @throws Invalid, NotFound
 */
export function moveDossier(
  ctx: Context,
  input: {
    id: string;
    etat?: string | undefined;
    phase?: string | undefined;
    afterId?: string | null | undefined;
    beforeId?: string | null | undefined;
  },
): ActionResult {
  const db = ctx.store.db;
  const row = liveRow(ctx, "dossier", input.id);
  const patch: Record<string, SqlValue> = {};
  const values: Record<string, FieldValue> = {};
  if (input.etat !== undefined && input.etat !== row["etat"]) values["etat"] = input.etat;
  if (input.phase !== undefined && input.phase !== row["phase"]) values["phase"] = input.phase;
  Object.assign(patch, readValues(db, "dossier", values, false));
  Object.assign(patch, rules.dossier?.amend?.(ctx, patch, row));
  const orderOf = (id: string | null | undefined) =>
    id ? ((liveRow(ctx, "dossier", id)["ordre"] as string) ?? null) : null;
  const after = orderOf(input.afterId);
  const before = orderOf(input.beforeId);
  if (after !== null || before !== null) {
    if (after !== null && before !== null && after >= before) {
      // The neighbours moved meanwhile: the card goes right below the one above.
      patch["ordre"] = keyBetween(after, lowestOrder(db, after));
    } else patch["ordre"] = keyBetween(after, before);
  } else if ("etat" in patch || "phase" in patch) patch["ordre"] = firstOrder(ctx);
  return commit(
    ctx.store,
    {
      kind: "etat" in patch || "phase" in patch ? "dossier.deplacement" : "dossier.ordre",
      params: {
        reference: String(row["reference"]),
        vers: String(patch["etat"] ?? patch["phase"] ?? ""),
      },
      userId: authorOf(db),
    },
    (writer) => {
      writer.update("dossier", input.id, patch);
      rules.dossier?.changed?.(ctx, writer, input.id, patch, row);
    },
  );
}

/**
 * Records an examination by the commission. Earlier passages stay.
 * @throws Invalid when the dossier was not circulated or a date comes before another.
 */
export function addPassage(
  ctx: Context,
  input: { dossierId: string; tenuLe: string; decision: string | null; observation: string | null },
): ActionResult {
  const dossier = liveRow(ctx, "dossier", input.dossierId);
  const values = readValues(
    ctx.store.db,
    "passage",
    { tenuLe: input.tenuLe, decision: input.decision, observation: input.observation },
    true,
  );
  const committed = commit(
    ctx.store,
    {
      kind: "passage.creation",
      params: { reference: String(dossier["reference"]) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => insertRecord(ctx, writer, "passage", { ...values, dossierId: input.dossierId }),
  );
  return { actionId: committed.actionId, id: committed.result };
}
