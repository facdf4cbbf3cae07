import { describe, expect, it } from "vitest";
import {
  getOrganisation,
  getPersonne,
  revealCin,
  setRole,
} from "../../src-main/services/annuaire.ts";
import { checkRegister } from "../../src-main/services/check.ts";
import { createDossier } from "../../src-main/services/dossiers.ts";
import { detailsOf, historyOf, undoAction, undoState } from "../../src-main/services/journal.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  getRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { verifyChain } from "../../src-main/store/ledger.ts";
import { duplicatesOf, listDirectory } from "../../src-main/store/queries/annuaire.ts";
import { dossierValues, newRegister, thrownBy } from "../support/register.ts";

type Values = Record<string, string | null>;

const organisation = (
  ctx: ReturnType<typeof newRegister>,
  values: Values,
  motifs?: Record<string, string>,
) => createRecord(ctx, { record: "organisation", values, motifs }).id!;
const personne = (ctx: ReturnType<typeof newRegister>, values: Values) =>
  createRecord(ctx, { record: "personne", values }).id!;
const codes = (error: unknown) =>
  error instanceof Invalid ? error.faults.map(({ field, code }) => `${field} ${code}`) : [error];
const byName = { key: "nom", desc: false } as const;

describe("possible duplicates", () => {
  const ctx = newRegister();
  const fkih = organisation(ctx, { nomFr: "Coopérative Féminine Fquih Ben Salah" });
  const ice = organisation(ctx, { nomFr: "Atlas Essai SARL", ice: "001561191000066" });
  const phone = organisation(ctx, { nomFr: "Moulin Essai", telephone: "+212 523 48 12 34" });
  const arabic = organisation(ctx, { nomFr: "Anwar Essai", nomAr: "تعاونية الأنوار" });
  const salma = personne(ctx, { prenomFr: "Mohammed", nomFr: "Elfictif" });
  const { db } = ctx.store;
  const found = (input: Partial<Parameters<typeof duplicatesOf>[1]>) =>
    duplicatesOf(db, { type: "organisation", ...input }).map(({ id }) => id);

  it("would catch another spelling of the same name that goes unseen", () => {
    expect(found({ nomFr: "cooperative feminine Fkih Beni Salah" })).toEqual([fkih]);
    expect(found({ nomFr: "Féminine fkih b" })).toEqual([fkih]);
    expect(found({ nomAr: "تعاونيه الانوار" })).toEqual([arabic]);
    expect(duplicatesOf(db, { type: "personne", nomFr: "Mohamed El Fictif" })).toEqual([]);
    expect(
      duplicatesOf(db, { type: "personne", nomFr: "Elfictif Mohamed" }).map(({ id }) => id),
    ).toEqual([salma]);
  });

  it("would catch the same ICE or telephone, however written, that goes unseen", () => {
    expect(found({ ice: "001 561 191 000066" })).toEqual([ice]);
    expect(found({ telephone: "0523.48.12.34" })).toEqual([phone]);
    expect(duplicatesOf(db, { type: "personne", telephone: "0523481234" })[0]?.raisons).toEqual([
      "telephone",
    ]);
  });

  it("would catch an alarm for a name that has only its legal form in common, or for itself", () => {
    expect(found({ nomFr: "Société Rivage SARL" })).toEqual([]);
    expect(found({ nomFr: "Atlas Essai", ice: "001561191000066", saufId: ice })).toEqual([]);
  });
});

describe("the directory's lines", () => {
  it("would catch a name, a role or a holder that the list does not follow, undo included", () => {
    const ctx = newRegister();
    const { db } = ctx.store;
    const names = (filter = {}) =>
      listDirectory(db, { filter, sort: byName, limit: 50 }).rows.map(
        ({ nomFr, roles }) => `${nomFr} ${roles.join("+")}`,
      );
    const id = organisation(ctx, { nomFr: "Essai Béton" });
    const person = personne(ctx, { prenomFr: "Amina", nomFr: "Exemple", organisationId: id });
    expect(names()).toEqual(["Essai Béton ", "Amina Exemple "]);
    expect(names({ text: "beton" })).toEqual(["Essai Béton ", "Amina Exemple "]);
    updateRecord(ctx, { record: "organisation", id, patch: { nomFr: "Essai Ciment" } });
    expect(names({ text: "beton" })).toEqual([]);
    expect(getPersonne(ctx, person).fiche.values["organisationId"]).toBe(id);
    expect(names({ text: "ciment", type: "personne" })).toEqual(["Amina Exemple "]);

    setRole(ctx, { type: "organisation", id, role: "partenaire", present: true });
    const { id: dossier } = createDossier(ctx, {
      projet: { intituleFr: "Unité d’essai", porteurId: id },
      dossier: dossierValues(),
    });
    expect(names({ role: "porteur" })).toEqual(["Essai Ciment partenaire+porteur"]);
    expect(getOrganisation(ctx, id).roles).toEqual([
      { role: "partenaire", deduit: false },
      { role: "porteur", deduit: true },
    ]);
    const held = getOrganisation(ctx, id).projets;
    expect(held.map((projet) => projet.dossiers.map((each) => each.id))).toEqual([[dossier]]);
    expect(codes(thrownBy(() => removeRecord(ctx, "organisation", id)))).toEqual([
      "id still_holder",
    ]);
    updateRecord(ctx, { record: "projet", id: held[0]!.id, patch: { porteurId: null } });
    expect(names({ role: "porteur" })).toEqual([]);
    setRole(ctx, { type: "organisation", id, role: "partenaire", present: false });
    undoAction(ctx);
    expect(names({ role: "partenaire" })).toEqual(["Essai Ciment partenaire"]);
    removeRecord(ctx, "organisation", id);
    expect(names()).toEqual(["Amina Exemple "]);
    expect(checkRegister(ctx.store).checks.filter((item) => !item.ok)).toEqual([]);
  });

  it("would catch a page that repeats or drops an entry", () => {
    const ctx = newRegister();
    for (let i = 0; i < 25; i += 1) organisation(ctx, { nomFr: `Essai ${i % 5}` });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = listDirectory(ctx.store.db, { filter: {}, sort: byName, cursor, limit: 4 });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
  });
});

describe("identifiers of an organisation", () => {
  const ctx = newRegister();

  it("would catch an ICE or a RIB with a false key saved, even with a reason", () => {
    const wrong: Values[] = [{ ice: "001561191000067" }, { rib: "011519000001205000534922" }];
    for (const values of wrong) {
      const field = Object.keys(values)[0]!;
      const error = thrownBy(() =>
        organisation(ctx, { nomFr: "Essai", ...values }, { [field]: "vu sur le papier" }),
      );
      expect(codes(error)).toEqual([`${field} ${field}_key`]);
    }
  });

  it("would catch an unlikely format refused for good, or kept without its reason", () => {
    const values = { nomFr: "Essai formats", cnss: "12", codePostal: "23", rc: "77" };
    expect(codes(thrownBy(() => organisation(ctx, values)))).toEqual([
      "cnss cnss_format",
      "codePostal postal_format",
      "rc rc_without_place",
    ]);
    const id = organisation(ctx, values, { cnss: "attestation", codePostal: "ancien", rc: "vu" });
    const kept = () =>
      getOrganisation(ctx, id).justifications.map(({ champ, motif }) => `${champ} ${motif}`);
    expect(kept()).toEqual(["cnss attestation", "codePostal ancien", "rc vu"]);
    updateRecord(ctx, { record: "organisation", id, patch: { cnss: "1234567" } });
    expect(kept()).toEqual(["codePostal ancien", "rc vu"]);
    undoAction(ctx);
    expect(kept()).toHaveLength(3);
    updateRecord(ctx, { record: "organisation", id, patch: { placeRegistre: "beni_mellal" } });
    updateRecord(ctx, { record: "organisation", id, patch: { rc: "4 321" } });
    expect(getRecord(ctx, "organisation", id).values["rc"]).toBe("4321");
  });
});

describe("a CIN", () => {
  it("would catch a CIN in clear, an asking left out of the register, or one that undo takes back", () => {
    const ctx = newRegister();
    const id = personne(ctx, { prenomFr: "Amina", nomFr: "Exemple", cin: "ib 123456" });
    updateRecord(ctx, { record: "personne", id, patch: { cin: "IB123457" } });
    const before = undoState(ctx);
    const shown = JSON.stringify([
      getPersonne(ctx, id),
      getRecord(ctx, "personne", id),
      historyOf(ctx, [{ table: "personne", id }], 50),
      listDirectory(ctx.store.db, { filter: {}, sort: byName, limit: 9 }),
      detailsOf(ctx, before.undo!.actionId, 50),
    ]);
    expect(shown).not.toContain("12345");
    expect(revealCin(ctx, id)).toEqual({ cin: "IB123457" });
    expect(getPersonne(ctx, id).acces.map(({ champ, by }) => `${champ} ${by}`)).toEqual([
      "cin Essai",
    ]);
    expect(undoState(ctx)).toEqual(before);
    const asked = ctx.store.db
      .prepare("SELECT id FROM action WHERE kind = 'personne.consultation_cin'")
      .pluck()
      .get() as string;
    expect(() => undoAction(ctx, asked)).toThrow("nothing");
    undoAction(ctx);
    expect(revealCin(ctx, id)).toEqual({ cin: "IB123456" });
    expect(undoState(ctx).redo?.kind).toBe("personne.modification");
    expect(verifyChain(ctx.store.db).faults).toEqual([]);
  });

  it("would catch an unlikely CIN whose reason repeats it in the journal", () => {
    const ctx = newRegister();
    const made = createRecord(ctx, {
      record: "personne",
      values: { nomFr: "Exemple", cin: "X" },
      motifs: { cin: "passeport" },
    });
    updateRecord(ctx, {
      record: "personne",
      id: made.id!,
      patch: { cin: "ZZZ999999999" },
      motifs: { cin: "titre de séjour" },
    });
    const actions = historyOf(ctx, [{ table: "personne", id: made.id! }], 9);
    const details = actions.map(({ id }) => detailsOf(ctx, id, 50));
    expect(JSON.stringify([actions, details])).not.toContain("ZZZ999999999");
    expect(getPersonne(ctx, made.id!).justifications.map(({ motif }) => motif)).toEqual([
      "titre de séjour",
    ]);
  });
});
