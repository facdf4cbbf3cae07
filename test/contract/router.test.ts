import { readOnlyView } from "../../src-main/store/database.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient, isDefinedError, ORPCError } from "@orpc/server";
import { beforeEach, describe, expect, it } from "vitest";
import { dataContract, shellContract } from "../../src-main/contract/index.ts";
import type { ChangeNotice } from "../../src-main/contract/journal.ts";
import { errors } from "../../src-main/contract/errors.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import { foundRegister, shippedLists } from "../../src-main/services/register.ts";
import { dataRouter, type Desk } from "../../src-main/services/router.ts";
import { openStore } from "../../src-main/store/database.ts";
import {
  everything,
  migrations,
  newRegister,
  resources,
  steadyClock,
  tempFolder,
  today,
} from "../support/register.ts";

const logged: { id: string; error: unknown }[] = [];
const files = new Map<string, { path: string; name: string }>();

function deskOn(store: Desk["store"]): Desk {
  const view = readOnlyView(store);
  return {
    store,
    view: { store: view, resources, today: () => today, read: readInPlace(view.db) },
    resources,
    today: () => today,
    read: readInPlace(store.db),
    version: "essai",
    database: "registre.db",
    takeFile: (token) => {
      const file = files.get(token);
      files.delete(token);
      return file;
    },
    log: (id, error) => logged.push({ id, error }),
  };
}

const desk = deskOn(newRegister().store);
const client = createRouterClient(dataRouter, { context: { desk } });
const sort = { key: "reference", desc: false } as const;

beforeEach(() => {
  logged.length = 0;
});

async function errorOf(
  work: () => Promise<unknown>,
): Promise<{ code: string; data: unknown; defined: boolean }> {
  const error: unknown = await work().then(
    () => "nothing was thrown",
    (caught: unknown) => caught,
  );
  expect(error, String(error)).toBeInstanceOf(ORPCError);
  const { code, data } = error as ORPCError<string, unknown>;
  return { code, data, defined: isDefinedError(error as Error) };
}

const create = (values: Record<string, string> = {}) =>
  client.dossiers.create({
    projet: { intituleFr: "Moulin" },
    porteur: { nomFr: "Société Exemple" },
    dossier: { acte: "avna", deposeLe: "2026-01-05", ...values },
  });

/** Names of the routes of a contract or of a router. */
function routes(node: object, path = ""): string[] {
  if ("~orpc" in node) return [path];
  return Object.entries(node).flatMap(([key, child]) =>
    routes(child as object, path ? `${path}.${key}` : key),
  );
}

describe("the router", () => {
  it("would catch a route of the contract that nothing implements, or the reverse", () => {
    expect(routes(dataRouter).toSorted()).toEqual(routes(dataContract).toSorted());
    expect(routes(dataContract).length).toBeGreaterThan(20);
    expect(routes(shellContract).length).toBeGreaterThan(3);
  });

  it("would catch an answer that the contract does not allow", async () => {
    const { id } = await create();
    const page = await client.dossiers.list({ filter: {}, sort, limit: 50 });
    expect(page.rows.map((row) => row.id)).toContain(id);
    await client.dossiers.anchors({ filter: {}, sort, pageSize: 20 });
    expect((await client.dossiers.totals({ filter: {} })).count).toBe(page.rows.length);
    expect(
      (await client.dossiers.board({ filter: {}, groupBy: "etat", limit: 5 })).columns,
    ).toHaveLength(6);
    expect(
      (await client.dossiers.board({ filter: {}, groupBy: "phase", limit: 5 })).columns,
    ).toHaveLength(4);
    expect((await client.dossiers.get({ id: id! })).row.id).toBe(id);
    const { hits } = await client.recherche.globale({ text: "moulin", limit: 5 });
    expect(hits[0]?.id).toBe(id);
    const projet = hits.find((hit) => hit.type === "projet");
    expect((await client.dossiers.projet({ id: projet!.id })).actes.map((row) => row.id)).toContain(
      id,
    );
    expect((await client.journal.recent({ limit: 10 })).actions[0]?.kind).toBe("dossier.creation");
    expect(
      (await client.journal.history({ rows: [{ table: "dossier", id: id! }], limit: 5 })).actions,
    ).toHaveLength(1);
    expect((await client.journal.state({})).undo?.kind).toBe("dossier.creation");
    expect((await client.references.lists({})).lists).toHaveLength(shippedLists(resources).length);
    expect((await client.references.rows({ list: "acte" })).rows).toHaveLength(10);
    const catalogue = await client.references.catalogue({});
    expect(Object.keys(catalogue.lists)).toContain("secteur_barometre");
    expect(catalogue.utilisateurs).toHaveLength(1);
    expect(await client.session.get({})).toMatchObject({
      setupNeeded: false,
      langue: "fr",
      demonstration: false,
      region: { code: "05" },
    });
    expect((await client.tableaux.get({ key: "barometre" })).cartes.length).toBeGreaterThan(5);
    expect(logged).toEqual([]);
  });

  it("would catch an input that reaches the services unchecked", async () => {
    const bad: (() => Promise<unknown>)[] = [
      () => client.dossiers.list({ filter: {}, sort, limit: 501 }),
      () =>
        client.dossiers.list({
          filter: {},
          sort: { key: "rowid" as "montant", desc: true },
          limit: 5,
        }),
      () => client.dossiers.get({ id: "" }),
      () =>
        client.dossiers.addPassage({
          dossierId: "x",
          tenuLe: "demain",
          decision: null,
          observation: null,
        }),
      () => client.records.remove({ record: "action" as "projet", id: "x" }),
      () => client.recherche.globale({ text: "x".repeat(201), limit: 5 }),
    ];
    for (const call of bad) expect((await errorOf(call)).code).toBe("BAD_REQUEST");
  });
});

describe("the errors", () => {
  it("would catch a typed error lost on the way, or without the fields at fault", async () => {
    const { id } = await create();
    const { projet } = await client.dossiers.get({ id: id! });
    const update = (
      patch: Record<string, string | number | null>,
      expected?: Record<string, string | null>,
    ) => client.records.update({ record: "projet", id: projet.id, patch, expected });
    expect(await errorOf(() => client.dossiers.get({ id: "absent" }))).toEqual({
      code: "NOT_FOUND",
      data: { record: "dossier", id: "absent" },
      defined: true,
    });
    expect(await errorOf(() => update({ montant: -5 }))).toEqual({
      code: "VALIDATION",
      data: { faults: [{ field: "montant", code: "negative" }] },
      defined: true,
    });
    expect(await errorOf(() => update({ intituleFr: "X" }, { intituleFr: "autre" }))).toEqual({
      code: "STALE",
      data: {
        conflicts: [
          { field: "intituleFr", current: "Moulin", by: "Essai", at: expect.any(Number) },
        ],
      },
      defined: true,
    });
    expect(await errorOf(() => client.journal.undo({ actionId: "inconnue" }))).toMatchObject({
      code: "UNDO_REFUSED",
      data: { reason: "nothing" },
      defined: true,
    });
    expect(
      await errorOf(() => client.dossiers.list({ filter: {}, sort, cursor: "x", limit: 5 })),
    ).toMatchObject({
      code: "VALIDATION",
      data: { faults: [{ field: "cursor" }] },
    });
    expect(await errorOf(() => client.indicateurs.series({ key: "inconnue" }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(logged).toEqual([]);
  });

  it("would catch an unexpected error shown without a support id that is in the log", async () => {
    const broken: Desk = { ...desk, read: () => Promise.reject(new Error("secret du disque")) };
    const other = createRouterClient(dataRouter, { context: { desk: broken } });
    const { code, data, defined } = await errorOf(() => other.dossiers.totals({ filter: {} }));
    expect([code, defined]).toEqual(["UNEXPECTED", true]);
    expect(JSON.stringify(data)).not.toContain("secret");
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ id: (data as { supportId: string }).supportId });
    expect(String(logged[0]!.error)).toContain("secret du disque");
    expect(Object.keys(errors)).toContain(code);
  });

  const drain = async (events: AsyncIterable<unknown>) => {
    const seen: unknown[] = [];
    for await (const event of events) seen.push(event);
    return seen;
  };

  it("would catch an unreadable import that the page sees as an unexpected failure", async () => {
    const run = (token: string) => async () =>
      drain(await client.imports.run({ token, kind: "dossiers", dryRun: false }));
    expect(await errorOf(run("jamais donné"))).toEqual({
      code: "FILE_UNREADABLE",
      data: { reason: "token" },
      defined: true,
    });
    const path = join(tempFolder(), "vide.csv");
    writeFileSync(path, "");
    files.set("jeton", { path, name: "vide.csv" });
    expect(await errorOf(run("jeton"))).toEqual({
      code: "FILE_UNREADABLE",
      data: { reason: "empty" },
      defined: true,
    });
    expect(logged).toEqual([]);
  });

  it("would catch an unexpected failure inside a long route that is not in the log", async () => {
    const broken: Desk = {
      ...desk,
      takeFile: () => {
        throw new Error("secret du disque");
      },
    };
    const other = createRouterClient(dataRouter, { context: { desk: broken } });
    const { code, data } = await errorOf(async () =>
      drain(await other.imports.run({ token: "t", kind: "dossiers", dryRun: true })),
    );
    expect(code).toBe("UNEXPECTED");
    expect(logged.map((entry) => entry.id)).toEqual([(data as { supportId: string }).supportId]);
  });

  it("would catch a second set-up, or a region that does not exist, seen as an unexpected failure", async () => {
    const setup = (region: string) => async () =>
      drain(await client.session.setup({ langue: "fr", region, nom: "Essai", start: "vide" }));
    expect(await errorOf(setup("05"))).toMatchObject({
      code: "VALIDATION",
      data: { faults: [{ code: "already_set_up" }] },
    });
  });
});

describe("the first run", () => {
  it("would catch a desk set up without its user, its language or its region", async () => {
    const path = join(tempFolder(), "neuf.db");
    const store = openStore(path, { mode: "create", migrations, clock: steadyClock() });
    foundRegister(store, resources);
    const fresh = createRouterClient(dataRouter, { context: { desk: deskOn(store) } });
    expect(await fresh.session.get({})).toMatchObject({
      setupNeeded: true,
      user: null,
      region: null,
    });
    const events: unknown[] = [];
    const steps = await fresh.session.setup({
      langue: "ar",
      region: "05",
      nom: " Samira ",
      start: "vide",
    });
    for await (const event of steps) events.push(event);
    expect(events).toEqual([{ type: "done" }]);
    expect(await fresh.session.get({})).toMatchObject({
      setupNeeded: false,
      langue: "ar",
      user: { nom: "Samira" },
      region: { code: "05" },
    });
    await fresh.session.setLangue({ langue: "en" });
    expect((await fresh.session.get({})).langue).toBe("en");
    store.close();
  });
});

describe("change notices", () => {
  it("would catch an open screen that is not told of a commit, or told after it left", async () => {
    const stop = new AbortController();
    const notices = await client.session.changes({}, { signal: stop.signal });
    const first = notices.next();
    await new Promise((resolve) => setImmediate(resolve));
    const { id, actionId } = await create();
    const { value } = (await first) as { value: ChangeNotice };
    expect(value).toMatchObject({
      actionId,
      kind: "dossier.creation",
      undo: { actionId },
      redo: null,
    });
    expect(value.tables.toSorted()).toEqual(["dossier", "organisation", "piece", "projet"]);
    expect(value.rows).toContainEqual({ table: "dossier", id });
    const next = notices.next();
    await client.journal.undo({});
    expect(((await next) as { value: ChangeNotice }).value).toMatchObject({ redo: { actionId } });
    stop.abort();
    await notices.next().catch(() => {});
    await notices.return?.(undefined).catch(() => {});
    expect(desk.store.listeners.size).toBe(0);
  });
});

describe("writing while an import runs", () => {
  const agenda = (prefix: string) => {
    const path = join(tempFolder(), "agenda.csv");
    const rows = Array.from({ length: 700 }, (_, i) => `${prefix}-${i};Projet ${i}`);
    writeFileSync(path, `Référence;Intitulé\n${rows.join("\n")}\n`);
    files.set(prefix, { path, name: "agenda.csv" });
    return prefix;
  };
  const run = async (token: string) => {
    for await (const event of await client.imports.run({
      token: agenda(token),
      kind: "dossiers",
      dryRun: false,
    })) {
      if (event.type === "done") return event.report.created;
    }
    return -1;
  };

  it("would catch an edit refused or lost because an import, or two, hold the register", async () => {
    const { id } = await create();
    const imports = [run("X"), run("Y")];
    await new Promise((resolve) => setImmediate(resolve));
    const edit = client.records.update({
      record: "dossier",
      id: id!,
      patch: { observation: "pendant" },
    });
    const outcomes = await Promise.allSettled([...imports, edit]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    expect((await client.dossiers.get({ id: id! })).dossier.values["observation"]).toBe("pendant");
  });

  it("would catch rows of an import that is not committed yet shown to a screen", async () => {
    const importing = run("Z");
    let shown = 0;
    let looked = 0;
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const { hits } = await client.recherche.globale({ text: "Z", limit: 50 });
      // Once the import has ended, its rows are there for all to see.
      if (!desk.store.db.inTransaction) break;
      looked += 1;
      shown = Math.max(shown, hits.length);
    }
    expect(await importing).toBe(700);
    expect(looked).toBeGreaterThan(0);
    expect(shown).toBe(0);
    expect(Object.keys(everything(desk.store)).length).toBeGreaterThan(10);
  });
});
