import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, copyFile, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Apercu, Depot, PieceJointeView, SuiviTable } from "../contract/fichiers.ts";
import {
  decodeText,
  extensionOf,
  fileType,
  runs,
  safeName,
  zipEntries,
} from "../domain/file-types.ts";
import { readMail, type Mail } from "../exchange/eml.ts";
import { prepared } from "../store/database.ts";
import { commit, exclusively, type Writer } from "../store/ledger.ts";
import {
  glanceAt,
  piecePath,
  receive,
  sizeOf,
  stateOfPiece,
  type Incoming,
  type PieceState,
} from "../store/pieces.ts";
import { inForceOn, referenceRows } from "../store/queries/reference.ts";
import { authorOf, textOf, type Context } from "./context.ts";
import { localMinute } from "./paths.ts";
import { NotFound, type ActionResult } from "./records/errors.ts";
import { received } from "./records/instruction-rules.ts";
import { changeWithin, insertRecord } from "./records/records.ts";
import { liveRow } from "./records/values.ts";
import { fieldOf } from "../contract/fields.ts";

/** Why a file was not taken in, or could not be opened. Nothing was written. */
export type FileFault =
  | "piece_empty"
  | "piece_too_large"
  | "piece_type"
  | "piece_executable"
  | "piece_active"
  | "piece_macro"
  | "piece_locked"
  | "piece_vanished"
  | "piece_changed"
  | "piece_disk_full"
  | "piece_folder"
  | "piece_absent"
  | "piece_altered"
  | "piece_not_mail"
  | "token";

export class FileRefused extends Error {
  readonly reason: FileFault;
  readonly detail: string | undefined;
  constructor(reason: FileFault, detail?: string) {
    super(detail ? `${reason}: ${detail}` : reason);
    this.name = "FileRefused";
    this.reason = reason;
    this.detail = detail;
  }
}

const systemFaults: Partial<Record<string, FileFault>> = {
  EBUSY: "piece_locked",
  EACCES: "piece_locked",
  EPERM: "piece_locked",
  ENOENT: "piece_vanished",
  ENOTDIR: "piece_vanished",
  EISDIR: "piece_folder",
  ENOSPC: "piece_disk_full",
  EDQUOT: "piece_disk_full",
};

/** What the file system said, as a reason the user can act on; anything else passes through. */
export function fileFault(error: unknown): unknown {
  const reason = systemFaults[(error as NodeJS.ErrnoException | null)?.code ?? ""];
  return reason ? new FileRefused(reason) : error;
}

interface AcceptedType {
  key: string;
  mediaType: string;
  extension: string;
  apercu: Apercu;
}

/** The size and the types that the centre accepts, in force today. Sizes in bytes. */
export interface Limits {
  maxOctets: number;
  source: string;
  types: AcceptedType[];
}

const shownBy = (value: unknown): Apercu =>
  value === "image" || value === "pdf" || value === "texte" ? value : null;

/** Reads the centre's limits from the list `limite_fichier`. */
export function fileLimits(ctx: Context): Limits {
  const rows = inForceOn(referenceRows(ctx.store.db, "limite_fichier"), ctx.today());
  const size = rows.find((row) => typeof row.attrs["maxOctets"] === "number");
  return {
    maxOctets: (size?.attrs["maxOctets"] as number | undefined) ?? 0,
    source: size?.source ?? "",
    types: rows.flatMap((row) => {
      const mediaType = textOf(row.attrs["mediaType"]);
      const extension = textOf(row.attrs["extension"]);
      return mediaType && extension && !runs(extension)
        ? [{ key: row.key, mediaType, extension, apercu: shownBy(row.attrs["apercu"]) }]
        : [];
    }),
  };
}

interface PieceRow {
  id: string;
  recordTable: string;
  recordId: string;
  sha256: string;
  nom: string;
  mediaType: string;
  octets: number;
  ajouteLe: number;
  ajoutePar: string | null;
}

const pieceColumns = `p.id, p.record_table AS recordTable, p.record_id AS recordId, p.sha256, p.nom, p.media_type AS mediaType,
  p.octets, p.created_at AS ajouteLe, u.nom AS ajoutePar
  FROM piece_jointe p LEFT JOIN utilisateur u ON u.id = p.created_by`;

function viewOf(ctx: Context, row: PieceRow, limits: Limits): PieceJointeView {
  const type = limits.types.find((each) => each.mediaType === row.mediaType);
  return {
    id: row.id,
    nom: row.nom,
    mediaType: row.mediaType,
    type: type?.key ?? null,
    octets: row.octets,
    apercu: type?.apercu ?? null,
    etat: glanceAt(ctx.store.path, row.sha256, row.octets),
    ajouteLe: row.ajouteLe,
    ajoutePar: row.ajoutePar,
  };
}

/** Files kept on some records of one table, by record id. */
export function filesOf(
  ctx: Context,
  recordTable: SuiviTable,
  ids: readonly string[],
  limits: Limits = fileLimits(ctx),
): Map<string, PieceJointeView[]> {
  const rows = prepared(
    ctx.store,
    `SELECT ${pieceColumns} WHERE p.record_table = ? AND p.record_id IN (SELECT value FROM json_each(?)) AND p.deleted_at IS NULL ORDER BY p.created_at, p.id`,
  ).all(recordTable, JSON.stringify(ids)) as PieceRow[];
  const found = new Map<string, PieceJointeView[]>();
  for (const row of rows) {
    const list = found.get(row.recordId) ?? [];
    found.set(row.recordId, list);
    list.push(viewOf(ctx, row, limits));
  }
  return found;
}

/** Some kept files by id; those taken off their record are left out. */
export function filesNamed(ctx: Context, ids: readonly string[]): Map<string, PieceJointeView> {
  if (ids.length === 0) return new Map();
  const limits = fileLimits(ctx);
  const rows = prepared(
    ctx.store,
    `SELECT ${pieceColumns} WHERE p.id IN (SELECT value FROM json_each(?)) AND p.deleted_at IS NULL`,
  ).all(JSON.stringify(ids)) as PieceRow[];
  return new Map(rows.map((row) => [row.id, viewOf(ctx, row, limits)]));
}

/** Files of a record, oldest first, with the limits a new one must respect. */
export function listFiles(ctx: Context, owner: { recordTable: SuiviTable; recordId: string }) {
  const limits = fileLimits(ctx);
  return {
    rows: filesOf(ctx, owner.recordTable, [owner.recordId], limits).get(owner.recordId) ?? [],
    maxOctets: limits.maxOctets,
    extensions: limits.types.map((type) => type.extension),
    source: limits.source,
  };
}

interface Owner {
  recordTable: SuiviTable;
  recordId: string;
}

/** @throws NotFound when the record is not there or is in the trash. */
export function ownerMustLive(ctx: Context, { recordTable, recordId }: Owner): void {
  const there = prepared(
    ctx.store,
    `SELECT 1 FROM "${recordTable}" WHERE id = ? AND deleted_at IS NULL`,
  ).get(recordId);
  if (!there) throw new NotFound(recordTable, recordId);
}

interface Envoi {
  owner: Owner;
  nom: string;
  octets: number;
  incoming: Incoming;
  at: number;
}

/** Files being sent, by token. One that nobody ends is forgotten after an hour. */
const envois = new Map<string, Envoi>();
const forgottenAfter = 60 * 60 * 1000;

async function forgetOld(): Promise<void> {
  for (const [envoi, { at, incoming }] of envois) {
    if (Date.now() - at > forgottenAfter) {
      envois.delete(envoi);
      await incoming.drop();
    }
  }
}

function sizeMustFit(octets: number, maxOctets: number): void {
  if (octets <= 0) throw new FileRefused("piece_empty");
  if (octets > maxOctets) {
    throw new FileRefused("piece_too_large", String(maxOctets / 1_000_000));
  }
}

/**
 * Begins to take a file whose bytes come from the page.
 * @throws FileRefused, NotFound
 */
export async function beginFile(
  ctx: Context,
  input: Owner & { nom: string; octets: number },
): Promise<{ envoi: string }> {
  const { nom, octets, ...owner } = input;
  ownerMustLive(ctx, owner);
  sizeMustFit(octets, fileLimits(ctx).maxOctets);
  await forgetOld();
  try {
    const envoi = randomUUID();
    const incoming = await receive(ctx.store.path);
    envois.set(envoi, { owner, nom: safeName(nom), octets, incoming, at: Date.now() });
    return { envoi };
  } catch (error) {
    throw fileFault(error);
  }
}

/** Takes the next bytes. @throws FileRefused when they do not follow, or exceed what was announced. */
export async function takeChunk(input: {
  envoi: string;
  debut: number;
  bytes: Blob;
}): Promise<{ recu: number }> {
  const found = envois.get(input.envoi);
  if (!found) throw new FileRefused("token");
  const { incoming, octets } = found;
  if (input.debut !== incoming.octets || input.debut + input.bytes.size > octets) {
    await abandonFile(input.envoi);
    throw new FileRefused("piece_changed");
  }
  try {
    await incoming.write(new Uint8Array(await input.bytes.arrayBuffer()));
  } catch (error) {
    await abandonFile(input.envoi);
    throw fileFault(error);
  }
  return { recu: incoming.octets };
}

/** Forgets a file on its way in. */
export async function abandonFile(envoi: string): Promise<void> {
  const found = envois.get(envoi);
  envois.delete(envoi);
  await found?.incoming.drop();
}

/** Ends the sending: the file is judged by its bytes, kept, and named on its record as one action. */
export async function finishFile(ctx: Context, envoi: string): Promise<Depot> {
  const found = envois.get(envoi);
  if (!found) throw new FileRefused("token");
  envois.delete(envoi);
  if (found.incoming.octets !== found.octets) {
    await found.incoming.drop();
    throw new FileRefused("piece_changed");
  }
  return settle(ctx, found.owner, found.nom, found.incoming);
}

/**
 * Takes a file of the disk, behind a token of the system's dialog.
 * @throws FileRefused when it is locked, vanishes or changes while it is read.
 */
export async function adoptFile(
  ctx: Context,
  owner: Owner,
  file: { path: string; name: string },
): Promise<Depot> {
  ownerMustLive(ctx, owner);
  let incoming: Incoming | null = null;
  try {
    const { octets, file: regular } = await sizeOf(file.path);
    if (!regular) throw new FileRefused("piece_folder");
    const { maxOctets } = fileLimits(ctx);
    sizeMustFit(octets, maxOctets);
    incoming = await receive(ctx.store.path);
    for await (const bytes of createReadStream(file.path, { highWaterMark: 1024 * 1024 })) {
      // A file that grows while it is read could otherwise fill the disk.
      sizeMustFit(incoming.octets + (bytes as Buffer).length, maxOctets);
      await incoming.write(bytes as Buffer);
    }
    if (incoming.octets !== octets) throw new FileRefused("piece_changed");
  } catch (error) {
    await incoming?.drop();
    throw fileFault(error);
  }
  return settle(ctx, owner, safeName(file.name), incoming);
}

/** Bytes of the head that tell a type, and of the directory of a zip that is read. */
const headBytes = 16 * 1024;
const directoryBytes = 4 * 1024 * 1024;

/** Names inside a zip; [] for any other file. */
async function entriesOf(path: string, octets: number): Promise<string[]> {
  const file = await open(path, "r");
  try {
    const tail = Buffer.alloc(Math.min(octets, 66_000));
    await file.read(tail, 0, tail.length, octets - tail.length);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || end + 22 > tail.length) return [];
    const size = Math.min(tail.readUInt32LE(end + 12), directoryBytes, octets);
    const directory = Buffer.alloc(size);
    await file.read(directory, 0, size, tail.readUInt32LE(end + 16));
    return zipEntries(directory);
  } finally {
    await file.close();
  }
}

/** The accepted type of a file that waits. @throws FileRefused */
async function acceptedType(
  limits: Limits,
  nom: string,
  head: Uint8Array,
  entries: () => Promise<string[]>,
): Promise<string> {
  const zip = head[0] === 0x50 && head[1] === 0x4b;
  const verdict = fileType(nom, head, zip ? await entries() : []);
  if (!verdict.ok) {
    const reason =
      verdict.reason === "unknown" ? "piece_type" : (`piece_${verdict.reason}` as const);
    throw new FileRefused(reason, extensionOf(nom) || "?");
  }
  if (!limits.types.some((type) => type.mediaType === verdict.mediaType)) {
    throw new FileRefused("piece_type", extensionOf(nom) || "?");
  }
  return verdict.mediaType;
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A file that is kept and waits for its row. */
export interface Kept {
  sha256: string;
  nom: string;
  mediaType: string;
  octets: number;
}

async function settle(ctx: Context, owner: Owner, nom: string, incoming: Incoming): Promise<Depot> {
  let kept: Kept;
  let mail: Mail | null = null;
  const limits = fileLimits(ctx);
  try {
    const head = await headOf(incoming.path);
    const mediaType = await acceptedType(limits, nom, head, () =>
      entriesOf(incoming.path, incoming.octets),
    );
    const whole = owner.recordTable === "evenement" || owner.recordTable === "piece";
    if (mediaType === "message/rfc822" && !whole) {
      mail = await readMail(await readFile(incoming.path)).catch(() => {
        throw new FileRefused("piece_not_mail");
      });
    }
    const { octets } = incoming;
    kept = { sha256: await incoming.keep(), nom, mediaType, octets };
  } catch (error) {
    await incoming.drop();
    throw fileFault(error);
  }
  if (mail) return keepMail(ctx, owner, kept, mail, limits);
  return exclusively(ctx.store, () =>
    owner.recordTable === "piece"
      ? attachToPiece(ctx, owner.recordId, kept)
      : attach(ctx, owner, kept),
  );
}

/** Names a kept file on a record, inside an open action. @returns the id of the row */
export const insertPiece = (writer: Writer, owner: Owner, kept: Kept): string =>
  writer.insert("pieceJointe", { ...owner, ...kept });

/** Id under which a record already holds the same bytes. */
const keptAlready = (ctx: Context, owner: Owner, kept: Kept): string | undefined =>
  prepared(
    ctx.store,
    "SELECT id FROM piece_jointe WHERE record_table = ? AND record_id = ? AND sha256 = ? AND deleted_at IS NULL",
  )
    .pluck()
    .get(owner.recordTable, owner.recordId, kept.sha256) as string | undefined;

/**
 * Gives a document of the checklist its file, as one action: the file is named on the dossier, and
 * the document is received today unless a day is already known. The file it had stays on the dossier.
 */
function attachToPiece(ctx: Context, pieceId: string, kept: Kept): Depot {
  const piece = liveRow(ctx, "piece", pieceId);
  const owner: Owner = { recordTable: "dossier", recordId: String(piece["dossier_id"]) };
  ownerMustLive(ctx, owner);
  const there = keptAlready(ctx, owner, kept);
  const base = { genre: "piece" as const, nom: kept.nom, ecartes: [] };
  const dated = piece["statut"] === received && piece["recue_le"] !== null;
  if (dated && there !== undefined && piece["piece_jointe_id"] === there) {
    return { ...base, actionId: null, id: there, deja: true };
  }
  const { actionId, result } = commit(
    ctx.store,
    {
      kind: "piece.fichier",
      params: { reference: kept.nom },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const pieceJointeId = there ?? insertPiece(writer, owner, kept);
      changeWithin(ctx, writer, "piece", piece, {
        pieceJointeId,
        ...(dated
          ? {}
          : { statut: received, recueLe: (piece["recue_le"] as string | null) ?? ctx.today() }),
      });
      return pieceJointeId;
    },
  );
  return { ...base, actionId, id: result, deja: false };
}

/** Names a kept file on its record, as one action; the same file is not named there twice. */
function attach(ctx: Context, owner: Owner, kept: Kept): Depot {
  ownerMustLive(ctx, owner);
  const there = keptAlready(ctx, owner, kept);
  const base = { genre: "piece" as const, nom: kept.nom, ecartes: [] };
  if (there !== undefined) return { ...base, actionId: null, id: there, deja: true };
  const { actionId, result } = commit(
    ctx.store,
    {
      kind: "pieceJointe.creation",
      params: { reference: kept.nom },
      userId: authorOf(ctx.store.db),
    },
    (writer) => insertPiece(writer, owner, kept),
  );
  return { ...base, actionId, id: result, deja: false };
}

/** A mail kept on a record: an event with its text, the file itself, and the files inside it. */
async function keepMail(
  ctx: Context,
  owner: Owner,
  kept: Kept,
  mail: Mail,
  limits: Limits,
): Promise<Depot> {
  // A mail without an identifier is recognised by its bytes.
  const messageId = mail.messageId ?? `sha256:${kept.sha256}`;
  const known = () =>
    prepared(
      ctx.store,
      "SELECT id FROM evenement WHERE message_id = ? AND record_table = ? AND record_id = ? AND deleted_at IS NULL",
    )
      .pluck()
      .get(messageId, owner.recordTable, owner.recordId) as string | undefined;
  const already = (id: string): Depot => ({
    genre: "courriel",
    nom: mail.objet ?? kept.nom,
    deja: true,
    ecartes: [],
    actionId: null,
    id,
  });
  const there = known();
  if (there !== undefined) return already(there);

  const files: Kept[] = [];
  const ecartes: string[] = [];
  for (const each of mail.files) {
    const nom = safeName(each.nom);
    try {
      files.push(await keepBytes(ctx, limits, nom, each.bytes));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      ecartes.push(nom);
    }
  }
  return exclusively(ctx.store, () => {
    ownerMustLive(ctx, owner);
    const again = known();
    if (again !== undefined) return already(again);
    const longest = fieldOf("evenement", "texte")?.max ?? mail.texte.length;
    const [le, heure] = mail.at === null ? [ctx.today(), null] : localMinute(mail.at).split(" ");
    const objet = mail.objet?.slice(0, fieldOf("evenement", "objet")?.max) ?? null;
    const { actionId, result } = commit(
      ctx.store,
      {
        kind: "evenement.courriel",
        params: { reference: objet ?? kept.nom },
        userId: authorOf(ctx.store.db),
      },
      (writer) => {
        const id = ctx.store.newId();
        const inside: Owner = { recordTable: "evenement", recordId: id };
        const pieceJointeId = insertPiece(writer, inside, kept);
        for (const file of files) insertPiece(writer, inside, file);
        return insertRecord(ctx, writer, "evenement", {
          id,
          ...owner,
          genre: "courriel",
          le: le!,
          heure: heure ?? null,
          correspondant:
            mail.correspondant?.slice(0, fieldOf("evenement", "correspondant")?.max) ?? null,
          objet,
          texte: mail.texte.slice(0, longest) || null,
          messageId,
          pieceJointeId,
        });
      },
    );
    return { ...already(result), actionId, deja: false, ecartes };
  });
}

/**
 * The bytes of a file of the disk, behind a token of the system's dialog.
 * @throws FileRefused when it is too large, locked or gone
 */
export async function bytesOfFile(ctx: Context, path: string): Promise<Uint8Array> {
  try {
    const { octets, file: regular } = await sizeOf(path);
    if (!regular) throw new FileRefused("piece_folder");
    sizeMustFit(octets, fileLimits(ctx).maxOctets);
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw fileFault(error);
  }
}

/** Keeps bytes that were inside another file, or that the application made. @throws FileRefused */
export async function keepBytes(
  ctx: Context,
  limits: Limits,
  nom: string,
  bytes: Uint8Array,
): Promise<Kept> {
  sizeMustFit(bytes.length, limits.maxOctets);
  let incoming: Incoming | null = null;
  try {
    incoming = await receive(ctx.store.path);
    await incoming.write(bytes);
    const { path, octets } = incoming;
    const mediaType = await acceptedType(limits, nom, bytes.subarray(0, headBytes), () =>
      entriesOf(path, octets),
    );
    return { sha256: await incoming.keep(), nom, mediaType, octets };
  } catch (error) {
    await incoming?.drop();
    throw fileFault(error);
  }
}

function livePiece(ctx: Context, id: string): PieceRow {
  const row = prepared(
    ctx.store,
    `SELECT ${pieceColumns} WHERE p.id = ? AND p.deleted_at IS NULL`,
  ).get(id) as PieceRow | undefined;
  if (!row) throw new NotFound("pieceJointe", id);
  return row;
}

/**
 * Takes a file off its record and off the document of the checklist that it was given for. The bytes
 * stay: an undo, or the trash, brings both back.
 * @throws NotFound
 */
export function removeFile(ctx: Context, id: string): ActionResult {
  const row = livePiece(ctx, id);
  return commit(
    ctx.store,
    {
      kind: "pieceJointe.suppression",
      params: { reference: row.nom },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const pieces = prepared(
        ctx.store,
        "SELECT id FROM piece WHERE piece_jointe_id = ? AND deleted_at IS NULL",
      )
        .pluck()
        .all(id) as string[];
      for (const piece of pieces) writer.update("piece", piece, { pieceJointeId: null });
      writer.remove("pieceJointe", id);
    },
  );
}

/** Puts a file back on its record, inside an open action, and on the documents that lost it with it. */
export function restoreFile(ctx: Context, writer: Writer, id: string): void {
  writer.restore("pieceJointe", id);
  const pieces = prepared(
    ctx.store,
    `SELECT DISTINCT p.id FROM change d JOIN change c ON c.action_id = d.action_id AND c.table_name = 'piece' AND c.column_name = 'piece_jointe_id'
     JOIN piece p ON p.id = c.row_id AND p.piece_jointe_id IS NULL AND p.deleted_at IS NULL
     WHERE d.row_id = ? AND d.table_name = 'piece_jointe' AND d.op = 'delete'`,
  )
    .pluck()
    .all(id) as string[];
  for (const piece of pieces) writer.update("piece", piece, { pieceJointeId: id });
}

/** The whole file, proved against its hash. @throws NotFound */
export async function fileBytes(
  ctx: Context,
  id: string,
): Promise<{ etat: PieceState; bytes: Blob | null }> {
  const row = livePiece(ctx, id);
  try {
    const etat = stateOfPiece(ctx.store.path, row.sha256);
    if (etat !== "intact") return { etat, bytes: null };
    const bytes = await readFile(piecePath(ctx.store.path, row.sha256));
    return { etat, bytes: new Blob([new Uint8Array(bytes)], { type: row.mediaType }) };
  } catch (error) {
    throw fileFault(error);
  }
}

/** Bytes of a text that are shown. */
const textShown = 256 * 1024;

/** The beginning of a text file, in the encoding its bytes tell. @throws NotFound */
export async function fileText(
  ctx: Context,
  id: string,
): Promise<{ etat: PieceState; texte: string; encodage: string; coupe: boolean }> {
  const row = livePiece(ctx, id);
  try {
    const etat = stateOfPiece(ctx.store.path, row.sha256);
    if (etat !== "intact") return { etat, texte: "", encodage: "", coupe: false };
    const file = await open(piecePath(ctx.store.path, row.sha256), "r");
    try {
      const buffer = Buffer.alloc(Math.min(textShown, row.octets));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return {
        etat,
        ...decodeText(buffer.subarray(0, bytesRead)),
        coupe: row.octets > bytesRead,
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFault(error);
  }
}

/**
 * A read-only copy of a file for the system's own programs, under a name whose extension is that of
 * its real type.
 * @param folder where copies go; each has a folder of its own.
 * @throws FileRefused when the file is not intact or its type is not accepted. NotFound
 */
export async function copyForSystem(ctx: Context, id: string, folder: string): Promise<string> {
  const row = livePiece(ctx, id);
  const type = fileLimits(ctx).types.find((each) => each.mediaType === row.mediaType);
  if (!type) throw new FileRefused("piece_type", extensionOf(row.nom) || "?");
  try {
    const etat = stateOfPiece(ctx.store.path, row.sha256);
    if (etat !== "intact") {
      throw new FileRefused(etat === "absent" ? "piece_absent" : "piece_altered");
    }
    const own = join(folder, row.sha256.slice(0, 16));
    await mkdir(own, { recursive: true });
    const bare = safeName(row.nom).replace(/\.[^.]{1,16}$/, "") || "fichier";
    const path = join(own, `${bare}.${type.extension}`);
    await rm(path, { force: true });
    await copyFile(piecePath(ctx.store.path, row.sha256), path);
    await chmod(path, 0o400);
    return path;
  } catch (error) {
    throw fileFault(error);
  }
}

/** Files whose row is live and whose bytes are missing or altered. */
export function fileFaults(ctx: { store: Context["store"] }): {
  checked: number;
  faults: string[];
} {
  const rows = ctx.store.db
    .prepare(
      "SELECT sha256, min(nom) AS nom FROM piece_jointe WHERE deleted_at IS NULL GROUP BY sha256 ORDER BY sha256",
    )
    .all() as { sha256: string; nom: string }[];
  const faults = rows.flatMap(({ sha256, nom }) => {
    const state = stateOfPiece(ctx.store.path, sha256);
    if (state === "intact") return [];
    return [`${nom} (${sha256.slice(0, 12)}…): ${state === "absent" ? "missing" : "altered"}`];
  });
  return { checked: rows.length, faults };
}
