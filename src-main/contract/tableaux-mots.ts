import type { Libelle } from "./primitives.ts";
import type { Dimension } from "./tableaux.ts";

/** A text in the three languages. */
export const mot = (fr: string, ar: string, en: string): Libelle => ({ fr, ar, en });

/** Text that is a number or a code, the same in the three languages. */
export const pareil = (text: string): Libelle => mot(text, text, text);

/** Labels of the dimensions. */
export const dimensionMots: Record<Dimension, Libelle> = {
  annee: mot("Année", "السنة", "Year"),
  trimestre: mot("Trimestre", "الفصل", "Quarter"),
  mois: mot("Mois", "الشهر", "Month"),
  province: mot("Province", "الإقليم", "Province"),
  commune: mot("Commune", "الجماعة", "Commune"),
  secteur: mot("Secteur", "القطاع", "Sector"),
  acte: mot("Acte", "القرار المطلوب", "Act"),
  officier: mot("Chargé de dossier", "المكلف بالملف", "Officer"),
  programme: mot("Programme", "البرنامج", "Programme"),
  etat: mot("État", "الحالة", "State"),
  phase: mot("Phase", "المرحلة", "Phase"),
  decision: mot("Décision", "القرار", "Decision"),
  suivi: mot("Suivi de réalisation", "تتبع الإنجاز", "Follow-up"),
  type: mot("Type", "النوع", "Type"),
  statut: mot("Statut", "الوضعية", "Status"),
  etape: mot("Étape", "المرحلة", "Step"),
  organisme: mot("Organisme", "الهيئة", "Body"),
  jalon: mot("Jalon franchi", "المرحلة المجتازة", "Milestone reached"),
  canal: mot("Canal", "القناة", "Channel"),
};

/** Units as they stand beside a figure. */
const uniteMots: Record<string, Libelle> = {
  projets: mot("projets", "مشروع", "projects"),
  dossiers: mot("dossiers", "ملف", "files"),
  MDH: mot("MDH", "مليون درهم", "MDH"),
  DH: mot("DH", "درهم", "DH"),
  emplois: mot("emplois", "منصب شغل", "jobs"),
  jours: mot("jours", "يوم", "days"),
  habitants: mot("habitants", "نسمة", "inhabitants"),
  entreprises: mot("entreprises", "مقاولة", "firms"),
  "%": pareil("%"),
  conventions: mot("conventions", "اتفاقية", "conventions"),
  versements: mot("versements", "دفعة", "payments"),
  engagements: mot("engagements", "التزام", "commitments"),
  financements: mot("financements", "تمويل", "financings"),
  porteurs: mot("porteurs", "حامل مشروع", "holders"),
  demandes: mot("demandes", "طلب", "enquiries"),
  ménages: mot("ménages", "أسرة", "households"),
  établissements: mot("établissements", "مؤسسة", "establishments"),
  réunions: mot("réunions", "اجتماع", "meetings"),
  coopératives: mot("coopératives", "تعاونية", "cooperatives"),
  adhérents: mot("adhérents", "منخرط", "members"),
  ha: mot("ha", "هكتار", "ha"),
  MMDH: mot("MMDH", "مليار درهم", "MMDH"),
  "% par an": mot("% par an", "% سنويا", "% a year"),
  "% du PIB régional": mot("% du PIB régional", "% من الناتج الجهوي", "% of regional GDP"),
  "% du nombre": mot("% du nombre", "% من العدد", "% of the number"),
  "% du montant": mot("% du montant", "% من المبلغ", "% of the amount"),
  "enfants par femme": mot("enfants par femme", "طفل لكل امرأة", "children per woman"),
  "porteurs et TPME": mot("porteurs et TPME", "حامل مشروع ومقاولة", "holders and small firms"),
};

/** A unit in words; as it is written when the list does not know it. */
export const uniteTexte = (unite: string): Libelle => uniteMots[unite] ?? pareil(unite);
