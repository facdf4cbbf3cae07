import { IconDots } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import type { Card as CardModel, CardPoint } from "../../../src-main/contract/indicateurs.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Card, IconButton, Menu, Pill } from "../../ui/index.ts";
import { CardChart } from "./CardChart.tsx";
import { CardTable } from "./CardTable.tsx";
import classes from "./CardView.module.css";
import { useTableau } from "./contexte.tsx";
import { recordsLink } from "./liens.ts";
import { remarkSentences } from "./remarques.ts";
import { observationsOf, sourceTexts } from "./sources.ts";

export interface CardActions {
  /** Opens what is behind a point: its observations, or the dossiers. */
  onPoint: (card: CardModel, point: CardPoint) => void;
  /** Opens every observation of a card. */
  onObservations: (card: CardModel) => void;
  /** Chooses the vintage of one card; null follows the page. */
  onVintage: (card: CardModel, asOf: string | null) => void;
  /** Vintage chosen for a card alone, by card key. */
  chosen: Readonly<Record<string, string>>;
}

export interface CardViewProps {
  card: CardModel;
  actions: CardActions;
  className?: string | undefined;
}

/** A card of the dashboard: drawing or table, source, vintage and remarks. */
export function CardView({ card, actions, className }: CardViewProps) {
  const { t, text } = useTableau();
  const [asTable, setAsTable] = useState(card.shape === "table");
  const empty = card.points.every((point) => point.value === null);
  const select = (point: CardPoint): void => actions.onPoint(card, point);
  const selectable = (point: CardPoint): boolean =>
    point.observation !== null || recordsLink(card, point) !== null;
  const body = empty ? (
    <p className={classes.nothing}>{t("rienACetteDate")}</p>
  ) : asTable ? (
    <CardTable card={card} onSelect={select} selectable={selectable} />
  ) : (
    <CardChart card={card} onSelect={select} />
  );
  return (
    <Card
      {...(className ? { className } : {})}
      title={
        <>
          {text(card.title)}{" "}
          <span className={classes.unit}>
            {t(`unites.${card.unit}`, { defaultValue: card.unit })}
          </span>
        </>
      }
      actions={
        <CardMenu
          card={card}
          actions={actions}
          {...(card.shape === "table" || empty ? {} : { asTable, onAsTable: setAsTable })}
        />
      }
      footer={<CardFooter card={card} actions={actions} />}
    >
      {body}
    </Card>
  );
}

/** Vintage in force on the card, when it is its own. */
function OwnVintage({ card, actions }: CardViewProps) {
  const { t } = useTableau();
  const own = actions.chosen[card.key];
  if (own === undefined) return null;
  return (
    <Pill tone="info">
      {t("edition")} <Iso>{formatDate(own)}</Iso>
    </Pill>
  );
}

/** What can be done with a card: its vintage, drawing or table, its observations. */
export function CardMenu({
  card,
  actions,
  asTable,
  onAsTable,
}: CardViewProps & { asTable?: boolean; onAsTable?: (asTable: boolean) => void }) {
  const { t, text } = useTableau();
  const own = actions.chosen[card.key] ?? null;
  const items = [
    ...(onAsTable
      ? [
          {
            key: "forme",
            label: t(asTable ? "voirGraphique" : "voirTableau"),
            onSelect: () => onAsTable(!asTable),
          },
        ]
      : []),
    ...(card.family === "publie"
      ? [
          {
            key: "observations",
            label: t("voirObservations"),
            onSelect: () => actions.onObservations(card),
          },
        ]
      : []),
    ...(card.vintages.length > 0
      ? [null, ...card.vintages].map((asOf) => ({
          key: asOf ?? "page",
          label:
            asOf === null ? (
              t("editionDeLaPage")
            ) : (
              <>
                {t("edition")} <Iso>{formatDate(asOf)}</Iso>
              </>
            ),
          checked: own === asOf,
          onSelect: () => actions.onVintage(card, asOf),
        }))
      : []),
  ];
  return (
    <>
      <OwnVintage card={card} actions={actions} />
      {items.length > 0 && (
        <Menu
          align="end"
          trigger={
            <IconButton
              size="sm"
              tooltip={false}
              label={t("actionsDe", { titre: text(card.title) })}
              icon={<IconDots size={16} aria-hidden="true" />}
            />
          }
          items={items}
        />
      )}
    </>
  );
}

/** Sources with their dates, then what must be known to read the card. */
export function CardFooter({
  card,
  actions,
  leave = [],
}: CardViewProps & { leave?: readonly string[] }) {
  const tableau = useTableau();
  const { t, sourceName } = tableau;
  const names = sourceTexts(card, sourceName);
  const sentences = remarkSentences(card.remarks, tableau, [
    "several_vintages",
    "nothing_published",
    ...leave,
  ]);
  const shown = names.slice(0, 2);
  const more = names.length - shown.length;
  return (
    <>
      {card.family === "calcule" && <p className={classes.computed}>{t("calculeDeNosDossiers")}</p>}
      {names.length > 0 && (
        <p>
          {shown.map((name, index) => (
            <Fragment key={name}>
              {index > 0 && " · "}
              <bdi {...(name.endsWith("°") ? { title: t("bases.period_end") } : {})}>{name}</bdi>
            </Fragment>
          ))}
          {more > 0 && (
            <>
              {" · "}
              <button
                type="button"
                className={classes.more}
                onClick={() => actions.onObservations(card)}
              >
                {t("autresSources", { count: more })}
              </button>
            </>
          )}
          {observationsOf(card).length > 1 && card.shape !== "nombre"
            ? ` · ${t("observations", { count: observationsOf(card).length })}`
            : ""}
        </p>
      )}
      {sentences.length > 0 && <p>{sentences.join(" ")}</p>}
    </>
  );
}
