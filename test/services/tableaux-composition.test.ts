import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { CarteSource, Forme, TableauSpec } from "../../src-main/contract/tableaux.ts";
import { importFile } from "../../src-main/services/imports/run.ts";
import { listTrash, restoreRecord, undoAction } from "../../src-main/services/journal.ts";
import { Invalid, NotFound, Stale } from "../../src-main/services/records/errors.ts";
import {
  createRecord,
  removeRecord,
  updateRecord,
} from "../../src-main/services/records/records.ts";
import { axesDe } from "../../src-main/services/tableaux/calcul.ts";
import {
  dupliquerCarte,
  dupliquerTableau,
  formesDeCarte,
  placerCarte,
} from "../../src-main/services/tableaux/composition.ts";
import { hasAxis } from "../../src-main/services/tableaux/faits.ts";
import {
  choixDeCartes,
  listTableaux,
  tableauDefinition,
  tableauOf,
} from "../../src-main/services/tableaux/index.ts";
import { tableauxLivres } from "../../src-main/services/tableaux/livres.ts";
import { sujetSpecs } from "../../src-main/services/tableaux/sujets.ts";
import { commit } from "../../src-main/store/ledger.ts";
import {
  content,
  everything,
  newRegister,
  resources,
  thrownBy,
  today,
} from "../support/register.ts";

const ctx = newRegister();
const { store } = ctx;

beforeAll(async () => {
  const file = join(resources, "demo/indicateurs.csv");
  for await (const _ of importFile(ctx, "indicateurs", file, "i.csv", { dryRun: false }));
});

const compose = (titreFr = "Mon tableau", more: Record<string, string> = {}): string =>
  createRecord(ctx, { record: "tableau", values: { titreFr, ...more } }).id!;

const heat: CarteSource = {
  famille: "calcule",
  sujet: "approbations",
  mesure: "montant",
  axe: "province",
  serie: "secteur",
};
const map: CarteSource = { ...heat, serie: undefined };

const card = (
  tableauId: string,
  source: CarteSource = heat,
  forme: Forme = "chaleur",
  more: Record<string, string | number> = {},
): string =>
  createRecord(ctx, {
    record: "carte",
    values: { tableauId, forme, definition: JSON.stringify({ source }), ...more },
  }).id!;

const keysOf = (id: string): string[] => tableauDefinition(ctx, id).cartes.map(({ key }) => key);

/** The fault of refused work, which must leave everything as it was. */
function refused(work: () => unknown): string {
  const before = everything(store);
  const error = thrownBy(work);
  expect(error).toBeInstanceOf(Invalid);
  expect(everything(store)).toEqual(before);
  const [fault] = (error as Invalid).faults;
  return `${fault?.field} ${fault?.code}`;
}

describe("what a card may be made of", () => {
  it("would catch a dimension offered for a measure whose facts cannot be split by it, or one kept back", () => {
    for (const { key, mesures, axes, faits, jalons } of Object.values(sujetSpecs)) {
      for (const mesure of mesures) {
        const facts = faits(store.db, today);
        const jour = mesure.jour === "" ? null : mesure.jour;
        expect(axesDe(key, mesure), `${key} ${mesure.key}`).toEqual(
          axes.filter((axe) =>
            axe === "jalon"
              ? mesure.agregat.genre === "nombre" && mesure.garde === undefined
              : hasAxis(facts, axe, jour),
          ),
        );
        for (const { garde } of jalons ?? [])
          if (garde !== null) expect(facts.nums.has(garde)).toBe(true);
      }
    }
    expect(choixDeCartes().sujets.flatMap(({ mesures }) => mesures).length).toBeGreaterThan(25);
  });

  it("would catch a shipped card that the composition would refuse", () => {
    const cards = tableauxLivres(resources).flatMap(({ key, cartes }) =>
      cartes.map((carte) => ({ key, carte })),
    );
    expect(cards.length).toBeGreaterThan(100);
    const misfits = cards
      .map(({ key, carte }) => ({ key, carte, ...formesDeCarte(ctx, carte.source) }))
      .filter(({ carte, formes }) => !formes.includes(carte.forme))
      .map(
        ({ key, carte, formes, faute }) => `${key} ${carte.key} ${formes.join()} ${faute?.code}`,
      );
    expect(misfits).toEqual([]);
  });

  const shapes: [string, CarteSource, Forme[]][] = [
    ["one figure", { famille: "calcule", sujet: "depots", mesure: "nombre" }, ["nombre"]],
    ["amounts by province", map, ["nombre", "barres", "pareto", "classement", "carte", "table"]],
    [
      "amounts by province and sector",
      heat,
      ["nombre", "barres", "barres_empilees", "chaleur", "table"],
    ],
    [
      "a mean along quarters, by act",
      {
        famille: "calcule",
        sujet: "instruction",
        mesure: "delai_decision",
        axe: "trimestre",
        serie: "acte",
      },
      ["nombre", "barres", "lignes", "chaleur", "table"],
    ],
    [
      "files by phase",
      { famille: "calcule", sujet: "depots", mesure: "nombre", axe: "phase" },
      ["nombre", "barres", "pareto", "classement", "table"],
    ],
    [
      "files by the steps that they reached",
      { famille: "calcule", sujet: "depots", mesure: "nombre", axe: "jalon" },
      ["entonnoir", "barres", "table"],
    ],
    [
      "a rate of the region beside the country's",
      {
        famille: "publie",
        series: ["unemployment_rate_census"],
        territoires: ["region", "pays"],
        axe: "periode",
      },
      ["barres", "lignes", "chaleur", "table"],
    ],
    [
      "a rate by province",
      {
        famille: "publie",
        series: ["unemployment_rate_census"],
        territoires: ["provinces"],
        axe: "territoire",
      },
      ["barres", "classement", "carte", "table"],
    ],
    ["a text", { famille: "texte", texte: { fr: "Note", ar: "", en: "" } }, ["texte"]],
  ];
  it.each(shapes)(
    "would catch a shape that does not fit %s, or one kept back",
    (_, source, formes) => {
      expect(formesDeCarte(ctx, source)).toEqual({ formes, faute: null });
    },
  );

  it("would catch census and survey unemployment allowed on one axis, or refused without the reason", () => {
    const { formes, faute } = formesDeCarte(ctx, {
      famille: "publie",
      series: ["unemployment_rate_census", "unemployment_rate_survey"],
      territoires: ["region"],
      axe: "periode",
    });
    expect(formes).toEqual([]);
    expect(faute?.code).toBe("methodes_melees");
    expect(faute!.texte.fr.toLowerCase()).toMatch(/recensement.*enquête/);
    expect(faute!.texte.ar).not.toMatch(/[a-z]/);
  });
});

describe("a card refused", () => {
  const id = compose("Refus");
  const publie = (series: string[], territoires = ["region"]): CarteSource => ({
    famille: "publie",
    series,
    territoires,
    axe: "periode",
  });
  const cases: [string, CarteSource, Forme, string][] = [
    [
      "two methods on one axis",
      publie(["unemployment_rate_census", "unemployment_rate_survey"]),
      "lignes",
      "definition methodes_melees",
    ],
    [
      "two units on one axis",
      publie(["population_total", "urbanisation_rate"]),
      "lignes",
      "definition unites_melees",
    ],
    ["a series that is not there", publie(["rien"]), "lignes", "definition serie_inconnue"],
    [
      "a territory that is not there",
      publie(["population_total"], ["05.999"]),
      "barres",
      "definition territoire_inconnu",
    ],
    [
      "a measure of another subject",
      { famille: "calcule", sujet: "depots", mesure: "montant" },
      "nombre",
      "definition mesure_inconnue",
    ],
    [
      "a dimension of another subject",
      { famille: "calcule", sujet: "depots", mesure: "nombre", axe: "canal" },
      "barres",
      "definition axe_inconnu",
    ],
    ["the same split twice", { ...heat, serie: "province" }, "chaleur", "definition axe_repete"],
    [
      "a second split without a first",
      { ...heat, axe: undefined },
      "chaleur",
      "definition serie_sans_axe",
    ],
    [
      "a difference of jobs and projects",
      {
        famille: "ecart",
        serie: "crui_projects_approved",
        sujet: "approbations",
        mesure: "emplois",
        axe: "annee",
      },
      "table",
      "definition unites_melees",
    ],
    [
      "a model that does not exist",
      { famille: "modele", modele: "calcul_total" },
      "nombre",
      "definition modele_inconnu",
    ],
    [
      "an empty text",
      { famille: "texte", texte: { fr: "  ", ar: "نص", en: "" } },
      "texte",
      "definition texte_vide",
    ],
    ["a map by sector", { ...map, axe: "secteur" }, "carte", "forme forme_carte"],
    ["a heat table of one dimension", map, "chaleur", "forme forme_chaleur"],
    [
      "a Pareto of medians",
      { famille: "calcule", sujet: "approbations", mesure: "mediane", axe: "secteur" },
      "pareto",
      "forme forme_pareto",
    ],
    ["lines across provinces", map, "lignes", "forme forme_lignes"],
    [
      "a text drawn as bars",
      { famille: "texte", texte: { fr: "a", ar: "a", en: "a" } },
      "barres",
      "forme forme_barres",
    ],
  ];
  it.each(cases)("would catch a card kept with %s", (_, source, forme, fault) => {
    expect(refused(() => card(id, source, forme))).toBe(fault);
    const kept = card(id);
    const patch = { forme, definition: JSON.stringify({ source }) };
    expect(refused(() => updateRecord(ctx, { record: "carte", id: kept, patch }))).toBe(fault);
    removeRecord(ctx, "carte", kept);
  });

  it("would catch a definition that cannot be read again, an unknown shape, or a place off the grid", () => {
    const make = (more: Record<string, string | number>) =>
      refused(() => card(id, map, "carte", more));
    expect(make({ definition: "{" })).toBe("definition unreadable");
    expect(make({ definition: '{"source":{"famille":"autre"}}' })).toBe("definition unreadable");
    expect(make({ definition: "x".repeat(20_001) })).toBe("definition too_long");
    expect(make({ forme: "camembert" })).toBe("forme unknown_value");
    expect(make({ largeur: 1 })).toBe("largeur out_of_range");
    expect(make({ largeur: 13 })).toBe("largeur out_of_range");
    expect(make({ hauteur: 5 })).toBe("hauteur out_of_range");
    expect(make({ hauteur: 0 })).toBe("hauteur out_of_range");
    expect(make({ largeur: "large" })).toBe("largeur not_a_number");
    expect(make({ tableauId: "barometre" })).toBe("tableauId unknown_value");
  });

  it("would catch a target without its label or its source", () => {
    const cible = { valeur: 12, libelle: { fr: "Objectif", ar: "", en: "" }, source: "Contrat" };
    const aim = (more: object) =>
      card(id, heat, "nombre", {
        definition: JSON.stringify({ source: heat, cible: { ...cible, ...more } }),
      });
    expect(refused(() => aim({ source: " " }))).toBe("definition cible_sans_source");
    expect(refused(() => aim({ libelle: { fr: "", ar: "هدف", en: "" } }))).toBe(
      "definition cible_sans_libelle",
    );
    expect(refused(() => aim({ valeur: null }))).toBe("definition unreadable");
    const kept = aim({});
    expect(tableauDefinition(ctx, id).cartes.find(({ key }) => key === kept)?.cible).toEqual(cible);
  });

  it("would catch a sixty-first card, made, copied or brought back from the trash", () => {
    const full = compose("Plein");
    const cards = Array.from({ length: 60 }, () => card(full, map, "carte"));
    expect(refused(() => card(full, map, "carte"))).toBe("tableauId too_many_cards");
    expect(refused(() => dupliquerCarte(ctx, cards[0]!))).toBe("tableauId too_many_cards");
    removeRecord(ctx, "carte", cards[0]!);
    card(full, map, "carte");
    expect(refused(() => restoreRecord(ctx, "carte", cards[0]!))).toBe("tableauId too_many_cards");
    expect(keysOf(full)).toHaveLength(60);
  });

  it("would catch a card that can no longer be made and could not be renamed, moved or taken off", () => {
    const broken = card(id, heat);
    commit(store, { kind: "essai", userId: "u" }, (writer) =>
      writer.update("carte", broken, { definition: '{"source":{"famille":"ancienne"}}' }),
    );
    updateRecord(ctx, { record: "carte", id: broken, patch: { titreFr: "Ancienne", largeur: 4 } });
    placerCarte(ctx, { id: broken, apres: null });
    expect(keysOf(id)[0]).toBe(broken);
    const copy = dupliquerTableau(ctx, id).id!;
    expect(tableauDefinition(ctx, copy).cartes[0]).toMatchObject({
      titre: { fr: "Ancienne" },
      source: { famille: "modele", modele: "?" },
    });
    removeRecord(ctx, "carte", broken);
    expect(keysOf(id)).not.toContain(broken);
  });
});

describe("a dashboard", () => {
  it("would catch a copy of a shipped dashboard that does not give the same figures, or changes the shipped one", async () => {
    const shipped = structuredClone(tableauxLivres(resources));
    for (const { key } of shipped) {
      const { id, actionId } = dupliquerTableau(ctx, key);
      const [from, to] = [await tableauOf(ctx, { key }), await tableauOf(ctx, { key: id! })];
      const figures = (cards: typeof from.cartes) => cards.map(({ key: _, ...card }) => card);
      expect(figures(to.cartes)).toEqual(figures(from.cartes));
      expect(to).toMatchObject({
        livre: false,
        feuilles: from.feuilles,
        filtreTexte: from.filtreTexte,
      });
      expect(to.titre).toEqual({
        fr: `${from.titre.fr} (copie)`,
        ar: `${from.titre.ar} (نسخة)`,
        en: `${from.titre.en} (copy)`,
      });
      undoAction(ctx, actionId!);
      expect(thrownBy(() => tableauDefinition(ctx, id!))).toBeInstanceOf(NotFound);
    }
    expect(tableauxLivres(resources)).toEqual(shipped);
  });

  it("would catch a copy of a copy that loses its order, its filter, its sheets or its targets", () => {
    const first = dupliquerTableau(ctx, "provinces").id!;
    const filtre = JSON.stringify({ province: ["05.081"], du: "2024-01-01" });
    updateRecord(ctx, {
      record: "tableau",
      id: first,
      patch: { filtre, titreFr: "t".repeat(120) },
    });
    const [a, b] = keysOf(first);
    placerCarte(ctx, { id: a!, apres: b! });
    const second = dupliquerTableau(ctx, first).id!;
    const bare = ({ cartes, ...spec }: TableauSpec) => ({
      ...spec,
      key: "",
      titre: null,
      cartes: cartes.map((carte) => ({ ...carte, key: "" })),
    });
    expect(bare(tableauDefinition(ctx, second))).toEqual(bare(tableauDefinition(ctx, first)));
    expect(tableauDefinition(ctx, second)).toMatchObject({
      feuilles: "province",
      filtre: JSON.parse(filtre) as object,
    });
    expect(tableauDefinition(ctx, second).titre.fr).toHaveLength(120);
    expect(listTableaux(ctx).tableaux.at(-1)).toMatchObject({ key: second, feuilles: "province" });
  });

  it("would catch a copy that does not bear the name it was given, or has none", () => {
    const titre = { fr: "Comité de mars", ar: "لجنة مارس", en: "" };
    const { id } = dupliquerTableau(ctx, "emploi", titre);
    expect(tableauDefinition(ctx, id!).titre).toEqual({ ...titre, en: titre.fr });
    expect(refused(() => dupliquerTableau(ctx, "emploi", { ...titre, fr: " " }))).toBe(
      "titreFr required",
    );
  });

  it("would catch a dashboard without a name, or whose filter cannot be read again", () => {
    expect(refused(() => compose(" "))).toBe("titreFr required");
    expect(refused(() => compose("a", { filtre: "{" }))).toBe("filtre unreadable");
    expect(refused(() => compose("a", { filtre: '{"etat":["clos"]}' }))).toBe("filtre unreadable");
    expect(refused(() => compose("a", { filtre: '{"du":"2024-02-30"}' }))).toBe(
      "filtre unreadable",
    );
    const backwards = '{"du":"2024-02-03","au":"2024-02-02"}';
    expect(refused(() => compose("a", { filtre: backwards }))).toBe("filtre period_ends_first");
    expect(refused(() => compose("a", { modele: "ailleurs" }))).toBe("modele unknown_value");
    const id = compose("Tableau sans carte");
    const change = (filtre: string) =>
      updateRecord(ctx, { record: "tableau", id, patch: { filtre } });
    expect(refused(() => change(backwards))).toBe("filtre period_ends_first");
    expect(tableauDefinition(ctx, id)).toMatchObject({ cartes: [], filtre: {} });
  });

  it("would catch a dashboard in the trash that still opens, or comes back without its cards", () => {
    const id = compose("Corbeille");
    const [a, b, c] = [card(id), card(id, map, "carte"), card(id, map, "table")];
    removeRecord(ctx, "carte", b);
    removeRecord(ctx, "tableau", id);
    expect(thrownBy(() => tableauDefinition(ctx, id))).toBeInstanceOf(NotFound);
    expect(listTableaux(ctx).tableaux.some(({ key }) => key === id)).toBe(false);
    const line = listTrash(ctx, 50).find((each) => each.id === b);
    expect(line).toMatchObject({ record: "carte", title: "Corbeille" });
    restoreRecord(ctx, "tableau", id);
    expect(keysOf(id)).toEqual([a, c]);
    restoreRecord(ctx, "carte", b);
    expect(keysOf(id)).toEqual([a, b, c]);
  });

  it("would catch a change made over somebody else's", () => {
    const id = compose("À deux");
    updateRecord(ctx, { record: "tableau", id, patch: { titreFr: "Autre nom" } });
    const late = () =>
      updateRecord(ctx, {
        record: "tableau",
        id,
        patch: { titreFr: "Mon nom" },
        expected: { titreFr: "À deux" },
      });
    expect(thrownBy(late)).toBeInstanceOf(Stale);
    expect(tableauDefinition(ctx, id).titre.fr).toBe("Autre nom");
  });
});

describe("the place of a card", () => {
  it("would catch a card that does not land where it was put, or an undo that leaves it there", () => {
    const id = compose("Ordre");
    const [a, b, c, d] = [1, 2, 3, 4].map(() => card(id)) as [string, string, string, string];
    expect(keysOf(id)).toEqual([a, b, c, d]);
    placerCarte(ctx, { id: d, apres: null });
    expect(keysOf(id)).toEqual([d, a, b, c]);
    placerCarte(ctx, { id: d, apres: b });
    expect(keysOf(id)).toEqual([a, b, d, c]);
    const { actionId } = placerCarte(ctx, { id: a, apres: c });
    expect(keysOf(id)).toEqual([b, d, c, a]);
    undoAction(ctx, actionId!);
    expect(keysOf(id)).toEqual([a, b, d, c]);
    const copy = dupliquerCarte(ctx, b).id!;
    expect(keysOf(id)).toEqual([a, b, copy, d, c]);
    expect(placerCarte(ctx, { id: b, apres: b }).actionId).toBeNull();
    expect(keysOf(id)).toEqual([a, b, copy, d, c]);
  });

  it("would catch a card put after one of another dashboard, or two cards of one order that stop every move", () => {
    const [id, other] = [compose("Un"), compose("Deux")];
    const [a, b, c, d] = [1, 2, 3].map(() => card(id)).concat(card(other)) as [
      string,
      string,
      string,
      string,
    ];
    expect(thrownBy(() => placerCarte(ctx, { id: a, apres: d }))).toBeInstanceOf(NotFound);
    // Two desks put two cards at one place.
    commit(store, { kind: "essai", userId: "u" }, (writer) =>
      writer.update("carte", b, { ordre: String(writer.get("carte", a)!["ordre"]) }),
    );
    placerCarte(ctx, { id: c, apres: a });
    expect(keysOf(id).at(-1)).toBe(c);
    placerCarte(ctx, { id: b, apres: c });
    expect(keysOf(id)).toEqual([a, c, b]);
  });

  it("would catch an undo of everything that leaves something of the composition", () => {
    const before = content(store);
    const actions = [];
    const made = dupliquerTableau(ctx, "barometre");
    actions.push(made.actionId!);
    const [first] = keysOf(made.id!);
    actions.push(
      updateRecord(ctx, { record: "carte", id: first!, patch: { largeur: 6 } }).actionId!,
    );
    actions.push(placerCarte(ctx, { id: first!, apres: keysOf(made.id!).at(-1)! }).actionId!);
    actions.push(dupliquerCarte(ctx, first!).actionId!);
    actions.push(removeRecord(ctx, "carte", first!).actionId!);
    actions.push(removeRecord(ctx, "tableau", made.id!).actionId!);
    for (const action of actions.toReversed()) undoAction(ctx, action);
    expect(content(store)).toEqual(before);
  });
});
