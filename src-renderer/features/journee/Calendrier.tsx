import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Marque } from "../../../src-main/contract/journee.ts";
import { orpc, useSession, useTaskWrites } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMonth, formatMonthDay, pick } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { addressOf } from "../../lib/records.ts";
import {
  Button,
  Card,
  Dot,
  ErrorState,
  Hidden,
  IconButton,
  Kbd,
  PageHeader,
  StatusBar,
  TaskAdd,
} from "../../ui/index.ts";
import { AgendaMenu } from "./AgendaMenu.tsx";
import styles from "./journee.module.css";
import { addDays, addMonths, weekdayOf, weeksOf } from "./month.ts";

const colours: Record<Marque["genre"], string> = {
  echeance: "var(--late)",
  acte: "var(--warn)",
  tache: "var(--acc)",
  seance: "var(--info)",
  ferie: "var(--mut)",
};

/** Marks drawn in a day; the others are counted. */
const DRAWN = 3;

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** A month of deadlines, tasks, sittings and holidays; the arrows walk the days. */
export function Calendrier() {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const session = useSession();
  const search = useHashSearch();
  const asked = new URLSearchParams(search).get("jour");
  const day = isDay(asked) ? asked : session.today;
  const weeks = weeksOf(day);
  const [du, au] = [weeks[0]![0]!, weeks[5]![6]!];
  const query = useQuery({
    ...orpc.journee.calendrier.queryOptions({ input: { du, au } }),
    placeholderData: keepPreviousData,
  });
  useReady("calendrier", query.isSuccess);
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const goTo = (next: string): void => {
    moved.current = true;
    navigate(`/calendrier?jour=${next}`, { replace: true });
  };
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);

  const byDay = new Map<string, Marque[]>();
  for (const mark of query.data?.marques ?? []) {
    const there = byDay.get(mark.le);
    if (there) there.push(mark);
    else byDay.set(mark.le, [mark]);
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const forward = langue === "ar" ? -1 : 1;
    const steps: Record<string, () => string> = {
      ArrowRight: () => addDays(day, forward),
      ArrowLeft: () => addDays(day, -forward),
      ArrowDown: () => addDays(day, 7),
      ArrowUp: () => addDays(day, -7),
      Home: () => addDays(day, 1 - weekdayOf(day)),
      End: () => addDays(day, 7 - weekdayOf(day)),
      PageDown: () => addMonths(day, 1),
      PageUp: () => addMonths(day, -1),
      t: () => session.today,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    goTo(step());
  };

  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.screen}>
      <PageHeader
        breadcrumb={
          <a href="#/journee" className={styles.mut}>
            {t("titre")}
          </a>
        }
        title={t("calendrier.titre")}
        actions={
          <>
            <span className={styles.monthBar}>
              <IconButton
                label={t("calendrier.precedent")}
                icon={<IconChevronLeft size={16} className={styles.mirrored} />}
                onClick={() => goTo(addMonths(day, -1))}
              />
              <span className={styles.month} aria-live="polite">
                {formatMonth(day, langue)}
              </span>
              <IconButton
                label={t("calendrier.suivant")}
                icon={<IconChevronRight size={16} className={styles.mirrored} />}
                onClick={() => goTo(addMonths(day, 1))}
              />
            </span>
            <Button onClick={() => goTo(session.today)}>{t("calendrier.aujourdhui")}</Button>
            <AgendaMenu />
          </>
        }
      />
      <div className={styles.calendar}>
        <div
          className={styles.grid}
          role="grid"
          tabIndex={-1}
          aria-label={formatMonth(day, langue)}
          ref={grid}
          onKeyDown={onKeyDown}
        >
          <div className={`${styles.week} ${styles.weekNames}`} role="row">
            {weeks[0]!.map((one) => (
              <span key={one} role="columnheader">
                {t(`jours.${weekdayOf(one)}`)}
              </span>
            ))}
          </div>
          {weeks.map((week) => (
            <div key={week[0]} className={styles.week} role="row">
              {week.map((one) => (
                <DayCell
                  key={one}
                  day={one}
                  chosen={one === day}
                  other={one.slice(0, 7) !== day.slice(0, 7)}
                  today={one === session.today}
                  marks={byDay.get(one) ?? []}
                  onChoose={() => goTo(one)}
                />
              ))}
            </div>
          ))}
        </div>
        <DayAgenda day={day} marks={byDay.get(day) ?? []} />
      </div>
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>←</Kbd>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd>
            <Kbd>→</Kbd> {t("calendrier.jours")} <Kbd>PgUp</Kbd>
            <Kbd>PgDn</Kbd> {t("calendrier.mois")} <Kbd>T</Kbd> {t("calendrier.aujourdhui")}
          </span>
        }
      >
        <span className={styles.legend}>
          {(["echeance", "acte", "tache", "seance", "ferie"] as const).map((genre) => (
            <span key={genre}>
              <Dot color={colours[genre]} />
              {t(`marque.${genre}`)}
            </span>
          ))}
        </span>
        {query.data?.coupe && <span>{t("calendrier.coupe")}</span>}
      </StatusBar>
    </div>
  );
}

interface DayCellProps {
  day: string;
  chosen: boolean;
  other: boolean;
  today: boolean;
  marks: readonly Marque[];
  onChoose: () => void;
}

function DayCell({ day, chosen, other, today, marks, onChoose }: DayCellProps) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const holidays = marks.filter((mark) => mark.genre === "ferie");
  const work = marks.filter((mark) => mark.genre !== "ferie");
  const drawn = work.slice(0, DRAWN - Math.min(1, holidays.length));
  return (
    <button
      type="button"
      role="gridcell"
      className={styles.day}
      data-day={day}
      data-other={other || undefined}
      data-off={holidays.length > 0 || weekdayOf(day) > 5 || undefined}
      aria-selected={chosen}
      aria-current={today ? "date" : undefined}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
    >
      <span className={styles.number} aria-hidden="true">
        {Number(day.slice(8))}
      </span>
      <Hidden>{formatMonthDay(day.slice(5), langue)}</Hidden>
      {holidays[0] && (
        <span className={`${styles.mark} ${styles.holiday}`}>
          <span>{pick(holidays[0].titre, langue)}</span>
        </span>
      )}
      {drawn.map((mark) => (
        <span key={mark.id} className={styles.mark} data-done={mark.fait || undefined}>
          <Dot color={colours[mark.genre]} />
          <Hidden>{`${t(`marque.${mark.genre}`)} : `}</Hidden>
          <Auto>{shortOf(mark, pick(mark.titre, langue))}</Auto>
        </span>
      ))}
      {work.length > drawn.length && (
        <span className={styles.more}>{t("autres", { count: work.length - drawn.length })}</span>
      )}
    </button>
  );
}

/** What a mark says in a cell: a reference for a dossier, a title for a task. */
function shortOf(mark: Marque, title: string): string {
  const text = mark.genre === "tache" ? title : [mark.reference, title].filter(Boolean).join(" · ");
  return mark.heure ? `${mark.heure} ${text}` : text || "–";
}

/** Everything of one day, whole; a task is added on that day. */
function DayAgenda({ day, marks }: { day: string; marks: readonly Marque[] }) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const { add } = useTaskWrites();
  return (
    <aside className={styles.agenda} aria-label={t("calendrier.dujour")}>
      <Card
        title={
          <>
            {t(`jours.${weekdayOf(day)}`)} <Iso>{formatDate(day)}</Iso>
          </>
        }
      >
        {marks.length === 0 && <p className={styles.mut}>{t("calendrier.vide")}</p>}
        {marks.map((mark) => {
          const address = addressOf(mark.recordTable, mark.recordId);
          const title = pick(mark.titre, langue);
          return (
            <div key={mark.id} className={styles.agendaLine}>
              <span className={styles.agendaHead}>
                <Dot color={colours[mark.genre]} />
                {t(`marque.${mark.genre}`)}
                {mark.heure && <Iso>{mark.heure}</Iso>}
                {mark.fait && <span>{t("calendrier.fait")}</span>}
              </span>
              {mark.genre === "tache" && <Auto>{title}</Auto>}
              {address ? (
                <a href={`#${address}`}>
                  <Auto>
                    {mark.genre === "tache"
                      ? (mark.reference ?? title)
                      : [mark.reference, title].filter(Boolean).join(" · ") || "–"}
                  </Auto>
                </a>
              ) : (
                mark.genre !== "tache" && <Auto>{title}</Auto>
              )}
            </div>
          );
        })}
      </Card>
      <Card title={t("calendrier.ajouter")}>
        <TaskAdd key={day} day={day} onAdd={(values) => add.mutateAsync(values)} />
      </Card>
    </aside>
  );
}
