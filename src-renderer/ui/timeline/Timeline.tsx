import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionView, ChangeView } from "../../../src-main/contract/journal.ts";
import { genreSysteme } from "../../../src-main/contract/chronologie.ts";
import { data, orpc, useCatalogue } from "../../data/index.ts";
import type { FileOwner } from "../../data/index.ts";
import { actionSentence } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant, formatNumber } from "../../lib/format.ts";
import { Button } from "../Button.tsx";
import { ChangeList } from "../ChangeList.tsx";
import { Card, ErrorState, Pill, Skeleton } from "../surfaces.tsx";
import { EventEntry } from "./EventEntry.tsx";
import { QuickEntry } from "./QuickEntry.tsx";
import classes from "./timeline.module.css";

/** Entries read at once. */
const PAGE = 20;

export interface TimelineProps extends FileOwner {
  /** Letters alone on the page choose a kind and begin to write. */
  shortcuts?: boolean;
}

/** What happened to a record: what people noted and what the register did, newest first. */
export function Timeline({ recordTable, recordId, shortcuts = false }: TimelineProps) {
  const { t } = useTranslation("chronologie");
  const catalogue = useCatalogue();
  const [genre, setGenre] = useState<string | null>(null);
  const input = { recordTable, recordId, limit: PAGE, ...(genre ? { genres: [genre] } : {}) };
  const entries = useInfiniteQuery({
    queryKey: [...orpc.chronologie.get.key({ input }), "pages"],
    queryFn: ({ pageParam, signal }) =>
      data.chronologie.get({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (old) => old,
  });
  const pages = entries.data?.pages ?? [];
  const counts = pages[0]?.comptes ?? {};
  const shown = pages.flatMap((page) => page.entrees);
  const kinds = catalogue
    .options("genre_evenement")
    .filter(({ value }) => (counts[value] ?? 0) > 0 || value === genre);

  return (
    <Card title={t("titre")}>
      <QuickEntry recordTable={recordTable} recordId={recordId} shortcuts={shortcuts} />
      <div className={classes.filters} role="group" aria-label={t("filtre")}>
        {[
          { value: null, label: t("tout"), count: null },
          ...kinds.map((kind) => ({ ...kind, count: counts[kind.value] ?? 0 })),
          { value: genreSysteme, label: t("systeme"), count: null },
        ].map(({ value, label, count }) => (
          <button
            key={value ?? ""}
            type="button"
            className={classes.filter}
            aria-pressed={genre === value}
            onClick={() => setGenre(value)}
          >
            {label}
            {count !== null && <span className={classes.count}>{formatNumber(count)}</span>}
          </button>
        ))}
      </div>
      {entries.error && !entries.data && (
        <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
      )}
      {entries.isPending && <Skeleton lines={4} />}
      {entries.data && shown.length === 0 && (
        <p className={classes.mut}>{t(genre ? "aucunFiltre" : "aucun")}</p>
      )}
      <ol className={classes.entries} data-timeline>
        {shown.map((entry) =>
          entry.type === "evenement" ? (
            <EventEntry key={entry.id} entry={entry} />
          ) : (
            <ActionEntry key={entry.action.id} action={entry.action} />
          ),
        )}
      </ol>
      {entries.hasNextPage && (
        <Button
          size="sm"
          variant="subtle"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {t("plus")}
        </Button>
      )}
    </Card>
  );
}

function ActionEntry({ action }: { action: ActionView & { details: ChangeView[] } }) {
  const { t } = useTranslation(["chronologie", "journal"]);
  const catalogue = useCatalogue();
  return (
    <li className={classes.action} data-undone={!action.live || undefined}>
      <p className={classes.head}>
        <span className={classes.what}>
          <Auto>{actionSentence(t, action.kind, action.params, catalogue)}</Auto>
        </span>
        {action.mode !== "do" && <Pill tone="neutral">{t(`journal:mode.${action.mode}`)}</Pill>}
        {!action.live && <Pill tone="neutral">{t("journal:annulee")}</Pill>}
        <span className={classes.meta}>
          <Auto>{action.user ?? t("journal:anonyme")}</Auto>
          <span aria-hidden="true"> · </span>
          <Iso>{formatInstant(action.at)}</Iso>
        </span>
      </p>
      <ChangeList changes={action.details} />
    </li>
  );
}
