import { z } from "zod";
import {
  rapportContenu,
  rapportRegle,
  type RapportContenu,
  type RapportDu,
  type RapportFait,
  type RapportFormat,
  type RapportVue,
} from "../../contract/rapports.ts";
import { writeReasons } from "../../contract/errors.ts";
import { addDays, addMonths } from "../../domain/dates.ts";
import { dueDays, type Cadence } from "../../domain/rapports.ts";
import { prepared } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import { commit } from "../../store/ledger.ts";
import { inForceOn, referenceRows } from "../../store/queries/reference.ts";
import { authorOf, type Context } from "../context.ts";
import { holidaysOf } from "../delais.ts";
import { NotFound } from "../records/errors.ts";

const cadenceAttrs = z.object({
  periode: z.enum(["semaine", "mois", "trimestre", "annee"]),
  place: z.enum(["premier", "dernier"]),
  ouvre: z.boolean(),
});

/** The days that a row of the list `cadence_rapport` means; null when there is no such row today. */
export function cadenceOf(ctx: Context, key: string): Cadence | null {
  const rows = inForceOn(referenceRows(ctx.store.db, "cadence_rapport"), ctx.today());
  const read = cadenceAttrs.safeParse(rows.find((row) => row.key === key)?.attrs);
  return read.success ? read.data : null;
}

/** The JSON of a column in a shape; null when it cannot be read so. */
function read<S extends z.ZodType>(shape: S, text: string | null): z.infer<S> | null {
  if (text === null) return null;
  try {
    const found = shape.safeParse(JSON.parse(text));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

interface Row {
  id: string;
  titre: string;
  tableau: string;
  contenu: string;
  regle: string | null;
  regleLe: string | null;
}

interface FaitRow {
  id: string;
  pourLe: string;
  faitLe: string;
  fichier: string | null;
  echec: string | null;
}

function rowsOf(ctx: Context): Row[] {
  return prepared(
    ctx.store,
    `SELECT id, titre, tableau, contenu, regle, regle_le AS regleLe FROM rapport
     WHERE deleted_at IS NULL ORDER BY titre, id`,
  ).all() as Row[];
}

const faitsMontres = 24;

function faitsOf(ctx: Context, id: string): RapportFait[] {
  const rows = prepared(
    ctx.store,
    `SELECT id, pour_le AS pourLe, fait_le AS faitLe, fichier, echec FROM rapport_fait
     WHERE rapport_id = ? AND deleted_at IS NULL ORDER BY pour_le DESC, id LIMIT ?`,
  ).all(id, faitsMontres) as FaitRow[];
  return rows.map(({ echec, ...row }) => ({
    ...row,
    echec: echec === null ? null : (writeReasons.find((each) => each === echec) ?? "unknown"),
    rattrape: echec === null && row.faitLe > row.pourLe,
  }));
}

/** A rule as it counts: from which day, on which days. */
function regleOf(
  ctx: Context,
  { regle, regleLe }: Row,
): { cle: string; cadence: Cadence; du: string } | null {
  const cle = read(rapportRegle, regle)?.cadence;
  const cadence = cle === undefined ? null : cadenceOf(ctx, cle);
  if (cle === undefined || cadence === null) return null;
  return { cle, cadence, du: regleLe ?? ctx.today() };
}

/** Kept reports with their makings. @param tableau key of one dashboard; all of them when left out */
export function listRapports(ctx: Context, tableau?: string | null): { rapports: RapportVue[] } {
  const holidays = holidaysOf(ctx);
  const today = ctx.today();
  const rows = rowsOf(ctx).filter((row) => !tableau || row.tableau === tableau);
  return {
    rapports: rows.map((row) => {
      const { id, titre, regleLe } = row;
      const regle = regleOf(ctx, row);
      const from = regle && (regle.du > today ? regle.du : addDays(today, 1));
      return {
        id,
        titre,
        tableau: row.tableau,
        contenu: read(rapportContenu, row.contenu),
        cadence: read(rapportRegle, row.regle)?.cadence ?? null,
        regleLe,
        prochainLe:
          regle && from
            ? (dueDays(regle.cadence, from, addMonths(from, 13), holidays)[0] ?? null)
            : null,
        faits: faitsOf(ctx, id),
      };
    }),
  };
}

/** The last day on which a report was due; null when it never was. */
function lastDue(ctx: Context, row: Row): string | null {
  const regle = regleOf(ctx, row);
  const today = ctx.today();
  if (!regle || regle.du > today) return null;
  return dueDays(regle.cadence, regle.du, today, holidaysOf(ctx)).at(-1) ?? null;
}

/**
 * Recurrent reports that are due and not made. Of several days missed only the last one counts: figures of today
 * under the dates of former days would be false.
 */
export function dueRapports(ctx: Context): { rapports: RapportDu[] } {
  const made = prepared(
    ctx.store,
    `SELECT max(pour_le) FROM rapport_fait WHERE rapport_id = ? AND echec IS NULL AND deleted_at IS NULL`,
  ).pluck();
  return {
    rapports: rowsOf(ctx).flatMap((row) => {
      const contenu: RapportContenu | null = read(rapportContenu, row.contenu);
      const pourLe = contenu && lastDue(ctx, row);
      if (!contenu || !pourLe) return [];
      const last = made.get(row.id) as string | null;
      if (last !== null && last >= pourLe) return [];
      const { id, titre, tableau } = row;
      return [{ id, titre, tableau, contenu, pourLe, rattrape: pourLe < ctx.today() }];
    }),
  };
}

/**
 * Keeps what came of a recurrent report, a line for each day it was due. The same failure again is not written again.
 * @throws NotFound
 */
export function noteRapport(
  ctx: Context,
  fait: { rapportId: string; pourLe: string; fichier: string | null; echec: RapportFait["echec"] },
): { actionId: string | null } {
  const { rapportId, pourLe, fichier, echec } = fait;
  const row = rowsOf(ctx).find(({ id }) => id === rapportId);
  if (!row) throw new NotFound("rapport", rapportId);
  const id = deterministicId("rapport_fait", rapportId, pourLe);
  const values = { rapportId, pourLe, faitLe: ctx.today(), fichier, echec };
  const kind =
    echec !== null ? "rapport.echec" : pourLe < ctx.today() ? "rapport.rattrapage" : "rapport.fait";
  const meta = {
    kind,
    params: { reference: row.titre, jour: pourLe, fichier: fichier ?? "", motif: echec ?? "" },
    userId: authorOf(ctx.store.db),
  };
  const { actionId } = commit(ctx.store, meta, (writer) => {
    if (!writer.get("rapportFait", id)) writer.insert("rapportFait", { id, ...values });
    else writer.update("rapportFait", id, { faitLe: values.faitLe, fichier, echec });
  });
  return { actionId };
}

/** Records that a report left the register as a file: an action without change, that undo does not see. */
export function noteProduit(
  ctx: Context,
  {
    titre,
    tableau,
    format,
    fichier,
  }: { titre: string; tableau: string; format: RapportFormat; fichier: string },
): { actionId: string | null } {
  const meta = {
    kind: "rapport.production",
    params: { reference: titre, tableau, format, fichier },
    userId: authorOf(ctx.store.db),
    always: true,
  };
  return { actionId: commit(ctx.store, meta, () => {}).actionId };
}
