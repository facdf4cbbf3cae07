import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { ReactNode } from "react";
import type { Card, Dashboard } from "../../../../src-main/contract/indicateurs.ts";
import type { Langue } from "../../../../src-main/contract/primitives.ts";
import { orpc, useCatalogue, useSession } from "../../../data/index.ts";
import { Iso } from "../../../lib/bidi.tsx";
import { formatDate, formatInstant } from "../../../lib/format.ts";
import { useHashSearch } from "../../../lib/location.ts";
import { PAPER_FAILED, usePaperFonts } from "../../../lib/paper.ts";
import { useReady } from "../../../lib/ready.ts";
import { ErrorState } from "../../../ui/index.ts";
import { CardChart } from "../CardChart.tsx";
import { CardTable } from "../CardTable.tsx";
import {
  ANNEES,
  CALCULS,
  cardsOf,
  CHIFFRES,
  DETAILS,
  ECARTS,
  hasFigures,
  hasRecords,
  measureKey,
  MESURES,
  TERRITOIRE,
} from "../cartes.ts";
import { readPaperChoice } from "../choix.ts";
import { useChiffreDetail, useDoubt } from "./detail.ts";
import { TableauProvider, useTableau } from "../contexte.tsx";
import { formatLabel } from "../lecture.ts";
import { Qualifier } from "../Qualifier.tsx";
import { remarkSentences } from "../remarques.ts";
import { sourceTexts, usedSources } from "../sources.ts";
import { CalculTable } from "./CalculTable.tsx";
import classes from "./impression.module.css";
import { Sources } from "./Sources.tsx";

/** Width of a drawing on paper, in pixels of 1/96 inch: half of the printed page less its gaps. */
const HALF = 322;

/** Reads the language of the paper; French when the address names none. */
function langueOf(search: string): Langue {
  const langue = new URLSearchParams(search).get("langue");
  return langue === "ar" || langue === "en" ? langue : "fr";
}

/** The dashboard laid out for A4, in the language of the address. */
export function ImpressionRegionale() {
  const search = useHashSearch();
  return (
    <TableauProvider langue={langueOf(search)}>
      <Paper search={search} />
    </TableauProvider>
  );
}

function Paper({ search }: { search: string }) {
  const { dir, langue, t } = useTableau();
  const catalogue = useCatalogue();
  const choice = readPaperChoice(search);
  const query = useQuery(
    orpc.tableaux.regional.queryOptions({ input: { asOf: choice.asOf, cards: choice.cards } }),
  );
  const painted = query.data !== undefined && catalogue.ready;
  const fonts = usePaperFonts(painted);
  useReady("impression", painted && fonts);
  useReady(PAPER_FAILED, query.isError);
  return (
    <main className={classes.paper} dir={dir} lang={langue === "en" ? "en" : `${langue}-MA`}>
      <title>{t("titre")}</title>
      {query.isError && <ErrorState error={query.error} />}
      {query.data !== undefined && catalogue.ready && <Report dashboard={query.data} />}
    </main>
  );
}

function Report({ dashboard }: { dashboard: Dashboard }) {
  const { t, text } = useTableau();
  const { demonstration } = useSession();
  const figures = hasFigures(dashboard);
  const records = hasRecords(dashboard);
  const approbations = dashboard.cards.find(({ key }) => key === "approbations_annees");
  const ecarts = cardsOf(dashboard, ECARTS);
  const doubt = useDoubt(ecarts[0]);
  return (
    <>
      <header className={classes.cover}>
        <p className={classes.region}>
          {t("impression.region", { region: text(dashboard.region) })}
        </p>
        <h1>{t("titre")}</h1>
        {demonstration && <p className={classes.region}>{t("demonstration")}</p>}
        <p className={classes.edition}>
          {dashboard.asOf === null ? (
            t("impression.derniereEdition")
          ) : (
            <span>
              {t("editionDu")} <Iso>{formatDate(dashboard.asOf)}</Iso>
            </span>
          )}
          <span className={classes.date}>
            {t("impression.etabliLe", { quand: formatInstant(dashboard.computedAt) })}
          </span>
        </p>
      </header>
      {figures ? (
        <>
          <div className={classes.four}>
            {cardsOf(dashboard, CHIFFRES).map((card) => (
              <Number key={card.key} card={card} annees={approbations} />
            ))}
          </div>
          <p className={classes.guide}>{t("impression.lecture")}</p>
          <Section title={t("sections.approbations")}>
            <Stack cards={cardsOf(dashboard, [...ANNEES, ...DETAILS])} />
          </Section>
          <Section title={t("sections.territoire")}>
            <Stack cards={cardsOf(dashboard, TERRITOIRE)} />
          </Section>
        </>
      ) : (
        <p className={classes.nothing}>{t("vide.titre")}</p>
      )}
      {records && (
        <Section title={t("sections.calcul")} note={t("sections.calculTexte")}>
          <div className={classes.stack}>
            {CALCULS.map((group) => (
              <Computed key={group} dashboard={dashboard} group={group} />
            ))}
          </div>
        </Section>
      )}
      {figures && records && (
        <Section title={t("sections.ecart")}>
          {doubt && <p className={classes.doubt}>{doubt}</p>}
          <div className={classes.grid}>
            {ecarts.map((card) => (
              <Block key={card.key} card={card}>
                <CardTable card={card} />
              </Block>
            ))}
          </div>
        </Section>
      )}
      {figures && (
        <Section title={t("impression.sources")}>
          <Sources sources={usedSources(dashboard.cards)} />
        </Section>
      )}
    </>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2>{title}</h2>
        {note && <p>{note}</p>}
      </div>
      {children}
    </section>
  );
}

function Number({ card, annees }: { card: Card; annees: Card | undefined }) {
  const { t, text } = useTableau();
  const detail = useChiffreDetail(card, annees);
  const [point] = card.points;
  return (
    <div className={classes.number}>
      <h2>{text(card.title)}</h2>
      {card.total === null || point === undefined ? (
        <p className={classes.big}>{t("nonPublieCourt")}</p>
      ) : (
        <p className={classes.big}>
          <Qualifier point={point} />
          <Iso>{formatLabel(card.total, card.unit)}</Iso>{" "}
          <span className={classes.unit}>
            {t(`unites.${card.unit}`, {
              count: Math.round(card.total ?? 0),
              defaultValue: card.unit,
            })}
          </span>
        </p>
      )}
      <p>{detail.join(" · ")}</p>
      <Caption card={card} bare />
    </div>
  );
}

/** Sources, dates and remarks under a block. */
function Caption({ card, bare = false }: { card: Card; bare?: boolean }) {
  const tableau = useTableau();
  const { t, sourceName } = tableau;
  const names = sourceTexts(card, sourceName);
  const sentences = bare
    ? []
    : remarkSentences(card.remarks, tableau, ["several_vintages", "nothing_published"]);
  return (
    <footer className={classes.caption}>
      {card.family === "calcule" && <b>{t("calculeDeNosDossiers")}. </b>}
      {names.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && " · "}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
      {names.length > 0 && !bare && ". "}
      {sentences.join(" ")}
    </footer>
  );
}

function Block({ card, children }: { card: Card; children: ReactNode }) {
  const { t, text } = useTableau();
  return (
    <article className={classes.block}>
      <h3>
        {text(card.title)}{" "}
        <span className={classes.unit}>
          {t(`unites.${card.unit}`, { defaultValue: card.unit })}
        </span>
      </h3>
      {children}
      <Caption card={card} />
    </article>
  );
}

/** Cards under one another, each drawing beside its table. */
function Stack({ cards }: { cards: readonly Card[] }) {
  const { t } = useTableau();
  return (
    <div className={classes.stack}>
      {cards.map((card) => (
        <Block key={card.key} card={card}>
          {card.points.every((point) => point.value === null) ? (
            <p className={classes.nothing}>{t("rienACetteDate")}</p>
          ) : (
            <div className={classes.halves}>
              <CardChart card={card} width={HALF} height={128} nameWidth={124} />
              <CardTable card={card} />
            </div>
          )}
        </Block>
      ))}
    </div>
  );
}

/** One group of computed cards: number and amount drawn, and one table of all measures. */
function Computed({ dashboard, group }: { dashboard: Dashboard; group: (typeof CALCULS)[number] }) {
  const { t, text } = useTableau();
  const cards = cardsOf(
    dashboard,
    MESURES.map((mesure) => measureKey(group, mesure)),
  );
  const [first] = cards;
  if (first === undefined) return null;
  return (
    <article className={classes.block}>
      <h3>{t(`groupes.${group}`)}</h3>
      <div className={classes.halves}>
        {cards.slice(0, 2).map((card) => (
          <div key={card.key}>
            <p className={classes.drawing}>
              {text(card.title)}{" "}
              <span className={classes.unit}>
                {t(`unites.${card.unit}`, { defaultValue: card.unit })}
              </span>
            </p>
            <CardChart card={card} width={HALF} height={120} nameWidth={124} />
          </div>
        ))}
      </div>
      <CalculTable cards={cards} />
      <Caption card={first} />
    </article>
  );
}
