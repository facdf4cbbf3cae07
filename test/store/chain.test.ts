import { cpSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { checkRegister } from "../../src-main/services/check.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import { updateRecord } from "../../src-main/services/records/records.ts";
import { commit, verifyChain } from "../../src-main/store/ledger.ts";
import { dossierValues, newRegister, reopen, tempFolder } from "../support/register.ts";

const ctx = newRegister();
const { id } = createDossier(ctx, { projet: { intituleFr: "Moulin" }, dossier: dossierValues() });
for (const observation of ["un", "deux", "trois"]) {
  updateRecord(ctx, { record: "dossier", id: id!, patch: { observation } });
}
const whole = join(tempFolder(), "entier.db");
ctx.store.db.prepare("VACUUM INTO ?").run(whole);

/** The faults of a copy of the register after someone went at it with another program. */
function faultsAfter(tamper: (db: Database.Database) => void) {
  const path = join(tempFolder(), "copie.db");
  cpSync(whole, path);
  const db = new Database(path);
  db.pragma("foreign_keys = OFF");
  db.exec(`DROP TRIGGER action_immuable; DROP TRIGGER action_ineffacable;
    DROP TRIGGER change_immuable; DROP TRIGGER change_ineffacable;`);
  tamper(db);
  const { faults } = verifyChain(db);
  db.close();
  return faults;
}

describe("the chain", () => {
  it("would catch a whole register reported as tampered", () => {
    expect(faultsAfter(() => {})).toEqual([]);
    expect(verifyChain(ctx.store.db).faults).toEqual([]);
  });

  const target = "(SELECT id FROM action WHERE seq = 4)";
  const actionEdits: Record<string, string> = {
    id: "id = 'autre'",
    seq: "seq = 400",
    at: "at = at + 1",
    user_id: "user_id = 'autre'",
    device_id: "device_id = 'autre'",
    kind: "kind = 'autre'",
    params: `params = '{"reference":"autre"}'`,
    mode: "mode = 'undo'",
    target_id: "target_id = 'autre'",
    change_count: "change_count = change_count + 1",
    prev_hash: "prev_hash = 'autre'",
    hash: "hash = 'autre'",
  };
  it("would catch a column of the action that the edits below forget", () => {
    const names = ctx.store.db
      .prepare("SELECT name FROM pragma_table_info('action')")
      .pluck()
      .all();
    expect(Object.keys(actionEdits).toSorted()).toEqual((names as string[]).toSorted());
  });
  for (const [column, edit] of Object.entries(actionEdits)) {
    it(`would catch an edit of an action's ${column} that goes unseen`, () => {
      expect(faultsAfter((db) => db.exec(`UPDATE action SET ${edit} WHERE seq = 4`))).not.toEqual(
        [],
      );
    });
  }

  for (const edit of [
    "action_id = (SELECT id FROM action WHERE seq = 5), n = 99",
    "n = 7",
    "table_name = 'projet'",
    "row_id = 'autre'",
    "op = 'create'",
    "column_name = 'acte'",
    "before = '\"x\"'",
    "before = NULL",
    "after = '\"deuX\"'",
  ]) {
    it(`would catch a change edited with « ${edit} » that goes unseen`, () => {
      const faults = faultsAfter((db) =>
        db.exec(`UPDATE change SET ${edit} WHERE action_id = ${target} AND n = 1`),
      );
      expect(faults).not.toEqual([]);
    });
  }

  it("would catch changes added, removed or swapped, and actions removed from the middle", () => {
    expect(
      faultsAfter((db) => db.exec(`DELETE FROM change WHERE action_id = ${target}`)),
    ).not.toEqual([]);
    expect(
      faultsAfter((db) =>
        db.exec(
          `INSERT INTO change SELECT action_id, n + 1, table_name, row_id, op, column_name, before, after FROM change WHERE action_id = ${target}`,
        ),
      ),
    ).not.toEqual([]);
    expect(
      faultsAfter((db) =>
        db.exec(`DELETE FROM change WHERE action_id = ${target}; DELETE FROM action WHERE seq = 4`),
      ),
    ).not.toEqual([]);
    expect(
      faultsAfter((db) =>
        db.exec("INSERT INTO change VALUES ('aucune', 1, 't', 'r', 'update', 'c', NULL, NULL)"),
      ),
    ).not.toEqual([]);
  });

  it("would catch the last action removed without its changes; with them, a chain alone cannot tell", () => {
    const last = "(SELECT id FROM action ORDER BY seq DESC LIMIT 1)";
    expect(faultsAfter((db) => db.exec(`DELETE FROM action WHERE id = ${last}`))).not.toEqual([]);
    // The end of a chain is proved only by a copy of its last hash kept elsewhere.
    const cut = `DELETE FROM change WHERE action_id = ${last}; DELETE FROM action WHERE id = ${last}`;
    expect(faultsAfter((db) => db.exec(cut))).toEqual([]);
  });

  it("would catch texts that the ledger stores but cannot hash the same way again", () => {
    const odd = [
      "\u0000 nul",
      "\ud83d\ude00 é œ أحمد",
      'guillemet " \\ barre',
      "\u2028",
      "ligne\r\nligne",
    ];
    for (const observation of odd) {
      commit(
        ctx.store,
        { kind: "essai", params: { texte: observation }, userId: observation },
        (writer) => writer.update("dossier", id!, { observation }),
      );
    }
    expect(verifyChain(ctx.store.db).faults).toEqual([]);
    const path = join(tempFolder(), "relu.db");
    ctx.store.db.prepare("VACUUM INTO ?").run(path);
    expect(checkRegister(reopen(path)).checks.find((item) => item.name === "ledger")?.ok).toBe(
      true,
    );
  });
});
