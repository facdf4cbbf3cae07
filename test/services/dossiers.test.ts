import { describe, expect, it } from "vitest";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import {
  addPassage,
  createDossier,
  getDossier,
  getProjet,
  moveDossier,
  nextReference,
} from "../../src-main/services/dossiers.ts";
import { Invalid, NotFound, Stale } from "../../src-main/services/records/errors.ts";
import { removeRecord, updateRecord } from "../../src-main/services/records/records.ts";
import {
  historyOf,
  listTrash,
  recentActions,
  restoreRecord,
  undoAction,
} from "../../src-main/services/journal.ts";
import { shippedLists } from "../../src-main/services/register.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { listDossiers } from "../../src-main/store/queries/dossiers.ts";
import {
  referenceLists,
  referenceRows,
  territoires,
} from "../../src-main/store/queries/reference.ts";
import {
  content,
  dossierValues,
  everything,
  newRegister,
  resources,
  thrownBy,
  today,
} from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

function make(
  dossier: Record<string, string | null> = {},
  porteur: Record<string, FieldValue> | undefined = { nomFr: "Société Exemple" },
): string {
  return createDossier(ctx, {
    projet: { intituleFr: "Moulin" },
    porteur,
    dossier: dossierValues(dossier),
  }).id!;
}

function faultsOf(work: () => unknown) {
  const before = everything(store);
  const error = thrownBy(work);
  expect(error).toBeInstanceOf(Invalid);
  expect(everything(store)).toEqual(before);
  return (error as Invalid).faults;
}

const patch = (record: RecordKey, id: string, values: Record<string, FieldValue>) =>
  updateRecord(ctx, { record, id, patch: values });

describe("a project by itself", () => {
  it("would catch an act left out, a decision that is not the worst, or a page that outlives its project", () => {
    const first = make({ diffuseLe: "2026-01-12" });
    const { projet } = getDossier(ctx, first);
    const second = createDossier(ctx, {
      projetId: projet.id,
      dossier: dossierValues({ acte: "eie", diffuseLe: "2026-01-12" }),
    }).id!;
    expect(getProjet(ctx, projet.id)).toMatchObject({
      projet: { id: projet.id, values: { intituleFr: "Moulin" } },
      porteur: { values: { nomFr: "Société Exemple" } },
      contact: null,
      decisionProjet: null,
    });
    const pass = (dossierId: string, decision: string) =>
      addPassage(ctx, { dossierId, tenuLe: "2026-02-03", decision, observation: null });
    pass(first, "favorable");
    expect(getProjet(ctx, projet.id).decisionProjet).toBe("favorable");
    pass(second, "defavorable");
    const whole = getProjet(ctx, projet.id);
    expect(whole.actes.map((row) => [row.id, row.decision])).toEqual([
      [first, "favorable"],
      [second, "defavorable"],
    ]);
    expect(whole.decisionProjet).toBe("defavorable");
    removeRecord(ctx, "dossier", second);
    expect(getProjet(ctx, projet.id)).toMatchObject({ decisionProjet: "favorable" });
    removeRecord(ctx, "projet", projet.id);
    expect(thrownBy(() => getProjet(ctx, projet.id))).toBeInstanceOf(NotFound);
    expect(thrownBy(() => getDossier(ctx, first))).toBeInstanceOf(NotFound);
    restoreRecord(ctx, "projet", projet.id);
    expect(getProjet(ctx, projet.id).actes.map((row) => row.id)).toEqual([first]);
  });
});

describe("dates of a dossier", () => {
  it("would catch a fault that does not name the two dates", () => {
    const id = make({ valideLe: "2026-01-10" });
    expect(faultsOf(() => patch("dossier", id, { diffuseLe: "2026-01-09" }))).toEqual([
      {
        field: "diffuseLe",
        code: "date_order",
        params: {
          first: "valideLe",
          firstDate: "2026-01-10",
          second: "diffuseLe",
          secondDate: "2026-01-09",
        },
      },
    ]);
    expect(faultsOf(() => make({ valideLe: "2025-12-31" }))[0]).toMatchObject({
      field: "valideLe",
    });
  });

  it("would catch a passage recorded without diffusion, or before it", () => {
    const passage = (dossierId: string, tenuLe: string) =>
      addPassage(ctx, { dossierId, tenuLe, decision: "favorable", observation: null });
    const bare = make();
    expect(faultsOf(() => passage(bare, "2026-01-20"))[0]).toMatchObject({
      field: "tenuLe",
      code: "passage_without_diffusion",
    });
    const id = make({ diffuseLe: "2026-01-10" });
    expect(faultsOf(() => passage(id, "2026-01-09"))[0]).toMatchObject({
      code: "date_order",
      params: { firstDate: "2026-01-10", secondDate: "2026-01-09" },
    });
    passage(id, "2026-01-20");
    expect(faultsOf(() => patch("dossier", id, { pvLe: "2026-01-19" }))[0]).toMatchObject({
      params: { first: "passage", second: "pvLe" },
    });
    const [held] = getDossier(ctx, id).passages;
    expect(faultsOf(() => patch("passage", held!.id, { tenuLe: "2026-01-02" }))[0]?.code).toBe(
      "date_order",
    );
  });
});

describe("values", () => {
  const id = make();
  const { projet, porteur } = getDossier(ctx, id);
  const cases: [string, RecordKey, string, Record<string, FieldValue>, string, string][] = [
    ["an empty required text", "projet", projet.id, { intituleFr: "  " }, "intituleFr", "required"],
    ["a required date taken away", "dossier", id, { deposeLe: null }, "deposeLe", "required"],
    [
      "a text longer than its column",
      "projet",
      projet.id,
      { intituleFr: "x".repeat(301) },
      "intituleFr",
      "too_long",
    ],
    [
      "a long note beyond its limit",
      "dossier",
      id,
      { observation: "x".repeat(4001) },
      "observation",
      "too_long",
    ],
    ["a key no list has", "projet", projet.id, { secteur: "magie" }, "secteur", "unknown_value"],
    ["a key of another list", "dossier", id, { acte: "favorable" }, "acte", "unknown_value"],
    [
      "a territory that does not exist",
      "projet",
      projet.id,
      { territoireId: "05.999" },
      "territoireId",
      "unknown_value",
    ],
    [
      "an officer who does not exist",
      "dossier",
      id,
      { officierId: "personne" },
      "officierId",
      "unknown_value",
    ],
    ["a negative amount", "projet", projet.id, { montant: -1 }, "montant", "negative"],
    ["a fraction of a centime", "projet", projet.id, { montant: 10.5 }, "montant", "not_whole"],
    ["half a job", "projet", projet.id, { emploisPrevus: "2,5" }, "emploisPrevus", "not_whole"],
    ["an amount in words", "projet", projet.id, { montant: "beaucoup" }, "montant", "not_a_number"],
    [
      "an amount beyond exact integers",
      "projet",
      projet.id,
      { montant: 2 ** 53 },
      "montant",
      "not_whole",
    ],
    [
      "a date that does not exist",
      "dossier",
      id,
      { valideLe: "2026-02-30" },
      "valideLe",
      "not_a_date",
    ],
    ["a date as a number", "dossier", id, { valideLe: 20260110 }, "valideLe", "not_a_date"],
    [
      "an e-mail without a domain",
      "organisation",
      porteur!.id,
      { email: "essai@" },
      "email",
      "email_format",
    ],
    [
      "an ICE with a wrong key",
      "organisation",
      porteur!.id,
      { ice: "001234567000043" },
      "ice",
      "ice_key",
    ],
    [
      "an ICE that is too short",
      "organisation",
      porteur!.id,
      { ice: "12345" },
      "ice",
      "ice_length",
    ],
    [
      "a field that no record has",
      "projet",
      projet.id,
      { deletedAt: 1 },
      "deletedAt",
      "unknown_field",
    ],
    [
      "a field that is not the user's to change",
      "projet",
      projet.id,
      { reference: "X" },
      "reference",
      "not_editable",
    ],
  ];
  for (const [name, record, row, values, field, code] of cases) {
    it(`would catch ${name} written`, () => {
      expect(faultsOf(() => patch(record, row, values))).toEqual([
        expect.objectContaining({ field, code }),
      ]);
    });
  }

  it("would catch a yes-or-no field that takes any text for « no »", () => {
    expect(
      faultsOf(() => patch("projet", projet.id, { documentUrbanisme: "peut-être" })),
    ).toHaveLength(1);
  });

  it("would catch only the first of several faults reported", () => {
    const faults = faultsOf(() =>
      createDossier(ctx, { projet: { montant: -1 }, porteur: { ice: "1" }, dossier: {} }),
    );
    expect(faults.map((fault) => fault.field).toSorted()).toEqual(
      ["acte", "deposeLe", "ice", "intituleFr", "montant", "nomFr"].toSorted(),
    );
  });

  it("would catch an ICE stored otherwise than as 15 digits, leading zeros kept", () => {
    const base = 1_234_567_000_000n;
    const ice = String(base + (97n - (base % 97n))).padStart(15, "0");
    patch("organisation", porteur!.id, {
      ice: `${ice.slice(0, 9)} ${ice.slice(9, 13)} ${ice.slice(13)}`,
    });
    expect(getDossier(ctx, id).porteur!.values["ice"]).toBe(ice);
  });

  it("would catch a later change overwritten by someone who did not see it", () => {
    const seen = getDossier(ctx, id).projet.values;
    patch("projet", projet.id, { montant: 500_000_000 });
    const late = () =>
      updateRecord(ctx, {
        record: "projet",
        id: projet.id,
        patch: { montant: 900_000_000 },
        expected: { montant: seen["montant"] ?? null },
      });
    expect(late).toThrow(Stale);
    expect(getDossier(ctx, id).projet.values["montant"]).toBe(500_000_000);
    updateRecord(ctx, {
      record: "projet",
      id: projet.id,
      patch: { montant: 900_000_000 },
      expected: { montant: 500_000_000 },
    });
    expect(getDossier(ctx, id).projet.values["montant"]).toBe(900_000_000);
  });
});

describe("personal data", () => {
  const id = make();
  const contactId = commit(store, { kind: "essai", userId: "u" }, (writer) => {
    const contact = writer.insert("personne", { nomFr: "Exemple", cin: "ZZ123456" });
    writer.update("projet", getDossier(ctx, id).projet.id, { contactId: contact });
    return contact;
  }).result;

  it("would catch a CIN shown whole on the dossier's page or in the history", () => {
    expect(getDossier(ctx, id).contact!.values["cin"]).toBe("••••56");
    patch("personne", contactId, { cin: "ZZ654321" });
    expect(JSON.stringify(getDossier(ctx, id))).not.toMatch(/ZZ\d/);
    expect(JSON.stringify(historyOf(ctx, [{ table: "personne", id: contactId }], 50))).not.toMatch(
      /ZZ\d/,
    );
    expect(JSON.stringify(recentActions(ctx, 50))).not.toMatch(/ZZ\d/);
  });

  it("would catch a CIN given away by the refusal of a late change", () => {
    const masked = getDossier(ctx, id).contact!.values["cin"]!;
    const change = (expected: FieldValue) =>
      updateRecord(ctx, {
        record: "personne",
        id: contactId,
        patch: { cin: "AB12345" },
        expected: { cin: expected },
      });
    const refused = thrownBy(() => change("••••99"));
    expect(refused).toBeInstanceOf(Stale);
    expect(JSON.stringify((refused as Stale).conflicts)).not.toMatch(/ZZ\d/);
    // The page can only say what it saw, and that was true.
    expect(change(masked).actionId).not.toBeNull();
  });
});

describe("a project and its acts", () => {
  it("would catch a project's decision that is not the worst of its dossiers", () => {
    const first = make({ diffuseLe: "2026-01-06" });
    const projetId = getDossier(ctx, first).projet.id;
    const second = createDossier(ctx, {
      projetId,
      dossier: dossierValues({ acte: "avna", diffuseLe: "2026-01-06" }),
    }).id!;
    const hold = (dossierId: string, tenuLe: string, decision: string) =>
      addPassage(ctx, { dossierId, tenuLe, decision, observation: null });
    expect(getDossier(ctx, first).decisionProjet).toBeNull();
    hold(first, "2026-01-10", "favorable");
    expect(getDossier(ctx, second).decisionProjet).toBe("favorable");
    hold(second, "2026-01-11", "defavorable");
    expect(getDossier(ctx, first).decisionProjet).toBe("defavorable");
    hold(second, "2026-01-21", "favorable_sous_reserve");
    const detail = getDossier(ctx, second);
    expect(detail.decisionProjet).toBe("favorable_sous_reserve");
    expect(detail.passages.map((passage) => passage.decision)).toEqual([
      "favorable_sous_reserve",
      "defavorable",
    ]);
    expect(detail.actes).toHaveLength(2);
  });

  it("would catch a reference given twice, or counted across years", () => {
    expect(nextReference(ctx, "2031")).toBe("BMK-2031-0001");
    const id = make({ deposeLe: "2031-02-01" });
    expect(getDossier(ctx, id).row.reference).toBe("BMK-2031-0001/C1");
    expect(nextReference(ctx, "2031")).toBe("BMK-2031-0002");
    removeRecord(ctx, "dossier", id);
    expect(nextReference(ctx, "2031")).toBe("BMK-2031-0002");
    expect(nextReference(ctx, "2032")).toBe("BMK-2032-0001");
  });

  it("would catch an act given the reference of another act still there", () => {
    const first = make();
    const projetId = getDossier(ctx, first).projet.id;
    const add = (acte: string) =>
      createDossier(ctx, { projetId, dossier: dossierValues({ acte }) }).id!;
    const second = add("avna");
    removeRecord(ctx, "dossier", first);
    const third = add("eie");
    expect(getDossier(ctx, third).row.reference).not.toBe(getDossier(ctx, second).row.reference);
  });

  it("would catch a holder written and left unlinked when an act is added to a project", () => {
    const projetId = getDossier(ctx, make({}, undefined)).projet.id;
    const count = () => store.db.prepare("SELECT count(*) FROM organisation").pluck().get();
    const before = count();
    let refused = false;
    try {
      const { id } = createDossier(ctx, {
        projetId,
        porteur: { nomFr: "Société Sans Lien" },
        dossier: dossierValues({ acte: "avna" }),
      });
      if (getDossier(ctx, id!).porteur?.values["nomFr"] === "Société Sans Lien") return;
    } catch (error) {
      refused = error instanceof Invalid;
    }
    expect(refused || count() === before).toBe(true);
  });

  it("would catch the phase left behind when the state changes", () => {
    const id = make();
    moveDossier(ctx, { id, etat: "actions_a_realiser" });
    expect(getDossier(ctx, id).row.phase).toBe("post_crui");
    patch("dossier", id, { etat: "programmee" });
    expect(getDossier(ctx, id).row.phase).toBe("crui");
  });

  it("would catch a card dropped elsewhere than between its neighbours", () => {
    const cards = [make(), make(), make()];
    for (const id of cards) moveDossier(ctx, { id, etat: "complement" });
    const column = () =>
      listDossiers(store.db, {
        filter: { etat: ["complement"] },
        sort: { key: "etat", desc: false },
        limit: 100,
      }).rows.map((row) => row.id);
    const moved = make();
    const [top, middle] = column();
    moveDossier(ctx, { id: moved, etat: "complement", afterId: top!, beforeId: middle! });
    expect(column().slice(0, 3)).toEqual([top, moved, middle]);
    moveDossier(ctx, { id: moved, beforeId: column()[0]! });
    expect(column()[0]).toBe(moved);
    moveDossier(ctx, { id: moved, afterId: column().at(-1)! });
    expect(column().at(-1)).toBe(moved);
    // The page's neighbours are out of date: after the lower one, before the upper one.
    const [a, b] = column();
    moveDossier(ctx, { id: moved, afterId: b!, beforeId: a! });
    expect(column().slice(0, 3)).toEqual([a, b, moved]);
  });
});

describe("the trash", () => {
  it("would catch a dossier restored without its passages, or with those deleted before it", () => {
    const id = make({ diffuseLe: "2026-01-06" });
    for (const tenuLe of ["2026-01-10", "2026-01-12", "2026-01-14"]) {
      addPassage(ctx, { dossierId: id, tenuLe, decision: null, observation: null });
    }
    removeRecord(ctx, "passage", getDossier(ctx, id).passages[0]!.id);
    removeRecord(ctx, "dossier", id);
    expect(() => getDossier(ctx, id)).toThrow(NotFound);
    expect(() => removeRecord(ctx, "dossier", id)).toThrow(NotFound);
    const entry = listTrash(ctx, 500).find((row) => row.id === id);
    expect(entry).toMatchObject({ record: "dossier", deletedBy: "Essai" });
    expect(listTrash(ctx, 500)[0]!.deletedAt).toBeGreaterThanOrEqual(
      listTrash(ctx, 500).at(-1)!.deletedAt,
    );
    restoreRecord(ctx, "dossier", id);
    const dates = getDossier(ctx, id).passages.map((passage) => passage.tenuLe);
    expect(dates).toEqual(["2026-01-12", "2026-01-10"]);
    expect(() => restoreRecord(ctx, "dossier", id)).toThrow(NotFound);
    expect(() => restoreRecord(ctx, "territoire", id)).toThrow(NotFound);
  });

  it("would catch a project without dossiers left behind by the removal of its last one", () => {
    const id = make();
    const { projet } = getDossier(ctx, id);
    removeRecord(ctx, "dossier", id);
    const deleted = store.db.prepare("SELECT deleted_at FROM projet WHERE id = ?").pluck();
    expect(deleted.get(projet.id)).not.toBeNull();
    restoreRecord(ctx, "dossier", id);
    expect(getDossier(ctx, id).projet.id).toBe(projet.id);
  });

  it("would catch a dossier restored under a project that stays in the trash, seen nowhere", () => {
    const id = make();
    const { projet } = getDossier(ctx, id);
    removeRecord(ctx, "dossier", id);
    if (
      store.db.prepare("SELECT deleted_at FROM projet WHERE id = ?").pluck().get(projet.id) === null
    ) {
      removeRecord(ctx, "projet", projet.id);
    }
    restoreRecord(ctx, "dossier", id);
    expect(getDossier(ctx, id).row.id).toBe(id);
  });

  it("would catch live dossiers that vanish from the list with their project", () => {
    const id = make();
    const { projet } = getDossier(ctx, id);
    let refused = false;
    try {
      removeRecord(ctx, "projet", projet.id);
    } catch {
      refused = true;
    }
    const live = store.db
      .prepare("SELECT deleted_at IS NULL FROM dossier WHERE id = ?")
      .pluck()
      .get(id);
    const listed = store.db
      .prepare("SELECT count(*) FROM dossier_ligne WHERE id = ?")
      .pluck()
      .get(id);
    expect(refused || live === listed).toBe(true);
  });
});

describe("the history", () => {
  it("would catch a change shown without what it was before and after", () => {
    const id = make();
    patch("dossier", id, { observation: "première" });
    const changed = patch("dossier", id, { observation: "seconde" });
    undoAction(ctx, changed.actionId!);
    const history = historyOf(ctx, [{ table: "dossier", id }], 50);
    expect(history.map((action) => [action.kind, action.mode, action.live])).toEqual([
      ["dossier.modification", "undo", true],
      ["dossier.modification", "do", false],
      ["dossier.modification", "do", true],
      ["dossier.creation", "do", true],
    ]);
    expect(history[1]!.details).toEqual([
      {
        table: "dossier",
        rowId: id,
        op: "update",
        column: "observation",
        before: "première",
        after: "seconde",
      },
    ]);
    expect(history[0]!.details[0]).toMatchObject({ before: "seconde", after: "première" });
    expect(history[3]).toMatchObject({ user: "Essai", details: [{ op: "create", column: null }] });
    expect(historyOf(ctx, [{ table: "dossier", id }], 2)).toHaveLength(2);
  });
});

describe("reference data", () => {
  it("would catch a shipped row lost, altered or without a source in the register", () => {
    for (const file of shippedLists(resources)) {
      const rows = referenceRows(store.db, file.list);
      const key = (row: { key: string; effectiveFrom: string }) =>
        `${row.key} ${row.effectiveFrom}`;
      const found = new Map(rows.map((row) => [key(row), row]));
      expect(found.size, file.list).toBe(file.rows.length);
      for (const row of file.rows) {
        const there = found.get(key(row));
        expect(there, `${file.list} ${row.key}`).toMatchObject({
          label: row.label,
          source: row.source,
          confidence: row.confidence,
          note: row.note,
        });
        expect(there!.source.trim()).not.toBe("");
      }
    }
    const ownTable = new Set(["territoire", "secteur_barometre", "section_nma"]);
    for (const file of shippedLists(resources).filter(({ list }) => !ownTable.has(list))) {
      const whole = ({ key, attrs, url, effectiveTo }: (typeof file.rows)[number]) => ({
        key,
        attrs,
        url,
        effectiveTo,
      });
      const rows = referenceRows(store.db, file.list);
      expect(rows.map(whole), `order of ${file.list}`).toEqual(file.rows.map(whole));
    }
    const counts = new Map(referenceLists(store.db).map((each) => [each.list, each.count]));
    for (const file of shippedLists(resources))
      expect(counts.get(file.list)).toBe(file.rows.length);
  });

  it("would catch territories without parent, or communes whose province is another", () => {
    const places = territoires(store.db);
    const codes = new Map(places.map((place) => [place.code, place]));
    for (const place of places.filter((each) => each.level !== "pays")) {
      expect(codes.has(place.parent ?? ""), place.code).toBe(true);
    }
    const communes = places.filter((place) => place.level === "commune");
    expect(communes).toHaveLength(135);
    expect(communes.filter((place) => !place.code.startsWith(place.province!))).toEqual([]);
  });

  it("would catch a due date that does not follow the rule in force, or that stays once decided", () => {
    const id = make({ valideLe: "2026-01-10", diffuseLe: "2026-01-11" });
    expect(getDossier(ctx, id).row.echeanceLe).toBe("2026-02-09");
    expect(getDossier(ctx, id).delai).toMatchObject({
      days: 30,
      unit: "calendar",
      from: "2026-01-10",
    });
    patch("dossier", id, { etat: "complement" });
    // It had run out before anything was asked for: it stays late.
    expect(getDossier(ctx, id).row).toMatchObject({
      echeanceLe: "2026-02-09",
      suspenduLe: today,
      delai: { status: "en_retard" },
    });
    patch("dossier", id, { etat: "programmee" });
    expect(getDossier(ctx, id).row.echeanceLe).toBe("2026-02-09");
    addPassage(ctx, {
      dossierId: id,
      tenuLe: "2026-01-20",
      decision: "reprogrammer",
      observation: null,
    });
    expect(getDossier(ctx, id).row.echeanceLe).toBe("2026-02-09");
    addPassage(ctx, {
      dossierId: id,
      tenuLe: "2026-01-27",
      decision: "favorable",
      observation: null,
    });
    expect(getDossier(ctx, id).row).toMatchObject({
      echeanceLe: null,
      decision: "favorable",
      passages: 2,
    });
  });

  it("would catch a register whose content changes by being read", () => {
    const before = content(store);
    listTrash(ctx, 500);
    recentActions(ctx, 500);
    expect(content(store)).toEqual(before);
    expect(ctx.today()).toBe(today);
  });
});
