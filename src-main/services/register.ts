import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { confidence, isoDate, libelle, type Langue } from "../contract/primitives.ts";
import { keysBetween } from "../domain/order-key.ts";
import type { Store } from "../store/database.ts";
import { deterministicId } from "../store/ids.ts";
import { commit, type Writer } from "../store/ledger.ts";
import { currentUser, founder, settingOf, textOf } from "./context.ts";

const referenceFile = z.object({
  list: z.string(),
  title: libelle,
  rows: z.array(
    z.object({
      key: z.string(),
      label: libelle,
      effectiveFrom: isoDate,
      effectiveTo: isoDate.nullable(),
      source: z.string().min(1),
      url: z.string().nullable(),
      confidence,
      note: z.string().nullable(),
      attrs: z.record(z.string(), z.unknown()),
    }),
  ),
});
type ReferenceFile = z.infer<typeof referenceFile>;

/** Reads the shipped reference lists. */
export function shippedLists(resources: string): ReferenceFile[] {
  const folder = join(resources, "reference");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => referenceFile.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
}

const sectorLists = new Set(["secteur_barometre", "section_nma"]);

/** A shipped row as the ledger writes it. */
interface ShippedRow {
  table: "reference" | "territoire" | "secteur";
  values: Record<string, unknown> & { id: string };
}

function rowsOf(file: ReferenceFile): ShippedRow[] {
  const orders = keysBetween(null, null, file.rows.length);
  return file.rows.map((row, i) => {
    const shared = {
      id: deterministicId(file.list, row.key, row.effectiveFrom),
      effectiveFrom: row.effectiveFrom,
      source: row.source,
      confidence: row.confidence,
      note: row.note,
    };
    if (file.list === "territoire") {
      const values = {
        ...shared,
        code: row.key,
        level: row.attrs["level"],
        type: row.attrs["type"],
        nomFr: row.label.fr,
        nomAr: row.label.ar,
        nomEn: row.label.en,
        parent: row.attrs["parent"],
        province: row.attrs["province"],
        primeCategory: row.attrs["primeCategory"],
        nameArStatus: row.attrs["nameArStatus"],
        aliases: JSON.stringify(row.attrs["aliases"] ?? []),
      };
      return { table: "territoire", values };
    }
    if (sectorLists.has(file.list)) {
      const values = {
        ...shared,
        nomenclature: file.list,
        key: row.key,
        ordre: orders[i],
        nomFr: row.label.fr,
        nomAr: row.label.ar,
        nomEn: row.label.en,
        barometre: textOf(row.attrs["barometre"]),
        divisions: textOf(row.attrs["divisions"]),
        url: row.url,
      };
      return { table: "secteur", values };
    }
    const values = {
      ...shared,
      list: file.list,
      key: row.key,
      ordre: orders[i],
      labelFr: row.label.fr,
      labelAr: row.label.ar,
      labelEn: row.label.en,
      effectiveTo: row.effectiveTo,
      url: row.url,
      attrs: JSON.stringify(row.attrs),
    };
    return { table: "reference", values };
  });
}

function writeList(store: Store, writer: Writer, file: ReferenceFile): void {
  const id = deterministicId("liste", file.list);
  const [titleFr, titleAr, titleEn] = [file.title.fr, file.title.ar, file.title.en];
  if (writer.get("referenceList", id)) {
    writer.update("referenceList", id, { titleFr, titleAr, titleEn });
  } else writer.insert("referenceList", { id, list: file.list, titleFr, titleAr, titleEn });
  for (const { table, values } of rowsOf(file)) {
    const there = writer.get(table, values.id);
    if (!there) writer.insert(table, values);
    // What the user wrote or removed since is the user's.
    else if (there["updated_by"] === founder && there["deleted_at"] === null) {
      writer.update(table, values.id, values);
    }
  }
  if (!sectorLists.has(file.list) && file.list !== "territoire") dropGone(store, writer, file);
}

/** A shipped row that is shipped no more goes to the trash, unless the user changed it. */
function dropGone(store: Store, writer: Writer, file: ReferenceFile): void {
  const shipped = new Set(rowsOf(file).map((row) => row.values.id));
  const there = store.db
    .prepare(
      "SELECT id FROM reference WHERE list = ? AND created_by = ? AND updated_by = ? AND deleted_at IS NULL",
    )
    .pluck()
    .all(file.list, founder, founder) as string[];
  for (const id of there) if (!shipped.has(id)) writer.remove("reference", id);
}

/** Fills a new register with the shipped reference data, as its founding action. */
export function foundRegister(store: Store, resources: string): void {
  const files = shippedLists(resources);
  commit(store, { kind: "registre.creation", userId: founder }, (writer) => {
    for (const file of files) writeList(store, writer, file);
    putSetting(store, writer, "references", shippedStamp(resources));
  });
}

/** What tells one shipped set of lists from another. */
function shippedStamp(resources: string): string {
  const folder = join(resources, "reference");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".json")) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Brings the lists of an older register to those shipped now. Rows the user added, changed or removed stay.
 * @returns true when something was written.
 */
export function upgradeReferences(store: Store, resources: string): boolean {
  const stamp = shippedStamp(resources);
  if (settingOf(store.db, "references") === stamp) return false;
  const files = shippedLists(resources);
  commit(store, { kind: "registre.references", userId: founder }, (writer) => {
    for (const file of files) writeList(store, writer, file);
    putSetting(store, writer, "references", stamp);
  });
  return true;
}

/**
 * The desk's first run: its user, language and region.
 * @returns the id of the user.
 */
export function setUpDesk(
  store: Store,
  choice: { nom: string; langue: Langue; region: string; role?: string },
): string {
  return commit(store, { kind: "registre.poste", userId: founder }, (writer) => {
    const id = writer.insert("utilisateur", {
      nom: choice.nom,
      role: choice.role ?? "conseiller",
      langue: choice.langue,
    });
    putSetting(store, writer, "utilisateur", id);
    putSetting(store, writer, "region", choice.region);
    return id;
  }).result;
}

/** Writes a value of the register itself. */
export function putSetting(store: Store, writer: Writer, key: string, value: string): void {
  const id = deterministicId("reglage", key);
  const there = store.db.prepare("SELECT 1 FROM reglage WHERE id = ?").get(id);
  if (there) writer.update("reglage", id, { value });
  else writer.insert("reglage", { id, key, value });
}

/** Changes the language of the user of this desk; nothing before the first run. */
export function setUserLangue(store: Store, langue: Langue): void {
  const user = currentUser(store.db);
  if (!user) return;
  commit(store, { kind: "registre.langue", userId: user.id }, (writer) => {
    writer.update("utilisateur", user.id, { langue });
  });
}
