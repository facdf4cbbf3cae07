import {
  IconAlertTriangle,
  IconCalendarDue,
  IconCalendarMonth,
  IconChecklist,
  IconClockPause,
  IconFileAlert,
  IconFileCheck,
  IconHistory,
  IconMailQuestion,
  IconRoute,
  IconUsersGroup,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EcheanceConvention } from "../../../src-main/contract/echeances.ts";
import type { EngagementRemonte } from "../../../src-main/contract/execution.ts";
import type { Echeance, JourneeView } from "../../../src-main/contract/journee.ts";
import { data as store, orpc, useCatalogue, useSession, useTaskWrites } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { actionSentence } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { echeanceAddress, echeanceName } from "../../lib/echeances.ts";
import { formatDate, formatInstant, formatMonthDay, formatNumber } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { walk } from "../../lib/lines.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { addressOf } from "../../lib/records.ts";
import {
  Button,
  Card,
  EcheancePill,
  EmptyState,
  ErrorState,
  Kbd,
  PageHeader,
  Pill,
  Skeleton,
  StatusBar,
  TaskList,
  useDeadlines,
} from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import { AgendaMenu } from "./AgendaMenu.tsx";
import styles from "./journee.module.css";

/** Everything that waits for the user today, each line one key away from its record. */
export function MaJournee() {
  const { t } = useTranslation("journee");
  const query = useQuery({
    ...orpc.journee.get.queryOptions({ input: {} }),
    placeholderData: keepPreviousData,
  });
  useReady("journee", query.isSuccess);
  useEffect(() => {
    // Written once per start, by whichever window comes first.
    void store.journee.presence({}).catch(() => {});
  }, []);
  if (query.data) return <Day day={query.data} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.bones} aria-busy="true" aria-label={t("titre")}>
      <Skeleton lines={10} height={18} />
      <Skeleton lines={10} height={18} />
    </div>
  );
}

const nothing = (day: JourneeView): boolean =>
  day.retard.total +
    day.proches.total +
    day.gestes.length +
    day.seances.length +
    day.taches.rows.length +
    day.demandes.total +
    day.reserves.total +
    day.depuis.total ===
  0;

function Day({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const session = useSession();
  const root = useRef<HTMLDivElement>(null);
  const climbed = useQuery(orpc.execution.remontees.queryOptions({ input: { limit: CLIMBED } }));
  const mine = useQuery(orpc.echeances.miennes.queryOptions({ input: { limit: CLIMBED } }));
  // After the palette has given the focus back.
  useAskedNew(() =>
    setTimeout(
      () => root.current?.querySelector<HTMLInputElement>('input[name="tache"]')?.focus(),
      200,
    ),
  );

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (letterOf(event) === "n") {
        root.current?.querySelector<HTMLInputElement>('input[name="tache"]')?.focus();
        event.preventDefault();
      } else if (letterOf(event) === "c") {
        navigate("/calendrier");
        event.preventDefault();
      } else if (event.key === "ArrowDown" && document.activeElement === document.body) {
        root.current?.querySelector<HTMLElement>("[data-line]")?.focus();
        event.preventDefault();
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (root.current && walk(root.current, event)) event.preventDefault();
  };

  const today = `${formatMonthDay(day.today.slice(5), langue)} ${day.today.slice(0, 4)}`;
  return (
    <div className={styles.screen}>
      <PageHeader
        title={t("titre")}
        actions={
          <>
            <Button
              leftIcon={<IconCalendarMonth size={15} aria-hidden="true" />}
              shortcut="C"
              onClick={() => navigate("/calendrier")}
            >
              {t("calendrier.titre")}
            </Button>
            <AgendaMenu />
          </>
        }
      >
        <p className={styles.today}>
          <span>
            {t(`jours.${weekdayOf(day.today)}`)} <Auto>{today}</Auto>
          </span>
          {session.user && <Auto>{session.user.nom}</Auto>}
          {day.retard.total > 0 && (
            <Pill tone="late">{t("resume.retard", { count: day.retard.total })}</Pill>
          )}
          {day.taches.retard > 0 && (
            <Pill tone="late">{t("resume.tachesRetard", { count: day.taches.retard })}</Pill>
          )}
          {day.taches.aujourdhui > 0 && (
            <Pill tone="soon">{t("resume.tachesJour", { count: day.taches.aujourdhui })}</Pill>
          )}
        </p>
      </PageHeader>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows between links */}
      <div className={styles.body} ref={root} onKeyDown={onKeyDown}>
        <div className={styles.column}>
          {nothing(day) && climbed.data?.total === 0 && mine.data?.total === 0 && (
            <Card>
              <EmptyState
                title={t("rien.titre")}
                hint={t("rien.aide")}
                action={<Button onClick={() => navigate("/dossiers")}>{t("rien.dossiers")}</Button>}
              />
            </Card>
          )}
          <Deadlines
            title={t("retard.titre")}
            icon={<IconAlertTriangle size={15} aria-hidden="true" />}
            found={day.retard}
            tone="late"
          />
          <Deadlines
            title={t("proches.titre", { jours: day.horizon })}
            icon={<IconCalendarMonth size={15} aria-hidden="true" />}
            found={day.proches}
            tone="neutral"
          />
          <Climbed found={climbed.data} />
          <OfConventions found={mine.data} />
          <Steps day={day} />
          <Since day={day} />
        </div>
        <div className={styles.column}>
          <Sittings day={day} />
          <MyTasks day={day} />
          <Enquiries day={day} />
          <Reserves day={day} />
          <Suspended day={day} />
        </div>
      </div>
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("touches.parcourir")} <Kbd>{t("commun:raccourcis.entree")}</Kbd>{" "}
            {t("touches.ouvrir")} <Kbd>N</Kbd> {t("touches.tache")} <Kbd>C</Kbd>{" "}
            {t("calendrier.titre")}
          </span>
        }
      >
        <span>{t("pied", { count: day.gestes.reduce((sum, each) => sum + each.total, 0) })}</span>
      </StatusBar>
    </div>
  );
}

/** 1 for Monday to 7 for Sunday. */
function weekdayOf(iso: string): number {
  return new Date(`${iso}T00:00:00Z`).getUTCDay() || 7;
}

interface Brief {
  id: string;
  reference: string;
  intituleFr: string;
  intituleAr: string | null;
}

const titleOf = (row: Brief, langue: string): string =>
  langue === "ar" ? (row.intituleAr ?? row.intituleFr) : row.intituleFr;

/** One dossier on one line: reference, title, and what is to be known of it today. */
function FileLine({ row, children }: { row: Brief; children?: ReactNode }) {
  const langue = useLangue();
  return (
    <li>
      <a className={styles.line} href={`#/dossiers/${row.id}`} data-line>
        <Iso className={styles.reference}>{row.reference}</Iso>
        <span className={styles.name}>
          <Auto>{titleOf(row, langue)}</Auto>
        </span>
        {children}
      </a>
    </li>
  );
}

function Section({
  title,
  icon,
  total,
  tone = "neutral",
  children,
  footer,
}: {
  title: string;
  icon: ReactNode;
  total: number;
  tone?: Tone;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <Card
      title={
        <span className={styles.heading}>
          {icon}
          {title}
        </span>
      }
      actions={<Pill tone={tone}>{formatNumber(total, 0)}</Pill>}
      footer={footer}
    >
      {children}
    </Card>
  );
}

/** How many more there are than the lines shown. */
function More({ total, shown }: { total: number; shown: number }) {
  const { t } = useTranslation("journee");
  return total > shown ? (
    <span className={styles.mut}>{t("autres", { count: total - shown })}</span>
  ) : null;
}

function Deadlines({
  title,
  icon,
  found,
  tone,
}: {
  title: string;
  icon: ReactNode;
  found: { total: number; rows: readonly Echeance[] };
  tone: Tone;
}) {
  const { t } = useTranslation("journee");
  const deadlines = useDeadlines();
  if (found.total === 0) return null;
  return (
    <Section
      title={title}
      icon={icon}
      total={found.total}
      tone={tone}
      footer={<More total={found.total} shown={found.rows.length} />}
    >
      <ul className={styles.list} aria-label={title}>
        {found.rows.map((row) => {
          return (
            <FileLine key={`${row.nature}-${row.id}`} row={row}>
              <span className={styles.mut}>{t(`nature.${row.nature}`)}</span>
              <Iso className={styles.date}>{formatDate(row.le)}</Iso>
              {row.delai && deadlines.pill(row.delai)}
            </FileLine>
          );
        })}
      </ul>
    </Section>
  );
}

/** Lines shown of the commitments that climbed; the rest is counted. */
const CLIMBED = 12;

/** Overdue commitments of the agreements that climbed to me. */
function Climbed({
  found,
}: {
  found: { total: number; rows: readonly EngagementRemonte[] } | undefined;
}) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  if (!found || found.total === 0) return null;
  return (
    <Section
      title={t("remontees.titre")}
      icon={<IconFileAlert size={15} aria-hidden="true" />}
      total={found.total}
      tone="late"
      footer={<More total={found.total} shown={found.rows.length} />}
    >
      <ul className={styles.list} aria-label={t("remontees.titre")}>
        {found.rows.map((row) => (
          <li key={row.id}>
            <a
              className={styles.line}
              href={`#/conventions/${row.conventionId}?onglet=engagements`}
              data-line
            >
              <Iso className={styles.reference}>{row.numero}</Iso>
              <span className={styles.name}>
                <Auto>{(langue === "ar" && row.libelleAr) || row.libelleFr}</Auto>
              </span>
              <span className={styles.mut}>{t(`remontees.${row.niveau}`)}</span>
              <Pill tone="late">{t("remontees.retard", { count: row.retardJours })}</Pill>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Deadlines of the agreements that I follow, inside their lead time or late. */
function OfConventions({
  found,
}: {
  found: { total: number; rows: readonly EcheanceConvention[] } | undefined;
}) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  if (!found || found.total === 0) return null;
  const title = t("echeances:miennes");
  return (
    <Section
      title={title}
      icon={<IconCalendarDue size={15} aria-hidden="true" />}
      total={found.total}
      tone={found.rows.some(({ etat }) => etat === "retard") ? "late" : "soon"}
      footer={
        <>
          <More total={found.total} shown={found.rows.length} />
          <a href="#/echeances">{t("commun:nav.echeances")}</a>
        </>
      }
    >
      <ul className={styles.list} aria-label={title}>
        {found.rows.map((row) => (
          <li key={row.id}>
            <a className={styles.line} href={`#${echeanceAddress(row)}`} data-line>
              <Iso className={styles.reference}>{row.convention.numero}</Iso>
              <span className={styles.name}>
                <Auto>{echeanceName(t, row, langue)}</Auto>
              </span>
              <span className={styles.mut}>{t(`echeances:genre.${row.genre}`)}</span>
              <Iso className={styles.date}>{formatDate(row.le)}</Iso>
              <EcheancePill row={row} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** My open dossiers by what each waits for. */
function Steps({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  const total = day.gestes.reduce((sum, each) => sum + each.total, 0);
  if (total === 0) return null;
  return (
    <Section
      title={t("gestes.titre")}
      icon={<IconRoute size={15} aria-hidden="true" />}
      total={total}
    >
      {day.gestes.map((group) => (
        <section key={group.geste} className={styles.step}>
          <h3 className={styles.stepTitle}>
            {t(`geste.${group.geste}`)}
            <span className={styles.mut}>{formatNumber(group.total, 0)}</span>
          </h3>
          <ul className={styles.list} aria-label={t(`geste.${group.geste}`)}>
            {group.rows.map((row) => (
              <FileLine key={row.id} row={row}>
                {row.le !== null && (
                  <Iso className={row.le < day.today ? styles.dateLate : styles.date}>
                    {formatDate(row.le)}
                  </Iso>
                )}
              </FileLine>
            ))}
          </ul>
          <More total={group.total} shown={group.rows.length} />
        </section>
      ))}
    </Section>
  );
}

function Sittings({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  const catalogue = useCatalogue();
  if (day.seances.length === 0) return null;
  return (
    <Section
      title={t("seances.titre")}
      icon={<IconUsersGroup size={15} aria-hidden="true" />}
      total={day.seances.length}
      tone={day.seances.some((each) => each.tenueLe === day.today) ? "soon" : "neutral"}
    >
      <ul className={styles.list} aria-label={t("seances.titre")}>
        {day.seances.map((row) => (
          <li key={row.id}>
            <a className={styles.line} href={`#${addressOf("seance", row.id) ?? "/"}`} data-line>
              <span className={styles.when}>
                {row.tenueLe === day.today ? (
                  <b>{t("delai.aujourdhui")}</b>
                ) : (
                  <Iso>{formatDate(row.tenueLe)}</Iso>
                )}
                {row.heure && <Iso>{row.heure}</Iso>}
              </span>
              <span className={styles.name}>
                <Auto>{[row.numero, row.lieu].filter(Boolean).join(" · ") || "–"}</Auto>
              </span>
              <span className={styles.mut}>{catalogue.label("statut_seance", row.statut)}</span>
              <span className={styles.mut}>{t("seances.dossiers", { count: row.dossiers })}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MyTasks({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  const session = useSession();
  const catalogue = useCatalogue();
  const { add, change, remove } = useTaskWrites();
  const { taches } = day;
  const total = taches.retard + taches.aujourdhui + taches.bientot + taches.plusTard;
  return (
    <Section
      title={t("taches.titre")}
      icon={<IconChecklist size={15} aria-hidden="true" />}
      total={total}
      tone={taches.retard > 0 ? "late" : taches.aujourdhui > 0 ? "soon" : "neutral"}
      footer={<More total={total} shown={taches.rows.length} />}
    >
      <TaskList
        tasks={taches.rows}
        today={day.today}
        repetitions={catalogue.options("repetition")}
        users={catalogue.utilisateurs.map((user) => ({ value: user.id, label: user.nom }))}
        me={session.user?.id ?? null}
        onAdd={(values) => add.mutateAsync(values)}
        onChange={(id, patch) => change.mutateAsync({ id, patch })}
        onRemove={(id) => remove.mutateAsync(id)}
        subjects
        empty={t("taches.vide")}
      />
    </Section>
  );
}

function Enquiries({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  if (day.demandes.total === 0) return null;
  return (
    <Section
      title={t("demandes.titre")}
      icon={<IconMailQuestion size={15} aria-hidden="true" />}
      total={day.demandes.total}
      footer={<More total={day.demandes.total} shown={day.demandes.rows.length} />}
    >
      <ul className={styles.list} aria-label={t("demandes.titre")}>
        {day.demandes.rows.map((row) => (
          <li key={row.id}>
            <a className={styles.line} href={`#${addressOf("demande", row.id) ?? "/"}`} data-line>
              <Iso className={styles.reference}>{row.reference}</Iso>
              <span className={styles.name}>
                <Auto>{row.objet}</Auto>
                {row.nom && (
                  <span className={styles.mut}>
                    {" · "}
                    <Auto>{row.nom}</Auto>
                  </span>
                )}
              </span>
              <span className={styles.date}>{t("demandes.depuis", { count: row.jours })}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Reserves({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  if (day.reserves.total === 0) return null;
  return (
    <Section
      title={t("reserves.titre")}
      icon={<IconFileCheck size={15} aria-hidden="true" />}
      total={day.reserves.total}
      footer={<More total={day.reserves.total} shown={day.reserves.rows.length} />}
    >
      <ul className={styles.list} aria-label={t("reserves.titre")}>
        {day.reserves.rows.map((row) => (
          <li key={row.reserveId}>
            <a className={styles.line} href={`#/dossiers/${row.id}`} data-line>
              <Iso className={styles.reference}>{row.reference}</Iso>
              <span className={styles.name}>
                <Auto>{row.texte}</Auto>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Suspended({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  if (day.suspendus.total === 0) return null;
  return (
    <Section
      title={t("suspendus.titre")}
      icon={<IconClockPause size={15} aria-hidden="true" />}
      total={day.suspendus.total}
      footer={<More total={day.suspendus.total} shown={day.suspendus.rows.length} />}
    >
      <ul className={styles.list} aria-label={t("suspendus.titre")}>
        {day.suspendus.rows.map((row) => (
          <FileLine key={row.id} row={row}>
            <span className={styles.date}>{t("suspendus.depuis", { count: row.jours })}</span>
          </FileLine>
        ))}
      </ul>
    </Section>
  );
}

/** What others did, and what was imported, since the last start. */
function Since({ day }: { day: JourneeView }) {
  const { t } = useTranslation("journee");
  const catalogue = useCatalogue();
  const { depuis } = day;
  if (depuis.at === null || depuis.total === 0) return null;
  return (
    <Section
      title={t("depuis.titre", { instant: formatInstant(depuis.at) })}
      icon={<IconHistory size={15} aria-hidden="true" />}
      total={depuis.total}
      footer={<More total={depuis.total} shown={depuis.actions.length} />}
    >
      <ul className={styles.list} aria-label={t("depuis.court")}>
        {depuis.actions.map((action) => (
          <li key={action.id}>
            <a className={styles.line} href="#/journal" data-line>
              <Iso className={styles.when}>{formatInstant(action.at)}</Iso>
              <span className={styles.name}>
                <Auto>{actionSentence(t, action.kind, action.params, catalogue)}</Auto>
              </span>
              <Auto className={styles.mut}>{action.user ?? t("journal:anonyme")}</Auto>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
