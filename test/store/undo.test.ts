import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRegister } from "../../src-main/services/check.ts";
import type { Context } from "../../src-main/services/context.ts";
import {
  addPassage,
  createDossier,
  getDossier,
  moveDossier,
} from "../../src-main/services/dossiers.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import { removeRecord, updateRecord } from "../../src-main/services/records/records.ts";
import { importFile } from "../../src-main/services/imports/run.ts";
import { redoAction, undoAction, undoState } from "../../src-main/services/journal.ts";
import { commit, UndoRefused } from "../../src-main/store/ledger.ts";
import {
  content,
  dossierValues,
  everything,
  newRegister,
  tempFolder,
  thrownBy,
} from "../support/register.ts";

function refusal(work: () => unknown): UndoRefused {
  const error = thrownBy(work);
  expect(error).toBeInstanceOf(UndoRefused);
  return error as UndoRefused;
}

const create = (ctx: Context, title = "Moulin") =>
  createDossier(ctx, {
    projet: { intituleFr: title, montant: 100_000_000 },
    porteur: { nomFr: `Société ${title}` },
    dossier: dossierValues({ diffuseLe: "2026-01-06" }),
  }) as { actionId: string; id: string };

const note = (ctx: Context, id: string, observation: string) =>
  updateRecord(ctx, { record: "dossier", id, patch: { observation } }).actionId!;

describe("undo", () => {
  const ctx = newRegister();

  it("would catch an undo that overwrites a later change of the same field", () => {
    const { id } = create(ctx);
    const first = note(ctx, id, "un");
    const second = note(ctx, id, "deux");
    const before = everything(ctx.store);
    const refused = refusal(() => undoAction(ctx, first));
    expect(refused.reason).toBe("later_change");
    expect(refused.obstacles).toEqual([
      {
        table: "dossier",
        rowId: id,
        column: "observation",
        laterActionId: second,
        laterKind: "dossier.modification",
      },
    ]);
    expect(everything(ctx.store)).toEqual(before);
    undoAction(ctx, second);
    undoAction(ctx, first);
    expect(getDossier(ctx, id).dossier.values["observation"]).toBeNull();
  });

  it("would catch a later change hidden because it came back to the same value", () => {
    const { id } = create(ctx);
    const first = note(ctx, id, "un");
    note(ctx, id, "deux");
    const third = note(ctx, id, "un");
    const refused = refusal(() => undoAction(ctx, first));
    expect(refused.obstacles.map((obstacle) => obstacle.laterActionId)).toEqual([third]);
  });

  it("would catch an undo refused because another field changed since", () => {
    const { id } = create(ctx);
    const first = note(ctx, id, "un");
    updateRecord(ctx, { record: "dossier", id, patch: { valideLe: "2026-01-06" } });
    undoAction(ctx, first);
    const { values } = getDossier(ctx, id).dossier;
    expect([values["observation"], values["valideLe"]]).toEqual([null, "2026-01-06"]);
  });

  it("would catch the undo of a creation that something made later still uses", () => {
    const { id, actionId } = create(ctx);
    const passage = addPassage(ctx, {
      dossierId: id,
      tenuLe: "2026-01-20",
      decision: null,
      observation: null,
    });
    const refused = refusal(() => undoAction(ctx, actionId));
    expect(refused.reason).toBe("still_used");
    expect(refused.obstacles[0]).toMatchObject({ table: "passage", rowId: passage.id });
    undoAction(ctx, passage.actionId!);
    undoAction(ctx, actionId);
    expect(() => getDossier(ctx, id)).toThrow("not found");
    redoAction(ctx);
    expect(getDossier(ctx, id).porteur?.values["nomFr"]).toBe("Société Moulin");
  });

  it("would catch the undo of a creation that throws away a later change of the row", () => {
    const { id, actionId } = create(ctx);
    const later = note(ctx, id, "à garder");
    const refused = refusal(() => undoAction(ctx, actionId));
    expect(refused.reason).toBe("later_change");
    expect(refused.obstacles[0]).toMatchObject({ column: "observation", laterActionId: later });
  });

  it("would catch an action undone twice", () => {
    const { id } = create(ctx);
    const action = note(ctx, id, "un");
    undoAction(ctx, action);
    expect(refusal(() => undoAction(ctx, action)).reason).toBe("already_undone");
    expect(refusal(() => undoAction(ctx, "inconnue")).reason).toBe("nothing");
  });

  it("would catch a redo that survives a new action, or is not in order", () => {
    const { id } = create(ctx);
    const first = note(ctx, id, "un");
    const second = note(ctx, id, "deux");
    undoAction(ctx);
    undoAction(ctx);
    expect(undoState(ctx).redo?.actionId).toBe(first);
    redoAction(ctx);
    expect(undoState(ctx)).toMatchObject({
      undo: { actionId: first },
      redo: { actionId: second },
    });
    redoAction(ctx);
    expect(getDossier(ctx, id).dossier.values["observation"]).toBe("deux");
    expect(undoState(ctx).redo).toBeNull();
    undoAction(ctx);
    note(ctx, id, "trois");
    expect(undoState(ctx).redo).toBeNull();
    expect(refusal(() => redoAction(ctx)).reason).toBe("nothing");
    undoAction(ctx);
    expect(getDossier(ctx, id).dossier.values["observation"]).toBe("un");
  });

  it("would catch the founding of the register undone", () => {
    const other = newRegister();
    expect(undoState(other).undo).toBeNull();
    expect(refusal(() => undoAction(other)).reason).toBe("nothing");
    const founding = other.store.db.prepare("SELECT id FROM action WHERE seq = 1").pluck().get();
    expect(refusal(() => undoAction(other, founding as string)).reason).toBe("nothing");
  });

  it("would catch a change of language that bars the way to earlier work", () => {
    const other = newRegister();
    const { id } = create(other);
    const action = note(other, id, "un");
    const user = other.store.db.prepare("SELECT id FROM utilisateur").pluck().get() as string;
    const speak = (langue: string) =>
      commit(other.store, { kind: "registre.langue", userId: user }, (writer) =>
        writer.update("utilisateur", user, { langue }),
      );
    speak("ar");
    expect(undoState(other).undo?.actionId).toBe(action);
    undoAction(other, action);
    speak("fr");
    expect(undoState(other).redo?.actionId).toBe(action);
  });

  it("would catch another user's action undone by Ctrl+Z", () => {
    const { id } = create(ctx);
    const mine = note(ctx, id, "à moi");
    commit(ctx.store, { kind: "dossier.modification", userId: "autre" }, (writer) =>
      writer.update("dossier", id, { valideLe: "2026-01-06" }),
    );
    expect(undoState(ctx).undo?.actionId).toBe(mine);
  });

  it("would catch an import whose updates stay when it is undone", async () => {
    const other = newRegister();
    const file = join(tempFolder(), "agenda.csv");
    const run = async (rows: string) => {
      writeFileSync(file, `Référence;Intitulé;Montant (MDH);Observations\n${rows}`);
      for await (const event of importFile(other, "dossiers", file, "a.csv", { dryRun: false })) {
        if (event.type === "done") return event.actionId!;
      }
      throw new Error("no report");
    };
    await run("A-1/C1;Moulin;12,5;avant\nA-2/C1;Serre;3,5;\n");
    const before = content(other.store);
    const second = await run(
      "A-1/C1;Grand moulin;14,5;après\nA-2/C1;Serre;3,5;\nA-3/C1;Four;1,5;\n",
    );
    const after = content(other.store);
    expect(after).not.toEqual(before);
    undoAction(other, second);
    expect(content(other.store)).toEqual(before);
    redoAction(other);
    expect(content(other.store)).toEqual(after);
    expect(checkRegister(other.store).ok).toBe(true);
  });
});

type Step =
  | { do: "create"; a: number }
  | { do: "update"; a: number; b: number }
  | { do: "project"; a: number; b: number }
  | { do: "move"; a: number; b: number }
  | { do: "passage"; a: number; b: number }
  | { do: "delete"; a: number }
  | { do: "undo" }
  | { do: "redo" };

const n = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("create" as const), a: n }),
  fc.record({ do: fc.constant("update" as const), a: n, b: n }),
  fc.record({ do: fc.constant("project" as const), a: n, b: n }),
  fc.record({ do: fc.constant("move" as const), a: n, b: n }),
  fc.record({ do: fc.constant("passage" as const), a: n, b: n }),
  fc.record({ do: fc.constant("delete" as const), a: n }),
  fc.record({ do: fc.constant("undo" as const) }),
  fc.record({ do: fc.constant("redo" as const) }),
);

describe("any sequence of commands", () => {
  const ctx = newRegister();
  for (const title of ["Moulin", "Serre", "Four"]) create(ctx, title);
  const etats = ctx.store.db
    .prepare("SELECT key FROM reference WHERE list = 'etat_procedure' ORDER BY ordre")
    .pluck()
    .all() as string[];

  const mark = undoState(ctx).undo!.actionId;

  function run(each: Step): void {
    const ids = ctx.store.db
      .prepare("SELECT id FROM dossier WHERE deleted_at IS NULL ORDER BY id")
      .pluck()
      .all() as string[];
    if (each.do === "create") return void create(ctx, `Titre ${each.a}`);
    if (each.do === "undo" || each.do === "redo") {
      const state = undoState(ctx);
      if (each.do === "undo" && state.undo?.actionId !== mark) undoAction(ctx);
      if (each.do === "redo" && state.redo) redoAction(ctx);
      return;
    }
    const id = ids[each.a % ids.length];
    if (id === undefined) return;
    const day = (k: number) => `2026-01-${String(7 + (k % 20)).padStart(2, "0")}`;
    try {
      if (each.do === "delete") removeRecord(ctx, "dossier", id);
      else if (each.do === "move") {
        const other = ids[each.b % ids.length]!;
        const afterId = other === id ? null : other;
        moveDossier(ctx, { id, etat: etats[each.b % etats.length]!, afterId });
      } else if (each.do === "passage") {
        addPassage(ctx, {
          dossierId: id,
          tenuLe: day(each.b),
          decision: "complement",
          observation: null,
        });
      } else if (each.do === "update") {
        const patch: Record<string, string> =
          each.b % 2 ? { observation: `mot${each.b % 5}` } : { diffuseLe: day(each.b) };
        updateRecord(ctx, { record: "dossier", id, patch });
      } else {
        const projet = getDossier(ctx, id).projet.id;
        updateRecord(ctx, {
          record: "projet",
          id: projet,
          patch: { intituleFr: `Titre ${each.b % 5}`, montant: each.b },
        });
      }
    } catch (error) {
      // A date out of order is refused by the rule; anything else is a fault.
      if (!(error instanceof Invalid)) throw error;
    }
  }

  it("would catch a sequence that undo does not take back, redo does not bring back, or that leaves lines or index behind", () => {
    const initial = content(ctx.store);
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
        for (const each of steps) run(each);
        expect(checkRegister(ctx.store).checks.filter((item) => !item.ok)).toEqual([]);
        const done = content(ctx.store);
        let undone = 0;
        for (; undoState(ctx).undo!.actionId !== mark; undone += 1) undoAction(ctx);
        expect(content(ctx.store)).toEqual(initial);
        expect(checkRegister(ctx.store).checks.filter((item) => !item.ok)).toEqual([]);
        // Redo brings back at least what was just undone; actions undone before are further on.
        for (let i = 0; i < undone; i += 1) redoAction(ctx);
        expect(content(ctx.store)).toEqual(done);
        while (undoState(ctx).undo!.actionId !== mark) undoAction(ctx);
        expect(content(ctx.store)).toEqual(initial);
      }),
      { numRuns: 25, seed: 20260302, endOnFailure: true },
    );
  });
});
