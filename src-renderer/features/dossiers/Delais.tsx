import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DelaisDossier, Horloge } from "../../../src-main/contract/delais.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import {
  Card,
  delayTones,
  ErrorState,
  Pill,
  Skeleton,
  SourceTag,
  useDeadlines,
} from "../../ui/index.ts";
import styles from "./Delais.module.css";
import { Recours } from "./Recours.tsx";

/** The legal delays of a dossier: who holds the pen, each count with its rule and its pauses, the appeals. */
export function Delais({ id }: { id: string }) {
  const { t } = useTranslation("delais");
  const delais = useQuery(orpc.delais.dossier.queryOptions({ input: { id } }));
  return (
    <Card title={t("titre")} actions={delais.data && <Pen plume={delais.data.plume} />}>
      {delais.data ? (
        <>
          <Clocks delais={delais.data} />
          <Recours dossierId={id} delais={delais.data} />
        </>
      ) : delais.error ? (
        <ErrorState error={delais.error} onRetry={() => void delais.refetch()} />
      ) : (
        <Skeleton lines={4} height={18} />
      )}
    </Card>
  );
}

function Pen({ plume }: { plume: DelaisDossier["plume"] }) {
  const { t } = useTranslation("delais");
  return (
    <span className={styles.pen} data-plume={plume}>
      <span>{t("plume.titre")}</span> <b>{t(`plume.${plume}`)}</b>
    </span>
  );
}

function Clocks({ delais }: { delais: DelaisDossier }) {
  const { t } = useTranslation("delais");
  if (delais.horloges.length === 0) return <p className={styles.mut}>{t("aucun")}</p>;
  return (
    <ul className={styles.clocks}>
      {delais.horloges.map((horloge) => (
        <ClockLine
          key={`${horloge.genre}-${horloge.typeRecours}-${horloge.recoursId}`}
          horloge={horloge}
        />
      ))}
    </ul>
  );
}

/** How much of a delay is left, as one says it: the state first, then the days. */
function useSentence(horloge: Horloge): string | null {
  const { t } = useTranslation("delais");
  const deadlines = useDeadlines();
  const { due, left, status, endedLe, tardif, regle } = horloge;
  if (status === "termine") {
    if (endedLe === null) return null;
    const date = formatDate(endedLe);
    if (horloge.genre === "recours_depot" && endedLe === due && left === 0) {
      return t("expire", { date });
    }
    return tardif ? t("finTardive", { date, due: due ? formatDate(due) : "" }) : t("fin", { date });
  }
  return regle && deadlines.sentence({ due, left, status, unit: regle.unit });
}

function ClockLine({ horloge }: { horloge: Horloge }) {
  const { t, i18n } = useTranslation(["delais", "champs"]);
  const catalogue = useCatalogue();
  const langue = i18n.language as Langue;
  const sentence = useSentence(horloge);
  const { regle, status, used, from, fromChamp, pauses, anneesNonConfirmees } = horloge;
  const appeal = horloge.typeRecours && catalogue.label("type_recours", horloge.typeRecours);
  const record =
    horloge.genre === "recours_reponse"
      ? "recours"
      : fromChamp === "tenuLe"
        ? "passage"
        : "dossier";
  if (!regle)
    return (
      <li className={styles.clock}>
        <p className={styles.mut}>
          {t("sansRegle", { quoi: appeal ?? t(`genre.${horloge.genre}`), date: formatDate(from) })}
        </p>
      </li>
    );
  const spent = Math.min(1, Math.max(0, used / Math.max(1, regle.days)));
  return (
    <li className={styles.clock} data-genre={horloge.genre} data-status={status}>
      <div className={styles.head}>
        <h3>{pick(regle.label, langue)}</h3>
        <Pill tone={horloge.tardif ? "late" : delayTones[status]}>
          {t(`etat.${horloge.tardif ? "tardif" : status}`)}
        </Pill>
        {sentence && <span className={styles.sentence}>{sentence}</span>}
      </div>
      <div className={styles.bar} aria-hidden="true">
        <span
          data-tone={horloge.tardif ? "late" : delayTones[status]}
          style={{ inlineSize: `${Math.round(spent * 100)}%` }}
        />
      </div>
      <p className={styles.mut}>
        {t("consomme", {
          used: formatNumber(used, 0),
          total: formatNumber(regle.days, 0),
          unite: t(`unite.${regle.unit}`),
        })}{" "}
        {t("depuis", { champ: t(`champs:${record}.${fromChamp}`), date: formatDate(from) })}
      </p>
      {pauses.length > 0 && <Pauses pauses={pauses} />}
      {anneesNonConfirmees.length > 0 && (
        <p className={styles.warn}>
          {t("nonConfirmees", { annees: anneesNonConfirmees.join(", ") })}{" "}
          <a href="#/reglages">{t("confirmer")}</a>
        </p>
      )}
      <Skipped skipped={horloge.skipped} />
      <p className={styles.source}>
        {regle.effectiveFrom !== UNKNOWN_DATE && (
          <span>{t("enVigueur", { date: formatDate(regle.effectiveFrom) })}</span>
        )}
        <SourceTag source={regle.source} url={regle.url} confidence={regle.confidence} />
      </p>
    </li>
  );
}

/** Stands in the reference data for an effective date that was not found. */
const UNKNOWN_DATE = "1900-01-01";

function Pauses({ pauses }: { pauses: Horloge["pauses"] }) {
  const { t } = useTranslation("delais");
  return (
    <ul className={styles.pauses} aria-label={t("pauses")}>
      {pauses.map((pause) => (
        <li key={pause.complementId}>
          {pause.to === null
            ? t("pauseOuverte", { du: formatDate(pause.from) })
            : t("pause", { du: formatDate(pause.from), au: formatDate(pause.to) })}
          {pause.numero && (
            <>
              {" · "}
              <Iso>{pause.numero}</Iso>
            </>
          )}
          {pause.motif && (
            <>
              {" · "}
              <Auto>{pause.motif}</Auto>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Span {
  from: string;
  to: string;
  why: Horloge["skipped"][number]["why"];
  name: Horloge["skipped"][number]["name"];
}

const DAY = 86_400_000;

/** Days that follow one another for the same reason, told once. */
function spansOf(skipped: Horloge["skipped"]): Span[] {
  const spans: Span[] = [];
  for (const { date, why, name } of skipped) {
    const last = spans.at(-1);
    const next = last && Date.parse(date) - Date.parse(last.to) === DAY;
    if (last && next && last.why === why && last.name?.fr === name?.fr) last.to = date;
    else spans.push({ from: date, to: date, why, name });
  }
  return spans;
}

function Skipped({ skipped }: { skipped: Horloge["skipped"] }) {
  const { t, i18n } = useTranslation("delais");
  if (skipped.length === 0) return null;
  return (
    <details className={styles.skipped}>
      <summary>{t("nonComptes", { count: skipped.length })}</summary>
      <ul>
        {spansOf(skipped).map((span) => (
          <li key={span.from}>
            <Iso>
              {span.from === span.to
                ? formatDate(span.from)
                : `${formatDate(span.from)} – ${formatDate(span.to)}`}
            </Iso>{" "}
            <span className={styles.mut}>
              {span.name ? pick(span.name, i18n.language as Langue) : t(`raison.${span.why}`)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
