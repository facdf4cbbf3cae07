import type { DocumentLangue } from "../../contract/documents.ts";

/** Words that a document needs and no list of the register holds. */
export const units: Record<
  DocumentLangue,
  Record<"dh" | "oui" | "non" | "mois" | "jours" | "toutes", string>
> = {
  fr: {
    dh: "DH",
    oui: "oui",
    non: "non",
    mois: "mois",
    jours: "jours",
    toutes: "Toutes les parties",
  },
  ar: { dh: "درهم", oui: "نعم", non: "لا", mois: "أشهر", jours: "يوما", toutes: "جميع الأطراف" },
};

/** Statuses and states as a document writes them. */
export const statutLabels: Record<DocumentLangue, Record<string, string>> = {
  fr: {
    projet: "projet",
    en_signature: "en signature",
    en_vigueur: "en vigueur",
    preavis_ouvert: "en vigueur, préavis ouvert",
    reconduite: "reconduite",
    suspendue: "suspendue",
    echue: "échue",
    resiliee: "résiliée",
    a_venir: "à venir",
    en_cours: "en cours",
    tenu: "tenu",
    tenu_en_retard: "tenu en retard",
    partiel: "partiel",
    defaillant: "défaillant",
    sans_objet: "sans objet",
    attendu: "attendu",
    en_retard: "en retard",
    recu: "reçu",
    accepte: "accepté",
    refuse: "refusé",
  },
  ar: {
    projet: "مشروع",
    en_signature: "قيد التوقيع",
    en_vigueur: "سارية",
    preavis_ouvert: "سارية، والإشعار مفتوح",
    reconduite: "مجددة",
    suspendue: "موقوفة",
    echue: "منتهية",
    resiliee: "مفسوخة",
    a_venir: "قادم",
    en_cours: "جار",
    tenu: "محترم",
    tenu_en_retard: "محترم بتأخير",
    partiel: "جزئي",
    defaillant: "مخل به",
    sans_objet: "غير ذي موضوع",
    attendu: "منتظر",
    en_retard: "متأخر",
    recu: "متوصل به",
    accepte: "مقبول",
    refuse: "مرفوض",
  },
};

/** Names of the fields that an avenant may change. */
export const champLabels: Record<DocumentLangue, Record<string, string>> = {
  fr: {
    intituleFr: "Intitulé",
    intituleAr: "Intitulé en arabe",
    objet: "Objet",
    consistance: "Consistance",
    visas: "Visas",
    effetLe: "Date d’effet",
    finLe: "Date de fin",
    reconductionTacite: "Tacite reconduction",
    reconductionMois: "Durée d’une reconduction (mois)",
    reconductionMax: "Nombre maximal de reconductions",
    preavisMois: "Préavis (mois)",
    preavisJours: "Préavis (jours)",
    montant: "Montant",
    territoireId: "Territoire",
  },
  ar: {
    intituleFr: "العنوان بالفرنسية",
    intituleAr: "العنوان",
    objet: "الموضوع",
    consistance: "المضمون",
    visas: "المراجع القانونية",
    effetLe: "تاريخ السريان",
    finLe: "تاريخ الانتهاء",
    reconductionTacite: "التجديد الضمني",
    reconductionMois: "مدة التجديد (بالأشهر)",
    reconductionMax: "العدد الأقصى للتجديدات",
    preavisMois: "الإشعار المسبق (بالأشهر)",
    preavisJours: "الإشعار المسبق (بالأيام)",
    montant: "المبلغ",
    territoireId: "المجال الترابي",
  },
};
