import { createHash } from "node:crypto";
import type {
  ComparaisonEdition,
  EditionEntree,
  EditionVue,
  LectureComparee,
} from "../contract/editions.ts";
import {
  tableauAsked,
  tableauResult,
  type TableauAsked,
  type TableauResult,
} from "../contract/tableaux.ts";
import { compareCartes } from "../domain/editions.ts";
import { prepared } from "../store/database.ts";
import { commit, exclusively } from "../store/ledger.ts";
import { authorOf, type Context } from "./context.ts";
import { NotFound, refuse, type ActionResult } from "./records/errors.ts";
import { insertRecord } from "./records/records.ts";
import { readValues } from "./records/values.ts";
import { tableauOf } from "./tableaux/index.ts";

interface EditionRow {
  id: string;
  tableau: string;
  titre: string;
  publieLe: string;
  publiePar: string | null;
  observation: string | null;
  demande: string;
  contenu: string;
  sha256: string;
  /** The hash as the ledger recorded it; null when the creation is not there. */
  publie: string | null;
}

const rowSql = `SELECT e.id, e.tableau, e.titre, e.publie_le AS publieLe, u.nom AS publiePar, e.observation,
    e.demande, e.contenu, e.sha256,
    (SELECT json_extract(c.after, '$.sha256') FROM change c WHERE c.row_id = e.id AND c.table_name = 'edition' AND c.op = 'create') AS publie
  FROM edition e LEFT JOIN utilisateur u ON u.id = e.created_by WHERE e.deleted_at IS NULL`;

type Frozen = Pick<EditionRow, "tableau" | "publieLe" | "demande" | "contenu">;

/** SHA-256 of all that an edition freezes; its title and its observation may be changed. */
const hashOf = ({ tableau, publieLe, demande, contenu }: Frozen): string =>
  createHash("sha256")
    .update(JSON.stringify([tableau, publieLe, demande, contenu]))
    .digest("hex");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function entreeOf(row: EditionRow, contenu: TableauResult | null): EditionEntree {
  return {
    id: row.id,
    tableau: row.tableau,
    tableauTitre: contenu?.titre ?? null,
    titre: row.titre,
    publieLe: row.publieLe,
    publiePar: row.publiePar,
    observation: row.observation,
    filtreTexte: contenu?.filtreTexte ?? null,
    cartes: contenu?.cartes.length ?? 0,
    // The chain of the ledger vouches for the hash, which alone could be written again with the rest.
    intacte: hashOf(row) === row.sha256 && row.publie === row.sha256,
  };
}

const contenuOf = (row: EditionRow): TableauResult | null =>
  tableauResult.safeParse(parsed(row.contenu)).data ?? null;

/** Editions of a dashboard, or of all of them, the latest first. */
export function listEditions(ctx: Context, tableau?: string | null): EditionEntree[] {
  const rows = prepared(
    ctx.store,
    `${rowSql} AND (? IS NULL OR e.tableau = ?) ORDER BY e.publie_le DESC, e.id DESC LIMIT 500`,
  ).all(tableau ?? null, tableau ?? null) as EditionRow[];
  return rows.map((row) => entreeOf(row, contenuOf(row)));
}

function rowOf(ctx: Context, id: string): EditionRow {
  const row = prepared(ctx.store, `${rowSql} AND e.id = ?`).get(id) as EditionRow | undefined;
  if (!row) throw new NotFound("edition", id);
  return row;
}

/**
 * An edition with the figures it froze. One that was written to behind the application's back says so.
 * @throws NotFound
 */
export function getEdition(ctx: Context, id: string): EditionVue {
  const row = rowOf(ctx, id);
  const contenu = contenuOf(row);
  return { ...entreeOf(row, contenu), contenu, sha256: row.sha256 };
}

/**
 * Computes a dashboard now and freezes what it says, in one action.
 * @throws NotFound for an unknown dashboard, Invalid for a title that is empty or too long
 */
export async function publierEdition(
  ctx: Context,
  input: { demande: TableauAsked; titre: string; observation?: string | null | undefined },
): Promise<ActionResult & { id: string }> {
  const result = tableauResult.parse(await tableauOf(ctx, input.demande));
  return exclusively(ctx.store, () => {
    const typed = readValues(
      ctx.store.db,
      "edition",
      {
        tableau: result.key,
        titre: input.titre,
        publieLe: ctx.today(),
        observation: input.observation ?? null,
      },
      true,
    );
    const frozen: Frozen = {
      tableau: result.key,
      publieLe: ctx.today(),
      demande: JSON.stringify(tableauAsked.parse(input.demande)),
      contenu: JSON.stringify(result),
    };
    const { actionId, result: id } = commit(
      ctx.store,
      {
        kind: "edition.publication",
        params: { reference: String(typed["titre"]) },
        userId: authorOf(ctx.store.db),
      },
      (writer) =>
        insertRecord(ctx, writer, "edition", { ...typed, ...frozen, sha256: hashOf(frozen) }),
    );
    return { actionId, id };
  });
}

interface Lecture {
  tableau: string;
  contenu: TableauResult;
  intacte: boolean;
  editionId: string | null;
  titre: string | null;
}

/** An edition as one side of a comparison. @throws Invalid when its figures can no longer be read */
function frozenOf(ctx: Context, id: string): Lecture {
  const { contenu, intacte, titre, tableau } = getEdition(ctx, id);
  if (!contenu) refuse("edition", "unreadable");
  return { tableau, contenu, intacte, editionId: id, titre };
}

/** The figures of today, under the filter of an edition: the newest vintages, our files as they are. */
async function todayOf(ctx: Context, edition: Lecture): Promise<Lecture> {
  const { filtre, comparer } = edition.contenu.demande;
  const contenu = await tableauOf(ctx, {
    key: edition.tableau,
    ...(filtre ? { filtre } : {}),
    ...(comparer ? { comparer } : {}),
  });
  return { tableau: edition.tableau, contenu, intacte: true, editionId: null, titre: null };
}

const shown = ({ editionId, titre, contenu, intacte }: Lecture): LectureComparee => ({
  editionId,
  titre,
  jour: contenu.jour,
  filtreTexte: contenu.filtreTexte,
  intacte,
});

const filtreOf = ({ contenu }: Lecture): string =>
  JSON.stringify(
    Object.entries(contenu.demande.filtre ?? {})
      .filter(([, value]) => value !== undefined && value.length > 0)
      .map(([key, value]) => [key, typeof value === "string" ? value : value.toSorted()])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
  );

/**
 * An edition against another one of the same dashboard, or against the figures of today under the same filter. Of two
 * editions the earlier one comes first.
 * @throws NotFound for an edition or a dashboard that is no longer there; Invalid for another dashboard
 */
export async function comparerEdition(
  ctx: Context,
  input: { id: string; avec?: string | null | undefined },
): Promise<ComparaisonEdition> {
  const edition = frozenOf(ctx, input.id);
  const other = input.avec ? frozenOf(ctx, input.avec) : await todayOf(ctx, edition);
  if (other.tableau !== edition.tableau) refuse("avec", "other_dashboard");
  const later = edition.contenu.computedAt > other.contenu.computedAt;
  const [avant, apres] = later && other.editionId ? [other, edition] : [edition, other];
  return {
    tableau: edition.tableau,
    titre: apres.contenu.titre,
    avant: shown(avant),
    apres: shown(apres),
    memeFiltre: filtreOf(avant) === filtreOf(apres),
    cartes: compareCartes(avant.contenu.cartes, apres.contenu.cartes),
  };
}
