import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentLangue } from "../../contract/documents.ts";
import {
  modeleFiches,
  type ChampValeur,
  type DocumentGenereView,
  type ModeleFiche,
  type ModeleView,
} from "../../contract/modeles.ts";
import { safeName } from "../../domain/file-types.ts";
import { fillModel, readModel } from "../../exchange/docx.ts";
import { prepared } from "../../store/database.ts";
import { commit, exclusively } from "../../store/ledger.ts";
import { piecePath, stateOfPiece } from "../../store/pieces.ts";
import { inForceOn, referenceRows } from "../../store/queries/reference.ts";
import { authorOf, textOf, type Context } from "../context.ts";
import { fileSafe } from "../documents/lettre.ts";
import {
  bytesOfFile,
  fileLimits,
  FileRefused,
  filesNamed,
  insertPiece,
  keepBytes,
  ownerMustLive,
  type Kept,
} from "../fichiers.ts";
import { Invalid, NotFound, type ActionResult } from "../records/errors.ts";
import { insertRecord } from "../records/records.ts";
import { liveRow, readValues } from "../records/values.ts";
import { dataOf } from "./donnees.ts";
import { previewOf, unknownMarks } from "./marques.ts";

const isFiche = (value: unknown): value is ModeleFiche =>
  typeof value === "string" && Object.hasOwn(modeleFiches, value);

/** The record that documents of a kind are about. @throws Invalid when the kind says none */
function ficheOf(ctx: Context, genre: string): ModeleFiche {
  const row = referenceRows(ctx.store.db, "genre_modele").find(({ key }) => key === genre);
  const fiche = textOf(row?.attrs["fiche"]);
  if (isFiche(fiche)) return fiche;
  throw new Invalid([{ field: "genre", code: "unknown_value", params: { value: genre } }]);
}

const langues = ["fr", "ar"] as const satisfies readonly DocumentLangue[];
const shippedPath = (ctx: Context, genre: string, langue: DocumentLangue): string =>
  join(ctx.resources, "modeles", `${genre}.${langue}.docx`);

/** Models of the staff, then those shipped, of the kinds in force. */
export function listModeles(ctx: Context, fiche?: ModeleFiche): ModeleView[] {
  const kinds = inForceOn(referenceRows(ctx.store.db, "genre_modele"), ctx.today()).filter(
    (row) => fiche === undefined || row.attrs["fiche"] === fiche,
  );
  const keys = new Set(kinds.map(({ key }) => key));
  const rows = (
    prepared(
      ctx.store,
      `SELECT id, nom, genre, langue, piece_jointe_id AS fichierId, updated_at AS updatedAt FROM modele
       WHERE deleted_at IS NULL ORDER BY genre, nom, id`,
    ).all() as {
      id: string;
      nom: string;
      genre: string;
      langue: DocumentLangue;
      fichierId: string | null;
      updatedAt: number;
    }[]
  ).filter(({ genre }) => keys.has(genre));
  const files = filesNamed(
    ctx,
    rows.flatMap(({ fichierId }) => fichierId ?? []),
  );
  const shipped = kinds.flatMap(({ key, label }) =>
    langues
      .filter((langue) => existsSync(shippedPath(ctx, key, langue)))
      .map((langue): ModeleView => ({
        id: null,
        nom: label[langue],
        genre: key,
        langue,
        fichier: null,
        updatedAt: null,
      })),
  );
  return [
    ...rows.map(({ fichierId, ...row }) => ({
      ...row,
      fichier: (fichierId !== null && files.get(fichierId)) || null,
    })),
    ...shipped,
  ];
}

/** A file that the system's dialog gave. */
interface PickedFile {
  path: string;
  name: string;
}

/** @throws BadModel, Invalid when a mark names nothing that the record gives */
function checkModel(ctx: Context, genre: string, bytes: Uint8Array): void {
  const faults = unknownMarks(readModel(bytes), modeleFiches[ficheOf(ctx, genre)]);
  if (faults.length > 0) throw new Invalid(faults);
}

/** A Word file of the disk, read as a model and kept; nothing stays of one that is refused. */
async function keepModel(ctx: Context, genre: string, file: PickedFile): Promise<Kept> {
  const bytes = await bytesOfFile(ctx, file.path);
  checkModel(ctx, genre, bytes);
  return keepBytes(ctx, fileLimits(ctx), safeName(file.name), bytes);
}

/**
 * Keeps a Word file as a model of the staff, as one action.
 * @throws Invalid, BadModel, FileRefused; nothing is then written
 */
export async function addModele(
  ctx: Context,
  input: { nom: string; genre: string; langue: DocumentLangue },
  file: PickedFile,
): Promise<ActionResult> {
  const values = readValues(ctx.store.db, "modele", input, true);
  const kept = await keepModel(ctx, input.genre, file);
  return exclusively(ctx.store, () => {
    const id = ctx.store.newId();
    const { actionId } = commit(
      ctx.store,
      {
        kind: "modele.creation",
        params: { reference: input.nom },
        userId: authorOf(ctx.store.db),
      },
      (writer) => {
        const pieceJointeId = insertPiece(writer, { recordTable: "modele", recordId: id }, kept);
        insertRecord(ctx, writer, "modele", { ...values, id, pieceJointeId });
      },
    );
    return { actionId, id };
  });
}

/**
 * Gives a model of the staff another file, as one action; the file it had goes to the trash.
 * @throws NotFound, Invalid, BadModel, FileRefused; nothing is then written
 */
export async function replaceModele(
  ctx: Context,
  id: string,
  file: PickedFile,
): Promise<ActionResult> {
  const row = liveRow(ctx, "modele", id);
  const kept = await keepModel(ctx, String(row["genre"]), file);
  return exclusively(ctx.store, () => {
    const before = liveRow(ctx, "modele", id)["piece_jointe_id"];
    return commit(
      ctx.store,
      {
        kind: "modele.fichier",
        params: { reference: String(row["nom"]) },
        userId: authorOf(ctx.store.db),
      },
      (writer) => {
        const pieceJointeId = insertPiece(writer, { recordTable: "modele", recordId: id }, kept);
        writer.update("modele", id, { pieceJointeId });
        if (typeof before === "string") writer.remove("pieceJointe", before);
      },
    );
  });
}

/** A model to use: one of the staff, or the shipped one of a kind and a language. */
interface Choice {
  modeleId: string | null;
  genre: string;
  langue: DocumentLangue;
}

interface Chosen {
  genre: string;
  langue: DocumentLangue;
  nom: string;
  bytes: Uint8Array;
  sha256: string;
}

/** @throws NotFound, FileRefused when the file is missing or altered */
async function chosenModel(ctx: Context, choice: Choice): Promise<Chosen> {
  if (choice.modeleId === null) {
    const path = shippedPath(ctx, choice.genre, choice.langue);
    // The kind comes from outside: only one of the list makes a file name.
    ficheOf(ctx, choice.genre);
    if (!existsSync(path)) throw new NotFound("modele", `${choice.genre}.${choice.langue}`);
    const bytes = new Uint8Array(await readFile(path));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { ...choice, nom: `${choice.genre}.${choice.langue}.docx`, bytes, sha256 };
  }
  const row = liveRow(ctx, "modele", choice.modeleId);
  const file = prepared(
    ctx.store,
    "SELECT sha256, nom FROM piece_jointe WHERE id = ? AND deleted_at IS NULL",
  ).get(row["piece_jointe_id"] as string | null) as { sha256: string; nom: string } | undefined;
  if (!file) throw new FileRefused("piece_absent");
  const state = stateOfPiece(ctx.store.path, file.sha256);
  if (state !== "intact") {
    throw new FileRefused(state === "absent" ? "piece_absent" : "piece_altered");
  }
  return {
    genre: String(row["genre"]),
    langue: row["langue"] as DocumentLangue,
    nom: file.nom,
    bytes: new Uint8Array(await readFile(piecePath(ctx.store.path, file.sha256))),
    sha256: file.sha256,
  };
}

/** The bytes of a model, to begin one's own from it. @throws NotFound, FileRefused */
export async function modeleFile(
  ctx: Context,
  choice: Choice,
): Promise<{ nom: string; bytes: Blob }> {
  const { nom, bytes } = await chosenModel(ctx, choice);
  return { nom, bytes: new Blob([new Uint8Array(bytes)]) };
}

interface About {
  recordTable: ModeleFiche;
  recordId: string;
}

/** @throws Invalid when the kind of document is about another type of record */
function assertAbout(ctx: Context, genre: string, about: About): void {
  if (ficheOf(ctx, genre) !== about.recordTable) {
    throw new Invalid([{ field: "genre", code: "unknown_value", params: { value: genre } }]);
  }
  ownerMustLive(ctx, about);
}

/**
 * What a model would write for a record, and which of its places would stay empty.
 * @throws NotFound, Invalid, BadModel, FileRefused
 */
export async function previewModele(
  ctx: Context,
  input: About & Choice,
): Promise<{ champs: ChampValeur[] }> {
  const model = await chosenModel(ctx, input);
  assertAbout(ctx, model.genre, input);
  const data = dataOf(ctx, input.recordTable, input.recordId, model.langue);
  return { champs: previewOf(readModel(model.bytes), modeleFiches[input.recordTable], data) };
}

/**
 * Makes a document from a model and keeps it on the record, with its version and the data it was made from.
 * @throws NotFound, Invalid, BadModel, FileRefused; nothing is then written
 */
export async function generateDocument(ctx: Context, input: About & Choice): Promise<ActionResult> {
  const model = await chosenModel(ctx, input);
  assertAbout(ctx, model.genre, input);
  // Those shipped are ours: they may hold a blank for a signature.
  if (input.modeleId !== null) checkModel(ctx, model.genre, model.bytes);
  const { recordTable, recordId } = input;
  const data = dataOf(ctx, recordTable, recordId, model.langue);
  const filled = fillModel(model.bytes, data);
  const last = prepared(
    ctx.store,
    "SELECT max(version) FROM document_genere WHERE record_table = ? AND record_id = ? AND genre = ? AND langue = ?",
  )
    .pluck()
    .get(recordTable, recordId, model.genre, model.langue) as number | null;
  const version = (last ?? 0) + 1;
  const { numero } = data;
  const title = fileSafe(typeof numero === "string" && numero ? numero : recordId.slice(0, 8));
  const nom = `${model.genre}-${title}-v${version}-${model.langue}.docx`;
  const kept = await keepBytes(ctx, fileLimits(ctx), nom, filled);
  return exclusively(ctx.store, () => {
    const { actionId, result } = commit(
      ctx.store,
      {
        kind: "documentGenere.creation",
        params: { reference: nom },
        userId: authorOf(ctx.store.db),
      },
      (writer) => {
        const pieceJointeId = insertPiece(writer, { recordTable, recordId }, kept);
        return writer.insert("documentGenere", {
          modeleId: input.modeleId,
          recordTable,
          recordId,
          genre: model.genre,
          langue: model.langue,
          version,
          modeleSha256: model.sha256,
          donnees: JSON.stringify(data),
          pieceJointeId,
        });
      },
    );
    return { actionId, id: result };
  });
}

/** Documents made from a record, the latest first; those whose file was taken off are left out. */
export function generatedDocuments(ctx: Context, about: About): DocumentGenereView[] {
  const rows = prepared(
    ctx.store,
    `SELECT d.id, d.genre, d.langue, d.version, m.nom AS modele, d.piece_jointe_id AS fichierId, d.created_at AS at, u.nom AS par
     FROM document_genere d LEFT JOIN modele m ON m.id = d.modele_id LEFT JOIN utilisateur u ON u.id = d.created_by
     WHERE d.record_table = ? AND d.record_id = ? AND d.deleted_at IS NULL ORDER BY d.created_at DESC, d.id DESC`,
  ).all(about.recordTable, about.recordId) as (Omit<DocumentGenereView, "fichier"> & {
    fichierId: string;
  })[];
  const files = filesNamed(
    ctx,
    rows.map(({ fichierId }) => fichierId),
  );
  return rows.flatMap(({ fichierId, ...row }) => {
    const fichier = files.get(fichierId);
    return fichier ? [{ ...row, fichier }] : [];
  });
}

/** The data a document was made from, as JSON. @throws NotFound */
export function documentJson(ctx: Context, id: string): string {
  return String(liveRow(ctx, "documentGenere", id)["donnees"]);
}
