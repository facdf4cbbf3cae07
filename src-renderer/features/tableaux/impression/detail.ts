import type { Card as CardModel } from "../../../../src-main/contract/indicateurs.ts";
import { formatDate, formatNumber, formatPercent } from "../../../lib/format.ts";
import { useTableau } from "../contexte.tsx";
import { formatValue, readCard } from "../lecture.ts";
import { readRemark } from "../remarques.ts";

/** The line under a headline number, in parts; figures stand out. */
export function useChiffreDetail(card: CardModel, annees: CardModel | undefined): string[] {
  const { t, text } = useTableau();
  if (card.total === null) return [];
  const params = new Map(
    card.remarks.map(readRemark).map(({ code, params: found }) => [code, found]),
  );
  const parts: string[] = [];
  const covered = params.get("period_covered");
  if (covered)
    parts.push(
      t(covered.get("du") ? "chiffres.periode" : "chiffres.periodeOuverte", {
        du: formatDate(covered.get("du") ?? ""),
        au: formatDate(covered.get("au") ?? ""),
      }),
    );
  if (card.key === "approbations_total") {
    const last = annees?.points.filter((point) => !point.partial && point.value !== null).at(-1);
    // Another vintage than the total's would not be part of it.
    if (last?.value != null && last.observation?.asOf === card.points[0]?.observation?.asOf)
      parts.push(t("chiffres.dontAnnee", { nombre: formatNumber(last.value, 0), annee: last.key }));
  }
  const share = params.get("renewables_share");
  if (share)
    parts.push(t("chiffres.renouvelables", { part: formatPercent(Number(share.get("part")), 0) }));
  const years = params.get("years_added");
  if (years)
    parts.push(t("chiffres.anneesAdditionnees", { de: years.get("de"), a: years.get("a") }));
  const [point] = card.points;
  if (card.key === "delai_moyen" && point)
    parts.push(t("chiffres.periodeDe", { periode: text(point.label) }));
  const legal = params.get("legal_maximum");
  if (legal) parts.push(t("chiffres.maximumLegal", { jours: legal.get("jours") }));
  return parts;
}

/** The latest whole year, in words: what our files give, what is published, the difference. */
export function useDoubt(card: CardModel | undefined): string | null {
  const { t } = useTableau();
  if (card === undefined) return null;
  const last = readCard(card)
    .lines.filter((line) => line.points.get("ecart")?.value != null)
    .at(-1);
  if (last === undefined) return null;
  const value = (serie: string): number => last.points.get(serie)?.value ?? 0;
  const ecart = value("ecart");
  return t(ecart === 0 ? "doute.egal" : ecart > 0 ? "doute.plus" : "doute.moins", {
    calcule: formatValue(value("calcule"), card.unit),
    publie: formatValue(value("publie"), card.unit),
    ecart: formatNumber(Math.abs(ecart), 0),
    annee: last.key,
  });
}
