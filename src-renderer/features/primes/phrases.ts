import type { TFunction } from "i18next";
import type {
  ConditionVue,
  Quantite,
  RegimeSimule,
  Remarque,
} from "../../../src-main/contract/primes.ts";
import { apart, ltr } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, formatPercent } from "../../lib/format.ts";

type T = TFunction<"primes">;

/** `12,5 %`. @param bp basis points */
export const rate = (bp: number): string => ltr(formatPercent(bp / 100, bp % 100 === 0 ? 0 : 2));

/** `6 000 000 DH`: centimes are written only where there are some. */
export const amount = (centimes: number): string =>
  ltr(`${formatNumber(centimes / 100, centimes % 100 === 0 ? 0 : 2)}\u00a0DH`);

/** One rate, or the two ends of a range. */
export const rateRange = (low: number, high: number, t: T): string =>
  low === high ? rate(low) : t("de", { bas: rate(low), haut: rate(high) });

/** One amount, or the two ends of a range. Centimes. */
export const amountRange = (low: number, high: number, t: T): string =>
  low === high ? amount(low) : t("de", { bas: amount(low), haut: amount(high) });

/** A threshold, or what a project has. */
export function quantity({ valeur, unite }: Quantite, t: T): string {
  switch (unite) {
    case "centimes":
      return amount(valeur);
    case "bp":
      return rate(valeur);
    case "ratio":
      return t("quantite.ratio", { count: valeur });
    case "emplois":
      return t("quantite.emplois", { count: valeur });
    default:
      return t("quantite.criteres", { count: valeur });
  }
}

const exceeds = ({ code, seuil, valeur }: ConditionVue): boolean =>
  code.endsWith("_max") ||
  (code === "chiffre_affaires" && (valeur?.valeur ?? 0) > (seuil?.valeur ?? 0));

/** What a condition asks. */
export const asked = ({ code, seuil }: ConditionVue, t: T): string =>
  t(`condition.${code}`, { seuil: seuil ? quantity(seuil, t) : "" });

/** By how much a condition is missed; empty when nothing measures it. */
export function lacking(condition: ConditionVue, t: T): string {
  const { manque } = condition;
  if (!manque) return "";
  const quoi =
    manque.unite === "bp"
      ? t("quantite.points", { count: manque.valeur / 100 })
      : quantity(manque, t);
  return t(exceeds(condition) ? "exces" : "manque", { quoi });
}

/** Why a regime does not hold on the day; empty when it does. */
export function outOfForce({ statut, depuis, jusqua }: RegimeSimule, asOf: string, t: T): string {
  if (statut !== "hors_vigueur") return "";
  const jour = ltr(formatDate(asOf));
  return depuis !== null && depuis > asOf
    ? t("pasAvant", { jour, date: ltr(formatDate(depuis)) })
    : t("jusqua", { jour, date: ltr(formatDate(jusqua ?? "")) });
}

/** A gap or a conflict as a sentence. */
export function remarkText({ code, params }: Remarque, t: T): string {
  const shown = Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      if (typeof value === "string") return [key, apart(value)];
      if (code === "ratio_sans_prime") return [key, ltr(formatNumber(value))];
      return [key, code === "plafond_secteur" ? amount(value) : rate(value)];
    }),
  );
  return t(`remarque.${code}`, shown);
}
