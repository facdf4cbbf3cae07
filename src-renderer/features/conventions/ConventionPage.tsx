import { IconFilePlus, IconReportAnalytics, IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConventionDetail } from "../../../src-main/contract/conventions.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import {
  Button,
  DateInput,
  EmptyState,
  ErrorState,
  IconButton,
  notify,
  PageHeader,
  Skeleton,
  Star,
  TabsBar,
} from "../../ui/index.ts";
import styles from "./conventions.module.css";
import { NouvelAvenant } from "./NouvelAvenant.tsx";
import { reasonText, StatutPill } from "./statut.tsx";
import { TABS } from "./tabs.tsx";

/** One convention or avenant, as it stands today or stood on a day. */
export function ConventionPage({ id }: { id: string }) {
  const { t } = useTranslation("conventions");
  const catalogue = useCatalogue();
  const { today } = useSession();
  const asked = new URLSearchParams(useHashSearch());
  const [jour, setJour] = useState<string | null>(asked.get("jour"));
  const day = jour !== null && jour !== today ? jour : undefined;
  const detail = useQuery({
    ...orpc.conventions.get.queryOptions({ input: { id, ...(day ? { asOf: day } : {}) } }),
    placeholderData: keepPreviousData,
  });
  useReady("convention", detail.isSuccess && catalogue.ready);
  if (hasCode(detail.error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable")}
        hint={t("introuvableAide")}
        action={<Button onClick={() => navigate("/conventions")}>{t("titre")}</Button>}
      />
    );
  if (detail.data && catalogue.ready)
    return (
      <Page
        key={asked.get("onglet")}
        detail={detail.data}
        jour={day}
        onJour={setJour}
        first={asked.get("onglet") ?? TABS[0]!.key}
      />
    );
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Skeleton lines={8} height={18} />;
}

interface PageProps {
  detail: ConventionDetail;
  jour: string | undefined;
  onJour: (day: string | null) => void;
  first: string;
}

function Page({ detail, jour, onJour, first }: PageProps) {
  const { t, i18n } = useTranslation(["conventions", "erreurs"]);
  const [tab, setTab] = useState(first);
  const [amending, setAmending] = useState(false);
  const { ligne, parent } = detail;
  const title = (i18n.language === "ar" && ligne.intituleAr) || ligne.intituleFr;
  useVisited({ table: "convention", id: ligne.id, reference: ligne.numero, title });
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "convention", id: ligne.id }),
    onSuccess: () => navigate("/conventions", { replace: true }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const shown = TABS.filter((one) => !one.hidden?.(detail));
  const { Panel } = shown.find(({ key }) => key === tab) ?? shown[0]!;
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")} className={styles.crumbs}>
            <a href="#/conventions" className={styles.link}>
              {t("titre")}
            </a>
            {parent && (
              <>
                <span aria-hidden="true">/</span>
                <a href={`#/conventions/${parent.id}`} className={styles.link}>
                  <Iso>{parent.numero}</Iso>
                </a>
              </>
            )}
            <span aria-hidden="true">/</span>
            <Iso>{ligne.numero}</Iso>
          </nav>
        }
        title={
          <span className={styles.titleRow}>
            <Auto>{title}</Auto> <StatutPill row={ligne} />
          </span>
        }
        actions={
          <>
            <div className={styles.asOf}>
              <DateInput
                size="xs"
                ariaLabel={t("telleQuAu")}
                placeholder={t("telleQuAu")}
                value={jour ?? null}
                onChange={onJour}
              />
            </div>
            {detail.signee && ligne.type !== "avenant" && (
              <Button
                leftIcon={<IconFilePlus size={15} />}
                onClick={() => setAmending(true)}
                disabled={jour !== undefined}
              >
                {t("avenant.nouveau")}
              </Button>
            )}
            {ligne.type !== "avenant" && (
              <Button
                leftIcon={<IconReportAnalytics size={15} />}
                onClick={() => navigate(`/etats/convention/${ligne.id}`)}
              >
                {t("etatExecution")}
              </Button>
            )}
            <Star table="convention" id={ligne.id} />
            <IconButton
              variant="default"
              label={t("supprimer")}
              icon={<IconTrash size={16} />}
              onClick={() => remove.mutate()}
              disabled={remove.isPending}
            />
          </>
        }
      >
        <p className={styles.why}>{ligne.pourquoi.map((one) => reasonText(t, one)).join(" ")}</p>
        {jour && (
          <p role="status" className={styles.past}>
            {t("telleQu", { date: formatDate(jour) })}{" "}
            <Button size="sm" variant="subtle" onClick={() => onJour(null)}>
              {t("revenir")}
            </Button>
          </p>
        )}
        {detail.avertissements.map((one) => (
          <p key={one.code} role="status" className={styles.warning}>
            {t(`erreurs:faute.${one.code}`, {
              ...one.params,
              ...Object.fromEntries(
                Object.entries(one.params).flatMap(([key, value]) =>
                  typeof value === "string" ? [[key, formatDate(value)]] : [],
                ),
              ),
            })}
          </p>
        ))}
        <TabsBar
          label={t("onglets")}
          tabs={shown.map(({ key, count }) => ({
            key,
            label: t(`onglet.${key}`),
            ...(count ? { count: count(detail) } : {}),
          }))}
          value={tab}
          onChange={setTab}
        />
      </PageHeader>
      <div className={styles.tabBody} role="tabpanel" aria-label={t(`onglet.${tab}`)}>
        <Panel detail={detail} jour={jour} />
      </div>
      {amending && <NouvelAvenant detail={detail} onClose={() => setAmending(false)} />}
    </div>
  );
}
