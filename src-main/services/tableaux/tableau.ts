import type {
  CarteResult,
  CarteSpec,
  Famille,
  TableauAsked,
  TableauFiltre,
  TableauResult,
  TableauSpec,
} from "../../contract/tableaux.ts";
import type { Card } from "../../contract/indicateurs.ts";
import type { Libelle } from "../../contract/primitives.ts";
import type { Connection } from "../../store/database.ts";
import { keptUntilWritten } from "../../store/kept.ts";
import { decisionRule } from "../../store/projection.ts";
import { observations, series as everySerie } from "../../store/queries/indicateurs.ts";
import { inForceOn, referenceRows, territoires } from "../../store/queries/reference.ts";
import { registryPrefix } from "../places.ts";
import { axesDe, calculer, filtreTexte, mesureDe, type Lecture } from "./calcul.ts";
import { vintagesOf } from "./cartes.ts";
import { axeInconnu, ecart, mesureInconnue } from "./ecart.ts";
import { dimensionMots, mot, pareil, sujetMots } from "./mots.ts";
import { CarteImpossible, modeleDe, publier, type LecturePubliee, type Publie } from "./publie.ts";
import { regionalDashboard, regionalSeries } from "./regional.ts";
import { titres } from "./titres.ts";

/** What a dashboard is told from. */
export interface TableauInput {
  spec: TableauSpec;
  demande: TableauAsked;
  /** The user's day. */
  jour: string;
  /** Instant, ms UTC. */
  maintenant: number;
  /** HCP code of the register's region. */
  region: string;
}

/** Code of the country, whose rates stand beside the region's. */
const paysDe = (db: Connection): string =>
  territoires(db).find(({ level }) => level === "pays")?.code ?? "";

interface Bases {
  computed: Lecture;
  published: LecturePubliee;
  cartes: Readonly<Record<string, string>>;
}

/** The filter of a dashboard with what was asked in its place. */
export function filtreEntier(spec: TableauSpec, demande: TableauAsked): TableauFiltre {
  return { ...spec.filtre, ...demande.filtre };
}

/**
 * A dashboard with its figures.
 * @param past the register as it was on the day asked; the register itself when none is
 */
export function tableau(db: Connection, past: Connection, input: TableauInput): TableauResult {
  const { spec, demande, jour } = input;
  const filtre = filtreEntier(spec, demande);
  const region = territoires(db).find(({ code }) => code === input.region);
  const bases: Bases = {
    computed: {
      db: past,
      jour: demande.etatLe ?? jour,
      filtre,
      comparer: demande.comparer ?? null,
    },
    published: {
      db,
      region: input.region,
      pays: paysDe(db),
      filtre,
      asOf: demande.asOf ?? null,
    },
    cartes: demande.cartes ?? {},
  };
  return {
    key: spec.key,
    livre: spec.livre,
    titre: spec.titre,
    description: spec.description,
    region: region?.label ?? pareil(input.region),
    feuilles: spec.feuilles,
    demande: { ...demande, filtre },
    filtreTexte: filtreTexte(db, filtre),
    computedAt: input.maintenant,
    jour,
    vintages: editionsPubliees(db),
    cartes: spec.cartes.map((carte) => avantLeRegistre(bases.computed, carteDe(bases, carte))),
  };
}

const horsRegistre = mot(
  "Rien n’était encore inscrit au registre ce jour-là.",
  "لم يكن أي شيء مسجلا في السجل في ذلك اليوم.",
  "Nothing had been entered in the register on that day.",
);

/** A card of our files on a day before the first action says that zero is no count. */
function avantLeRegistre({ db }: Lecture, carte: CarteResult): CarteResult {
  const computed = carte.famille === "calcule" || carte.famille === "ecart";
  const begun = db.prepare("SELECT 1 FROM action LIMIT 1").get() !== undefined;
  return begun || !computed ? carte : { ...carte, remarques: [horsRegistre, ...carte.remarques] };
}

/** As-of dates of the published barometers, newest first. */
const editionsPubliees = (db: Connection): string[] =>
  keptUntilWritten(db, "editions publiees", "", () => {
    const keys = everySerie(db)
      .map(({ key }) => key)
      .filter((key) => key.startsWith("crui_"));
    return vintagesOf(observations(db, keys).filter(({ asOfBasis }) => asOfBasis !== "period_end"));
  });

const nothing: Publie = {
  unite: "",
  methode: null,
  axe: null,
  axeSerie: null,
  categories: [],
  series: [],
  points: [],
  total: null,
  comparaison: null,
  vintages: [],
  asOf: null,
  references: [],
  calcul: mot("", "", ""),
  remarques: [],
};

/** One card with its figures; a card that cannot be made says why in its place. */
export function carteDe(bases: Bases, spec: CarteSpec): CarteResult {
  const { source } = spec;
  const base = {
    key: spec.key,
    titre: spec.titre ?? titreDe(spec),
    forme: spec.forme,
    largeur: spec.largeur,
    hauteur: spec.hauteur,
    famille: familleDe(source),
    cible: spec.cible ?? null,
    texte: source.famille === "texte" ? source.texte : null,
    faute: null,
  };
  try {
    return { ...base, ...chiffresDe(bases, spec) };
  } catch (error) {
    if (!(error instanceof CarteImpossible)) throw error;
    return { ...base, ...nothing, faute: error.faute };
  }
}

const familleDe = (source: CarteSpec["source"]): Famille =>
  source.famille === "modele" ? "publie" : source.famille;

function chiffresDe(bases: Bases, { key, source }: CarteSpec): Publie {
  const published = { ...bases.published, asOf: bases.cartes[key] ?? bases.published.asOf };
  switch (source.famille) {
    case "texte":
      return nothing;
    case "publie":
      return publier(published, source);
    case "modele": {
      const card = modeles(published).get(source.modele);
      if (card === undefined) throw modeleInconnu(source.modele);
      return modeleDe(card, published.filtre);
    }
    case "ecart":
      return ecart(published, bases.computed, source);
    case "calcule": {
      const mesure = mesureDe(source.sujet, source.mesure);
      if (!mesure) throw mesureInconnue(source.mesure);
      const axes = axesDe(source.sujet, mesure);
      for (const axe of [source.axe, source.serie]) {
        if (axe !== undefined && !axes.includes(axe)) throw axeInconnu(axe);
      }
      return { ...nothing, ...calculer(bases.computed, source) };
    }
  }
}

export const modeleInconnu = (key: string): CarteImpossible =>
  new CarteImpossible(
    "modele_inconnu",
    mot(
      `Le modèle de carte « ${key} » n’existe pas.`,
      `نموذج البطاقة «${key}» غير موجود.`,
      `The card model “${key}” does not exist.`,
    ),
    { modele: key },
  );

/** The title of a card that has none of its own. */
function titreDe({ source, forme }: CarteSpec): Libelle {
  if (source.famille === "calcule") {
    const label = mesureDe(source.sujet, source.mesure)?.label ?? sujetMots[source.sujet];
    const by = source.axe === undefined || forme === "nombre" ? null : dimensionMots[source.axe];
    return by === null
      ? label
      : mot(
          `${label.fr} par ${by.fr.toLowerCase()}`,
          `${label.ar} حسب ${by.ar}`,
          `${label.en} by ${by.en.toLowerCase()}`,
        );
  }
  if (source.famille === "ecart") {
    const label = mesureDe(source.sujet, source.mesure)?.label ?? sujetMots[source.sujet];
    return mot(
      `${label.fr} : publié et calculé`,
      `${label.ar}: المنشور والمحسوب`,
      `${label.en}: published and computed`,
    );
  }
  if (source.famille === "modele") {
    return (titres as Record<string, Libelle>)[source.modele] ?? pareil(source.modele);
  }
  return source.famille === "publie" ? pareil(source.series.join(", ")) : mot("", "", "");
}

/** The cards of the barometer at a vintage, kept until something is written. */
function modeles({ db, region, pays, asOf }: LecturePubliee): ReadonlyMap<string, Card> {
  return keptUntilWritten(db, `modeles ${asOf ?? ""}`, region, () => {
    const places = territoires(db);
    const secteurs = referenceRows(db, "secteur_barometre");
    const label = (code: string): Libelle =>
      places.find((place) => place.code === code)?.label ?? pareil(code);
    const day = asOf ?? "9999-12-31";
    const rule =
      inForceOn(referenceRows(db, "delai"), day).find((row) => row.key === decisionRule) ??
      referenceRows(db, "delai").findLast((row) => row.key === decisionRule);
    const { cards } = regionalDashboard({
      region: { code: region, label: label(region) },
      pays: { code: pays, label: label(pays) },
      provinces: places
        .filter((place) => place.parent === region)
        .filter(({ level }) => level === "province" || level === "interprovincial")
        .map((place) => ({
          code: place.code,
          label: place.label,
          interprovincial: place.level === "interprovincial",
        })),
      secteurs: secteurs.map((row) => ({ key: row.key, label: row.label })),
      placesRegistre: referenceRows(db, "place_registre").map((row) => ({
        key: `${registryPrefix}${row.key}`,
        label: row.label,
        province: typeof row.attrs["province"] === "string" ? row.attrs["province"] : null,
      })),
      series: everySerie(db),
      observations: observations(db, regionalSeries(secteurs.map((row) => row.key))),
      delaiLegal: rule
        ? {
            days: Number(rule.attrs["days"]),
            unit: typeof rule.attrs["unit"] === "string" ? rule.attrs["unit"] : null,
          }
        : null,
      calcul: {
        unite: "projets",
        annees: [],
        provinces: [],
        secteurs: [],
        total: { key: null, count: 0, montant: 0, emplois: 0, mediane: null },
      },
      anneeEnCours: 0,
      asOf,
      cards: {},
      computedAt: 0,
    });
    return new Map(
      cards.filter(({ family }) => family === "publie").map((card) => [card.key, card]),
    );
  });
}
