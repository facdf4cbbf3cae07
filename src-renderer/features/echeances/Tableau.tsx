import { IconCalendarDue } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EcheanceConvention } from "../../../src-main/contract/echeances.ts";
import { orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { echeanceAddress, echeanceName } from "../../lib/echeances.ts";
import { formatDate, formatMonth, formatNumber } from "../../lib/format.ts";
import { walk } from "../../lib/lines.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  Card,
  EcheancePill,
  EmptyState,
  ErrorState,
  Kbd,
  Skeleton,
  StatusBar,
  Table,
} from "../../ui/index.ts";
import styles from "./echeances.module.css";
import type { VueProps } from "./vue.ts";

const PAGE = 60;

/** The deadlines as lines, by month. */
export function Tableau({ filtre, filtered, onClear, onCount }: VueProps) {
  const { t } = useTranslation("echeances");
  const langue = useLangue();
  const identity = JSON.stringify(filtre);
  const [shown, setShown] = useState({ identity, limit: PAGE });
  const limit = shown.identity === identity ? shown.limit : PAGE;
  const query = useQuery({
    ...orpc.echeances.list.queryOptions({ input: { ...filtre, limit } }),
    placeholderData: keepPreviousData,
  });
  useReady("echeances", query.isSuccess);
  const found = query.data;
  const total = found?.total;
  useEffect(() => onCount(total), [onCount, total]);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== "ArrowDown" || document.activeElement !== document.body) return;
      root.current?.querySelector<HTMLElement>("[data-line]")?.focus();
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const inArabic = langue === "ar";
  const none = <span className={styles.mut}>–</span>;
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
            icon={<IconCalendarDue size={36} stroke={1.3} />}
            title={t(filtered ? "rien" : "vide")}
            hint={t(filtered ? "rienAide" : "videAide")}
            action={filtered && <Button onClick={onClear}>{t("effacer")}</Button>}
          />
        )}
        {found && found.total > 0 && (
          <Card>
            <Table<EcheanceConvention>
              dense
              label={t("liste")}
              rows={found.rows}
              rowKey={(row) => row.id}
              groupOf={({ le }) => ({
                key: le.slice(0, 7),
                title: (
                  <span className={styles.month}>
                    {formatMonth(le, langue)}
                    <span className={styles.mut}>
                      {formatNumber(found.mois[le.slice(0, 7)] ?? 0, 0)}
                    </span>
                  </span>
                ),
              })}
              columns={[
                {
                  key: "date",
                  header: t("colonne.date"),
                  width: "90px",
                  cell: (row) => <Iso>{formatDate(row.le)}</Iso>,
                },
                {
                  key: "etat",
                  header: t("colonne.etat"),
                  width: "170px",
                  cell: (row) => <EcheancePill row={row} />,
                },
                {
                  key: "genre",
                  header: t("colonne.genre"),
                  width: "100px",
                  cell: (row) => t(`genre.${row.genre}`),
                },
                {
                  key: "objet",
                  header: t("colonne.objet"),
                  cell: (row) => (
                    <a className={styles.link} href={`#${echeanceAddress(row)}`} data-line>
                      <Auto>{echeanceName(t, row, langue)}</Auto>
                    </a>
                  ),
                },
                {
                  key: "convention",
                  header: t("colonne.convention"),
                  cell: ({ convention }) => (
                    <span
                      className={styles.convention}
                      title={(inArabic && convention.intituleAr) || convention.intituleFr}
                    >
                      <Iso>{convention.numero}</Iso>{" "}
                      <Auto className={styles.mut}>
                        {(inArabic && convention.intituleAr) || convention.intituleFr}
                      </Auto>
                      {convention.statut === "suspendue" && (
                        <span className={styles.mut}> ({t("conventions:statut.suspendue")})</span>
                      )}
                    </span>
                  ),
                },
                {
                  key: "partie",
                  header: t("colonne.partie"),
                  cell: ({ partie }) =>
                    partie ? <Auto>{(inArabic && partie.nomAr) || partie.nomFr}</Auto> : none,
                },
                {
                  key: "responsable",
                  header: t("colonne.responsable"),
                  cell: ({ responsable }) => (responsable ? <Auto>{responsable.nom}</Auto> : none),
                },
              ]}
            />
          </Card>
        )}
        {found && found.total > found.rows.length && (
          <p className={styles.rest}>
            <Button onClick={() => setShown({ identity, limit: Math.min(5000, limit + 5 * PAGE) })}>
              {t("plus")}
            </Button>
            <span className={styles.mut}>
              {t("reste", { count: found.total - found.rows.length })}
            </span>
          </p>
        )}
      </div>
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("touches.parcourir")} <Kbd>{t("commun:raccourcis.entree")}</Kbd>{" "}
            {t("touches.ouvrir")} <Kbd>1</Kbd>
            <Kbd>2</Kbd>
            <Kbd>3</Kbd> {t("touches.vues")}
          </span>
        }
      >
        {found?.etats.retard !== undefined && (
          <span>{t("pied.retard", { count: found.etats.retard })}</span>
        )}
        {found?.etats.alerte !== undefined && (
          <span>{t("pied.alerte", { count: found.etats.alerte })}</span>
        )}
      </StatusBar>
    </>
  );
}
