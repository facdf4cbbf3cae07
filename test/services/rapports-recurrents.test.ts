import { describe, expect, it } from "vitest";
import type { RapportContenu } from "../../src-main/contract/rapports.ts";
import type { Context } from "../../src-main/services/context.ts";
import { undoAction } from "../../src-main/services/journal.ts";
import {
  dueRapports,
  listRapports,
  noteProduit,
  noteRapport,
} from "../../src-main/services/rapports/gardes.ts";
import { Invalid } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { everything, newRegister, thrownBy } from "../support/register.ts";

const contenu: RapportContenu = {
  demande: {},
  formats: ["pdf", "xlsx"],
  options: { langues: ["fr"], orientation: "portrait", couverture: {}, sommaire: true },
};
const register = newRegister();

/** The register as it is opened on a day. */
const on = (day: string): Context => ({ ...register, today: () => day });

function keep(titre: string, values: Record<string, string | null> = {}): string {
  return createRecord(register, {
    record: "rapport",
    values: {
      titre,
      tableau: "barometre",
      contenu: JSON.stringify(contenu),
      regle: JSON.stringify({ cadence: "premier_ouvre_mois" }),
      regleLe: "2026-03-01",
      ...values,
    },
  }).id!;
}
const due = (day: string, id: string) =>
  dueRapports(on(day)).rapports.filter((rapport) => rapport.id === id);

describe("a recurrent report", () => {
  it("would catch a report made too soon, twice, or forgotten when the application was closed", () => {
    const id = keep("Baromètre du mois");
    expect(due("2026-03-01", id)).toEqual([]);
    expect(due("2026-03-02", id)).toMatchObject([{ pourLe: "2026-03-02", rattrape: false }]);
    noteRapport(on("2026-03-02"), {
      rapportId: id,
      pourLe: "2026-03-02",
      fichier: "a",
      echec: null,
    });
    expect(due("2026-03-02", id)).toEqual([]);
    expect(due("2026-03-31", id)).toEqual([]);
    // Two months away: the last day missed is the one caught up.
    expect(due("2026-05-20", id)).toMatchObject([{ pourLe: "2026-05-04", rattrape: true }]);
    noteRapport(on("2026-05-20"), {
      rapportId: id,
      pourLe: "2026-05-04",
      fichier: "b",
      echec: null,
    });
    const [seen] = listRapports(on("2026-05-20")).rapports.filter((one) => one.id === id);
    expect(seen).toMatchObject({ prochainLe: "2026-06-01", cadence: "premier_ouvre_mois" });
    expect(seen?.faits.map(({ pourLe, rattrape }) => [pourLe, rattrape])).toEqual([
      ["2026-05-04", true],
      ["2026-03-02", false],
    ]);
  });

  it("would catch a failure that is forgotten, never tried again, or told every hour", () => {
    const id = keep("Dossier perdu");
    const failed = {
      rapportId: id,
      pourLe: "2026-03-02",
      fichier: null,
      echec: "missing_folder",
    } as const;
    expect(noteRapport(on("2026-03-02"), failed).actionId).not.toBeNull();
    expect(noteRapport(on("2026-03-02"), failed).actionId).toBeNull();
    expect(due("2026-03-02", id)).toHaveLength(1);
    const faits = () =>
      listRapports(on("2026-03-03"), "barometre").rapports.find((one) => one.id === id)?.faits;
    expect(faits()).toMatchObject([{ echec: "missing_folder", rattrape: false }]);
    noteRapport(on("2026-03-03"), { ...failed, fichier: "c", echec: null });
    expect(faits()).toMatchObject([{ echec: null, fichier: "c", rattrape: true }]);
    expect(due("2026-03-03", id)).toEqual([]);
  });

  it("would catch a report that is due though it is in the trash, on demand, or not begun", () => {
    const id = keep("Corbeille");
    const demand = keep("Sur demande", { regle: null, regleLe: null });
    const later = keep("Plus tard", { regleLe: "2026-09-01" });
    expect(due("2026-03-10", demand)).toEqual([]);
    expect(due("2026-08-31", later)).toEqual([]);
    const { actionId } = removeRecord(register, "rapport", id);
    expect(due("2026-03-10", id)).toEqual([]);
    undoAction(register, actionId!);
    expect(due("2026-03-10", id)).toHaveLength(1);
  });

  it("would catch a report of nothing, of an unknown day, or whose content cannot be read", () => {
    const before = everything(register.store);
    for (const [field, bad] of [
      ["contenu", "{}"],
      ["contenu", JSON.stringify({ ...contenu, formats: [] })],
      ["tableau", "inconnu"],
      ["regle", JSON.stringify({ cadence: "tous_les_midis" })],
    ] as const) {
      const error = thrownBy(() => keep("Faux", { [field]: bad }));
      expect(error, field).toBeInstanceOf(Invalid);
      expect((error as Invalid).faults[0]?.field).toBe(field);
    }
    expect(everything(register.store)).toEqual(before);
    const id = keep("Juste");
    expect(
      thrownBy(() => updateRecord(register, { record: "rapport", id, patch: { contenu: "[" } })),
    ).toBeInstanceOf(Invalid);
  });

  it("would catch a report that leaves without a word in the journal", () => {
    const { actionId } = noteProduit(register, {
      titre: "Baromètre",
      tableau: "barometre",
      format: "pdf",
      fichier: "barometre.pdf",
    });
    const kept = register.store.db
      .prepare("SELECT kind, params FROM action WHERE id = ?")
      .get(actionId) as {
      kind: string;
      params: string;
    };
    expect(kept.kind).toBe("rapport.production");
    expect(JSON.parse(kept.params)).toMatchObject({ fichier: "barometre.pdf", format: "pdf" });
  });
});
