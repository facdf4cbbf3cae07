import { IconAlertTriangle, IconChartBarOff, IconDots, IconHelpCircle } from "@tabler/icons-react";
import { memo, useDeferredValue, useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { CartePoint, CarteResult } from "../../../src-main/contract/tableaux.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Card, ConfidenceMark, IconButton, Menu, Pill, Popover } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import { ensembleDe, estVide } from "./carte.ts";
import { CarteTable } from "./CarteTable.tsx";
import { useTableau } from "./contexte.tsx";
import { croixDe } from "./croiser.ts";
import { Dessin, estDessin } from "./Dessin.tsx";
import { Compte, Nombre } from "./Nombre.tsx";
import { formatLabel } from "./lecture.ts";
import { sourceText } from "./sources.ts";
import { useSorties } from "./sorties.ts";
import classes from "./Tableau.module.css";
import { useUnite } from "./unite.ts";

/** What can be done from a card. They never change, so that a card is drawn again for its own figures only. */
export interface CarteActions {
  /** Opens the records or the observation behind a figure. */
  ouvrir: (carte: CarteResult, point: CartePoint) => void;
  /** Narrows the dashboard to a category, or widens it again. */
  croiser: (carte: CarteResult, categorie: string) => void;
  /** Opens every observation behind the card. */
  observations: (carte: CarteResult) => void;
  /** Sets the vintage of the card alone; null follows the page. */
  editer: (carte: CarteResult, asOf: string | null) => void;
  /** Shows the card alone, in large. */
  agrandir: (carte: CarteResult) => void;
}

const TONS: Readonly<Record<CarteResult["famille"], Tone>> = {
  publie: "info",
  calcule: "ok",
  ecart: "soon",
  texte: "neutral",
};

export interface CarteProps {
  carte: CarteResult;
  actions: CarteActions;
  /** Category of the card that the dashboard is narrowed to. */
  chosen: string | null;
  /** Vintage chosen for the card alone. */
  edition: string | null;
}

/** A card of a dashboard: its figure, drawing or table, where it comes from and how it is computed. */
export const Carte = memo(function Carte(props: CarteProps) {
  const place = useRef<HTMLDivElement>(null);
  // What is out of sight is drawn after what is looked at.
  const late = useDeferredValue(props);
  const { carte, actions, chosen, edition } = useSeen(place) ? props : late;
  return (
    <div
      ref={place}
      className={classes.place}
      style={
        {
          "--largeur": carte.largeur,
          "--hauteur": carte.hauteur,
        } as React.CSSProperties
      }
      data-carte={carte.key}
    >
      <Surface carte={carte} actions={actions} chosen={chosen} edition={edition} />
    </div>
  );
});

/** Whether an element is on the screen. */
function useSeen(ref: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? true));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref]);
  return seen;
}

const Surface = memo(function Surface({ carte, actions, chosen, edition }: CarteProps) {
  const { text } = useTableau();
  const unite = useUnite();
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Card
      className={classes.carte}
      title={
        <>
          {text(carte.titre)}{" "}
          {carte.forme !== "nombre" && carte.unite !== "" && (
            <span className={classes.unite}>{unite(carte.unite)}</span>
          )}
        </>
      }
      actions={
        <CarteMenu
          carte={carte}
          actions={actions}
          edition={edition}
          asTable={asTable}
          onAsTable={setAsTable}
          body={body}
        />
      }
      footer={<Pied carte={carte} actions={actions} edition={edition} />}
    >
      <div ref={body} className={classes.corps}>
        <Corps carte={carte} actions={actions} chosen={chosen} asTable={asTable} />
      </div>
    </Card>
  );
});

interface CorpsProps {
  carte: CarteResult;
  /** Without them nothing answers to a click. */
  actions: CarteActions;
  chosen: string | null;
  asTable: boolean;
  /** Pixels of a drawing along time. */
  height?: number;
}

/** What a card shows, whatever its form and its state. */
export function Corps({ carte, actions, chosen, asTable, height }: CorpsProps) {
  const { t, text } = useTableau();
  const open = (point: CartePoint): void => actions.ouvrir(carte, point);
  if (carte.faute)
    return (
      <div className={classes.etat} role="note">
        <IconAlertTriangle size={20} aria-hidden="true" className={classes.alerte} />
        <p>{text(carte.faute.texte)}</p>
      </div>
    );
  if (carte.texte) return <p className={classes.texte}>{text(carte.texte)}</p>;
  if (estVide(carte))
    return (
      <div className={classes.etat}>
        <IconChartBarOff size={20} aria-hidden="true" />
        <p>{t(carte.famille === "publie" ? "rienACetteDate" : "rienACompter")}</p>
      </div>
    );
  const table = (
    <CarteTable
      carte={carte}
      chosen={chosen}
      onOpen={open}
      onCross={(categorie) => actions.croiser(carte, categorie)}
    />
  );
  if (carte.forme === "nombre")
    return asTable && carte.points.length > 0 ? table : <Nombre carte={carte} onOpen={open} />;
  if (asTable || !estDessin(carte.forme)) return table;
  return (
    <>
      <Ensemble carte={carte} />
      <Dessin
        carte={carte}
        {...(height === undefined ? {} : { height })}
        onMark={(point, opening) => {
          if (!opening && croixDe(carte, point.categorie) !== null)
            actions.croiser(carte, point.categorie);
          else open(point);
        }}
      />
    </>
  );
}

/** The figure of the whole above a drawing. */
function Ensemble({ carte }: { carte: CarteResult }) {
  const { t } = useTableau();
  const unite = useUnite();
  const total = ensembleDe(carte);
  if (total?.valeur == null) return null;
  return (
    <div className={classes.ensemble}>
      <span>
        {t("ensemble")}{" "}
        <b>
          <Iso>{formatLabel(total.valeur, carte.unite)}</Iso>
        </b>{" "}
        {unite(carte.unite, total.valeur)}
      </span>
      <Compte carte={carte} />
    </div>
  );
}

interface PiedProps {
  carte: CarteResult;
  actions: CarteActions;
  edition: string | null;
}

/** Most sources named under a card. */
const NOMMEES = 2;

/** Family, sources with their day and confidence, what must be known, and how it is computed. */
export function Pied({ carte, actions, edition }: PiedProps) {
  const { t, text, sourceName } = useTableau();
  const published = carte.references.filter(({ confidence }) => confidence !== null);
  const shown = published.slice(0, NOMMEES);
  const more = published.length - shown.length;
  return (
    <>
      {carte.remarques.length > 0 && <p>{carte.remarques.map(text).join(" ")}</p>}
      <div className={classes.sources}>
        <div className={classes.noms}>
          <Pill tone={TONS[carte.famille]}>{t(`familles.${carte.famille}`)}</Pill>
          {edition !== null && (
            <Pill tone="info">
              {t("edition")} <Iso>{formatDate(edition)}</Iso>
            </Pill>
          )}
          {shown.map(({ texte, asOf, asOfBasis, confidence }) => (
            <span key={`${texte}${asOf}`}>
              <bdi {...(asOfBasis === "period_end" ? { title: t("bases.period_end") } : {})}>
                {sourceText({ source: texte, asOf, asOfBasis }, sourceName)}
              </bdi>{" "}
              {confidence !== null && <ConfidenceMark confidence={confidence} />}
            </span>
          ))}
          {more > 0 && (
            <button
              type="button"
              className={classes.lien}
              onClick={() => actions.observations(carte)}
            >
              {t("autresSources", { count: more })}
            </button>
          )}
        </div>
        {text(carte.calcul) !== "" && <Calcul carte={carte} />}
      </div>
    </>
  );
}

/** « How is this figure computed? » in a sentence. */
function Calcul({ carte }: { carte: CarteResult }) {
  const { t, text } = useTableau();
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      label={t("commentCalcule")}
      width={340}
      align="end"
      opened={opened}
      onOpenChange={setOpened}
      trigger={
        <button
          type="button"
          className={classes.comment}
          aria-label={t("commentCalculeDe", { titre: text(carte.titre) })}
          onClick={() => setOpened(!opened)}
        >
          <IconHelpCircle size={13} aria-hidden="true" />
          {t("calcul")}
        </button>
      }
    >
      <div className={classes.bulle} tabIndex={0} data-autofocus>
        <b>{t("commentCalcule")}</b>
        <p>{text(carte.calcul)}</p>
      </div>
    </Popover>
  );
}

interface MenuProps extends PiedProps {
  asTable: boolean;
  onAsTable: (asTable: boolean) => void;
  body: RefObject<HTMLDivElement | null>;
}

/** What can be done with a card. */
function CarteMenu({ carte, actions, edition, asTable, onAsTable, body }: MenuProps) {
  const { t, text } = useTableau();
  const sorties = useSorties(carte, body);
  const drawn = estDessin(carte.forme) || (carte.forme === "nombre" && carte.points.length > 0);
  const full = carte.faute === null && carte.texte === null && !estVide(carte);
  const observed =
    carte.total?.observation != null || carte.points.some(({ observation }) => observation);
  const item = (key: string, label: string, onSelect: () => void, divided = false) => ({
    key,
    label,
    onSelect,
    divided,
  });
  const items = [
    ...(full && drawn
      ? [item("forme", t(asTable ? "voirGraphique" : "voirTableau"), () => onAsTable(!asTable))]
      : []),
    item("agrandir", t("agrandir"), () => actions.agrandir(carte)),
    ...(observed
      ? [item("observations", t("voirObservations"), () => actions.observations(carte))]
      : []),
    ...(full ? sorties(asTable) : []),
    ...(carte.vintages.length > 0
      ? [null, ...carte.vintages].map((asOf, place) => ({
          key: asOf ?? "page",
          label:
            asOf === null ? (
              t("editionDeLaPage")
            ) : (
              <>
                {t("edition")} <Iso>{formatDate(asOf)}</Iso>
              </>
            ),
          checked: edition === asOf,
          divided: place === 0,
          onSelect: () => actions.editer(carte, asOf),
        }))
      : []),
  ];
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="sm"
          tooltip={false}
          label={t("actionsDe", { titre: text(carte.titre) })}
          icon={<IconDots size={16} aria-hidden="true" />}
        />
      }
      items={items}
    />
  );
}
