import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { confidence, isoDate, libelle, type Langue } from "../contract/primitives.ts";
import { keysBetween } from "../domain/order-key.ts";
import type { Store } from "../store/database.ts";
import { deterministicId } from "../store/ids.ts";
import { commit, type Writer } from "../store/ledger.ts";
import { currentUser, founder, textOf } from "./context.ts";

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

function writeList(writer: Writer, file: ReferenceFile): void {
  writer.insert("referenceList", {
    id: deterministicId("liste", file.list),
    list: file.list,
    titleFr: file.title.fr,
    titleAr: file.title.ar,
    titleEn: file.title.en,
  });
  const orders = keysBetween(null, null, file.rows.length);
  for (const [i, row] of file.rows.entries()) {
    const id = deterministicId(file.list, row.key, row.effectiveFrom);
    const shared = {
      id,
      effectiveFrom: row.effectiveFrom,
      source: row.source,
      confidence: row.confidence,
      note: row.note,
    };
    if (file.list === "territoire") {
      writer.insert("territoire", {
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
      });
    } else if (sectorLists.has(file.list)) {
      writer.insert("secteur", {
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
      });
    } else {
      writer.insert("reference", {
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
      });
    }
  }
}

/** Fills a new register with the shipped reference data, as its founding action. */
export function foundRegister(store: Store, resources: string): void {
  const files = shippedLists(resources);
  commit(store, { kind: "registre.creation", userId: founder }, (writer) => {
    for (const file of files) writeList(writer, file);
  });
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
