/** Methods by which figures are made, and those that never share an axis. */

import type { Libelle } from "../contract/primitives.ts";

/** Why some series cannot stand side by side, as a code and as a sentence. */
export type MixReason = { code: "census_and_survey"; methods: readonly string[]; texte: Libelle };

/** A census counts everybody on one day, a survey asks a sample all year: cri.md §5.2. */
const APART: readonly (readonly [string, string])[] = [["recensement", "enquete"]];

/**
 * Whether series made by these methods may share an axis or a formula.
 * @param methods keys of the list `methode_serie`; null for a series without a method
 * @returns null when they may, else the reason
 */
export function mixableMethods(methods: readonly (string | null)[]): MixReason | null {
  const apart = APART.find((pair) => pair.every((method) => methods.includes(method)));
  if (apart === undefined) return null;
  return {
    code: "census_and_survey",
    methods: apart,
    texte: {
      fr: "Un recensement et une enquête ne mesurent pas de la même façon : leurs chiffres ne vont jamais sur un même axe.",
      ar: "الإحصاء العام والبحث الميداني لا يقيسان بالطريقة نفسها: لا تجتمع أرقامهما على محور واحد.",
      en: "A census and a survey do not measure in the same way: their figures never share an axis.",
    },
  };
}
