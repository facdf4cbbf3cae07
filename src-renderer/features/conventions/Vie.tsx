import { useTranslation } from "react-i18next";
import type { ConventionDetail } from "../../../src-main/contract/conventions.ts";
import { useSession } from "../../data/index.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Card, Hidden } from "../../ui/index.ts";
import styles from "./Vie.module.css";

type Point = ConventionDetail["vie"][number];

const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** Kinds whose words are shown before the others when there is no room for all. */
const RANK: readonly Point["genre"][] = [
  "resiliation",
  "fin",
  "denonciation",
  "preavis",
  "suspension",
  "signature",
  "avenant",
  "reconduction",
  "effet",
  "reprise",
];
/** Share of the width, in per cent, that the words of a point take. */
const ROOM = 13;

/** Points whose words fit, the most telling first; the others keep their dot. */
function labelled(points: readonly (Point & { at: number })[]): Set<Point> {
  const taken: number[] = [];
  const shown = new Set<Point>();
  const order = points.toSorted(
    (a, b) => RANK.indexOf(a.genre) - RANK.indexOf(b.genre) || b.at - a.at,
  );
  for (const point of order) {
    if (taken.some((at) => Math.abs(at - point.at) < ROOM)) continue;
    taken.push(point.at);
    shown.add(point);
  }
  return shown;
}

/** The life of a convention on a line: signed, renewed, notice window, today. */
export function Vie({ detail, jour }: { detail: ConventionDetail; jour: string | undefined }) {
  const { t } = useTranslation("conventions");
  const { today } = useSession();
  const now = jour ?? today;
  // A signature and the effect of the same day are one point.
  const vie = detail.vie.filter(
    (point) =>
      point.genre !== "effet" ||
      !detail.vie.some((other) => other.genre === "signature" && other.le === point.le),
  );
  const words = (point: Point): string => t(`vie.${point.genre}`, { numero: point.numero ?? "" });
  if (vie.length === 0)
    return (
      <Card title={t("vie.titre")}>
        <p className={styles.mut}>{t("vie.vide")}</p>
      </Card>
    );
  const days = [...vie.map(({ le }) => dayOf(le)), dayOf(now)];
  const from = Math.min(...days);
  const span = Math.max(Math.max(...days) - from, 30);
  // A margin at both ends keeps the words inside the card.
  const place = (le: string): number => 6 + ((dayOf(le) - from) / span) * 88;
  const points = vie.map((point) => ({ ...point, at: place(point.le) }));
  const shown = labelled(points);
  const notice = points.filter(({ genre }) => genre === "preavis").at(-1);
  const end = points.find(({ genre }) => genre === "fin");
  const { statut } = detail.ligne;
  const lived = Math.min(place(now), end && statut === "echue" ? end.at : 100);
  return (
    <Card title={t("vie.titre")}>
      <div className={styles.line} aria-hidden="true">
        <div className={styles.track} />
        <div
          className={styles.lived}
          style={{ insetInlineStart: "6%", inlineSize: `${Math.max(lived - 6, 0)}%` }}
        />
        {notice && end && (
          <div
            className={styles.notice}
            style={{ insetInlineStart: `${notice.at}%`, inlineSize: `${end.at - notice.at}%` }}
          />
        )}
        {points.map((point) => (
          <div
            key={`${point.genre}${point.le}${point.numero ?? ""}`}
            className={styles.point}
            data-genre={point.genre}
            title={`${words(point)} : ${formatDate(point.le)}`}
            style={{ insetInlineStart: `${point.at}%` }}
          >
            {shown.has(point) && <span className={styles.above}>{words(point)}</span>}
            <span className={styles.dot} />
            {shown.has(point) && (
              <span className={styles.below}>
                <Iso>{formatDate(point.le)}</Iso>
              </span>
            )}
          </div>
        ))}
        <div className={styles.today} style={{ insetInlineStart: `${place(now)}%` }}>
          <span>{jour ? formatDate(jour) : t("vie.aujourdhui")}</span>
        </div>
      </div>
      <Hidden>
        {points.map((point) => `${words(point)} : ${formatDate(point.le)}`).join(" ; ")}
      </Hidden>
    </Card>
  );
}
