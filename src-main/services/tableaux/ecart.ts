import type { z } from "zod";
import { filtrables } from "../../contract/tableaux.ts";
import type { CartePoint, Dimension, sourceEcart, TableauFiltre } from "../../contract/tableaux.ts";
import type { ObservationView } from "../../contract/indicateurs.ts";
import type { Libelle } from "../../contract/primitives.ts";
import { periodEnd } from "../../domain/periods.ts";
import type { Connection } from "../../store/database.ts";
import {
  observations,
  series as everySerie,
  type SerieRecord,
} from "../../store/queries/indicateurs.ts";
import { territoires } from "../../store/queries/reference.ts";
import {
  byYear,
  covers,
  currentViews,
  newestFenetre,
  periodOf,
  sum,
  vintagesOf,
} from "./cartes.ts";
import { axesDe, calculer, mesureDe, type Lecture } from "./calcul.ts";
import { dimensionMots, jourTexte, mot, pareil } from "./mots.ts";
import {
  CarteImpossible,
  qualifiees,
  referencesOf,
  serieInconnue,
  type LecturePubliee,
  type Publie,
} from "./publie.ts";
import type { Mesure } from "./sujets.ts";

const nomsDeSeries = {
  publie: mot("Publié", "المنشور", "Published"),
  calcule: mot("Calculé de nos dossiers", "المحسوب من ملفاتنا", "Computed from our files"),
  ecart: mot("Écart", "الفارق", "Difference"),
} as const;

interface Ligne {
  key: string;
  label: Libelle;
  publie: ObservationView | null;
  calcule: CartePoint | null;
  /** Both cover the same whole period: their difference means something. */
  comparable: boolean;
}

/**
 * The two sides of a difference.
 * @throws CarteImpossible for an unknown series or measure, and when the units differ
 */
export function cotesDe(
  db: Connection,
  source: z.infer<typeof sourceEcart>,
): { serie: SerieRecord; mesure: Mesure } {
  const serie = everySerie(db).find(({ key }) => key === source.serie);
  const mesure = mesureDe(source.sujet, source.mesure);
  if (!serie) {
    throw new CarteImpossible("serie_inconnue", serieInconnue(source.serie), {
      serie: source.serie,
    });
  }
  if (!mesure) throw mesureInconnue(source.mesure);
  if (mesure.unite !== serie.unit) {
    throw new CarteImpossible(
      "unites_melees",
      mot(
        `La série est en ${serie.unit}, la mesure en ${mesure.unite} : leur écart n’a pas de sens.`,
        `السلسلة بوحدة ${serie.unit} والقياس بوحدة ${mesure.unite}: لا معنى للفارق بينهما.`,
        `The series is in ${serie.unit}, the measure in ${mesure.unite}: their difference means nothing.`,
      ),
      { unites: `${serie.unit}, ${mesure.unite}` },
    );
  }
  if (!axesDe(source.sujet, mesure).includes(source.axe)) throw axeInconnu(source.axe);
  return { serie, mesure };
}

/**
 * A published series beside the same measure of our own files, and the difference where both cover the same whole
 * period.
 * @throws CarteImpossible for an unknown series or measure, and when the units differ
 */
export function ecart(
  published: LecturePubliee,
  computed: Lecture,
  source: z.infer<typeof sourceEcart>,
): Publie {
  const { db, region, asOf } = published;
  const { serie } = cotesDe(db, source);
  const every = observations(db, [source.serie]);
  const current = currentViews(every, asOf, serie.accumulates);
  const narrowed = restreint(computed.filtre, source.axe);
  const told =
    source.axe === "annee"
      ? byYears(
          current.filter(({ territoire }) => territoire === region),
          computed,
          source,
        )
      : byProvinces(current, computed, source, region);
  const { calcul, remarques } = told;
  const lignes = narrowed
    ? told.lignes.map((ligne) => ({ ...ligne, comparable: false }))
    : told.lignes;
  const views = lignes.flatMap(({ publie }) => publie ?? []);
  const incomparable = lignes.filter(
    ({ publie, calcule, comparable }) => publie !== null && calcule !== null && !comparable,
  );
  return {
    unite: serie.unit,
    methode: serie.method,
    axe: source.axe,
    axeSerie: null,
    categories: lignes.map(({ key, label }) => ({ key, label })),
    series: (["publie", "calcule", "ecart"] as const).map((key) => ({
      key,
      label: nomsDeSeries[key],
      famille: key,
      methode: key === "publie" ? serie.method : null,
    })),
    points: lignes.flatMap(pointsOf),
    total: null,
    comparaison: null,
    vintages: vintagesOf(every.filter(({ territoire }) => territoire === region)),
    asOf,
    references: [...referencesOf(views), ...calcul.references],
    calcul: mot(
      `Écart = calculé − publié, sur les périodes entières. Publié : ${serie.label.fr}. Calculé : ${calcul.calcul.fr}`,
      `الفارق = المحسوب − المنشور، للفترات الكاملة. المنشور: ${serie.label.ar}. المحسوب: ${calcul.calcul.ar}`,
      `Difference = computed − published, over whole periods. Published: ${serie.label.en}. Computed: ${calcul.calcul.en}`,
    ),
    remarques: [
      ...remarques,
      ...qualifiees(
        lignes.flatMap(pointsOf),
        lignes.map(({ key, label }) => ({ key, label })),
      ),
      ...(narrowed ? [filtreDesNotres] : []),
      ...(narrowed ? [] : incomparable).map(({ label }) =>
        mot(
          `${label.fr} n’est publiée ou calculée qu’en partie : pas d’écart.`,
          `${label.ar} منشورة أو محسوبة جزئيا: لا فارق.`,
          `${label.en} is published or computed in part only: no difference.`,
        ),
      ),
    ],
  };
}

/** Whether our own files are narrowed by what the published figures cannot be. */
const restreint = (filtre: TableauFiltre, axe: "annee" | "province"): boolean =>
  filtrables.some((key) => key !== axe && (filtre[key]?.length ?? 0) > 0);

const filtreDesNotres = mot(
  "Le filtre ne restreint que nos dossiers, pas les chiffres publiés : pas d’écart.",
  "التصفية تحصر ملفاتنا فقط دون الأرقام المنشورة: لا فارق.",
  "The filter narrows our files only, not the published figures: no difference.",
);

/** A measure that the subject does not have. */
export const mesureInconnue = (key: string): CarteImpossible =>
  new CarteImpossible(
    "mesure_inconnue",
    mot(
      `La mesure « ${key} » n’existe pas pour ce sujet.`,
      `القياس «${key}» غير موجود لهذا الموضوع.`,
      `The measure “${key}” does not exist for this subject.`,
    ),
    { mesure: key },
  );

/** A dimension that a measure cannot be split by. */
export function axeInconnu(axe: Dimension): CarteImpossible {
  const { fr, ar, en } = dimensionMots[axe];
  return new CarteImpossible(
    "axe_inconnu",
    mot(
      `Cette mesure ne se répartit pas par « ${fr} ».`,
      `هذا القياس لا يوزع حسب «${ar}».`,
      `This measure cannot be split by “${en}”.`,
    ),
    { axe },
  );
}

function pointsOf({ key, publie, calcule, comparable }: Ligne): CartePoint[] {
  const none: CartePoint = {
    categorie: key,
    serie: "",
    valeur: null,
    partiel: false,
    fiches: null,
    mediane: null,
    observation: null,
    lien: null,
  };
  const value = calcule?.valeur ?? null;
  return [
    {
      ...none,
      serie: "publie",
      valeur: publie?.value ?? null,
      partiel: publie?.partial ?? false,
      observation: publie,
    },
    calcule === null
      ? { ...none, serie: "calcule", valeur: 0, fiches: 0 }
      : { ...calcule, categorie: key, serie: "calcule" },
    {
      ...none,
      serie: "ecart",
      valeur: comparable && publie !== null && value !== null ? sum([value, -publie.value]) : null,
    },
  ];
}

type Told = { lignes: Ligne[]; calcul: ReturnType<typeof calculer>; remarques: Libelle[] };

function byYears(
  views: readonly ObservationView[],
  computed: Lecture,
  { sujet, mesure }: Pick<z.infer<typeof sourceEcart>, "sujet" | "mesure">,
): Told {
  const calcul = calculer(computed, { sujet, mesure, axe: "annee" });
  const published = byYear(views);
  const own = new Map(calcul.points.map((point) => [Number(point.categorie), point]));
  const first = Math.min(...own.keys());
  const every = [...new Set([...published.keys(), ...own.keys()])].toSorted((a, b) => a - b);
  const years = own.size === 0 ? every : every.filter((year) => year >= first);
  const lignes = years.map((year): Ligne => {
    const publie = published.get(year) ?? null;
    const calcule = own.get(year) ?? null;
    const comparable = publie !== null && !publie.partial && calcule !== null && !calcule.partiel;
    return { key: String(year), label: pareil(String(year)), publie, calcule, comparable };
  });
  const before = every.length - years.length;
  return {
    lignes,
    calcul,
    remarques:
      before === 0
        ? []
        : [
            mot(
              `Les années d’avant ${first}, publiées seulement, sont dans les observations de la série.`,
              `السنوات السابقة لسنة ${first}، المنشورة فقط، مدرجة في أرقام السلسلة.`,
              `The years before ${first}, published only, are among the observations of the series.`,
            ),
          ],
  };
}

function byProvinces(
  views: readonly ObservationView[],
  computed: Lecture,
  { sujet, mesure }: Pick<z.infer<typeof sourceEcart>, "sujet" | "mesure">,
  region: string,
): Told {
  const asked = computed.filtre.province ?? [];
  const places = territoires(computed.db).filter(
    ({ parent, level, code }) =>
      parent === region &&
      (level === "province" || level === "interprovincial") &&
      (asked.length === 0 || asked.includes(code)),
  );
  const inRegion = views.filter(({ territoire }) => places.some(({ code }) => code === territoire));
  const fenetre = newestFenetre(inRegion);
  const narrowed: Lecture =
    fenetre === null
      ? computed
      : {
          ...computed,
          filtre: {
            ...computed.filtre,
            ...(fenetre.from === null ? {} : { du: fenetre.from }),
            au: fenetre.to,
          },
        };
  const calcul = calculer(narrowed, { sujet, mesure, axe: "province" });
  const own = new Map(calcul.points.map((point) => [point.categorie, point]));
  const lignes = places.map(({ code, label }): Ligne => {
    const publie =
      inRegion.find(
        (view) => view.territoire === code && fenetre !== null && covers(fenetre, view),
      ) ?? null;
    const calcule = own.get(code) ?? null;
    return { key: code, label, publie, calcule, comparable: publie !== null && calcule !== null };
  });
  const known = new Set(places.map(({ code }) => code));
  const others = calcul.points.filter(
    ({ categorie, fiches }) => !known.has(categorie) && (fiches ?? 0) > 0,
  );
  lignes.push(
    ...others.map((calcule): Ligne => ({
      key: calcule.categorie,
      label: calcul.categories.find(({ key }) => key === calcule.categorie)!.label,
      publie: null,
      calcule,
      comparable: false,
    })),
  );
  const last = inRegion
    .map((view) => periodEnd(periodOf(view)))
    .toSorted()
    .at(-1);
  const shown = fenetre ?? (last === undefined ? null : { from: null, to: last });
  return {
    lignes,
    calcul,
    remarques:
      shown === null
        ? []
        : [
            mot(
              `Les deux comptent ${shown.from === null ? "jusqu’au" : `du ${jourTexte(shown.from)} au`} ${jourTexte(shown.to)}.`,
              `كلاهما ${shown.from === null ? "إلى غاية" : `من ${jourTexte(shown.from)} إلى`} ${jourTexte(shown.to)}.`,
              `Both count ${shown.from === null ? "until" : `from ${jourTexte(shown.from)} to`} ${jourTexte(shown.to)}.`,
            ),
          ],
  };
}
