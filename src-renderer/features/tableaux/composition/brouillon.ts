import { temporelles } from "../../../../src-main/contract/tableaux.ts";
import type {
  CarteSource,
  CarteSpec,
  Dimension,
  Forme,
  Sujet,
} from "../../../../src-main/contract/tableaux.ts";
import type { FieldValue } from "../../../../src-main/contract/records.ts";
import type { Libelle } from "../../../../src-main/contract/primitives.ts";

type De<F extends CarteSource["famille"]> = Extract<CarteSource, { famille: F }>;
type Granularite = NonNullable<De<"publie">["granularite"]>;

/** What a card is to reach, while it is being typed. */
export interface CibleBrouillon {
  valeur: number | null;
  libelle: Libelle;
  source: string;
}

/** A card being composed: every family keeps what was chosen in it, so that going back loses nothing. */
export interface Brouillon {
  famille: CarteSource["famille"];
  sujet: Sujet;
  mesure: string;
  axe: Dimension | null;
  serie: Dimension | null;
  limite: number | null;
  series: readonly string[];
  territoires: readonly string[];
  axePublie: De<"publie">["axe"];
  granularite: Granularite;
  depuis: number | null;
  serieEcart: string | null;
  axeEcart: De<"ecart">["axe"];
  modele: string | null;
  texte: Libelle;
  /** Null as long as the first that fits will do. */
  forme: Forme | null;
  titre: Libelle;
  cible: CibleBrouillon | null;
}

export const vide: Libelle = { fr: "", ar: "", en: "" };

export const nouvelle: Brouillon = {
  famille: "calcule",
  sujet: "approbations",
  mesure: "nombre",
  axe: "annee",
  serie: null,
  limite: null,
  series: [],
  territoires: ["region"],
  axePublie: "periode",
  granularite: "annee",
  depuis: null,
  serieEcart: null,
  axeEcart: "annee",
  modele: null,
  texte: vide,
  forme: null,
  titre: vide,
  cible: null,
};

/** A kept card, to be changed. */
export function brouillonDe({ source, forme, titre, cible }: CarteSpec): Brouillon {
  const base: Brouillon = {
    ...nouvelle,
    famille: source.famille,
    forme,
    titre: titre ?? vide,
    cible: cible ?? null,
  };
  switch (source.famille) {
    case "calcule":
      return {
        ...base,
        sujet: source.sujet,
        mesure: source.mesure,
        axe: source.axe ?? null,
        serie: source.serie ?? null,
        limite: source.limite ?? null,
      };
    case "publie":
      return {
        ...base,
        series: source.series,
        territoires: source.territoires,
        axePublie: source.axe,
        granularite: source.granularite ?? "annee",
        depuis: source.depuis ?? null,
      };
    case "ecart":
      return {
        ...base,
        serieEcart: source.serie,
        sujet: source.sujet,
        mesure: source.mesure,
        axeEcart: source.axe,
      };
    case "modele":
      return { ...base, modele: source.modele };
    case "texte":
      return { ...base, texte: source.texte };
  }
}

/** What a draft asks for; null while something that it cannot do without is missing. */
export function sourceDe(now: Brouillon): CarteSource | null {
  switch (now.famille) {
    case "calcule":
      return {
        famille: "calcule",
        sujet: now.sujet,
        mesure: now.mesure,
        ...(now.axe === null ? {} : { axe: now.axe }),
        ...(now.axe === null || now.serie === null ? {} : { serie: now.serie }),
        ...(now.axe === null || now.limite === null ? {} : { limite: now.limite }),
      };
    case "publie":
      if (now.series.length === 0 || now.territoires.length === 0) return null;
      return {
        famille: "publie",
        series: [...now.series],
        territoires: [...now.territoires],
        axe: now.axePublie,
        ...(now.granularite === "annee" ? {} : { granularite: now.granularite }),
        ...(now.depuis === null ? {} : { depuis: now.depuis }),
      };
    case "ecart":
      if (now.serieEcart === null) return null;
      return {
        famille: "ecart",
        serie: now.serieEcart,
        sujet: now.sujet,
        mesure: now.mesure,
        axe: now.axeEcart,
      };
    case "modele":
      return now.modele === null ? null : { famille: "modele", modele: now.modele };
    case "texte":
      return now.texte.fr.trim() === "" ? null : { famille: "texte", texte: now.texte };
  }
}

/** Shapes in the order in which one is taken for the user, by what is shown. */
function preferees(source: CarteSource): readonly Forme[] {
  if (source.famille === "calcule") {
    if (source.serie !== undefined) return ["barres_empilees", "chaleur"];
    if (source.axe !== undefined && temporelles.includes(source.axe)) return ["barres"];
  }
  if (source.famille === "publie" && source.axe === "periode") return ["lignes", "barres"];
  return ["barres", "nombre", "texte"];
}

/** The shape of a draft: the one chosen when it fits, else the first that does. */
export function formeDe(now: Brouillon, possibles: readonly Forme[]): Forme | null {
  if (now.forme !== null && possibles.includes(now.forme)) return now.forme;
  const source = sourceDe(now);
  const taken = source && preferees(source).find((forme) => possibles.includes(forme));
  return taken ?? possibles[0] ?? null;
}

/** Place that a new card takes on the grid, by its shape: columns of twelve, and rows. */
export function tailleDe(forme: Forme): { largeur: number; hauteur: number } {
  if (forme === "nombre") return { largeur: 3, hauteur: 1 };
  return forme === "texte" ? { largeur: 12, hauteur: 1 } : { largeur: 6, hauteur: 2 };
}

/** The target of a draft once its figure is typed. */
const cibleDe = ({ famille, cible }: Brouillon) =>
  cible === null || cible.valeur === null || famille === "texte"
    ? undefined
    : { ...cible, valeur: cible.valeur };

/** A draft as a card to look at before it is kept. */
export const apercuDe = (now: Brouillon, source: CarteSource, forme: Forme): CarteSpec => ({
  key: "apercu",
  titre: now.titre.fr.trim() === "" ? null : now.titre,
  forme,
  ...tailleDe(forme),
  source,
  cible: cibleDe(now),
});

/** What is written of a draft: fields of the record « carte ». */
export function valeursDe(
  now: Brouillon,
  source: CarteSource,
  forme: Forme,
): Record<string, FieldValue> {
  const cible = cibleDe(now);
  return {
    titreFr: now.titre.fr.trim() || null,
    titreAr: now.titre.ar.trim() || null,
    titreEn: now.titre.en.trim() || null,
    forme,
    definition: JSON.stringify({ source, ...(cible === undefined ? {} : { cible }) }),
  };
}
