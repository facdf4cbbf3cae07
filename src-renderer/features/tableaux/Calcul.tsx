import { useState } from "react";
import type { Card as CardModel, Dashboard } from "../../../src-main/contract/indicateurs.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatNumber } from "../../lib/format.ts";
import { Card, SegmentedControl } from "../../ui/index.ts";
import { CardChart } from "./CardChart.tsx";
import { CardTable } from "./CardTable.tsx";
import { CardFooter } from "./CardView.tsx";
import type { CardActions } from "./CardView.tsx";
import { CALCULS, cardsOf, measureKey, MESURES } from "./cartes.ts";
import type { Mesure } from "./cartes.ts";
import classes from "./Calcul.module.css";
import { useTableau } from "./contexte.tsx";
import { recordsLink } from "./liens.ts";

/** What our own files give: one measure at a time by year, province and sector. */
export function Calcul({ dashboard, actions }: { dashboard: Dashboard; actions: CardActions }) {
  const { t, text } = useTableau();
  const [mesure, setMesure] = useState<Mesure>("nombre");
  const [forme, setForme] = useState<"graphique" | "tableau">("graphique");
  const cards = cardsOf(
    dashboard,
    CALCULS.map((group) => measureKey(group, mesure)),
  );
  const [first] = cards;
  const totals = MESURES.flatMap((one) => {
    const card = dashboard.cards.find(({ key }) => key === measureKey("calcul_annees", one));
    return card?.total == null ? [] : [{ one, card, total: card.total }];
  });
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          label={t("mesure")}
          value={mesure}
          onChange={(value) => setMesure(value as Mesure)}
          options={MESURES.map((value) => ({ value, label: t(`mesures.${value}`) }))}
        />
        <SegmentedControl
          size="xs"
          label={t("forme")}
          value={forme}
          onChange={(value) => setForme(value as "graphique" | "tableau")}
          options={[
            { value: "graphique", label: t("graphique") },
            { value: "tableau", label: t("tableau") },
          ]}
        />
        <span className={classes.totals}>
          {totals.map(({ one, card, total }) => (
            <span key={one}>
              {t(`mesures.${one}`)}{" "}
              <b>
                <Iso>{formatNumber(total, one === "nombre" || one === "emplois" ? 0 : 1)}</Iso>
              </b>{" "}
              {t(`unites.${card.unit}`, { defaultValue: card.unit })}
            </span>
          ))}
        </span>
      </div>
      {first !== undefined && (
        <div className={classes.grid}>
          {cards.map((card: CardModel) => (
            <Card
              key={card.key}
              title={
                <>
                  {text(card.title)}{" "}
                  <span className={classes.unit}>
                    {t(`unites.${card.unit}`, { defaultValue: card.unit })}
                  </span>
                </>
              }
              footer={<CardFooter card={card} actions={actions} />}
            >
              {forme === "tableau" ? (
                <CardTable
                  card={card}
                  onSelect={(point) => actions.onPoint(card, point)}
                  selectable={(point) => recordsLink(card, point) !== null}
                />
              ) : (
                <CardChart card={card} onSelect={(point) => actions.onPoint(card, point)} />
              )}
            </Card>
          ))}
        </div>
      )}
    </>
  );
}
