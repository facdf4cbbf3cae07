import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { timeline } from "../../src-main/services/chronologie.ts";
import { createDossier, addPassage } from "../../src-main/services/dossiers.ts";
import { listFiles } from "../../src-main/services/fichiers.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import { Invalid, NotFound } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { BadCursor } from "../../src-main/store/queries/dossiers.ts";
import { dossierValues, newRegister, thrownBy } from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

const newOwner = () => ({
  recordTable: "dossier" as const,
  recordId: createDossier(ctx, {
    projet: { intituleFr: "Moulin" },
    porteur: { nomFr: "Société Exemple" },
    dossier: dossierValues({ diffuseLe: "2026-01-12", valideLe: "2026-01-08" }),
  }).id!,
});
type Owner = ReturnType<typeof newOwner>;

const note = (owner: Owner, values: Record<string, string | null>) =>
  createRecord(ctx, {
    record: "evenement",
    values: { ...owner, genre: "note", le: "2026-02-01", ...values },
  });

/** What a page shows, as short texts. */
const told = (page: ReturnType<typeof timeline>) =>
  page.entrees.map((entry) =>
    entry.type === "evenement" ? `${entry.le} ${entry.objet}` : entry.action.kind,
  );

describe("the timeline of a record", () => {
  it("would catch an order by hand instead of by day and hour, or an entry lost between two pages", () => {
    const owner = newOwner();
    for (let day = 1; day <= 9; day++) {
      note(owner, { objet: `note ${day}`, le: `2026-02-0${10 - day}`, heure: "09:00" });
    }
    note(owner, { objet: "le matin", le: "2026-02-05", heure: "08:00" });
    addPassage(ctx, {
      dossierId: owner.recordId,
      tenuLe: "2026-01-20",
      decision: null,
      observation: null,
    });
    const whole = told(timeline(ctx, { ...owner, limit: 200 }));
    // The register's own actions are of today, 2 March: they come first.
    expect(whole.slice(0, 2)).toEqual(["passage.creation", "dossier.creation"]);
    expect(whole.slice(2)).toEqual([
      ...["09", "08", "07", "06", "05"].map((d) => `2026-02-${d} note ${10 - Number(d)}`),
      "2026-02-05 le matin",
      ...["04", "03", "02", "01"].map((d) => `2026-02-${d} note ${10 - Number(d)}`),
    ]);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof timeline> = timeline(ctx, { ...owner, cursor, limit: 3 });
      expect(page.comptes === null).toBe(cursor !== null);
      paged.push(...told(page));
      cursor = page.next;
    } while (cursor);
    expect(paged).toEqual(whole);
  });

  it("would catch a filter that lets other kinds through, or a count that follows the filter", () => {
    const owner = newOwner();
    note(owner, { objet: "Appel", genre: "appel" });
    note(owner, { objet: "Note" });
    const calls = timeline(ctx, { ...owner, genres: ["appel"], limit: 10 });
    expect(told(calls)).toEqual(["2026-02-01 Appel"]);
    expect(calls.comptes).toEqual({ appel: 1, note: 1 });
    expect(told(timeline(ctx, { ...owner, genres: ["systeme"], limit: 10 }))).toEqual([
      "dossier.creation",
    ]);
  });

  it("would catch an entry of another record, of the trash, or of a record that is not there", () => {
    const owner = newOwner();
    const other = newOwner();
    const { id } = note(owner, { objet: "Mienne" });
    expect(told(timeline(ctx, { ...other, genres: ["note"], limit: 10 }))).toEqual([]);
    updateRecord(ctx, { record: "evenement", id: id!, patch: { objet: "Corrigée" } });
    expect(told(timeline(ctx, { ...owner, genres: ["note"], limit: 10 }))).toEqual([
      "2026-02-01 Corrigée",
    ]);
    removeRecord(ctx, "evenement", id!);
    expect(told(timeline(ctx, { ...owner, genres: ["note"], limit: 10 }))).toEqual([]);
    undoAction(ctx);
    expect(told(timeline(ctx, { ...owner, genres: ["note"], limit: 10 }))).toHaveLength(1);
    const nowhere = { recordTable: "dossier" as const, recordId: "absent" };
    expect(thrownBy(() => timeline(ctx, { ...nowhere, limit: 5 }))).toBeInstanceOf(NotFound);
    expect(thrownBy(() => timeline(ctx, { ...owner, cursor: "{", limit: 5 }))).toBeInstanceOf(
      BadCursor,
    );
  });

  it("would catch an event that says nothing, hangs on nothing, or a two-million-sign note kept or cut", () => {
    const owner = newOwner();
    const faults = (values: Record<string, string | null>) => {
      const error = thrownBy(() => note(owner, values));
      expect(error).toBeInstanceOf(Invalid);
      return (error as Invalid).faults.map(({ field, code }) => `${field} ${code}`);
    };
    expect(faults({ objet: null, texte: " " })).toEqual(["objet required"]);
    expect(faults({ recordId: "absent", objet: "x" })).toEqual(["recordId unknown_value"]);
    expect(faults({ recordTable: "action", objet: "x" })).toEqual(["recordTable unknown_value"]);
    expect(faults({ texte: "x".repeat(2_000_000) })).toEqual(["texte too_long"]);
    const { id } = note(owner, { texte: "x".repeat(5000) });
    const [entry] = timeline(ctx, { ...owner, genres: ["note"], limit: 1 }).entrees;
    expect(entry).toMatchObject({ id, coupe: true });
    // What is noted the day it happens takes its hour from the clock.
    createRecord(ctx, {
      record: "evenement",
      values: { ...owner, genre: "appel", objet: "Aujourd’hui" },
    });
    const [today] = timeline(ctx, { ...owner, genres: ["appel"], limit: 1 }).entrees;
    expect(today).toMatchObject({ le: ctx.today(), heure: expect.stringMatching(/^\d\d:\d\d$/) });
  });
});

const median = (work: () => unknown): number => {
  const times = Array.from({ length: 15 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  }).sort((a, b) => a - b);
  return times[7]!;
};

describe("a busy record", () => {
  it("would catch a timeline whose first page costs as much as the whole history", () => {
    const busy = newOwner();
    const quiet = newOwner();
    const files = (owner: Owner, count: number) =>
      commit(store, { kind: "pieceJointe.creation", userId: "essai" }, (writer) => {
        for (let i = 0; i < count; i++) {
          writer.insert("pieceJointe", {
            ...owner,
            sha256: i.toString(16).padStart(64, "0"),
            nom: `piece ${i}.pdf`,
            mediaType: "application/pdf",
            octets: 1000,
          });
        }
      });
    files(busy, 50);
    files(quiet, 5);
    for (let i = 0; i < 200; i++) note(busy, { objet: `note ${i}`, texte: "x".repeat(400) });
    for (let i = 0; i < 20; i++) note(quiet, { objet: `note ${i}`, texte: "x".repeat(400) });
    const open = (owner: Owner) => {
      timeline(ctx, { ...owner, limit: 20 });
      listFiles(ctx, owner);
    };
    open(busy);
    const ratio = median(() => open(busy)) / median(() => open(quiet));
    // Ten times the entries; the page is of the same size.
    expect(ratio).toBeLessThan(8);
  });
});
