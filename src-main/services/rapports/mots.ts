import type { RapportMots } from "../../contract/rapports.ts";
import type { Confidence, Langue, Libelle } from "../../contract/primitives.ts";
import type { CarteResult, Famille } from "../../contract/tableaux.ts";
import { dimensionMots, sujetMots, uniteTexte } from "../tableaux/mots.ts";

const libelle = (fr: string, ar: string, en: string): Libelle => ({ fr, ar, en });

/** Words of the layout of a report. */
export const mots: Record<Langue, RapportMots> = {
  fr: {
    sommaire: "Sommaire",
    resume: "Résumé",
    chiffresCles: "Chiffres clés",
    notes: "Notes sur les sources",
    lecture: "Pour lire ce rapport",
    calcul: "Comment ce chiffre est calculé",
    remarques: "Remarques",
    unite: "Unité",
    famille: "Nature",
    source: "Source",
    sources: "Sources",
    date: "Date",
    natureDate: "Nature de la date",
    confiance: "Confiance",
    cartes: "Cartes",
    carte: "Carte",
    feuille: "Feuille",
    lignes: "Nombre de lignes",
    filtre: "Filtre",
    sansFiltre: "aucun",
    calculeLe: "Calculé le",
    page: "Page",
    pageSur: "sur",
    suite: "suite",
    aucuneCarte: "Ce tableau de bord n’a aucune carte.",
    categorie: "Catégorie",
    serie: "Série",
    valeur: "Valeur",
    niveau: "Niveau",
    fiches: "Fiches",
    mediane: "Médiane",
    partiel: "Partiel",
    oui: "oui",
    colonnes: "colonnes",
  },
  ar: {
    sommaire: "الفهرس",
    resume: "ملخص",
    chiffresCles: "الأرقام الرئيسية",
    notes: "ملاحظات حول المصادر",
    lecture: "كيف يقرأ هذا التقرير",
    calcul: "كيف حسب هذا الرقم",
    remarques: "ملاحظات",
    unite: "الوحدة",
    famille: "الطبيعة",
    source: "المصدر",
    sources: "المصادر",
    date: "التاريخ",
    natureDate: "طبيعة التاريخ",
    confiance: "درجة الثقة",
    cartes: "البطاقات",
    carte: "البطاقة",
    feuille: "الورقة",
    lignes: "عدد الأسطر",
    filtre: "التصفية",
    sansFiltre: "بدون",
    calculeLe: "تاريخ الحساب",
    page: "صفحة",
    pageSur: "من",
    suite: "تتمة",
    aucuneCarte: "لا توجد أي بطاقة في لوحة القيادة هذه.",
    categorie: "الفئة",
    serie: "السلسلة",
    valeur: "القيمة",
    niveau: "المستوى",
    fiches: "السجلات",
    mediane: "الوسيط",
    partiel: "جزئي",
    oui: "نعم",
    colonnes: "أعمدة",
  },
  en: {
    sommaire: "Contents",
    resume: "Summary",
    chiffresCles: "Key figures",
    notes: "Notes on sources",
    lecture: "How to read this report",
    calcul: "How this figure is computed",
    remarques: "Remarks",
    unite: "Unit",
    famille: "Nature",
    source: "Source",
    sources: "Sources",
    date: "Date",
    natureDate: "Nature of the date",
    confiance: "Confidence",
    cartes: "Cards",
    carte: "Card",
    feuille: "Sheet",
    lignes: "Number of rows",
    filtre: "Filter",
    sansFiltre: "none",
    calculeLe: "Computed on",
    page: "Page",
    pageSur: "of",
    suite: "continued",
    aucuneCarte: "This dashboard has no card.",
    categorie: "Category",
    serie: "Series",
    valeur: "Value",
    niveau: "Level",
    fiches: "Records",
    mediane: "Median",
    partiel: "Partial",
    oui: "yes",
    colonnes: "columns",
  },
};

/** Between a word and what it announces. */
export const deuxPoints: Record<Langue, string> = { fr: "\u00a0: ", ar: ": ", en: ": " };
/** Between two parts of a sentence. */
export const pointVirgule: Record<Langue, string> = { fr: "\u202f; ", ar: "؛ ", en: "; " };
/** Between two things of a list. */
export const virgule: Record<Langue, string> = { fr: ", ", ar: "، ", en: ", " };

export const familles: Record<Famille, Libelle> = {
  publie: libelle("Chiffres publiés", "أرقام منشورة", "Published figures"),
  calcule: libelle("Calculé de nos dossiers", "محسوب من ملفاتنا", "Computed from our files"),
  ecart: libelle(
    "Publié et calculé de nos dossiers, avec l’écart",
    "المنشور والمحسوب من ملفاتنا، مع الفارق",
    "Published and computed from our files, with the difference",
  ),
  texte: libelle("Texte", "نص", "Text"),
};

/** Same words as the screens of the dashboards. */
export const confiances: Record<Confidence, Libelle> = {
  A: libelle(
    "A : texte ou déclaration d’un organisme officiel",
    "A: نص أو تصريح لهيئة رسمية",
    "A: text or statement of an official body",
  ),
  B: libelle(
    "B : presse ou site secondaire",
    "B: صحافة أو موقع ثانوي",
    "B: press or secondary site",
  ),
  C: libelle(
    "C : indication, à vérifier",
    "C: إشارة يتعين التحقق منها",
    "C: indication, to be verified",
  ),
  D: libelle(
    "D : connaissance générale, sans source",
    "D: معرفة عامة بدون مصدر",
    "D: general knowledge, no source",
  ),
  X: libelle(
    "X : calculé par nous à partir de chiffres publiés",
    "X: محسوب من طرفنا انطلاقا من أرقام منشورة",
    "X: computed by us from published figures",
  ),
};

export const bases: Record<NonNullable<CarteResult["references"][number]["asOfBasis"]>, Libelle> = {
  stated: libelle("date donnée par la source", "تاريخ ورد في المصدر", "date stated by the source"),
  publication: libelle("date de publication", "تاريخ النشر", "date of publication"),
  period_end: libelle(
    "date inconnue, fin de la période",
    "تاريخ غير معروف، نهاية الفترة",
    "unknown date, end of the period",
  ),
};

export const niveaux = {
  detail: libelle("détail", "تفصيل", "detail"),
  ensemble: libelle("ensemble", "المجموع", "overall"),
  comparaison: libelle("période comparée", "فترة المقارنة", "period compared"),
  cible: libelle("cible", "الهدف", "target"),
} as const;

/** What the categories of a card are. */
export const axes: Record<string, Libelle> = {
  ...dimensionMots,
  periode: libelle("Période", "الفترة", "Period"),
  territoire: libelle("Territoire", "المجال الترابي", "Territory"),
  serie: libelle("Série", "السلسلة", "Series"),
};

/** What of our files a figure counts, named as its source: the engine gives it in French. */
export const dossiersDe = (texte: string, langue: Langue): string =>
  Object.values(sujetMots).find(({ fr }) => fr === texte)?.[langue] ?? texte;

type Formes = Partial<Record<Intl.LDMLPluralRule, string>>;

/** Units as they follow a number, where its number changes them; Arabic writes no dual after a figure. */
const accords: Record<string, Partial<Record<Langue, Formes>>> = {
  projets: {
    fr: { one: "projet" },
    ar: { few: "مشاريع", many: "مشروعا" },
    en: { one: "project" },
  },
  dossiers: {
    fr: { one: "dossier" },
    ar: { few: "ملفات", many: "ملفا" },
    en: { one: "file" },
  },
  conventions: {
    fr: { one: "convention" },
    ar: { few: "اتفاقيات" },
    en: { one: "convention" },
  },
  versements: {
    fr: { one: "versement" },
    ar: { few: "دفعات" },
    en: { one: "payment" },
  },
  engagements: {
    fr: { one: "engagement" },
    ar: { few: "التزامات", many: "التزاما" },
    en: { one: "commitment" },
  },
  financements: {
    fr: { one: "financement" },
    ar: { few: "تمويلات", many: "تمويلا" },
    en: { one: "financing" },
  },
  porteurs: {
    fr: { one: "porteur" },
    ar: { few: "حاملي مشاريع" },
    en: { one: "holder" },
  },
  demandes: {
    fr: { one: "demande" },
    ar: { few: "طلبات", many: "طلبا" },
    en: { one: "enquiry" },
  },
  emplois: {
    fr: { one: "emploi" },
    ar: { few: "مناصب شغل" },
    en: { one: "job" },
  },
  jours: {
    fr: { one: "jour" },
    ar: { few: "أيام", many: "يوما" },
    en: { one: "day" },
  },
  habitants: { fr: { one: "habitant" }, en: { one: "inhabitant" } },
  entreprises: {
    fr: { one: "entreprise" },
    ar: { few: "مقاولات" },
    en: { one: "firm" },
  },
  ménages: { fr: { one: "ménage" }, ar: { few: "أسر" }, en: { one: "household" } },
};

/** A unit in a language. @param combien what it follows; heads a column when left out. */
export function uniteDe(unite: string, langue: Langue, combien?: number): string {
  const head = uniteTexte(unite)[langue];
  if (combien === undefined) return head;
  const rule = new Intl.PluralRules(langue).select(Math.abs(combien));
  return accords[unite]?.[langue]?.[rule] ?? head;
}

interface Phrases {
  region: string;
  periode: string;
  toutesDates: string;
  duAu: (du: string | null, au: string | null) => string;
  editionPublie: string;
  plusRecente: string;
  editionDu: (jour: string) => string;
  finPeriode: (jour: string) => string;
  nosDossiersAu: string;
  etabliLe: string;
  par: string;
  donnee: string;
  ensemble: string;
  autres: (dessinees: number, toutes: number) => string;
  ecartHorsGraphique: string;
  cumul: string;
  nonPublie: string;
  nonComparable: string;
  sansValeur: string;
  cible: string;
  partiel: string;
  dossiers: string;
  etatAuJour: string;
  calculeAu: (jour: string) => string;
  publieSansDate: string;
  confianceDossiers: string;
  rienPublie: string;
  aucunDossier: string;
  lecture: string;
}

/** Sentences that a report is made of. Days come as they are written. */
export const phrases: Record<Langue, Phrases> = {
  fr: {
    region: "Région",
    periode: "Période",
    toutesDates: "toutes les dates",
    duAu: (du, au) =>
      du && au ? `du ${du} au ${au}` : du ? `depuis le ${du}` : `jusqu’au ${au ?? ""}`,
    editionPublie: "Édition des chiffres publiés",
    plusRecente: "la plus récente de chaque chiffre",
    editionDu: (jour) => `édition du ${jour}`,
    finPeriode: (jour) => `arrêté au ${jour}, date d’édition inconnue`,
    nosDossiersAu: "Nos dossiers au",
    etabliLe: "Établi le",
    par: "Établi par",
    donnee: "Donnée",
    ensemble: "Ensemble",
    autres: (dessinees, toutes) =>
      `Le graphique montre les ${dessinees} premières catégories sur ${toutes}\u202f; le tableau les donne toutes.`,
    ecartHorsGraphique: "L’écart est donné dans le tableau.",
    cumul: "Part cumulée (%)",
    nonPublie: "n.\u00a0p.",
    nonComparable: "n.\u00a0c.",
    sansValeur: "–",
    cible: "Cible",
    partiel: "période partielle",
    dossiers: "Dossiers de ce registre",
    etatAuJour: "état du registre ce jour-là",
    calculeAu: (jour) => `calculé de nos dossiers au ${jour}`,
    publieSansDate: "chiffre publié, sans date",
    confianceDossiers: "calculé de nos dossiers",
    rienPublie: "Rien de publié à cette date.",
    aucunDossier: "Aucune fiche du registre ne répond à cette demande.",
    lecture:
      "n.\u00a0p.\u00a0: non publié. n.\u00a0c.\u00a0: non comparable. *\u00a0: période partielle. MDH\u00a0: million de dirhams. [1]\u00a0: note sur les sources. Les chiffres publiés portent leur source et la date de leur édition\u202f; les chiffres calculés de nos dossiers le disent et ne s’y ajoutent jamais.",
  },
  ar: {
    region: "الجهة",
    periode: "الفترة",
    toutesDates: "جميع التواريخ",
    duAu: (du, au) => (du && au ? `من ${du} إلى ${au}` : du ? `منذ ${du}` : `إلى غاية ${au ?? ""}`),
    editionPublie: "إصدار الأرقام المنشورة",
    plusRecente: "أحدث إصدار لكل رقم",
    editionDu: (jour) => `إصدار ${jour}`,
    finPeriode: (jour) => `إلى غاية ${jour}، وتاريخ الإصدار غير معروف`,
    nosDossiersAu: "ملفاتنا بتاريخ",
    etabliLe: "أعد بتاريخ",
    par: "من إعداد",
    donnee: "المعطى",
    ensemble: "المجموع العام",
    autres: (dessinees, toutes) =>
      `عدد الفئات في الرسم: ${dessinees} من أصل ${toutes}؛ والجدول يضمها كلها.`,
    ecartHorsGraphique: "الفارق وارد في الجدول.",
    cumul: "الحصة التراكمية (%)",
    nonPublie: "غ.م",
    nonComparable: "غ.ق",
    sansValeur: "–",
    cible: "الهدف",
    partiel: "فترة جزئية",
    dossiers: "ملفات هذا السجل",
    etatAuJour: "حالة السجل في ذلك اليوم",
    calculeAu: (jour) => `محسوب من ملفاتنا بتاريخ ${jour}`,
    publieSansDate: "رقم منشور بدون تاريخ",
    confianceDossiers: "محسوب من ملفاتنا",
    rienPublie: "لا شيء منشور في هذا التاريخ.",
    aucunDossier: "لا يستجيب أي سجل لهذا الطلب.",
    lecture:
      "غ.م: غير منشور. غ.ق: غير قابل للمقارنة. *: فترة جزئية. [1]: ملاحظة حول المصادر. الأرقام المنشورة تحمل مصدرها وتاريخ إصدارها؛ والأرقام المحسوبة من ملفاتنا يشار إليها ولا تجمع معها أبدا.",
  },
  en: {
    region: "Region",
    periode: "Period",
    toutesDates: "all dates",
    duAu: (du, au) => (du && au ? `from ${du} to ${au}` : du ? `since ${du}` : `until ${au ?? ""}`),
    editionPublie: "Edition of the published figures",
    plusRecente: "the latest of each figure",
    editionDu: (jour) => `edition of ${jour}`,
    finPeriode: (jour) => `as at ${jour}, date of edition unknown`,
    nosDossiersAu: "Our files on",
    etabliLe: "Made on",
    par: "Made by",
    donnee: "Figure",
    ensemble: "Overall",
    autres: (dessinees, toutes) =>
      `The chart shows the first ${dessinees} categories of ${toutes}; the table gives them all.`,
    ecartHorsGraphique: "The difference is given in the table.",
    cumul: "Cumulated share (%)",
    nonPublie: "n.\u00a0p.",
    nonComparable: "n.\u00a0c.",
    sansValeur: "–",
    cible: "Target",
    partiel: "part of a period",
    dossiers: "Files of this register",
    etatAuJour: "state of the register on that day",
    calculeAu: (jour) => `computed from our files on ${jour}`,
    publieSansDate: "published figure, no date",
    confianceDossiers: "computed from our files",
    rienPublie: "Nothing published at this date.",
    aucunDossier: "No record of the register answers this request.",
    lecture:
      "n.\u00a0p.: not published. n.\u00a0c.: not comparable. *: part of a period. MDH: million dirhams. [1]: note on sources. Published figures carry their source and the date of their edition; figures computed from our files say so and are never added to them.",
  },
};
