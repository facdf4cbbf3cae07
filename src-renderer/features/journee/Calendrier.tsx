import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Marque } from "../../../src-main/contract/journee.ts";
import { orpc, useSession, useTaskWrites } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, pick } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { weekdayOf, weeksOf } from "../../lib/month.ts";
import { useReady } from "../../lib/ready.ts";
import { addressOf } from "../../lib/records.ts";
import {
  Card,
  Dot,
  ErrorState,
  MonthBar,
  MonthGrid,
  MonthKeys,
  PageHeader,
  StatusBar,
  TaskAdd,
} from "../../ui/index.ts";
import { AgendaMenu } from "./AgendaMenu.tsx";
import styles from "./journee.module.css";

const colours: Record<Marque["genre"], string> = {
  echeance: "var(--late)",
  acte: "var(--warn)",
  tache: "var(--acc)",
  seance: "var(--info)",
  ferie: "var(--mut)",
};

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
  const goTo = (next: string): void => navigate(`/calendrier?jour=${next}`, { replace: true });

  const byDay = new Map<string, Marque[]>();
  for (const mark of query.data?.marques ?? []) {
    const there = byDay.get(mark.le);
    if (there) there.push(mark);
    else byDay.set(mark.le, [mark]);
  }

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
            <MonthBar day={day} today={session.today} onChoose={goTo} />
            <AgendaMenu />
          </>
        }
      />
      <div className={styles.calendar}>
        <MonthGrid
          day={day}
          today={session.today}
          onChoose={goTo}
          dayOf={(one) => {
            const marks = byDay.get(one) ?? [];
            const work = marks.filter((mark) => mark.genre !== "ferie");
            const holiday = marks.find((mark) => mark.genre === "ferie");
            return {
              marks: work.map((mark) => ({
                id: mark.id,
                colour: colours[mark.genre],
                kind: t(`marque.${mark.genre}`),
                text: shortOf(mark, pick(mark.titre, langue)),
                done: mark.fait,
              })),
              total: work.length,
              ...(holiday ? { holiday: pick(holiday.titre, langue) } : {}),
            };
          }}
        />
        <DayAgenda day={day} marks={byDay.get(day) ?? []} />
      </div>
      <StatusBar shortcuts={<MonthKeys />}>
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
