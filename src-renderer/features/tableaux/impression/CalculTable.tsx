import type { Card } from "../../../../src-main/contract/indicateurs.ts";
import { Iso } from "../../../lib/bidi.tsx";
import { useTableau } from "../contexte.tsx";
import { formatValue } from "../lecture.ts";
import { MESURES } from "../cartes.ts";
import table from "../CardTable.module.css";

/** All measures of one group of computed cards, a column each. */
export function CalculTable({ cards }: { cards: readonly Card[] }) {
  const { t, text } = useTableau();
  const [first] = cards;
  if (first === undefined) return null;
  const axis = first.key.includes("provinces")
    ? "province"
    : first.key.includes("secteurs")
      ? "secteur"
      : "annee";
  const value = (card: Card, figure: number | null) =>
    figure === null ? "–" : <Iso>{formatValue(figure, card.unit)}</Iso>;
  return (
    <table className={table.table} aria-label={text(first.title)}>
      <thead>
        <tr>
          <th scope="col">{t(`axes.${axis}`)}</th>
          {cards.map((card, index) => (
            <th key={card.key} scope="col" className={table.numeric}>
              {t(`mesures.${MESURES[index]!}`)}
              {card.unit === "emplois"
                ? ""
                : ` (${t(`unites.${card.unit}`, { defaultValue: card.unit })})`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {first.points.map((point, row) => (
          <tr key={point.key}>
            <th scope="row">
              {text(point.label)}
              {point.partial ? "*" : ""}
            </th>
            {cards.map((card) => (
              <td key={card.key} className={table.numeric}>
                {value(card, card.points[row]?.value ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className={table.total}>
          <th scope="row">{t("ensemble")}</th>
          {cards.map((card) => (
            <td key={card.key} className={table.numeric}>
              {value(card, card.total)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
