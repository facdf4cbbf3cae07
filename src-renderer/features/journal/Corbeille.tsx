import { useMutation, useQuery } from "@tanstack/react-query";
import { IconRestore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CorbeilleLigne } from "../../../src-main/contract/journal.ts";
import { data as calls, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { tableLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatInstant } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import { addressOf } from "../../lib/records.ts";
import { Button, EmptyState, ErrorState, notify, Skeleton, Table } from "../../ui/index.ts";
import styles from "./Journal.module.css";

const LIMIT = 500;

/** The record a file hung on, and the way to it. */
function Owner({ sur }: { sur: NonNullable<CorbeilleLigne["sur"]> }) {
  const { t } = useTranslation("journal");
  const langue = useLangue();
  const title = (langue === "ar" && sur.titreAr) || sur.titreFr;
  const address = addressOf(sur.table, sur.id);
  const name = (
    <>
      {sur.reference && <Iso>{sur.reference}</Iso>} <Auto>{formatDate(title)}</Auto>
    </>
  );
  return (
    <span className={styles.owner}>
      {t("sur", { type: tableLabel(t, sur.table) })}{" "}
      {address ? <a href={`#${address}`}>{name}</a> : name}
    </span>
  );
}

/** Deleted records, newest first, each with its way back. */
export function Corbeille() {
  const { t } = useTranslation("journal");
  const { data, error, refetch } = useQuery(
    orpc.journal.corbeille.queryOptions({ input: { limit: LIMIT } }),
  );
  const restore = useMutation({
    mutationFn: (row: { record: string; id: string }) => calls.journal.restore(row),
    onError: (why) => notify({ tone: "error", message: errorSentence(why, t) }),
  });
  const catalogue = useCatalogue();
  const nameOf = ({ record, title }: CorbeilleLigne): string =>
    record === "piece" && catalogue.rows("piece_requise").some(({ key }) => key === title)
      ? catalogue.label("piece_requise", title)
      : formatDate(title);
  useReady("corbeille", Boolean(data));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} height={24} />;
  if (data.rows.length === 0)
    return <EmptyState title={t("corbeilleVide")} hint={t("corbeilleAide")} />;
  return (
    <Table
      label={t("corbeille")}
      rows={data.rows}
      rowKey={(row) => `${row.record}-${row.id}`}
      columns={[
        {
          key: "type",
          header: t("type"),
          width: "120px",
          cell: (row) => tableLabel(t, row.table),
        },
        {
          key: "title",
          header: t("titreFiche"),
          cell: (row) => (
            <>
              <Auto>{nameOf(row)}</Auto>
              {row.sur && <Owner sur={row.sur} />}
            </>
          ),
        },
        {
          key: "at",
          header: t("supprimeLe"),
          width: "150px",
          cell: (row) => <Iso>{formatInstant(row.deletedAt)}</Iso>,
        },
        {
          key: "by",
          header: t("supprimePar"),
          width: "170px",
          cell: (row) => <Auto>{row.deletedBy ?? t("anonyme")}</Auto>,
        },
        {
          key: "restore",
          header: "",
          width: "130px",
          cell: (row) => (
            <Button
              size="sm"
              leftIcon={<IconRestore size={15} aria-hidden="true" />}
              disabled={restore.isPending}
              aria-label={t("restaurerNom", { titre: nameOf(row) })}
              onClick={() => restore.mutate({ record: row.record, id: row.id })}
            >
              {t("restaurer")}
            </Button>
          ),
        },
      ]}
    />
  );
}
