import { temporelles, type CarteSource, type Forme } from "../../contract/tableaux.ts";
import type { Libelle } from "../../contract/primitives.ts";
import type { Connection } from "../../store/database.ts";
import { territoires } from "../../store/queries/reference.ts";
import { axesDe, mesureDe } from "./calcul.ts";
import { axeInconnu, cotesDe, mesureInconnue } from "./ecart.ts";
import { mot } from "./mots.ts";
import { CarteImpossible, seriesOf } from "./publie.ts";
import { modeleInconnu } from "./tableau.ts";
import { titres } from "./titres.ts";

/** Cards of the barometer that a dashboard may take as they are. */
export const modelesDeCartes = Object.entries(titres as Record<string, Libelle>)
  .filter(([key]) => !key.startsWith("calcul") && !key.startsWith("ecart"))
  .map(([key, titre]) => ({ key, titre }));

/** Shapes in which a card of the barometer can be drawn. @param key of the model */
export function formesDuModele(key: string): Forme[] {
  if (key.endsWith("_total") || key === "delai_moyen") return ["nombre"];
  if (key.includes("provinces")) return ["barres", "carte", "classement", "table"];
  if (key.includes("secteurs")) return ["barres", "pareto", "classement", "table"];
  return ["barres", "lignes", "table"];
}

type De<F extends CarteSource["famille"]> = Extract<CarteSource, { famille: F }>;

/** Shapes kept where their condition holds. */
const ou = (...choices: readonly (readonly [Forme, boolean])[]): Forme[] =>
  choices.flatMap(([forme, fits]) => (fits ? [forme] : []));

function formesCalculees({ sujet, mesure: key, axe, serie }: De<"calcule">): Forme[] {
  const mesure = mesureDe(sujet, key);
  if (!mesure) throw mesureInconnue(key);
  const axes = axesDe(sujet, mesure);
  for (const one of [axe, serie]) {
    if (one !== undefined && !axes.includes(one)) throw axeInconnu(one);
  }
  if (axe === undefined) {
    if (serie !== undefined) throw serieSansAxe();
    return ["nombre"];
  }
  if (axe === serie) throw axeRepete();
  if (serie === "jalon") throw axeInconnu("jalon");
  // Each step counts those of the next: its figures never add up.
  if (axe === "jalon") {
    if (serie !== undefined) throw axeInconnu(serie);
    return ["entonnoir", "barres", "table"];
  }
  const { additive } = mesure;
  const temps = temporelles.includes(axe);
  const seul = serie === undefined;
  return ou(
    ["nombre", true],
    ["barres", true],
    ["barres_empilees", !seul && additive],
    ["lignes", temps],
    ["aires", temps && (seul || additive)],
    ["pareto", seul && additive && !temps],
    ["classement", seul && !temps],
    ["chaleur", !seul],
    ["carte", seul && axe === "province"],
    ["table", true],
  );
}

function formesPubliees(db: Connection, source: De<"publie">): Forme[] {
  const series = seriesOf(db, source.series, null).map(({ meta }) => meta);
  lieuxConnus(db, source.territoires);
  const { axe } = source;
  const several = source.territoires.length > 1 || source.territoires.includes("provinces");
  const one = series.length === 1;
  const lone = axe === "territoire" ? one : axe === "serie" ? !several : one && !several;
  const adds = series.every(({ kind }) => kind !== "rate");
  // Shares of one whole stack up to it; a rate stands alone.
  const parts = series.length > 1 && series.every(({ unit }) => unit.startsWith("% d"));
  const whole = source.territoires.some((code) => code === "region" || code === "pays");
  const stacks = (adds || parts) && !(whole && source.territoires.length > 1);
  const temps = axe === "periode";
  return ou(
    // A sheet for each province narrows « provinces » to one of them.
    ["nombre", temps && one && source.territoires.length === 1],
    ["barres", true],
    ["barres_empilees", !lone && stacks],
    ["lignes", temps],
    ["aires", temps && (lone || stacks)],
    ["pareto", !temps && lone && adds && !whole],
    ["entonnoir", axe === "serie" && lone && adds && !one],
    ["classement", !temps && lone],
    ["chaleur", !lone],
    ["carte", axe === "territoire" && one && several],
    ["table", true],
  );
}

/**
 * The shapes that fit what a card would show.
 * @throws CarteImpossible when the card cannot be made, with a sentence for the user
 */
export function formesPossibles(db: Connection, source: CarteSource): Forme[] {
  switch (source.famille) {
    case "texte":
      if (source.texte.fr.trim() === "") throw texteVide();
      return ["texte"];
    case "modele":
      if (!modelesDeCartes.some(({ key }) => key === source.modele)) {
        throw modeleInconnu(source.modele);
      }
      return formesDuModele(source.modele);
    case "ecart":
      cotesDe(db, source);
      return ou(["table", true], ["barres", true], ["lignes", source.axe === "annee"]);
    case "calcule":
      return formesCalculees(source);
    case "publie":
      return formesPubliees(db, source);
  }
}

function lieuxConnus(db: Connection, codes: readonly string[]): void {
  const known = new Set(territoires(db).map(({ code }) => code));
  const unknown = codes.find(
    (code) => !["region", "provinces", "pays"].includes(code) && !known.has(code),
  );
  if (unknown === undefined) return;
  throw new CarteImpossible(
    "territoire_inconnu",
    mot(
      `Le territoire « ${unknown} » n’est pas dans les listes.`,
      `المجال الترابي «${unknown}» غير موجود في اللوائح.`,
      `The territory “${unknown}” is not in the lists.`,
    ),
    { territoire: unknown },
  );
}

const serieSansAxe = () =>
  new CarteImpossible(
    "serie_sans_axe",
    mot(
      "Choisissez d’abord ce qui répartit le chiffre, puis la seconde répartition.",
      "اختر أولا ما يوزع الرقم، ثم التوزيع الثاني.",
      "First choose what the figure is split by, then the second split.",
    ),
  );

const axeRepete = () =>
  new CarteImpossible(
    "axe_repete",
    mot(
      "Les deux répartitions sont les mêmes : choisissez-en une autre.",
      "التوزيعان متطابقان: اختر توزيعا آخر.",
      "Both splits are the same: choose another one.",
    ),
  );

const texteVide = () =>
  new CarteImpossible(
    "texte_vide",
    mot("Le texte de la carte est vide.", "نص البطاقة فارغ.", "The text of the card is empty."),
  );
