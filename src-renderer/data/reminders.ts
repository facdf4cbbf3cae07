import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { EcheanceConvention } from "../../src-main/contract/echeances.ts";
import type { TacheView } from "../../src-main/contract/journee.ts";
import { echeanceAddress, echeanceDelay, echeanceName } from "../lib/echeances.ts";
import { formatDate, formatTime } from "../lib/format.ts";
import { addDays } from "../lib/month.ts";
import { addressOf } from "../lib/records.ts";
import { data, shell } from "./client.ts";

const OFF = "daftar.rappels";
const SHOWN = "daftar.rappels.montres";
const listeners = new Set<() => void>();

const isOn = (): boolean => localStorage.getItem(OFF) !== "non";

/** Whether reminders are shown on this desk, and how to turn them on or off. */
export function useRemindersSetting(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isOn);
  return [
    on,
    (next) => {
      localStorage.setItem(OFF, next ? "oui" : "non");
      for (const listener of listeners) listener();
    },
  ];
}

/** Reminders already shown, with the last day that each is remembered. */
function shownOn(day: string): Map<string, string> {
  try {
    const kept = JSON.parse(localStorage.getItem(SHOWN) ?? "{}") as { jusqu?: unknown };
    const entries = Object.entries(kept.jusqu ?? {}) as [string, string][];
    return new Map(entries.filter(([, until]) => until >= day));
  } catch {
    return new Map();
  }
}

/** Milliseconds between two looks. */
const EVERY = 60_000;
/** More reminders than this at once come as one notification. */
const APART = 3;

/** Time of day of what has none. */
const MORNING = "09:00";
/** Days after a deadline until which its reminder is remembered: a notice window stays open for months. */
const REMEMBERED = 400;
/** Deadlines of agreements looked at. */
const CONVENTIONS = 50;

interface Reminder {
  id: string;
  title: string;
  body: string;
  /** Address it opens. */
  hash: string;
  /** Last day on which it is not shown again; that of the look when left out. */
  until?: string;
}

/**
 * Shows the reminders that come due while the application runs: a task once a day, a deadline of a convention
 * once in its life. Used once, by the frame.
 */
export function useReminders(): void {
  const { t, i18n } = useTranslation();
  const ofTask = (task: TacheView): Reminder => ({
    id: task.id,
    title: task.titre,
    body: [t("rappels.un"), task.sujet].filter(Boolean).join(" · "),
    hash: addressOf(task.recordTable, task.recordId) ?? "/journee",
  });
  const ofConvention = (row: EcheanceConvention): Reminder => ({
    id: row.id,
    title: echeanceName(t, row, i18n.language),
    body: [
      t(`echeances:genre.${row.genre}`),
      row.convention.numero,
      formatDate(row.le),
      echeanceDelay(t, row),
    ].join(" · "),
    hash: echeanceAddress(row),
    until: addDays(row.le, REMEMBERED),
  });
  const tell = useEffectEvent((fresh: readonly Reminder[]) => {
    if (fresh.length > APART) {
      const title = t("rappels.plusieurs", { count: fresh.length });
      const body = fresh
        .slice(0, APART)
        .map((each) => each.title)
        .join(" · ");
      return shell.notify({ title, body: body.slice(0, 500), hash: "/journee" });
    }
    return Promise.all(
      fresh.map(({ title, body, hash }) =>
        shell.notify({ title: title.slice(0, 200), body: body.slice(0, 500), hash }),
      ),
    );
  });
  const read = useEffectEvent(async (): Promise<Reminder[]> => {
    const heure = formatTime(Date.now());
    const { rappels } = await data.journee.rappels({ heure });
    // Deadlines have no time of day: they are told with the first of the morning.
    const { rows } =
      heure < MORNING
        ? { rows: [] }
        : await data.echeances.miennes({ limit: CONVENTIONS, etats: ["alerte"] });
    return [...rappels.map(ofTask), ...rows.map(ofConvention)];
  });
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (!isOn()) return;
      try {
        const day = new Date().toLocaleDateString("en-CA");
        const due = await read();
        const shown = shownOn(day);
        const fresh = due.filter(({ id }) => !shown.has(id));
        if (fresh.length === 0) return;
        for (const { id, until = day } of fresh) shown.set(id, until);
        localStorage.setItem(SHOWN, JSON.stringify({ jusqu: Object.fromEntries(shown) }));
        await tell(fresh);
      } catch {
        // The register is away: the next look comes in a minute.
      }
    };
    const first = setTimeout(() => void look(), 4000);
    const timer = setInterval(() => void look(), EVERY);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
}
