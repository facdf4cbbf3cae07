import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { TacheView } from "../../src-main/contract/journee.ts";
import { formatTime } from "../lib/format.ts";
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

/** Reminders already shown on a day; those of another day are forgotten. */
function shownOn(day: string): Set<string> {
  try {
    const kept = JSON.parse(localStorage.getItem(SHOWN) ?? "{}") as {
      day?: string;
      ids?: string[];
    };
    return new Set(kept.day === day ? kept.ids : []);
  } catch {
    return new Set();
  }
}

/** Milliseconds between two looks. */
const EVERY = 60_000;
/** More reminders than this at once come as one notification. */
const APART = 3;

/** Shows the reminders that come due while the application runs, each once a day. Used once, by the frame. */
export function useReminders(): void {
  const { t } = useTranslation();
  const tell = useEffectEvent((tasks: readonly TacheView[]) => {
    if (tasks.length > APART) {
      const title = t("rappels.plusieurs", { count: tasks.length });
      const body = tasks
        .slice(0, APART)
        .map((task) => task.titre)
        .join(" · ");
      return shell.notify({ title, body: body.slice(0, 500), hash: "/journee" });
    }
    return Promise.all(
      tasks.map((task) =>
        shell.notify({
          title: task.titre.slice(0, 200),
          body: [t("rappels.un"), task.sujet].filter(Boolean).join(" · ").slice(0, 500),
          hash: addressOf(task.recordTable, task.recordId) ?? "/journee",
        }),
      ),
    );
  });
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (!isOn()) return;
      try {
        const day = new Date().toDateString();
        const { rappels } = await data.journee.rappels({ heure: formatTime(Date.now()) });
        const shown = shownOn(day);
        const fresh = rappels.filter((task) => !shown.has(task.id));
        if (fresh.length === 0) return;
        for (const task of fresh) shown.add(task.id);
        localStorage.setItem(SHOWN, JSON.stringify({ day, ids: [...shown] }));
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
