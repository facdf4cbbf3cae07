import type { Langue, Libelle } from "../../../src-main/contract/primitives.ts";
import type {
  RapportContenu,
  RapportFormat,
  RapportVue,
} from "../../../src-main/contract/rapports.ts";
import type { TableauResult } from "../../../src-main/contract/tableaux.ts";

/** A card of the form: whether it is in the report, and what is said of it. */
export interface CarteChoisie {
  id: string;
  titre: Libelle;
  prise: boolean;
  commentaire: Libelle;
}

/** A report being composed. */
export interface Brouillon {
  titre: string;
  tableau: string;
  langues: Langue[];
  formats: RapportFormat[];
  paysage: boolean;
  sousTitre: Libelle;
  auteur: string;
  resume: Libelle;
  du: string | null;
  au: string | null;
  cadence: string | null;
  regleLe: string | null;
  /** Null while the dashboard is being read. */
  cartes: CarteChoisie[] | null;
  /** What the form does not show of a kept report stays as it was. */
  garde: RapportContenu | null;
}

const vide: Libelle = { fr: "", ar: "", en: "" };

/** A new report of a dashboard, or a kept one. */
export function brouillonDe(
  rapport: RapportVue | null,
  defaut: { tableau: string; titre: string; langue: Langue; jour: string },
): Brouillon {
  const contenu = rapport?.contenu ?? null;
  const { options, demande } = contenu ?? {};
  return {
    titre: rapport?.titre ?? defaut.titre,
    tableau: rapport?.tableau ?? defaut.tableau,
    langues: options?.langues ?? [defaut.langue],
    formats: contenu?.formats ?? ["pdf"],
    paysage: options?.orientation === "paysage",
    sousTitre: options?.couverture.sousTitre ?? vide,
    auteur: options?.couverture.auteur ?? "",
    resume: options?.resume ?? vide,
    du: demande?.filtre?.du ?? null,
    au: demande?.filtre?.au ?? null,
    cadence: rapport?.cadence ?? null,
    regleLe: rapport?.regleLe ?? defaut.jour,
    cartes: null,
    garde: contenu,
  };
}

/** The cards of a dashboard: those of the report first, in its order. */
export function cartesDe({ cartes }: TableauResult, garde: RapportContenu | null): CarteChoisie[] {
  const chosen = garde?.options.cartes ?? null;
  const places = new Map((chosen ?? []).map(({ key }, place) => [key, place]));
  return cartes
    .map((carte) => ({
      id: carte.key,
      titre: carte.titre,
      prise: chosen === null || places.has(carte.key),
      commentaire: chosen?.find(({ key }) => key === carte.key)?.commentaire ?? vide,
    }))
    .toSorted((a, b) => (places.get(a.id) ?? 999) - (places.get(b.id) ?? 999));
}

const orNull = (texte: Libelle): Libelle | null =>
  Object.values(texte).some((each) => each.trim() !== "") ? texte : null;

/** What the register keeps of a report being composed. */
export function contenuDe(brouillon: Brouillon): RapportContenu {
  const { garde, du, au, cartes } = brouillon;
  const { du: _du, au: _au, ...filtre } = garde?.demande.filtre ?? {};
  return {
    demande: {
      ...garde?.demande,
      filtre: { ...filtre, ...(du ? { du } : {}), ...(au ? { au } : {}) },
    },
    formats: brouillon.formats,
    options: {
      langues: brouillon.langues,
      orientation: brouillon.paysage ? "paysage" : "portrait",
      cartes:
        cartes?.flatMap(({ id, prise, commentaire }) =>
          prise ? [{ key: id, commentaire: orNull(commentaire) }] : [],
        ) ?? garde?.options.cartes,
      couverture: {
        titre: titreDe(brouillon),
        sousTitre: orNull(brouillon.sousTitre),
        auteur: brouillon.auteur.trim() || null,
      },
      resume: orNull(brouillon.resume),
      sommaire: true,
    },
  };
}

/** The title typed, on the cover; a cover of another language keeps the dashboard's own. */
const titreDe = ({ titre, garde, langues }: Brouillon): Libelle | null => {
  const kept = garde?.options.couverture.titre ?? null;
  const [first] = langues;
  if (titre.trim() === "" || first === undefined) return kept;
  return { fr: "", ar: "", en: "", ...kept, [first]: titre.trim() };
};
