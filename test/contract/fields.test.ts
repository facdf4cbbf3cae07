import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dossierFilter, dossierRow, dossierSort } from "../../src-main/contract/dossiers.ts";
import { recordKey } from "../../src-main/contract/records.ts";
import {
  dossierColumnKeys,
  dossierColumns,
  fieldOf,
  fields,
  type Field,
  type RecordKey,
} from "../../src-main/contract/fields.ts";
import { shippedLists } from "../../src-main/services/register.ts";
import { ledgerTables } from "../../src-main/store/tables.ts";
import { resources } from "../support/register.ts";

/** Columns that a user does not type: links between records, and what is computed from a field. */
const notTyped: Partial<Record<RecordKey, readonly string[]>> = {
  dossier: ["projetId", "ordre", "etatLe"],
  passage: ["dossierId", "seanceId"],
  organisation: ["nomPlie"],
  piece: ["pieceJointeId", "ordre"],
  complement: ["origine", "passageId"],
  inscription: ["ordre", "passageId"],
  participant: ["ordre"],
  evenement: ["messageId", "pieceJointeId"],
  demande: ["etapeLe", "ordre"],
  accompagnement: ["etapeLe", "ordre"],
  partie: ["ordre"],
  clause: ["ordre"],
  engagement: ["ordre"],
  indicateurConvention: ["ordre"],
  membreComite: ["ordre"],
  decisionReunion: ["tacheId", "ordre"],
  modele: ["pieceJointeId"],
  documentGenere: ["modeleId", "modeleSha256", "donnees", "pieceJointeId"],
  observation: ["territoireNom", "periodFrom", "periodTo", "year", "partial", "asOfBasis"],
  edition: ["demande", "contenu", "sha256"],
  favori: ["utilisateurId", "ordre"],
  tableau: ["ordre"],
  carte: ["ordre"],
  vue: ["utilisateurId"],
};
const records = Object.keys(fields) as RecordKey[];

describe("the field catalogue", () => {
  it("would catch a field without a column, or a column of a record that no field declares", () => {
    for (const record of records) {
      const declared = (fields[record] as readonly Field[]).map((field) => field.key);
      expect(new Set(declared).size, record).toBe(declared.length);
      const columns = ledgerTables[record].dataColumns.map((column) => column.key);
      expect([...declared, ...(notTyped[record] ?? [])].toSorted(), record).toEqual(
        columns.toSorted(),
      );
    }
  });

  it("would catch a choice whose list does not exist, or a list on another kind of field", () => {
    const lists = new Set(shippedLists(resources).map((file) => file.list));
    const all = records.flatMap((record) => [...(fields[record] as readonly Field[])]);
    const choices = all.filter((field) => field.kind === "choice");
    expect(choices.filter((field) => !lists.has(field.list ?? ""))).toEqual([]);
    expect(all.filter((field) => field.list !== undefined)).toEqual(choices);
    const texts = all.filter((field) => field.kind === "text" || field.kind === "longtext");
    expect(texts.filter((field) => !field.max)).toEqual([]);
  });

  it("would catch personal data of a person not marked as such", () => {
    expect((fields.personne as readonly Field[]).filter((field) => !field.personal)).toEqual([]);
    expect(fieldOf("personne", "inconnu")).toBeUndefined();
  });

  it("would catch a column of the list that its key, its record or its sort does not know", () => {
    expect(dossierColumns.map((column) => column.key)).toEqual([...dossierColumnKeys]);
    expect(dossierSort.shape.key.options).toEqual(
      expect.arrayContaining(
        dossierColumns.filter((column) => column.sortable).map((column) => column.key),
      ),
    );
    for (const column of dossierColumns) {
      expect(recordKey.options).toContain(column.record);
      expect(column.width).toBeGreaterThan(40);
    }
    expect(new Set<string>(recordKey.options)).toEqual(new Set<string>(records));
  });

  it("would catch a row of the list that a field of the contract does not allow", () => {
    expect(Object.keys(z.toJSONSchema(dossierRow).properties ?? {}).length).toBeGreaterThan(20);
    expect(dossierFilter.safeParse({ deposeDu: "hier" }).success).toBe(false);
    expect(dossierFilter.safeParse({ montantMin: 1.5 }).success).toBe(false);
    expect(dossierFilter.safeParse({ text: "x".repeat(201) }).success).toBe(false);
    expect(dossierSort.safeParse({ key: "rowid", desc: true }).success).toBe(false);
  });
});
