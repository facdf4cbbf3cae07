import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { checkRegister } from "../../src-main/services/check.ts";
import { openStore } from "../../src-main/store/database.ts";
import { listDossiers, searchDossiers } from "../../src-main/store/queries/dossiers.ts";
import { migrations, tempFolder } from "../support/register.ts";

const folder = resolve(import.meta.dirname, "../fixtures");
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".db.gz"));

test("no released schema is kept, and nothing below is tested", () => {
  expect(fixtures).toEqual([
    "registre-0.1.0.db.gz",
    "registre-0.2.0.db.gz",
    "registre-0.3.0.db.gz",
    "registre-0.4.0.db.gz",
  ]);
});

test.each(fixtures)("an update loses or falsifies what %s holds", (name) => {
  const path = join(tempFolder(), "registre.db");
  writeFileSync(path, gunzipSync(readFileSync(join(folder, name))));
  const store = openStore(path, { mode: "existing", migrations });
  const count = (table: string) =>
    store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  expect(count("projet")).toBe(30);
  expect(count("observation")).toBe(307);
  if (name >= "registre-0.3") expect(count("convention")).toBe(6);
  if (name >= "registre-0.4") {
    expect(["tableau", "edition", "rapport"].map(count)).toEqual([1, 1, 1]);
    expect(count("carte")).toBeGreaterThan(10);
  }
  expect(checkRegister(store).checks.filter((check) => !check.ok)).toEqual([]);
  const { rows } = listDossiers(store.db, {
    filter: {},
    sort: { key: "reference", desc: false },
    limit: 500,
  });
  expect(rows).toHaveLength(count("dossier"));
  expect(searchDossiers(store.db, rows[0]!.reference, 5)[0]?.id).toBe(rows[0]!.id);
  store.close();
});
