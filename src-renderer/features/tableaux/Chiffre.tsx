import type { Card as CardModel } from "../../../src-main/contract/indicateurs.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, formatPercent } from "../../lib/format.ts";
import { Card } from "../../ui/index.ts";
import { CardFooter, CardMenu } from "./CardView.tsx";
import type { CardActions } from "./CardView.tsx";
import classes from "./Chiffre.module.css";
import { useTableau } from "./contexte.tsx";
import { formatLabel } from "./lecture.ts";
import { Qualifier, useQualifier } from "./Qualifier.tsx";
import { readRemark } from "./remarques.ts";

/** Remarks that the line under the number tells. */
const TOLD = ["renewables_share", "years_added", "legal_maximum", "period_covered"];

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

/** A headline number. */
export function Chiffre({
  card,
  annees,
  actions,
  className,
}: {
  card: CardModel;
  /** Yearly figures of the same measure, for the latest whole year. */
  annees: CardModel | undefined;
  actions: CardActions;
  className: string | undefined;
}) {
  const qualified = useQualifier();
  const { t, text } = useTableau();
  const detail = useChiffreDetail(card, annees);
  const point = card.points[0];
  const unit = t(`unites.${card.unit}`, {
    count: Math.round(card.total ?? 0),
    defaultValue: card.unit,
  });
  return (
    <Card
      {...(className ? { className } : {})}
      title={text(card.title)}
      actions={<CardMenu card={card} actions={actions} />}
      footer={<CardFooter card={card} actions={actions} leave={TOLD} />}
    >
      {card.total === null || point === undefined ? (
        <p className={classes.none}>{t("rienACetteDate")}</p>
      ) : (
        <button
          type="button"
          className={classes.number}
          onClick={() => actions.onPoint(card, point)}
          aria-label={`${qualified(point)}${formatLabel(card.total, card.unit)} ${unit} – ${t("voirObservations")}`}
        >
          <span className={classes.value}>
            <Qualifier point={point} />
            <Iso>{formatLabel(card.total, card.unit)}</Iso>
          </span>{" "}
          <span className={classes.unit}>{unit}</span>
        </button>
      )}
      {detail.length > 0 && <p className={classes.detail}>{detail.join(" · ")}</p>}
    </Card>
  );
}
