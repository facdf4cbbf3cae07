import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLangue } from "../../i18n/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { formatMonth, formatMonthDay } from "../../lib/format.ts";
import { addDays, addMonths, weekdayOf, weeksOf } from "../../lib/month.ts";
import { Button, IconButton } from "../Button.tsx";
import { Hidden } from "../Hidden.tsx";
import { Kbd } from "../Kbd.tsx";
import { Dot } from "../surfaces.tsx";
import styles from "./calendar.module.css";

/** Marks drawn in a day; the others are counted. */
const DRAWN = 3;

/** Something on a day of a month. */
export interface DayMark {
  id: string;
  /** Any CSS colour or token. */
  colour: string;
  /** Said before the text to screen readers: the colour never says it alone. */
  kind: string;
  text: string;
  done?: boolean;
}

/** What a cell shows. */
export interface MonthDay {
  /** In order; only the first are drawn. */
  marks: readonly DayMark[];
  /** How many there are, drawn or not. */
  total: number;
  holiday?: string;
}

interface Moving {
  /** The chosen day, `YYYY-MM-DD`. */
  day: string;
  today: string;
  onChoose: (day: string) => void;
}

/** A month as six weeks; the arrows walk the days, `t` comes back to today. */
export function MonthGrid({
  day,
  today,
  onChoose,
  dayOf,
}: Moving & { dayOf: (day: string) => MonthDay }) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const weeks = weeksOf(day);
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const goTo = (next: string): void => {
    moved.current = true;
    onChoose(next);
  };
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);
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
      t: () => today,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    goTo(step());
  };
  return (
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
              today={one === today}
              content={dayOf(one)}
              onChoose={() => goTo(one)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface DayCellProps {
  day: string;
  chosen: boolean;
  other: boolean;
  today: boolean;
  content: MonthDay;
  onChoose: () => void;
}

function DayCell({ day, chosen, other, today, content, onChoose }: DayCellProps) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  const { marks, total, holiday } = content;
  const drawn = marks.slice(0, holiday === undefined ? DRAWN : DRAWN - 1);
  return (
    <button
      type="button"
      role="gridcell"
      className={styles.day}
      data-day={day}
      data-other={other || undefined}
      data-off={holiday !== undefined || weekdayOf(day) > 5 || undefined}
      aria-selected={chosen}
      aria-current={today ? "date" : undefined}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
    >
      <span className={styles.number} aria-hidden="true">
        {Number(day.slice(8))}
      </span>
      <Hidden>{formatMonthDay(day.slice(5), langue)}</Hidden>
      {holiday !== undefined && (
        <span className={`${styles.mark} ${styles.holiday}`}>
          <span>{holiday}</span>
        </span>
      )}
      {drawn.map((mark) => (
        <span key={mark.id} className={styles.mark} data-done={mark.done || undefined}>
          <Dot color={mark.colour} />
          <Hidden>{`${mark.kind} : `}</Hidden>
          <Auto>{mark.text}</Auto>
        </span>
      ))}
      {total > drawn.length && (
        <span className={styles.more}>{t("autres", { count: total - drawn.length })}</span>
      )}
    </button>
  );
}

/** The month shown, with the commands that change it. */
export function MonthBar({ day, today, onChoose }: Moving) {
  const { t } = useTranslation("journee");
  const langue = useLangue();
  return (
    <>
      <span className={styles.monthBar}>
        <IconButton
          label={t("calendrier.precedent")}
          icon={<IconChevronLeft size={16} className={styles.mirrored} />}
          onClick={() => onChoose(addMonths(day, -1))}
        />
        <span className={styles.month} aria-live="polite">
          {formatMonth(day, langue)}
        </span>
        <IconButton
          label={t("calendrier.suivant")}
          icon={<IconChevronRight size={16} className={styles.mirrored} />}
          onClick={() => onChoose(addMonths(day, 1))}
        />
      </span>
      <Button onClick={() => onChoose(today)}>{t("calendrier.aujourdhui")}</Button>
    </>
  );
}

/** The keys of the grid, for the foot of its screen. */
export function MonthKeys() {
  const { t } = useTranslation("journee");
  return (
    <span className={styles.keys}>
      <Kbd>←</Kbd>
      <Kbd>↑</Kbd>
      <Kbd>↓</Kbd>
      <Kbd>→</Kbd> {t("calendrier.jours")} <Kbd>PgUp</Kbd>
      <Kbd>PgDn</Kbd> {t("calendrier.mois")} <Kbd>T</Kbd> {t("calendrier.aujourdhui")}
    </span>
  );
}
