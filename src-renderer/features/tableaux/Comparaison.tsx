import type { Card as CardModel } from "../../../src-main/contract/indicateurs.ts";
import { formatNumber } from "../../lib/format.ts";
import { CardView } from "./CardView.tsx";
import type { CardActions } from "./CardView.tsx";
import classes from "./Comparaison.module.css";
import { useTableau } from "./contexte.tsx";
import { formatValue, readCard } from "./lecture.ts";

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

/** Published and computed side by side, after the sentence that says what to make of it. */
export function Comparaison({
  cards,
  actions,
}: {
  cards: readonly CardModel[];
  actions: CardActions;
}) {
  const doubt = useDoubt(cards[0]);
  return (
    <>
      {doubt && <p className={classes.doubt}>{doubt}</p>}
      <div className={classes.grid}>
        {cards.map((card) => (
          <CardView key={card.key} card={card} actions={actions} />
        ))}
      </div>
    </>
  );
}
