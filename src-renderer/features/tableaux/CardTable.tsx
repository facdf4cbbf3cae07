import type { Card, CardPoint } from "../../../src-main/contract/indicateurs.ts";
import { Iso } from "../../lib/bidi.tsx";
import { useTableau } from "./contexte.tsx";
import { formatValue, qualifier, readCard } from "./lecture.ts";
import type { Line } from "./lecture.ts";
import { Qualifier } from "./Qualifier.tsx";
import classes from "./CardTable.module.css";

export interface CardTableProps {
  card: Card;
  /** Opens what is behind a point; without it the figures are plain text. */
  onSelect?: ((point: CardPoint) => void) | undefined;
  /** Whether a point leads anywhere. */
  selectable?: ((point: CardPoint) => boolean) | undefined;
}

/** Name of a series: a place, a census year, published, computed, difference. */
export function useSeriesLabel(card: Card): (serie: string) => string {
  const { placeName, t, text } = useTableau();
  return (serie) =>
    serie === ""
      ? text(card.title)
      : (placeName(serie) ?? t(`series.${serie}`, { defaultValue: serie }));
}

/** The figures of a card: a line per year or place, a column per series, the total at the foot. */
export function CardTable({ card, onSelect, selectable }: CardTableProps) {
  const { t, text } = useTableau();
  const reading = readCard(card);
  const labelOf = useSeriesLabel(card);
  const single = reading.series.length === 1;
  const unit = t(`unites.${card.unit}`, { defaultValue: card.unit });
  const regional = reading.lines.some((line) => isTotal(card, line));

  return (
    <table className={classes.table} aria-label={text(card.title)}>
      <thead>
        <tr>
          <th scope="col">{t(`axes.${axisOf(card)}`)}</th>
          {reading.series.map((serie) => (
            <th key={serie} scope="col" className={classes.numeric}>
              {single ? unit : labelOf(serie)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reading.lines.map((line) => (
          <tr key={line.key} className={isTotal(card, line) ? classes.total : undefined}>
            <th scope="row">
              {text(line.label)}
              {[...line.points.values()].some((point) => point.partial) && (
                <span className={classes.star}>*</span>
              )}
            </th>
            {reading.series.map((serie) => (
              <td key={serie} className={classes.numeric}>
                <Figure
                  card={card}
                  point={line.points.get(serie)}
                  sign={serie === "ecart" ? differenceSign(line) : ""}
                  {...(onSelect ? { onSelect } : {})}
                  {...(selectable ? { selectable } : {})}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {card.total !== null && single && !regional && (
        <tfoot>
          <tr className={classes.total}>
            <th scope="row">
              {t(card.unit === "MDH" && card.key.endsWith("_mediane") ? "ensemble" : "total")}
            </th>
            <td className={classes.numeric}>
              <Iso>{formatValue(card.total, card.unit)}</Iso>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** What stands before a difference: with a figure published as « more than », it is no exact one. */
function differenceSign(line: Line): string {
  const published = line.points.get("publie");
  return published !== undefined && qualifier(published) !== null ? "≈ +" : "+";
}

const isTotal = (card: Card, line: Line): boolean => card.key === "population" && line.key === "05";

function axisOf(card: Card): "periode" | "annee" | "province" | "secteur" | "territoire" {
  if (card.key.includes("secteurs")) return "secteur";
  if (card.key.includes("provinces")) return "province";
  if (card.key === "population") return "territoire";
  return card.key.startsWith("chomage") ? "periode" : "annee";
}

function Figure({
  card,
  point,
  sign,
  onSelect,
  selectable,
}: CardTableProps & { point: CardPoint | undefined; sign: string }) {
  const { t, text } = useTableau();
  if (point === undefined) return null;
  if (point.value === null) {
    const reason = point.key.endsWith("/ecart") ? "nonComparable" : "nonPublie";
    return (
      <abbr className={classes.unpublished} title={t(reason)}>
        {t(`${reason}Court`)}
      </abbr>
    );
  }
  const written = formatValue(point.value, card.unit);
  const value = (
    <>
      <Qualifier point={point} />
      <Iso>
        {point.value > 0 ? sign : sign.replace("+", "")}
        {written}
      </Iso>
    </>
  );
  if (!onSelect || !(selectable?.(point) ?? true)) return value;
  const opens = point.observation === null ? "voirDossiersDe" : "voirObservationsDe";
  return (
    <button
      type="button"
      className={classes.figure}
      aria-label={`${written} – ${t(opens, { nom: text(point.label) })}`}
      onClick={() => onSelect(point)}
    >
      {value}
    </button>
  );
}
