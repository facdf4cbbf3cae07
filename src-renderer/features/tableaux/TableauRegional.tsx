import { IconChartBar, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  Card as CardModel,
  CardPoint,
  Dashboard,
} from "../../../src-main/contract/indicateurs.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { errorSentence, orpc, shell, useSession } from "../../data/index.ts";
import { LANGUES, useLangue } from "../../i18n/index.ts";
import { formatDate, formatInstant } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Menu,
  notify,
  PageHeader,
  Pill,
  Select,
  Skeleton,
} from "../../ui/index.ts";
import { Calcul } from "./Calcul.tsx";
import {
  ANNEES,
  cardsOf,
  CHIFFRES,
  DETAILS,
  ECARTS,
  hasFigures,
  hasRecords,
  TERRITOIRE,
} from "./cartes.ts";
import { CardView } from "./CardView.tsx";
import type { CardActions } from "./CardView.tsx";
import { Chiffre } from "./Chiffre.tsx";
import { Comparaison } from "./Comparaison.tsx";
import { TableauProvider, useTableau } from "./contexte.tsx";
import { readChoice, writeChoice } from "./choix.ts";
import type { Choice } from "./choix.ts";
import { recordsLink } from "./liens.ts";
import { Observations } from "./Observations.tsx";
import type { Opened } from "./Observations.tsx";
import classes from "./TableauRegional.module.css";

/** The regional dashboard: four numbers, their shape, the detail, then published against computed. */
export function TableauRegional() {
  const langue = useLangue();
  return (
    <TableauProvider langue={langue}>
      <Screen />
    </TableauProvider>
  );
}

function Screen() {
  const { t } = useTableau();
  const choice = readChoice(useHashSearch());
  const query = useQuery(
    orpc.tableaux.regional.queryOptions({
      input: { asOf: choice.asOf, cards: choice.cards },
      placeholderData: keepPreviousData,
    }),
  );
  const [opened, setOpened] = useState<Opened | null>(null);
  useReady("tableaux-regional", query.data !== undefined);

  const choose = (next: Choice): void =>
    navigate(`/tableaux/regional${writeChoice(next)}`, { replace: true });
  const actions: CardActions = {
    chosen: choice.cards,
    onObservations: (card) => setOpened({ card, point: null }),
    onPoint: (card, point) => openPoint(card, point, setOpened),
    onVintage: (card, asOf) => {
      const { [card.key]: _, ...others } = choice.cards;
      choose({ ...choice, cards: asOf === null ? others : { ...others, [card.key]: asOf } });
    },
  };

  if (query.isError)
    return (
      <Frame title={t("titre")}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Frame>
    );
  if (query.data === undefined)
    return (
      <Frame title={t("titre")}>
        <Loading />
      </Frame>
    );
  return (
    <>
      <Loaded
        dashboard={query.data}
        choice={choice}
        onChoose={choose}
        actions={actions}
        busy={query.isPlaceholderData}
      />
      <Observations opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function openPoint(card: CardModel, point: CardPoint, open: (opened: Opened) => void): void {
  const link = recordsLink(card, point);
  if (link !== null) navigate(link);
  else if (point.observation !== null) open({ card, point });
}

function Frame({
  title,
  actions,
  filters,
  children,
}: {
  title: string;
  actions?: React.ReactNode;
  filters?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div className={classes.screen}>
      <PageHeader title={title} actions={actions}>
        {filters}
      </PageHeader>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={title}>
        {children}
      </div>
    </div>
  );
}

function Loaded({
  dashboard,
  choice,
  onChoose,
  actions,
  busy,
}: {
  dashboard: Dashboard;
  choice: Choice;
  onChoose: (choice: Choice) => void;
  actions: CardActions;
  busy: boolean;
}) {
  const { t, text } = useTableau();
  const { demonstration } = useSession();
  const figures = hasFigures(dashboard);
  const records = hasRecords(dashboard);
  const approbations = dashboard.cards.find(({ key }) => key === "approbations_annees");
  const views = (keys: readonly string[], className: string | undefined) =>
    cardsOf(dashboard, keys).map((card) => (
      <CardView
        key={`${card.key}/${card.shape}`}
        card={card}
        actions={actions}
        className={className}
      />
    ));
  return (
    <Frame
      title={`${t("titre")} – ${text(dashboard.region)}`}
      actions={figures || records ? <Print choice={choice} /> : undefined}
      filters={
        figures && (
          <div className={classes.filters} aria-busy={busy}>
            <Edition dashboard={dashboard} choice={choice} onChoose={onChoose} />
            {Object.keys(choice.cards).length > 0 && (
              <Button size="sm" variant="subtle" onClick={() => onChoose({ ...choice, cards: {} })}>
                {t("uneSeuleEdition")}
              </Button>
            )}
            {demonstration && <Pill tone="soon">{t("demonstration")}</Pill>}
            <span className={classes.at}>
              {t("calculeLe", { quand: formatInstant(dashboard.computedAt) })}
            </span>
          </div>
        )
      }
    >
      {!figures && (
        <EmptyState
          icon={<IconChartBar size={32} aria-hidden="true" />}
          title={t("vide.titre")}
          hint={t("vide.texte")}
          action={
            <Button variant="primary" onClick={() => navigate("/importer")}>
              {t("vide.importer")}
            </Button>
          }
        />
      )}
      {figures && (
        <>
          <div className={classes.four}>
            {cardsOf(dashboard, CHIFFRES).map((card) => (
              <Chiffre
                key={card.key}
                card={card}
                annees={approbations}
                actions={actions}
                className={undefined}
              />
            ))}
          </div>
          <Section title={t("sections.approbations")}>
            <div className={classes.three}>{views(ANNEES, undefined)}</div>
            <div className={classes.two}>{views(DETAILS, undefined)}</div>
          </Section>
          <Section title={t("sections.territoire")}>
            <div className={classes.three}>{views(TERRITOIRE, undefined)}</div>
          </Section>
        </>
      )}
      <Section title={t("sections.calcul")} note={t("sections.calculTexte")}>
        {records ? (
          <Calcul dashboard={dashboard} actions={actions} />
        ) : (
          <Card>
            <EmptyState title={t("sansDossiers.titre")} hint={t("sansDossiers.texte")} />
          </Card>
        )}
      </Section>
      {figures && records && (
        <Section title={t("sections.ecart")}>
          <Comparaison cards={cardsOf(dashboard, ECARTS)} actions={actions} />
        </Section>
      )}
    </Frame>
  );
}

function Section({
  title,
  note,
  children,
}: {
  title: string;
  note?: string;
  children: React.ReactNode;
}) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.sectionTitle}>
        {title}
        {note && <span className={classes.sectionNote}>{note}</span>}
      </h2>
      {children}
    </section>
  );
}

/** The vintage of the whole page. */
function Edition({
  dashboard,
  choice,
  onChoose,
}: {
  dashboard: Dashboard;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useTableau();
  const { asOf } = choice;
  const dates =
    asOf === null || dashboard.vintages.includes(asOf)
      ? dashboard.vintages
      : [...dashboard.vintages, asOf].toSorted().toReversed();
  return (
    <div className={classes.edition}>
      <span aria-hidden="true">{t("edition")}</span>
      <Select
        size="xs"
        ariaLabel={t("edition")}
        value={asOf ?? "derniere"}
        onChange={(value) =>
          onChoose({ ...choice, asOf: value === null || value === "derniere" ? null : value })
        }
        options={[
          { value: "derniere", label: t("derniereEdition") },
          ...dates.map((date) => ({
            value: date,
            label: t("auJour", { date: formatDate(date) }),
          })),
        ]}
      />
    </div>
  );
}

/** Prints the dashboard as it is shown, in the language chosen. */
function Print({ choice }: { choice: Choice }) {
  const { t } = useTableau();
  const { t: common } = useTranslation();
  const [busy, setBusy] = useState(false);
  const print = async (langue: Langue): Promise<void> => {
    setBusy(true);
    try {
      const done = await shell.printRegional({ langue, asOf: choice.asOf, cards: choice.cards });
      if (done)
        notify({
          tone: "ok",
          message: t("imprime", { nom: done.name, count: done.pages }),
        });
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, common) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu
      align="end"
      label={t("imprimerEn")}
      trigger={
        <Button
          variant="primary"
          loading={busy}
          leftIcon={<IconPrinter size={16} aria-hidden="true" />}
        >
          {t("imprimer")}
        </Button>
      }
      items={LANGUES.map(({ code, nom }) => ({
        key: code,
        label: nom,
        onSelect: () => void print(code),
      }))}
    />
  );
}

function Loading() {
  return (
    <>
      <div className={classes.four}>
        {CHIFFRES.map((key) => (
          <Card key={key}>
            <Skeleton lines={3} height={22} />
          </Card>
        ))}
      </div>
      <div className={classes.three}>
        {ANNEES.map((key) => (
          <Card key={key}>
            <Skeleton height={200} />
          </Card>
        ))}
      </div>
    </>
  );
}
