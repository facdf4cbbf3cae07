import type {
  CartePoint,
  CarteResult,
  Comparaison,
  Dimension,
  Sujet,
  TableauFiltre,
} from "../../contract/tableaux.ts";
import { filtrables, temporelles, timeSpan } from "../../contract/tableaux.ts";
import { sansCode, type Libelle } from "../../contract/primitives.ts";
import { addDays, diffDays, endOfMonth } from "../../domain/dates.ts";
import type { Connection } from "../../store/database.ts";
import {
  group,
  packDay,
  timeKey,
  whole,
  type Facts,
  type Group,
  type Pas,
  type Question,
} from "./faits.ts";
import { autres, dimensionMots, enChaque, jourTexte, mot, nombreTexte } from "./mots.ts";
import { nomDe, nomsDe, type Noms } from "./noms.ts";
import { sujetSpecs, type Jalon, type Mesure, type SujetSpec } from "./sujets.ts";

/** What a computed card is told from. */
export interface Lecture {
  /** The register, as it is or as it was. */
  db: Connection;
  /** Day on which states are read. */
  jour: string;
  filtre: TableauFiltre;
  comparer: Comparaison | null;
}

/** The measure of a subject. @returns undefined when it has none of that key */
export const mesureDe = (sujet: Sujet, key: string): Mesure | undefined =>
  sujetSpecs[sujet].mesures.find((mesure) => mesure.key === key);

/** What a card asks: a subject, a measure, and what it is split by. */
export interface Demande {
  sujet: Sujet;
  mesure: string;
  axe?: Dimension | undefined;
  serie?: Dimension | undefined;
  limite?: number | undefined;
}

/** The filters of a dashboard that a subject's facts know. */
export const filtreDe = (filtre: TableauFiltre): Record<string, readonly string[]> =>
  Object.fromEntries(
    filtrables.flatMap((key) => {
      const values = filtre[key];
      return values && values.length > 0 ? [[key, values]] : [];
    }),
  );

/** Filters that a subject cannot be narrowed by: they are said on the card. */
export function filtresSansEffet(sujet: SujetSpec, filtre: TableauFiltre): Dimension[] {
  return filtrables.filter((key) => (filtre[key]?.length ?? 0) > 0 && !sujet.axes.includes(key));
}

interface Periode {
  du?: string | undefined;
  au?: string | undefined;
}

/** Facts grouped, and read as the measure means. */
function told(facts: Facts, mesure: Mesure, question: Omit<Question, "jour">): Map<string, Told> {
  const timed =
    question.du !== undefined ||
    question.au !== undefined ||
    [question.axe, question.serie].some((one) => temporelles.includes(one as Dimension));
  const jour = mesure.jour === "" || (mesure.sansJour === true && !timed) ? null : mesure.jour;
  const { agregat } = mesure;
  const asked: Question = {
    ...question,
    jour,
    garde: mesure.garde,
    valeur: agregat.genre === "nombre" ? undefined : agregat.valeur,
    mediane: mesure.mediane === true || agregat.genre === "mediane",
  };
  const groups = groupsOf(facts, asked);
  const over =
    agregat.genre === "rapport"
      ? new Map(
          groupsOf(facts, { ...asked, valeur: agregat.sur, mediane: false }).map((one) => [
            cellKey(one.categorie, one.serie),
            one,
          ]),
        )
      : null;
  return new Map(
    groups.map((one) => {
      const key = cellKey(one.categorie, one.serie);
      return [key, read(one, mesure, over?.get(key))];
    }),
  );
}

/** Without a split, the total that a split of the same question has told already. */
function groupsOf(facts: Facts, asked: Question): Group[] {
  if (asked.axe !== undefined || asked.serie !== undefined) return group(facts, asked);
  const every = whole(facts, asked);
  return every === null ? [] : [every];
}

const cellKey = (categorie: string, serie: string): string => `${categorie}\u0000${serie}`;

interface Told {
  categorie: string;
  serie: string;
  valeur: number | null;
  mediane: number | null;
  fiches: number;
}

/** Rounded to a ten-thousandth: means and shares have no more than that to say. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

function read(one: Group, mesure: Mesure, over: Group | undefined): Told {
  const { agregat } = mesure;
  const cell = { categorie: one.categorie, serie: one.serie };
  if (agregat.genre === "nombre") {
    return { ...cell, valeur: one.nombre, mediane: null, fiches: one.nombre };
  }
  if (agregat.genre === "rapport") {
    const base = over?.somme ?? 0;
    const valeur = base > 0 ? rounded((one.somme / base) * 100) : null;
    return { ...cell, valeur, mediane: null, fiches: one.nombre };
  }
  const { echelle } = agregat;
  const mediane = one.mediane === null ? null : one.mediane / echelle;
  if (agregat.genre === "mediane")
    return { ...cell, valeur: mediane, mediane: null, fiches: one.connus };
  if (agregat.genre === "moyenne") {
    const valeur = one.connus === 0 ? null : rounded(one.somme / one.connus / echelle);
    return {
      ...cell,
      valeur,
      mediane: mesure.mediane === true ? mediane : null,
      fiches: one.connus,
    };
  }
  return {
    ...cell,
    valeur: one.connus === 0 ? null : one.somme / echelle,
    mediane: mesure.mediane === true ? mediane : null,
    fiches: one.nombre,
  };
}

/** Keys in the order of their names, or of their figures; « not stated » last. */
function ordered(
  keys: readonly string[],
  noms: Noms,
  by: "noms" | ((key: string) => number),
): string[] {
  const ranks = new Map([...noms.keys()].map((key, rank) => [key, rank]));
  const rankOf = (key: string): number => ranks.get(key) ?? ranks.size;
  return keys.toSorted((a, b) => {
    if (a === "" || b === "") return a === "" ? 1 : -1;
    if (by === "noms") return rankOf(a) - rankOf(b);
    return by(b) - by(a) || rankOf(a) - rankOf(b);
  });
}

/** Dimensions whose values come in an order of their own. */
const enOrdre: readonly string[] = [
  "province",
  "phase",
  "etat",
  "etape",
  "statut",
  "decision",
  "suivi",
];

/** Every step of time from the first to the last with a fact, without a gap. */
function sansTrou(keys: readonly string[], pas: Pas): string[] {
  const sorted = keys.filter((key) => key !== "").toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const rankOf = (key: string): number => {
    const year = Number(key.slice(0, 4)) - 1900;
    if (pas === "annee") return year;
    return pas === "mois"
      ? year * 12 + Number(key.slice(5)) - 1
      : year * 4 + Number(key.slice(6)) - 1;
  };
  const from = rankOf(first);
  return Array.from({ length: rankOf(last) - from + 1 }, (_, at) => timeKey(from + at, pas));
}

const isTime = (dimension: string | undefined): dimension is Pas =>
  dimension !== undefined && temporelles.includes(dimension as Dimension);

/** Whether a step of time is not whole: still running that day, or cut by the period asked. */
function isPartial(key: string, jour: string, periode: Periode): boolean {
  const { du, au } = timeSpan(key);
  if (au >= jour && du <= jour) return true;
  return (
    (periode.du !== undefined && du < periode.du) || (periode.au !== undefined && au > periode.au)
  );
}

/** The period before, of the same length; years, quarters and months stay what they are. */
export function periodePrecedente(periode: Required<Periode>, comment: Comparaison): Periode {
  const { du, au } = periode as { du: string; au: string };
  const shifted = (months: number): Periode => {
    const move = (day: string): string => {
      const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
      const year = Math.floor(at / 12);
      const month = (at % 12) + 1;
      const end = endOfMonth(year, month);
      const last = day === endOfMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7)));
      const same = `${end.slice(0, 8)}${day.slice(8)}`;
      return last || same > end ? end : same;
    };
    return { du: move(du).slice(0, 8) + du.slice(8), au: move(au) };
  };
  if (comment === "annee_precedente") return shifted(12);
  const whole =
    du.endsWith("-01") && au === endOfMonth(Number(au.slice(0, 4)), Number(au.slice(5, 7)));
  if (whole) {
    const months =
      Number(au.slice(0, 4)) * 12 +
      Number(au.slice(5, 7)) -
      (Number(du.slice(0, 4)) * 12 + Number(du.slice(5, 7))) +
      1;
    return shifted(months);
  }
  const length = diffDays(du, au) + 1;
  return { du: addDays(du, -length), au: addDays(au, -length) };
}

/** `du 01/01/2024 au 31/12/2024`, in three languages. */
export const periodeTexte = ({ du, au }: Periode): Libelle => {
  if (du !== undefined && au !== undefined) {
    return mot(
      `du ${jourTexte(du)} au ${jourTexte(au)}`,
      `من ${jourTexte(du)} إلى ${jourTexte(au)}`,
      `from ${jourTexte(du)} to ${jourTexte(au)}`,
    );
  }
  if (du !== undefined)
    return mot(`depuis le ${jourTexte(du)}`, `منذ ${jourTexte(du)}`, `since ${jourTexte(du)}`);
  if (au !== undefined)
    return mot(`jusqu’au ${jourTexte(au)}`, `إلى غاية ${jourTexte(au)}`, `until ${jourTexte(au)}`);
  return mot("", "", "");
};

/** The address of the records behind one figure; null when the list cannot be asked for them. */
function lienDe(
  lecture: Lecture,
  sujet: SujetSpec,
  mesure: Mesure,
  wanted: readonly { dimension: Dimension; key: string }[],
): string | null {
  const { adresse } = sujet;
  if (!adresse) return null;
  const params: [string, string][] = [...(adresse.toujours ?? [])];
  let { du, au } = lecture.filtre;
  for (const { dimension, key } of wanted) {
    if (isTime(dimension)) {
      const span = timeSpan(key);
      if (du === undefined || span.du > du) ({ du } = span);
      if (au === undefined || span.au < au) ({ au } = span);
      continue;
    }
    const name = adresse.params[dimension];
    if (name === undefined) return null;
    params.push([name, key === "" ? sansCode : key]);
  }
  for (const key of filtrables) {
    const values = lecture.filtre[key];
    if (!values?.length || !sujet.axes.includes(key)) continue;
    if (wanted.some(({ dimension }) => dimension === key)) continue;
    const name = adresse.params[key];
    if (name === undefined) return null;
    params.push([name, values.map((value) => (value === "" ? sansCode : value)).join(",")]);
  }
  const names = adresse.jours[mesure.jour];
  if (du !== undefined || au !== undefined || mesure.sansJour !== true) {
    if (names === undefined) {
      if (du !== undefined || au !== undefined) return null;
    } else {
      params.push([names[0], du ?? "1900-01-01"]);
      if (au !== undefined) params.push([names[1], au]);
    }
  }
  if (mesure.garde !== undefined) {
    const guard = adresse.gardes[mesure.garde];
    const named = new Set(params.map(([name]) => name));
    // A value asked for is one of those that the flag stands for.
    const kept = Object.entries(guard?.(lecture.db) ?? {}).filter(([name]) => !named.has(name));
    params.push(...kept);
  }
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return `${adresse.chemin}${query === "" ? "" : `?${query}`}`.replaceAll("%2C", ",");
}

/** What a computed card holds, before its title and its place. */
export type Chiffres = Pick<
  CarteResult,
  | "unite"
  | "axe"
  | "axeSerie"
  | "categories"
  | "series"
  | "points"
  | "total"
  | "comparaison"
  | "calcul"
  | "references"
  | "remarques"
>;

const maximum = 60;

/**
 * Figures of one card, from the facts of its subject.
 * @throws never for a dimension that the subject has; the caller has checked it with {@link axesDe}
 */
export function calculer(lecture: Lecture, demande: Demande): Chiffres {
  const sujet = sujetSpecs[demande.sujet];
  const mesure = mesureDe(demande.sujet, demande.mesure)!;
  const facts = sujet.faits(lecture.db, lecture.jour);
  const { du, au } = lecture.filtre;
  const filtre = filtreDe(lecture.filtre);
  const { axe, serie } = demande;
  const ask = (periode: Periode, split: { axe?: string | undefined; serie?: string | undefined }) =>
    told(facts, mesure, { ...split, du: periode.du, au: periode.au, filtre });
  const cells = ask({ du, au }, { axe: axe === "jalon" ? undefined : axe, serie });
  const every = ask({ du, au }, {}).get(cellKey("", ""));
  const point = (
    at: Told | undefined,
    categorie: string,
    rang: string,
    wanted: readonly { dimension: Dimension; key: string }[],
    partiel: boolean,
  ): CartePoint => ({
    categorie,
    serie: rang,
    valeur: at ? at.valeur : mesure.additive ? 0 : null,
    partiel,
    fiches: at?.fiches ?? 0,
    mediane: at?.mediane ?? null,
    observation: null,
    lien: at && at.fiches > 0 ? lienDe(lecture, sujet, mesure, wanted) : null,
  });
  const remarques: Libelle[] = filtresSansEffet(sujet, lecture.filtre).map((key) =>
    sansEffet(dimensionMots[key]),
  );
  if (mesure.jour === "" && (du !== undefined || au !== undefined)) {
    remarques.push(sansEffet(mot("Période", "الفترة", "Period")));
  }
  const total = point(every, "", "", [], false);
  const base = {
    unite: mesure.unite,
    total,
    axe: axe ?? null,
    axeSerie: serie ?? null,
    comparaison: compared(lecture, ask),
    calcul: explained(lecture, sujet, mesure, every?.fiches ?? 0),
    references: [
      {
        texte: sujet.label.fr,
        asOf: lecture.jour,
        asOfBasis: null,
        confidence: null,
      },
    ],
  };
  if (axe === undefined) {
    return { ...base, categories: [], series: [], points: [], remarques };
  }
  if (axe === "jalon") {
    const points = (sujet.jalons ?? []).map((jalon) => jalonPoint(lecture, sujet, mesure, jalon));
    return {
      ...base,
      categories: (sujet.jalons ?? []).map(({ key, label }) => ({ key, label })),
      series: [{ key: "", label: mesure.label, famille: "calcule", methode: null }],
      points,
      remarques,
    };
  }
  const sums = new Map<string, number>();
  for (const one of cells.values()) {
    sums.set(one.categorie, (sums.get(one.categorie) ?? 0) + (one.valeur ?? 0));
  }
  const names = nomsDe(lecture.db, sujet, axe);
  const present = [...new Set([...cells.values()].map(({ categorie }) => categorie))];
  const everyPlace =
    axe === "province" && !(lecture.filtre.province?.length ?? 0)
      ? [...new Set([...names.keys(), ...present])]
      : present;
  const listed = isTime(axe)
    ? sansTrou(present, axe)
    : ordered(everyPlace, names, enOrdre.includes(axe) ? "noms" : (key) => sums.get(key) ?? 0);
  const limit = demande.limite ?? maximum;
  const shown = isTime(axe) ? listed.slice(-Math.max(limit, 1)) : listed.slice(0, limit);
  const rest = listed.slice(
    isTime(axe) ? 0 : limit,
    isTime(axe) ? listed.length - shown.length : undefined,
  );
  const serieNames = serie === undefined ? null : nomsDe(lecture.db, sujet, serie);
  const serieKeys =
    serie === undefined
      ? [""]
      : isTime(serie)
        ? sansTrou(
            [...cells.values()].map((one) => one.serie),
            serie,
          )
        : ordered([...new Set([...cells.values()].map((one) => one.serie))], serieNames!, "noms");
  const wantedOf = (categorie: string, key: string) => [
    { dimension: axe, key: categorie },
    ...(serie === undefined ? [] : [{ dimension: serie, key }]),
  ];
  const points = shown.flatMap((categorie) =>
    serieKeys.map((key) =>
      point(
        cells.get(cellKey(categorie, key)),
        categorie,
        key,
        wantedOf(categorie, key),
        isTime(axe) && isPartial(categorie, lecture.jour, { du, au }),
      ),
    ),
  );
  const categories = shown.map((key) => ({ key, label: nomDe(names, axe, key) }));
  if (rest.length > 0 && !isTime(axe)) {
    if (mesure.additive) {
      categories.push({ key: "autres", label: autres });
      points.push(...serieKeys.map((key) => restPoint(cells, rest, key)));
    }
    remarques.push(
      mesure.additive
        ? mot(
            `« Autres » réunit ${rest.length} valeurs.`,
            `«أخرى» تجمع ${rest.length} قيمة.`,
            `“Others” gathers ${rest.length} values.`,
          )
        : mot(
            `${rest.length} valeurs ne sont pas montrées.`,
            `${rest.length} قيمة غير معروضة.`,
            `${rest.length} values are not shown.`,
          ),
    );
  }
  for (const one of points) {
    if (one.partiel && one.serie === serieKeys[0])
      remarques.push(partialRemark(one.categorie, lecture.jour, axe, names));
  }
  const series = serieKeys.map((key) => ({
    key,
    label: serie === undefined ? mesure.label : nomDe(serieNames!, serie, key),
    famille: "calcule" as const,
    methode: null,
  }));
  return { ...base, categories, series, points, remarques };
}

/** How many records reached a step, and the address that lists them. */
function jalonPoint(
  lecture: Lecture,
  sujet: SujetSpec,
  mesure: Mesure,
  { key, garde, params }: Jalon,
): CartePoint {
  const { du, au } = lecture.filtre;
  const facts = sujet.faits(lecture.db, lecture.jour);
  const reached: Mesure = { ...mesure, ...(garde === null ? {} : { garde }) };
  const at = told(facts, reached, { du, au, filtre: filtreDe(lecture.filtre) }).get(
    cellKey("", ""),
  );
  const lien = lienDe(lecture, sujet, mesure, []);
  const asked = new URLSearchParams(params?.(lecture.db) ?? {}).toString().replaceAll("%2C", ",");
  const joined =
    lien === null || asked === "" ? lien : `${lien}${lien.includes("?") ? "&" : "?"}${asked}`;
  return {
    categorie: key,
    serie: "",
    valeur: at?.valeur ?? 0,
    partiel: false,
    fiches: at?.fiches ?? 0,
    mediane: null,
    observation: null,
    lien: params === null || (at?.fiches ?? 0) === 0 ? null : joined,
  };
}

const sansEffet = (label: Libelle): Libelle =>
  mot(
    `Le filtre « ${label.fr} » ne s’applique pas à cette carte.`,
    `تصفية «${label.ar}» لا تنطبق على هذه البطاقة.`,
    `The filter “${label.en}” does not apply to this card.`,
  );

function partialRemark(key: string, jour: string, axe: Dimension, names: Noms): Libelle {
  const label = nomDe(names, axe, key);
  return mot(
    `* ${label.fr} : période incomplète, arrêtée au ${jourTexte(jour)} ou par le filtre.`,
    `* ${label.ar}: فترة غير كاملة، محصورة في ${jourTexte(jour)} أو بالتصفية.`,
    `* ${label.en}: not a whole period, stopped on ${jourTexte(jour)} or by the filter.`,
  );
}

function restPoint(
  cells: ReadonlyMap<string, Told>,
  rest: readonly string[],
  serie: string,
): CartePoint {
  const parts = rest.flatMap((key) => cells.get(cellKey(key, serie)) ?? []);
  return {
    categorie: "autres",
    serie,
    valeur: parts.reduce((sum, { valeur }) => sum + (valeur ?? 0), 0),
    partiel: false,
    fiches: parts.reduce((sum, { fiches }) => sum + fiches, 0),
    mediane: null,
    observation: null,
    lien: null,
  };
}

function compared(
  lecture: Lecture,
  ask: (periode: Periode, split: object) => Map<string, Told>,
): Chiffres["comparaison"] {
  const { du, au } = lecture.filtre;
  if (lecture.comparer === null || du === undefined || au === undefined) return null;
  const former = periodePrecedente({ du, au }, lecture.comparer);
  const at = ask(former, {}).get(cellKey("", ""));
  return { label: periodeTexte(former), valeur: at?.valeur ?? 0, fiches: at?.fiches ?? 0 };
}

/** The sentence that says how a figure is computed, with its filter and its source. */
function explained(lecture: Lecture, sujet: SujetSpec, mesure: Mesure, fiches: number): Libelle {
  const filtre = filtreTexte(lecture.db, lecture.filtre);
  const count = nombreTexte(fiches, 0);
  const day = jourTexte(lecture.jour);
  return enChaque((langue) => {
    const narrowed =
      filtre[langue] === ""
        ? { fr: " Sans filtre.", ar: " دون تصفية.", en: " No filter." }[langue]
        : {
            fr: ` Filtre : ${filtre.fr}.`,
            ar: ` التصفية: ${filtre.ar}.`,
            en: ` Filter: ${filtre.en}.`,
          }[langue];
    const source = {
      fr: ` Source : registre du CRI (${sujet.label.fr.toLowerCase()}), ${count} fiches, au ${day}.`,
      ar: ` المصدر: سجل المركز (${sujet.label.ar})، ${count} بطاقة، إلى غاية ${day}.`,
      en: ` Source: the centre's register (${sujet.label.en.toLowerCase()}), ${count} records, on ${day}.`,
    }[langue];
    return `${mesure.explique[langue]}${narrowed}${source}`;
  });
}

/** The filter of a dashboard in words; empty when there is none. */
export function filtreTexte(db: Connection, filtre: TableauFiltre): Libelle {
  const any = sujetSpecs.depots;
  const programme = sujetSpecs.conventions;
  const parts = filtrables.flatMap((key): Libelle[] => {
    const values = filtre[key];
    if (!values?.length) return [];
    const noms = nomsDe(db, key === "programme" ? programme : any, key);
    const names = values.map((value) => nomDe(noms, key, value));
    return [
      enChaque(
        (langue) =>
          `${dimensionMots[key][langue]} ${langue === "fr" ? "= " : "= "}${names
            .map((name) => name[langue])
            .join(langue === "ar" ? "، " : ", ")}`,
      ),
    ];
  });
  const period = periodeTexte(filtre);
  if (period.fr !== "") {
    parts.push(mot(`période ${period.fr}`, `الفترة ${period.ar}`, `period ${period.en}`));
  }
  return enChaque((langue) =>
    parts.map((part) => part[langue]).join(langue === "ar" ? "؛ " : " ; "),
  );
}

/** The dimensions of a measure that its facts can be split by. */
export const axesDe = (sujet: Sujet, mesure: Mesure): Dimension[] =>
  sujetSpecs[sujet].axes
    .filter((axe) => mesure.jour !== "" || !isTime(axe))
    .filter((axe) => axe !== "jalon" || (mesure.agregat.genre === "nombre" && !mesure.garde));

/** Whether a day is within the period of a filter. */
export const dansPeriode = (day: string | null, { du, au }: Periode): boolean =>
  day !== null &&
  packDay(day) !== 0 &&
  (du === undefined || day >= du) &&
  (au === undefined || day <= au);
