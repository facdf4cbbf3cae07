import type { DocumentLangue, LettreComplement } from "../../contract/documents.ts";
import { prepared } from "../../store/database.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import { settingOf, type Context } from "../context.ts";
import { NotFound } from "../records/errors.ts";
import type { DocumentMaker } from "./index.ts";
import { orNone, paperDate } from "./papier.ts";

/** The name of the centre's region in the language of the paper. */
export function regionName(ctx: Context, langue: DocumentLangue): string {
  const code = settingOf(ctx.store.db, "region");
  return territoires(ctx.store.db).find((place) => place.code === code)?.label[langue] ?? "";
}

/** Labels of a reference list in the language of the paper, the latest version of each key. */
export function labelsOf(ctx: Context, list: string, langue: DocumentLangue): Map<string, string> {
  return new Map(
    referenceRows(ctx.store.db, list).map((row) => [row.key, row.label[langue] || row.label.fr]),
  );
}

/** A text safe as a file name on the three systems. */
export const fileSafe = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 100);

interface Head {
  dossierId: string;
  numero: string | null;
  demandeLe: string;
  motif: string | null;
  reference: string;
  acte: string | null;
  deposeLe: string | null;
  intituleFr: string;
  intituleAr: string | null;
  porteurFr: string | null;
  porteurAr: string | null;
}

function headOf(ctx: Context, id: string): Head {
  const head = prepared(
    ctx.store,
    `SELECT c.dossier_id AS dossierId, c.numero, c.demande_le AS demandeLe, c.motif, d.reference, d.acte, d.depose_le AS deposeLe,
       p.intitule_fr AS intituleFr, p.intitule_ar AS intituleAr, o.nom_fr AS porteurFr, o.nom_ar AS porteurAr
     FROM complement c JOIN dossier d ON d.id = c.dossier_id JOIN projet p ON p.id = d.projet_id
     LEFT JOIN organisation o ON o.id = p.porteur_id AND o.deleted_at IS NULL
     WHERE c.id = ? AND c.deleted_at IS NULL AND d.deleted_at IS NULL`,
  ).get(id) as Head | undefined;
  if (!head) throw new NotFound("complement", id);
  return head;
}

const pick = (fr: string | null, ar: string | null, langue: DocumentLangue): string =>
  (langue === "ar" ? (ar ?? fr) : (fr ?? ar)) ?? "";

/** What a letter says; `id` is the request's. Its pieces are those that the request asked for. */
function letterData(ctx: Context, id: string, langue: DocumentLangue): LettreComplement {
  const head = headOf(ctx, id);
  const labels = labelsOf(ctx, "piece_requise", langue);
  const pieces = prepared(
    ctx.store,
    `SELECT p.type, p.libelle, p.motif FROM complement_piece l JOIN piece p ON p.id = l.piece_id
     WHERE l.complement_id = ? AND l.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY p.ordre, p.id`,
  ).all(id) as { type: string | null; libelle: string | null; motif: string | null }[];
  return {
    region: regionName(ctx, langue),
    dateLettre: paperDate(head.demandeLe),
    numero: head.numero ?? head.reference,
    reference: head.reference,
    porteur: orNone(pick(head.porteurFr, head.porteurAr, langue)),
    intitule: pick(head.intituleFr, head.intituleAr, langue),
    acte: orNone(labelsOf(ctx, "acte", langue).get(head.acte ?? "") ?? head.acte ?? ""),
    deposeLe: orNone(paperDate(head.deposeLe)),
    suspenduDepuis: paperDate(head.demandeLe),
    motif: head.motif ?? "",
    pieces: pieces.map((piece, place) => ({
      rang: String(place + 1),
      libelle: piece.libelle ?? labels.get(piece.type ?? "") ?? piece.type ?? "",
      motif: piece.motif ?? "",
    })),
    avecPieces: pieces.length > 0,
  };
}

/** The letter that asks a holder for what is missing from a dossier. */
export const lettreComplement: DocumentMaker = {
  data: letterData,
  fileName(ctx, id, langue) {
    const { numero, reference } = headOf(ctx, id);
    return fileSafe(`demande-de-pieces-${numero ?? reference}-${langue}`);
  },
};
