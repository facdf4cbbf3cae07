import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fields, type Field, type RecordKey } from "../../src-main/contract/fields.ts";
import type { Context } from "../../src-main/services/context.ts";
import {
  addPassage,
  createDossier,
  getDossier,
  moveDossier,
} from "../../src-main/services/dossiers.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import {
  dupliquerCarte,
  dupliquerTableau,
  placerCarte,
} from "../../src-main/services/tableaux/composition.ts";
import { tableauDefinition } from "../../src-main/services/tableaux/index.ts";
import { importFile } from "../../src-main/services/imports/run.ts";
import { restoreRecord, undoAction } from "../../src-main/services/journal.ts";
import { foundRegister, setUpDesk, shippedLists } from "../../src-main/services/register.ts";
import { seedRegion } from "../../src-main/services/seed/write.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { openStore } from "../../src-main/store/database.ts";
import { territoires } from "../../src-main/store/queries/reference.ts";
import {
  changesAfter,
  dossierValues,
  everything,
  expectedChanges,
  lastSeq,
  migrations,
  newRegister,
  resources,
  snapshot,
  sortedChanges,
  steadyClock,
  tempFolder,
  today,
} from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

/** Runs a command and compares what it did to the rows with what the ledger says it did. */
async function recorded(ctxOf: Context, command: () => unknown): Promise<number> {
  const before = snapshot(ctxOf.store);
  const seq = lastSeq(ctxOf.store);
  await command();
  const expected = expectedChanges(before, snapshot(ctxOf.store));
  const actual = changesAfter(ctxOf.store, seq);
  expect(sortedChanges(actual)).toEqual(sortedChanges(expected));
  return actual.length;
}

function newDossier(title = "Conserverie"): string {
  return createDossier(ctx, {
    projet: { intituleFr: title, montant: 125_000_000 },
    porteur: { nomFr: `Société Exemple ${title}`, placeRegistre: "beni_mellal" },
    dossier: dossierValues({ valideLe: "2026-01-06", diffuseLe: "2026-01-07" }),
  }).id!;
}

function contactOf(dossierId: string): string {
  const projetId = getDossier(ctx, dossierId).projet.id;
  return commit(store, { kind: "essai", userId: "u" }, (writer) => {
    const id = writer.insert("personne", { nomFr: "Exemple" });
    writer.update("projet", projetId, { contactId: id });
    return id;
  }).result;
}

describe("each command leaves every changed row with its changes", () => {
  it("would catch an unrecorded row in the founding of a register", async () => {
    const path = join(tempFolder(), "r.db");
    const fresh = openStore(path, { mode: "create", migrations, clock: steadyClock() });
    const other: Context = { ...ctx, store: fresh };
    expect(await recorded(other, () => foundRegister(fresh, resources))).toBeGreaterThan(300);
    const desk = () => setUpDesk(fresh, { nom: "Essai", langue: "ar", region: "05" });
    expect(await recorded(other, desk)).toBe(3);
    fresh.close();
  });

  it("would catch an unrecorded row in the creation of a dossier", async () => {
    // Holder, project and dossier, and the documents of its act's checklist.
    const documents = shippedLists(resources)
      .find((file) => file.list === "piece_requise")!
      .rows.filter((row) => (row.attrs["actes"] as string[]).includes("permis_de_construire"));
    expect(await recorded(ctx, () => newDossier("Huilerie"))).toBe(3 + documents.length);
  });

  it("would catch an unrecorded row in a second act of a project", async () => {
    const projetId = getDossier(ctx, newDossier("Ferme solaire")).projet.id;
    const count = await recorded(ctx, () =>
      createDossier(ctx, { projetId, dossier: dossierValues({ acte: "avna" }) }),
    );
    const projetRows = changesAfter(ctx.store, 0).filter((change) => change.row === projetId);
    expect(projetRows).toHaveLength(1);
    expect(count).toBeGreaterThan(1);
  });

  const place = territoires(store.db).find((each) => each.code === "05.081.01.01")!.id;
  const user = store.db.prepare("SELECT id FROM utilisateur").pluck().get() as string;
  const sample = (field: Field): string | number | boolean => {
    if (field.kind === "choice") {
      const values = store.db
        .prepare(
          "SELECT key FROM reference WHERE list = ? UNION ALL SELECT key FROM secteur WHERE nomenclature = ?",
        )
        .pluck()
        .all(field.list, field.list) as string[];
      return values.filter((value) => value !== "permis_de_construire").at(-1)!;
    }
    const values: Partial<Record<Field["kind"], string | number | boolean>> = {
      money: 4_200_000_000,
      integer: 17,
      area: 12_000,
      boolean: true,
      territoire: place,
      utilisateur: user,
      ice: "001234567000042",
      cin: "ZZ123456",
      rib: "011519000001205000534921",
      phone: "0523481234",
      email: "essai@exemple.ma",
    };
    const dates: Record<string, string> = {
      deposeLe: "2026-01-02",
      valideLe: "2026-01-05",
      diffuseLe: "2026-01-08",
      pvLe: "2026-02-01",
      delivreLe: "2026-02-10",
      tenuLe: "2026-01-20",
    };
    if (field.kind === "date") return dates[field.key] ?? "2026-05-01";
    const digits: Record<string, string> = {
      rc: "4321",
      identifiantFiscal: "12345678",
      taxeProfessionnelle: "12345678",
      cnss: "1234567",
      codePostal: "23000",
    };
    return values[field.kind] ?? digits[field.key] ?? `Texte de ${field.key}`;
  };
  const derived: Record<string, readonly string[]> = {
    "organisation.nomFr": ["nom_plie"],
    "dossier.etat": ["phase", "etat_le"],
  };

  const played = ["projet", "dossier", "passage", "organisation", "personne"] as const;
  for (const record of played) {
    for (const field of fields[record] as readonly Field[]) {
      // Links are given the id of another record: their own tests are beside the directory's.
      if (field.editable === false || field.kind === "record") continue;
      it(`would catch a change of ${record}.${field.key} that is not one change of one field`, async () => {
        const dossierId = newDossier(`${record} ${field.key}`);
        addPassage(ctx, { dossierId, tenuLe: "2026-01-15", decision: null, observation: null });
        const contact = contactOf(dossierId);
        const detail = getDossier(ctx, dossierId);
        const ids: Record<(typeof played)[number], string> = {
          dossier: dossierId,
          projet: detail.projet.id,
          organisation: detail.porteur!.id,
          personne: contact,
          passage: detail.passages[0]!.id,
        };
        const seq = lastSeq(store);
        // Key of the ICE: the whole is a multiple of 97.
        const value = field.kind === "ice" ? validIce() : sample(field);
        await recorded(ctx, () =>
          updateRecord(ctx, { record, id: ids[record], patch: { [field.key]: value } }),
        );
        const changes = changesAfter(store, seq);
        expect(changes.every((change) => change.op === "update")).toBe(true);
        const columns = changes.map((change) => change.column);
        expect(columns).toHaveLength(
          1 + columns.filter((c) => more(record, field).includes(c!)).length,
        );
        // The same again changes nothing, so it leaves no action.
        const again = updateRecord(ctx, { record, id: ids[record], patch: { [field.key]: value } });
        expect(again.actionId).toBeNull();
      });
    }
  }
  const more = (record: RecordKey, field: Field) => derived[`${record}.${field.key}`] ?? [];
  const validIce = () => {
    const base = 1_234_567_000_000n;
    return String(base + (97n - (base % 97n))).padStart(15, "0");
  };

  it("would catch an unrecorded row when a card moves, a passage is added, or a record is removed and restored", async () => {
    const id = newDossier("Marbrerie");
    const below = newDossier("Carrière");
    await recorded(ctx, () => moveDossier(ctx, { id, etat: "programmee" }));
    await recorded(ctx, () => moveDossier(ctx, { id, etat: "programmee", afterId: below }));
    const passage = () =>
      addPassage(ctx, {
        dossierId: id,
        tenuLe: "2026-01-20",
        decision: "favorable",
        observation: null,
      });
    expect(await recorded(ctx, passage)).toBe(1);
    expect(await recorded(ctx, () => removeRecord(ctx, "dossier", id))).toBeGreaterThanOrEqual(2);
    expect(await recorded(ctx, () => restoreRecord(ctx, "dossier", id))).toBeGreaterThanOrEqual(2);
    expect(await recorded(ctx, () => undoAction(ctx))).toBeGreaterThanOrEqual(2);
    const { porteur, projet } = getDossier(ctx, below);
    const patch = { porteurId: null };
    await recorded(ctx, () => updateRecord(ctx, { record: "projet", id: projet.id, patch }));
    expect(await recorded(ctx, () => removeRecord(ctx, "organisation", porteur!.id))).toBe(1);
    expect(await recorded(ctx, () => restoreRecord(ctx, "organisation", porteur!.id))).toBe(1);
  });

  it("would catch an unrecorded row in the composition of a dashboard", async () => {
    let made: { id?: string } = {};
    const copying = () => (made = dupliquerTableau(ctx, "emploi"));
    const id = () => made.id!;
    const cards = () => tableauDefinition(ctx, id()).cartes.map(({ key }) => key);
    const { cartes } = tableauDefinition(ctx, "emploi");
    expect(await recorded(ctx, copying)).toBe(1 + cartes.length);
    expect(await recorded(ctx, () => dupliquerTableau(ctx, id()))).toBe(1 + cartes.length);
    const [first, second] = cards() as [string, string];
    expect(await recorded(ctx, () => placerCarte(ctx, { id: first, apres: second }))).toBe(1);
    expect(await recorded(ctx, () => dupliquerCarte(ctx, first))).toBe(1);
    const values = {
      tableauId: id(),
      forme: "texte",
      definition: JSON.stringify({
        source: { famille: "texte", texte: { fr: "a", ar: "", en: "" } },
      }),
    };
    expect(await recorded(ctx, () => createRecord(ctx, { record: "carte", values }))).toBe(1);
    const patch = { largeur: 4, hauteur: 3 };
    const resizing = () => updateRecord(ctx, { record: "carte", id: first, patch });
    expect(await recorded(ctx, resizing)).toBe(2);
    expect(await recorded(ctx, () => removeRecord(ctx, "tableau", id()))).toBe(3 + cartes.length);
    expect(await recorded(ctx, () => restoreRecord(ctx, "tableau", id()))).toBe(3 + cartes.length);
  });

  it("would catch an unrecorded row in an import or in a generated region", async () => {
    const other = newRegister();
    const run = async (kind: "indicateurs" | "dossiers", path: string) => {
      for await (const _ of importFile(other, kind, path, "f.csv", { dryRun: false }));
    };
    const file = join(tempFolder(), "agenda.csv");
    writeFileSync(
      file,
      "Référence;Intitulé;Commune;Porteur;Montant (MDH)\nA-1/C1;Moulin;Afourar;Société A;12,5\nA-2/C1;Serre;Azilal;Société A;3\n",
    );
    expect(await recorded(other, () => run("dossiers", file))).toBe(5);
    writeFileSync(
      file,
      "Référence;Intitulé;Commune;Porteur;Montant (MDH)\nA-1/C1;Grand moulin;Afourar;Société A;14,5\n",
    );
    expect(await recorded(other, () => run("dossiers", file))).toBe(2);
    const indicators = join(resources, "demo/indicateurs.csv");
    expect(await recorded(other, () => run("indicateurs", indicators))).toBeGreaterThan(307);
    const seeding = () => seedRegion(other.store, { projects: 30, seed: 3, today }, () => {});
    expect(await recorded(other, seeding)).toBeGreaterThan(100);
    expect(checkRegister(other.store).checks.filter((item) => !item.ok)).toEqual([]);
  });
});

describe("the past", () => {
  it("would catch an action or a change that the application can alter", () => {
    for (const sql of [
      "UPDATE action SET kind = 'x'",
      "DELETE FROM action",
      "UPDATE change SET after = '1'",
      "DELETE FROM change",
    ]) {
      expect(() => store.db.exec(sql), sql).toThrow(/ledger:/);
    }
  });

  it("would catch an empty action after work that changes nothing", () => {
    const id = newDossier("Rien");
    const before = everything(store);
    const { actionId } = commit(store, { kind: "essai", userId: "u" }, (writer) => {
      writer.update("dossier", id, { observation: null, acte: "permis_de_construire" });
      writer.restore("dossier", id);
    });
    expect(actionId).toBeNull();
    expect(moveDossier(ctx, { id }).actionId).toBeNull();
    expect(everything(store)).toEqual(before);
  });

  it("would catch rows, changes, lines or index entries left by work that fails", () => {
    const id = newDossier("Échec");
    const before = everything(store);
    const failing = () =>
      commit(store, { kind: "essai", userId: "u" }, (writer) => {
        writer.update("dossier", id, { observation: "ne doit pas rester" });
        writer.insert("utilisateur", { nom: "Fantôme", role: "conseiller", langue: "fr" });
        writer.remove("dossier", id);
        writer.flush();
        throw new Error("panne");
      });
    expect(failing).toThrow("panne");
    expect(everything(store)).toEqual(before);
    expect(checkRegister(store).ok).toBe(true);
  });

  it("would catch a committed action reported as failed because a listener failed", () => {
    const failing = () => {
      throw new Error("écran fermé");
    };
    store.listeners.add(failing);
    try {
      const write = () =>
        commit(store, { kind: "essai", userId: "u" }, (writer) =>
          writer.insert("utilisateur", { nom: "Écouté", role: "conseiller", langue: "fr" }),
        );
      expect(write).not.toThrow();
    } finally {
      store.listeners.delete(failing);
    }
  });

  it("would catch a notice that does not name what was changed", () => {
    const id = newDossier("Avis");
    const notices: unknown[] = [];
    const listener = (notice: unknown) => notices.push(notice);
    store.listeners.add(listener);
    const { actionId } = moveDossier(ctx, { id, etat: "programmee" });
    store.listeners.delete(listener);
    expect(notices).toEqual([
      {
        actionId,
        kind: "dossier.deplacement",
        tables: ["dossier"],
        rows: [{ table: "dossier", id }],
      },
    ]);
  });
});

describe("the projection", () => {
  it("would catch lines left behind when what they show changes elsewhere", () => {
    const id = newDossier("Projection");
    const { projet } = getDossier(ctx, id);
    updateRecord(ctx, {
      record: "projet",
      id: projet.id,
      patch: { territoireId: territoires(store.db).find((p) => p.code === "05.081.01.01")!.id },
    });
    const rename = (code: string, table: "territoire" | "utilisateur") =>
      commit(store, { kind: "essai", userId: "u" }, (writer) => {
        if (table === "utilisateur") {
          const user = store.db.prepare("SELECT id FROM utilisateur").pluck().get() as string;
          writer.update("dossier", id, { officierId: user });
          writer.update("utilisateur", user, { nom: "Nouveau nom" });
          return;
        }
        const place = territoires(store.db).find((each) => each.code === code)!;
        writer.update("territoire", place.id, { nomAr: "اسم جديد" });
      });
    rename("", "utilisateur");
    rename("05.081.01.01", "territoire");
    expect(checkRegister(store).checks.filter((item) => !item.ok)).toEqual([]);
    // The search text of a file in a commune holds the name of its province too.
    rename("05.081", "territoire");
    expect(checkRegister(store).checks.filter((item) => !item.ok)).toEqual([]);
  });

  it("would catch due dates left behind when the delay's rule changes", () => {
    const id = newDossier("Délai");
    const due = () => getDossier(ctx, id).row.echeanceLe;
    expect(due()).toBe("2026-02-05");
    const rule = store.db
      .prepare("SELECT id, attrs FROM reference WHERE list = 'delai' AND key = 'decision_crui'")
      .get() as { id: string; attrs: string };
    const attrs = (days: number) => JSON.stringify({ ...(JSON.parse(rule.attrs) as object), days });
    commit(store, { kind: "essai", userId: "u" }, (writer) =>
      writer.update("reference", rule.id, { attrs: attrs(10) }),
    );
    expect(due()).toBe("2026-01-16");
    const failing = () =>
      commit(store, { kind: "essai", userId: "u" }, (writer) => {
        writer.update("reference", rule.id, { attrs: attrs(60) });
        writer.flush();
        throw new Error("panne");
      });
    expect(failing).toThrow("panne");
    // The clock read for the work that failed must not outlive it.
    updateRecord(ctx, { record: "dossier", id, patch: { valideLe: "2026-01-07" } });
    expect(due()).toBe("2026-01-17");
  });
});
