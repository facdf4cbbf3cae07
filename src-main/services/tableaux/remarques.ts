import type { Libelle } from "../../contract/primitives.ts";
import { enChaque, jourTexte, mot, nombreTexte } from "./mots.ts";

/** Sentences of the remarks that the published cards carry, by code; `{{name}}` stands for a parameter. */
const sentences: Record<string, Libelle> = {
  period_covered: mot(
    "Cumul du {{du}} au {{au}}.",
    "تراكمي من {{du}} إلى {{au}}.",
    "Cumulated from {{du}} to {{au}}.",
  ),
  period_covered_open: mot(
    "Cumul jusqu’au {{au}}.",
    "تراكمي إلى غاية {{au}}.",
    "Cumulated to {{au}}.",
  ),
  renewables_share: mot(
    "Énergies renouvelables : {{part}} % du montant.",
    "الطاقات المتجددة: {{part}} % من المبلغ.",
    "Renewable energy: {{part}} % of the amount.",
  ),
  years_added: mot(
    "Somme des années {{de}} à {{a}}, telles que publiées ensemble.",
    "مجموع سنوات {{de}} إلى {{a}} كما نشرت معا.",
    "Sum of the years {{de}} to {{a}}, as published together.",
  ),
  period_of: mot("Période : {{periode}}.", "الفترة: {{periode}}.", "Period: {{periode}}."),
  legal_maximum_calendar: mot(
    "Maximum légal : {{jours}} jours calendaires.",
    "الأجل القانوني الأقصى: {{jours}} يوما متصلا.",
    "Legal maximum: {{jours}} calendar days.",
  ),
  legal_maximum_working: mot(
    "Maximum légal : {{jours}} jours ouvrables.",
    "الأجل القانوني الأقصى: {{jours}} يوم عمل.",
    "Legal maximum: {{jours}} working days.",
  ),
  legal_maximum_unknown: mot(
    "Maximum légal : {{jours}} jours.",
    "الأجل القانوني الأقصى: {{jours}} يوما.",
    "Legal maximum: {{jours}} days.",
  ),
  partial_year: mot(
    "* {{annee}} jusqu’au {{au}}.",
    "* {{annee}} إلى غاية {{au}}.",
    "* {{annee}} to {{au}}.",
  ),
  several_vintages: mot(
    "Plusieurs éditions : {{dates}}.",
    "عدة إصدارات: {{dates}}.",
    "Several editions: {{dates}}.",
  ),
  before_crui: mot(
    "Les années {{de}} à {{a}}, antérieures à la CRUI, figurent dans le détail des observations.",
    "سنوات {{de}} إلى {{a}}، السابقة لإحداث اللجنة، مدرجة في تفصيل الأرقام المنشورة.",
    "Years {{de}} to {{a}}, before the CRUI, are in the detail of the observations.",
  ),
  unpublished_rest: mot(
    "Le reste, {{reste}}, n’est pas publié séparément.",
    "الباقي، {{reste}}، غير منشور على حدة.",
    "The rest, {{reste}}, is not published separately.",
  ),
  parts_add_up: mot(
    "Les parts font le total publié, {{total}}.",
    "مجموع الأجزاء يساوي المجموع المنشور، {{total}}.",
    "The parts make the published total, {{total}}.",
  ),
  parts_differ: mot(
    "Les parts font {{somme}}, le total publié est {{total}}.",
    "مجموع الأجزاء {{somme}} والمجموع المنشور {{total}}.",
    "The parts make {{somme}}, the published total is {{total}}.",
  ),
  other_period: mot(
    "Autre période que l’édition du {{edition}} : ne pas comparer.",
    "فترة غير فترة إصدار {{edition}}: لا تجوز المقارنة.",
    "Another period than the edition of {{edition}}: do not compare.",
  ),
  census_survey: mot(
    "Recensement et enquête mesurent autrement le chômage : jamais sur un même axe.",
    "الإحصاء والبحث يقيسان البطالة بطريقتين مختلفتين: لا يجتمعان على محور واحد.",
    "Census and survey measure unemployment differently: never on one axis.",
  ),
  registry_places_mapped: mot(
    "Lieux du registre de commerce (tribunaux) regroupés par province.",
    "أماكن السجل التجاري (المحاكم) مجمعة حسب الإقليم.",
    "Trade register places (courts) grouped by province.",
  ),
  nothing_published: mot(
    "Rien de publié à cette date.",
    "لا شيء منشور إلى هذا التاريخ.",
    "Nothing published at this date.",
  ),
};

/** Parameters that are figures; years are not, they have no thousands. */
const figures = new Set(["part", "reste", "total", "somme", "jours", "nombre"]);

const isDay = /^\d{4}-\d{2}-\d{2}$/;

function said(key: string, value: string): string {
  if (figures.has(key)) return nombreTexte(Number(value), 2).replace(/(,\d)0$/, "$1");
  return value
    .split(",")
    .map((part) => (isDay.test(part) ? jourTexte(part) : part))
    .join(", ");
}

/** The sentence of a remark of the published cards. @param remark code and parameters, as a query */
export function remarqueTexte(remark: string): Libelle | null {
  const [code = "", query = ""] = remark.split("?", 2);
  const params = new Map(new URLSearchParams(query));
  const suffix = params.get("unite") ?? (params.get("du") === "" ? "open" : undefined);
  const sentence = sentences[suffix === undefined ? code : `${code}_${suffix}`] ?? sentences[code];
  if (sentence === undefined) return null;
  return enChaque((langue) =>
    sentence[langue].replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) =>
      said(key, params.get(key) ?? ""),
    ),
  );
}
