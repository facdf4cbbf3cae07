import type { Card as CardModel } from "../../../src-main/contract/indicateurs.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, formatPercent } from "../../lib/format.ts";
import { Card } from "../../ui/index.ts";
import { CardFooter, CardMenu } from "./CardView.tsx";
import type { CardActions } from "./CardView.tsx";
import classes from "./Chiffre.module.css";
import { useTableau } from "./contexte.tsx";
import { formatLabel, qualifier } from "./lecture.ts";
import { readRemark } from "./remarques.ts";

/** Remarks that the line under the number tells. */
const TOLD = ["renewables_share", "years_added", "legal_maximum", "period_of", "period_covered"];

/** The line under a headline number, in parts; figures stand out. */
export function useChiffreDetail(card: CardModel, annees: CardModel | undefined): string[] {
  const { t } = useTableau();
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
    if (last?.value != null)
      parts.push(
        t("chiffres.dontAnnee", { nombre: formatNumber(last.value, 0), annee: last.key }),
      );
  }
  const share = params.get("renewables_share");
  if (share)
    parts.push(t("chiffres.renouvelables", { part: formatPercent(Number(share.get("part")), 0) }));
  const years = params.get("years_added");
  if (years)
    parts.push(t("chiffres.anneesAdditionnees", { de: years.get("de"), a: years.get("a") }));
  const period = params.get("period_of");
  if (period) parts.push(t("chiffres.periodeDe", { periode: period.get("periode") }));
  const legal = params.get("legal_maximum");
  if (legal)
    parts.push(t("chiffres.maximumLegal", { jours: legal.get("jours") }));
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
  const { t, text } = useTableau();
  const detail = useChiffreDetail(card, annees);
  const point = card.points[0];
  const unit = t(`unites.${card.unit}`, { defaultValue: card.unit });
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
          aria-label={`${formatLabel(card.total, card.unit)} ${unit} – ${t("voirObservations")}`}
        >
          <Iso className={classes.value}>
            {qualifier(point)}
            {formatLabel(card.total, card.unit)}
          </Iso>{" "}
          <span className={classes.unit}>{unit}</span>
        </button>
      )}
      {detail.length > 0 && <p className={classes.detail}>{detail.join(" · ")}</p>}
    </Card>
  );
}
