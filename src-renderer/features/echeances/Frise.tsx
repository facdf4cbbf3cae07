import { IconTimeline } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EcheanceBarre } from "../../../src-main/contract/echeances.ts";
import { orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { walk } from "../../lib/lines.ts";
import { addDays, addMonths } from "../../lib/month.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  EmptyState,
  ErrorState,
  Hidden,
  Kbd,
  Skeleton,
  StatusBar,
} from "../../ui/index.ts";
import styles from "./echeances.module.css";
import type { VueProps } from "./vue.ts";

const BARS = 200;
/** Months drawn before today and after it. */
const BEFORE = 12;
const AFTER = 24;

const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** One bar per convention: its terms, its notice windows, today. Time goes from left to right in every language. */
export function Frise({ filtre, today, filtered, onClear, onCount }: VueProps) {
  const { t } = useTranslation("echeances");
  const month = `${today.slice(0, 8)}01`;
  const du = addMonths(month, -BEFORE);
  const au = addDays(addMonths(month, AFTER), -1);
  // A kind or a state keeps the conventions with such a deadline in its own period; all states narrow nothing.
  const { etats, genres, ...rest } = filtre;
  const narrowed = genres !== undefined || etats?.length === 1;
  const period = narrowed ? { du: filtre.du, au: filtre.au } : { du, au };
  const query = useQuery({
    ...orpc.echeances.barres.queryOptions({
      input: {
        ...rest,
        ...period,
        ...(narrowed && genres ? { genres } : {}),
        ...(narrowed && etats ? { etats } : {}),
        limit: BARS,
      },
    }),
    placeholderData: keepPreviousData,
  });
  useReady("echeances", query.isSuccess);
  const total = query.data?.total;
  useEffect(() => onCount(total), [onCount, total]);
  const root = useRef<HTMLDivElement>(null);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const from = dayOf(du);
  const span = dayOf(au) + 1 - from;
  const place = (iso: string): number =>
    Math.min(100, Math.max(0, ((dayOf(iso) - from) / span) * 100));
  const quarters = Array.from({ length: (BEFORE + AFTER) / 3 }, (_, n) => addMonths(du, n * 3));
  const found = query.data;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows between links */}
      <div
        className={styles.body}
        ref={root}
        onKeyDown={(event) => {
          if (root.current && walk(root.current, event)) event.preventDefault();
        }}
      >
        {!found && <Skeleton lines={12} height={20} />}
        {found?.total === 0 && (
          <EmptyState
            icon={<IconTimeline size={36} stroke={1.3} />}
            title={t("frise.vide")}
            hint={t(filtered ? "rienAide" : "videAide")}
            action={filtered && <Button onClick={onClear}>{t("effacer")}</Button>}
          />
        )}
        {found && found.total > 0 && (
          <div className={styles.frise}>
            <div className={styles.axis} aria-hidden="true">
              <span />
              <div className={styles.track} dir="ltr">
                {quarters.map((iso) => (
                  <span
                    key={iso}
                    className={styles.tick}
                    style={{ insetInlineStart: `${place(iso)}%` }}
                  >
                    {formatDate(iso).slice(3)}
                  </span>
                ))}
                <span className={styles.now} style={{ insetInlineStart: `${place(today)}%` }}>
                  {t("frise.aujourdhui")}
                </span>
              </div>
            </div>
            <ul className={styles.bars} aria-label={t("frise.nom")}>
              {found.rows.map((row) => (
                <Barre
                  key={row.convention.id}
                  row={row}
                  end={au}
                  today={today}
                  place={place}
                  quarters={quarters}
                />
              ))}
            </ul>
            {found.total > found.rows.length && (
              <p className={styles.mut}>
                {t("frise.reste", { count: found.total - found.rows.length })}
              </p>
            )}
          </div>
        )}
      </div>
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("touches.parcourir")} <Kbd>{t("commun:raccourcis.entree")}</Kbd>{" "}
            {t("touches.ouvrir")}
          </span>
        }
      >
        <span className={styles.legend}>
          {(["terme", "possible", "fenetre"] as const).map((key) => (
            <span key={key}>
              <span className={styles.sample} data-genre={key} aria-hidden="true" />
              {t(`frise.${key}`)}
            </span>
          ))}
        </span>
      </StatusBar>
    </>
  );
}

interface BarreProps {
  row: EcheanceBarre;
  /** Last day drawn. */
  end: string;
  today: string;
  place: (iso: string) => number;
  quarters: readonly string[];
}

function Barre({ row, end, today, place, quarters }: BarreProps) {
  const { t } = useTranslation("echeances");
  const langue = useLangue();
  const { convention, termes, effetLe, finLe } = row;
  const intitule = (langue === "ar" && convention.intituleAr) || convention.intituleFr;
  const spans =
    termes.length > 0 ? termes : [{ n: 0, du: effetLe, au: end, preavisDu: null, acquis: true }];
  const drawn = spans.filter(({ du, au }) => place(addDays(au, 1)) > 0 && place(du) < 100);
  const box = (du: string, au: string) => ({
    insetInlineStart: `${place(du)}%`,
    inlineSize: `${place(addDays(au, 1)) - place(du)}%`,
  });
  const notice = spans.findLast(({ acquis, preavisDu }) => acquis && preavisDu !== null)?.preavisDu;
  const said =
    finLe === null
      ? t("frise.sansFin", { numero: convention.numero, intitule, du: formatDate(effetLe) })
      : t("frise.barre", {
          numero: convention.numero,
          intitule,
          du: formatDate(effetLe),
          au: formatDate(finLe),
        });
  const words = notice ? `${said}, ${t("frise.preavis", { date: formatDate(notice) })}` : said;
  return (
    <li>
      <a
        className={styles.bar}
        href={`#/conventions/${convention.id}?onglet=synthese`}
        title={words}
        data-line
      >
        <span className={styles.barName} aria-hidden="true">
          <Iso>{convention.numero}</Iso> <Auto className={styles.mut}>{intitule}</Auto>
        </span>
        <Hidden>{words}</Hidden>
        <span className={styles.track} dir="ltr" aria-hidden="true">
          {quarters.map((iso) => (
            <span
              key={iso}
              className={styles.rule}
              style={{ insetInlineStart: `${place(iso)}%` }}
            />
          ))}
          {drawn.map(({ n, du, au, preavisDu, acquis }) => (
            <span key={n}>
              <span
                className={styles.term}
                data-genre={acquis ? "terme" : "possible"}
                style={box(du, au)}
              />
              {preavisDu !== null && <span className={styles.notice} style={box(preavisDu, au)} />}
            </span>
          ))}
          <span className={styles.nowLine} style={{ insetInlineStart: `${place(today)}%` }} />
        </span>
      </a>
    </li>
  );
}
