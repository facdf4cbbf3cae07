import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PieceView } from "../../src-main/contract/instruction.ts";
import { plusGrosMorceau } from "../../src-main/contract/fichiers.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { timeline } from "../../src-main/services/chronologie.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import {
  abandonFile,
  adoptFile,
  beginFile,
  copyForSystem,
  fileBytes,
  fileFault,
  FileRefused,
  fileText,
  finishFile,
  listFiles,
  removeFile,
  takeChunk,
} from "../../src-main/services/fichiers.ts";
import { instructionOf, markPieces, requestPieces } from "../../src-main/services/instruction.ts";
import {
  listTrash,
  redoAction,
  restoreRecord,
  undoAction,
} from "../../src-main/services/journal.ts";
import { Invalid, NotFound } from "../../src-main/services/records/errors.ts";
import { removeRecord, updateRecord } from "../../src-main/services/records/records.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { piecePath, piecesFolder } from "../../src-main/store/pieces.ts";
import {
  content,
  dossierValues,
  everything,
  newRegister,
  tempFolder,
  today,
} from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;
const folder = tempFolder();

const newOwner = () => ({
  recordTable: "dossier" as const,
  recordId: createDossier(ctx, {
    projet: { intituleFr: "Moulin" },
    porteur: { nomFr: "Société Exemple" },
    dossier: dossierValues(),
  }).id!,
});

function file(name: string, content: string | Uint8Array): { path: string; name: string } {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, name };
}

/** Every file under the register's folder of files. */
const keptFiles = () =>
  existsSync(piecesFolder(store.path))
    ? readdirSync(piecesFolder(store.path), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile() && !each.parentPath.endsWith("tmp"))
        .map((each) => each.name)
        .sort()
    : [];

async function reasonOf(work: () => Promise<unknown>): Promise<string> {
  const before = everything(store);
  const kept = keptFiles();
  const error: unknown = await work().then(
    () => "nothing was thrown",
    (caught: unknown) => caught,
  );
  expect(error, String(error)).toBeInstanceOf(FileRefused);
  expect(everything(store)).toEqual(before);
  expect(keptFiles()).toEqual(kept);
  return (error as FileRefused).reason;
}

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

describe("a file given to a record", () => {
  it("would catch a path in the row, a copy per record, or a row that the undo leaves", async () => {
    const first = newOwner();
    const second = newOwner();
    const before = keptFiles().length;
    const given = await adoptFile(ctx, first, file("statuts.pdf", pdf));
    const again = await adoptFile(ctx, second, file("copie des statuts.pdf", pdf));
    expect(given).toMatchObject({ genre: "piece", nom: "statuts.pdf", deja: false });
    expect(again.deja).toBe(false);
    expect(keptFiles()).toHaveLength(before + 1);
    const row = store.db.prepare("SELECT * FROM piece_jointe WHERE id = ?").get(given.id) as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(row)).not.toContain(folder);
    expect(readFileSync(piecePath(store.path, String(row["sha256"])))).toEqual(pdf);
    expect(await adoptFile(ctx, first, file("statuts.pdf", pdf))).toMatchObject({
      deja: true,
      id: given.id,
      actionId: null,
    });

    undoAction(ctx, again.actionId!);
    expect(listFiles(ctx, second).rows).toEqual([]);
    redoAction(ctx);
    expect(listFiles(ctx, second).rows[0]).toMatchObject({ etat: "intact", apercu: "pdf" });
    removeFile(ctx, given.id!);
    expect(listFiles(ctx, first).rows).toEqual([]);
    expect(keptFiles()).toHaveLength(before + 1);
    undoAction(ctx);
    expect((await fileBytes(ctx, given.id!)).etat).toBe("intact");
  });

  it("would catch bytes lost, doubled or out of order between the page and the disk", async () => {
    const owner = newOwner();
    const bytes = Buffer.concat([png, Buffer.alloc(3 * plusGrosMorceau + 7, 5)]);
    const { envoi } = await beginFile(ctx, { ...owner, nom: "photo.png", octets: bytes.length });
    for (let debut = 0; debut < bytes.length; debut += plusGrosMorceau) {
      const part = new Blob([new Uint8Array(bytes.subarray(debut, debut + plusGrosMorceau))]);
      await takeChunk({ envoi, debut, bytes: part });
    }
    const { id } = await finishFile(ctx, envoi);
    const back = await fileBytes(ctx, id!);
    expect(Buffer.from(await back.bytes!.arrayBuffer()).equals(bytes)).toBe(true);

    const late = await beginFile(ctx, { ...owner, nom: "b.png", octets: 10 });
    expect(
      await reasonOf(async () => {
        await takeChunk({ envoi: late.envoi, debut: 4, bytes: new Blob(["xx"]) });
      }),
    ).toBe("piece_changed");
    const short = await beginFile(ctx, { ...owner, nom: "c.png", octets: 10 });
    await takeChunk({ envoi: short.envoi, debut: 0, bytes: new Blob(["xx"]) });
    expect(await reasonOf(() => finishFile(ctx, short.envoi))).toBe("piece_changed");
    const left = await beginFile(ctx, { ...owner, nom: "d.png", octets: 10 });
    await abandonFile(left.envoi);
    expect(readdirSync(join(piecesFolder(store.path), "tmp"))).toEqual([]);
  });

  it("would catch a file put on a record that is in the trash or never was", async () => {
    const nowhere = { recordTable: "dossier" as const, recordId: "absent" };
    await expect(adoptFile(ctx, nowhere, file("a.pdf", pdf))).rejects.toBeInstanceOf(NotFound);
  });
});

describe("a file that is refused", () => {
  const owner = newOwner();
  const refused = (name: string, content: string | Uint8Array) =>
    reasonOf(() => adoptFile(ctx, owner, file(name, content)));

  it("would catch an extension believed against the bytes", async () => {
    expect(await refused("facture.pdf", Buffer.from("MZ\u0090\u0000programme"))).toBe(
      "piece_executable",
    );
    expect(await refused("plan.png", "#!/bin/sh\nrm -rf /\n")).toBe("piece_executable");
    expect(await refused("notes.txt", "<!DOCTYPE html><script>alert(1)</script>")).toBe(
      "piece_active",
    );
    expect(await refused("logo.txt", '\ufeff  <svg onload="alert(1)"></svg>')).toBe("piece_active");
    expect(await refused("mise-a-jour.js", "alert(1)")).toBe("piece_executable");
    expect(await refused("logo.svg", "du texte")).toBe("piece_active");
    expect(await refused("secret.xyz", "du texte")).toBe("piece_type");
    expect(await refused("binaire.txt", Buffer.from([1, 2, 0, 3]))).toBe("piece_type");
    // A photograph named as a document is kept for what it is.
    const { id } = await adoptFile(ctx, owner, file("photo.pdf", png));
    expect(listFiles(ctx, owner).rows.find((row) => row.id === id)).toMatchObject({
      mediaType: "image/png",
      apercu: "image",
    });
  });

  it("would catch a macro or a programme inside an archive", async () => {
    const build = (name: string, entries: string[]) => {
      const place = join(folder, `zip-${name}`);
      for (const entry of entries) {
        mkdirSync(join(place, entry, ".."), { recursive: true });
        writeFileSync(join(place, entry), "x");
      }
      execFileSync("python3", [
        "-c",
        "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1],'w')\n[z.write(sys.argv[2]+'/'+n,n) for n in sys.argv[3:]]\nz.close()",
        join(folder, name),
        place,
        ...entries,
      ]);
      return { path: join(folder, name), name };
    };
    const types = "[Content_Types].xml";
    expect(
      await reasonOf(() =>
        adoptFile(ctx, owner, build("macro.docx", [types, "word/vbaProject.bin"])),
      ),
    ).toBe("piece_macro");
    expect(
      await reasonOf(() => adoptFile(ctx, owner, build("jar.zip", ["META-INF/MANIFEST.MF"]))),
    ).toBe("piece_executable");
    const { id } = await adoptFile(ctx, owner, build("lettre.docx", [types, "word/document.xml"]));
    expect(listFiles(ctx, owner).rows.find((row) => row.id === id)?.type).toBe("docx");
  });

  it("would catch an empty, a too large, a vanished, a locked file or a folder without its reason", async () => {
    expect(await refused("vide.pdf", "")).toBe("piece_empty");
    const { maxOctets } = listFiles(ctx, owner);
    const large = file("grand.pdf", pdf);
    truncateSync(large.path, maxOctets + 1);
    expect(await reasonOf(() => adoptFile(ctx, owner, large))).toBe("piece_too_large");
    expect(
      await reasonOf(() => beginFile(ctx, { ...owner, nom: "grand.pdf", octets: maxOctets + 1 })),
    ).toBe("piece_too_large");
    const gone = file("parti.pdf", pdf);
    rmSync(gone.path);
    expect(await reasonOf(() => adoptFile(ctx, owner, gone))).toBe("piece_vanished");
    expect(await reasonOf(() => adoptFile(ctx, owner, { path: folder, name: "d.pdf" }))).toBe(
      "piece_folder",
    );
    for (const [code, reason] of [
      ["EBUSY", "piece_locked"],
      ["EACCES", "piece_locked"],
      ["EPERM", "piece_locked"],
      ["ENOENT", "piece_vanished"],
      ["ENOSPC", "piece_disk_full"],
    ]) {
      const error = fileFault(Object.assign(new Error("système"), { code }));
      expect((error as FileRefused).reason).toBe(reason);
    }
  });

  it("would catch a limit written in the code instead of the centre's own", async () => {
    const id = store.db
      .prepare("SELECT id FROM reference WHERE list = 'limite_fichier' AND key = 'taille'")
      .pluck()
      .get() as string;
    const { actionId } = commit(store, { kind: "reference.modification", userId: "essai" }, (w) =>
      w.update("reference", id, { attrs: { order: 1, maxOctets: 10 } }),
    );
    expect(await refused("dix.pdf", pdf)).toBe("piece_too_large");
    undoAction({ ...ctx }, actionId!);
  });
});

describe("a kept file that is no longer what was given", () => {
  it("would catch a missing or altered file shown as sound, or sent to a program", async () => {
    const owner = newOwner();
    const { id } = await adoptFile(ctx, owner, file("bail.txt", "Bail de neuf ans"));
    const sha = store.db
      .prepare("SELECT sha256 FROM piece_jointe WHERE id = ?")
      .pluck()
      .get(id) as string;
    const place = piecePath(store.path, sha);
    const item = () => checkRegister(store).checks.find(({ name }) => name === "attachments")!;
    expect(item().ok).toBe(true);

    // Same size, other bytes: only the hash can tell.
    writeFileSync(place, "Bail de dix ans!");
    expect(listFiles(ctx, owner).rows[0]!.etat).toBe("intact");
    expect((await fileText(ctx, id!)).etat).toBe("altere");
    expect(await fileBytes(ctx, id!)).toEqual({ etat: "altere", bytes: null });
    await expect(copyForSystem(ctx, id!, folder)).rejects.toMatchObject({
      reason: "piece_altered",
    });
    expect(item()).toMatchObject({ ok: false });
    expect(item().faults.join()).toContain("bail.txt");
    appendFileSync(place, " et plus");
    expect(listFiles(ctx, owner).rows[0]!.etat).toBe("altere");
    rmSync(place);
    expect(listFiles(ctx, owner).rows[0]!.etat).toBe("absent");
    await expect(copyForSystem(ctx, id!, folder)).rejects.toMatchObject({ reason: "piece_absent" });
    expect(item().faults.join()).toContain("missing");

    // Given again, the file is whole again everywhere it is named.
    expect((await adoptFile(ctx, owner, file("bail.txt", "Bail de neuf ans"))).deja).toBe(true);
    expect((await fileText(ctx, id!)).texte).toBe("Bail de neuf ans");
    expect(item().ok).toBe(true);
  });

  it("would catch a copy that can be written, or whose name makes a program run it", async () => {
    const owner = newOwner();
    const { id } = await adoptFile(ctx, owner, file("photo\u202e.exe.pdf", png));
    const path = await copyForSystem(ctx, id!, join(folder, "ouverts"));
    expect(basename(path)).toBe("photo.exe.png");
    expect(statSync(path).mode & 0o222).toBe(0);
    // Opened twice, it is copied twice.
    expect(await copyForSystem(ctx, id!, join(folder, "ouverts"))).toBe(path);
    chmodSync(path, 0o600);
  });
});

describe("the text of a file", () => {
  it("would catch Arabic of Windows read as Latin, or accents as Arabic", async () => {
    const owner = newOwner();
    const arabic = Buffer.from([0xe3, 0xd1, 0xcd, 0xc8, 0xc7, 0x20, 0xc8, 0xdf, 0xe3]);
    const texts: [string, Uint8Array, string, string][] = [
      ["utf8.txt", Buffer.from("مشروع à Béni Mellal"), "مشروع à Béni Mellal", "UTF-8"],
      ["utf16.txt", Buffer.from("\ufeffDépôt", "utf16le"), "Dépôt", "UTF-16"],
      [
        "latin.txt",
        Buffer.from("Dépôt agréé à Béni", "latin1"),
        "Dépôt agréé à Béni",
        "windows-1252",
      ],
      ["arabe.txt", arabic, "مرحبا بكم", "windows-1256"],
    ];
    for (const [name, bytes, texte, encodage] of texts) {
      const { id } = await adoptFile(ctx, owner, file(name, bytes));
      expect(await fileText(ctx, id!), name).toMatchObject({ texte, encodage, coupe: false });
    }
    const { id } = await adoptFile(ctx, owner, file("long.txt", "a".repeat(600_000)));
    const long = await fileText(ctx, id!);
    expect(long.coupe).toBe(true);
    expect(long.texte.length).toBeLessThan(300_000);
  });
});

const mail = (extra = "") =>
  [
    "From: =?utf-8?B?2LLZitmG2Kg=?= <zineb@exemple.ma>",
    "To: officier@exemple.ma",
    "Subject: =?utf-8?B?2YXYsdin2LPZhNipINit2YjZhCDYp9mE2YXYtNix2YjYuQ==?=",
    "Date: Mon, 12 Jan 2026 09:30:00 +0100",
    "Message-ID: <essai-1@exemple.ma>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="xx"',
    "",
    "--xx",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("السلام عليكم، المرفق أسفله.").toString("base64"),
    "--xx",
    'Content-Type: application/pdf; name="plan.pdf"',
    'Content-Disposition: attachment; filename="plan.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    pdf.toString("base64"),
    "--xx",
    'Content-Type: application/octet-stream; name="outil.exe"',
    'Content-Disposition: attachment; filename="outil.exe"',
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("MZ programme").toString("base64"),
    "--xx--",
    extra,
  ].join("\r\n");

describe("a mail dropped on a record", () => {
  it("would catch unread Arabic, lost files, a mail kept twice, or half of it left by the undo", async () => {
    const owner = newOwner();
    const given = await adoptFile(ctx, owner, file("message.eml", mail()));
    expect(given).toMatchObject({
      genre: "courriel",
      nom: "مراسلة حول المشروع",
      ecartes: ["outil.exe"],
      deja: false,
    });
    const [entry] = timeline(ctx, { ...owner, genres: ["courriel"], limit: 5 }).entrees;
    expect(entry).toMatchObject({
      type: "evenement",
      genre: "courriel",
      objet: "مراسلة حول المشروع",
      correspondant: "زينب <zineb@exemple.ma>",
      texte: "السلام عليكم، المرفق أسفله.",
      le: "2026-01-12",
    });
    const names = entry?.type === "evenement" ? entry.pieces.map((piece) => piece.nom) : [];
    expect(names).toEqual(["message.eml", "plan.pdf"]);
    // Other line endings after the mail, same Message-ID.
    const again = await adoptFile(ctx, owner, file("transfert.eml", mail("\r\n")));
    expect(again).toMatchObject({ deja: true, id: given.id, actionId: null });
    // Another record may keep it too.
    expect((await adoptFile(ctx, newOwner(), file("message.eml", mail()))).deja).toBe(false);
    undoAction(ctx, given.actionId!);
    expect(timeline(ctx, { ...owner, genres: ["courriel"], limit: 5 }).entrees).toEqual([]);
    const live = store.db
      .prepare("SELECT count(*) FROM piece_jointe WHERE record_id = ? AND deleted_at IS NULL")
      .pluck();
    expect(live.get(given.id)).toBe(0);
    expect((await adoptFile(ctx, owner, file("message.eml", mail()))).deja).toBe(false);
  });

  it("would catch scripts, styles or addresses of a hostile page in the text", async () => {
    const owner = newOwner();
    const html =
      "<html><head><style>p{}</style><script>steal()</script></head><body><p>Bonjour&nbsp;&amp; merci&#33;</p>" +
      '<img src="https://exemple.ma/pixel.png" onerror="x()"><a href="javascript:x()">Lien</a><br>5 < 6' +
      `${"<div>".repeat(50_000)}fin<!-- caché --><svg><script>non()</script></svg></body></html>`;
    const eml = [
      "From: a@exemple.ma",
      "Subject: Page",
      "Content-Type: text/html; charset=utf-8",
      "",
      html,
    ].join("\r\n");
    await adoptFile(ctx, owner, file("page.eml", eml));
    const [entry] = timeline(ctx, { ...owner, genres: ["courriel"], limit: 5 }).entrees;
    const texte = entry?.type === "evenement" ? entry.texte! : "";
    expect(texte).toBe("Bonjour & merci!\nLien\n5 < 6\n\nfin");
    // Without Message-ID, the bytes tell that it is the same.
    expect((await adoptFile(ctx, owner, file("page.eml", eml))).deja).toBe(true);
  });

  it("would catch a text file named .eml taken for a mail", async () => {
    const owner = newOwner();
    expect(await reasonOf(() => adoptFile(ctx, owner, file("rien.eml", "du texte\n")))).toBe(
      "piece_not_mail",
    );
  });
});

describe("a file given to a document of the checklist", () => {
  const onPiece = (piece: PieceView) => ({ recordTable: "piece" as const, recordId: piece.id });
  const listed = (dossierId: string): PieceView[] => instructionOf(ctx, dossierId).pieces;
  const asked = { dossierId: "", pieceIds: [""], demandeLe: "2026-02-02" };

  it("would catch a file without its document received, or an undo that takes back half of it", async () => {
    const owner = newOwner();
    const [piece] = listed(owner.recordId);
    requestPieces(ctx, { ...asked, dossierId: owner.recordId, pieceIds: [piece!.id] });
    const before = content(store);
    const given = await adoptFile(ctx, onPiece(piece!), file("fiche projet.pdf", pdf));
    expect(listed(owner.recordId)[0]).toMatchObject({
      statut: "recue",
      recueLe: today,
      manque: false,
      fichier: { id: given.id, nom: "fiche projet.pdf", apercu: "pdf", etat: "intact" },
    });
    // The request that waited for it alone is complete, and the dossier lists the file.
    expect(instructionOf(ctx, owner.recordId).complements[0]).toMatchObject({ completeLe: today });
    expect(listFiles(ctx, owner).rows.map((row) => row.id)).toEqual([given.id]);
    undoAction(ctx);
    expect(content(store)).toEqual(before);
    redoAction(ctx);
    expect(listed(owner.recordId)[0]?.fichier?.id).toBe(given.id);
  });

  it("would catch a known day overwritten, or the file that was replaced lost", async () => {
    const owner = newOwner();
    const [piece] = listed(owner.recordId);
    const known = { dossierId: owner.recordId, pieceIds: [piece!.id], recueLe: "2026-02-10" };
    markPieces(ctx, { ...known, statut: "recue" });
    const first = await adoptFile(ctx, onPiece(piece!), file("plan v1.pdf", pdf));
    const second = await adoptFile(ctx, onPiece(piece!), file("plan v2.png", png));
    expect(listed(owner.recordId)[0]).toMatchObject({
      statut: "recue",
      recueLe: "2026-02-10",
      fichier: { id: second.id, nom: "plan v2.png" },
    });
    expect(listFiles(ctx, owner).rows.map((row) => row.id)).toEqual([first.id, second.id]);
    expect(await adoptFile(ctx, onPiece(piece!), file("plan v2.png", png))).toMatchObject({
      deja: true,
      actionId: null,
    });
    // A file already on the dossier is named once, and becomes the document's again.
    const back = await adoptFile(ctx, onPiece(piece!), file("plan v1.pdf", pdf));
    expect(back).toMatchObject({ id: first.id, deja: false });
    expect(listFiles(ctx, owner).rows).toHaveLength(2);
    undoAction(ctx);
    expect(listed(owner.recordId)[0]?.fichier?.id).toBe(second.id);
    removeFile(ctx, second.id!);
    expect(listed(owner.recordId)[0]).toMatchObject({ statut: "recue", fichier: null });
  });

  it("would catch a refusal that throws the file away, or a new file that leaves it refused", async () => {
    const owner = newOwner();
    const [piece] = listed(owner.recordId);
    const given = await adoptFile(ctx, onPiece(piece!), file("illisible.pdf", pdf));
    const one = { dossierId: owner.recordId, pieceIds: [piece!.id] };
    markPieces(ctx, { ...one, statut: "refusee", motif: "Illisible" });
    expect(listed(owner.recordId)[0]).toMatchObject({
      statut: "refusee",
      recueLe: null,
      fichier: { id: given.id },
    });
    await adoptFile(ctx, onPiece(piece!), file("lisible.png", png));
    expect(listed(owner.recordId)[0]).toMatchObject({ statut: "recue", recueLe: today });
  });

  it("would catch a corrected day of reception that leaves the clock still until the day it was noted", async () => {
    const owner = newOwner();
    const [piece] = listed(owner.recordId);
    requestPieces(ctx, { ...asked, dossierId: owner.recordId, pieceIds: [piece!.id] });
    await adoptFile(ctx, onPiece(piece!), file("fiche.pdf", pdf));
    const completed = () => instructionOf(ctx, owner.recordId).complements[0]?.completeLe;
    const redate = (recueLe: string) =>
      updateRecord(ctx, { record: "piece", id: piece!.id, patch: { recueLe } });
    redate("2026-02-12");
    expect(listed(owner.recordId)[0]).toMatchObject({ statut: "recue", recueLe: "2026-02-12" });
    expect(completed()).toBe("2026-02-12");
    expect(() => redate("2026-01-01")).toThrow(Invalid);
    // A completion that the user dated by hand is theirs.
    const request = instructionOf(ctx, owner.recordId).complements[0]!.id;
    updateRecord(ctx, { record: "complement", id: request, patch: { completeLe: "2026-02-15" } });
    redate("2026-02-14");
    expect(completed()).toBe("2026-02-15");
  });

  it("would catch a bad file that marks a document received, or one kept for a document that is gone", async () => {
    const owner = newOwner();
    const [piece, other] = listed(owner.recordId);
    const refused = (given: { path: string; name: string }) =>
      reasonOf(() => adoptFile(ctx, onPiece(piece!), given));
    expect(await refused(file("vide.pdf", ""))).toBe("piece_empty");
    expect(await refused(file("programme.pdf", "MZ programme"))).toBe("piece_executable");
    expect(await refused({ path: join(folder, "parti.pdf"), name: "parti.pdf" })).toBe(
      "piece_vanished",
    );
    const huge = file("trop.pdf", pdf);
    truncateSync(huge.path, listFiles(ctx, owner).maxOctets + 1);
    expect(await refused(huge)).toBe("piece_too_large");
    removeRecord(ctx, "piece", other!.id);
    await expect(adoptFile(ctx, onPiece(other!), file("tard.pdf", pdf))).rejects.toThrow(NotFound);
    expect(listFiles(ctx, owner).rows).toEqual([]);
    // A mail given as a document stays a file: no event is made of it.
    const mail = file("envoi.eml", "From: a@exemple.ma\r\nSubject: Objet\r\n\r\nTexte");
    expect(await adoptFile(ctx, onPiece(piece!), mail)).toMatchObject({ genre: "piece" });
  });
});

describe("a file taken off its record", () => {
  const inTrash = (id: string) => listTrash(ctx, 500).find((row) => row.id === id);

  it("would catch a file that the trash forgets, does not say whose it was, or gives back to nothing", async () => {
    const owner = newOwner();
    const [piece] = instructionOf(ctx, owner.recordId).pieces;
    const given = await adoptFile(
      ctx,
      { recordTable: "piece", recordId: piece!.id },
      file("statuts signés.pdf", pdf),
    );
    const id = given.id!;
    expect(inTrash(id)).toBeUndefined();
    removeFile(ctx, id);
    const reference = store.db
      .prepare("SELECT reference FROM dossier WHERE id = ?")
      .pluck()
      .get(owner.recordId);
    expect(inTrash(id)).toMatchObject({
      record: "pieceJointe",
      table: "piece_jointe",
      title: "statuts signés.pdf",
      deletedBy: "Essai",
      sur: { table: "dossier", id: owner.recordId, reference, titreFr: "Moulin" },
    });
    const before = content(store);
    restoreRecord(ctx, "pieceJointe", id);
    expect(listFiles(ctx, owner).rows).toMatchObject([{ id, etat: "intact" }]);
    // The document of the checklist finds its file again.
    expect(instructionOf(ctx, owner.recordId).pieces[0]?.fichier?.id).toBe(id);
    expect(inTrash(id)).toBeUndefined();
    undoAction(ctx);
    expect(content(store)).toEqual(before);
  });

  it("would catch the same bytes named twice on a record, or a file without its record", async () => {
    const owner = newOwner();
    const first = (await adoptFile(ctx, owner, file("copie.pdf", pdf))).id!;
    removeFile(ctx, first);
    await adoptFile(ctx, owner, file("copie bis.pdf", pdf));
    expect(inTrash(first)).toBeUndefined();
    expect(() => restoreRecord(ctx, "pieceJointe", first)).toThrow(NotFound);
    const other = (await adoptFile(ctx, owner, file("photo.png", png))).id!;
    removeFile(ctx, other);
    removeRecord(ctx, "dossier", owner.recordId);
    expect(inTrash(other)).toBeUndefined();
    expect(() => restoreRecord(ctx, "pieceJointe", other)).toThrow(NotFound);
    // The trash names every document of the checklist that went with the dossier.
    const pieces = listTrash(ctx, 500).filter((row) => row.record === "piece");
    expect(pieces.length).toBeGreaterThan(3);
    for (const row of pieces) expect(row.title).not.toBe("");
    restoreRecord(ctx, "dossier", owner.recordId);
    expect(inTrash(other)).toMatchObject({ title: "photo.png" });
    restoreRecord(ctx, "pieceJointe", other);
    expect(listFiles(ctx, owner).rows.map((row) => row.nom)).toEqual([
      "copie bis.pdf",
      "photo.png",
    ]);
  });
});
