import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { echeanceGenres } from "../../../src-main/contract/echeances.ts";
import type { EcheanceConvention, EcheanceGenre } from "../../../src-main/contract/echeances.ts";
import { orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { echeanceAddress, echeanceName } from "../../lib/echeances.ts";
import { formatDate } from "../../lib/format.ts";
import { weeksOf } from "../../lib/month.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Card,
  Dot,
  EcheancePill,
  ErrorState,
  MonthBar,
  MonthGrid,
  MonthKeys,
  Skeleton,
  StatusBar,
} from "../../ui/index.ts";
import styles from "./echeances.module.css";
import type { VueProps } from "./vue.ts";

const colours: Record<EcheanceGenre, string> = {
  fin: "var(--late)",
  preavis: "var(--warn)",
  versement: "var(--acc)",
  engagement: "var(--info)",
  livrable: "var(--ink)",
  rapport: "var(--ink)",
  comite: "var(--mut)",
};

/** Lines of the chosen day. */
const OF_DAY = 200;

/** The deadlines of a month on its days; those of the chosen day whole beside it. */
export function Mois({ filtre, today, onCount }: VueProps) {
  const { t } = useTranslation("echeances");
  const langue = useLangue();
  const [day, setDay] = useState(today);
  const weeks = weeksOf(day);
  const window = { du: weeks[0]![0]!, au: weeks[5]![6]! };
  const query = useQuery({
    ...orpc.echeances.list.queryOptions({
      input: { ...filtre, ...window, limit: 500, parJour: 3 },
    }),
    placeholderData: keepPreviousData,
  });
  const ofDay = useQuery({
    ...orpc.echeances.list.queryOptions({
      input: { ...filtre, du: day, au: day, limit: OF_DAY },
    }),
    placeholderData: keepPreviousData,
  });
  useReady("echeances", query.isSuccess);
  const total = query.data?.total;
  useEffect(() => onCount(total), [onCount, total]);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const byDay = Map.groupBy(query.data?.rows ?? [], ({ le }) => le);
  // A text that begins in Latin letters would be cut at its Arabic beginning.
  const words = (row: EcheanceConvention): string => {
    const parts = [row.convention.numero, echeanceName(t, row, langue)];
    return (langue === "ar" ? parts.toReversed() : parts).join(" · ");
  };
  return (
    <>
      <div className={styles.calendar}>
        <div className={styles.monthSide}>
          <div className={styles.monthBar}>
            <MonthBar day={day} today={today} onChoose={setDay} />
          </div>
          <MonthGrid
            day={day}
            today={today}
            onChoose={setDay}
            dayOf={(one) => ({
              marks: (byDay.get(one) ?? []).map((row) => ({
                id: row.id,
                colour: colours[row.genre],
                kind: t(`genre.${row.genre}`),
                text: words(row),
                done: row.etat === "faite",
              })),
              total: query.data?.jours[one] ?? 0,
            })}
          />
        </div>
        <aside aria-label={t("dujour")} className={styles.agenda}>
          <Card title={<Iso>{formatDate(day)}</Iso>}>
            {ofDay.isPending && <Skeleton lines={4} height={18} />}
            {ofDay.data?.total === 0 && <p className={styles.mut}>{t("rienCeJour")}</p>}
            {ofDay.data?.rows.map((row) => (
              <div key={row.id} className={styles.agendaLine}>
                <span className={styles.agendaHead}>
                  <Dot color={colours[row.genre]} />
                  {t(`genre.${row.genre}`)}
                  <Iso>{row.convention.numero}</Iso>
                </span>
                <a className={styles.link} href={`#${echeanceAddress(row)}`}>
                  <Auto>{echeanceName(t, row, langue)}</Auto>
                </a>
                <span>
                  <EcheancePill row={row} />
                </span>
              </div>
            ))}
            {ofDay.data && ofDay.data.total > ofDay.data.rows.length && (
              <p className={styles.mut}>
                {t("reste", { count: ofDay.data.total - ofDay.data.rows.length })}
              </p>
            )}
          </Card>
        </aside>
      </div>
      <StatusBar shortcuts={<MonthKeys />}>
        <span className={styles.legend}>
          {echeanceGenres.map((genre) => (
            <span key={genre}>
              <Dot color={colours[genre]} />
              {t(`genre.${genre}`)}
            </span>
          ))}
        </span>
      </StatusBar>
    </>
  );
}
