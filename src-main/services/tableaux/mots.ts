import type { Sujet } from "../../contract/tableaux.ts";
import { dimensionMots, mot, pareil, uniteTexte } from "../../contract/tableaux-mots.ts";
import type { Langue, Libelle } from "../../contract/primitives.ts";
import { paperNumber } from "../documents/papier.ts";

export { dimensionMots, mot, pareil, uniteTexte };

const langues: readonly Langue[] = ["fr", "ar", "en"];

/** A text made in each language. */
export function enChaque(make: (langue: Langue) => string): Libelle {
  const [fr, ar, en] = langues.map(make);
  return mot(fr!, ar!, en!);
}

/** `31/12/2024`, as every screen writes days. @param day ISO date */
export const jourTexte = (day: string): string => day.split("-").toReversed().join("/");

/** `1 234,5`. @param decimals at most */
export function nombreTexte(value: number, decimals = 1): string {
  return paperNumber(value, decimals).replace(/,0+$/, "");
}

/** What each subject is, in the plural. */
export const sujetMots: Record<Sujet, Libelle> = {
  approbations: mot("Projets approuvés", "المشاريع المصادق عليها", "Approved projects"),
  depots: mot("Dossiers déposés", "الملفات المودعة", "Files lodged"),
  instruction: mot("Instruction des dossiers", "دراسة الملفات", "Examination of files"),
  conventions: mot("Conventions", "الاتفاقيات", "Conventions"),
  versements: mot("Versements des conventions", "دفعات الاتفاقيات", "Convention payments"),
  engagements: mot("Engagements des conventions", "التزامات الاتفاقيات", "Convention commitments"),
  financements: mot("Financements des porteurs", "تمويلات حاملي المشاريع", "Holders' financings"),
  accompagnements: mot("Porteurs accompagnés", "حاملو المشاريع المواكبون", "Accompanied holders"),
  demandes: mot("Demandes reçues", "الطلبات الواردة", "Enquiries received"),
};

/** Label of what has no value in a dimension. */
export const nonRenseigne = mot("Non renseigné", "غير محدد", "Not stated");
/** Label of the categories left out of a card that shows the first ones only. */
export const autres = mot("Autres", "أخرى", "Others");

const moisMots: readonly Libelle[] = [
  mot("janv.", "يناير", "Jan"),
  mot("févr.", "فبراير", "Feb"),
  mot("mars", "مارس", "Mar"),
  mot("avr.", "أبريل", "Apr"),
  mot("mai", "ماي", "May"),
  mot("juin", "يونيو", "Jun"),
  mot("juil.", "يوليوز", "Jul"),
  mot("août", "غشت", "Aug"),
  mot("sept.", "شتنبر", "Sep"),
  mot("oct.", "أكتوبر", "Oct"),
  mot("nov.", "نونبر", "Nov"),
  mot("déc.", "دجنبر", "Dec"),
];

/** Label of a key of time: `2024`, `T3 2024`, `juil. 2024`. */
export function tempsLabel(key: string): Libelle {
  const [year = "", part] = key.split("-");
  if (part === undefined) return pareil(year);
  if (part.startsWith("T")) {
    const n = part.slice(1);
    return mot(`T${n} ${year}`, `الفصل ${n} ${year}`, `Q${n} ${year}`);
  }
  const month = moisMots[Number(part) - 1];
  return month ? enChaque((langue) => `${month[langue]} ${year}`) : pareil(key);
}

/** States of the commitments and of the payments, which no reference list names: the words of their screens. */
export const engagementMots: Record<string, Libelle> = {
  a_venir: mot("À venir", "لم يحن", "To come"),
  en_cours: mot("En cours", "جار", "In progress"),
  tenu: mot("Tenu", "تم الوفاء به", "Kept"),
  tenu_en_retard: mot("Tenu en retard", "تم الوفاء به متأخرا", "Kept late"),
  partiel: mot("Partiel", "جزئي", "Partial"),
  defaillant: mot("Défaillant", "لم يوف به", "Missed"),
  sans_objet: mot("Sans objet", "بدون موضوع", "Not applicable"),
};

export const versementMots: Record<string, Libelle> = {
  prevu: mot("Prévu", "مرتقبة", "Planned"),
  en_retard: mot("En retard", "متأخرة", "Overdue"),
  verse: mot("Versé", "مؤداة", "Paid"),
  verse_en_partie: mot("Versé en partie", "مؤداة جزئيا", "Partly paid"),
};
