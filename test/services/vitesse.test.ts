import { describe, expect, it } from "vitest";
import type { BulkEvent } from "../../src-main/contract/vitesse.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { bulkChange, type BulkInput } from "../../src-main/services/masse.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { listFavourites, listViews } from "../../src-main/services/vues.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { content, dossierValues, everything, newRegister, thrownBy } from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

const contenu = (adresse = "etat=cloturee") => JSON.stringify({ adresse });
const view = (nom: string, values: Record<string, string | boolean> = {}) =>
  createRecord(ctx, {
    record: "vue",
    values: { ecran: "dossiers", nom, contenu: contenu(), ...values },
  }).id!;
const defaults = () =>
  listViews(ctx, "dossiers")
    .vues.filter((each) => each.parDefaut)
    .map((each) => each.nom);
const make = (dossier: Record<string, string | null> = {}) =>
  createDossier(ctx, {
    projet: { intituleFr: "Moulin d’essai" },
    dossier: dossierValues(dossier),
  }).id!;
const row = (id: string) =>
  store.db.prepare("SELECT * FROM dossier WHERE id = ?").get(id) as Record<string, unknown>;

type Done = Extract<BulkEvent, { type: "done" }>;
async function bulk(input: BulkInput, signal?: AbortSignal): Promise<Done> {
  let done: Done | undefined;
  for await (const event of bulkChange(ctx, input, signal)) if (event.type === "done") done = event;
  return done!;
}

describe("saved views", () => {
  it("would catch two default views of one screen, or the former one lost by undo", () => {
    view("Première", { parDefaut: true });
    const second = view("Seconde");
    expect(defaults()).toEqual(["Première"]);
    const { actionId } = updateRecord(ctx, {
      record: "vue",
      id: second,
      patch: { parDefaut: true },
    });
    expect(defaults()).toEqual(["Seconde"]);
    undoAction(ctx, actionId!);
    expect(defaults()).toEqual(["Première"]);
    view("Colonnes", { ecran: "dossiers-tableau", parDefaut: true });
    expect(defaults()).toEqual(["Première"]);
  });

  it("would catch a view whose content cannot be read again, or for no screen", () => {
    const before = everything(store);
    const bad: Record<string, string>[] = [
      { contenu: "{" },
      { contenu: JSON.stringify({ adresse: 4 }) },
      { contenu: contenu("x".repeat(6001)) },
      { contenu: "x".repeat(20_001) },
      { ecran: "ailleurs" },
      { nom: "n".repeat(81) },
    ];
    for (const values of bad) expect(thrownBy(() => view("Vue", values))).toBeInstanceOf(Invalid);
    expect(everything(store)).toEqual(before);
  });

  it("would catch somebody else's view changed, removed, or seen without being shared", () => {
    const [shared, own] = [view("Partagée", { partagee: true }), view("À moi")];
    commit(store, { kind: "vue.modification", userId: "registre" }, (writer) => {
      const autre = writer.insert("utilisateur", {
        nom: "Autre Essai",
        role: "officier",
        langue: "fr",
      });
      for (const id of [shared, own]) writer.update("vue", id, { utilisateurId: autre });
    });
    const seen = listViews(ctx, "dossiers").vues;
    expect(seen.find((each) => each.id === shared)).toMatchObject({
      mienne: false,
      auteur: "Autre Essai",
    });
    expect(seen.find((each) => each.id === own)).toBeUndefined();
    const rename = () => updateRecord(ctx, { record: "vue", id: shared, patch: { nom: "Prise" } });
    expect((thrownBy(rename) as Invalid).faults[0]?.code).toBe("vue_autrui");
    expect(thrownBy(() => removeRecord(ctx, "vue", shared))).toBeInstanceOf(Invalid);
  });
});

describe("favourites", () => {
  it("would catch a project or a person kept under half a name", () => {
    const keep = (recordTable: string, recordId: string) =>
      createRecord(ctx, { record: "favori", values: { recordTable, recordId } }).id!;
    const personne = createRecord(ctx, {
      record: "personne",
      values: { prenomFr: "Salma", nomFr: "Exemple", nomAr: "مثال" },
    }).id!;
    const { projetId } = store.db
      .prepare("SELECT projet_id AS projetId FROM dossier WHERE id = ?")
      .get(make()) as { projetId: string };
    const kept = [keep("personne", personne), keep("projet", projetId)];
    expect(listFavourites(ctx).favoris).toMatchObject([
      { recordId: personne, reference: null, titreFr: "Salma Exemple", titreAr: "مثال" },
      { recordId: projetId, reference: expect.stringMatching(/^BMK-/) },
    ]);
    for (const id of kept) removeRecord(ctx, "favori", id);
  });

  it("would catch a favourite kept twice, lost when it comes back, or on nothing", () => {
    const id = make();
    const values = { recordTable: "dossier", recordId: id };
    const first = createRecord(ctx, { record: "favori", values }).id!;
    expect(listFavourites(ctx).favoris.map((each) => each.recordId)).toEqual([id]);
    removeRecord(ctx, "favori", first);
    expect(listFavourites(ctx).favoris).toEqual([]);
    expect(createRecord(ctx, { record: "favori", values }).id).toBe(first);
    expect(listFavourites(ctx).favoris).toHaveLength(1);
    for (const bad of [{ recordTable: "action" }, { recordId: "rien" }]) {
      const work = () => createRecord(ctx, { record: "favori", values: { ...values, ...bad } });
      expect(thrownBy(work)).toBeInstanceOf(Invalid);
    }
    removeRecord(ctx, "dossier", id);
    expect(listFavourites(ctx).favoris).toEqual([]);
  });
});

describe("bulk change", () => {
  it("would catch a trial that differs from the change, or an undo that leaves part of it", async () => {
    const ids = [make(), make({ valideLe: "2026-01-20" }), make({ valideLe: "2026-02-01" })];
    ids.push(make({ valideLe: "2026-01-20", diffuseLe: "2026-01-22" }));
    const patch = { valideLe: "2026-02-01" };
    const input = { ids, record: "dossier", patch } as const;
    const before = [everything(store), content(store)];
    const trial = await bulk({ ...input, dryRun: true });
    expect(everything(store)).toEqual(before[0]);
    expect(trial.report).toMatchObject({ read: 4, changed: 2, same: 1, refused: 1 });
    expect(trial.report.refusals).toMatchObject([
      {
        id: ids[3],
        reference: row(ids[3]!)["reference"],
        faults: [{ code: "date_order", params: { first: "valideLe", second: "diffuseLe" } }],
      },
    ]);
    const done = await bulk({ ...input, dryRun: false });
    expect(done.report).toEqual(trial.report);
    expect(ids.map((id) => row(id)["valide_le"])).toEqual([
      ...Array.from({ length: 3 }, () => "2026-02-01"),
      "2026-01-20",
    ]);
    undoAction(ctx, done.actionId!);
    expect(content(store)).toEqual(before[1]);
  });

  it("would catch a value refused row by row, a field that is not for numbers, or a project changed twice", async () => {
    const ids = [make()];
    const projetId = String(row(ids[0]!)["projet_id"]);
    ids.push(createDossier(ctx, { projetId, dossier: dossierValues() }).id!);
    const refused = async (input: Partial<BulkInput>) => {
      const work = bulk({ ids, record: "dossier", patch: {}, dryRun: false, ...input });
      return work.then(
        () => null,
        (error: unknown) => (error as Invalid).faults[0]?.code,
      );
    };
    expect(await refused({ patch: { etat: "inconnu" } })).toBe("unknown_value");
    expect(await refused({ patch: { deposeLe: null } })).toBe("required");
    expect(await refused({ patch: { reference: "X" } })).toBe("not_editable");
    expect(await refused({ patch: {} })).toBe("required");
    const patch = { secteur: "industrie" };
    const secteur = store.db
      .prepare("SELECT key FROM secteur WHERE nomenclature = 'secteur_barometre' LIMIT 1")
      .pluck()
      .get() as string | undefined;
    if (secteur) patch.secteur = secteur;
    const done = await bulk({ ids, record: "projet", patch, dryRun: false });
    expect(done.report).toMatchObject({ read: 1, changed: 1 });
  });

  it("would catch an observation that takes the place of the former one, or outgrows its field", async () => {
    const [first, second] = [make(), make()];
    updateRecord(ctx, { record: "dossier", id: first, patch: { observation: "Avant" } });
    updateRecord(ctx, { record: "dossier", id: second, patch: { observation: "x".repeat(3999) } });
    const done = await bulk({
      ids: [first, second],
      record: "dossier",
      patch: { observation: "Après" },
      append: true,
      dryRun: false,
    });
    expect(done.report).toMatchObject({ changed: 1, refused: 1 });
    expect(row(first)["observation"]).toBe("Avant\nAprès");
  });

  it("would catch a filter that changes what it does not keep, or a cancelled change half written", async () => {
    const ids = Array.from({ length: 5 }, () => make({ officierId: null }));
    const kept = row(ids[0]!)["reference"] as string;
    const before = everything(store);
    const stop = new AbortController();
    stop.abort();
    const input = {
      filter: { text: "moulin" },
      record: "dossier",
      patch: { etat: "complement" },
      dryRun: false,
    } as const;
    await expect(bulk(input, stop.signal)).rejects.toThrow("cancelled");
    expect(everything(store)).toEqual(before);
    const done = await bulk({ ...input, filter: { text: kept }, except: [ids[1]!] });
    expect(done.report.read).toBeGreaterThan(0);
    expect(row(ids[0]!)).toMatchObject({ etat: "complement", etat_le: "2026-03-02" });
    expect(row(ids[1]!)["etat"]).not.toBe("complement");
  });
});
