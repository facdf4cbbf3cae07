import type { Context } from "../../src-main/services/context.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { commit } from "../../src-main/store/ledger.ts";
import { createRecord, updateRecord } from "../../src-main/services/records/records.ts";

type Fields = Record<string, FieldValue>;

/** Creates a record and returns its id. */
export const makerOf =
  (ctx: Context) =>
  (record: RecordKey, values: Fields, sure?: readonly string[]): string =>
    createRecord(ctx, { record, values, ...(sure ? { sure } : {}) }).id!;

/** Changes fields of a record. */
export const changerOf =
  (ctx: Context) => (record: RecordKey, id: string, patch: Fields, sure?: readonly string[]) =>
    updateRecord(ctx, { record, id, patch, ...(sure ? { sure } : {}) });

/** Another user of the register. */
export const colleague = (ctx: Context, nom: string): string =>
  commit(ctx.store, { kind: "utilisateur.creation", userId: "essai" }, (writer) =>
    writer.insert("utilisateur", { nom, role: "conseiller", langue: "fr" }),
  ).result;

/**
 * A convention of two parties, in force over 2026 and 2027 unless told otherwise.
 * @returns its id and those of the centre and of the partner as parties
 */
export function signedConvention(
  ctx: Context,
  values: Fields = {},
  signeLe: string | null = "2026-01-01",
): { id: string; centre: string; partenaire: string } {
  const organisations = ["Centre régional fictif", "Laboratoire fictif"].map((nomFr) =>
    makerOf(ctx)("organisation", { nomFr }),
  );
  return commit(ctx.store, { kind: "convention.creation", userId: "essai" }, (writer) => {
    const id = writer.insert("convention", {
      numero: "C-2026-01",
      type: "convention_partenariat",
      intituleFr: "Convention fictive d’accompagnement",
      intituleAr: "اتفاقية وهمية للمواكبة",
      effetLe: "2026-01-01",
      finLe: "2027-12-31",
      ...values,
    });
    const [centre, partenaire] = organisations.map((organisationId, place) =>
      writer.insert("partie", {
        conventionId: id,
        organisationId,
        role: "partenaire",
        signeLe,
        ordre: `a${place}`,
      }),
    );
    return { id, centre: centre!, partenaire: partenaire! };
  }).result;
}
