import type { Libelle } from "../../src-main/contract/primitives.ts";
import {
  tableauResult,
  type CartePoint,
  type CarteResult,
  type TableauResult,
} from "../../src-main/contract/tableaux.ts";

const l = (fr: string, ar: string, en: string): Libelle => ({ fr, ar, en });
const same = (text: string): Libelle => l(text, text, text);

const barometre = {
  texte: "CRI Béni Mellal-Khénifra, baromètre de l’investissement",
  asOf: "2024-08-02",
  asOfBasis: "stated" as const,
  confidence: "B" as const,
};
const recensement = {
  texte: "HCP, recensement général de la population 2024",
  asOf: "2024-11-07",
  asOfBasis: "publication" as const,
  confidence: "A" as const,
};

const observation = (value: number, year: number, partial: boolean, unit: string) => ({
  indicateur: "crui_projects_approved",
  territoire: "05",
  territoireLabel: l("Béni Mellal-Khénifra", "بني ملال-خنيفرة", "Béni Mellal-Khénifra"),
  period: String(year),
  periodFrom: `${year}-01-01`,
  periodTo: partial ? `${year}-08-02` : `${year}-12-31`,
  year,
  partial,
  value,
  unit,
  source: barometre.texte,
  confidence: "B" as const,
  asOf: "2024-08-02",
  asOfBasis: "stated" as const,
  note: null,
});

/** A point of a card made by hand. */
export const point = (
  categorie: string,
  serie: string,
  valeur: number | null,
  more: Partial<CartePoint> = {},
): CartePoint => ({
  categorie,
  serie,
  valeur,
  partiel: false,
  fiches: null,
  mediane: null,
  observation: null,
  lien: null,
  ...more,
});

const calculPublie = l(
  "Projets approuvés par la CRUI, somme des années publiées. Source : baromètre de l’investissement du CRI, édition du 02/08/2024.",
  "المشاريع المصادق عليها من طرف اللجنة، مجموع السنوات المنشورة. المصدر: بارومتر الاستثمار، إصدار 02/08/2024.",
  "Projects approved by the CRUI, sum of the published years. Source: investment barometer, edition of 02/08/2024.",
);
const calculDossiers = l(
  "Dossiers de ce registre au dernier avis favorable, comptés par projet, sans ceux de la corbeille. Filtre : tous les territoires.",
  "ملفات هذا السجل التي حظيت برأي موافق، محسوبة حسب المشروع. التصفية: جميع المجالات.",
  "Files of this register whose last opinion is favourable, counted by project. Filter: all territories.",
);

/** A card made by hand; what is not said is the simplest. */
export const carte = (key: string, more: Partial<CarteResult>): CarteResult => ({
  key,
  titre: same(key),
  forme: "barres",
  largeur: 6,
  hauteur: 2,
  famille: "publie",
  unite: "projets",
  methode: null,
  axe: "annee",
  axeSerie: null,
  categories: [],
  series: [],
  points: [],
  total: null,
  comparaison: null,
  cible: null,
  texte: null,
  calcul: more.famille === "calcule" ? calculDossiers : calculPublie,
  references: more.famille === "calcule" || more.famille === "texte" ? [] : [barometre],
  vintages: ["2024-08-02"],
  asOf: null,
  remarques: [],
  faute: null,
  ...more,
});

const serie = (
  key: string,
  label: Libelle,
  famille: CarteResult["famille"] = "publie",
): CarteResult["series"][number] => ({ key, label, famille, methode: null });

const projets = serie(
  "projets",
  l("Projets approuvés", "المشاريع المصادق عليها", "Approved projects"),
);

/** The published yearly table of the barometer: projects, and MDH. */
export const annees: readonly [number, number, number][] = [
  [2019, 79, 1338.8],
  [2020, 138, 10_587.2],
  [2021, 197, 14_583.9],
  [2022, 238, 30_593.5],
  [2023, 239, 34_765.5],
  [2024, 140, 3165.1],
];
const annee = annees.map(([year]) => ({ key: String(year), label: same(String(year)) }));

export const provinces: readonly [string, Libelle, number, number | null][] = [
  ["05.091", l("Béni Mellal", "بني ملال", "Béni Mellal"), 417, 32_975],
  ["05.311", l("Khouribga", "خريبكة", "Khouribga"), 205, 33_351.3],
  ["05.081", l("Azilal", "أزيلال", "Azilal"), 191, 2590],
  ["05.301", l("Khénifra", "خنيفرة", "Khénifra"), 126, null],
  ["05.255", l("Fquih Ben Salah", "الفقيه بن صالح", "Fquih Ben Salah"), 87, null],
  ["interprovincial", l("Interprovincial", "بين الأقاليم", "Interprovincial"), 5, 22_142.2],
];
const province = provinces.map(([key, label]) => ({ key, label }));

const secteurs: readonly [string, Libelle, number][] = [
  ["enr", l("Énergies renouvelables", "الطاقات المتجددة", "Renewable energy"), 51_357.7],
  ["mines", l("Énergies et mines", "الطاقة والمعادن", "Energy and mines"), 15_594.7],
  ["industrie", l("Industrie", "الصناعة", "Industry"), 13_480.5],
  ["btp", l("BTP", "البناء والأشغال العمومية", "Construction"), 5882.4],
  ["services", l("Services", "الخدمات", "Services"), 4673.4],
  ["tourisme", l("Tourisme", "السياحة", "Tourism"), 3023],
  ["commerce", l("Commerce", "التجارة", "Trade"), 957.5],
];

const communes = Array.from({ length: 40 }, (_, at) => ({
  key: at === 39 ? "" : `c${at}`,
  label:
    at === 39
      ? l("Non renseigné", "غير محدد", "Not stated")
      : l(
          `Commune rurale n° ${at + 1}`,
          `الجماعة القروية رقم ${at + 1}`,
          `Rural commune no. ${at + 1}`,
        ),
}));

/** One card of each of the twelve shapes, then those that go wrong. */
export const cartes: CarteResult[] = [
  carte("nombre", {
    forme: "nombre",
    titre: l("Projets approuvés", "المشاريع المصادق عليها", "Approved projects"),
    axe: null,
    series: [projets],
    total: point("", "", 1031),
    comparaison: {
      label: l("Édition précédente", "الإصدار السابق", "Previous edition"),
      valeur: 980,
      fiches: null,
    },
    cible: {
      valeur: 1200,
      libelle: l("Objectif 2024", "هدف 2024", "2024 target"),
      source: "Conseil d’administration du 12/03/2024",
    },
  }),
  carte("montant", {
    forme: "nombre",
    famille: "calcule",
    unite: "MDH",
    titre: l(
      "Investissement approuvé de nos dossiers",
      "الاستثمار المصادق عليه في ملفاتنا",
      "Approved investment of our files",
    ),
    axe: null,
    series: [serie("montant", l("Montant", "المبلغ", "Amount"), "calcule")],
    total: point("", "", 1234.56, { fiches: 57, mediane: 4.2 }),
    comparaison: { label: same("2025"), valeur: 1500, fiches: 61 },
  }),
  carte("barres", {
    titre: l(
      "Projets approuvés par année",
      "المشاريع المصادق عليها حسب السنة",
      "Approved projects by year",
    ),
    categories: annee,
    series: [projets],
    points: annees.map(([year, count]) =>
      point(String(year), "projets", count, {
        partiel: year === 2024,
        observation: observation(count, year, year === 2024, "projets"),
      }),
    ),
    total: point("", "", 1031),
    remarques: [
      l("* 2024 jusqu’au 02/08/2024.", "* 2024 إلى غاية 02/08/2024.", "* 2024 until 02/08/2024."),
    ],
  }),
  carte("empilees", {
    forme: "barres_empilees",
    famille: "calcule",
    axeSerie: "decision",
    titre: l(
      "Dossiers par année et décision",
      "الملفات حسب السنة والقرار",
      "Files by year and decision",
    ),
    unite: "dossiers",
    categories: annee,
    series: [
      serie("favorable", l("Avis favorable", "رأي موافق", "Favourable"), "calcule"),
      serie(
        "reserve",
        l("Favorable sous réserve", "موافق مع تحفظ", "Favourable with reserve"),
        "calcule",
      ),
      serie("", l("Non renseigné", "غير محدد", "Not stated"), "calcule"),
    ],
    points: annee.flatMap(({ key }, at) => [
      point(key, "favorable", 30 + at * 7, { fiches: 30 + at * 7 }),
      point(key, "reserve", at === 0 ? 0 : 5 + at, { fiches: at === 0 ? 0 : 5 + at }),
      point(key, "", 2, { fiches: 2 }),
    ]),
    total: point("", "", 331, { fiches: 331 }),
  }),
  carte("lignes", {
    forme: "lignes",
    unite: "%",
    titre: l(
      "Part de la région dans le PIB national",
      "حصة الجهة من الناتج الداخلي الإجمالي",
      "Region’s share of GDP",
    ),
    categories: annee.slice(2, 5),
    series: [serie("pib", l("Part du PIB", "الحصة", "Share of GDP"))],
    points: [point("2021", "pib", 5.9), point("2022", "pib", 6.1), point("2023", "pib", 5.4)],
  }),
  carte("aires", {
    forme: "aires",
    unite: "MDH",
    titre: l(
      "Investissement approuvé par année",
      "الاستثمار المصادق عليه حسب السنة",
      "Approved investment by year",
    ),
    categories: annee,
    series: [serie("mdh", l("Investissement", "الاستثمار", "Investment"))],
    points: annees.map(([year, , mdh]) =>
      point(String(year), "mdh", mdh, { partiel: year === 2024 }),
    ),
    total: point("", "", 95_034),
  }),
  carte("pareto", {
    forme: "pareto",
    unite: "MDH",
    axe: "secteur",
    titre: l(
      "Investissement approuvé par secteur",
      "الاستثمار المصادق عليه حسب القطاع",
      "Approved investment by sector",
    ),
    categories: secteurs.map(([key, label]) => ({ key, label })),
    series: [serie("mdh", l("Investissement", "الاستثمار", "Investment"))],
    points: secteurs.map(([key, , mdh]) => point(key, "mdh", mdh)),
  }),
  carte("entonnoir", {
    forme: "entonnoir",
    famille: "calcule",
    unite: "dossiers",
    axe: "phase",
    titre: l("Du dépôt à la réalisation", "من الإيداع إلى الإنجاز", "From deposit to works"),
    categories: [
      { key: "depot", label: l("Déposés", "مودعة", "Filed") },
      { key: "crui", label: l("Passés en CRUI", "معروضة على اللجنة", "Examined by the CRUI") },
      { key: "approuve", label: l("Approuvés", "مصادق عليها", "Approved") },
      { key: "realise", label: l("Activité démarrée", "نشاط منطلق", "In activity") },
    ],
    series: [serie("n", l("Dossiers", "الملفات", "Files"), "calcule")],
    points: [
      point("depot", "n", 1200, { fiches: 1200 }),
      point("crui", "n", 900, { fiches: 900 }),
      point("approuve", "n", 610, { fiches: 610 }),
      point("realise", "n", 0, { fiches: 0 }),
    ],
  }),
  carte("chaleur", {
    forme: "chaleur",
    famille: "calcule",
    axe: "province",
    axeSerie: "secteur",
    titre: l(
      "Projets par province et secteur",
      "المشاريع حسب الإقليم والقطاع",
      "Projects by province and sector",
    ),
    categories: province,
    series: [
      ...secteurs.map(([key, label]) => serie(key, label, "calcule")),
      serie("agriculture", l("Agriculture", "الفلاحة", "Agriculture"), "calcule"),
      serie("artisanat", l("Artisanat", "الصناعة التقليدية", "Crafts"), "calcule"),
    ],
    points: province.flatMap(({ key }, row) =>
      secteurs.map(([sector], at) =>
        point(key, sector, (row * 7 + at * 3) % 11, { fiches: (row * 7 + at * 3) % 11 }),
      ),
    ),
  }),
  carte("classement", {
    forme: "classement",
    famille: "calcule",
    unite: "MDH",
    axe: "commune",
    titre: l(
      "Communes par montant approuvé",
      "الجماعات حسب المبلغ المصادق عليه",
      "Communes by approved amount",
    ),
    categories: communes,
    series: [serie("montant", l("Montant", "المبلغ", "Amount"), "calcule")],
    points: communes.map(({ key }, at) =>
      point(key, "montant", at === 5 ? -5 : 400 - at * 9.25, { fiches: 40 - at, mediane: 3.5 }),
    ),
    total: point("", "", 8785.25, { fiches: 820, mediane: 3.5 }),
  }),
  carte("table", {
    forme: "table",
    axe: "territoire",
    unite: "habitants",
    titre: l("Population par province", "السكان حسب الإقليم", "Population by province"),
    references: [recensement],
    categories: province.slice(0, 5),
    series: [serie("2014", same("2014")), serie("2024", same("2024"))],
    points: province
      .slice(0, 5)
      .flatMap(({ key }, at) => [
        point(key, "2014", 500_000 + at * 1111),
        point(key, "2024", at === 4 ? null : 510_000 + at * 999),
      ]),
  }),
  carte("texte", {
    forme: "texte",
    famille: "texte",
    titre: l("Lecture", "قراءة", "Reading"),
    unite: "",
    axe: null,
    calcul: same(""),
    texte: l(
      "Un seul projet d’énergie renouvelable déplace une année : le nombre, le montant et la médiane se lisent ensemble.",
      "مشروع واحد في الطاقات المتجددة يغير سنة كاملة: يقرأ العدد والمبلغ والوسيط معا.",
      "One renewable energy project moves a year: number, amount and median are read together.",
    ),
  }),
  carte("carte", {
    forme: "carte",
    axe: "province",
    titre: l(
      "Projets approuvés par province, cumul",
      "المشاريع المصادق عليها حسب الإقليم، تراكمي",
      "Approved projects by province",
    ),
    categories: province,
    series: [projets],
    points: provinces.map(([key, , count]) => point(key, "projets", count)),
    total: point("", "", 1031),
  }),
  carte("ecart", {
    famille: "ecart",
    titre: l(
      "Publié et calculé : projets par année",
      "المنشور والمحسوب: المشاريع حسب السنة",
      "Published and computed: projects by year",
    ),
    categories: annee,
    series: [
      serie("publie", l("Publié", "المنشور", "Published")),
      serie("calcule", l("Calculé", "المحسوب", "Computed"), "calcule"),
      serie("ecart", l("Écart", "الفارق", "Difference"), "ecart"),
    ],
    points: annees.flatMap(([year, count], at) => [
      point(String(year), "publie", count, { partiel: year === 2024 }),
      point(String(year), "calcule", count - at, { fiches: count - at }),
      point(String(year), "ecart", year === 2024 ? null : -at),
    ]),
  }),
  carte("communes", {
    famille: "calcule",
    axe: "commune",
    titre: l("Projets par commune", "المشاريع حسب الجماعة", "Projects by commune"),
    categories: communes,
    series: [serie("n", l("Projets", "المشاريع", "Projects"), "calcule")],
    points: communes.map(({ key }, at) => point(key, "n", 60 - at, { fiches: 60 - at })),
    total: point("", "", 1620, { fiches: 1620 }),
  }),
  carte("faute", {
    forme: "lignes",
    unite: "%",
    titre: l("Chômage", "البطالة", "Unemployment"),
    faute: {
      code: "methodes_melees",
      texte: l(
        "Recensement et enquête mesurent autrement le chômage : jamais sur un même axe.",
        "الإحصاء والبحث يقيسان البطالة بطريقتين مختلفتين: لا يجتمعان على محور واحد.",
        "Census and survey measure unemployment differently: never on one axis.",
      ),
    },
  }),
  carte("vide", {
    famille: "calcule",
    titre: l(
      "=Projets & <artisanat>\u0001 : [aucun]",
      "مشاريع الصناعة التقليدية",
      "Crafts projects",
    ),
    categories: annee,
    series: [serie("n", l("Projets", "المشاريع", "Projects"), "calcule")],
    points: annee.map(({ key }) => point(key, "n", null)),
  }),
];

/** A dashboard made by hand, as the engine would give it. */
export const tableau = (more: Partial<TableauResult> = {}): TableauResult =>
  tableauResult.parse({
    key: "barometre",
    livre: true,
    titre: l("Baromètre de l’investissement", "بارومتر الاستثمار", "Investment barometer"),
    description: l(
      "Ce que la CRUI a approuvé, et ce qui s’en réalise.",
      "ما صادقت عليه اللجنة وما أنجز منه.",
      "What the CRUI approved, and what comes of it.",
    ),
    region: l("Béni Mellal-Khénifra", "بني ملال-خنيفرة", "Béni Mellal-Khénifra"),
    feuilles: null,
    demande: { key: "barometre", filtre: { du: "2019-01-01", au: "2024-08-02" } },
    filtreTexte: l(
      "du 01/01/2019 au 02/08/2024",
      "من 01/01/2019 إلى 02/08/2024",
      "from 01/01/2019 to 02/08/2024",
    ),
    computedAt: Date.UTC(2026, 2, 2, 9, 30),
    jour: "2026-03-02",
    vintages: ["2024-08-02"],
    cartes,
    ...more,
  } satisfies TableauResult);
