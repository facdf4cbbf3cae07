import type { z } from "zod";
import type { AbsenceView, Card, CardPoint, ObservationView } from "../../contract/indicateurs.ts";
import type {
  carteFaute,
  carteReference,
  CartePoint,
  CarteResult,
  sourcePubliee,
  TableauFiltre,
} from "../../contract/tableaux.ts";
import type { Libelle } from "../../contract/primitives.ts";
import { qualificatifDe, type Qualificatif } from "../../contract/qualificatif.ts";
import { mixableMethods } from "../../domain/methodes.ts";
import { periodEnd, periodKey } from "../../domain/periods.ts";
import type { Connection } from "../../store/database.ts";
import type { SerieRecord } from "../../store/queries/indicateurs.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import { registryPrefix } from "../places.ts";
import { readSeries } from "../indicateurs.ts";
import { addedUp, currentViews, generalRemarks, periodLabel, periodOf } from "./cartes.ts";
import { dansPeriode, type Chiffres } from "./calcul.ts";
import { enChaque, jourTexte, mot, nombreTexte, pareil } from "./mots.ts";
import { remarqueTexte } from "./remarques.ts";

type Source = z.infer<typeof sourcePubliee>;
export type Faute = z.infer<typeof carteFaute>;
type Reference = z.infer<typeof carteReference>;

/** What a published card holds, before its title and its place. */
export type Publie = Chiffres & Pick<CarteResult, "methode" | "vintages" | "asOf">;

/** What the published cards are read from. */
export interface LecturePubliee {
  db: Connection;
  region: string;
  pays: string;
  filtre: TableauFiltre;
  /** Vintage asked for; null for the newest of each period. */
  asOf: string | null;
}

/** A card that cannot be made, and why. */
export class CarteImpossible extends Error {
  readonly faute: Faute;
  /** What the sentence of the code names. */
  readonly params: Record<string, string>;
  constructor(code: Faute["code"], texte: Libelle, params: Record<string, string> = {}) {
    super(texte.fr);
    this.name = "CarteImpossible";
    this.faute = { code, texte };
    this.params = params;
  }
}

/** Series that the catalogue names and nothing was published of yet. */
const catalogued = (db: Connection): SerieRecord[] =>
  referenceRows(db, "indicateur").map(({ id, key, label, attrs }) => ({
    id,
    key,
    label,
    unit: typeof attrs["unit"] === "string" ? attrs["unit"] : "",
    theme: typeof attrs["theme"] === "string" ? attrs["theme"] : "",
    kind: typeof attrs["kind"] === "string" ? attrs["kind"] : "",
    method: typeof attrs["method"] === "string" ? attrs["method"] : null,
    accumulates: attrs["accumulates"] === true,
    formule: null,
    description: null,
    count: 0,
  }));

/** A series read at the vintage of a card, with the sentences of its formula. */
interface SerieLue {
  meta: SerieRecord;
  /** In force, of every territory. */
  views: ObservationView[];
  vintages: string[];
  remarques: Libelle[];
}

/** The series of a card, which must be of one unit and of methods that mix. @throws CarteImpossible */
export function seriesOf(db: Connection, keys: readonly string[], asOf: string | null): SerieLue[] {
  const read = readSeries(db, keys, asOf);
  const names = new Map(catalogued(db).map((serie) => [serie.key, serie]));
  const methods: (string | null)[] = [];
  const found = keys.map((key): SerieLue => {
    const serie = read.get(key);
    if (serie?.fault) throw new CarteImpossible("formule", formuleImpossible(serie.meta.label));
    if (serie) {
      methods.push(...serie.methods, serie.meta.method);
      const derived = serie.meta.formule !== null;
      return {
        meta: serie.meta,
        vintages: serie.vintages,
        views: currentViews(serie.views, derived ? null : asOf, serie.meta.accumulates),
        remarques: [
          ...(derived ? [formuleTexte(serie.meta.label, serie.meta.formule!)] : []),
          ...absencesTexte(serie.absences),
        ],
      };
    }
    const named = names.get(key);
    if (!named) throw new CarteImpossible("serie_inconnue", serieInconnue(key), { serie: key });
    methods.push(named.method);
    return { meta: named, vintages: [], views: [], remarques: [] };
  });
  const mixed = mixableMethods(methods);
  if (mixed !== null) throw new CarteImpossible("methodes_melees", mixed.texte);
  const units = [...new Set(found.map(({ meta }) => meta.unit))];
  if (units.length > 1) {
    throw new CarteImpossible(
      "unites_melees",
      mot(
        `Ces séries n’ont pas la même unité (${units.join(", ")}) : elles ne tiennent pas sur un même axe.`,
        `هذه السلاسل ليست بالوحدة نفسها (${units.join("، ")}): لا تجتمع على محور واحد.`,
        `These series do not have the same unit (${units.join(", ")}): they do not fit on one axis.`,
      ),
      { unites: units.join(", ") },
    );
  }
  return found;
}

/** A series that neither the register nor the catalogue knows. */
export const serieInconnue = (key: string): Libelle =>
  mot(
    `La série « ${key} » n’existe pas dans ce registre.`,
    `السلسلة «${key}» غير موجودة في هذا السجل.`,
    `The series “${key}” is not in this register.`,
  );

const formuleImpossible = (label: Libelle): Libelle =>
  mot(
    `La formule de « ${label.fr} » ne se calcule pas : sa fiche en dit la raison.`,
    `صيغة «${label.ar}» لا تحتسب: بطاقتها تبين السبب.`,
    `The formula of “${label.en}” cannot be computed: its sheet says why.`,
  );

const formuleTexte = (label: Libelle, formule: string): Libelle =>
  enChaque((langue) => `${label[langue]} = \u2068${formule}\u2069`);

/** Periods of derived series without a figure, told together. */
function absencesTexte(absences: readonly AbsenceView[]): Libelle[] {
  const byZero = absences.filter(({ code }) => code === "division_by_zero");
  const told = (list: readonly AbsenceView[], langue: "fr" | "ar" | "en"): string =>
    list
      .slice(0, 5)
      .map(({ territoireLabel, period }) => `${territoireLabel[langue]} ${period}`)
      .join(langue === "ar" ? "، " : ", ");
  return byZero.length === 0
    ? []
    : [
        mot(
          `Pas de chiffre pour ${told(byZero, "fr")} : la formule y divise par zéro.`,
          `لا رقم لـ ${told(byZero, "ar")}: الصيغة تقسم على صفر.`,
          `No figure for ${told(byZero, "en")}: the formula divides by zero there.`,
        ),
      ];
}

interface Lieu {
  code: string;
  label: Libelle;
}

/** The territories of a card, narrowed by the filter where it names provinces. */
function lieuxOf(lecture: LecturePubliee, source: Source): { lieux: Lieu[]; narrowed: boolean } {
  const known = territoires(lecture.db);
  const lieu = (code: string): Lieu => ({
    code,
    label: known.find((place) => place.code === code)?.label ?? pareil(code),
  });
  const wanted = lecture.filtre.province ?? [];
  const provinces = known
    .filter(({ parent, level }) => parent === lecture.region && level !== "cercle")
    .filter(({ level }) => level === "province" || level === "interprovincial")
    .map(({ code, label }) => ({ code, label }));
  const asked = source.territoires.flatMap((one): Lieu[] => {
    if (one === "region") return [lieu(lecture.region)];
    if (one === "pays") return [lieu(lecture.pays)];
    if (one === "provinces") return provinces;
    return [lieu(one)];
  });
  if (wanted.length === 0) return { lieux: asked, narrowed: true };
  const inside = new Set(provinces.map(({ code }) => code));
  const some = asked.some(({ code }) => inside.has(code) || code === lecture.region);
  if (!some) return { lieux: asked, narrowed: false };
  const kept = wanted.filter((code) => inside.has(code)).map(lieu);
  return { lieux: kept, narrowed: true };
}

/** Registry places stand for their province: their figures are added up, and it is said. */
function byProvince(db: Connection, views: readonly ObservationView[]): ObservationView[] {
  const places = new Map(
    referenceRows(db, "place_registre").map((row) => [
      `${registryPrefix}${row.key}`,
      row.attrs["province"] as string | undefined,
    ]),
  );
  const labels = new Map(territoires(db).map(({ code, label }) => [code, label]));
  const [there, registered] = [
    views.filter(({ territoire }) => !places.has(territoire)),
    views.filter(({ territoire }) => places.has(territoire)),
  ];
  const groups = Map.groupBy(
    registered,
    (view) => `${places.get(view.territoire) ?? ""} ${periodKey(periodOf(view))}`,
  );
  const added = [...groups.values()].flatMap((parts) => {
    const province = places.get(parts[0]!.territoire) ?? "";
    const one = addedUp(parts, {
      territoire: province,
      territoireLabel: labels.get(province) ?? pareil(province),
    });
    return one === null ? [] : [one];
  });
  return [...there, ...added];
}

const published = (
  view: ObservationView | undefined,
  categorie: string,
  serie: string,
): CartePoint => ({
  categorie,
  serie,
  valeur: view?.value ?? null,
  partiel: view?.partial ?? false,
  fiches: null,
  mediane: null,
  observation: view ?? null,
  lien: null,
});

/** References of observations, each source once, in the order in which they come. */
export function referencesOf(views: readonly ObservationView[]): Reference[] {
  const seen = new Map<string, Reference>();
  for (const { source, asOf, asOfBasis, confidence } of views) {
    const key = `${source} ${asOf}`;
    if (!seen.has(key)) seen.set(key, { texte: source, asOf, asOfBasis, confidence });
  }
  return [...seen.values()];
}

/** Whether a view is of the span asked for. A quarter is no partial year of a rate. */
function fits(view: ObservationView, granularite: Source["granularite"]): boolean {
  const { kind, partial } = periodOf(view);
  if (granularite === "toutes") return true;
  if (granularite === "trimestre") return kind === "quarter";
  return kind === "year" || kind === "census" || partial;
}

/** The sentence that says where published figures come from. */
function publishedSentence(
  series: readonly SerieRecord[],
  references: readonly Reference[],
  asOf: string | null,
): Libelle {
  const names = enChaque((langue) => series.map(({ label }) => label[langue]).join(" ; "));
  const dates = [...new Set(references.flatMap((one) => one.asOf ?? []))].toSorted();
  const last = dates.at(-1);
  const when = asOf ?? last;
  return mot(
    `Chiffres publiés : ${names.fr}.${when === undefined ? "" : ` ${asOf === null ? "Édition la plus récente de chaque période" : `Édition en vigueur au ${jourTexte(asOf)}`}, au plus tard le ${jourTexte(when)}.`} Sources : ${references.length}.`,
    `أرقام منشورة: ${names.ar}.${when === undefined ? "" : ` ${asOf === null ? "أحدث إصدار لكل فترة" : `الإصدار الساري في ${jourTexte(asOf)}`}، في أجل أقصاه ${jourTexte(when)}.`} المصادر: ${references.length}.`,
    `Published figures: ${names.en}.${when === undefined ? "" : ` ${asOf === null ? "Newest edition of each period" : `Edition in force on ${jourTexte(asOf)}`}, at the latest ${jourTexte(when)}.`} Sources: ${references.length}.`,
  );
}

/**
 * A card of published series: along periods, territories or series.
 * @throws CarteImpossible when the series cannot stand on one axis
 */
export function publier(lecture: LecturePubliee, source: Source): Publie {
  const { db, filtre } = lecture;
  const lues = seriesOf(db, source.series, lecture.asOf);
  const series = lues.map(({ meta }) => meta);
  const { lieux, narrowed } = lieuxOf(lecture, source);
  const codes = new Set(lieux.map(({ code }) => code));
  const views = lues.flatMap((lue) =>
    byProvince(
      db,
      lue.views.filter((view) => fits(view, source.granularite)),
    ),
  );
  const kept = views
    .filter(({ territoire }) => codes.has(territoire))
    .filter(({ year }) => source.depuis === undefined || year >= source.depuis)
    .filter(
      (view) =>
        (filtre.du === undefined && filtre.au === undefined) ||
        dansPeriode(periodEnd(periodOf(view)), filtre),
    );
  const laid = lay(kept, source, series, lieux);
  const references = referencesOf(laid.points.flatMap(({ observation }) => observation ?? []));
  const remarks = generalRemarks(
    laid.points.map(({ valeur, partiel, observation }) => ({
      key: "",
      label: pareil(""),
      value: valeur,
      partial: partiel && observation !== null,
      observation,
      records: null,
    })),
  ).flatMap((one) => remarqueTexte(one) ?? []);
  const mapped =
    kept.some(({ confidence }) => confidence === "X") &&
    views.some((view) => view.note?.includes(" + "));
  return {
    ...laid,
    unite: series[0]!.unit,
    methode: series.find(({ method }) => method !== null)?.method ?? null,
    axeSerie: null,
    comparaison: null,
    vintages: [...new Set(lues.flatMap(({ vintages }) => vintages))].toSorted().toReversed(),
    asOf: lecture.asOf,
    references,
    calcul: publishedSentence(series, references, lecture.asOf),
    remarques: [
      ...(narrowed ? [] : [notByProvince]),
      ...sansEffetPublie(filtre),
      ...(mapped ? [remarqueTexte("registry_places_mapped")!] : []),
      ...lues.flatMap(({ remarques }) => remarques),
      ...qualifiees(laid.points, laid.categories),
      ...remarks,
    ],
  };
}

const dits: Record<Qualificatif, Libelle> = {
  plus: mot("plus de", "أكثر من", "more than"),
  moins: mot("moins de", "أقل من", "less than"),
  environ: mot("environ", "حوالي", "about"),
};

/** Figures that were not published as exact ones, and how they were. */
export function qualifiees(
  points: readonly CartePoint[],
  categories: readonly { key: string; label: Libelle }[],
): Libelle[] {
  return points.flatMap(({ categorie, valeur, observation }) => {
    const how = qualificatifDe(observation?.note);
    if (how === null || valeur === null) return [];
    const label = categories.find(({ key }) => key === categorie)?.label;
    return [
      enChaque((langue) => {
        const where = label ? `${label[langue]}${langue === "fr" ? " : " : ": "}` : "";
        const told = { fr: "Publié comme", ar: "نشر على أنه", en: "Published as" }[langue];
        return `${where}${told} « ${dits[how][langue]} ${nombreTexte(valeur)} ».`;
      }),
    ];
  });
}

const notByProvince = mot(
  "Le filtre par province ne s’applique pas à cette carte.",
  "التصفية حسب الإقليم لا تنطبق على هذه البطاقة.",
  "The filter by province does not apply to this card.",
);

/** Published figures are narrowed by province and period only; the other filters are said to do nothing. */
function sansEffetPublie(filtre: TableauFiltre): Libelle[] {
  const others = (["secteur", "acte", "programme", "officier", "commune"] as const).some(
    (key) => (filtre[key]?.length ?? 0) > 0,
  );
  return others
    ? [
        mot(
          "Chiffres publiés : seuls la province et la période les filtrent.",
          "أرقام منشورة: لا يصفيها سوى الإقليم والفترة.",
          "Published figures: only the province and the period narrow them.",
        ),
      ]
    : [];
}

/** Categories, series and points along the axis asked for. */
function lay(
  views: readonly ObservationView[],
  source: Source,
  series: readonly SerieRecord[],
  lieux: readonly Lieu[],
): Pick<Publie, "axe" | "categories" | "series" | "points" | "total"> {
  const periods = [...Map.groupBy(views, (view) => periodKey(periodOf(view)))]
    .map(([key, group]) => ({ key, group, view: group[0]! }))
    .toSorted((a, b) => (periodEnd(periodOf(a.view)) < periodEnd(periodOf(b.view)) ? -1 : 1));
  const newest = periods.at(-1);
  const at = (key: string, territoire: string, group: readonly ObservationView[]) =>
    group.find((view) => view.indicateur === key && view.territoire === territoire);
  const serieOf = (key: string, label: Libelle, methode: string | null) => ({
    key,
    label,
    famille: "publie" as const,
    methode,
  });
  const bySerie = series.length > 1;
  if (source.axe === "periode") {
    const lines = series.flatMap((serie) =>
      lieux.map((place) => ({
        serie,
        place,
        key: `${serie.key}/${place.code}`,
        label:
          bySerie && lieux.length > 1
            ? enChaque((langue) => `${serie.label[langue]} – ${place.label[langue]}`)
            : bySerie
              ? serie.label
              : place.label,
      })),
    );
    const used = lines.filter((line) =>
      views.some(
        (view) => view.indicateur === line.serie.key && view.territoire === line.place.code,
      ),
    );
    const points = periods.flatMap(({ key, group }) =>
      used.map((line) => published(at(line.serie.key, line.place.code, group), key, line.key)),
    );
    const last = used.length === 1 ? points.findLast(({ valeur }) => valeur !== null) : undefined;
    return {
      axe: "periode",
      categories: periods.map(({ key, view }) => ({ key, label: periodLabel(view) })),
      series: used.map((line) => serieOf(line.key, line.label, line.serie.method)),
      points,
      total: last === undefined ? null : { ...last, serie: "" },
    };
  }
  if (source.axe === "territoire") {
    const points = lieux.flatMap((place) =>
      series.map((serie) =>
        published(newest && at(serie.key, place.code, newest.group), place.code, serie.key),
      ),
    );
    return {
      axe: "territoire",
      categories: lieux.map(({ code, label }) => ({ key: code, label })),
      series: series.map((serie) => serieOf(serie.key, serie.label, serie.method)),
      points,
      total: null,
    };
  }
  const points = series.flatMap((serie) =>
    lieux.map((place) =>
      published(newest && at(serie.key, place.code, newest.group), serie.key, place.code),
    ),
  );
  return {
    axe: "serie",
    categories: series.map(({ key, label }) => ({ key, label })),
    series: lieux.map(({ code, label }) => serieOf(code, label, series[0]!.method)),
    points,
    total: null,
  };
}

/** A card that the application knows how to make, as cards are told. */
export function modeleDe(card: Card, filtre: TableauFiltre): Publie {
  const cut = (point: CardPoint): [string, string] => {
    const at = point.key.indexOf("/");
    return at < 0 ? [point.key, ""] : [point.key.slice(0, at), point.key.slice(at + 1)];
  };
  const categories = new Map<string, Libelle>();
  const series = new Map<string, Libelle>();
  const points = card.points.map((point): CartePoint => {
    const [categorie, serie] = cut(point);
    categories.set(categorie, point.label);
    const territoire = point.observation?.territoireLabel;
    if (!series.has(serie) || territoire !== undefined) {
      series.set(serie, serieLabel(card, serie, territoire));
    }
    return {
      categorie,
      serie,
      valeur: point.value,
      partiel: point.partial,
      fiches: point.records,
      mediane: null,
      observation: point.observation,
      lien: null,
    };
  });
  const views = card.points.flatMap(({ observation }) => observation ?? []);
  const references = referencesOf(views);
  const head = card.points.length === 1 ? card.points[0]! : null;
  return {
    unite: card.unit,
    methode: card.method,
    axe: axeDuModele(card),
    axeSerie: null,
    categories:
      card.shape === "nombre" ? [] : [...categories].map(([key, label]) => ({ key, label })),
    series:
      card.shape === "nombre"
        ? []
        : [...series].map(([key, label]) => ({
            key,
            label,
            famille: "publie" as const,
            methode: card.method,
          })),
    points: card.shape === "nombre" ? [] : points,
    total:
      card.total === null
        ? null
        : {
            categorie: "",
            serie: "",
            valeur: card.total,
            partiel: head?.partial ?? false,
            fiches: null,
            mediane: null,
            observation: head?.observation ?? null,
            lien: null,
          },
    comparaison: null,
    vintages: card.vintages,
    asOf: card.asOf,
    references,
    calcul: modeleSentence(card, references),
    remarques: [
      ...sansEffetPublie(filtre),
      ...((filtre.province?.length ?? 0) > 0 || filtre.du !== undefined || filtre.au !== undefined
        ? [editionEntiere]
        : []),
      ...qualifiees(
        card.shape === "nombre" ? points.slice(0, 1) : points,
        card.shape === "nombre" ? [] : [...categories].map(([key, label]) => ({ key, label })),
      ),
      ...card.remarks.flatMap((one) => remarqueTexte(one) ?? []),
    ],
  };
}

/** What the categories of such a card are. */
function axeDuModele({ key, shape }: Card): string | null {
  if (shape === "nombre") return null;
  if (shape === "annees") return "periode";
  return key.includes("secteurs")
    ? "secteur"
    : key.includes("provinces")
      ? "province"
      : "territoire";
}

const editionEntiere = mot(
  "Chiffres de l’édition publiée, que les filtres ne changent pas.",
  "أرقام الإصدار المنشور، لا تغيرها التصفية.",
  "Figures of the published edition, which the filters do not change.",
);

function serieLabel(card: Card, serie: string, territoire: Libelle | undefined): Libelle {
  if (serie === "") return card.title;
  if (/^\d{4}$/.test(serie)) return pareil(serie);
  return territoire ?? pareil(serie);
}

const modeleSentence = (card: Card, references: readonly Reference[]): Libelle =>
  mot(
    `Chiffres publiés, repris tels quels : ${card.title.fr}. Sources : ${references.length}.`,
    `أرقام منشورة كما هي: ${card.title.ar}. المصادر: ${references.length}.`,
    `Published figures, taken as they are: ${card.title.en}. Sources: ${references.length}.`,
  );
