import type { Libelle } from "../../contract/primitives.ts";

const titre = (fr: string, ar: string, en: string): Libelle => ({ fr, ar, en });

/** Titles of the regional dashboard's cards, by card key. */
export const titres = {
  approbations_total: titre("Projets approuvés", "المشاريع المصادق عليها", "Approved projects"),
  investissement_total: titre(
    "Investissement approuvé",
    "الاستثمار المصادق عليه",
    "Approved investment",
  ),
  emplois_total: titre("Emplois prévus", "مناصب الشغل المرتقبة", "Planned jobs"),
  delai_moyen: titre("Délai moyen de traitement", "متوسط أجل المعالجة", "Average processing time"),
  approbations_annees: titre(
    "Projets approuvés par année",
    "المشاريع المصادق عليها حسب السنة",
    "Approved projects by year",
  ),
  investissement_annees: titre(
    "Investissement approuvé par année",
    "الاستثمار المصادق عليه حسب السنة",
    "Approved investment by year",
  ),
  emplois_annees: titre(
    "Emplois prévus par année",
    "مناصب الشغل المرتقبة حسب السنة",
    "Planned jobs by year",
  ),
  approbations_provinces: titre(
    "Projets approuvés par province, cumul",
    "المشاريع المصادق عليها حسب الإقليم، تراكمي",
    "Approved projects by province, cumulated",
  ),
  investissement_provinces: titre(
    "Investissement approuvé par province, cumul",
    "الاستثمار المصادق عليه حسب الإقليم، تراكمي",
    "Approved investment by province, cumulated",
  ),
  investissement_secteurs: titre(
    "Investissement approuvé par secteur, cumul",
    "الاستثمار المصادق عليه حسب القطاع، تراكمي",
    "Approved investment by sector, cumulated",
  ),
  approbations_secteurs: titre(
    "Projets approuvés par secteur, cumul",
    "المشاريع المصادق عليها حسب القطاع، تراكمي",
    "Approved projects by sector, cumulated",
  ),
  population: titre("Population par province", "السكان حسب الإقليم", "Population by province"),
  chomage_recensement: titre(
    "Taux de chômage, recensement",
    "معدل البطالة حسب الإحصاء",
    "Unemployment rate, census",
  ),
  chomage_enquete: titre(
    "Taux de chômage, enquête emploi",
    "معدل البطالة حسب البحث حول التشغيل",
    "Unemployment rate, labour survey",
  ),
  pib_part: titre(
    "Part de la région dans le PIB national",
    "حصة الجهة من الناتج الداخلي الإجمالي الوطني",
    "Region's share of national GDP",
  ),
  creations: titre(
    "Créations d’entreprises par année",
    "إحداث المقاولات حسب السنة",
    "Business creations by year",
  ),
  creations_provinces: titre(
    "Créations d’entreprises par province",
    "إحداث المقاولات حسب الإقليم",
    "Business creations by province",
  ),
  calcul_annees: titre("Approbations par année", "المصادقات حسب السنة", "Approvals by year"),
  calcul_provinces: titre(
    "Approbations par province",
    "المصادقات حسب الإقليم",
    "Approvals by province",
  ),
  calcul_secteurs: titre("Approbations par secteur", "المصادقات حسب القطاع", "Approvals by sector"),
  ecart_annees: titre(
    "Publié et calculé : nombre par année",
    "المنشور والمحسوب: العدد حسب السنة",
    "Published and computed: number by year",
  ),
  ecart_annees_montant: titre(
    "Publié et calculé : investissement par année",
    "المنشور والمحسوب: الاستثمار حسب السنة",
    "Published and computed: investment by year",
  ),
} as const satisfies Record<string, Libelle>;

/** Measures of the computed cards, by suffix of the card key. */
export const mesures = {
  nombre: titre("nombre", "العدد", "number"),
  montant: titre("montant", "المبلغ", "amount"),
  emplois: titre("emplois prévus", "مناصب الشغل المرتقبة", "planned jobs"),
  mediane: titre("montant médian", "المبلغ الوسيط", "median amount"),
} as const satisfies Record<string, Libelle>;

/** Label of what has no province or no sector. */
export const nonRenseigne = titre("Non renseigné", "غير محدد", "Not stated");
